//! Rows in the shape of the documents' models, and what they become.

mod claims;
mod mutated;

use std::collections::HashMap;

use chrono::DateTime;
use domain::{AccountId, Claim, ClaimKind, DetailKind, OrderLine, Stage, Won};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Source;
use super::claim::claim;
use super::delivery::{Told, tell};
use super::order::{facts, whole};
use crate::grip::deliveries::Deliveries;
use crate::grip::lists::List;
use crate::grip::tests::{LINE, ORDER, sample, with};
use crate::grip::wire::body::OrderKey;
use crate::grip::wire::record::{Record, Unreadable};

/// A list of couriers with one entry.
const COURIERS: &[domain::Courier] =
    &[domain::Courier { code: "66", name: "CJ대한통운", rule: domain::DigitRule::Unstated }];

/// Midnight in Korea, on the 3rd of January 2026.
const TODAY: i64 = 1_767_366_000_000;

fn account() -> AccountId {
    AccountId::from("1")
}

fn source(account: &AccountId) -> Source<'_> {
    Source { account, couriers: COURIERS, today: at(TODAY).unwrap() }
}

/// What the delivery lists tell, row by row.
fn deliveries(rows: &[(List, Value)]) -> Deliveries {
    let mut deliveries = Deliveries::default();
    rows.iter().for_each(|(list, row)| deliveries.take(*list, std::slice::from_ref(row)));
    deliveries
}

pub(super) fn line_of(row: &Value, told: &[(List, Value)]) -> Result<OrderLine, Unreadable> {
    let account = account();
    whole(source(&account), Record::of(row).unwrap(), &deliveries(told)).map(|whole| whole.line)
}

pub(super) fn claim_of(kind: ClaimKind, row: &Value) -> Result<Claim, Unreadable> {
    let account = account();
    claim(source(&account), kind, Record::of(row).unwrap())
}

fn at(milliseconds: i64) -> Option<DateTime<chrono::Utc>> {
    DateTime::from_timestamp_millis(milliseconds)
}

fn detail(line: &OrderLine, kind: DetailKind) -> Option<&str> {
    line.more.iter().find(|detail| detail.kind == kind).map(|detail| detail.value.as_str())
}

#[test]
fn every_field_of_an_order_is_kept() {
    let line = line_of(&sample(List::Orders), &[(List::Prepare, sample(List::Prepare))]).unwrap();
    assert_eq!((line.order.as_str(), line.bundle.as_str(), line.line.as_str()), (ORDER, ORDER, LINE));
    assert_eq!((line.item.as_str(), line.raw_status.as_str()), ("5100200301", "1"));
    assert_eq!((line.paid_at, Some(line.ordered_at)), (at(1_767_225_600_000), at(1_767_225_600_000)));
    let product = &line.product;
    assert_eq!((product.name.as_str(), product.option.as_str()), ("라이브 머그컵", "파랑 / 350ml"));
    assert_eq!((product.product_id.as_str(), product.sku.as_str()), ("q3xmypxq", "SKU-7"));
    let price = &line.price;
    assert_eq!((line.quantity.ordered, price.unit, price.total), (2, Won::new(12_900), Won::new(25_800)));
    assert_eq!((price.shipping, price.remote), (Won::new(3_000), Won::new(2_500)));
    assert_eq!((price.marketplace_discount, price.paid()), (Won::new(1_800), Won::new(24_000)));
    assert_eq!((line.buyer.name.as_str(), line.buyer.phone.as_str()), ("김그립", "010-1234-5678"));
    let to = &line.receiver;
    assert_eq!(
        (to.name.as_str(), to.phone.as_str(), to.postcode.as_str()),
        ("이수령", "010-8765-4321", "06614")
    );
    assert!(to.address.ends_with("홍우빌딩 10층") && to.address_detail.is_empty());
    assert_eq!((to.memo.as_str(), to.customs_code.as_str()), ("문 앞에 놓아 주세요", "P123456789012"));
    assert!(line.delivery.remote_area && line.delivery.delayed_because == "재입고를 기다립니다");
    for (kind, value) in [
        (DetailKind::Member, "머그수집가"),
        (DetailKind::PaymentMethod, "카카오페이"),
        (DetailKind::MarketplaceCoupon, "1800"),
        (DetailKind::OptionCode, "SKU-7-BLUE"),
        (DetailKind::DawnMemo, "공동현관 1234#"),
        (DetailKind::Origin, "17384 경기도 이천시 물류로 1"),
    ] {
        assert_eq!(detail(&line, kind), Some(value), "{kind:?}");
    }
    assert!(line.raw.contains("optionNameSeqs"), "what is not translated is kept as it came");
    for person in ["김그립", "이수령", "010-", "강남대로", "머그수집가", "1234#", "P123456789012"]
    {
        assert!(!line.raw.contains(person), "{person} survives in the record");
    }
}

