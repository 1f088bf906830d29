//! Reading by number and by basket, standing, claims of orders, history and settlements.

use chrono::TimeDelta;
use domain::{ClaimKind, ClaimStep, Fact, Stage};
use serde_json::{Value, json};

use super::{
    AUCTION, CANCEL, Desk, EXCHANGE, GMARKET, LINE, NO_ORDERS, NOTHING, ORDER, RETURN, claims, line, list,
    order, orders, settled, with,
};
use crate::layers::tests::noon;
use crate::{ErrorKind, LineRef, Marketplace, Persistence, Span};

fn reference(number: &str) -> LineRef {
    LineRef { order: ORDER.into(), bundle: "1".into(), line: line(number) }
}

fn cancel(status: u32) -> Value {
    let fields = [
        ("OrderNo", json!(2_946_269_058_u64)),
        ("PayNo", json!(4_454_223_145_u64)),
        ("RequestDate", json!("2025-12-31T10:15:00")),
        ("CancelStatus", json!(status)),
    ];
    with(claims(ClaimKind::Cancel)[0].clone(), &fields)
}

const BY_NUMBER: &str =
    r#"POST /shipping/v1/Order/RequestOrders {"siteType":2,"orderStatus":0,"orderNo":2946269058}"#;
const WAITING: &str = r#"POST /claim/v1/sa/Cancels {"SiteType":3,"CancelStatus":0,"Type":2,"StartDate":"2025-12-30","EndDate":"2026-01-03"}"#;
const STATUS: &str = r#"POST /shipping/v1/Delivery/GetDeliveryStatus {"OrderNo":2946269058,"Page":1}"#;

#[tokio::test]
async fn a_line_stands_by_its_number_and_the_cancels_of_the_last_days() {
    let desk = Desk::told(&GMARKET, &[orders(&[order(&GMARKET)], 1), list(&[])]);
    let standing = desk.run(desk.esm.read_standing(&[reference(LINE)], Stage::Preparing)).await.unwrap();
    assert_eq!((standing.lines.len(), standing.claims.len(), standing.news.len()), (1, 0, 0));
    assert_eq!(desk.calls(), [BY_NUMBER, WAITING]);
}

#[tokio::test]
async fn a_line_that_a_cancel_request_hides_is_told_with_the_request() {
    let status = json!({"OrderNo": 2_946_269_058_u64, "Status": 6, "ClaimStatus": 1});
    let other = with(cancel(1), &[("OrderNo", json!(1)), ("PayNo", json!(2))]);
    let desk = Desk::told(&GMARKET, &[NO_ORDERS.to_owned(), list(&[status]), list(&[cancel(1), other])]);
    let standing = desk.run(desk.esm.read_standing(&[reference(LINE)], Stage::Preparing)).await.unwrap();
    assert_eq!(desk.calls(), [BY_NUMBER, STATUS, WAITING]);
    assert!(standing.lines.is_empty());
    assert_eq!((standing.news[0].raw_status.as_str(), standing.news[0].stage), ("6/1", None));
    let [claim] = standing.claims.as_slice() else { panic!("{:?}", standing.claims) };
    assert_eq!((claim.claim.as_str(), claim.step), (CANCEL, ClaimStep::Requested));
}

