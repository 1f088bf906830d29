use chrono::TimeDelta;
use sandbox::elevenst::{Address, LineTruth, Operation, OrderWish};

use crate::support::{Answer, Desk, day, somebody, value};

async fn reported(desk: &Desk) -> LineTruth {
    let line = desk.shipped(2).await;
    desk.shop.buyer_misses(&line.line_id).unwrap();
    desk.line(&line.line_id)
}

fn list(desk: &Desk, kind: &str) -> String {
    let now = day(desk.clock.now());
    format!("/nondeliverys/nondeliverylist/{kind}/{now}/{now}")
}

fn answer(number: &str, rest: &str) -> Vec<u8> {
    let head = format!("<nonDlvSeq>{number}</nonDlvSeq><sellerDtlsCont>다시 보냈습니다</sellerDtlsCont>");
    format!("<NonDelivery>{head}{rest}</NonDelivery>").into_bytes()
}

#[tokio::test]
async fn what_never_arrived_is_listed_and_answered() {
    let desk = Desk::open(0).await;
    let line = reported(&desk).await;
    let report = line.non_delivery.clone().unwrap();
    let rows = desk.get(&list(&desk, "03")).await;
    assert_eq!((rows.root.as_str(), rows.code(), rows.rows.len()), ("nonDeliverys", 0, 1));
    assert!(rows.text.contains("<ns0:nonDelivery>"));
    let row = &rows.rows[0];
    assert_eq!(
        (value(row, "nonDlvSeq"), value(row, "nonDlvStatNm")),
        (report.number.as_str(), "미도착처리중")
    );
    assert_eq!(value(row, "sndEndDt"), "2026/03/16 12:00:00");
    assert_eq!(value(row, "orderAmt").replace(',', ""), (line.price * 2).to_string());
    let path = format!("/nondeliverys/nondeliverystatus/{}/1", line.ord_no);
    for (number, rest) in [
        ("1", "<sellerDtlsRsn>101</sellerDtlsRsn>"),
        (report.number.as_str(), "<sellerDtlsRsn>105</sellerDtlsRsn>"),
        (report.number.as_str(), "<sellerDtlsRsn>102</sellerDtlsRsn>"),
        (report.number.as_str(), "<sellerDtlsRsn>102</sellerDtlsRsn><dlvMthdCd>01</dlvMthdCd>"),
    ] {
        let refused = desk.body("PUT", &path, answer(number, rest)).await;
        assert_eq!((refused.root.as_str(), refused.code()), ("Result", 400), "{rest}");
    }
    let resent = "<sellerDtlsRsn>102</sellerDtlsRsn><dlvMthdCd>08</dlvMthdCd>";
    for _ in 0..2 {
        let done = desk.body("PUT", &path, answer(&report.number, resent)).await;
        assert_eq!((done.code(), done.words()), (0, "상품미도착 처리 완료되었습니다."));
    }
    assert_eq!(desk.shop.applied(Operation::AnswerNonDelivery, &line.line_id), 1, "a repeat changes nothing");
    let rows = desk.get(&list(&desk, "01")).await;
    assert_eq!(value(&rows.rows[0], "resendDlvMthdCdNm"), "상담예약");
    assert_eq!(value(&rows.rows[0], "sellerDtlsRsn"), "재발송하였습니다", "the sentence of the code");
}

#[tokio::test]
async fn reports_come_in_pages() {
    let desk = Desk::open(0).await;
    for _ in 0..3 {
        reported(&desk).await;
    }
    let page = |query: &str| format!("{}?{query}", list(&desk, "02"));
    assert_eq!(desk.get(&page("limit=2")).await.rows.len(), 2);
    let rest = desk.get(&page("limit=2&start=2")).await;
    assert_eq!((rest.rows.len(), value(&rest.rows[0], "no")), (1, "3"));
    let none = desk.get(&page("start=3")).await;
    assert_eq!((none.rows.len(), none.code()), (0, 0));
    assert_eq!(desk.get(&list(&desk, "04")).await.code(), 400);
    assert_eq!(desk.get(&page("limit=x")).await.code(), 400);
    assert_eq!(desk.get("/nondeliverys/nondeliverylist/01/2026-03-16/20260316").await.code(), 400);
}