#[test]
fn the_status_list_tells_courier_number_and_moment() {
    let shipped = with(sample(List::Orders), &[("orderState", json!(11))]);
    let line = line_of(&shipped, &[(List::Status, sample(List::Status))]).unwrap();
    assert_eq!((line.stage, line.shipped_at), (Stage::Delivering, at(1_767_236_400_000)));
    assert_eq!(line.delivery.courier.as_ref().unwrap().as_str(), "66");
    assert_eq!(line.delivery.courier_name, "CJ대한통운");
    assert_eq!(line.delivery.invoice.as_ref().unwrap().as_str(), "600000000000");
    let unknown = with(sample(List::Status), &[("deliveryCompanySeq", json!(1234))]);
    let line = line_of(&shipped, &[(List::Status, unknown)]).unwrap();
    assert_eq!(line.delivery.courier_name, "1234", "a number that no list names is shown as it came");
}

/// The list of deliveries names no courier: what was started is brought by the seller, what arrived all the same was
/// handed over.
#[test]
fn what_has_no_courier_is_told_by_whether_it_was_dispatched() {
    let started = json!(1_767_236_400_000_i64);
    for (state, started, courier) in [
        (11, started.clone(), Some("own")),
        (13, started.clone(), Some("own")),
        (90, started, Some("own")),
        (13, Value::Null, Some("direct")),
        (11, Value::Null, None),
    ] {
        let order = with(sample(List::Orders), &[("orderState", json!(state))]);
        let none = with(
            sample(List::Status),
            &[("deliveryCompanySeq", json!(0)), ("deliveryTrackingNumber", json!("")), ("startAt", started)],
        );
        let delivery = line_of(&order, &[(List::Status, none)]).unwrap().delivery;
        assert_eq!(delivery.courier.as_ref().map(|code| code.as_str()), courier, "{state}");
        assert_eq!(delivery.invoice, None);
    }
}

/// Only what arrived may have been handed over; how something left that is on its way must be told.
#[test]
fn a_line_on_its_way_that_no_delivery_list_shows_is_marked() {
    let account = account();
    for (state, unshown, courier) in [(11, true, None), (13, false, Some("direct")), (10, false, None)] {
        let row = with(sample(List::Orders), &[("orderState", json!(state))]);
        let whole = whole(source(&account), Record::of(&row).unwrap(), &Deliveries::default()).unwrap();
        let delivery = whole.line.delivery;
        assert_eq!((whole.unshown, delivery.courier.as_ref().map(|code| code.as_str())), (unshown, courier));
        assert_eq!(delivery.invoice, None, "{state}");
    }
}

#[test]
fn what_was_never_paid_needs_no_moment_of_a_payment() {
    let canceled = json!(1_767_232_800_000_i64);
    for (state, cancel_at, ordered_at) in [
        (2, Value::Null, TODAY),
        (3, Value::Null, TODAY),
        (62, canceled.clone(), 1_767_232_800_000),
        (82, canceled, 1_767_232_800_000),
    ] {
        let fields = [("orderState", json!(state)), ("orderedAt", Value::Null), ("cancelAt", cancel_at)];
        let line = line_of(&with(sample(List::Orders), &fields), &[]).unwrap();
        assert_eq!((Some(line.ordered_at), line.paid_at), (at(ordered_at), None), "{state}");
    }
    let paid = with(sample(List::Orders), &[("orderedAt", Value::Null), ("cancelAt", json!(1))]);
    assert_eq!(line_of(&paid, &[]).unwrap_err(), Unreadable::Missing("orderedAt"));
}

