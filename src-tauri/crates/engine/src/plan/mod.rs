//! From what a person wants to the writes that carry it out: one value of [`Write`] is one request, as large
//! as the marketplace takes it. What cannot go is blocked with a sentence, the rest goes.

mod bundles;
mod claim;
mod confirm;
mod parcels;
mod single;

use std::collections::BTreeSet;

use domain::{AccountId, ActionKind, OrderId, Sentence, Target, Write};

use crate::desk::Desk;
use crate::view::{Blocked, Problem};

pub(crate) use bundles::Bundled;
pub(crate) use claim::claims;
pub(crate) use confirm::confirm;
pub(crate) use parcels::{change_invoices, ship};
pub(crate) use single::{cancel_sale, complete_delivery, ship_rest, split_ship};

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
        self.blocked.push(Blocked { target, order, reason });
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
        }
        Ok(Self(targets))
    }

    /// Whether an unsettled action stands on the target.
    pub(crate) fn on(&self, account: &AccountId, target: Target) -> bool {
        self.0.contains(&(account.clone(), target))
    }
}

/// Whether the account's marketplace can do it at all.
fn allowed(desk: &Desk, account: &AccountId, kind: ActionKind) -> Result<bool, Problem> {
    Ok(desk.door(account)?.market()?.capabilities().allows(kind))
}
