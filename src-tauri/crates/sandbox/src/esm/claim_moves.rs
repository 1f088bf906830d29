//! What happens to claims, whoever started it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::body::midnight;
use super::claims::{Actor, Claim, ClaimKind, ClaimStatus, Hold, Pickup, Reason, Resend};
use super::model::{Applied, Line, LineStatus, Parcel};
use super::site::Key;
use super::state::{Event, State};
use crate::clock::{from_kst, kst};

/// 취소 신청 후 24시간 이내 판매자 승인 없을 경우 자동으로 취소 됩니다.
pub(crate) const ANSWERED_WITHIN: TimeDelta = TimeDelta::hours(24);

/// 보류해제 처리가 지연될 경우, 30일 초과 시 자동으로 보류해제됨.
const HELD_AT_MOST: TimeDelta = TimeDelta::days(30);

/// What is known about a claim when it is filed.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: ClaimKind,
    pub(crate) by: Actor,
    pub(crate) reason: Reason,
    pub(crate) pickup: Option<Pickup>,
    pub(crate) fast_refund: bool,
    pub(crate) goods_status: i64,
}

/// Won: 왕복 배송비, when the buyer is the cause.
const ROUND_TRIP: i64 = 6_000;

impl Draft {
    pub(crate) fn cancel(by: Actor, reason: Reason) -> Self {
        Self { kind: ClaimKind::Cancel, by, reason, pickup: None, fast_refund: false, goods_status: 0 }
    }

    /// A return that the seller's own courier fetches.
    pub(crate) fn returned(by: Actor, reason: Reason) -> Self {
        let pickup = Pickup { by_site: false, parcel: None, completed_at: None };
        let kind = ClaimKind::Return;
        Self { kind, by, reason, pickup: Some(pickup), fast_refund: false, goods_status: 0 }
    }

    fn filed(self, at: DateTime<Utc>) -> Claim {
        let pays = self.kind != ClaimKind::Cancel && self.reason.blame() == 1;
        Claim {
            kind: self.kind,
            status: ClaimStatus::Requested,
            reason: self.reason,
            requested_by: self.by,
            approved_by: Actor::Nobody,
            requested_at: at,
            withdrawn_at: None,
            approved_at: None,
            completed_at: None,
            hold: None,
            pickup: self.pickup,
            resend: None,
            fast_refund: self.fast_refund,
            goods_status: self.goods_status,
            fee: if pays { ROUND_TRIP } else { 0 },
            fee_way: i64::from(pays),
            extra_fee: 0,
            applied: Applied::new(),
        }
    }
}

/// A day the seller names, as the instant it is taken for: today is now.
pub(crate) fn moment_of(day: Option<NaiveDate>, now: DateTime<Utc>) -> DateTime<Utc> {
    match day {
        Some(day) if day < kst(now).date() => from_kst(midnight(day)),
        _ => now,
    }
}

pub(crate) fn open_claim(state: &mut State, key: Key, draft: Draft, at: DateTime<Utc>) {
    let waits = draft.kind == ClaimKind::Cancel && draft.by == Actor::Buyer;
    let Some(line) = state.line_mut(key) else {
        return;
    };
    line.note(
        match draft.kind {
            ClaimKind::Cancel => "취소신청",
            ClaimKind::Return => "반품신청",
            ClaimKind::Exchange => "교환신청",
        },
        at,
    );
    line.claims.push(draft.filed(at));
    if waits {
        state.plan(at + ANSWERED_WITHIN, Event::AutoCancel(key));
    }
}

/// The open claim changes, and 배송진행정보 tells it.
fn step(state: &mut State, key: Key, (what, at): (&str, DateTime<Utc>), change: impl FnOnce(&mut Claim)) {
    if let Some(line) = state.line_mut(key) {
        line.note(what, at);
        if let Some(claim) = line.open_claim_mut() {
            change(claim);
        }
    }
}

/// 철회: the order goes on as if nobody had claimed.
pub(crate) fn withdraw(state: &mut State, key: Key, at: DateTime<Utc>) {
    step(state, key, ("클레임철회", at), |claim| {
        claim.status = ClaimStatus::Withdrawn;
        claim.withdrawn_at = Some(at);
        release(claim, at);
    });
    settle_waiting(state, key, at);
}

fn release(claim: &mut Claim, at: DateTime<Utc>) {
    if let Some(hold) = claim.hold.as_mut().filter(|hold| hold.freed_at.is_none()) {
        hold.freed_at = Some(at);
    }
}

/// 취소승인: 취소중, until the refund went through.
pub(crate) fn approve_cancel(state: &mut State, key: Key, by: Actor, at: DateTime<Utc>) {
    step(state, key, ("취소승인", at), |claim| {
        claim.status = ClaimStatus::InProgress;
        claim.approved_by = by;
        claim.approved_at = Some(at);
    });
}

