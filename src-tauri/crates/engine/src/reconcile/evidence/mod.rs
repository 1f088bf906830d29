//! What a reading of the marketplace says about a write whose answer never came.

mod claim;
mod line;
mod since;

use domain::action::ClaimAct;
use domain::{LineId, OrderLine, Stage, Target, Write};
use market::Unit;
use store::JournalEntry;

use crate::concerns;
use crate::hold::Hold;
use crate::look::Look;
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
        Write::Claim { claim, order, state, act, .. } => {
            let finding = match dispatched(look, entry).await? {
                Some(finding) => finding,
                None => {
                    let now = look.claim(order, state.kind, claim).await?;
                    claim::of(now, claim, *state, act, look.market.capabilities().tells_who_ended)
                }
            };
            Ok(targets.iter().map(|target| (target.clone(), finding)).collect())
        }
        Write::CancelSale { .. } | Write::RequestReturn { .. } => {
            let since = since::Since::read(look, entry).await?;
            Ok(of_lines(targets, |line| since.finding(write, line)))
        }
        _ => {
            let before = before(look, entry)?;
            let lines = read(look, write).await?;
            let shown =
                line::Shown { now: &lines, before: &before, capabilities: look.market.capabilities() };
            Ok(of_lines(targets, |line| shown.finding(write, line)))
        }
    }
}

/// What became of a refusal that is a dispatch: where the marketplace acts on lines, a cancel is refused by letting
/// its lines leave, and their numbers tell more than the claim, which the buyer may have taken back himself.
async fn dispatched(look: Look<'_>, entry: &JournalEntry) -> Result<Option<Finding>, Problem> {
    let write = &entry.action.write;
    let Write::Claim { act: ClaimAct::RefuseShipped { courier, invoice }, .. } = write else {
        return Ok(None);
    };
    let capabilities = look.market.capabilities();
    let named = concerns::lines(look.desk, look.door, write)?;
    if capabilities.unit != Unit::Line || named.is_empty() {
        return Ok(None);
    }
    let lines = look.lines(&named, Some(Stage::Shipped)).await?;
    let shown = line::Shown { now: &lines, before: &[], capabilities };
    Ok(Some(shown.dispatched(named.iter().map(|line| &line.line), (courier, invoice))))
}

/// The lines of a promise as they stood when it was sent. One that was read anew since, by a collection or before a
/// crash, is left out: it may show the promise already.
fn before(look: Look<'_>, entry: &JournalEntry) -> Result<Vec<OrderLine>, Problem> {
    let write = &entry.action.write;
    if !matches!(write, Write::Delay { .. } | Write::ChangeHopeDelivery { .. }) {
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
