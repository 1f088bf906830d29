mod feeding;
mod lost;
mod off_the_lists;
mod opening;
mod reading;
mod writes;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::{AccountId, LineId, OrderId, Parcel, ParcelLine};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::flavor::{AUCTION, Flavor, GMARKET};
use super::sign::Key;
use super::{Esm, open};
use crate::layers::around_telling;
use crate::layers::tests::{noon, pass_time};
use crate::layers::verdict::Telltales;
use crate::{AccountConfig, ManualClock, MarketError, Request, Response, Transport};

pub(super) const ORDER: &str = "4454223145";
pub(super) const LINE: &str = "2946269058";
pub(super) const CANCEL: &str = "4454223145:2946269058:C:20251231101500";
pub(super) const RETURN: &str = "4454223145:2946269058:R:20251231101500";
pub(super) const EXCHANGE: &str = "4454223145:2946269058:E:20251231101500";
/// A number of CJ 대한통운's.
pub(super) const NUMBER: &str = "600000000000";
pub(super) const CJ: &str = "10013";

/// A success without data.
pub(in crate::esm) const DONE: &str = r#"{"ResultCode":0,"Message":"Success","Data":null}"#;
/// An empty list.
pub(super) const NOTHING: &str = r#"{"ResultCode":0,"Message":"Success","Data":[]}"#;
/// An empty list of orders.
pub(super) const NO_ORDERS: &str = r#"{"ResultCode":0,"Message":"","Data":{"PageIndex":1,"PageSize":500,"TotalCount":0,"RequestOrders":[]}}"#;

/// What the network was sent, and what it answers; a call without an answer never ends.
#[derive(Default)]
struct Wire {
    answers: Mutex<VecDeque<Response>>,
    seen: Mutex<Vec<Request>>,
}

#[derive(Clone)]
struct Plug(Arc<Wire>);

#[async_trait]
impl Transport for Plug {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        self.0.seen.lock().unwrap().push(request);
        let answer = self.0.answers.lock().unwrap().pop_front();
        match answer {
            Some(answer) => Ok(answer),
            None => std::future::pending().await,
        }
    }
}

/// An answer without headers.
pub(in crate::esm) fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

/// The connector with all its layers over a network that answers from a list.
pub(super) struct Desk {
    wire: Arc<Wire>,
    pub(super) clock: Arc<ManualClock>,
    pub(super) esm: Esm,
}

impl Desk {
    pub(super) fn of(flavor: &'static Flavor, answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, body)| answer(*status, body)).collect();
        let wire = Arc::new(Wire { answers: Mutex::new(answers), ..Wire::default() });
        let clock = Arc::new(ManualClock::new(noon()));
        let config = AccountConfig {
            account: AccountId::from("1"),
            base_url: None,
            proxy: None,
            settles_after: Some(Duration::ZERO),
        };
        let settings = open::settings("", None);
        let plug = Plug(wire.clone());
        let line = around_telling(plug, settings, Telltales::default(), key(flavor), clock.clone());
        Self { esm: open::over(flavor, config, line, clock.clone()), wire, clock }
    }

    /// Answers that all succeed.
    pub(super) fn told(flavor: &'static Flavor, answers: &[String]) -> Self {
        let answers: Vec<(u16, &str)> = answers.iter().map(|body| (200, body.as_str())).collect();
        Self::of(flavor, &answers)
    }

    /// Lets time pass until the call ends.
    pub(super) async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        pass_time(&self.clock, call).await
    }

    /// Each call as `METHOD path body`.
    pub(super) fn calls(&self) -> Vec<String> {
        self.wire.seen.lock().unwrap().iter().map(printed).collect()
    }

    /// A header of each call.
    pub(super) fn headers(&self, name: &str) -> Vec<Option<String>> {
        let of = |request: &Request| {
            request.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
        };
        self.wire.seen.lock().unwrap().iter().map(of).collect()
    }
}

fn printed(request: &Request) -> String {
    let mark = if request.query.is_empty() { "" } else { "?" };
    let body = String::from_utf8_lossy(&request.body);
    let text = format!("{} {}{mark}{} {body}", request.method.as_str(), request.path, request.query);
    text.trim_end().to_owned()
}

pub(super) fn key(flavor: &'static Flavor) -> Key {
    let secret = SecretString::from("ZDE2YjlmZjUtYTc0Mi00ZWU3");
    Key { flavor, master: "test_masterId_1".to_owned(), secret, seller: "seller1".to_owned() }
}

pub(super) fn both() -> [&'static Flavor; 2] {
    [&GMARKET, &AUCTION]
}

pub(super) fn parcel_line(line: &str) -> ParcelLine {
    ParcelLine { line: line.into(), item: line.into() }
}

pub(super) fn parcel(lines: &[&str], courier: &str, invoice: &str) -> Parcel {
    Parcel {
        order: OrderId::from(ORDER),
        bundle: "4454223145:731875814".into(),
        lines: lines.iter().map(|line| parcel_line(line)).collect(),
        courier: courier.into(),
        invoice: invoice.into(),
        split: false,
    }
}

pub(super) fn line(text: &str) -> LineId {
    LineId::from(text)
}

/// The documents' sample answers.
const ORDERS_OF_GMARKET: &str = include_str!("../../../fixtures/esm/request_orders_gmarket.json");
const ORDERS_OF_AUCTION: &str = include_str!("../../../fixtures/esm/request_orders_auction.json");
const CANCELS: &str = include_str!("../../../fixtures/esm/cancels.json");
const RETURNS: &str = include_str!("../../../fixtures/esm/returns.json");
const EXCHANGES: &str = include_str!("../../../fixtures/esm/exchanges.json");
const SETTLED: &str = include_str!("../../../fixtures/esm/settle_order.json");

fn parsed(fixture: &str) -> Value {
    serde_json::from_str(fixture).unwrap()
}

/// The sample of an order at a site.
pub(in crate::esm) fn order(flavor: &Flavor) -> Value {
    let fixture = if flavor.site == 2 { ORDERS_OF_GMARKET } else { ORDERS_OF_AUCTION };
    parsed(fixture)["Data"]["RequestOrders"][0].clone()
}

/// The samples of a list of claims: Gmarket's, then Auction's.
pub(in crate::esm) fn claims(kind: domain::ClaimKind) -> [Value; 2] {
    let fixture = match kind {
        domain::ClaimKind::Cancel => CANCELS,
        domain::ClaimKind::Return => RETURNS,
        domain::ClaimKind::Exchange => EXCHANGES,
    };
    let rows = parsed(fixture)["Data"].clone();
    [rows[0].clone(), rows[1].clone()]
}

/// The samples of settled rows: two of Gmarket's, a refund first, then one of Auction's.
pub(in crate::esm) fn settled() -> Vec<Value> {
    parsed(SETTLED)["Data"].as_array().unwrap().clone()
}

/// The same record with other fields.
pub(in crate::esm) fn with(mut record: Value, fields: &[(&str, Value)]) -> Value {
    for (name, value) in fields {
        record[*name] = value.clone();
    }
    record
}

/// An answer with a page of orders.
pub(super) fn orders(rows: &[Value], total: usize) -> String {
    json!({"ResultCode": 0, "Message": "", "Data": {
        "SiteType": 3, "PageIndex": 1, "PageSize": 500, "TotalCount": total, "SellerId": "seller1",
        "RequestOrders": rows,
    }})
    .to_string()
}

/// An answer with a list.
pub(super) fn list(rows: &[Value]) -> String {
    json!({"ResultCode": 0, "Message": "Success", "Data": rows}).to_string()
}
