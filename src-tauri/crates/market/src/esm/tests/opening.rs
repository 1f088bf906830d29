//! The token, the account form, the capability table and the connection test.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta};
use domain::{AccountId, ActionKind, InvoiceNumber, Length, MoneyLeaves, Won};
use secrecy::SecretString;

use super::{Desk, NO_ORDERS, both, key};
use crate::esm::couriers::{COURIERS, code_of};
use crate::esm::flavor::{AUCTION, Flavor, GMARKET};
use crate::{
    AccountConfig, Ask, CheckedPart, Credentials, ErrorKind, Marketplace, OpenError, Reading, Support,
    SystemClock, Unit, capabilities, descriptors, open,
};

/// Made by hand from the guide's key, its master ID and its moment (2017-08-21 14:40:00 in Korea).
const GOLDEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImtpZCI6InRlc3RfbWFzdGVySWRfMSJ9.eyJpc3MiOiJ3d3cuZXNtcGx1cy5jb20iLCJzdWIiOiJzZWxsIiwiYXVkIjoic2EuZXNtcGx1cy5jb20iLCJpYXQiOjE1MDMyOTQwMDAsInNzaSI6Ikc6c2VsbGVyMSJ9.jQaLsazkTThxkJfMrGEE10_YdIv7aCr4A2pmrhor_pU";

#[test]
fn the_token_is_that_of_the_guide() {
    let at = DateTime::from_timestamp(1_503_294_000, 0).unwrap();
    assert_eq!(key(&GMARKET).token(at).unwrap(), GOLDEN);
}

