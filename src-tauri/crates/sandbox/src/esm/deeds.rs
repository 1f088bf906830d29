//! What each act does to the shop, and when it is not possible.

use chrono::{DateTime, Utc};

use super::claim_moves::{self, Draft};
use super::claims::{Actor, Claim, ClaimKind, ClaimStatus, Hold, Pickup, Reason};
use super::generate::Maker;
use super::life;
use super::model::{Address, Line, LineStatus, Parcel};
use super::moves;
use super::settings::Settings;
use super::site::{Key, Site};
use super::state::State;
use super::verbs::{ClaimWish, Done, OrderWish, Verb, VerbError};

type Outcome = Result<Done, VerbError>;

/// Somebody other than the seller, at work.
pub(super) struct Deeds<'a> {
    pub(super) state: &'a mut State,
    pub(super) settings: &'a Settings,
    pub(super) now: DateTime<Utc>,
}

fn moved(happened: bool, obstacle: &'static str) -> Outcome {
    happened.then(Done::default).ok_or(VerbError::WrongState(obstacle))
}

impl Deeds<'_> {
    fn line(&self, key: Key) -> Result<&Line, VerbError> {
        self.state.line(key).ok_or(VerbError::Unknown(key.order_no))
    }

    fn maker(&mut self) -> Maker {
        self.state.acts += 1;
        Maker::for_act(self.state.seed, self.state.acts)
    }

    pub(super) fn place(&mut self, site: Site, count: u32, wish: &OrderWish) -> Outcome {
        let taken = wish.order_no.filter(|number| self.state.line(Key::new(site, *number)).is_some());
        if let Some(number) = taken {
            return Err(VerbError::Taken(number));
        }
        let mut done = Done::default();
        for turn in 0..count {
            let order_no = wish.order_no.filter(|_| turn == 0);
            let wish = OrderWish { order_no, ..wish.clone() };
            let placed = self.maker().order(self.state, site, self.now, &wish);
            for number in &placed.order_nos {
                life::after_order(self.state, self.settings, Key::new(site, *number), self.now);
            }
            done.pay_no = Some(placed.pay_no);
            done.order_nos.extend(placed.order_nos);
        }
        Ok(done)
    }

    /// The lines of a basket that wait for its payment.
    fn unpaid(&self, site: Site, pay_no: u64) -> Result<Vec<Key>, VerbError> {
        self.state.order(site, pay_no).ok_or(VerbError::Unknown(pay_no))?;
        let waits = |line: &&Line| line.status == LineStatus::AwaitingPayment;
        let lines: Vec<Key> = self.state.basket(site, pay_no).filter(waits).map(Line::key).collect();
        if lines.is_empty() { Err(VerbError::WrongState("no payment is awaited")) } else { Ok(lines) }
    }

    pub(super) fn pays(&mut self, site: Site, pay_no: u64) -> Outcome {
        for key in self.unpaid(site, pay_no)? {
            moves::pay(self.state, key, self.now);
        }
        Ok(Done::default())
    }

    pub(super) fn lapses(&mut self, site: Site, pay_no: u64) -> Outcome {
        for key in self.unpaid(site, pay_no)? {
            self.refund_at_once(key, Actor::Other, Reason::new(0, "입금기한 경과"));
        }
        Ok(Done::default())
    }

    /// The acts on one line.
    pub(super) fn on_line(&mut self, verb: &Verb) -> Outcome {
        let Some(key) = verb.line() else {
            return Err(VerbError::WrongState("the act is none of a line"));
        };
        match verb {
            Verb::BuyerCancels { wish, .. } => self.cancels(key, wish),
            Verb::BuyerReturns { wish, .. } => self.sends_back(key, ClaimKind::Return, wish),
            Verb::BuyerExchanges { wish, .. } => self.sends_back(key, ClaimKind::Exchange, wish),
            Verb::BuyerChangesAddress { receiver, at_confirm, .. } => self.moves(key, receiver, *at_confirm),
            Verb::GiftReceived { receiver, .. } => self.receives(key, receiver.as_ref()),
            Verb::GiftDeclined { .. } => self.declines(key),
            Verb::BuyerWithdraws { .. } => self.withdraws(key),
            Verb::BuyerReports { .. } => self.reports(key),
            Verb::BuyerObjects { .. } => self.objects(key),
            Verb::SupportSettles { .. } => self.settles(key),
            other => self.step(key, other),
        }
    }

    /// The acts that move one line or its claim a step on.
    fn step(&mut self, key: Key, verb: &Verb) -> Outcome {
        self.line(key)?;
        let now = self.now;
        let (happened, obstacle) = match verb {
            Verb::BuyerDecides { .. } => {
                (moves::decide(self.state, key, now), "the parcel has not arrived, or a claim is open")
            }
            Verb::ParcelDelivered { .. } => (moves::deliver(self.state, key, now), "no parcel is on its way"),
            Verb::ExchangeDelivered { .. } => {
                (claim_moves::finish_exchange(self.state, key, now), "no replacement is on its way")
            }
            Verb::GoodsCollected { .. } => {
                (claim_moves::collect(self.state, key, now), "no goods are to come back")
            }
            Verb::PickupScanned { .. } => (self.fetched(key), "no goods wait to be fetched"),
            Verb::BuyerPaysFee { .. } => (self.pays_fee(key), "no hold asks for a fee"),
            Verb::SiteHolds { reason, .. } => {
                (self.site_holds(key, *reason), "no return waits, or not for that")
            }
            Verb::SupportReleases { .. } => (claim_moves::free(self.state, key, now), "nothing is held"),
            Verb::RefundCompletes { .. } => (self.refund_completes(key), "no refund is on its way"),
            _ => return Err(VerbError::WrongState("the act is none of a line")),
        };
        moved(happened, obstacle)
    }

    fn cancels(&mut self, key: Key, wish: &ClaimWish) -> Outcome {
        let line = self.line(key)?;
        if line.open_claim().is_some() || line.confirms_at.is_some() {
            return Err(VerbError::WrongState("a claim is open, or the order is being confirmed"));
        }
        let reason = reason(wish, "필요 없어졌어요");
        match line.status {
            LineStatus::AwaitingPayment | LineStatus::New => {
                self.refund_at_once(key, Actor::Buyer, reason);
            }
            LineStatus::Preparing => {
                claim_moves::open_claim(self.state, key, Draft::cancel(Actor::Buyer, reason), self.now);
            }
            _ => return Err(VerbError::WrongState("the order is not waiting to be sent")),
        }
        Ok(Done::default())
    }

    /// 주문확인 이전: 판매자의 승인없이 즉시취소.
    fn refund_at_once(&mut self, key: Key, by: Actor, reason: Reason) {
        claim_moves::open_claim(self.state, key, Draft::cancel(by, reason), self.now);
        // 처리자 is never 선물수령인; that 기타 stands for them is unverified.
        let by = if by == Actor::Receiver { Actor::Other } else { by };
        claim_moves::approve_cancel(self.state, key, by, self.now);
        life::after_approval(self.state, self.settings, key, self.now);
    }

    fn sends_back(&mut self, key: Key, kind: ClaimKind, wish: &ClaimWish) -> Outcome {
        let line = self.line(key)?;
        if line.open_claim().is_some() || line.open_report().is_some() {
            return Err(VerbError::WrongState("a claim is open"));
        }
        if !line.may_come_back(self.now) {
            return Err(VerbError::WrongState("the order has not left, or is decided on for good"));
        }
        // 교환신청은 1회; for G마켓 unverified, for its sample says so and the table "옥션만".
        if kind == ClaimKind::Exchange && line.claims.iter().any(|claim| claim.kind == kind) {
            return Err(VerbError::WrongState("an exchange was asked for already, which is possible once"));
        }
        let detail = if kind == ClaimKind::Return {
            "생각한 것과 달라요"
        } else {
            "다른 색으로 바꿔주세요"
        };
        let pickup = Pickup { by_site: wish.by_site, parcel: None, completed_at: None };
        let fast_refund = wish.fast_refund;
        let draft = Draft::returned(Actor::Buyer, reason(wish, detail));
        let draft = Draft { kind, fast_refund, pickup: Some(pickup), ..draft };
        claim_moves::open_claim(self.state, key, draft, self.now);
        life::after_request(self.state, self.settings, key, self.now);
        Ok(Done::default())
    }

    /// Until the goods are in.
    fn withdraws(&mut self, key: Key) -> Outcome {
        let open = self.line(key)?.open_claim();
        let early = open.is_some_and(|claim| claim.status == ClaimStatus::Requested);
        if early {
            claim_moves::withdraw(self.state, key, self.now);
        }
        moved(early, "the claim is past withdrawing")
    }

    fn moves(&mut self, key: Key, receiver: &Address, at_confirm: bool) -> Outcome {
        let line = self.line(key)?;
        let waits = line.status == LineStatus::New && !line.is_claimed() && !line.waits_for_receiver();
        if waits && !at_confirm {
            moves::change_address(self.state, key, receiver);
        } else if let Some(line) = self.state.line_mut(key).filter(|_| waits) {
            line.next_receiver = Some(receiver.clone());
        }
        moved(waits, "the order is past changing")
    }

    fn receives(&mut self, key: Key, receiver: Option<&Address>) -> Outcome {
        let waits = self.line(key)?.waits_for_receiver() && self.line(key)?.open_claim().is_none();
        if waits {
            let drawn = self.maker().receiver();
            moves::accept_gift(self.state, key, receiver.unwrap_or(&drawn), self.now);
        }
        moved(waits, "no gift waits for an address")
    }

    fn declines(&mut self, key: Key) -> Outcome {
        let line = self.line(key)?;
        let waits = line.waits_for_receiver() && line.status == LineStatus::New;
        if waits {
            self.refund_at_once(key, Actor::Receiver, Reason::new(8, "선물거절"));
        }
        moved(waits, "no gift waits for its receiver")
    }

    fn reports(&mut self, key: Key) -> Outcome {
        let line = self.line(key)?;
        let free = line.status.has_left() && line.open_claim().is_none() && line.open_report().is_none();
        if free {
            moves::report(self.state, key, self.now);
        }
        moved(free, "the order has not left, or is claimed or reported already")
    }

    fn objects(&mut self, key: Key) -> Outcome {
        let asked = self.line(key)?.open_report().is_some_and(|report| report.solve_at.is_some());
        if let Some(report) = self.state.line_mut(key).and_then(|line| line.report.as_mut()).filter(|_| asked)
        {
            report.solve_at = None;
        }
        moved(asked, "nobody asked to withdraw a report")
    }

    /// An open exchange becomes a return first; without a claim one is filed by the support.
    fn settles(&mut self, key: Key) -> Outcome {
        let line = self.line(key)?;
        if line.status.is_closed() || line.status == LineStatus::AwaitingPayment {
            return Err(VerbError::WrongState("the trade is over, or not paid"));
        }
        let waiting = line.status.is_waiting();
        match line.open_claim().map(|claim| claim.kind) {
            Some(ClaimKind::Exchange) => claim_moves::convert(self.state, key, self.now),
            Some(_) => {}
            None => {
                let reason = Reason::new(0, "고객센터 직권환불");
                let draft = if waiting {
                    Draft::cancel(Actor::Support, reason)
                } else {
                    Draft::returned(Actor::Support, reason)
                };
                claim_moves::open_claim(self.state, key, draft, self.now);
            }
        }
        claim_moves::refund_by_support(self.state, key, self.now);
        Ok(Done::default())
    }

    fn refund_completes(&mut self, key: Key) -> bool {
        let open = self.state.line(key).and_then(Line::open_claim);
        let waits = open.is_some_and(|claim| claim.status == ClaimStatus::InProgress);
        if waits {
            claim_moves::refund_cancel(self.state, key, self.now);
        }
        waits
    }

    fn pays_fee(&mut self, key: Key) -> bool {
        let of_fee = |hold: &Hold| (1..=3).contains(&hold.reason);
        let asked = |claim: &Claim| claim.is_held() && claim.hold.as_ref().is_some_and(of_fee);
        let open = self.state.line(key).and_then(Line::open_claim).is_some_and(asked);
        open && claim_moves::free(self.state, key, self.now)
    }

    /// 1 반품배송비 청구, 3 together with other fees: reasons no seller can give.
    fn site_holds(&mut self, key: Key, reason: i64) -> bool {
        let open = self.state.line(key).and_then(|line| line.open_of(ClaimKind::Return));
        let waits = open.is_some_and(|claim| !claim.waits_for_refund()) && matches!(reason, 1 | 3);
        if waits {
            claim_moves::hold(self.state, key, (reason, ""), self.now);
        }
        waits
    }

    fn fetched(&mut self, key: Key) -> bool {
        let invoice = self.maker().invoice();
        let claim = self.state.line_mut(key).and_then(Line::open_claim_mut);
        let claim = claim.filter(|claim| claim.status == ClaimStatus::Requested);
        let pickup = claim.and_then(|claim| claim.pickup.as_mut()).filter(|pickup| pickup.parcel.is_none());
        match pickup {
            Some(pickup) => {
                pickup.parcel = Some(Parcel { courier: 10_013, invoice });
                true
            }
            None => false,
        }
    }
}

fn reason(wish: &ClaimWish, usual: &str) -> Reason {
    Reason::new(wish.reason.unwrap_or(1), wish.detail.as_deref().unwrap_or(usual))
}
