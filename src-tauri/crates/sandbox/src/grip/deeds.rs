//! What each act does to the shop, and when it is not possible.

use chrono::{DateTime, Utc};
use rand::RngExt;

use super::generate::Maker;
use super::line_state::{Ending, LineState};
use super::model::{Address, Applied, Inquiry, Key, Line, Review};
use super::moves;
use super::phrases;
use super::settings::Settings;
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
        self.state.line(key).ok_or(VerbError::Unknown(key.order_product_seq))
    }

    fn maker(&mut self) -> Maker {
        self.state.acts += 1;
        Maker::for_act(self.state.seed, self.state.acts)
    }

    pub(super) fn place(&mut self, count: u32, wish: &OrderWish) -> Outcome {
        if let Some(number) = wish.order_seq.filter(|number| self.state.order(*number).is_some()) {
            return Err(VerbError::Taken(number));
        }
        let mut done = Done::default();
        for turn in 0..count {
            let order_seq = wish.order_seq.filter(|_| turn == 0);
            let wish = OrderWish { order_seq, ..wish.clone() };
            let keys = self.maker().order(self.state, self.now, &wish);
            done.order_seq = keys.first().map(|key| key.order_seq);
            done.keys.extend(keys);
        }
        Ok(done)
    }

    /// The lines of a basket that wait for its payment.
    fn unpaid(&self, order_seq: u64) -> Result<Vec<Key>, VerbError> {
        self.state.order(order_seq).ok_or(VerbError::Unknown(order_seq))?;
        let waits = |line: &&Line| line.state == LineState::AwaitingPayment;
        let keys: Vec<Key> = self.state.basket(order_seq).filter(waits).map(|line| line.key).collect();
        if keys.is_empty() { Err(VerbError::WrongState("no payment is awaited")) } else { Ok(keys) }
    }

    pub(super) fn pays(&mut self, order_seq: u64) -> Outcome {
        for key in self.unpaid(order_seq)? {
            moves::pay(self.state, key, self.now);
        }
        Ok(Done::default())
    }

    pub(super) fn lapses(&mut self, order_seq: u64) -> Outcome {
        for key in self.unpaid(order_seq)? {
            moves::drop_unpaid(self.state, key, LineState::PaymentFailed, self.now);
        }
        Ok(Done::default())
    }

    pub(super) fn moves(&mut self, order_seq: u64, receiver: &Address) -> Outcome {
        self.state.order(order_seq).ok_or(VerbError::Unknown(order_seq))?;
        let early = |line: &&Line| matches!(line.state, LineState::Paid | LineState::AwaitingPayment);
        let keys: Vec<Key> = self.state.basket(order_seq).filter(early).map(|line| line.key).collect();
        for key in &keys {
            if let Some(line) = self.state.line_mut(*key) {
                line.receiver = receiver.clone();
            }
        }
        moved(!keys.is_empty(), "the order is being prepared, or over")
    }

    pub(super) fn closes(&mut self, inquiry_seq: u64) -> Outcome {
        self.state.touch();
        let inquiry = self.state.inquiries.get_mut(&inquiry_seq).ok_or(VerbError::Unknown(inquiry_seq))?;
        let open = !std::mem::replace(&mut inquiry.closed, true);
        moved(open, "the inquiry is closed already")
    }

    /// The older guide says that the AccessKey stays; the newer one says nothing else.
    pub(super) fn reissues(&mut self) -> Outcome {
        self.state.credentials.secret_key = self.maker().word(40);
        self.state.touch();
        Ok(Done::default())
    }

    /// The acts on one line.
    pub(super) fn on_line(&mut self, verb: &Verb) -> Outcome {
        let key = verb.line().ok_or(VerbError::WrongState("the act is none of a line"))?;
        self.line(key)?;
        match verb {
            Verb::BuyerCancels { .. } => self.cancels(key),
            Verb::BuyerReturns { wish, .. } => {
                let words = words(wish, phrases::RETURN_REASONS[0]);
                moved(moves::ask_return(self.state, key, words, self.now), NOT_CLAIMABLE)
            }
            Verb::BuyerExchanges { wish, .. } => {
                let words = words(wish, phrases::CHANGE_REASONS[0]);
                moved(moves::ask_exchange(self.state, key, words, self.now), NOT_CLAIMABLE)
            }
            Verb::BuyerReviews { text, .. } => self.reviews(key, text.as_deref()),
            Verb::BuyerAsks { kind, from_product, .. } => self.asks(key, kind.unwrap_or(1), *from_product),
            other => self.step(key, other),
        }
    }

    /// The acts that move one line a step on.
    fn step(&mut self, key: Key, verb: &Verb) -> Outcome {
        let (state, settings, now) = (&mut *self.state, self.settings, self.now);
        match verb {
            Verb::BuyerWithdraws { .. } => {
                moved(moves::withdraw(state, settings, key, now), "no claim waits, or its goods are back")
            }
            Verb::BuyerEntersAccount { .. } => {
                moved(moves::enter_account(state, settings, key, now), "no account is wanted")
            }
            Verb::RefundCompletes { .. } => moved(moves::refund(state, key), "no refund is on its way"),
            Verb::ParcelDelivered { .. } => {
                moved(moves::deliver(state, settings, key, now), "no parcel is on its way")
            }
            Verb::ExchangeDelivered { .. } => {
                let shipped = |state| state == LineState::ExchangeShipping;
                let arrived = moves::step(state, key, shipped, LineState::ExchangeDelivered);
                moved(arrived, "no replacement is on its way")
            }
            Verb::BuyerDecides { .. } => {
                moved(moves::decide(state, key, now), "nothing was sent, or a claim is open")
            }
            _ => Err(VerbError::WrongState("the act is none of a line")),
        }
    }

    /// 발주를 하면 구매자는 주문취소를 할 수 없고
    fn cancels(&mut self, key: Key) -> Outcome {
        if moves::drop_unpaid(self.state, key, LineState::OrderUnpaid, self.now) {
            return Ok(Done::default());
        }
        if self.line(key)?.state != LineState::Paid {
            return Err(VerbError::WrongState("the order is being prepared, or over"));
        }
        moves::end(self.state, self.settings, key, Ending::Order, self.now);
        Ok(Done::default())
    }

    fn reviews(&mut self, key: Key, text: Option<&str>) -> Outcome {
        if !moves::step(self.state, key, |state| state == LineState::Decided, LineState::Reviewed) {
            return Err(VerbError::WrongState("the purchase is not decided on, or reviewed already"));
        }
        let mut maker = self.maker();
        let (grade, drawn) = maker.opinion();
        let review = Review {
            review_seq: self.state.new_review_seq(),
            key,
            grade,
            text: text.unwrap_or(drawn).to_owned(),
            created_at: self.now,
            images: maker.rng.random_range(0..3),
            reply: None,
            applied: Applied::new(),
        };
        let review_seq = review.review_seq;
        self.state.reviews.insert(review_seq, review);
        Ok(Done { review_seq: Some(review_seq), ..Done::default() })
    }

    fn asks(&mut self, key: Key, kind: i64, from_product: bool) -> Outcome {
        if !(1..=11).contains(&kind) {
            return Err(VerbError::WrongState("an inquiry has a type from 1 to 11"));
        }
        let (title, content) = phrases::question(kind);
        let inquiry = Inquiry {
            inquiry_seq: self.state.new_inquiry_seq(),
            kind,
            key,
            from_order: !from_product,
            title: title.to_owned(),
            content: content.to_owned(),
            created_at: self.now,
            closed: false,
            read: false,
            reply: None,
            applied: Applied::new(),
        };
        let inquiry_seq = inquiry.inquiry_seq;
        self.state.inquiries.insert(inquiry_seq, inquiry);
        Ok(Done { inquiry_seq: Some(inquiry_seq), ..Done::default() })
    }
}

const NOT_CLAIMABLE: &str = "nothing was sent, or a claim is open";

fn words<'a>(wish: &'a ClaimWish, (usual, detail): (i64, &'a str)) -> (i64, &'a str) {
    (wish.reason.unwrap_or(usual), wish.detail.as_deref().unwrap_or(detail))
}
