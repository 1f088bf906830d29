use chrono::TimeDelta;
use sandbox::esm::{ClaimKind, ClaimStatus, LineStatus, Site, Spelling};
use serde_json::{Value, json};

use crate::support::{Answer, Auction, CLAIMS, Desk, Gmarket, day, parcel};

async fn on(desk: &Desk, site: Site, number: u64, method: &str, (deed, body): (&str, Value)) -> Answer {
    desk.act(site, method, &format!("/exchange/{number}/{deed}"), body).await
}

#[tokio::test]
async fn an_exchange_goes_its_way() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        assert_eq!(desk.standing(site, number).await, (8, 1));
        desk.claim_row(site, "Exchanges", 1, number).await;
        on(&desk, site, number, "POST", ("pickup", parcel("303961565235"))).await.data();
        let today = json!({"PickupCompleteDate": day(desk.clock.now())});
        let answer = on(&desk, site, number, "PUT", ("pickup", today.clone())).await;
        assert_eq!(answer.json, json!({"ResultCode": 0, "Message": "Success", "Data": null}), "no rule code");
        assert_eq!(desk.standing(site, number).await, (8, 2));
        desk.claim_row(site, "Exchanges", 2, number).await;
        on(&desk, site, number, "POST", ("resend", parcel("303961565236"))).await.data();
        let standing = desk.standing(site, number).await;
        assert_eq!(standing, if site == Gmarket { (8, 3) } else { (3, 0) });
        on(&desk, site, number, "POST", ("resend", parcel("303961565237"))).await.data();
        on(&desk, site, number, "PUT", ("resend", today)).await.data();
        let standing = desk.standing(site, number).await;
        assert_eq!(standing, if site == Gmarket { (8, 4) } else { (4, 0) });
        assert_eq!(
            desk.state(site, number),
            (LineStatus::Delivered, Some((ClaimKind::Exchange, ClaimStatus::Done)))
        );
        let resend = desk.claim(site, number).resend.unwrap();
        assert_eq!(resend.parcel.invoice, "303961565237");
    }
}

#[tokio::test]
async fn a_finished_exchange_shows_where_its_site_shows_it() {
    let desk = Desk::open(0).await;
    let now = desk.clock.now();
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        on(&desk, site, number, "POST", ("resend", parcel("303961565236"))).await.data();
        let by_number = json!({"SiteType": site.code(), "ExchangeStatus": 1, "Type": 0, "OrderNo": number});
        let answer = desk.post(site, &format!("{CLAIMS}/Exchanges"), &by_number).await;
        assert_eq!(answer.rows()[0]["ExchangeStatus"], 0, "배송중/배송완료 after the resend");
        assert_eq!(desk.by_number(site, number).await.numbers().is_empty(), site == Gmarket);
        desk.shop.exchange_delivered(site, number).unwrap();
        let done = desk.claims(site, "Exchanges", 4).await.numbers();
        assert_eq!(done, if site == Gmarket { vec![number] } else { vec![] });
        assert_eq!(desk.claim(site, number).approved_at, Some(now));
    }
}

#[tokio::test]
async fn the_pickup_comes_before_its_completion() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        let impossible = "ShowAlertException$수거완료 처리불가능건 입니다";
        on(&desk, site, number, "PUT", ("pickup", json!({}))).await.refused(8668, impossible);
        on(&desk, site, number, "POST", ("pickup", parcel("303961565235"))).await.data();
        on(&desk, site, number, "PUT", ("pickup", json!({}))).await.data();
        let again = on(&desk, site, number, "PUT", ("pickup", json!({}))).await;
        again.refused(8668, "ShowAlertException$이미 완료 처리 되었습니다");
        let plain = desk.returning(site).await;
        on(&desk, site, plain, "PUT", ("pickup", json!({}))).await.refused(8668, impossible);
        let wrong = json!({"PickupCompleteDate": "20260316"});
        assert_eq!(on(&desk, site, number, "PUT", ("pickup", wrong)).await.code(), 2141);
    }
}

#[tokio::test]
async fn auction_collects_with_the_resend() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        on(&desk, site, number, "POST", ("pickup", parcel("303961565235"))).await.data();
        on(&desk, site, number, "POST", ("resend", parcel("303961565236"))).await.data();
        let collected = desk.claim(site, number).pickup.unwrap().completed_at;
        assert_eq!(collected.is_some(), site == Auction, "{site:?}");
    }
}

