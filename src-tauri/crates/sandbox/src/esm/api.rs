//! One call, from the bytes that arrived to what goes back, if anything does.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::auth;
use super::desk::{Asked, Desk};
use super::errors::{Body, Refusal, Reply};
use super::gate::{self, Gate};
use super::life;
use super::route::{Operation, Route};
use super::site::Site;
use super::spelling;
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
    /// The site it was for, as its body or its token says.
    pub site: Option<Site>,
    /// The answered status; `None` when the answer never left.
    pub status: Option<u16>,
    /// The JSON that was sent, or the text when it was none.
    pub request: Option<Value>,
    /// The JSON that was answered.
    pub response: Option<Value>,
    /// The failure that struck it.
    pub fault: Option<FaultKind>,
}

/// What ESM's gateway remembers of calls, and the pages it answered last.
#[derive(Debug, Default)]
pub struct Esm {
    pub(crate) gate: Gate,
    pub(crate) pages: Pages,
}

pub(crate) type Room = shop::Room<Esm>;
pub(crate) type Delivery = incoming::Delivery<Reply>;

/// One call on its way through the gateway.
#[derive(Debug, Clone, Copy)]
struct Passage<'a> {
    incoming: &'a Incoming,
    now: DateTime<Utc>,
    fault: Option<FaultKind>,
}

impl Room {
    pub(crate) fn answer(&mut self, incoming: &Incoming, now: DateTime<Utc>) -> Delivery {
        life::pass(&mut self.state, &self.settings, now);
        let route = Route::find(&incoming.method, incoming.path());
        let operation = route.as_ref().map(|route| route.operation);
        let fault = self.next_fault(operation, incoming);
        let passage = Passage { incoming, now, fault };
        let delivery = match fault.and_then(|fault| self.strike_before(fault, operation)) {
            Some(delivery) => delivery,
            None => {
                let mut reply = self.reply(passage, route.as_ref());
                if let (Some(operation), Body::Json(body)) = (operation, &mut reply.body) {
                    spelling::spell(self.settings.spelling, operation, body);
                }
                self.turn_page(fault, &mut reply, operation, incoming);
                self.strike_after(fault, reply)
            }
        };
        self.log(passage, operation, &delivery);
        delivery
    }

    fn reply(&mut self, passage: Passage<'_>, route: Option<&Route>) -> Reply {
        match self.serve(passage, route) {
            Ok(body) => Reply::success(body),
            Err(refusal) => refusal.into_reply(),
        }
    }

    fn serve(&mut self, passage: Passage<'_>, route: Option<&Route>) -> Result<Value, Refusal> {
        gate::check_address(&self.settings, passage.incoming.caller)?;
        let drift = match passage.fault {
            Some(FaultKind::ClockDrift { seconds }) => TimeDelta::seconds(seconds),
            _ => TimeDelta::zero(),
        };
        let header = passage.incoming.header("authorization");
        let bearer = auth::check(header, &self.state.credentials, passage.now + drift)?;
        let route = route.ok_or_else(Refusal::not_found)?;
        gate::check_rights(&self.settings, route.operation)?;
        check_content_type(passage.incoming)?;
        let lag = match passage.fault {
            Some(FaultKind::Lag { seconds }) => seconds,
            _ => 0,
        };
        let mut desk = Desk {
            state: &mut self.state,
            settings: &self.settings,
            gate: &mut self.market.gate,
            now: passage.now,
            lag,
            row_fails: passage.fault == Some(FaultKind::RowFails),
        };
        desk.carry_out(Asked { route, bearer, body: &passage.incoming.body })
    }

    fn log(&mut self, passage: Passage<'_>, operation: Option<Operation>, delivery: &Delivery) {
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
            operation,
            site: self.site_of(passage, operation),
            status: delivery.reply.as_ref().map(|reply| reply.status),
            request: incoming.content(),
            response,
            fault: passage.fault,
        });
    }

    /// As the body says; without a SiteType as a token for one site says.
    fn site_of(&self, passage: Passage<'_>, operation: Option<Operation>) -> Option<Site> {
        let named = site_named(passage.incoming, operation);
        let header = passage.incoming.header("authorization");
        let bearer = || auth::check(header, &self.state.credentials, passage.now).ok()?.only();
        named.or_else(bearer)
    }
}

/// An order query by number, which has no quota.
pub(crate) fn asks_by_number(incoming: &Incoming) -> bool {
    let body: Value = serde_json::from_slice(&incoming.body).unwrap_or_default();
    ["orderStatus", "OrderStatus"].into_iter().any(|name| body[name] == 0)
}

/// Whether a call asks for a further page of a list.
pub(crate) fn goes_on(incoming: &Incoming) -> bool {
    let body: Value = serde_json::from_slice(&incoming.body).unwrap_or_default();
    let later = |name: &str| body[name].as_i64().is_some_and(|page| page > 1);
    ["pageIndex", "PageIndex", "Page", "page", "PageNo", "pageNo"].into_iter().any(later)
}

/// The site that a body names.
fn site_named(incoming: &Incoming, operation: Option<Operation>) -> Option<Site> {
    let body: Value = serde_json::from_slice(&incoming.body).ok()?;
    let named = ["SiteType", "siteType"].into_iter().find_map(|name| body.get(name))?;
    match (named.as_i64(), named.as_str()) {
        (Some(3), _) if operation == Some(Operation::Cancels) => Some(Site::Gmarket),
        (Some(code), _) => Site::from_code(code),
        (None, Some(letter)) => Site::from_letter(letter),
        (None, None) => None,
    }
}

/// What has a body carries JSON. The answer to anything else is unverified.
fn check_content_type(incoming: &Incoming) -> Result<(), Refusal> {
    if incoming.body.is_empty() || incoming.is_json() {
        Ok(())
    } else {
        Err(Refusal::Gateway { status: 415, message: "Unsupported Media Type" })
    }
}
