//! What follows once it is known what became of a write: what it changed is read again.

use domain::{Claim, ClaimKind, ClaimStep, ClaimVerb, Fact, LineResult, Outcome, Parcel, Stage, Write};
use market::Unit;

use crate::concerns;
use crate::look::Look;
use crate::view::Problem;

/// Reads again what a write changed: the address after a confirmation, the new bundles after a split. The action is
/// settled by then, so a failure here costs nothing but the time until the next collection.
pub(crate) async fn follow(look: Look<'_>, write: &Write, outcomes: &[Outcome]) {
    let done = outcomes.iter().any(|outcome| outcome.result == LineResult::Ok);
    let read = async {
        if let (Write::AnswerUndelivered { line, report, .. }, true) = (write, done) {
            look.answered(line, report)?;
        }
        read_again(look, write).await?;
        if done { refused(look, write).await } else { Ok(()) }
    };
    if let Err(problem) = read.await {
        tracing::warn!(account = %look.door.id(), %problem, "could not read what an action changed");
    }
}

/// Keeps a cancel as refused that the marketplace does not know any more since it took our refusal.
async fn refused(look: Look<'_>, write: &Write) -> Result<(), Problem> {
    let Write::Claim { claim, order, state, act, .. } = write else { return Ok(()) };
    if (state.kind, act.verb()) != (ClaimKind::Cancel, ClaimVerb::Refuse) {
        return Ok(());
    }
    let waits = |kept: &Claim| (kept.kind, kept.step) == (ClaimKind::Cancel, ClaimStep::Requested);
    let Some(kept) = look.desk.store.claim(look.door.id(), claim)?.filter(waits) else { return Ok(()) };
    if look.claim(order, state.kind, claim).await?.is_some() {
        return Ok(());
    }
    let changed_at = look.desk.now().max(kept.changed_at);
    let refused = Claim { step: ClaimStep::Rejected, verbs: Vec::new(), changed_at, ..kept };
    look.keep(vec![Fact::Claim(Box::new(refused))]).map(drop)
}

/// The readings that a write asks for.
async fn read_again(look: Look<'_>, write: &Write) -> Result<(), Problem> {
    let lines = concerns::lines(look.desk, look.door, write)?;
    match write {
        Write::Ship { .. }
        | Write::ChangeInvoice { .. }
        | Write::ShipPieces { .. }
        | Write::AnswerUndelivered { .. } => {
            look.lines(&lines, Some(Stage::Shipped)).await?;
        }
        Write::Confirm { .. }
        | Write::CompleteDelivery { .. }
        | Write::Delay { .. }
        | Write::ChangeHopeDelivery { .. }
        | Write::ChangeReceiver { .. } => {
            look.lines(&lines, None).await?;
        }
        Write::SplitShip { now: Parcel { order, .. }, .. }
        | Write::ShipRest { parcel: Parcel { order, .. } } => {
            look.parts(order, &lines).await?;
        }
        Write::CancelSale { .. } => {
            look.standing(&lines, Stage::Preparing).await?;
        }
        Write::RequestReturn { .. } => {
            look.standing(&lines, Stage::Shipped).await?;
        }
        // One reading tells both where the marketplace acts on lines.
        Write::Claim { .. } if !lines.is_empty() && look.market.capabilities().unit == Unit::Line => {
            look.standing(&lines, Stage::Unknown).await?;
        }
        Write::Claim { claim, order, state, .. } => {
            look.claim(order, state.kind, claim).await?;
            look.order(order).await?;
        }
    }
    Ok(())
}
