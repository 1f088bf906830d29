//! What the answers to writes mean.

use chrono::TimeDelta;
use domain::action::ClaimAct;
use domain::{ClaimKind, Write};

use super::{BUNDLE, Desk, NO_CLAIMS, answered, line, parcel, verb};
use crate::layers::tests::noon;
use crate::{ErrorKind, FeedId, FeedRequest, MarketError, Marketplace, Persistence, Span};

fn receipt(code: &str, text: &str) -> String {
    format!(
        "<ResultOrder><openMallID>11ST</openMallID><result_code>{code}</result_code><result_text>{text}</result_text></ResultOrder>"
    )
}

async fn failed(write: &Write, status: u16, body: &str) -> MarketError {
    let desk = Desk::always(status, body);
    let error = desk.run(desk.elevenst.act(write)).await.unwrap_err();
    assert_eq!(desk.written().len(), 1, "a write is sent once");
    error
}

fn confirm() -> Write {
    Write::Confirm { lines: vec![(BUNDLE.into(), line("1"))], items: vec!["1".into()] }
}

fn ship() -> Write {
    Write::Ship { parcels: vec![parcel(&["1"], "00034", "600000000000")] }
}

fn part() -> Write {
    Write::ShipRest { parcel: parcel(&["1"], "00034", "600000000000") }
}

fn refund() -> Write {
    verb(ClaimKind::Return, ClaimAct::Refund)
}

fn disputed() -> Write {
    let act = ClaimAct::RefuseDisputed {
        courier: "00034".into(),
        invoice: "600000000000".into(),
        reason: "01".to_owned(),
        text: "사유".to_owned(),
    };
    verb(ClaimKind::Cancel, act)
}

#[tokio::test]
async fn a_code_means_what_its_own_page_says() {
    use ErrorKind::{Refused, Server, WrongState};
    use Persistence::{Permanent, Unknown};
    for (write, code, kind, persistence) in [
        (confirm(), "-3206", WrongState, Unknown),
        (confirm(), "-3207", Server, Unknown),
        (confirm(), "-3210", WrongState, Permanent),
        (confirm(), "-3211", WrongState, Permanent),
        (confirm(), "-3214", WrongState, Permanent),
        (ship(), "-3301", Refused, Permanent),
        (ship(), "-3306", Refused, Permanent),
        (ship(), "-3307", Refused, Permanent),
        (ship(), "-3308", WrongState, Unknown),
        (ship(), "-3309", WrongState, Unknown),
        (ship(), "-3310", WrongState, Permanent),
        (ship(), "-3311", Server, Unknown),
        (ship(), "-3313", WrongState, Unknown),
        (ship(), "-3320", Refused, Permanent),
        (part(), "-3321", WrongState, Permanent),
        // Listed by another page alone.
        (ship(), "-3321", Refused, Unknown),
        (confirm(), "-3308", Refused, Unknown),
        (refund(), "-24001", Refused, Permanent),
        (refund(), "-24005", WrongState, Permanent),
        (refund(), "-24006", WrongState, Permanent),
        (disputed(), "-24001", Refused, Permanent),
        (disputed(), "-23007", WrongState, Permanent),
        (disputed(), "-23008", Server, Unknown),
        (refund(), "-1", Refused, Unknown),
        (refund(), "-99999", Refused, Unknown),
    ] {
        // The words of a success beside the code of a refusal, as guide 1641 prints them.
        let error = failed(&write, 200, &receipt(code, "전체 1건이 정상적으로 취소처리가 되었습니다.")).await;
        assert_eq!((error.kind, error.persistence), (kind, persistence), "{code} {write:?}");
        assert_eq!(error.code, code);
        assert!(error.message.contains("정상적으로"), "{}", error.message);
    }
}

#[tokio::test]
async fn the_key_and_the_address_are_told_apart_from_the_request() {
    let unknown = receipt("-1", "ERROR : OpenAPI Key 에 해당하는 유저가 없습니다.");
    let error = failed(&refund(), 200, &unknown).await;
    assert_eq!((error.kind, error.persistence), (ErrorKind::KeyRejected, Persistence::Permanent));
    assert!(error.message.contains("OPEN API CENTER"), "{}", error.message);
    let door = "<AuthMessage><resultCode>-500</resultCode><resultMessage>[1.2.3.4]인증된 IP가 아닙니다</resultMessage></AuthMessage>";
    let error = failed(&refund(), 500, door).await;
    assert_eq!((error.kind, error.persistence), (ErrorKind::AddressNotRegistered, Persistence::Permanent));
    assert!(error.message.contains("[1.2.3.4]"), "{}", error.message);
}

