use chrono::TimeDelta;
use sandbox::esm::{OrderTruth, OrderWish, Site};
use serde_json::{Value, json};

use crate::support::{Answer, Auction, Desk, Gmarket, day};

const ORDERS: &str = "/account/v1/settle/getsettleorder";
const FEES: &str = "/account/v1/settle/getsettledeliveryfee";

fn asked(desk: &Desk, site: Site, kind: &str, ahead: i64) -> Value {
    let now = desk.clock.now();
    json!({"SiteType": site.letter(), "SrchType": kind, "SrchStartDate": day(now - TimeDelta::days(20)),
        "SrchEndDate": day(now + TimeDelta::days(ahead)), "PageNo": 1, "PageRowCnt": 100})
}

/// An order of one line with a fee.
fn charged(desk: &Desk, site: Site) -> OrderTruth {
    let wish = || OrderWish { lines: Some(1), quantity: Some(1), ..OrderWish::default() };
    loop {
        let order = desk.wished(site, wish());
        if order.shipping_fee > 0 {
            return order;
        }
    }
}

fn rows(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.code(), 0, "{}", answer.text);
    answer.json["Data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn fees_are_signed_by_site_and_turned_by_a_refund() {
    let desk = Desk::open(0).await;
    for (site, sign) in [(Gmarket, -1.0), (Auction, 1.0)] {
        let number = desk.returning(site).await;
        desk.clock.advance(TimeDelta::hours(3));
        desk.act(site, "PUT", &format!("/return/{number}"), json!({})).await.data();
        let answer = desk.post(site, ORDERS, &asked(&desk, site, "D9", 0)).await;
        let rows = rows(&answer);
        assert_eq!((rows.len(), &answer.json["TotalCount"]), (2, &json!(2)));
        let [original, refund] = [&rows[0], &rows[1]];
        assert_eq!((&original["Kind"], &refund["Kind"]), (&json!("1"), &json!("2")));
        assert_eq!(original["ContrNo"], number);
        let value = |row: &Value, name: &str| row[name].as_f64().unwrap();
        for name in ["SellOrderPrice", "TotCommission", "SettlementPrice", "OrderQty"] {
            assert_eq!(value(original, name) + value(refund, name), 0.0, "{name}");
        }
        let line = desk.line(site, number);
        assert!(line.price == 0 || value(original, "TotCommission") * sign > 0.0);
        assert_eq!(answer.json["TotalSettlementAmount"], 0.0);
        assert_eq!(original["BuyDecisonDate"], "0001-01-01T00:00:00");
        let refunded = if site == Gmarket { "2026-03-16T15:00:00" } else { "2026-03-16T00:00:00" };
        assert_eq!(refund["RevenueBaseDate"], refunded);
        let delivered = if site == Gmarket { "2026-03-16T12:00:00" } else { "2026-03-16T00:00:00" };
        assert_eq!(original["RevenueBaseDate"], delivered, "each row by its kind");
        assert_eq!(answer.json["SiteType"], site.letter());
    }
}

#[tokio::test]
async fn what_never_arrived_has_no_base_date() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = desk.paid(site);
        desk.shop.buyer_cancels(site, number).unwrap();
        let count = async |kind| rows(&desk.post(site, ORDERS, &asked(&desk, site, kind, 0)).await).len();
        assert_eq!(count("D9").await, 0);
        assert_eq!(count("D7").await, 1);
        assert_eq!(count("D8").await, if site == Gmarket { 2 } else { 0 }, "nothing was remitted");
    }
}

#[tokio::test]
async fn auction_pairs_remittances_with_their_cancels() {
    let desk = Desk::open(0).await;
    let number = desk.delivered(Auction).await;
    desk.shop.buyer_decides(Auction, number).unwrap();
    desk.clock.advance(TimeDelta::days(2));
    let path = format!("/Cancel/{number}/AfterRemittanceBySeller");
    let both = async || rows(&desk.post(Auction, ORDERS, &asked(&desk, Auction, "D8", 0)).await);
    assert_eq!(both().await.len(), 1);
    desk.act(Auction, "POST", &path, json!({})).await.data();
    let kinds: Vec<Value> = both().await.iter().map(|row| row["Kind"].clone()).collect();
    assert_eq!(kinds, ["1", "2"]);
}