#[tokio::test]
async fn a_line_that_a_return_hides_has_the_return_read() {
    let status = json!({"OrderNo": 2_946_269_058_u64, "Status": 7, "ClaimStatus": 2});
    let fields = [
        ("OrderNo", json!(2_946_269_058_u64)),
        ("PayNo", json!(4_454_223_145_u64)),
        ("ReturnStatus", json!(3)),
    ];
    let held = with(claims(ClaimKind::Return)[1].clone(), &fields);
    let answers = [NO_ORDERS.to_owned(), list(&[status]), list(&[]), NOTHING.to_owned(), list(&[held])];
    let desk = Desk::told(&GMARKET, &answers);
    let standing = desk.run(desk.esm.read_standing(&[reference(LINE)], Stage::Unknown)).await.unwrap();
    let [claim] = standing.claims.as_slice() else { panic!("{:?}", standing.claims) };
    assert!(claim.kind == ClaimKind::Return && claim.held.is_some());
    assert!(desk.calls()[4].contains(r#""ReturnStatus":3,"Type":0"#), "{}", desk.calls()[4]);
}

/// An exchange of line [`LINE`] with other fields.
fn exchange(fields: &[(&str, Value)]) -> Value {
    let own = [
        ("OrderNo", json!(2_946_269_058_u64)),
        ("PayNo", json!(4_454_223_145_u64)),
        ("RequestDate", json!("2025-12-31T10:15:00")),
    ];
    with(with(claims(ClaimKind::Exchange)[0].clone(), &own), fields)
}

/// After the re-shipment a line is shown as an order again, while its exchange goes on.
#[tokio::test]
async fn a_claim_that_was_open_is_read_again_with_its_line() {
    let sent =
        exchange(&[("ExchangeStatus", json!(0)), ("ResendInfo", json!({"InvoiceNo": "600000000000"}))]);
    let answers = [
        list(&[exchange(&[])]),
        orders(&[order(&GMARKET)], 1),
        list(&[]),
        list(&[sent]),
        orders(&[order(&GMARKET)], 1),
        list(&[]),
        list(&[exchange(&[("ExchangeStatus", json!(5))])]),
        orders(&[order(&GMARKET)], 1),
        list(&[]),
    ];
    let desk = Desk::told(&GMARKET, &answers);
    let (order, line) = (ORDER.into(), [reference(LINE)]);
    desk.run(desk.esm.read_claim(&order, ClaimKind::Exchange, &EXCHANGE.into())).await.unwrap();
    let steps = async || {
        let standing = desk.run(desk.esm.read_standing(&line, Stage::Unknown)).await.unwrap();
        standing.claims.iter().map(|claim| claim.step).collect::<Vec<_>>()
    };
    assert_eq!(steps().await, [ClaimStep::Reshipped]);
    assert_eq!(steps().await, [ClaimStep::Withdrawn]);
    assert_eq!(steps().await, [], "what is over is read no more");
}

#[tokio::test]
async fn a_converted_claim_is_given_up_beside_its_heir() {
    let fields = [("OrderNo", json!(2_946_269_058_u64)), ("PayNo", json!(4_454_223_145_u64))];
    let fields = [&fields[..], &[("RequestDate", json!("2026-01-01T09:00:00")), ("ReturnStatus", json!(1))]];
    let heir = with(claims(ClaimKind::Return)[1].clone(), &fields.concat());
    let mut answers = vec![list(&[exchange(&[])]), NO_ORDERS.to_owned()];
    let status = list(&[json!({"OrderNo": 2_946_269_058_u64, "Status": 7, "ClaimStatus": 1})]);
    answers.push(status.clone());
    answers.extend(vec![NOTHING.to_owned(); 1 + 5]);
    answers.extend([status, list(&[heir])]);
    let desk = Desk::told(&GMARKET, &answers);
    desk.run(desk.esm.read_claim(&ORDER.into(), ClaimKind::Exchange, &EXCHANGE.into())).await.unwrap();
    let standing = desk.run(desk.esm.read_standing(&[reference(LINE)], Stage::Unknown)).await.unwrap();
    let told: Vec<_> = standing.claims.iter().map(|claim| (claim.kind, claim.step)).collect();
    let expected = [(ClaimKind::Exchange, ClaimStep::Withdrawn), (ClaimKind::Return, ClaimStep::Requested)];
    assert_eq!(told, expected);
    assert!(!standing.claims[0].reason.detail.is_empty(), "what was known of it stays");
}

#[tokio::test]
async fn many_lines_are_read_by_one_list_and_only_the_missing_by_number() {
    let numbers: Vec<u64> = (1..=30).collect();
    let rows: Vec<Value> = numbers[..29]
        .iter()
        .map(|number| with(order(&GMARKET), &[("OrderNo", json!(number)), ("OrderStatus", json!(2))]))
        .collect();
    let moved = with(order(&GMARKET), &[("OrderNo", json!(30)), ("OrderStatus", json!(3))]);
    let desk = Desk::told(&GMARKET, &[orders(&rows, 29), orders(&[moved], 1), list(&[])]);
    let wanted: Vec<LineRef> = numbers.iter().map(|number| reference(&number.to_string())).collect();
    let standing = desk.run(desk.esm.read_standing(&wanted, Stage::Preparing)).await.unwrap();
    assert_eq!(standing.lines.len(), 30);
    assert_eq!(standing.lines[29].stage, Stage::Delivering);
    let calls = desk.calls();
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert!(calls[0].contains(
        r#""orderStatus":2,"requestDateType":2,"requestDateFrom":"2025-12-04","requestDateTo":"2026-01-03""#
    ));
}

#[tokio::test]
async fn a_record_that_decides_must_be_readable() {
    let broken = with(order(&GMARKET), &[("ContrAmount", json!("둘"))]);
    let desk = Desk::told(&GMARKET, &[orders(&[broken], 1)]);
    let error = desk.run(desk.esm.read_standing(&[reference(LINE)], Stage::Paid)).await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::Unreadable, Persistence::Permanent));
    let unnamed = with(cancel(1), &[("RequestDate", json!(null))]);
    let desk = Desk::told(&GMARKET, &[orders(&[order(&GMARKET)], 1), list(&[unnamed])]);
    assert!(desk.run(desk.esm.read_standing(&[reference(LINE)], Stage::Paid)).await.is_err());
}

