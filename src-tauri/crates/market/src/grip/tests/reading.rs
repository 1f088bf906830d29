//! The exact request of every single read, and what its answer becomes.

use chrono::TimeDelta;
use domain::{ClaimKind, ClaimStep, Fact, Stage};
use serde_json::{Value, json};

use super::{
    CANCEL, CJ, Desk, EXCHANGE, LINE, NUMBER, ORDER, REACH, RETURN, REVIEWS, list, row, sample, with,
};
use crate::grip::lists::List;
use crate::layers::tests::noon;
use crate::{Counts, ErrorKind, LineRef, Marketplace, Span};

/// The call for one order on a list, from the moment at which the clock stands.
fn by_number(path: &str, calls: &[String], index: usize) -> bool {
    let begins = format!(
        "GET /api/{path}?start=0&length=100&searchTarget=orderSeq&searchQuery={ORDER}&searchStartAt="
    );
    calls.get(index).is_some_and(|call| call.starts_with(&begins))
}

fn orders(rows: &[Value]) -> String {
    list(List::Orders, rows)
}

#[tokio::test]
async fn an_order_is_read_by_its_number_with_what_other_lists_tell() {
    let rows = [row(List::Orders, 5_100_200_301, 11), row(List::Orders, 2, 1)];
    let other = with(row(List::Orders, 3, 1), &[("orderSeq", json!(41_002_003_000_u64))]);
    let desk = Desk::told(&[
        orders(&[rows[0].clone(), rows[1].clone(), other]),
        list(List::Prepare, &[row(List::Prepare, 2, 0)]),
        list(List::Status, &[sample(List::Status)]),
    ]);
    let lines = desk.run(desk.grip.read_order(&ORDER.into())).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.line.as_str()).collect::<Vec<_>>(), ["4100200300:2", LINE]);
    let calls = desk.calls();
    let first =
        format!("GET /api/order?start=0&length=100&searchTarget=orderSeq&searchQuery={ORDER}&{REACH}");
    assert_eq!(calls[0], first);
    assert!(by_number("delivery/prepare", &calls, 1) && by_number("delivery/status", &calls, 2), "{calls:?}");
    assert_eq!((calls.len(), lines[1].delivery.invoice.as_ref().unwrap().as_str()), (3, NUMBER));
    assert_eq!(lines[1].delivery.courier.as_ref().unwrap().as_str(), CJ);
}

/// What never was dispatched stands on no list of deliveries.
#[tokio::test]
async fn what_arrived_without_a_dispatch_was_handed_over() {
    let desk = Desk::told(&[orders(&[row(List::Orders, 1, 13)]), list(List::Status, &[])]);
    let lines = desk.run(desk.grip.read_bundle(&ORDER.into(), &ORDER.into())).await.unwrap();
    assert_eq!(lines[0].delivery.courier.as_ref().unwrap().as_str(), "direct");
    assert_eq!(lines[0].delivery.courier_name, "직접 수령 (구매자가 이미 받음, 바로 배송완료)");
    let desk = Desk::told(&[orders(&[row(List::Orders, 1, 13)]), list(List::Status, &[])]);
    assert_eq!(desk.run(desk.grip.read_bundle(&ORDER.into(), &"1".into())).await.unwrap(), []);
}

#[tokio::test]
async fn what_somebody_acts_on_must_be_readable() {
    let bad = with(sample(List::Orders), &[("quantity", Value::Null)]);
    let nameless = list(List::Prepare, &[json!({})]);
    let none = list(List::Prepare, &[]);
    for answers in [vec![orders(&[bad]), none], vec![orders(&[sample(List::Orders)]), nameless]] {
        let desk = Desk::told(&answers);
        let error = desk.run(desk.grip.read_order(&ORDER.into())).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreadable);
    }
    let desk = Desk::told(&[]);
    let error = desk.run(desk.grip.read_order(&"A/1".into())).await.unwrap_err();
    assert_eq!((error.kind, desk.calls().len()), (ErrorKind::Refused, 0));
}

fn wanted(orders: impl IntoIterator<Item = u64>) -> Vec<LineRef> {
    let of = |order: u64| LineRef {
        order: order.to_string().as_str().into(),
        bundle: order.to_string().as_str().into(),
        line: format!("{order}:1").as_str().into(),
    };
    orders.into_iter().map(of).collect()
}

