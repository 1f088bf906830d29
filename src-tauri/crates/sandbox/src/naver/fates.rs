//! What became of each order of a generated shop, told with the shop's own moves so that every
//! order and claim is one the marketplace could really hold.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;

use super::flavor::Flavor;
use super::generate::Maker;
use super::settings::Settings;
use super::state::State;
use super::story::Story;
use super::verbs::OrderWish;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Paid,
    PaidMoving,
    PaidWithAddOns,
    Unpaid,
    Gift,
    GiftReceived,
    Overseas,
    Hope,
    CanceledAtOnce,
    Canceling,
    Confirmed,
    ConfirmedDelayed,
    CancelAsked,
    CancelAskedWithAddOns,
    CancelPartly,
    CancelDone,
    CancelRefused,
    Delivering,
    DirectDelivery,
    Delivered,
    Decided,
    SupportCanceled,
    ReturnAsked,
    ReturnCollecting,
    ReturnCollected,
    ReturnHeld,
    ReturnDone,
    ReturnWithdrawn,
    ExchangeAsked,
    ExchangeCollected,
    ExchangeRedelivering,
    ExchangeThenReturn,
    ExchangeDone,
    ExchangeRejected,
}

/// How often each fate occurs in a hundred.
const SHARES: [(Fate, usize); 34] = [
    (Fate::Paid, 27),
    (Fate::PaidMoving, 2),
    (Fate::PaidWithAddOns, 3),
    (Fate::Unpaid, 1),
    (Fate::Gift, 1),
    (Fate::GiftReceived, 1),
    (Fate::Overseas, 1),
    (Fate::Hope, 2),
    (Fate::CanceledAtOnce, 2),
    (Fate::Canceling, 1),
    (Fate::Confirmed, 24),
    (Fate::ConfirmedDelayed, 1),
    (Fate::CancelAsked, 3),
    (Fate::CancelAskedWithAddOns, 1),
    (Fate::CancelPartly, 1),
    (Fate::CancelDone, 1),
    (Fate::CancelRefused, 1),
    (Fate::Delivering, 6),
    (Fate::DirectDelivery, 1),
    (Fate::Delivered, 4),
    (Fate::Decided, 2),
    (Fate::SupportCanceled, 1),
    (Fate::ReturnAsked, 2),
    (Fate::ReturnCollecting, 1),
    (Fate::ReturnCollected, 1),
    (Fate::ReturnHeld, 1),
    (Fate::ReturnDone, 1),
    (Fate::ReturnWithdrawn, 1),
    (Fate::ExchangeAsked, 1),
    (Fate::ExchangeCollected, 1),
    (Fate::ExchangeRedelivering, 1),
    (Fate::ExchangeThenReturn, 1),
    (Fate::ExchangeDone, 1),
    (Fate::ExchangeRejected, 1),
];

/// Sum of the shares.
const CYCLE: usize = 100;
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
        Self::Paid
    }

    /// Minutes ago the order was placed, at most.
    fn age(self) -> i64 {
        match self {
            Self::Paid | Self::PaidMoving | Self::PaidWithAddOns | Self::Unpaid | Self::Gift | Self::Hope => {
                30 * 60
            }
            Self::Confirmed | Self::ConfirmedDelayed | Self::CancelAsked | Self::CancelAskedWithAddOns => {
                2 * DAY
            }
            Self::Canceling | Self::GiftReceived | Self::Overseas | Self::CanceledAtOnce => 2 * DAY,
            Self::Delivering | Self::DirectDelivery | Self::CancelRefused => 4 * DAY,
            _ => 12 * DAY,
        }
    }

    fn youngest(self) -> i64 {
        if self == Self::Paid { 10 } else { self.age() / 2 }
    }

    /// Npay knows no wished days; every other one at SmartStore is N희망일배송.
    fn wish(self, flavor: Flavor, index: usize) -> OrderWish {
        let plain = OrderWish::default();
        match self {
            Self::PaidWithAddOns | Self::CancelAskedWithAddOns => {
                OrderWish { lines: Some(1), add_ons: 2, ..plain }
            }
            Self::Unpaid => OrderWish { unpaid: true, ..plain },
            Self::Gift | Self::GiftReceived => OrderWish { lines: Some(1), gift: true, ..plain },
            Self::Overseas => OrderWish { overseas: true, lines: Some(1), ..plain },
            Self::Hope if flavor.has_hope_delivery() => {
                let guaranteed = index % 2 == 1;
                OrderWish { hope: !guaranteed, guaranteed, ..plain }
            }
            Self::CancelPartly => OrderWish { quantity: Some(3), lines: Some(1), ..plain },
            _ => plain,
        }
    }
}

/// The order of one index, from payment to its fate.
pub(crate) fn fulfil(maker: &mut Maker, state: &mut State, index: usize, now: DateTime<Utc>) {
    let fate = Fate::of(index);
    let minutes = maker.rng.random_range(fate.youngest()..fate.age());
    let at = now - TimeDelta::minutes(minutes) - TimeDelta::milliseconds(minutes * 973);
    let placed = maker.order(state, at, &fate.wish(state.flavor, index));
    let rest = TimeDelta::minutes(minutes);
    Story { maker, state, settings: Settings::default(), placed, at, rest }.tell(fate);
}
