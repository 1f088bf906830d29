use domain::{
    AccountId, Claim, ClaimKind, ClaimState, ClaimStep, ClaimVerb, ConfirmedBy, Fault, OrderLine, Stage, Won,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Unreadable, exchange, order, receipt};
use crate::coupang::wire::tests::{anything, replace};

fn record(fixture: &str) -> Value {
    let mut answer: Value = serde_json::from_str(fixture).unwrap();
    answer["data"][0].take()
}

fn sheet_v5() -> Value {
    record(include_str!("../../../fixtures/coupang/ordersheets_v5.json"))
}

fn sheet_v4() -> Value {
    record(include_str!("../../../fixtures/coupang/ordersheets_v4.json"))
}

fn receipt_v6() -> Value {
    record(include_str!("../../../fixtures/coupang/return_requests_v6.json"))
}

fn exchange_v4() -> Value {
    record(include_str!("../../../fixtures/coupang/exchange_requests_v4.json"))
}

fn line(record: Value) -> OrderLine {
    order::lines(&AccountId::from("1"), record).unwrap().remove(0)
}

fn claim(record: Value) -> Claim {
    receipt::claim(&AccountId::from("1"), record).unwrap()
}

fn swap(record: Value) -> Claim {
    exchange::claim(&AccountId::from("1"), record).unwrap()
}

/// The record with some fields changed.
fn with(mut record: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

#[test]
fn a_v5_sheet_becomes_lines() {
    let line = line(sheet_v5());
    assert_eq!(line.line.as_str(), "642538971006401429:3242596358");
    assert_eq!((line.order.as_str(), line.stage), ("22000009546234", Stage::Preparing));
    assert_eq!(line.ordered_at.to_rfc3339(), "2025-01-15T05:17:13.973885+00:00");
    assert_eq!((line.price.unit, line.price.shipping), (Won::new(19_000), Won::new(5_000)));
    assert_eq!(line.price.seller_discount, Won::new(3_000));
    assert_eq!(line.price.paid(), Won::new(16_000));
    assert_eq!(line.receiver.memo, "문 앞");
    assert_eq!(line.product.inputs, ["추가메시지1"]);
    assert_eq!(line.ship_by.unwrap().to_string(), "2025-01-16");
    assert!(!line.product.name_mismatch && line.delivery.invoice.is_none());
    assert!(!line.raw.contains("신*희") && !line.raw.contains("가수동"), "people stand in the raw record");
    assert!(line.raw.contains("cutOffTimeHour"));
}

#[test]
fn a_v4_sheet_means_the_same() {
    let line = line(sheet_v4());
    assert_eq!(line.stage, Stage::Confirmed, "구매확정 is a date, not a status");
    assert_eq!(line.confirmed_at.unwrap().to_rfc3339(), "2018-09-22T04:00:05+00:00");
    assert_eq!(line.delivered_at.unwrap().to_rfc3339(), "2018-09-19T02:22:33+00:00");
    assert_eq!((line.price.total, line.price.seller_discount), (Won::new(27_800), Won::ZERO));
    assert_eq!(line.quantity.to_ship(), 1);
    assert_eq!(line.delivery.courier.unwrap().as_str(), "CJGLS");
    assert_eq!(line.delivery.invoice.unwrap().as_str(), "0012345678", "leading zeros are kept");
}

#[test]
fn every_status_has_its_stage_and_unknown_ones_are_kept() {
    for (status, stage) in [
        ("ACCEPT", Stage::Paid),
        ("INSTRUCT", Stage::Preparing),
        ("DEPARTURE", Stage::Shipped),
        ("NONE_TRACKING", Stage::Shipped),
        ("DELIVERING", Stage::Delivering),
        ("FINAL_DELIVERY", Stage::Delivered),
        ("TELEPORTED", Stage::Unknown),
    ] {
        let line = line(with(sheet_v5(), json!({"status": status})));
        assert_eq!((line.stage, line.raw_status.as_str()), (stage, status));
    }
    let mut whole = sheet_v5();
    whole["orderItems"][0]["cancelCount"] = json!(1);
    assert_eq!(line(whole).stage, Stage::Canceled);
}

#[test]
fn pieces_pending_or_cancelled_are_not_shipped() {
    let mut sheet = sheet_v5();
    sheet["orderItems"][0]["shippingCount"] = json!(5);
    sheet["orderItems"][0]["cancelCount"] = json!(1);
    sheet["orderItems"][0]["holdCountForCancel"] = json!("2");
    assert_eq!(line(sheet).quantity.to_ship(), 2);
}

#[test]
fn a_name_that_the_buyer_did_not_see_is_marked() {
    let shown = |name: &str, option: &str, shown: &str| {
        let mut sheet = sheet_v5();
        sheet["orderItems"][0]["sellerProductName"] = json!(name);
        sheet["orderItems"][0]["sellerProductItemName"] = json!(option);
        sheet["orderItems"][0]["vendorItemName"] = json!(shown);
        line(sheet).product.name_mismatch
    };
    assert!(!shown("면 팬츠", "GREY/160호", "신상 팬츠, grey, 160호, 1개"));
    assert!(!shown("팬츠", "", ""));
    assert!(shown("팬츠", "GREY 170호", "팬츠, GREY, 160호"));
    assert!(shown("양말", "GREY", "팬츠, GREY"));
}

#[test]
fn a_sheet_without_its_numbers_is_not_read() {
    for field in ["shipmentBoxId", "orderId", "orderedAt", "orderItems"] {
        let lost = order::lines(&AccountId::from("1"), with(sheet_v5(), json!({field: null})));
        assert!(matches!(lost, Err(Unreadable::Missing(name)) if name == field));
    }
}

type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    ClaimKind,
    ClaimStep,
    &'static [ClaimVerb],
);

