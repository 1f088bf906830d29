//! What may be done now: the marketplace's capability, the line's stage, and what pressing really does.

mod asks;
mod selection;
mod stops;

use domain::{AccountId, ActionKind, Claim, ClaimState, ClaimVerb, LineId, OrderLine, Sentence};
use market::{Capabilities, Support, Unit};

use crate::desk::Desk;
use crate::hold::Hold;
use crate::plan::{self, Bundled, Press, Rule, UnderWay};
use crate::rules;
use crate::settling::Mark;
use crate::view::{BriefView, Offer, Problem};

/// The operations on a bundle, in the order of their buttons.
const ON_BUNDLES: [ActionKind; 14] = [
    ActionKind::Confirm,
    ActionKind::Ship,
    ActionKind::ChangeInvoice,
    ActionKind::SplitShip,
    ActionKind::ShipRest,
    ActionKind::ShipPieces,
    ActionKind::DelayNotice,
    ActionKind::ChangeHopeDelivery,
    ActionKind::ChangeReceiver,
    ActionKind::HoldDispatch,
    ActionKind::CompleteDelivery,
    ActionKind::AnswerUndelivered,
    ActionKind::CancelSale,
    ActionKind::RequestReturn,
];

/// Every operation on a bundle that was opened on one of its lines.
pub(crate) fn on_bundle(
    desk: &Desk,
    bundled: &Bundled,
    opened: &LineId,
    under_way: &UnderWay,
) -> Result<Vec<Offer>, Problem> {
    let reported = match bundled.line(opened) {
        Some(line) => plan::waiting(desk, line)?.is_some(),
        None => false,
    };
    let hold = |kind| match kind {
        ActionKind::HoldDispatch => keep_hold(bundled),
        ActionKind::ShipPieces | ActionKind::AnswerUndelivered => {
            let line = bundled.line(opened);
            line.map_or(Some(Hold::Gone), |line| alone_hold(kind, bundled, line, under_way))
        }
        ActionKind::DelayNotice | ActionKind::ChangeHopeDelivery => {
            let line = bundled.line(opened);
            line.map_or(Some(Hold::Gone), |line| {
                free_hold(kind, bundled, std::slice::from_ref(line), under_way)
            })
        }
        ActionKind::ChangeReceiver => {
            let press = Press { kind, rule: rules::to_change_receiver, mark: Mark::Kind, under_way };
            plan::receiver_hold(bundled, opened, press)
        }
        ActionKind::RequestReturn => free_hold(kind, bundled, &bundled.lines, under_way),
        _ => bundle_hold(kind, bundled, under_way),
    };
    // Most lines are never reported, and a button that never does anything only stands in the way.
    let shown = |kind: &ActionKind| *kind != ActionKind::AnswerUndelivered || reported;
    ON_BUNDLES.into_iter().filter(shown).map(|kind| at(desk, &bundled.account, kind, hold(kind))).collect()
}

/// An operation at an account's marketplace, unless a hold stands in its way.
fn at(desk: &Desk, account: &AccountId, kind: ActionKind, held: Option<Hold>) -> Result<Offer, Problem> {
    Ok(match desk.door(account)?.market() {
        Ok(market) => offer(market.capabilities(), kind, held),
        Err(problem) => refused(kind, problem.sentence),
    })
}

/// Whether whose fault a claim is can be changed.
pub(crate) fn on_fault(capabilities: &Capabilities) -> Offer {
    offer(capabilities, ActionKind::ChangeFault, None)
}

/// An operation that nothing but the marketplace's capability and a hold decide on.
fn offer(capabilities: &Capabilities, kind: ActionKind, held: Option<Hold>) -> Offer {
    let consequence = capabilities.consequences.get(&kind).cloned();
    match capabilities.actions.get(&kind) {
        None => refused(kind, Hold::NoOperation.sentence()),
        Some(Support::Unavailable { reason, link }) => {
            Offer { link: Some((*link).to_owned()), ..refused(kind, reason.clone()) }
        }
        Some(support) => Offer {
            kind,
            enabled: held.is_none(),
            reason: held.map(Hold::sentence),
            consequence: consequence.or_else(|| how(support)),
            brief: brief(capabilities, kind),
            link: None,
            local: matches!(support, Support::Local(_)),
            asks: asks::of(capabilities, kind),
            caution: None,
        },
    }
}

/// What an operation does, in a few words.
fn brief(capabilities: &Capabilities, kind: ActionKind) -> Option<BriefView> {
    let brief = capabilities.briefs.get(&kind)?;
    Some(BriefView { words: brief.words.clone(), money: brief.money })
}

/// How an operation really goes where the marketplace has no call for it, where nothing else is said about it.
fn how(support: &Support) -> Option<Sentence> {
    match support {
        Support::Composed(how) | Support::Local(how) => Some(how.clone()),
        Support::Native | Support::Unavailable { .. } => None,
    }
}

/// A disabled operation.
fn refused(kind: ActionKind, reason: Sentence) -> Offer {
    Offer { reason: Some(reason), ..nothing(kind) }
}

/// An operation about which nothing is known.
fn nothing(kind: ActionKind) -> Offer {
    Offer {
        kind,
        enabled: false,
        reason: None,
        consequence: None,
        brief: None,
        link: None,
        local: false,
        asks: Vec::new(),
        caution: None,
    }
}

/// Why an operation cannot be done to a bundle as it stands.
fn bundle_hold(kind: ActionKind, bundled: &Bundled, under_way: &UnderWay) -> Option<Hold> {
    let Some(rule) = rule(kind) else { return Some(Hold::NoOperation) };
    let press = Press { kind, rule, mark: Mark::Kind, under_way };
    let bundled = &bundled.clone().acting(kind);
    let repeats = bundled.repeats(press).filter(|_| bundled.unit == Unit::Bundle);
    repeats.or_else(|| parts_hold(kind, bundled, press)).or_else(|| bundled.hold(press))
}

