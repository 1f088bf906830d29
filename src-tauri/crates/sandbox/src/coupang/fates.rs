//! What became of each order of a generated shop, told with the shop's own moves so that
//! every order and claim is one the marketplace could really hold.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;

use super::claims::{Collect, ConfirmType};
use super::desk::Desk;
use super::exchanges;
use super::generate::Maker;
use super::life;
use super::model::{Parcel, SheetStatus};
use super::reasons::Reason;
use super::route::Operation;
use super::settings::Settings;
use super::shipping;
use super::state::State;
use super::verbs::{self, OrderWish, Quantity, Verb};
use crate::people;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
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
            Self::LongUndelivered => 40 * DAY,
            _ => 20 * DAY,
        }
    }
}

const DAY: i64 = 24 * 60;

/// The order of one index, from payment to its fate.
pub(crate) fn fulfil(maker: &mut Maker, state: &mut State, index: usize, now: DateTime<Utc>) {
    let fate = Fate::of(index);
    let age = fate.age();
    let minutes = maker.rng.random_range(age / 2..age).max(10);
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

/// One box on its way to its fate; `at` moves towards now.
struct Story<'a> {
    maker: &'a mut Maker,
    state: &'a mut State,
    settings: Settings,
    box_id: i64,
    at: DateTime<Utc>,
    rest: TimeDelta,
}

