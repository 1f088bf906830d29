//! What is done to lines, each by itself.

use domain::{ActionState, LineId, OrderId, OrderLine, ParcelLine, Stage, Target, Write};
use market::Standing;

use super::{Cleared, Guard, Rule, all, on};
use crate::concerns;
use crate::hold::Hold;
use crate::rules;
use crate::sequence::Turn;
use crate::settling::Mark;
use crate::view::Problem;

impl Guard<'_> {
    /// Pieces whose sale is to be cancelled.
    pub(super) async fn sale(
        &self,
        write: &Write,
        order: &OrderId,
        lines: &[(ParcelLine, u32)],
    ) -> Result<Cleared, Problem> {
        let concerned = concerns::lines(self.look.desk, self.look.door, write)?;
        let standing = self.look.standing(&concerned, Stage::Preparing).await?;
        let whole = self.order_lines(order)?;
        let (settling, claims) = (self.settling(order)?, self.order_claims(order)?);
        for (line, count) in lines {
            let now = standing.lines.iter().find(|known| known.line == line.line);
            let hold = match now {
                _ if settling.holds(self.kind, &on(&line.line), Mark::Kind) => Some(Hold::JustDone),
                None => Some(Hold::Gone),
                Some(now) if rules::is_taken(&claims, &whole, now) => Some(Hold::NothingLeft),
                Some(now) => rules::to_cancel_sale(now)
                    .or_else(|| rules::cancel_hold(&standing.claims, &whole, now))
                    .or_else(|| (*count > now.quantity.to_ship()).then_some(Hold::BadCount)),
            };
            if let Some(hold) = hold.or(self.turn_hold(order, &line.line)?) {
                return Ok(all(write, Some(hold)));
            }
        }
        Ok(all(write, None))
    }

    /// One line that nothing else goes along with; an open claim on it comes first.
    pub(super) async fn line(
        &self,
        write: &Write,
        order: &OrderId,
        id: &LineId,
        rule: Rule,
    ) -> Result<Cleared, Problem> {
        let concerned = concerns::lines(self.look.desk, self.look.door, write)?;
        let Standing { lines, mut claims, .. } = self.look.standing(&concerned, Stage::Unknown).await?;
        // What stands on a line may leave out returns and exchanges: only the claims of its order are whole.
        if matches!(write, Write::RequestReturn { .. }) {
            claims.extend(self.look.claims(std::slice::from_ref(order)).await?);
        }
        let whole = self.order_lines(order)?;
        let hold = match lines.iter().find(|line| line.line == *id) {
            _ if self.settling(order)?.holds(self.kind, &on(id), Mark::of_line(write)) => {
                Some(Hold::JustDone)
            }
            None => Some(Hold::Gone),
            Some(now) if rules::claim_stands(&claims, &whole, now) => Some(Hold::ClaimOpen),
            Some(now) if rules::is_taken(&self.order_claims(order)?, &whole, now) => Some(Hold::NothingLeft),
            Some(now) => rule(now).or_else(|| too_many(write, now)),
        };
        Ok(all(write, hold.or(self.turn_hold(order, id)?)))
    }

    /// Lines that are to go elsewhere, all or none: the marketplace changes the place of all of them at once, and none
    /// may have left meanwhile.
    pub(super) async fn receiver(
        &self,
        write: &Write,
        order: &OrderId,
        lines: &[LineId],
    ) -> Result<Cleared, Problem> {
        let concerned = concerns::lines(self.look.desk, self.look.door, write)?;
        let standing = self.look.standing(&concerned, Stage::Preparing).await?;
        let whole = self.order_lines(order)?;
        let (settling, claims) = (self.settling(order)?, self.order_claims(order)?);
        let hold = lines.iter().find_map(|id| match standing.lines.iter().find(|line| line.line == *id) {
            _ if settling.holds(self.kind, &on(id), Mark::of_line(write)) => Some(Hold::JustDone),
            None => Some(Hold::Gone),
            Some(now) if rules::is_taken(&claims, &whole, now) => Some(Hold::NothingLeft),
            Some(now) => rules::to_change_receiver(now)
                .or_else(|| rules::cancel_hold(&standing.claims, &whole, now))
                .or_else(|| settling.may_have_left(id).then_some(Hold::HasLeft)),
        });
        Ok(all(write, hold))
    }

    /// The answer to a report that nothing has come: it must still wait for one. An open claim is no obstacle, since
    /// the buyer may ask for both at once.
    pub(super) async fn report(
        &self,
        write: &Write,
        line: &LineId,
        report: &str,
    ) -> Result<Cleared, Problem> {
        let concerned = concerns::lines(self.look.desk, self.look.door, write)?;
        let shown = self.look.lines(&concerned, None).await?.iter().any(|known| known.line == *line);
        let (store, account) = (&self.look.desk.store, self.look.door.id());
        let waits = store.report(account, line, report)?.is_some_and(|kept| kept.report.settled_at.is_none());
        // A report may hide how far its line has come (ESM), which only adds to what is known of it.
        let hold = match store.line(account, line)?.filter(|_| shown) {
            _ if !waits => Some(Hold::NoReport),
            None => Some(Hold::Gone),
            Some(known) => rules::to_answer_undelivered(&known),
        };
        Ok(all(write, hold))
    }

    /// Why a line waits for another one that the marketplace wants first: the same is under way there.
    fn turn_hold(&self, order: &OrderId, id: &LineId) -> Result<Option<Hold>, Problem> {
        let turn = Turn::of(self.look.market.capabilities(), self.kind);
        let lines = self.order_lines(order)?;
        let Some(line) = lines.iter().find(|line| line.line == *id) else { return Ok(None) };
        let before = |target: &Target| {
            lines.iter().any(|other| on(&other.line) == *target && turn.puts_before(other, line))
        };
        let open = [ActionState::Queued, ActionState::Sending, ActionState::Unknown];
        let waits = self
            .look
            .desk
            .store
            .actions_of_order(self.look.door.id(), order)?
            .iter()
            .filter(|entry| entry.kind == self.kind && open.contains(&entry.state))
            .any(|entry| entry.action.write.targets().iter().any(before));
        Ok(turn.hold().filter(|_| waits))
    }
}

/// Whether more pieces are to come back than left.
fn too_many(write: &Write, line: &OrderLine) -> Option<Hold> {
    let Write::RequestReturn { quantity, .. } = write else { return None };
    (*quantity > line.quantity.to_ship()).then_some(Hold::BadCount)
}