/// Why an operation on one line cannot be done to it; a line of one piece has nothing to spread.
fn alone_hold(kind: ActionKind, bundled: &Bundled, line: &OrderLine, under_way: &UnderWay) -> Option<Hold> {
    let Some(rule) = rule(kind) else { return Some(Hold::NoOperation) };
    let press = Press { kind, rule, mark: Mark::Kind, under_way };
    let single = kind == ActionKind::ShipPieces && line.quantity.to_ship() < 2;
    bundled.alone_hold(line, press).or(single.then_some(Hold::OnePiece))
}

/// Why none of these lines takes an operation that is done to each alone: the first one's reason.
fn free_hold(kind: ActionKind, bundled: &Bundled, lines: &[OrderLine], under_way: &UnderWay) -> Option<Hold> {
    let Some(rule) = rule(kind) else { return Some(Hold::NoOperation) };
    let press = Press { kind, rule, mark: Mark::Kind, under_way };
    none_takes(lines, |line| bundled.free_hold(line, press))
}

/// Why no line of a bundle can be kept from leaving. That is at once: nothing that is under way stands in its way.
fn keep_hold(bundled: &Bundled) -> Option<Hold> {
    none_takes(&bundled.lines, rules::to_keep)
}

/// The first line's reason, unless one of the lines has none.
fn none_takes(lines: &[OrderLine], hold: impl Fn(&OrderLine) -> Option<Hold>) -> Option<Hold> {
    let mut holds = lines.iter().map(hold);
    let first = holds.next().unwrap_or(Some(Hold::NothingLeft))?;
    holds.all(|hold| hold.is_some()).then_some(first)
}

/// Which lines an operation takes.
const fn rule(kind: ActionKind) -> Option<Rule> {
    Some(match kind {
        ActionKind::Confirm => rules::to_confirm,
        ActionKind::Ship | ActionKind::SplitShip | ActionKind::ShipRest | ActionKind::ShipPieces => {
            rules::to_ship
        }
        ActionKind::AnswerUndelivered => rules::to_answer_undelivered,
        ActionKind::ChangeInvoice => rules::to_change_invoice,
        ActionKind::CompleteDelivery => rules::to_complete,
        ActionKind::CancelSale => rules::to_cancel_sale,
        ActionKind::DelayNotice => rules::to_delay,
        ActionKind::ChangeHopeDelivery => rules::to_change_hope,
        ActionKind::RequestReturn => rules::to_request_return,
        _ => return None,
    })
}

/// Why an operation does not fit a bundle that ships in parts, or does not, as the operation takes it.
fn parts_hold(kind: ActionKind, bundled: &Bundled, press: Press<'_>) -> Option<Hold> {
    let split = bundled.is_split();
    let by_lines = bundled.unit == Unit::Line;
    let splittable = by_lines || bundled.lines.iter().all(|line| line.delivery.splittable);
    let live = if by_lines { bundled.sorted(press).0 } else { bundled.live(rules::to_ship) };
    match kind {
        ActionKind::Ship | ActionKind::SplitShip if split && !by_lines => Some(Hold::IsSplit),
        ActionKind::SplitShip if !splittable || live.len() < 2 => Some(Hold::NotSplittable),
        ActionKind::ShipRest if !split => Some(Hold::NotSplit),
        _ => None,
    }
}

/// The verbs of a claim's kind that its marketplace has, as buttons. A verb that the marketplace does not have
/// at all stays as a disabled button with its reason as long as the claim's step would admit it. `all_held` is what
/// holds all of them back at this moment.
pub(crate) fn on_claim(
    capabilities: &Capabilities,
    claim: &Claim,
    all_held: Option<Hold>,
) -> Vec<(ClaimVerb, Offer)> {
    let state = ClaimState { kind: claim.kind, step: claim.step };
    let button = |verb: ClaimVerb| {
        let kind = ActionKind::of_claim(claim.kind, verb)?;
        let held = if all_held.is_some() {
            all_held
        } else if rules::is_held_back(claim, verb) {
            Some(Hold::ClaimHeld)
        } else if !claim.verbs.contains(&verb) || !state.admits(verb) {
            Some(rules::before(claim, verb))
        } else {
            None
        };
        let named = claim.verbs.contains(&verb);
        let shown = !changes_nothing(claim, verb)
            && (named || (state.expects(verb) && (is_common(verb) || capabilities.allows(kind))));
        shown.then(|| (verb, offer(capabilities, kind, held)))
    };
    if claim.is_settled() { Vec::new() } else { ClaimVerb::ALL.into_iter().filter_map(button).collect() }
}

/// Whether a verb would change nothing about a claim's hold: of the hold, its release and its being put off, only those
/// are shown that would.
const fn changes_nothing(claim: &Claim, verb: ClaimVerb) -> bool {
    match (verb, &claim.held) {
        (ClaimVerb::Hold, held) => held.is_some(),
        (ClaimVerb::Release | ClaimVerb::Defer, None) => true,
        (ClaimVerb::Defer, Some(held)) => held.deferred,
        _ => false,
    }
}

/// Whether a verb belongs to the flow of every marketplace, so that one without it says why.
const fn is_common(verb: ClaimVerb) -> bool {
    !matches!(verb, ClaimVerb::Notify | ClaimVerb::Defer | ClaimVerb::Complete | ClaimVerb::Convert)
}
