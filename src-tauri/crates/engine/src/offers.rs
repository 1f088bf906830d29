//! What may be done now: the marketplace's capability, the line's stage, and what pressing really does.

use std::collections::BTreeSet;

use domain::{AccountId, ActionKind, BundleId, Claim, ClaimState, ClaimVerb, LineId, OrderLine, Sentence};
use market::{Capabilities, Support};

use crate::desk::Desk;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::plan::{Bundled, UnderWay};
use crate::rules;
use crate::view::{Offer, Problem, SelectionOffer};

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

/// The operations that are offered for many lines at once.
const ON_SELECTIONS: [ActionKind; 3] = [ActionKind::Confirm, ActionKind::Ship, ActionKind::ChangeInvoice];

impl Engine {
    /// What may be done with a selection of lines, and to how many of them it applies.
    ///
    /// # Errors
    /// When a line is not here, its account cannot be opened, or the store fails.
    pub async fn selection_offers(
        &self,
        lines: Vec<(AccountId, LineId)>,
    ) -> Result<Vec<SelectionOffer>, Problem> {
        self.ask(move |desk| {
            let under_way = UnderWay::now(desk)?;
            let mut seen: BTreeSet<(AccountId, BundleId)> = BTreeSet::new();
            let mut bundles = Vec::new();
            for (account, line) in &lines {
                let bundled = Bundled::of(desk, account, line)?;
                if seen.insert((account.clone(), bundled.bundle.clone())) {
                    bundles.push(bundled);
                }
            }
            ON_SELECTIONS.iter().map(|kind| of_selection(desk, *kind, &bundles, &lines, &under_way)).collect()
        })
        .await
    }
}

/// One operation over a selection.
fn of_selection(
    desk: &Desk,
    kind: ActionKind,
    bundles: &[Bundled],
    lines: &[(AccountId, LineId)],
    under_way: &UnderWay,
) -> Result<SelectionOffer, Problem> {
    let mut applicable = 0;
    let mut refused = None;
    let mut taken = None;
    for bundled in bundles {
        let offer = of_bundle(desk, kind, bundled, under_way)?;
        if offer.enabled {
            let chosen = |line: &&OrderLine| {
                lines.iter().any(|(account, id)| *account == line.account && *id == line.line)
            };
            applicable += u32::try_from(bundled.lines.iter().filter(chosen).count()).unwrap_or(u32::MAX);
            taken.get_or_insert(offer);
        } else {
            refused.get_or_insert(offer);
        }
    }
    let nothing = || Offer { kind, enabled: false, reason: None, consequence: None, link: None };
    Ok(SelectionOffer { offer: taken.or(refused).unwrap_or_else(nothing), applicable })
}

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
    let door = desk.door(&bundled.account)?;
    let capabilities = match door.market() {
        Ok(market) => market.capabilities(),
        Err(problem) => return Ok(refused(kind, problem.sentence)),
    };
    let held = bundled.repeats(under_way, kind, None).or_else(|| bundle_hold(kind, bundled));
    Ok(offer(capabilities, kind, held))
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
