//! What is done to lines, each by itself.

use domain::{ActionState, BundleId, ItemId, LineId, OrderId, OrderLine, ParcelLine, Stage, Target, Write};
use market::{LineRef, Standing};

use super::{Cleared, Guard, Rule, all, on};
use crate::concerns;
use crate::hold::Hold;
use crate::rules;
use crate::sequence::Turn;
use crate::settling::Mark;
use crate::view::Problem;

impl Guard<'_> {
    /// Confirming takes nothing away that a later reading could not show: what the desk knows is enough,
    /// unless it was done before and the desk has not read the line since.
    pub(super) async fn confirm(
        &self,
        lines: &[(BundleId, LineId)],
        items: &[ItemId],
    ) -> Result<Cleared, Problem> {
        let again = self.read_again(lines).await?;
        let (mut going, mut named, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (bundle, id)) in lines.iter().enumerate() {
            let known = self.look.desk.store.line(self.look.door.id(), id)?;
            match self.confirm_hold(known, id, &again)? {
                Some(hold) => held.push(hold.outcome(on(id))),
                None => {
                    going.push((bundle.clone(), id.clone()));
                    named.extend(items.get(place).cloned());
                }
            }
        }
        let write = (!going.is_empty()).then_some(Write::Confirm { lines: going, items: named });
        Ok(Cleared { write, held })
    }

    /// The lines that were confirmed before, as they are now.
    async fn read_again(&self, lines: &[(BundleId, LineId)]) -> Result<Again, Problem> {
        let mut doubtful = Vec::new();
        for (_, id) in lines {
            let Some(known) = self.look.desk.store.line(self.look.door.id(), id)? else { continue };
            if self.settling(&known.order)?.was_done(self.kind, &on(id)) {
                doubtful.push(LineRef { order: known.order, bundle: known.bundle, line: id.clone() });
            }
        }
        let now = if doubtful.is_empty() { Vec::new() } else { self.look.lines(&doubtful, None).await? };
        Ok(Again { doubtful, now })
    }

    /// Why a line must not be confirmed.
    fn confirm_hold(
        &self,
        known: Option<OrderLine>,
        id: &LineId,
        again: &Again,
    ) -> Result<Option<Hold>, Problem> {
        let Some(known) = known else { return Ok(Some(Hold::Gone)) };
        if self.settling(&known.order)?.holds(self.kind, &on(id), Mark::Kind) {
            return Ok(Some(Hold::JustDone));
        }
        if again.doubtful.iter().any(|line| line.line == *id) {
            let now = again.now.iter().find(|line| line.line == *id);
            return Ok(now.map_or(Some(Hold::Gone), rules::to_confirm));
        }
        Ok(rules::to_confirm(&known))
    }

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
        let settling = self.settling(order)?;
        for (line, count) in lines {
            let now = standing.lines.iter().find(|known| known.line == line.line);
            let hold = match now {
                _ if settling.holds(self.kind, &on(&line.line), Mark::Kind) => Some(Hold::JustDone),
                None => Some(Hold::Gone),
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
        let Standing { lines, claims, .. } = self.look.standing(&concerned, Stage::Unknown).await?;
        let whole = self.order_lines(order)?;
        let hold = match lines.iter().find(|line| line.line == *id) {
            _ if self.settling(order)?.holds(self.kind, &on(id), Mark::of_line(write)) => {
                Some(Hold::JustDone)
            }
            None => Some(Hold::Gone),
            Some(now) if rules::claim_stands(&claims, &whole, now) => Some(Hold::ClaimOpen),
            Some(now) => rule(now).or_else(|| too_many(write, now)),
        };
        Ok(all(write, hold.or(self.turn_hold(order, id)?)))
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

/// Lines that were confirmed before.
struct Again {
    doubtful: Vec<LineRef>,
    /// Those that the marketplace still shows, as they are now.
    now: Vec<OrderLine>,
}

/// Whether more pieces are to come back than left.
fn too_many(write: &Write, line: &OrderLine) -> Option<Hold> {
    let Write::RequestReturn { quantity, .. } = write else { return None };
    (*quantity > line.quantity.to_ship()).then_some(Hold::BadCount)
}
