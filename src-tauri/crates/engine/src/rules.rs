//! Which line an operation may be done to: the same rules for the offer, for the press and for the reading
//! right before sending.

mod before;

use domain::action::ClaimAct;
use domain::status::ClaimOnLine;
use domain::{
    ActionKind, Claim, ClaimKind, ClaimLine, ClaimStep, ClaimVerb, OrderLine, Quantity, Stage, Won, Write,
};

use crate::hold::Hold;
pub(crate) use before::before;

/// Why a line cannot be confirmed.
pub(crate) const fn to_confirm(line: &OrderLine) -> Option<Hold> {
    confirmable(line.stage, &line.quantity)
}

/// Why what stands at a stage cannot be confirmed.
pub(crate) const fn confirmable(stage: Stage, quantity: &Quantity) -> Option<Hold> {
    match stage {
        Stage::Paid if quantity.to_ship() == 0 => Some(Hold::NothingLeft),
        Stage::Paid => None,
        Stage::Unknown => Some(Hold::UnknownStage),
        Stage::Canceled => Some(Hold::Gone),
        _ => Some(Hold::AlreadyConfirmed),
    }
}

/// Why a line cannot leave. Pieces that are held wait for a refund: that is a cancel request too.
pub(crate) const fn to_ship(line: &OrderLine) -> Option<Hold> {
    shippable(line.stage, &line.quantity)
}

/// Why what stands at a stage cannot leave.
pub(crate) const fn shippable(stage: Stage, quantity: &Quantity) -> Option<Hold> {
    match stage {
        Stage::Preparing if quantity.held > 0 => Some(Hold::CancelRequested),
        Stage::Preparing if quantity.to_ship() == 0 => Some(Hold::NothingLeft),
        Stage::Preparing => None,
        Stage::Paid => Some(Hold::NotConfirmed),
        Stage::Unknown => Some(Hold::UnknownStage),
        Stage::Canceled => Some(Hold::NothingLeft),
        _ => Some(Hold::AlreadyShipped),
    }
}

/// Why a line cannot be given another invoice.
pub(crate) const fn to_change_invoice(line: &OrderLine) -> Option<Hold> {
    renumberable(line.stage, &line.quantity)
}

/// Why what stands at a stage cannot be given another invoice.
pub(crate) const fn renumberable(stage: Stage, quantity: &Quantity) -> Option<Hold> {
    match stage {
        Stage::Shipped | Stage::Delivering | Stage::Delivered if quantity.held > 0 => {
            Some(Hold::CancelRequested)
        }
        Stage::Shipped | Stage::Delivering | Stage::Delivered => None,
        Stage::Paid | Stage::Preparing => Some(Hold::NoInvoice),
        Stage::Unknown => Some(Hold::UnknownStage),
        Stage::Canceled => Some(Hold::NothingLeft),
        Stage::Confirmed => Some(Hold::WrongStage),
    }
}

/// Why a line cannot be declared delivered.
pub(crate) const fn to_complete(line: &OrderLine) -> Option<Hold> {
    match line.stage {
        Stage::Shipped | Stage::Delivering if line.delivery.invoice.is_none() => Some(Hold::NoInvoice),
        Stage::Shipped | Stage::Delivering => None,
        Stage::Unknown => Some(Hold::UnknownStage),
        Stage::Canceled => Some(Hold::NothingLeft),
        _ => Some(Hold::WrongStage),
    }
}

/// Why a line's sale cannot be cancelled by the seller.
pub(crate) const fn to_cancel_sale(line: &OrderLine) -> Option<Hold> {
    match line.stage {
        Stage::Paid | Stage::Preparing if line.quantity.held > 0 => Some(Hold::CancelRequested),
        Stage::Paid | Stage::Preparing if line.quantity.to_ship() == 0 => Some(Hold::NothingLeft),
        Stage::Paid | Stage::Preparing => None,
        Stage::Unknown => Some(Hold::UnknownStage),
        Stage::Canceled => Some(Hold::NothingLeft),
        _ => Some(Hold::AlreadyShipped),
    }
}

/// Why a buyer cannot be told a later day: the day is that of a line that is confirmed and has not left.
pub(crate) const fn to_delay(line: &OrderLine) -> Option<Hold> {
    shippable(line.stage, &line.quantity)
}

/// Whether an operation lets goods leave, so that our own hold stands in its way.
pub(crate) const fn lets_leave(kind: ActionKind) -> bool {
    use ActionKind::{RefuseCancel, Ship, ShipPieces, ShipRest, SplitShip};
    matches!(kind, Ship | SplitShip | ShipRest | ShipPieces | RefuseCancel)
}

