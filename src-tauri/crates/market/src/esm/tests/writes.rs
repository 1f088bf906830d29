//! Every write as it is on the wire, byte for byte, at both sites; and what never leaves.

use chrono::NaiveDate;
use domain::action::ClaimAct;
use domain::{ClaimKind, ClaimState, ClaimStep, LineResult, Outcome, ReturnPickup, Won, Write};

use super::{
    CANCEL, CJ, DONE, Desk, EXCHANGE, LINE, NUMBER, ORDER, RETURN, answer, both, line, parcel, parcel_line,
};
use crate::esm::UNFIT;
use crate::esm::flavor::{AUCTION, Flavor, GMARKET};
use crate::{ErrorKind, MarketError, Marketplace, Persistence};

/// Sends a write and gives its only call.
async fn sent(
    flavor: &'static Flavor,
    write: &Write,
    body: &str,
) -> (Vec<String>, Result<Vec<Outcome>, MarketError>) {
    let desk = Desk::of(flavor, &[(200, body)]);
    let result = desk.run(desk.esm.act(write)).await;
    (desk.calls(), result)
}

/// At one site, a write makes this call, and all its targets are done.
async fn golden_at(flavor: &'static Flavor, write: Write, call: &str) {
    let (calls, result) = sent(flavor, &write, DONE).await;
    assert_eq!(calls, [call], "at {}", flavor.en);
    let outcomes = result.unwrap();
    let targets: Vec<_> = outcomes.iter().map(|outcome| outcome.target.clone()).collect();
    assert_eq!(targets, write.targets(), "one result for every target");
    assert!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "{outcomes:?}");
}

/// At both sites; `{site}` stands for their numbers.
async fn golden(write: Write, call: &str) {
    for flavor in both() {
        golden_at(flavor, write.clone(), &call.replace("{site}", &flavor.site.to_string())).await;
    }
}

/// A write that never leaves.
async fn stays(flavor: &'static Flavor, write: Write) {
    let (calls, result) = sent(flavor, &write, DONE).await;
    let error = result.unwrap_err();
    assert_eq!(calls, [""; 0], "{write:?} left");
    assert_eq!((error.persistence, error.code.as_str()), (Persistence::Permanent, UNFIT), "{error}");
    assert!(error.message.contains(" / "), "in both languages: {error}");
}

pub(super) fn claim(id: &str, kind: ClaimKind, act: ClaimAct) -> Write {
    let state = ClaimState { kind, step: ClaimStep::Requested };
    Write::Claim { claim: id.into(), order: ORDER.into(), state, quantity: 0, seen: None, act }
}

pub(super) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()
}

pub(super) fn confirmation(lines: &[&str]) -> Write {
    let lines = lines.iter().map(|id| ("4454223145:731875814".into(), line(id))).collect();
    Write::Confirm { lines, items: Vec::new() }
}

#[tokio::test]
async fn a_line_is_confirmed_by_its_number() {
    golden(confirmation(&[LINE]), "POST /shipping/v1/Order/OrderCheck/2946269058 {}").await;
    stays(&GMARKET, confirmation(&["1", "2"])).await;
    stays(&GMARKET, confirmation(&["1/../2"])).await;
    stays(&GMARKET, confirmation(&[""])).await;
}

const SHIPPED: &str = r#"POST /shipping/v1/Delivery/ShippingInfo {"OrderNo":2946269058,"ShippingDate":"2026-01-02T12:04:05","DeliveryCompanyCode":10013,"InvoiceNo":"600000000000"}"#;

#[tokio::test]
async fn a_dispatch_a_new_number_and_a_refused_cancel_are_one_call() {
    let parcels = vec![parcel(&[LINE], CJ, NUMBER)];
    golden(Write::Ship { parcels: parcels.clone() }, SHIPPED).await;
    golden(Write::ChangeInvoice { parcels }, SHIPPED).await;
    let act = ClaimAct::RefuseShipped { courier: CJ.into(), invoice: NUMBER.into() };
    golden(claim(CANCEL, ClaimKind::Cancel, act), SHIPPED).await;
}

#[tokio::test]
async fn a_part_leaves_and_the_rest_shares_its_fate() {
    let write = Write::SplitShip {
        now: parcel(&[LINE], CJ, NUMBER),
        later: vec![parcel_line("2946269059")],
        later_courier: CJ.into(),
        later_on: day(),
    };
    golden(write, SHIPPED).await;
    golden(Write::ShipRest { parcel: parcel(&[LINE], CJ, NUMBER) }, SHIPPED).await;
}

