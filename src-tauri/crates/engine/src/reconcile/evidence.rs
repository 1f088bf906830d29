//! What a reading of the marketplace says about a write whose answer never came.

use chrono::{DateTime, NaiveDate, Utc};
use domain::action::ClaimAct;
use domain::{
    Claim, ClaimId, ClaimKind, ClaimState, ClaimStep, ClaimVerb, Event, EventKind, Fact, InvoiceNumber,
    LineId, OrderId, OrderLine, Parcel, Stage, Target, Write,
};
use market::Standing;
use store::JournalEntry;

use crate::concerns;
use crate::hold::Hold;
use crate::look::Look;
use crate::rules;
use crate::view::Problem;

/// What a reading says about one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// It was carried out.
    Applied,
    /// It stands as before.
    NotApplied,
    /// It went another way, and the write can no longer be carried out.
    Ended(Hold),
    /// The reading does not say.
    Unclear,
}

/// Reads what an action was about and says what became of each target.
pub(super) async fn find(
    look: Look<'_>,
    entry: &JournalEntry,
    targets: &[Target],
) -> Result<Vec<(Target, Finding)>, Problem> {
    let write = &entry.action.write;
    if let Write::Claim { claim, order, state, act, .. } = write {
        let finding = of_claim(look.claim(order, state.kind, claim).await?, claim, *state, act);
        return Ok(targets.iter().map(|target| (target.clone(), finding)).collect());
    }
    if let Write::RequestReturn { order, line, .. } = write {
        let finding = of_return(look, entry, order, line).await?;
        return Ok(of_lines(targets, |_| finding));
    }
    let lines = read(look, write).await?;
    if let Write::CancelSale { order, lines: cancelled, .. } = write {
        let events = look.desk.store.timeline(look.door.id(), order)?;
        let sent_at = entry.sent_at.unwrap_or(entry.created_at);
        let of_line = |id: &LineId| {
            let count = cancelled.iter().find(|(line, _)| line.line == *id).map_or(0, |(_, count)| *count);
            lines.iter().find(|line| line.line == *id).map_or(Finding::Applied, |line| {
                sale_cancelled(line, count, to_ship_when_sent(&events, sent_at, line))
            })
        };
        return Ok(of_lines(targets, of_line));
    }
    Ok(of_lines(targets, |line| of_line(write, line, &lines)))
}

/// Reads what became of a return that the seller filed.
async fn of_return(
    look: Look<'_>,
    entry: &JournalEntry,
    order: &OrderId,
    line: &LineId,
) -> Result<Finding, Problem> {
    let concerned = concerns::lines(look.desk, look.door, &entry.action.write)?;
    let Standing { lines, claims } = look.standing(&concerned, Stage::Shipped).await?;
    let whole = look.desk.store.order_lines(look.door.id(), order)?;
    let sent_at = entry.sent_at.unwrap_or(entry.created_at);
    let found = lines.iter().find(|known| known.line == *line);
    Ok(found.map_or(Finding::Unclear, |line| return_filed(&claims, &whole, line, sent_at)))
}

/// A finding for each line.
fn of_lines(targets: &[Target], finding: impl Fn(&LineId) -> Finding) -> Vec<(Target, Finding)> {
    targets
        .iter()
        .map(|target| match target {
            Target::Line(line) => (target.clone(), finding(line)),
            Target::Claim(_) => (target.clone(), Finding::Unclear),
        })
        .collect()
}

/// Whether a write that was not carried out may be queued again without the person. A sale's cancellation
/// costs the shop its score and may not: its trace in the quantities is weaker than the others'. A filed return
/// may send a courier out and may not either.
pub(super) const fn may_be_sent_again(write: &Write) -> bool {
    !matches!(write, Write::CancelSale { .. } | Write::RequestReturn { .. })
}

/// The lines that a write may have changed, as they are now.
async fn read(look: Look<'_>, write: &Write) -> Result<Vec<OrderLine>, Problem> {
    let lines = concerns::lines(look.desk, look.door, write)?;
    match write {
        Write::SplitShip { now: parcel, .. } | Write::ShipRest { parcel } => {
            look.parts(&parcel.order, &lines).await
        }
        Write::Ship { .. } | Write::ChangeInvoice { .. } => look.lines(&lines, Some(Stage::Shipped)).await,
        _ => look.lines(&lines, None).await,
    }
}

