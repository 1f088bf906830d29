//! Verbs on claims, one request per claim.

use std::time::Duration;

use chrono::NaiveDate;
use domain::action::ClaimAct;
use domain::{
    AccountId, ActionKind, Claim, ClaimId, ClaimKind, ClaimStamp, ClaimState, ClaimVerb, CourierCode,
    InvoiceNumber, Marketplace, OrderLine, Sentence, Target, Won, Write,
};
use market::{Capabilities, Unit};

use super::answers::Form;
use super::parcels::number;
use super::single::today;
use super::{Plan, UnderWay};
use crate::claims::{changed, doubt};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::problem;
use crate::remedy;
use crate::rules;
use crate::sequence::{self, Turn};
use crate::settling::{Mark, Settling};
use crate::templates;
use crate::view::{Blocked, ClaimActRequest, ClaimChoice, Problem, Remedy};

/// A claim with what a person saw of it; `None` takes it as the desk has it.
pub(crate) type Seen = (ClaimId, Option<ClaimStamp>);

/// Claims as the desk has them.
pub(crate) fn unstamped(claims: Vec<ClaimId>) -> Vec<Seen> {
    claims.into_iter().map(|claim| (claim, None)).collect()
}

/// Why a verb cannot go to a chosen claim as it is known; the claim is what the person saw.
pub(crate) fn refusal(
    desk: &Desk,
    choice: &ClaimChoice,
    under_way: &UnderWay,
) -> Result<Option<Refusal>, Problem> {
    let door = desk.door(&choice.account)?;
    let capabilities = door.market()?.capabilities();
    let claimed = Claimed::of(desk, &choice.account, &choice.claim)?;
    let refusal = match &choice.act {
        Some(act) => claimed.refusal(desk, act, capabilities, under_way)?,
        None => claimed.hold(desk, choice.verb, capabilities, under_way)?.map(Refusal::Held),
    };
    Ok(match refusal {
        None => claimed.doubt(desk, capabilities, choice.verb, None)?,
        refusal => refusal,
    })
}

/// Why a verb cannot go to a claim.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Something holds it back, whatever is given along.
    Held(Hold),
    /// What was given along is not what the marketplace asks for.
    Misfit(Sentence),
    /// The marketplace has not opened the re-shipment yet.
    NotOpen(Sentence),
    /// It is no longer what the person saw.
    Changed(Sentence),
}

impl Refusal {
    /// What one press does about it.
    fn remedy(&self, marketplace: Marketplace) -> Option<Remedy> {
        match self {
            Self::Held(hold) => remedy::of_hold(*hold, marketplace),
            Self::Misfit(_) => Some(Remedy::SendAgain),
            Self::NotOpen(_) => Some(Remedy::CollectAgain),
            // The panel shows by now what it has become.
            Self::Changed(_) => None,
        }
    }

    /// Cause first, then the next action.
    pub(crate) fn sentence(self) -> Sentence {
        match self {
            Self::Held(hold) => hold.sentence(),
            Self::Misfit(reason) | Self::NotOpen(reason) | Self::Changed(reason) => reason,
        }
    }
}

/// Plans a verb on claims as the person saw them: their state and quantity go with the decision. One that is no longer
/// what the person saw is left out.
pub(crate) fn claims(
    desk: &Desk,
    account: &AccountId,
    claims: &[Seen],
    request: &ClaimActRequest,
) -> Result<Plan, Problem> {
    let door = desk.door(account)?;
    let capabilities = door.market()?.capabilities();
    let shared = claims.len() > 1 && invoice(request).is_some();
    if shared && capabilities.unit == Unit::Bundle {
        return Err(one_number_each());
    }
    let (under_way, many) = (UnderWay::now(desk)?, claims.len() > 1);
    let mut plan = Plan::default();
    let mut chosen: Vec<Claimed> = Vec::new();
    for (id, seen) in claims {
        let claimed = Claimed::of(desk, account, id)?;
        let changed = seen.as_ref().and_then(|seen| changed::since(&claimed.claim, seen));
        let refusal = match changed {
            Some((_, reason)) => Some(Refusal::Changed(reason)),
            None => claimed.refusal(desk, request, capabilities, &under_way)?,
        };
        let refusal = match refusal {
            // One of many is decided on without what speaks against it before the eyes, and so is one inspected since.
            None if many || seen.is_some() => {
                claimed.doubt(desk, capabilities, verb(request), seen.as_ref())?
            }
            refusal => refusal,
        };
        match refusal {
            Some(refusal) => plan.blocked.push(claimed.blocked(refusal)),
            None => chosen.push(claimed),
        }
    }
    if shared && !chosen.iter().all(|one| one.claim.order == chosen[0].claim.order) {
        return Err(one_number_each());
    }
    sort(&mut chosen, capabilities, request);
    plan.writes.extend(chosen.into_iter().filter_map(|one| {
        let own = templates::worded(desk, &one.claim, &one.order, request);
        let act = act(&one.claim, &own, capabilities)?;
        Some((account.clone(), write(one.claim, act)))
    }));
    Ok(plan)
}

