//! Naver's books.

use domain::{ClaimId, ClaimKind, LineId, OrderId};
use sandbox::naver::{ClaimKind as Kind, ClaimStatus, ClaimTruth, LineStatus, LineTruth, PlaceStatus, Shop};

use crate::world::{End, Place, TrueClaim, TrueLine, Truth};

/// What the shop holds.
pub(super) fn of(shop: &Shop) -> Truth {
    let lines = shop.lines().into_iter().filter_map(line);
    let claims = shop.claims().into_iter().filter_map(claim);
    Truth { lines: lines.collect(), claims: claims.collect() }
}

fn line(line: LineTruth) -> Option<(LineId, TrueLine)> {
    let place = match (line.status, line.place_order_status) {
        (LineStatus::PaymentWaiting | LineStatus::CanceledByNopayment, _) => return None,
        (LineStatus::Payed, PlaceStatus::Ok) => Place::Prepared,
        (LineStatus::Payed, _) => Place::Waits,
        (LineStatus::Delivering | LineStatus::Delivered | LineStatus::PurchaseDecided, _) => Place::Left,
        (LineStatus::Canceled, _) => Place::Canceled,
        (LineStatus::Exchanged | LineStatus::Returned, _) => Place::Over,
    };
    let order = OrderId::new(line.order_id);
    let street = line.receiver.map(|receiver| receiver.base_address).unwrap_or_default();
    let to_ship = line.remain_quantity;
    Some((LineId::new(line.product_order_id), TrueLine { order, place, to_ship, street }))
}

fn claim(claim: ClaimTruth) -> Option<(ClaimId, TrueClaim)> {
    let kind = match claim.kind {
        Kind::Cancel | Kind::AdminCancel => ClaimKind::Cancel,
        Kind::Return => ClaimKind::Return,
        Kind::Exchange => ClaimKind::Exchange,
        Kind::PurchaseDecisionHoldback => return None,
    };
    let end = match claim.status {
        ClaimStatus::CancelDone
        | ClaimStatus::AdminCancelDone
        | ClaimStatus::ReturnDone
        | ClaimStatus::ExchangeDone => End::Granted,
        ClaimStatus::CancelReject
        | ClaimStatus::AdminCancelReject
        | ClaimStatus::ReturnReject
        | ClaimStatus::ExchangeReject => End::GivenUp,
        _ => End::Open,
    };
    let id = ClaimId::new(format!("{}:{}", claim.product_order_id, claim.claim_id));
    Some((id, TrueClaim { kind, end }))
}
