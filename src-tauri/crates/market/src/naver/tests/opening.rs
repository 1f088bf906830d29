//! The account form, the capability table and the connection test.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::{AccountId, ActionKind, InvoiceNumber};
use secrecy::SecretString;

use super::{CLIENT, Desk, SECRET, answer, both, token};
use crate::layers::tests::http::server;
use crate::layers::tests::noon;
use crate::naver::couriers::{COURIERS, is_by_hand};
use crate::naver::flavor::{Flavor, NPAY, SMARTSTORE};
use crate::{
    AccountConfig, Ask, CheckedPart, Credentials, ErrorKind, ManualClock, Marketplace, OpenError, Reading,
    Response, Support, SystemClock, Unit, capabilities, descriptors, open,
};

fn credentials(changes: &[(&str, &str)]) -> Credentials {
    let right = [("client_id", CLIENT), ("client_secret", SECRET)];
    let field = |(name, value): &(&str, &str)| ((*name).to_owned(), SecretString::from(*value));
    Credentials(right.iter().chain(changes).map(field).collect())
}

fn config() -> AccountConfig {
    AccountConfig { account: AccountId::from("1"), base_url: None, proxy: None, settles_after: None }
}

fn opened(flavor: &Flavor, changes: &[(&str, &str)]) -> Result<Arc<dyn Marketplace>, OpenError> {
    open(flavor.marketplace, config(), &credentials(changes), Arc::new(SystemClock))
}

#[test]
fn a_field_that_cannot_be_right_is_named_before_anything_is_sent() {
    let wrong = [
        ("client_id", ""),
        ("client_id", "내 앱"),
        ("client_id", "two words"),
        ("client_secret", " "),
        ("client_secret", "a0bcdefghijklmnopqrstuv"),
        ("client_secret", "'$2a$04$abcdefghijklmnopqrstuv'"),
        ("token_path", "v1/oauth2/token"),
        ("token_path", "/v1/oauth2/token?type=SELF"),
        ("token_path", "/v1/../token"),
    ];
    for (field, value) in wrong {
        match opened(&NPAY, &[(field, value)]).err() {
            Some(OpenError::BadField { field: named, sentence }) => {
                assert_eq!(named, field);
                let told = field == "client_secret" && value.len() > 1 && sentence.ko.contains(value);
                assert!(!told, "a secret is told");
            }
            other => panic!("{field} = {value:?} gave {other:?}"),
        }
    }
    for flavor in both() {
        assert!(opened(flavor, &[("client_secret", &format!(" {SECRET}\n"))]).is_ok(), "edges are trimmed");
    }
    assert!(opened(&NPAY, &[("token_path", "/v2/token")]).is_ok());
    assert!(opened(&SMARTSTORE, &[("token_path", "?")]).is_ok(), "SmartStore's path is published");
}

#[test]
fn the_form_asks_for_what_opening_needs() {
    for flavor in both() {
        let form = descriptors().into_iter().find(|form| form.marketplace == flavor.marketplace).unwrap();
        let names: Vec<_> =
            form.fields.iter().map(|field| (field.name, field.secret, field.optional)).collect();
        let mut expected = vec![("client_id", false, false), ("client_secret", true, false)];
        expected.extend(flavor.asks_token_path.then_some(("token_path", false, true)));
        assert_eq!(names, expected);
        assert_eq!((form.key_days, form.centre), (None, flavor.pages.centre));
        let steps = form.steps.iter().map(|step| step.ko.as_ref()).collect::<Vec<_>>().join("\n");
        assert!(steps.contains("IP") && steps.contains("왼쪽 칸에"), "{steps}");
    }
    let npay = descriptors().into_iter().find(|form| form.marketplace == NPAY.marketplace).unwrap();
    assert!(npay.steps.iter().any(|step| step.ko.contains("sandbox-api.pay.naver.com/npay/partner")));
}

