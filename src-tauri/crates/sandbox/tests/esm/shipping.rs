use chrono::TimeDelta;
use sandbox::FaultKind;
use sandbox::esm::{ClaimKind, ClaimStatus, Distribution, Fault, LineStatus, Operation, OrderWish};
use serde_json::{Value, json};

use crate::support::{Auction, Desk, Gmarket, SHIP, day, second, somebody};

const DELAY: &str = "/shipping/v1/Order/ShippingExpectedDate";
const INVOICE: &str = "344755391152";

#[tokio::test]
async fn confirming_makes_an_order_wait_to_be_sent() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.paid(site);
        let answer = desk.confirm(site, number).await;
        assert_eq!(answer.json, json!({"ResultCode": 0, "Message": "Success", "Data": {"IsChanged": 0}}));
        assert_eq!(desk.line(site, number).status, LineStatus::Preparing);
        desk.confirm(site, number).await.refused(3000, "이미 주문확인 처리된 건입니다.");
        assert_eq!(desk.shop.applied(site, Operation::Confirm, number), 1);
        let gone = desk.shipped(site).await;
        desk.confirm(site, gone).await.refused(3000, "주문확인 할 수 없는 상태입니다.");
        let cancelled = desk.paid(site);
        desk.shop.buyer_cancels(site, cancelled).unwrap();
        desk.confirm(site, cancelled).await.refused(3000, "취소된 주문번호입니다.");
    }
}

#[tokio::test]
async fn confirming_tells_a_changed_address() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.paid(site);
        desk.shop.buyer_changes_address(site, number, somebody()).unwrap();
        assert_eq!(desk.row(site, number).await["ZipCode"], "04524", "the query shows it at once");
        assert_eq!(desk.confirm(site, number).await.data()["IsChanged"], 1);
        assert!(desk.shop.buyer_changes_address(site, number, somebody()).is_err(), "too late");
        let racing = desk.paid(site);
        desk.shop.address_changes_at_confirm(site, racing, somebody()).unwrap();
        assert_ne!(desk.row(site, racing).await["ReceiverName"], "새수령");
        assert_eq!(desk.confirm(site, racing).await.data()["IsChanged"], 1);
        assert_eq!(desk.row(site, racing).await["ReceiverName"], "새수령");
    }
}

#[tokio::test]
async fn numbers_of_the_own_shop_are_short() {
    let desk = Desk::open(0).await;
    let number = desk.paid(Gmarket);
    let path = format!("/shipping/v1/Order/OrderCheck/{number}");
    let long = desk.post(Gmarket, &path, &json!({"SellerOrderNo": "1234567890123456789012345678901"})).await;
    long.refused(2141, "제휴사 주문번호의 최대길이는 30byte입니다.\n");
    let hangul = desk.post(Gmarket, &path, &json!({"SellerItemNo": "가나다라마바사아자차카"})).await;
    hangul.refused(2141, "제휴사 상품번호의 최대길이는 30byte입니다.\n");
    desk.call(Gmarket, "POST", &path, &Value::Null).await.data();
}

#[tokio::test]
async fn a_confirmation_in_progress_keeps_the_parcel_waiting() {
    let desk = Desk::open(0).await;
    let number = desk.paid(Gmarket);
    desk.shop.inject(Fault::on(Operation::Confirm, FaultKind::Lag { seconds: 60 }));
    desk.confirm(Gmarket, number).await.data();
    let message = "주문확인 진행중입니다. 잠시 후 다시 진행해주세요";
    desk.ship(Gmarket, number, 10_013, INVOICE).await.refused(3000, message);
    desk.clock.advance(TimeDelta::seconds(60));
    desk.ship(Gmarket, number, 10_013, INVOICE).await.data();
    assert_eq!(desk.shop.applied(Gmarket, Operation::Confirm, number), 1);
}

