//! What a marketplace tells of a line or a claim besides what every marketplace tells.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Won;

mod words;

/// One thing that a marketplace tells.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Detail {
    /// What it is.
    pub kind: DetailKind,
    /// In the marketplace's words; amounts as whole won, moments by RFC 3339, days as `YYYY-MM-DD`.
    pub value: String,
}

/// What it can be, in the order in which it is shown: of a line, then of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DetailKind {
    /// The buyer's member ID or nickname.
    Member,
    /// The buyer's rank among the marketplace's members.
    MemberGrade,
    /// The name in Latin letters of a buyer abroad.
    EnglishName,
    /// How it was paid.
    PaymentMethod,
    /// When an order that waits for its payment is given up.
    PaymentDue,
    /// What was paid for the line, or for its basket where the marketplace tells no more, in won.
    PaidAmount,
    /// The part of the basket that was paid by card, transfer or the like, in won.
    PaidByMeans,
    /// The part of the basket that was paid with points, in won.
    Points,
    /// The part of the basket that was paid with charged money (충전금), in won.
    ChargedMoney,
    /// The part of the basket that was paid with rewards (적립금), in won.
    RewardMoney,
    /// The part of the basket that is paid later (후불결제), in won.
    PayLater,
    /// A discount for paying by a card, in won.
    CardDiscount,
    /// The discount on the whole basket, in won.
    OrderDiscount,
    /// What the chosen option costs on top, in won.
    OptionPrice,
    /// A discount that everybody gets (즉시할인), in won.
    InstantDiscount,
    /// A discount for several pieces (복수구매할인), in won.
    BulkDiscount,
    /// Discounts that the seller bears, in won.
    SellerCoupon,
    /// Discounts that the marketplace bears, in won.
    MarketplaceCoupon,
    /// What the seller gives back to the buyer as money of the marketplace, in won.
    Cashback,
    /// What the marketplace keeps, in won.
    Commission,
    /// Its part for the payment, in won.
    PaymentCommission,
    /// Its part for the sale, in won.
    SaleCommission,
    /// Its part for the channel, in won.
    ChannelCommission,
    /// Its part for having been found by the marketplace's price comparison, in won.
    LinkedCommission,
    /// By which rule it is reckoned.
    CommissionRule,
    /// What is expected to be paid out, in won.
    ExpectedPayout,
    /// The seller's own code of the product, where the option has one besides.
    ProductCode,
    /// The seller's own code of the option.
    OptionCode,
    /// The seller's own further codes.
    SellerCode,
    /// The marketplace's number of the option.
    OptionNumber,
    /// The number of the product's page.
    ListedProduct,
    /// The number of the product behind the page.
    OriginalProduct,
    /// The option's name at its first registration, where it was changed since.
    FirstOption,
    /// What a made-to-order product asks its buyer for.
    InputPrompt,
    /// Several pieces that are sold as one (자동 묶음).
    AutoBundle,
    /// Used goods.
    Condition,
    /// What is given along for nothing.
    FreeGift,
    /// The marketplace's number of the goods in its warehouse.
    StockNumber,
    /// When the order was confirmed (발주확인).
    AcceptedAt,
    /// Until when a gift can be accepted.
    GiftDue,
    /// How it travels: by courier, by the seller, fetched by the buyer.
    DeliveryMethod,
    /// The pace that was promised: today, on a wished day, made to order.
    DeliveryPace,
    /// The hour by which it must leave on the same day.
    SameDay,
    /// The day from which it can leave.
    ShipFrom,
    /// The day by which it arrives.
    ArriveBy,
    /// Who pays the courier and when: 선불, 착불, 무료.
    ShippingPayment,
    /// What shipping costs depend on: 무료, 조건부 무료, 유료.
    ShippingPolicy,
    /// What was taken off the shipping, in won.
    ShippingDiscount,
    /// How the surcharge for islands and mountains is paid.
    RemotePayment,
    /// Whose warehouse ships it, where it is not the seller's.
    Fulfilment,
    /// It goes abroad.
    Overseas,
    /// It is set up at the buyer's place.
    Installed,
    /// The message for a delivery before dawn (새벽배송).
    DawnMemo,
    /// Where the goods leave from.
    Origin,
    /// How the buyer came to the product.
    Inflow,
    /// Who asked for the claim: the buyer, the marketplace's support.
    AskedBy,
    /// From where it was asked for.
    AskedThrough,
    /// Which sort of cancel it is.
    CancelSort,
    /// How far the stop of the dispatch came (출고중지).
    StopStatus,
    /// In which state the goods are.
    GoodsState,
    /// The option that is claimed.
    ClaimedOption,
    /// Under which number the goods had been sent.
    SentUnder,
    /// When it was approved.
    ApprovedAt,
    /// When it was taken back.
    WithdrawnAt,
    /// The day on which the goods should be fetched.
    PickupDue,
    /// When the goods were back.
    CollectedAt,
    /// When the hold ended.
    ReleasedAt,
    /// When it was over.
    EndedAt,
    /// How the buyer pays the way back.
    FeePayment,
    /// What was taken off the way back, in won.
    FeeDiscount,
    /// What the marketplace bears of the way back, in won.
    FeeSupport,
    /// What the marketplace's own courier costs on the way back, in won.
    PickupFee,
    /// The surcharge of the way back for islands and mountains, in won.
    RemoteFee,
    /// What else the buyer is charged, in won.
    OtherFee,
    /// When the refund is expected.
    RefundDue,
    /// What the refund waits for.
    RefundWaits,
    /// Where the goods come back to.
    ReturnsTo,
    /// How far the new goods of an exchange are.
    ReshipStatus,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailForm {
    /// Words.
    Text,
    /// Whole won.
    Won,
    /// A moment, RFC 3339.
    Moment,
    /// A day in Korea.
    Day,
}

