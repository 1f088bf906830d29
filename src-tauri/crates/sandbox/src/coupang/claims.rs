//! What the marketplace remembers about cancels, returns and exchanges.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Applied, Parcel, Receiver};
use super::reasons::Reason;
use super::route::Operation;

/// A cancel leaves before 상품준비중; everything later is a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReceiptType {
    /// 결제완료 단계 취소.
    Cancel,
    /// 상품준비중 이후.
    Return,
}

/// receiptStatus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReturnStatus {
    /// 출고중지요청
    ReleaseStopUnchecked,
    /// 반품접수
    ReturnsUnchecked,
    /// 입고완료
    VendorWarehouseConfirm,
    /// 쿠팡확인요청
    RequestCoupangCheck,
    /// 반품완료
    ReturnsCompleted,
}

impl ReturnStatus {
    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ReleaseStopUnchecked => "RELEASE_STOP_UNCHECKED",
            Self::ReturnsUnchecked => "RETURNS_UNCHECKED",
            Self::VendorWarehouseConfirm => "VENDOR_WAREHOUSE_CONFIRM",
            Self::RequestCoupangCheck => "REQUEST_COUPANG_CHECK",
            Self::ReturnsCompleted => "RETURNS_COMPLETED",
        }
    }
}

/// releaseStopStatus: what became of a stop-shipment request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseStop {
    /// 미처리
    Open,
    /// 처리(이미출고): refused.
    AlreadyShipped,
    /// 처리(출고중지): approved.
    Stopped,
    /// 자동처리(이미출고)
    ShippedAutomatically,
    /// 비대상
    NotApplicable,
}

impl ReleaseStop {
    /// The text on the wire.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Open => "미처리",
            Self::AlreadyShipped => "처리(이미출고)",
            Self::Stopped => "처리(출고중지)",
            Self::ShippedAutomatically => "자동처리(이미출고)",
            Self::NotApplicable => "비대상",
        }
    }
}

/// releaseStatus of a returned item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Release {
    /// 출고됨
    Y,
    /// 미출고
    N,
    /// 출고중지됨
    S,
    /// 이미출고됨
    A,
}

impl Release {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Y => "Y",
            Self::N => "N",
            Self::S => "S",
            Self::A => "A",
        }
    }
}

/// completeConfirmType: who confirmed the return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConfirmType {
    /// 미확인
    Undefined,
    /// 파트너 확인
    VendorConfirm,
    /// CS 대리확인
    CsConfirm,
    /// CS 손실확인
    CsLossConfirm,
}

impl ConfirmType {
    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Undefined => "UNDEFINED",
            Self::VendorConfirm => "VENDOR_CONFIRM",
            Self::CsConfirm => "CS_CONFIRM",
            Self::CsLossConfirm => "CS_LOSS_CONFIRM",
        }
    }
}

/// One option of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnItem {
    /// The box it was sold in.
    pub shipment_box_id: i64,
    /// The option.
    pub vendor_item_id: i64,
    /// Name shown to the buyer.
    pub vendor_item_name: String,
    /// The seller's product.
    pub seller_product_id: i64,
    /// The seller's product name.
    pub seller_product_name: String,
    /// Bought.
    pub purchase_count: u32,
    /// Asked back.
    pub cancel_count: u32,
    /// Won for one.
    pub price: i64,
    /// Whether it had left.
    pub release: Release,
}

/// A cancel or return receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Return {
    /// 접수번호.
    pub receipt_id: i64,
    /// The order.
    pub order_id: i64,
    /// 결제번호.
    pub payment_id: i64,
    /// Cancel or return.
    pub receipt_type: ReceiptType,
    /// Where it stands.
    pub status: ReturnStatus,
    /// 접수일시.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub modified_at: DateTime<Utc>,
    /// Where the goods are fetched.
    pub requester: Receiver,
    /// Why.
    pub reason: Reason,
    /// What the buyer wrote.
    pub comment: String,
    /// 전담택배, 연동택배, 수기관리 or "".
    pub delivery_type: String,
    /// 회수 번호.
    pub delivery_id: i64,
    /// The stop-shipment request.
    pub release_stop: ReleaseStop,
    /// 빠른환불 done.
    pub pre_refund: bool,
    /// Ordinary delivery below 100,000 won: receiving refunds at once.
    pub fast_refund: bool,
    /// Who confirmed.
    pub confirm_type: ConfirmType,
    /// When it was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The options.
    pub items: Vec<ReturnItem>,
    /// Couriers that fetch the goods.
    pub pickups: Vec<Parcel>,
    /// Won; the seller pays a positive, the customer a negative amount.
    pub shipping_charge: i64,
    /// The courier has the goods: the buyer can no longer withdraw.
    pub picked_up: bool,
    /// Withdrawn by the buyer: it vanishes from the lists.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// How often each write took effect.
    pub applied: Applied,
}

