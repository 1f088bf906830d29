//! What a record tells besides what every marketplace tells.

use domain::{Detail, DetailKind as Kind};

use super::Unreadable;
use super::delivery::Told;
use super::order::state;
use crate::grip::reasons;
use crate::grip::wire::record::Record;

/// Of a line, with what the delivery lists tell of it.
pub(super) fn of_line(row: Record<'_>, told: Option<&Told>) -> Result<Vec<Detail>, Unreadable> {
    let payment = row.text("paymentMethod");
    let coupon = row.field("couponAmount").map(|_| row.won("couponAmount")).transpose()?;
    let origin = told.map(|told| told.origin.clone()).unwrap_or_default();
    Ok(Detail::list([
        Detail::told(Kind::Member, row.text("buyerNickname")),
        Detail::told(Kind::PaymentMethod, reasons::payment(&payment)),
        Detail::won(Kind::MarketplaceCoupon, coupon),
        Detail::told(Kind::OptionCode, row.text("yourOptionId")),
        Detail::told(Kind::DawnMemo, row.text("dawnDeliveryRequest")),
        Detail::told(Kind::Origin, origin),
    ]))
}

/// Of a claim; a row has the moments of its own kind alone.
pub(super) fn of_claim(row: Record<'_>) -> Vec<Detail> {
    let given_up = row.moment("returnCancelAt").or_else(|| row.moment("exchangeCancelAt"));
    Detail::list([
        Detail::told(Kind::RefundWaits, refund_waits(row)),
        Detail::at(if is_refused(row) { Kind::RefusedAt } else { Kind::WithdrawnAt }, given_up),
        Detail::at(Kind::EndedAt, row.moment("returnCompleteAt")),
    ])
}

/// Whether the moment at which a claim was given up is that of our refusal: Grip writes both into one field. Once the
/// line goes on, the words of a refusal alone tell them apart.
fn is_refused(row: Record<'_>) -> bool {
    match state(row) {
        Some(48 | 52) => true,
        Some(47 | 55) => false,
        _ => row.said("sellerReturnReason").is_some(),
    }
}

/// What the money of a refund waits for.
fn refund_waits(row: Record<'_>) -> &'static str {
    match state(row) {
        Some(45 | 63 | 83) => "구매자의 환불계좌 입력",
        Some(46 | 64 | 84) => "그립의 입금",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
