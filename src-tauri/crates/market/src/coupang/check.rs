//! The connection test: one small read, and what its end says about each part.

use chrono::TimeDelta;
use domain::Sentence;

use super::{Coupang, feeds};
use crate::{Check, CheckStep, CheckedPart, ErrorKind, MarketError, Span};

/// From this difference on, a refused signature is blamed on the clock. The real window is undocumented.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(1);

/// Coupang still takes it, but not for long.
const CLOCK_OFF: Sentence = Sentence::fixed(
    "PC 시각이 쿠팡과 1분 넘게 다릅니다. 시각을 자동으로 맞추도록 설정하세요.",
    "This computer's clock differs from Coupang's by more than a minute. Let it set itself.",
);

/// The parts in order, with what is said when each is right.
const PARTS: [(CheckedPart, &str, &str); 5] = [
    (CheckedPart::Reach, "쿠팡 서버가 응답합니다.", "Coupang's server answers."),
    (CheckedPart::Clock, "PC 시각이 맞습니다.", "This computer's clock is right."),
    (CheckedPart::Address, "이 PC의 IP가 등록되어 있습니다.", "This computer's address is registered."),
    (CheckedPart::Key, "키가 유효합니다.", "The key is valid."),
    (CheckedPart::Orders, "주문을 읽을 수 있습니다.", "Orders can be read."),
];

impl Coupang {
    /// Asks for today's paid orders, and no more than that: every failed call counts against the seller.
    pub(super) async fn check_connection(&self) -> Check {
        self.line.knock();
        let now = self.clock.now();
        let span = Span { from: now - TimeDelta::hours(1), to: now };
        let failure = self.order_page(feeds::ACCEPT, span, None, "1").await.err();
        Check { steps: self.steps(failure) }
    }

    /// Every part up to the one that the failure is about.
    fn steps(&self, failure: Option<MarketError>) -> Vec<CheckStep> {
        let broken = failure.map(|error| self.blame(error));
        let mut steps = Vec::new();
        for (what, ko, en) in PARTS {
            match &broken {
                Some((part, error)) if *part == what => {
                    steps.push(CheckStep { what, result: Err(error.clone()) });
                    break;
                }
                _ if what == CheckedPart::Clock && self.drift().is_some() => {
                    steps.push(CheckStep { what, result: Ok(CLOCK_OFF) });
                }
                _ => steps.push(CheckStep { what, result: Ok(Sentence::fixed(ko, en)) }),
            }
        }
        steps
    }

    /// By how much this computer's clock is wrong, if it is too much.
    fn drift(&self) -> Option<TimeDelta> {
        self.line.clock_difference().filter(|by| by.abs() > CLOCK_TOLERANCE)
    }

    /// The part that a failure is about.
    fn blame(&self, error: MarketError) -> (CheckedPart, MarketError) {
        let part = match error.kind {
            ErrorKind::Network => CheckedPart::Reach,
            ErrorKind::Timeout | ErrorKind::Blocked if error.status.is_none() => CheckedPart::Reach,
            ErrorKind::ClockWrong => CheckedPart::Clock,
            ErrorKind::KeyRejected if self.drift().is_some() => {
                return (CheckedPart::Clock, MarketError { kind: ErrorKind::ClockWrong, ..error });
            }
            // Turned away before key and seller were looked at.
            ErrorKind::AddressNotRegistered | ErrorKind::Blocked | ErrorKind::RateLimited => {
                CheckedPart::Address
            }
            ErrorKind::KeyRejected | ErrorKind::KeyExpired => CheckedPart::Key,
            _ => CheckedPart::Orders,
        };
        (part, error)
    }
}
