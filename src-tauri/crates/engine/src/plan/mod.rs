//! From what a person wants to the writes that carry it out: one value of [`Write`] is one request, as large
//! as the marketplace takes it. What cannot go is blocked with a sentence, the rest goes.

mod answers;
mod bundles;
mod claim;
mod confirm;
mod confirmed;
mod parcels;
mod pieces;
mod promises;
mod receiver;
mod report;
mod sale;
mod single;

use std::collections::BTreeSet;

use domain::{AccountId, ActionKind, ClaimId, LineId, OrderId, OrderLine, Sentence, Target, Write};

use market::Unit;
use store::JournalEntry;

use crate::concerns;
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::view::{Blocked, Problem};

pub(crate) use bundles::{Bundled, Press, Rule};
pub(crate) use claim::{Refusal, claims, refusal, unstamped};
pub(crate) use confirm::confirm;
pub(crate) use confirmed::presses;
pub(crate) use parcels::{change_invoices, ship};
pub(crate) use pieces::{misfit, ship_pieces};
pub(crate) use promises::{Delay, Filed, Hope, change_hope, delay, request_return};
pub(crate) use receiver::{change_receiver, hold as receiver_hold};
pub(crate) use report::{Answer, answer_undelivered, waiting};
pub(crate) use sale::cancel_sale;
pub(crate) use single::{complete_delivery, ship_rest, split_ship};

/// What a press comes to.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// To be journaled and sent, in order.
    pub(crate) writes: Vec<(AccountId, Write)>,
    /// Left out.
    pub(crate) blocked: Vec<Blocked>,
}

impl Plan {
    /// Leaves a target out.
    fn block(&mut self, target: Target, order: OrderId, reason: Sentence) {
        self.blocked.push(Blocked { target, order, reason, remedy: None });
    }

    /// Leaves lines of a bundle out.
    fn block_lines(&mut self, bundled: &Bundled, lines: &[&LineId], reason: &Sentence) {
        for line in lines {
            self.block(Target::Line((*line).clone()), bundled.order.clone(), reason.clone());
        }
    }

    /// Leaves the lines out that stay behind: those that were pressed and, where lines go by themselves, those of
    /// their bundle that would have gone along.
    fn leave_out(&mut self, bundled: &Bundled, staying: &[(&OrderLine, Hold)], pressed: &[&LineId]) {
        for (line, hold) in staying {
            let along = bundled.unit == Unit::Line && !hold.is_past();
            if along || pressed.contains(&&line.line) {
                self.block_lines(bundled, &[&line.line], &hold.sentence());
            }
        }
    }
}

/// What already has an action that is not settled: a second press must not reach the marketplace.
pub(crate) struct UnderWay(BTreeSet<(AccountId, Target)>);

impl UnderWay {
    /// As the journal stands now.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn now(desk: &Desk) -> Result<Self, Problem> {
        let mut targets = BTreeSet::new();
        for entry in desk.store.unsettled()? {
            for target in entry.action.write.targets() {
                targets.insert((entry.action.account.clone(), target));
            }
            for line in dispatched(desk, &entry)? {
                targets.insert((entry.action.account.clone(), Target::Line(line)));
            }
        }
        Ok(Self(targets))
    }

    /// Whether an unsettled action stands on a claim.
    pub(crate) fn on_claim(&self, account: &AccountId, claim: &ClaimId) -> bool {
        self.on(account, Target::Claim(claim.clone()))
    }

    /// Whether an unsettled action stands on the target.
    pub(crate) fn on(&self, account: &AccountId, target: Target) -> bool {
        self.0.contains(&(account.clone(), target))
    }
}

/// The lines that a verb on a claim lets leave: where lines leave by themselves, a cancel is refused by dispatching
/// them. An account that cannot be opened sends nothing.
fn dispatched(desk: &Desk, entry: &JournalEntry) -> Result<Vec<LineId>, Problem> {
    let write = &entry.action.write;
    if !matches!(write, Write::Claim { .. }) || !rules::lets_leave(entry.kind) {
        return Ok(Vec::new());
    }
    let door = desk.door(&entry.action.account)?;
    match door.market() {
        Ok(market) if market.capabilities().splits_by_lines() => concerns::leaving(desk, &door, write),
        Ok(_) | Err(_) => Ok(Vec::new()),
    }
}

/// Whether the account's marketplace can do it at all.
fn allowed(desk: &Desk, account: &AccountId, kind: ActionKind) -> Result<bool, Problem> {
    Ok(desk.door(account)?.market()?.capabilities().allows(kind))
}
