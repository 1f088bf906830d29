//! Orders, as lines: the unit on which a marketplace acts.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, BundleId, CourierCode, Detail, InvoiceNumber, ItemId, LineId, Marketplace, OrderId, Person,
    Receiver, Won,
};

/// How far a line has come on its own, before claims are considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 결제완료
    Paid,
    /// 상품준비중 (confirmed, not yet shipped)
    Preparing,
    /// 배송지시, or shipped without tracking
    Shipped,
    /// 배송중
    Delivering,
    /// 배송완료
    Delivered,
    /// 구매확정
    Confirmed,
    /// The whole line was cancelled.
    Canceled,
    /// A raw status we do not know; it is shown as it came and nothing may be written to it.
    Unknown,
}

/// One product option of an order at one marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Whose order it is.
    pub account: AccountId,
    /// Where it was bought.
    pub marketplace: Marketplace,
    /// The basket.
    pub order: OrderId,
    /// The unit on which the marketplace acts; unique within the account.
    pub line: LineId,
    /// The product option; unique within the order's bundle.
    pub item: ItemId,
    /// The parcel it ships in.
    pub bundle: BundleId,
    /// The marketplace's status, translated.
    pub stage: Stage,
    /// The marketplace's status as it came.
    pub raw_status: String,
    /// When the buyer ordered.
    pub ordered_at: DateTime<Utc>,
    /// When the buyer paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// The day in Korea by which it should ship.
    pub ship_by: Option<NaiveDate>,
    /// When it left.
    pub shipped_at: Option<DateTime<Utc>>,
    /// When it arrived.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When the purchase became final (구매확정).
    pub confirmed_at: Option<DateTime<Utc>>,
    /// What was bought.
    pub product: Product,
    /// How many.
    pub quantity: Quantity,
    /// For how much.
    pub price: Price,
    /// Who bought.
    pub buyer: Person,
    /// Who receives.
    pub receiver: Receiver,
    /// How it travels.
    pub delivery: Delivery,
    /// Where in the marketplace it was bought (아이폰앱, PC웹 …), or empty.
    pub channel: String,
    /// What it tells besides.
    #[serde(default)]
    pub more: Vec<Detail>,
    /// The marketplace's own record of this line, JSON, for what we do not translate.
    pub raw: String,
}

/// What was bought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// The product's name.
    pub name: String,
    /// The chosen option, or empty.
    pub option: String,
    /// The name the buyer saw, where the marketplace keeps one of its own.
    pub shown_name: String,
    /// The marketplace's product number.
    pub product_id: String,
    /// The seller's own code (SKU), or empty.
    pub sku: String,
    /// What the buyer wrote for a made-to-order product.
    pub inputs: Vec<String>,
    /// The name the buyer saw differs from the seller's product: look before shipping.
    pub name_mismatch: bool,
    /// It was bought along with another product of the order (추가구성상품).
    #[serde(default)]
    pub add_on: bool,
}

/// How many of a line, in pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Quantity {
    /// Ordered at first.
    pub ordered: u32,
    /// Cancelled for good.
    pub canceled: u32,
    /// Held because a refund is pending.
    pub held: u32,
}

impl Quantity {
    /// What must be put in the box: ordered − cancelled − held.
    pub const fn to_ship(self) -> u32 {
        self.ordered.saturating_sub(self.canceled.saturating_add(self.held))
    }
}

/// What a line cost, in won.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// One piece.
    pub unit: Won,
    /// All pieces before discounts.
    pub total: Won,
    /// The discount the seller bears.
    pub seller_discount: Won,
    /// The discount the marketplace bears.
    pub marketplace_discount: Won,
    /// Shipping of the whole bundle.
    pub shipping: Won,
    /// Surcharge of the bundle for islands and mountains.
    pub remote: Won,
}

impl Price {
    /// What the buyer paid for the line, without shipping.
    pub fn paid(&self) -> Won {
        self.total - self.seller_discount - self.marketplace_discount
    }
}

/// How a line travels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The marketplace's courier code, when it gives one.
    pub courier: Option<CourierCode>,
    /// The courier's name as the marketplace shows it.
    pub courier_name: String,
    /// The invoice number, once there is one.
    pub invoice: Option<InvoiceNumber>,
    /// The bundle may be shipped in parts.
    pub splittable: bool,
    /// The bundle already ships in parts.
    pub split: bool,
    /// The day promised for the rest of a split bundle.
    pub planned_ship_date: Option<NaiveDate>,
    /// An island or a mountain village: a surcharge applies.
    pub remote_area: bool,
    /// Why the buyer was told a later day (발송지연), or empty.
    #[serde(default)]
    pub delayed_because: String,
    /// The day on which the buyer wants it (배송희망일).
    #[serde(default)]
    pub hoped_for: Option<NaiveDate>,
}
