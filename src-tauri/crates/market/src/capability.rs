//! What a marketplace lets a seller do, with its limits. Buttons and conformance tests read it; nothing guesses.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{ActionKind, Courier, Sentence};

/// How far a marketplace supports an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Support {
    /// By a call made for it.
    Native,
    /// By what the marketplace does offer; the sentence says what will really happen.
    Composed(Sentence),
    /// By us alone, without telling the marketplace.
    Local(Sentence),
    /// Not at all; the sentence says why, the link leads to the right page of the seller centre.
    Unavailable {
        /// Why, and what to do instead.
        reason: Sentence,
        /// The seller centre's page.
        link: &'static str,
    },
}

/// The figures of a marketplace's documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Calls per second for one account.
    pub calls_per_second: u32,
    /// Bundles in one confirmation.
    pub confirm_batch: usize,
    /// Parcels in one dispatch request.
    pub ship_batch: usize,
    /// How long after a write a read may still show the old state; only then "not applied" is believed.
    pub settles_after: Duration,
    /// The same for a confirmation, which some marketplaces show late.
    pub confirm_settles_after: Duration,
    /// Between the opening of an exchange's re-shipment and the new bundle's appearance.
    pub reship_bundle_after: Duration,
}

/// The capability table of one marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// One entry for every [`ActionKind`].
    pub actions: BTreeMap<ActionKind, Support>,
    /// Operations whose facts no official document confirms.
    pub experimental: Vec<ActionKind>,
    /// What a click really does there, said before the click, for kinds where it matters.
    pub consequences: BTreeMap<ActionKind, Sentence>,
    /// The figures.
    pub limits: Limits,
    /// The couriers it knows.
    pub couriers: &'static [Courier],
    /// Reason codes for a sale cancelled by the seller, with their words.
    pub cancel_reasons: &'static [(&'static str, Sentence)],
    /// Reason codes for a refused exchange, with their words.
    pub exchange_refusals: &'static [(&'static str, Sentence)],
}

impl Capabilities {
    /// Whether the operation can be carried out from the desk.
    pub fn allows(&self, kind: ActionKind) -> bool {
        matches!(self.actions.get(&kind), Some(Support::Native | Support::Composed(_)))
    }

    /// The courier behind a marketplace's code.
    pub fn courier(&self, code: &str) -> Option<&'static Courier> {
        self.couriers.iter().find(|courier| courier.code == code)
    }
}
