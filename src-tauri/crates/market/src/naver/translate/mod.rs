//! From Naver's records to the desk's words.

mod besides;
pub(super) mod claim;
pub(super) mod codes;
pub(super) mod order;
pub(super) mod review;

#[cfg(test)]
mod tests;

use domain::{Claim, InvoiceNumber, OrderLine, Receiver};
use serde::Deserialize;
use serde_json::Value;

use super::wire::detail::Address;
use super::wire::misfit::{Misfit, shaped};
use super::wire::scalar::{Id, Text};

/// Why a record could not be read; never holds personal data.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    /// A field has a shape that no version has.
    #[error(transparent)]
    Shape(#[from] Misfit),
    /// Not even an object.
    #[error("a record is no object")]
    NoRecord,
    /// A field without which the record is nothing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A claim that is over, which is in nobody's way.
    #[error("an old claim: {0}")]
    Past(#[source] Box<Unreadable>),
    /// An answer that names no line of an order: Naver shows every order with all its lines.
    #[error("the answer names no product order of the order")]
    NoLines,
    /// A line that was asked for is not among the answer's.
    #[error("the answer leaves out product order {0}")]
    LeftOut(String),
}

impl Unreadable {
    /// The same of a claim that is over.
    fn past(self) -> Self {
        Self::Past(Box::new(self))
    }
}

/// For whom and from where a record is read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// Whose it is.
    pub(super) account: &'a domain::AccountId,
    /// Which of the family.
    pub(super) marketplace: domain::Marketplace,
}

/// What one record tells; each part is read for itself, so that a claim that cannot be read does not cost the
/// line.
pub(super) struct Told {
    /// The line.
    pub(super) line: Result<OrderLine, Unreadable>,
    /// Its claims, the current one first.
    pub(super) claims: Vec<Result<Claim, Unreadable>>,
}

/// Reads one element of POST query.
pub(super) fn told(source: Source<'_>, record: &Value) -> Told {
    Told { line: order::line(source, record), claims: claim::claims(source, record) }
}

/// The number of the line that a record is about; empty when it names none.
pub(super) fn line_of(record: &Value) -> String {
    let id = record.get("productOrder").and_then(|line| line.get("productOrderId"));
    id.and_then(|id| Id::deserialize(id).ok()).unwrap_or_default().0
}

/// Reads a record's fields.
fn read<'de, T: Deserialize<'de>>(record: &'de Value) -> Result<T, Unreadable> {
    if record.is_object() { Ok(shaped(record)?) } else { Err(Unreadable::NoRecord) }
}

/// An id without which the record is nothing.
fn required(field: &'static str, id: &Id) -> Result<String, Unreadable> {
    if id.0.is_empty() { Err(Unreadable::Missing(field)) } else { Ok(id.0.clone()) }
}

/// The first text that says something.
fn first<'a>(texts: impl IntoIterator<Item = &'a Text>) -> String {
    texts.into_iter().find_map(Text::said).unwrap_or_default().to_owned()
}

/// An invoice number, once there is one.
fn invoice(text: &Text) -> Option<InvoiceNumber> {
    text.said().map(InvoiceNumber::from)
}

/// A person at an address.
fn receiver(address: &Address) -> Receiver {
    Receiver {
        name: address.name.0.clone(),
        phone: address.tel1.0.clone(),
        phone2: address.tel2.0.clone(),
        postcode: address.zip_code.0.clone(),
        address: address.base_address.0.clone(),
        address_detail: address.detailed_address.0.clone(),
        ..Receiver::default()
    }
}

/// The value as it came, without the fields that were translated into people and addresses: they are purged
/// there, and must not survive here.
fn raw_without(mut value: Value, personal: &[&str]) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|name, _| !personal.contains(&name.as_str()));
    }
    value
}
