//! How one box of a generated shop came to its fate.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;

use super::claims::{Collect, ConfirmType};
use super::desk::Desk;
use super::exchanges;
use super::fates::Fate;
use super::generate::Maker;
use super::life;
use super::model::Parcel;
use super::reasons::Reason;
use super::route::Operation;
use super::settings::Settings;
use super::shipping;
use super::state::State;
use super::verbs::{self, Quantity, Verb};
use crate::people;

/// One box on its way to its fate; `at` moves towards now.
pub(super) struct Story<'a> {
    pub(super) maker: &'a mut Maker,
    pub(super) state: &'a mut State,
    pub(super) settings: Settings,
    pub(super) box_id: i64,
    pub(super) at: DateTime<Utc>,
    pub(super) rest: TimeDelta,
}

impl Story<'_> {
    pub(super) fn tell(&mut self, fate: Fate) {
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
        let mut desk = Desk {
            state: &mut *self.state,
            settings: &self.settings,
            now: self.at,
            lag: 0,
            row_fails: false,
        };
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
        let first = self.state.sheets.get(&self.box_id).and_then(|sheet| sheet.items.first());
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
