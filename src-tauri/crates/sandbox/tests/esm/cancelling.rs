use chrono::TimeDelta;
use sandbox::esm::{ClaimKind, ClaimStatus, LineStatus, Operation};
use serde_json::{Value, json};

use crate::support::{Auction, CLAIMS, Desk, Gmarket, day, second};

const DONE: (LineStatus, Option<(ClaimKind, ClaimStatus)>) =
    (LineStatus::Cancelled, Some((ClaimKind::Cancel, ClaimStatus::Done)));

#[tokio::test]
async fn before_the_confirmation_a_cancel_is_refunded_at_once() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.paid(site);
        desk.shop.buyer_cancels(site, number).unwrap();
        assert_eq!(desk.state(site, number), DONE);
        let row = desk.claim_row(site, "Cancels", 3, number).await;
        assert_eq!(
            (&row["RequestUser"], &row["Reason"], &row["ReasonCode"]),
            (&json!(1), &json!(1), &json!(1))
        );
    }
}

#[tokio::test]
async fn after_it_the_seller_approves() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.confirmed(site).await;
        desk.shop.buyer_cancels(site, number).unwrap();
        assert_eq!(desk.standing(site, number).await, (6, 1));
        assert!(desk.claim_row(site, "Cancels", 1, number).await["ApproveDate"].is_null());
        let answer = desk.act(site, "PUT", &format!("/Cancel/{number}"), json!({})).await;
        let mut expected = json!({"ResultCode": 0, "Message": "Success", "Data": null});
        if site == Auction {
            expected["BizRuleCode"] = json!("");
        }
        assert_eq!(answer.json, expected);
        assert_eq!(desk.state(site, number), DONE);
        assert_eq!(desk.claim_row(site, "Cancels", 3, number).await["ApproveUser"], 2);
        assert_eq!(desk.shop.applied(site, Operation::ApproveCancel, number), 1);
        assert_eq!(desk.claim(site, number).applied[&Operation::ApproveCancel], 1);
    }
}

#[tokio::test]
async fn what_cannot_be_approved_is_refused_in_each_sites_words() {
    let desk = Desk::open(0).await;
    let path = |number: u64| format!("/Cancel/{number}");
    let (plain, missing) = (desk.confirmed(Gmarket).await, 1_942_000_000);
    for number in [plain, missing] {
        let answer = desk.act(Gmarket, "PUT", &path(number), json!({})).await;
        answer.refused(8668, "ShowAlertException$취소 승인 대상이 없습니다.");
        assert!(answer.json.get("BizRuleCode").is_none());
    }
    let done = desk.paid(Gmarket);
    desk.shop.buyer_cancels(Gmarket, done).unwrap();
    let again = desk.act(Gmarket, "PUT", &path(done), json!({})).await;
    again.refused(8668, "ShowAlertException$이미 취소 승인 되었습니다.");
    let plain = desk.confirmed(Auction).await;
    let answer = desk.act(Auction, "PUT", &path(plain), json!({})).await;
    answer.ruled("W8-1", "취소 가능한 주문상태가 아닙니다");
    let done = desk.paid(Auction);
    desk.shop.buyer_cancels(Auction, done).unwrap();
    desk.act(Auction, "PUT", &path(done), json!({})).await.ruled("W8-2", "이미 취소 승인 되었습니다");
    let nothing = desk.act(Auction, "PUT", &path(missing), json!({})).await;
    nothing.refused(1000, "데이터 조회 실패. - 주문정보");
    assert_eq!(nothing.json["BizRuleCode"], "");
}

#[tokio::test]
async fn a_request_nobody_answers_for_a_day_is_cancelled() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.confirmed(site).await;
        desk.shop.buyer_cancels(site, number).unwrap();
        desk.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
        assert_eq!(desk.standing(site, number).await, (6, 1));
        desk.clock.advance(TimeDelta::seconds(1));
        assert_eq!(desk.standing(site, number).await, (6, 3));
        assert_eq!(desk.claim_row(site, "Cancels", 3, number).await["ApproveUser"], 4);
        assert_eq!(desk.shop.applied(site, Operation::ApproveCancel, number), 0);
    }
}

#[tokio::test]
async fn a_withdrawn_request_is_not_cancelled_by_itself() {
    let desk = Desk::open(0).await;
    let number = desk.confirmed(Gmarket).await;
    desk.shop.buyer_cancels(Gmarket, number).unwrap();
    desk.clock.advance(TimeDelta::hours(23));
    desk.shop.buyer_withdraws(Gmarket, number).unwrap();
    desk.shop.buyer_cancels(Gmarket, number).unwrap();
    desk.clock.advance(TimeDelta::hours(2));
    assert_eq!(desk.standing(Gmarket, number).await, (6, 1), "the second request is young");
    desk.clock.advance(TimeDelta::hours(22));
    assert_eq!(desk.standing(Gmarket, number).await, (6, 3));
}

