mod answers;
mod bulk;
mod opening;
mod reading;
mod writes;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::{AccountId, BundleId, ItemId, LineId, OrderId, Parcel, ParcelLine};
use secrecy::SecretString;

use super::sign::Key;
use super::{Coupang, open};
use crate::layers::around;
use crate::layers::tests::{noon, pass_time};
use crate::{AccountConfig, ManualClock, MarketError, Request, Response, Transport};

pub(super) const VENDOR: &str = "A00012345";
pub(super) const BOX: &str = "642538971006401429";

/// What the network was sent, and what it answers.
#[derive(Default)]
struct Wire {
    answers: Mutex<VecDeque<Response>>,
    seen: Mutex<Vec<Request>>,
}

struct Plug(Arc<Wire>);

#[async_trait]
impl Transport for Plug {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        self.0.seen.lock().unwrap().push(request);
        Ok(self.0.answers.lock().unwrap().pop_front().expect("a call that the test did not expect"))
    }
}

/// The connector with all its layers over a network that answers from a list.
pub(super) struct Desk {
    wire: Arc<Wire>,
    clock: Arc<ManualClock>,
    pub(super) coupang: Coupang,
}

impl Desk {
    pub(super) fn new(answers: &[(u16, &str)]) -> Self {
        Self::of_user(Some("shopkeeper"), answers)
    }

    pub(super) fn of_user(user: Option<&str>, answers: &[(u16, &str)]) -> Self {
        Self::answering(
            user,
            answers
                .iter()
                .map(|(status, body)| Response {
                    status: *status,
                    headers: Vec::new(),
                    body: body.as_bytes().to_vec(),
                })
                .collect(),
        )
    }

    pub(super) fn answering(user: Option<&str>, answers: VecDeque<Response>) -> Self {
        let wire = Arc::new(Wire { answers: Mutex::new(answers), ..Wire::default() });
        let clock = Arc::new(ManualClock::new(noon()));
        let config = AccountConfig {
            account: AccountId::from("1"),
            base_url: None,
            proxy: None,
            settles_after: Some(Duration::ZERO),
        };
        let key = Key {
            vendor: VENDOR.to_owned(),
            access: SecretString::from("access"),
            secret: SecretString::from("secret"),
        };
        let line = around(Plug(wire.clone()), open::settings("", None), key, clock.clone());
        let user = user.map(str::to_owned);
        let coupang = open::over(config, VENDOR.to_owned(), user, line, clock.clone());
        Self { wire, clock, coupang }
    }

    /// Lets time pass until the call ends.
    pub(super) async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        pass_time(&self.clock, call).await
    }

    /// Each call as `METHOD path?query body`, the prefix of the order API left out.
    pub(super) fn calls(&self) -> Vec<String> {
        let seen = self.wire.seen.lock().unwrap();
        seen.iter()
            .map(|request| {
                let mark = if request.query.is_empty() { "" } else { "?" };
                let path = request.path.strip_prefix(super::API).unwrap_or(&request.path);
                let body = String::from_utf8_lossy(&request.body);
                let text = format!("{} {path}{mark}{} {body}", request.method.as_str(), request.query);
                text.trim_end().to_owned()
            })
            .collect()
    }

    /// A header of the last call.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let seen = self.wire.seen.lock().unwrap();
        let headers = &seen.last()?.headers;
        headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
    }
}

pub(super) fn parcel_line(bundle: &str, item: &str) -> ParcelLine {
    let item = ItemId::from(item);
    ParcelLine { line: super::line_id(&BundleId::from(bundle), &item), item }
}

pub(super) fn parcel(bundle: &str, items: &[&str], courier: &str, invoice: &str) -> Parcel {
    Parcel {
        order: OrderId::from("22000009546234"),
        bundle: BundleId::from(bundle),
        lines: items.iter().map(|item| parcel_line(bundle, item)).collect(),
        courier: courier.into(),
        invoice: invoice.into(),
        split: false,
    }
}

pub(super) fn line(text: &str) -> LineId {
    LineId::from(text)
}
