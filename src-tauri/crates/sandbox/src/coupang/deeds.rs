//! What each act does to the shop, and when it is not possible.

use chrono::{DateTime, Utc};

use super::claims::{
    Collect, ConfirmType, Exchange, ExchangeStatus, ReceiptType, Redelivery, ReleaseStop, Return,
    ReturnStatus,
};
use super::generate::Maker;
use super::life::{self, Draft, Wanted};
use super::model::{Applied, Item, Receiver, Sheet, SheetStatus};
use super::reasons::Reason;
use super::settings::Settings;
use super::state::{Event, State};
use super::verbs::{Done, OrderWish, Quantity, VerbError};
use crate::clock::seconds;

pub(super) fn moved(happened: bool, obstacle: &'static str) -> Result<Done, VerbError> {
    happened.then(Done::default).ok_or(VerbError::WrongState(obstacle))
}

pub(super) fn id(text: &str) -> Result<i64, VerbError> {
    text.parse().map_err(|_| VerbError::Unknown(text.to_owned()))
}

pub(super) fn sheet<'a>(state: &'a mut State, text: &str) -> Result<&'a mut Sheet, VerbError> {
    let unknown = || VerbError::Unknown(text.to_owned());
    state.sheets.get_mut(&id(text)?).ok_or_else(unknown)
}

fn receipt<'a>(state: &'a mut State, text: &str) -> Result<&'a mut Return, VerbError> {
    let unknown = || VerbError::Unknown(text.to_owned());
    let receipt = state.returns.get_mut(&id(text)?).ok_or_else(unknown)?;
    if receipt.is_settled() {
        return Err(VerbError::WrongState("the receipt is settled"));
    }
    Ok(receipt)
}

pub(super) fn exchange<'a>(state: &'a mut State, text: &str) -> Result<&'a mut Exchange, VerbError> {
    let unknown = || VerbError::Unknown(text.to_owned());
    let exchange = state.exchanges.get_mut(&id(text)?).ok_or_else(unknown)?;
    if !exchange.is_open() {
        return Err(VerbError::WrongState("the exchange is closed"));
    }
    Ok(exchange)
}

pub(super) fn place(state: &mut State, settings: &Settings, now: DateTime<Utc>, wish: &OrderWish) -> Done {
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
fn left(state: &State, sheet: &Sheet, vendor_item_id: i64) -> u32 {
    let shippable = sheet.item(vendor_item_id).map_or(0, Item::shippable);
    let exchanging: u32 = state
        .exchanges_of(sheet.order_id)
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

pub(super) fn cancels(
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

pub(super) fn returns(
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

pub(super) fn exchanges(
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
    state.add_exchange(exchange);
    Ok(Done { exchange_id: Some(exchange_id.to_string()), ..Done::default() })
}

/// Until the pickup is scanned.
pub(super) fn withdraws(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
    let receipt = receipt(state, text)?;
    if receipt.picked_up || receipt.receipt_type == ReceiptType::Cancel {
        return Err(VerbError::WrongState("the goods were picked up"));
    }
    let receipt_id = receipt.receipt_id;
    life::withdraw(state, receipt_id, now);
    Ok(Done::default())
}

pub(super) fn withdraws_exchange(
    state: &mut State,
    now: DateTime<Utc>,
    text: &str,
) -> Result<Done, VerbError> {
    let exchange = exchange(state, text)?;
    if exchange.collected_at.is_some() {
        return Err(VerbError::WrongState("the goods are in"));
    }
    let exchange_id = exchange.exchange_id;
    life::withdraw_exchange(state, exchange_id, now);
    Ok(Done::default())
}

pub(super) fn moves(
    state: &mut State,
    text: &str,
    receiver: &Receiver,
    later: bool,
) -> Result<Done, VerbError> {
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

pub(super) fn confirms(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
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

pub(super) fn cs_approves(
    state: &mut State,
    now: DateTime<Utc>,
    text: &str,
    loss: bool,
) -> Result<Done, VerbError> {
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

pub(super) fn coupang_checks(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
    let receipt = receipt(state, text)?;
    if receipt.is_open_stop() || receipt.receipt_type == ReceiptType::Cancel {
        return Err(VerbError::WrongState("nothing was shipped"));
    }
    receipt.status = ReturnStatus::RequestCoupangCheck;
    receipt.modified_at = now;
    state.touch();
    Ok(Done::default())
}

pub(super) fn collected(state: &mut State, now: DateTime<Utc>, text: &str) -> Result<Done, VerbError> {
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
pub(super) fn collecting(
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
