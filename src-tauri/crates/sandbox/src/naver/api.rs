//! One call, from the bytes that arrived to what goes back, if anything does.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::auth;
use super::desk::{Asked, Desk};
use super::errors::{Answer, Body, Refusal, Reply};
use super::gate::{self, Gate};
use super::life;
use super::penalty;
use super::query::Query;
use super::route::{Operation, Route, Unrouted};
use super::spoil::Pages;
use super::token;
use crate::fault::FaultKind;
use crate::incoming::{self, Incoming};
use crate::shop;

/// One line of the call log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// When, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// GET or POST.
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
    /// GNCP-GW-Trace-ID
    pub trace_id: String,
    /// The failure that struck it.
    pub fault: Option<FaultKind>,
}

/// What Naver's gateway remembers of an application's calls, and the pages it answered last.
#[derive(Debug, Default)]
pub struct Naver {
    pub(crate) gate: Gate,
    pub(crate) pages: Pages,
    traces: u64,
}

pub(crate) type Room = shop::Room<Naver>;
pub(crate) type Delivery = incoming::Delivery<Reply>;

/// One call on its way through the gateway.
#[derive(Debug)]
struct Passage<'a> {
    incoming: &'a Incoming,
    now: DateTime<Utc>,
    fault: Option<FaultKind>,
    trace_id: String,
    headers: Vec<(&'static str, String)>,
}

impl Room {
    pub(crate) fn answer(&mut self, incoming: &Incoming, now: DateTime<Utc>) -> Delivery {
        life::pass(&mut self.state, &self.settings, now);
        let route = Route::find(self.state.flavor, &incoming.method, incoming.path());
        let operation = route.as_ref().ok().map(|route| route.operation);
        let fault = self.faults.take(operation.as_ref());
        let trace_id = self.trace_id(now);
        let mut passage = Passage { incoming, now, fault, trace_id: trace_id.clone(), headers: Vec::new() };
        let mut delivery = match fault.and_then(|fault| self.strike_before(fault, now, &trace_id)) {
            Some(delivery) => {
                self.tell_rate(&mut passage, operation);
                delivery
            }
            None => {
                let mut reply = self.reply(&mut passage, route);
                self.turn_page(fault, &mut reply, operation, incoming);
                self.strike_after(fault, reply, (now, &trace_id))
            }
        };
        if let Some(reply) = &mut delivery.reply {
            reply.headers = std::mem::take(&mut passage.headers);
            reply.headers.push(("gncp-gw-trace-id", trace_id));
            reply.headers.push(("gncp-gw-httpclient-responsetime", "7".to_owned()));
        }
        self.log(&passage, operation, &delivery);
        delivery
    }

    /// As traces look: something random, the millisecond, a number.
    fn trace_id(&mut self, now: DateTime<Utc>) -> String {
        self.market.traces += 1;
        format!(
            "sandbox{:015}^{}^{:08}",
            self.market.traces * 7_919,
            now.timestamp_millis(),
            self.market.traces
        )
    }

    fn reply(&mut self, passage: &mut Passage<'_>, route: Result<Route, Unrouted>) -> Reply {
        match self.serve(passage, route) {
            Ok(answer) => Reply::of(answer, passage.now, &passage.trace_id),
            Err(refusal) => refusal.into_reply(passage.now, &passage.trace_id),
        }
    }

    fn serve(
        &mut self,
        passage: &mut Passage<'_>,
        route: Result<Route, Unrouted>,
    ) -> Result<Answer, Refusal> {
        gate::check_address(&self.settings, passage.incoming.caller)?;
        let route = route.map_err(|unrouted| match unrouted {
            Unrouted::NotFound => Refusal::not_found(),
            Unrouted::AgencyPrefix => Refusal::address(),
        })?;
        if route.operation == Operation::Token {
            return self.issue(passage);
        }
        self.check_rate(passage, route.operation)?;
        if !self.settings.authorised {
            return Err(Refusal::authentication());
        }
        auth::check(passage.incoming.header("authorization"), &self.state.tokens, passage.now)?;
        self.check_quota(passage)?;
        check_content_type(passage.incoming)?;
        self.carry_out(passage, &route)
    }

