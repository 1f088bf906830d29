//! What the marketplace remembers about orders: a sheet (발주서) is one shipment box.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::route::Operation;

/// How many times each write took effect on one sheet or claim.
pub type Applied = BTreeMap<Operation, u32>;

/// The six states of a sheet; there is none for cancelled or confirmed orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SheetStatus {
    /// 결제완료
    Accept,
    /// 상품준비중
    Instruct,
    /// 배송지시
    Departure,
    /// 배송중
    Delivering,
    /// 배송완료
    FinalDelivery,
    /// 업체 직접 배송, from the courier code DIRECT.
    NoneTracking,
}

impl SheetStatus {
    pub(crate) const ALL: [Self; 6] = [
        Self::Accept,
        Self::Instruct,
        Self::Departure,
        Self::Delivering,
        Self::FinalDelivery,
        Self::NoneTracking,
    ];

    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "ACCEPT",
            Self::Instruct => "INSTRUCT",
            Self::Departure => "DEPARTURE",
            Self::Delivering => "DELIVERING",
            Self::FinalDelivery => "FINAL_DELIVERY",
            Self::NoneTracking => "NONE_TRACKING",
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Accept => "결제완료",
            Self::Instruct => "상품준비중",
            Self::Departure => "배송지시",
            Self::Delivering => "배송중",
            Self::FinalDelivery => "배송완료",
            Self::NoneTracking => "업체 직접 배송(배송 연동 미적용), 추적불가",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    pub(crate) fn has_left(self) -> bool {
        !matches!(self, Self::Accept | Self::Instruct)
    }
}

/// Where a parcel goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receiver {
    /// The full name: a label needs it.
    pub name: String,
    /// 안심번호, eleven or twelve digits beginning with 050; some buyers have none.
    pub safe_number: Option<String>,
    /// Region, district, street.
    pub addr1: String,
    /// House, floor, door.
    pub addr2: String,
    /// Five digits.
    pub post_code: String,
}

impl Receiver {
    /// The same invoice number may serve two boxes only when this is equal.
    pub(crate) fn identity(&self) -> String {
        format!("{}|{}|{}", self.name, self.addr1, self.addr2)
    }
}

/// The buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Orderer {
    /// The full name.
    pub name: String,
    /// 안심번호.
    pub safe_number: Option<String>,
}

/// Courier and number of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    /// The courier's code, as `CJGLS`.
    pub courier: String,
    /// The invoice number.
    pub number: String,
}

/// An automatically made bundle option that was sold as the seller's own option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpBundle {
    /// The bundle's own option id.
    pub vendor_item_id: i64,
    /// The bundle's own option name.
    pub name: String,
    /// How many of the seller's option it holds.
    pub size: u32,
}

/// What a shop sells: the static half of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Goods {
    /// 노출상품 id; may change any time.
    pub product_id: i64,
    /// Option id, the smallest key.
    pub vendor_item_id: i64,
    /// Name shown to the buyer, product and option.
    pub vendor_item_name: String,
    /// The seller's product.
    pub seller_product_id: i64,
    /// The seller's product name.
    pub seller_product_name: String,
    /// The seller's option name.
    pub seller_product_item_name: String,
    /// The option name as first registered.
    pub first_item_name: String,
    /// The seller's own stock code; often empty.
    pub sku: String,
    /// Won for one.
    pub price: i64,
    /// What a made-to-order product asks the buyer.
    pub prompt: Option<String>,
}

/// One option in a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// The option.
    pub goods: Goods,
    /// The original quantity, never reduced by cancels.
    pub shipping_count: u32,
    /// Cancelled for good.
    pub cancel_count: u32,
    /// Refund pending.
    pub hold_count: u32,
    /// Seller-borne coupon applied at once, won for the whole line.
    pub instant_coupon: i64,
    /// Seller-borne coupon the buyer downloaded, won for the whole line.
    pub download_coupon: i64,
    /// Coupang-borne discount, won for the whole line.
    pub coupang_discount: i64,
    /// The buyer's answers to the prompt.
    pub inputs: Vec<String>,
    /// 주문 시 출고예정일.
    pub estimated_shipping: NaiveDate,
    /// 실제 출고예정일 of the part of a split that ships later.
    pub planned_shipping: Option<NaiveDate>,
    /// When the invoice number was uploaded.
    pub invoiced_at: Option<DateTime<Utc>>,
    /// 구매확정.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Set when the buyer bought an automatic bundle.
    pub up_bundle: Option<UpBundle>,
}

