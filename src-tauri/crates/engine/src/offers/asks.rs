//! What a person has to give along with an operation, as the window shows it.

use domain::{ActionKind, Length, Sentence};
use market::{Ask, Capabilities, Support};

use crate::cap;
use crate::view::AskView;

/// The fields of an operation's form, in order. The reason of our own hold is asked by ourselves.
pub(super) fn of(capabilities: &Capabilities, kind: ActionKind) -> Vec<AskView> {
    match capabilities.actions.get(&kind) {
        Some(Support::Local(_)) => vec![AskView::Text { length: Length::characters(cap::TEXT) }],
        _ => capabilities.asks(kind).into_iter().map(shown).collect(),
    }
}

/// One field.
fn shown(ask: Ask) -> AskView {
    match ask {
        Ask::Invoice => AskView::Invoice,
        Ask::Parcel => AskView::Parcel,
        Ask::MaybeInvoice => AskView::MaybeInvoice,
        Ask::InvoiceFor(codes) => AskView::InvoiceFor { codes: named(codes) },
        Ask::Parts => AskView::Parts,
        Ask::TextFor { codes, length } => AskView::TextFor { codes: named(codes), length },
        Ask::Reason(codes) => AskView::Reason { codes: listed(codes) },
        Ask::Text(length) => AskView::Text { length },
        Ask::Fee(codes) => AskView::Fee { codes: named(codes) },
        Ask::FeeFor { codes, at_least, within_goods } => {
            AskView::FeeFor { codes: named(codes), at_least, within_goods }
        }
        Ask::Day => AskView::Day,
        Ask::Time => AskView::Time,
        Ask::Region => AskView::Region,
        Ask::Quantity => AskView::Quantity,
        Ask::Receiver => AskView::Receiver,
        Ask::Way(codes) => AskView::Way { codes: listed(codes) },
    }
}

/// Codes with their words.
fn listed(codes: &[(&str, Sentence)]) -> Vec<(String, Sentence)> {
    codes.iter().map(|(code, words)| ((*code).to_owned(), words.clone())).collect()
}

/// Codes alone.
fn named(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}
