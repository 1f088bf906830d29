//! The connection test: a token, the seller's account where it can be read, one small list, and what their end
//! says about each part.

use chrono::TimeDelta;
use domain::Sentence;

use super::wire::scalar::stamp;
use super::{Naver, Query};
use crate::{Check, CheckStep, CheckedPart, ErrorKind, MarketError};

/// From this difference on the clock is remarked upon; a signature is good for five minutes.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(1);

/// Naver still takes it, but not for long.
const CLOCK_OFF: Sentence = Sentence::fixed(
    "PC 시각이 네이버와 1분 넘게 다릅니다. 5분을 넘으면 접속할 수 없으니 시각을 자동으로 맞추도록 설정하세요.",
    "This computer's clock differs from Naver's by more than a minute. From five minutes on nothing works: let it set itself.",
);

/// The parts in order, with what is said when each is right.
const PARTS: [(CheckedPart, &str, &str); 5] = [
    (CheckedPart::Reach, "네이버 서버가 응답합니다.", "Naver's server answers."),
    (CheckedPart::Clock, "PC 시각이 맞습니다.", "This computer's clock is right."),
    (CheckedPart::Address, "이 PC의 IP가 등록되어 있습니다.", "This computer's address is registered."),
    (CheckedPart::Key, "키가 유효합니다.", "The key is valid."),
    (CheckedPart::Orders, "주문을 읽을 수 있습니다.", "Orders can be read."),
];

impl Naver {
    /// Asks for the seller's account and for one row of the last minute's changes.
    pub(super) async fn check_connection(&self) -> Check {
        self.line.knock();
        let broken = match self.check_account().await {
            Err(error) => Some(self.blame(CheckedPart::Key, error)),
            Ok(()) => self.check_orders().await.err().map(|error| self.blame(CheckedPart::Orders, error)),
        };
        Check { steps: self.steps(broken) }
    }

    /// A read that has nothing to do with orders.
    async fn check_account(&self) -> Result<(), MarketError> {
        let Some(path) = self.flavor.account_path else { return Ok(()) };
        self.read("account", path.to_owned(), Query::default()).await.map(|_| ())
    }

    /// The smallest list.
    async fn check_orders(&self) -> Result<(), MarketError> {
        const OPERATION: &str = "last-changed-statuses";
        let now = self.now();
        let query = Query::default()
            .with("lastChangedFrom", stamp(now - TimeDelta::minutes(1)))
            .with("lastChangedTo", stamp(now))
            .with("limitCount", "1");
        let path = self.path(format_args!("product-orders/{OPERATION}"));
        self.read(OPERATION, path, query).await.map(|_| ())
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

    /// The part that a failure is about; `asked` when it says nothing else.
    fn blame(&self, asked: CheckedPart, error: MarketError) -> (CheckedPart, MarketError) {
        let part = match error.kind {
            ErrorKind::Network => CheckedPart::Reach,
            ErrorKind::Timeout | ErrorKind::Blocked if error.status.is_none() => CheckedPart::Reach,
            ErrorKind::ClockWrong => CheckedPart::Clock,
            ErrorKind::AddressNotRegistered => CheckedPart::Address,
            ErrorKind::KeyRejected | ErrorKind::KeyExpired | ErrorKind::QuotaExceeded => CheckedPart::Key,
            _ => asked,
        };
        (part, error)
    }
}
