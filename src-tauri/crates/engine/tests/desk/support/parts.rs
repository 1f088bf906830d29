//! A shop of which parts of a bundle leave by themselves.

use domain::{ActionKind, Length, Sentence};
use market::{Ask, Capabilities, Limits, Sequence, Unit};

use super::connector::{CANCEL_REASONS, HOLDS, by_lines};

const ANSWERS: &[(&str, Sentence)] = &[
    ("101", Sentence::fixed("배송중", "on its way")),
    ("102", Sentence::fixed("송장 오류", "wrong number")),
];
const OBJECTIONS: &[(&str, Sentence)] =
    &[("00", Sentence::fixed("이미 발송", "it has left")), ("01", Sentence::fixed("기타", "other"))];

/// A shop that confirms lines, ships bundles, and lets parts of them leave without a promise, one request each.
pub(super) fn in_parts() -> Capabilities {
    use ActionKind as Kind;
    let mut capabilities = by_lines();
    let words = || Ask::TextFor { codes: &["01"], length: Length::characters(20) };
    let reported = [Ask::Reason(ANSWERS), Ask::Text(Length::characters(20)), Ask::InvoiceFor(&["102"])];
    capabilities.asks.extend([
        (Kind::CancelSale, vec![Ask::Reason(CANCEL_REASONS)]),
        (Kind::AnswerUndelivered, reported.to_vec()),
        (Kind::RefuseCancel, vec![Ask::Invoice, Ask::Reason(OBJECTIONS), words()]),
        (Kind::HoldExchange, vec![Ask::Reason(HOLDS), Ask::Day]),
        (Kind::DeferReturn, vec![Ask::Reason(HOLDS), Ask::Text(Length::characters(20))]),
        (Kind::ReturnToExchange, Vec::new()),
        (Kind::ExchangeToReturn, vec![Ask::Invoice]),
    ]);
    let limits = Limits { confirm_batch: 1, ship_batch: 1, ..capabilities.limits };
    Capabilities {
        unit: Unit::Bundle,
        promises_rest: false,
        sequence: Sequence::default(),
        limits,
        ..capabilities
    }
}
