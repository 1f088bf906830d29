//! What the marketplace really holds, for tests to compare with what an application believes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::claims::{Claim, ClaimKind, ClaimStatus, Holdback, Pickup};
use super::model::{
    Address, Applied, ChangeKind, Delay, GiftStatus, Hope, Line, LineStatus, Order, Parcel, PlaceStatus,
};
use super::state::State;

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderTruth {
    /// 주문 번호
    pub order_id: String,
    /// 주문 일시
    pub ordered_at: DateTime<Utc>,
    /// 결제 일시
    pub paid_at: Option<DateTime<Utc>>,
    /// Bought for somebody else.
    pub gift: bool,
    /// Its lines, each main line before its add-ons.
    pub lines: Vec<LineTruth>,
}

/// A line (상품주문).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineTruth {
    /// 상품 주문 번호
    pub product_order_id: String,
    /// 주문 번호
    pub order_id: String,
    /// productOrderStatus
    pub status: LineStatus,
    /// placeOrderStatus
    pub place_order_status: PlaceStatus,
    /// Product and option.
    pub name: String,
    /// Bought.
    pub quantity: u32,
    /// What ships.
    pub remain_quantity: u32,
    /// Won for one.
    pub price: i64,
    /// The main line of an add-on.
    pub add_on_to: Option<String>,
    /// 묶음배송 번호
    pub package_number: String,
    /// Who receives it now.
    pub receiver: Option<Address>,
    /// The receiver it will have once confirmed.
    pub next_receiver: Option<Address>,
    /// 발송 기한
    pub due_at: DateTime<Utc>,
    /// 발송 지연
    pub delay: Option<Delay>,
    /// 배송 희망일
    pub hope: Option<Hope>,
    /// giftReceivingStatus
    pub gift: Option<GiftStatus>,
    /// Courier and number.
    pub parcel: Option<Parcel>,
    /// What the feed says of it last, and when.
    pub last_change: Option<(ChangeKind, DateTime<Utc>)>,
    /// Its claims, oldest first.
    pub claim_ids: Vec<String>,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimTruth {
    /// 클레임 번호
    pub claim_id: String,
    /// The line.
    pub product_order_id: String,
    /// claimType
    pub kind: ClaimKind,
    /// claimStatus
    pub status: ClaimStatus,
    /// requestQuantity
    pub quantity: u32,
    /// Reason code.
    pub reason: String,
    /// claimRequestDate
    pub requested_at: DateTime<Utc>,
    /// When it was refunded or reshipped for good.
    pub completed_at: Option<DateTime<Utc>>,
    /// 수거
    pub pickup: Option<Pickup>,
    /// 보류
    pub holdback: Option<Holdback>,
    /// Held just now.
    pub held: bool,
    /// Won: what a holdback asks for.
    pub extra_fee: i64,
    /// The replacement's courier and number.
    pub redelivery: Option<Parcel>,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

impl OrderTruth {
    pub(crate) fn of(state: &State, order: &Order) -> Self {
        let lines = order.line_ids.iter().filter_map(|id| state.lines.get(id));
        Self {
            order_id: order.order_id.clone(),
            ordered_at: order.ordered_at,
            paid_at: order.paid_at,
            gift: order.gift,
            lines: lines.map(LineTruth::from).collect(),
        }
    }
}

impl From<&Line> for LineTruth {
    fn from(line: &Line) -> Self {
        Self {
            product_order_id: line.product_order_id.clone(),
            order_id: line.order_id.clone(),
            status: line.status,
            place_order_status: line.place,
            name: format!("{} {}", line.goods.name, line.goods.option),
            quantity: line.quantity,
            remain_quantity: line.remain,
            price: line.goods.price,
            add_on_to: line.add_on_to.clone(),
            package_number: line.package_number.clone(),
            receiver: line.receiver.clone(),
            next_receiver: line.next_receiver.clone(),
            due_at: line.due_at,
            delay: line.delay.clone(),
            hope: line.hope.clone(),
            gift: line.gift,
            parcel: line.parcel.clone(),
            last_change: line.change.as_ref().map(|change| (change.kind, change.at)),
            claim_ids: line.claim_ids.clone(),
            applied: line.applied.clone(),
        }
    }
}

impl From<&Claim> for ClaimTruth {
    fn from(claim: &Claim) -> Self {
        Self {
            claim_id: claim.claim_id.clone(),
            product_order_id: claim.product_order_id.clone(),
            kind: claim.kind,
            status: claim.status,
            quantity: claim.quantity,
            reason: claim.reason.clone(),
            requested_at: claim.requested_at,
            completed_at: claim.completed_at,
            pickup: claim.pickup.clone(),
            holdback: claim.holdback.clone(),
            held: claim.is_held(),
            extra_fee: claim.extra_fee,
            redelivery: claim.redelivery.clone(),
            applied: claim.applied.clone(),
        }
    }
}
