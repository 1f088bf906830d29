//! What buyers, couriers and the marketplace do, told by a test or a control call.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::deeds::Deeds;
use super::life;
use super::model::{Address, Key, Payment};
use super::settings::Settings;
use super::state::State;

/// What an order to be placed should look like; what is left out is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderWish {
    /// 주문 번호
    pub order_seq: Option<u64>,
    /// How many lines.
    pub lines: Option<u32>,
    /// How many of each.
    pub quantity: Option<u32>,
    /// Won for one.
    pub price: Option<i64>,
    /// Won: 쿠폰 할인 of each line.
    pub coupon: Option<i64>,
    /// 구매자 닉네임
    pub nickname: Option<String>,
    /// Who receives it.
    pub receiver: Option<Address>,
    /// 배송 메시지
    pub request: Option<String>,
    /// 결제 수단
    pub payment: Option<Payment>,
    /// 새벽배송
    pub dawn: bool,
    /// 해외배송, with a customs code.
    pub overseas: bool,
    /// 직접배송: sent without courier and number.
    pub direct: bool,
    /// A 사은품 of zero won besides.
    pub gift: bool,
    /// Not paid yet: 입금대기중.
    pub unpaid: bool,
}

/// How a claim of a buyer's looks; what is left out is the usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClaimWish {
    /// buyerReturnReasonType or buyerChangeReasonType.
    pub reason: Option<i64>,
    /// The buyer's own words.
    pub detail: Option<String>,
}

/// One act. In JSON its name stands in `verb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Verb {
    /// A buyer orders, and pays unless the wish says otherwise.
    PlaceOrder {
        /// What it should look like.
        #[serde(flatten)]
        wish: OrderWish,
    },
    /// So many orders in one instant.
    PlaceMany {
        /// How many.
        count: u32,
        /// What each should look like.
        #[serde(flatten)]
        wish: OrderWish,
    },
    /// A buyer pays a basket that waited for it.
    BuyerPays {
        /// The basket.
        order_seq: u64,
    },
    /// Nobody pays in time: 결제실패(미입금).
    PaymentLapses {
        /// The basket.
        order_seq: u64,
    },
    /// A buyer cancels, which 발주 blocks.
    BuyerCancels {
        /// The line.
        #[serde(flatten)]
        key: Key,
    },
    /// A buyer changes the address of a basket before 발주.
    BuyerChangesAddress {
        /// The basket.
        order_seq: u64,
        /// The new receiver.
        receiver: Address,
    },
    /// A buyer wants sent goods taken back.
    BuyerReturns {
        /// The line.
        #[serde(flatten)]
        key: Key,
        /// How it looks.
        #[serde(flatten)]
        wish: ClaimWish,
    },
    /// A buyer wants sent goods exchanged.
    BuyerExchanges {
        /// The line.
        #[serde(flatten)]
        key: Key,
        /// How it looks.
        #[serde(flatten)]
        wish: ClaimWish,
    },
    /// A buyer withdraws a return or exchange.
    BuyerWithdraws {
        /// The line.
        #[serde(flatten)]
        key: Key,
    },
    /// A buyer who paid by 가상계좌 enters the account for the refund.
    BuyerEntersAccount {
        /// The line.
        #[serde(flatten)]
        key: Key,
    },
    /// A refund arrives.
    RefundCompletes {
        /// The line.
        #[serde(flatten)]
        key: Key,
    },
    /// A parcel on its way arrives.
    ParcelDelivered {
        /// The line.
        #[serde(flatten)]
        key: Key,
    },
    /// A replacement arrives.
    ExchangeDelivered {
        /// The line.
        #[serde(flatten)]
        key: Key,
    },
    /// A buyer decides on the purchase: 구매확정.
    BuyerDecides {
        /// The line.
        #[serde(flatten)]
        key: Key,
    },
    /// A buyer writes a review of a purchase decided on.
    BuyerReviews {
        /// The line.
        #[serde(flatten)]
        key: Key,
        /// 리뷰 내용; drawn when absent.
        #[serde(default)]
        text: Option<String>,
    },
    /// A buyer asks something (1:1 문의).
    BuyerAsks {
        /// The line it is about.
        #[serde(flatten)]
        key: Key,
        /// InquiryType; 1 상품 문의 when absent.
        #[serde(default)]
        kind: Option<i64>,
        /// From the page of the product, and so without orderSeq.
        #[serde(default)]
        from_product: bool,
    },
    /// An inquiry is closed: it takes no answer any more.
    InquiryCloses {
        /// 문의 번호
        inquiry_seq: u64,
    },
    /// Secret Key 재발급: the old key is void at once.
    ReissueKeys,
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
            Self::BuyerCancels { key }
            | Self::BuyerReturns { key, .. }
            | Self::BuyerExchanges { key, .. }
            | Self::BuyerWithdraws { key }
            | Self::BuyerEntersAccount { key }
            | Self::RefundCompletes { key }
            | Self::ParcelDelivered { key }
            | Self::ExchangeDelivered { key }
            | Self::BuyerDecides { key }
            | Self::BuyerReviews { key, .. }
            | Self::BuyerAsks { key, .. } => Some(*key),
            _ => None,
        }
    }
}

/// The numbers an act brought forth.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Done {
    /// A new basket, the last of several.
    pub order_seq: Option<u64>,
    /// The lines of every new basket.
    pub keys: Vec<Key>,
    /// A new review.
    pub review_seq: Option<u64>,
    /// A new inquiry.
    pub inquiry_seq: Option<u64>,
}

/// Why an act is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerbError {
    /// No such order, line or inquiry.
    #[error("{0} does not exist; read the truth of /_sandbox for the numbers")]
    Unknown(u64),
    /// The number is in use.
    #[error("{0} exists already; wish for another number")]
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
        Verb::PlaceOrder { wish } => deeds.place(1, wish),
        Verb::PlaceMany { count, wish } => deeds.place(*count, wish),
        Verb::BuyerPays { order_seq } => deeds.pays(*order_seq),
        Verb::PaymentLapses { order_seq } => deeds.lapses(*order_seq),
        Verb::BuyerChangesAddress { order_seq, receiver } => deeds.moves(*order_seq, receiver),
        Verb::InquiryCloses { inquiry_seq } => deeds.closes(*inquiry_seq),
        Verb::ReissueKeys => deeds.reissues(),
        Verb::Tick { now } => {
            life::pass(deeds.state, settings, *now);
            Ok(Done::default())
        }
        other => deeds.on_line(other),
    }
}