impl Detail {
    /// A detail, unless it is empty.
    pub fn told(kind: DetailKind, value: impl Into<String>) -> Option<Self> {
        let value = value.into();
        (!value.trim().is_empty()).then_some(Self { kind, value })
    }

    /// An amount, unless it is nothing.
    pub fn won(kind: DetailKind, amount: Option<Won>) -> Option<Self> {
        let amount = amount.filter(|amount| *amount != Won::ZERO)?;
        Some(Self { kind, value: amount.get().to_string() })
    }

    /// A moment, once there is one.
    pub fn at(kind: DetailKind, moment: Option<DateTime<Utc>>) -> Option<Self> {
        Some(Self { kind, value: moment?.to_rfc3339() })
    }

    /// A day in Korea, once there is one.
    pub fn on(kind: DetailKind, day: Option<NaiveDate>) -> Option<Self> {
        Some(Self { kind, value: day?.to_string() })
    }

    /// Details in the order in which they are shown.
    pub fn list(told: impl IntoIterator<Item = Option<Self>>) -> Vec<Self> {
        let mut list: Vec<Self> = told.into_iter().flatten().collect();
        list.sort_by_key(|detail| detail.kind);
        list
    }

    /// What is told now, with what was told before and this reading keeps silent about: one list of a marketplace
    /// says more than another.
    #[must_use]
    pub fn kept(before: &[Self], now: &[Self]) -> Vec<Self> {
        let silent = |old: &&Self| now.iter().all(|new| new.kind != old.kind);
        Self::list(before.iter().filter(silent).chain(now).cloned().map(Some))
    }
}

/// Logs and failed assertions name nobody and tell no secret: member IDs stand here, and words to the courier.
impl fmt::Debug for Detail {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.kind.is_personal() { "***" } else { self.value.as_str() };
        to.debug_tuple("Detail").field(&self.kind).field(&shown).finish()
    }
}

impl DetailKind {
    /// Whether it tells of a person: it is hidden until it is revealed, and never logged.
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::Member | Self::EnglishName | Self::DawnMemo | Self::ReturnsTo)
    }

    /// How its values are written.
    pub const fn form(self) -> DetailForm {
        match self {
            Self::PaidAmount
            | Self::PaidByMeans
            | Self::Points
            | Self::ChargedMoney
            | Self::RewardMoney
            | Self::PayLater
            | Self::CardDiscount
            | Self::OrderDiscount
            | Self::OptionPrice
            | Self::InstantDiscount
            | Self::BulkDiscount
            | Self::SellerCoupon
            | Self::MarketplaceCoupon
            | Self::Cashback
            | Self::Commission
            | Self::PaymentCommission
            | Self::SaleCommission
            | Self::ChannelCommission
            | Self::LinkedCommission
            | Self::ExpectedPayout
            | Self::ShippingDiscount
            | Self::FeeDiscount
            | Self::FeeSupport
            | Self::PickupFee
            | Self::RemoteFee
            | Self::OtherFee => DetailForm::Won,
            Self::PaymentDue
            | Self::AcceptedAt
            | Self::GiftDue
            | Self::ApprovedAt
            | Self::WithdrawnAt
            | Self::CollectedAt
            | Self::ReleasedAt
            | Self::EndedAt
            | Self::RefundDue => DetailForm::Moment,
            Self::ShipFrom | Self::ArriveBy | Self::PickupDue => DetailForm::Day,
            _ => DetailForm::Text,
        }
    }
}
