mod answers;
mod feeding;
mod lost;
mod opening;
mod reading;
mod stretches;
mod writes;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::action::ClaimAct;
use domain::{
    AccountId, BundleId, ClaimId, ClaimKind, ClaimState, ClaimStep, LineId, OrderId, Parcel, ParcelLine,
    ReturnPickup, Write,
};
use secrecy::SecretString;

use super::sign::Key;
use super::{Elevenst, open};
use crate::layers::around_telling;
use crate::layers::tests::{noon, pass_time};
use crate::layers::verdict::Telltales;
use crate::{AccountConfig, ManualClock, MarketError, Request, Response, Transport};

pub(super) const ORDER: &str = "20260101000000001";
pub(super) const BUNDLE: &str = "2600000001";
pub(super) const KEY: &str = "0123456789abcdef0123456789ABCDEF";

/// The receipt of an action that was carried out.
pub(super) const DONE: &str = "<ResultOrder><openMallID>11ST</openMallID><result_code>0</result_code><result_text>전체 1건이 정상적으로 처리되었습니다.</result_text></ResultOrder>";
/// A list of orders without rows.
pub(super) const NOTHING: &str = r#"<ns2:orders xmlns:ns2="n"><ns2:result_code>0</ns2:result_code><ns2:result_text>조회된 결과가 없습니다.</ns2:result_text></ns2:orders>"#;
/// A list of claims without rows.
pub(super) const NO_CLAIMS: &str = r#"<ns2:orders xmlns:ns2="n"><ns2:result_code>-1</ns2:result_code><ns2:result_text>해당 건이 없습니다.</ns2:result_text></ns2:orders>"#;

pub(in crate::elevenst) const COMPLETE: &[u8] = include_bytes!("../../../fixtures/elevenst/complete.xml");
pub(in crate::elevenst) const STATUSES: &[u8] =
    include_bytes!("../../../fixtures/elevenst/orderlistalladdr.xml");
pub(in crate::elevenst) const CANCELS: &[u8] = include_bytes!("../../../fixtures/elevenst/cancelorders.xml");
pub(in crate::elevenst) const RETURNS: &[u8] = include_bytes!("../../../fixtures/elevenst/returnorders.xml");
pub(in crate::elevenst) const REPORTS: &[u8] =
    include_bytes!("../../../fixtures/elevenst/nondeliverylist.xml");
pub(in crate::elevenst) const SETTLED: &[u8] =
    include_bytes!("../../../fixtures/elevenst/settlementList.xml");

type Answers = dyn Fn(&Request) -> Option<Response> + Send + Sync;

/// What the network was sent, and what it answers; what has no answer never gets one.
struct Wire {
    answers: Box<Answers>,
    seen: Mutex<Vec<Request>>,
}

struct Plug(Arc<Wire>);

#[async_trait]
impl Transport for Plug {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        self.0.seen.lock().unwrap().push(request.clone());
        match (self.0.answers)(&request) {
            Some(answer) => Ok(answer),
            None => std::future::pending().await,
        }
    }
}

/// An answer without headers.
pub(super) fn answer(status: u16, body: &[u8]) -> Response {
    Response { status, headers: Vec::new(), body: body.to_vec() }
}

pub(super) fn config() -> AccountConfig {
    AccountConfig {
        account: AccountId::from("1"),
        base_url: None,
        proxy: None,
        settles_after: Some(Duration::ZERO),
    }
}

/// The connector with all its layers over a network.
pub(super) struct Desk {
    wire: Arc<Wire>,
    pub(super) clock: Arc<ManualClock>,
    pub(super) elevenst: Elevenst,
}

impl Desk {
    fn over(answers: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static) -> Self {
        let wire = Arc::new(Wire { answers: Box::new(answers), seen: Mutex::default() });
        let clock = Arc::new(ManualClock::new(noon()));
        let key = Key(SecretString::from(KEY));
        let (plug, settings) = (Plug(wire.clone()), open::settings("", None));
        let line = around_telling(plug, settings, Telltales::default(), key, clock.clone());
        Self { elevenst: open::over(config(), line, clock.clone()), wire, clock }
    }