/// 취소완료
pub(crate) fn refund_cancel(state: &mut State, key: Key, at: DateTime<Utc>) {
    close(state, key, ClaimStatus::Done, (LineStatus::Cancelled, "취소완료", at));
}

/// 환불완료
pub(crate) fn refund_return(state: &mut State, key: Key, at: DateTime<Utc>) {
    approve(state, key, Actor::Seller, at);
    close(state, key, ClaimStatus::Done, (LineStatus::Returned, "반품완료", at));
}

/// 직권환불 of whatever stands open.
pub(crate) fn refund_by_support(state: &mut State, key: Key, at: DateTime<Utc>) {
    approve(state, key, Actor::Support, at);
    let kind = state.line(key).and_then(|line| line.open_claim()).map(|claim| claim.kind);
    let end = if kind == Some(ClaimKind::Cancel) { LineStatus::Cancelled } else { LineStatus::Returned };
    close(state, key, ClaimStatus::BySupport, (end, "직권환불", at));
}

fn close(
    state: &mut State,
    key: Key,
    status: ClaimStatus,
    (end, what, at): (LineStatus, &str, DateTime<Utc>),
) {
    step(state, key, (what, at), |claim| {
        claim.status = status;
        claim.completed_at = Some(at);
    });
    if let Some(line) = state.line_mut(key) {
        line.status = end;
        line.confirms_at = None;
    }
    settle_waiting(state, key, at);
}

/// Approved, unless it was before.
fn approve(state: &mut State, key: Key, by: Actor, at: DateTime<Utc>) {
    let Some(claim) = state.line_mut(key).and_then(Line::open_claim_mut) else {
        return;
    };
    if claim.approved_at.is_none() {
        claim.approved_at = Some(at);
        claim.approved_by = by;
    }
    release(claim, at);
    if let Some(pickup) = claim.pickup.as_mut().filter(|pickup| pickup.completed_at.is_none()) {
        pickup.completed_at = Some(at);
    }
}

/// 반품승인: collected, released, and refunded unless other claims of the basket are open. Tells which.
pub(crate) fn approve_return(state: &mut State, key: Key, by: Actor, at: DateTime<Utc>) -> bool {
    approve(state, key, by, at);
    if basket_has_claims(state, key) {
        step(state, key, ("반품수거완료", at), |claim| claim.status = ClaimStatus::Collected);
        return false;
    }
    refund_return(state, key, at);
    true
}

fn basket_has_claims(state: &State, key: Key) -> bool {
    let Some(line) = state.line(key) else {
        return false;
    };
    let busy = |other: &Line| other.open_claim().is_some_and(|claim| !claim.waits_for_refund());
    state.basket(key.site, line.pay_no).any(|other| other.order_no != key.order_no && busy(other))
}

/// Refunds the returns of a basket that waited for its other claims.
fn settle_waiting(state: &mut State, key: Key, at: DateTime<Utc>) {
    let Some(pay_no) = state.line(key).map(|line| line.pay_no) else {
        return;
    };
    let waits = |line: &Line| line.open_claim().is_some_and(Claim::waits_for_refund);
    let busy = |line: &Line| line.open_claim().is_some_and(|claim| !claim.waits_for_refund());
    if state.basket(key.site, pay_no).any(busy) {
        return;
    }
    let waiting: Vec<Key> =
        state.basket(key.site, pay_no).filter(|line| waits(line)).map(Line::key).collect();
    for key in waiting {
        close(state, key, ClaimStatus::Done, (LineStatus::Returned, "반품완료", at));
    }
}

pub(crate) fn register_pickup(state: &mut State, key: Key, parcel: Parcel) {
    let claim = state.line_mut(key).and_then(Line::open_claim_mut);
    if let Some(pickup) = claim.and_then(|claim| claim.pickup.as_mut()) {
        pickup.by_site = false;
        pickup.parcel = Some(parcel);
    }
}

/// 수거완료. 빠른환불 대상 is refunded with it ("수거여부에 따라 바로 환불완료 가능"); that it always is, and
/// by 기타, is unverified.
pub(crate) fn collect(state: &mut State, key: Key, at: DateTime<Utc>) -> bool {
    let open = state.line(key).and_then(Line::open_claim);
    let waiting = open.filter(|claim| claim.status == ClaimStatus::Requested && claim.pickup.is_some());
    let Some(fast) = waiting.map(|claim| claim.fast_refund && claim.kind == ClaimKind::Return) else {
        return false;
    };
    step(state, key, ("수거완료", at), |claim| {
        claim.status = ClaimStatus::Collected;
        if let Some(pickup) = &mut claim.pickup {
            pickup.completed_at = Some(at);
        }
    });
    if fast {
        approve_return(state, key, Actor::Other, at);
    }
    true
}

