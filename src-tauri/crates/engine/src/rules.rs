//! Which line an operation may be done to: the same rules for the offer, for the press and for the reading
//! right before sending.

use domain::{Claim, ClaimKind, ClaimLine, OrderLine, Quantity, Stage};

use crate::hold::Hold;

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

/// Whether a cancel request that nobody has settled stands on a line. `order` holds the order's lines.
pub(crate) fn cancel_stands(claims: &[Claim], order: &[OrderLine], line: &OrderLine) -> bool {
    claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Cancel && !claim.is_settled())
        .any(|claim| claim.lines.iter().any(|part| concerns(part, order, line)))
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
