//! ESM's books at one of the two sites.

use domain::{ClaimId, ClaimKind, LineId, OrderId};
use sandbox::esm::{ClaimKind as Kind, ClaimStatus, ClaimTruth, LineStatus, LineTruth, Shop, Site};

use super::claim_id;
use crate::world::{End, Place, TrueClaim, TrueLine, Truth};

/// What the shop holds at the site.
pub(super) fn of(shop: &Shop, site: Site) -> Truth {
    let lines = shop.lines(site);
    let claims = lines.iter().flat_map(|line| line.claims.iter().filter_map(|one| claim(line, one)));
    Truth { claims: claims.collect(), lines: lines.iter().filter_map(line).collect() }
}

fn line(line: &LineTruth) -> Option<(LineId, TrueLine)> {
    let place = match line.status {
        LineStatus::AwaitingPayment => return None,
        LineStatus::New => Place::Waits,
        LineStatus::Preparing => Place::Prepared,
        LineStatus::Shipping | LineStatus::Delivered | LineStatus::Decided => Place::Left,
        LineStatus::Cancelled => Place::Canceled,
        LineStatus::Returned => Place::Over,
    };
    let order = OrderId::new(line.pay_no.to_string());
    let street = line.receiver.as_ref().map(|receiver| receiver.front.clone()).unwrap_or_default();
    Some((LineId::new(line.order_no.to_string()), TrueLine { order, place, to_ship: line.quantity, street }))
}

fn claim(line: &LineTruth, claim: &ClaimTruth) -> Option<(ClaimId, TrueClaim)> {
    let kind = match claim.kind {
        Kind::Cancel => ClaimKind::Cancel,
        Kind::Return => ClaimKind::Return,
        Kind::Exchange => ClaimKind::Exchange,
    };
    let end = match claim.status {
        ClaimStatus::Done | ClaimStatus::BySupport | ClaimStatus::AfterRemittance => End::Granted,
        ClaimStatus::Withdrawn | ClaimStatus::Converted => End::GivenUp,
        ClaimStatus::Requested | ClaimStatus::InProgress | ClaimStatus::Collected | ClaimStatus::Resent => {
            End::Open
        }
    };
    let id = claim_id(line.pay_no, line.order_no, kind, claim).ok()?;
    Some((id, TrueClaim { kind, end }))
}
