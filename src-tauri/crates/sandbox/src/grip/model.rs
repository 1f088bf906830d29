//! What the marketplace remembers: an order is the basket, a line one option in it and the unit on which
//! the marketplace acts.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::line_state::LineState;
use super::route::Operation;

/// How many times each write took effect on one line.
pub type Applied = BTreeMap<Operation, u32>;

/// OrderKey: both numbers together name a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Key {
    /// 주문 번호
    pub order_seq: u64,
    /// 주문 상품 번호
    pub order_product_seq: u64,
}

impl Key {
    /// Of one line.
    #[must_use]
    pub fn new(order_seq: u64, order_product_seq: u64) -> Self {
        Self { order_seq, order_product_seq }
    }
}

/// PaymentMethod
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Payment {
    /// 1 신용카드
    #[default]
    Card = 1,
    /// 2 실시간 계좌이체
    Transfer = 2,
    /// 3 가상계좌: the buyer pays later, and is refunded to an account they enter.
    VirtualAccount = 3,
    /// 4 카카오페이
    KakaoPay = 4,
    /// 5 네이버페이
    NaverPay = 5,
    /// 6 페이코
    Payco = 6,
    /// 9 휴대폰 결제, since 2026.
    Phone = 9,
    /// 10 토스페이, since 2026.
    TossPay = 10,
    /// 99 그립지원
    Grip = 99,
}

impl Payment {
    /// Every method.
    pub const ALL: [Self; 9] = [
        Self::Card,
        Self::Transfer,
        Self::VirtualAccount,
        Self::KakaoPay,
        Self::NaverPay,
        Self::Payco,
        Self::Phone,
        Self::TossPay,
        Self::Grip,
    ];

    /// As paymentMethod has it.
    #[must_use]
    pub fn code(self) -> i64 {
        self as i64
    }
}

/// serviceType of a product's delivery.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// 1 택배배송
    #[default]
    Parcel,
    /// 2 새벽배송
    Dawn,
    /// 3 해외배송
    Overseas,
    /// 5 직접배송: sent without courier and number.
    Direct,
}

/// Who receives a parcel, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// 수령인 이름
    pub name: String,
    /// 수령인 전화번호
    pub phone: String,
    /// 우편번호
    pub postal_code: String,
    /// 주소
    pub address1: String,
    /// 세부 주소
    pub address2: String,
}

impl Address {
    /// Both parts, as recipientAddress has them.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{} {}", self.address1, self.address2).trim_end().to_owned()
    }
}

/// Courier and number of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    /// companySeq
    pub company_seq: i64,
    /// 운송장 번호
    pub tracking_number: String,
}

/// 배송 지연 안내
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Postponement {
    /// postponeType: 1 재고부족, 2 합배송 요청, 3 배송일지정, 10 기타.
    pub kind: i64,
    /// 상세 지연 사유
    pub reason: String,
    /// postponedAt
    pub at: DateTime<Utc>,
}

/// 판매취소
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SellerCancel {
    /// reasonType
    pub kind: i64,
    /// 주문 취소 사유
    pub reason: String,
}

/// 반품: the newest request of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Return {
    /// buyerReturnReasonType
    pub kind: i64,
    /// buyerReturnReason
    pub reason: String,
    /// 반품신청일시
    pub requested_at: DateTime<Utc>,
    /// 반품취소일시, by either side.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// 반품완료일시
    pub completed_at: Option<DateTime<Utc>>,
    /// sellerPermitMessage
    pub permit_message: Option<String>,
    /// sellerReturnReason: why it was denied.
    pub deny_reason: Option<String>,
}

/// 교환: the newest request of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// buyerChangeReasonType
    pub kind: i64,
    /// buyerChangeReason
    pub reason: String,
    /// 교환신청일시
    pub requested_at: DateTime<Utc>,
    /// 교환취소일시, by either side.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// 교환 접수 안내 메시지
    pub permit_message: Option<String>,
    /// 교환 거절 사유
    pub deny_reason: Option<String>,
    /// The goods came back: no state of its own.
    pub received: bool,
    /// 교환 메모
    pub memo: Option<String>,
    /// Courier and number of the replacement.
    pub parcel: Option<Parcel>,
}

/// What is sold on a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Goods {
    /// Grip 상품 아이디
    pub(crate) product_id: String,
    /// 자체 상품 아이디
    pub(crate) your_product_id: String,
    /// 자체 옵션 아이디; none for goods without options.
    pub(crate) your_option_id: Option<String>,
    pub(crate) name: String,
    pub(crate) option: Option<String>,
    pub(crate) option_seqs: Vec<i64>,
    /// Won.
    pub(crate) price: i64,
    pub(crate) service: Service,
}

