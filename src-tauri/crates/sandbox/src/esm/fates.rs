//! What becomes of the orders of a generated shop: every state a seller meets, in everyday shares.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;

use super::generate::Maker;
use super::model::Distribution;
use super::settings::Settings;
use super::site::{Key, Site};
use super::state::State;
use super::story::Story;
use super::verbs::OrderWish;

/// What becomes of one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    NewMoving,
    NewWithAddition,
    Unpaid,
    Gift,
    GiftAccepted,
    Overseas,
    Fulfilment,
    SellerStar,
    CancelledAtOnce,
    Preparing,
    PreparingDelayed,
    CancelAsked,
    CancelDone,
    CancelRefused,
    Shipping,
    DirectDelivery,
    Delivered,
    Decided,
    SupportCancelled,
    Reported,
    ReportAnswered,
    ReturnAsked,
    ReturnCollecting,
    ReturnCollected,
    ReturnHeld,
    ReturnDone,
    ReturnWithdrawn,
    ReturnBySupport,
    ReturnFast,
    ExchangeAsked,
    ExchangeCollected,
    ExchangeHeld,
    ExchangeResent,
    ExchangeDone,
    ExchangeWithdrawn,
}

/// How often each fate occurs in a hundred.
const SHARES: [(Fate, usize); 36] = [
    (Fate::New, 20),
    (Fate::NewMoving, 2),
    (Fate::NewWithAddition, 2),
    (Fate::Unpaid, 2),
    (Fate::Gift, 1),
    (Fate::GiftAccepted, 1),
    (Fate::Overseas, 1),
    (Fate::Fulfilment, 1),
    (Fate::SellerStar, 1),
    (Fate::CancelledAtOnce, 2),
    (Fate::Preparing, 18),
    (Fate::PreparingDelayed, 2),
    (Fate::CancelAsked, 4),
    (Fate::CancelDone, 1),
    (Fate::CancelRefused, 1),
    (Fate::Shipping, 8),
    (Fate::DirectDelivery, 1),
    (Fate::Delivered, 6),
    (Fate::Decided, 4),
    (Fate::SupportCancelled, 1),
    (Fate::Reported, 2),
    (Fate::ReportAnswered, 1),
    (Fate::ReturnAsked, 3),
    (Fate::ReturnCollecting, 2),
    (Fate::ReturnCollected, 1),
    (Fate::ReturnHeld, 1),
    (Fate::ReturnDone, 1),
    (Fate::ReturnWithdrawn, 1),
    (Fate::ReturnBySupport, 1),
    (Fate::ReturnFast, 1),
    (Fate::ExchangeAsked, 2),
    (Fate::ExchangeCollected, 1),
    (Fate::ExchangeHeld, 1),
    (Fate::ExchangeResent, 1),
    (Fate::ExchangeDone, 1),
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
        Self::New
    }

    /// Minutes ago the order was placed, at most. A cancel request must be younger than a day, or it is
    /// cancelled by itself.
    fn age(self) -> i64 {
        match self {
            Self::New | Self::NewMoving | Self::NewWithAddition | Self::Unpaid | Self::Gift => 30 * 60,
            Self::CancelAsked => 20 * 60,
            Self::GiftAccepted | Self::Overseas | Self::Fulfilment | Self::SellerStar => 2 * DAY,
            Self::Preparing | Self::PreparingDelayed | Self::CancelledAtOnce => 3 * DAY,
            Self::Shipping | Self::DirectDelivery | Self::CancelRefused => 4 * DAY,
            Self::Delivered | Self::Reported | Self::ReportAnswered => 12 * DAY,
            _ => 20 * DAY,
        }
    }

    fn youngest(self) -> i64 {
        if self == Self::New { 10 } else { self.age() / 3 }
    }

    fn wish(self) -> OrderWish {
        let plain = OrderWish::default();
        match self {
            Self::NewWithAddition => OrderWish { addition: true, ..plain },
            Self::Unpaid => OrderWish { unpaid: true, ..plain },
            Self::Gift | Self::GiftAccepted => OrderWish { lines: Some(1), gift: true, ..plain },
            Self::Overseas => OrderWish { overseas: true, lines: Some(1), ..plain },
            Self::Fulfilment => {
                OrderWish { distribution: Some(Distribution::Fulfilment), lines: Some(1), ..plain }
            }
            Self::SellerStar => {
                OrderWish { distribution: Some(Distribution::SellerStar), lines: Some(1), ..plain }
            }
            _ => plain,
        }
    }
}

/// The order of one index, from payment to its fate; the sites take turns.
pub(crate) fn fulfil(maker: &mut Maker, state: &mut State, index: usize, now: DateTime<Utc>) {
    let site = Site::ALL[index % Site::ALL.len()];
    let fate = Fate::of(index / Site::ALL.len());
    let minutes = maker.rng.random_range(fate.youngest()..fate.age());
    let at = now - TimeDelta::minutes(minutes) - TimeDelta::milliseconds(minutes * 973 % 60_000);
    let placed = maker.order(state, site, at, &fate.wish());
    for number in &placed.order_nos {
        super::life::after_order(state, &Settings::default(), Key::new(site, *number), at);
    }
    let rest = TimeDelta::minutes(minutes);
    Story { maker, state, settings: Settings::default(), placed, at, rest }.tell(fate);
}
