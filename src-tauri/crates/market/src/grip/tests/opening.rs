//! The fingerprint, the account form, the capability table and the connection test.

use std::sync::Arc;

use domain::{AccountId, ActionKind, Length};
use secrecy::SecretString;

use super::{COMPANIES, Desk, REACH, answer, list};
use crate::grip::lists::List;
use crate::grip::sign::fingerprint;
use crate::{
    AccountConfig, Ask, CheckedPart, Credentials, ErrorKind, Marketplace, OpenError, Reading, Response,
    Support, SystemClock, Unit, capabilities, descriptors, open,
};

/// Reckoned from the documents' recipe with another program.
#[test]
fn the_fingerprint_is_that_of_the_recipe() {
    let message = "GET /api/order?start=0&length=100&searchStatus=1\n1736902923000\ntest-access";
    let golden = "fvkQh2IujsZ1MlDR1HdJxabJ5OX7FWj8Lt/muxUU9R4=";
    assert_eq!(fingerprint("test-secret", message).as_deref(), Some(golden));
}

#[tokio::test]
async fn every_attempt_is_signed_anew_over_what_is_sent() {
    let desk = Desk::of(&[(503, ""), (200, r#"{"orderCount":0}"#), (500, "")]);
    desk.run(desk.grip.count("order/count", "orderCount", "1,2")).await.unwrap();
    let moments = desk.headers("x-fingerprint-timestamp");
    assert!(moments.len() == 2 && moments[0] != moments[1], "{moments:?}");
    for ((call, moment), print) in desk.calls().iter().zip(&moments).zip(desk.headers("x-fingerprint")) {
        let message = format!("{call}\n{}\ntest-access", moment.as_deref().unwrap());
        assert_eq!(print, fingerprint("test-secret", &message));
    }
    assert_eq!(desk.headers("x-serviceid")[0].as_deref(), Some("moadesk"));
    assert_eq!(desk.headers("x-accesskey")[0].as_deref(), Some("test-access"));
    assert_eq!(desk.headers("content-type")[0].as_deref(), Some("application/json"));
}

fn opened(changes: &[(&str, &str)]) -> Result<Arc<dyn Marketplace>, OpenError> {
    let right = [("service_id", "moadesk"), ("access_key", "AK-1"), ("secret_key", "c2VjcmV0")];
    let field = |(name, value): &(&str, &str)| ((*name).to_owned(), SecretString::from(*value));
    let credentials = Credentials(right.iter().chain(changes).map(field).collect());
    let config =
        AccountConfig { account: AccountId::from("1"), base_url: None, proxy: None, settles_after: None };
    open(domain::Marketplace::Grip, config, &credentials, Arc::new(SystemClock))
}

#[test]
fn a_field_that_cannot_be_right_is_named_before_anything_is_sent() {
    for (field, value) in [
        ("service_id", ""),
        ("service_id", "내 서비스"),
        ("access_key", " "),
        ("access_key", "two words"),
        ("secret_key", "키"),
    ] {
        match opened(&[(field, value)]).err() {
            Some(OpenError::BadField { field: named, sentence }) => {
                assert_eq!(named, field);
                assert!(!sentence.ko.is_empty() && !sentence.en.is_empty());
            }
            other => panic!("{field} = {value:?} gave {other:?}"),
        }
    }
    let market = opened(&[("access_key", " AK-1\n")]).unwrap();
    assert_eq!(market.marketplace(), domain::Marketplace::Grip);
}

#[test]
fn the_form_asks_for_what_opening_needs_and_says_how_to_get_it() {
    let form = descriptors().pop().unwrap();
    assert_eq!(form.marketplace, domain::Marketplace::Grip, "the last one that is offered");
    let names: Vec<_> = form.fields.iter().map(|field| (field.name, field.secret, field.optional)).collect();
    let expected = [("service_id", false, false), ("access_key", false, false), ("secret_key", true, false)];
    assert_eq!(names, expected);
    let steps = form.steps.iter().map(|step| step.ko.as_ref()).collect::<Vec<_>>().join("\n");
    for told in ["dev.prod_api_support@gripcorp.co", "business.grip.show/dashboard", "AccessKey", "바로"] {
        assert!(steps.contains(told), "{told} is not told: {steps}");
    }
}

#[test]
fn every_operation_and_every_reading_is_answered_for() {
    let table = capabilities(domain::Marketplace::Grip);
    assert_eq!((table.actions.len(), table.readings.len()), (ActionKind::ALL.len(), Reading::ALL.len()));
    for support in table.actions.values().chain(table.readings.values()) {
        if let Support::Unavailable { reason, link } = support {
            assert!(!reason.ko.is_empty() && !reason.en.is_empty());
            assert_eq!(*link, "https://business.grip.show");
        }
    }
    for none in [
        ActionKind::ApproveCancel,
        ActionKind::RefuseCancel,
        ActionKind::ApproveReturn,
        ActionKind::ApproveExchange,
        ActionKind::HoldReturn,
        ActionKind::RequestReturn,
        ActionKind::CompleteExchange,
        ActionKind::ShipPieces,
    ] {
        assert!(matches!(table.actions[&none], Support::Unavailable { .. }), "{none:?} is imitated");
    }
    assert!(matches!(table.actions[&ActionKind::HoldDispatch], Support::Local(_)));
    assert_eq!((table.unit, table.limits.confirm_batch, table.limits.ship_batch), (Unit::Line, 100, 100));
    assert!(table.splits_by_lines() && !table.reship_opens_bundle && !table.tells_exchange_collected);
    assert_eq!(table.couriers.iter().map(|courier| courier.code).collect::<Vec<_>>(), ["direct", "own"]);
}

#[test]
fn what_the_documents_contradict_is_marked() {
    let table = capabilities(domain::Marketplace::Grip);
    let of_claims = |kind: &ActionKind| {
        let name = format!("{kind:?}");
        table.allows(*kind) && (name.contains("Return") || name.contains("Exchange"))
    };
    let claims: Vec<ActionKind> = ActionKind::ALL.into_iter().filter(of_claims).collect();
    assert_eq!(claims.len(), 8);
    let told =
        claims.iter().chain(&[ActionKind::DelayNotice, ActionKind::CancelSale, ActionKind::ChangeReceiver]);
    assert!(told.clone().all(|kind| table.experimental.contains(kind)), "{:?}", table.experimental);
    assert_eq!(table.experimental.len(), told.count());
    assert_eq!(table.experimental_readings, [Reading::DirectDelivery, Reading::Coupons]);
}

#[test]
fn what_moves_money_or_goods_says_what_it_does() {
    let table = capabilities(domain::Marketplace::Grip);
    let silent: Vec<ActionKind> = ActionKind::ALL
        .into_iter()
        .filter(|kind| table.allows(*kind) && !table.consequences.contains_key(kind))
        .collect();
    assert_eq!(silent, [ActionKind::ShipRest], "the second half does what the first half said");
    assert!(table.consequences.keys().all(|kind| table.allows(*kind)));
    assert!(table.consequences[&ActionKind::Confirm].ko.contains("취소할 수 없"));
}

#[test]
fn forms_ask_for_what_the_calls_need() {
    let table = capabilities(domain::Marketplace::Grip);
    let delay = table.asks(ActionKind::DelayNotice);
    assert!(delay.contains(&Ask::Text(Length::characters(50))) && !delay.contains(&Ask::Day));
    let sale = table.asks(ActionKind::CancelSale);
    assert!(sale.len() == 1 && !sale.contains(&Ask::Quantity), "a sale is cancelled whole");
    assert_eq!(table.asks(ActionKind::NotifyReturn), [Ask::Text(Length::characters(1_000))]);
    assert_eq!(table.asks(ActionKind::RefuseExchange), [Ask::Text(Length::characters(200))]);
    assert_eq!(table.asks(ActionKind::ChangeReceiver), [Ask::Receiver]);
    assert_eq!(table.asks(ActionKind::SplitShip), [Ask::Invoice]);
}

#[tokio::test]
async fn a_connection_test_counts_reads_and_learns() {
    let (count, none) = (r#"{"orderCount":3}"#, list(List::Orders, &[]));
    let desk = Desk::untaught([count, &none, COMPANIES].map(|body| answer(200, body)).to_vec());
    let check = desk.run(desk.grip.check()).await;
    assert_eq!(check.steps.len(), 5);
    assert!(check.steps.iter().all(|step| step.result.is_ok()), "{check:?}");
    let calls = desk.calls();
    assert_eq!(calls.len(), 3);
    assert_eq!(calls[0], format!("GET /api/order/count?{REACH}"));
    assert!(
        calls[1].starts_with("GET /api/order?start=0&length=100&searchStatus=1&searchStartAt="),
        "{calls:?}"
    );
    assert_eq!(calls[2], "GET /api/delivery/company");
    assert_eq!(desk.grip.couriers().len(), 6);
}

/// An answer with the moment at which Grip's clock stands, so many minutes from ours.
fn dated(status: u16, body: &str, minutes: i64) -> Response {
    let date = crate::layers::tests::noon() + chrono::TimeDelta::minutes(minutes);
    Response { headers: vec![("date".to_owned(), date.to_rfc2822())], ..answer(status, body) }
}

#[tokio::test]
async fn what_is_wrong_is_named_by_its_part() {
    let nameless = r#"{"message":"유효하지 않은 요청입니다."}"#;
    let coded =
        r#"{"status":400,"error":"BAD_REQUEST","code":"COMMON_BAD_REQUEST","message":"잘못된 정보입니다"}"#;
    for (answers, part, kind) in [
        (vec![answer(401, "")], CheckedPart::Key, ErrorKind::KeyRejected),
        (vec![answer(400, nameless)], CheckedPart::Key, ErrorKind::Refused),
        (vec![answer(400, coded)], CheckedPart::Orders, ErrorKind::Refused),
        (vec![answer(500, nameless); 3], CheckedPart::Orders, ErrorKind::Server),
        (vec![answer(426, "")], CheckedPart::Reach, ErrorKind::Network),
        (vec![dated(400, coded, 11)], CheckedPart::Clock, ErrorKind::ClockWrong),
        (vec![dated(401, "", -11)], CheckedPart::Clock, ErrorKind::ClockWrong),
        (vec![dated(401, "", 9)], CheckedPart::Key, ErrorKind::KeyRejected),
        (vec![answer(302, "")], CheckedPart::Orders, ErrorKind::Blocked),
        (vec![answer(200, r#"{"orderCount":1}"#), answer(400, "")], CheckedPart::Orders, ErrorKind::Refused),
    ] {
        let desk = Desk::answering(answers);
        let check = desk.run(desk.grip.check()).await;
        let last = check.steps.last().unwrap();
        assert_eq!((last.what, last.result.as_ref().unwrap_err().kind), (part, kind));
    }
    let desk = Desk::of(&[]);
    let check = desk.run(desk.grip.check()).await;
    assert_eq!(check.steps[0].result.as_ref().unwrap_err().kind, ErrorKind::Timeout);
}

#[tokio::test]
async fn a_clock_that_drifts_is_remarked_upon() {
    let count = r#"{"orderCount":3}"#;
    let none = list(List::Orders, &[]);
    let desk = Desk::answering(vec![dated(200, count, 5), answer(200, &none)]);
    let check = desk.run(desk.grip.check()).await;
    let clock = check.steps.iter().find(|step| step.what == CheckedPart::Clock).unwrap();
    assert!(clock.result.as_ref().unwrap().ko.contains("1분"));
}
