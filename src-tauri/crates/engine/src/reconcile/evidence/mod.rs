//! What a reading of the marketplace says about a write whose answer never came.

mod claim;
mod line;
mod receiver;
mod report;
mod since;

use chrono::TimeDelta;
use domain::action::ClaimAct;
use domain::{Claim, ClaimKind, LineId, OrderLine, Stage, Target, Write};
use market::Unit;
use store::JournalEntry;

use crate::concerns;
use crate::hold::Hold;
use crate::look::Look;
use crate::reconcile::believed_at;
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

/// How far the marketplace's clock, which dates a claim by the second, may be behind ours.
const SAME_CLOCK: TimeDelta = TimeDelta::minutes(2);

/// The marketplace shows it no longer: all of it was cancelled.
const GONE: Finding = Finding::Ended(Hold::Gone);

/// Reads what an action was about and says what became of each target.
pub(super) async fn find(
    look: Look<'_>,
    entry: &JournalEntry,
    targets: &[Target],
) -> Result<Vec<(Target, Finding)>, Problem> {
    let write = &entry.action.write;
    match write {
        Write::Claim { .. } => {
            let finding = of_claim(look, entry).await?;
            Ok(targets.iter().map(|target| (target.clone(), finding)).collect())
        }
        Write::AnswerUndelivered { line, report, .. } => {
            let lines = read(look, write).await?;
            let kept = look.desk.store.report(look.door.id(), line, report)?;
            let limits = &look.market.capabilities().limits;
            Ok(of_lines(targets, |_| report::of(kept.as_ref(), write, &lines, believed_at(entry, limits))))
        }
        Write::CancelSale { .. } | Write::RequestReturn { .. } => {
            let since = since::Since::read(look, entry).await?;
            Ok(of_lines(targets, |line| since.finding(write, line)))
        }
        _ => {
            let before = before(look, entry)?;
            let lines = read(look, write).await?;
            let shown = line::Shown { now: &lines, before: &before, market: look.market };
            Ok(of_lines(targets, |line| shown.finding(write, line)))
        }
    }
}

/// What became of a verb on a claim, by the lines that it let leave or by the claim.
async fn of_claim(look: Look<'_>, entry: &JournalEntry) -> Result<Finding, Problem> {
    let Write::Claim { claim, order, state, act, .. } = &entry.action.write else {
        return Ok(Finding::Unclear);
    };
    let capabilities = look.market.capabilities();
    let believed = look.desk.now() >= believed_at(entry, &capabilities.limits);
    if let Some(finding) = dispatched(look, entry).await? {
        return Ok(finding);
    }
    let now = look.claim(order, state.kind, claim).await?;
    let finding = claim::of(now, claim, *state, act, capabilities.tells_who_ended, believed);
    let unseen = state.kind == ClaimKind::Exchange && !capabilities.tells_exchange_collected;
    Ok(match act {
        ClaimAct::Convert { .. } => {
            claim::converted(finding, goes_on(look, entry, state.kind).await?, believed)
        }
        // What stands as before says nothing where nothing shows that the goods came back.
        ClaimAct::ConfirmCollected if unseen && finding == Finding::NotApplied => Finding::Unclear,
        _ => finding,
    })
}

/// What became of a refusal that is a dispatch: where lines leave by themselves, a cancel is refused by letting its
/// lines leave, and their numbers tell more than the claim, which the buyer may have taken back himself.
async fn dispatched(look: Look<'_>, entry: &JournalEntry) -> Result<Option<Finding>, Problem> {
    let write = &entry.action.write;
    let Write::Claim {
        act: ClaimAct::RefuseShipped { courier, invoice } | ClaimAct::RefuseDisputed { courier, invoice, .. },
        ..
    } = write
    else {
        return Ok(None);
    };
    let capabilities = look.market.capabilities();
    let named = concerns::lines(look.desk, look.door, write)?;
    if !capabilities.splits_by_lines() || named.is_empty() {
        return Ok(None);
    }
    let lines = look.lines(&named, Some(Stage::Shipped)).await?;
    let shown = line::Shown { now: &lines, before: &[], market: look.market };
    let finding = shown.dispatched(named.iter().map(|line| &line.line), (courier, invoice));
    // Where bundles leave, a line may keep silent about the refusal, and the claim has to say it.
    let silent = capabilities.unit == Unit::Bundle && finding == Finding::NotApplied;
    Ok((!silent).then_some(finding))
}

/// Whether a claim of the other kind was opened on a claim's lines since an action left.
async fn goes_on(look: Look<'_>, entry: &JournalEntry, from: ClaimKind) -> Result<bool, Problem> {
    let write = &entry.action.write;
    let Write::Claim { order, .. } = write else { return Ok(false) };
    let to = if from == ClaimKind::Return { ClaimKind::Exchange } else { ClaimKind::Return };
    let sent_at = entry.sent_at.unwrap_or(entry.created_at);
    let claims = look.claims(std::slice::from_ref(order)).await?;
    let whole = look.desk.store.order_lines(look.door.id(), order)?;
    let named = concerns::lines(look.desk, look.door, write)?;
    let is_about = |claim: &Claim| {
        let mut lines = whole.iter().filter(|line| named.iter().any(|known| known.line == line.line));
        lines.any(|line| rules::is_about(claim, &whole, line))
    };
    Ok(claims
        .iter()
        .filter(|claim| claim.kind == to && claim.requested_at >= sent_at - SAME_CLOCK)
        .any(is_about))
}

/// The lines of a promise or of a new place as they stood when it was sent. One that was found changed since, by a
/// collection or before a crash, is left out: it may show the write already.
fn before(look: Look<'_>, entry: &JournalEntry) -> Result<Vec<OrderLine>, Problem> {
    let write = &entry.action.write;
    if !matches!(write, Write::Delay { .. } | Write::ChangeHopeDelivery { .. } | Write::ChangeReceiver { .. })
    {
        return Ok(Vec::new());
    }
    let sent_at = entry.sent_at.unwrap_or(entry.created_at);
    let named: Vec<_> = concerns::lines(look.desk, look.door, write)?
        .into_iter()
        .map(|line| (look.door.id().clone(), line.line))
        .collect();
    let rows = look.desk.store.parcel_rows(&named)?;
    let unread = rows.into_iter().filter(|row| row.seen_at <= sent_at);
    let known = |row: store::LineRow| look.desk.store.line(look.door.id(), &row.line).transpose();
    Ok(unread.filter_map(known).collect::<Result<_, _>>()?)
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
/// may send a courier out and may not either, an answer that a buyer has read is not given twice, and a place may have
/// been changed again by the buyer, whose parcel would go astray.
pub(super) const fn may_be_sent_again(write: &Write) -> bool {
    !matches!(
        write,
        Write::CancelSale { .. }
            | Write::RequestReturn { .. }
            | Write::AnswerUndelivered { .. }
            | Write::ChangeReceiver { .. }
    )
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
