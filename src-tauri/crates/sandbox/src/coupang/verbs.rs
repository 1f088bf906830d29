//! What buyers, couriers and Coupang do, told by a test or a control call.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::claims::{
    Collect, ConfirmType, Exchange, ExchangeStatus, ReceiptType, Redelivery, ReleaseStop, ReturnStatus,
};
use super::generate::Maker;
use super::life::{self, Draft, Wanted};
use super::model::{Applied, Receiver, Sheet, SheetStatus};
use super::reasons::Reason;
use super::settings::Settings;
use super::state::{Event, State};
use crate::clock::seconds;

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
        Verb::PlaceOrder { wish } => Ok(place(state, settings, now, wish)),
        Verb::BuyerCancels { shipment_box_id, items } => {
            cancels(state, settings, now, shipment_box_id, items)
        }
        Verb::BuyerReturns { shipment_box_id, items, reason } => {
            returns(state, now, shipment_box_id, items, reason.as_deref())
        }
        Verb::BuyerExchanges { shipment_box_id, vendor_item_id, count, reason } => {
            let wish = (id(vendor_item_id)?, *count);
            exchanges(state, now, shipment_box_id, wish, reason.as_deref())
        }
        Verb::BuyerWithdraws { receipt_id } => withdraws(state, now, receipt_id),
        Verb::BuyerWithdrawsExchange { exchange_id } => withdraws_exchange(state, now, exchange_id),
        Verb::BuyerChangesAddress { shipment_box_id, receiver, at_acknowledgement } => {
            moves(state, shipment_box_id, receiver, *at_acknowledgement)
        }
        Verb::BuyerConfirms { shipment_box_id } => confirms(state, now, shipment_box_id),
        Verb::CsApproves { receipt_id, loss } => cs_approves(state, now, receipt_id, *loss),
        Verb::CoupangChecks { receipt_id } => coupang_checks(state, now, receipt_id),
        Verb::ParcelScanned { shipment_box_id } => {
            let box_id = sheet(state, shipment_box_id)?.shipment_box_id;
            moved(life::scan(state, box_id, now), "the parcel is not in 배송지시")
        }
        Verb::ParcelDelivered { shipment_box_id } => {
            let box_id = sheet(state, shipment_box_id)?.shipment_box_id;
            moved(life::deliver(state, box_id, now), "the parcel is not in 배송중")
        }
        Verb::ReturnCollected { receipt_id } => collected(state, now, receipt_id),
        Verb::ExchangeCollecting { exchange_id, collect } => collecting(state, now, exchange_id, *collect),
        Verb::ExchangeDelivered { exchange_id } => {
            let exchange_id = exchange(state, exchange_id)?.exchange_id;
            let arrived = life::deliver_exchange(state, exchange_id, now);
            moved(arrived, "no replacement is on its way")
        }
        Verb::Tick { now } => {
            life::pass(state, settings, *now);
            Ok(Done::default())
        }
    }
}

fn moved(happened: bool, obstacle: &'static str) -> Result<Done, VerbError> {
    happened.then(Done::default).ok_or(VerbError::WrongState(obstacle))
}

fn id(text: &str) -> Result<i64, VerbError> {
    text.parse().map_err(|_| VerbError::Unknown(text.to_owned()))
}

fn sheet<'a>(state: &'a mut State, text: &str) -> Result<&'a mut Sheet, VerbError> {
    let unknown = || VerbError::Unknown(text.to_owned());
    state.sheets.get_mut(&id(text)?).ok_or_else(unknown)
}

fn receipt<'a>(state: &'a mut State, text: &str) -> Result<&'a mut super::claims::Return, VerbError> {
    let unknown = || VerbError::Unknown(text.to_owned());
    let receipt = state.returns.get_mut(&id(text)?).ok_or_else(unknown)?;
    if receipt.is_settled() {
        return Err(VerbError::WrongState("the receipt is settled"));
    }
    Ok(receipt)
}

fn exchange<'a>(state: &'a mut State, text: &str) -> Result<&'a mut Exchange, VerbError> {
    let unknown = || VerbError::Unknown(text.to_owned());
    let exchange = state.exchanges.get_mut(&id(text)?).ok_or_else(unknown)?;
    if !exchange.is_open() {
        return Err(VerbError::WrongState("the exchange is closed"));
    }
    Ok(exchange)
}

fn place(state: &mut State, settings: &Settings, now: DateTime<Utc>, wish: &OrderWish) -> Done {
    state.acts += 1;
    let mut maker = Maker::for_act(state.seed, state.acts);
    let listed_from = now + seconds(settings.reveal_after);
    let sheets = maker.order(state, now, listed_from, wish);
    let done = Done {
        order_id: sheets.first().map(|sheet| sheet.order_id.to_string()),
        shipment_box_ids: sheets.iter().map(|sheet| sheet.shipment_box_id.to_string()).collect(),
        ..Done::default()
    };
    for sheet in sheets {
        state.add_sheet(sheet);
    }
    done
}

