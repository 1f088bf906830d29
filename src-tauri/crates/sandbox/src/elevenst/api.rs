//! One call, from the bytes that arrived to what goes back, if anything does.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::auth;
use super::desk::{Asked, Desk};
use super::errors::{Body, Outcome, Refusal, Reply};
use super::gate::{self, Gate};
use super::life;
use super::route::{Operation, Route};
use super::settings::Settings;
use super::state::{Deferred, Event, State};
use super::xml::{self, Encoding};
use crate::clock::seconds;
use crate::fault::FaultKind;
use crate::incoming::{self, Incoming};
use crate::shop;

/// One line of the call log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// When, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// GET, POST or PUT.
    pub method: String,
    /// As sent.
    pub path: String,
    /// As sent, without `?`.
    pub query: String,
    /// Which operation it was, if the path meant one.
    pub operation: Option<Operation>,
    /// The answered status; `None` when the answer never left.
    pub status: Option<u16>,
    /// The body that was sent; `None` for none.
    pub request: Option<String>,
    /// What was answered, before it was encoded.
    pub response: Option<String>,
    /// The failure that struck it.
    pub fault: Option<FaultKind>,
}

/// An answer as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) retry_after: Option<u32>,
    pub(crate) bytes: Vec<u8>,
    text: String,
}

/// What 11번가's gateway remembers of calls.
#[derive(Debug, Default)]
pub struct Elevenst {
    pub(crate) gate: Gate,
}

pub(crate) type Room = shop::Room<Elevenst>;
pub(crate) type Delivery = incoming::Delivery<Sent>;

impl Room {
    pub(crate) fn answer(&mut self, incoming: &Incoming, now: DateTime<Utc>) -> Delivery {
        life::pass(&mut self.state, &self.settings, now);
        let route = Route::find(&incoming.method, incoming.path());
        let operation = route.as_ref().map(|route| route.operation);
        let fault = self.faults.take(operation.as_ref());
        let delivery = match fault.and_then(|fault| self.strike_before(fault, operation)) {
            Some(delivery) => delivery,
            None => {
                let reply = self.reply(incoming, route, (now, fault));
                self.strike_after(fault, reply, operation)
            }
        };
        self.log(incoming, (now, operation, fault), &delivery);
        delivery
    }

    /// Which of the obstacles comes first is unverified.
    fn reply(
        &mut self,
        incoming: &Incoming,
        route: Option<Route>,
        (now, fault): (DateTime<Utc>, Option<FaultKind>),
    ) -> Reply {
        if !gate::is_registered(&self.settings, incoming.caller) {
            return Reply::address(incoming.caller);
        }
        let Some(route) = route else {
            return Reply::not_found();
        };
        if !self.market.gate.passes(&self.settings) {
            return Reply::too_many();
        }
        let operation = route.operation;
        let answered = self.admitted(incoming, operation).and_then(|()| {
            let asked = Asked::of(&route, incoming);
            self.carry_out(asked, now, fault)
        });
        Reply::of(answered.unwrap_or_else(|refusal| refusal.document(operation)))
    }

    fn admitted(&self, incoming: &Incoming, operation: Operation) -> Result<(), Refusal> {
        if self.settings.maintenance {
            return Err(Refusal::maintenance(operation));
        }
        if auth::is_known(incoming.header("openapikey"), &self.state.credentials, &self.settings) {
            Ok(())
        } else {
            Err(Refusal::no_user(operation))
        }
    }

    fn carry_out(&mut self, asked: Asked<'_>, now: DateTime<Utc>, fault: Option<FaultKind>) -> Outcome {
        let write = asked.route.operation.is_write();
        match fault {
            Some(FaultKind::RowFails) if write => Err(asked.route.operation.broken()),
            Some(FaultKind::Lag { seconds: lag }) if write => {
                let answered = carry_out(&mut self.state.clone(), &self.settings, now, asked)?;
                self.state.plan(now + seconds(lag), Event::Deferred(asked.kept()));
                Ok(answered)
            }
            _ => carry_out(&mut self.state, &self.settings, now, asked),
        }
    }

    pub(crate) fn sent(&self, reply: Reply) -> Sent {
        let Reply { status, retry_after, body } = reply;
        let encoding = self.settings.encoding;
        let (content_type, text) = match (body, encoding) {
            (Body::Xml(document), Encoding::EucKr) => {
                ("text/xml;charset=EUC-KR", document.text(encoding, self.settings.prefix))
            }
            (Body::Xml(document), Encoding::Utf8) => {
                ("text/xml;charset=UTF-8", document.text(encoding, self.settings.prefix))
            }
            (Body::Html(page), _) => ("text/html", page.to_owned()),
        };
        Sent { status, content_type, retry_after, bytes: xml::encoded(&text, encoding), text }
    }

    fn log(
        &mut self,
        incoming: &Incoming,
        (now, operation, fault): (DateTime<Utc>, Option<Operation>, Option<FaultKind>),
        delivery: &Delivery,
    ) {
        let sent = delivery.reply.as_ref();
        let body = (!incoming.body.is_empty()).then(|| String::from_utf8_lossy(&incoming.body).into_owned());
        self.note(Call {
            at: now,
            method: incoming.method.clone(),
            path: incoming.path().to_owned(),
            query: incoming.query().to_owned(),
            operation,
            status: sent.map(|sent| sent.status),
            request: body,
            response: sent.map(|sent| sent.text.clone()),
            fault,
        });
    }
}

fn carry_out(state: &mut State, settings: &Settings, now: DateTime<Utc>, asked: Asked<'_>) -> Outcome {
    Desk { state, settings, now }.carry_out(asked)
}

/// A write that was put off takes effect now; what it would have answered nobody hears.
pub(crate) fn catch_up(state: &mut State, settings: &Settings, at: DateTime<Utc>, deferred: &Deferred) {
    let route = deferred.route();
    let content_type = deferred.content_type.as_deref();
    let asked = Asked { route: &route, query: "", body: &deferred.body, content_type };
    if let Err(refusal) = carry_out(state, settings, at, asked) {
        tracing::debug!(?refusal, "a put-off write came too late");
    }
}
