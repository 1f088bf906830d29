//! Accounts as the window shows them. No secret ever stands here.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccountId, Marketplace, Sentence};
use serde::{Deserialize, Serialize};

use super::Problem;

/// How far a collection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Progress {
    /// Requests answered.
    pub done: u32,
    /// Requests expected; grows while pages are found.
    pub total: u32,
    /// The first collection, which reaches back and may be stopped.
    pub backfill: bool,
}

/// How many calls a marketplace still admits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct GaugeView {
    /// Calls per period.
    pub limit: u32,
    /// Calls that may come at once, where the marketplace says.
    pub burst: Option<u32>,
    /// Calls that are left, where the marketplace says.
    pub remaining: Option<u32>,
    /// The period in the marketplace's words: `SECONDS`, `HOURS` …
    pub period: String,
}

/// How an account is doing.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct HealthView {
    /// When all its feeds were last read without error.
    pub last_ok_at: Option<DateTime<Utc>>,
    /// Since when it has been failing.
    pub failing_since: Option<DateTime<Utc>>,
    /// Why it stands still.
    pub problem: Option<Problem>,
    /// Our breaker keeps the door closed until then.
    pub closed_until: Option<DateTime<Utc>>,
    /// The collection that runs now.
    pub progress: Option<Progress>,
    /// How many calls the rate limit still admitted at the latest answer, where the marketplace says.
    pub rate: Option<GaugeView>,
    /// How many calls the quota still admitted at the latest answer, where there is one.
    pub quota: Option<GaugeView>,
    /// The marketplace's number of the latest call, for its support.
    pub last_trace: Option<String>,
}

/// One feed of an account.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct FeedView {
    /// Its name.
    pub feed: String,
    /// Read up to.
    pub read_until: Option<DateTime<Utc>>,
    /// Last read without error.
    pub last_ok_at: Option<DateTime<Utc>>,
    /// When it is read next, as long as the account itself can be read; a moment that is past means at once.
    pub next_at: Option<DateTime<Utc>>,
    /// Since when its readings fail, while they do.
    pub failing_since: Option<DateTime<Utc>>,
    /// What went wrong when it was last read; a feed that read all but a few records has one too.
    pub last_error: Option<Sentence>,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct AccountView {
    /// Our number for it.
    pub id: AccountId,
    /// Where.
    pub marketplace: Marketplace,
    /// The owner's name for it.
    pub name: String,
    /// The seller's number at the marketplace.
    pub seller_id: String,
    /// It is the built-in shop.
    pub sandbox: bool,
    /// How it is doing.
    pub health: HealthView,
    /// Its feeds.
    pub feeds: Vec<FeedView>,
    /// The day on which its key ends, when known.
    pub key_ends_on: Option<NaiveDate>,
    /// The day on which its key was issued, when known.
    pub key_issued_on: Option<NaiveDate>,
    /// What replaces the marketplace's address.
    pub base_url: Option<String>,
    /// Its proxy.
    pub proxy: Option<String>,
}

/// One field of the account form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct FieldView {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Sentence,
    /// What a right value looks like.
    pub hint: Sentence,
    /// It is pasted in Rust and never passes through the window.
    pub secret: bool,
    /// It may be left empty.
    pub optional: bool,
}

/// The account that is made along with a form's, once the field that names its seller is filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct CompanionView {
    /// Where.
    pub marketplace: Marketplace,
    /// The field that names its seller.
    pub field: String,
}

/// What the account form shows for a marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct DescriptorView {
    /// Which.
    pub marketplace: Marketplace,
    /// The form.
    pub fields: Vec<FieldView>,
    /// How to get the credentials.
    pub steps: Vec<Sentence>,
    /// The marketplace's own guide.
    pub guide: String,
    /// The seller centre.
    pub centre: String,
    /// The account of the same login at another marketplace.
    pub companion: Option<CompanionView>,
}

/// What the window may know of a pasted secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct SecretShape {
    /// Its length in characters.
    pub length: u32,
    /// It looks like what the marketplace issues.
    pub plausible: bool,
}

/// A filled account form. Secrets are not in it: they were pasted into the draft of this number before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AccountForm {
    /// The draft that holds the pasted secrets.
    pub draft: String,
    /// The account to change; `None` adds one.
    pub account: Option<AccountId>,
    /// Where.
    pub marketplace: Marketplace,
    /// The owner's name for it.
    pub name: String,
    /// The fields that are not secret, by name.
    pub fields: Vec<(String, String)>,
    /// Replaces the marketplace's address.
    pub base_url: Option<String>,
    /// A proxy with a fixed address.
    pub proxy: Option<String>,
    /// The day on which the key was issued, from which its end is counted.
    #[serde(default)]
    pub key_issued_on: Option<NaiveDate>,
}

/// One step of a connection test.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct CheckStepView {
    /// `reach`, `clock`, `address`, `key`, `orders`.
    pub what: String,
    /// A remark when it passed.
    pub remark: Option<Sentence>,
    /// Why it failed; the steps after it were not tried.
    pub problem: Option<Problem>,
    /// The HTTP status of the failure.
    pub status: Option<u32>,
}

/// A connection test.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct CheckView {
    /// When it ran.
    pub at: DateTime<Utc>,
    /// All steps passed.
    pub passed: bool,
    /// In order, up to the first failure.
    pub steps: Vec<CheckStepView>,
}

/// A courier to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct CourierView {
    /// The marketplace's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its digit rule in words.
    pub rule: Sentence,
    /// Its parcels have numbers; without one, none is asked for.
    pub numbered: bool,
    /// The last parcel of the account went with it; where there was none yet, the last one of any account.
    pub last_used: bool,
}

/// The reason codes a marketplace asks for, with their words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reasons {
    /// For a sale cancelled by the seller.
    pub cancel: Vec<(String, Sentence)>,
    /// For a refused exchange.
    pub exchange: Vec<(String, Sentence)>,
}
