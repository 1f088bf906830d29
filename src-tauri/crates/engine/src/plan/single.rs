//! Operations on one bundle at a time: splitting it, sending the rest, declaring it delivered.

use chrono::{FixedOffset, NaiveDate};
use domain::{AccountId, ActionKind, LineId, OrderLine, Sentence, Target, Write};
use market::Unit;

use super::bundles::{Press, parcel_line};
use super::parcels::number;
use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::problem;
use crate::rules;
use crate::settling::Mark;
use crate::view::{Problem, ShipRow, SplitLater};

/// Korea's offset from UTC, in seconds; the country has had no summer time since 1988.
const KOREA: i32 = 9 * 3600;

/// Plans the first half of a split: `now` leaves, `later` is promised or stays as it is. Where the rest is promised, both
/// halves together are the bundle.
pub(crate) fn split_ship(desk: &Desk, now: &[ShipRow], later: &SplitLater) -> Result<Plan, Problem> {
    let Some(row) = now.first() else { return Err(nothing_chosen()) };
    let bundled = Bundled::of(desk, &row.account, &row.line)?.acting(ActionKind::SplitShip);
    let under_way = UnderWay::now(desk)?;
    let press = to_leave(ActionKind::SplitShip, &under_way);
    let reason = match split_hold(desk, &bundled, now, later, press)? {
        Some(hold) => Some(hold.sentence()),
        None => number(desk, &bundled.account, &row.courier, &row.invoice)?,
    };
    let leaving: Vec<&LineId> = now.iter().map(|row| &row.line).collect();
    let (leaving, staying): (Vec<&OrderLine>, Vec<&OrderLine>) =
        bundled.sorted(press).0.into_iter().partition(|line| leaving.contains(&&line.line));
    // Where nothing is promised for the rest of a bundle, nothing is done to it either.
    let door = desk.door(&row.account)?;
    let capabilities = door.market()?.capabilities();
    let named = capabilities.unit == Unit::Line || !capabilities.splits_by_lines();
    let write = Write::SplitShip {
        now: bundled.parcel(&leaving, &row.courier, &row.invoice),
        later: if named { staying.into_iter().map(parcel_line).collect() } else { Vec::new() },
        later_courier: later.courier.clone(),
        later_on: later.on,
    };
    Ok(one(&bundled, &row.line, reason, write))
}

/// Plans the second half of a split: what has no number yet leaves.
pub(crate) fn ship_rest(desk: &Desk, row: &ShipRow) -> Result<Plan, Problem> {
    let bundled = Bundled::of(desk, &row.account, &row.line)?.acting(ActionKind::ShipRest);
    let under_way = UnderWay::now(desk)?;
    let press = to_leave(ActionKind::ShipRest, &under_way);
    let (rest, held) = rest(&bundled, press);
    let reason = match rest_hold(desk, &bundled, &rest, held)? {
        Some(hold) => Some(hold.sentence()),
        None => number(desk, &bundled.account, &row.courier, &row.invoice)?,
    };
    let write = Write::ShipRest { parcel: bundled.parcel(&rest, &row.courier, &row.invoice) };
    Ok(one(&bundled, &row.line, reason, write))
}

/// What is left of a bundle of which a part has left, and why it cannot go: a marketplace that acts on bundles
/// takes all of it or nothing.
fn rest<'a>(bundled: &'a Bundled, press: Press<'_>) -> (Vec<&'a OrderLine>, Option<Hold>) {
    let waits = |line: &&OrderLine| line.delivery.invoice.is_none();
    if bundled.unit == Unit::Line {
        let (going, staying) = bundled.sorted(press);
        let still_here = staying.iter().map(|(_, hold)| *hold).find(|hold| !hold.is_past());
        let held = going.is_empty().then(|| still_here.or_else(|| bundled.hold(press))).flatten();
        return (going.into_iter().filter(waits).collect(), held);
    }
    let rest: Vec<&OrderLine> = bundled.live(press.rule).into_iter().filter(waits).collect();
    let held = bundled.repeats(press).or_else(|| rest.iter().find_map(|line| bundled.line_hold(line, press)));
    (rest, held)
}

/// Why the rest of a bundle cannot leave.
fn rest_hold(
    desk: &Desk,
    bundled: &Bundled,
    rest: &[&OrderLine],
    held: Option<Hold>,
) -> Result<Option<Hold>, Problem> {
    Ok(if !allowed(desk, &bundled.account, ActionKind::ShipRest)? {
        Some(Hold::NoOperation)
    } else if matches!(held, Some(Hold::UnderWay | Hold::JustDone)) {
        held
    } else if !bundled.is_split() {
        Some(Hold::NotSplit)
    } else if rest.is_empty() {
        held.or(Some(Hold::NothingLeft))
    } else {
        held
    })
}