#[test]
fn every_operation_and_every_reading_is_answered_for() {
    for flavor in both() {
        let table = capabilities(flavor.marketplace);
        let link_of = |support: &Support| match support {
            Support::Unavailable { link, .. } => Some(*link),
            _ => None,
        };
        for kind in ActionKind::ALL {
            let link = link_of(&table.actions[&kind]).unwrap_or(flavor.pages.centre);
            assert!(link.starts_with(flavor.pages.centre), "{kind:?} leads to {link}");
        }
        for reading in Reading::ALL {
            let link = link_of(&table.readings[&reading]).unwrap_or(flavor.pages.centre);
            assert!(link.starts_with(flavor.pages.centre), "{reading:?} leads to {link}");
        }
        assert!(matches!(table.actions[&ActionKind::RefuseCancel], Support::Composed(_)));
        assert!(matches!(table.actions[&ActionKind::HoldDispatch], Support::Local(_)));
        let by_hand = &table.readings[&Reading::DirectDelivery];
        let honest = matches!(by_hand, Support::Composed(words) if words.ko.contains("문서에서 확인되지 않"));
        assert!(honest, "{by_hand:?}");
        for none in [ActionKind::ChangeInvoice, ActionKind::ChangeFault, ActionKind::ConfirmReturnCollected] {
            assert!(link_of(&table.actions[&none]).is_some(), "{none:?} is imitated");
        }
        assert_eq!((table.unit, table.limits.confirm_batch, table.limits.ship_batch), (Unit::Line, 30, 30));
        assert_eq!(table.limits.calls_per_second, 2);
        assert!(!table.reship_opens_bundle && !table.tells_who_ended);
    }
    let at_once = Desk::new(&[]);
    assert_eq!(at_once.naver.capabilities().limits.settles_after, Duration::ZERO);
}

/// The two differ in what [`Flavor`] says and in nothing else.
#[test]
fn the_tables_of_the_two_differ_in_what_is_said_of_each() {
    let (store, npay) = (capabilities(SMARTSTORE.marketplace), capabilities(NPAY.marketplace));
    let differs = |kind: &ActionKind| {
        std::mem::discriminant(&store.actions[kind]) != std::mem::discriminant(&npay.actions[kind])
    };
    assert_eq!(
        ActionKind::ALL.into_iter().filter(differs).collect::<Vec<_>>(),
        [ActionKind::ChangeHopeDelivery]
    );
    let told = |reading: &Reading| {
        std::mem::discriminant(&store.readings[reading]) != std::mem::discriminant(&npay.readings[reading])
    };
    assert_eq!(Reading::ALL.into_iter().filter(told).collect::<Vec<_>>(), [Reading::Reviews]);
    assert_eq!(store.experimental, []);
    let offered: Vec<ActionKind> = ActionKind::ALL.into_iter().filter(|kind| npay.allows(*kind)).collect();
    assert_eq!(npay.experimental, offered, "nothing of Npay's is confirmed by a public document");
    assert_eq!((store.limits, store.asks, store.consequences), (npay.limits, npay.asks, npay.consequences));
}

#[test]
fn what_moves_money_or_goods_says_what_it_does() {
    let table = capabilities(SMARTSTORE.marketplace);
    let silent: Vec<ActionKind> = ActionKind::ALL
        .into_iter()
        .filter(|kind| table.allows(*kind) && !table.consequences.contains_key(kind))
        .collect();
    assert_eq!(silent, [ActionKind::ShipRest], "the second half does what the first half said");
    let first = table.sequence.add_ons_first;
    for kind in [ActionKind::CancelSale, ActionKind::ApproveCancel, ActionKind::RequestReturn] {
        assert!(first.contains(&kind), "{kind:?}");
    }
    assert!(first.contains(&ActionKind::RefundReturn) && first.contains(&ActionKind::ReshipExchange));
    assert_eq!(table.sequence.main_first, [ActionKind::RefuseCancel]);
}

#[test]
fn a_form_offers_only_what_naver_takes() {
    let table = capabilities(SMARTSTORE.marketplace);
    let codes = |kind: ActionKind| -> Vec<&str> {
        let reasons = table.asks(kind).into_iter().find_map(|ask| match ask {
            Ask::Reason(reasons) => Some(reasons.iter().map(|(code, _)| *code).collect()),
            _ => None,
        });
        reasons.unwrap_or_default()
    };
    assert_eq!(codes(ActionKind::CancelSale).len(), 7);
    assert_eq!(codes(ActionKind::RequestReturn).len(), 11);
    assert_eq!(codes(ActionKind::DelayNotice).len(), 6);
    assert_eq!(
        codes(ActionKind::HoldReturn),
        [
            "RETURN_DELIVERYFEE",
            "EXTRAFEEE",
            "RETURN_DELIVERYFEE_AND_EXTRAFEEE",
            "RETURN_PRODUCT_NOT_DELIVERED",
            "ETC"
        ]
    );
    for kind in [ActionKind::HoldReturn, ActionKind::HoldExchange] {
        assert!(!codes(kind).contains(&"EXCHANGE_HOLDBACK") && !codes(kind).contains(&"ETC2"));
        let demanding = table.asks(kind).into_iter().find_map(|ask| match ask {
            Ask::Fee(named) => Some(named.iter().filter(|code| codes(kind).contains(code)).count()),
            _ => None,
        });
        assert_eq!(demanding, Some(if kind == ActionKind::HoldReturn { 2 } else { 1 }));
    }
    let ways = table.asks(ActionKind::RequestReturn).into_iter().find_map(|ask| match ask {
        Ask::Way(ways) => Some(ways),
        _ => None,
    });
    let warned = |code: &str| {
        let (_, words) = ways.unwrap().iter().find(|(known, _)| *known == code).unwrap();
        words.ko.contains("바로")
    };
    assert!(warned("RETURN_DESIGNATED") && warned("RETURN_DELIVERY") && !warned("RETURN_INDIVIDUAL"));
    assert_eq!(table.asks(ActionKind::RefuseCancel), [Ask::Invoice]);
    assert_eq!(table.asks(ActionKind::ReshipExchange), [Ask::Invoice]);
}

