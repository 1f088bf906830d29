//! Operations on one bundle at a time: splitting it, sending the rest, declaring it delivered, cancelling its
//! sale.

use std::collections::BTreeMap;

use chrono::{FixedOffset, NaiveDate};
use domain::{
    AccountId, ActionKind, BundleId, LineId, OrderLine, Parcel, ParcelLine, Sentence, Target, Write,
};

use super::bundles::parcel_line;
use super::parcels::number;
use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::problem;
use crate::rules;
use crate::view::{Problem, ShipRow, SplitLater};

/// Korea's offset from UTC, in seconds; the country has had no summer time since 1988.
const KOREA: i32 = 9 * 3600;

/// Plans the first half of a split: `now` leaves, `later` is promised. Both halves together are the bundle.
pub(crate) fn split_ship(desk: &Desk, now: &[ShipRow], later: &SplitLater) -> Result<Plan, Problem> {
    let Some(row) = now.first() else { return Err(nothing_chosen()) };
    let bundled = Bundled::of(desk, &row.account, &row.line)?;
    let reason = match split_hold(desk, &bundled, now, later)? {
        Some(hold) => Some(hold.sentence()),
        None => number(desk, &bundled.account, &row.courier, &row.invoice)?,
    };
    let leaving: Vec<&LineId> = now.iter().map(|row| &row.line).collect();
    let (leaving, staying): (Vec<&OrderLine>, Vec<&OrderLine>) =
        bundled.live(rules::to_ship).into_iter().partition(|line| leaving.contains(&&line.line));
    let write = Write::SplitShip {
        now: parcel(&bundled, &leaving, row),
        later: staying.into_iter().map(parcel_line).collect(),
        later_courier: later.courier.clone(),
        later_on: later.on,
    };
    Ok(one(&bundled, &row.line, reason, write))
}

/// Plans the second half of a split: what has no number yet leaves.
pub(crate) fn ship_rest(desk: &Desk, row: &ShipRow) -> Result<Plan, Problem> {
    let bundled = Bundled::of(desk, &row.account, &row.line)?;
    let rest: Vec<&OrderLine> =
        bundled.live(rules::to_ship).into_iter().filter(|line| line.delivery.invoice.is_none()).collect();
    let held = if let Some(hold) = common(desk, &bundled, ActionKind::ShipRest)? {
        Some(hold)
    } else if !bundled.is_split() {
        Some(Hold::NotSplit)
    } else if rest.is_empty() {
        Some(Hold::NothingLeft)
    } else {
        rest.iter().find_map(|line| line_hold(&bundled, line))
    };
    let reason = match held {
        Some(hold) => Some(hold.sentence()),
        None => number(desk, &bundled.account, &row.courier, &row.invoice)?,
    };
    let write = Write::ShipRest { parcel: parcel(&bundled, &rest, row) };
    Ok(one(&bundled, &row.line, reason, write))
}

/// Plans to declare a bundle delivered.
pub(crate) fn complete_delivery(desk: &Desk, account: &AccountId, line: &LineId) -> Result<Plan, Problem> {
    let bundled = Bundled::of(desk, account, line)?;
    let live = bundled.live(rules::to_complete);
    let invoice = live.iter().find_map(|line| line.delivery.invoice.clone());
    let held = match common(desk, &bundled, ActionKind::CompleteDelivery)? {
        Some(hold) => Some(hold),
        None => live.iter().find_map(|line| rules::to_complete(line)),
    };
    let (Some(invoice), None) = (invoice, held) else {
        let hold = held.unwrap_or(Hold::NoInvoice);
        return Ok(held_back(&bundled, line, hold.sentence()));
    };
    let lines = live.into_iter().map(|line| line.line.clone()).collect();
    let write = Write::CompleteDelivery { bundle: bundled.bundle.clone(), lines, invoice };
    Ok(one(&bundled, line, None, write))
}

