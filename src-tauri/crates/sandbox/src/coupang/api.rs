//! One call, from the bytes that arrived to what goes back, if anything does.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::auth::{self, Signed};
use super::desk::{Asked, Desk};
use super::errors::{Body, Refusal, Reply};
use super::gate::{self, Gate, Pressure};
use super::life;
use super::route::{Operation, Route, Unrouted};
use crate::fault::FaultKind;
use crate::incoming::{self, Incoming};
use crate::shop;

/// One line of the call log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// When, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// GET, POST, PUT or PATCH.
    pub method: String,
    /// As sent.
    pub path: String,
    /// As sent, without `?`.
    pub query: String,
    /// Which operation it was, if the path meant one.
    pub operation: Option<Operation>,
    /// The answered status; `None` when the answer never left.
    pub status: Option<u16>,
    /// The JSON that was sent.
    pub request: Option<Value>,
    /// The JSON that was answered.
    pub response: Option<Value>,
    /// The failure that struck it.
    pub fault: Option<FaultKind>,
}

/// API Gateway 응답시간은 3초로 정해져 있습니다.
const GATEWAY_MILLISECONDS: u64 = 3_000;
const TIMED_OUT: &str = "Request timed out, if the situation continues consider applying timeout extension.";
const UNREACHABLE: &str = "connection timed out: aws-openapi.coupang.net/10.211.51.172:80";

/// What Coupang's gateway remembers of a seller's calls, and the pages it answered last.
#[derive(Debug, Default)]
pub struct Coupang {
    pub(crate) gate: Gate,
    pages: BTreeMap<Operation, Value>,
    transactions: u64,
}

pub(crate) type Room = shop::Room<Coupang>;
type Delivery = incoming::Delivery<Reply>;

impl Room {
    pub(crate) fn answer(&mut self, incoming: &Incoming, now: DateTime<Utc>) -> Delivery {
        life::pass(&mut self.state, &self.settings, now);
        let route = Route::find(&incoming.method, incoming.path());
        let operation = route.as_ref().ok().map(|route| route.operation);
        let fault = self.faults.take(operation.as_ref());
        let delivery = match fault.and_then(|fault| self.strike_before(fault, incoming)) {
            Some(delivery) => delivery,
            None => {
                let reply = self.reply(incoming, route, now, fault);
                self.strike_after(fault, reply, operation, incoming)
            }
        };
        self.log(incoming, operation, fault, &delivery, now);
        delivery
    }

    fn reply(
        &mut self,
        incoming: &Incoming,
        route: Result<Route, Unrouted>,
        now: DateTime<Utc>,
        fault: Option<FaultKind>,
    ) -> Reply {
        if let Some(blocked) = self.market.gate.block(&self.settings, incoming.path()) {
            return blocked;
        }
        let reply = self
            .serve(incoming, route, now, fault)
            .unwrap_or_else(|refusal| refusal.into_reply(self.transaction_id()));
        self.market.gate.note(reply.status, &self.settings);
        reply
    }

    fn serve(
        &mut self,
        incoming: &Incoming,
        route: Result<Route, Unrouted>,
        now: DateTime<Utc>,
        fault: Option<FaultKind>,
    ) -> Result<Reply, Refusal> {
        gate::check_address(&self.settings, incoming.caller)?;
        let drift = match fault {
            Some(FaultKind::ClockDrift { seconds }) => TimeDelta::seconds(seconds),
            _ => TimeDelta::zero(),
        };
        auth::check(signed(incoming), &self.state.credentials, now + drift)?;
        gate::check_key_age(self.state.key_issued_at, now)?;
        let pressure = self.market.gate.count(&self.settings);
        if pressure == Pressure::Over {
            return Err(Refusal::new(429, "Too Many Requests"));
        }
        let route = routed(route, &self.state.credentials.vendor_id)?;
        check_content_type(incoming)?;
        let lag = match fault {
            Some(FaultKind::Lag { seconds }) => seconds,
            _ => 0,
        };
        let mut desk = Desk {
            state: &mut self.state,
            settings: &self.settings,
            now,
            lag,
            row_fails: fault == Some(FaultKind::RowFails),
        };
        let asked = Asked { route: &route, query: incoming.query(), body: &incoming.body };
        let mut reply = desk.carry_out(asked)?;
        if let Pressure::Near { calls, limit } = pressure {
            // The header's name is documented, its content is not.
            reply.warning = Some(format!("throttling {calls}/{limit}"));
        }
        Ok(reply)
    }

    fn transaction_id(&mut self) -> String {
        self.market.transactions += 1;
        format!("sandbox-{:012}", self.market.transactions)
    }

    fn error(&mut self, status: u16, message: &str) -> Reply {
        Refusal::new(status, message).into_reply(self.transaction_id())
    }

    /// Faults that keep the call from being applied.
    fn strike_before(&mut self, fault: FaultKind, incoming: &Incoming) -> Option<Delivery> {
        let reply = match fault {
            FaultKind::HangBefore => return Some(Delivery::hang(self.settings.hang_for)),
            FaultKind::DropBefore => return Some(Delivery::broken()),
            FaultKind::TooManyRequests => self.error(429, "Too Many Requests"),
            FaultKind::ServerError => self.error(500, "Internal Server Error"),
            FaultKind::GatewayTimeoutBefore => self.error(504, TIMED_OUT),
            FaultKind::ProviderDownBefore => self.error(521, UNREACHABLE),
            FaultKind::Redirected => Reply::blocked(),
            FaultKind::AccessDenied => {
                Reply::access_denied(incoming.path(), "18.3c61ca17.1701137054.1f34800d")
            }
            _ => return None,
        };
        Some(Delivery::now(reply))
    }

