//! From ESM's records to the desk's words.

mod besides;
pub(super) mod claim;
pub(super) mod codes;
pub(super) mod order;
pub(super) mod report;
pub(super) mod settlement;
pub(super) mod status;

#[cfg(test)]
mod tests;

pub(super) use super::wire::record::Unreadable;

use domain::{AccountId, Receiver};

use super::flavor::Flavor;
use super::wire::record::Record;

/// For whom and from where a record is read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// Whose it is.
    pub(super) account: &'a AccountId,
    /// Which of the two sites.
    pub(super) flavor: &'static Flavor,
}

/// The address in three fields: the front, the back, or the whole where the front is missing.
struct Address {
    front: &'static str,
    back: &'static str,
    whole: &'static str,
}

/// A person at an address. Postcodes come with blanks behind them.
fn receiver(record: Record<'_>, name: &str, address: &Address) -> Receiver {
    Receiver {
        name: record.text(name),
        phone: record.text("HpNo"),
        phone2: record.text("TelNo"),
        postcode: record.text("ZipCode"),
        address: record.said(address.front).unwrap_or_else(|| record.text(address.whole)),
        address_detail: record.said(address.front).map(|_| record.text(address.back)).unwrap_or_default(),
        ..Receiver::default()
    }
}
