//! The connection test: one small list of orders, and what its end says about each part.

use chrono::TimeDelta;
use domain::Sentence;

use super::Esm;
use super::orders::OrderList;
use crate::{Check, CheckStep, CheckedPart, ErrorKind, MarketError, Span};

/// From this difference on the clock is remarked upon: a token carries the moment of its signing.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(1);

const CLOCK_OFF: Sentence = Sentence::fixed(
    "PC 시각이 ESM과 1분 넘게 다릅니다. 발송 시각이 틀리게 등록될 수 있으니 시각을 자동으로 맞추도록 설정하세요.",
    "This computer's clock differs from ESM's by more than a minute. Times of dispatch may be wrong: let it set itself.",
);

/// The parts in order, with what is said when each is right.
const PARTS: [(CheckedPart, &str, &str); 5] = [
    (CheckedPart::Reach, "ESM 서버가 응답합니다.", "ESM's server answers."),
    (CheckedPart::Clock, "PC 시각이 맞습니다.", "This computer's clock is right."),
    (CheckedPart::Address, "이 PC의 IP로 접속할 수 있습니다.", "This computer's address is let in."),
    (CheckedPart::Key, "키가 유효합니다.", "The key is valid."),
    (CheckedPart::Orders, "주문을 읽을 수 있습니다.", "Orders can be read."),
];

impl Esm {
    /// Asks for today's paid orders. Rights are given for each API, so that no other call tells more of the key.
    pub(super) async fn check_connection(&self) -> Check {
        self.line.knock();
        Check { steps: self.steps(self.check_orders().await.err().map(blame)) }
    }

    /// The smallest list.
    async fn check_orders(&self) -> Result<(), MarketError> {
        let now = self.now();
        let today = Span { from: now, to: now };
        self.order_page(OrderList::Paid(1), today, 1).await.map(|_| ())
    }

    /// Every part up to the one that the failure is about.
    fn steps(&self, broken: Option<(CheckedPart, MarketError)>) -> Vec<CheckStep> {
        let mut steps = Vec::new();
        for (what, ko, en) in PARTS {
            let result = match &broken {
                Some((part, error)) if *part == what => Err(error.clone()),
                _ if what == CheckedPart::Clock && self.drifts() => Ok(CLOCK_OFF),
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

/// The part that a failure is about; the orders when it says nothing else.
fn blame(error: MarketError) -> (CheckedPart, MarketError) {
    let part = match error.kind {
        ErrorKind::Network => CheckedPart::Reach,
        ErrorKind::Timeout | ErrorKind::Blocked if error.status.is_none() => CheckedPart::Reach,
        ErrorKind::AddressNotRegistered => CheckedPart::Address,
        ErrorKind::KeyRejected => CheckedPart::Key,
        _ => CheckedPart::Orders,
    };
    (part, error)
}
