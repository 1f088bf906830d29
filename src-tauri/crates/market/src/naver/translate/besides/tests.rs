use domain::{AccountId, Claim, Detail, DetailKind as Kind, Marketplace};
use serde_json::{Value, json};

use super::super::{Source, Told, told};
use crate::fields::{assert_column, pairs};
use crate::naver::tests::{paid, sample};

fn read(record: &Value) -> Told {
    let account = AccountId::from("1");
    told(Source { account: &account, marketplace: Marketplace::SmartStore }, record)
}

fn more(record: &Value) -> Vec<Detail> {
    read(record).line.unwrap().more
}

fn claim(record: &Value) -> Claim {
    read(record).claims.into_iter().map(Result::unwrap).next().unwrap()
}

fn set(record: &mut Value, fields: Value) {
    let fields = fields.as_object().unwrap().clone();
    record.as_object_mut().unwrap().extend(fields);
}

/// A line that tells all it may, of an order that waits for its payment.
fn full() -> Value {
    let mut record = sample();
    set(
        &mut record["order"],
        json!({"paymentDate": null, "paymentDueDate": "2026-03-18T23:59:59+09:00", "orderDiscountAmount": 100,
            "naverMileagePaymentAmount": 200, "chargeAmountPaymentAmount": 300,
            "checkoutAccumulationPaymentAmount": 400, "payLaterPaymentAmount": 500}),
    );
    set(
        &mut record["productOrder"],
        json!({"originalProductId": "222", "sellerCustomCode1": "A-1", "sellerCustomCode2": "B-1",
            "freeGift": "양말", "optionPrice": 1_000, "productImediateDiscountAmount": 1_500,
            "productMultiplePurchaseDiscountAmount": 250, "appliedCardPromotion": {"promotionApplyAmount": 700},
            "deliveryPolicyType": "조건별무료", "shippingFeeType": "선불", "deliveryDiscountAmount": 500,
            "deliveryAttributeType": "ARRIVAL_GUARANTEE", "deliveryTagType": "TODAY",
            "arrivalGuaranteeDate": "2026-03-16T23:59:59+09:00", "shippingStartDate": "2026-03-15T00:00:00+09:00",
            "logisticsCompanyId": "NFA", "takingAddress": {"name": "김창고", "zipCode": "10880",
                "baseAddress": "경기도 파주시 문발로 77", "detailedAddress": "2층"},
            "commissionRatingType": "결제 수수료", "paymentCommission": 900, "saleCommission": 300,
            "channelCommission": 100, "knowledgeShoppingSellingInterlockCommission": 200,
            "inflowPath": "네이버 쇼핑", "inflowPathAdd": "검색"}),
    );
    record
}

/// The sample's return, released and over.
fn over() -> Value {
    let mut record = sample();
    set(
        &mut record["currentClaim"]["return"],
        json!({"requestChannel": "구매회원", "holdbackStatus": "RELEASED",
            "holdbackReleaseDate": "2026-03-19T20:00:00+09:00",
            "returnCompletedDate": "2026-03-20T09:00:00+09:00", "claimDeliveryFeePayMeans": "환불금에서 차감",
            "claimDeliveryFeePayMethod": "결제완료", "claimDeliveryFeeDiscountAmount": 100,
            "claimDeliveryFeeSupportAmount": 200, "remoteAreaCostChargeAmount": 5_000,
            "claimRequestAdmissionDate": "2026-03-18T12:00:00+09:00",
            "refundExpectedDate": "2026-03-23T00:00:00+09:00", "refundStandbyStatus": "환불보류",
            "refundStandbyReason": "결제 대기", "reDeliveryStatus": "DELIVERING",
            "returnReceiveAddress": {"name": "김창고", "zipCode": "10880", "baseAddress": "파주시 문발로 77"}}),
    );
    record
}

#[test]
fn a_line_tells_of_its_payment_and_of_what_naver_keeps() {
    let told = more(&full());
    let money = [
        (Kind::Member, "hon****"),
        (Kind::PaymentMethod, "신용카드 간편결제"),
        (Kind::PaymentDue, "2026-03-18T14:59:59+00:00"),
        (Kind::PaidByMeans, "31000"),
        (Kind::Points, "200"),
        (Kind::ChargedMoney, "300"),
        (Kind::RewardMoney, "400"),
        (Kind::PayLater, "500"),
        (Kind::CardDiscount, "700"),
        (Kind::OrderDiscount, "100"),
        (Kind::OptionPrice, "1000"),
        (Kind::InstantDiscount, "1500"),
        (Kind::BulkDiscount, "250"),
        (Kind::SellerCoupon, "1500"),
        (Kind::MarketplaceCoupon, "500"),
        (Kind::Commission, "1500"),
        (Kind::PaymentCommission, "900"),
        (Kind::SaleCommission, "300"),
        (Kind::ChannelCommission, "100"),
        (Kind::LinkedCommission, "200"),
        (Kind::CommissionRule, "결제 수수료"),
        (Kind::ExpectedPayout, "26400"),
    ];
    assert_eq!(pairs(&told)[..money.len()], money);
}

