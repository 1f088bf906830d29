//! The ways of the guided flows, as each marketplace's capabilities give them.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ClaimKind, ClaimVerb, Marketplace};
use market::Support;
use serde::Serialize;
use tests::world::World;

use ClaimKind::{Cancel, Exchange, Return};
use ClaimVerb::{
    Approve, Complete, ConfirmCollected, Hold, Notify, Refund, Refuse, RegisterPickup, Release, Reship,
};
use Marketplace::{Auction, Coupang, Elevenst, Gmarket, Grip, Npay, SmartStore};
use Step::{Back, Press};

/// The queues.
pub(super) const KINDS: [ClaimKind; 3] = [Cancel, Return, Exchange];

/// One step of a claim's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The seller presses a button.
    Press(ClaimVerb),
    /// The goods are back, the marketplace learns of it by itself, and the claim is read again.
    Back,
}

/// What becomes of a claim, step by step.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) market: Marketplace,
    pub(super) kind: ClaimKind,
    pub(super) steps: &'static [Step],
}

const fn way(market: Marketplace, kind: ClaimKind, steps: &'static [Step]) -> Way {
    Way { market, kind, steps }
}

/// Granted and refused, at every marketplace, and once held on the way.
pub(super) const WAYS: &[Way] = &[
    way(SmartStore, Cancel, &[Press(Approve)]),
    way(SmartStore, Cancel, &[Press(Refuse)]),
    way(SmartStore, Return, &[Back, Press(Hold), Press(Release), Press(Refund)]),
    way(SmartStore, Return, &[Press(Refuse)]),
    way(SmartStore, Exchange, &[Back, Press(ConfirmCollected), Press(Reship)]),
    way(SmartStore, Exchange, &[Press(Refuse)]),
    way(Coupang, Cancel, &[Press(Approve)]),
    way(Coupang, Cancel, &[Press(Refuse)]),
    way(Coupang, Return, &[Press(RegisterPickup), Press(ConfirmCollected), Press(Refund)]),
    way(Coupang, Exchange, &[Press(RegisterPickup), Press(ConfirmCollected), Press(Reship)]),
    // Goods that are not here yet cannot be found wanting.
    way(Coupang, Exchange, &[Press(ConfirmCollected), Press(Refuse)]),
    way(Elevenst, Cancel, &[Press(Approve)]),
    way(Elevenst, Cancel, &[Press(Refuse)]),
    way(Elevenst, Return, &[Press(RegisterPickup), Press(Refund)]),
    way(Elevenst, Return, &[Press(Refuse)]),
    way(Elevenst, Exchange, &[Press(Reship)]),
    way(Elevenst, Exchange, &[Press(Refuse)]),
    way(Gmarket, Cancel, &[Press(Approve)]),
    way(Gmarket, Cancel, &[Press(Refuse)]),
    way(Gmarket, Return, &[Press(RegisterPickup), Back, Press(Refund)]),
    way(Gmarket, Exchange, &[Press(RegisterPickup), Press(ConfirmCollected), Press(Reship), Press(Complete)]),
    way(Auction, Cancel, &[Press(Approve)]),
    way(Auction, Cancel, &[Press(Refuse)]),
    way(Auction, Return, &[Press(RegisterPickup), Back, Press(Refund)]),
    way(Auction, Exchange, &[Press(RegisterPickup), Press(ConfirmCollected), Press(Reship), Press(Complete)]),
    way(Npay, Cancel, &[Press(Approve)]),
    way(Npay, Cancel, &[Press(Refuse)]),
    way(Npay, Return, &[Back, Press(Refund)]),
    way(Npay, Return, &[Press(Refuse)]),
    way(Npay, Exchange, &[Back, Press(ConfirmCollected), Press(Reship)]),
    way(Npay, Exchange, &[Press(Refuse)]),
    way(Grip, Return, &[Press(Notify), Press(ConfirmCollected), Press(Refund)]),
    way(Grip, Return, &[Press(Refuse)]),
    way(Grip, Exchange, &[Press(Notify), Press(ConfirmCollected), Press(Reship)]),
    way(Grip, Exchange, &[Press(Refuse)]),
];

/// What every marketplace that has it must be seen doing. To hold and to convert lead aside.
const ONWARDS: [ClaimVerb; 8] =
    [Approve, Notify, RegisterPickup, ConfirmCollected, Refund, Reship, Complete, Refuse];

/// What a marketplace says of a verb on a kind of claim.
pub(super) fn support(world: &dyn World, kind: ClaimKind, verb: ClaimVerb) -> Option<Support> {
    let action = ActionKind::of_claim(kind, verb)?;
    world.market().capabilities().actions.get(&action).cloned()
}

/// Every verb that a marketplace has is on one of its ways, and none that it has not.
pub(super) fn leave_nothing_out(worlds: &[&dyn World]) -> Result<()> {
    for world in worlds {
        let market = world.market().marketplace();
        for (kind, verb) in KINDS.into_iter().flat_map(|kind| ONWARDS.map(|verb| (kind, verb))) {
            let Some(support) = support(*world, kind, verb) else { continue };
            let has = !matches!(support, Support::Unavailable { .. });
            let mut ways = WAYS.iter().filter(|way| (way.market, way.kind) == (market, kind));
            let walked = ways.any(|way| way.steps.contains(&Press(verb)));
            ensure!(walked == has, "{market:?} {kind:?} {verb:?}: has it: {has}, walked: {walked}");
        }
    }
    Ok(())
}

/// The word under which the window knows it.
pub(super) fn word(value: impl Serialize) -> Result<String> {
    let word = serde_json::to_value(value)?;
    word.as_str().map(str::to_owned).context("not a word")
}