#[test]
fn the_list_that_is_read_last_says_how_far_a_line_came() {
    let mut told: HashMap<OrderKey, Told> = HashMap::new();
    for (list, row) in [(List::Prepare, sample(List::Prepare)), (List::Start, sample(List::Start))] {
        tell(&mut told, list, Record::of(&row).unwrap()).unwrap();
    }
    let told = told.values().next().unwrap();
    assert!(!told.to_prepare && told.delayed_because == "재입고를 기다립니다" && told.invoice.is_some());
}

/// Every state of the documents, and where its line stands.
#[rustfmt::skip]
const STATES: &[(i64, Stage)] = &[
    (1, Stage::Paid), (2, Stage::Unknown), (3, Stage::Canceled),
    (10, Stage::Preparing), (11, Stage::Delivering), (12, Stage::Preparing), (13, Stage::Delivered),
    (40, Stage::Delivered), (41, Stage::Delivered), (42, Stage::Delivered), (43, Stage::Delivered),
    (44, Stage::Delivered), (45, Stage::Delivered), (46, Stage::Delivered), (47, Stage::Delivered),
    (48, Stage::Delivered), (50, Stage::Delivered), (51, Stage::Delivered), (52, Stage::Delivered),
    (53, Stage::Delivered), (54, Stage::Delivered), (55, Stage::Delivered),
    (60, Stage::Canceled), (61, Stage::Canceled), (62, Stage::Canceled), (63, Stage::Canceled), (64, Stage::Canceled),
    (80, Stage::Canceled), (81, Stage::Canceled), (82, Stage::Canceled), (83, Stage::Canceled), (84, Stage::Canceled),
    (90, Stage::Confirmed), (91, Stage::Confirmed),
];

#[test]
fn every_state_has_its_stage() {
    assert_eq!(STATES.len(), 34);
    for (state, stage) in STATES {
        let line = line_of(&with(sample(List::Orders), &[("orderState", json!(state))]), &[]).unwrap();
        assert_eq!(line.stage, *stage, "{state}");
        assert!(line.raw_status.starts_with(&state.to_string()), "{}", line.raw_status);
        let gone = if *stage == Stage::Canceled { 2 } else { 0 };
        assert_eq!(line.quantity.canceled, gone, "{state}");
        assert_eq!(line.paid_at.is_none(), matches!(state, 2 | 3 | 62 | 82), "{state}");
    }
}

#[test]
fn a_delayed_line_that_is_to_be_confirmed_is_paid() {
    let delayed = with(sample(List::Orders), &[("orderState", json!(12))]);
    let line = line_of(&delayed, &[(List::Prepare, sample(List::Prepare))]).unwrap();
    assert_eq!(line.stage, Stage::Paid);
    let line = line_of(&delayed, &[(List::Start, sample(List::Start))]).unwrap();
    assert_eq!(line.stage, Stage::Preparing);
}

#[test]
fn a_payment_that_no_table_knows_is_shown_as_it_came() {
    let line = line_of(&with(sample(List::Orders), &[("paymentMethod", json!(77))]), &[]).unwrap();
    assert_eq!(detail(&line, DetailKind::PaymentMethod), Some("77"));
}

#[test]
fn without_its_numbers_or_its_moment_a_row_is_nothing() {
    for (field, reason) in [
        ("orderSeq", Unreadable::Missing("orderSeq")),
        ("orderProductSeq", Unreadable::Missing("orderProductSeq")),
        ("orderedAt", Unreadable::Missing("orderedAt")),
        ("quantity", Unreadable::Missing("quantity")),
    ] {
        let row = with(sample(List::Orders), &[(field, Value::Null)]);
        assert_eq!(line_of(&row, &[]).unwrap_err(), reason);
    }
}

proptest! {
    #[test]
    fn an_unknown_state_is_kept_as_it_came(state in prop_oneof![100_i64..9_999, Just(0), Just(-1), Just(14), Just(49), Just(92)]) {
        let line = line_of(&with(sample(List::Orders), &[("orderState", json!(state))]), &[]).unwrap();
        prop_assert_eq!((line.stage, line.raw_status), (Stage::Unknown, state.to_string()));
        for (kind, list) in [(ClaimKind::Return, List::Returns), (ClaimKind::Exchange, List::Exchanges)] {
            let claim = claim_of(kind, &with(sample(list), &[("orderState", json!(state))])).unwrap();
            prop_assert_eq!((claim.step, claim.raw_status), (domain::ClaimStep::Unknown, state.to_string()));
            prop_assert!(claim.verbs.is_empty());
        }
    }
}
