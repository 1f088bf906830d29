//! The unified status: one word per line, derived from its stage and its open claims.

use serde::{Deserialize, Serialize};

use crate::{ClaimKind, ClaimStep, Quantity, Stage};

/// The status a person filters by. It is derived and never sent anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// 결제완료
    Paid,
    /// 상품준비중
    Preparing,
    /// 배송지시
    Shipped,
    /// 배송중
    Delivering,
    /// 배송완료
    Delivered,
    /// 구매확정
    Confirmed,
    /// 취소요청
    CancelReq,
    /// 취소완료
    Canceled,
    /// 반품요청
    ReturnReq,
    /// 반품완료
    Returned,
    /// 교환요청
    ExchReq,
    /// 교환완료
    Exchanged,
    /// The marketplace said something we do not know; its raw word is shown.
    Unknown,
}

/// A claim on a line, as far as its status depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimOnLine {
    /// What was asked for.
    pub kind: ClaimKind,
    /// How far it has come.
    pub step: ClaimStep,
    /// Pieces of this line that it is about; 0 for the whole line, where the marketplace does not count.
    pub quantity: u32,
}

impl ClaimOnLine {
    /// Pieces of a line that its claims took between them, never more than were `ordered`: those of cancels and returns
    /// that were carried out. A claim that counts no pieces took them all.
    pub fn pieces_taken(claims: &[Self], ordered: u32) -> u32 {
        let of = |claim: &Self| if claim.quantity == 0 { ordered } else { claim.quantity };
        claims.iter().filter(|claim| claim.took_goods()).map(of).fold(0, u32::saturating_add).min(ordered)
    }

    /// Whether the buyer got what was asked for.
    const fn carried_out(&self) -> bool {
        matches!(self.step, ClaimStep::Completed | ClaimStep::Overruled)
    }

    /// Whether its pieces went back or never left; those of an exchange are still bought.
    const fn took_goods(&self) -> bool {
        self.carried_out() && !matches!(self.kind, ClaimKind::Exchange)
    }
}

impl Status {
    /// Every status, in the order of a line's life.
    pub const ALL: [Status; 13] = [
        Self::Paid,
        Self::Preparing,
        Self::Shipped,
        Self::Delivering,
        Self::Delivered,
        Self::Confirmed,
        Self::CancelReq,
        Self::Canceled,
        Self::ReturnReq,
        Self::Returned,
        Self::ExchReq,
        Self::Exchanged,
        Self::Unknown,
    ];

    /// The status of a line: an open claim comes first, then the claim that took its last piece, then the
    /// stage. A marketplace may count returned pieces as cancelled ones, and stop showing a line before it counted
    /// the last of them; the claims say which they were, and how many.
    pub fn derive(stage: Stage, quantity: Quantity, claims: &[ClaimOnLine]) -> Status {
        if let Some(open) = claims.iter().find(|claim| !claim.step.is_terminal()) {
            return Self::asked(open.kind);
        }
        let taken = ClaimOnLine::pieces_taken(claims, quantity.ordered);
        let gone = quantity.ordered > 0 && quantity.canceled.max(taken) >= quantity.ordered;
        let mut last = claims.iter().rev().filter(|claim| claim.carried_out());
        let whole = |claim: &ClaimOnLine| claim.quantity == 0 || claim.quantity >= quantity.ordered;
        match last.find(|claim| gone || whole(claim)) {
            Some(claim) => Self::settled(claim.kind),
            None if gone => Self::Canceled,
            None => Self::of(stage),
        }
    }

    /// The status of a line while a claim of this kind is open.
    pub const fn asked(kind: ClaimKind) -> Status {
        match kind {
            ClaimKind::Cancel => Self::CancelReq,
            ClaimKind::Return => Self::ReturnReq,
            ClaimKind::Exchange => Self::ExchReq,
        }
    }

    /// After a claim of this kind took the line's last piece.
    const fn settled(kind: ClaimKind) -> Status {
        match kind {
            ClaimKind::Cancel => Self::Canceled,
            ClaimKind::Return => Self::Returned,
            ClaimKind::Exchange => Self::Exchanged,
        }
    }