#[tokio::test]
async fn parcels_of_exchanges_are_checked() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        let withdrawn = desk.exchanging(site).await;
        desk.shop.buyer_withdraws(site, withdrawn).unwrap();
        let returned = desk.returning(site).await;
        for deed in ["pickup", "resend"] {
            let unknown = json!({"DeliveryCompCode": 1, "InvoiceNo": "303961565235"});
            let courier = on(&desk, site, number, "POST", (deed, unknown)).await;
            let bad = on(&desk, site, number, "POST", (deed, parcel("12"))).await;
            let late = on(&desk, site, withdrawn, "POST", (deed, parcel("303961565235"))).await;
            let other = on(&desk, site, returned, "POST", (deed, parcel("303961565235"))).await;
            let message = "요청한 주문번호가 반품 및 교환 배송건이 아닙니다.";
            if site == Gmarket {
                courier.refused(99_999, "API Error - 교환택배사가 존재하지 않습니다");
                assert_eq!((bad.code(), late.code(), other.code()), (8668, 8668, 8668));
            } else {
                assert_eq!(courier.code(), 2000);
                let rule = if deed == "pickup" { "W22-6" } else { "W13-5" };
                assert_eq!((bad.code(), &bad.json["BizRuleCode"]), (8668, &json!(rule)));
                late.ruled("W22-4", message);
                other.ruled("W22-3", message);
            }
        }
    }
}

#[tokio::test]
async fn tables_have_another_rule_for_a_wrong_number() {
    let desk = Desk::open(0).await;
    let number = desk.exchanging(Auction).await;
    desk.set(|settings| settings.spelling = Spelling::Tables);
    let bad = on(&desk, Auction, number, "POST", ("resend", parcel("12"))).await;
    bad.ruled("W22-6", "요청한 송장번호가 유효하지 않습니다.");
}

#[tokio::test]
async fn a_day_of_completion_lies_between_the_request_and_today() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        on(&desk, site, number, "POST", ("pickup", parcel("303961565235"))).await.data();
        desk.clock.advance(TimeDelta::days(2));
        let now = desk.clock.now();
        let done = |days: i64| json!({"PickupCompleteDate": day(now + TimeDelta::days(days))});
        for days in [-3, 1] {
            let answer = on(&desk, site, number, "PUT", ("pickup", done(days))).await;
            assert_eq!(answer.code(), 2141, "{days}");
        }
        on(&desk, site, number, "PUT", ("pickup", done(-2))).await.data();
        let claim = desk.claim(site, number);
        assert_eq!(claim.pickup.unwrap().completed_at, Some(claim.requested_at), "not before the request");
        on(&desk, site, number, "POST", ("resend", parcel("303961565236"))).await.data();
        for days in [-3, 1] {
            let answer = on(&desk, site, number, "PUT", ("resend", done(days))).await;
            assert_eq!(answer.code(), if site == Gmarket { 2141 } else { 2000 }, "{days}");
        }
        on(&desk, site, number, "PUT", ("resend", done(0))).await.data();
    }
}

#[tokio::test]
async fn a_replacement_of_auction_is_none_of_the_shipping_apis() {
    let desk = Desk::open(0).await;
    let number = desk.exchanging(Auction).await;
    let by_hand = json!({"DeliveryCompCode": 10_034, "InvoiceNo": "직접전달"});
    on(&desk, Auction, number, "POST", ("resend", by_hand)).await.data();
    assert_eq!(desk.standing(Auction, number).await, (3, 0));
    let message = format!("주문번호:{number}의 경매상태가 발송가능한 상태가 아닙니다.");
    desk.ship(Auction, number, 10_034, "직접전달").await.refused(3000, &message);
    let path = format!("/shipping/v1/Delivery/AddShippingCompleteInfo/{number}");
    desk.post(Auction, &path, &json!({})).await.refused(3000, "유효한 주문번호가 아닙니다.");
    on(&desk, Auction, number, "PUT", ("resend", json!({}))).await.data();
}