#[tokio::test]
async fn a_refund_may_take_its_time() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.refund_after = 600);
    let number = desk.confirmed(Auction).await;
    desk.shop.buyer_cancels(Auction, number).unwrap();
    desk.act(Auction, "PUT", &format!("/Cancel/{number}"), json!({})).await.data();
    let row = desk.claim_row(Auction, "Cancels", 2, number).await;
    assert!(row["ApproveDate"].is_string() && row["CompleteDate"].is_null());
    assert_eq!(desk.standing(Auction, number).await, (6, 2));
    desk.clock.advance(TimeDelta::minutes(10));
    assert_eq!(desk.standing(Auction, number).await, (6, 3));
}

#[tokio::test]
async fn the_list_of_cancels_has_a_site_type_of_its_own() {
    let desk = Desk::open(0).await;
    let number = desk.paid(Gmarket);
    desk.shop.buyer_cancels(Gmarket, number).unwrap();
    let now = desk.clock.now();
    let asked = |code: i64| {
        json!({"SiteType": code, "CancelStatus": 0, "Type": 2,
        "StartDate": day(now), "EndDate": day(now + TimeDelta::days(1))})
    };
    let path = format!("{CLAIMS}/Cancels");
    assert_eq!(desk.post(Gmarket, &path, &asked(3)).await.numbers(), [number]);
    assert!(desk.post(Gmarket, &path, &asked(2)).await.numbers().is_empty(), "and says nothing");
    let wrong = desk.post(Gmarket, &path, &asked(4)).await;
    wrong.refused(2141, "사이트 타입이 올바르지 않습니다");
    for list in ["Returns", "Exchanges"] {
        let mut body = asked(3);
        body[format!("{}Status", list.trim_end_matches('s'))] = json!(1);
        let answer = desk.post(Gmarket, &format!("{CLAIMS}/{list}"), &body).await;
        answer.refused(2141, "사이트 타입이 올바르지 않습니다");
    }
}

#[tokio::test]
async fn windows_of_claims_are_short() {
    let desk = Desk::open(0).await;
    let now = desk.clock.now();
    let asked = |days: i64| {
        json!({"SiteType": 1, "CancelStatus": 0, "ReturnStatus": 1, "ExchangeStatus": 1,
        "Type": 2, "StartDate": day(now - TimeDelta::days(days)), "EndDate": day(now)})
    };
    let message = "ShowAlertException$조회 기간은 7일 이내로 입력 바랍니다";
    for (list, stop) in [("Cancels", "."), ("Returns", ""), ("Exchanges", "")] {
        let path = format!("{CLAIMS}/{list}");
        desk.post(Auction, &path, &asked(8)).await.refused(8668, &format!("{message}{stop}"));
        assert_eq!(desk.post(Auction, &path, &asked(7)).await.code(), 2000);
        desk.post(Auction, &path, &asked(6)).await.data();
    }
    desk.set(|settings| settings.seven_days_refused = false);
    desk.post(Auction, &format!("{CLAIMS}/Returns"), &asked(7)).await.data();
    let number = desk.paid(Auction);
    desk.shop.buyer_cancels(Auction, number).unwrap();
    let today = desk.post(Auction, &format!("{CLAIMS}/Cancels"), &asked(1)).await;
    assert!(today.numbers().is_empty(), "the end of a window is its beginning");
}

#[tokio::test]
async fn dates_of_claims_are_read_in_the_shape_of_their_page() {
    let desk = Desk::open(0).await;
    let now = desk.clock.now();
    let message = "API Error - 문자열이 유효한 DateTime으로 인식되지 않습니다";
    for (list, timed) in [("Cancels", true), ("Returns", true), ("Exchanges", false)] {
        let asked = |from: String| {
            json!({"SiteType": 1, "CancelStatus": 0, "ReturnStatus": 1, "ExchangeStatus": 1, "Type": 2,
                "StartDate": from, "EndDate": day(now)})
        };
        let path = format!("{CLAIMS}/{list}");
        let moment = desk.post(Auction, &path, &asked(second(now - TimeDelta::days(2)))).await;
        assert_eq!(moment.code(), if timed { 0 } else { 99_999 }, "{list}");
        for wrong in ["20260315", "2026-03-15 09:00"] {
            desk.post(Auction, &path, &asked(wrong.to_owned())).await.refused(99_999, message);
        }
    }
}