#[tokio::test]
async fn a_late_confirmation_revives_nothing() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.paid(site);
        desk.shop.inject(Fault::on(Operation::Confirm, FaultKind::Lag { seconds: 60 }));
        desk.confirm(site, number).await.data();
        desk.act(site, "POST", &format!("/Cancel/{number}/SoldOut"), json!({})).await.data();
        desk.clock.advance(TimeDelta::seconds(61));
        desk.shop.tick(desk.clock.now());
        assert_eq!(desk.line(site, number).status, LineStatus::Cancelled);
        desk.confirm(site, number).await.refused(3000, "취소된 주문번호입니다.");
    }
}

#[tokio::test]
async fn couriers_of_the_other_site_are_refused() {
    let desk = Desk::open(0).await;
    for (site, own, other) in [(Gmarket, 10_031, 10_070), (Auction, 10_070, 10_031)] {
        let number = desk.confirmed(site).await;
        desk.ship(site, number, other, "직접전달").await.refused(3000, "지원하지 않는 택배사입니다.");
        desk.ship(site, number, own, "직접전달").await.data();
        desk.set(|settings| settings.foreign_couriers_refused = false);
        desk.ship(site, number, other, "직접전달").await.data();
        desk.set(|settings| settings.foreign_couriers_refused = true);
    }
}

#[tokio::test]
async fn registered_mail_is_not_tracked() {
    let desk = Desk::open(0).await;
    let number = desk.confirmed(Gmarket).await;
    desk.ship(Gmarket, number, 10_006, "등기 1234").await.data();
    let path = format!("/shipping/v1/Delivery/AddShippingCompleteInfo/{number}");
    desk.call(Gmarket, "POST", &path, &Value::Null).await.data();
}

#[tokio::test]
async fn sending_and_sending_again() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.confirmed(site).await;
        let answer = desk.ship(site, number, 10_013, INVOICE).await;
        assert_eq!(answer.json, json!({"ResultCode": 0, "Message": "Success", "Data": {"OrderNo": number}}));
        let row = desk.row(site, number).await;
        assert_eq!((&row["TakbaeName"], &row["NoSongjang"]), (&json!("CJ 대한통운 택배"), &json!(INVOICE)));
        let first = row["TransDate"].clone();
        desk.clock.advance(TimeDelta::minutes(1));
        desk.ship(site, number, 10_008, "303961565235").await.data();
        let row = desk.row(site, number).await;
        assert_eq!((&row["NoSongjang"], &row["TransDate"]), (&json!("303961565235"), &first));
        assert_eq!(desk.shop.applied(site, Operation::Dispatch, number), 2);
        desk.shop.parcel_delivered(site, number).unwrap();
        let late = desk.ship(site, number, 10_013, INVOICE).await;
        late.refused(3000, &format!("주문번호:{number}의 경매상태가 발송가능한 상태가 아닙니다."));
    }
}

#[tokio::test]
async fn parcels_are_checked() {
    let desk = Desk::open(0).await;
    let new = desk.paid(Gmarket);
    let early = desk.ship(Gmarket, new, 10_013, INVOICE).await;
    early.refused(3000, &format!("주문번호:{new}의 경매상태가 발송가능한 상태가 아닙니다."));
    let number = desk.confirmed(Gmarket).await;
    desk.ship(Gmarket, number, 99_999, INVOICE).await.refused(3000, "지원하지 않는 택배사입니다.");
    let message = "10013 는 CJ 대한통운 택배의 운송장번호 규칙에 어긋납니다.";
    for wrong in ["12345", "3447-5539-1152", "송장번호"] {
        desk.ship(Gmarket, number, 10_013, wrong).await.refused(3000, message);
    }
    assert_eq!(desk.ship(Gmarket, number, 10_013, "").await.code(), 2141);
    desk.ship(Gmarket, 1_942_000_000, 10_013, INVOICE).await.refused(3000, "해당 주문 내역이 없습니다.");
    desk.set(|settings| settings.retired_couriers = [10_013].into());
    desk.ship(Gmarket, number, 10_013, INVOICE).await.refused(3000, "지원하지 않는 택배사입니다.");
    desk.ship(Gmarket, number, 10_034, "매장확인").await.data();
}

