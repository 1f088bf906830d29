//! What the marketplace really holds, for tests to compare with what an application believes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::line_state::LineState;
use super::model::{
    Address, Applied, Exchange, Inquiry, Key, Line, Order, Parcel, Payment, Postponement, Return, Review,
    SellerCancel, Service,
};
use super::state::State;

/// Everything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Truth {
    /// Every basket, by its number.
    pub orders: Vec<OrderTruth>,
    /// 리뷰
    pub reviews: Vec<Review>,
    /// 1:1 문의
    pub inquiries: Vec<Inquiry>,
}

/// A basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderTruth {
    /// 주문 번호
    pub order_seq: u64,
    /// 구매자 닉네임
    pub nickname: String,
    /// 구매자 이름
    pub buyer: String,
    /// 구매자 전화번호
    pub buyer_phone: String,
    /// 결제 수단
    pub payment: Payment,
    /// Its lines.
    pub lines: Vec<LineTruth>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineTruth {
    /// Both its numbers.
    pub key: Key,
    /// 주문 상태
    pub state: LineState,
    /// 주문 당시 상품명
    pub name: String,
    /// 주문 당시 옵션명
    pub option: Option<String>,
    /// Grip 상품 아이디
    pub product_id: String,
    /// 자체 상품 아이디
    pub your_product_id: String,
    /// 자체 옵션 아이디
    pub your_option_id: Option<String>,
    /// How it is delivered.
    pub service: Service,
    /// Bought.
    pub quantity: u32,
    /// Won for one.
    pub price: i64,
    /// Won: 배송비.
    pub shipping: i64,
    /// Won: 도서/산간지역 추가 배송비.
    pub shipping_extra: i64,
    /// Won: 쿠폰 할인 금액.
    pub coupon: i64,
    /// 주문 결제 일시
    pub ordered_at: DateTime<Utc>,
    /// 발주
    pub prepared_at: Option<DateTime<Utc>>,
    /// 발송 시작 일시
    pub started_at: Option<DateTime<Utc>>,
    /// 배송완료
    pub delivered_at: Option<DateTime<Utc>>,
    /// 구매 확정 일시
    pub confirmed_at: Option<DateTime<Utc>>,
    /// 주문(판매) 취소 일시
    pub cancelled_at: Option<DateTime<Utc>>,
    /// Who receives it now.
    pub receiver: Address,
    /// 배송 메시지
    pub request: Option<String>,
    /// 새벽 배송 메시지
    pub dawn_request: Option<String>,
    /// 개인 통관 번호
    pub clearance_code: Option<String>,
    /// Courier and number.
    pub parcel: Option<Parcel>,
    /// 배송 지연 안내
    pub postponed: Option<Postponement>,
    /// 판매취소
    pub seller_cancel: Option<SellerCancel>,
    /// The newest return.
    pub returned: Option<Return>,
    /// The newest exchange.
    pub exchange: Option<Exchange>,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

impl Truth {
    pub(crate) fn of(state: &State) -> Self {
        Self {
            orders: state.orders().map(|order| OrderTruth::of(state, order)).collect(),
            reviews: state.reviews.values().cloned().collect(),
            inquiries: state.inquiries.values().cloned().collect(),
        }
    }
}

impl OrderTruth {
    pub(crate) fn of(state: &State, order: &Order) -> Self {
        Self {
            order_seq: order.order_seq,
            nickname: order.buyer.nickname.clone(),
            buyer: order.buyer.name.clone(),
            buyer_phone: order.buyer.phone.clone(),
            payment: order.payment,
            lines: state.basket(order.order_seq).map(LineTruth::from).collect(),
        }
    }
}

impl From<&Line> for LineTruth {
    fn from(line: &Line) -> Self {
        Self {
            key: line.key,
            state: line.state,
            name: line.goods.name.clone(),
            option: line.goods.option.clone(),
            product_id: line.goods.product_id.clone(),
            your_product_id: line.goods.your_product_id.clone(),
            your_option_id: line.goods.your_option_id.clone(),
            service: line.goods.service,
            quantity: line.quantity,
            price: line.goods.price,
            shipping: line.shipping,
            shipping_extra: line.shipping_extra,
            coupon: line.coupon,
            ordered_at: line.ordered_at,
            prepared_at: line.prepared_at,
            started_at: line.started_at,
            delivered_at: line.delivered_at,
            confirmed_at: line.confirmed_at,
            cancelled_at: line.cancelled_at,
            receiver: line.receiver.clone(),
            request: line.request.clone(),
            dawn_request: line.dawn_request.clone(),
            clearance_code: line.clearance_code.clone(),
            parcel: line.parcel.clone(),
            postponed: line.postponed.clone(),
            seller_cancel: line.seller_cancel.clone(),
            returned: line.returned.clone(),
            exchange: line.exchange.clone(),
            applied: line.applied.clone(),
        }
    }
}