/// receiptType, receiptStatus, releaseStopStatus, the item's releaseStatus, completeConfirmType → what it is.
#[rustfmt::skip]
const RECEIPTS: &[Row] = {
    use ClaimKind::{Cancel, Return};
    use ClaimStep::{Approved, Collected, Completed, Overruled, Requested, Unknown};
    use ClaimVerb::{Approve, ConfirmCollected, Refund, Refuse};
    &[
        ("RETURN", "RELEASE_STOP_UNCHECKED", "미처리", "N", "UNDEFINED", Cancel, Requested, &[Approve, Refuse]),
        ("RETURN", "RELEASE_STOP_UNCHECKED", "", "", "", Cancel, Requested, &[Approve, Refuse]),
        ("RETURN", "RETURNS_UNCHECKED", "미처리", "N", "UNDEFINED", Cancel, Requested, &[Approve, Refuse]),
        ("RETURN", "RETURNS_UNCHECKED", "미처리", "Y", "UNDEFINED", Return, Requested, &[ConfirmCollected]),
        ("RETURN", "RETURNS_UNCHECKED", "비대상", "Y", "UNDEFINED", Return, Requested, &[ConfirmCollected]),
        ("RETURN", "RETURNS_UNCHECKED", "처리(이미출고)", "A", "UNDEFINED", Return, Requested, &[ConfirmCollected]),
        ("RETURN", "RETURNS_UNCHECKED", "자동처리(이미출고)", "A", "UNDEFINED", Return, Requested, &[ConfirmCollected]),
        ("RETURN", "RELEASE_STOP_UNCHECKED", "처리(이미출고)", "A", "UNDEFINED", Return, Requested, &[]),
        ("RETURN", "RETURNS_COMPLETED", "처리(출고중지)", "S", "VENDOR_CONFIRM", Cancel, Completed, &[]),
        ("RETURN", "RETURNS_COMPLETED", "처리(출고중지)", "S", "CS_CONFIRM", Cancel, Overruled, &[]),
        ("RETURN", "RETURNS_UNCHECKED", "처리(출고중지)", "S", "UNDEFINED", Cancel, Completed, &[]),
        ("RETURN", "VENDOR_WAREHOUSE_CONFIRM", "비대상", "Y", "UNDEFINED", Return, Collected, &[Refund]),
        ("RETURN", "RETURNS_COMPLETED", "비대상", "Y", "VENDOR_CONFIRM", Return, Completed, &[]),
        ("RETURN", "RETURNS_COMPLETED", "비대상", "Y", "CS_LOSS_CONFIRM", Return, Overruled, &[]),
        ("RETURN", "REQUEST_COUPANG_CHECK", "비대상", "Y", "UNDEFINED", Return, Unknown, &[]),
        ("RETURN", "FLOATING", "비대상", "Y", "UNDEFINED", Return, Unknown, &[]),
        ("CANCEL", "RETURNS_COMPLETED", "비대상", "N", "VENDOR_CONFIRM", Cancel, Completed, &[]),
        ("CANCEL", "RETURNS_COMPLETED", "", "", "CS_CONFIRM", Cancel, Overruled, &[]),
        ("CANCEL", "RETURNS_UNCHECKED", "비대상", "N", "UNDEFINED", Cancel, Approved, &[]),
        ("CANCEL", "RETURNS_UNCHECKED", "비대상", "N", "VENDOR_CONFIRM", Cancel, Completed, &[]),
        ("취소", "RELEASE_STOP_UNCHECKED", "미처리", "N", "UNDEFINED", Cancel, Approved, &[]),
    ]
};

