//! What a connector answers beside lines and claims: what else a marketplace tells, and how its door stands.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{ItemId, LineId, OrderId, Sentence, Won};

use crate::{ErrorKind, MarketError};

/// What a buyer wrote about a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The marketplace's number.
    pub id: String,
    /// The line it is about, where the marketplace says.
    pub line: Option<LineId>,
    /// The marks given, as the marketplace writes them, or empty.
    pub score: String,
    /// The buyer's words.
    pub text: String,
    /// When, where the marketplace says.
    pub at: Option<DateTime<Utc>>,
    /// The marketplace's own record, JSON.
    pub raw: String,
}

/// What a line brings in: one row of the marketplace's settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The basket.
    pub order: OrderId,
    /// The line, where the row is about one.
    pub line: Option<LineId>,
    /// The claim that made the row, or `None` for the sale itself.
    pub claim: Option<String>,
    /// What was sold or refunded, in the marketplace's sign.
    pub sold: Won,
    /// What the marketplace keeps: positive is kept, negative is given back.
    pub fee: Won,
    /// What is paid out for it; negative is taken back.
    pub paid: Won,
    /// Shipping that is paid out with it.
    pub shipping: Won,
    /// The day in Korea on which it is or was paid, where the marketplace says.
    pub on: Option<NaiveDate>,
    /// The marketplace's own record.
    pub raw: String,
}

/// How many lines wait for something, as the marketplace counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Paid and not confirmed.
    pub to_confirm: u32,
    /// Confirmed and not shipped.
    pub to_ship: u32,
    /// Shipped, on their way or arrived.
    pub shipped: u32,
    /// Returns that are open.
    pub returns: u32,
    /// Exchanges that are open.
    pub exchanges: u32,
}

/// One line of a parcel's history at the marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// The marketplace's status word.
    pub status: String,
    /// The marketplace's description.
    pub text: String,
}

/// A discount of the seller's own on an order's item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// The marketplace's number.
    pub id: String,
    /// The product option it lowered.
    pub item: ItemId,
    /// What the seller called it.
    pub name: String,
    /// How it lowers, in the marketplace's code.
    pub kind: String,
    /// By how much, as the marketplace writes it: a rate or an amount, after `kind`.
    pub discount: String,
    /// The most it lowers by, where the marketplace says.
    pub at_most: Option<Won>,
}

/// One step of a connection test.
#[derive(Clone, Debug)]
pub struct CheckStep {
    /// What was checked.
    pub what: CheckedPart,
    /// `Ok` with a remark, or why it failed. Steps after a failure are absent.
    pub result: Result<Sentence, MarketError>,
}

/// The parts of a connection test, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckedPart {
    /// The marketplace's host answers.
    Reach,
    /// This computer's clock agrees.
    Clock,
    /// The address is registered.
    Address,
    /// Key and signature.
    Key,
    /// The seller's number, and reading orders.
    Orders,
}

/// A connection test.
#[derive(Clone, Debug)]
pub struct Check {
    /// In order, up to and including the first failure.
    pub steps: Vec<CheckStep>,
}

/// How an account's door stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Our breaker keeps the door closed until then.
    pub closed_until: Option<DateTime<Utc>>,
    /// What made it close.
    pub because: Option<ErrorKind>,
    /// The marketplace warned that calls are near its limit.
    pub near_limit: bool,
    /// How many calls its rate limit still admitted at the latest answer, where it says.
    pub rate: Option<Gauge>,
    /// How many calls its quota still admitted at the latest answer, where it has one.
    pub quota: Option<Gauge>,
    /// The marketplace's number of the latest call, for its support.
    pub last_trace: Option<String>,
}

/// What a marketplace's headers say about a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// Calls per period.
    pub limit: u32,
    /// Calls that may come at once, where the marketplace says.
    pub burst: Option<u32>,
    /// Calls that are left.
    pub remaining: Option<u32>,
    /// The period in the marketplace's words: `SECONDS`, `HOURS` …
    pub period: String,
}
