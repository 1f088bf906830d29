//! 추가구성상품: lines of their own that go before the product they belong to in claims, and after
//! it when the dispatch of both refuses a cancel.

use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::errors::Failure;
use super::model::{Line, LineStatus};
use super::state::State;

/// productClass of an add-on.
pub(crate) const CLASS: &str = "추가구성상품";

/// The sentence for returns is documented; those of the others follow it [unverified].
fn add_ons_first(deed: &str) -> Failure {
    Failure::other(format!("추가상품 {deed}진행 후, 본 상품 {deed}진행을 할 수 있습니다."))
}

fn deed(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Cancel | ClaimKind::AdminCancel => "취소",
        ClaimKind::Return => "반품",
        ClaimKind::Exchange => "교환",
        ClaimKind::PurchaseDecisionHoldback => "구매확정 보류",
    }
}

/// A request that takes all of a main line waits until every add-on is under such a request. That
/// one for a part need not wait is unverified.
pub(crate) fn check_request(
    state: &State,
    line: &Line,
    quantity: u32,
    kind: ClaimKind,
) -> Result<(), Failure> {
    let could = |add_on: &Line| match kind {
        ClaimKind::Cancel => add_on.status == LineStatus::Payed,
        _ => add_on.has_left(),
    };
    let left_out = state
        .add_ons_of(line)
        .filter(|add_on| add_on.remain > 0 && could(add_on))
        .any(|add_on| state.open_claim(add_on).is_none_or(|claim| claim.kind != kind));
    if quantity >= line.remain && left_out {
        return Err(add_ons_first(deed(kind)));
    }
    Ok(())
}

/// An approval, or a reshipment, waits for those of the add-ons.
pub(crate) fn check_approval(state: &State, line_id: &str, kind: ClaimKind) -> Result<(), Failure> {
    let waits = |claim: &Claim| claim.kind == kind && claim.status != ClaimStatus::ExchangeRedelivering;
    let Some(line) = state.lines.get(line_id) else {
        return Ok(());
    };
    let open = state.add_ons_of(line).any(|add_on| state.open_claim(add_on).is_some_and(waits));
    if open { Err(add_ons_first(deed(kind))) } else { Ok(()) }
}

/// Lines that are all under a cancel request are dispatched main line first.
pub(crate) fn check_refusal(state: &State, line: &Line) -> Result<(), Failure> {
    let main = line.add_on_to.as_ref().and_then(|id| state.lines.get(id));
    let asked = main
        .and_then(|main| state.open_claim(main))
        .is_some_and(|claim| claim.status == ClaimStatus::CancelRequest);
    if asked {
        return Err(Failure::other("본 상품 발송진행 후, 추가상품 발송진행을 할 수 있습니다."));
    }
    Ok(())
}
