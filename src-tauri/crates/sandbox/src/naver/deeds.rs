//! What each act does to the shop, and when it is not possible.

use chrono::{DateTime, Utc};

use super::claims::{Claim, ClaimKind, ClaimStatus, CollectStatus, Pickup};
use super::generate::Maker;
use super::life;
use super::model::{Address, Line, LineStatus};
use super::moves::{self, BUYER, Draft};
use super::setbacks;
use super::settings::Settings;
use super::state::{Event, State};
use super::verbs::{Done, OrderWish, Verb, VerbError};
use crate::clock::seconds;

/// requestChannel of what the support files.
const SUPPORT: &str = "관리자";

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

fn opened(claim_id: Option<String>) -> Outcome {
    Ok(Done { claim_id, ..Done::default() })
}

impl Deeds<'_> {
    fn line(&self, id: &str) -> Result<&Line, VerbError> {
        self.state.lines.get(id).ok_or_else(|| VerbError::Unknown(id.to_owned()))
    }

    fn claim(&self, id: &str) -> Result<&Claim, VerbError> {
        self.state.claims.get(id).ok_or_else(|| VerbError::Unknown(id.to_owned()))
    }

    fn lines_of(&self, order_id: &str) -> Result<Vec<String>, VerbError> {
        let order = self.state.orders.get(order_id);
        order.map(|order| order.line_ids.clone()).ok_or_else(|| VerbError::Unknown(order_id.to_owned()))
    }

    fn maker(&mut self) -> Maker {
        self.state.acts += 1;
        Maker::for_act(self.state.seed, self.state.acts)
    }

    pub(super) fn place(&mut self, count: u32, wish: &OrderWish) -> Done {
        let mut done = Done::default();
        for _ in 0..count {
            let mut maker = self.maker();
            let placed = maker.order(self.state, self.now, wish);
            life::after_order(self.state, self.settings, &placed.order_id, self.now);
            done.order_id = Some(placed.order_id);
            done.product_order_ids.extend(placed.line_ids);
        }
        done
    }

    /// Whether something of the order still waits for its payment, and nothing of it is being
    /// cancelled.
    fn waits_for_payment(&self, order_id: &str) -> Result<bool, VerbError> {
        let ids = self.lines_of(order_id)?;
        let mut unpaid = ids.iter().filter_map(|id| self.state.lines.get(id)).filter(|line| line.is_unpaid());
        let cancelling = |line: &Line| self.state.open_claim(line).is_some();
        Ok(unpaid.clone().next().is_some() && !unpaid.any(cancelling))
    }

    pub(super) fn lapses(&mut self, order_id: &str) -> Outcome {
        let unpaid = self.waits_for_payment(order_id)?;
        if unpaid {
            moves::lapse(self.state, order_id);
        }
        moved(unpaid, "no payment is awaited")
    }

    pub(super) fn pays(&mut self, order_id: &str) -> Outcome {
        let unpaid = self.waits_for_payment(order_id)?;
        if unpaid {
            moves::pay(self.state, order_id, self.now);
        }
        moved(unpaid, "no payment is awaited")
    }

    /// The line, and how many of it somebody may claim.
    fn claimable(&self, id: &str, quantity: Option<u32>) -> Result<(&Line, u32), VerbError> {
        let line = self.line(id)?;
        let open = self.state.open_claim(line).map(|claim| claim.status);
        if open.is_some_and(|status| status != ClaimStatus::ExchangeRedelivering) {
            return Err(VerbError::WrongState("a claim is open"));
        }
        let wanted = quantity.unwrap_or(line.remain);
        if wanted == 0 || wanted > line.remain {
            return Err(VerbError::TooMany { product_order_id: id.to_owned(), left: line.remain });
        }
        Ok((line, wanted))
    }

    pub(super) fn cancels(&mut self, id: &str, quantity: Option<u32>, reason: Option<&str>) -> Outcome {
        let (line, quantity) = self.claimable(id, quantity)?;
        if line.status != LineStatus::Payed && !line.is_unpaid() {
            return Err(VerbError::WrongState("the line is not waiting to be sent"));
        }
        let status = if line.is_confirmed() { ClaimStatus::CancelRequest } else { ClaimStatus::Canceling };
        let reason = reason.unwrap_or("INTENT_CHANGED");
        let draft = draft(ClaimKind::Cancel, status, quantity, reason, None);
        let claim_id = moves::open_claim(self.state, id, draft, self.now);
        if let Some(claim_id) = claim_id.as_ref().filter(|_| status == ClaimStatus::Canceling) {
            self.plan_refund(claim_id);
        }
        opened(claim_id)
    }

    fn plan_refund(&mut self, claim_id: &str) {
        match self.settings.refund_after {
            0 => moves::refund(self.state, claim_id, self.now),
            after => self.state.plan(self.now + seconds(after), Event::Refund(claim_id.to_owned())),
        }
    }

    pub(super) fn returns(
        &mut self,
        id: &str,
        quantity: Option<u32>,
        (reason, held): (Option<&str>, bool),
    ) -> Outcome {
        let reason = reason.unwrap_or("INTENT_CHANGED");
        if held && !moves::is_buyers_own(reason) {
            return Err(VerbError::WrongState(
                "the seller pays the way back, which leaves no fee to hold for",
            ));
        }
        let done = self.sends_back(id, quantity, (ClaimKind::Return, ClaimStatus::ReturnRequest, reason))?;
        if let Some(claim_id) = done.claim_id.as_deref().filter(|_| held) {
            setbacks::deduct(self.state, claim_id, self.now);
        }
        Ok(done)
    }

    pub(super) fn exchanges(&mut self, id: &str, quantity: Option<u32>, reason: Option<&str>) -> Outcome {
        let reason = reason.unwrap_or("COLOR_AND_SIZE");
        self.sends_back(id, quantity, (ClaimKind::Exchange, ClaimStatus::ExchangeRequest, reason))
    }

    fn sends_back(
        &mut self,
        id: &str,
        quantity: Option<u32>,
        (kind, status, reason): (ClaimKind, ClaimStatus, &str),
    ) -> Outcome {
        let (line, quantity) = self.claimable(id, quantity)?;
        if !line.has_left() {
            return Err(VerbError::WrongState("the line has not left"));
        }
        let pickup = Pickup {
            method: "RETURN_DESIGNATED".to_owned(),
            company: None,
            number: None,
            status: CollectStatus::CollectRequestToDeliveryCompany,
            completed_at: None,
        };
        let draft = draft(kind, status, quantity, reason, Some(pickup));
        let claim_id = moves::open_claim(self.state, id, draft, self.now);
        if let Some(claim_id) = &claim_id {
            life::after_request(self.state, self.settings, claim_id, self.now);
        }
        opened(claim_id)
    }

    /// Until the goods are in.
    pub(super) fn withdraws(&mut self, claim_id: &str) -> Outcome {
        let claim = self.claim(claim_id)?;
        let early = matches!(
            claim.status,
            ClaimStatus::CancelRequest
                | ClaimStatus::ReturnRequest
                | ClaimStatus::ExchangeRequest
                | ClaimStatus::Collecting
        );
        if early {
            moves::turn_down(self.state, claim_id, self.now);
        }
        moved(early, "the claim is past withdrawing")
    }

    pub(super) fn moves(&mut self, order_id: &str, receiver: &Address, at_confirm: bool) -> Outcome {
        let mut happened = false;
        for id in self.lines_of(order_id)? {
            let line = self.line(&id)?;
            let waits = line.status == LineStatus::Payed && !line.waits_for_receiver();
            if !waits || (at_confirm && line.is_confirmed()) {
                continue;
            }
            happened = true;
            if !at_confirm {
                moves::change_address(self.state, &id, receiver, self.now);
            } else if let Some(line) = self.state.lines.get_mut(&id) {
                line.next_receiver = Some(receiver.clone());
                self.state.touch();
            }
        }
        moved(happened, "every line of the order is past changing")
    }

    pub(super) fn receives(&mut self, order_id: &str, receiver: Option<&Address>) -> Outcome {
        let lines = self.lines_of(order_id)?;
        let waiting = |id: &String| self.state.lines.get(id).is_some_and(Line::waits_for_receiver);
        if !lines.iter().any(waiting) {
            return Err(VerbError::WrongState("no gift waits for an address"));
        }
        let drawn = self.maker().receiver();
        moves::receive_gift(self.state, order_id, receiver.unwrap_or(&drawn), self.now);
        Ok(Done::default())
    }

    /// The acts that move one line or one claim a step on.
    pub(super) fn step(&mut self, verb: &Verb) -> Outcome {
        match verb {
            Verb::BuyerDecides { product_order_id: id } => {
                self.line(id)?;
                moved(
                    moves::decide(self.state, id, self.now),
                    "the parcel has not arrived, or a claim is open",
                )
            }
            Verb::ParcelScanned { product_order_id: id } => {
                self.line(id)?;
                moved(moves::scan(self.state, id, self.now), "no parcel waits for the courier")
            }
            Verb::NumberWrong { product_order_id: id } => {
                self.line(id)?;
                moved(moves::mark_wrong(self.state, id, self.now), "no parcel waits for the courier")
            }
            Verb::ParcelDelivered { product_order_id: id } => {
                self.line(id)?;
                moved(moves::deliver(self.state, id, self.now), "no parcel is on its way")
            }
            Verb::DeliveryFails { product_order_id: id } => {
                self.line(id)?;
                moved(setbacks::fail_delivery(self.state, id, self.now), "no numbered parcel is on its way")
            }
            Verb::DecisionHeld { product_order_id: id } => self.holds_decision(id),
            Verb::DecisionReleased { claim_id } => {
                self.claim(claim_id)?;
                moved(setbacks::release_decision(self.state, claim_id, self.now), "no decision is held back")
            }
            Verb::PickupFails { claim_id } => {
                self.claim(claim_id)?;
                moved(setbacks::fail_pickup(self.state, claim_id), "no goods wait to be fetched")
            }
            Verb::SupportCancels { product_order_id: id } => self.support_cancels(id),
            Verb::RefundCompletes { claim_id } => self.refund_completes(claim_id),
            Verb::PickupScanned { claim_id } => self.fetched(claim_id),
            Verb::GoodsCollected { claim_id } => self.collected(claim_id),
            Verb::ExchangeDelivered { claim_id } => {
                self.claim(claim_id)?;
                let arrived = moves::deliver_exchange(self.state, claim_id, self.now);
                moved(arrived, "no replacement is on its way")
            }
            _ => Err(VerbError::WrongState("the act is none of a line or claim")),
        }
    }

    fn holds_decision(&mut self, id: &str) -> Outcome {
        let line = self.line(id)?;
        if !line.has_left() || self.state.holds_decision(line) {
            return Err(VerbError::WrongState("there is no decision to hold back"));
        }
        opened(setbacks::hold_decision(self.state, id, self.now))
    }

    /// An open claim gives way; that it then shows as withdrawn is unverified.
    fn support_cancels(&mut self, id: &str) -> Outcome {
        let line = self.line(id)?;
        if line.status.is_closed() || line.remain == 0 {
            return Err(VerbError::WrongState("the trade is over"));
        }
        let remain = line.remain;
        let open = self.state.open_claim(line).map(|claim| claim.claim_id.clone());
        if let Some(open) = open {
            moves::turn_down(self.state, &open, self.now);
        }
        let status = ClaimStatus::AdminCanceling;
        let draft = draft(ClaimKind::AdminCancel, status, remain, "DELAYED_DELIVERY", None);
        let draft = Draft { channel: SUPPORT, ..draft };
        let claim_id = moves::open_claim(self.state, id, draft, self.now);
        if let Some(claim_id) = &claim_id {
            moves::refund(self.state, claim_id, self.now);
        }
        opened(claim_id)
    }

    fn refund_completes(&mut self, claim_id: &str) -> Outcome {
        let waits = self.claim(claim_id)?.status == ClaimStatus::Canceling;
        if waits {
            moves::refund(self.state, claim_id, self.now);
        }
        moved(waits, "no refund is on its way")
    }

    fn fetched(&mut self, claim_id: &str) -> Outcome {
        self.claim(claim_id)?;
        let number = self.maker().tracking_number();
        moved(moves::fetch(self.state, claim_id, ("CJGLS", &number)), "no goods wait to be fetched")
    }

    /// Goods nobody fetched yet are fetched first.
    fn collected(&mut self, claim_id: &str) -> Outcome {
        let asked = [ClaimStatus::ReturnRequest, ClaimStatus::ExchangeRequest];
        if asked.contains(&self.claim(claim_id)?.status) {
            self.fetched(claim_id)?;
        }
        moved(moves::bring(self.state, claim_id, self.now), "no goods are on their way back")
    }
}

fn draft(kind: ClaimKind, status: ClaimStatus, quantity: u32, reason: &str, pickup: Option<Pickup>) -> Draft {
    let detail = match kind {
        ClaimKind::Cancel => "필요 없어졌어요",
        ClaimKind::Return => "생각한 것과 달라요",
        ClaimKind::Exchange => "다른 색으로 바꿔주세요",
        _ => "고객센터 직권취소",
    };
    let (reason, detail) = (reason.to_owned(), detail.to_owned());
    Draft { kind, status, quantity, reason, detail, channel: BUYER, pickup }
}