#[test]
fn every_receipt_is_told_apart() {
    for (kind, status, stop, release, confirm, claim_kind, step, verbs) in RECEIPTS {
        let mut record = with(
            receipt_v6(),
            json!({"receiptType": kind, "receiptStatus": status, "releaseStopStatus": stop, "completeConfirmType": confirm}),
        );
        record["returnItems"][0]["releaseStatus"] = json!(release);
        let claim = claim(record);
        let row = format!("{kind} {status} {stop} {release} {confirm}");
        assert_eq!((claim.kind, claim.step), (*claim_kind, *step), "{row}");
        assert_eq!(claim.verbs, *verbs, "{row}");
        assert!(claim.raw_status.ends_with(status), "{}", claim.raw_status);
        assert_eq!(claim.raw_status.starts_with("쿠팡확인요청"), *status == "REQUEST_COUPANG_CHECK");
        let state = ClaimState { kind: claim.kind, step: claim.step };
        assert!(claim.verbs.iter().all(|verb| state.admits(*verb)), "{row} offers what no flow has");
    }
}

#[test]
fn a_receipt_keeps_its_particulars() {
    let claim = claim(receipt_v6());
    assert_eq!((claim.claim.as_str(), claim.order.as_str()), ("50229613", "28000008707838"));
    assert_eq!(claim.return_fee, Some(Won::new(-5_000)), "the buyer pays");
    assert_eq!((claim.fault, claim.quantity()), (Fault::Buyer, 1));
    assert_eq!(claim.lines[0].line.as_ref().unwrap().as_str(), "642538971006401429:3187044096");
    assert_eq!((claim.pickups.len(), claim.pickups[0].invoice.as_ref()), (1, None));
    assert_eq!(claim.reason.text, "필요 없어짐 (단순 변심)");
    assert_eq!(claim.requested_at.to_rfc3339(), "2017-09-02T13:52:42+00:00");
    assert!(!claim.raw.contains("구*숙") && !claim.raw.contains("송파구"));
    let v4 = record(include_str!("../../../fixtures/coupang/return_requests_v4.json"));
    assert_eq!(self::claim(v4).return_fee, Some(Won::new(-5_000)));
    let counted = self::claim(with(receipt_v6(), json!({"cancelCountSum": 5})));
    assert_eq!((counted.quantity(), counted.lines[0].quantity), (5, 1), "Coupang wants its own sum back");
    assert_eq!(self::claim(with(receipt_v6(), json!({"cancelCountSum": null}))).quantity(), 1);
    let loss = with(receipt_v6(), json!({"completeConfirmType": "CS_LOSS_CONFIRM"}));
    assert_eq!(self::claim(loss).confirmed_by, ConfirmedBy::SupportAtLoss);
}

#[test]
fn a_cancel_has_no_charge_for_the_way_back() {
    let stop = json!({"receiptStatus": "RELEASE_STOP_UNCHECKED", "releaseStopStatus": "미처리"});
    let mut unshipped = with(receipt_v6(), stop);
    unshipped["returnItems"][0]["releaseStatus"] = json!("N");
    for record in [unshipped, with(receipt_v6(), json!({"receiptType": "CANCEL"}))] {
        let claim = claim(record);
        assert_eq!((claim.kind, claim.return_fee), (ClaimKind::Cancel, None));
    }
}