/// What became of one line.
fn of_line(write: &Write, id: &LineId, lines: &[OrderLine]) -> Finding {
    let found = lines.iter().find(|line| line.line == *id);
    match write {
        Write::Confirm { .. } => found.map_or(GONE, confirmed),
        Write::Ship { parcels } => parcel_of(parcels, id)
            .map_or(Finding::Unclear, |parcel| found.map_or(GONE, |line| shipped(parcel, line))),
        Write::ChangeInvoice { parcels } => parcel_of(parcels, id)
            .map_or(Finding::Unclear, |parcel| found.map_or(GONE, |line| renumbered(parcel, line))),
        Write::SplitShip { now, .. } => split(now, lines),
        Write::ShipRest { parcel } => split(parcel, lines),
        Write::CompleteDelivery { .. } => found.map_or(GONE, completed),
        Write::Delay { until, .. } => found.map_or(GONE, |line| delayed(line, *until)),
        Write::ChangeHopeDelivery { on, .. } => found.map_or(GONE, |line| moved_to_day(line, *on)),
        Write::CancelSale { .. } | Write::RequestReturn { .. } | Write::Claim { .. } => Finding::Unclear,
    }
}

/// The marketplace shows it no longer: all of it was cancelled.
const GONE: Finding = Finding::Ended(Hold::Gone);

/// The parcel that holds a line.
fn parcel_of<'a>(parcels: &'a [Parcel], id: &LineId) -> Option<&'a Parcel> {
    parcels.iter().find(|parcel| parcel.lines.iter().any(|line| line.line == *id))
}

/// A confirmed line is no longer merely paid.
fn confirmed(line: &OrderLine) -> Finding {
    match line.stage {
        Stage::Paid => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ => Finding::Applied,
    }
}

/// A shipped line has left under our number.
fn shipped(parcel: &Parcel, line: &OrderLine) -> Finding {
    match line.stage {
        Stage::Paid | Stage::Preparing => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ if bears(line, &parcel.invoice) => Finding::Applied,
        _ => Finding::Ended(Hold::OtherInvoice),
    }
}

/// A line with a changed invoice bears the new number.
fn renumbered(parcel: &Parcel, line: &OrderLine) -> Finding {
    let courier = line.delivery.courier.as_ref().is_none_or(|courier| *courier == parcel.courier);
    match line.stage {
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ if bears(line, &parcel.invoice) && courier => Finding::Applied,
        _ => Finding::NotApplied,
    }
}

/// A split went through when the products that were to leave bear its number, under whichever bundle they
/// stand now. Either all of it did or nothing.
fn split(parcel: &Parcel, lines: &[OrderLine]) -> Finding {
    let left = parcel
        .lines
        .iter()
        .all(|part| lines.iter().any(|line| line.item == part.item && bears(line, &parcel.invoice)));
    let waits = parcel
        .lines
        .iter()
        .all(|part| lines.iter().any(|line| line.item == part.item && line.stage == Stage::Preparing));
    if left {
        Finding::Applied
    } else if waits {
        Finding::NotApplied
    } else if lines.is_empty() {
        GONE
    } else {
        Finding::Ended(Hold::WrongStage)
    }
}

/// A completed delivery has arrived.
fn completed(line: &OrderLine) -> Finding {
    match line.stage {
        Stage::Shipped | Stage::Delivering => Finding::NotApplied,
        Stage::Delivered | Stage::Confirmed => Finding::Applied,
        Stage::Unknown => Finding::Unclear,
        Stage::Paid | Stage::Preparing | Stage::Canceled => Finding::Ended(Hold::WrongStage),
    }
}

/// A delayed line has the day that the buyer was told.
fn delayed(line: &OrderLine, until: NaiveDate) -> Finding {
    match line.stage {
        _ if line.ship_by == Some(until) => Finding::Applied,
        Stage::Paid | Stage::Preparing => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ => Finding::Ended(Hold::HasLeft),
    }
}

/// A line whose wished day was moved is wished for on the new one.
fn moved_to_day(line: &OrderLine, on: NaiveDate) -> Finding {
    match line.stage {
        _ if line.delivery.hoped_for == Some(on) => Finding::Applied,
        Stage::Paid | Stage::Preparing => Finding::NotApplied,
        Stage::Canceled => GONE,
        Stage::Unknown => Finding::Unclear,
        _ => Finding::Ended(Hold::HasLeft),
    }
}

/// A filed return is open on its line: the look right before it was sent showed no claim there.
fn return_filed(claims: &[Claim], order: &[OrderLine], line: &OrderLine, sent_at: DateTime<Utc>) -> Finding {
    let since = |claim: &Claim| !claim.is_settled() || claim.requested_at >= sent_at;
    let filed = |claim: &&Claim| claim.kind == ClaimKind::Return && since(claim);
    let here = claims.iter().filter(filed).any(|claim| rules::is_about(claim, order, line));
    if here { Finding::Applied } else { Finding::NotApplied }
}

