//! One call, from the bytes that arrived to what goes back, if anything does.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::auth;
use super::desk::{Asked, Desk};
use super::errors::{Body, ErrorStyle, Refusal, Reply};
use super::gate::Gate;
use super::life;
use super::route::{self, Meant, Operation};
use super::spoil::Pages;
use crate::fault::FaultKind;
use crate::incoming::{self, Incoming};
use crate::shop;

/// One line of the call log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// When, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// GET, POST, PUT or DELETE.
    pub method: String,
    /// As sent.
    pub path: String,
    /// As sent, without `?`.
    pub query: String,
    /// Which operation it was, if the path meant one.
    pub operation: Option<Operation>,
    /// The answered status; `None` when the answer never left.
    pub status: Option<u16>,
    /// The JSON that was sent, or the text when it was none.
    pub request: Option<Value>,
    /// The JSON that was answered.
    pub response: Option<Value>,
    /// The failure that struck it.
    pub fault: Option<FaultKind>,
}

/// What Grip's gateway remembers of calls, and the pages it answered last.
#[derive(Debug, Default)]
pub struct Grip {
    pub(crate) gate: Gate,
    pub(crate) pages: Pages,
    /// How many calls were refused, for refusals that take turns in their form.
    refusals: u64,
}

pub(crate) type Room = shop::Room<Grip>;
pub(crate) type Delivery = incoming::Delivery<Reply>;

/// One call on its way.
#[derive(Debug, Clone, Copy)]
struct Passage<'a> {
    incoming: &'a Incoming,
    meant: Meant<'a>,
    now: DateTime<Utc>,
    fault: Option<FaultKind>,
}

impl Room {
    pub(crate) fn answer(&mut self, incoming: &Incoming, now: DateTime<Utc>) -> Delivery {
        life::pass(&mut self.state, &self.settings, now);
        let meant = route::find(&incoming.method, incoming.path());
        let fault = self.faults.take(meant.operation().as_ref());
        let passage = Passage { incoming, meant, now, fault };
        let delivery = match fault.and_then(|fault| self.strike_before(fault, incoming.path(), now)) {
            Some(delivery) => delivery,
            None => {
                let mut reply = self.reply(passage);
                self.turn_page(fault, &mut reply, meant.operation(), incoming);
                self.strike_after(fault, reply)
            }
        };
        self.log(passage, &delivery);
        delivery
    }

    fn reply(&mut self, passage: Passage<'_>) -> Reply {
        match self.serve(passage) {
            Ok(body) => Reply::success(body),
            Err(refusal) => self.refused(refusal, passage.incoming.path(), passage.now),
        }
    }

    /// A refusal in the form the domain of that path has just now.
    pub(crate) fn refused(&mut self, refusal: Refusal, path: &str, now: DateTime<Utc>) -> Reply {
        self.market.refusals += 1;
        let behind = route::domain(path).is_some_and(|domain| self.settings.legacy_domains.contains(&domain));
        let legacy = match self.settings.error_style {
            ErrorStyle::Legacy500 => true,
            ErrorStyle::Status4xx => behind,
            ErrorStyle::Both => behind || self.market.refusals % 2 == 1,
        };
        refusal.into_reply(legacy, now)
    }

    fn serve(&mut self, passage: Passage<'_>) -> Result<Value, Refusal> {
        let incoming = passage.incoming;
        let drift = match passage.fault {
            Some(FaultKind::ClockDrift { seconds }) => TimeDelta::seconds(seconds),
            _ => TimeDelta::zero(),
        };
        auth::check(incoming, &self.state.credentials, &self.settings, passage.now + drift)?;
        if !self.market.gate.passes(&self.settings) {
            return Err(Refusal::too_many());
        }
        let (operation, id) = match passage.meant {
            Meant::Known(operation, id) => (operation, id),
            Meant::Method => return Err(Refusal::method()),
            Meant::Nothing => return Err(Refusal::not_found()),
        };
        check_content_type(incoming)?;
        let lag = match passage.fault {
            Some(FaultKind::Lag { seconds }) => seconds,
            _ => 0,
        };
        let row_fails = passage.fault == Some(FaultKind::RowFails);
        let settings = &self.settings;
        let mut desk = Desk { state: &mut self.state, settings, now: passage.now, lag, row_fails };
        desk.carry_out(Asked { operation, id, query: incoming.query(), body: &incoming.body })
    }

    fn log(&mut self, passage: Passage<'_>, delivery: &Delivery) {
        let incoming = passage.incoming;
        let response = match delivery.reply.as_ref().map(|reply| &reply.body) {
            Some(Body::Json(value)) => Some(value.clone()),
            _ => None,
        };
        self.note(Call {
            at: passage.now,
            method: incoming.method.clone(),
            path: incoming.path().to_owned(),
            query: incoming.query().to_owned(),
            operation: passage.meant.operation(),
            status: delivery.reply.as_ref().map(|reply| reply.status),
            request: incoming.content(),
            response,
            fault: passage.fault,
        });
    }
}

/// Whether a call asks for a further page of a list.
pub(crate) fn goes_on(incoming: &Incoming) -> bool {
    let start = incoming.query().split('&').find_map(|pair| pair.strip_prefix("start="));
    start.is_some_and(|start| start != "0")
}

/// 모든 API의 Content-Type은 application/json 입니다; the official GET samples send none, and how another
/// one is answered is unverified.
fn check_content_type(incoming: &Incoming) -> Result<(), Refusal> {
    let fits = incoming.method == "GET" || incoming.is_json();
    fits.then_some(()).ok_or_else(Refusal::content_type)
}
