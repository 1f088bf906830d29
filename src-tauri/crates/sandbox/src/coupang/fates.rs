//! What became of each order of a generated shop, told with the shop's own moves so that
//! every order and claim is one the marketplace could really hold.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;

use super::generate::Maker;
use super::settings::Settings;
use super::state::State;
use super::story::Story;
use super::verbs::OrderWish;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Accepted,
    AcceptedRefundPending,
    AcceptedMoving,
    AcceptedPartlyCancelled,
    CancelledAtOnce,
    Instructed,
    StopWhole,
    StopPart,
    Departed,
    DepartedStop,
    LongUndelivered,
    Delivering,
    NoneTracking,
    Delivered,
    Confirmed,
    Stopped,
    StoppedByCs,
    StopRefused,
    StopMissed,
    ReturnAsked,
    ReturnReceived,
    ReturnDone,
    ReturnLost,
    ReturnChecked,
    ReturnWithdrawn,
    ExchangeAsked,
    ExchangeCollecting,
    ExchangeReceived,
    ExchangeShipped,
    ExchangeDone,
    ExchangeRejected,
    ExchangeWithdrawn,
}

/// How often each fate occurs in a hundred and some orders.
const SHARES: [(Fate, usize); 32] = [
    (Fate::Accepted, 37),
    (Fate::AcceptedRefundPending, 1),
    (Fate::AcceptedMoving, 3),
    (Fate::AcceptedPartlyCancelled, 1),
    (Fate::CancelledAtOnce, 2),
    (Fate::Instructed, 32),
    (Fate::StopWhole, 3),
    (Fate::StopPart, 2),
    (Fate::Departed, 5),
    (Fate::DepartedStop, 1),
    (Fate::LongUndelivered, 1),
    (Fate::Delivering, 4),
    (Fate::NoneTracking, 1),
    (Fate::Delivered, 3),
    (Fate::Confirmed, 1),
    (Fate::Stopped, 1),
    (Fate::StoppedByCs, 1),
    (Fate::StopRefused, 1),
    (Fate::StopMissed, 1),
    (Fate::ReturnAsked, 2),
    (Fate::ReturnReceived, 1),
    (Fate::ReturnDone, 1),
    (Fate::ReturnLost, 1),
    (Fate::ReturnChecked, 1),
    (Fate::ReturnWithdrawn, 1),
    (Fate::ExchangeAsked, 1),
    (Fate::ExchangeCollecting, 1),
    (Fate::ExchangeReceived, 1),
    (Fate::ExchangeShipped, 1),
    (Fate::ExchangeDone, 1),
    (Fate::ExchangeRejected, 1),
    (Fate::ExchangeWithdrawn, 1),
];

/// Sum of the shares.
const CYCLE: usize = 115;
/// Has no factor in common with the cycle, so that every fate comes once per cycle.
const STRIDE: usize = 37;

impl Fate {
    fn of(index: usize) -> Self {
        let mut place = index * STRIDE % CYCLE;
        for (fate, share) in SHARES {
            if place < share {
                return fate;
            }
            place -= share;
        }
        Self::Accepted
    }

    /// Minutes ago the order was placed, at most.
    fn age(self) -> i64 {
        match self {
            Self::Accepted
            | Self::AcceptedRefundPending
            | Self::AcceptedMoving
            | Self::AcceptedPartlyCancelled => 30 * 60,
            Self::CancelledAtOnce | Self::Instructed | Self::StopWhole | Self::StopPart => 3 * DAY,
            Self::Stopped | Self::StoppedByCs | Self::StopRefused | Self::Departed => 4 * DAY,
            Self::DepartedStop | Self::Delivering | Self::StopMissed => 4 * DAY,
            Self::LongUndelivered => 45 * DAY,
            _ => 20 * DAY,
        }
    }

    /// Minutes ago, at least; a long undelivered parcel left more than thirty days ago.
    fn youngest(self) -> i64 {
        match self {
            Self::LongUndelivered => 41 * DAY,
            Self::Accepted => 10,
            _ => self.age() / 2,
        }
    }
}

const DAY: i64 = 24 * 60;

/// The order of one index, from payment to its fate.
pub(crate) fn fulfil(maker: &mut Maker, state: &mut State, index: usize, now: DateTime<Utc>) {
    let fate = Fate::of(index);
    let minutes = maker.rng.random_range(fate.youngest()..fate.age());
    let paid = now - TimeDelta::minutes(minutes) - TimeDelta::microseconds(minutes * 973);
    let wish = match fate {
        Fate::StopPart | Fate::AcceptedPartlyCancelled => {
            OrderWish { options: Some(2), ..OrderWish::default() }
        }
        _ => OrderWish::default(),
    };
    let sheets = maker.order(state, paid, paid, &wish);
    let boxes: Vec<i64> = sheets.iter().map(|sheet| sheet.shipment_box_id).collect();
    for sheet in sheets {
        state.add_sheet(sheet);
    }
    for box_id in boxes {
        let mut story = Story {
            maker,
            state,
            settings: Settings::default(),
            box_id,
            at: paid,
            rest: TimeDelta::minutes(minutes),
        };
        story.tell(fate);
    }
}
