//! The list of couriers, which only Grip itself can name.

use std::time::Duration;

use domain::{DigitRule, InvoiceNumber};
use serde_json::json;

use super::{CJ, COMPANIES, Desk, LINE, NUMBER, answer, parcel, results};
use crate::{ErrorKind, Marketplace};

/// A desk that knows no couriers yet.
fn untaught(answers: &[&str]) -> Desk {
    Desk::untaught(answers.iter().map(|body| answer(200, body)).collect())
}

#[tokio::test]
async fn couriers_are_learned_once_a_day() {
    let desk = untaught(&[COMPANIES, COMPANIES]);
    let codes = |desk: &Desk| desk.grip.couriers().iter().map(|known| known.code).collect::<Vec<_>>();
    assert_eq!(codes(&desk), ["direct", "own"], "before anything was read");
    desk.run(desk.grip.learn_couriers()).await.unwrap();
    assert_eq!(codes(&desk), ["direct", "own", CJ, "67", "90", "99"]);
    desk.clock.advance(Duration::from_secs(23 * 3_600));
    desk.run(desk.grip.learn_couriers()).await.unwrap();
    assert_eq!(desk.calls(), ["GET /api/delivery/company"]);
    desk.clock.advance(Duration::from_secs(2 * 3_600));
    desk.run(desk.grip.learn_couriers()).await.unwrap();
    assert_eq!(desk.calls().len(), 2);
}

#[tokio::test]
async fn the_same_list_is_kept_once() {
    let mut read = Vec::new();
    for _ in 0..2 {
        let desk = untaught(&[COMPANIES]);
        desk.run(desk.grip.learn_couriers()).await.unwrap();
        read.push(desk.grip.couriers());
    }
    assert!(std::ptr::eq(read[0], read[1]), "another copy for every account");
    let other =
        json!({"deliveryCompanies": [{"companySeq": 1, "companyName": "한진택배", "serviceType": 1}]});
    let desk = untaught(&[&other.to_string()]);
    desk.run(desk.grip.learn_couriers()).await.unwrap();
    assert_eq!(desk.grip.couriers().len(), 3);
    assert_eq!(read[0].len(), 6, "the former list stays as it was");
}

#[tokio::test]
async fn a_couriers_numbers_are_judged_by_the_rule_of_its_name() {
    let desk = untaught(&[COMPANIES]);
    desk.run(desk.grip.learn_couriers()).await.unwrap();
    let rules: Vec<(&str, DigitRule)> =
        desk.grip.couriers().iter().map(|known| (known.name, known.rule)).collect();
    let cj = DigitRule::Lengths(&[10, 12]);
    assert_eq!(
        rules,
        [
            ("직접 수령 (구매자가 이미 받음, 바로 배송완료)", DigitRule::NoNumber),
            ("직접배송 (판매자가 직접 배송, 번호 없음)", DigitRule::NoNumber),
            ("CJ대한통운", cj),
            ("CJ대한통운 (새벽배송)", cj),
            ("EMS (해외배송)", DigitRule::Unstated),
            ("기타 (추적 안 됨)", DigitRule::Unstated),
        ]
    );
    let write = domain::Write::Ship { parcels: vec![parcel(&[LINE], CJ, "123")] };
    let error = desk.run(desk.grip.act(&write)).await.unwrap_err();
    assert!(error.message.contains("CJ대한통운") && desk.calls().len() == 1, "{error}");
    assert!(desk.grip.courier(CJ).unwrap().check(&InvoiceNumber::from(NUMBER)).is_ok());
}

#[tokio::test]
async fn a_list_that_cannot_be_read_leaves_what_was_known() {
    let nameless = json!({"deliveryCompanies": [{"companyName": "한진택배"}]}).to_string();
    for body in ["{}", "[]", nameless.as_str()] {
        let desk = untaught(&[body, COMPANIES]);
        let error = desk.run(desk.grip.learn_couriers()).await.unwrap_err();
        assert_eq!((error.kind, desk.grip.couriers().len()), (ErrorKind::Unreadable, 2));
        desk.run(desk.grip.learn_couriers()).await.unwrap();
        assert_eq!(desk.grip.couriers().len(), 6, "a failed reading is not fresh");
    }
}

/// After a start nobody may have asked for the list yet.
#[tokio::test]
async fn a_courier_that_is_not_known_is_looked_for_before_anything_leaves() {
    let done = results(&[(5_100_200_301, true)]);
    let write = |courier: &str| domain::Write::Ship { parcels: vec![parcel(&[LINE], courier, NUMBER)] };
    let desk = untaught(&[COMPANIES, &done, &done]);
    desk.run(desk.grip.act(&write(CJ))).await.unwrap();
    assert_eq!((desk.calls()[0].as_str(), desk.calls().len()), ("GET /api/delivery/company", 3));
    let error = desk.run(desk.grip.act(&write("12345"))).await.unwrap_err();
    assert_eq!(
        (error.code.as_str(), desk.calls().len()),
        (crate::grip::UNFIT, 3),
        "a fresh list is asked for once"
    );
    let desk = untaught(&["{}"]);
    let error = desk.run(desk.grip.act(&write(CJ))).await.unwrap_err();
    assert!(!error.may_have_applied() && desk.calls().len() == 1, "{error}");
}
