//! What each act does to the shop, and when it is not possible.

use chrono::{DateTime, Utc};

use super::claims::{Claim, ClaimKind, ClaimStatus, Hold, Pickup};
use super::codes;
use super::generate::Maker;
use super::life;
use super::model::{Address, Line, LineStatus};
use super::moves::{self, Draft};
use super::settings::Settings;
use super::state::State;
use super::verbs::{Done, OrderWish, Verb, VerbError};

pub(super) type Outcome = Result<Done, VerbError>;

/// Somebody other than the seller, at work.
pub(super) struct Deeds<'a> {
    pub(super) state: &'a mut State,
    pub(super) settings: &'a Settings,
    pub(super) now: DateTime<Utc>,
}

pub(super) fn moved(happened: bool, obstacle: &'static str) -> Outcome {
    happened.then(Done::default).ok_or(VerbError::WrongState(obstacle))
}

fn opened(claim_id: Option<String>) -> Outcome {
    Ok(Done { claim_id, ..Done::default() })
}

impl Deeds<'_> {
    pub(super) fn line(&self, id: &str) -> Result<&Line, VerbError> {
        self.state.lines.get(id).ok_or_else(|| VerbError::Unknown(id.to_owned()))
    }

    pub(super) fn claim(&self, id: &str) -> Result<&Claim, VerbError> {
        self.state.claims.get(id).ok_or_else(|| VerbError::Unknown(id.to_owned()))
    }

    fn lines_of(&self, ord_no: &str) -> Result<Vec<String>, VerbError> {
        let order = self.state.orders.get(ord_no);
        order.map(|order| order.line_ids.clone()).ok_or_else(|| VerbError::Unknown(ord_no.to_owned()))
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
            life::after_order(self.state, self.settings, &placed.ord_no, self.now);
            done.ord_no = Some(placed.ord_no);
            done.line_ids.extend(placed.line_ids);
        }
        done
    }

    fn any_at(&self, ord_no: &str, status: LineStatus) -> Result<bool, VerbError> {
        let ids = self.lines_of(ord_no)?;
        Ok(ids.iter().filter_map(|id| self.state.lines.get(id)).any(|line| line.status == status))
    }

    pub(super) fn pays(&mut self, ord_no: &str) -> Outcome {
        let unpaid = self.any_at(ord_no, LineStatus::Unpaid)?;
        if unpaid {
            moves::pay(self.state, ord_no, self.now);
        }
        moved(unpaid, "no payment is awaited")
    }

    /// 00: 무통장 미입금 취소
    pub(super) fn lapses(&mut self, ord_no: &str) -> Outcome {
        let unpaid = self.any_at(ord_no, LineStatus::Unpaid)?;
        self.cancel_all(ord_no, "00", LineStatus::Unpaid)?;
        moved(unpaid, "no payment is awaited")
    }

    /// 98: 선물 받기를 거절하여 취소된 주문
    pub(super) fn declines(&mut self, ord_no: &str) -> Outcome {
        let waits = self.any_at(ord_no, LineStatus::GiftWaiting)?;
        self.cancel_all(ord_no, "98", LineStatus::GiftWaiting)?;
        moved(waits, "no gift waits for an address")
    }

    fn cancel_all(&mut self, ord_no: &str, reason: &str, status: LineStatus) -> Result<(), VerbError> {
        for id in self.lines_of(ord_no)? {
            let line = self.line(&id)?;
            if line.status == status {
                let draft = draft((ClaimKind::Cancel, ClaimStatus::CancelAsked), line.remain(), reason);
                self.cancel_now(&id, draft);
            }
        }
        Ok(())
    }

    fn cancel_now(&mut self, id: &str, draft: Draft) -> Option<String> {
        let claim_id = moves::open_claim(self.state, id, draft, self.now)?;
        moves::finish_cancel(self.state, &claim_id, self.now);
        Some(claim_id)
    }

    /// The line, and how many of it somebody may claim.
    fn claimable(&self, id: &str, quantity: Option<u32>) -> Result<(&Line, u32), VerbError> {
        let line = self.line(id)?;
        if self.state.open_claim(line).is_some() {
            return Err(VerbError::WrongState("a claim is open"));
        }
        let left = line.remain();
        let wanted = quantity.unwrap_or(left);
        if wanted == 0 || wanted > left {
            return Err(VerbError::TooMany { line: id.to_owned(), left });
        }
        Ok((line, wanted))
    }

    /// Before 발주확인 at once, unless the seller is at fault: then it waits, as it does after it.
    pub(super) fn cancels(&mut self, id: &str, quantity: Option<u32>, reason: Option<&str>) -> Outcome {
        let (line, quantity) = self.claimable(id, quantity)?;
        let early = line.status < LineStatus::Confirmed;
        if !early && line.status != LineStatus::Confirmed {
            return Err(VerbError::WrongState("the line is not waiting to be sent"));
        }
        let reason = reason.unwrap_or("14");
        let draft = draft((ClaimKind::Cancel, ClaimStatus::CancelAsked), quantity, reason);
        if early && !(codes::is_sellers_cancel(reason) && line.status == LineStatus::Paid) {
            return opened(self.cancel_now(id, draft));
        }
        opened(moves::open_claim(self.state, id, draft, self.now))
    }

    pub(super) fn returns(&mut self, id: &str, quantity: Option<u32>, reason: Option<&str>) -> Outcome {
        let reason = reason.unwrap_or("101");
        self.sends_back(id, quantity, (ClaimKind::Return, ClaimStatus::ReturnAsked, reason))
    }

    pub(super) fn exchanges(&mut self, id: &str, quantity: Option<u32>, reason: Option<&str>) -> Outcome {
        let reason = reason.unwrap_or("206");
        self.sends_back(id, quantity, (ClaimKind::Exchange, ClaimStatus::ExchangeAsked, reason))
    }

    fn sends_back(
        &mut self,
        id: &str,
        quantity: Option<u32>,
        (kind, status, reason): (ClaimKind, ClaimStatus, &str),
    ) -> Outcome {
        let (line, quantity) = self.claimable(id, quantity)?;
        if !line.status.has_left() {
            return Err(VerbError::WrongState("the line has not left"));
        }
        let pickup = Some(Pickup { method: DESIGNATED.to_owned(), ..Pickup::default() });
        let draft = Draft { pickup, ..draft((kind, status), quantity, reason) };
        let claim_id = moves::open_claim(self.state, id, draft, self.now);
        if let Some(claim_id) = &claim_id {
            life::after_request(self.state, self.settings, claim_id, self.now);
        }
        opened(claim_id)
    }

    fn withdraws(&mut self, claim_id: &str) -> Outcome {
        let claim = self.claim(claim_id)?;
        if !claim.is_open() {
            return Err(VerbError::WrongState("the claim is past withdrawing"));
        }
        let status = match claim.kind {
            ClaimKind::Cancel => ClaimStatus::CancelWithdrawn,
            ClaimKind::Return | ClaimKind::OfficeCancel => ClaimStatus::ReturnWithdrawn,
            ClaimKind::Exchange => ClaimStatus::ExchangeWithdrawn,
        };
        moves::end(self.state, claim_id, status, self.now);
        Ok(Done::default())
    }

    /// 발주확인 freezes the address.
    pub(super) fn moves(&mut self, ord_no: &str, receiver: &Address, at_confirm: bool) -> Outcome {
        let mut happened = false;
        for id in self.lines_of(ord_no)? {
            let Some(line) = self.state.lines.get_mut(&id).filter(|it| it.status < LineStatus::Confirmed)
            else {
                continue;
            };
            happened = true;
            let place = if at_confirm { &mut line.next_receiver } else { &mut line.receiver };
            *place = Some(receiver.clone());
            self.state.touch();
        }
        moved(happened, "every line of the order is confirmed")
    }

    pub(super) fn receives(&mut self, ord_no: &str, receiver: Option<&Address>) -> Outcome {
        let waits = self.any_at(ord_no, LineStatus::GiftWaiting)?;
        let drawn = self.maker().address();
        if waits {
            moves::receive_gift(self.state, ord_no, receiver.unwrap_or(&drawn));
        }
        moved(waits, "no gift waits for an address")
    }

    /// The acts that move one line or one claim a step on.
    pub(super) fn step(&mut self, verb: &Verb) -> Outcome {
        match verb {
            Verb::BuyerWithdraws { claim } => self.withdraws(claim),
            Verb::BuyerDecides { line } => {
                self.line(line)?;
                let decided = moves::decide(self.state, line, self.now, false);
                moved(decided, "the parcel has not left, or a claim is open")
            }
            Verb::BuyerMisses { line } => {
                self.line(line)?;
                moved(moves::report_missing(self.state, line, self.now), "nothing is on its way unreported")
            }
            Verb::ParcelDelivered { line } => {
                self.line(line)?;
                moved(moves::deliver(self.state, line, self.now), "no parcel is on its way")
            }
            Verb::BarcodePrinted { line } => self.prints(line),
            Verb::SupportCancels { line } => self.support_cancels(line),
            Verb::OfficeCancels { line, reason } => self.office_cancels(line, reason.as_deref()),
            Verb::SupportRefunds { claim } => self.support_refunds(claim),
            Verb::OfficeHolds { claim } => self.office_holds(claim),
            Verb::GoodsCollected { claim } => {
                self.claim(claim)?;
                moved(moves::bring(self.state, claim, self.now), "no goods are on their way back")
            }
            rare => self.rare(rare),
        }
    }

    fn prints(&mut self, id: &str) -> Outcome {
        self.line(id)?;
        let line = self.state.lines.get_mut(id).filter(|line| line.global);
        let prints = line.map(|line| line.barcode_printed = true).is_some();
        self.state.touch();
        moved(prints, "the order does not go abroad")
    }

    /// 17: 배송지연으로 취소. An open request gives way; that it then shows as withdrawn is unverified.
    fn support_cancels(&mut self, id: &str) -> Outcome {
        let line = self.line(id)?;
        if !line.status.waits() || line.remain() == 0 {
            return Err(VerbError::WrongState("the line does not wait to be sent"));
        }
        let draft = draft((ClaimKind::Cancel, ClaimStatus::CancelAsked), line.remain(), "17");
        let open = self.state.open_claim(line).map(|claim| claim.claim_id.clone());
        if let Some(open) = open {
            moves::end(self.state, &open, ClaimStatus::CancelWithdrawn, self.now);
        }
        let claim_id = self.cancel_now(id, Draft { by_seller: true, ..draft });
        if let Some(claim) = claim_id.as_ref().and_then(|id| self.state.claims.get_mut(id)) {
            claim.late = true;
        }
        opened(claim_id)
    }

    /// 198: 판매자 책임사유
    fn office_cancels(&mut self, id: &str, reason: Option<&str>) -> Outcome {
        let (line, reason) = (self.line(id)?, reason.unwrap_or("198"));
        if !codes::OFFICE_REASONS.contains(&reason) {
            return Err(VerbError::WrongState("the reason is none of 직권취소"));
        }
        if line.status != LineStatus::Decided {
            return Err(VerbError::WrongState("the purchase is not decided on"));
        }
        let draft = draft((ClaimKind::OfficeCancel, ClaimStatus::ReturnAsked), line.remain(), reason);
        let claim_id = moves::open_claim(self.state, id, draft, self.now);
        if let Some(claim_id) = &claim_id {
            moves::finish_office_cancel(self.state, claim_id, self.now);
        }
        opened(claim_id)
    }

    fn support_refunds(&mut self, claim_id: &str) -> Outcome {
        let claim = self.claim(claim_id)?;
        let waits = claim.kind == ClaimKind::Return && claim.is_open();
        if waits {
            moves::finish_return(self.state, claim_id, self.now);
        }
        moved(waits, "no return is open")
    }

    fn office_holds(&mut self, claim_id: &str) -> Outcome {
        let status = self.claim(claim_id)?.status;
        let (reason, detail) = (String::new(), "셀러오피스에서 보류".to_owned());
        let hold = Hold { reason, detail, held_at: self.now };
        match status {
            ClaimStatus::ReturnAsked => moves::hold_return(self.state, claim_id, hold),
            ClaimStatus::ExchangeAsked => {
                if let Some(claim) = self.state.claims.get_mut(claim_id) {
                    claim.status = ClaimStatus::ExchangeHeld;
                    claim.hold = Some(hold);
                }
                self.state.touch();
            }
            _ => return Err(VerbError::WrongState("no return or exchange was just asked for")),
        }
        Ok(Done::default())
    }
}

/// twMthd: 11번가 지정반품택배
const DESIGNATED: &str = "06";

fn draft((kind, status): (ClaimKind, ClaimStatus), quantity: u32, reason: &str) -> Draft {
    let detail = match (kind, reason) {
        (ClaimKind::Cancel, "17") => "발송지연 직권취소",
        (ClaimKind::Cancel, _) => "다음에 구매하겠습니다.",
        (ClaimKind::Return, _) => "생각한 것과 달라요",
        (ClaimKind::Exchange, _) => "다른 색으로 바꿔주세요",
        (ClaimKind::OfficeCancel, _) => "고객센터 직권취소",
    };
    let (reason, detail) = (reason.to_owned(), detail.to_owned());
    Draft { kind, status, quantity, reason, detail, by_seller: false, pickup: None }
}
