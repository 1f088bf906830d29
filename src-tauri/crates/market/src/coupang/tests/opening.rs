//! The account form, the capability table and the connection test.

use std::sync::Arc;
use std::time::Duration;

use domain::{AccountId, ActionKind, InvoiceNumber};
use secrecy::SecretString;

use super::Desk;
use crate::coupang::couriers::COURIERS;
use crate::coupang::sign::hmac_hex;
use crate::layers::tests::http::server;
use crate::layers::tests::noon;
use crate::{
    AccountConfig, CheckedPart, Credentials, ErrorKind, FeedId, FeedRequest, ManualClock, Marketplace,
    OpenError, Response, Span, Support, SystemClock, descriptors, open,
};

fn credentials(changes: &[(&str, &str)]) -> Credentials {
    let right = [("vendor_id", "A00012345"), ("access_key", "a"), ("secret_key", "s")];
    let field = |(name, value): &(&str, &str)| ((*name).to_owned(), SecretString::from(*value));
    Credentials(right.iter().chain(changes).map(field).collect())
}

fn config() -> AccountConfig {
    AccountConfig { account: AccountId::from("1"), base_url: None, proxy: None, settles_after: None }
}

fn opened(changes: &[(&str, &str)]) -> Result<Arc<dyn Marketplace>, OpenError> {
    open(domain::Marketplace::Coupang, config(), &credentials(changes), Arc::new(SystemClock))
}

#[test]
fn a_field_that_cannot_be_right_is_named_before_anything_is_sent() {
    let wrong = [
        ("vendor_id", "00012345"),
        ("vendor_id", "B00012345"),
        ("vendor_id", "A"),
        ("vendor_id", "A0001234x"),
        ("vendor_id", "A1/../.."),
        ("access_key", " "),
        ("secret_key", ""),
    ];
    for (field, value) in wrong {
        match opened(&[(field, value)]).err() {
            Some(OpenError::BadField { field: named, .. }) => assert_eq!(named, field),
            other => panic!("{field} = {value:?} gave {other:?}"),
        }
    }
    for vendor in ["A00012345", "C00012345", " A1 "] {
        assert!(opened(&[("vendor_id", vendor)]).is_ok(), "{vendor}");
    }
}

#[test]
fn the_form_asks_for_what_opening_needs() {
    let coupang = descriptors().into_iter().find(|form| form.marketplace == domain::Marketplace::Coupang);
    let form = coupang.unwrap();
    let names: Vec<_> = form.fields.iter().map(|field| (field.name, field.secret, field.optional)).collect();
    assert_eq!(
        names,
        [
            ("vendor_id", false, false),
            ("access_key", true, false),
            ("secret_key", true, false),
            ("user_id", false, true),
        ]
    );
    assert!(opened(&[]).is_ok(), "what is optional may be left out");
    assert_eq!(form.key_days, Some(180));
}

#[test]
fn every_operation_is_answered_for() {
    let coupang = opened(&[]).unwrap();
    let table = coupang.capabilities();
    for kind in ActionKind::ALL {
        let support = table.actions.get(&kind).unwrap_or_else(|| panic!("{kind:?} has no row"));
        if let Support::Unavailable { link, .. } = support {
            assert!(link.starts_with("https://wing.coupang.com"), "{kind:?} leads to {link}");
        }
    }
    assert!(table.allows(ActionKind::RefuseCancel), "composed of 이미출고");
    assert!(!table.allows(ActionKind::RefuseReturn) && !table.allows(ActionKind::ApproveExchange));
    assert_eq!(table.limits.confirm_batch, 50);
    assert_eq!(table.limits.confirm_settles_after, Duration::from_secs(1_800));
    let at_once = Desk::new(&[]);
    assert_eq!(at_once.coupang.capabilities().limits.confirm_settles_after, Duration::ZERO);
}

#[test]
fn the_courier_table_holds_each_living_code_once() {
    let mut codes: Vec<_> = COURIERS.iter().map(|courier| courier.code).collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
    for struck_out in ["KOREX", "DONGBU", "INNOGIS", "IQS", "KGBLS", "LOTTE", "LOGEN"] {
        assert!(!codes.contains(&struck_out), "{struck_out} does not exist");
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
        ("DIRECT", "1", "A1"),
        ("DHL", "JD01234567", "12345678901"),
        ("UPS", "1Z9999999999999999", "1Z"),
    ] {
        assert!(admits(code, good), "{code} refused {good}");
        assert!(!admits(code, bad), "{code} took {bad}");
    }
}

