//! What the family's codes mean, asked of the translation itself.

use domain::Stage;

use super::{claim, order};
use crate::codes::{ClaimCode, CodeTable, Codes, LineCode, Situation, in_situations};
use crate::naver::reasons;
use crate::naver::wire::detail::ProductOrder;
use crate::naver::wire::scalar::Text;

/// Every code that is read or sent. Naver tells nobody's fault.
pub(in crate::naver) fn codes() -> Codes {
    let claims =
        claim::STATUSES.iter().flat_map(|(kind, statuses)| statuses.iter().map(move |s| (*kind, *s)));
    let claims = claims.flat_map(|(kind, status)| {
        let told = in_situations(&ProductOrder::default(), CONFIRMED, |own| claim::step(own, status));
        let raw = format!("claimStatus {status}");
        told.into_iter().map(move |(when, step)| ClaimCode {
            raw: raw.clone(),
            when,
            kind,
            step,
            held: false,
        })
    });
    Codes {
        lines: order::STATUSES.iter().flat_map(|status| of_line(status)).collect(),
        claims: claims.collect(),
        faults: Vec::new(),
        tables: tables(),
    }
}

/// Of lines.
fn of_line(status: &str) -> impl Iterator<Item = LineCode> {
    let plain = ProductOrder { product_order_status: Text(status.to_owned()), ..ProductOrder::default() };
    let raw = format!("productOrderStatus {status}");
    let told = in_situations(&plain, LINES, order::stage).into_iter();
    told.map(move |(when, stage): (_, Stage)| LineCode { raw: raw.clone(), when, stage: Some(stage) })
}

/// What else decides on a line.
const LINES: &[Situation<ProductOrder>] = &[
    CONFIRMED[0],
    ("giftReceivingStatus WAIT_FOR_RECEIVING", |own| ProductOrder {
        gift_receiving_status: Text("WAIT_FOR_RECEIVING".to_owned()),
        ..own
    }),
];

/// What else decides on a claim.
const CONFIRMED: &[Situation<ProductOrder>] =
    &[("placeOrderStatus OK", |own| ProductOrder { place_order_status: Text("OK".to_owned()), ..own })];

/// Codes with words.
fn tables() -> Vec<CodeTable> {
    vec![
        CodeTable::sent("cancelReason (sent)", reasons::CANCEL_REASONS),
        CodeTable::sent("returnReason (sent)", reasons::RETURN_REASONS),
        CodeTable::read("cancelReason, returnReason, exchangeReason (only read)", reasons::ONLY_READ),
        CodeTable::sent("delayedDispatchReason", reasons::DELAY_REASONS),
        CodeTable::sent("holdbackClassType, holdbackReason (return)", reasons::RETURN_HOLDS),
        CodeTable::sent("holdbackClassType, holdbackReason (exchange)", reasons::EXCHANGE_HOLDS),
        CodeTable::read("holdbackReason (only read)", reasons::OTHER_HOLDS),
        CodeTable::sent("collectDeliveryMethod (sent)", reasons::PICKUP_WAYS),
        CodeTable::read("deliveryMethod, collectDeliveryMethod, expectedDeliveryMethod", reasons::OTHER_WAYS),
        CodeTable::read("deliveryAttributeType", reasons::PACES),
        CodeTable::read("deliveryTagType", reasons::TAGS),
        CodeTable::read("reDeliveryStatus", reasons::PARCELS),
    ]
}
