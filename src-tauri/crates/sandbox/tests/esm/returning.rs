use chrono::TimeDelta;
use sandbox::esm::{ClaimKind, ClaimStatus, ClaimWish, LineStatus, OrderWish, Site};
use serde_json::{Value, json};

use crate::support::{Answer, Auction, CLAIMS, Desk, Gmarket, parcel};

const DONE: (LineStatus, Option<(ClaimKind, ClaimStatus)>) =
    (LineStatus::Returned, Some((ClaimKind::Return, ClaimStatus::Done)));

async fn approve(desk: &Desk, site: Site, number: u64) -> Answer {
    desk.act(site, "PUT", &format!("/return/{number}"), json!({})).await
}

async fn hold(desk: &Desk, site: Site, number: u64, reason: i64, fee: i64) -> Answer {
    let body = json!({"HoldReason": reason, "HoldReasonDetail": "확인 중", "ReturnShippingFee": fee});
    desk.act(site, "POST", &format!("/return/{number}/hold"), body).await
}

async fn pickup(desk: &Desk, site: Site, number: u64, body: Value) -> Answer {
    desk.act(site, "POST", &format!("/return/{number}/pickup"), body).await
}

#[tokio::test]
async fn an_approval_collects_releases_and_refunds() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.returning(site).await;
        assert_eq!(desk.standing(site, number).await, (7, 1));
        hold(&desk, site, number, 0, 0).await.data();
        assert_eq!(desk.claim_row(site, "Returns", 3, number).await["HoldInfo"]["IsHold"], true);
        approve(&desk, site, number).await.data();
        assert_eq!(desk.state(site, number), DONE);
        let row = desk.claim_row(site, "Returns", 4, number).await;
        assert_eq!((&row["ApproveUser"], &row["HoldInfo"]["IsHold"]), (&json!(2), &json!(false)));
        assert!(row["PickupInfo"]["CompleteDate"].is_string() && row["HoldInfo"]["FreeDate"].is_string());
        assert_eq!(desk.standing(site, number).await, (7, 3));
    }
}

#[tokio::test]
async fn an_approval_cannot_be_repeated() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let (done, plain) = (desk.returning(site).await, desk.delivered(site).await);
        approve(&desk, site, done).await.data();
        let withdrawn = desk.returning(site).await;
        desk.shop.buyer_withdraws(site, withdrawn).unwrap();
        let [again, none, late] = [
            approve(&desk, site, done).await,
            approve(&desk, site, plain).await,
            approve(&desk, site, withdrawn).await,
        ];
        if site == Gmarket {
            let nothing = "ReturnApproveFlowException$반품 정보 조회 실패";
            again.refused(5800, "이미 환불된 건입니다.");
            none.refused(5900, nothing);
            late.refused(5900, nothing);
        } else {
            again.ruled("W18-1", "이미 처리된 건입니다");
            none.refused(1000, "데이터 조회 실패. - 반품정보");
            late.ruled("W18-3", "처리 할 수 없는 주문상태입니다");
        }
    }
}

#[tokio::test]
async fn a_refund_waits_for_the_other_claims_of_the_basket() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let order = desk.wished(site, OrderWish { lines: Some(2), ..OrderWish::default() });
        let [one, other] = [order.lines[0].order_no, order.lines[1].order_no];
        for number in [one, other] {
            desk.confirm(site, number).await.data();
            desk.ship(site, number, 10_013, "344755391152").await.data();
            desk.shop.buyer_returns(site, number, ClaimWish::default()).unwrap();
        }
        let answer = approve(&desk, site, one).await;
        let told =
            "반품수거완료(환불대기)상태로 처리완료되었습니다(장바구니내 남아있는 클레임건이 있습니다.)";
        answer.refused(0, told);
        assert!(desk.claim(site, one).waiting);
        assert_eq!(desk.claim_row(site, "Returns", 2, one).await["OrderNo"], one);
        let again = approve(&desk, site, one).await;
        if site == Gmarket {
            again.refused(5800, "이미 수거완료된 건입니다.");
        } else {
            again.ruled("W18-1", "이미 처리된 건입니다");
        }
        desk.shop.buyer_withdraws(site, other).unwrap();
        assert_eq!(desk.state(site, one), DONE, "the last claim of the basket has ended");
    }
}

