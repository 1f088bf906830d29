//! Properties: a generated shop is one the marketplace could hold, and it is the same after it was saved.

use chrono::{DateTime, TimeZone, Utc};

use super::generate;
use super::model::LineStatus;
use super::state::State;

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 16, 3, 0, 0).unwrap()
}

#[test]
fn a_saved_shop_is_the_same_shop() {
    let state = generate::shop(5, 60, noon());
    let text = serde_json::to_string(&state).unwrap();
    let mut again: State = serde_json::from_str(&text).unwrap();
    again.touch();
    assert_eq!(again, state);
    assert!(state.lines.values().any(|line| line.status == LineStatus::Paid));
}
