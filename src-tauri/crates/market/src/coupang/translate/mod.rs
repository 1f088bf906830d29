//! From Coupang's records to the desk's words.

mod besides;
pub(super) mod codes;
pub(super) mod exchange;
pub(super) mod order;
pub(super) mod receipt;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::{CourierCode, Fault, InvoiceNumber, Pickup};
use serde::Deserialize;
use serde_json::Value;

use super::wire::misfit::{Misfit, shaped};
use super::wire::receipt::ReturnDelivery;
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
}

/// Reads a record's fields.
pub(super) fn read<'de, T: Deserialize<'de>>(record: &'de Value) -> Result<T, Unreadable> {
    if record.is_object() { Ok(shaped(record)?) } else { Err(Unreadable::NoRecord) }
}

/// Whether a record names one of `ids`; one whose id cannot be read may.
pub(super) fn concerns(record: &Value, field: &str, ids: &BTreeSet<&str>) -> bool {
    let id = record.get(field).map(Id::deserialize);
    !matches!(id, Some(Ok(id)) if !ids.contains(id.0.as_str()))
}

/// An id without which the record is nothing.
pub(super) fn required(field: &'static str, id: Id) -> Result<String, Unreadable> {
    if id.0.is_empty() { Err(Unreadable::Missing(field)) } else { Ok(id.0) }
}

/// The first text that says something.
fn first<const N: usize>(texts: [Text; N]) -> String {
    texts.into_iter().map(|text| text.0).find(|text| !text.trim().is_empty()).unwrap_or_default()
}

/// The record as it came, without the fields that were translated into people and addresses: they are
/// purged there, and must not survive here.
fn raw_without(mut record: Value, personal: &[&str]) -> String {
    if let Some(fields) = record.as_object_mut() {
        for name in personal {
            fields.remove(*name);
        }
    }
    record.to_string()
}

/// `faultByType` and `faultType`; GENERAL blames nobody.
const FAULTS: &[(&str, Fault)] = &[
    ("CUSTOMER", Fault::Buyer),
    ("VENDOR", Fault::Seller),
    ("COUPANG", Fault::Marketplace),
    ("WMS", Fault::Marketplace),
    ("GENERAL", Fault::Unstated),
];

/// Whose fault a claim is.
fn fault(code: &str) -> Fault {
    FAULTS.iter().find(|(known, _)| *known == code).map_or(Fault::Unstated, |(_, fault)| *fault)
}

/// The pickups, those without a courier left out.
fn pickups(deliveries: Vec<ReturnDelivery>) -> Vec<Pickup> {
    deliveries
        .into_iter()
        .filter(|delivery| !delivery.delivery_company_code.0.is_empty())
        .map(|delivery| Pickup {
            courier: CourierCode::new(delivery.delivery_company_code.0),
            invoice: invoice(&delivery.delivery_invoice_no),
        })
        .collect()
}

/// An invoice number, once there is one.
fn invoice(text: &Text) -> Option<InvoiceNumber> {
    let number = text.0.trim();
    (!number.is_empty()).then(|| InvoiceNumber::from(number))
}