#[tokio::test]
async fn a_return_is_held_before_or_after_its_way() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.returning(site).await;
        hold(&desk, site, number, 4, 0).await.data();
        let row = desk.claim_row(site, "Returns", 3, number).await;
        assert_eq!((&row["HoldInfo"]["Reason"], &row["ReturnStatus"]), (&json!(4), &json!(3)));
        let same = hold(&desk, site, number, 4, 0).await;
        let moving = desk.returning(site).await;
        pickup(&desk, site, moving, parcel("303961565235")).await.data();
        assert_eq!(desk.standing(site, moving).await, (7, 2));
        let early = hold(&desk, site, moving, 0, 0).await;
        let message = "같은 사유로의 변경은 불가능 합니다.";
        if site == Gmarket {
            same.refused(8668, &format!("ShowAlertException${message}"));
            early.refused(8668, "ShowAlertException$반품 보류 불가 상태입니다");
        } else {
            same.ruled("W19-1", message);
            early.ruled("W20-3", "반품 수거 완료 후 보류 처리 가능합니다");
        }
        hold(&desk, site, number, 0, 0).await.data();
        desk.shop.goods_collected(site, moving).unwrap();
        hold(&desk, site, moving, 0, 0).await.data();
        let gone = desk.delivered(site).await;
        let impossible = hold(&desk, site, gone, 0, 0).await;
        if site == Gmarket {
            impossible.refused(8668, "ShowAlertException$반품 보류 불가 상태입니다");
        } else {
            impossible.ruled("W20-2", "반품 보류 불가 상태입니다");
        }
    }
}

#[tokio::test]
async fn a_site_that_fetches_by_itself_leaves_no_time_to_hold() {
    let desk = Desk::open(0).await;
    let number = desk.delivered(Auction).await;
    let wish = ClaimWish { by_site: true, ..ClaimWish::default() };
    desk.shop.buyer_returns(Auction, number, wish).unwrap();
    assert_eq!(desk.claim_row(Auction, "Returns", 1, number).await["PickupInfo"]["Status"], 1);
    hold(&desk, Auction, number, 0, 0).await.ruled("W20-3", "반품 수거 완료 후 보류 처리 가능합니다");
}

#[tokio::test]
async fn extra_fees_have_bounds_and_release_the_hold_when_paid() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.returning(site).await;
        let low = hold(&desk, site, number, 2, 999).await;
        let message = "반품추가비는 1,000원이상 금액만 설정 가능합니다";
        let high = desk.line(site, number).price * 2 + 1_000;
        if site == Gmarket {
            low.refused(8668, &format!("ShowAlertException${message}"));
        } else {
            low.ruled("W20-4", message);
            let over = hold(&desk, site, number, 2, high).await;
            over.ruled("W20-5", "반품추가비는 상품금액보다 큰 금액은 청구불가능합니다");
        }
        hold(&desk, site, number, 2, 1_000).await.data();
        let row = desk.claim_row(site, "Returns", 3, number).await;
        assert_eq!(
            (&row["AddReturnShippingFee"], &row["WhoAddReturnShippingFee"]),
            (&json!(1000.0), &json!(1))
        );
        desk.shop.buyer_pays_fee(site, number).unwrap();
        assert!(!desk.claim(site, number).held);
        desk.claim_row(site, "Returns", 1, number).await;
    }
}

#[tokio::test]
async fn a_hold_ends_after_thirty_days() {
    let desk = Desk::open(0).await;
    let number = desk.returning(Gmarket).await;
    hold(&desk, Gmarket, number, 0, 0).await.data();
    desk.clock.advance(TimeDelta::days(10));
    hold(&desk, Gmarket, number, 4, 0).await.data();
    desk.clock.advance(TimeDelta::days(29));
    desk.shop.tick(desk.clock.now());
    assert!(desk.claim(Gmarket, number).held, "it was renewed");
    desk.clock.advance(TimeDelta::days(1));
    desk.shop.tick(desk.clock.now());
    assert!(!desk.claim(Gmarket, number).held);
}