impl Story<'_> {
    fn tell(&mut self, fate: Fate) {
        match fate {
            Fate::Accepted => {}
            Fate::AcceptedRefundPending => self.refund_pending(),
            Fate::AcceptedMoving => self.moving(),
            Fate::AcceptedPartlyCancelled => self.cancel(true),
            Fate::CancelledAtOnce => self.cancel(false),
            Fate::Instructed => self.instruct(),
            Fate::StopWhole | Fate::StopPart | Fate::Stopped | Fate::StoppedByCs => {
                self.stop_story(fate);
            }
            Fate::StopRefused | Fate::StopMissed | Fate::DepartedStop => {
                self.late_stop_story(fate);
            }
            Fate::Departed => self.ship("CJGLS"),
            Fate::LongUndelivered => {
                self.instruct();
                self.ship_now("HANJIN");
            }
            Fate::Delivering => {
                self.ship("HANJIN");
                self.scan();
            }
            Fate::NoneTracking => self.ship("DIRECT"),
            Fate::Delivered => self.arrive(),
            Fate::Confirmed => {
                self.arrive();
                let shipment_box_id = self.box_id.to_string();
                self.act(Verb::BuyerConfirms { shipment_box_id });
            }
            _ => self.claim_story(fate),
        }
    }

    fn step(&mut self, share: i32) {
        let part = self.rest / share;
        self.at += part;
        self.rest -= part;
    }

    fn act(&mut self, verb: Verb) -> verbs::Done {
        match verbs::act(self.state, &self.settings, self.at, &verb) {
            Ok(done) => done,
            Err(obstacle) => {
                tracing::debug!(%obstacle, ?verb, "this order has no such fate");
                verbs::Done::default()
            }
        }
    }

    fn refund_pending(&mut self) {
        self.settings.refund_after = u32::MAX;
        self.step(3);
        self.cancel_items(true);
    }

    fn moving(&mut self) {
        let person = people::person(&mut self.maker.rng);
        let receiver = self.maker.receiver(&person);
        let shipment_box_id = self.box_id.to_string();
        self.act(Verb::BuyerChangesAddress { shipment_box_id, receiver, at_acknowledgement: true });
    }

    fn cancel(&mut self, partly: bool) {
        self.step(3);
        self.cancel_items(partly);
    }

    fn cancel_items(&mut self, partly: bool) -> Option<String> {
        let first = self.state.sheets.get(&self.box_id)?.items.first()?;
        let one = Quantity { vendor_item_id: first.goods.vendor_item_id.to_string(), count: 1 };
        let verb = Verb::BuyerCancels {
            shipment_box_id: self.box_id.to_string(),
            items: if partly { vec![one] } else { Vec::new() },
        };
        self.act(verb).receipt_id
    }

    fn instruct(&mut self) {
        self.step(4);
        self.state.instruct(self.box_id, self.at);
    }

    fn ship(&mut self, courier: &str) {
        self.instruct();
        self.step(3);
        self.ship_now(courier);
    }

    fn ship_now(&mut self, courier: &str) {
        let number: u64 = self.maker.rng.random_range(100_000_000_000..1_000_000_000_000);
        let parcel = Parcel { courier: courier.to_owned(), number: number.to_string() };
        let mut desk = Desk { state: &mut *self.state, settings: &self.settings, now: self.at, lag: 0 };
        shipping::ship(&mut desk, self.box_id, parcel, Operation::UploadInvoices);
        // What the generator did is not an application of anybody's call.
        if let Some(sheet) = self.state.sheets.get_mut(&self.box_id) {
            sheet.applied.clear();
        }
    }

    fn scan(&mut self) {
        self.step(3);
        life::scan(self.state, self.box_id, self.at);
    }

    fn arrive(&mut self) {
        self.ship("CJGLS");
        self.scan();
        self.step(3);
        life::deliver(self.state, self.box_id, self.at);
    }

    fn stop_story(&mut self, fate: Fate) {
        self.instruct();
        self.step(2);
        let Some(receipt_id) = self.cancel_items(fate == Fate::StopPart) else {
            return;
        };
        match fate {
            Fate::Stopped => {
                let id = receipt_id.parse().unwrap_or_default();
                life::stop(self.state, id, ConfirmType::VendorConfirm, self.at);
            }
            Fate::StoppedByCs => {
                self.act(Verb::CsApproves { receipt_id, loss: false });
            }
            _ => {}
        }
    }

    /// Requests that met a parcel on its way.
    fn late_stop_story(&mut self, fate: Fate) {
        self.ship("HYUNDAI");
        self.step(2);
        self.cancel_items(false);
        match fate {
            Fate::StopMissed => self.scan(),
            Fate::StopRefused => {
                let open: Vec<i64> =
                    self.state.open_stops(self.box_id).map(|receipt| receipt.receipt_id).collect();
                for id in open {
                    life::refuse_stop(self.state, id, self.at);
                }
            }
            _ => {}
        }
    }

    fn claim_story(&mut self, fate: Fate) {
        self.arrive();
        let week = TimeDelta::days(5);
        if self.rest > week {
            self.at += self.rest - week;
            self.rest = week;
        }
        self.step(4);
        match fate {
            Fate::ReturnAsked
            | Fate::ReturnReceived
            | Fate::ReturnDone
            | Fate::ReturnLost
            | Fate::ReturnChecked
            | Fate::ReturnWithdrawn => self.return_story(fate),
            _ => self.exchange_story(fate),
        }
    }

    fn reason(&mut self) -> Option<String> {
        let place = self.maker.rng.random_range(0..Reason::codes().count());
        Reason::codes().nth(place).map(str::to_owned)
    }

    fn return_story(&mut self, fate: Fate) {
        let reason = self.reason();
        let verb = Verb::BuyerReturns { shipment_box_id: self.box_id.to_string(), items: Vec::new(), reason };
        let Some(receipt_id) = self.act(verb).receipt_id else {
            return;
        };
        let id = receipt_id.parse().unwrap_or_default();
        self.step(2);
        match fate {
            Fate::ReturnReceived => {
                if let Some(receipt) = self.state.returns.get_mut(&id) {
                    receipt.fast_refund = false;
                }
                life::receive_return(self.state, id, self.at);
            }
            Fate::ReturnDone => {
                life::complete(self.state, id, ConfirmType::VendorConfirm, self.at);
            }
            Fate::ReturnLost => {
                self.act(Verb::CsApproves { receipt_id, loss: true });
            }
            Fate::ReturnChecked => {
                self.act(Verb::CoupangChecks { receipt_id });
            }
            Fate::ReturnWithdrawn => {
                self.act(Verb::BuyerWithdraws { receipt_id });
            }
            _ => {}
        }
    }

    fn exchange_story(&mut self, fate: Fate) {
        let first = self.state.sheets.get(&self.box_id).and_then(|sheet| {
            debug_assert_eq!(sheet.status, SheetStatus::FinalDelivery);
            sheet.items.first()
        });
        let Some(vendor_item_id) = first.map(|item| item.goods.vendor_item_id.to_string()) else {
            return;
        };
        let reason = self.reason();
        let verb = Verb::BuyerExchanges {
            shipment_box_id: self.box_id.to_string(),
            vendor_item_id,
            count: 1,
            reason,
        };
        let Some(exchange_id) = self.act(verb).exchange_id else {
            return;
        };
        self.step(2);
        match fate {
            Fate::ExchangeWithdrawn => {
                self.act(Verb::BuyerWithdrawsExchange { exchange_id });
            }
            Fate::ExchangeCollecting => {
                self.act(Verb::ExchangeCollecting { exchange_id, collect: Collect::Delivering });
            }
            Fate::ExchangeAsked => {}
            _ => self.received_exchange(fate, &exchange_id),
        }
    }

    fn received_exchange(&mut self, fate: Fate, exchange_id: &str) {
        let id = exchange_id.parse().unwrap_or_default();
        exchanges::take_in(self.state, id, self.at, self.at);
        self.step(2);
        let number: u64 = self.maker.rng.random_range(600_000_000_000..700_000_000_000);
        let parcel = Parcel { courier: "CJGLS".to_owned(), number: number.to_string() };
        if let Some(exchange) = self.state.exchanges.get_mut(&id) {
            match fate {
                Fate::ExchangeRejected => exchanges::turn_down(exchange, "SOLDOUT", self.at),
                Fate::ExchangeShipped | Fate::ExchangeDone => {
                    exchanges::send(exchange, parcel, self.at);
                }
                _ => {}
            }
        }
        if fate == Fate::ExchangeDone {
            self.step(2);
            life::deliver_exchange(self.state, id, self.at);
        }
    }
}
