//! Faults: what keeps a call from being applied, and what spoils the answer of an applied one.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::api::{Delivery, Room, goes_on};
use super::errors::{Body, Refusal, Reply};
use super::route::Operation;
use crate::fault::FaultKind;
use crate::incoming::Incoming;

/// The page of each list that was answered last.
pub(crate) type Pages = BTreeMap<Operation, Value>;

fn timeout(code: &'static str) -> Refusal {
    Refusal::new(504, code, "Gateway Timeout")
}

impl Room {
    /// Faults that keep the call from being applied.
    pub(crate) fn strike_before(
        &mut self,
        fault: FaultKind,
        now: DateTime<Utc>,
        trace_id: &str,
    ) -> Option<Delivery> {
        let refusal = match fault {
            FaultKind::HangBefore => return Some(Delivery::hang(self.settings.hang_for)),
            FaultKind::DropBefore => return Some(Delivery::broken()),
            FaultKind::AccessDenied => return Some(Delivery::now(Reply::access_denied())),
            FaultKind::TooManyRequests => Refusal::rate(),
            FaultKind::ServerError => Refusal::new(500, "GW.INTERNAL_SERVER_ERROR", "Internal Server Error"),
            FaultKind::GatewayTimeoutBefore => timeout("GW.TIMEOUT.01"),
            FaultKind::ProviderDownBefore => Refusal::new(503, "GW.BLOCK.01", "Service Unavailable"),
            // This gateway redirects nobody; its maintenance is what blocks a seller.
            FaultKind::Redirected => Refusal::new(503, "GW.BLOCK.02", "시스템 점검 중입니다."),
            _ => return None,
        };
        Some(Delivery::now(refusal.into_reply(now, trace_id)))
    }

    /// Faults that spoil the answer of an applied call.
    pub(crate) fn strike_after(
        &mut self,
        fault: Option<FaultKind>,
        reply: Reply,
        (now, trace_id): (DateTime<Utc>, &str),
    ) -> Delivery {
        match fault {
            Some(FaultKind::HangAfter) => Delivery::hang(self.settings.hang_for),
            Some(FaultKind::DropAfter) => Delivery::broken(),
            Some(FaultKind::GatewayTimeoutAfter) => {
                Delivery::now(timeout("GW.TIMEOUT.02").into_reply(now, trace_id))
            }
            Some(FaultKind::ProviderDownAfter) => {
                let refusal = Refusal::new(500, "GW.PROXY.01", "Bad Gateway");
                Delivery::now(refusal.into_reply(now, trace_id))
            }
            Some(FaultKind::TruncatedBody) => Delivery::cut(reply),
            Some(FaultKind::LatePage) => Delivery::now(without_first(reply)),
            Some(FaultKind::UnknownStatus) => Delivery::now(with_unknown_status(reply)),
            Some(FaultKind::Slow { milliseconds }) => Delivery::slow(reply, milliseconds),
            _ => Delivery::now(reply),
        }
    }

    /// Remembers each page of a list, and shows the one before again when a fault says so: that of
    /// the feed leads to the page that was asked for, that of the search comes before its rows.
    pub(crate) fn turn_page(
        &mut self,
        fault: Option<FaultKind>,
        reply: &mut Reply,
        operation: Option<Operation>,
        incoming: &Incoming,
    ) {
        let listed = [Operation::LastChanged, Operation::Search];
        let Some(operation) = operation.filter(|operation| listed.contains(operation)) else {
            return;
        };
        let Body::Json(body) = &mut reply.body else {
            return;
        };
        let previous = self.market.pages.get(&operation).filter(|_| goes_on(incoming));
        match (fault, previous) {
            (Some(FaultKind::DuplicatePage), Some(previous)) if operation == Operation::LastChanged => {
                *body = previous.clone();
            }
            (Some(FaultKind::DuplicatePage), Some(previous)) => prepend(body, previous),
            _ => {
                self.market.pages.insert(operation, body.clone());
            }
        }
    }
}

/// The rows of an answer, wherever they are.
fn rows(body: &mut Value) -> Option<&mut Vec<Value>> {
    let data = body.get_mut("data")?;
    let name = ["lastChangeStatuses", "contents"].into_iter().find(|name| data.get(name).is_some());
    match name {
        Some(name) => data.get_mut(name)?.as_array_mut(),
        None => data.as_array_mut(),
    }
}

fn prepend(body: &mut Value, previous: &Value) {
    let mut previous = previous.clone();
    if let (Some(old), Some(new)) = (rows(&mut previous), rows(body)) {
        new.splice(0..0, old.drain(..));
    }
}

fn without_first(mut reply: Reply) -> Reply {
    let Body::Json(body) = &mut reply.body else {
        return reply;
    };
    if let Some(rows) = rows(body).filter(|rows| !rows.is_empty()) {
        rows.remove(0);
        let left = rows.len();
        if let Some(count) = body.pointer_mut("/data/count") {
            *count = json!(left);
        }
    }
    reply
}

/// Where a row tells its status: the feed, the search, the details.
const STATUSES: [&str; 3] =
    ["/productOrderStatus", "/content/productOrder/productOrderStatus", "/productOrder/productOrderStatus"];

fn with_unknown_status(mut reply: Reply) -> Reply {
    let Body::Json(body) = &mut reply.body else {
        return reply;
    };
    if let Some(row) = rows(body).and_then(|rows| rows.first_mut()) {
        for place in STATUSES {
            if let Some(status) = row.pointer_mut(place) {
                *status = json!("UNDOCUMENTED_STATUS");
            }
        }
    }
    reply
}
