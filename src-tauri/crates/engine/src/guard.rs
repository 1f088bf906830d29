//! The reading right before a write leaves: what the marketplace says now decides, not what the desk
//! remembers. A cancel request that arrived since, pieces that are gone, a claim that moved: held back.

use domain::action::ClaimAct;
use domain::{
    ActionKind, BundleId, Claim, ClaimState, ClaimStep, Fact, LineId, OrderId, OrderLine, Outcome, Parcel,
    ParcelLine, Stage, Target, Write,
};
use market::Standing;

use crate::concerns;
use crate::hold::Hold;
use crate::look::Look;
use crate::problem;
use crate::rules;
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
pub(crate) async fn clear(look: Look<'_>, write: &Write) -> Result<Cleared, Problem> {
    let kind = write.kind().ok_or_else(|| problem::internal(&"a verb that its claim does not have"))?;
    let guard = Guard { look, kind };
    match write {
        Write::Confirm { .. } => guard.confirm(write).await,
        Write::Ship { parcels } => {
            guard.parcels(parcels, rules::to_ship, |parcels| Write::Ship { parcels }).await
        }
        Write::ChangeInvoice { parcels } => {
            guard.parcels(parcels, rules::to_change_invoice, |parcels| Write::ChangeInvoice { parcels }).await
        }
        Write::SplitShip { now, later, .. } => {
            let lines = now.lines.iter().chain(later).cloned().collect();
            let verdict = guard.parcel(&Parcel { lines, ..now.clone() }).await?;
            Ok(whole(write, verdict))
        }
        Write::ShipRest { parcel } => Ok(whole(write, guard.parcel(parcel).await?)),
        Write::CompleteDelivery { .. } => guard.delivery(write).await,
        Write::CancelSale { .. } => guard.sale(write).await,
        Write::Delay { order, line, .. } => guard.line(write, order, line, rules::to_delay).await,
        Write::ChangeHopeDelivery { order, line, .. } => {
            guard.line(write, order, line, rules::to_change_hope).await
        }
        Write::RequestReturn { order, line, .. } => {
            guard.line(write, order, line, rules::to_request_return).await
        }
        Write::Claim { .. } => guard.claim(write).await,
    }
}

/// One write being looked at.
struct Guard<'a> {
    look: Look<'a>,
    kind: ActionKind,
}