#[tokio::test]
async fn claims_can_be_asked_for_by_number() {
    let desk = Desk::open(0).await;
    let (plain, number) = (desk.confirmed(Gmarket).await, desk.paid(Gmarket));
    desk.shop.buyer_cancels(Gmarket, number).unwrap();
    let now = desk.clock.now();
    let path = format!("{CLAIMS}/Cancels");
    let asked = |by: i64, order: u64, basket: u64| {
        json!({"SiteType": 3, "CancelStatus": 0, "Type": by,
        "OrderNo": order, "PayNo": basket, "StartDate": day(now), "EndDate": day(now)})
    };
    assert_eq!(desk.post(Gmarket, &path, &asked(0, number, 0)).await.numbers(), [number]);
    let basket = desk.line(Gmarket, number).pay_no;
    assert_eq!(desk.post(Gmarket, &path, &asked(1, 0, basket)).await.numbers(), [number]);
    desk.post(Gmarket, &path, &asked(0, 1_942_000_000, 0)).await.refused(99_999, "주문정보가 없습니다");
    desk.post(Gmarket, &path, &asked(0, plain, 0)).await.refused(99_999, "클레임정보가 없습니다");
    let mut undated = asked(0, number, 0);
    undated["StartDate"] = Value::Null;
    assert_eq!(desk.post(Gmarket, &path, &undated).await.code(), 2141, "the dates are wanted all the same");
}

#[tokio::test]
async fn a_sold_out_order_takes_its_goods_off_sale() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        for number in [desk.paid(site), desk.confirmed(site).await] {
            desk.act(site, "POST", &format!("/Cancel/{number}/SoldOut"), json!({})).await.data();
            assert_eq!(desk.state(site, number), DONE);
            assert!(desk.shop.sold_out(site).contains(&desk.line(site, number).goods_no));
            let row = desk.claim_row(site, "Cancels", 3, number).await;
            assert_eq!(
                (&row["RequestUser"], &row["Reason"], &row["ReasonCode"]),
                (&json!(2), &json!(0), &json!(6))
            );
        }
        let before = desk.shop.sold_out(site).len();
        let plain = desk.paid(site);
        desk.act(site, "POST", &format!("/Cancel/{plain}"), json!({})).await.data();
        assert_eq!((desk.state(site, plain), desk.shop.sold_out(site).len()), (DONE, before));
    }
}

#[tokio::test]
async fn what_cannot_be_sold_out_is_refused() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let asked = desk.confirmed(site).await;
        desk.shop.buyer_cancels(site, asked).unwrap();
        let gone = desk.shipped(site).await;
        let done = desk.paid(site);
        desk.shop.buyer_cancels(site, done).unwrap();
        for number in [asked, gone, done] {
            let answer = desk.act(site, "POST", &format!("/Cancel/{number}/SoldOut"), json!({})).await;
            match (site, number == asked) {
                (Gmarket, _) => answer.refused(8668, "8668$취소 가능한 주문상태가 아닙니다"),
                (Auction, true) => answer.ruled("W28-1", "이미 취소 요청된 주문입니다"),
                (Auction, false) => answer.ruled("W8-1", "취소 가능한 주문상태가 아닙니다"),
            }
        }
        assert!(desk.shop.sold_out(site).is_empty());
    }
}

#[tokio::test]
async fn the_support_refunds_by_its_own_right() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let asked = desk.confirmed(site).await;
        desk.shop.buyer_cancels(site, asked).unwrap();
        for number in [asked, desk.confirmed(site).await] {
            desk.shop.support_settles(site, number).unwrap();
            let row = desk.claim_row(site, "Cancels", 5, number).await;
            assert_eq!(row["ApproveUser"], 3);
            assert_eq!(desk.standing(site, number).await, (6, 3));
        }
    }
}

#[tokio::test]
async fn auction_refunds_after_the_remittance() {
    let desk = Desk::open(0).await;
    let path = |number: u64| format!("/Cancel/{number}/AfterRemittanceBySeller");
    let number = desk.delivered(Auction).await;
    desk.shop.buyer_decides(Auction, number).unwrap();
    let message = "파라메터 유효성 검사 실패. - 고객님의 정보와 주문정보가 일치하지 않습니다.";
    desk.act(Auction, "POST", &path(number), json!({})).await.refused(2000, message);
    desk.clock.advance(TimeDelta::days(1));
    desk.set(|settings| settings.deposit_covers = false);
    assert_eq!(desk.act(Auction, "POST", &path(number), json!({})).await.code(), 8000);
    desk.set(|settings| settings.deposit_covers = true);
    let answer = desk.act(Auction, "POST", &path(number), json!({})).await;
    assert_eq!(answer.json, json!({"ResultCode": 0, "Message": "Success", "BizRuleCode": "", "Data": {}}));
    assert_eq!(desk.standing(Auction, number).await, (10, 0));
    assert_eq!(desk.claim_row(Auction, "Cancels", 6, number).await["CancelStatus"], 6);
    desk.act(Auction, "POST", &path(number), json!({})).await.refused(2000, message);
    let other = desk.delivered(Gmarket).await;
    let refused = desk.act(Gmarket, "POST", &path(other), json!({})).await;
    refused.refused(2141, "사이트 타입이 올바르지 않습니다");
}
