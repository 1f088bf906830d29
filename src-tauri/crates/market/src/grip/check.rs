//! The connection test: a count, which shows host, clock and key, then orders and couriers.

use chrono::TimeDelta;
use domain::Sentence;

use super::Grip;
use super::lists::{List, Place, Question};
use crate::{Check, CheckStep, CheckedPart, ErrorKind, MarketError};

/// From this difference on the clock is remarked upon: a fingerprint carries the moment of its making.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(1);

const CLOCK_DRIFTS: Sentence = Sentence::fixed(
    "PC 시각이 그립 서버와 1분 넘게 다릅니다. 10분이 넘으면 접속이 거부되니 시각을 자동으로 맞추도록 설정하세요.",
    "This computer's clock differs from Grip's by more than a minute. From ten minutes on Grip lets nobody in: let it set itself.",
);

/// The parts in order, with what is said when each is right.
const PARTS: [(CheckedPart, &str, &str); 5] = [
    (CheckedPart::Reach, "그립 서버가 응답합니다.", "Grip's server answers."),
    (CheckedPart::Clock, "PC 시각이 맞습니다.", "This computer's clock is right."),
    (
        CheckedPart::Address,
        "그립은 접속 IP를 등록하지 않습니다.",
        "Grip lets every address in, and none has to be registered.",
    ),
    (CheckedPart::Key, "키가 유효합니다.", "The key is valid."),
    (
        CheckedPart::Orders,
        "주문과 택배사 목록을 읽을 수 있습니다.",
        "Orders and the list of couriers can be read.",
    ),
];

impl Grip {
    /// Asks for the smallest things.
    pub(super) async fn check_connection(&self) -> Check {
        self.line.knock();
        let broken = match self.count("order/count", "orderCount", "").await {
            Err(error) => Some(blame(error)),
            Ok(_) => self.check_reading().await.err().map(|error| (CheckedPart::Orders, error)),
        };
        Check { steps: self.steps(broken) }
    }

    /// A page of what is paid and waits, and the couriers.
    async fn check_reading(&self) -> Result<(), MarketError> {
        let question = Question { states: "1", ..Question::within(self.reach()) };
        self.page(List::Orders, question, &Place::default()).await?;
        self.learn().await
    }

    /// Every part up to the one that the failure is about.
    fn steps(&self, broken: Option<(CheckedPart, MarketError)>) -> Vec<CheckStep> {
        let mut steps = Vec::new();
        for (what, ko, en) in PARTS {
            let result = match &broken {
                Some((part, error)) if *part == what => Err(error.clone()),
                _ if what == CheckedPart::Clock && self.drifts() => Ok(CLOCK_DRIFTS),
                _ => Ok(Sentence::fixed(ko, en)),
            };
            let failed = result.is_err();
            steps.push(CheckStep { what, result });
            if failed {
                break;
            }
        }
        steps
    }

    /// Whether this computer's clock is wrong by too much.
    fn drifts(&self) -> bool {
        self.line.clock_difference().is_some_and(|by| by.abs() > CLOCK_TOLERANCE)
    }
}

/// The part that a failure of the count is about. A refusal without a code comes from what stands before the orders, and
/// there only the key can be refused; one with a code is Grip's answer to the request.
fn blame(error: MarketError) -> (CheckedPart, MarketError) {
    let part = match error.kind {
        ErrorKind::Network => CheckedPart::Reach,
        ErrorKind::Timeout | ErrorKind::Blocked if error.status.is_none() => CheckedPart::Reach,
        ErrorKind::ClockWrong => CheckedPart::Clock,
        ErrorKind::KeyRejected => CheckedPart::Key,
        ErrorKind::Refused if error.code.is_empty() => CheckedPart::Key,
        _ => CheckedPart::Orders,
    };
    (part, error)
}
