//! The list of couriers, which only Grip itself can name.

use std::time::Duration;

use domain::{DigitRule, InvoiceNumber};
use serde_json::json;

use super::{CJ, COMPANIES, Desk, LINE, NUMBER, parcel};
use crate::{ErrorKind, Marketplace};

#[tokio::test]
async fn couriers_are_learned_once_a_day() {
    let desk = Desk::of(&[(200, COMPANIES), (200, COMPANIES)]);
    let codes = |desk: &Desk| desk.grip.couriers().iter().map(|known| known.code).collect::<Vec<_>>();
    assert_eq!(codes(&desk), ["direct"], "before anything was read");
    desk.run(desk.grip.learn_couriers()).await.unwrap();
    assert_eq!(codes(&desk), ["direct", CJ, "67", "90", "99"]);
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
        let desk = Desk::of(&[(200, COMPANIES)]);
        desk.run(desk.grip.learn_couriers()).await.unwrap();
        read.push(desk.grip.couriers());
    }
    assert!(std::ptr::eq(read[0], read[1]), "another copy for every account");
    let other =
        json!({"deliveryCompanies": [{"companySeq": 1, "companyName": "한진택배", "serviceType": 1}]});
    let desk = Desk::of(&[(200, &other.to_string())]);
    desk.run(desk.grip.learn_couriers()).await.unwrap();
    assert_eq!(desk.grip.couriers().len(), 2);
    assert_eq!(read[0].len(), 5, "the former list stays as it was");
}

#[tokio::test]
async fn a_couriers_numbers_are_judged_by_the_rule_of_its_name() {
    let desk = Desk::of(&[(200, COMPANIES)]);
    desk.run(desk.grip.learn_couriers()).await.unwrap();
    let rules: Vec<(&str, DigitRule)> =
        desk.grip.couriers().iter().map(|known| (known.name, known.rule)).collect();
    let cj = DigitRule::Lengths(&[10, 12]);
    assert_eq!(
        rules,
        [
            ("직접 수령 (송장 없음)", DigitRule::NoNumber),
            ("CJ대한통운", cj),
            ("CJ대한통운 (새벽배송)", cj),
            ("EMS (해외배송)", DigitRule::Unstated),
            ("기타", DigitRule::Unstated),
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
        let desk = Desk::of(&[(200, body), (200, COMPANIES)]);
        let error = desk.run(desk.grip.learn_couriers()).await.unwrap_err();
        assert_eq!((error.kind, desk.grip.couriers().len()), (ErrorKind::Unreadable, 1));
        desk.run(desk.grip.learn_couriers()).await.unwrap();
        assert_eq!(desk.grip.couriers().len(), 5, "a failed reading is not fresh");
    }
}
