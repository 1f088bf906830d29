//! Grip's books. A claim has no number there: it is the newest request on its line.

use domain::{ClaimId, ClaimKind, LineId, OrderId};
use sandbox::grip::{LineState, LineTruth, Shop};

use crate::world::{End, Place, TrueClaim, TrueLine, Truth};

/// What the shop holds.
pub(super) fn of(shop: &Shop) -> Truth {
    let lines = shop.lines();
    let claims = lines.iter().flat_map(|line| {
        [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange]
            .into_iter()
            .filter_map(|kind| Some((claim_id(line, kind)?, TrueClaim { kind, end: end(line, kind) })))
    });
    Truth { claims: claims.collect(), lines: lines.iter().filter_map(line).collect() }
}

/// The name under which a desk keeps the newest claim of a kind on a line.
pub(super) fn claim_id(line: &LineTruth, kind: ClaimKind) -> Option<ClaimId> {
    let named = format!("{}:{}", line.key.order_seq, line.key.order_product_seq);
    let asked = match kind {
        ClaimKind::Cancel => {
            return line
                .cancelled_at
                .filter(|_| !unpaid(line.state))
                .map(|_| ClaimId::new(format!("{named}:C")));
        }
        ClaimKind::Return => ("R", line.returned.as_ref()?.requested_at),
        ClaimKind::Exchange => ("E", line.exchange.as_ref()?.requested_at),
    };
    Some(ClaimId::new(format!("{named}:{}:{}", asked.0, asked.1.timestamp_millis())))
}

/// Whether a line was never paid.
const fn unpaid(state: LineState) -> bool {
    use LineState::{AwaitingPayment, OrderUnpaid, PaymentFailed, SaleUnpaid};
    matches!(state, AwaitingPayment | PaymentFailed | SaleUnpaid | OrderUnpaid)
}

fn line(line: &LineTruth) -> Option<(LineId, TrueLine)> {
    use LineState as State;
    let place = match line.state {
        state if unpaid(state) => return None,
        State::Paid => Place::Waits,
        State::Preparing | State::Delayed => Place::Prepared,
        State::Shipping | State::Delivered | State::Decided | State::Reviewed => Place::Left,
        State::SaleCancelled
        | State::SaleRefunded
        | State::SaleAccountAwaited
        | State::SaleRefundAwaited
        | State::OrderCancelled
        | State::OrderRefunded
        | State::OrderAccountAwaited
        | State::OrderRefundAwaited => Place::Canceled,
        _ => Place::Over,
    };
    let order = OrderId::new(line.key.order_seq.to_string());
    let id = LineId::new(format!("{}:{}", line.key.order_seq, line.key.order_product_seq));
    Some((id, TrueLine { order, place, to_ship: line.quantity, street: line.receiver.address1.clone() }))
}

/// What became of the newest claim of a kind. The line's state tells it of the claim that was made last; one that was
/// made before it had been given up, or it could not have been followed.
fn end(line: &LineTruth, kind: ClaimKind) -> End {
    use LineState as State;
    match (kind, line.state) {
        (ClaimKind::Cancel, _) => End::Granted,
        (ClaimKind::Return, State::ReturnAsked | State::ReturnAwaited | State::ReturnReceived) => End::Open,
        (
            ClaimKind::Return,
            State::ReturnDone
            | State::ReturnRefunded
            | State::ReturnAccountAwaited
            | State::ReturnRefundAwaited,
        ) => End::Granted,
        (ClaimKind::Exchange, State::ExchangeAsked | State::ExchangeAccepted | State::ExchangeShipping) => {
            End::Open
        }
        (ClaimKind::Exchange, State::ExchangeDelivered) => End::Granted,
        // An exchange that arrived may be decided on, or be followed by a return.
        (ClaimKind::Exchange, _) if line.exchange.as_ref().is_some_and(|one| one.cancelled_at.is_none()) => {
            End::Granted
        }
        (ClaimKind::Return, _) if line.returned.as_ref().is_some_and(|one| one.completed_at.is_some()) => {
            End::Granted
        }
        _ => End::GivenUp,
    }
}
