//! The connection test: one small list, and what its end says about each part.

use chrono::TimeDelta;
use domain::Sentence;

use super::feeds::list;
use super::windows::Stretch;
use super::{Elevenst, unsupported};
use crate::{Check, CheckStep, CheckedPart, ErrorKind, MarketError, Span};

/// From this difference on the clock is remarked upon: lists are asked for by the minute.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(1);

/// Nothing is signed with the clock, but what it has not reached is not asked for.
const CLOCK_OFF: Sentence = Sentence::fixed(
    "PC 시각이 11번가와 1분 넘게 다릅니다. 새 주문이 늦게 보일 수 있으니 시각을 자동으로 맞추도록 설정하세요.",
    "This computer's clock differs from 11st's by more than a minute. New orders may show late: let it set itself.",
);

/// The parts in order, with what is said when each is right.
const PARTS: [(CheckedPart, &str, &str); 5] = [
    (CheckedPart::Reach, "11번가 서버가 응답합니다.", "11st's server answers."),
    (CheckedPart::Clock, "PC 시각이 맞습니다.", "This computer's clock is right."),
    (CheckedPart::Address, "이 PC의 IP가 등록되어 있습니다.", "This computer's address is registered."),
    (CheckedPart::Key, "API 키가 유효합니다.", "The API key is valid."),
    (CheckedPart::Orders, "주문을 읽을 수 있습니다.", "Orders can be read."),
];

impl Elevenst {
    /// Asks for the last hour's new orders.
    pub(super) async fn check_connection(&self) -> Check {
        self.line.knock();
        let broken = self.check_orders().await.err().map(|error| (blamed(&error), error));
        Check { steps: self.steps(broken) }
    }

    /// The smallest list.
    async fn check_orders(&self) -> Result<(), MarketError> {
        let now = self.latest();
        let stretch = Stretch::of(Span { from: now - TimeDelta::hours(1), to: now });
        let list = list("complete").ok_or_else(|| unsupported("complete"))?;
        self.rows(list, stretch).await.map(drop)
    }

    /// Every part up to the one that the failure is about.
    fn steps(&self, broken: Option<(CheckedPart, MarketError)>) -> Vec<CheckStep> {
        let mut steps = Vec::new();
        for (what, ko, en) in PARTS {
            match &broken {
                Some((part, error)) if *part == what => {
                    steps.push(CheckStep { what, result: Err(error.clone()) });
                    break;
                }
                _ if what == CheckedPart::Clock && self.drifts() => {
                    steps.push(CheckStep { what, result: Ok(CLOCK_OFF) });
                }
                _ => steps.push(CheckStep { what, result: Ok(Sentence::fixed(ko, en)) }),
            }
        }
        steps
    }

    /// Whether this computer's clock is wrong by too much.
    fn drifts(&self) -> bool {
        self.line.clock_difference().is_some_and(|by| by.abs() > CLOCK_TOLERANCE)
    }
}

/// The part that a failure is about.
const fn blamed(error: &MarketError) -> CheckedPart {
    match error.kind {
        ErrorKind::Network => CheckedPart::Reach,
        ErrorKind::Timeout | ErrorKind::Blocked if error.status.is_none() => CheckedPart::Reach,
        ErrorKind::AddressNotRegistered => CheckedPart::Address,
        ErrorKind::KeyRejected | ErrorKind::KeyExpired => CheckedPart::Key,
        _ => CheckedPart::Orders,
    }
}
