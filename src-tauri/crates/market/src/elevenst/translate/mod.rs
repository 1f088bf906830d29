//! From rows to the desk's words.

mod besides;
pub(super) mod claim;
pub(super) mod codes;
pub(super) mod money;
pub(super) mod order;
pub(super) mod report;
pub(super) mod status;

#[cfg(test)]
mod tests;

use domain::{AccountId, CourierCode, InvoiceNumber, OrderId, Receiver};

use super::couriers;
use super::wire::row::Row;

/// Fields of rows that hold people; they are translated, and kept nowhere else.
pub(super) const PERSONAL: &[&str] = &[
    "memID",
    "memId",
    "memNm",
    "memNo",
    "ordId",
    "ordNm",
    "ordBaseAddr",
    "ordDtlsAddr",
    "ordMailNo",
    "ordPrtblTel",
    "ordTlphnNo",
    "ordDlvReqCont",
    "rcvrNm",
    "rcvrBaseAddr",
    "rcvrDtlsAddr",
    "rcvrMailNo",
    "rcvrMailNoSeq",
    "rcvrPrtblNo",
    "rcvrTlphn",
    "rcvrTypeBilNo",
    "typeBilNo",
    "exchNm",
    "exchTlphnNo",
    "exchPrtblTel",
    "exchMailNo",
    "exchMailNoSeq",
    "exchBaseAddr",
    "exchDtlsAddr",
    "exchTypeBilNo",
    "engNm",
    "psnCscUniqNo",
];

/// Why a row could not be read; never holds personal data.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    /// A field without which the row is nothing.
    #[error("{0} is missing")]
    Missing(&'static str),
}

/// What a row is about.
pub(super) struct Named<'a> {
    pub(super) order: &'a str,
    pub(super) seq: &'a str,
}

impl<'a> Named<'a> {
    /// The order and the line of a row.
    pub(super) fn of(row: Row<'a>) -> Result<Self, Unreadable> {
        Ok(Self { order: required(row, "ordNo")?, seq: required(row, "ordPrdSeq")? })
    }

    /// The order.
    pub(super) fn order(&self) -> OrderId {
        OrderId::from(self.order)
    }
}

/// For whom rows are read.
pub(super) type Owner<'a> = &'a AccountId;

/// A field without which the row is nothing.
fn required<'a>(row: Row<'a>, field: &'static str) -> Result<&'a str, Unreadable> {
    row.said(field).ok_or(Unreadable::Missing(field))
}

/// An invoice number, once there is one.
fn invoice(row: Row<'_>, field: &str) -> Option<InvoiceNumber> {
    row.said(field).map(InvoiceNumber::from)
}

/// Who carries a parcel: a courier, or nobody, which answers write as 99 (배송없음).
fn courier(row: Row<'_>) -> Option<CourierCode> {
    let carried = row.said("dlvEtprsCd").map(CourierCode::from);
    carried.or_else(|| (row.said("dlvMthdCd") == Some("99")).then(|| CourierCode::from(couriers::NOBODY)))
}

/// A person at an address, from the fields that begin with `rcvr`.
fn receiver(row: Row<'_>) -> Receiver {
    Receiver {
        name: row.text("rcvrNm"),
        phone: row.text("rcvrPrtblNo"),
        phone2: row.text("rcvrTlphn"),
        postcode: row.text("rcvrMailNo"),
        address: row.text("rcvrBaseAddr"),
        address_detail: row.text("rcvrDtlsAddr"),
        memo: row.text("ordDlvReqCont"),
        customs_code: row.text("psnCscUniqNo"),
    }
}