    /// Faults that spoil the answer of an applied call.
    fn strike_after(
        &mut self,
        fault: Option<FaultKind>,
        mut reply: Reply,
        operation: Option<Operation>,
        incoming: &Incoming,
    ) -> Delivery {
        self.turn_page(fault, &mut reply, operation, incoming);
        match fault {
            Some(FaultKind::HangAfter) => Delivery::hang(self.settings.hang_for),
            Some(FaultKind::DropAfter) => Delivery::broken(),
            Some(FaultKind::GatewayTimeoutAfter) => Delivery::now(self.error(504, TIMED_OUT)),
            Some(FaultKind::ProviderDownAfter) => Delivery::now(self.error(521, UNREACHABLE)),
            Some(FaultKind::TruncatedBody) => Delivery::cut(reply),
            Some(FaultKind::LatePage) => Delivery::now(without_first(reply)),
            Some(FaultKind::UnknownStatus) => Delivery::now(with_unknown_status(reply)),
            Some(FaultKind::Slow { milliseconds }) => self.slow(reply, milliseconds, incoming),
            _ => Delivery::now(reply),
        }
    }

    /// The gateway waits three seconds, or as long as the caller's header says.
    fn slow(&mut self, reply: Reply, milliseconds: u64, incoming: &Incoming) -> Delivery {
        let extended = incoming.header("x-extended-timeout").and_then(|value| value.parse().ok());
        let patience: u64 = extended.unwrap_or(GATEWAY_MILLISECONDS);
        let reply = if milliseconds > patience { self.error(504, TIMED_OUT) } else { reply };
        Delivery::slow(reply, milliseconds.min(patience))
    }

    /// Remembers each page of a list, and shows the one before again when a fault says so;
    /// its token then leads to the page that was asked for.
    fn turn_page(
        &mut self,
        fault: Option<FaultKind>,
        reply: &mut Reply,
        operation: Option<Operation>,
        incoming: &Incoming,
    ) {
        let (Some(operation), Body::Json(body)) = (operation, &mut reply.body) else {
            return;
        };
        if body.get("nextToken").is_none() {
            return;
        }
        let token = parameter(incoming.query(), "nextToken");
        match (fault, token, self.market.pages.get(&operation)) {
            (Some(FaultKind::DuplicatePage), Some(token), Some(previous)) => {
                *body = previous.clone();
                body["nextToken"] = json!(token);
            }
            _ => {
                self.market.pages.insert(operation, body.clone());
            }
        }
    }

    fn log(
        &mut self,
        incoming: &Incoming,
        operation: Option<Operation>,
        fault: Option<FaultKind>,
        delivery: &Delivery,
        now: DateTime<Utc>,
    ) {
        let response = match delivery.reply.as_ref().map(|reply| &reply.body) {
            Some(Body::Json(value)) => Some(value.clone()),
            _ => None,
        };
        self.note(Call {
            at: now,
            method: incoming.method.clone(),
            path: incoming.path().to_owned(),
            query: incoming.query().to_owned(),
            operation,
            status: delivery.reply.as_ref().map(|reply| reply.status),
            request: serde_json::from_slice(&incoming.body).ok(),
            response,
            fault,
        });
    }
}

/// A wrong path, and a wrong or foreign vendor id, are 404; a wrong method is 412.
fn routed(route: Result<Route, Unrouted>, vendor_id: &str) -> Result<Route, Refusal> {
    match route {
        Ok(route) if route.vendor_id == vendor_id => Ok(route),
        Ok(_) | Err(Unrouted::NotFound) => Err(Refusal::new(404, "Not Found")),
        Err(Unrouted::WrongMethod) => Err(Refusal::new(412, "Precondition Failed")),
    }
}

fn signed(incoming: &Incoming) -> Signed<'_> {
    Signed {
        method: &incoming.method,
        path: incoming.path(),
        query: incoming.query(),
        authorization: incoming.header("authorization"),
    }
}

/// Writes carry JSON. The status of this refusal is unverified.
fn check_content_type(incoming: &Incoming) -> Result<(), Refusal> {
    if incoming.method == "GET" || incoming.is_json() {
        Ok(())
    } else {
        Err(Refusal::bad("Content-Type must be application/json"))
    }
}

fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(known, value)| *known == name && !value.is_empty())
        .map(|(_, value)| value)
}

fn without_first(mut reply: Reply) -> Reply {
    if let Body::Json(body) = &mut reply.body
        && let Some(rows) = body.get_mut("data").and_then(Value::as_array_mut)
        && !rows.is_empty()
    {
        rows.remove(0);
    }
    reply
}

const STATUS_FIELDS: [&str; 4] = ["status", "receiptStatus", "exchangeStatus", "collectStatus"];

fn with_unknown_status(mut reply: Reply) -> Reply {
    if let Body::Json(body) = &mut reply.body
        && let Some(data) = body.get_mut("data")
    {
        let row = match data {
            Value::Array(rows) => rows.first_mut(),
            other => Some(other),
        };
        if let Some(row) = row {
            rename_status(row);
        }
    }
    reply
}

fn rename_status(row: &mut Value) {
    for field in STATUS_FIELDS {
        if let Some(value) = row.get_mut(field) {
            *value = json!("UNDOCUMENTED_STATUS");
            return;
        }
    }
}