#[tokio::test]
async fn fast_refunds_are_neither_held_nor_exchanged() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.delivered(site).await;
        let wish = ClaimWish { fast_refund: true, ..ClaimWish::default() };
        desk.shop.buyer_returns(site, number, wish).unwrap();
        assert_eq!(desk.claim_row(site, "Returns", 1, number).await["IsFastRefund"], true);
        let held = hold(&desk, site, number, 0, 0).await;
        let path = format!("/return/{number}/exchange");
        let converted = desk.act(site, "POST", &path, parcel("303961565235")).await;
        if site == Gmarket {
            held.refused(99_999, "API Error - 빠른 환불 대상은 보류할 수 없습니다");
            assert_eq!(converted.code(), 8668);
        } else {
            held.ruled("W20-6", "빠른환불 대상건은 보류 처리 불가 합니다");
            converted.ruled("W13-2", "빠른환불 대상건은 교환 변경 불가 합니다");
        }
    }
}

#[tokio::test]
async fn fast_refunds_do_not_wait_for_the_seller() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.delivered(site).await;
        let wish = ClaimWish { fast_refund: true, ..ClaimWish::default() };
        desk.shop.buyer_returns(site, number, wish).unwrap();
        desk.shop.goods_collected(site, number).unwrap();
        assert_eq!(desk.state(site, number), DONE);
        assert_eq!(desk.claim_row(site, "Returns", 4, number).await["ApproveUser"], 4);
    }
}

#[tokio::test]
async fn pickups_are_entered_and_overwritten() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.returning(site).await;
        pickup(&desk, site, number, parcel("303961565235")).await.data();
        pickup(&desk, site, number, parcel("303961565236")).await.data();
        let row = desk.claim_row(site, "Returns", 1, number).await;
        assert_eq!(row["PickupInfo"]["InvoiceNo"], "303961565236");
        assert_eq!(row["PickupInfo"]["DeliveryCompName"], "CJ 대한통운 택배");
        let courier =
            pickup(&desk, site, number, json!({"DeliveryCompCode": 1, "InvoiceNo": "303961565235"})).await;
        let bad = pickup(&desk, site, number, parcel("12")).await;
        let plain = desk.delivered(site).await;
        let none = pickup(&desk, site, plain, parcel("303961565235")).await;
        let withdrawn = desk.returning(site).await;
        desk.shop.buyer_withdraws(site, withdrawn).unwrap();
        let late = pickup(&desk, site, withdrawn, parcel("303961565235")).await;
        let message = "요청한 주문번호가 반품 및 교환 배송건이 아닙니다.";
        if site == Gmarket {
            courier.refused(99_999, "API Error - 반품택배사가 존재하지 않습니다");
            assert_eq!(bad.code(), 8668);
            none.refused(8668, &format!("ShowAlertException${message}"));
            late.refused(8668, &format!("ShowAlertException${message}"));
        } else {
            courier.refused(2000, "파라메터 유효성 검사 실패. - 반품택배사가 존재하지 않습니다");
            bad.ruled("W22-6", "요청한 송장번호가 유효하지 않습니다.");
            none.ruled("W22-3", message);
            late.ruled("W22-4", message);
        }
    }
}

fn own_return(site: Site, pay_no: u64, sent: bool) -> Value {
    json!({"siteType": site.code(), "payNo": pay_no, "reason": "RG", "itemStatus": "OP", "alreadySent": sent})
}

#[tokio::test]
async fn a_seller_files_a_return_and_is_told_success_twice() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.shipped(site).await;
        let path = format!("{CLAIMS}/Return/{number}/Request");
        let body = own_return(site, desk.line(site, number).pay_no, true);
        let answer = desk.post(site, &path, &body).await;
        assert_eq!(answer.json, json!({"ResultCode": 0, "Message": "성공", "Data": null}));
        let row = desk.claim_row(site, "Returns", 1, number).await;
        let told = (&row["RequestUser"], &row["Reason"], &row["ReasonCode"], &row["GoodsStatus"]);
        assert_eq!(told, (&json!(2), &json!(0), &json!(5), &json!(1)));
        let again = desk.post(site, &path, &body).await;
        let message = format!("주문번호 {number} 는 반품 처리 중입니다");
        assert_eq!(again.json, json!({"ResultCode": 0, "Message": message, "Data": ""}));
        assert_eq!(desk.line(site, number).claims.len(), 1);
    }
}

