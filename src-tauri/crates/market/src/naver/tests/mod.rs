mod answers;
mod feeding;
mod opening;
mod reading;
mod token;
mod writes;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{AccountId, BundleId, LineId, OrderId, Parcel, ParcelLine};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::flavor::{Flavor, NPAY, SMARTSTORE};
use super::sign::Key;
use super::{Naver, open};
use crate::layers::around_telling;
use crate::layers::tests::{noon, pass_time};
use crate::{
    AccountConfig, FeedId, FeedRequest, ManualClock, MarketError, Marketplace, Request, Response, Span,
    Transport,
};

pub(super) const ORDER: &str = "2026031512345671";
pub(super) const LINE: &str = "2026031598765431";
pub(super) const CLAIM: &str = "2026031598765431:2026031800000001";
pub(super) const CLIENT: &str = "aaaabbbbcccc";
/// The documents' example of a secret, at the cost that Naver issues.
pub(super) const SECRET: &str = "$2a$04$abcdefghijklmnopqrstuv";

/// A window in which nothing changed.
pub(super) const NOTHING: &str = r#"{"timestamp":"2026-01-02T12:04:05.000+09:00","traceId":"t"}"#;

/// What the network was sent, and what it answers.
#[derive(Default)]
struct Wire {
    answers: Mutex<VecDeque<Response>>,
    tokens: Mutex<VecDeque<Response>>,
    seen: Mutex<Vec<Request>>,
}

#[derive(Clone)]
struct Plug(Arc<Wire>);

#[async_trait]
impl Transport for Plug {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let for_token = request.operation == "oauth2/token";
        self.0.seen.lock().unwrap().push(request);
        if for_token {
            return Ok(self.0.tokens.lock().unwrap().pop_front().unwrap_or_else(|| token("T", 10_800)));
        }
        Ok(self.0.answers.lock().unwrap().pop_front().expect("a call that the test did not expect"))
    }
}

/// An answer without headers.
pub(super) fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

/// The answer of the token endpoint.
pub(super) fn token(text: &str, seconds: u32) -> Response {
    answer(200, &json!({"access_token": text, "expires_in": seconds, "token_type": "Bearer"}).to_string())
}

/// The connector with all its layers over a network that answers from a list.
pub(super) struct Desk {
    wire: Arc<Wire>,
    pub(super) clock: Arc<ManualClock>,
    pub(super) naver: Naver,
}

impl Desk {
    pub(super) fn new(answers: &[(u16, &str)]) -> Self {
        Self::of(&SMARTSTORE, answers)
    }

    pub(super) fn of(flavor: &'static Flavor, answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, body)| answer(*status, body)).collect();
        Self::answering(flavor, answers, VecDeque::new())
    }

    pub(super) fn answering(
        flavor: &'static Flavor,
        answers: VecDeque<Response>,
        tokens: VecDeque<Response>,
    ) -> Self {
        let wire =
            Arc::new(Wire { answers: Mutex::new(answers), tokens: Mutex::new(tokens), ..Wire::default() });
        let clock = Arc::new(ManualClock::new(noon()));
        let config = AccountConfig {
            account: AccountId::from("1"),
            base_url: None,
            proxy: None,
            settles_after: Some(Duration::ZERO),
        };
        let plug = Plug(wire.clone());
        let token = open::token(key(SECRET), plug.clone(), clock.clone());
        let line = around_telling(plug, open::settings("", None), open::TELLTALES, token, clock.clone());
        Self { naver: open::over(flavor, config, line, clock.clone()), wire, clock }
    }

    /// Lets time pass until the call ends.
    pub(super) async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        pass_time(&self.clock, call).await
    }

    /// Asks for the changes of the last hour: one call, which may be answered with [`NOTHING`].
    pub(super) async fn ask(&self) -> Result<(), MarketError> {
        let span = Span { from: noon() - TimeDelta::hours(1), to: noon() };
        let request = FeedRequest::Time { span, page: None };
        self.run(self.naver.collect(FeedId("changes"), request)).await.map(|_| ())
    }

    /// Each call but those for tokens as `METHOD path?query body`.
    pub(super) fn calls(&self) -> Vec<String> {
        let seen = self.wire.seen.lock().unwrap();
        seen.iter().filter(|request| request.operation != "oauth2/token").map(printed).collect()
    }

    /// How many tokens were asked for.
    pub(super) fn tokens(&self) -> usize {
        let seen = self.wire.seen.lock().unwrap();
        seen.iter().filter(|request| request.operation == "oauth2/token").count()
    }

    /// A header of each call but those for tokens.
    pub(super) fn headers(&self, name: &str) -> Vec<Option<String>> {
        let seen = self.wire.seen.lock().unwrap();
        let of = |request: &Request| {
            request.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
        };
        seen.iter().filter(|request| request.operation != "oauth2/token").map(of).collect()
    }
}

fn printed(request: &Request) -> String {
    let mark = if request.query.is_empty() { "" } else { "?" };
    let body = String::from_utf8_lossy(&request.body);
    let text = format!("{} {}{mark}{} {body}", request.method.as_str(), request.path, request.query);
    text.trim_end().to_owned()
}

pub(super) fn key(secret: &str) -> Key {
    Key { client: CLIENT.to_owned(), secret: SecretString::from(secret), path: "/v1/oauth2/token".to_owned() }
}

pub(super) fn both() -> [&'static Flavor; 2] {
    [&SMARTSTORE, &NPAY]
}

/// The documents' sample of a line with a held return.
pub(in crate::naver) fn sample() -> Value {
    let answer: Value = serde_json::from_str(SAMPLE).unwrap();
    answer["data"][0].clone()
}

/// A line that was paid and not confirmed, without a claim.
pub(in crate::naver) fn paid(line: &str) -> Value {
    let mut record = sample();
    let own = record["productOrder"].as_object_mut().unwrap();
    for name in ["claimType", "claimStatus", "claimId"] {
        own.remove(name);
    }
    own.insert("productOrderId".to_owned(), json!(line));
    own.insert("productOrderStatus".to_owned(), json!("PAYED"));
    own.insert("placeOrderStatus".to_owned(), json!("NOT_YET"));
    let fields = record.as_object_mut().unwrap();
    fields.remove("currentClaim");
    fields.remove("delivery");
    record
}

/// The answer of a query with these records.
pub(super) fn details(records: &[Value]) -> String {
    json!({"timestamp": "2026-01-02T12:04:05.000+09:00", "traceId": "t", "data": records}).to_string()
}

pub(in crate::naver) const SAMPLE: &str = include_str!("../../../fixtures/naver/product_orders_query.json");

pub(super) fn parcel_line(line: &str) -> ParcelLine {
    ParcelLine { line: line.into(), item: line.into() }
}

pub(super) fn parcel(lines: &[&str], courier: &str, invoice: &str) -> Parcel {
    Parcel {
        order: OrderId::from(ORDER),
        bundle: BundleId::from("P1"),
        lines: lines.iter().map(|line| parcel_line(line)).collect(),
        courier: courier.into(),
        invoice: invoice.into(),
        split: false,
    }
}

pub(super) fn line(text: &str) -> LineId {
    LineId::from(text)
}