#[tokio::test]
async fn what_else_the_door_says_blames_nobody() {
    let door = "<AuthMessage><resultCode>-401</resultCode><resultMessage>잠시 접속이 많습니다</resultMessage></AuthMessage>";
    for status in [200, 500] {
        let error = failed(&refund(), status, door).await;
        assert_eq!((error.kind, error.persistence), (ErrorKind::Server, Persistence::Temporary), "{status}");
        assert!(error.message.contains("잠시 접속이 많습니다") && !error.message.contains("점검"), "{error}");
    }
}

#[tokio::test]
async fn a_read_is_refused_for_good_only_by_a_code_that_its_page_lists() {
    for (feed, code, persistence) in [
        ("cancelorders", "-28008", Persistence::Permanent),
        ("cancelorders", "-1", Persistence::Temporary),
        ("cancelorders", "-29008", Persistence::Temporary),
        ("complete", "-3105", Persistence::Permanent),
        ("complete", "-99999", Persistence::Temporary),
    ] {
        let body =
            NO_CLAIMS.replace(">-1<", &format!(">{code}<")).replace("해당 건이 없습니다.", "시스템 오류");
        let desk = Desk::always(200, &body);
        let span = Span { from: noon() - TimeDelta::hours(1), to: noon() };
        let asked = desk.elevenst.collect(FeedId(feed), FeedRequest::Time { span, page: None });
        let error = desk.run(asked).await.unwrap_err();
        assert_eq!((error.kind, error.persistence), (ErrorKind::Refused, persistence), "{feed} {code}");
    }
}

#[tokio::test]
async fn nothing_is_carried_out_during_the_maintenance() {
    let error = failed(&refund(), 200, &receipt("-1000", "서버 점검중입니다.")).await;
    assert_eq!((error.kind, error.persistence), (ErrorKind::Server, Persistence::Temporary));
    assert!(error.message.contains("점검"), "{}", error.message);
}

#[tokio::test]
async fn the_status_decides_where_there_is_no_answer() {
    for (status, kind, persistence) in [
        (302, ErrorKind::Blocked, Persistence::Unknown),
        (403, ErrorKind::Blocked, Persistence::Unknown),
        (400, ErrorKind::Refused, Persistence::Permanent),
        (404, ErrorKind::Unsupported, Persistence::Permanent),
        (429, ErrorKind::RateLimited, Persistence::Temporary),
        (500, ErrorKind::Server, Persistence::Unknown),
        (502, ErrorKind::Server, Persistence::Unknown),
        (504, ErrorKind::Timeout, Persistence::Unknown),
    ] {
        let error = failed(&refund(), status, "<html>gateway</html>").await;
        assert_eq!((error.kind, error.persistence), (kind, persistence), "{status}");
    }
}

#[tokio::test]
async fn a_receipt_that_says_nothing_is_never_success() {
    for body in [
        "",
        "<html><body>0</body></html>",
        "<ResultOrder/>",
        "<ResultOrder><result_text>성공</result_text></ResultOrder>",
        "<ResultOrder><result_code></result_code></ResultOrder>",
        "<ResultOrder><result_code>0</result_code>",
        "{\"result_code\":0}",
    ] {
        let error = failed(&refund(), 200, body).await;
        assert_eq!((error.kind, error.persistence), (ErrorKind::Unreadable, Persistence::Unknown), "{body}");
    }
    // What says "no rows" in a list is a refusal in a receipt.
    assert_eq!(failed(&refund(), 200, NO_CLAIMS).await.persistence, Persistence::Unknown);
}

#[tokio::test]
async fn an_answered_report_has_a_receipt_of_its_own() {
    let told = |code: &str| {
        format!("<Result><resultCode>{code}</resultCode><resultMessage>m</resultMessage></Result>")
    };
    let error = failed(&answered("101", None), 200, &told("400")).await;
    assert_eq!((error.kind, error.persistence), (ErrorKind::Refused, Persistence::Permanent));
    let error = failed(&answered("101", None), 200, &told("-1")).await;
    assert_eq!((error.kind, error.persistence), (ErrorKind::Server, Persistence::Unknown));
}