impl Guard<'_> {
    /// Confirming takes nothing away that a later reading could not show: what the desk knows is enough,
    /// unless it was done before and the desk has not read the line since.
    async fn confirm(&self, write: &Write) -> Result<Cleared, Problem> {
        let Write::Confirm { lines } = write else { return Ok(all_clear(write)) };
        let (mut going, mut held) = (Vec::new(), Vec::new());
        for (bundle, id) in lines {
            match self.confirm_hold(bundle, id).await? {
                Some(hold) => held.push(hold.outcome(on(id))),
                None => going.push((bundle.clone(), id.clone())),
            }
        }
        let write = (!going.is_empty()).then_some(Write::Confirm { lines: going });
        Ok(Cleared { write, held })
    }

    /// Why a line must not be confirmed.
    async fn confirm_hold(&self, bundle: &BundleId, id: &LineId) -> Result<Option<Hold>, Problem> {
        let Some(known) = self.look.desk.store.line(self.look.door.id(), id)? else {
            return Ok(Some(Hold::Gone));
        };
        let settling = self.settling(&known.order)?;
        if settling.holds(self.kind, &on(id), None) {
            return Ok(Some(Hold::JustDone));
        }
        if settling.was_done(self.kind, &on(id)) {
            let now = self.look.bundle(&known.order, bundle).await?;
            return Ok(now.iter().find(|line| line.line == *id).map_or(Some(Hold::Gone), rules::to_confirm));
        }
        Ok(rules::to_confirm(&known))
    }

    /// Every parcel by itself: what is held does not keep the others.
    async fn parcels(
        &self,
        parcels: &[Parcel],
        rule: Rule,
        write: fn(Vec<Parcel>) -> Write,
    ) -> Result<Cleared, Problem> {
        let shown = self.shown(parcels).await?;
        let (mut going, mut held) = (Vec::new(), Vec::new());
        for parcel in parcels {
            let verdicts = self.verdicts(parcel, &shown, rule)?;
            let stays = verdicts.iter().any(|(_, hold)| hold.is_some_and(stops_the_parcel));
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

    /// One parcel's lines, each with why it cannot go.
    async fn parcel(&self, parcel: &Parcel) -> Result<Vec<(ParcelLine, Option<Hold>)>, Problem> {
        let shown = self.shown(std::slice::from_ref(parcel)).await?;
        self.verdicts(parcel, &shown, rules::to_ship)
    }

    /// Reads parcels and the claims of their orders; the claims last, since a cancel request may come until the
    /// write leaves.
    async fn shown(&self, parcels: &[Parcel]) -> Result<Standing, Problem> {
        let changes = self.kind == ActionKind::ChangeInvoice;
        let stage = if changes { Stage::Shipped } else { Stage::Preparing };
        let lines = parcels.iter().flat_map(|parcel| concerns::of_parcel(parcel, &parcel.lines));
        self.look.standing(&lines.collect::<Vec<_>>(), stage).await
    }

    /// A parcel's lines, each with why it cannot go.
    fn verdicts(
        &self,
        parcel: &Parcel,
        shown: &Standing,
        rule: Rule,
    ) -> Result<Vec<(ParcelLine, Option<Hold>)>, Problem> {
        let claims: Vec<Claim> =
            shown.claims.iter().filter(|claim| claim.order == parcel.order).cloned().collect();
        let order = self.look.desk.store.order_lines(self.look.door.id(), &parcel.order)?;
        let settling = self.settling(&parcel.order)?;
        let done = |line: &ParcelLine| settling.holds(self.kind, &on(&line.line), Some(&parcel.invoice));
        let verdict = |line: &ParcelLine| match shown.lines.iter().find(|known| known.line == line.line) {
            None => Some(Hold::Gone),
            Some(_) if done(line) => Some(Hold::JustDone),
            Some(known) if rules::cancel_stands(&claims, &order, known) => Some(Hold::CancelRequested),
            Some(known) => rule(known),
        };
        Ok(parcel.lines.iter().map(|line| (line.clone(), verdict(line))).collect())
    }

    /// A parcel that is to be declared delivered.
    async fn delivery(&self, write: &Write) -> Result<Cleared, Problem> {
        let Write::CompleteDelivery { bundle, lines, .. } = write else { return Ok(all_clear(write)) };
        let Some(first) = lines.first() else { return Ok(all_clear(write)) };
        let known = self.look.desk.store.line(self.look.door.id(), first)?;
        let order = known.ok_or_else(|| problem::no_such("line", first.as_str()))?.order;
        let now = self.look.bundle(&order, bundle).await?;
        let settling = self.settling(&order)?;
        let hold = lines.iter().find_map(|id| {
            if settling.holds(self.kind, &on(id), None) {
                return Some(Hold::JustDone);
            }
            now.iter().find(|line| line.line == *id).map_or(Some(Hold::Gone), rules::to_complete)
        });
        Ok(hold.map_or_else(|| all_clear(write), |hold| all_held(write, hold)))
    }

    /// Pieces whose sale is to be cancelled.
    async fn sale(&self, write: &Write) -> Result<Cleared, Problem> {
        let Write::CancelSale { order, lines, .. } = write else { return Ok(all_clear(write)) };
        let concerned = concerns::lines(self.look.desk, self.look.door, write)?;
        let Standing { lines: now, claims } = self.look.standing(&concerned, Stage::Preparing).await?;
        let whole = self.look.desk.store.order_lines(self.look.door.id(), order)?;
        let settling = self.settling(order)?;
        let hold = lines.iter().find_map(|(line, count)| {
            if settling.holds(self.kind, &on(&line.line), None) {
                return Some(Hold::JustDone);
            }
            let Some(known) = now.iter().find(|known| known.line == line.line) else {
                return Some(Hold::Gone);
            };
            rules::to_cancel_sale(known)
                .or_else(|| rules::cancel_stands(&claims, &whole, known).then_some(Hold::CancelRequested))
                .or_else(|| (*count > known.quantity.to_ship()).then_some(Hold::BadCount))
        });
        Ok(hold.map_or_else(|| all_clear(write), |hold| all_held(write, hold)))
    }

    /// One line that nothing else goes along with; an open claim on it comes first.
    async fn line(
        &self,
        write: &Write,
        order: &OrderId,
        id: &LineId,
        rule: Rule,
    ) -> Result<Cleared, Problem> {
        let concerned = concerns::lines(self.look.desk, self.look.door, write)?;
        let Standing { lines, claims } = self.look.standing(&concerned, Stage::Unknown).await?;
        let whole = self.look.desk.store.order_lines(self.look.door.id(), order)?;
        let hold = match lines.iter().find(|line| line.line == *id) {
            None => Some(Hold::Gone),
            Some(_) if self.settling(order)?.holds(self.kind, &on(id), None) => Some(Hold::JustDone),
            Some(known) if rules::claim_stands(&claims, &whole, known) => Some(Hold::ClaimOpen),
            Some(known) => rule(known).or_else(|| too_many(write, known)),
        };
        Ok(hold.map_or_else(|| all_clear(write), |hold| all_held(write, hold)))
    }

    /// A claim must be what the person decided on.
    async fn claim(&self, write: &Write) -> Result<Cleared, Problem> {
        let Write::Claim { claim, order, state, quantity, act } = write else { return Ok(all_clear(write)) };
        let hold = match self.look.claim(order, state.kind, claim).await? {
            _ if self.settling(order)?.holds(self.kind, &Target::Claim(claim.clone()), None) => {
                Some(Hold::JustDone)
            }
            Some(Fact::Claim(now)) if now.claim == *claim => claim_hold(&now, *state, *quantity, act),
            Some(Fact::Withdrawn { claim: read, .. }) if read == *claim => Some(Hold::Withdrawn),
            _ => Some(Hold::ClaimGone),
        };
        Ok(hold.map_or_else(|| all_clear(write), |hold| all_held(write, hold)))
    }

    /// What a reading of an order may not show yet.
    fn settling(&self, order: &OrderId) -> Result<Settling, Problem> {
        Settling::of_order(self.look.desk, self.look.door, order)
    }
}

/// Whether more pieces are to come back than left.
fn too_many(write: &Write, line: &OrderLine) -> Option<Hold> {
    let Write::RequestReturn { quantity, .. } = write else { return None };
    (*quantity > line.quantity.to_ship()).then_some(Hold::BadCount)
}

/// A line as a target.
fn on(line: &LineId) -> Target {
    Target::Line(line.clone())
}

/// Why a verb must not go to a claim as it is now.
fn claim_hold(now: &Claim, state: ClaimState, quantity: u32, act: &ClaimAct) -> Option<Hold> {
    let moved = ClaimState { kind: now.kind, step: now.step } != state;
    let reship = now.reship.as_ref().and_then(|reship| reship.bundle.as_ref());
    if now.step == ClaimStep::Withdrawn {
        Some(Hold::Withdrawn)
    } else if moved || now.quantity() != quantity {
        Some(Hold::ClaimChanged)
    } else if !now.verbs.contains(&act.verb()) {
        Some(Hold::NoVerb)
    } else if matches!(act, ClaimAct::Reship { bundle, .. } if reship != Some(bundle)) {
        Some(Hold::ClaimChanged)
    } else {
        None
    }
}

/// Whether one line's hold keeps its whole parcel: a line without pieces is merely left out of the box.
const fn stops_the_parcel(hold: Hold) -> bool {
    !matches!(hold, Hold::NothingLeft | Hold::Gone)
}

/// Everything may leave.
fn all_clear(write: &Write) -> Cleared {
    Cleared { write: Some(write.clone()), held: Vec::new() }
}

/// Nothing may leave.
fn all_held(write: &Write, hold: Hold) -> Cleared {
    Cleared { write: None, held: write.targets().into_iter().map(|target| hold.outcome(target)).collect() }
}

/// A write that goes as a whole or not at all.
fn whole(write: &Write, verdicts: Vec<(ParcelLine, Option<Hold>)>) -> Cleared {
    if verdicts.iter().all(|(_, hold)| hold.is_none()) {
        return all_clear(write);
    }
    let held = verdicts
        .into_iter()
        .map(|(line, hold)| hold.unwrap_or(Hold::ParcelMate).outcome(Target::Line(line.line)))
        .collect();
    Cleared { write: None, held }
}
