//! How one order of a generated shop came to its fate.

use chrono::{DateTime, TimeDelta, Utc};

use super::claim_moves;
use super::claims::Actor;
use super::fates::Fate;
use super::generate::{Maker, Placed};
use super::model::{Delay, Line, Parcel};
use super::moves;
use super::settings::Settings;
use super::site::Key;
use super::state::State;
use super::verbs::{self, ClaimWish, Verb};
use crate::clock::kst;

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
            Fate::New
            | Fate::NewWithAddition
            | Fate::Unpaid
            | Fate::Gift
            | Fate::Overseas
            | Fate::Fulfilment
            | Fate::SellerStar => {}
            Fate::NewMoving => self.moving(),
            Fate::GiftAccepted => {
                self.step(3);
                let (site, order_no) = self.first();
                self.act(&Verb::GiftReceived { site, order_no, receiver: None });
            }
            Fate::CancelledAtOnce => self.cancel(),
            Fate::Preparing | Fate::PreparingDelayed => self.prepared(fate),
            Fate::CancelAsked | Fate::CancelDone | Fate::CancelRefused | Fate::SupportCancelled => {
                self.cancelled(fate);
            }
            Fate::Shipping => self.ship(10_013),
            Fate::DirectDelivery => self.ship(10_034),
            Fate::Delivered | Fate::Decided => self.arrived(fate),
            Fate::Reported | Fate::ReportAnswered => self.reported(fate),
            Fate::ExchangeAsked
            | Fate::ExchangeCollected
            | Fate::ExchangeHeld
            | Fate::ExchangeResent
            | Fate::ExchangeDone
            | Fate::ExchangeWithdrawn => self.exchanged(fate),
            _ => self.returned(fate),
        }
    }

    fn step(&mut self, share: i32) {
        let part = self.rest / share;
        self.at += part;
        self.rest -= part;
    }

    fn keys(&self) -> Vec<Key> {
        self.placed.order_nos.iter().map(|number| Key::new(self.placed.site, *number)).collect()
    }

    fn first(&self) -> (super::site::Site, u64) {
        (self.placed.site, self.placed.order_nos.first().copied().unwrap_or_default())
    }

    fn key(&self) -> Key {
        let (site, order_no) = self.first();
        Key::new(site, order_no)
    }

    fn act(&mut self, verb: &Verb) {
        if let Err(obstacle) = verbs::act(self.state, &self.settings, self.at, verb) {
            tracing::debug!(%obstacle, ?verb, "this order has no such fate");
        }
    }

    fn moving(&mut self) {
        let receiver = self.maker.receiver();
        let (site, order_no) = self.first();
        self.act(&Verb::BuyerChangesAddress { site, order_no, receiver, at_confirm: true });
    }

    fn cancel(&mut self) {
        self.step(3);
        for key in self.keys() {
            let (site, order_no) = (key.site, key.order_no);
            self.act(&Verb::BuyerCancels { site, order_no, wish: ClaimWish::default() });
        }
    }

    fn confirm(&mut self) {
        self.step(4);
        for key in self.keys() {
            moves::confirm(self.state, key, self.at);
        }
    }

    fn prepared(&mut self, fate: Fate) {
        self.confirm();
        if fate == Fate::PreparingDelayed {
            let day = (kst(self.at) + TimeDelta::days(7)).date().to_string();
            let key = self.key();
            if let Some(line) = self.state.line_mut(key) {
                line.delay =
                    Some(Delay { reason: 1, day, detail: "입고가 늦어지고 있습니다.".to_owned() });
            }
        }
    }

    fn cancelled(&mut self, fate: Fate) {
        self.confirm();
        if fate == Fate::SupportCancelled {
            self.step(2);
            let (site, order_no) = self.first();
            return self.act(&Verb::SupportSettles { site, order_no });
        }
        self.cancel();
        let answered = self.at + TimeDelta::hours(3);
        match fate {
            Fate::CancelDone => {
                for key in self.keys() {
                    claim_moves::approve_cancel(self.state, key, Actor::Seller, answered);
                    claim_moves::refund_cancel(self.state, key, answered);
                }
            }
            Fate::CancelRefused => {
                self.at = answered;
                self.send(10_013);
            }
            _ => {}
        }
    }

    fn ship(&mut self, courier: i64) {
        self.confirm();
        self.step(3);
        self.send(courier);
    }

    fn send(&mut self, courier: i64) {
        let invoice = if courier == 10_013 { self.maker.invoice() } else { "직접전달".to_owned() };
        for key in self.keys() {
            let parcel = Parcel { courier, invoice: invoice.clone() };
            moves::send(self.state, key, parcel, self.at);
        }
    }

    fn arrive(&mut self) {
        self.ship(10_013);
        self.step(3);
        for key in self.keys() {
            moves::deliver(self.state, key, self.at);
        }
    }

    fn arrived(&mut self, fate: Fate) {
        self.arrive();
        if fate == Fate::Decided {
            self.step(2);
            for key in self.keys() {
                moves::decide(self.state, key, self.at);
            }
        }
    }

    fn reported(&mut self, fate: Fate) {
        self.ship(10_013);
        self.step(2);
        let key = self.key();
        moves::report(self.state, key, self.at);
        if fate == Fate::ReportAnswered {
            self.step(2);
            let line = self.state.line_mut(key);
            if let Some(report) = line.and_then(|line| line.report.as_mut()) {
                report.solve_at = Some(self.at);
            }
        }
    }

    fn returned(&mut self, fate: Fate) {
        self.arrive();
        self.step(3);
        let (site, order_no) = self.first();
        let wish = ClaimWish {
            reason: Some(if fate == Fate::ReturnHeld { 1 } else { 5 }),
            by_site: fate == Fate::ReturnCollecting,
            fast_refund: fate == Fate::ReturnFast,
            ..ClaimWish::default()
        };
        self.act(&Verb::BuyerReturns { site, order_no, wish });
        self.step(3);
        let key = self.key();
        match fate {
            Fate::ReturnWithdrawn => self.act(&Verb::BuyerWithdraws { site, order_no }),
            Fate::ReturnCollecting => self.act(&Verb::PickupScanned { site, order_no }),
            Fate::ReturnBySupport => self.act(&Verb::SupportSettles { site, order_no }),
            Fate::ReturnCollected => self.act(&Verb::GoodsCollected { site, order_no }),
            Fate::ReturnHeld => self.held(key, 2, 6_000),
            Fate::ReturnDone => {
                self.act(&Verb::GoodsCollected { site, order_no });
                claim_moves::approve_return(self.state, key, Actor::Seller, self.at);
            }
            _ => {}
        }
    }

    fn held(&mut self, key: Key, reason: i64, fee: i64) {
        claim_moves::hold(self.state, key, (reason, "왕복 배송비를 입금해 주세요."), self.at);
        if let Some(claim) = self.state.line_mut(key).and_then(Line::open_claim_mut) {
            claim.extra_fee = fee;
        }
    }

    fn exchanged(&mut self, fate: Fate) {
        self.arrive();
        self.step(3);
        let (site, order_no) = self.first();
        let wish = ClaimWish { reason: Some(2), ..ClaimWish::default() };
        self.act(&Verb::BuyerExchanges { site, order_no, wish });
        self.step(3);
        let key = self.key();
        match fate {
            Fate::ExchangeAsked => return,
            Fate::ExchangeWithdrawn => return self.act(&Verb::BuyerWithdraws { site, order_no }),
            Fate::ExchangeHeld => return self.held(key, 4, 0),
            _ => self.act(&Verb::GoodsCollected { site, order_no }),
        }
        if fate == Fate::ExchangeCollected {
            return;
        }
        self.step(3);
        let parcel = Parcel { courier: 10_013, invoice: self.maker.invoice() };
        claim_moves::resend(self.state, key, parcel, self.at);
        if fate == Fate::ExchangeDone {
            self.step(2);
            claim_moves::finish_exchange(self.state, key, self.at);
        }
    }
}
