//! What returns and exchanges have in common.

use chrono::TimeDelta;
use sandbox::esm::{ClaimKind, ClaimStatus, ClaimWish, LineStatus, Shop, Site};
use serde_json::{Value, json};

use crate::support::{Auction, CLAIMS, Desk, Gmarket, parcel};

#[tokio::test]
async fn a_pickup_the_site_ordered_takes_no_number_of_the_sellers() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        for kind in ["return", "exchange"] {
            let number = desk.delivered(site).await;
            let wish = ClaimWish { by_site: true, ..ClaimWish::default() };
            let asked = if kind == "return" { Shop::buyer_returns } else { Shop::buyer_exchanges };
            asked(&desk.shop, site, number, wish).unwrap();
            let answer =
                desk.act(site, "POST", &format!("/{kind}/{number}/pickup"), parcel("303961565235")).await;
            let message = "요청한 주문번호의 반품정보의 발송방법이 택배발송이 아닙니다.";
            match site {
                Gmarket => answer.refused(8668, &format!("ShowAlertException${message}")),
                Auction => answer.ruled("W22-5", message),
            }
            assert!(desk.claim(site, number).pickup.unwrap().by_site);
        }
    }
}

#[tokio::test]
async fn gmarket_takes_goods_back_for_a_week_though_decided_on() {
    let desk = Desk::open(0).await;
    let decided = async |site: Site| {
        let number = desk.delivered(site).await;
        desk.shop.buyer_decides(site, number).unwrap();
        number
    };
    let other = decided(Auction).await;
    assert!(desk.shop.buyer_returns(Auction, other, ClaimWish::default()).is_err());
    let [returned, exchanged, withdrawn, late] =
        [decided(Gmarket).await, decided(Gmarket).await, decided(Gmarket).await, decided(Gmarket).await];
    desk.clock.advance(TimeDelta::days(7));
    desk.shop.buyer_returns(Gmarket, returned, ClaimWish::default()).unwrap();
    desk.shop.buyer_exchanges(Gmarket, exchanged, ClaimWish::default()).unwrap();
    desk.shop.buyer_returns(Gmarket, withdrawn, ClaimWish::default()).unwrap();
    assert_eq!(desk.standing(Gmarket, returned).await, (7, 1));
    desk.act(Gmarket, "PUT", &format!("/return/{returned}"), json!({})).await.data();
    let done = (LineStatus::Returned, Some((ClaimKind::Return, ClaimStatus::Done)));
    assert_eq!(desk.state(Gmarket, returned), done);
    let resend = format!("/exchange/{exchanged}/resend");
    desk.act(Gmarket, "POST", &resend, parcel("303961565236")).await.data();
    assert_eq!(desk.standing(Gmarket, exchanged).await, (8, 3));
    desk.act(Gmarket, "PUT", &resend, json!({})).await.data();
    assert_eq!(desk.line(Gmarket, exchanged).status, LineStatus::Decided);
    desk.shop.buyer_withdraws(Gmarket, withdrawn).unwrap();
    assert_eq!(desk.standing(Gmarket, withdrawn).await, (5, 0));
    desk.clock.advance(TimeDelta::seconds(1));
    assert!(desk.shop.buyer_returns(Gmarket, late, ClaimWish::default()).is_err());
}

#[tokio::test]
async fn goods_that_are_in_stay_in_when_a_claim_is_converted() {
    let desk = Desk::open(0).await;
    let number = desk.returning(Gmarket).await;
    desk.shop.goods_collected(Gmarket, number).unwrap();
    let path = format!("/return/{number}/exchange");
    desk.act(Gmarket, "POST", &path, json!({})).await.data();
    let row = desk.claim_row(Gmarket, "Exchanges", 2, number).await;
    assert!(row["PickupInfo"]["CompleteDate"].is_string());
    let collected = desk.act(Gmarket, "PUT", &format!("/exchange/{number}/pickup"), json!({})).await;
    collected.refused(8668, "ShowAlertException$이미 완료 처리 되었습니다");
    desk.act(Gmarket, "POST", &format!("/exchange/{number}/return"), json!({})).await.data();
    assert_eq!(desk.claim(Gmarket, number).status, ClaimStatus::Collected);
    desk.claim_row(Gmarket, "Returns", 2, number).await;
}

#[tokio::test]
async fn the_site_holds_returns_for_reasons_of_its_own() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        for reason in [1, 3] {
            let number = desk.returning(site).await;
            desk.shop.site_holds(site, number, reason).unwrap();
            let row = desk.claim_row(site, "Returns", 3, number).await;
            assert_eq!(
                (&row["HoldInfo"]["Reason"], &row["HoldInfo"]["IsHold"]),
                (&json!(reason), &json!(true))
            );
            desk.shop.buyer_pays_fee(site, number).unwrap();
            assert!(!desk.claim(site, number).held);
            let body = json!({"HoldReason": reason});
            let answer = desk.act(site, "POST", &format!("/return/{number}/hold"), body).await;
            assert_eq!(answer.code(), if site == Gmarket { 2141 } else { 2000 }, "no seller's reason");
        }
        let exchanged = desk.exchanging(site).await;
        assert!(desk.shop.site_holds(site, exchanged, 1).is_err());
    }
}

#[tokio::test]
async fn a_sellers_return_reads_keys_by_the_letter_and_checks_its_parcel() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.shipped(site).await;
        let path = format!("{CLAIMS}/Return/{number}/Request");
        let plain = json!({"siteType": site.code(), "payNo": desk.line(site, number).pay_no, "reason": "RG",
            "itemStatus": "OP", "alreadySent": true});
        let with = |courier: Value, invoice: Value| {
            let mut body = plain.clone();
            body["pickupCompCode"] = courier;
            body["invoiceNo"] = invoice;
            body
        };
        let other = if site == Gmarket { 10_070 } else { 10_031 };
        for (courier, invoice, code) in [
            (json!(1), json!("303961565235"), 99_999),
            (json!(other), json!("303961565235"), 99_999),
            (json!(10_013), json!("12"), 8668),
            (json!(10_013), Value::Null, 2141),
            (Value::Null, json!("303961565235"), 2141),
        ] {
            assert_eq!(desk.post(site, &path, &with(courier, invoice)).await.code(), code);
        }
        let mut pascal = plain.clone();
        pascal["PayNo"] = pascal["payNo"].take();
        assert_eq!(desk.post(site, &path, &pascal).await.code(), 2141, "camelCase alone");
        assert!(desk.line(site, number).claims.is_empty());
        desk.post(site, &path, &with(json!(10_013), json!("303961565235"))).await.data();
        assert_eq!(desk.claim(site, number).pickup.unwrap().parcel.unwrap().invoice, "303961565235");
    }
}