#[tokio::test]
async fn a_sellers_return_is_checked() {
    let desk = Desk::open(0).await;
    let number = desk.confirmed(Gmarket).await;
    desk.ship(Gmarket, number, 10_016, "ABC-1").await.data();
    let pay_no = desk.line(Gmarket, number).pay_no;
    let path = format!("{CLAIMS}/Return/{number}/Request");
    let fetched = desk.post(Gmarket, &path, &own_return(Gmarket, pay_no, false)).await;
    assert_eq!(fetched.code(), 8668, "this courier does not fetch");
    let other = desk.post(Gmarket, &path, &own_return(Gmarket, pay_no + 1, true)).await;
    assert_eq!(other.code(), 99_999, "the basket is another one");
    for (name, wrong) in [("reason", json!("XX")), ("itemStatus", json!("")), ("alreadySent", json!("true"))]
    {
        let mut body = own_return(Gmarket, pay_no, true);
        body[name] = wrong;
        assert_eq!(desk.post(Gmarket, &path, &body).await.code(), 2141, "{name}");
    }
    desk.post(Gmarket, &path, &own_return(Gmarket, pay_no, true)).await.data();
    assert_eq!(desk.claim(Gmarket, number).kind, ClaimKind::Return);
}

#[tokio::test]
async fn a_return_becomes_an_exchange() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.returning(site).await;
        let path = format!("/return/{number}/exchange");
        if site == Auction {
            assert_eq!(desk.act(site, "POST", &path, json!({})).await.code(), 2000, "with a parcel only");
        }
        desk.act(site, "POST", &path, parcel("303961565235")).await.data();
        let status = if site == Gmarket { ClaimStatus::Requested } else { ClaimStatus::Resent };
        assert_eq!(desk.claim(site, number).status, status);
        assert_eq!(desk.claim(site, number).kind, ClaimKind::Exchange);
        assert_eq!(desk.line(site, number).claims.len(), 2);
        assert!(desk.claims(site, "Returns", 1).await.numbers().is_empty());
        if site == Gmarket {
            let row = desk.claim_row(site, "Exchanges", 1, number).await;
            assert_eq!((&row["ExchangeShippingFeeWay"], &row["Reason"]), (&json!(3), &json!(1)));
        }
    }
}

#[tokio::test]
async fn an_order_is_exchanged_once() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        desk.shop.buyer_withdraws(site, number).unwrap();
        desk.shop.buyer_returns(site, number, ClaimWish::default()).unwrap();
        let path = format!("/return/{number}/exchange");
        let answer = desk.act(site, "POST", &path, parcel("303961565235")).await;
        let message = "교환신청을 1회 했을 경우 신청 할 수 없습니다.";
        match site {
            Gmarket => answer.refused(8668, message),
            Auction => answer.refused(8668, &format!("ShowAlertException${message}")),
        }
    }
}

#[tokio::test]
async fn withdrawals_and_refunds_by_right_have_lists() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let withdrawn = desk.returning(site).await;
        desk.shop.buyer_withdraws(site, withdrawn).unwrap();
        let row = desk.claim_row(site, "Returns", 5, withdrawn).await;
        assert!(row["WithdrawDate"].is_string());
        assert_eq!(desk.claims_by(site, "Returns", 5, 3).await.numbers(), [withdrawn]);
        assert_eq!(desk.row(site, withdrawn).await["OrderStatus"], 4);
        let settled = desk.returning(site).await;
        desk.shop.support_settles(site, settled).unwrap();
        assert_eq!(desk.claim_row(site, "Returns", 6, settled).await["ApproveUser"], 3);
    }
}
