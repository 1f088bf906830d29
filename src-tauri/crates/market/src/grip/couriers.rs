//! Couriers. Grip publishes no table: only its own list names the numbers that a parcel may be sent with, so that the
//! list is read and kept for a day.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Courier, CourierCode, DigitRule};
use serde_json::Value;

use super::Grip;
use super::translate::Unreadable;
use super::wire::answer::rows;
use super::wire::query::Query;
use super::wire::record::Record;
use crate::carriers::carrier_named;
use crate::{ErrorKind, MarketError, Persistence};

/// GET /api/delivery/company
const COMPANIES: &str = "delivery/company";

/// How long a list stays fresh.
const FRESH: TimeDelta = TimeDelta::hours(24);

/// Goods that the buyer has already (직접 수령). The code is ours: such lines go by a call of their own.
pub(super) const DIRECT: Courier = Courier {
    code: "direct",
    name: "직접 수령 (구매자가 이미 받음, 바로 배송완료)",
    rule: DigitRule::NoNumber,
};

/// Goods that the seller brings (직접배송). The code is ours: the dispatch of such goods needs no courier, and the new
/// goods of an exchange cannot go this way.
pub(super) const OWN: Courier =
    Courier {
        code: "own", name: "직접배송 (판매자가 직접 배송, 번호 없음)", rule: DigitRule::NoNumber
    };

/// serviceType of a delivery before dawn.
const DAWN: i64 = 2;
/// serviceType of a delivery from or to abroad.
const ABROAD: i64 = 3;

/// What is known before any list was read.
pub(super) static UNREAD: [Courier; 2] = [DIRECT, OWN];

/// Every list that was read since the program began, each once. Couriers live as long as the program, because they are
/// handed out everywhere; a list that has not changed is not kept twice.
static READ: Mutex<Vec<&'static [Courier]>> = Mutex::new(Vec::new());

/// The couriers of an account.
#[derive(Default)]
pub(super) struct Couriers(Mutex<Option<(DateTime<Utc>, &'static [Courier])>>);

impl Couriers {
    /// Those that were read last, else only the ways without one.
    pub(super) fn known(&self) -> &'static [Courier] {
        held(&self.0).map_or(&UNREAD, |(_, couriers)| couriers)
    }

    /// Keeps a list that was read now.
    pub(super) fn keep(&self, list: &'static [Courier], now: DateTime<Utc>) {
        *held(&self.0) = Some((now, list));
    }

    /// Whether they were read within the last day.
    fn are_fresh(&self, now: DateTime<Utc>) -> bool {
        held(&self.0).is_some_and(|(read, _)| (read..read + FRESH).contains(&now))
    }
}

impl Grip {
    /// Reads the list, unless it was read within the last day.
    pub(super) async fn learn(&self) -> Result<(), MarketError> {
        if self.couriers.are_fresh(self.clock.now()) {
            return Ok(());
        }
        let response = self.read(COMPANIES, Query::default()).await?;
        let rows = rows(COMPANIES, &response, "deliveryCompanies")?;
        let list = listed(&rows).map_err(|reason| {
            MarketError::new(ErrorKind::Unreadable, Persistence::Permanent, COMPANIES, reason.to_string())
        })?;
        self.couriers.keep(list, self.clock.now());
        Ok(())
    }

    /// The courier of a code. One that is not known is looked for on Grip's list, unless that was read just now.
    pub(super) async fn courier_of(
        &self,
        code: &CourierCode,
    ) -> Result<Option<&'static Courier>, MarketError> {
        let known = || self.couriers.known().iter().find(|courier| courier.code == code.as_str());
        if known().is_none() {
            self.learn().await?;
        }
        Ok(known())
    }
}

/// A list as it is kept.
pub(super) fn listed(rows: &[Value]) -> Result<&'static [Courier], Unreadable> {
    let read: Result<Vec<(String, String, DigitRule)>, Unreadable> = rows.iter().map(company).collect();
    read.map(|read| kept(&read))
}

/// One row: its number, its name, and what its numbers look like. A parcel that cannot be tracked never arrives by
/// itself, so that its courier's name says so.
fn company(row: &Value) -> Result<(String, String, DigitRule), Unreadable> {
    let row = Record::of(row).ok_or(Unreadable::NoRecord)?;
    let (code, name) = (row.id("companySeq")?.to_string(), row.text("companyName"));
    let service = row.whole("serviceType").unwrap_or_default();
    let domestic = carrier_named(&name).filter(|_| service != ABROAD);
    let rule = domestic.map_or(DigitRule::Unstated, |carrier| carrier.digit_rule());
    let service = match service {
        DAWN => " (새벽배송)",
        ABROAD => " (해외배송)",
        _ => "",
    };
    let untracked = if row.flag("tracking") == Some(false) { " (추적 안 됨)" } else { "" };
    Ok((code, format!("{name}{service}{untracked}"), rule))
}

/// The list as it is kept: the one that says the same, or this one from now on.
fn kept(read: &[(String, String, DigitRule)]) -> &'static [Courier] {
    let mut lists = held(&READ);
    let same = |list: &&&'static [Courier]| {
        let known = &list[UNREAD.len()..];
        known.len() == read.len() && known.iter().zip(read).all(|(known, read)| says(known, read))
    };
    if let Some(known) = lists.iter().find(same) {
        return known;
    }
    let courier = |(code, name, rule): &(String, String, DigitRule)| Courier {
        code: code.clone().leak(),
        name: name.clone().leak(),
        rule: *rule,
    };
    let list: Vec<Courier> = UNREAD.into_iter().chain(read.iter().map(courier)).collect();
    let list: &'static [Courier] = list.leak();
    lists.push(list);
    list
}

/// Whether a courier is the one that was read.
fn says(known: &Courier, (code, name, rule): &(String, String, DigitRule)) -> bool {
    (known.code, known.name, known.rule) == (code.as_str(), name.as_str(), *rule)
}

/// The name of a number; one that no list names is shown as it came.
pub(super) fn name(couriers: &[Courier], code: &str) -> String {
    let known = couriers.iter().find(|courier| courier.code == code);
    known.map_or(code, |courier| courier.name).to_owned()
}

/// A poisoned lock only means that a reader of plain values panicked.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