    /// Answers as a function of the request.
    pub(super) fn answering(answers: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Self {
        Self::over(move |request| Some(answers(request)))
    }

    /// Answers everything alike.
    pub(super) fn always(status: u16, body: &str) -> Self {
        let body = body.as_bytes().to_vec();
        Self::answering(move |_| answer(status, &body))
    }

    /// Answers the first operation of the list whose name fits, and nothing as an empty list.
    pub(super) fn listing(lists: &'static [(&'static str, &'static [u8])]) -> Self {
        Self::answering(move |request| {
            let found = lists.iter().find(|(operation, _)| *operation == request.operation);
            answer(200, found.map_or(NOTHING.as_bytes(), |(_, body)| body))
        })
    }

    /// Never answers.
    pub(super) fn silent() -> Self {
        Self::over(|_| None)
    }

    /// Answers every read with this, and no write.
    pub(super) fn listing_but_silent(body: &'static [u8]) -> Self {
        Self::over(move |request| (!request.writes).then(|| answer(200, body)))
    }

    /// Lets time pass until the call ends.
    pub(super) async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        pass_time(&self.clock, call).await
    }

    /// Each call as `METHOD path?query body`.
    pub(super) fn calls(&self) -> Vec<String> {
        self.wire.seen.lock().unwrap().iter().map(printed).collect()
    }

    /// The calls that changed something.
    pub(super) fn written(&self) -> Vec<String> {
        self.wire.seen.lock().unwrap().iter().filter(|request| request.writes).map(printed).collect()
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

pub(super) fn line(seq: &str) -> LineId {
    super::line_id(ORDER, seq)
}

pub(super) fn parcel(seqs: &[&str], courier: &str, invoice: &str) -> Parcel {
    Parcel {
        order: OrderId::from(ORDER),
        bundle: BundleId::from(BUNDLE),
        lines: seqs.iter().map(|seq| parcel_line(seq)).collect(),
        courier: courier.into(),
        invoice: invoice.into(),
        split: false,
    }
}

pub(super) fn parcel_line(seq: &str) -> ParcelLine {
    ParcelLine { line: line(seq), item: seq.into() }
}

pub(super) fn claim(kind: ClaimKind) -> ClaimId {
    super::claim_id(ORDER, "1", kind, "8192583")
}

/// A verb on a claim of that kind.
pub(super) fn verb(kind: ClaimKind, act: ClaimAct) -> Write {
    let state = ClaimState { kind, step: ClaimStep::Requested };
    Write::Claim { claim: claim(kind), order: ORDER.into(), state, quantity: 1, seen: None, act }
}

/// A return that the seller files.
pub(super) fn filed(method: &str, invoice: Option<(&str, &str)>, detail: &str) -> Write {
    Write::RequestReturn {
        order: ORDER.into(),
        bundle: BUNDLE.into(),
        line: line("1"),
        quantity: 1,
        reason: "105".to_owned(),
        detail: detail.to_owned(),
        pickup: ReturnPickup {
            method: method.to_owned(),
            invoice: invoice.map(|(courier, number)| (courier.into(), number.into())),
        },
    }
}

/// An answer to an undelivered report.
pub(super) fn answered(reason: &str, invoice: Option<(&str, &str)>) -> Write {
    Write::AnswerUndelivered {
        order: ORDER.into(),
        bundle: BUNDLE.into(),
        line: line("1"),
        report: "970539".to_owned(),
        reason: reason.to_owned(),
        text: "다시 보냈습니다 <확인 & 부탁>".to_owned(),
        invoice: invoice.map(|(courier, number)| (courier.into(), number.into())),
    }
}
