//! What became of each order of a generated shop, told with the shop's own moves so that every order and claim
//! is one the marketplace could really hold.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;

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
    PaidTogether,
    Unpaid,
    Gift,
    GiftReceived,
    Reserved,
    Overseas,
    Visit,
    CanceledAtOnce,
    CancelAskedEarly,
    Confirmed,
    ConfirmedDelayed,
    Overdue,
    CancelAsked,
    CancelPartly,
    CancelDone,
    CancelRefused,
    CancelWithdrawn,
    SoldOut,
    LateCanceled,
    Shipping,
    Missing,
    Delivered,
    Decided,
    OfficeCanceled,
    ReturnAsked,
    ReturnArrived,
    ReturnHeld,
    ReturnHeldForGood,
    ReturnDone,
    ReturnRefused,
    ReturnWithdrawn,
    ExchangeAsked,
    ExchangeArrived,
    ExchangeHeld,
    ExchangeSent,
    ExchangeRefused,
    ExchangeWithdrawn,
}

/// How often each fate occurs in a hundred.
const SHARES: [(Fate, usize); 40] = [
    (Fate::Paid, 23),
    (Fate::PaidMoving, 1),
    (Fate::PaidWithAddOns, 3),
    (Fate::PaidTogether, 1),
    (Fate::Unpaid, 1),
    (Fate::Gift, 1),
    (Fate::GiftReceived, 1),
    (Fate::Reserved, 1),
    (Fate::Overseas, 1),
    (Fate::Visit, 1),
    (Fate::CanceledAtOnce, 2),
    (Fate::CancelAskedEarly, 1),
    (Fate::Confirmed, 17),
    (Fate::ConfirmedDelayed, 1),
    (Fate::Overdue, 2),
    (Fate::CancelAsked, 2),
    (Fate::CancelPartly, 1),
    (Fate::CancelDone, 1),
    (Fate::CancelRefused, 1),
    (Fate::CancelWithdrawn, 1),
    (Fate::SoldOut, 1),
    (Fate::LateCanceled, 1),
    (Fate::Shipping, 8),
    (Fate::Missing, 1),
    (Fate::Delivered, 6),
    (Fate::Decided, 5),
    (Fate::OfficeCanceled, 1),
    (Fate::ReturnAsked, 2),
    (Fate::ReturnArrived, 1),
    (Fate::ReturnHeld, 1),
    (Fate::ReturnHeldForGood, 1),
    (Fate::ReturnDone, 1),
    (Fate::ReturnRefused, 1),
    (Fate::ReturnWithdrawn, 1),
    (Fate::ExchangeAsked, 1),
    (Fate::ExchangeArrived, 1),
    (Fate::ExchangeHeld, 1),
    (Fate::ExchangeSent, 1),
    (Fate::ExchangeRefused, 1),
    (Fate::ExchangeWithdrawn, 1),
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
            Self::Paid | Self::PaidMoving | Self::PaidWithAddOns | Self::PaidTogether | Self::Unpaid => {
                30 * 60
            }
            Self::Gift | Self::Confirmed | Self::ConfirmedDelayed | Self::CancelAsked => 2 * DAY,
            Self::CancelAskedEarly | Self::GiftReceived | Self::Overseas | Self::Visit => 2 * DAY,
            Self::CanceledAtOnce | Self::CancelPartly | Self::SoldOut => 3 * DAY,
            Self::Overdue | Self::Reserved | Self::LateCanceled => 6 * DAY,
            Self::Shipping | Self::Missing | Self::CancelRefused | Self::CancelWithdrawn => 5 * DAY,
            Self::Decided | Self::OfficeCanceled => 20 * DAY,
            _ => 13 * DAY,
        }
    }

    fn youngest(self) -> i64 {
        if self == Self::Paid { 10 } else { self.age() / 2 }
    }

    fn wish(self) -> OrderWish {
        let plain = OrderWish::default();
        match self {
            Self::PaidWithAddOns => OrderWish { lines: Some(1), add_ons: 2, ..plain },
            Self::Unpaid => OrderWish { unpaid: true, ..plain },
            Self::Gift | Self::GiftReceived => OrderWish { lines: Some(1), gift: true, ..plain },
            Self::Reserved => OrderWish { lines: Some(1), reserved: true, ..plain },
            Self::Overseas => OrderWish { overseas: true, lines: Some(1), ..plain },
            Self::Visit => OrderWish { visit: true, lines: Some(1), ..plain },
            Self::CancelPartly => OrderWish { quantity: Some(3), lines: Some(1), ..plain },
            _ => plain,
        }
    }
}

/// The order of one index, from payment to its fate.
pub(crate) fn fulfil(maker: &mut Maker, state: &mut State, index: usize, now: DateTime<Utc>) {
    let fate = Fate::of(index);
    let minutes = maker.rng.random_range(fate.youngest()..fate.age());
    let at = now - TimeDelta::minutes(minutes) - TimeDelta::seconds(minutes % 60);
    let placed = maker.order(state, at, &fate.wish());
    let rest = TimeDelta::minutes(minutes) - TimeDelta::minutes(2);
    let at = at + TimeDelta::minutes(2);
    Story { maker, state, settings: Settings::default(), placed, at, rest }.tell(fate);
}
