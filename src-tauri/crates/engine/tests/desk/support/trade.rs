//! What the shop does when it is told to.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::action::ClaimAct;
use domain::{
    BundleId, Claim, ClaimId, ClaimKind, ClaimStep, ClaimVerb, CourierCode, Destination, Held, InvoiceNumber,
    LineId, OrderLine, Outcome, Parcel, Quantity, Stage, Target, UndeliveredReport, Write,
};
use market::{Clock, Unit};

use super::connector::SETTLES;
use super::goods::claim;
use super::shop::{Shop, State, Stock};

impl Shop {
    /// Readings show what is now for a while, whatever happens.
    pub(crate) fn lag(&self, by: chrono::TimeDelta) {
        let until = self.clock.now() + by;
        self.change(|state| state.old_picture = Some((until, state.stock.clone())));
    }

    /// Carries out, and lets readings show the old state for as long as they may.
    pub(super) fn carry_out_unseen(&self, write: &Write) {
        let until = self.clock.now() + chrono::TimeDelta::from_std(SETTLES / 2).unwrap();
        self.change(|state| state.old_picture = Some((until, state.stock.clone())));
        self.carry_out(write);
    }

    /// Whether lines leave by themselves.
    fn lets_lines_go(&self) -> bool {
        self.capabilities.confirms == Unit::Line
    }

    /// One line of the write was not carried out after all.
    pub(super) fn take_back(&self, target: &Target, (stock, carried_out): (Stock, BTreeMap<Target, u32>)) {
        let Target::Line(id) = target else { return };
        self.change(|state| {
            state.stock.lines.insert(id.clone(), stock.lines[id].clone());
            state.carried_out.insert(target.clone(), carried_out.get(target).copied().unwrap_or(0));
        });
    }

    /// Carries out whatever it is told, as often as it is told: a marketplace knows no idempotency here.
    pub(super) fn carry_out(&self, write: &Write) -> Vec<Outcome> {
        let now = self.clock.now();
        self.change(|state| {
            for target in write.targets() {
                *state.carried_out.entry(target).or_default() += 1;
            }
            match write {
                Write::Confirm { lines, .. } => {
                    lines.iter().for_each(|(bundle, line)| state.confirm(bundle, line));
                }
                Write::Ship { parcels } | Write::ChangeInvoice { parcels } => {
                    parcels.iter().for_each(|parcel| state.send(parcel));
                }
                Write::SplitShip { now: parcel, .. } if self.lets_lines_go() => {
                    state.send(parcel);
                }
                Write::SplitShip { now: parcel, later, .. } => {
                    state.split(parcel, later.iter().map(|part| &part.line))
                }
                Write::ShipRest { parcel } => state.send(parcel),
                Write::CompleteDelivery { lines, .. } => {
                    for line in lines {
                        state.line(line).stage = Stage::Delivered;
                    }
                }
                Write::ShipPieces { line, courier, parts, .. } => {
                    leave(state.line(&line.line), courier, &parts[0].0);
                }
                Write::AnswerUndelivered { line, report, .. } => state.answer(line, report, now),
                Write::CancelSale { lines, .. } => {
                    let asks = self.capabilities.unit == Unit::Line;
                    lines.iter().for_each(|(line, count)| state.cancel(&line.line, *count, asks, now));
                }
                Write::Delay { line, until, detail, .. } => {
                    let line = state.line(line);
                    line.ship_by = until.or(line.ship_by);
                    line.delivery.delayed_because.clone_from(detail);
                }
                Write::ChangeHopeDelivery { line, on, .. } => {
                    state.line(line).delivery.hoped_for = Some(*on);
                }
                Write::ChangeReceiver { lines, to, .. } => {
                    lines.iter().for_each(|line| state.redirect(line, to));
                }
                Write::RequestReturn { line, quantity, .. } => {
                    state.open(ClaimKind::Return, line, *quantity, now);
                }
                Write::Claim { claim, act, .. } => self.act_on_claim(state, claim, act, now),
            }
        });
        write.targets().into_iter().map(Outcome::ok).collect()
    }