/// Pieces that were to be shipped when an action left. The look right before it was kept then, so only what
/// changed later stands behind it; the timeline is the newest first.
fn to_ship_when_sent(timeline: &[Event], sent_at: DateTime<Utc>, line: &OrderLine) -> u32 {
    timeline
        .iter()
        .rev()
        .filter(|event| event.at > sent_at && event.line.as_ref() == Some(&line.line))
        .find_map(|event| match event.kind {
            EventKind::QuantityChanged { from, .. } => Some(from),
            _ => None,
        })
        .unwrap_or_else(|| line.quantity.to_ship())
}

/// A cancelled sale has taken its pieces from what is to be shipped.
fn sale_cancelled(line: &OrderLine, count: u32, before: u32) -> Finding {
    if line.stage == Stage::Canceled || before.saturating_sub(line.quantity.to_ship()) >= count {
        Finding::Applied
    } else {
        Finding::NotApplied
    }
}

/// Whether a line stands under a number.
fn bears(line: &OrderLine, invoice: &InvoiceNumber) -> bool {
    line.delivery.invoice.as_ref() == Some(invoice)
}

/// What became of a verb on a claim.
fn of_claim(fact: Option<Fact>, id: &ClaimId, sent_in: ClaimState, act: &ClaimAct) -> Finding {
    match fact {
        Some(Fact::Claim(now)) if now.claim == *id => moved(&now, sent_in, act),
        Some(Fact::Withdrawn { .. }) => Finding::Ended(Hold::Withdrawn),
        Some(Fact::Claim(_) | Fact::Line(_)) | None => Finding::Unclear,
    }
}

/// Whether a claim as it is now shows the verb.
fn moved(now: &Claim, sent_in: ClaimState, act: &ClaimAct) -> Finding {
    let state = ClaimState { kind: now.kind, step: now.step };
    if let Some(finding) = numbered(now, act).or_else(|| held(now, act)) {
        return finding;
    }
    match now.step {
        ClaimStep::Unknown => Finding::Unclear,
        ClaimStep::Withdrawn => Finding::Ended(Hold::Withdrawn),
        // A refused claim shows a refusal and nothing else, although a flow may lead there from any verb.
        ClaimStep::Rejected if act.verb() != ClaimVerb::Refuse => Finding::Ended(Hold::ClaimChanged),
        _ if state == sent_in => Finding::NotApplied,
        // A pickup that moved without our number was arranged by somebody else.
        _ if act.verb() == ClaimVerb::RegisterPickup => Finding::Ended(Hold::OtherInvoice),
        _ if sent_in.shows(act.verb(), state) => Finding::Applied,
        _ => Finding::Ended(Hold::ClaimChanged),
    }
}

/// A number that the verb registered, or another one in its place, tells more than the step.
fn numbered(now: &Claim, act: &ClaimAct) -> Option<Finding> {
    let (invoice, standing): (_, Vec<&InvoiceNumber>) = match act {
        ClaimAct::RegisterPickup { invoice, .. } => {
            (invoice, now.pickups.iter().filter_map(|pickup| pickup.invoice.as_ref()).collect())
        }
        ClaimAct::Reship { invoice, .. } | ClaimAct::ReshipInPlace { invoice, .. } => {
            (invoice, now.reship.iter().filter_map(|reship| reship.invoice.as_ref()).collect())
        }
        _ => return None,
    };
    if standing.contains(&invoice) {
        return Some(Finding::Applied);
    }
    let other = act.verb() == ClaimVerb::Reship && !standing.is_empty();
    other.then_some(Finding::Ended(Hold::OtherInvoice))
}

/// A hold and its end leave the step alone and show beside it. A marketplace may not tell the charge.
fn held(now: &Claim, act: &ClaimAct) -> Option<Finding> {
    let standing = now.held.as_ref();
    match act {
        _ if now.is_settled() || now.step == ClaimStep::Unknown => None,
        ClaimAct::Hold { reason, fee, .. } => Some(match standing {
            None => Finding::NotApplied,
            Some(held) if held.code == *reason && (held.fee == *fee || held.fee.is_none()) => Finding::Applied,
            Some(_) => Finding::Ended(Hold::ClaimChanged),
        }),
        ClaimAct::Release if standing.is_none() => Some(Finding::Applied),
        ClaimAct::Release => Some(Finding::NotApplied),
        _ => None,
    }
}
