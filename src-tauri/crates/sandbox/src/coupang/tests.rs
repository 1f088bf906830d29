//! Properties: a generated shop is one the marketplace could hold, and nothing a buyer,
//! a seller or the clock does breaks it.

use std::collections::BTreeSet;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::claims::{ExchangeStatus, ReceiptType, ReturnStatus};
use super::desk::{Asked, Desk};
use super::generate;
use super::model::{Item, Sheet};
use super::route::{Dialect, Operation, Route};
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, OrderWish, Verb};
use super::{life, wire};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 16, 3, 0, 0).unwrap()
}

/// What must hold whatever happened.
fn check(state: &State) {
    let held = |box_id: i64, item_id: i64| -> (u32, u32) {
        let asked = state.returns.values().flat_map(|receipt| {
            let open = !receipt.is_settled();
            let done = receipt.status == ReturnStatus::ReturnsCompleted;
            receipt.items.iter().map(move |item| (item, open, done))
        });
        let mine =
            asked.filter(|(item, ..)| item.shipment_box_id == box_id && item.vendor_item_id == item_id);
        mine.fold((0, 0), |(hold, cancel), (item, open, done)| {
            let count = item.cancel_count;
            (hold + count * u32::from(open), cancel + count * u32::from(done))
        })
    };
    for sheet in state.sheets.values() {
        for item in &sheet.items {
            let (hold, cancel) = held(sheet.shipment_box_id, item.goods.vendor_item_id);
            assert_eq!((item.hold_count, item.cancel_count), (hold, cancel));
            assert!(hold + cancel <= item.shipping_count);
        }
        assert_eq!(sheet.parcel.is_some(), sheet.status.has_left());
        assert!(state.orders[&sheet.order_id].contains(&sheet.shipment_box_id));
        let history = sheet.history.last().map(|step| step.status);
        assert_eq!(history, Some(sheet.status));
    }
    for receipt in state.returns.values() {
        assert!(receipt.count_sum() > 0);
        if receipt.receipt_type == ReceiptType::Cancel {
            assert!(receipt.withdrawn_at.is_none());
        }
    }
    for exchange in state.exchanges.values() {
        assert!(exchange.parcel.is_none() || exchange.collected_at.is_some());
        assert!(exchange.new_box_id.is_some() == exchange.collected_at.is_some());
        assert!(exchange.status != ExchangeStatus::Success || exchange.parcel.is_some());
    }
}

fn check_money(item: &Item) {
    assert!(item.discount() <= item.order_price());
    assert_eq!(item.order_price(), item.goods.price * i64::from(item.shipping_count));
    assert!(item.goods.price >= 0);
}

fn check_people(sheet: &Sheet) {
    assert_eq!(sheet.receiver.post_code.len(), 5);
    assert!(sheet.receiver.name.chars().count() >= 2);
    let safe = |number: &String| number.len() == 12 && number.starts_with("050");
    assert!(sheet.receiver.safe_number.iter().all(safe));
    assert_eq!(sheet.shipment_box_id.to_string().len(), 18);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_generated_shop_is_whole(seed: u64, orders in 0_usize..260) {
        let state = generate::shop(seed, orders, noon());
        check(&state);
        prop_assert_eq!(state.orders.len(), orders);
        for sheet in state.sheets.values() {
            check_people(sheet);
            sheet.items.iter().for_each(check_money);
            prop_assert!(sheet.ordered_at < noon());
            let options: BTreeSet<i64> = sheet.items.iter().map(|it| it.goods.vendor_item_id).collect();
            prop_assert_eq!(options.len(), sheet.items.len());
            prop_assert!(sheet.applied.is_empty(), "nobody called anything yet");
        }
    }

    #[test]
    fn a_saved_shop_is_the_same_shop(seed: u64) {
        let mut state = generate::shop(seed, 40, noon());
        state.take_changed();
        let saved = serde_json::to_string(&state).unwrap();
        prop_assert_eq!(serde_json::from_str::<State>(&saved).unwrap(), state);
    }

    #[test]
    fn nothing_that_happens_breaks_the_shop(seed: u64, moves in prop::collection::vec(any::<(u8, u16, u8)>(), 1..120)) {
        let mut state = generate::shop(seed, 30, noon());
        let settings = Settings { refund_after: 60, ..Settings::default() };
        let mut now = noon();
        for (kind, which, how) in moves {
            now += TimeDelta::seconds(30);
            life::pass(&mut state, &settings, now);
            happen(&mut state, &settings, now, (kind, which, how));
            check(&state);
        }
    }

    #[test]
    fn v4_and_v5_tell_the_same_money(seed: u64) {
        let state = generate::shop(seed, 10, noon());
        for sheet in state.sheets.values() {
            let plain = wire::sheet(sheet, Dialect::Plain);
            let international = wire::sheet(sheet, Dialect::International);
            for (plain, wrapped) in rows(&plain).zip(rows(&international)) {
                prop_assert_eq!(&plain["orderPrice"], &wrapped["orderPrice"]["units"]);
                let parts = ["instantCouponDiscount", "downloadableCouponDiscount", "coupangDiscount"];
                let sum: i64 = parts.iter().filter_map(|part| plain[*part].as_i64()).sum();
                prop_assert_eq!(plain["discountPrice"].as_i64().unwrap_or(0), sum);
            }
        }
    }
}