impl Item {
    /// Not cancelled, though perhaps held.
    pub(crate) fn live(&self) -> u32 {
        self.shipping_count.saturating_sub(self.cancel_count)
    }

    /// 발주 가능 수량 = shippingCount − (holdCountForCancel + cancelCount).
    pub(crate) fn shippable(&self) -> u32 {
        self.live().saturating_sub(self.hold_count)
    }

    pub(crate) fn order_price(&self) -> i64 {
        self.goods.price * i64::from(self.shipping_count)
    }

    pub(crate) fn discount(&self) -> i64 {
        self.instant_coupon + self.download_coupon + self.coupang_discount
    }
}

/// One change of a sheet's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The state reached.
    pub status: SheetStatus,
    /// When.
    pub at: DateTime<Utc>,
}

/// A sheet (발주서): one shipment box of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sheet {
    /// 묶음배송번호, eighteen digits.
    pub shipment_box_id: i64,
    /// 주문번호; one order may hold several boxes.
    pub order_id: i64,
    /// 주문일시.
    pub ordered_at: DateTime<Utc>,
    /// 결제일시.
    pub paid_at: DateTime<Utc>,
    /// From when the lists show it; single queries show it at once.
    pub listed_from: DateTime<Utc>,
    /// 발주서 상태.
    pub status: SheetStatus,
    /// The buyer.
    pub orderer: Orderer,
    /// The current receiver.
    pub receiver: Receiver,
    /// A new address the buyer enters just before the acknowledgement arrives.
    pub next_receiver: Option<Receiver>,
    /// 배송메시지.
    pub memo: String,
    /// Won.
    pub shipping_price: i64,
    /// Surcharge for islands, won.
    pub remote_price: Option<i64>,
    /// 분리배송: already split.
    pub split_shipping: bool,
    /// 아이폰앱, 안드로이드앱, PC웹 or 모바일웹.
    pub refer: String,
    /// THIRD_PARTY, CGF or CGF LITE.
    pub shipment_type: String,
    /// 개인통관고유부호 of an overseas order.
    pub customs_code: Option<String>,
    /// The options in the box.
    pub items: Vec<Item>,
    /// Courier and number, once shipped.
    pub parcel: Option<Parcel>,
    /// 배송지시.
    pub departed_at: Option<DateTime<Utc>>,
    /// 배송중.
    pub in_transit_at: Option<DateTime<Utc>>,
    /// 배송완료.
    pub delivered_at: Option<DateTime<Utc>>,
    /// An acknowledgement already answered with success that shows up later.
    pub acknowledged_from: Option<DateTime<Utc>>,
    /// Newest last.
    pub history: Vec<Step>,
    /// How often each write took effect.
    pub applied: Applied,
}

impl Sheet {
    pub(crate) fn item(&self, vendor_item_id: i64) -> Option<&Item> {
        self.items.iter().find(|item| item.goods.vendor_item_id == vendor_item_id)
    }

    pub(crate) fn item_mut(&mut self, vendor_item_id: i64) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.goods.vendor_item_id == vendor_item_id)
    }

    /// Cancelled or returned before delivery: absent from lists and single queries.
    /// Orders returned after delivery stay.
    pub(crate) fn is_gone(&self) -> bool {
        self.delivered_at.is_none() && self.items.iter().all(|item| item.live() == 0)
    }

    pub(crate) fn holds_refund(&self) -> bool {
        self.items.iter().any(|item| item.hold_count > 0)
    }

    pub(crate) fn can_split(&self) -> bool {
        let live = self.items.iter().filter(|item| item.live() > 0).count();
        !self.split_shipping && !self.status.has_left() && live > 1
    }

    pub(crate) fn reach(&mut self, status: SheetStatus, at: DateTime<Utc>) {
        self.status = status;
        self.history.push(Step { status, at });
    }

    pub(crate) fn count(&mut self, operation: Operation) {
        *self.applied.entry(operation).or_insert(0) += 1;
    }
}