#[test]
fn a_pickup_is_registered_only_by_those_who_arrange_it() {
    for (method, allowed) in [("전담택배", false), ("연동택배", false), ("수기관리", true), ("", true)]
    {
        let claim = claim(with(receipt_v6(), json!({"returnDeliveryType": method})));
        assert_eq!(claim.verbs.contains(&ClaimVerb::RegisterPickup), allowed, "{method}");
    }
    let under_way = json!({"returnDeliveryType": "수기관리", "returnDeliveryDtos": [{"deliveryCompanyCode": "CJGLS", "deliveryInvoiceNo": "1234567890"}]});
    let claim = claim(with(receipt_v6(), under_way));
    assert_eq!(
        (claim.step, claim.verbs.as_slice()),
        (ClaimStep::Collecting, &[ClaimVerb::ConfirmCollected][..])
    );
}

const COLLECTED: &str = "2018-03-09T10:00:00";

fn group(invoices: Value) -> Value {
    json!([{"shipmentBoxId": 642538971006409999_u64, "deliveryInvoiceDtos": invoices}])
}

#[test]
fn an_exchange_goes_its_way() {
    use ClaimVerb::{ConfirmCollected, Refuse, RegisterPickup, Reship};
    let old_box = json!([{"shipmentBoxId": 519998364, "deliveryInvoiceDtos": []}]);
    let rows = [
        (
            json!({"exchangeStatus": "RECEIPT", "collectStatus": "BeforeDirection"}),
            ClaimStep::Requested,
            vec![ConfirmCollected, RegisterPickup],
        ),
        (
            json!({"exchangeStatus": "RECEIPT", "collectStatus": "NoneData", "rejectable": true}),
            ClaimStep::Requested,
            vec![ConfirmCollected, Refuse],
        ),
        (json!({}), ClaimStep::Collecting, vec![ConfirmCollected]),
        (json!({"collectCompleteDate": COLLECTED}), ClaimStep::Collected, vec![]),
        (
            json!({"collectCompleteDate": COLLECTED, "rejectable": true, "deliveryInvoiceModifiable": true}),
            ClaimStep::Collected,
            vec![Refuse],
        ),
        (
            json!({"collectCompleteDate": COLLECTED, "deliveryInvoiceModifiable": true, "deliveryInvoiceGroupDtos": old_box}),
            ClaimStep::Collected,
            vec![],
        ),
        (
            json!({"collectCompleteDate": COLLECTED, "deliveryInvoiceModifiable": true, "deliveryInvoiceGroupDtos": group(json!([]))}),
            ClaimStep::Collected,
            vec![Reship],
        ),
        (
            json!({"collectCompleteDate": COLLECTED, "deliveryInvoiceGroupDtos": group(json!([{"invoiceNumber": "77", "deliverCode": "CJGLS"}]))}),
            ClaimStep::Reshipped,
            vec![],
        ),
        (json!({"exchangeStatus": "SUCCESS"}), ClaimStep::Completed, vec![]),
        (json!({"exchangeStatus": "REJECT", "rejectable": true}), ClaimStep::Rejected, vec![]),
        (json!({"exchangeStatus": "CANCEL"}), ClaimStep::Withdrawn, vec![]),
        (json!({"exchangeStatus": "LOST_IN_SPACE"}), ClaimStep::Unknown, vec![]),
    ];
    for (changes, step, verbs) in rows {
        let claim = swap(with(exchange_v4(), changes.clone()));
        assert_eq!((claim.step, &claim.verbs), (step, &verbs), "{changes}");
        let state = ClaimState { kind: ClaimKind::Exchange, step };
        assert!(verbs.iter().all(|verb| state.admits(*verb)), "{changes} offers what no flow has");
    }
}