/// What no claim has taken yet.
pub(crate) fn left(state: &State, sheet: &Sheet, vendor_item_id: i64) -> u32 {
    let shippable = sheet.item(vendor_item_id).map_or(0, super::model::Item::shippable);
    let exchanging: u32 = state
        .exchanges
        .values()
        .filter(|it| {
            it.is_open() && it.original_box_id == sheet.shipment_box_id && it.vendor_item_id == vendor_item_id
        })
        .map(|it| it.quantity)
        .sum();
    shippable.saturating_sub(exchanging)
}

fn wanted(state: &State, sheet: &Sheet, items: &[Quantity]) -> Result<Vec<Wanted>, VerbError> {
    let wish =
        |vendor_item_id, count| Wanted { shipment_box_id: sheet.shipment_box_id, vendor_item_id, count };
    let mut wanted = Vec::new();
    if items.is_empty() {
        for item in &sheet.items {
            let vendor_item_id = item.goods.vendor_item_id;
            wanted.push(wish(vendor_item_id, left(state, sheet, vendor_item_id)));
        }
        wanted.retain(|wish| wish.count > 0);
    }
    for asked in items {
        let vendor_item_id = id(&asked.vendor_item_id)?;
        let left = left(state, sheet, vendor_item_id);
        let twice = wanted.iter().any(|it| it.vendor_item_id == vendor_item_id);
        if asked.count == 0 || asked.count > left || twice {
            return Err(VerbError::TooMany { vendor_item_id, left });
        }
        wanted.push(wish(vendor_item_id, asked.count));
    }
    if wanted.is_empty() {
        return Err(VerbError::WrongState("nothing is left in the box"));
    }
    Ok(wanted)
}

fn opened(receipt_id: Option<i64>) -> Result<Done, VerbError> {
    let receipt_id = receipt_id.ok_or(VerbError::WrongState("the box has gone"))?;
    Ok(Done { receipt_id: Some(receipt_id.to_string()), ..Done::default() })
}

fn cancels(
    state: &mut State,
    settings: &Settings,
    now: DateTime<Utc>,
    box_id: &str,
    items: &[Quantity],
) -> Result<Done, VerbError> {
    let sheet = sheet(state, box_id)?.clone();
    let wanted = wanted(state, &sheet, items)?;
    let (receipt_type, status, release_stop) = match sheet.status {
        SheetStatus::Accept => {
            (ReceiptType::Cancel, ReturnStatus::ReturnsUnchecked, ReleaseStop::NotApplicable)
        }
        SheetStatus::Instruct => (ReceiptType::Return, ReturnStatus::ReleaseStopUnchecked, ReleaseStop::Open),
        SheetStatus::Departure => (ReceiptType::Return, ReturnStatus::ReturnsUnchecked, ReleaseStop::Open),
        _ => return Err(VerbError::WrongState("the parcel is on its way")),
    };
    let draft = Draft {
        receipt_type,
        status,
        release_stop,
        reason: Reason::of("CHANGEMIND"),
        comment: String::new(),
    };
    let receipt_id = life::open_receipt(state, sheet.shipment_box_id, &wanted, draft, now);
    if let Some(id) = receipt_id.filter(|_| receipt_type == ReceiptType::Cancel) {
        if settings.refund_after == 0 {
            life::complete(state, id, ConfirmType::Undefined, now);
        } else {
            state.plan(now + seconds(settings.refund_after), Event::Refund(id));
        }
    }
    opened(receipt_id)
}

fn returns(
    state: &mut State,
    now: DateTime<Utc>,
    box_id: &str,
    items: &[Quantity],
    reason: Option<&str>,
) -> Result<Done, VerbError> {
    let sheet = sheet(state, box_id)?.clone();
    if !sheet.status.has_left() {
        return Err(VerbError::WrongState("the box has not left"));
    }
    let wanted = wanted(state, &sheet, items)?;
    let draft = Draft {
        receipt_type: ReceiptType::Return,
        status: ReturnStatus::ReturnsUnchecked,
        release_stop: ReleaseStop::NotApplicable,
        reason: Reason::of(reason.unwrap_or("CHANGEMIND")),
        comment: "마음이 바뀌었어요".to_owned(),
    };
    opened(life::open_receipt(state, sheet.shipment_box_id, &wanted, draft, now))
}

