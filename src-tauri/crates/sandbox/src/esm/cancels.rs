//! 취소승인, 판매취소 and 옥션 거래완료 후 환불. There is no call that refuses a cancel: 발송처리 does.

use serde_json::{Value, json};

use super::claim_moves::{self, Draft};
use super::claims::{Actor, Claim, ClaimKind, ClaimStatus, Reason};
use super::desk::{ClaimWrite, Desk};
use super::errors::Refusal;
use super::life;
use super::model::{Line, LineStatus};

const NOT_CANCELLABLE: &str = "취소 가능한 주문상태가 아닙니다";

fn not_cancellable(write: &ClaimWrite) -> Refusal {
    write
        .by_site(Refusal::business(format!("8668${NOT_CANCELLABLE}")), Refusal::rule("W8-1", NOT_CANCELLABLE))
}

pub(crate) fn approve(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    const NO_TARGET: &str = "취소 승인 대상이 없습니다.";
    const DONE: &str = "이미 취소 승인 되었습니다";
    let line = desk.line_of(write, Refusal::alert(NO_TARGET))?;
    let cancel = line.standing_claim().filter(|claim| claim.kind == ClaimKind::Cancel);
    match cancel.map(|claim| claim.status) {
        Some(ClaimStatus::Requested) => {}
        Some(_) => {
            return Err(write.by_site(Refusal::alert(&format!("{DONE}.")), Refusal::rule("W8-2", DONE)));
        }
        None => {
            let auction = Refusal::rule("W8-1", NOT_CANCELLABLE);
            return Err(write.by_site(Refusal::alert(NO_TARGET), auction));
        }
    }
    claim_moves::approve_cancel(desk.state, write.key, Actor::Seller, desk.now);
    life::after_approval(desk.state, desk.settings, write.key, desk.now);
    Ok(Value::Null)
}

/// The line, when it has not left and nobody has asked to cancel it.
fn sellable<'a>(desk: &'a Desk<'_>, write: &ClaimWrite) -> Result<&'a Line, Refusal> {
    let line = desk.line_of(write, not_cancellable(write))?;
    if line.open_of(ClaimKind::Cancel).is_some() {
        let asked = Refusal::rule("W28-1", "이미 취소 요청된 주문입니다");
        return Err(write.by_site(not_cancellable(write), asked));
    }
    let free = line.status.is_waiting() && !line.is_claimed();
    free.then_some(line).ok_or_else(|| not_cancellable(write))
}

/// The goods are sold out by it.
pub(crate) fn sold_out(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    let goods = sellable(desk, write)?.goods.goods_no.clone();
    desk.state.shelf_mut(write.site()).sold_out.insert(goods);
    cancel(desk, write);
    Ok(Value::Null)
}

pub(crate) fn by_seller(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    sellable(desk, write)?;
    cancel(desk, write);
    Ok(Value::Null)
}

fn cancel(desk: &mut Desk<'_>, write: &ClaimWrite) {
    let reason = Reason::new(6, "재고없음");
    claim_moves::open_claim(desk.state, write.key, Draft::cancel(Actor::Seller, reason), desk.now);
    claim_moves::approve_cancel(desk.state, write.key, Actor::Seller, desk.now);
    life::after_approval(desk.state, desk.settings, write.key, desk.now);
}

/// 거래완료(정산 완료) 후, on 옥션 only, out of the 예치금. The refusals but the sample's are unverified.
pub(crate) fn after_remittance(desk: &mut Desk<'_>, write: &ClaimWrite) -> Result<Value, Refusal> {
    if write.site().is_gmarket() {
        return Err(Refusal::site_type());
    }
    let line = desk.line(write.key).ok_or_else(|| Refusal::nothing("주문정보"))?;
    let remitted = line.remitted_at().is_some_and(|at| at <= desk.now);
    let again = line.standing_claim().is_some_and(Claim::is_refunded);
    if line.status != LineStatus::Decided || !remitted || again {
        return Err(Refusal::bad_parameter("고객님의 정보와 주문정보가 일치하지 않습니다."));
    }
    if !desk.settings.deposit_covers {
        return Err(Refusal::new(8000, "처리결과 실패. - 예치금이 부족합니다."));
    }
    claim_moves::refund_after_remittance(desk.state, write.key, desk.now);
    Ok(json!({}))
}

impl Claim {
    /// A refund that has been paid out.
    pub(crate) fn is_refunded(&self) -> bool {
        let ended =
            matches!(self.status, ClaimStatus::Done | ClaimStatus::BySupport | ClaimStatus::AfterRemittance);
        ended && self.kind != ClaimKind::Exchange
    }
}
