//! What the marketplace remembers about orders: an order is the basket, a line (상품주문) the unit
//! on which it acts.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::claims::{ClaimKind, ClaimStatus};
use super::route::Operation;

/// How many times each write took effect on one line or claim.
pub type Applied = BTreeMap<Operation, u32>;

/// productOrderStatus
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LineStatus {
    /// 결제 대기
    PaymentWaiting,
    /// 결제 완료; 발주확인 leaves it so.
    Payed,
    /// 배송 중
    Delivering,
    /// 배송 완료
    Delivered,
    /// 구매 확정
    PurchaseDecided,
    /// 교환
    Exchanged,
    /// 취소
    Canceled,
    /// 반품
    Returned,
    /// 미결제 취소
    CanceledByNopayment,
}

impl LineStatus {
    /// The trade is over: the customs code is no longer shown.
    pub(crate) fn is_closed(self) -> bool {
        !matches!(self, Self::PaymentWaiting | Self::Payed | Self::Delivering | Self::Delivered)
    }
}

/// placeOrderStatus
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PlaceStatus {
    /// 발주 미확인
    NotYet,
    /// 발주 확인
    Ok,
    /// 발주 확인 해제
    Cancel,
}

/// giftReceivingStatus
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GiftStatus {
    /// 수락 대기(배송지 입력 대기)
    WaitForReceiving,
    /// 수락 완료
    Received,
}

/// lastChangedType: the only things the change feed tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChangeKind {
    /// 결제 대기
    PayWaiting,
    /// 결제 완료
    Payed,
    /// 옵션 변경 (선물)
    ExchangeOption,
    /// 배송지 변경
    DeliveryAddressChanged,
    /// 선물 수락
    GiftReceived,
    /// 클레임 철회: a buyer's withdrawal and a seller's rejection.
    ClaimRejected,
    /// 발송 처리
    Dispatched,
    /// 클레임 요청
    ClaimRequested,
    /// 수거 완료
    CollectDone,
    /// 클레임 완료
    ClaimCompleted,
    /// 구매 확정
    PurchaseDecided,
    /// 배송 희망일 변경
    HopeDeliveryInfoChanged,
    /// 교환 재배송
    ClaimRedelivering,
}

/// The last change of a line, with the line as it was then: later moves without an event do
/// not show in the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Change {
    /// Whole milliseconds.
    pub(crate) at: DateTime<Utc>,
    pub(crate) paid_at: Option<DateTime<Utc>>,
    pub(crate) kind: ChangeKind,
    pub(crate) status: LineStatus,
    pub(crate) claim: Option<(ClaimKind, ClaimStatus)>,
    pub(crate) address_changed: bool,
    pub(crate) gift: Option<GiftStatus>,
}

/// Who receives a parcel, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// 이름
    pub name: String,
    /// 연락처 1; a real number, not a safe one.
    pub tel1: String,
    /// 연락처 2; empty when there is none.
    pub tel2: String,
    /// Five digits.
    pub zip_code: String,
    /// 기본 주소
    pub base_address: String,
    /// 상세 주소
    pub detailed_address: String,
}

/// Courier and number of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    /// deliveryMethod, as DELIVERY.
    pub method: String,
    /// deliveryCompany, as CJGLS; `None` for methods without a courier.
    pub company: Option<String>,
    /// trackingNumber; `None` for methods without a courier.
    pub number: Option<String>,
    /// sendDate
    pub sent_at: DateTime<Utc>,
    /// pickupDate
    pub picked_up_at: Option<DateTime<Utc>>,
    /// deliveredDate
    pub delivered_at: Option<DateTime<Utc>>,
    /// wrongTrackingNumberRegisteredDate: the number turned out to be wrong.
    pub wrong_since: Option<DateTime<Utc>>,
    /// When nobody took it, until it arrives after all.
    pub failed_at: Option<DateTime<Utc>>,
}

impl Parcel {
    /// deliveryStatus
    pub(crate) fn status(&self) -> &'static str {
        match (&self.number, self.picked_up_at, self.delivered_at) {
            (None, ..) => "NOT_TRACKING",
            _ if self.wrong_since.is_some() => "WRONG_INVOICE",
            (_, _, Some(_)) => "DELIVERY_COMPLETION",
            _ if self.failed_at.is_some() => "DELIVERY_FAIL",
            (_, Some(_), None) => "DELIVERING",
            (_, None, None) => "COLLECT_REQUEST",
        }
    }

    pub(crate) fn same_number(&self, other: &Self) -> bool {
        self.company == other.company && self.number == other.number
    }
}

