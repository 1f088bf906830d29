//! What may be done now: the marketplace's capability, the line's stage, and what pressing really does.

mod selection;

use domain::{AccountId, ActionKind, Claim, ClaimState, ClaimVerb, Sentence};
use market::{Capabilities, Support};

use crate::desk::Desk;
use crate::hold::Hold;
use crate::plan::{Bundled, UnderWay};
use crate::rules;
use crate::view::{Offer, Problem};

/// The operations on a bundle, in the order of their buttons.
const ON_BUNDLES: [ActionKind; 9] = [
    ActionKind::Confirm,
    ActionKind::Ship,
    ActionKind::ChangeInvoice,
    ActionKind::SplitShip,
    ActionKind::ShipRest,
    ActionKind::DelayNotice,
    ActionKind::HoldDispatch,
    ActionKind::CompleteDelivery,
    ActionKind::CancelSale,
];

/// Every operation on a bundle.
pub(crate) fn on_bundle(desk: &Desk, bundled: &Bundled, under_way: &UnderWay) -> Result<Vec<Offer>, Problem> {
    ON_BUNDLES.iter().map(|kind| of_bundle(desk, *kind, bundled, under_way)).collect()
}

/// One operation on a bundle.
fn of_bundle(
    desk: &Desk,
    kind: ActionKind,
    bundled: &Bundled,
    under_way: &UnderWay,
) -> Result<Offer, Problem> {
    let held = bundled.repeats(under_way, kind, None).or_else(|| bundle_hold(kind, bundled));
    at(desk, &bundled.account, kind, held)
}

/// An operation at an account's marketplace, unless a hold stands in its way.
fn at(desk: &Desk, account: &AccountId, kind: ActionKind, held: Option<Hold>) -> Result<Offer, Problem> {
    Ok(match desk.door(account)?.market() {
        Ok(market) => offer(market.capabilities(), kind, held),
        Err(problem) => refused(kind, problem.sentence),
    })
}

/// An operation that nothing but the marketplace's capability and a hold decide on.
fn offer(capabilities: &Capabilities, kind: ActionKind, held: Option<Hold>) -> Offer {
    let consequence = capabilities.consequences.get(&kind).cloned();
    match capabilities.actions.get(&kind) {
        None => refused(kind, Hold::NoOperation.sentence()),
        Some(Support::Unavailable { reason, link }) => {
            Offer { link: Some((*link).to_owned()), ..refused(kind, reason.clone()) }
        }
        Some(Support::Local(how)) => refused(kind, how.clone()),
        Some(Support::Native | Support::Composed(_)) => Offer {
            kind,
            enabled: held.is_none(),
            reason: held.map(Hold::sentence),
            consequence: consequence.or_else(|| composed(capabilities, kind)),
            link: None,
        },
    }
}

/// How a composed operation really goes, where nothing else is said about it.
fn composed(capabilities: &Capabilities, kind: ActionKind) -> Option<Sentence> {
    match capabilities.actions.get(&kind) {
        Some(Support::Composed(how)) => Some(how.clone()),
        _ => None,
    }
}

/// A disabled operation.
fn refused(kind: ActionKind, reason: Sentence) -> Offer {
    Offer { kind, enabled: false, reason: Some(reason), consequence: None, link: None }
}

/// Why an operation cannot be done to a bundle as it stands.
fn bundle_hold(kind: ActionKind, bundled: &Bundled) -> Option<Hold> {
    let split = bundled.is_split();
    let splittable = bundled.lines.iter().all(|line| line.delivery.splittable);
    match kind {
        ActionKind::Confirm => bundled.hold(rules::to_confirm),
        ActionKind::Ship if split => Some(Hold::IsSplit),
        ActionKind::Ship => bundled.hold(rules::to_ship),
        ActionKind::ChangeInvoice => bundled.hold(rules::to_change_invoice),
        ActionKind::SplitShip if split => Some(Hold::IsSplit),
        ActionKind::SplitShip if !splittable || bundled.live(rules::to_ship).len() < 2 => {
            Some(Hold::NotSplittable)
        }
        ActionKind::SplitShip => bundled.hold(rules::to_ship),
        ActionKind::ShipRest if !split => Some(Hold::NotSplit),
        ActionKind::ShipRest => bundled.hold(rules::to_ship),
        ActionKind::CompleteDelivery => bundled.hold(rules::to_complete),
        ActionKind::CancelSale => bundled.hold(rules::to_cancel_sale),
        _ => Some(Hold::NoOperation),
    }
}

/// The verbs of a claim's kind that its marketplace has, as buttons. A verb that the marketplace does not have
/// at all stays as a disabled button with its reason as long as the claim's step would admit it.
pub(crate) fn on_claim(
    capabilities: &Capabilities,
    claim: &Claim,
    under_way: bool,
) -> Vec<(ClaimVerb, Offer)> {
    let state = ClaimState { kind: claim.kind, step: claim.step };
    let button = |verb: ClaimVerb| {
        let kind = ActionKind::of_claim(claim.kind, verb)?;
        let held = if under_way {
            Some(Hold::UnderWay)
        } else if !claim.verbs.contains(&verb) || !state.admits(verb) {
            Some(Hold::NoVerb)
        } else {
            None
        };
        let shown = state.admits(verb) || claim.verbs.contains(&verb);
        shown.then(|| (verb, offer(capabilities, kind, held)))
    };
    if claim.is_settled() { Vec::new() } else { ClaimVerb::ALL.into_iter().filter_map(button).collect() }
}