#[tokio::test]
async fn one_call_carries_one_line_and_says_so_of_the_others() {
    let rest = Write::ShipRest { parcel: parcel(&[LINE, "2946269059"], CJ, NUMBER) };
    let (calls, result) = sent(&GMARKET, &rest, DONE).await;
    assert_eq!(calls, [SHIPPED]);
    let results: Vec<LineResult> = result.unwrap().into_iter().map(|outcome| outcome.result).collect();
    assert_eq!(results[0], LineResult::Ok);
    assert!(matches!(&results[1], LineResult::Failed { code, retryable: true, .. } if code == UNFIT));
    stays(&GMARKET, Write::Ship { parcels: vec![parcel(&[LINE, "2"], CJ, NUMBER)] }).await;
}

#[tokio::test]
async fn a_courier_and_a_number_that_cannot_be_right_never_leave() {
    for (courier, number) in [("CJGLS", NUMBER), (CJ, "123"), (CJ, ""), ("99999", NUMBER)] {
        stays(&AUCTION, Write::Ship { parcels: vec![parcel(&[LINE], courier, number)] }).await;
    }
}

pub(super) fn delay(until: NaiveDate, reason: &str, detail: &str) -> Write {
    Write::Delay {
        order: ORDER.into(),
        bundle: "1".into(),
        line: line(LINE),
        until: Some(until),
        reason: reason.to_owned(),
        detail: detail.to_owned(),
    }
}

#[tokio::test]
async fn a_later_day_is_promised_from_tomorrow_on() {
    golden(
        delay(day(), "1", "재입고를 기다립니다."),
        r#"POST /shipping/v1/Order/ShippingExpectedDate {"OrderNo":2946269058,"ReasonType":1,"ShippingExpectedDate":"2026-01-05","ReasonDetail":"재입고를 기다립니다."}"#,
    )
    .await;
    golden(
        delay(day(), "3", " "),
        r#"POST /shipping/v1/Order/ShippingExpectedDate {"OrderNo":2946269058,"ReasonType":3,"ShippingExpectedDate":"2026-01-05"}"#,
    )
    .await;
    let today = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    stays(&GMARKET, delay(today, "1", "")).await;
    stays(&GMARKET, delay(today + chrono::TimeDelta::days(91), "1", "")).await;
    stays(&GMARKET, delay(day(), "9", "")).await;
}

#[tokio::test]
async fn a_delivery_is_completed_without_a_body() {
    let write = |lines: &[&str]| Write::CompleteDelivery {
        bundle: "1".into(),
        lines: lines.iter().map(|id| line(id)).collect(),
        invoice: NUMBER.into(),
    };
    golden(write(&[LINE]), "POST /shipping/v1/Delivery/AddShippingCompleteInfo/2946269058").await;
    let (calls, result) = sent(&GMARKET, &write(&[LINE, "2"]), DONE).await;
    assert_eq!((calls.len(), result.unwrap().len()), (1, 2));
}

pub(super) fn cancel_sale(reason: &str) -> Write {
    let lines = vec![(parcel_line(LINE), 1)];
    Write::CancelSale { order: ORDER.into(), bundle: "1".into(), lines, reason: reason.to_owned() }
}

