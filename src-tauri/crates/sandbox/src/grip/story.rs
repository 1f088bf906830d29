//! How one order of a generated shop came to its fate.

use chrono::{DateTime, TimeDelta, Utc};

use super::couriers::{Courier, OVERSEAS};
use super::fates::Fate;
use super::generate::Maker;
use super::line_state::{Ending, LineState};
use super::model::{Key, Line, Parcel, Reply, SellerCancel, Service};
use super::moves;
use super::phrases;
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, Verb};
use super::writes::{self, Deed, Row};

/// One order on its way to its fate; `at` moves towards now.
pub(super) struct Story<'a> {
    pub(super) maker: &'a mut Maker,
    pub(super) state: &'a mut State,
    pub(super) settings: Settings,
    pub(super) keys: Vec<Key>,
    pub(super) at: DateTime<Utc>,
    pub(super) rest: TimeDelta,
}

/// Seconds a refund takes that a generated shop shows on its way: longer than its order is old.
const SLOW_REFUND: u32 = 10 * 24 * 3_600;

impl Story<'_> {
    pub(super) fn tell(&mut self, fate: Fate) {
        let goal = fate.state();
        if matches!(goal, LineState::SaleCancelled | LineState::OrderCancelled | LineState::ReturnDone) {
            self.settings.refund_after = SLOW_REFUND;
        }
        match goal.code() {
            1 if fate == Fate::Postponed => {
                self.deed(|_| Deed::Postpone(1, "입고가 늦어지고 있습니다".to_owned()))
            }
            1 | 2 => {}
            3 => self.each(|story, key| {
                moves::drop_unpaid(story.state, key, LineState::PaymentFailed, story.at);
            }),
            10 | 12 => self.prepared(fate == Fate::Told),
            11 => self.sent(),
            13 => self.arrived(),
            40..=48 => self.returned(goal),
            50..=55 => self.exchanged(goal),
            60..=64 => self.sale_cancelled(goal),
            80..=84 => self.order_cancelled(goal),
            _ => self.decided(goal),
        }
    }

    /// An inquiry about it, every other one answered.
    pub(super) fn ask(&mut self, index: usize) {
        let Some(key) = self.keys.first().copied() else {
            return;
        };
        let kind = i64::try_from(index % 10).unwrap_or_default() + 1;
        let verb = Verb::BuyerAsks { key, kind: Some(kind), from_product: kind == 1 };
        let asked = verbs::act(self.state, &self.settings, self.at, &verb);
        let inquiry = asked.ok().and_then(|done| self.state.inquiries.get_mut(&done.inquiry_seq?));
        if let Some(inquiry) = inquiry.filter(|_| index.is_multiple_of(2)) {
            let text = "안녕하세요, 고객님. 확인해 드리겠습니다. 감사합니다.".to_owned();
            inquiry.reply = Some(Reply { text, at: self.at + self.rest / 2, told: 1 });
        }
    }

    fn step(&mut self, share: i32) {
        let part = self.rest / share;
        self.at += part;
        self.rest -= part;
    }

    fn each(&mut self, mut act: impl FnMut(&mut Self, Key)) {
        for key in self.keys.clone() {
            act(self, key);
        }
    }

    /// A write on every line, without a call.
    fn deed(&mut self, deed: impl Fn(&Self) -> Deed) {
        self.step(4);
        self.each(|story, key| {
            let row = Row { key, deed: deed(story) };
            if let Err(obstacle) = writes::enact(story.state, &story.settings, row, story.at) {
                tracing::debug!(obstacle, "this order has no such fate");
            }
        });
    }

    fn act(&mut self, verb: impl Fn(Key) -> Verb) {
        self.step(3);
        self.each(|story, key| {
            if let Err(obstacle) = verbs::act(story.state, &story.settings, story.at, &verb(key)) {
                tracing::debug!(%obstacle, "this order has no such fate");
            }
        });
    }

    fn change(&mut self, change: impl Fn(&mut Line)) {
        self.each(|story, key| {
            if let Some(line) = story.state.line_mut(key) {
                change(line);
            }
        });
    }

    fn prepared(&mut self, told: bool) {
        self.deed(|_| Deed::Prepare);
        if told {
            self.tell_parcel();
        }
    }

    fn service(&self) -> Service {
        let first = self.keys.first().and_then(|key| self.state.line(*key));
        first.map_or(Service::Parcel, |line| line.goods.service)
    }

    fn parcel(&mut self) -> Parcel {
        let kind = if self.service() == Service::Overseas { OVERSEAS } else { 1 };
        let tracking_number = self.maker.tracking_number();
        let fits = |courier: &&Courier| courier.service_type == kind && courier.tracking;
        let courier = self.state.couriers.iter().find(fits);
        Parcel { company_seq: courier.map_or(0, |courier| courier.company_seq), tracking_number }
    }

    fn tell_parcel(&mut self) {
        let parcel = self.parcel();
        self.deed(|_| Deed::Ship(parcel.clone()));
    }

    fn sent(&mut self) {
        self.deed(|_| Deed::Prepare);
        if self.service() != Service::Direct {
            self.tell_parcel();
        }
        self.deed(|_| Deed::Start);
    }

    fn arrived(&mut self) {
        self.sent();
        self.act(|key| Verb::ParcelDelivered { key });
    }

    fn decided(&mut self, goal: LineState) {
        self.arrived();
        self.act(|key| Verb::BuyerDecides { key });
        if goal == LineState::Reviewed {
            self.act(|key| Verb::BuyerReviews { key, text: None });
            self.thank();
        }
    }

    /// The seller answers reviews that are full of praise.
    fn thank(&mut self) {
        let (keys, at) = (&self.keys, self.at + self.rest / 2);
        let reviews = self.state.reviews.values_mut();
        for review in reviews.filter(|review| keys.contains(&review.key) && review.grade > 4.0) {
            let text = "소중한 후기 감사합니다. 다음 방송에서 또 만나요!".to_owned();
            review.reply = Some(Reply { text, at, told: 1 });
        }
    }

    fn returned(&mut self, goal: LineState) {
        self.arrived();
        let wish = phrases::claim(told(&phrases::RETURN_REASONS, goal));
        self.act(|key| Verb::BuyerReturns { key, wish: wish.clone() });
        match goal {
            LineState::ReturnAsked => {}
            LineState::ReturnWithdrawn => self.act(|key| Verb::BuyerWithdraws { key }),
            LineState::ReturnDenied => self.denied(),
            LineState::ReturnAwaited | LineState::ReturnReceived => self.goods_come_back(goal),
            _ => {
                self.goods_come_back(LineState::ReturnReceived);
                self.end(Ending::Return, goal);
            }
        }
    }

    fn denied(&mut self) {
        self.step(3);
        self.drop_claim(LineState::ReturnDenied);
        self.change(|line| {
            line.returned.iter_mut().for_each(|claim| {
                claim.deny_reason = Some("사용 흔적이 있어 반품이 어렵습니다".to_owned());
            });
        });
    }

    fn goods_come_back(&mut self, state: LineState) {
        self.step(3);
        self.change(|line| {
            line.state = state;
            line.returned.iter_mut().for_each(|claim| {
                claim.permit_message = Some("보내주실 곳을 문자로 안내드렸습니다".to_owned());
            });
        });
    }

    /// The refund, as far as the goal.
    fn end(&mut self, ending: Ending, goal: LineState) {
        self.step(3);
        self.each(|story, key| moves::end(story.state, &story.settings, key, ending, story.at));
        let to_account =
            [LineState::SaleRefundAwaited, LineState::OrderRefundAwaited, LineState::ReturnRefundAwaited];
        if to_account.contains(&goal) {
            self.act(|key| Verb::BuyerEntersAccount { key });
        }
    }

    fn exchanged(&mut self, goal: LineState) {
        self.arrived();
        let wish = phrases::claim(told(&phrases::CHANGE_REASONS, goal));
        self.act(|key| Verb::BuyerExchanges { key, wish: wish.clone() });
        match goal {
            LineState::ExchangeAsked => return,
            LineState::ExchangeWithdrawn => return self.act(|key| Verb::BuyerWithdraws { key }),
            LineState::ExchangeDenied => return self.exchange_denied(),
            _ => {}
        }
        self.step(3);
        self.change(|line| {
            line.state = LineState::ExchangeAccepted;
            line.exchange.iter_mut().for_each(|claim| {
                claim.permit_message = Some("교환 상품을 보내드리겠습니다".to_owned());
            });
        });
        if goal != LineState::ExchangeAccepted {
            self.resent(goal);
        }
    }

    fn exchange_denied(&mut self) {
        self.step(3);
        self.drop_claim(LineState::ExchangeDenied);
        self.change(|line| {
            line.exchange.iter_mut().for_each(|claim| {
                claim.deny_reason = Some("교환할 재고가 없습니다".to_owned());
            });
        });
    }

    fn drop_claim(&mut self, dropped: LineState) {
        self.each(|story, key| moves::drop_claim(story.state, &story.settings, key, dropped, story.at));
    }

    fn resent(&mut self, goal: LineState) {
        self.step(3);
        let parcel = self.parcel();
        self.each(|story, key| {
            moves::resend(story.state, &story.settings, key, parcel.clone(), story.at);
        });
        if goal == LineState::ExchangeDelivered {
            self.act(|key| Verb::ExchangeDelivered { key });
        }
    }

    fn sale_cancelled(&mut self, goal: LineState) {
        if goal == LineState::SaleUnpaid {
            return self.deed(|_| Deed::Cancel(out_of_stock()));
        }
        self.change(|line| line.seller_cancel = Some(out_of_stock()));
        self.end(Ending::Sale, goal);
    }

    fn order_cancelled(&mut self, goal: LineState) {
        if goal == LineState::OrderUnpaid {
            return self.act(|key| Verb::BuyerCancels { key });
        }
        self.end(Ending::Order, goal);
    }
}

/// Each state has a reason of its own, so that a shop with every state has every reason.
fn told(reasons: &[(i64, &'static str)], goal: LineState) -> (i64, &'static str) {
    let turn = usize::try_from(goal.code()).unwrap_or_default() % reasons.len();
    reasons.get(turn).copied().unwrap_or_default()
}

fn out_of_stock() -> SellerCancel {
    SellerCancel { kind: 3, reason: "재고가 부족합니다".to_owned() }
}