#[tokio::test]
async fn every_call_is_signed_anew_for_one_site() {
    for flavor in both() {
        let desk = Desk::of(flavor, &[(200, NO_ORDERS)]);
        desk.run(desk.esm.check()).await;
        for header in desk.headers("authorization") {
            let token = header.unwrap().strip_prefix("Bearer ").unwrap().to_owned();
            let payload = token.split('.').nth(1).unwrap();
            let payload = String::from_utf8(URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
            let seller = format!(r#""ssi":"{}:seller1""#, flavor.letter);
            assert!(payload.contains(&seller) && payload.contains(r#""iat":17673230"#), "{payload}");
        }
    }
}

fn credentials(changes: &[(&str, &str)]) -> Credentials {
    let right = [("master_id", "master"), ("secret_key", "ZDE2"), ("seller_id", "seller1")];
    let field = |(name, value): &(&str, &str)| ((*name).to_owned(), SecretString::from(*value));
    Credentials(right.iter().chain(changes).map(field).collect())
}

fn opened(flavor: &Flavor, changes: &[(&str, &str)]) -> Result<Arc<dyn Marketplace>, OpenError> {
    let config =
        AccountConfig { account: AccountId::from("1"), base_url: None, proxy: None, settles_after: None };
    open(flavor.marketplace, config, &credentials(changes), Arc::new(SystemClock))
}

#[test]
fn a_field_that_cannot_be_right_is_named_before_anything_is_sent() {
    for (field, value) in [
        ("master_id", ""),
        ("master_id", "내 아이디"),
        ("secret_key", " "),
        ("secret_key", "two words"),
        ("seller_id", "a,G:b"),
        ("seller_id", "G:a"),
        ("other_seller_id", "옥션"),
    ] {
        match opened(&GMARKET, &[(field, value)]).err() {
            Some(OpenError::BadField { field: named, sentence }) => {
                assert_eq!(named, field);
                assert!(!sentence.ko.is_empty() && !sentence.en.is_empty());
            }
            other => panic!("{field} = {value:?} gave {other:?}"),
        }
    }
    for flavor in both() {
        let market = opened(flavor, &[("seller_id", " seller1\n"), ("other_seller_id", "")]).unwrap();
        assert_eq!(market.marketplace(), flavor.marketplace);
    }
}

#[test]
fn the_form_asks_for_what_opening_needs() {
    for flavor in both() {
        let form = descriptors().into_iter().find(|form| form.marketplace == flavor.marketplace).unwrap();
        let names: Vec<_> =
            form.fields.iter().map(|field| (field.name, field.secret, field.optional)).collect();
        let expected = [
            ("master_id", false, false),
            ("secret_key", true, false),
            ("seller_id", false, false),
            ("other_seller_id", false, true),
        ];
        assert_eq!(names, expected);
        assert!(form.fields[2].label.ko.contains(flavor.ko));
        assert!(!form.fields[3].label.ko.contains(flavor.ko), "the sister site");
        let steps = form.steps.iter().map(|step| step.ko.as_ref()).collect::<Vec<_>>().join("\n");
        assert!(steps.contains("IP") && steps.contains("etapihelp@gmail.com"), "{steps}");
    }
}

#[test]
fn every_operation_and_every_reading_is_answered_for() {
    for flavor in both() {
        let table = capabilities(flavor.marketplace);
        let supports = table.actions.values().chain(table.readings.values());
        for support in supports {
            if let Support::Unavailable { reason, link } = support {
                assert!(!reason.ko.is_empty() && !reason.en.is_empty() && link.starts_with("https://"));
            }
        }
        assert_eq!((table.actions.len(), table.readings.len()), (ActionKind::ALL.len(), Reading::ALL.len()));
        assert!(matches!(table.actions[&ActionKind::RefuseCancel], Support::Composed(_)));
        assert!(matches!(table.actions[&ActionKind::HoldDispatch], Support::Local(_)));
        for none in [
            ActionKind::RefuseReturn,
            ActionKind::ApproveReturn,
            ActionKind::ConfirmReturnCollected,
            ActionKind::ReleaseReturn,
            ActionKind::ApproveExchange,
            ActionKind::RefuseExchange,
            ActionKind::ShipPieces,
            ActionKind::DeferReturn,
        ] {
            assert!(matches!(table.actions[&none], Support::Unavailable { .. }), "{none:?} is imitated");
        }
        assert_eq!((table.unit, table.limits.confirm_batch, table.limits.ship_batch), (Unit::Line, 1, 1));
        assert!(!table.reship_opens_bundle && !table.tells_who_ended);
        let released = table.allows(ActionKind::ReleaseExchange);
        assert_eq!(released, flavor.marketplace == domain::Marketplace::Gmarket);
    }
}

#[test]
fn what_moves_money_or_goods_says_what_it_does() {
    for flavor in both() {
        let table = capabilities(flavor.marketplace);
        let silent: Vec<ActionKind> = ActionKind::ALL
            .into_iter()
            .filter(|kind| table.allows(*kind) && !table.consequences.contains_key(kind))
            .collect();
        assert_eq!(silent, [ActionKind::ShipRest], "the second half does what the first half said");
    }
    let words = |flavor: &Flavor, kind| capabilities(flavor.marketplace).consequences[&kind].ko.to_string();
    for (flavor, sister) in [(&GMARKET, "옥션"), (&AUCTION, "G마켓")] {
        let table = capabilities(flavor.marketplace);
        let foreign: Vec<_> =
            table.consequences.iter().filter(|(_, words)| words.ko.contains(sister)).collect();
        assert!(foreign.is_empty(), "{foreign:?}");
        let approval = &table.briefs[&ActionKind::ApproveCancel];
        assert_eq!((approval.money, &*approval.words.ko), (MoneyLeaves::Soon, "승인 뒤 환불"));
        assert!(words(flavor, ActionKind::ApproveCancel).contains("취소중"), "what is read until the refund");
    }
    assert!(words(&AUCTION, ActionKind::ExchangeToReturn).contains("바로 환불"));
    assert!(!words(&GMARKET, ActionKind::ExchangeToReturn).contains("바로 환불"));
}

#[test]
fn forms_ask_for_what_the_calls_need() {
    let asks = |flavor: &Flavor, kind| capabilities(flavor.marketplace).asks(kind);
    assert_eq!(asks(&AUCTION, ActionKind::ReturnToExchange), [Ask::Invoice]);
    assert_eq!(asks(&GMARKET, ActionKind::ReturnToExchange), []);
    let sale = asks(&GMARKET, ActionKind::CancelSale);
    assert!(!sale.contains(&Ask::Quantity) && sale.len() == 1, "a sale is cancelled whole");
    let answers = asks(&GMARKET, ActionKind::AnswerUndelivered);
    assert!(answers.contains(&Ask::InvoiceFor(&["1"])));
    assert!(answers.contains(&Ask::TextFor { codes: &["2"], length: Length::characters(125) }));
    assert!(asks(&GMARKET, ActionKind::HoldExchange).contains(&Ask::Day));
    for (flavor, within_goods) in [(&GMARKET, false), (&AUCTION, true)] {
        let charge = Ask::FeeFor { codes: &["2"], at_least: Won::new(1_000), within_goods };
        assert!(asks(flavor, ActionKind::HoldReturn).contains(&charge));
    }
}

#[test]
fn couriers_are_known_by_code_and_by_name() {
    assert_eq!(COURIERS.len(), 171);
    let codes: std::collections::BTreeSet<_> = COURIERS.iter().map(|courier| courier.code).collect();
    assert_eq!(codes.len(), COURIERS.len());
    for (name, code) in [
        ("CJ대한통운", "10013"),
        ("CJ 대한통운 택배", "10013"),
        ("우체국택배", "10005"),
        ("자체배송", "10032"),
        ("롯데", "10008"),
        ("dhl", "10022"),
        ("대한통운", "10068"),
        ("CJ택배", "10065"),
        ("한진택배", "10007"),
    ] {
        assert_eq!(code_of(&GMARKET, name), Some(code.into()), "{name}");
    }
    assert_eq!((code_of(&GMARKET, "ABC"), code_of(&GMARKET, "")), (None, None));
    assert_eq!(code_of(&AUCTION, "기타"), Some("10070".into()), "its own row comes first");
    assert_eq!(code_of(&GMARKET, "기타택배"), Some("10034".into()));
    let lotte = COURIERS.iter().find(|courier| courier.code == "10008").unwrap();
    assert!(lotte.check(&InvoiceNumber::from("303962161952")).is_ok());
    assert!(lotte.check(&InvoiceNumber::from("30396")).is_err());
}

#[tokio::test]
async fn a_connection_test_reads_todays_orders() {
    let desk = Desk::of(&AUCTION, &[(200, NO_ORDERS)]);
    let check = desk.run(desk.esm.check()).await;
    assert_eq!(check.steps.len(), 5);
    assert!(check.steps.iter().all(|step| step.result.is_ok()), "{check:?}");
    assert_eq!(
        desk.calls(),
        [
            r#"POST /shipping/v1/Order/RequestOrders {"siteType":1,"orderStatus":1,"requestDateType":2,"requestDateFrom":"2026-01-02","requestDateTo":"2026-01-03","pageIndex":1,"pageSize":500}"#,
        ]
    );
}

#[tokio::test]
async fn what_is_wrong_is_named_by_its_part() {
    let denied =
        r#"{"status":{"message":"The user does not have right access to the api","status_code":401}}"#;
    let address = r#"{"status":{"message":"IP is not allowed","status_code":401}}"#;
    for (answers, part, kind) in [
        (vec![(401, denied)], CheckedPart::Key, ErrorKind::KeyRejected),
        (vec![(401, address)], CheckedPart::Address, ErrorKind::AddressNotRegistered),
        (vec![(302, "")], CheckedPart::Orders, ErrorKind::Blocked),
        (vec![(400, "")], CheckedPart::Orders, ErrorKind::Refused),
    ] {
        let desk = Desk::of(&GMARKET, &answers);
        let check = desk.run(desk.esm.check()).await;
        let last = check.steps.last().unwrap();
        assert_eq!((last.what, last.result.as_ref().unwrap_err().kind), (part, kind));
    }
    let desk = Desk::of(&GMARKET, &[]);
    let check = desk.run(desk.esm.check()).await;
    assert_eq!(check.steps[0].result.as_ref().unwrap_err().kind, ErrorKind::Timeout);
}

/// One call in five seconds, by two clocks; a line by its number waits for nobody.
#[tokio::test]
async fn lists_of_orders_leave_five_seconds_apart() {
    let desk = Desk::of(&GMARKET, &[(200, NO_ORDERS), (200, NO_ORDERS), (200, NO_ORDERS), (200, NO_ORDERS)]);
    let started = crate::Clock::now(&*desk.clock);
    let order = super::ORDER.into();
    desk.run(desk.esm.read_order(&order)).await.unwrap();
    desk.run(desk.esm.line_by_number(&super::line("1"))).await.unwrap();
    let before = crate::Clock::now(&*desk.clock) - started;
    assert!(before < TimeDelta::seconds(1), "{before}");
    desk.run(desk.esm.read_order(&order)).await.unwrap();
    let after = (crate::Clock::now(&*desk.clock) - started).to_std().unwrap();
    assert!(after >= Duration::from_millis(5_050), "{after:?}");
}

#[test]
fn couriers_of_the_sister_and_of_nobody_are_not_offered() {
    let offers = |flavor: &Flavor, code: &str| (flavor.couriers)().iter().any(|courier| courier.code == code);
    for (flavor, own, sisters) in [(&GMARKET, "10031", "10070"), (&AUCTION, "10070", "10031")] {
        assert!(offers(flavor, "10013") && offers(flavor, own));
        assert!(!offers(flavor, sisters) && !offers(flavor, "10089"));
    }
}