/// Whether a press waits a moment before it is sent, so that the person may take it back. What a later press sets
/// right needs no such wait, and would only be slower for it.
const fn may_be_undone(kind: ActionKind) -> bool {
    use ActionKind as Kind;
    match kind {
        // Goods leave: what was dispatched cannot be called back, and its money and deadlines follow from it.
        Kind::Ship | Kind::SplitShip | Kind::ShipRest | Kind::ShipPieces | Kind::ReshipExchange => true,
        // Declares an end: the buyer's time to object and the payout run from it, and no call reopens it.
        Kind::CompleteDelivery | Kind::CompleteExchange => true,
        // Money goes back, at some marketplaces with the approval itself (11번가) or with the receipt (쿠팡 빠른환불).
        Kind::ApproveCancel | Kind::ApproveReturn | Kind::ConfirmReturnCollected | Kind::RefundReturn => true,
        // Counts against the seller: 판매취소 is a penalty at every marketplace that has it.
        Kind::CancelSale => true,
        // A decision that the buyer is told of and that settles who pays; a refused cancel may even be a dispatch.
        Kind::RefuseCancel | Kind::RefuseReturn | Kind::RefuseExchange => true,
        Kind::ApproveExchange | Kind::ChangeFault => true,
        // Makes one thing into another; there is no way back to what it was.
        Kind::RequestReturn | Kind::ReturnToExchange | Kind::ExchangeToReturn => true,
        // 발주확인 promises nothing that the order did not, and every hour counts until it is done.
        Kind::Confirm => false,
        // Corrections: the last one counts, so that another press takes the first one back.
        Kind::ChangeInvoice | Kind::ChangeReceiver | Kind::ChangeHopeDelivery => false,
        // Words and numbers for the buyer, written in a form and read there before they are sent.
        Kind::DelayNotice | Kind::AnswerUndelivered | Kind::NotifyReturn | Kind::NotifyExchange => false,
        Kind::RegisterReturnPickup | Kind::RegisterExchangePickup => false,
        // A receipt that moves neither money nor goods: the re-shipment is a press of its own.
        Kind::ConfirmExchangeCollected => false,
        // What a hold charged is given up with its release, and the refund may grow by it (스마트스토어 반품 배송비).
        Kind::ReleaseReturn | Kind::ReleaseExchange => true,
        // A hold is taken back by its release, unless it charges; our own hold is not sent at all.
        Kind::HoldReturn | Kind::HoldExchange | Kind::DeferReturn | Kind::HoldDispatch => false,
    }
}

/// Whether this very write waits a moment: by its kind, or because it asks money of the buyer.
pub(crate) fn waits(write: &Write) -> bool {
    let charges = |fee: &Option<Won>| fee.is_some_and(|fee| fee > Won::ZERO);
    match write {
        Write::Claim { act: ClaimAct::Hold { fee, .. }, .. } if charges(fee) => true,
        write => write.kind().is_some_and(may_be_undone),
    }
}

/// Why a line cannot be kept from leaving.
pub(crate) const fn to_keep(line: &OrderLine) -> Option<Hold> {
    keepable(line.stage, &line.quantity)
}

/// Why what stands at a stage cannot be kept from leaving.
pub(crate) const fn keepable(stage: Stage, quantity: &Quantity) -> Option<Hold> {
    match stage {
        Stage::Paid | Stage::Preparing if quantity.to_ship() == 0 => Some(Hold::NothingLeft),
        Stage::Paid | Stage::Preparing => None,
        Stage::Unknown => Some(Hold::UnknownStage),
        Stage::Canceled => Some(Hold::NothingLeft),
        _ => Some(Hold::HasLeft),
    }
}

/// Why the wished day of a line cannot be moved.
pub(crate) const fn to_change_hope(line: &OrderLine) -> Option<Hold> {
    match line.stage {
        Stage::Paid | Stage::Preparing if line.delivery.hoped_for.is_none() => Some(Hold::NoHopedDay),
        Stage::Paid | Stage::Preparing if line.quantity.to_ship() == 0 => Some(Hold::NothingLeft),
        Stage::Paid | Stage::Preparing => None,
        Stage::Unknown => Some(Hold::UnknownStage),
        Stage::Canceled => Some(Hold::NothingLeft),
        _ => Some(Hold::HasLeft),
    }
}

/// Why a line cannot go to another place: it has left.
pub(crate) const fn to_change_receiver(line: &OrderLine) -> Option<Hold> {
    keepable(line.stage, &line.quantity)
}

/// Why the seller cannot file a return of a line.
pub(crate) const fn to_request_return(line: &OrderLine) -> Option<Hold> {
    match line.stage {
        Stage::Shipped | Stage::Delivering | Stage::Delivered if line.quantity.to_ship() == 0 => {
            Some(Hold::NothingLeft)
        }
        Stage::Shipped | Stage::Delivering | Stage::Delivered => None,
        Stage::Paid | Stage::Preparing => Some(Hold::NotShipped),
        Stage::Unknown => Some(Hold::UnknownStage),
        Stage::Canceled => Some(Hold::NothingLeft),
        Stage::Confirmed => Some(Hold::WrongStage),
    }
}

