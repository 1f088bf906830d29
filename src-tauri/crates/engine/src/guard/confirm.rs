//! Confirmations.

use domain::{BundleId, ItemId, LineId, OrderLine, Outcome, Write};
use market::{LineRef, Standing, Unit};

use super::{Cleared, Guard, on};
use crate::hold::Hold;
use crate::rules;
use crate::settling::{Mark, Settling};
use crate::view::Problem;

/// What becomes of a line that was to be confirmed.
enum Verdict {
    /// It goes.
    Goes,
    /// The confirmation of another line of its bundle took it along.
    Went,
    /// It stays.
    Stays(Hold),
}

/// Lines that were confirmed before, or may have been taken along.
struct Again {
    doubtful: Vec<LineRef>,
    /// Those that the marketplace still shows, as they are now, with the cancel requests that wait on them.
    now: Standing,
}

impl Guard<'_> {
    /// Confirming takes nothing away that a later reading could not show: what the desk knows is enough, the cancels
    /// that came since the press among it, unless the line was confirmed before, by itself or along with another, and
    /// the desk has not read it since.
    pub(super) async fn confirm(
        &self,
        lines: &[(BundleId, LineId)],
        items: &[ItemId],
    ) -> Result<Cleared, Problem> {
        let again = self.read_again(lines).await?;
        let (mut going, mut named, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (bundle, id)) in lines.iter().enumerate() {
            match self.verdict_of(id, &again)? {
                Verdict::Stays(hold) => held.push(hold.outcome(on(id))),
                Verdict::Went => held.push(Outcome::ok(on(id))),
                Verdict::Goes => {
                    going.push((bundle.clone(), id.clone()));
                    named.extend(items.get(place).cloned());
                }
            }
        }
        let write = (!going.is_empty()).then_some(Write::Confirm { lines: going, items: named });
        Ok(Cleared { write, held })
    }

    /// The lines of which what the desk knows is not enough, as they are now.
    async fn read_again(&self, lines: &[(BundleId, LineId)]) -> Result<Again, Problem> {
        let mut doubtful = Vec::new();
        for (_, id) in lines {
            let Some(known) = self.look.desk.store.line(self.look.door.id(), id)? else { continue };
            let settling = self.settling(&known.order)?;
            let unread = rules::to_confirm(&known).is_none() && self.went_along(&known, &settling)?;
            if settling.was_done(self.kind, &on(id)) || unread {
                doubtful.push(LineRef { order: known.order, bundle: known.bundle, line: id.clone() });
            }
        }
        let now = self.look.with_cancels(&doubtful).await?;
        Ok(Again { doubtful, now })
    }

    /// What becomes of a line.
    fn verdict_of(&self, id: &LineId, again: &Again) -> Result<Verdict, Problem> {
        let Some(known) = self.look.desk.store.line(self.look.door.id(), id)? else {
            return Ok(Verdict::Stays(Hold::Gone));
        };
        let settling = self.settling(&known.order)?;
        if settling.holds(self.kind, &on(id), Mark::Kind) {
            return Ok(Verdict::Stays(Hold::JustDone));
        }
        let doubtful = again.doubtful.iter().any(|line| line.line == *id);
        let now = again.now.lines.iter().find(|line| line.line == *id);
        let line = if doubtful { now } else { Some(&known) };
        let (order, claims) = (self.order_lines(&known.order)?, self.order_claims(&known.order)?);
        let hold = match line {
            None => Some(Hold::Gone),
            Some(line) if rules::is_taken(&claims, &order, line) => Some(Hold::NothingLeft),
            Some(line) => rules::to_confirm(line)
                .or_else(|| rules::cancel_hold(&claims, &order, line))
                .or_else(|| rules::cancel_hold(&again.now.claims, &order, line).filter(|_| doubtful)),
        };
        Ok(match hold {
            None => Verdict::Goes,
            Some(Hold::AlreadyConfirmed) if self.went_along(&known, &settling)? => Verdict::Went,
            Some(hold) => Verdict::Stays(hold),
        })
    }

    /// Whether the confirmation of another line may have taken a line along: where lines are confirmed and whole
    /// bundles leave, the marketplace may confirm a bundle with the first of its lines.
    fn went_along(&self, line: &OrderLine, settling: &Settling) -> Result<bool, Problem> {
        let capabilities = self.look.market.capabilities();
        if (capabilities.confirms, capabilities.unit) != (Unit::Line, Unit::Bundle) {
            return Ok(false);
        }
        let mate = |other: &&OrderLine| other.bundle == line.bundle && other.line != line.line;
        let order = self.order_lines(&line.order)?;
        Ok(order.iter().filter(mate).any(|other| settling.was_ever_done(self.kind, &on(&other.line))))
    }
}