#[tokio::test]
async fn the_date_of_sending_is_near() {
    let desk = Desk::open(0).await;
    let number = desk.confirmed(Auction).await;
    let now = desk.clock.now();
    let sent = |text: String| {
        json!({"OrderNo": number, "ShippingDate": text, "DeliveryCompanyCode": 10013,
        "InvoiceNo": INVOICE})
    };
    for (days, fits) in [(-3, false), (3, false), (-2, true), (2, true)] {
        let answer = desk.post(Auction, SHIP, &sent(second(now + TimeDelta::days(days)))).await;
        assert_eq!(answer.code(), if fits { 0 } else { 3000 }, "{days}");
    }
    for wrong in [day(now), String::new(), "2026-03-16 12:00:00".to_owned()] {
        assert_eq!(desk.post(Auction, SHIP, &sent(wrong)).await.code(), 2141);
    }
}

#[tokio::test]
async fn star_orders_have_their_own_couriers() {
    let desk = Desk::open(0).await;
    let star =
        |distribution| OrderWish { lines: Some(1), distribution: Some(distribution), ..OrderWish::default() };
    let own = desk.wished(Auction, star(Distribution::SellerStar)).lines[0].order_no;
    desk.confirm(Auction, own).await.data();
    let message = "판매자 스타배송 주문은 계약 완료된 전용 택배사로만 발송처리가 가능합니다.";
    desk.ship(Auction, own, 10_003, "12345678901").await.refused(3000, message);
    desk.ship(Auction, own, 10_007, "12345678901").await.data();
    let fulfilled = desk.wished(Auction, star(Distribution::Fulfilment)).lines[0].order_no;
    desk.ship(Auction, fulfilled, 10_013, INVOICE).await.refused(3000, "해당 주문은 3PL 주문입니다.");
}

#[tokio::test]
async fn sending_turns_a_cancel_request_down() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.confirmed(site).await;
        desk.shop.buyer_cancels(site, number).unwrap();
        desk.ship(site, number, 10_013, INVOICE).await.data();
        let state = (LineStatus::Shipping, Some((ClaimKind::Cancel, ClaimStatus::Withdrawn)));
        assert_eq!(desk.state(site, number), state);
        let row = desk.claim_row(site, "Cancels", 4, number).await;
        assert!(row["WithdrawDate"].is_string());
        assert_eq!(desk.row(site, number).await["OrderStatus"], 3);
        let gone = desk.confirmed(site).await;
        desk.shop.buyer_cancels(site, gone).unwrap();
        desk.act(site, "PUT", &format!("/Cancel/{gone}"), json!({})).await.data();
        let message = "통합 API 취소요청건 발송처리를 위한 취소철회가 실패하였습니다.";
        desk.ship(site, gone, 10_013, INVOICE).await.refused(3000, message);
    }
}

#[tokio::test]
async fn delays_are_entered_and_renewed() {
    let desk = Desk::open(0).await;
    let number = desk.confirmed(Gmarket).await;
    let now = desk.clock.now();
    let delay = |reason: i64, days: i64| {
        json!({"OrderNo": number, "ReasonType": reason,
        "ShippingExpectedDate": day(now + TimeDelta::days(days)), "ReasonDetail": "입고 지연"})
    };
    let answer = desk.post(Gmarket, DELAY, &delay(1, 1)).await;
    assert_eq!(answer.json, json!({"ResultCode": 0, "Message": "Success", "Data": {"OrderNo": number}}));
    desk.post(Gmarket, DELAY, &delay(2, 90)).await.data();
    let entered = desk.line(Gmarket, number).delay.unwrap();
    assert_eq!((entered.reason, entered.day.as_str()), (2, "2026-06-14"));
    desk.post(Gmarket, DELAY, &delay(4, 1)).await.refused(3000, "정의되지 않은 지연 사유입니다.");
    let far = desk.post(Gmarket, DELAY, &delay(1, 91)).await;
    far.refused(3000, "예상 배송일은 90일을 초과할 수 없습니다.");
    assert_eq!(desk.post(Gmarket, DELAY, &delay(1, 0)).await.code(), 3000);
    let mut long = delay(1, 1);
    long["ReasonDetail"] = json!("가".repeat(151));
    assert_eq!(desk.post(Gmarket, DELAY, &long).await.code(), 2141);
    desk.set(|settings| settings.delay_once = true);
    let message = "해당 물품을 발송 지연할 수 없습니다";
    desk.post(Gmarket, DELAY, &delay(1, 5)).await.refused(3000, message);
    let new = desk.paid(Gmarket);
    let mut early = delay(1, 1);
    early["OrderNo"] = json!(new);
    desk.post(Gmarket, DELAY, &early).await.refused(3000, message);
}

