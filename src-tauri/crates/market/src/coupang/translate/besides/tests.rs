use domain::{AccountId, Claim, DetailKind as Kind, OrderLine};
use serde_json::{Value, json};

use super::super::{exchange, order, receipt};
use crate::fields::{assert_column, pairs};

fn record(fixture: &str) -> Value {
    let mut answer: Value = serde_json::from_str(fixture).unwrap();
    answer["data"][0].take()
}

fn sheet() -> Value {
    record(include_str!("../../../../fixtures/coupang/ordersheets_v5.json"))
}

/// A sheet that tells all it may.
fn full_sheet() -> Value {
    let mut sheet = sheet();
    sheet["shipmentType"] = json!("CGF");
    sheet["isCod"] = json!(true);
    sheet["extraProperties"] = json!({"sameDayShipping": "true", "cutOffTimeHour": "14"});
    let item = &mut sheet["orderItems"][0];
    item["etcInfoHeader"] = json!("새길 이름");
    item["coupangDiscount"]["units"] = json!(500);
    item["upBundleItem"] = json!(true);
    item["upBundleVendorItemName"] = json!("팬츠 2벌");
    item["upBundleSize"] = json!(2);
    item["usedProduct"] = json!(true);
    sheet
}

fn line(sheet: Value) -> OrderLine {
    order::lines(&AccountId::from("1"), sheet).unwrap().remove(0)
}

fn returned() -> Claim {
    let mut record = record(include_str!("../../../../fixtures/coupang/return_requests_v6.json"));
    record["completeConfirmDate"] = json!("2017-09-03T10:00:00");
    receipt::claim(&AccountId::from("1"), record).unwrap()
}

fn exchanged() -> Claim {
    let mut record = record(include_str!("../../../../fixtures/coupang/exchange_requests_v4.json"));
    record["exchangeAmount"] = json!(1_000);
    record["collectCompleteDate"] = json!("2018-03-07T09:00:00");
    exchange::claim(&AccountId::from("1"), record).unwrap()
}

#[test]
fn a_sheet_tells_of_its_box_and_its_option() {
    let line = line(full_sheet());
    let told = [
        (Kind::PaymentMethod, "착불 결제 (COD)"),
        (Kind::InstantDiscount, "2000"),
        (Kind::SellerCoupon, "3000"),
        (Kind::MarketplaceCoupon, "500"),
        (Kind::OptionNumber, "3242596358"),
        (Kind::ListedProduct, "31846051"),
        (Kind::FirstOption, "GREY/160호"),
        (Kind::InputPrompt, "새길 이름"),
        (Kind::AutoBundle, "팬츠 2벌 (2개 묶음)"),
        (Kind::Condition, "중고"),
        (Kind::SameDay, "오늘 14시까지 출고"),
        (Kind::ShippingPayment, "유료"),
        (Kind::Fulfilment, "로켓그로스 (CGF)"),
    ];
    assert_eq!(pairs(&line.more), told);
}

#[test]
fn what_is_the_rule_is_not_worth_a_word() {
    let line = line(sheet());
    let rule = [Kind::PaymentMethod, Kind::Fulfilment, Kind::SameDay, Kind::AutoBundle, Kind::Condition];
    assert!(line.more.iter().all(|detail| !rule.contains(&detail.kind)), "{:?}", line.more);
}

#[test]
fn a_field_of_another_type_costs_its_details_and_not_the_line() {
    let mut sheet = full_sheet();
    sheet["extraProperties"] = json!("none");
    sheet["orderItems"][0]["instantCouponDiscount"] = json!({"units": 1_000});
    let told: Vec<Kind> = line(sheet).more.iter().map(|detail| detail.kind).collect();
    assert!(!told.contains(&Kind::PaymentMethod) && told.contains(&Kind::ListedProduct), "{told:?}");
}

#[test]
fn claims_tell_who_asked_and_how_far_they_came() {
    let stop = [(Kind::StopStatus, "처리(이미출고)"), (Kind::EndedAt, "2017-09-03T01:00:00+00:00")];
    assert_eq!(pairs(&returned().more), stop);
    let told = [
        (Kind::AskedBy, "구매자"),
        (Kind::AskedThrough, "모바일웹"),
        (Kind::PickupDue, "2018-03-08"),
        (Kind::CollectedAt, "2018-03-07T00:00:00+00:00"),
        (Kind::OtherFee, "1000"),
        (Kind::ReshipStatus, "배송 지시 전"),
    ];
    assert_eq!(pairs(&exchanged().more), told);
}

#[test]
fn the_page_of_fields_tells_the_truth() {
    assert_column("coupang", &[&line(full_sheet()).more, &returned().more, &exchanged().more]);
}
