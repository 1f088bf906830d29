use domain::{AccountId, ClaimKind, Detail, DetailKind as Kind};
use serde_json::{Value, json};

use super::super::{Source, claim, order};
use crate::esm::flavor::{AUCTION, Flavor, GMARKET};
use crate::esm::tests::{claims, order as sample, with};
use crate::esm::wire::record::Record;
use crate::fields::{assert_column, pairs};

fn more(flavor: &'static Flavor, record: &Value) -> Vec<Detail> {
    let account = AccountId::from("1");
    let source = Source { account: &account, flavor };
    order::line(source, Record::of(record).unwrap(), false).unwrap().more
}

fn claimed(kind: ClaimKind, record: &Value) -> Vec<Detail> {
    let account = AccountId::from("1");
    let source = Source { account: &account, flavor: &GMARKET };
    claim::claim(source, kind, Record::of(record).unwrap()).unwrap().more
}

/// An order that tells all it may, but for its way.
fn full() -> Value {
    with(
        sample(&GMARKET),
        &[
            ("SellerDiscountPrice", json!("300.0000")),
            ("SellerCashbackMoney", json!("50.0000")),
            ("DirectDiscountPrice", json!("100.0000")),
            ("OptSelPrice", json!("500.0000")),
            ("OrderConfirmDate", json!("2019-04-10T18:00:00")),
            ("GiftDueDate", json!("2019-04-20T23:59:59")),
            ("ArrivalScheduledDate", json!("2019-04-13T00:00:00")),
            ("TransType", json!("E")),
            ("OverseaTransYn", json!("Y")),
            ("IsInstallOrder", json!("Y")),
            ("SKUNo", json!(7788)),
            ("ItemOptionSelectList", json!([{"ItemOptionValue": "용량:1kg", "ItemOptionCode": "M-1"}])),
        ],
    )
}

/// A return that was taken back after it was held.
fn taken_back() -> Value {
    let mut record = claims(ClaimKind::Return)[0].clone();
    record["ReturnShippingFeeWay"] = json!(2);
    record["WithdrawDate"] = json!("2019-04-19T16:00:00");
    record["CompleteDate"] = json!("2019-04-19T17:00:00");
    record
}

#[test]
fn an_order_tells_of_its_money_its_goods_and_its_way() {
    let told = [
        (Kind::Member, "abc*******"),
        (Kind::PaidAmount, "6800"),
        (Kind::OptionPrice, "500"),
        (Kind::SellerCoupon, "350"),
        (Kind::MarketplaceCoupon, "100"),
        (Kind::Cashback, "50"),
        (Kind::Commission, "408"),
        (Kind::ExpectedPayout, "6392"),
        (Kind::OptionCode, "M-1"),
        (Kind::StockNumber, "7788"),
        (Kind::AcceptedAt, "2019-04-10T09:00:00+00:00"),
        (Kind::GiftDue, "2019-04-20T14:59:59+00:00"),
        (Kind::DeliveryPace, "주문제작"),
        (Kind::ArriveBy, "2019-04-13"),
        (Kind::ShippingPolicy, "조건부 무료"),
        (Kind::Overseas, "해외배송"),
        (Kind::Installed, "설치 상품"),
    ];
    assert_eq!(pairs(&more(&GMARKET, &full())), told);
}

#[test]
fn the_fee_condition_is_three_things_at_once() {
    for (code, pair) in [
        ("D", (Kind::ShippingPayment, "착불")),
        ("R", (Kind::ShippingPayment, "선결제")),
        ("W", (Kind::DeliveryMethod, "방문수령")),
        ("X", (Kind::ShippingPolicy, "무료")),
        ("N", (Kind::ShippingPolicy, "N")),
    ] {
        let told = more(&AUCTION, &with(sample(&AUCTION), &[("DeliveryFeeCondition", json!(code))]));
        let of_fee = [Kind::ShippingPayment, Kind::DeliveryMethod, Kind::ShippingPolicy];
        let told: Vec<_> = pairs(&told).into_iter().filter(|(kind, _)| of_fee.contains(kind)).collect();
        assert_eq!(told, [pair], "{code}");
    }
}

#[test]
fn every_fast_delivery_of_the_site_is_one() {
    for (code, pace) in
        [("B", None), ("F", None), ("G", Some("스타배송")), ("Z", Some("스타배송")), ("9", Some("9"))]
    {
        let told = more(&GMARKET, &with(sample(&GMARKET), &[("TransType", json!(code))]));
        let shown = told.iter().find(|detail| detail.kind == Kind::DeliveryPace);
        assert_eq!(shown.map(|detail| detail.value.as_str()), pace, "{code}");
    }
}

#[test]
fn a_claim_tells_who_asked_the_state_of_the_goods_and_its_moments() {
    let told = [
        (Kind::AskedBy, "고객센터"),
        (Kind::GoodsState, "개봉, 미사용"),
        (Kind::SentUnder, "344755391152"),
        (Kind::ApprovedAt, "2019-04-19T06:31:00+00:00"),
        (Kind::WithdrawnAt, "2019-04-19T07:00:00+00:00"),
        (Kind::CollectedAt, "2019-04-19T06:31:25.260+00:00"),
        (Kind::ReleasedAt, "2019-04-19T06:31:27.297+00:00"),
        (Kind::EndedAt, "2019-04-19T08:00:00+00:00"),
        (Kind::FeePayment, "환불금에서 차감"),
        (Kind::ReturnsTo, "200933 강원 춘천시 석사동 840-3 201호"),
    ];
    assert_eq!(pairs(&claimed(ClaimKind::Return, &taken_back())), told);
}

#[test]
fn people_stay_out_of_what_a_claim_tells() {
    let told = claimed(ClaimKind::Return, &taken_back());
    assert!(told.iter().all(|detail| !detail.value.contains("회수인명")), "{told:?}");
}

#[test]
fn the_page_of_fields_tells_the_truth() {
    let fetched = more(&AUCTION, &with(sample(&AUCTION), &[("DeliveryFeeCondition", json!("W"))]));
    let (order, returned) = (more(&GMARKET, &full()), claimed(ClaimKind::Return, &taken_back()));
    let paid_there = more(&AUCTION, &sample(&AUCTION));
    let [exchanged, _] = claims(ClaimKind::Exchange);
    let exchanged = claimed(ClaimKind::Exchange, &exchanged);
    assert_column("gmarket, auction", &[&order, &fetched, &paid_there, &returned, &exchanged]);
}
