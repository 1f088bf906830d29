//! What the sites really hold, for tests to compare with what an application believes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::claims::{Actor, Claim, ClaimKind, ClaimStatus, Hold, Pickup, Reason, Resend};
use super::model::{Address, Applied, Delay, Distribution, Gift, Line, LineStatus, Order, Parcel, Report};
use super::site::Site;
use super::state::State;

/// A basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderTruth {
    /// Which site.
    pub site: Site,
    /// 장바구니(결제)번호
    pub pay_no: u64,
    /// 구매자명
    pub buyer: String,
    /// Won, of the whole basket.
    pub shipping_fee: i64,
    /// Its lines.
    pub lines: Vec<LineTruth>,
}

/// A line (주문번호).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineTruth {
    /// Which site.
    pub site: Site,
    /// 주문번호
    pub order_no: u64,
    /// 장바구니(결제)번호
    pub pay_no: u64,
    /// 묶음배송번호
    pub group_no: u64,
    /// 주문상태, beside which a claim may stand.
    pub status: LineStatus,
    /// DistrType
    pub distribution: Distribution,
    /// 상품명
    pub name: String,
    /// 주문옵션
    pub option: String,
    /// 사이트 상품번호
    pub goods_no: String,
    /// Bought.
    pub quantity: u32,
    /// Won for one.
    pub price: i64,
    /// 주문일자
    pub ordered_at: DateTime<Utc>,
    /// 결제일자
    pub paid_at: Option<DateTime<Utc>>,
    /// 발송마감일
    pub due_at: Option<DateTime<Utc>>,
    /// 주문확인일자
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Who receives it now.
    pub receiver: Option<Address>,
    /// The receiver it will have once confirmed.
    pub next_receiver: Option<Address>,
    /// 발송예정일
    pub delay: Option<Delay>,
    /// 선물하기
    pub gift: Option<Gift>,
    /// Courier and number.
    pub parcel: Option<Parcel>,
    /// 미수령신고
    pub report: Option<Report>,
    /// Its claims, oldest first.
    pub claims: Vec<ClaimTruth>,
    /// Whether the order query leaves it out.
    pub claimed: bool,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimTruth {
    /// Which site.
    pub site: Site,
    /// The line.
    pub order_no: u64,
    /// 취소, 반품 or 교환.
    pub kind: ClaimKind,
    /// Where it stands.
    pub status: ClaimStatus,
    /// Code and words.
    pub reason: Reason,
    /// Who filed it.
    pub requested_by: Actor,
    /// Who approved it.
    pub approved_by: Actor,
    /// 신청일자
    pub requested_at: DateTime<Utc>,
    /// 철회일자
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// 승인일자
    pub approved_at: Option<DateTime<Utc>>,
    /// 완료일자
    pub completed_at: Option<DateTime<Utc>>,
    /// 수거
    pub pickup: Option<Pickup>,
    /// 보류
    pub hold: Option<Hold>,
    /// Held just now.
    pub held: bool,
    /// 환불대기: approved while other claims of the basket are open.
    pub waiting: bool,
    /// Won: what a hold asks for.
    pub extra_fee: i64,
    /// 재발송
    pub resend: Option<Resend>,
    /// 빠른환불
    pub fast_refund: bool,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

impl OrderTruth {
    pub(crate) fn of(state: &State, order: &Order) -> Self {
        Self {
            site: order.site,
            pay_no: order.pay_no,
            buyer: order.buyer.name.clone(),
            shipping_fee: order.shipping_fee,
            lines: state.basket(order.site, order.pay_no).map(LineTruth::from).collect(),
        }
    }
}

impl From<&Line> for LineTruth {
    fn from(line: &Line) -> Self {
        Self {
            site: line.site,
            order_no: line.order_no,
            pay_no: line.pay_no,
            group_no: line.group_no,
            status: line.status,
            distribution: line.distribution,
            name: line.goods.name.clone(),
            option: line.goods.option.clone(),
            goods_no: line.goods.goods_no.clone(),
            quantity: line.quantity,
            price: line.goods.price,
            ordered_at: line.ordered_at,
            paid_at: line.paid_at,
            due_at: line.due_at,
            confirmed_at: line.confirmed_at,
            receiver: line.receiver.clone(),
            next_receiver: line.next_receiver.clone(),
            delay: line.delay.clone(),
            gift: line.gift.clone(),
            parcel: line.parcel.clone(),
            report: line.report.clone(),
            claims: line.claims.iter().map(|claim| ClaimTruth::of(line, claim)).collect(),
            claimed: line.is_claimed(),
            applied: line.applied.clone(),
        }
    }
}

impl ClaimTruth {
    pub(crate) fn of(line: &Line, claim: &Claim) -> Self {
        Self {
            site: line.site,
            order_no: line.order_no,
            kind: claim.kind,
            status: claim.status,
            reason: claim.reason.clone(),
            requested_by: claim.requested_by,
            approved_by: claim.approved_by,
            requested_at: claim.requested_at,
            withdrawn_at: claim.withdrawn_at,
            approved_at: claim.approved_at,
            completed_at: claim.completed_at,
            pickup: claim.pickup.clone(),
            hold: claim.hold.clone(),
            held: claim.is_held(),
            waiting: claim.waits_for_refund(),
            extra_fee: claim.extra_fee,
            resend: claim.resend.clone(),
            fast_refund: claim.fast_refund,
            applied: claim.applied.clone(),
        }
    }
}
