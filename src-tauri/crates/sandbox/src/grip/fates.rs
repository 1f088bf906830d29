//! What becomes of the orders of a generated shop: every state a seller meets, in everyday shares.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;

use super::generate::Maker;
use super::line_state::LineState;
use super::model::Payment;
use super::settings::Settings;
use super::state::State;
use super::story::Story;
use super::verbs::OrderWish;

/// What becomes of one order: it comes to a state, or has something besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    State(LineState),
    /// 결제완료, with 배송 지연 안내.
    Postponed,
    /// 결제완료, for 새벽배송.
    Dawn,
    /// 결제완료, for 해외배송.
    Overseas,
    /// 결제완료, for 직접배송.
    Direct,
    /// 결제완료, with a 사은품.
    Gift,
    /// 배송준비중, with courier and number.
    Told,
    /// 배송중, by 직접배송.
    DirectShipping,
}

/// How often each fate occurs in sixty.
const SHARES: [(Fate, usize); 41] = [
    (Fate::State(LineState::Paid), 9),
    (Fate::Postponed, 1),
    (Fate::Dawn, 1),
    (Fate::Overseas, 1),
    (Fate::Direct, 1),
    (Fate::Gift, 1),
    (Fate::State(LineState::AwaitingPayment), 1),
    (Fate::State(LineState::PaymentFailed), 1),
    (Fate::State(LineState::Preparing), 5),
    (Fate::Told, 1),
    (Fate::State(LineState::Delayed), 2),
    (Fate::State(LineState::Shipping), 4),
    (Fate::DirectShipping, 1),
    (Fate::State(LineState::Delivered), 3),
    (Fate::State(LineState::ReturnAsked), 2),
    (Fate::State(LineState::ReturnAwaited), 1),
    (Fate::State(LineState::ReturnReceived), 1),
    (Fate::State(LineState::ReturnDone), 1),
    (Fate::State(LineState::ReturnRefunded), 1),
    (Fate::State(LineState::ReturnAccountAwaited), 1),
    (Fate::State(LineState::ReturnRefundAwaited), 1),
    (Fate::State(LineState::ReturnWithdrawn), 1),
    (Fate::State(LineState::ReturnDenied), 1),
    (Fate::State(LineState::ExchangeAsked), 1),
    (Fate::State(LineState::ExchangeAccepted), 1),
    (Fate::State(LineState::ExchangeDenied), 1),
    (Fate::State(LineState::ExchangeShipping), 1),
    (Fate::State(LineState::ExchangeDelivered), 1),
    (Fate::State(LineState::ExchangeWithdrawn), 1),
    (Fate::State(LineState::SaleCancelled), 1),
    (Fate::State(LineState::SaleRefunded), 1),
    (Fate::State(LineState::SaleUnpaid), 1),
    (Fate::State(LineState::SaleAccountAwaited), 1),
    (Fate::State(LineState::SaleRefundAwaited), 1),
    (Fate::State(LineState::OrderCancelled), 1),
    (Fate::State(LineState::OrderRefunded), 1),
    (Fate::State(LineState::OrderUnpaid), 1),
    (Fate::State(LineState::OrderAccountAwaited), 1),
    (Fate::State(LineState::OrderRefundAwaited), 1),
    (Fate::State(LineState::Decided), 1),
    (Fate::State(LineState::Reviewed), 1),
];

/// Sum of the shares.
const CYCLE: usize = 60;
/// Has no factor in common with the cycle, so that every fate comes once per cycle.
const STRIDE: usize = 37;

const DAY: i64 = 24 * 60;

impl Fate {
    fn of(index: usize) -> Self {
        let mut place = index * STRIDE % CYCLE;
        for (fate, share) in SHARES {
            if place < share {
                return fate;
            }
            place -= share;
        }
        Self::State(LineState::Paid)
    }

    /// The state its lines end in.
    pub(super) fn state(self) -> LineState {
        match self {
            Self::State(state) => state,
            Self::Told => LineState::Preparing,
            Self::DirectShipping => LineState::Shipping,
            _ => LineState::Paid,
        }
    }

    /// Minutes ago the order was placed, at most. What is being prepared for three days is late.
    fn age(self) -> i64 {
        match self.state() {
            LineState::Paid | LineState::AwaitingPayment => 30 * 60,
            LineState::Preparing => 3 * DAY,
            LineState::Shipping => 4 * DAY,
            LineState::Delayed => 7 * DAY,
            state if state.code() >= 60 && state < LineState::Decided => 4 * DAY,
            LineState::ReturnDone => 8 * DAY,
            LineState::Delivered => 12 * DAY,
            _ => 20 * DAY,
        }
    }

    fn youngest(self) -> i64 {
        match self.state() {
            LineState::Paid => 10,
            LineState::Delayed => 5 * DAY,
            _ => self.age() / 3,
        }
    }

    /// Refunds by 가상계좌 wait for the buyer, the others do not; elsewhere the methods take turns, and one of
    /// the returns that wait for their refund is by 가상계좌.
    fn payment(self, index: usize) -> Payment {
        let state = self.state();
        let to_account = state.with_account().is_some()
            || matches!(
                state,
                LineState::SaleRefundAwaited | LineState::OrderRefundAwaited | LineState::ReturnRefundAwaited
            );
        match Payment::ALL[index % Payment::ALL.len()] {
            _ if to_account || is_unpaid(state) => Payment::VirtualAccount,
            _ if state == LineState::ReturnReceived => Payment::VirtualAccount,
            Payment::VirtualAccount if ends_without_account(state) => Payment::Card,
            drawn => drawn,
        }
    }

    fn wish(self, index: usize) -> OrderWish {
        let state = self.state();
        OrderWish {
            payment: Some(self.payment(index)),
            dawn: self == Self::Dawn,
            overseas: self == Self::Overseas || (state == LineState::Shipping && index.is_multiple_of(2)),
            direct: matches!(self, Self::Direct | Self::DirectShipping),
            gift: self == Self::Gift,
            unpaid: is_unpaid(state),
            ..OrderWish::default()
        }
    }
}

/// Its money went back, or goes, without a word of the buyer's.
fn ends_without_account(state: LineState) -> bool {
    matches!(
        state,
        LineState::ReturnDone
            | LineState::ReturnRefunded
            | LineState::SaleCancelled
            | LineState::SaleRefunded
            | LineState::OrderCancelled
            | LineState::OrderRefunded
    )
}

/// Nobody ever paid.
fn is_unpaid(state: LineState) -> bool {
    matches!(
        state,
        LineState::AwaitingPayment
            | LineState::PaymentFailed
            | LineState::SaleUnpaid
            | LineState::OrderUnpaid
    )
}

/// The order of one index, from its payment to its fate.
pub(crate) fn fulfil(maker: &mut Maker, state: &mut State, index: usize, now: DateTime<Utc>) {
    let fate = Fate::of(index);
    let minutes = maker.rng.random_range(fate.youngest()..fate.age());
    let at = now - TimeDelta::minutes(minutes) - TimeDelta::milliseconds(minutes * 973 % 60_000);
    let keys = maker.order(state, at, &fate.wish(index));
    let settings = Settings::default();
    let rest = TimeDelta::minutes(minutes);
    let mut story = Story { maker, state, settings, keys, at, rest };
    story.tell(fate);
    if index % 7 == 3 {
        story.ask(index);
    }
}