#[tokio::test]
async fn a_sale_is_cancelled_by_the_call_of_its_reason() {
    golden(cancel_sale("SOLD_OUT"), r#"POST /claim/v1/sa/Cancel/2946269058/SoldOut {"SiteType":{site}}"#)
        .await;
    golden(cancel_sale("OTHER"), r#"POST /claim/v1/sa/Cancel/2946269058 {"SiteType":{site}}"#).await;
    stays(&GMARKET, cancel_sale("")).await;
}

#[tokio::test]
async fn a_cancel_is_approved_under_the_usual_site_number() {
    let write = claim(CANCEL, ClaimKind::Cancel, ClaimAct::Approve);
    golden(write, r#"PUT /claim/v1/sa/Cancel/2946269058 {"SiteType":{site}}"#).await;
}

pub(super) fn returned(reason: &str, way: &str, numbered: bool) -> Write {
    let invoice = numbered.then(|| (CJ.into(), NUMBER.into()));
    Write::RequestReturn {
        order: ORDER.into(),
        bundle: "1".into(),
        line: line(LINE),
        quantity: 1,
        reason: reason.to_owned(),
        detail: String::new(),
        pickup: ReturnPickup { method: way.to_owned(), invoice },
    }
}

#[tokio::test]
async fn a_return_is_filed_in_small_letters() {
    golden(
        returned("OG", "OP", true),
        r#"POST /claim/v1/sa/Return/2946269058/Request {"siteType":{site},"payNo":4454223145,"reason":"OG","itemStatus":"OP","alreadySent":true,"pickupCompCode":10013,"invoiceNo":"600000000000"}"#,
    )
    .await;
    golden(
        returned("NC", "NP.PICKUP", false),
        r#"POST /claim/v1/sa/Return/2946269058/Request {"siteType":{site},"payNo":4454223145,"reason":"NC","itemStatus":"NP","alreadySent":false}"#,
    )
    .await;
    stays(&GMARKET, returned("XX", "OP", false)).await;
    stays(&GMARKET, returned("NC", "PICKUP", false)).await;
}

/// Its page shows a refusal under the code of success.
#[tokio::test]
async fn only_words_tell_whether_a_return_was_filed() {
    let write = returned("NC", "OP", false);
    let told = |message: &str| format!(r#"{{"ResultCode":0,"Message":"{message}","Data":""}}"#);
    let result =
        async |message: &str| sent(&GMARKET, &write, &told(message)).await.1.unwrap().remove(0).result;
    assert_eq!(result("성공").await, LineResult::Ok);
    assert_eq!(result("").await, LineResult::Ok);
    let refused = result("주문번호 2542060005 는 반품 처리 중입니다").await;
    assert!(matches!(refused, LineResult::Failed { retryable: false, .. }), "{refused:?}");
    assert_eq!(result("처리할 수 없습니다").await, LineResult::Unknown);
}

pub(super) fn numbered() -> (ClaimAct, ClaimAct) {
    let pickup = ClaimAct::RegisterPickup { courier: CJ.into(), invoice: NUMBER.into() };
    let reship = ClaimAct::ReshipInPlace { courier: CJ.into(), invoice: NUMBER.into() };
    (pickup, reship)
}

#[tokio::test]
async fn the_numbers_of_a_claim_are_registered_each_at_its_own_path() {
    let (pickup, reship) = numbered();
    let body = r#"{"SiteType":{site},"DeliveryCompCode":10013,"InvoiceNo":"600000000000"}"#;
    for (id, kind, act, path) in [
        (RETURN, ClaimKind::Return, pickup.clone(), "return/2946269058/pickup"),
        (EXCHANGE, ClaimKind::Exchange, pickup, "exchange/2946269058/pickup"),
        (EXCHANGE, ClaimKind::Exchange, reship, "exchange/2946269058/resend"),
    ] {
        golden(claim(id, kind, act), &format!("POST /claim/v1/sa/{path} {body}")).await;
    }
}

#[tokio::test]
async fn a_return_is_refunded_by_one_call() {
    let write = claim(RETURN, ClaimKind::Return, ClaimAct::Refund);
    golden(write, r#"PUT /claim/v1/sa/return/2946269058 {"SiteType":{site}}"#).await;
}

pub(super) fn hold(reason: &str, detail: &str, fee: Option<i64>) -> ClaimAct {
    let fee = fee.map(Won::new);
    ClaimAct::Hold { reason: reason.to_owned(), detail: detail.to_owned(), fee, until: None }
}

#[tokio::test]
async fn a_held_return_charges_only_for_the_reason_that_does() {
    let held = |act| claim(RETURN, ClaimKind::Return, act);
    golden(
        held(hold("2", "추가 배송비", Some(3000))),
        r#"POST /claim/v1/sa/return/2946269058/hold {"SiteType":{site},"HoldReason":2,"HoldReasonDetail":"추가 배송비","ReturnShippingFee":3000}"#,
    )
    .await;
    golden(
        held(hold("4", "도착하지 않았습니다", None)),
        r#"POST /claim/v1/sa/return/2946269058/hold {"SiteType":{site},"HoldReason":4,"HoldReasonDetail":"도착하지 않았습니다"}"#,
    )
    .await;
    for act in [
        hold("2", "배송비", None),
        hold("2", "배송비", Some(-1)),
        hold("4", "미도착", Some(3000)),
        hold("1", "사유", None),
        hold("0", " ", None),
        hold("0", &"가".repeat(201), None),
    ] {
        stays(&GMARKET, held(act)).await;
    }
    for flavor in both() {
        stays(flavor, held(hold("2", "배송비", Some(999)))).await;
    }
}

#[tokio::test]
async fn a_held_exchange_names_the_day_on_which_it_goes_on() {
    let act = |reason: &str, until| {
        let act = ClaimAct::Hold { reason: reason.to_owned(), detail: String::new(), fee: None, until };
        claim(EXCHANGE, ClaimKind::Exchange, act)
    };
    golden(
        act("4", Some(day())),
        r#"POST /claim/v1/sa/exchange/2946269058/hold {"SiteType":{site},"HoldReason":4,"ResendExpectDate":"2026-01-05"}"#,
    )
    .await;
    golden(
        act("0", None),
        r#"POST /claim/v1/sa/exchange/2946269058/hold {"SiteType":{site},"HoldReason":0}"#,
    )
    .await;
    stays(&GMARKET, act("2", None)).await;
}

#[tokio::test]
async fn only_gmarket_releases_a_held_exchange_by_a_call() {
    let write = || claim(EXCHANGE, ClaimKind::Exchange, ClaimAct::Release);
    let call = r#"DELETE /claim/v1/sa/exchange/2946269058/hold {"SiteType":2}"#;
    golden_at(&GMARKET, write(), call).await;
    let (calls, result) = sent(&AUCTION, &write(), DONE).await;
    assert_eq!((calls.len(), result.unwrap_err().kind), (0, ErrorKind::Unsupported));
}

#[tokio::test]
async fn goods_arrive_today() {
    for (act, path) in [(ClaimAct::ConfirmCollected, "pickup"), (ClaimAct::Complete, "resend")] {
        let call = format!(
            r#"PUT /claim/v1/sa/exchange/2946269058/{path} {{"SiteType":{{site}},"PickupCompleteDate":"2026-01-02"}}"#
        );
        golden(claim(EXCHANGE, ClaimKind::Exchange, act), &call).await;
    }
}

#[tokio::test]
async fn a_conversion_carries_a_parcel_at_auction_alone() {
    let convert = |id, kind, numbered: bool| {
        let invoice = numbered.then(|| (CJ.into(), NUMBER.into()));
        claim(id, kind, ClaimAct::Convert { invoice })
    };
    for (id, kind, path) in [
        (RETURN, ClaimKind::Return, "return/2946269058/exchange"),
        (EXCHANGE, ClaimKind::Exchange, "exchange/2946269058/return"),
    ] {
        let bare = format!(r#"POST /claim/v1/sa/{path} {{"SiteType":2}}"#);
        golden_at(&GMARKET, convert(id, kind, false), &bare).await;
        let whole = format!(
            r#"POST /claim/v1/sa/{path} {{"SiteType":1,"DeliveryCompCode":10013,"InvoiceNo":"600000000000"}}"#
        );
        golden_at(&AUCTION, convert(id, kind, true), &whole).await;
        stays(&AUCTION, convert(id, kind, false)).await;
    }
}

pub(super) fn report(reason: &str, text: &str, numbered: bool) -> Write {
    Write::AnswerUndelivered {
        order: ORDER.into(),
        bundle: "1".into(),
        line: line(LINE),
        report: "20260101000000".to_owned(),
        reason: reason.to_owned(),
        text: text.to_owned(),
        invoice: numbered.then(|| (CJ.into(), NUMBER.into())),
    }
}

#[tokio::test]
async fn a_report_is_answered_by_a_number_or_in_words() {
    golden(
        report("1", "", true),
        r#"POST /shipping/v1/Delivery/ClaimRelease {"OrderNo":2946269058,"ClaimCancelType":1,"DeliveryCompCode":10013,"InvoiceNo":"600000000000"}"#,
    )
    .await;
    golden(
        report("2", "배송을 확인했습니다.", false),
        r#"POST /shipping/v1/Delivery/ClaimRelease {"OrderNo":2946269058,"ClaimCancelType":2,"CancelComment":"배송을 확인했습니다."}"#,
    )
    .await;
    stays(&GMARKET, report("1", "", false)).await;
    stays(&GMARKET, report("2", "", false)).await;
    stays(&GMARKET, report("2", &"가".repeat(126), false)).await;
    stays(&GMARKET, report("3", "말", false)).await;
}

#[tokio::test]
async fn what_esm_has_no_call_for_never_leaves() {
    let pieces = Write::ShipPieces {
        order: ORDER.into(),
        bundle: "1".into(),
        line: parcel_line(LINE),
        courier: CJ.into(),
        parts: Vec::new(),
    };
    let refusal = ClaimAct::RefuseBecause { reason: String::new(), text: "거부".to_owned() };
    for write in [
        pieces,
        claim(RETURN, ClaimKind::Return, refusal.clone()),
        claim(RETURN, ClaimKind::Return, ClaimAct::Release),
        claim(RETURN, ClaimKind::Return, ClaimAct::ConfirmCollected),
        claim(EXCHANGE, ClaimKind::Exchange, refusal),
        claim("2946269058", ClaimKind::Return, ClaimAct::Refund),
    ] {
        let (calls, result) = sent(&GMARKET, &write, DONE).await;
        assert_eq!((calls.len(), result.unwrap_err().kind), (0, ErrorKind::Unsupported), "{write:?}");
    }
}

#[test]
fn an_approved_return_that_waits_for_its_basket_is_done() {
    let body = r#"{"ResultCode":0,"Message":"반품수거완료(환불대기)상태로 처리완료되었습니다(장바구니내 남아있는 클레임건이 있습니다.)","Data":null}"#;
    let written = crate::esm::wire::answer::Written::of("return/approve", &answer(200, body)).unwrap();
    let target = domain::Target::Claim(RETURN.into());
    assert_eq!(written.outcome(target).result, LineResult::Ok);
}
