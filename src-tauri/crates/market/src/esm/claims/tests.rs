use proptest::prelude::*;

use super::*;
use crate::layers::tests::noon;

/// The days that a span asks for.
fn days(span: Span) -> Vec<chrono::NaiveDate> {
    day_of(span.from).iter_days().take_while(|day| *day <= day_of(span.to)).collect()
}

proptest! {
    /// However often a span is halved, it ends at single days, and every day is asked for once.
    #[test]
    fn halves_cover_every_day_once(minutes in 0_i64..60_000, back in 0_i64..3_000) {
        let from = noon() - TimeDelta::minutes(back);
        let whole = Span { from, to: from + TimeDelta::minutes(minutes) };
        let (mut asked, mut spans) = (Vec::new(), vec![whole]);
        while let Some(span) = spans.pop() {
            match halves(span) {
                Some((older, newer)) => spans.extend([newer, older]),
                None => asked.extend(days(span)),
            }
            prop_assert!(spans.len() < 100);
        }
        prop_assert_eq!(asked, days(whole));
    }
}