/// Plans to declare a bundle delivered.
pub(crate) fn complete_delivery(desk: &Desk, account: &AccountId, line: &LineId) -> Result<Plan, Problem> {
    let bundled = Bundled::of(desk, account, line)?;
    let kind = ActionKind::CompleteDelivery;
    let under_way = UnderWay::now(desk)?;
    let press = Press { kind, rule: rules::to_complete, mark: Mark::Kind, under_way: &under_way };
    let travelling = |line: &&OrderLine| bundled.unit == Unit::Bundle || rules::to_complete(line).is_none();
    let live: Vec<&OrderLine> = bundled.live(press.rule).into_iter().filter(travelling).collect();
    let invoice = live.iter().find_map(|line| line.delivery.invoice.clone());
    let held = if allowed(desk, account, kind)? {
        bundled.repeats(press).or_else(|| live.iter().find_map(|line| rules::to_complete(line)))
    } else {
        Some(Hold::NoOperation)
    };
    let (Some(invoice), None) = (invoice, held) else {
        let hold = held.unwrap_or(Hold::NoInvoice);
        return Ok(held_back(&bundled, line, hold.sentence()));
    };
    let lines = live.into_iter().map(|line| line.line.clone()).collect();
    let write = Write::CompleteDelivery { bundle: bundled.bundle.clone(), lines, invoice };
    Ok(one(&bundled, line, None, write))
}

/// Why a bundle cannot be split this way.
fn split_hold(
    desk: &Desk,
    bundled: &Bundled,
    now: &[ShipRow],
    later: &SplitLater,
    press: Press<'_>,
) -> Result<Option<Hold>, Problem> {
    if !allowed(desk, &bundled.account, press.kind)? {
        return Ok(Some(Hold::NoOperation));
    }
    if now.iter().any(|row| (&row.courier, &row.invoice) != (&now[0].courier, &now[0].invoice)) {
        return Ok(Some(Hold::TwoInvoices));
    }
    match bundled.unit {
        Unit::Bundle => promise_hold(desk, bundled, now, later, press),
        Unit::Line => Ok(now.iter().find_map(|row| {
            let known = bundled.lines.iter().find(|line| line.line == row.line);
            known.map_or(Some(Hold::Gone), |line| bundled.line_hold(line, press))
        })),
    }
}

/// Why a bundle that ships as a whole cannot be split this way: the rest is promised for a day.
fn promise_hold(
    desk: &Desk,
    bundled: &Bundled,
    now: &[ShipRow],
    later: &SplitLater,
    press: Press<'_>,
) -> Result<Option<Hold>, Problem> {
    Ok(if let Some(hold) = bundled.repeats(press) {
        Some(hold)
    } else if !bundled.lines.iter().all(|line| line.delivery.splittable) {
        Some(Hold::NotSplittable)
    } else if bundled.is_split() {
        Some(Hold::IsSplit)
    } else if !is_whole(bundled, now, later) {
        return Err(not_the_whole());
    } else if later.on < today(desk)? {
        Some(Hold::PastDay)
    } else if desk.door(&bundled.account)?.market()?.courier(later.courier.as_str()).is_none() {
        Some(Hold::UnknownCourier)
    } else {
        bundled.hold(press)
    })
}

/// An operation by which lines leave.
fn to_leave(kind: ActionKind, under_way: &UnderWay) -> Press<'_> {
    Press { kind, rule: rules::to_ship, mark: Mark::Kind, under_way }
}

/// Whether both halves are there, do not meet, and together are every line with pieces.
fn is_whole(bundled: &Bundled, now: &[ShipRow], later: &SplitLater) -> bool {
    let leaving: Vec<&LineId> = now.iter().map(|row| &row.line).collect();
    let live = bundled.live(rules::to_ship);
    let named = leaving.len() + later.lines.len();
    !later.lines.is_empty()
        && named == live.len()
        && later.lines.iter().all(|line| !leaving.contains(&line))
        && live.iter().all(|line| leaving.contains(&&line.line) || later.lines.contains(&line.line))
}

/// The day in Korea.
pub(super) fn today(desk: &Desk) -> Result<NaiveDate, Problem> {
    let korea = FixedOffset::east_opt(KOREA).ok_or_else(|| problem::internal(&"no such offset"))?;
    Ok(desk.now().with_timezone(&korea).date_naive())
}

/// A plan of one write, or of one block.
pub(super) fn one(bundled: &Bundled, line: &LineId, reason: Option<Sentence>, write: Write) -> Plan {
    match reason {
        Some(reason) => held_back(bundled, line, reason),
        None => Plan { writes: vec![(bundled.account.clone(), write)], blocked: Vec::new() },
    }
}

/// A plan in which nothing goes.
pub(super) fn held_back(bundled: &Bundled, line: &LineId, reason: Sentence) -> Plan {
    let mut plan = Plan::default();
    plan.block(Target::Line(line.clone()), bundled.order.clone(), reason);
    plan
}

/// Nothing was chosen to leave now.
fn nothing_chosen() -> Problem {
    problem::bad_input(Sentence::fixed(
        "먼저 보낼 상품이 없습니다. 지금 보낼 상품을 하나 이상 고르세요.",
        "Nothing leaves now. Choose at least one line to send.",
    ))
}

/// The halves do not make the bundle.
fn not_the_whole() -> Problem {
    problem::bad_input(Sentence::fixed(
        "분리배송은 묶음의 모든 상품을 지금 보낼 것과 나중에 보낼 것으로 나눠야 합니다. 빠진 상품을 넣으세요.",
        "A split sorts every line of the parcel into now and later. Add the missing lines.",
    ))
}