fn of_order(order: u64, state: i64) -> Value {
    with(row(List::Orders, 1, state), &[("orderSeq", json!(order))])
}

#[tokio::test]
async fn a_line_stands_with_the_claim_that_its_state_tells() {
    for (state, list_of, path, fixture) in
        [(40, List::Returns, "return", RETURN), (51, List::Exchanges, "exchange", EXCHANGE)]
    {
        let answers = [
            orders(&[row(List::Orders, 5_100_200_301, state)]),
            list(List::Status, &[sample(List::Status)]),
            list(list_of, &[row(list_of, 5_100_200_301, state)]),
            list(list_of, &[]),
        ];
        let desk = Desk::told(&answers);
        let line = LineRef { order: ORDER.into(), bundle: ORDER.into(), line: LINE.into() };
        let standing = desk.run(desk.grip.read_standing(&[line], Stage::Delivered)).await.unwrap();
        assert_eq!((standing.lines.len(), standing.claims[0].claim.as_str()), (1, fixture));
        assert!(by_number(path, &desk.calls(), 2), "claims are read last");
    }
    let canceled = with(row(List::Orders, 5_100_200_301, 80), &[("cancelAt", json!(1_767_232_800_000_i64))]);
    let desk = Desk::told(&[orders(&[canceled])]);
    let line = LineRef { order: ORDER.into(), bundle: ORDER.into(), line: LINE.into() };
    let standing = desk.run(desk.grip.read_standing(&[line], Stage::Paid)).await.unwrap();
    assert_eq!((standing.lines[0].stage, standing.claims[0].claim.as_str()), (Stage::Canceled, CANCEL));
    assert_eq!(desk.calls().len(), 1);
}

#[tokio::test]
async fn many_lines_are_found_on_the_list_of_their_state() {
    let rows: Vec<Value> = (1..=14).map(|order| of_order(order, 1)).collect();
    let answers = [orders(&rows), list(List::Prepare, &[]), orders(&[of_order(15, 80)])];
    let desk = Desk::told(&answers);
    let standing = desk.run(desk.grip.read_standing(&wanted(2..=15), Stage::Paid)).await.unwrap();
    let stages: Vec<Stage> = standing.lines.iter().map(|line| line.stage).collect();
    assert_eq!((stages.len(), stages[13]), (14, Stage::Canceled));
    assert_eq!((standing.claims.len(), standing.news.len()), (1, 0));
    let calls = desk.calls();
    let listed = "GET /api/order?start=0&length=100&searchStatus=1%2C2%2C10%2C12&searchStartAt=";
    assert!(
        calls[0].starts_with(listed) && calls[2].contains("searchQuery=15&") && calls.len() == 3,
        "{calls:?}"
    );
}

/// Of what has left the list tells too little where no list of deliveries shows it; its order then does.
#[tokio::test]
async fn many_lines_are_looked_for_wherever_they_may_stand() {
    let left = of_order(12, 13);
    let answers = [
        orders(&(1..=11).map(|order| of_order(order, 10)).collect::<Vec<_>>()),
        list(List::Start, &[]),
        orders(std::slice::from_ref(&left)),
        list(List::Status, &[]),
        orders(std::slice::from_ref(&left)),
        list(List::Status, &[]),
    ];
    let desk = Desk::told(&answers);
    let standing = desk.run(desk.grip.read_standing(&wanted(1..=12), Stage::Unknown)).await.unwrap();
    assert_eq!((standing.lines.len(), desk.calls().len()), (12, 6));
    let last = standing.lines.last().unwrap();
    assert_eq!(last.delivery.courier.as_ref().unwrap().as_str(), "direct");
}

#[tokio::test]
async fn a_line_that_left_meanwhile_stands_once() {
    let moved = with(sample(List::Status), &[("orderSeq", json!(5)), ("orderProductSeq", json!(1))]);
    let answers = [
        orders(&(1..=11).map(|order| of_order(order, 10)).collect::<Vec<_>>()),
        list(List::Start, &[]),
        orders(&[of_order(5, 11)]),
        list(List::Status, &[moved]),
    ];
    let desk = Desk::told(&answers);
    let standing = desk.run(desk.grip.read_standing(&wanted(1..=11), Stage::Unknown)).await.unwrap();
    assert_eq!(standing.lines.len(), 11);
    let fifth = standing.lines.iter().find(|line| line.order.as_str() == "5").unwrap();
    assert_eq!(fifth.stage, Stage::Delivering);
}