/// The basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) order_id: String,
    pub(crate) ordered_at: DateTime<Utc>,
    pub(crate) paid_at: Option<DateTime<Utc>>,
    pub(crate) orderer: Orderer,
    /// Korean text, as 신용카드 간편결제.
    pub(crate) payment_means: String,
    pub(crate) mobile: bool,
    pub(crate) membership: bool,
    pub(crate) gift: bool,
    pub(crate) line_ids: Vec<String>,
}

/// 주문자
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Orderer {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) tel: String,
}

/// What is sold on a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Goods {
    /// 채널 상품 번호; an add-on carries its main line's.
    pub(crate) product_id: String,
    pub(crate) original_product_id: String,
    pub(crate) name: String,
    /// Empty for a product without options.
    pub(crate) option: String,
    /// Korean text; 추가구성상품 is an add-on.
    pub(crate) class: String,
    pub(crate) item_no: String,
    pub(crate) option_code: String,
    pub(crate) seller_code: String,
    /// Won.
    pub(crate) price: i64,
}

/// 발송 지연; the last one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delay {
    /// delayedDispatchReason
    pub reason: String,
    /// delayedDispatchDetailedReason
    pub detail: String,
}

/// 배송 희망일
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hope {
    /// `yyyyMMdd`
    pub day: String,
    /// `HHmm`
    pub time: Option<String>,
    /// 지역
    pub region: Option<String>,
    /// 변경 사유; `None` as ordered.
    pub change_reason: Option<String>,
    /// When the seller changed it.
    pub changed_at: Option<DateTime<Utc>>,
}

/// 상품주문
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) product_order_id: String,
    pub(crate) order_id: String,
    pub(crate) status: LineStatus,
    pub(crate) place: PlaceStatus,
    pub(crate) confirmed_at: Option<DateTime<Utc>>,
    pub(crate) goods: Goods,
    /// The main line of an add-on (추가구성상품).
    pub(crate) add_on_to: Option<String>,
    /// Bought; never shrinks.
    pub(crate) quantity: u32,
    /// Neither cancelled nor returned: what ships.
    pub(crate) remain: u32,
    /// Won off the whole initial quantity.
    pub(crate) discount: i64,
    pub(crate) delivery_fee: i64,
    /// 지역별 추가 배송비
    pub(crate) remote_fee: i64,
    pub(crate) package_number: String,
    /// Absent until a gift is received.
    pub(crate) receiver: Option<Address>,
    /// Takes effect in the instant the seller confirms.
    pub(crate) next_receiver: Option<Address>,
    pub(crate) address_changed: bool,
    pub(crate) memo: String,
    pub(crate) customs_code: Option<String>,
    /// shippingDueDate
    pub(crate) due_at: DateTime<Utc>,
    pub(crate) delay: Option<Delay>,
    /// deliveryAttributeType
    pub(crate) attribute: String,
    pub(crate) hope: Option<Hope>,
    pub(crate) gift: Option<GiftStatus>,
    pub(crate) gift_received_at: Option<DateTime<Utc>>,
    pub(crate) parcel: Option<Parcel>,
    pub(crate) decided_at: Option<DateTime<Utc>>,
    pub(crate) change: Option<Change>,
    /// Oldest first.
    pub(crate) claim_ids: Vec<String>,
    /// A delayed confirmation waits until then.
    pub(crate) confirms_at: Option<DateTime<Utc>>,
    pub(crate) applied: Applied,
}

impl Line {
    pub(crate) fn is_confirmed(&self) -> bool {
        self.place == PlaceStatus::Ok
    }

    pub(crate) fn is_unpaid(&self) -> bool {
        self.status == LineStatus::PaymentWaiting
    }

    pub(crate) fn has_left(&self) -> bool {
        matches!(self.status, LineStatus::Delivering | LineStatus::Delivered)
    }

    /// 수락 대기: nothing can be confirmed or sent.
    pub(crate) fn waits_for_receiver(&self) -> bool {
        self.gift == Some(GiftStatus::WaitForReceiving)
    }

    pub(crate) fn count(&mut self, operation: Operation) {
        *self.applied.entry(operation).or_default() += 1;
    }

    /// Won, before discount.
    pub(crate) fn amount(&self, quantity: u32) -> i64 {
        self.goods.price * i64::from(quantity)
    }

    /// The share of the discount that belongs to so many.
    pub(crate) fn discount_of(&self, quantity: u32) -> i64 {
        self.discount * i64::from(quantity) / i64::from(self.quantity.max(1))
    }
}
