//! What a decision on a claim is made on: a verb is sent only while all of it is so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Claim, ClaimKind, ClaimStep, Fault, InspectionResult, ItemId, Won};

/// What a claim was like when somebody decided on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ClaimStamp {
    /// What was asked for.
    pub kind: ClaimKind,
    /// How far it had come.
    pub step: ClaimStep,
    /// Pieces claimed, as the marketplace counts them.
    pub quantity: u32,
    /// Whose fault, which decides who bears its shipping.
    pub fault: Fault,
    /// Return shipping, where the marketplace says: positive is borne by the seller.
    pub fee: Option<Won>,
    /// The pieces claimed of each product option.
    pub items: Vec<(ItemId, u32)>,
    /// It stood still.
    pub held: bool,
    /// How its goods were found, once they were looked at.
    pub found: Option<InspectionResult>,
}

/// What is no longer as somebody saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// What is asked for.
    Kind,
    /// How far it has come.
    Step,
    /// How many pieces it is about.
    Quantity,
    /// Whose fault it is.
    Fault,
    /// What its shipping costs, and whom.
    Fee,
    /// Of which products the pieces are.
    Items,
    /// It stands still.
    Held,
}

impl ClaimStamp {
    /// What a decision on a claim is made on whose goods were found as told.
    pub fn of(claim: &Claim, found: Option<InspectionResult>) -> Self {
        let mut items = BTreeMap::new();
        for line in &claim.lines {
            *items.entry(line.item.clone()).or_insert(0_u32) += line.quantity;
        }
        Self {
            kind: claim.kind,
            step: claim.step,
            quantity: claim.quantity(),
            fault: claim.fault,
            fee: claim.return_fee,
            items: items.into_iter().collect(),
            held: claim.held.is_some(),
            found,
        }
    }

    /// The first thing that is otherwise now, so that a verb would do something else than was decided. What was merely
    /// not told, before or now, is no change; nor is a hold that ended.
    pub fn changed(&self, now: &Self) -> Option<Changed> {
        let fault = now.fault != self.fault && ![now.fault, self.fault].contains(&Fault::Unstated);
        let fee = self.fee.zip(now.fee).is_some_and(|(before, now)| before != now);
        let items = self.items != now.items && !self.items.is_empty() && !now.items.is_empty();
        let changes = [
            (now.kind != self.kind, Changed::Kind),
            (now.step != self.step, Changed::Step),
            (now.quantity != self.quantity, Changed::Quantity),
            (fault, Changed::Fault),
            (fee, Changed::Fee),
            (items, Changed::Items),
            (now.held && !self.held, Changed::Held),
        ];
        changes.into_iter().find(|(changed, _)| *changed).map(|(_, what)| what)
    }
}
