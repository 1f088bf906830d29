//! In which order lines that were bought together are acted on: a marketplace may want the add-ons (추가구성상품)
//! before the product they were bought along with, or after it.

use domain::{ActionKind, Claim, ClaimKind, ClaimStep, OrderLine};
use market::Capabilities;

use crate::hold::Hold;
use crate::rules;

/// Whose turn it is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nobody's.
    Any,
    /// The add-ons'.
    AddOns,
    /// The product's.
    Product,
}

impl Turn {
    /// In an operation at a marketplace.
    pub(crate) fn of(capabilities: &Capabilities, kind: ActionKind) -> Self {
        let sequence = capabilities.sequence;
        if sequence.add_ons_first.contains(&kind) {
            Self::AddOns
        } else if sequence.main_first.contains(&kind) {
            Self::Product
        } else {
            Self::Any
        }
    }

    /// Puts rows in the marketplace's order; otherwise they keep theirs.
    pub(crate) fn sort<T>(self, rows: &mut [T], is_add_on: impl Fn(&T) -> bool) {
        rows.sort_by_key(|row| self.is_later(is_add_on(row)));
    }

    /// Whether an add-on, or a product, goes after the other.
    pub(crate) const fn is_later(self, add_on: bool) -> bool {
        match self {
            Self::Any => false,
            Self::AddOns => !add_on,
            Self::Product => add_on,
        }
    }

    /// Whether `other` has to go before `line`.
    pub(crate) fn puts_before(self, other: &OrderLine, line: &OrderLine) -> bool {
        match self {
            Self::Any => false,
            Self::AddOns => goes_along(other, line),
            Self::Product => goes_along(line, other),
        }
    }

    /// Why a line waits for one that goes before it.
    pub(crate) const fn hold(self) -> Option<Hold> {
        match self {
            Self::Any => None,
            Self::AddOns => Some(Hold::AddOnsFirst),
            Self::Product => Some(Hold::ProductFirst),
        }
    }
}

/// Whether one line was bought along with the other: the same product of the same order.
fn goes_along(add_on: &OrderLine, product: &OrderLine) -> bool {
    add_on.product.add_on
        && !product.product.add_on
        && add_on.order == product.order
        && !product.product.product_id.is_empty()
        && add_on.product.product_id == product.product.product_id
}

/// The lines of an order that a claim is about.
pub(crate) fn lines_of<'a>(claim: &Claim, order: &'a [OrderLine]) -> Vec<&'a OrderLine> {
    order.iter().filter(|line| rules::is_about(claim, order, line)).collect()
}

/// Whether a claim is about add-ons alone.
pub(crate) fn is_about_add_ons(claim: &Claim, order: &[OrderLine]) -> bool {
    let lines = lines_of(claim, order);
    !lines.is_empty() && lines.iter().all(|line| line.product.add_on)
}

/// Whether one of the claims goes before `claim` and still waits for the same operation.
pub(crate) fn one_waits(turn: Turn, claim: &Claim, claims: &[Claim], order: &[OrderLine]) -> bool {
    let lines = lines_of(claim, order);
    let before = |other: &&OrderLine| lines.iter().any(|line| turn.puts_before(other, line));
    claims
        .iter()
        .filter(|other| other.claim != claim.claim && other.kind == claim.kind && still_waits(other))
        .any(|other| lines_of(other, order).iter().any(before))
}

/// Whether nothing final was done to a claim yet.
const fn still_waits(claim: &Claim) -> bool {
    match claim.kind {
        ClaimKind::Cancel => matches!(claim.step, ClaimStep::Requested),
        ClaimKind::Return | ClaimKind::Exchange => matches!(
            claim.step,
            ClaimStep::Requested | ClaimStep::Approved | ClaimStep::Collecting | ClaimStep::Collected
        ),
    }
}
