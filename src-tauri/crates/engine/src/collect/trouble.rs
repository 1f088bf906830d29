//! What went wrong with a feed, as its column keeps it: a problem in JSON, so that a restart still knows it.

use domain::Sentence;

use crate::problem;
use crate::view::{Problem, ProblemCode};
use crate::words;

/// A problem as the column keeps it.
pub(super) fn kept(problem: &Problem) -> String {
    // A problem is plain text and always encodes; its sentence alone is the honest rest if it ever did not.
    serde_json::to_string(problem).unwrap_or_else(|_| words::kept(&problem.sentence))
}

/// The problem that a column keeps.
pub(crate) fn read(text: &str) -> Option<Problem> {
    serde_json::from_str(text).ok()
}

/// What a column says, for a person.
pub(crate) fn words(text: &str) -> Sentence {
    read(text).map_or_else(|| words::told(text), |problem| words::of_problem(&problem))
}

/// Records that could not be read while the rest of their page was.
pub(super) fn unread(records: u32, first: &str) -> Problem {
    Problem {
        quote: Some(first.to_owned()),
        ..problem::plain(
            ProblemCode::Unreadable,
            Sentence::new(
                format!(
                    "기록 {records}건을 읽지 못했습니다. 나머지는 수집했으니 이 주문들은 판매자센터에서 확인하세요."
                ),
                format!(
                    "{records} records could not be read. The rest was collected; look at these in the seller centre."
                ),
            ),
        )
    }
}

/// Whether a problem concerns the whole account, so that its other feeds would fail the same way. One list that
/// never answers in time says nothing about the others.
pub(crate) const fn is_account_wide(code: ProblemCode) -> bool {
    !matches!(
        code,
        ProblemCode::Refused
            | ProblemCode::WrongState
            | ProblemCode::Unsupported
            | ProblemCode::MarketFailed
            | ProblemCode::Network
            | ProblemCode::Unreadable
    )
}