/// Why a report that nothing has come cannot be answered: it is about what has left.
pub(crate) const fn to_answer_undelivered(line: &OrderLine) -> Option<Hold> {
    match line.stage {
        Stage::Paid | Stage::Preparing => Some(Hold::NotShipped),
        Stage::Unknown => Some(Hold::UnknownStage),
        _ => None,
    }
}

/// Why a cancel that is not finished holds a line back: it waits for an answer, or has one that the marketplace is
/// carrying out. `order` holds the order's lines.
pub(crate) fn cancel_hold(claims: &[Claim], order: &[OrderLine], line: &OrderLine) -> Option<Hold> {
    let stands = |claim: &&Claim| claim.kind == ClaimKind::Cancel && is_open_on(claim, order, line);
    let mut standing = claims.iter().filter(stands).peekable();
    standing.peek()?;
    let approved = standing.all(|claim| claim.step == ClaimStep::Approved);
    Some(if approved { Hold::BeingCanceled } else { Hold::CancelRequested })
}

/// Whether a claim's hold keeps a verb from it: a claim that is held names the verbs that it still takes.
pub(crate) fn is_held_back(claim: &Claim, verb: ClaimVerb) -> bool {
    claim.held.is_some() && !claim.verbs.contains(&verb)
}

/// Whether a claim of any kind that nobody has settled stands on a line.
pub(crate) fn claim_stands(claims: &[Claim], order: &[OrderLine], line: &OrderLine) -> bool {
    claims.iter().any(|claim| is_open_on(claim, order, line))
}

/// Whether an open claim tells that a line is still where it was last known to be: a cancel is asked for before it
/// leaves, a return or an exchange only after.
pub(crate) fn bears_out(claims: &[Claim], order: &[OrderLine], line: &OrderLine) -> bool {
    let fits = |claim: &Claim| match line.stage {
        Stage::Paid | Stage::Preparing => claim.kind == ClaimKind::Cancel,
        Stage::Shipped | Stage::Delivering | Stage::Delivered | Stage::Confirmed => {
            claim.kind != ClaimKind::Cancel
        }
        Stage::Canceled | Stage::Unknown => false,
    };
    claims.iter().any(|claim| fits(claim) && is_open_on(claim, order, line))
}

/// Whether a claim is open and about a line.
fn is_open_on(claim: &Claim, order: &[OrderLine], line: &OrderLine) -> bool {
    !claim.is_settled() && is_about(claim, order, line)
}

/// Lines of an order, without the pieces of those that cancels and returns took whole. A marketplace that counts no
/// claimed pieces leaves the quantity of such a line as it was.
pub(crate) fn as_taken(lines: Vec<OrderLine>, claims: &[Claim]) -> Vec<OrderLine> {
    let taken: Vec<bool> = lines.iter().map(|line| is_taken(claims, &lines, line)).collect();
    let less = |(mut line, taken): (OrderLine, bool)| {
        if taken {
            line.quantity.canceled = line.quantity.ordered;
            line.quantity.held = 0;
        }
        line
    };
    lines.into_iter().zip(taken).map(less).collect()
}

/// Whether cancels and returns took every piece of a line between them. `order` holds the order's lines.
pub(crate) fn is_taken(claims: &[Claim], order: &[OrderLine], line: &OrderLine) -> bool {
    let on_line = |claim: &Claim| {
        let (kind, step) = (claim.kind, claim.step);
        let parts = claim.lines.iter().filter(|part| concerns(part, order, line));
        parts.map(|part| ClaimOnLine { kind, step, quantity: part.quantity }).collect::<Vec<_>>()
    };
    let claims: Vec<_> = claims.iter().filter(|claim| claim.order == line.order).flat_map(on_line).collect();
    let ordered = line.quantity.ordered;
    ordered > 0 && ClaimOnLine::pieces_taken(&claims, ordered) == ordered
}

/// Whether a claim is about a line. `order` holds the order's lines.
pub(crate) fn is_about(claim: &Claim, order: &[OrderLine], line: &OrderLine) -> bool {
    claim.order == line.order && claim.lines.iter().any(|part| concerns(part, order, line))
}

/// Whether a part of a claim is about a line. A split gives lines new bundles while claims go on naming the
/// old ones, so the product decides unless the same product stands in the bundle that the claim names.
fn concerns(part: &ClaimLine, order: &[OrderLine], line: &OrderLine) -> bool {
    if part.line.as_ref() == Some(&line.line) {
        return true;
    }
    let named = |other: &OrderLine| other.item == part.item && Some(&other.bundle) == part.bundle.as_ref();
    part.item == line.item && (named(line) || !order.iter().any(named))
}

#[cfg(test)]
mod tests;