#[tokio::test]
async fn a_basket_is_asked_for_at_gmarket_and_remembered_at_auction() {
    let desk = Desk::told(&GMARKET, &[orders(&[order(&GMARKET)], 1)]);
    let read = desk.run(desk.esm.read_order(&ORDER.into())).await.unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(
        desk.calls(),
        [r#"POST /shipping/v1/Order/RequestOrders {"siteType":2,"orderStatus":6,"payNo":4454223145}"#]
    );
    let basket = "1192803141".into();
    let desk = Desk::told(
        &AUCTION,
        &[
            NO_ORDERS.to_owned(),
            orders(&[order(&AUCTION)], 1),
            NO_ORDERS.to_owned(),
            NO_ORDERS.to_owned(),
            NO_ORDERS.to_owned(),
            orders(&[order(&AUCTION)], 1),
        ],
    );
    assert_eq!(desk.run(desk.esm.read_order(&basket)).await.unwrap().len(), 1);
    assert_eq!(desk.calls().len(), 5, "every status, since nothing is known yet");
    let bundle = "1192803141:915317046".into();
    assert_eq!(desk.run(desk.esm.read_bundle(&basket, &bundle)).await.unwrap().len(), 1);
    assert!(desk.calls()[5].ends_with(r#"{"siteType":1,"orderStatus":0,"orderNo":1589617617}"#));
    assert!(desk.run(desk.esm.read_order(&"".into())).await.unwrap().is_empty());
    assert_eq!(desk.calls().len(), 6, "a line without a basket is asked for nowhere");
}

#[tokio::test]
async fn of_one_order_all_claims_are_read_and_of_many_the_waiting_cancels() {
    let mut answers = vec![NOTHING.to_owned(); 11];
    answers.push(list(&[cancel(3)]));
    let desk = Desk::told(&GMARKET, &answers);
    let read = desk.run(desk.esm.read_claims(&[ORDER.into()])).await.unwrap();
    assert_eq!((read.len(), desk.calls().len()), (1, 12));
    assert!(
        desk.calls()
            .iter()
            .all(|call| call.contains(r#""Type":1,"#) && call.contains(r#""PayNo":4454223145"#))
    );
    let desk = Desk::told(&GMARKET, &[list(&[cancel(1), with(cancel(1), &[("PayNo", json!(3))])])]);
    let read = desk.run(desk.esm.read_claims(&[ORDER.into(), "2".into()])).await.unwrap();
    assert_eq!((read.len(), desk.calls()), (1, vec![WAITING.to_owned()]));
}

#[tokio::test]
async fn a_claim_is_read_by_its_line_and_its_moment() {
    let older = with(cancel(4), &[("RequestDate", json!("2025-12-30T09:00:00"))]);
    let desk = Desk::told(&GMARKET, &[list(&[older, cancel(4)])]);
    let read = desk.run(desk.esm.read_claim(&ORDER.into(), ClaimKind::Cancel, &CANCEL.into())).await.unwrap();
    let Some(Fact::Claim(claim)) = read else { panic!("{read:?}") };
    assert_eq!((claim.claim.as_str(), claim.step), (CANCEL, ClaimStep::Withdrawn));
    assert_eq!(
        desk.calls(),
        [
            r#"POST /claim/v1/sa/Cancels {"SiteType":3,"CancelStatus":0,"Type":0,"StartDate":"2025-12-27","EndDate":"2026-01-02","OrderNo":2946269058}"#
        ]
    );
    let nothing = vec![
        r#"{"ResultCode":99999,"Message":"클레임정보가 없습니다","Data":null}"#.to_owned();
        12
    ];
    let desk = Desk::told(&GMARKET, &nothing);
    let read = desk.run(desk.esm.read_claim(&ORDER.into(), ClaimKind::Return, &RETURN.into())).await.unwrap();
    assert_eq!(read, None);
    let strange = desk.run(desk.esm.read_claim(&ORDER.into(), ClaimKind::Return, &"7".into())).await;
    assert_eq!(strange.unwrap(), None);
}

#[tokio::test]
async fn a_history_is_told_as_it_happened() {
    let rows = [
        json!({"EscrowType": "결제일", "EscrowDt": "2021-12-01T13:26:00", "TrackingUrl": null}),
        json!({"EscrowType": "배송중(발송처리일)", "EscrowDt": "2021-12-01T13:29:00", "TrackingUrl": "http://nplus/1"}),
    ];
    let desk = Desk::told(&GMARKET, &[list(&rows)]);
    let history = desk.run(desk.esm.history(&reference(LINE))).await.unwrap();
    assert_eq!(desk.calls(), [r#"POST /shipping/v1/Delivery/Progress {"OrderNo":2946269058}"#]);
    assert_eq!((history[0].status.as_str(), history[1].text.as_str()), ("결제일", "http://nplus/1"));
    assert!(history[0].at < history[1].at);
}

#[tokio::test]
async fn settlements_are_read_by_payment_and_by_refund_up_to_yesterday() {
    let page = |rows: &[Value], total: usize| {
        json!({"Data": rows, "TotalCount": total, "PageNo": 1, "ResultCode": 0, "Message": ""}).to_string()
    };
    let rows = settled();
    let answers = [page(&rows[1..2], 501), page(&rows[1..2], 501), page(&rows[..1], 1)];
    let desk = Desk::told(&GMARKET, &answers);
    let span = Span { from: noon() - TimeDelta::days(7), to: noon() + TimeDelta::days(7) };
    let read = desk.run(desk.esm.settlements(span)).await.unwrap();
    assert_eq!(read.len(), 3);
    let call = |by: &str, page: u32| {
        format!(
            r#"POST /account/v1/settle/getsettleorder {{"SiteType":"G","SrchType":"{by}","SrchStartDate":"2025-12-26","SrchEndDate":"2026-01-01","PageNo":{page},"PageRowCnt":500}}"#
        )
    };
    assert_eq!(desk.calls(), [call("D1", 1), call("D1", 2), call("D7", 1)]);
    let today = Span { from: noon(), to: noon() };
    assert!(desk.run(desk.esm.settlements(today)).await.unwrap().is_empty());
    assert_eq!(desk.calls().len(), 3, "of today nothing is known yet");
}
