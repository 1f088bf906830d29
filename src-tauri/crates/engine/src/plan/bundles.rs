//! Pressed lines as bundles, with what the desk knows of them.

use domain::{
    AccountId, ActionKind, BundleId, Claim, LineId, OrderId, OrderLine, Parcel, ParcelLine, Target,
};
use domain::{CourierCode, InvoiceNumber};

use super::UnderWay;
use crate::desk::Desk;
use crate::hold::Hold;
use crate::problem;
use crate::rules;
use crate::settling::Settling;
use crate::view::Problem;

/// A bundle with its lines and the claims of its order.
#[derive(Clone, Debug)]
pub(crate) struct Bundled {
    pub(crate) account: AccountId,
    pub(crate) order: OrderId,
    pub(crate) bundle: BundleId,
    /// The bundle's lines.
    pub(crate) lines: Vec<OrderLine>,
    /// All lines of the order.
    pub(crate) whole: Vec<OrderLine>,
    /// All claims of the order.
    pub(crate) claims: Vec<Claim>,
    /// What a reading may not show yet.
    settling: Settling,
}

impl Bundled {
    /// The bundle of a line, as the store has it.
    ///
    /// # Errors
    /// When the line is not here, or the store fails.
    pub(crate) fn of(desk: &Desk, account: &AccountId, line: &LineId) -> Result<Self, Problem> {
        let found = desk.store.line(account, line)?.ok_or_else(|| problem::no_such("line", line.as_str()))?;
        let whole = desk.store.order_lines(account, &found.order)?;
        Ok(Self {
            account: account.clone(),
            lines: whole.iter().filter(|line| line.bundle == found.bundle).cloned().collect(),
            claims: desk.store.claims_of_order(account, &found.order)?,
            settling: Settling::of_order(desk, &*desk.door(account)?, &found.order)?,
            order: found.order,
            bundle: found.bundle,
            whole,
        })
    }

    /// The first line's reason not to go; a line without pieces only stays out of the box.
    pub(crate) fn hold(&self, rule: fn(&OrderLine) -> Option<Hold>) -> Option<Hold> {
        let live = self.live(rule);
        if live.is_empty() {
            return self.lines.iter().find_map(rule).or(Some(Hold::NothingLeft));
        }
        live.iter().find_map(|line| rule(line)).or_else(|| {
            live.iter()
                .any(|line| rules::cancel_stands(&self.claims, &self.whole, line))
                .then_some(Hold::CancelRequested)
        })
    }

    /// Whether it is a part of an order that was split.
    pub(crate) fn is_split(&self) -> bool {
        self.lines.iter().any(|line| line.delivery.split)
    }

    /// The lines that have pieces, under a rule.
    pub(crate) fn live(&self, rule: fn(&OrderLine) -> Option<Hold>) -> Vec<&OrderLine> {
        self.lines.iter().filter(|line| rule(line) != Some(Hold::NothingLeft)).collect()
    }

    /// Whether an unsettled action stands on one of its lines.
    fn is_under_way(&self, under_way: &UnderWay) -> bool {
        self.lines.iter().any(|line| under_way.on(&self.account, Target::Line(line.line.clone())))
    }

    /// Why an operation would be a repetition: one is under way on the bundle, or the same was just done.
    pub(crate) fn repeats(
        &self,
        under_way: &UnderWay,
        kind: ActionKind,
        invoice: Option<&InvoiceNumber>,
    ) -> Option<Hold> {
        if self.is_under_way(under_way) {
            return Some(Hold::UnderWay);
        }
        let done = |line: &OrderLine| self.settling.holds(kind, &Target::Line(line.line.clone()), invoice);
        self.lines.iter().any(done).then_some(Hold::JustDone)
    }

    /// Its lines with pieces as a parcel.
    pub(super) fn parcel(
        &self,
        rule: fn(&OrderLine) -> Option<Hold>,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Parcel {
        Parcel {
            order: self.order.clone(),
            bundle: self.bundle.clone(),
            lines: self.live(rule).into_iter().map(parcel_line).collect(),
            courier: courier.clone(),
            invoice: invoice.clone(),
            split: self.is_split(),
        }
    }
}

/// A line as a parcel names it.
pub(super) fn parcel_line(line: &OrderLine) -> ParcelLine {
    ParcelLine { line: line.line.clone(), item: line.item.clone() }
}
