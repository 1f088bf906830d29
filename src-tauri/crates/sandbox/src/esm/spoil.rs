//! Faults: what keeps a call from being applied, and what spoils the answer of an applied one.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::api::{Delivery, Room, asks_by_number, goes_on};
use super::errors::{Body, Refusal, Reply};
use super::gate;
use super::route::Operation;
use crate::fault::{Fault, FaultKind};
use crate::incoming::Incoming;

/// The page of each list that was answered last.
pub(crate) type Pages = BTreeMap<Operation, Value>;

impl Delivery {
    fn refused(status: u16, message: &'static str) -> Self {
        Self::now(Refusal::Gateway { status, message }.into_reply())
    }
}

impl Room {
    /// The fault that strikes a call. The quota's waits for a call that has one.
    pub(crate) fn next_fault(
        &mut self,
        operation: Option<Operation>,
        incoming: &Incoming,
    ) -> Option<FaultKind> {
        let struck = self.faults.take(operation.as_ref());
        let by_number = operation == Some(Operation::Orders) && asks_by_number(incoming);
        if struck == Some(FaultKind::TooManyRequests) && by_number {
            self.faults.add(Fault::on(Operation::Orders, FaultKind::TooManyRequests));
            return None;
        }
        struck
    }

    /// Faults that keep the call from being applied. Only the order queries have a quota, and their
    /// own word for it; the rest is what a gateway says [unverified].
    pub(crate) fn strike_before(
        &mut self,
        fault: FaultKind,
        operation: Option<Operation>,
    ) -> Option<Delivery> {
        let limited = matches!(operation, Some(Operation::Orders | Operation::PendingOrders));
        Some(match fault {
            FaultKind::HangBefore => Delivery::hang(self.settings.hang_for),
            FaultKind::DropBefore => Delivery::broken(),
            FaultKind::AccessDenied => Delivery::now(Reply::access_denied()),
            FaultKind::TooManyRequests if limited => Delivery::now(gate::too_many().into_reply()),
            FaultKind::TooManyRequests => Delivery::refused(429, "Too Many Requests"),
            FaultKind::ServerError => Delivery::refused(500, "Internal Server Error"),
            FaultKind::GatewayTimeoutBefore => Delivery::refused(504, "Gateway Timeout"),
            FaultKind::ProviderDownBefore => Delivery::refused(521, "Web Server Is Down"),
            FaultKind::Redirected => Delivery::refused(302, "Found"),
            _ => return None,
        })
    }

    /// Faults that spoil the answer of an applied call.
    pub(crate) fn strike_after(&mut self, fault: Option<FaultKind>, reply: Reply) -> Delivery {
        match fault {
            Some(FaultKind::HangAfter) => Delivery::hang(self.settings.hang_for),
            Some(FaultKind::DropAfter) => Delivery::broken(),
            Some(FaultKind::GatewayTimeoutAfter) => Delivery::refused(504, "Gateway Timeout"),
            Some(FaultKind::ProviderDownAfter) => Delivery::refused(521, "Web Server Is Down"),
            Some(FaultKind::TruncatedBody) => Delivery::cut(reply),
            Some(FaultKind::LatePage) => Delivery::now(without_first(reply)),
            Some(FaultKind::UnknownStatus) => Delivery::now(with_unknown_status(reply)),
            Some(FaultKind::Slow { milliseconds }) => Delivery::slow(reply, milliseconds),
            _ => Delivery::now(reply),
        }
    }

    /// Remembers each page of a list, and shows the rows of the one before again, before those that
    /// were asked for, when a fault says so. A list that is not paged repeats its own rows.
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

/// The rows of an answer, wherever they are.
fn rows(body: &mut Value) -> Option<&mut Vec<Value>> {
    let name = if body.get("deliveryCompanies").is_some() { "deliveryCompanies" } else { "Data" };
    let data = body.get_mut(name)?;
    match data.get("RequestOrders") {
        Some(_) => data.get_mut("RequestOrders")?.as_array_mut(),
        None => data.as_array_mut(),
    }
}

fn prepend(body: &mut Value, previous: &Value) {
    let mut previous = previous.clone();
    if let (Some(old), Some(new)) = (rows(&mut previous), rows(body)) {
        new.splice(0..0, old.drain(..));
    }
}

/// Where a list tells how many rows there are.
const COUNTS: [&str; 2] = ["/Data/TotalCount", "/TotalCount"];

fn without_first(mut reply: Reply) -> Reply {
    let Body::Json(body) = &mut reply.body else {
        return reply;
    };
    if let Some(rows) = rows(body).filter(|rows| !rows.is_empty()) {
        rows.remove(0);
        for place in COUNTS {
            if let Some(count) = body.pointer_mut(place) {
                *count = json!(count.as_i64().unwrap_or(1) - 1);
            }
        }
    }
    reply
}

/// The status each list has in its rows.
const STATUSES: [&str; 5] = ["OrderStatus", "Status", "CancelStatus", "ReturnStatus", "ExchangeStatus"];

/// A code no page lists.
const UNDOCUMENTED: i64 = 77;

fn with_unknown_status(mut reply: Reply) -> Reply {
    let Body::Json(body) = &mut reply.body else {
        return reply;
    };
    if let Some(row) = rows(body).and_then(|rows| rows.first_mut()) {
        for name in STATUSES {
            if let Some(status) = row.get_mut(name) {
                *status = json!(UNDOCUMENTED);
            }
        }
    }
    reply
}