#[test]
fn the_courier_table_holds_each_code_once() {
    let codes: BTreeSet<&str> = COURIERS.iter().map(|courier| courier.code).collect();
    assert_eq!((codes.len(), COURIERS.len()), (206, 206), "203 couriers and three ways without one");
    assert_eq!(codes.iter().filter(|code| is_by_hand(code)).count(), 3);
    for invented in ["LOTTE", "LOGEN", "GTX", "CUPOST"] {
        assert!(!codes.contains(invented), "{invented} does not exist");
    }
    let admits = |code: &str, number: &str| {
        let courier = COURIERS.iter().find(|courier| courier.code == code).unwrap();
        courier.check(&InvoiceNumber::from(number)).is_ok()
    };
    for (code, good, bad) in [
        ("HYUNDAI", "1234567890123", "12345678901"),
        ("KGB", "12345678901", "123456789012"),
        ("EPOST", "1234567890123", "123456789012"),
        ("CJGLS", "123456789012", "12345678901"),
        ("KDEXP", "12345678", "1234567"),
        ("GS더프레시", "A-1", " "),
    ] {
        assert!(admits(code, good), "{code} refused {good}");
        assert!(!admits(code, bad), "{code} took {bad}");
    }
}

#[test]
fn a_configuration_prints_no_secret() {
    let printed = format!("{:?}", credentials(&[]));
    assert!(!printed.contains(SECRET), "{printed}");
    let refused = opened(&SMARTSTORE, &[("client_secret", "$2a$hidden")]).err().unwrap();
    assert!(!format!("{refused} {refused:?}").contains("hidden"));
}