impl Return {
    /// cancelCountSum: the quantity over the whole receipt.
    #[must_use]
    pub fn count_sum(&self) -> u32 {
        self.items.iter().map(|item| item.cancel_count).sum()
    }

    /// An unanswered request not to ship.
    pub(crate) fn is_open_stop(&self) -> bool {
        self.withdrawn_at.is_none()
            && self.release_stop == ReleaseStop::Open
            && self.items.iter().any(|item| item.release == Release::N)
            && matches!(self.status, ReturnStatus::ReleaseStopUnchecked | ReturnStatus::ReturnsUnchecked)
    }

    pub(crate) fn is_settled(&self) -> bool {
        self.withdrawn_at.is_some() || self.status == ReturnStatus::ReturnsCompleted
    }

    pub(crate) fn count(&mut self, operation: Operation) {
        *self.applied.entry(operation).or_insert(0) += 1;
    }
}

/// exchangeStatus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ExchangeStatus {
    /// 접수
    Receipt,
    /// 진행
    Progress,
    /// 완료
    Success,
    /// 불가
    Reject,
    /// 철회
    Cancel,
}

impl ExchangeStatus {
    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Receipt => "RECEIPT",
            Self::Progress => "PROGRESS",
            Self::Success => "SUCCESS",
            Self::Reject => "REJECT",
            Self::Cancel => "CANCEL",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        [Self::Receipt, Self::Progress, Self::Success, Self::Reject, Self::Cancel]
            .into_iter()
            .find(|status| status.code() == code)
    }
}

/// collectStatus, as far as the simulation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Collect {
    /// 회수연동전
    BeforeDirection,
    /// 회수연동
    CompleteDirection,
    /// 업체로 이동중
    Delivering,
    /// 업체전달완료
    CompleteCollect,
    /// 철회
    Withdraw,
}

impl Collect {
    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BeforeDirection => "BeforeDirection",
            Self::CompleteDirection => "CompleteDirection",
            Self::Delivering => "Delivering",
            Self::CompleteCollect => "CompleteCollect",
            Self::Withdraw => "Withdraw",
        }
    }
}

/// deliveryStatus of the replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Redelivery {
    /// 배송연동전
    BeforeDirection,
    /// 배송중
    Delivering,
    /// 업체 직송
    VendorDirect,
    /// 배송완료
    CompleteDelivery,
    /// 철회
    Withdraw,
}

impl Redelivery {
    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BeforeDirection => "BeforeDirection",
            Self::Delivering => "Delivering",
            Self::VendorDirect => "VendorDirect",
            Self::CompleteDelivery => "CompleteDelivery",
            Self::Withdraw => "Withdraw",
        }
    }
}

/// An exchange receipt; only for the same item and size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// 교환 접수번호.
    pub exchange_id: i64,
    /// The order.
    pub order_id: i64,
    /// The box the goods were sold in.
    pub original_box_id: i64,
    /// The option.
    pub vendor_item_id: i64,
    /// Name shown to the buyer.
    pub vendor_item_name: String,
    /// Won for one.
    pub price: i64,
    /// How many.
    pub quantity: u32,
    /// Where it stands.
    pub status: ExchangeStatus,
    /// Collecting the old goods.
    pub collect: Collect,
    /// Set when the seller confirmed the goods are in.
    pub collected_at: Option<DateTime<Utc>>,
    /// Delivering the replacement.
    pub redelivery: Redelivery,
    /// The replacement's box, decided when the goods come in.
    pub new_box_id: Option<i64>,
    /// From when the list shows that box.
    pub new_box_from: Option<DateTime<Utc>>,
    /// Courier and number of the replacement.
    pub parcel: Option<Parcel>,
    /// When its number was uploaded.
    pub shipped_at: Option<DateTime<Utc>>,
    /// When it arrived.
    pub delivered_at: Option<DateTime<Utc>>,
    /// Couriers that fetch the old goods.
    pub pickups: Vec<Parcel>,
    /// SOLDOUT or WITHDRAW.
    pub reject_code: Option<String>,
    /// Why.
    pub reason: Reason,
    /// What the buyer wrote.
    pub comment: String,
    /// The customer at both ends.
    pub customer: Receiver,
    /// 접수일시.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub modified_at: DateTime<Utc>,
    /// How often each write took effect.
    pub applied: Applied,
}

impl Exchange {
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.status, ExchangeStatus::Receipt | ExchangeStatus::Progress)
    }

    /// Rejection comes after the goods are in and before the replacement leaves;
    /// refusing it earlier is unverified, so the flag stays false.
    pub(crate) fn is_rejectable(&self) -> bool {
        self.is_open() && self.collected_at.is_some() && self.parcel.is_none()
    }

    /// The replacement's box, once the list shows it.
    pub(crate) fn shown_box(&self, now: DateTime<Utc>) -> Option<i64> {
        let from = self.new_box_from?;
        self.new_box_id.filter(|_| from <= now)
    }

    pub(crate) fn count(&mut self, operation: Operation) {
        *self.applied.entry(operation).or_insert(0) += 1;
    }
}