/// A claim with the lines of its order.
struct Claimed {
    claim: Claim,
    order: Vec<OrderLine>,
}

impl Claimed {
    /// As the store has it.
    fn of(desk: &Desk, account: &AccountId, id: &ClaimId) -> Result<Self, Problem> {
        let claim = desk.store.claim(account, id)?.ok_or_else(|| problem::no_such("claim", id.as_str()))?;
        let order = desk.store.order_lines(account, &claim.order)?;
        Ok(Self { claim, order })
    }

    /// What keeps a verb from going to it along with others, or from one who had not seen it.
    fn doubt(
        &self,
        desk: &Desk,
        capabilities: &Capabilities,
        verb: ClaimVerb,
        seen: Option<&ClaimStamp>,
    ) -> Result<Option<Refusal>, Problem> {
        let found = doubt::found(desk, &self.claim)?;
        let unseen = seen.is_none_or(|seen| seen.found != found);
        let doubt = doubt::of(capabilities, &self.claim, verb, found).filter(|_| unseen);
        Ok(doubt.map(|doubt| Refusal::Held(doubt.hold())))
    }

    /// The claim, left out.
    fn blocked(self, refusal: Refusal) -> Blocked {
        let Claim { claim, order, marketplace, .. } = self.claim;
        let remedy = refusal.remedy(marketplace);
        Blocked { target: Target::Claim(claim), order, reason: refusal.sentence(), remedy }
    }

    /// Why the request cannot go to the claim as it is known.
    fn refusal(
        &self,
        desk: &Desk,
        request: &ClaimActRequest,
        capabilities: &Capabilities,
        under_way: &UnderWay,
    ) -> Result<Option<Refusal>, Problem> {
        let claim = &self.claim;
        let request = &templates::worded(desk, claim, &self.order, request);
        let hold = self.hold(desk, verb(request), capabilities, under_way)?;
        if let Some(hold) = hold.or_else(|| refusal_hold(claim.kind, request)) {
            return Ok(Some(Refusal::Held(hold)));
        }
        let kind = ActionKind::of_claim(claim.kind, verb(request));
        let today = today(desk)?;
        let worth = desk.store.claim_row(&claim.account, &claim.claim)?.and_then(|row| row.amount);
        if let Some(reason) =
            kind.and_then(|kind| misfit(&Form::of(capabilities, kind), request, today, worth))
        {
            return Ok(Some(Refusal::Misfit(reason)));
        }
        if let Some((courier, invoice)) = invoice(request)
            && let Some(reason) = number(desk, &claim.account, courier, invoice)?
        {
            return Ok(Some(Refusal::Misfit(reason)));
        }
        let not_open = act(claim, request, capabilities).is_none();
        Ok(not_open.then(|| Refusal::NotOpen(not_open_yet(capabilities.limits.reship_bundle_after))))
    }

    /// What holds a verb back, whatever is given along with it.
    fn hold(
        &self,
        desk: &Desk,
        verb: ClaimVerb,
        capabilities: &Capabilities,
        under_way: &UnderWay,
    ) -> Result<Option<Hold>, Problem> {
        let claim = &self.claim;
        let target = Target::Claim(claim.claim.clone());
        let settling = Settling::of_order(desk, &*desk.door(&claim.account)?, &claim.order)?;
        let kind = ActionKind::of_claim(claim.kind, verb);
        Ok(match kind {
            _ if under_way.on(&claim.account, target.clone()) => Some(Hold::UnderWay),
            Some(kind) if self.departs(kind, capabilities, under_way) => Some(Hold::UnderWay),
            None => Some(Hold::NoVerb),
            Some(kind) if settling.holds(kind, &target, Mark::Kind) => Some(Hold::JustDone),
            Some(kind) if self.departed(kind, &settling) => Some(Hold::JustDone),
            Some(kind) if !capabilities.allows(kind) => Some(Hold::NoOperation),
            Some(_) if rules::is_held_back(claim, verb) => Some(Hold::ClaimHeld),
            Some(_) if !claim.verbs.contains(&verb) || !state(claim).admits(verb) => {
                Some(rules::before(claim, verb))
            }
            Some(kind) if rules::lets_leave(kind) && self.is_kept(desk)? => Some(Hold::Kept),
            Some(_) => None,
        })
    }