#[tokio::test]
async fn only_untracked_parcels_are_completed_by_hand() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let complete = |number: u64| format!("/shipping/v1/Delivery/AddShippingCompleteInfo/{number}");
        let tracked = desk.shipped(site).await;
        let answer = desk.call(site, "POST", &complete(tracked), &Value::Null).await;
        answer.refused(3000, "유효한 주문번호가 아닙니다.");
        let number = desk.confirmed(site).await;
        desk.ship(site, number, 10_034, "직접전달").await.data();
        desk.call(site, "POST", &complete(number), &Value::Null).await.data();
        assert_eq!(desk.row(site, number).await["OrderStatus"], 4);
        let again = desk.call(site, "POST", &complete(number), &Value::Null).await;
        again.refused(3000, "이미 배송완료 되었습니다.");
        let missing = desk.call(site, "POST", &complete(1_942_000_000), &Value::Null).await;
        missing.refused(3000, "판매자의 체결건이 아닙니다.");
    }
}

#[tokio::test]
async fn the_progress_tells_what_happened_in_order() {
    let desk = Desk::open(0).await;
    let number = desk.delivered(Gmarket).await;
    let body = json!({"OrderNo": number});
    let answer = desk.post(Gmarket, "/shipping/v1/Delivery/Progress", &body).await;
    let rows = answer.rows();
    let steps: Vec<&str> = rows.iter().map(|row| row["EscrowType"].as_str().unwrap()).collect();
    assert_eq!(steps, ["결제일", "주문확인", "배송중(발송처리일)", "배송완료"]);
    assert_eq!(answer.json["TotalCount"], 4);
    assert!(rows[2]["TrackingUrl"].as_str().unwrap().ends_with(INVOICE));
    assert!(rows[1]["TrackingUrl"].is_null());
}

#[tokio::test]
async fn statuses_can_be_asked_for_by_date() {
    let desk = Desk::open(0).await;
    let path = "/shipping/v1/Delivery/GetDeliveryStatus";
    let number = desk.delivered(Auction).await;
    desk.shop.buyer_decides(Auction, number).unwrap();
    let cancelled = desk.paid(Auction);
    desk.shop.buyer_cancels(Auction, cancelled).unwrap();
    let now = desk.clock.now();
    let asked = |kind: i64, days: i64, page: i64| {
        json!({"OrderNo": 0, "SearchDateConditionType": kind,
        "FromDate": day(now + TimeDelta::days(1 - days)), "ToDate": day(now + TimeDelta::days(1)), "Page": page})
    };
    for kind in [2, 3, 4, 5] {
        assert_eq!(desk.post(Auction, path, &asked(kind, 7, 1)).await.numbers(), [number], "{kind}");
    }
    assert_eq!(desk.post(Auction, path, &asked(9, 7, 1)).await.numbers(), [cancelled]);
    assert_eq!(desk.post(Auction, path, &asked(1, 7, 1)).await.numbers().len(), 2);
    assert!(desk.post(Auction, path, &asked(1, 7, 2)).await.numbers().is_empty());
    desk.post(Auction, path, &asked(1, 8, 1)).await.refused(3000, "7일 이내의 데이터만 조회가능합니다.");
    let page = desk.post(Auction, path, &asked(1, 7, 0)).await;
    page.refused(3000, "페이지 번호는 1보다 큰 값을 입력해주세요.");
    assert_eq!(desk.standing(Auction, number).await, (5, 0));
    assert_eq!(desk.standing(Auction, cancelled).await, (6, 3));
}