#[test]
fn a_line_tells_of_its_goods_and_of_its_way() {
    let told = more(&full());
    let rest = [
        (Kind::ProductCode, "TS-001"),
        (Kind::OptionCode, "TS-BK-L"),
        (Kind::SellerCode, "A-1 · B-1"),
        (Kind::OptionNumber, "40000000001"),
        (Kind::OriginalProduct, "222"),
        (Kind::FreeGift, "양말"),
        (Kind::AcceptedAt, "2026-03-15T01:00:00+00:00"),
        (Kind::DeliveryMethod, "택배, 등기, 소포"),
        (Kind::DeliveryPace, "N배송 · 오늘배송"),
        (Kind::ShipFrom, "2026-03-15"),
        (Kind::ArriveBy, "2026-03-16"),
        (Kind::ShippingPayment, "선불"),
        (Kind::ShippingPolicy, "조건별무료"),
        (Kind::ShippingDiscount, "500"),
        (Kind::Fulfilment, "NFA"),
        (Kind::Origin, "10880 경기도 파주시 문발로 77 2층"),
        (Kind::Inflow, "네이버 쇼핑 · 검색"),
    ];
    assert_eq!(pairs(&told)[told.len() - rest.len()..], rest);
}

#[test]
fn a_member_is_printed_nowhere() {
    let line = read(&full()).line.unwrap();
    assert!(!format!("{line:?}").contains("hon****") && !line.raw.contains("hon****"), "{line:?}");
}

#[test]
fn a_paid_order_has_no_payment_due_and_a_plain_delivery_no_pace() {
    let mut record = paid("1");
    record["order"]["paymentDueDate"] = json!("2026-03-18T23:59:59+09:00");
    record["productOrder"]["deliveryAttributeType"] = json!("NORMAL");
    let told = more(&record);
    let absent = [Kind::PaymentDue, Kind::DeliveryPace];
    assert!(told.iter().all(|detail| !absent.contains(&detail.kind)), "{told:?}");
}

#[test]
fn a_field_of_another_type_costs_its_details_and_not_the_line() {
    let mut record = full();
    record["productOrder"]["saleCommission"] = json!("많음");
    let line = read(&record).line.unwrap();
    assert_eq!((line.product.name.as_str(), line.price.total.get()), ("면 티셔츠", 30_000));
    assert!(line.more.iter().all(|detail| detail.kind != Kind::ExpectedPayout));
}

#[test]
fn a_claim_tells_of_its_fees_its_moments_and_its_refund() {
    let told = [
        (Kind::AskedThrough, "구매회원"),
        (Kind::ApprovedAt, "2026-03-18T03:00:00+00:00"),
        (Kind::CollectedAt, "2026-03-19T06:00:00+00:00"),
        (Kind::ReleasedAt, "2026-03-19T11:00:00+00:00"),
        (Kind::EndedAt, "2026-03-20T00:00:00+00:00"),
        (Kind::FeePayment, "환불금에서 차감 · 결제완료"),
        (Kind::FeeDiscount, "100"),
        (Kind::FeeSupport, "200"),
        (Kind::RemoteFee, "5000"),
        (Kind::OtherFee, "3000"),
        (Kind::RefundDue, "2026-03-22T15:00:00+00:00"),
        (Kind::RefundWaits, "환불보류 · 결제 대기"),
        (Kind::ReturnsTo, "10880 파주시 문발로 77"),
        (Kind::ReshipStatus, "배송 중"),
    ];
    assert_eq!(pairs(&claim(&over()).more), told);
}

#[test]
fn what_a_hold_charges_is_told_by_the_hold_alone() {
    let held = claim(&sample());
    assert_eq!(held.held.unwrap().fee.unwrap().get(), 3_000);
    assert!(held.more.iter().all(|detail| detail.kind != Kind::OtherFee), "{:?}", held.more);
}

#[test]
fn the_page_of_fields_tells_the_truth() {
    assert_column("smartstore, npay", &[&more(&full()), &claim(&over()).more]);
}
