//! The reading right before a write leaves: what the marketplace says now decides, not what the desk
//! remembers. A cancel request that arrived since, pieces that are gone, a claim that moved: held back.

mod claim;
mod confirm;
mod lines;
mod parcels;

use domain::{ActionKind, Claim, LineId, OrderId, OrderLine, Outcome, Target, Write};

use crate::hold::Hold;
use crate::look::Look;
use crate::problem;
use crate::rules;
use crate::run::Run;
use crate::settling::Settling;
use crate::view::Problem;

/// What may leave, and what was held back.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cleared {
    /// The write without what was held; `None` when nothing is left of it.
    pub(crate) write: Option<Write>,
    /// Results of what was held.
    pub(crate) held: Vec<Outcome>,
}

/// A rule of [`rules`].
type Rule = fn(&OrderLine) -> Option<Hold>;

/// Reads what the write rests on and gives what may leave.
///
/// # Errors
/// When the marketplace cannot be read or the store fails; then nothing may leave.
pub(crate) async fn clear(look: Look<'_>, run: &Run, write: &Write) -> Result<Cleared, Problem> {
    let kind = write.kind().ok_or_else(|| problem::internal(&"a verb that its claim does not have"))?;
    let guard = Guard { look, run, kind };
    match write {
        Write::Confirm { lines, items } => guard.confirm(lines, items).await,
        Write::Ship { parcels } => {
            guard.parcels(parcels, rules::to_ship, |parcels| Write::Ship { parcels }).await
        }
        Write::ChangeInvoice { parcels } => {
            guard.parcels(parcels, rules::to_change_invoice, |parcels| Write::ChangeInvoice { parcels }).await
        }
        Write::SplitShip { now, later, .. } => guard.split(write, now, later).await,
        Write::ShipRest { parcel } => guard.part(write, parcel).await,
        Write::CompleteDelivery { lines, .. } => guard.delivery(write, lines).await,
        Write::CancelSale { order, lines, .. } => guard.sale(write, order, lines).await,
        Write::Delay { order, line, .. } => guard.line(write, order, line, rules::to_delay).await,
        Write::ChangeHopeDelivery { order, line, .. } => {
            guard.line(write, order, line, rules::to_change_hope).await
        }
        Write::RequestReturn { order, line, .. } => {
            guard.line(write, order, line, rules::to_request_return).await
        }
        Write::ChangeReceiver { order, lines, .. } => guard.receiver(write, order, lines).await,
        Write::ShipPieces { .. } => guard.pieces(write).await,
        Write::AnswerUndelivered { line, report, .. } => guard.report(write, line, report).await,
        Write::Claim { .. } => guard.claim(write).await,
    }
}

/// One write being looked at.
struct Guard<'a> {
    look: Look<'a>,
    run: &'a Run,
    kind: ActionKind,
}

impl Guard<'_> {
    /// What a reading of an order may not show yet.
    fn settling(&self, order: &OrderId) -> Result<Settling, Problem> {
        Settling::of_order(self.look.desk, self.look.door, order)
    }

    /// The claims of an order as the desk has them.
    fn order_claims(&self, order: &OrderId) -> Result<Vec<Claim>, Problem> {
        Ok(self.look.desk.store.claims_of_order(self.look.door.id(), order)?)
    }

    /// The lines of an order as the desk has them.
    fn order_lines(&self, order: &OrderId) -> Result<Vec<OrderLine>, Problem> {
        Ok(self.look.desk.store.order_lines(self.look.door.id(), order)?)
    }
}

/// A line as a target.
fn on(line: &LineId) -> Target {
    Target::Line(line.clone())
}

/// Everything may leave.
fn all_clear(write: &Write) -> Cleared {
    Cleared { write: Some(write.clone()), held: Vec::new() }
}

/// Nothing may leave.
fn all_held(write: &Write, hold: Hold) -> Cleared {
    Cleared { write: None, held: write.targets().into_iter().map(|target| hold.outcome(target)).collect() }
}

/// All of it or nothing.
fn all(write: &Write, hold: Option<Hold>) -> Cleared {
    hold.map_or_else(|| all_clear(write), |hold| all_held(write, hold))
}