/// What leaves the computer, over real HTTP: the form, then the bearer.
#[tokio::test]
async fn the_token_is_asked_for_and_shown_on_the_wire() {
    let (base, seen) = server(
        b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 40\r\n\r\n{\"code\":\"X\",\"message\":\"no\",\"data\":null} ",
    )
    .await;
    let config = AccountConfig { base_url: Some(format!("{base}/external")), ..config() };
    let clock = Arc::new(ManualClock::new(noon()));
    let naver = open(SMARTSTORE.marketplace, config, &credentials(&[]), clock).unwrap();
    let error = naver.read_order(&"1".into()).await.unwrap_err();
    assert_eq!((error.kind, error.operation), (ErrorKind::KeyRejected, "oauth2/token"));
    let seen = seen.await.unwrap();
    assert!(seen.starts_with("POST /external/v1/oauth2/token HTTP/1.1\r\n"), "{seen}");
    assert!(seen.contains("content-type: application/x-www-form-urlencoded\r\n"), "{seen}");
    assert!(!seen.contains(SECRET) && !seen.contains("authorization"), "{seen}");
}

async fn checked(
    flavor: &'static Flavor,
    answers: Vec<Response>,
    tokens: Vec<Response>,
) -> (Vec<(CheckedPart, Option<ErrorKind>)>, Vec<String>) {
    let desk = Desk::answering(flavor, answers.into(), tokens.into());
    let check = desk.run(desk.naver.check()).await;
    let steps = check.steps.into_iter().map(|step| (step.what, step.result.err().map(|error| error.kind)));
    (steps.collect(), desk.calls())
}

const LIST: &str = "product-orders/last-changed-statuses?lastChangedFrom=2026-01-02T12%3A03%3A05.000%2B09%3A00&lastChangedTo=2026-01-02T12%3A04%3A05.000%2B09%3A00&limitCount=1";

#[tokio::test]
async fn a_right_account_passes_every_part() {
    let account = answer(200, r#"{"accountId":"me","grade":"FIRST"}"#);
    let list = answer(200, r#"{"traceId":"t"}"#);
    let (steps, calls) = checked(&SMARTSTORE, vec![account, list.clone()], Vec::new()).await;
    assert_eq!(steps.len(), 5);
    assert!(steps.iter().all(|(_, error)| error.is_none()));
    assert_eq!(calls, ["GET /v1/seller/account".to_owned(), format!("GET /v1/pay-order/seller/{LIST}")]);
    let (steps, calls) = checked(&NPAY, vec![list], Vec::new()).await;
    assert_eq!((steps.len(), calls), (5, vec![format!("GET /v1/pay-order/mall/{LIST}")]));
}

#[tokio::test]
async fn a_check_blames_the_part_that_is_wrong() {
    use CheckedPart::{Address, Clock, Key, Orders, Reach};
    let late = Response {
        headers: vec![("date".to_owned(), "Fri, 02 Jan 2026 03:14:06 GMT".to_owned())],
        ..answer(400, r#"{"code":"X","message":"timestamp 항목이 유효하지 않습니다."}"#)
    };
    let of_token = [
        (late, Clock, ErrorKind::ClockWrong),
        (
            answer(400, r#"{"code":"X","message":"client_id 항목이 유효하지 않습니다."}"#),
            Key,
            ErrorKind::KeyRejected,
        ),
        (
            answer(403, r#"{"code":"GW.IP_NOT_ALLOWED","message":"IP"}"#),
            Address,
            ErrorKind::AddressNotRegistered,
        ),
        (answer(403, r#"{"code":"X","message":"인증이 만료되었습니다."}"#), Key, ErrorKind::KeyExpired),
        (answer(429, r#"{"code":"GW.QUOTA_LIMIT"}"#), Key, ErrorKind::QuotaExceeded),
    ];
    for (refusal, part, kind) in of_token {
        let (steps, calls) = checked(&SMARTSTORE, Vec::new(), vec![refusal]).await;
        assert_eq!(steps.last(), Some(&(part, Some(kind))));
        assert!(steps[..steps.len() - 1].iter().all(|(_, error)| error.is_none()));
        assert!(calls.is_empty());
    }
    let unheard = answer(401, r#"{"code":"GW.AUTHN"}"#);
    let (steps, _) = checked(&SMARTSTORE, vec![unheard; 2], vec![token("a", 9_000); 2]).await;
    assert_eq!(steps.last(), Some(&(Key, Some(ErrorKind::KeyRejected))));
    let unpermitted = answer(400, r#"{"code":"9999","message":"판매자 정보를 조회할 수 없습니다."}"#);
    let (steps, calls) = checked(&SMARTSTORE, vec![unpermitted], Vec::new()).await;
    assert_eq!((steps.last(), calls.len()), (Some(&(Key, Some(ErrorKind::Refused))), 1));
    let refused = answer(400, r#"{"code":"4000","message":"NotNull.request.lastChangedFrom"}"#);
    let (steps, _) = checked(&NPAY, vec![refused], Vec::new()).await;
    assert_eq!(steps.last(), Some(&(Orders, Some(ErrorKind::Refused))));
    let closed = vec![answer(429, r#"{"code":"GW.QUOTA_LIMIT"}"#)];
    let desk = Desk::answering(&NPAY, Vec::new().into(), closed.into());
    desk.run(desk.naver.check()).await;
    let again = desk.run(desk.naver.check()).await;
    let last = again.steps.last().unwrap();
    assert_eq!((last.what, desk.tokens()), (Reach, 1), "a used up quota is not knocked at");
}

#[tokio::test]
async fn a_clock_that_drifts_is_remarked_upon_while_it_still_works() {
    let list = Response {
        headers: vec![("date".to_owned(), "Fri, 02 Jan 2026 03:06:06 GMT".to_owned())],
        ..answer(200, r#"{"traceId":"t"}"#)
    };
    let desk = Desk::answering(&NPAY, vec![list].into(), Vec::new().into());
    let check = desk.run(desk.naver.check()).await;
    let clock = check.steps.iter().find(|step| step.what == CheckedPart::Clock).unwrap();
    assert!(clock.result.as_ref().unwrap().ko.contains("1분 넘게"));
    assert_eq!(check.steps.len(), 5);
}
