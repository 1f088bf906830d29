//! What a marketplace tells besides: kept, ordered, and printed without people.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Detail, DetailForm, DetailKind as Kind, Won};

fn told(kind: Kind, value: &str) -> Detail {
    Detail::told(kind, value).unwrap()
}

#[test]
fn what_is_empty_is_no_detail() {
    assert_eq!(Detail::told(Kind::Member, " "), None);
    assert_eq!(Detail::won(Kind::Points, None), None);
    assert_eq!((Detail::at(Kind::EndedAt, None), Detail::on(Kind::ArriveBy, None)), (None, None));
}

#[test]
fn every_form_is_written_so_that_it_can_be_read_again() {
    let (at, day): (DateTime<Utc>, NaiveDate) =
        ("2026-11-02T00:00:00.250Z".parse().unwrap(), "2026-11-02".parse().unwrap());
    let moment = Detail::at(Kind::EndedAt, Some(at)).unwrap();
    assert_eq!((moment.value.parse(), moment.kind.form()), (Ok(at), DetailForm::Moment));
    let on = Detail::on(Kind::ArriveBy, Some(day)).unwrap();
    assert_eq!((on.value.parse(), on.kind.form()), (Ok(day), DetailForm::Day));
    let won = Detail::won(Kind::Points, Some(Won::new(-12_900))).unwrap();
    assert_eq!((won.value.parse(), won.kind.form()), (Ok(-12_900_i64), DetailForm::Won));
}

#[test]
fn a_reading_that_keeps_silent_takes_nothing_away() {
    let before = [told(Kind::Member, "hong77"), told(Kind::ExpectedPayout, "900")];
    let now = [told(Kind::ExpectedPayout, "880"), told(Kind::PaymentMethod, "카드")];
    let kept = Detail::kept(&before, &now);
    let wanted =
        [told(Kind::Member, "hong77"), told(Kind::PaymentMethod, "카드"), told(Kind::ExpectedPayout, "880")];
    assert_eq!(kept, wanted);
    assert_eq!(Detail::kept(&kept, &now), kept, "the same reading again changes nothing");
}

#[test]
fn an_amount_that_falls_to_nothing_is_nothing_and_no_longer_the_last_one() {
    let amount = |won| Vec::from_iter(Detail::won(Kind::Points, Some(Won::new(won))));
    let kept = Detail::kept(&amount(900), &amount(0));
    assert_eq!(kept, amount(0));
    assert!(kept.iter().all(Detail::is_nothing) && !amount(900)[0].is_nothing());
    assert_eq!(Detail::kept(&kept, &[]), kept, "a reading that keeps silent does not bring it back");
    assert!(!told(Kind::Member, "0").is_nothing(), "only amounts are nothing");
}

#[test]
fn what_holds_for_a_while_ends_when_it_is_no_longer_told() {
    for kind in [
        Kind::PaymentDue,
        Kind::GiftDue,
        Kind::SameDay,
        Kind::RefundWaits,
        Kind::StopStatus,
        Kind::ReshipStatus,
    ] {
        assert_eq!(Detail::kept(&[told(kind, "1")], &[]), [], "{kind:?}");
    }
}

#[test]
fn nobody_is_printed() {
    for kind in Kind::ALL.iter().filter(|kind| kind.is_personal()) {
        assert!(!format!("{:?}", told(*kind, "hong77")).contains("hong77"), "{kind:?}");
    }
    assert!(format!("{:?}", told(Kind::PaymentMethod, "카드")).contains("카드"));
}
