//! The form, the key and the connection test.

use std::sync::Arc;

use domain::ActionKind;
use secrecy::SecretString;

use super::{Desk, KEY, NOTHING, config};
use crate::elevenst::{capabilities, open};
use crate::layers::tests::noon;
use crate::{
    CheckedPart, Credentials, ErrorKind, ManualClock, Marketplace, OpenError, Reading, Support, Unit,
};

fn opened(key: &str) -> Result<(), OpenError> {
    let credentials = Credentials([("api_key".to_owned(), SecretString::from(key))].into());
    open::open(config(), &credentials, Arc::new(ManualClock::new(noon()))).map(drop)
}

#[test]
fn a_key_is_checked_before_anything_is_sent() {
    assert_eq!(opened(KEY), Ok(()));
    assert_eq!(opened(&format!(" {KEY}\n")), Ok(()), "what was pasted along is cut off");
    for wrong in ["", "0123", &format!("{KEY}0"), &KEY.replace('0', "-"), &KEY.replace('0', "가")] {
        assert!(matches!(opened(wrong), Err(OpenError::BadField { field: "api_key", .. })), "{wrong}");
    }
}

#[test]
fn every_row_of_the_table_is_answered() {
    let table = capabilities(None);
    assert_eq!(table.actions.len(), ActionKind::ALL.len());
    assert_eq!(table.readings.len(), Reading::ALL.len());
    assert_eq!((table.unit, table.confirms), (Unit::Bundle, Unit::Line));
    for (kind, support) in &table.actions {
        let offered = matches!(support, Support::Native | Support::Composed(_));
        assert_eq!(table.consequences.contains_key(kind), offered, "{kind:?} says what it does");
    }
    assert!(table.experimental.iter().all(|kind| table.allows(*kind)));
}

#[tokio::test]
async fn a_working_connection_passes_every_part() {
    let desk = Desk::always(200, NOTHING);
    let check = desk.run(desk.elevenst.check()).await;
    let parts: Vec<_> = check.steps.iter().map(|step| (step.what, step.result.is_ok())).collect();
    use CheckedPart::{Address, Clock, Key, Orders, Reach};
    assert_eq!(parts, [Reach, Clock, Address, Key, Orders].map(|part| (part, true)));
    assert_eq!(desk.calls(), ["GET /ordservices/complete/202601021104/202601021205"]);
}

#[tokio::test]
async fn a_failure_is_blamed_on_its_part() {
    let door = "<AuthMessage><resultCode>-500</resultCode><resultMessage>[IP]인증된 IP가 아닙니다</resultMessage></AuthMessage>";
    let no_user = NOTHING
        .replace(">0<", ">-1<")
        .replace("조회된 결과가 없습니다.", "OpenAPI Key 에 해당하는 유저가 없습니다.");
    for (status, body, part, kind) in [
        (500, door, CheckedPart::Address, ErrorKind::AddressNotRegistered),
        (200, no_user.as_str(), CheckedPart::Key, ErrorKind::KeyRejected),
        (200, "<orders><result_code>-1000</result_code></orders>", CheckedPart::Orders, ErrorKind::Server),
    ] {
        let desk = Desk::always(status, body);
        let check = desk.run(desk.elevenst.check()).await;
        let last = check.steps.last().unwrap();
        assert_eq!((last.what, last.result.as_ref().unwrap_err().kind), (part, kind), "{body}");
    }
}