    /// Whether the verb lets a line leave, as all that leaves does where lines go by themselves, on which something
    /// is under way.
    fn departs(&self, kind: ActionKind, capabilities: &Capabilities, under_way: &UnderWay) -> bool {
        let lines = sequence::lines_of(&self.claim, &self.order);
        let busy = |line: &&OrderLine| under_way.on(&self.claim.account, Target::Line(line.line.clone()));
        capabilities.splits_by_lines() && rules::lets_leave(kind) && lines.iter().any(busy)
    }

    /// Whether the verb lets a line leave that left a moment ago.
    fn departed(&self, kind: ActionKind, settling: &Settling) -> bool {
        let lines = sequence::lines_of(&self.claim, &self.order);
        lines.iter().any(|line| settling.departure(kind, &line.line).is_some())
    }

    /// Whether we keep one of its lines from leaving.
    fn is_kept(&self, desk: &Desk) -> Result<bool, Problem> {
        let kept = desk.store.dispatch_holds(&self.claim.account, &self.claim.order)?;
        Ok(sequence::lines_of(&self.claim, &self.order).iter().any(|line| kept.contains_key(&line.line)))
    }
}

/// Puts claims in the marketplace's order, which one verb may have differently on each kind of them.
fn sort(chosen: &mut [Claimed], capabilities: &Capabilities, request: &ClaimActRequest) {
    chosen.sort_by_key(|one| {
        let kind = ActionKind::of_claim(one.claim.kind, verb(request));
        let turn = kind.map_or(Turn::Any, |kind| Turn::of(capabilities, kind));
        turn.is_later(sequence::is_about_add_ons(&one.claim, &one.order))
    });
}

/// Why what was given along is not what the marketplace asks for; `worth` is that of the claimed goods.
fn misfit(form: &Form, request: &ClaimActRequest, today: NaiveDate, worth: Option<Won>) -> Option<Sentence> {
    match request {
        ClaimActRequest::Notify { text } => form.words(text),
        ClaimActRequest::RefuseFor { reason } => form.reason(reason).or_else(|| form.detail(reason, "")),
        ClaimActRequest::RefuseDisputed { reason, text, .. } => {
            form.reason(reason).or_else(|| form.detail(reason, text))
        }
        ClaimActRequest::RefuseBecause { reason, text } => {
            form.maybe_reason(reason).or_else(|| form.words_for(reason, text))
        }
        ClaimActRequest::Hold { reason, detail, fee, until } => form
            .reason(reason)
            .or_else(|| form.detail(reason, detail))
            .or_else(|| form.fee(reason, *fee, worth))
            .or_else(|| form.day(*until, today)),
        ClaimActRequest::Defer { reason, detail } => {
            form.maybe_reason(reason).or_else(|| form.detail(reason, detail))
        }
        ClaimActRequest::Convert { invoice } => form.invoice("", invoice.is_some()),
        _ => None,
    }
}

/// Why a refusal cannot take this form: only a cancel is refused with the proof that the parcel had left.
fn refusal_hold(kind: ClaimKind, request: &ClaimActRequest) -> Option<Hold> {
    let with_proof =
        matches!(request, ClaimActRequest::RefuseShipped { .. } | ClaimActRequest::RefuseDisputed { .. });
    (with_proof && kind != ClaimKind::Cancel).then_some(Hold::NoVerb)
}

/// The verb of a request.
const fn verb(request: &ClaimActRequest) -> domain::ClaimVerb {
    use domain::ClaimVerb as Verb;
    match request {
        ClaimActRequest::Approve => Verb::Approve,
        ClaimActRequest::Notify { .. } => Verb::Notify,
        ClaimActRequest::RefuseShipped { .. }
        | ClaimActRequest::RefuseDisputed { .. }
        | ClaimActRequest::RefuseFor { .. }
        | ClaimActRequest::RefuseBecause { .. } => Verb::Refuse,
        ClaimActRequest::Hold { .. } => Verb::Hold,
        ClaimActRequest::Release => Verb::Release,
        ClaimActRequest::Defer { .. } => Verb::Defer,
        ClaimActRequest::Complete => Verb::Complete,
        ClaimActRequest::Convert { .. } => Verb::Convert,
        ClaimActRequest::RegisterPickup { .. } => Verb::RegisterPickup,
        ClaimActRequest::ConfirmCollected => Verb::ConfirmCollected,
        ClaimActRequest::Refund => Verb::Refund,
        ClaimActRequest::Reship { .. } => Verb::Reship,
    }
}

