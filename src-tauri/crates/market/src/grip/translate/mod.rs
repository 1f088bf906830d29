//! From Grip's records to the desk's words.

mod besides;
pub(super) mod claim;
pub(super) mod codes;
pub(super) mod delivery;
pub(super) mod order;
pub(super) mod review;

#[cfg(test)]
mod tests;

pub(super) use super::wire::record::Unreadable;

use chrono::{DateTime, Utc};
use domain::{AccountId, Courier, LineId, OrderId, Person, Receiver};

use super::wire::body::OrderKey;
use super::wire::record::{Record, digits};

/// For whom and when a record is read, and by which names couriers are known.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// Whose it is.
    pub(super) account: &'a AccountId,
    /// The couriers that Grip has told of.
    pub(super) couriers: &'static [Courier],
    /// When the day of the reading began in Korea.
    pub(super) today: DateTime<Utc>,
}

/// The two numbers of a row.
pub(super) fn key_in(row: Record<'_>) -> Result<OrderKey, Unreadable> {
    Ok(OrderKey { order_seq: row.id("orderSeq")?, order_product_seq: row.id("orderProductSeq")? })
}

/// The two numbers behind a line's id; `None` for one that this connector did not make.
pub(super) fn key_of(line: &LineId) -> Option<OrderKey> {
    let (order, product) = line.as_str().split_once(':')?;
    Some(OrderKey { order_seq: digits(order)?, order_product_seq: digits(product)? })
}

/// The order of a line.
pub(super) fn order_of(line: &LineId) -> Option<OrderId> {
    key_of(line).map(|key| OrderId::new(key.order_seq.to_string()))
}

/// A line's id.
fn line_id(key: OrderKey) -> LineId {
    LineId::new(format!("{}:{}", key.order_seq, key.order_product_seq))
}

/// Fields that hold people.
const PERSONAL: &[&str] = &[
    "buyerNickname",
    "buyerName",
    "buyerPhoneNumber",
    "recipientName",
    "recipientPhoneNumber",
    "recipientPostalCode",
    "recipientAddress",
    "deliveryRequest",
    "dawnDeliveryRequest",
    "clearanceCode",
    "buyerReturnReason",
    "buyerChangeReason",
];

/// Who bought.
fn buyer(row: Record<'_>) -> Person {
    Person { name: row.text("buyerName"), phone: row.text("buyerPhoneNumber"), email: String::new() }
}

/// Who receives. The address is one text, street and flat together.
fn recipient(row: Record<'_>) -> Receiver {
    Receiver {
        name: row.text("recipientName"),
        phone: row.text("recipientPhoneNumber"),
        postcode: row.text("recipientPostalCode"),
        address: row.text("recipientAddress"),
        memo: row.text("deliveryRequest"),
        customs_code: row.text("clearanceCode"),
        ..Receiver::default()
    }
}