async fn checked(status: u16, date: Option<&str>, body: &str) -> Vec<(CheckedPart, Option<ErrorKind>)> {
    let headers = date.map(|date| ("date".to_owned(), date.to_owned())).into_iter().collect();
    let answer = Response { status, headers, body: body.as_bytes().to_vec() };
    let desk = Desk::answering(None, [answer].into());
    let check = desk.run(desk.coupang.check()).await;
    assert_eq!(
        desk.calls(),
        [
            "GET /v5/vendors/A00012345/ordersheets?createdAtFrom=2026-01-02%2B09:00&createdAtTo=2026-01-02%2B09:00&status=ACCEPT&maxPerPage=1"
        ]
    );
    check.steps.into_iter().map(|step| (step.what, step.result.err().map(|error| error.kind))).collect()
}

#[test]
fn a_configuration_prints_no_password() {
    let proxy = Some("http://me:secret@10.0.0.1:3128".to_owned());
    assert!(!format!("{:?}", AccountConfig { proxy, ..config() }).contains("secret"));
    assert!(!format!("{:?}", credentials(&[("secret_key", "hidden")])).contains("hidden"));
}

#[tokio::test]
async fn what_is_signed_is_what_stands_on_the_wire() {
    let (base, seen) =
        server(b"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"code\":200,\"data\":[]}").await;
    let config = AccountConfig { base_url: Some(base), ..config() };
    let clock = Arc::new(ManualClock::new(noon()));
    let coupang = open(domain::Marketplace::Coupang, config, &credentials(&[]), clock).unwrap();
    let span = Span { from: noon(), to: noon() };
    coupang.collect(FeedId("orders.fresh"), FeedRequest::Time { span, page: None }).await.unwrap();
    let seen = seen.await.unwrap();
    let line = seen.lines().next().unwrap();
    let (path, query) = line.split(' ').nth(1).unwrap().split_once('?').unwrap();
    assert!(query.contains("T12:04%2B09:00"), "{query}");
    let signature = hmac_hex("s", &format!("260102T030405ZGET{path}{query}")).unwrap();
    assert!(seen.contains(&format!("signed-date=260102T030405Z, signature={signature}")), "{seen}");
    assert!(seen.contains("x-requested-by: A00012345\r\n"));
}

#[tokio::test]
async fn a_check_blames_the_part_that_is_wrong() {
    use CheckedPart::{Address, Clock, Key, Orders};
    let right = checked(200, None, r#"{"code":200,"data":[]}"#).await;
    assert_eq!(right.len(), 5);
    assert!(right.iter().all(|(_, error)| error.is_none()));
    let drifted = Some("Fri, 02 Jan 2026 03:30:00 GMT");
    let on_time = Some("Fri, 02 Jan 2026 03:04:06 GMT");
    let rows = [
        (401, on_time, r#"{"message":"Specified signature is expired."}"#, Clock, ErrorKind::ClockWrong),
        (401, drifted, r#"{"message":"Invalid signature"}"#, Clock, ErrorKind::ClockWrong),
        (401, on_time, r#"{"message":"Invalid signature"}"#, Key, ErrorKind::KeyRejected),
        (403, None, r#"{"message":"[FORBIDDEN] Not allowed IP"}"#, Address, ErrorKind::AddressNotRegistered),
        (302, None, "", Address, ErrorKind::Blocked),
        (404, None, "", Orders, ErrorKind::WrongSeller),
        (400, None, r#"{"message":"Invalid vendor ID"}"#, Orders, ErrorKind::WrongSeller),
        (429, None, "", Address, ErrorKind::RateLimited),
        (200, None, "<html>", Orders, ErrorKind::Unreadable),
    ];
    for (status, date, body, part, kind) in rows {
        let steps = checked(status, date, body).await;
        assert_eq!(steps.last(), Some(&(part, Some(kind))), "{status} {body}");
        assert!(steps[..steps.len() - 1].iter().all(|(_, error)| error.is_none()));
    }
}

#[test]
fn a_reshipment_says_what_it_leads_to() {
    let coupang = opened(&[]).unwrap();
    let consequence = &coupang.capabilities().consequences[&ActionKind::ReshipExchange];
    assert!(consequence.ko.contains("새 배송번호"), "{consequence:?}");
    assert!(consequence.en.contains("cannot be changed"), "{consequence:?}");
}

#[test]
fn the_guide_points_to_where_the_fields_stand() {
    let coupang =
        descriptors().into_iter().find(|it| it.marketplace == domain::Marketplace::Coupang).unwrap();
    let paste = coupang.steps.iter().find(|step| step.ko.contains("Secret Key")).unwrap();
    assert!(paste.ko.contains("왼쪽 칸에") && paste.en.contains("on the left"), "{paste:?}");
}