/// Plans the seller's cancellation of pieces, one request per bundle.
pub(crate) fn cancel_sale(
    desk: &Desk,
    account: &AccountId,
    lines: &[(LineId, u32)],
    reason: &str,
) -> Result<Plan, Problem> {
    let known =
        desk.door(account)?.market()?.capabilities().cancel_reasons.iter().any(|(code, _)| *code == reason);
    let mut plan = Plan::default();
    let mut bundles: BTreeMap<BundleId, (Bundled, Vec<(ParcelLine, u32)>)> = BTreeMap::new();
    for (line, count) in lines {
        let bundled = Bundled::of(desk, account, line)?;
        let target = Target::Line(line.clone());
        let held = if known { cancel_hold(desk, &bundled, line, *count)? } else { Some(Hold::BadReason) };
        match (held, bundled.lines.iter().find(|known| known.line == *line).map(parcel_line)) {
            (None, Some(parcel_line)) => {
                let key = bundled.bundle.clone();
                bundles.entry(key).or_insert((bundled, Vec::new())).1.push((parcel_line, *count));
            }
            (held, _) => plan.block(target, bundled.order, held.unwrap_or(Hold::Gone).sentence()),
        }
    }
    plan.writes.extend(bundles.into_values().map(|(bundled, lines)| {
        let (order, bundle) = (bundled.order, bundled.bundle);
        (bundled.account, Write::CancelSale { order, bundle, lines, reason: reason.to_owned() })
    }));
    Ok(plan)
}

/// Why a bundle cannot be split this way.
fn split_hold(
    desk: &Desk,
    bundled: &Bundled,
    now: &[ShipRow],
    later: &SplitLater,
) -> Result<Option<Hold>, Problem> {
    if let Some(hold) = common(desk, bundled, ActionKind::SplitShip)? {
        return Ok(Some(hold));
    }
    let today = desk.now().with_timezone(&korea()?).date_naive();
    Ok(if !bundled.lines.iter().all(|line| line.delivery.splittable) {
        Some(Hold::NotSplittable)
    } else if bundled.is_split() {
        Some(Hold::IsSplit)
    } else if !is_whole(bundled, now, later) {
        return Err(not_the_whole());
    } else if now.iter().any(|row| (&row.courier, &row.invoice) != (&now[0].courier, &now[0].invoice)) {
        Some(Hold::TwoInvoices)
    } else if is_past(later.on, today) {
        Some(Hold::PastDay)
    } else if desk.door(&bundled.account)?.market()?.capabilities().courier(later.courier.as_str()).is_none()
    {
        Some(Hold::UnknownCourier)
    } else {
        bundled.hold(rules::to_ship)
    })
}

/// Why pieces of a line cannot be cancelled.
fn cancel_hold(desk: &Desk, bundled: &Bundled, line: &LineId, count: u32) -> Result<Option<Hold>, Problem> {
    if let Some(hold) = common(desk, bundled, ActionKind::CancelSale)? {
        return Ok(Some(hold));
    }
    let Some(line) = bundled.lines.iter().find(|known| known.line == *line) else {
        return Ok(Some(Hold::Gone));
    };
    Ok(rules::to_cancel_sale(line)
        .or_else(|| {
            rules::cancel_stands(&bundled.claims, &bundled.whole, line).then_some(Hold::CancelRequested)
        })
        .or_else(|| (count == 0 || count > line.quantity.to_ship()).then_some(Hold::BadCount)))
}

/// What holds back any operation on a bundle.
fn common(desk: &Desk, bundled: &Bundled, kind: ActionKind) -> Result<Option<Hold>, Problem> {
    if !allowed(desk, &bundled.account, kind)? {
        return Ok(Some(Hold::NoOperation));
    }
    Ok(bundled.repeats(&UnderWay::now(desk)?, kind, None))
}

/// Why a line of a split bundle cannot leave.
fn line_hold(bundled: &Bundled, line: &OrderLine) -> Option<Hold> {
    rules::to_ship(line).or_else(|| {
        rules::cancel_stands(&bundled.claims, &bundled.whole, line).then_some(Hold::CancelRequested)
    })
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

/// Whether a promised day is over.
fn is_past(day: NaiveDate, today: NaiveDate) -> bool {
    day < today
}

/// Korea's time.
fn korea() -> Result<FixedOffset, Problem> {
    FixedOffset::east_opt(KOREA).ok_or_else(|| problem::internal(&"no such offset"))
}

/// Lines as a parcel under a row's number.
fn parcel(bundled: &Bundled, lines: &[&OrderLine], row: &ShipRow) -> Parcel {
    Parcel {
        order: bundled.order.clone(),
        bundle: bundled.bundle.clone(),
        lines: lines.iter().map(|line| parcel_line(line)).collect(),
        courier: row.courier.clone(),
        invoice: row.invoice.clone(),
        split: bundled.is_split(),
    }
}

/// A plan of one write, or of one block.
fn one(bundled: &Bundled, line: &LineId, reason: Option<Sentence>, write: Write) -> Plan {
    match reason {
        Some(reason) => held_back(bundled, line, reason),
        None => Plan { writes: vec![(bundled.account.clone(), write)], blocked: Vec::new() },
    }
}

/// A plan in which nothing goes.
fn held_back(bundled: &Bundled, line: &LineId, reason: Sentence) -> Plan {
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