fn exchanges(
    state: &mut State,
    now: DateTime<Utc>,
    box_id: &str,
    (vendor_item_id, count): (i64, u32),
    reason: Option<&str>,
) -> Result<Done, VerbError> {
    let sheet = sheet(state, box_id)?.clone();
    if !sheet.status.has_left() {
        return Err(VerbError::WrongState("the box has not left"));
    }
    let left = left(state, &sheet, vendor_item_id);
    let item = sheet
        .item(vendor_item_id)
        .filter(|_| (1..=left).contains(&count))
        .ok_or(VerbError::TooMany { vendor_item_id, left })?;
    let exchange = Exchange {
        exchange_id: state.new_exchange_id(),
        order_id: sheet.order_id,
        original_box_id: sheet.shipment_box_id,
        vendor_item_id,
        vendor_item_name: item.goods.vendor_item_name.clone(),
        price: item.goods.price,
        quantity: count,
        status: ExchangeStatus::Receipt,
        collect: Collect::BeforeDirection,
        collected_at: None,
        redelivery: Redelivery::BeforeDirection,
        new_box_id: None,
        new_box_from: None,
        parcel: None,
        shipped_at: None,
        delivered_at: None,
        pickups: Vec::new(),
        reject_code: None,
        reason: Reason::of(reason.unwrap_or("DIFFERENTOPT")),
        comment: "생각한 색이 아니에요".to_owned(),
        customer: sheet.receiver.clone(),
        created_at: now,
        modified_at: now,
        applied: Applied::new(),
    };
    let exchange_id = exchange.exchange_id;
    state.exchanges.insert(exchange_id, exchange);
    state.touch();
    Ok(Done { exchange_id: Some(exchange_id.to_string()), ..Done::default() })
}

/// Until the pickup is scanned.
fn withdraws(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
    let receipt = receipt(state, text)?;
    if receipt.picked_up || receipt.receipt_type == ReceiptType::Cancel {
        return Err(VerbError::WrongState("the goods were picked up"));
    }
    let receipt_id = receipt.receipt_id;
    life::withdraw(state, receipt_id, now);
    Ok(Done::default())
}

fn withdraws_exchange(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
    let exchange = exchange(state, text)?;
    if exchange.collected_at.is_some() {
        return Err(VerbError::WrongState("the goods are in"));
    }
    let exchange_id = exchange.exchange_id;
    life::withdraw_exchange(state, exchange_id, now);
    Ok(Done::default())
}

fn moves(state: &mut State, text: &str, receiver: &Receiver, later: bool) -> Result<Done, VerbError> {
    let sheet = sheet(state, text)?;
    if sheet.status != SheetStatus::Accept {
        return Err(VerbError::WrongState("the order is past 결제완료"));
    }
    if later {
        sheet.next_receiver = Some(receiver.clone());
    } else {
        sheet.receiver = receiver.clone();
    }
    state.touch();
    Ok(Done::default())
}

fn confirms(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
    let sheet = sheet(state, text)?;
    if !matches!(sheet.status, SheetStatus::FinalDelivery | SheetStatus::NoneTracking) {
        return Err(VerbError::WrongState("the parcel has not arrived"));
    }
    for item in &mut sheet.items {
        item.confirmed_at = item.confirmed_at.or(Some(now));
    }
    state.touch();
    Ok(Done::default())
}

fn cs_approves(state: &mut State, now: DateTime<Utc>, text: &str, loss: bool) -> Result<Done, VerbError> {
    let receipt = receipt(state, text)?;
    let by = if loss { ConfirmType::CsLossConfirm } else { ConfirmType::CsConfirm };
    let (receipt_id, stops) = (receipt.receipt_id, receipt.is_open_stop());
    if stops {
        life::stop(state, receipt_id, by, now);
    } else {
        life::complete(state, receipt_id, by, now);
    }
    Ok(Done::default())
}

fn coupang_checks(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
    let receipt = receipt(state, text)?;
    if receipt.is_open_stop() || receipt.receipt_type == ReceiptType::Cancel {
        return Err(VerbError::WrongState("nothing was shipped"));
    }
    receipt.status = ReturnStatus::RequestCoupangCheck;
    receipt.modified_at = now;
    state.touch();
    Ok(Done::default())
}

fn collected(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
    let receipt = receipt(state, text)?;
    if receipt.is_open_stop() || receipt.status != ReturnStatus::ReturnsUnchecked {
        return Err(VerbError::WrongState("no goods are to be fetched"));
    }
    receipt.picked_up = true;
    receipt.modified_at = now;
    let tracked = receipt.fast_refund && receipt.delivery_type == "연동택배";
    let receipt_id = receipt.receipt_id;
    if tracked {
        receipt.pre_refund = true;
        life::complete(state, receipt_id, ConfirmType::Undefined, now);
    }
    state.touch();
    Ok(Done::default())
}

/// The courier's half only; 입고확인 stays with the seller.
fn collecting(
    state: &mut State,
    now: DateTime<Utc>,
    text: &str,
    collect: Collect,
) -> Result<Done, VerbError> {
    let exchange = exchange(state, text)?;
    if exchange.collected_at.is_some() {
        return Err(VerbError::WrongState("the goods are in"));
    }
    exchange.collect = collect;
    exchange.status = ExchangeStatus::Progress;
    exchange.modified_at = now;
    state.touch();
    Ok(Done::default())
}
