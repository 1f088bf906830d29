//! How one order of a generated shop came to its fate.

use chrono::{DateTime, TimeDelta, Utc};

use super::claims::{ClaimStatus, Hold, RefusedBecause};
use super::couriers::CJ;
use super::fates::Fate;
use super::generate::{Maker, Placed};
use super::model::{Delay, Parcel};
use super::moves;
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, Done, OrderWish, Verb};
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
            Fate::Paid | Fate::PaidWithAddOns | Fate::Unpaid | Fate::Gift | Fate::Reserved => {}
            Fate::Overseas | Fate::Visit => {}
            Fate::PaidMoving => self.moving(),
            Fate::PaidTogether => self.another(),
            Fate::GiftReceived => {
                self.step(3);
                let (ord_no, receiver) = (self.placed.ord_no.clone(), None);
                self.act(&Verb::GiftReceived { ord_no, receiver });
            }
            Fate::CanceledAtOnce => self.cancel(None, "14"),
            Fate::CancelAskedEarly => self.cancel(None, "04"),
            Fate::Confirmed | Fate::Overdue => self.confirm(),
            Fate::Shipping => self.ship(),
            Fate::Missing => {
                self.ship();
                self.step(2);
                self.act(&Verb::BuyerMisses { line: self.first() });
            }
            Fate::Delivered => self.arrive(),
            Fate::Decided | Fate::OfficeCanceled => self.decided(fate),
            _ => self.tell_claim(fate),
        }
    }

    fn tell_claim(&mut self, fate: Fate) {
        match fate {
            Fate::ReturnAsked
            | Fate::ReturnArrived
            | Fate::ReturnHeld
            | Fate::ReturnHeldForGood
            | Fate::ReturnDone
            | Fate::ReturnRefused
            | Fate::ReturnWithdrawn => self.returned(fate),
            Fate::ExchangeAsked
            | Fate::ExchangeArrived
            | Fate::ExchangeHeld
            | Fate::ExchangeSent
            | Fate::ExchangeRefused
            | Fate::ExchangeWithdrawn => self.exchanged(fate),
            _ => self.confirmed(fate),
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
        let receiver = self.maker.address();
        let ord_no = self.placed.ord_no.clone();
        self.act(&Verb::BuyerChangesAddress { ord_no, receiver, at_confirm: true });
    }

    /// The same buyer orders again, and both ship under one number.
    fn another(&mut self) {
        let line = self.state.lines.get(&self.first());
        let ships_with = line.map(|line| line.dlv_no.clone());
        let receiver = line.and_then(|line| line.receiver.clone());
        let wish = OrderWish { lines: Some(1), ships_with, receiver, ..OrderWish::default() };
        self.maker.order(self.state, self.at, &wish);
    }

    fn cancel(&mut self, quantity: Option<u32>, reason: &str) {
        self.step(3);
        for line in self.placed.line_ids.clone() {
            self.act(&Verb::BuyerCancels { line, quantity, reason: Some(reason.to_owned()) });
        }
    }

    fn confirm(&mut self) {
        self.step(4);
        for id in self.placed.line_ids.clone() {
            moves::confirm(self.state, &id, self.at);
        }
    }

    fn ship(&mut self) {
        self.confirm();
        self.step(3);
        self.send();
    }

    fn parcel(&mut self) -> Parcel {
        Parcel {
            method: "01".to_owned(),
            courier: Some(CJ.to_owned()),
            number: Some(self.maker.invoice_number()),
            quantity: None,
        }
    }

    /// What ships under one number leaves in one parcel.
    fn send(&mut self) {
        let mut sent: Vec<(String, Parcel)> = Vec::new();
        for id in self.placed.line_ids.clone() {
            let dlv_no = self.state.lines.get(&id).map(|line| line.dlv_no.clone()).unwrap_or_default();
            let known = sent.iter().find(|(other, _)| *other == dlv_no).map(|(_, parcel)| parcel.clone());
            let parcel = known.unwrap_or_else(|| self.parcel());
            moves::send(self.state, &id, vec![parcel.clone()], self.at);
            sent.push((dlv_no, parcel));
        }
    }

    fn arrive(&mut self) {
        self.ship();
        self.step(2);
        for id in self.placed.line_ids.clone() {
            moves::deliver(self.state, &id, self.at);
        }
    }

    fn decided(&mut self, fate: Fate) {
        self.arrive();
        self.step(3);
        for line in self.placed.line_ids.clone() {
            self.act(&Verb::BuyerDecides { line });
        }
        if fate == Fate::OfficeCanceled {
            self.step(3);
            self.act(&Verb::OfficeCancels { line: self.first(), reason: None });
        }
    }

    fn confirmed(&mut self, fate: Fate) {
        self.confirm();
        match fate {
            Fate::ConfirmedDelayed => self.delay(),
            Fate::CancelPartly => self.cancel(Some(1), "15"),
            Fate::SoldOut => {
                self.step(2);
                moves::reject_order(self.state, &self.first(), ("08", "재고가 없습니다."), self.at);
                self.uncount();
            }
            Fate::LateCanceled => {
                self.step(2);
                self.act(&Verb::SupportCancels { line: self.first() });
            }
            _ => {
                self.cancel(None, "14");
                self.step(2);
                self.end_cancels(fate);
            }
        }
    }

    /// What happened before anybody called counts as nobody's call.
    fn uncount(&mut self) {
        for id in &self.placed.line_ids {
            if let Some(line) = self.state.lines.get_mut(id) {
                line.applied.clear();
                let ids = line.claim_ids.clone();
                for claim_id in ids {
                    if let Some(claim) = self.state.claims.get_mut(&claim_id) {
                        claim.applied.clear();
                    }
                }
            }
        }
    }

    fn delay(&mut self) {
        let day = kst(self.at).date() + TimeDelta::days(7);
        if let Some(line) = self.state.lines.get_mut(&self.first()) {
            let detail = "입고가 늦어져 발송이 지연되고 있습니다.".to_owned();
            line.delay = Some(Delay { day, reason: "01".to_owned(), detail });
        }
    }

    fn end_cancels(&mut self, fate: Fate) {
        for id in self.placed.line_ids.clone() {
            let Some(claim_id) = self.state.lines.get(&id).and_then(|line| line.claim_ids.last().cloned())
            else {
                continue;
            };
            match fate {
                Fate::CancelDone => moves::finish_cancel(self.state, &claim_id, self.at),
                Fate::CancelWithdrawn => drop(self.act(&Verb::BuyerWithdraws { claim: claim_id })),
                Fate::CancelRefused => {
                    let because = RefusedBecause { reason: String::new(), detail: String::new() };
                    moves::refuse(self.state, &claim_id, (ClaimStatus::CancelRefused, because), self.at);
                }
                _ => {}
            }
        }
        if fate == Fate::CancelRefused {
            self.send();
        }
    }

    fn returned(&mut self, fate: Fate) {
        self.arrive();
        self.step(3);
        let reason = if fate == Fate::ReturnArrived { "111" } else { "101" };
        let (line, reason) = (self.first(), Some(reason.to_owned()));
        let Some(claim) = self.act(&Verb::BuyerReturns { line, quantity: None, reason }).claim_id else {
            return;
        };
        self.step(3);
        match fate {
            Fate::ReturnAsked => {}
            Fate::ReturnWithdrawn => drop(self.act(&Verb::BuyerWithdraws { claim })),
            Fate::ReturnRefused => {
                let because = refusal("103", "사용하신 상품이라 반품이 어렵습니다.");
                moves::refuse(self.state, &claim, (ClaimStatus::ReturnRefused, because), self.at);
            }
            _ => {
                self.act(&Verb::GoodsCollected { claim: claim.clone() });
                self.after_arrival(fate, &claim);
            }
        }
    }

    fn after_arrival(&mut self, fate: Fate, claim: &str) {
        match fate {
            Fate::ReturnHeld | Fate::ReturnHeldForGood => {
                let detail = "반품 배송비가 들어 있지 않습니다.".to_owned();
                let hold = Hold { reason: "102".to_owned(), detail, held_at: self.at };
                moves::hold_return(self.state, claim, hold.clone());
                if fate == Fate::ReturnHeldForGood {
                    moves::hold_completion(self.state, claim, hold);
                }
            }
            Fate::ReturnDone => moves::finish_return(self.state, claim, self.at),
            _ => {}
        }
    }

    fn exchanged(&mut self, fate: Fate) {
        self.arrive();
        self.step(3);
        let (line, quantity, reason) = (self.first(), None, None);
        let Some(claim) = self.act(&Verb::BuyerExchanges { line, quantity, reason }).claim_id else {
            return;
        };
        self.step(3);
        match fate {
            Fate::ExchangeAsked => {}
            Fate::ExchangeWithdrawn => drop(self.act(&Verb::BuyerWithdraws { claim })),
            Fate::ExchangeHeld => drop(self.act(&Verb::OfficeHolds { claim })),
            Fate::ExchangeRefused => {
                let because = refusal("203", "교환할 재고가 없습니다.");
                moves::refuse(self.state, &claim, (ClaimStatus::ExchangeRefused, because), self.at);
            }
            _ => {
                self.act(&Verb::GoodsCollected { claim: claim.clone() });
                if fate == Fate::ExchangeSent {
                    let parcel = self.parcel();
                    moves::send_replacement(self.state, &claim, parcel, self.at);
                }
            }
        }
    }
}

fn refusal(reason: &str, detail: &str) -> RefusedBecause {
    RefusedBecause { reason: reason.to_owned(), detail: detail.to_owned() }
}
