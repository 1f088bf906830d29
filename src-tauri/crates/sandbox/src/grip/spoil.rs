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

/// What the pages of a proxy before the marketplace say. Grip has no status of its own for that.
const GATEWAY_TIMEOUT: (u16, &str) = (504, "Gateway Timeout");
const UNAVAILABLE: (u16, &str) = (503, "Service Unavailable");
const BAD_GATEWAY: (u16, &str) = (502, "Bad Gateway");

impl Delivery {
    fn page((status, title): (u16, &str)) -> Self {
        Self::now(Reply::page(status, title))
    }
}

impl Room {
    /// Faults that keep the call from being applied.
    pub(crate) fn strike_before(
        &mut self,
        fault: FaultKind,
        path: &str,
        now: DateTime<Utc>,
    ) -> Option<Delivery> {
        Some(match fault {
            FaultKind::HangBefore => Delivery::hang(self.settings.hang_for),
            FaultKind::DropBefore => Delivery::broken(),
            FaultKind::AccessDenied => Delivery::page((403, "Access Denied")),
            FaultKind::TooManyRequests => Delivery::now(self.refused(Refusal::too_many(), path, now)),
            FaultKind::ServerError => Delivery::now(Reply::broken(path, now)),
            FaultKind::GatewayTimeoutBefore => Delivery::page(GATEWAY_TIMEOUT),
            FaultKind::ProviderDownBefore => Delivery::page(UNAVAILABLE),
            FaultKind::Redirected => Delivery::page((302, "Found")),
            _ => return None,
        })
    }

    /// Faults that spoil the answer of an applied call.
    pub(crate) fn strike_after(&mut self, fault: Option<FaultKind>, reply: Reply) -> Delivery {
        match fault {
            Some(FaultKind::HangAfter) => Delivery::hang(self.settings.hang_for),
            Some(FaultKind::DropAfter) => Delivery::broken(),
            Some(FaultKind::GatewayTimeoutAfter) => Delivery::page(GATEWAY_TIMEOUT),
            Some(FaultKind::ProviderDownAfter) => Delivery::page(BAD_GATEWAY),
            Some(FaultKind::TruncatedBody) => Delivery::cut(reply),
            Some(FaultKind::LatePage) => Delivery::now(without_first(reply)),
            Some(FaultKind::UnknownStatus) => Delivery::now(with_unknown_status(reply)),
            Some(FaultKind::Slow { milliseconds }) => Delivery::slow(reply, milliseconds),
            _ => Delivery::now(reply),
        }
    }

    /// Remembers each page of a list, and shows the rows of the one before again, before those that were
    /// asked for, when a fault says so. A first page repeats its own rows.
    pub(crate) fn turn_page(
        &mut self,
        fault: Option<FaultKind>,
        reply: &mut Reply,
        operation: Option<Operation>,
        incoming: &Incoming,
    ) {
        let (Some(operation), Body::Json(body)) = (operation, &mut reply.body) else {
            return;
        };
        if rows(body).is_none() {
            return;
        }
        let own = body.clone();
        let previous = self.market.pages.get(&operation).filter(|_| goes_on(incoming));
        if fault == Some(FaultKind::DuplicatePage) {
            let again = previous.unwrap_or(&own).clone();
            prepend(body, &again);
        }
        self.market.pages.insert(operation, own);
    }
}

/// The rows of a list: `…List`, or the couriers.
fn rows(body: &mut Value) -> Option<&mut Vec<Value>> {
    let is_list = |name: &String| name.ends_with("List") || name == "deliveryCompanies";
    let named = body.as_object_mut()?.iter_mut().find(|(name, _)| is_list(name))?;
    named.1.as_array_mut()
}

fn prepend(body: &mut Value, previous: &Value) {
    let mut previous = previous.clone();
    if let (Some(old), Some(new)) = (rows(&mut previous), rows(body)) {
        new.splice(0..0, old.drain(..));
    }
}

fn without_first(mut reply: Reply) -> Reply {
    if let Body::Json(body) = &mut reply.body
        && let Some(rows) = rows(body).filter(|rows| !rows.is_empty())
    {
        rows.remove(0);
    }
    reply
}

/// A code no page lists.
const UNDOCUMENTED: i64 = 77;

fn with_unknown_status(mut reply: Reply) -> Reply {
    if let Body::Json(body) = &mut reply.body
        && let Some(state) = rows(body).and_then(|rows| rows.first_mut()?.get_mut("orderState"))
    {
        *state = json!(UNDOCUMENTED);
    }
    reply
}