#[tokio::test]
async fn the_settlement_tells_what_was_decided_until_yesterday() {
    let desk = Desk::open(0).await;
    let line = desk.delivered(1).await;
    desk.shop.buyer_decides(&line.line_id).unwrap();
    let path = |from: &str, to: &str| format!("/settlement/settlementList/{from}/{to}");
    assert_eq!(desk.get(&path("20260301", "20260331")).await.code(), 0, "not of today");
    desk.clock.advance(TimeDelta::days(1));
    let rows = desk.get(&path("20260301", "20260331")).await;
    assert_eq!((rows.lines(), value(&rows.rows[0], "totalCount")), (vec![line.line_id], "1"));
    assert_eq!(
        (value(&rows.rows[0], "pocnfrmDt"), value(&rows.rows[0], "stlDy")),
        ("20260316", "2026/03/17")
    );
    assert_eq!((rows.names().len(), rows.names()[0]), (51, "abrdCnDlvCst"));
    assert_eq!(rows.names().iter().filter(|name| **name == "ordPrdSeq").count(), 2);
    assert_eq!(desk.get(&path("20260301", "20260401")).await.code(), 2);
    assert_eq!(desk.get(&path("2026-03-01", "20260316")).await.code(), -1);
}

fn won(rows: &Answer, place: usize, names: &[&str]) -> Vec<i64> {
    names.iter().map(|name| value(&rows.rows[place], name).parse().unwrap()).collect()
}

#[tokio::test]
async fn the_settlement_tells_delivery_once_and_what_came_back_in_a_row_of_its_own() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(2), quantity: Some(2), ..OrderWish::default() };
    let order = desk.wished(OrderWish { receiver: Some(island()), ..wish });
    for line in &order.lines {
        desk.confirm(line).await;
    }
    desk.dispatch(&order.lines[0].dlv_no, &desk.number()).await.done();
    let first = &order.lines[0];
    let claim = desk.shop.buyer_returns(&first.line_id, Some(1)).unwrap().claim_id.unwrap();
    desk.get(&format!("/claimservice/returnreqconf/{claim}/{}/1", first.ord_no)).await.done();
    for line in &order.lines {
        desk.shop.buyer_decides(&line.line_id).unwrap();
    }
    desk.clock.advance(TimeDelta::days(1));
    desk.shop.office_cancels(&order.lines[1].line_id).unwrap();
    let path = "/settlement/settlementList/20260301/20260331";
    let early = desk.get(path).await;
    assert_eq!(early.rows.len(), 3, "the cancel is of today");
    desk.clock.advance(TimeDelta::days(1));
    let rows = desk.get(path).await;
    assert_eq!(rows.lines(), [0, 0, 1, 1].map(|place| order.lines[place].line_id.clone()));
    let prices: Vec<i64> = (0..4).flat_map(|place| won(&rows, place, &["selPrc"])).collect();
    let [one, other] = [order.lines[0].price, order.lines[1].price];
    assert_eq!(prices, [2 * one, -one, 2 * other, -2 * other]);
    let remote: Vec<i64> = (0..4).flat_map(|place| won(&rows, place, &["bmStlDlvCst"])).collect();
    assert_eq!(remote, [5_000, 0, 0, 0], "one row of a delivery number");
    assert_eq!(won(&rows, 2, &["dlvAmt"]), [0]);
    let sums = ["stlAmt", "selPrcAmt", "deductAmt", "clmDlvCst"];
    let (sold, back) = (won(&rows, 2, &sums), won(&rows, 3, &sums));
    assert_eq!((sold[0] + back[0], sold[0] == sold[1] - sold[2], back[3]), (0, true, 0));
    assert_eq!(won(&rows, 1, &["clmDlvCst"]), [6_000], "the buyer pays the way back");
    let told = ["clmReqSeq", "trtEndDt", "pocnfrmDt"].map(|name| value(&rows.rows[1], name).to_owned());
    assert_eq!(told, [claim, "2026/03/16".to_owned(), "20260316".to_owned()]);
    assert_eq!((value(&rows.rows[0], "trtEndDt"), value(&rows.rows[3], "trtEndDt")), ("", "2026/03/17"));
}

fn island() -> Address {
    Address { base_address: "제주특별자치도 제주시 첨단로 242".to_owned(), ..somebody() }
}
