use std::time::{Duration, Instant};

use sandbox::FaultKind;
use sandbox::esm::{Fault, LineStatus, Operation, OrderWish, Verb};
use serde_json::{Value, json};

use crate::support::{Answer, Desk, Gmarket, ORDERS, minute};
use chrono::TimeDelta;

async fn struck(kind: FaultKind) -> (reqwest::Result<Answer>, LineStatus) {
    let desk = Desk::open(0).await;
    let number = desk.paid(Gmarket);
    desk.shop.inject(Fault::on(Operation::Confirm, kind));
    let path = format!("/shipping/v1/Order/OrderCheck/{number}");
    let answer = desk.try_call(Gmarket, "POST", &path, &json!({})).await;
    (answer, desk.line(Gmarket, number).status)
}

#[tokio::test]
async fn broken_connections_leave_the_write_undone_or_done() {
    for (kind, state) in [
        (FaultKind::DropBefore, LineStatus::New),
        (FaultKind::DropAfter, LineStatus::Preparing),
        (FaultKind::HangBefore, LineStatus::New),
        (FaultKind::HangAfter, LineStatus::Preparing),
    ] {
        let (answer, status) = struck(kind).await;
        assert!(answer.is_err(), "{kind:?}");
        assert_eq!(status, state, "{kind:?}");
    }
}

#[tokio::test]
async fn error_answers_leave_the_write_undone_or_done() {
    for (kind, status, state) in [
        (FaultKind::TooManyRequests, 429, LineStatus::New),
        (FaultKind::ServerError, 500, LineStatus::New),
        (FaultKind::GatewayTimeoutBefore, 504, LineStatus::New),
        (FaultKind::GatewayTimeoutAfter, 504, LineStatus::Preparing),
        (FaultKind::ProviderDownBefore, 521, LineStatus::New),
        (FaultKind::ProviderDownAfter, 521, LineStatus::Preparing),
        (FaultKind::Redirected, 302, LineStatus::New),
        (FaultKind::AccessDenied, 403, LineStatus::New),
        (FaultKind::ClockDrift { seconds: 600 }, 401, LineStatus::New),
        (FaultKind::TruncatedBody, 200, LineStatus::Preparing),
        (FaultKind::RowFails, 200, LineStatus::New),
        (FaultKind::Slow { milliseconds: 50 }, 200, LineStatus::Preparing),
        (FaultKind::Lag { seconds: 60 }, 200, LineStatus::New),
    ] {
        let (answer, place) = struck(kind).await;
        let answer = answer.unwrap();
        assert_eq!((answer.status, place), (status, state), "{kind:?}");
        if kind == FaultKind::TruncatedBody {
            assert!(answer.json.is_null() && !answer.text.is_empty());
        }
        if kind == FaultKind::RowFails {
            assert_eq!(answer.code(), 8000);
        }
    }
}

#[tokio::test]
async fn every_operation_can_be_struck() {
    for operation in Operation::ALL {
        let desk = Desk::open(0).await;
        desk.shop.inject(Fault::any(FaultKind::ServerError));
        desk.shop.inject(Fault::on(operation, FaultKind::ServerError));
        assert_eq!(desk.orders(Gmarket, 1).await.status, 500);
        let (method, path) = route(operation);
        let answer = desk.call(Gmarket, method, &path, &json!({})).await;
        assert_eq!(answer.status, 500, "{operation:?}");
        let calls = desk.shop.calls();
        assert_eq!(calls[1].operation, Some(operation), "{path}");
    }
}

/// Method and path of an operation, on some number.
fn route(operation: Operation) -> (&'static str, String) {
    use Operation as Op;
    let (order, delivery, claim) = ("/shipping/v1/Order", "/shipping/v1/Delivery", "/claim/v1/sa");
    let settle = "/account/v1/settle";
    let (method, path) = match operation {
        Op::PendingOrders => ("POST", format!("{order}/PreRequestOrders")),
        Op::Orders => ("POST", format!("{order}/RequestOrders")),
        Op::Confirm => ("POST", format!("{order}/OrderCheck/1")),
        Op::Delay => ("POST", format!("{order}/ShippingExpectedDate")),
        Op::Dispatch => ("POST", format!("{delivery}/ShippingInfo")),
        Op::Complete => ("POST", format!("{delivery}/AddShippingCompleteInfo/1")),
        Op::Statuses => ("POST", format!("{delivery}/GetDeliveryStatus")),
        Op::Progress => ("POST", format!("{delivery}/Progress")),
        Op::Reports => ("POST", format!("{delivery}/ClaimList")),
        Op::ReleaseReport => ("POST", format!("{delivery}/ClaimRelease")),
        Op::Cancels => ("POST", format!("{claim}/Cancels")),
        Op::ApproveCancel => ("PUT", format!("{claim}/Cancel/1")),
        Op::SoldOut => ("POST", format!("{claim}/Cancel/1/SoldOut")),
        Op::SellerCancel => ("POST", format!("{claim}/Cancel/1")),
        Op::RefundAfterRemittance => ("POST", format!("{claim}/Cancel/1/AfterRemittanceBySeller")),
        Op::Returns => ("POST", format!("{claim}/Returns")),
        Op::RequestReturn => ("POST", format!("{claim}/Return/1/Request")),
        Op::PickupReturn => ("POST", format!("{claim}/return/1/pickup")),
        Op::HoldReturn => ("POST", format!("{claim}/return/1/hold")),
        Op::ApproveReturn => ("PUT", format!("{claim}/return/1")),
        Op::ReturnToExchange => ("POST", format!("{claim}/return/1/exchange")),
        Op::Exchanges => ("POST", format!("{claim}/Exchanges")),
        Op::PickupExchange => ("POST", format!("{claim}/exchange/1/pickup")),
        Op::CollectExchange => ("PUT", format!("{claim}/exchange/1/pickup")),
        Op::HoldExchange => ("POST", format!("{claim}/exchange/1/hold")),
        Op::ReleaseExchange => ("DELETE", format!("{claim}/exchange/1/hold")),
        Op::ResendExchange => ("POST", format!("{claim}/exchange/1/resend")),
        Op::CompleteExchange => ("PUT", format!("{claim}/exchange/1/resend")),
        Op::ExchangeToReturn => ("POST", format!("{claim}/exchange/1/return")),
        Op::Couriers => ("GET", "/item/v1/shipping/delivery-company".to_owned()),
        Op::SettleOrders => ("POST", format!("{settle}/getsettleorder")),
        Op::SettleFees => ("POST", format!("{settle}/getsettledeliveryfee")),
    };
    (method, path)
}

