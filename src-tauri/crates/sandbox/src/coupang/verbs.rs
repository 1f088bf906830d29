//! What buyers, couriers and Coupang do, told by a test or a control call.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::claims::Collect;
use super::deeds;
use super::life;
use super::model::Receiver;
use super::settings::Settings;
use super::state::State;

/// A quantity of one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quantity {
    /// The option.
    pub vendor_item_id: String,
    /// How many.
    pub count: u32,
}

/// What an order to be placed should look like; what is left out is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderWish {
    /// How many options lie in a box.
    pub options: Option<u32>,
    /// How many of each.
    pub quantity: Option<u32>,
    /// How many boxes the order has.
    pub boxes: Option<u32>,
    /// Who receives it.
    pub receiver: Option<Receiver>,
    /// 배송메시지
    pub memo: Option<String>,
}

/// One act. In JSON its name stands in `verb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Verb {
    /// A buyer orders and pays.
    PlaceOrder {
        /// What it should look like.
        #[serde(flatten)]
        wish: OrderWish,
    },
    /// A buyer cancels before the goods move: at once in 결제완료, by a stop-shipment
    /// request in 상품준비중 and 배송지시.
    BuyerCancels {
        /// The box.
        shipment_box_id: String,
        /// Everything that is left when empty.
        #[serde(default)]
        items: Vec<Quantity>,
    },
    /// A buyer wants shipped goods taken back.
    BuyerReturns {
        /// The box.
        shipment_box_id: String,
        /// Everything that is left when empty.
        #[serde(default)]
        items: Vec<Quantity>,
        /// A VOC reason code; CHANGEMIND when absent.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A buyer wants shipped goods exchanged.
    BuyerExchanges {
        /// The box.
        shipment_box_id: String,
        /// The option.
        vendor_item_id: String,
        /// How many.
        count: u32,
        /// A VOC reason code; DIFFERENTOPT when absent.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A buyer withdraws a return or a stop-shipment request.
    BuyerWithdraws {
        /// The receipt.
        receipt_id: String,
    },
    /// A buyer withdraws an exchange.
    BuyerWithdrawsExchange {
        /// The exchange.
        exchange_id: String,
    },
    /// A buyer changes the address; possible in 결제완료 only.
    BuyerChangesAddress {
        /// The box.
        shipment_box_id: String,
        /// The new receiver.
        receiver: Receiver,
        /// Takes effect only in the instant the seller acknowledges.
        #[serde(default)]
        at_acknowledgement: bool,
    },
    /// A buyer confirms the purchase.
    BuyerConfirms {
        /// The box.
        shipment_box_id: String,
    },
    /// Coupang's customer service approves a cancel or return without the seller.
    CsApproves {
        /// The receipt.
        receipt_id: String,
        /// CS_LOSS_CONFIRM instead of CS_CONFIRM.
        #[serde(default)]
        loss: bool,
    },
    /// Coupang looks into a return: 쿠팡확인요청.
    CoupangChecks {
        /// The receipt.
        receipt_id: String,
    },
    /// The courier scans a shipped parcel.
    ParcelScanned {
        /// The box.
        shipment_box_id: String,
    },
    /// A parcel on its way arrives.
    ParcelDelivered {
        /// The box.
        shipment_box_id: String,
    },
    /// The courier fetches returned goods; with a tracked pickup a fast refund completes.
    ReturnCollected {
        /// The receipt.
        receipt_id: String,
    },
    /// The collection of an exchange moves on.
    ExchangeCollecting {
        /// The exchange.
        exchange_id: String,
        /// BeforeDirection, CompleteDirection, Delivering or CompleteCollect.
        collect: Collect,
    },
    /// A replacement arrives.
    ExchangeDelivered {
        /// The exchange.
        exchange_id: String,
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
    /// A new order.
    pub order_id: Option<String>,
    /// Its boxes.
    pub shipment_box_ids: Vec<String>,
    /// A new cancel or return receipt.
    pub receipt_id: Option<String>,
    /// A new exchange.
    pub exchange_id: Option<String>,
}

/// Why an act is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerbError {
    /// No such order, receipt or exchange.
    #[error("{0} does not exist in this shop; read /_sandbox/coupang/truth for the ids")]
    Unknown(String),
    /// The state does not allow it.
    #[error("not possible while {0}; move the order or claim on first")]
    WrongState(&'static str),
    /// More than is left.
    #[error("only {left} of option {vendor_item_id} are left; ask for fewer")]
    TooMany {
        /// The option.
        vendor_item_id: i64,
        /// How many are left.
        left: u32,
    },
}

pub(crate) fn act(
    state: &mut State,
    settings: &Settings,
    now: DateTime<Utc>,
    verb: &Verb,
) -> Result<Done, VerbError> {
    match verb {
        Verb::PlaceOrder { wish } => Ok(deeds::place(state, settings, now, wish)),
        Verb::BuyerCancels { shipment_box_id, items } => {
            deeds::cancels(state, settings, now, shipment_box_id, items)
        }
        Verb::BuyerReturns { shipment_box_id, items, reason } => {
            deeds::returns(state, now, shipment_box_id, items, reason.as_deref())
        }
        Verb::BuyerExchanges { shipment_box_id, vendor_item_id, count, reason } => {
            let wish = (deeds::id(vendor_item_id)?, *count);
            deeds::exchanges(state, now, shipment_box_id, wish, reason.as_deref())
        }
        Verb::BuyerWithdraws { receipt_id } => deeds::withdraws(state, now, receipt_id),
        Verb::BuyerWithdrawsExchange { exchange_id } => deeds::withdraws_exchange(state, now, exchange_id),
        Verb::BuyerChangesAddress { shipment_box_id, receiver, at_acknowledgement } => {
            deeds::moves(state, shipment_box_id, receiver, *at_acknowledgement)
        }
        Verb::BuyerConfirms { shipment_box_id } => deeds::confirms(state, now, shipment_box_id),
        Verb::CsApproves { receipt_id, loss } => deeds::cs_approves(state, now, receipt_id, *loss),
        Verb::CoupangChecks { receipt_id } => deeds::coupang_checks(state, now, receipt_id),
        Verb::ParcelScanned { shipment_box_id } => {
            let box_id = deeds::sheet(state, shipment_box_id)?.shipment_box_id;
            deeds::moved(life::scan(state, box_id, now), "the parcel is not in 배송지시")
        }
        Verb::ParcelDelivered { shipment_box_id } => {
            let box_id = deeds::sheet(state, shipment_box_id)?.shipment_box_id;
            deeds::moved(life::deliver(state, box_id, now), "the parcel is not in 배송중")
        }
        Verb::ReturnCollected { receipt_id } => deeds::collected(state, now, receipt_id),
        Verb::ExchangeCollecting { exchange_id, collect } => {
            deeds::collecting(state, now, exchange_id, *collect)
        }
        Verb::ExchangeDelivered { exchange_id } => {
            let exchange_id = deeds::exchange(state, exchange_id)?.exchange_id;
            let arrived = life::deliver_exchange(state, exchange_id, now);
            deeds::moved(arrived, "no replacement is on its way")
        }
        Verb::Tick { now } => {
            life::pass(state, settings, *now);
            Ok(Done::default())
        }
    }
}
