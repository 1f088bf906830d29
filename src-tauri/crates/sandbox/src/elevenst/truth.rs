//! What the marketplace really holds, for tests to compare with what an application believes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::claims::{Claim, ClaimKind, ClaimStatus, Hold, Pickup, RefusedBecause};
use super::model::{Address, Applied, Delay, Line, LineStatus, NonDelivery, Order, Parcel};
use super::state::State;

/// Everything at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Truth {
    /// Every order, in the order of their numbers.
    pub orders: Vec<OrderTruth>,
    /// Every claim, closed ones included.
    pub claims: Vec<ClaimTruth>,
    /// 신용점수 taken off for refusing to sell.
    pub credit_lost: u32,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderTruth {
    /// 주문번호
    pub ord_no: String,
    /// 주문일시
    pub ordered_at: DateTime<Utc>,
    /// 결제완료일시
    pub paid_at: Option<DateTime<Utc>>,
    /// Bought for somebody else.
    pub gift: bool,
    /// Its lines, each main line before its add-ons.
    pub lines: Vec<LineTruth>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineTruth {
    /// `{ordNo}-{ordPrdSeq}`, the name of the line in this interface.
    pub line_id: String,
    /// 주문번호
    pub ord_no: String,
    /// ordPrdSeq
    pub ord_prd_seq: u32,
    /// Its own status, whatever claim is open.
    pub status: LineStatus,
    /// ordPrdStat as the marketplace shows it.
    pub shown_status: String,
    /// Product and option.
    pub name: String,
    /// prdNo
    pub prd_no: String,
    /// Bought.
    pub quantity: u32,
    /// Neither cancelled nor returned.
    pub remain_quantity: u32,
    /// Won for one.
    pub price: i64,
    /// The main line of an add-on.
    pub add_on_to: Option<String>,
    /// addPrdYn
    pub add_prd_yn: String,
    /// addPrdNo as lists show it.
    pub add_prd_no: String,
    /// dlvNo
    pub dlv_no: String,
    /// Who receives it now.
    pub receiver: Option<Address>,
    /// The receiver it will have once confirmed.
    pub next_receiver: Option<Address>,
    /// 발송마감일
    pub due_at: DateTime<Utc>,
    /// 발송지연안내
    pub delay: Option<Delay>,
    /// Methods, couriers and numbers.
    pub parcels: Vec<Parcel>,
    /// 발송처리일
    pub shipped_at: Option<DateTime<Utc>>,
    /// visitDlvCertCode
    pub visit_code: Option<String>,
    /// 상품미도착 신고
    pub non_delivery: Option<NonDelivery>,
    /// Its claims, oldest first.
    pub claim_ids: Vec<String>,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimTruth {
    /// ordPrdCnSeq or clmReqSeq
    pub claim_id: String,
    /// The line as `{ordNo}-{ordPrdSeq}`.
    pub line_id: String,
    /// 취소, 반품, 교환 or 직권취소
    pub kind: ClaimKind,
    /// Where it stands.
    pub status: ClaimStatus,
    /// ordCnStatCd or clmStat
    pub code: String,
    /// ordCnQty or clmReqQty
    pub quantity: u32,
    /// Reason code.
    pub reason: String,
    /// createDt or reqDt
    pub requested_at: DateTime<Utc>,
    /// When it was done, refused or withdrawn.
    pub ended_at: Option<DateTime<Utc>>,
    /// How the goods come back.
    pub pickup: Option<Pickup>,
    /// 보류
    pub hold: Option<Hold>,
    /// 거부
    pub refusal: Option<RefusedBecause>,
    /// The replacement's courier and number.
    pub parcel: Option<Parcel>,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

impl OrderTruth {
    pub(crate) fn of(state: &State, order: &Order) -> Self {
        let lines = order.line_ids.iter().filter_map(|id| state.lines.get(id));
        Self {
            ord_no: order.ord_no.clone(),
            ordered_at: order.ordered_at,
            paid_at: order.paid_at,
            gift: order.gift,
            lines: lines.map(|line| LineTruth::of(state, line)).collect(),
        }
    }
}

impl LineTruth {
    pub(crate) fn of(state: &State, line: &Line) -> Self {
        Self {
            line_id: line.line_id.clone(),
            ord_no: line.ord_no.clone(),
            ord_prd_seq: line.seq,
            status: line.status,
            shown_status: state.shown(line).0.to_owned(),
            name: format!("{} {}", line.goods.name, line.goods.option),
            prd_no: line.goods.prd_no.clone(),
            quantity: line.quantity,
            remain_quantity: line.remain(),
            price: line.goods.price,
            add_on_to: line.add_on_to.clone(),
            add_prd_yn: line.add_prd_yn().to_owned(),
            add_prd_no: line.add_prd_no().to_owned(),
            dlv_no: line.dlv_no.clone(),
            receiver: line.receiver.clone(),
            next_receiver: line.next_receiver.clone(),
            due_at: line.due_at,
            delay: line.delay.clone(),
            parcels: line.parcels.clone(),
            shipped_at: line.shipped_at,
            visit_code: line.visit_code.clone(),
            non_delivery: line.non_delivery.clone(),
            claim_ids: line.claim_ids.clone(),
            applied: line.applied.clone(),
        }
    }
}

impl From<&Claim> for ClaimTruth {
    fn from(claim: &Claim) -> Self {
        Self {
            claim_id: claim.claim_id.clone(),
            line_id: claim.line_id.clone(),
            kind: claim.kind,
            status: claim.status,
            code: claim.status.code().to_owned(),
            quantity: claim.quantity,
            reason: claim.reason.clone(),
            requested_at: claim.requested_at,
            ended_at: claim.ended_at,
            pickup: claim.pickup.clone(),
            hold: claim.hold.clone(),
            refusal: claim.refusal.clone(),
            parcel: claim.parcel.clone(),
            applied: claim.applied.clone(),
        }
    }
}
