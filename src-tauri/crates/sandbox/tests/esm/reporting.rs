use chrono::TimeDelta;
use sandbox::esm::{Operation, Site};
use serde_json::{Value, json};

use crate::support::{Answer, Auction, Desk, Gmarket, day};

const LIST: &str = "/shipping/v1/Delivery/ClaimList";
const RELEASE: &str = "/shipping/v1/Delivery/ClaimRelease";

async fn list(desk: &Desk, site: Site, days: i64) -> Answer {
    let now = desk.clock.now();
    let body = json!({"SearchType": 1, "OrderNo": 0, "StartDate": day(now + TimeDelta::days(1 - days)),
        "EndDate": day(now + TimeDelta::days(1))});
    desk.post(site, LIST, &body).await
}

fn message(number: u64, text: &str) -> Value {
    json!({"OrderNo": number, "ClaimCancelType": 2, "DeliveryCompCode": 0, "InvoiceNo": "",
        "CancelComment": text})
}

#[tokio::test]
async fn what_never_came_is_reported() {
    let desk = Desk::open(0).await;
    for (site, reason) in [(Gmarket, "배송지연7일이상"), (Auction, "상품전체 미도착")] {
        list(&desk, site, 30).await.refused(1100, "데이터가 없습니다.");
        let number = desk.shipped(site).await;
        desk.shop.buyer_reports(site, number).unwrap();
        let answer = list(&desk, site, 30).await;
        assert_eq!((answer.numbers(), &answer.json["TotalCount"]), (vec![number], &json!(1)));
        let row = &answer.rows()[0];
        assert_eq!((&row["ClaimReason"], &row["ClaimSolveDate"]), (&json!(reason), &Value::Null));
        assert_eq!(desk.standing(site, number).await, (9, 0));
        list(&desk, site, 31).await.refused(3000, "조회 기간은 30일 이내여야 합니다");
        let by_number = |number: u64| {
            json!({"SearchType": 0, "OrderNo": number,
            "StartDate": day(desk.clock.now()), "EndDate": day(desk.clock.now())})
        };
        assert_eq!(desk.post(site, LIST, &by_number(number)).await.numbers(), [number]);
        assert_eq!(desk.post(site, LIST, &by_number(number + 1)).await.code(), 1100);
    }
}

#[tokio::test]
async fn all_four_fields_are_required() {
    let desk = Desk::open(0).await;
    let now = desk.clock.now();
    let full = json!({"SearchType": "1", "OrderNo": 0, "StartDate": day(now), "EndDate": day(now)});
    assert_eq!(desk.post(Gmarket, LIST, &full).await.code(), 1100);
    for name in ["SearchType", "OrderNo", "StartDate", "EndDate"] {
        let mut body = full.clone();
        body.as_object_mut().unwrap().remove(name);
        assert_eq!(desk.post(Gmarket, LIST, &body).await.code(), 2141, "{name}");
    }
}

#[tokio::test]
async fn a_report_is_lifted_a_week_after_the_delivery() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.shipped(site).await;
        desk.shop.buyer_reports(site, number).unwrap();
        let answer = desk.post(site, RELEASE, &message(number, "다시 확인 부탁드립니다.")).await;
        assert_eq!(answer.json, json!({"ResultCode": 0, "Message": "Success", "Data": {"RetCode": 0}}));
        assert!(list(&desk, site, 30).await.rows()[0]["ClaimSolveDate"].is_string(), "still there");
        desk.clock.advance(TimeDelta::days(9));
        assert_eq!(desk.standing(site, number).await, (9, 0), "nothing was delivered");
        desk.shop.parcel_delivered(site, number).unwrap();
        desk.clock.advance(TimeDelta::days(7));
        assert_eq!(desk.standing(site, number).await, (4, 0));
        assert_eq!(list(&desk, site, 30).await.code(), 1100);
        assert_eq!(desk.shop.applied(site, Operation::ReleaseReport, number), 1);
    }
}

#[tokio::test]
async fn a_buyer_who_objects_keeps_the_report() {
    let desk = Desk::open(0).await;
    let number = desk.delivered(Gmarket).await;
    desk.shop.buyer_reports(Gmarket, number).unwrap();
    desk.post(Gmarket, RELEASE, &message(number, "전달했습니다.")).await.data();
    desk.shop.buyer_objects(Gmarket, number).unwrap();
    desk.clock.advance(TimeDelta::days(8));
    assert_eq!(desk.standing(Gmarket, number).await, (9, 0));
    assert!(desk.shop.buyer_decides(Gmarket, number).is_err(), "and nothing is settled");
}

#[tokio::test]
async fn a_late_withdrawal_leaves_time_to_object() {
    let desk = Desk::open(0).await;
    let number = desk.delivered(Auction).await;
    desk.clock.advance(TimeDelta::days(9));
    desk.shop.buyer_reports(Auction, number).unwrap();
    desk.post(Auction, RELEASE, &message(number, "배송을 마쳤습니다.")).await.data();
    desk.clock.advance(TimeDelta::days(6));
    assert_eq!(desk.standing(Auction, number).await, (9, 0));
    desk.shop.buyer_objects(Auction, number).unwrap();
    desk.post(Auction, RELEASE, &message(number, "사진을 보냈습니다.")).await.data();
    desk.clock.advance(TimeDelta::days(6));
    assert_eq!(desk.standing(Auction, number).await, (9, 0), "the first withdrawal is over");
    desk.clock.advance(TimeDelta::days(1));
    assert_eq!(desk.standing(Auction, number).await, (4, 0));
}

#[tokio::test]
async fn the_last_day_of_reports_counts() {
    let desk = Desk::open(0).await;
    let number = desk.shipped(Gmarket).await;
    desk.shop.buyer_reports(Gmarket, number).unwrap();
    let today = day(desk.clock.now());
    let body = json!({"SearchType": 1, "OrderNo": 0, "StartDate": today, "EndDate": today});
    assert_eq!(desk.post(Gmarket, LIST, &body).await.numbers(), [number]);
}

#[tokio::test]
async fn a_release_is_checked() {
    let desk = Desk::open(0).await;
    let number = desk.shipped(Auction).await;
    let again = |courier: i64, invoice: &str| {
        json!({"OrderNo": number, "ClaimCancelType": 1,
        "DeliveryCompCode": courier, "InvoiceNo": invoice, "CancelComment": ""})
    };
    desk.post(Auction, RELEASE, &again(10_013, "303961565235"))
        .await
        .refused(3000, "해당 주문 내역이 없습니다.");
    desk.shop.buyer_reports(Auction, number).unwrap();
    desk.post(Auction, RELEASE, &again(0, "303961565235")).await.refused(3000, "택배사코드를 입력해주세요");
    assert_eq!(desk.post(Auction, RELEASE, &again(10_013, "")).await.code(), 3000);
    assert_eq!(desk.post(Auction, RELEASE, &again(1, "303961565235")).await.code(), 3000);
    assert_eq!(desk.post(Auction, RELEASE, &message(number, "")).await.code(), 3000);
    let long = "가".repeat(200);
    desk.post(Auction, RELEASE, &message(number, &long)).await.data();
    desk.post(Auction, RELEASE, &again(10_013, "303961565235")).await.data();
    assert_eq!(desk.line(Auction, number).parcel.unwrap().invoice, "303961565235");
}