/// Neither another way nor nothing: a press waits, and a lost answer is looked for again.
#[tokio::test]
async fn what_is_on_its_way_and_on_no_delivery_list_stands_as_news_alone() {
    let left = || [orders(&[row(List::Orders, 5_100_200_301, 11)]), list(List::Status, &[])];
    let desk = Desk::told(&left());
    let line = LineRef { order: ORDER.into(), bundle: ORDER.into(), line: LINE.into() };
    let standing = desk.run(desk.grip.read_standing(&[line], Stage::Delivering)).await.unwrap();
    assert!(standing.lines.is_empty(), "{:?}", standing.lines);
    let news = &standing.news[0];
    assert_eq!((news.line.as_str(), news.raw_status.as_str(), news.stage), (LINE, "11", None));
    assert_eq!((&news.courier, &news.invoice), (&None, &None));
    let desk = Desk::told(&left());
    let lines = desk.run(desk.grip.read_order(&ORDER.into())).await.unwrap();
    assert_eq!(
        (lines.len(), &lines[0].delivery.courier),
        (1, &None),
        "whoever asks for the order misses nothing"
    );
}

#[tokio::test]
async fn an_order_that_is_gone_leaves_nothing() {
    let desk = Desk::told(&[orders(&[])]);
    let standing = desk.run(desk.grip.read_standing(&wanted([7]), Stage::Paid)).await.unwrap();
    assert!(standing.lines.is_empty() && standing.claims.is_empty());
}

#[tokio::test]
async fn the_claims_of_one_order_are_read_from_every_list() {
    let canceled = with(row(List::Orders, 2, 61), &[("cancelAt", json!(1_767_232_800_000_i64))]);
    let answers = [
        orders(&[canceled]),
        list(List::Returns, &[sample(List::Returns)]),
        list(List::Returns, &[]),
        list(List::Exchanges, &[row(List::Exchanges, 3, 53)]),
        list(List::Exchanges, &[]),
    ];
    let desk = Desk::told(&answers);
    let claims = desk.run(desk.grip.read_claims(&[ORDER.into()])).await.unwrap();
    let steps: Vec<(ClaimKind, ClaimStep)> = claims.iter().map(|claim| (claim.kind, claim.step)).collect();
    let expected = [
        (ClaimKind::Cancel, ClaimStep::Completed),
        (ClaimKind::Return, ClaimStep::Requested),
        (ClaimKind::Exchange, ClaimStep::Reshipped),
    ];
    assert_eq!(steps, expected);
    let desk = Desk::told(&[]);
    let none = desk.run(desk.grip.read_claims(&["1".into(), "2".into()])).await.unwrap();
    assert_eq!((none.len(), desk.calls().len()), (0, 0), "no cancel waits for an answer");
}

#[tokio::test]
async fn a_claim_is_read_by_its_name() {
    let read = async |id: &str, answers: &[String]| {
        let desk = Desk::told(answers);
        let (order, id) = (ORDER.into(), id.into());
        let told = desk.run(desk.grip.read_claim(&order, ClaimKind::Return, &id)).await.unwrap();
        (told, desk.calls())
    };
    let returns = [list(List::Returns, &[sample(List::Returns)]), list(List::Returns, &[])];
    let (told, calls) = read(RETURN, &returns).await;
    assert!(matches!(told, Some(Fact::Claim(claim)) if claim.claim.as_str() == RETURN));
    let call =
        format!("GET /api/return?start=0&length=100&searchTarget=orderSeq&searchQuery={ORDER}&{REACH}");
    assert_eq!((calls[0].as_str(), calls.len()), (call.as_str(), 2));
    let exchanges = |row: Value| [list(List::Exchanges, &[row]), list(List::Exchanges, &[])];
    let (told, calls) = read(EXCHANGE, &exchanges(row(List::Exchanges, 9, 50))).await;
    assert!(told.is_none() && by_number("exchange", &calls, 0), "another line's exchange is none of it");
    let ended = [("orderState", json!(13)), ("exchangeCancelAt", json!(1_767_250_000_000_i64))];
    let (told, _) = read(EXCHANGE, &exchanges(with(sample(List::Exchanges), &ended))).await;
    assert_eq!(told, Some(Fact::Gone { claim: EXCHANGE.into() }), "given up, and nobody says by whom");
    let canceled = row(List::Orders, 5_100_200_301, 83);
    let (told, calls) = read(CANCEL, &[orders(&[canceled])]).await;
    assert!(matches!(told, Some(Fact::Claim(claim)) if claim.step == ClaimStep::Refunded));
    assert!(by_number("order", &calls, 0));
    for id in ["", "1:2", "1:2:X:3", "1:2:C:3", "1:2:R", "a:b:C", "1:2:R:x"] {
        assert_eq!(read(id, &[]).await, (None, Vec::new()), "{id}");
    }
}