    /// The token endpoint has no rate-limit headers, and the quota does not reach it [unverified].
    fn issue(&mut self, passage: &Passage<'_>) -> Result<Answer, Refusal> {
        let drift = match passage.fault {
            Some(FaultKind::ClockDrift { seconds }) => TimeDelta::seconds(seconds),
            _ => TimeDelta::zero(),
        };
        token::issue(&mut self.state, &self.settings, passage.incoming, (passage.now, drift))
    }

    fn check_rate(&mut self, passage: &mut Passage<'_>, operation: Operation) -> Result<(), Refusal> {
        let pressure = self.market.gate.spend(operation, &self.settings);
        passage.headers.extend(pressure.headers());
        if pressure.over { Err(Refusal::rate()) } else { Ok(()) }
    }

    /// A gateway that fails tells its limits all the same; one that says "too many" has none left.
    fn tell_rate(&mut self, passage: &mut Passage<'_>, operation: Option<Operation>) {
        let limited = operation.filter(|operation| *operation != Operation::Token);
        let elsewhere = passage.fault == Some(FaultKind::AccessDenied);
        if let Some(operation) = limited.filter(|_| !elsewhere) {
            let mut pressure = self.market.gate.spend(operation, &self.settings);
            if passage.fault == Some(FaultKind::TooManyRequests) {
                pressure.remaining = 0;
            }
            passage.headers.extend(pressure.headers());
        }
    }

    /// The penalty for wrong token requests.
    fn check_quota(&mut self, passage: &mut Passage<'_>) -> Result<(), Refusal> {
        let now = passage.now;
        if !self.state.penalty.is_on(now) {
            return Ok(());
        }
        let free = self.state.penalty.spend(now);
        self.state.touch();
        passage.headers.extend([
            ("gncp-gw-quota-period", "HOURS".to_owned()),
            ("gncp-gw-quota-limit", penalty::LIMIT.to_string()),
            ("gncp-gw-quota-remaining", self.state.penalty.remaining(now).to_string()),
        ]);
        if free { Ok(()) } else { Err(Refusal::quota()) }
    }

    fn carry_out(&mut self, passage: &Passage<'_>, route: &Route) -> Result<Answer, Refusal> {
        let lag = match passage.fault {
            Some(FaultKind::Lag { seconds }) => seconds,
            _ => 0,
        };
        let mut desk = Desk {
            state: &mut self.state,
            settings: &self.settings,
            now: passage.now,
            lag,
            row_fails: passage.fault == Some(FaultKind::RowFails),
        };
        desk.carry_out(Asked { route, query: passage.incoming.query(), body: &passage.incoming.body })
    }

    fn log(&mut self, passage: &Passage<'_>, operation: Option<Operation>, delivery: &Delivery) {
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
            status: delivery.reply.as_ref().map(|reply| reply.status),
            request: incoming.content(),
            response,
            trace_id: passage.trace_id.clone(),
            fault: passage.fault,
        });
    }
}

/// Whether a call asks for a further page of a list.
pub(crate) fn goes_on(incoming: &Incoming) -> bool {
    let query = Query::parse(incoming.query());
    let later = query.count("page").is_ok_and(|page| page.is_some_and(|page| page > 1));
    later || query.get("moreSequence").is_some()
}

/// What has a body carries JSON. The answer to anything else is unverified.
fn check_content_type(incoming: &Incoming) -> Result<(), Refusal> {
    if incoming.body.is_empty() || incoming.is_json() {
        Ok(())
    } else {
        Err(Refusal::new(415, "000415", "HttpMediaTypeNotSupportedException"))
    }
}
