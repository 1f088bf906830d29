//! What a list tells of a line that is known already.
//!
//! Some lists show no whole line: a status with its date, or a report about it. Such news changes what it names and
//! leaves the rest of the line as it was read before.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{AccountId, BundleId, CourierCode, InvoiceNumber, LineId, OrderId, OrderLine, Receiver, Stage};

/// News of one line; what is `None` was not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineNews {
    /// Whose line it is.
    pub account: AccountId,
    /// The basket, by which the whole line can be read when it is not known yet.
    pub order: OrderId,
    /// The line.
    pub line: LineId,
    /// Where it stands now.
    pub stage: Option<Stage>,
    /// The marketplace's status as it came, or empty.
    pub raw_status: String,
    /// The parcel it ships in.
    pub bundle: Option<BundleId>,
    /// Pieces that will not be shipped: cancelled, or asked to be.
    pub canceled: Option<u32>,
    /// Where it goes.
    pub receiver: Option<Receiver>,
    /// Who carries it.
    pub courier: Option<CourierCode>,
    /// Under which number.
    pub invoice: Option<InvoiceNumber>,
    /// The day in Korea by which it should ship.
    pub ship_by: Option<NaiveDate>,
    /// When it left.
    pub shipped_at: Option<DateTime<Utc>>,
    /// When it arrived.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When the purchase became final.
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl LineNews {
    /// No news yet of a line.
    pub fn of(account: AccountId, order: OrderId, line: LineId) -> Self {
        Self {
            account,
            order,
            line,
            stage: None,
            raw_status: String::new(),
            bundle: None,
            canceled: None,
            receiver: None,
            courier: None,
            invoice: None,
            ship_by: None,
            shipped_at: None,
            delivered_at: None,
            confirmed_at: None,
        }
    }

    /// The line with its news.
    #[must_use]
    pub fn told_to(&self, known: &OrderLine) -> OrderLine {
        let mut line = known.clone();
        line.stage = self.stage.unwrap_or(line.stage);
        if !self.raw_status.is_empty() {
            line.raw_status.clone_from(&self.raw_status);
        }
        if let Some(canceled) = self.canceled {
            line.quantity.canceled = canceled.min(line.quantity.ordered);
            line.quantity.held = 0;
        }
        line.bundle = self.bundle.clone().unwrap_or(line.bundle);
        if let Some(receiver) = &self.receiver {
            line.receiver = addressed(receiver, &line.receiver);
        }
        line.delivery.courier = self.courier.clone().or(line.delivery.courier);
        line.delivery.invoice = self.invoice.clone().or(line.delivery.invoice);
        line.ship_by = self.ship_by.or(line.ship_by);
        line.shipped_at = self.shipped_at.or(line.shipped_at);
        line.delivered_at = self.delivered_at.or(line.delivered_at);
        line.confirmed_at = self.confirmed_at.or(line.confirmed_at);
        line
    }
}

/// Where a line goes now. News of an address brings along neither the words to the courier nor the customs code where its
/// list does not show them (11st), which says nothing against those that are known.
fn addressed(told: &Receiver, known: &Receiver) -> Receiver {
    let kept = |told: &String, known: &String| if told.is_empty() { known.clone() } else { told.clone() };
    Receiver {
        memo: kept(&told.memo, &known.memo),
        customs_code: kept(&told.customs_code, &known.customs_code),
        ..told.clone()
    }
}

/// A buyer's report that nothing, or not everything, has come (상품미도착, 미수령신고).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndeliveredReport {
    /// Whose line it is.
    pub account: AccountId,
    /// The basket.
    pub order: OrderId,
    /// The line.
    pub line: LineId,
    /// The report's number; unique within the line.
    pub report: String,
    /// When it was made.
    pub reported_at: DateTime<Utc>,
    /// Why, in the marketplace's and the buyer's words.
    pub reason: String,
    /// The marketplace's status word, or empty.
    pub raw_status: String,
    /// When it was answered or taken back; `None` while it waits.
    pub settled_at: Option<DateTime<Utc>>,
    /// The marketplace's own record.
    pub raw: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Delivery, Marketplace, Person, Price, Product, Quantity};

    fn line() -> OrderLine {
        OrderLine {
            account: AccountId::from("A"),
            marketplace: Marketplace::Elevenst,
            order: OrderId::from("1"),
            line: LineId::from("1:1"),
            item: "1".into(),
            bundle: BundleId::from("9"),
            stage: Stage::Preparing,
            raw_status: "301".to_owned(),
            ordered_at: DateTime::UNIX_EPOCH,
            paid_at: None,
            ship_by: NaiveDate::from_ymd_opt(2026, 3, 2),
            shipped_at: None,
            delivered_at: None,
            confirmed_at: None,
            product: Product { sku: "SKU".to_owned(), ..Product::default() },
            quantity: Quantity { ordered: 3, canceled: 0, held: 1 },
            price: Price::default(),
            buyer: Person::default(),
            receiver: Receiver::default(),
            delivery: Delivery::default(),
            channel: String::new(),
            more: Vec::new(),
            raw: "{}".to_owned(),
        }
    }

    fn news() -> LineNews {
        LineNews::of(AccountId::from("A"), OrderId::from("1"), LineId::from("1:1"))
    }

    #[test]
    fn no_news_changes_nothing() {
        assert_eq!(news().told_to(&line()), line());
    }

    #[test]
    fn news_changes_what_it_names_and_nothing_else() {
        let told = LineNews {
            stage: Some(Stage::Delivering),
            raw_status: "401".to_owned(),
            canceled: Some(1),
            invoice: Some(InvoiceNumber::from("123")),
            ..news()
        };
        let told = told.told_to(&line());
        assert_eq!((told.stage, told.raw_status.as_str()), (Stage::Delivering, "401"));
        assert_eq!(told.quantity, Quantity { ordered: 3, canceled: 1, held: 0 });
        assert_eq!(told.delivery.invoice, Some(InvoiceNumber::from("123")));
        assert_eq!((told.product.sku.as_str(), told.ship_by), ("SKU", line().ship_by));
    }

    #[test]
    fn a_new_address_keeps_the_words_to_the_courier() {
        let receiver = |address: &str, memo: &str| Receiver {
            address: address.to_owned(),
            memo: memo.to_owned(),
            ..Receiver::default()
        };
        let known = OrderLine { receiver: receiver("old", "at the door"), ..line() };
        let told = LineNews { receiver: Some(receiver("new", "")), ..news() }.told_to(&known);
        assert_eq!(told.receiver, receiver("new", "at the door"));
        let told = LineNews { receiver: Some(receiver("new", "ring")), ..news() }.told_to(&known);
        assert_eq!(told.receiver, receiver("new", "ring"));
    }

    #[test]
    fn more_pieces_than_were_ordered_cannot_be_cancelled() {
        let told = LineNews { canceled: Some(9), ..news() }.told_to(&line());
        assert_eq!(told.quantity.to_ship(), 0);
    }
}