fn rows(sheet: &Value) -> impl Iterator<Item = &Value> {
    sheet["orderItems"].as_array().unwrap().iter()
}

fn pick<T: Clone>(all: &[T], which: u16) -> Option<T> {
    all.get(usize::from(which) % all.len().max(1)).cloned()
}

/// One random act of anybody; impossible ones are refused without a trace.
fn happen(state: &mut State, settings: &Settings, now: DateTime<Utc>, (kind, which, how): (u8, u16, u8)) {
    let boxes: Vec<i64> = state.sheets.keys().copied().collect();
    let receipts: Vec<i64> = state.returns.keys().copied().collect();
    let exchanges: Vec<i64> = state.exchanges.keys().copied().collect();
    let (Some(box_id), receipt, exchange) = (
        pick(&boxes, which),
        pick(&receipts, which).unwrap_or_default(),
        pick(&exchanges, which).unwrap_or_default(),
    ) else {
        return;
    };
    let shipment_box_id = box_id.to_string();
    let receipt_id = receipt.to_string();
    let exchange_id = exchange.to_string();
    let item = state.sheets[&box_id].items[0].goods.vendor_item_id;
    let one = vec![verbs::Quantity { vendor_item_id: item.to_string(), count: u32::from(how % 3) + 1 }];
    let verb = match kind % 22 {
        0 => Verb::PlaceOrder { wish: OrderWish::default() },
        1 => Verb::BuyerCancels { shipment_box_id, items: Vec::new() },
        2 => Verb::BuyerCancels { shipment_box_id, items: one },
        3 => Verb::BuyerReturns { shipment_box_id, items: one, reason: None },
        4 => Verb::BuyerReturns { shipment_box_id, items: Vec::new(), reason: None },
        5 => {
            Verb::BuyerExchanges { shipment_box_id, vendor_item_id: item.to_string(), count: 1, reason: None }
        }
        6 => Verb::BuyerWithdraws { receipt_id },
        7 => Verb::BuyerWithdrawsExchange { exchange_id },
        8 => Verb::CsApproves { receipt_id, loss: how % 2 == 0 },
        9 => Verb::CoupangChecks { receipt_id },
        10 => Verb::ParcelScanned { shipment_box_id },
        11 => Verb::ParcelDelivered { shipment_box_id },
        12 => Verb::ReturnCollected { receipt_id },
        13 => Verb::ExchangeDelivered { exchange_id },
        other => return call(state, settings, now, (other, how), (box_id, receipt, exchange)),
    };
    let before = state.clone();
    if verbs::act(state, settings, now, &verb).is_err() {
        assert_eq!(without_counters(&before), without_counters(state));
    }
}

fn without_counters(state: &State) -> Value {
    json!([state.sheets, state.returns, state.exchanges])
}

