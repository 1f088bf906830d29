//! How one order of a generated shop came to its fate.

use chrono::{DateTime, TimeDelta, Utc};

use super::fates::Fate;
use super::generate::{Maker, Placed};
use super::model::{Delay, Parcel};
use super::moves;
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, Done, Verb};

/// One order on its way to its fate; `at` moves towards now.
pub(super) struct Story<'a> {
    pub(super) maker: &'a mut Maker,
    pub(super) state: &'a mut State,
    pub(super) settings: Settings,
    pub(super) placed: Placed,
    pub(super) at: DateTime<Utc>,
    pub(super) rest: TimeDelta,
}

impl Story<'_> {
    pub(super) fn tell(&mut self, fate: Fate) {
        match fate {
            Fate::Paid | Fate::PaidWithAddOns | Fate::Unpaid | Fate::Gift | Fate::Overseas | Fate::Hope => {}
            Fate::PaidMoving => self.moving(),
            Fate::GiftReceived => {
                self.step(3);
                let (order_id, receiver) = (self.placed.order_id.clone(), None);
                self.act(&Verb::GiftReceived { order_id, receiver });
            }
            Fate::CanceledAtOnce => self.cancel(None),
            Fate::Canceling => {
                self.settings.refund_after = u32::MAX;
                self.cancel(None);
            }
            Fate::Delivering => self.ship("DELIVERY"),
            Fate::DirectDelivery => self.ship("DIRECT_DELIVERY"),
            Fate::Delivered => self.arrive(),
            Fate::Decided => {
                self.arrive();
                self.step(2);
                for product_order_id in self.placed.line_ids.clone() {
                    self.act(&Verb::BuyerDecides { product_order_id });
                }
            }
            Fate::SupportCanceled => {
                self.confirm();
                self.step(2);
                self.act(&Verb::SupportCancels { product_order_id: self.first() });
            }
            _ => self.tell_claim(fate),
        }
    }

    fn tell_claim(&mut self, fate: Fate) {
        match fate {
            Fate::Confirmed
            | Fate::ConfirmedDelayed
            | Fate::CancelAsked
            | Fate::CancelAskedWithAddOns
            | Fate::CancelPartly
            | Fate::CancelDone
            | Fate::CancelRefused => self.confirmed(fate),
            Fate::ReturnAsked
            | Fate::ReturnCollecting
            | Fate::ReturnCollected
            | Fate::ReturnHeld
            | Fate::ReturnDone
            | Fate::ReturnWithdrawn => self.returned(fate),
            _ => self.exchanged(fate),
        }
    }

    fn step(&mut self, share: i32) {
        let part = self.rest / share;
        self.at += part;
        self.rest -= part;
    }

    fn first(&self) -> String {
        self.placed.line_ids.first().cloned().unwrap_or_default()
    }

    fn act(&mut self, verb: &Verb) -> Done {
        match verbs::act(self.state, &self.settings, self.at, verb) {
            Ok(done) => done,
            Err(obstacle) => {
                tracing::debug!(%obstacle, ?verb, "this order has no such fate");
                Done::default()
            }
        }
    }

    fn moving(&mut self) {
        let receiver = self.maker.receiver();
        let order_id = self.placed.order_id.clone();
        self.act(&Verb::BuyerChangesAddress { order_id, receiver, at_confirm: true });
    }

    fn cancel(&mut self, quantity: Option<u32>) {
        self.step(3);
        for product_order_id in self.placed.line_ids.clone().into_iter().rev() {
            self.act(&Verb::BuyerCancels { product_order_id, quantity, reason: None });
        }
    }

    fn confirm(&mut self) {
        self.step(4);
        for id in self.placed.line_ids.clone() {
            moves::confirm(self.state, &id, self.at);
        }
    }

    fn ship(&mut self, method: &str) {
        self.confirm();
        self.step(3);
        self.send(method);
    }

    fn parcel(&mut self, method: &str) -> Parcel {
        let courier = method == "DELIVERY";
        let number = self.maker.tracking_number();
        Parcel {
            method: method.to_owned(),
            company: courier.then(|| "CJGLS".to_owned()),
            number: courier.then_some(number),
            sent_at: self.at,
            picked_up_at: None,
            delivered_at: None,
            wrong_since: None,
            failed_at: None,
        }
    }

    fn send(&mut self, method: &str) {
        let parcel = self.parcel(method);
        for id in self.placed.line_ids.clone() {
            moves::send(self.state, &id, parcel.clone(), self.at);
        }
    }

    fn arrive(&mut self) {
        self.ship("DELIVERY");
        self.step(3);
        for id in self.placed.line_ids.clone() {
            moves::scan(self.state, &id, self.at);
        }
        self.step(3);
        for id in self.placed.line_ids.clone() {
            moves::deliver(self.state, &id, self.at);
        }
    }

    fn confirmed(&mut self, fate: Fate) {
        self.confirm();
        match fate {
            Fate::ConfirmedDelayed => self.delay(),
            Fate::CancelAsked | Fate::CancelAskedWithAddOns => self.cancel(None),
            Fate::CancelPartly | Fate::CancelDone => {
                self.cancel((fate == Fate::CancelPartly).then_some(1));
                self.step(2);
                self.refund_all();
            }
            Fate::CancelRefused => {
                self.cancel(None);
                self.step(2);
                self.send("DELIVERY");
            }
            _ => {}
        }
    }

    fn delay(&mut self) {
        let due_at = self.at + TimeDelta::days(7);
        if let Some(line) = self.state.lines.get_mut(&self.first()) {
            line.due_at = due_at;
            line.delay = Some(Delay {
                reason: "PRODUCT_PREPARE".to_owned(),
                detail: "입고가 늦어지고 있습니다.".to_owned(),
            });
        }
    }

    fn refund_all(&mut self) {
        for id in self.placed.line_ids.clone() {
            let claim = self.state.lines.get(&id).and_then(|line| line.claim_ids.last().cloned());
            if let Some(claim_id) = claim {
                moves::refund(self.state, &claim_id, self.at);
            }
        }
    }

    fn returned(&mut self, fate: Fate) {
        self.arrive();
        self.step(3);
        let reason = if fate == Fate::ReturnHeld { "INTENT_CHANGED" } else { "BROKEN_AND_BAD" };
        let reason = Some(reason.to_owned());
        let held = fate == Fate::ReturnHeld;
        let verb = Verb::BuyerReturns { product_order_id: self.first(), quantity: None, reason, held };
        let Some(claim_id) = self.act(&verb).claim_id else {
            return;
        };
        self.step(3);
        match fate {
            Fate::ReturnAsked => {}
            Fate::ReturnWithdrawn => drop(self.act(&Verb::BuyerWithdraws { claim_id })),
            Fate::ReturnCollecting => drop(self.act(&Verb::PickupScanned { claim_id })),
            Fate::ReturnDone => {
                self.act(&Verb::GoodsCollected { claim_id: claim_id.clone() });
                moves::refund(self.state, &claim_id, self.at);
            }
            _ => drop(self.act(&Verb::GoodsCollected { claim_id })),
        }
    }

    fn exchanged(&mut self, fate: Fate) {
        self.arrive();
        self.step(3);
        let verb = Verb::BuyerExchanges { product_order_id: self.first(), quantity: None, reason: None };
        let Some(claim_id) = self.act(&verb).claim_id else {
            return;
        };
        self.step(3);
        match fate {
            Fate::ExchangeAsked => return,
            Fate::ExchangeRejected => return moves::turn_down(self.state, &claim_id, self.at),
            _ => drop(self.act(&Verb::GoodsCollected { claim_id: claim_id.clone() })),
        }
        moves::collect(self.state, &claim_id, self.at);
        if fate != Fate::ExchangeCollected {
            self.redelivered(fate, claim_id);
        }
    }

    fn redelivered(&mut self, fate: Fate, claim_id: String) {
        self.step(3);
        let parcel = self.parcel("DELIVERY");
        moves::redeliver(self.state, &claim_id, parcel, self.at);
        self.step(2);
        match fate {
            Fate::ExchangeDone => drop(self.act(&Verb::ExchangeDelivered { claim_id })),
            Fate::ExchangeThenReturn => {
                let product_order_id = self.first();
                self.act(&Verb::BuyerReturns { product_order_id, quantity: None, reason: None, held: false });
            }
            _ => {}
        }
    }
}