#[test]
fn a_collection_of_an_exchange_is_a_status_and_no_method() {
    let rows = [
        (json!({"collectStatus": "CompleteCollect"}), "PROGRESS · CompleteCollect"),
        (json!({"exchangeStatus": "RECEIPT", "collectStatus": null}), "RECEIPT"),
    ];
    for (changes, status) in rows {
        let claim = swap(with(exchange_v4(), changes));
        assert_eq!((claim.raw_status.as_str(), claim.pickup_method.as_str()), (status, ""));
    }
}

#[test]
fn a_box_that_waits_for_its_number_is_sent_whatever_the_flag_says() {
    let collected = json!({"collectCompleteDate": COLLECTED, "deliveryInvoiceGroupDtos": group(json!(null))});
    let handed_over =
        json!({"collectStatus": "CompleteCollect", "deliveryInvoiceGroupDtos": group(json!([]))});
    for received in [collected, handed_over] {
        for flag in [json!(true), json!(false), json!(null)] {
            let claim =
                swap(with(with(exchange_v4(), received.clone()), json!({"deliveryInvoiceModifiable": flag})));
            assert_eq!(
                (claim.step, claim.verbs.as_slice()),
                (ClaimStep::Collected, &[ClaimVerb::Reship][..])
            );
        }
    }
    let coming = json!({"collectStatus": "Delivering", "deliveryInvoiceGroupDtos": group(json!([]))});
    assert_eq!(swap(with(exchange_v4(), coming)).verbs, [ClaimVerb::ConfirmCollected]);
}

#[test]
fn an_exchange_is_sent_from_its_new_box() {
    let sent = json!({"deliveryInvoiceGroupDtos": group(json!([{"invoiceNumber": "0077", "deliverCode": "CJGLS"}]))});
    let claim = swap(with(exchange_v4(), sent));
    let reship = claim.reship.unwrap();
    assert_eq!(reship.bundle.unwrap().as_str(), "642538971006409999");
    assert_eq!((reship.courier.unwrap().as_str(), reship.invoice.unwrap().as_str()), ("CJGLS", "0077"));
    assert_eq!((reship.receiver.address.as_str(), claim.pickup_from.phone.as_str()), ("안양시", "0502"));
    assert_eq!(claim.lines[0].line.as_ref().unwrap().as_str(), "519998364:3476137875");
    assert!(!claim.raw.contains("안양시"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_mutation_of_a_record_brings_the_translation_down(which in 0_usize..4, at in 0_usize..120, value in anything()) {
        let mut record = [sheet_v4, sheet_v5, receipt_v6, exchange_v4][which]();
        replace(&mut record, &mut { at }, &value);
        let account = AccountId::from("1");
        let _ = receipt::claim(&account, record.clone());
        let _ = exchange::claim(&account, record.clone());
        for line in order::lines(&account, record).unwrap_or_default() {
            prop_assert_eq!(line.line.as_str(), format!("{}:{}", line.bundle, line.item));
        }
    }

    #[test]
    fn ids_of_eighteen_digits_survive_translation(id in 100_000_000_000_000_000_u64..=999_999_999_999_999_999) {
        let line = line(with(sheet_v5(), json!({"shipmentBoxId": id})));
        prop_assert_eq!(line.bundle.as_str(), id.to_string());
        prop_assert!(line.raw.contains(&id.to_string()));
    }
}

#[test]
fn codes_that_no_document_lists_are_kept_and_blame_nobody() {
    let unheard = json!({"reasonCode": "BITTEN", "reasonCodeText": "", "cancelReasonCategory2": "", "faultByType": "MOON"});
    let claim = claim(with(receipt_v6(), unheard));
    assert_eq!((claim.reason.code.as_str(), claim.reason.text.as_str()), ("BITTEN", ""));
    assert_eq!(claim.fault, Fault::Unstated);
    let swapped = swap(with(
        exchange_v4(),
        json!({"reasonCode": "BITTEN", "reasonCodeText": null, "faultType": "MOON"}),
    ));
    assert_eq!((swapped.reason.code.as_str(), swapped.fault), ("BITTEN", Fault::Unstated));
    let named =
        swap(with(exchange_v4(), json!({"reasonCode": "BITTEN", "reasonCodeText": "강아지가 물었어요"})));
    assert_eq!(named.reason.text, "강아지가 물었어요", "Coupang's own words come first");
}