#[tokio::test]
async fn holds_of_exchanges() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        let body = json!({"HoldReason": 4, "ResendExpectDate": day(desk.clock.now() + TimeDelta::days(3))});
        on(&desk, site, number, "POST", ("hold", body.clone())).await.data();
        let row = desk.claim_row(site, "Exchanges", 3, number).await;
        assert_eq!(row["HoldInfo"]["Reason"], if site == Gmarket { 2 } else { 4 });
        assert_eq!(
            desk.claims_by(site, "Exchanges", 3, 4).await.numbers(),
            [number],
            "by the day of the hold"
        );
        let same = on(&desk, site, number, "POST", ("hold", body)).await;
        let message = "같은 사유로의 변경은 불가능 합니다.";
        let returned = desk.returning(site).await;
        let other = on(&desk, site, returned, "POST", ("hold", json!({"HoldReason": 0}))).await;
        let impossible = "교환 보류 불가 상태입니다";
        if site == Gmarket {
            same.refused(8668, &format!("ShowAlertException${message}"));
            other.refused(8668, &format!("ShowAlertException${impossible}"));
        } else {
            same.ruled("W19-1", message);
            other.ruled("W20-1", impossible);
        }
        on(&desk, site, number, "POST", ("resend", parcel("303961565236"))).await.data();
        assert!(!desk.claim(site, number).held, "the resend releases");
    }
}

#[tokio::test]
async fn the_hold_of_an_exchange_does_not_end_by_itself() {
    let desk = Desk::open(0).await;
    let number = desk.exchanging(Gmarket).await;
    on(&desk, Gmarket, number, "POST", ("hold", json!({"HoldReason": 0}))).await.data();
    desk.clock.advance(TimeDelta::days(40));
    desk.shop.tick(desk.clock.now());
    assert!(desk.claim(Gmarket, number).held);
}

#[tokio::test]
async fn only_gmarket_releases_by_a_call() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        on(&desk, site, number, "POST", ("hold", json!({"HoldReason": 0}))).await.data();
        let answer = on(&desk, site, number, "DELETE", ("hold", json!({}))).await;
        if site == Gmarket {
            answer.data();
            assert!(!desk.claim(site, number).held);
            assert_eq!(on(&desk, site, number, "DELETE", ("hold", json!({}))).await.code(), 8668);
            let missing = on(&desk, site, 1_942_000_000, "DELETE", ("hold", json!({}))).await;
            missing.refused(99_999, "주문 정보가 없습니다.");
        } else {
            answer.refused(1000, "데이터 조회 실패. - 주문정보");
            assert!(desk.claim(site, number).held);
        }
    }
}

#[tokio::test]
async fn a_replacement_is_completed_once() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        let early = on(&desk, site, number, "PUT", ("resend", json!({}))).await;
        on(&desk, site, number, "POST", ("resend", parcel("303961565236"))).await.data();
        on(&desk, site, number, "PUT", ("resend", json!({}))).await.data();
        let again = on(&desk, site, number, "PUT", ("resend", json!({}))).await;
        if site == Gmarket {
            let message = "ShowAlertException$재발송 완료 배송건이 없습니다";
            early.refused(8668, message);
            again.refused(8668, message);
        } else {
            early.refused(1000, "데이터 조회 실패. - 교환재발송 완료 대상건");
            again.ruled("W14-2", "이미 완료 처리 되었습니다");
        }
    }
}

#[tokio::test]
async fn an_exchange_becomes_a_return() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        if site == Auction {
            assert_eq!(on(&desk, site, number, "POST", ("return", json!({}))).await.code(), 2000);
        }
        on(&desk, site, number, "POST", ("return", parcel("303961565236"))).await.data();
        let claim = desk.claim(site, number);
        let status = if site == Gmarket { ClaimStatus::Requested } else { ClaimStatus::Done };
        assert_eq!((claim.kind, claim.status), (ClaimKind::Return, status));
        let listed = if site == Gmarket { 1 } else { 4 };
        assert_eq!(desk.claim_row(site, "Returns", listed, number).await["ReturnShippingFeeWay"], 3);
        let again = on(&desk, site, number, "POST", ("return", parcel("303961565236"))).await;
        match site {
            Gmarket => again.refused(8668, "8668$이미 처리된 건입니다."),
            Auction => again.ruled("W18-1", "이미 처리된 건입니다"),
        }
    }
}

#[tokio::test]
async fn withdrawn_exchanges_have_a_list() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        desk.shop.buyer_withdraws(site, number).unwrap();
        assert_eq!(desk.claims_by(site, "Exchanges", 5, 3).await.numbers(), [number]);
        assert_eq!(desk.standing(site, number).await, (4, 0));
    }
}