#[tokio::test]
async fn fees_come_and_go_in_two_rows() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let order = charged(&desk, site);
        let number = order.lines[0].order_no;
        desk.shop.buyer_cancels(site, number).unwrap();
        desk.clock.advance(TimeDelta::days(1));
        let all = rows(&desk.post(site, FEES, &asked(&desk, site, "D8", -1)).await);
        let kinds: Vec<&Value> = all.iter().map(|row| &row["Kind"]).collect();
        assert_eq!(kinds, if site == Gmarket { vec!["1", "2"] } else { vec!["2"] }, "{all:?}");
    }
}

#[tokio::test]
async fn fees_are_closed_the_day_after_the_delivery() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let number = charged(&desk, site).lines[0].order_no;
        desk.confirm(site, number).await.data();
        desk.ship(site, number, 10_013, "344755391152").await.data();
        desk.shop.parcel_delivered(site, number).unwrap();
        let closed = async || rows(&desk.post(site, FEES, &asked(&desk, site, "D3", -1)).await).len();
        desk.clock.advance(TimeDelta::days(1));
        assert_eq!(closed().await, 0);
        desk.clock.advance(TimeDelta::days(1));
        assert_eq!(closed().await, 1);
    }
}

#[tokio::test]
async fn remittances_of_today_show_tomorrow() {
    let desk = Desk::open(0).await;
    let number = desk.delivered(Gmarket).await;
    desk.shop.buyer_decides(Gmarket, number).unwrap();
    let remitted =
        async |desk: &Desk| rows(&desk.post(Gmarket, ORDERS, &asked(desk, Gmarket, "D6", 0)).await).len();
    desk.clock.advance(TimeDelta::days(1));
    assert_eq!(remitted(&desk).await, 0);
    desk.clock.advance(TimeDelta::days(1));
    assert_eq!(remitted(&desk).await, 1);
    let mut one = asked(&desk, Gmarket, "D4", 0);
    one["ContrNo"] = json!(number + 1);
    assert!(rows(&desk.post(Gmarket, ORDERS, &one).await).is_empty());
    one["ContrNo"] = json!(number);
    assert_eq!(rows(&desk.post(Gmarket, ORDERS, &one).await).len(), 1);
}

#[tokio::test]
async fn wrong_questions_are_refused_with_details() {
    let desk = Desk::open(0).await;
    for (name, wrong) in [
        ("SiteType", json!("1")),
        ("SrchType", json!("D11")),
        ("PageNo", json!(0)),
        ("SrchStartDate", json!("")),
    ] {
        let mut body = asked(&desk, Gmarket, "D1", 0);
        body[name] = wrong;
        let answer = desk.post(Gmarket, ORDERS, &body).await;
        assert_eq!(answer.code(), 2141, "{name}");
        assert!(answer.json["Details"].is_string() && answer.json.get("Data").is_none());
    }
    for kind in ["D2", "D4", "D5", "D9"] {
        assert_eq!(desk.post(Gmarket, FEES, &asked(&desk, Gmarket, kind, -1)).await.code(), 2141, "{kind}");
    }
}

#[tokio::test]
async fn shipping_fees_are_settled_by_basket_and_not_for_today() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        let order = charged(&desk, site);
        let today = desk.post(site, FEES, &asked(&desk, site, "D1", 0)).await;
        assert_eq!(
            (today.code(), today.message()),
            (414, "The request failed bacause code could not be found.")
        );
        desk.clock.advance(TimeDelta::days(1));
        let mut body = asked(&desk, site, "D1", -1);
        let all = rows(&desk.post(site, FEES, &body).await);
        let row = all.iter().find(|row| row["PackNo"] == order.pay_no).unwrap();
        #[allow(clippy::cast_precision_loss)]
        let fee = order.shipping_fee as f64;
        assert_eq!(row["DelFeeAmt"], fee);
        body["PackNo"] = json!(order.pay_no);
        let answer = desk.post(site, FEES, &body).await;
        if site == Gmarket {
            assert_eq!(rows(&answer).len(), 1);
        } else {
            assert_eq!(answer.code(), 2141, "옥션 wants both numbers");
            body["DeliveryGroupNo"] = json!(order.lines[0].group_no);
            assert_eq!(rows(&desk.post(site, FEES, &body).await).len(), 1);
        }
    }
}
