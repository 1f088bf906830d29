//! The connector with all its layers over a network that answers from a list. The fixtures are rows in the shape of the
//! documents' models, which show no sample answers.

mod couriers;
mod feeding;
mod lost;
mod opening;
mod paging;
mod reading;
mod writes;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::{AccountId, CourierCode, LineId, OrderId, Parcel, ParcelLine};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::couriers::listed;
use super::lists::List;
use super::sign::Key;
use super::{Grip, open};
use crate::layers::around;
use crate::layers::tests::{noon, pass_time};
use crate::{AccountConfig, ManualClock, MarketError, Request, Response, Transport};

pub(in crate::grip) const ORDER: &str = "4100200300";
pub(in crate::grip) const LINE: &str = "4100200300:5100200301";
pub(super) const CANCEL: &str = "4100200300:5100200301:C";
pub(super) const RETURN: &str = "4100200300:5100200301:R:1767243600000";
pub(in crate::grip) const EXCHANGE: &str = "4100200300:5100200301:E:1767247200000";
/// A number of CJ대한통운's.
pub(super) const NUMBER: &str = "600000000000";
pub(super) const CJ: &str = "66";

/// The span of every reading that goes as far back as it can, at noon.
pub(super) const REACH: &str = "searchStartAt=1759547645000&searchEndAt=1767323105000";

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
pub(super) fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

/// The connector and its network.
pub(super) struct Desk {
    wire: Arc<Wire>,
    pub(super) clock: Arc<ManualClock>,
    pub(super) grip: Grip,
}

impl Desk {
    /// A desk that has read the list of couriers.
    pub(super) fn answering(answers: Vec<Response>) -> Self {
        let desk = Self::untaught(answers);
        let list: Value = serde_json::from_str(COMPANIES).unwrap();
        let list = listed(list["deliveryCompanies"].as_array().unwrap()).unwrap();
        desk.grip.couriers.keep(list, noon());
        desk
    }

    /// A desk that knows no couriers yet.
    pub(super) fn untaught(answers: Vec<Response>) -> Self {
        let wire = Arc::new(Wire { answers: Mutex::new(answers.into()), ..Wire::default() });
        let clock = Arc::new(ManualClock::new(noon()));
        let config = AccountConfig {
            account: AccountId::from("1"),
            base_url: None,
            proxy: None,
            settles_after: Some(Duration::ZERO),
        };
        let line = around(Plug(wire.clone()), open::settings("", None), key(), clock.clone());
        Self { grip: open::over(config, line, clock.clone()), wire, clock }
    }

    pub(super) fn of(answers: &[(u16, &str)]) -> Self {
        Self::answering(answers.iter().map(|(status, body)| answer(*status, body)).collect())
    }

    /// Answers that all succeed.
    pub(super) fn told(answers: &[String]) -> Self {
        Self::answering(answers.iter().map(|body| answer(200, body)).collect())
    }

    /// Lets time pass until the call ends.
    pub(super) async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        pass_time(&self.clock, call).await
    }

    /// Each call as `METHOD path?query body`.
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

pub(super) fn key() -> Key {
    let (access, secret) = (SecretString::from("test-access"), SecretString::from("test-secret"));
    Key { service: "moadesk".to_owned(), access, secret }
}

pub(super) fn parcel_line(line: &str) -> ParcelLine {
    ParcelLine { line: line.into(), item: line.into() }
}

pub(super) fn parcel(lines: &[&str], courier: impl Into<CourierCode>, invoice: &str) -> Parcel {
    Parcel {
        order: OrderId::from(ORDER),
        bundle: ORDER.into(),
        lines: lines.iter().map(|line| parcel_line(line)).collect(),
        courier: courier.into(),
        invoice: invoice.into(),
        split: false,
    }
}

pub(super) fn line(text: &str) -> LineId {
    LineId::from(text)
}

pub(super) const COMPANIES: &str = include_str!("../../../fixtures/grip/company.json");
pub(super) const REVIEWS: &str = include_str!("../../../fixtures/grip/review.json");

/// The sample row of a list.
pub(in crate::grip) fn sample(list: List) -> Value {
    let fixture = match list {
        List::Orders => include_str!("../../../fixtures/grip/order.json"),
        List::Returns => include_str!("../../../fixtures/grip/return.json"),
        List::Exchanges => include_str!("../../../fixtures/grip/exchange.json"),
        List::Prepare => include_str!("../../../fixtures/grip/prepare.json"),
        List::Start => include_str!("../../../fixtures/grip/start.json"),
        List::Status => include_str!("../../../fixtures/grip/status.json"),
        List::Reviews => REVIEWS,
    };
    let parsed: Value = serde_json::from_str(fixture).unwrap();
    parsed[name_of(list)][0].clone()
}

/// The name under which an answer holds a list.
fn name_of(list: List) -> &'static str {
    match list {
        List::Orders => "orderList",
        List::Returns => "returnList",
        List::Exchanges => "exchangeList",
        List::Prepare => "prepareList",
        List::Start => "startList",
        List::Status => "statusList",
        List::Reviews => "reviewList",
    }
}

/// The same record with other fields.
pub(in crate::grip) fn with(mut record: Value, fields: &[(&str, Value)]) -> Value {
    for (name, value) in fields {
        record[*name] = value.clone();
    }
    record
}

/// The sample row of a list at a state, under another product's number.
pub(super) fn row(list: List, product: u64, state: i64) -> Value {
    with(sample(list), &[("orderProductSeq", json!(product)), ("orderState", json!(state))])
}

/// An answer with a list.
pub(super) fn list(list: List, rows: &[Value]) -> String {
    json!({ name_of(list): rows }).to_string()
}

/// An answer with one result for each product of the sample's order.
pub(super) fn results(products: &[(u64, bool)]) -> String {
    let result = |(product, result): &(u64, bool)| {
        let row = json!({"orderSeq": 4_100_200_300_u64, "orderProductSeq": product, "result": result});
        if *result { row } else { with(row, &[("message", json!("처리할 수 없는 상태입니다."))]) }
    };
    json!({ "result": products.iter().map(result).collect::<Vec<_>>() }).to_string()
}
