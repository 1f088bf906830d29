//! What buyers, couriers and the marketplace do, told by a test or a control call.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::deeds;
use super::life;
use super::model::Address;
use super::settings::Settings;
use super::state::State;

/// What an order to be placed should look like; what is left out is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderWish {
    /// How many lines, add-ons not counted.
    pub lines: Option<u32>,
    /// How many add-ons (추가구성상품) the first line has; none when absent.
    pub add_ons: u32,
    /// Every line in a package of its own, instead of all in one.
    pub separate: bool,
    /// How many of each.
    pub quantity: Option<u32>,
    /// Who receives it.
    pub receiver: Option<Address>,
    /// 배송 메모
    pub memo: Option<String>,
    /// A gift, whose receiver has not entered an address yet.
    pub gift: bool,
    /// Bought abroad, with a customs code.
    pub overseas: bool,
    /// 희망일배송
    pub hope: bool,
    /// N희망일배송: a wished day without hour and region.
    pub guaranteed: bool,
    /// Not paid yet: 결제 대기.
    pub unpaid: bool,
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
    /// A buyer pays an order that waited for it.
    BuyerPays {
        /// The order.
        order_id: String,
    },
    /// Nobody pays in time: 미결제 취소. Whether the feed tells it is unverified; it does not here.
    PaymentLapses {
        /// The order.
        order_id: String,
    },
    /// A buyer cancels: at once before 발주확인, paid or not, by a request after it.
    BuyerCancels {
        /// The line.
        product_order_id: String,
        /// Everything that remains when absent.
        #[serde(default)]
        quantity: Option<u32>,
        /// A claim reason; INTENT_CHANGED when absent.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A buyer wants dispatched goods taken back.
    BuyerReturns {
        /// The line.
        product_order_id: String,
        /// Everything that remains when absent.
        #[serde(default)]
        quantity: Option<u32>,
        /// A claim reason; INTENT_CHANGED when absent.
        #[serde(default)]
        reason: Option<String>,
        /// The fee is to be taken off the refund (환불금에서 차감): the marketplace holds such a
        /// return by itself, and the seller has to release it. For reasons of the buyer's own only.
        #[serde(default)]
        held: bool,
    },
    /// A buyer wants dispatched goods exchanged.
    BuyerExchanges {
        /// The line.
        product_order_id: String,
        /// Everything that remains when absent.
        #[serde(default)]
        quantity: Option<u32>,
        /// A claim reason; COLOR_AND_SIZE when absent.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A buyer withdraws a claim: `*_REJECT`.
    BuyerWithdraws {
        /// The claim.
        claim_id: String,
    },
    /// A buyer changes the address of everything in the order that has not left.
    BuyerChangesAddress {
        /// The order.
        order_id: String,
        /// The new receiver.
        receiver: Address,
        /// Takes effect only in the instant the seller confirms.
        #[serde(default)]
        at_confirm: bool,
    },
    /// A buyer decides on the purchase: 구매확정.
    BuyerDecides {
        /// The line.
        product_order_id: String,
    },
    /// The receiver of a gift enters an address.
    GiftReceived {
        /// The order.
        order_id: String,
        /// Drawn when absent.
        #[serde(default)]
        receiver: Option<Address>,
    },
    /// The marketplace's support cancels a line: 직권취소.
    SupportCancels {
        /// The line.
        product_order_id: String,
    },
    /// The refund of a CANCELING claim goes through.
    RefundCompletes {
        /// The claim.
        claim_id: String,
    },
    /// The courier scans a parcel.
    ParcelScanned {
        /// The line.
        product_order_id: String,
    },
    /// The courier does not know the number of a dispatched parcel: 오류 송장.
    NumberWrong {
        /// The line.
        product_order_id: String,
    },
    /// A parcel on its way arrives.
    ParcelDelivered {
        /// The line.
        product_order_id: String,
    },
    /// Nobody takes a parcel: DELIVERY_FAIL. It stays on its way.
    DeliveryFails {
        /// The line.
        product_order_id: String,
    },
    /// The decision on a purchase is held back: 구매확정 보류.
    DecisionHeld {
        /// The line.
        product_order_id: String,
    },
    /// 구매확정 보류 해제
    DecisionReleased {
        /// The claim.
        claim_id: String,
    },
    /// The courier comes for claimed goods and gets nothing: COLLECT_FAILED. The claim stays.
    PickupFails {
        /// The claim.
        claim_id: String,
    },
    /// The courier fetches claimed goods: COLLECTING.
    PickupScanned {
        /// The claim.
        claim_id: String,
    },
    /// Claimed goods arrive: COLLECT_DONE for a return; an exchange waits for the seller's word.
    GoodsCollected {
        /// The claim.
        claim_id: String,
    },
    /// A replacement arrives.
    ExchangeDelivered {
        /// The claim.
        claim_id: String,
    },
    /// Everything due by then happens.
    Tick {
        /// Until when.
        now: DateTime<Utc>,
    },
}

/// The ids an act brought forth.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Done {
    /// A new order, the last of several.
    pub order_id: Option<String>,
    /// The lines of every new order, each main line before its add-ons.
    pub product_order_ids: Vec<String>,
    /// A new claim.
    pub claim_id: Option<String>,
}

/// Why an act is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerbError {
    /// No such order, line or claim.
    #[error("{0} does not exist in this shop; read the truth of /_sandbox for the ids")]
    Unknown(String),
    /// The state does not allow it.
    #[error("not possible while {0}; move the line or claim on first")]
    WrongState(&'static str),
    /// More than remains.
    #[error("only {left} of line {product_order_id} remain; ask for fewer")]
    TooMany {
        /// The line.
        product_order_id: String,
        /// How many remain.
        left: u32,
    },
}

pub(crate) fn act(
    state: &mut State,
    settings: &Settings,
    now: DateTime<Utc>,
    verb: &Verb,
) -> Result<Done, VerbError> {
    let mut deeds = deeds::Deeds { state, settings, now };
    match verb {
        Verb::PlaceOrder { wish } => Ok(deeds.place(1, wish)),
        Verb::PlaceMany { count, wish } => Ok(deeds.place(*count, wish)),
        Verb::BuyerPays { order_id } => deeds.pays(order_id),
        Verb::PaymentLapses { order_id } => deeds.lapses(order_id),
        Verb::BuyerCancels { product_order_id, quantity, reason } => {
            deeds.cancels(product_order_id, *quantity, reason.as_deref())
        }
        Verb::BuyerReturns { product_order_id, quantity, reason, held } => {
            deeds.returns(product_order_id, *quantity, (reason.as_deref(), *held))
        }
        Verb::BuyerExchanges { product_order_id, quantity, reason } => {
            deeds.exchanges(product_order_id, *quantity, reason.as_deref())
        }
        Verb::BuyerWithdraws { claim_id } => deeds.withdraws(claim_id),
        Verb::BuyerChangesAddress { order_id, receiver, at_confirm } => {
            deeds.moves(order_id, receiver, *at_confirm)
        }
        Verb::GiftReceived { order_id, receiver } => deeds.receives(order_id, receiver.as_ref()),
        Verb::Tick { now } => {
            life::pass(deeds.state, settings, *now);
            Ok(Done::default())
        }
        other => deeds.step(other),
    }
}
