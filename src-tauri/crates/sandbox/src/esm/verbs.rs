//! What buyers, couriers and the marketplace do, told by a test or a control call.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::deeds::Deeds;
use super::life;
use super::model::{Address, Distribution};
use super::settings::Settings;
use super::site::{Key, Site};
use super::state::State;

/// What an order to be placed should look like; what is left out is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderWish {
    /// The OrderNo of the first line, for a number that exists on both sites.
    pub order_no: Option<u64>,
    /// How many lines.
    pub lines: Option<u32>,
    /// Every line in a group (묶음배송) of its own, instead of all in one.
    pub separate: bool,
    /// How many of each.
    pub quantity: Option<u32>,
    /// Who receives it.
    pub receiver: Option<Address>,
    /// 배송시요구사항
    pub memo: Option<String>,
    /// With something besides the goods: 추가구성.
    pub addition: bool,
    /// A gift (선물하기), whose receiver has not entered an address yet; on G마켓 only.
    pub gift: bool,
    /// Bought abroad, with a customs code.
    pub overseas: bool,
    /// Not paid yet: 입금확인중.
    pub unpaid: bool,
    /// Whether the buyer hides behind 안심번호, which take five minutes to come.
    pub safe_number: Option<bool>,
    /// 스타배송
    pub distribution: Option<Distribution>,
}

/// How a claim of a buyer's looks; what is left out is the usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClaimWish {
    /// ReasonCode; 1 단순변심 when absent.
    pub reason: Option<i64>,
    /// ReasonDetail
    pub detail: Option<String>,
    /// 사이트 수거지시: the site sends its own courier at once.
    pub by_site: bool,
    /// 빠른환불 대상
    pub fast_refund: bool,
}

/// One act. In JSON its name stands in `verb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Verb {
    /// A buyer orders, and pays unless the wish says otherwise.
    PlaceOrder {
        /// Where.
        site: Site,
        /// What it should look like.
        #[serde(flatten)]
        wish: OrderWish,
    },
    /// So many orders in one instant.
    PlaceMany {
        /// Where.
        site: Site,
        /// How many.
        count: u32,
        /// What each should look like.
        #[serde(flatten)]
        wish: OrderWish,
    },
    /// A buyer pays a basket that waited for it.
    BuyerPays {
        /// Where.
        site: Site,
        /// The basket.
        pay_no: u64,
    },
    /// Nobody pays in time: it shows among the cancels.
    PaymentLapses {
        /// Where.
        site: Site,
        /// The basket.
        pay_no: u64,
    },
    /// A buyer cancels: refunded at once before 주문확인, a request after it.
    BuyerCancels {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
        /// How it looks.
        #[serde(flatten)]
        wish: ClaimWish,
    },
    /// A buyer wants sent goods taken back.
    BuyerReturns {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
        /// How it looks.
        #[serde(flatten)]
        wish: ClaimWish,
    },
    /// A buyer wants sent goods exchanged; once per order.
    BuyerExchanges {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
        /// How it looks.
        #[serde(flatten)]
        wish: ClaimWish,
    },
    /// A buyer withdraws the open claim: 철회.
    BuyerWithdraws {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// A buyer changes the address before 주문확인.
    BuyerChangesAddress {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
        /// The new receiver.
        receiver: Address,
        /// Takes effect only in the instant the seller confirms.
        #[serde(default)]
        at_confirm: bool,
    },
    /// A buyer pays what a hold asks for: it is released.
    BuyerPaysFee {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// The site holds a return until the buyer has paid for its way.
    SiteHolds {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
        /// 1 반품배송비, 3 반품배송비 and 기타배송비.
        reason: i64,
    },
    /// The support releases a hold.
    SupportReleases {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// A buyer reports that nothing came: 미수령신고.
    BuyerReports {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// A buyer objects to the withdrawal of a report: it stands.
    BuyerObjects {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// A buyer decides on the purchase: 구매결정.
    BuyerDecides {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// The receiver of a gift enters an address.
    GiftReceived {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
        /// Drawn when absent.
        #[serde(default)]
        receiver: Option<Address>,
    },
    /// The receiver of a gift declines it: 선물거절.
    GiftDeclined {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// The support refunds: 직권환불, of the open claim or without one.
    SupportSettles {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// The refund of an approved cancel goes through.
    RefundCompletes {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// A parcel on its way arrives.
    ParcelDelivered {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// The courier fetches claimed goods, which can be tracked from then on.
    PickupScanned {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// Claimed goods arrive.
    GoodsCollected {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// A replacement arrives.
    ExchangeDelivered {
        /// Where.
        site: Site,
        /// The line.
        order_no: u64,
    },
    /// Everything due by then happens.
    Tick {
        /// Until when.
        now: DateTime<Utc>,
    },
}

impl Verb {
    /// The line it is about.
    pub(super) fn line(&self) -> Option<Key> {
        match self {
            Self::BuyerCancels { site, order_no, .. }
            | Self::BuyerReturns { site, order_no, .. }
            | Self::BuyerExchanges { site, order_no, .. }
            | Self::BuyerWithdraws { site, order_no, .. }
            | Self::BuyerChangesAddress { site, order_no, .. }
            | Self::BuyerPaysFee { site, order_no, .. }
            | Self::SiteHolds { site, order_no, .. }
            | Self::SupportReleases { site, order_no, .. }
            | Self::BuyerReports { site, order_no, .. }
            | Self::BuyerObjects { site, order_no, .. }
            | Self::BuyerDecides { site, order_no, .. }
            | Self::GiftReceived { site, order_no, .. }
            | Self::GiftDeclined { site, order_no, .. }
            | Self::SupportSettles { site, order_no, .. }
            | Self::RefundCompletes { site, order_no, .. }
            | Self::ParcelDelivered { site, order_no, .. }
            | Self::PickupScanned { site, order_no, .. }
            | Self::GoodsCollected { site, order_no, .. }
            | Self::ExchangeDelivered { site, order_no, .. } => Some(Key::new(*site, *order_no)),
            Self::PlaceOrder { .. }
            | Self::PlaceMany { .. }
            | Self::BuyerPays { .. }
            | Self::PaymentLapses { .. }
            | Self::Tick { .. } => None,
        }
    }
}

/// The numbers an act brought forth.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Done {
    /// A new basket, the last of several.
    pub pay_no: Option<u64>,
    /// The lines of every new basket.
    pub order_nos: Vec<u64>,
}

/// Why an act is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerbError {
    /// No such order.
    #[error("{0} does not exist on that site; read the truth of /_sandbox for the numbers")]
    Unknown(u64),
    /// The number is in use.
    #[error("{0} exists on that site already; wish for another number")]
    Taken(u64),
    /// The state does not allow it.
    #[error("not possible while {0}; move the order or claim on first")]
    WrongState(&'static str),
}

pub(crate) fn act(
    state: &mut State,
    settings: &Settings,
    now: DateTime<Utc>,
    verb: &Verb,
) -> Result<Done, VerbError> {
    let mut deeds = Deeds { state, settings, now };
    match verb {
        Verb::PlaceOrder { site, wish } => deeds.place(*site, 1, wish),
        Verb::PlaceMany { site, count, wish } => deeds.place(*site, *count, wish),
        Verb::BuyerPays { site, pay_no } => deeds.pays(*site, *pay_no),
        Verb::PaymentLapses { site, pay_no } => deeds.lapses(*site, *pay_no),
        Verb::Tick { now } => {
            life::pass(deeds.state, settings, *now);
            Ok(Done::default())
        }
        other => deeds.on_line(other),
    }
}
