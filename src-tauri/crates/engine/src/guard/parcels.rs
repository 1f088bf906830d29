//! What leaves in parcels.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ActionKind, Claim, LineId, OrderId, OrderLine, Parcel, ParcelLine, Stage, Target, Write};
use market::{Standing, Unit};

use super::{Cleared, Guard, Rule, all, all_clear, on};
use crate::concerns;
use crate::hold::Hold;
use crate::plan;
use crate::rules;
use crate::settling::{Mark, Settling};
use crate::view::Problem;

/// A line of a parcel, and why it cannot go.
type Verdict = (ParcelLine, Option<Hold>);

/// An order as the desk has it.
struct Known {
    lines: Vec<OrderLine>,
    claims: Vec<Claim>,
    settling: Settling,
    /// Lines that we keep from leaving.
    kept: BTreeSet<LineId>,
}

impl Guard<'_> {
    /// Every parcel by itself: what is held does not keep the others.
    pub(super) async fn parcels(
        &self,
        parcels: &[Parcel],
        rule: Rule,
        write: fn(Vec<Parcel>) -> Write,
    ) -> Result<Cleared, Problem> {
        let verdicts = self.verdicts(parcels, rule).await?;
        let (mut going, mut held) = (Vec::new(), Vec::new());
        for (parcel, verdicts) in parcels.iter().zip(verdicts) {
            let stays =
                self.goes_whole() && verdicts.iter().any(|(_, hold)| hold.is_some_and(stops_the_parcel));
            let mut lines = Vec::new();
            for (line, hold) in verdicts {
                match hold.or(stays.then_some(Hold::ParcelMate)) {
                    Some(hold) => held.push(hold.outcome(Target::Line(line.line))),
                    None => lines.push(line),
                }
            }
            if !lines.is_empty() {
                going.push(Parcel { lines, ..parcel.clone() });
            }
        }
        Ok(Cleared { write: (!going.is_empty()).then(|| write(going)), held })
    }

    /// The first half of a split. Where the marketplace acts on lines, those that stay are left alone.
    pub(super) async fn split(
        &self,
        write: &Write,
        now: &Parcel,
        later: &[ParcelLine],
    ) -> Result<Cleared, Problem> {
        if !self.goes_whole() {
            return self.part(write, now).await;
        }
        let lines = now.lines.iter().chain(later).cloned().collect();
        Ok(whole(write, self.verdict(&Parcel { lines, ..now.clone() }).await?))
    }

    /// A part of a bundle that leaves by itself.
    pub(super) async fn part(&self, write: &Write, parcel: &Parcel) -> Result<Cleared, Problem> {
        let verdicts = self.verdict(parcel).await?;
        if self.goes_whole() {
            return Ok(whole(write, verdicts));
        }
        let (mut lines, mut held) = (Vec::new(), Vec::new());
        for (line, hold) in verdicts {
            match hold {
                Some(hold) => held.push(hold.outcome(Target::Line(line.line))),
                None => lines.push(line),
            }
        }
        Ok(Cleared { write: (!lines.is_empty()).then(|| only(write, lines)), held })
    }

    /// A line whose pieces leave in several parcels: it goes as a line that leaves in one, and its parts must still be
    /// all of it.
    pub(super) async fn pieces(&self, write: &Write) -> Result<Cleared, Problem> {
        let Write::ShipPieces { order, bundle, line, courier, parts } = write else {
            return Ok(all_clear(write));
        };
        let Some((invoice, _)) = parts.first() else { return Ok(all(write, Some(Hold::BadParts))) };
        let parcel = Parcel {
            order: order.clone(),
            bundle: bundle.clone(),
            lines: vec![line.clone()],
            courier: courier.clone(),
            invoice: invoice.clone(),
            split: false,
        };
        let hold = self.verdict(&parcel).await?.into_iter().find_map(|(_, hold)| hold);
        // The reading is kept by now.
        let now = self.look.desk.store.line(self.look.door.id(), &line.line)?;
        let misfit = now.map_or(Some(Hold::Gone), |now| plan::misfit(&now, parts));
        Ok(all(write, hold.or(misfit)))
    }

    /// A parcel that is to be declared delivered.
    pub(super) async fn delivery(&self, write: &Write, lines: &[LineId]) -> Result<Cleared, Problem> {
        let concerned = concerns::lines(self.look.desk, self.look.door, write)?;
        let Some(first) = concerned.first() else { return Ok(all(write, Some(Hold::Gone))) };
        let settling = self.settling(&first.order)?;
        let now = self.look.lines(&concerned, None).await?;
        let hold = lines.iter().find_map(|id| {
            if settling.holds(self.kind, &on(id), Mark::Kind) {
                return Some(Hold::JustDone);
            }
            now.iter().find(|line| line.line == *id).map_or(Some(Hold::Gone), rules::to_complete)
        });
        Ok(all(write, hold))
    }

    /// Whether the marketplace takes a bundle as a whole or not at all.
    fn goes_whole(&self) -> bool {
        self.look.market.capabilities().unit == Unit::Bundle
    }

    /// One parcel's lines, each with why it cannot go.
    async fn verdict(&self, parcel: &Parcel) -> Result<Vec<Verdict>, Problem> {
        Ok(self.verdicts(std::slice::from_ref(parcel), rules::to_ship).await?.concat())
    }

    /// The lines of parcels as they are now, each with why it cannot go.
    async fn verdicts(&self, parcels: &[Parcel], rule: Rule) -> Result<Vec<Vec<Verdict>>, Problem> {
        let changes = self.kind == ActionKind::ChangeInvoice;
        let stage = if changes { Stage::Shipped } else { Stage::Preparing };
        let lines = parcels.iter().flat_map(|parcel| concerns::of_parcel(parcel, &parcel.lines));
        let standing = self.run.standing(self.look, &lines.collect::<Vec<_>>(), stage).await?;
        let known = self.known(parcels)?;
        let of_parcel = |parcel: &Parcel| {
            let order = known.get(&parcel.order);
            let verdict = |line: &ParcelLine| {
                (
                    line.clone(),
                    order.map_or(Some(Hold::Gone), |order| self.hold(parcel, line, order, &standing, rule)),
                )
            };
            parcel.lines.iter().map(verdict).collect()
        };
        Ok(parcels.iter().map(of_parcel).collect())
    }

    /// The parcels' orders, each read from the store once.
    fn known(&self, parcels: &[Parcel]) -> Result<BTreeMap<OrderId, Known>, Problem> {
        let orders: BTreeSet<&OrderId> = parcels.iter().map(|parcel| &parcel.order).collect();
        let mut known = BTreeMap::new();
        for order in orders {
            let kept = self.look.desk.store.dispatch_holds(self.look.door.id(), order)?;
            let (lines, claims) = (self.order_lines(order)?, self.order_claims(order)?);
            let (settling, kept) = (self.settling(order)?, kept.into_keys().collect());
            known.insert(order.clone(), Known { lines, claims, settling, kept });
        }
        Ok(known)
    }

    /// Why a line of a parcel cannot go.
    fn hold(
        &self,
        parcel: &Parcel,
        line: &ParcelLine,
        order: &Known,
        standing: &Standing,
        rule: Rule,
    ) -> Option<Hold> {
        let Some(now) = standing.lines.iter().find(|known| known.line == line.line) else {
            return Some(Hold::Gone);
        };
        let mark = Mark::Invoice(&parcel.invoice);
        if order.settling.holds(self.kind, &on(&line.line), mark) {
            Some(Hold::JustDone)
        } else if let Some(hold) = order.settling.departure(self.kind, &line.line) {
            Some(hold)
        } else if let Some(hold) = rules::cancel_hold(&standing.claims, &order.lines, now) {
            Some(hold)
        } else if rules::lets_leave(self.kind) && order.kept.contains(&line.line) {
            Some(Hold::Kept)
        } else if rules::is_taken(&order.claims, &order.lines, now) {
            Some(Hold::NothingLeft)
        } else {
            rule(now)
        }
    }
}

/// Whether one line's hold keeps its whole parcel: a line without pieces is merely left out of the box.
const fn stops_the_parcel(hold: Hold) -> bool {
    !matches!(hold, Hold::NothingLeft | Hold::Gone)
}

/// A write that goes as a whole or not at all.
fn whole(write: &Write, verdicts: Vec<Verdict>) -> Cleared {
    if verdicts.iter().all(|(_, hold)| hold.is_none()) {
        return all_clear(write);
    }
    let held = verdicts
        .into_iter()
        .map(|(line, hold)| hold.unwrap_or(Hold::ParcelMate).outcome(Target::Line(line.line)))
        .collect();
    Cleared { write: None, held }
}

/// A write of which only these lines leave.
fn only(write: &Write, leaving: Vec<ParcelLine>) -> Write {
    let mut write = write.clone();
    if let Write::SplitShip { now: parcel, .. } | Write::ShipRest { parcel } = &mut write {
        parcel.lines = leaving;
    }
    write
}