/// The number that a request carries.
const fn invoice(request: &ClaimActRequest) -> Option<(&CourierCode, &InvoiceNumber)> {
    match request {
        ClaimActRequest::RefuseShipped { courier, invoice }
        | ClaimActRequest::RefuseDisputed { courier, invoice, .. }
        | ClaimActRequest::RegisterPickup { courier, invoice }
        | ClaimActRequest::Convert { invoice: Some((courier, invoice)) }
        | ClaimActRequest::Reship { courier, invoice } => Some((courier, invoice)),
        _ => None,
    }
}

/// The request as it goes out; `None` while an exchange has no new bundle to ship.
fn act(claim: &Claim, request: &ClaimActRequest, capabilities: &Capabilities) -> Option<ClaimAct> {
    Some(match request.clone() {
        ClaimActRequest::Approve => ClaimAct::Approve,
        ClaimActRequest::Notify { text } => ClaimAct::Notify { text },
        ClaimActRequest::RefuseShipped { courier, invoice } => ClaimAct::RefuseShipped { courier, invoice },
        ClaimActRequest::RefuseFor { reason } => ClaimAct::RefuseFor { reason },
        ClaimActRequest::RefuseDisputed { courier, invoice, reason, text } => {
            ClaimAct::RefuseDisputed { courier, invoice, reason, text }
        }
        ClaimActRequest::RefuseBecause { reason, text } => ClaimAct::RefuseBecause { reason, text },
        ClaimActRequest::Hold { reason, detail, fee, until } => ClaimAct::Hold { reason, detail, fee, until },
        ClaimActRequest::Defer { reason, detail } => ClaimAct::Defer { reason, detail },
        ClaimActRequest::Complete => ClaimAct::Complete,
        ClaimActRequest::Convert { invoice } => ClaimAct::Convert { invoice },
        ClaimActRequest::Release => ClaimAct::Release,
        ClaimActRequest::RegisterPickup { courier, invoice } => ClaimAct::RegisterPickup { courier, invoice },
        ClaimActRequest::ConfirmCollected => ClaimAct::ConfirmCollected,
        ClaimActRequest::Refund => ClaimAct::Refund,
        ClaimActRequest::Reship { courier, invoice } if !capabilities.reship_opens_bundle => {
            ClaimAct::ReshipInPlace { courier, invoice }
        }
        ClaimActRequest::Reship { courier, invoice } => {
            ClaimAct::Reship { bundle: claim.reship.as_ref()?.bundle.clone()?, courier, invoice }
        }
    })
}

/// Where a claim stands.
fn state(claim: &Claim) -> ClaimState {
    ClaimState { kind: claim.kind, step: claim.step }
}

/// The decision with what it was made on.
fn write(claim: Claim, act: ClaimAct) -> Write {
    Write::Claim {
        state: state(&claim),
        quantity: claim.quantity(),
        seen: Some(ClaimStamp::of(&claim, None)),
        claim: claim.claim,
        order: claim.order,
        act,
    }
}

/// The marketplace opens the new bundle a while after the goods came in.
fn not_open_yet(after: Duration) -> Sentence {
    let minutes = after.as_secs().div_ceil(60).max(1);
    Sentence::new(
        format!(
            "마켓이 재발송 배송번호를 아직 열지 않았습니다. {minutes}분 안에 열립니다. 잠시 뒤 다시 시도하세요."
        ),
        format!(
            "The marketplace has not opened the re-shipment yet. It opens within {minutes} minutes; try again then."
        ),
    )
}

/// One number cannot be on two parcels; lines of one order that the marketplace dispatches one by one are one.
fn one_number_each() -> Problem {
    problem::bad_input(Sentence::fixed(
        "송장이 필요한 작업은 한 건씩 처리합니다. 클레임을 하나만 고르세요.",
        "What needs an invoice is done one by one. Choose a single claim.",
    ))
}