    /// Carries out a verb on a claim; a claim may be forgotten with it.
    fn act_on_claim(&self, state: &mut State, claim: &ClaimId, act: &ClaimAct, now: DateTime<Utc>) {
        match act {
            ClaimAct::RefuseShipped { courier, invoice }
            | ClaimAct::RefuseDisputed { courier, invoice, .. }
                if self.lets_lines_go() =>
            {
                state.send_claimed(claim, courier, invoice, now);
            }
            act => {
                state.claim_act(claim, act, !self.capabilities.tells_exchange_collected, now);
                if !self.capabilities.tells_who_ended {
                    state.hide_who_ended(claim);
                }
            }
        }
        if state.forgets.take_if(|forgotten| forgotten == claim).is_some() {
            state.stock.claims.remove(claim);
        }
    }
}

impl State {
    fn confirm(&mut self, bundle: &BundleId, line: &LineId) {
        self.line(line).stage = Stage::Preparing;
        if self.confirms_along {
            let along = self.stock.lines.values_mut().filter(|line| line.bundle == *bundle);
            along.for_each(|line| line.stage = Stage::Preparing);
        }
    }

    fn line(&mut self, id: &LineId) -> &mut OrderLine {
        self.stock.lines.get_mut(id).unwrap()
    }

    /// The address comes as one text here, the number without dashes.
    fn redirect(&mut self, line: &LineId, to: &Destination) {
        let receiver = &mut self.line(line).receiver;
        receiver.name.clone_from(&to.name);
        receiver.phone = to.phone.replace('-', "");
        receiver.address = format!("{}  {}", to.address, to.address_detail);
        receiver.address_detail.clear();
    }

    fn send(&mut self, parcel: &Parcel) {
        for part in &parcel.lines {
            leave(self.line(&part.line), &parcel.courier, &parcel.invoice);
        }
    }