/// 구매자
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Buyer {
    pub(crate) nickname: String,
    pub(crate) name: String,
    pub(crate) phone: String,
}

/// The basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) order_seq: u64,
    pub(crate) buyer: Buyer,
    pub(crate) payment: Payment,
    pub(crate) product_seqs: Vec<u64>,
}

/// One option of a basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) key: Key,
    pub(crate) state: LineState,
    pub(crate) goods: Goods,
    pub(crate) quantity: u32,
    /// Won.
    pub(crate) shipping: i64,
    /// Won: 도서/산간지역 추가 배송비.
    pub(crate) shipping_extra: i64,
    /// Won: 쿠폰 할인 금액.
    pub(crate) coupon: i64,
    /// Of the payment; of the order while it waits for one [unverified].
    pub(crate) ordered_at: DateTime<Utc>,
    pub(crate) prepared_at: Option<DateTime<Utc>>,
    pub(crate) started_at: Option<DateTime<Utc>>,
    pub(crate) delivered_at: Option<DateTime<Utc>>,
    pub(crate) confirmed_at: Option<DateTime<Utc>>,
    pub(crate) cancelled_at: Option<DateTime<Utc>>,
    pub(crate) receiver: Address,
    pub(crate) request: Option<String>,
    pub(crate) dawn_request: Option<String>,
    pub(crate) clearance_code: Option<String>,
    pub(crate) parcel: Option<Parcel>,
    pub(crate) postponed: Option<Postponement>,
    pub(crate) seller_cancel: Option<SellerCancel>,
    pub(crate) returned: Option<Return>,
    pub(crate) exchange: Option<Exchange>,
    pub(crate) applied: Applied,
}

impl Line {
    /// Won, before any discount.
    pub(crate) fn amount(&self) -> i64 {
        self.goods.price * i64::from(self.quantity)
    }

    /// It was sent and has not arrived, whatever claim its state tells of.
    pub(crate) fn is_on_its_way(&self) -> bool {
        let sent = self.started_at.is_some() && self.delivered_at.is_none();
        sent && self.state.leaves_parcel() && !self.was_exchanged()
    }

    /// Its return came after an exchange that went through.
    fn was_exchanged(&self) -> bool {
        let kept = |claim: &Exchange| claim.cancelled_at.is_none();
        self.state.is_return() && self.exchange.as_ref().is_some_and(kept)
    }

    /// The seller may say that it arrived: while 배송중, and after a claim that was dropped before it did
    /// [unverified].
    pub(crate) fn may_be_completed(&self) -> bool {
        self.is_on_its_way() && (self.state == LineState::Shipping || self.state.is_dropped_claim())
    }

    /// What it was before a claim that is being dropped.
    pub(crate) fn before_claim(&self) -> LineState {
        match self.delivered_at {
            _ if self.was_exchanged() => LineState::ExchangeDelivered,
            Some(_) => LineState::Delivered,
            None => LineState::Shipping,
        }
    }

    pub(crate) fn count(&mut self, operation: Operation) {
        *self.applied.entry(operation).or_default() += 1;
    }
}

/// 리뷰
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// 리뷰 번호
    pub review_seq: u64,
    /// The line it is about.
    pub key: Key,
    /// 별점
    pub grade: f32,
    /// 리뷰 내용
    pub text: String,
    /// 작성일시
    pub created_at: DateTime<Utc>,
    /// How many pictures.
    pub images: u32,
    /// What the seller answered.
    pub reply: Option<Reply>,
    /// How often each write took effect.
    pub applied: Applied,
}

/// 1:1 문의
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inquiry {
    /// 문의 번호
    pub inquiry_seq: u64,
    /// InquiryType: 1 to 11.
    pub kind: i64,
    /// The line it is about.
    pub key: Key,
    /// Whether it was asked from the order; from the product's page orderSeq is null.
    pub from_order: bool,
    /// 문의 제목
    pub title: String,
    /// 문의 내용
    pub content: String,
    /// 문의일시
    pub created_at: DateTime<Utc>,
    /// 종료된 문의: takes no answer.
    pub closed: bool,
    /// The seller opened it: 읽음.
    pub read: bool,
    /// What the seller answered.
    pub reply: Option<Reply>,
    /// How often each write took effect.
    pub applied: Applied,
}

/// The seller's answer to a review or an inquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// 답변 내용
    pub text: String,
    /// 답변일시
    pub at: DateTime<Utc>,
    /// How often the buyer was told: at once, and again for an edit with noti.
    pub told: u32,
}