#[tokio::test]
async fn five_counts_say_what_waits() {
    let answers = [
        r#"{"prepareCount":1}"#,
        r#"{"startCount":2}"#,
        r#"{"statusCount":3}"#,
        r#"{"returnCount":4}"#,
        r#"{"exchangeCount":5}"#,
    ];
    let desk = Desk::told(&answers.map(str::to_owned));
    let counts = desk.run(desk.grip.counts()).await.unwrap();
    assert_eq!(counts, Some(Counts { to_confirm: 1, to_ship: 2, shipped: 3, returns: 4, exchanges: 5 }));
    let paths: Vec<String> =
        desk.calls().iter().map(|call| call.split("searchStartAt").next().unwrap().to_owned()).collect();
    let expected = [
        "GET /api/delivery/prepare/count?",
        "GET /api/delivery/start/count?",
        "GET /api/delivery/status/count?",
        "GET /api/return/count?searchStatus=40%2C41%2C42%2C46&",
        "GET /api/exchange/count?searchStatus=50%2C51%2C53&",
    ];
    assert_eq!(paths, expected);
    let desk = Desk::told(&["{}".to_owned()]);
    assert_eq!(desk.run(desk.grip.counts()).await.unwrap_err().kind, ErrorKind::Unreadable);
}

#[tokio::test]
async fn coupons_are_one_sum_of_each_line() {
    let free = with(row(List::Orders, 2, 1), &[("couponAmount", json!(0.0))]);
    let desk = Desk::told(&[orders(&[sample(List::Orders), free]), list(List::Prepare, &[])]);
    let coupons = desk.run(desk.grip.coupons(&ORDER.into())).await.unwrap();
    assert_eq!((coupons.len(), coupons[0].discount.as_str()), (1, "1800"));
    assert_eq!(coupons[0].item.as_str(), "5100200301");
}

#[tokio::test]
async fn reviews_are_read_as_far_as_grip_shows_them() {
    let desk = Desk::told(&[REVIEWS.to_owned(), list(List::Reviews, &[])]);
    let span = Span { from: noon() - TimeDelta::days(2), to: noon() };
    let reviews = desk.run(desk.grip.reviews(span)).await.unwrap();
    assert_eq!((reviews.len(), reviews[0].id.as_str(), reviews[0].score.as_str()), (1, "700", "4.5"));
    assert_eq!(reviews[0].text, "색이 예뻐요");
    assert!(!reviews[0].raw.contains("머그수집가"), "who wrote it is nobody's business here");
    let call = |start: u32| format!("GET /api/review?start={start}&length=100&{}", super::feeding::DAYS);
    assert_eq!(desk.calls(), [call(0), call(1)], "a short page may not be the last");
    let old = Span { from: noon() - TimeDelta::days(200), to: noon() - TimeDelta::days(100) };
    assert_eq!(desk.run(desk.grip.reviews(old)).await.unwrap(), []);
    assert_eq!(desk.calls().len(), 2);
}

#[tokio::test]
async fn a_parcel_has_no_history_here() {
    let desk = Desk::told(&[]);
    assert_eq!(desk.run(desk.grip.history(&wanted([1])[0])).await.unwrap(), []);
}