pub(crate) fn hold(state: &mut State, key: Key, (reason, detail): (i64, &str), at: DateTime<Utc>) {
    let hold = Hold { reason, detail: detail.to_owned(), held_at: at, freed_at: None };
    step(state, key, ("보류", at), |claim| claim.hold = Some(hold));
    state.plan(at + HELD_AT_MOST, Event::FreeHold(key));
}

/// 보류해제
pub(crate) fn free(state: &mut State, key: Key, at: DateTime<Utc>) -> bool {
    let held = state.line(key).and_then(Line::open_claim).is_some_and(Claim::is_held);
    if held {
        step(state, key, ("보류해제", at), |claim| release(claim, at));
    }
    held
}

/// The hold of a return that nobody released in its thirty days.
pub(crate) fn free_late(state: &mut State, key: Key, at: DateTime<Utc>) {
    let open = state.line(key).and_then(|line| line.open_of(ClaimKind::Return));
    let hold = open.and_then(|claim| claim.hold.as_ref());
    if hold.is_some_and(|hold| hold.held_at + HELD_AT_MOST <= at) {
        free(state, key, at);
    }
}

/// A return becomes an exchange, an exchange a return; blame stays, 결제수단 becomes 판매자 직접결제. Goods that
/// are in stay collected.
pub(crate) fn convert(state: &mut State, key: Key, at: DateTime<Utc>) {
    let Some(line) = state.line_mut(key) else {
        return;
    };
    let Some(old) = line.open_claim_mut() else {
        return;
    };
    old.status = ClaimStatus::Converted;
    release(old, at);
    let kind = if old.kind == ClaimKind::Return { ClaimKind::Exchange } else { ClaimKind::Return };
    let pickup = old.pickup.clone();
    let is_in = pickup.as_ref().is_some_and(|pickup| pickup.completed_at.is_some());
    let status = if is_in { ClaimStatus::Collected } else { ClaimStatus::Requested };
    let draft = Draft {
        kind,
        by: Actor::Seller,
        reason: old.reason.clone(),
        pickup,
        fast_refund: old.fast_refund,
        goods_status: old.goods_status,
    };
    line.claims.push(Claim { fee_way: 3, status, ..draft.filed(at) });
    line.note(if kind == ClaimKind::Exchange { "교환전환" } else { "반품전환" }, at);
}

/// 교환재발송. Releases a hold; 옥션 marks the goods as collected, and its order travels again.
pub(crate) fn resend(state: &mut State, key: Key, parcel: Parcel, at: DateTime<Utc>) {
    step(state, key, ("교환재발송", at), |claim| {
        let sent_at = claim.resend.as_ref().map_or(at, |resend| resend.sent_at);
        claim.resend = Some(Resend { parcel, sent_at, completed_at: None });
        release(claim, at);
        claim.status = ClaimStatus::Resent;
        claim.approved_at = Some(sent_at);
        claim.approved_by = Actor::Seller;
        let pickup = claim.pickup.as_mut().filter(|it| !key.site.is_gmarket() && it.completed_at.is_none());
        if let Some(pickup) = pickup {
            pickup.completed_at = Some(at);
        }
    });
    if let Some(line) = state.line_mut(key).filter(|line| !line.site.is_gmarket()) {
        line.status = LineStatus::Shipping;
    }
}

/// 재발송 배송완료
pub(crate) fn finish_exchange(state: &mut State, key: Key, at: DateTime<Utc>) -> bool {
    let open = state.line(key).and_then(Line::open_claim);
    if open.is_none_or(|claim| claim.status != ClaimStatus::Resent) {
        return false;
    }
    step(state, key, ("교환완료", at), |claim| {
        claim.status = ClaimStatus::Done;
        claim.completed_at = Some(at);
        if let Some(resend) = &mut claim.resend {
            resend.completed_at = Some(at);
        }
    });
    if let Some(line) = state.line_mut(key).filter(|line| line.status != LineStatus::Decided) {
        line.status = LineStatus::Delivered;
        line.delivered_at = line.delivered_at.or(Some(at));
    }
    settle_waiting(state, key, at);
    true
}

/// 옥션 거래완료 후 환불
pub(crate) fn refund_after_remittance(state: &mut State, key: Key, at: DateTime<Utc>) {
    let Some(line) = state.line_mut(key) else {
        return;
    };
    line.note("거래완료 후 환불요청", at);
    line.note("거래완료 후 환불완료", at);
    let draft = Draft::cancel(Actor::Seller, Reason::new(6, "거래완료 후 환불"));
    let mut claim = draft.filed(at);
    claim.status = ClaimStatus::AfterRemittance;
    claim.approved_by = Actor::Seller;
    claim.approved_at = Some(at);
    claim.completed_at = Some(at);
    line.claims.push(claim);
}