    /// The status of a line at a stage without claims.
    pub const fn of(stage: Stage) -> Status {
        match stage {
            Stage::Paid => Self::Paid,
            Stage::Preparing => Self::Preparing,
            Stage::Shipped => Self::Shipped,
            Stage::Delivering => Self::Delivering,
            Stage::Delivered => Self::Delivered,
            Stage::Confirmed => Self::Confirmed,
            Stage::Canceled => Self::Canceled,
            Stage::Unknown => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: Quantity = Quantity { ordered: 2, canceled: 0, held: 0 };

    fn claim(kind: ClaimKind, step: ClaimStep, quantity: u32) -> ClaimOnLine {
        ClaimOnLine { kind, step, quantity }
    }

    #[test]
    fn an_open_claim_comes_before_the_stage() {
        let open = claim(ClaimKind::Cancel, ClaimStep::Requested, 1);
        assert_eq!(Status::derive(Stage::Preparing, TWO, &[open]), Status::CancelReq);
    }

    #[test]
    fn a_partial_cancel_that_went_through_leaves_the_rest_to_ship() {
        let part = claim(ClaimKind::Cancel, ClaimStep::Completed, 1);
        assert_eq!(
            Status::derive(Stage::Preparing, Quantity { canceled: 1, ..TWO }, &[part]),
            Status::Preparing
        );
    }

    #[test]
    fn a_withdrawn_claim_gives_the_line_back() {
        let gone = claim(ClaimKind::Return, ClaimStep::Withdrawn, 2);
        assert_eq!(Status::derive(Stage::Delivered, TWO, &[gone]), Status::Delivered);
    }

    #[test]
    fn a_whole_return_by_support_is_returned() {
        let done = claim(ClaimKind::Return, ClaimStep::Overruled, 2);
        assert_eq!(Status::derive(Stage::Delivered, TWO, &[done]), Status::Returned);
    }

    #[test]
    fn a_claim_that_counts_no_pieces_is_about_the_whole_line() {
        let done = claim(ClaimKind::Cancel, ClaimStep::Completed, 0);
        assert_eq!(Status::derive(Stage::Preparing, TWO, &[done]), Status::Canceled);
    }

    #[test]
    fn returned_pieces_that_are_counted_as_cancelled_are_returned() {
        let done = claim(ClaimKind::Return, ClaimStep::Completed, 2);
        assert_eq!(
            Status::derive(Stage::Delivered, Quantity { canceled: 2, ..TWO }, &[done]),
            Status::Returned
        );
    }

    #[test]
    fn claims_that_took_every_piece_between_them_end_a_line_that_is_shown_no_more() {
        let part = claim(ClaimKind::Cancel, ClaimStep::Completed, 1);
        let still_held = Quantity { ordered: 2, canceled: 0, held: 2 };
        assert_eq!(Status::derive(Stage::Preparing, still_held, &[part]), Status::Preparing);
        assert_eq!(Status::derive(Stage::Preparing, still_held, &[part, part]), Status::Canceled);
        let swapped = claim(ClaimKind::Exchange, ClaimStep::Completed, 1);
        assert_eq!(Status::derive(Stage::Delivered, TWO, &[part, swapped]), Status::Delivered);
    }

    #[test]
    fn claims_may_count_more_pieces_than_there_are_numbers() {
        let huge = claim(ClaimKind::Return, ClaimStep::Completed, u32::MAX);
        assert_eq!(Status::derive(Stage::Delivered, TWO, &[huge, huge]), Status::Returned);
        let whole = claim(ClaimKind::Return, ClaimStep::Completed, 0);
        assert_eq!(Status::derive(Stage::Delivered, TWO, &[whole, huge]), Status::Returned);
    }

    #[test]
    fn every_piece_cancelled_is_cancelled_without_a_claim() {
        assert_eq!(Status::derive(Stage::Paid, Quantity { canceled: 2, ..TWO }, &[]), Status::Canceled);
    }
}