    /// What leaves goes on under a new bundle, and so under a new number.
    fn split<'a>(&mut self, parcel: &Parcel, later: impl Iterator<Item = &'a LineId>) {
        for part in &parcel.lines {
            let mut line = self.stock.lines.remove(&part.line).unwrap();
            line.bundle = BundleId::new(format!("{}-new", line.bundle));
            line.line = LineId::new(format!("{}-new-{}", line.order, line.item));
            line.delivery.split = true;
            leave(&mut line, &parcel.courier, &parcel.invoice);
            self.stock.lines.insert(line.line.clone(), line);
        }
        for id in later {
            self.line(id).delivery.split = true;
        }
    }

    /// A shop that acts on lines takes the seller's cancellation as a request.
    fn cancel(&mut self, line: &LineId, count: u32, asks: bool, now: DateTime<Utc>) {
        if asks {
            self.open(ClaimKind::Cancel, line, count, now);
        } else {
            self.line(line).quantity.canceled += count;
        }
    }

    /// What the seller asks for opens as a request of its own.
    fn open(&mut self, kind: ClaimKind, line: &LineId, quantity: u32, now: DateTime<Utc>) {
        let line = self.line(line).clone();
        let id = format!("{kind:?}-{}", line.line);
        let filed = Claim {
            account: line.account.clone(),
            requested_at: now,
            changed_at: now,
            ..claim(kind, &id, &line, quantity)
        };
        self.stock.claims.insert(filed.claim.clone(), filed);
    }

    /// A cancel is refused by dispatching its lines.
    fn send_claimed(
        &mut self,
        id: &ClaimId,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
        now: DateTime<Utc>,
    ) {
        let parts = self.stock.claims[id].lines.clone();
        for part in parts {
            leave(self.line(part.line.as_ref().unwrap()), courier, invoice);
        }
        let claim = self.stock.claims.get_mut(id).unwrap();
        (claim.step, claim.verbs, claim.changed_at) = (ClaimStep::Withdrawn, vec![], now);
    }

    /// A report that nothing has come is answered.
    fn answer(&mut self, line: &LineId, report: &str, now: DateTime<Utc>) {
        let asked = |known: &&mut UndeliveredReport| known.line == *line && known.report == report;
        self.stock.reports.iter_mut().find(asked).unwrap().settled_at = Some(now);
    }

    /// A refused claim reads as one that was taken back.
    fn hide_who_ended(&mut self, id: &ClaimId) {
        let claim = self.stock.claims.get_mut(id).unwrap();
        if claim.step == ClaimStep::Rejected {
            claim.step = ClaimStep::Withdrawn;
        }
    }

    /// What is converted goes on as a claim of the other kind.
    fn convert(&mut self, id: &ClaimId, now: DateTime<Utc>) {
        let claim = self.stock.claims.get_mut(id).unwrap();
        (claim.step, claim.verbs) = (ClaimStep::Withdrawn, vec![]);
        let kind = match claim.kind {
            ClaimKind::Return => ClaimKind::Exchange,
            _ => ClaimKind::Return,
        };
        let lines = claim.lines.clone();
        for part in lines {
            self.open(kind, part.line.as_ref().unwrap(), part.quantity, now);
        }
    }

    fn claim_act(&mut self, id: &ClaimId, act: &ClaimAct, silent: bool, now: DateTime<Utc>) {
        let claim = self.stock.claims.get_mut(id).unwrap();
        claim.changed_at = now;
        let (step, verbs) = match act {
            ClaimAct::Approve | ClaimAct::Refund => (ClaimStep::Completed, vec![]),
            ClaimAct::Notify { .. } => (ClaimStep::Approved, told_in(claim.kind)),
            ClaimAct::RefuseShipped { .. } | ClaimAct::RefuseDisputed { .. } => {
                claim.kind = ClaimKind::Return;
                (ClaimStep::Requested, vec![ClaimVerb::ConfirmCollected])
            }
            ClaimAct::RefuseFor { .. } | ClaimAct::RefuseBecause { .. } => (ClaimStep::Rejected, vec![]),
            ClaimAct::Hold { reason, detail, fee, .. } => {
                let code = reason.clone();
                claim.held = Some(Held {
                    code,
                    detail: detail.clone(),
                    fee: *fee,
                    since: Some(now),
                    ..Held::default()
                });
                (claim.step, vec![ClaimVerb::Release])
            }
            ClaimAct::Defer { .. } => {
                claim.held.as_mut().unwrap().deferred = true;
                (claim.step, claim.verbs.clone())
            }
            ClaimAct::Complete => (ClaimStep::Completed, vec![]),
            ClaimAct::Convert { .. } => return self.convert(id, now),
            ClaimAct::Release => {
                claim.held = None;
                (claim.step, vec![ClaimVerb::Refund, ClaimVerb::Refuse, ClaimVerb::Hold])
            }
            ClaimAct::RegisterPickup { courier, invoice } => {
                claim
                    .pickups
                    .push(domain::Pickup { courier: courier.clone(), invoice: Some(invoice.clone()) });
                (claim.step, claim.verbs.clone())
            }
            // Nothing shows that the goods of an exchange came back.
            ClaimAct::ConfirmCollected if claim.kind == ClaimKind::Exchange && silent => {
                (claim.step, claim.verbs.clone())
            }
            ClaimAct::ConfirmCollected => (ClaimStep::Collected, vec![ClaimVerb::Refund]),
            ClaimAct::Reship { invoice, .. } | ClaimAct::ReshipInPlace { invoice, .. } => {
                claim.reship.as_mut().unwrap().invoice = Some(invoice.clone());
                (ClaimStep::Reshipped, vec![])
            }
        };
        (claim.step, claim.verbs) = (step, verbs);
        if let (ClaimKind::Cancel, ClaimStep::Completed) = (claim.kind, claim.step) {
            let parts = claim.lines.clone();
            for part in parts {
                let Quantity { canceled, .. } = &mut self.line(part.line.as_ref().unwrap()).quantity;
                *canceled += part.quantity;
            }
        }
    }
}

/// What a claim takes once its buyer was told how the goods come back.
fn told_in(kind: ClaimKind) -> Vec<ClaimVerb> {
    let way_on = if kind == ClaimKind::Exchange { ClaimVerb::Reship } else { ClaimVerb::Refund };
    vec![ClaimVerb::ConfirmCollected, way_on, ClaimVerb::Refuse]
}

fn leave(line: &mut OrderLine, courier: &CourierCode, invoice: &InvoiceNumber) {
    line.stage = Stage::Shipped;
    line.delivery.courier = Some(courier.clone());
    line.delivery.invoice = (courier.as_str() != "BY_HAND").then(|| invoice.clone());
}