#[tokio::test]
async fn the_order_queries_say_too_many_in_their_own_way() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::TooManyRequests));
    let number = desk.paid(Gmarket);
    assert_eq!(desk.by_number(Gmarket, number).await.numbers(), [number], "a number has no quota");
    desk.orders(Gmarket, 1).await.refused(3000, "주문조회는 5초당 1회 호출 가능합니다.");
    assert_eq!(desk.orders(Gmarket, 1).await.code(), 0);
}

#[tokio::test]
async fn a_fault_strikes_as_often_as_it_says_and_only_its_operation() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::ServerError).after(1).times(2));
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(desk.orders(Gmarket, 1).await.status);
    }
    assert_eq!(seen, [200, 500, 500, 200]);
    let calls = desk.shop.calls();
    assert_eq!(
        (calls.len(), calls[1].fault, calls[1].site),
        (4, Some(FaultKind::ServerError), Some(Gmarket))
    );
}

fn page(desk: &Desk, number: i64) -> Value {
    let now = desk.clock.now();
    json!({
        "siteType": 2, "orderStatus": 1, "requestDateType": 2, "pageIndex": number, "pageSize": 2,
        "requestDateFrom": minute(now - TimeDelta::days(1)),
        "requestDateTo": minute(now + TimeDelta::days(1)),
    })
}

#[tokio::test]
async fn pages_can_come_twice_and_rows_late() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(1), ..OrderWish::default() };
    desk.shop.act(&Verb::PlaceMany { site: Gmarket, count: 4, wish }).unwrap();
    let first = desk.post(Gmarket, ORDERS, &page(&desk, 1)).await.rows();
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::DuplicatePage));
    let second = desk.post(Gmarket, ORDERS, &page(&desk, 2)).await.rows();
    assert_eq!((second.len(), &second[..2]), (4, &first[..]), "the old rows come before the new");
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::LatePage));
    let late = desk.post(Gmarket, ORDERS, &page(&desk, 1)).await;
    assert_eq!((late.rows(), &late.data()["TotalCount"]), (first[1..].to_vec(), &json!(3)));
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::UnknownStatus));
    let strange = desk.post(Gmarket, ORDERS, &page(&desk, 1)).await.rows();
    assert_eq!((&strange[0]["OrderStatus"], &strange[1]["OrderStatus"]), (&json!(77), &json!(1)));
}

#[tokio::test]
async fn claim_lists_can_be_spoilt_too() {
    let desk = Desk::open(0).await;
    for _ in 0..2 {
        desk.returning(Gmarket).await;
    }
    desk.shop.inject(Fault::on(Operation::Returns, FaultKind::DuplicatePage));
    let twice = desk.claims(Gmarket, "Returns", 1).await.rows();
    assert_eq!((twice.len(), &twice[0]), (4, &twice[2]), "a list without pages repeats its own rows");
    desk.shop.inject(Fault::on(Operation::Returns, FaultKind::LatePage));
    assert_eq!(desk.claims(Gmarket, "Returns", 1).await.rows().len(), 1);
    desk.shop.inject(Fault::on(Operation::Returns, FaultKind::UnknownStatus));
    assert_eq!(desk.claims(Gmarket, "Returns", 1).await.rows()[0]["ReturnStatus"], 77);
    assert_eq!(desk.claims(Gmarket, "Returns", 1).await.rows().len(), 2);
}

#[tokio::test]
async fn a_failing_claim_write_changes_nothing() {
    let desk = Desk::open(0).await;
    let number = desk.returning(Gmarket).await;
    desk.shop.inject(Fault::on(Operation::ApproveReturn, FaultKind::RowFails));
    let path = format!("/return/{number}");
    assert_eq!(desk.act(Gmarket, "PUT", &path, json!({})).await.code(), 8000);
    assert_eq!(desk.standing(Gmarket, number).await, (7, 1));
    assert_eq!(desk.shop.applied(Gmarket, Operation::ApproveReturn, number), 0);
}

#[tokio::test]
async fn a_slow_answer_takes_its_time() {
    let desk = Desk::open(0).await;
    desk.shop.inject(Fault::on(Operation::Orders, FaultKind::Slow { milliseconds: 120 }));
    let began = Instant::now();
    assert_eq!(desk.orders(Gmarket, 1).await.status, 200);
    assert!(began.elapsed() >= Duration::from_millis(120));
}