/// One random write of the seller.
fn call(
    state: &mut State,
    settings: &Settings,
    now: DateTime<Utc>,
    (kind, how): (u8, u8),
    (box_id, receipt, exchange): (i64, i64, i64),
) {
    let vendor = state.credentials.vendor_id.clone();
    let sheet = state.sheets[&box_id].clone();
    let sum = state.returns.get(&receipt).map_or(0, super::claims::Return::count_sum);
    let new_box = state.exchanges.get(&exchange).and_then(|it| it.new_box_id);
    let number = format!("{:012}", 300_000_000_000 + i64::from(how) * 7 + box_id % 1_000_000);
    let parcel = json!({"deliveryCompanyCode": "CJGLS", "invoiceNumber": number});
    let (operation, id, body) = match kind {
        14 => (Operation::Acknowledge, 0, json!({"vendorId": vendor, "shipmentBoxIds": [box_id]})),
        15 => (Operation::UploadInvoices, 0, invoices(&vendor, &sheet, &number, how)),
        16 => (Operation::UpdateInvoices, 0, invoices(&vendor, &sheet, &number, 1)),
        17 => (
            Operation::StopShipment,
            receipt,
            json!({"vendorId": vendor, "receiptId": receipt, "cancelCount": sum}),
        ),
        18 => {
            let mut body = parcel;
            body["vendorId"] = json!(vendor);
            body["receiptId"] = json!(receipt);
            (Operation::AlreadyShipped, receipt, body)
        }
        19 => (Operation::ReceiveReturn, receipt, json!({"vendorId": vendor, "receiptId": receipt})),
        20 => (Operation::ReceiveExchange, exchange, json!({"vendorId": vendor, "exchangeId": exchange})),
        _ => (
            Operation::ShipExchange,
            exchange,
            json!([{"vendorId": vendor, "exchangeId": exchange, "shipmentBoxId": new_box,
                    "goodsDeliveryCode": "CJGLS", "invoiceNumber": number}]),
        ),
    };
    let route = Route { operation, dialect: Dialect::Plain, vendor_id: vendor, id: id.to_string() };
    let before = without_counters(state);
    let mut desk = Desk { state, settings, now, lag: 0, row_fails: false };
    let body = body.to_string().into_bytes();
    let asked = Asked { route: &route, query: "", body: &body };
    if desk.carry_out(asked).is_err() {
        assert_eq!(before, without_counters(state), "a refusal changes nothing");
    }
}

fn invoices(vendor: &str, sheet: &Sheet, number: &str, how: u8) -> Value {
    let split = sheet.split_shipping || (how.is_multiple_of(4) && sheet.items.len() > 1);
    let rows: Vec<Value> = sheet
        .items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let later = split && !sheet.split_shipping && place > 0;
            json!({
                "shipmentBoxId": sheet.shipment_box_id,
                "orderId": sheet.order_id,
                "vendorItemId": item.goods.vendor_item_id,
                "deliveryCompanyCode": if how.is_multiple_of(5) && !split { "DIRECT" } else { "CJGLS" },
                "invoiceNumber": if later { "" } else { number },
                "splitShipping": split,
                "preSplitShipped": sheet.split_shipping && split,
                "estimatedShippingDate": if later { "2026-03-20" } else { "" },
            })
        })
        .collect();
    json!({"vendorId": vendor, "orderSheetInvoiceApplyDtos": rows})
}

#[test]
fn a_hundred_thousand_orders_are_made_within_a_minute() {
    let began = Instant::now();
    let state = generate::shop(1, 100_000, noon());
    assert_eq!(state.orders.len(), 100_000);
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[test]
fn edge_rows_occur_in_the_default_shop() {
    let state = generate::shop(1, 200, noon());
    let sheets = || state.sheets.values();
    let items = || sheets().flat_map(|sheet| sheet.items.iter());
    assert!(sheets().any(|sheet| sheet.receiver.safe_number.is_none()));
    assert!(sheets().any(|sheet| sheet.customs_code.is_some()));
    assert!(sheets().any(|sheet| sheet.remote_price.is_some()));
    assert!(sheets().any(|sheet| sheet.shipment_type != "THIRD_PARTY"));
    assert!(sheets().any(|sheet| sheet.next_receiver.is_some()));
    assert!(sheets().any(|sheet| sheet.items.len() > 1));
    assert!(state.orders.values().any(|boxes| boxes.len() > 1));
    assert!(items().any(|item| item.goods.price == 0));
    assert!(items().any(|item| !item.inputs.is_empty()));
    assert!(items().any(|item| item.up_bundle.is_some()));
    assert!(items().any(|item| item.goods.vendor_item_name.chars().count() > 80));
    let mismatch = |item: &Item| {
        let registered =
            format!("{}, {}", item.goods.seller_product_name, item.goods.seller_product_item_name);
        item.goods.vendor_item_name != registered
    };
    assert!(items().any(mismatch));
}
