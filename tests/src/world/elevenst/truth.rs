//! 11번가's books.

use domain::{ClaimId, ClaimKind, LineId, OrderId};
use sandbox::elevenst::{ClaimKind as Kind, ClaimStatus, ClaimTruth, LineStatus, LineTruth, Shop};

use crate::world::{End, Place, TrueClaim, TrueLine, Truth};

/// What the shop holds.
pub(super) fn of(shop: &Shop) -> Truth {
    let lines = shop.lines().into_iter().filter_map(line);
    let claims = shop.claims().into_iter().filter_map(claim);
    Truth { lines: lines.collect(), claims: claims.collect() }
}

fn line(line: LineTruth) -> Option<(LineId, TrueLine)> {
    let place = match line.status {
        LineStatus::Unpaid | LineStatus::GiftWaiting | LineStatus::Reserved | LineStatus::Reapproving => {
            return None;
        }
        LineStatus::Paid => Place::Waits,
        LineStatus::Confirmed => Place::Prepared,
        LineStatus::Shipped | LineStatus::Delivered | LineStatus::Decided => Place::Left,
        LineStatus::Canceled | LineStatus::OfficeCanceled => Place::Canceled,
        LineStatus::Returned => Place::Over,
    };
    let id = LineId::new(format!("{}:{}", line.ord_no, line.ord_prd_seq));
    let street = line.receiver.map(|receiver| receiver.base_address).unwrap_or_default();
    Some((id, TrueLine { order: OrderId::new(line.ord_no), place, to_ship: line.remain_quantity, street }))
}

fn claim(claim: ClaimTruth) -> Option<(ClaimId, TrueClaim)> {
    let (kind, letter) = match claim.kind {
        Kind::Cancel => (ClaimKind::Cancel, 'C'),
        Kind::Return => (ClaimKind::Return, 'R'),
        Kind::Exchange => (ClaimKind::Exchange, 'E'),
        Kind::OfficeCancel => return None,
    };
    let end = match claim.status {
        ClaimStatus::CancelDone | ClaimStatus::ReturnDone | ClaimStatus::ExchangeSent => End::Granted,
        ClaimStatus::CancelWithdrawn
        | ClaimStatus::CancelRefused
        | ClaimStatus::ReturnRefused
        | ClaimStatus::ReturnWithdrawn
        | ClaimStatus::ExchangeRefused
        | ClaimStatus::ExchangeWithdrawn => End::GivenUp,
        _ => End::Open,
    };
    let (order, seq) = claim.line_id.rsplit_once('-')?;
    Some((ClaimId::new(format!("{order}:{seq}:{letter}{}", claim.claim_id)), TrueClaim { kind, end }))
}
