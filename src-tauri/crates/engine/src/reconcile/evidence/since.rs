//! What became of a line, by what changed since a write left: a sale that was cancelled, a return that was filed.

use chrono::{DateTime, Utc};
use domain::{Claim, ClaimKind, Event, EventKind, LineId, OrderLine, Stage, Write};
use market::{Standing, Unit};
use store::JournalEntry;

use super::Finding;
use crate::concerns;
use crate::look::Look;
use crate::rules;
use crate::view::Problem;

/// An order as it is now, with what happened to it since a write left.
pub(super) struct Since {
    sent_at: DateTime<Utc>,
    /// What the marketplace acts on.
    unit: Unit,
    /// The lines that the marketplace still shows.
    lines: Vec<OrderLine>,
    /// The claims that it shows along with them.
    claims: Vec<Claim>,
    /// The order's lines as the desk has them.
    whole: Vec<OrderLine>,
    /// The newest first.
    timeline: Vec<Event>,
}

impl Since {
    /// Reads the lines of an action, with the claims on them where a claim may be its trace. Where the marketplace
    /// acts on bundles, a cancelled sale leaves its trace in the quantities alone.
    pub(super) async fn read(look: Look<'_>, entry: &JournalEntry) -> Result<Self, Problem> {
        let write = &entry.action.write;
        let concerned = concerns::lines(look.desk, look.door, write)?;
        let unit = look.market.capabilities().unit;
        let by_quantity = matches!(write, Write::CancelSale { .. }) && unit == Unit::Bundle;
        let Standing { lines, mut claims, .. } = if by_quantity {
            Standing { lines: look.lines(&concerned, None).await?, ..Standing::default() }
        } else {
            look.standing(&concerned, Stage::Unknown).await?
        };
        // What stands on a line may leave out returns: only the claims of its order are whole.
        if let (Write::RequestReturn { order, .. }, false) = (write, by_quantity) {
            claims.extend(look.claims(std::slice::from_ref(order)).await?);
        }
        let (store, account) = (&look.desk.store, look.door.id());
        let (whole, timeline) = match concerned.first() {
            Some(line) => (store.order_lines(account, &line.order)?, store.timeline(account, &line.order)?),
            None => (Vec::new(), Vec::new()),
        };
        let sent_at = entry.sent_at.unwrap_or(entry.created_at);
        Ok(Self { sent_at, unit, lines, claims, whole, timeline })
    }

    /// What became of one line.
    pub(super) fn finding(&self, write: &Write, id: &LineId) -> Finding {
        let now = self.lines.iter().find(|line| line.line == *id);
        match (write, now) {
            (Write::CancelSale { .. }, None) => self.sale_of_absent(id),
            (Write::CancelSale { lines, .. }, Some(line)) => {
                let count = lines.iter().find(|(part, _)| part.line == *id).map_or(0, |(_, count)| *count);
                self.sale_cancelled(line, count)
            }
            (Write::RequestReturn { .. }, Some(line)) if self.claimed(ClaimKind::Return, line) => {
                Finding::Applied
            }
            (Write::RequestReturn { .. }, Some(_)) => Finding::NotApplied,
            _ => Finding::Unclear,
        }
    }

    /// A bundle that is no longer shown was cancelled. A line may be hidden by a claim or a report as well, so that only
    /// a cancel on it tells.
    fn sale_of_absent(&self, id: &LineId) -> Finding {
        let known = self.whole.iter().find(|line| line.line == *id);
        let cancelled = known.is_some_and(|line| self.claimed(ClaimKind::Cancel, line));
        if cancelled || self.unit == Unit::Bundle { Finding::Applied } else { Finding::Unclear }
    }

    /// A cancelled sale has taken its pieces from what is to be shipped, or waits as a request for its approval.
    fn sale_cancelled(&self, line: &OrderLine, count: u32) -> Finding {
        let taken = self.to_ship_when_sent(line).saturating_sub(line.quantity.to_ship());
        if line.stage == Stage::Canceled || taken >= count || self.claimed(ClaimKind::Cancel, line) {
            Finding::Applied
        } else if line.stage == Stage::Unknown {
            Finding::Unclear
        } else {
            Finding::NotApplied
        }
    }

    /// Whether a claim stands on a line since: the look right before the write left showed none there.
    fn claimed(&self, kind: ClaimKind, line: &OrderLine) -> bool {
        let since = |claim: &Claim| !claim.is_settled() || claim.requested_at >= self.sent_at;
        let filed = |claim: &&Claim| claim.kind == kind && since(claim);
        self.claims.iter().filter(filed).any(|claim| rules::is_about(claim, &self.whole, line))
    }

    /// Pieces that were to be shipped when the action left. The look right before it was kept then, so only what
    /// changed later stands behind it.
    fn to_ship_when_sent(&self, line: &OrderLine) -> u32 {
        self.timeline
            .iter()
            .rev()
            .filter(|event| event.at > self.sent_at && event.line.as_ref() == Some(&line.line))
            .find_map(|event| match event.kind {
                EventKind::QuantityChanged { from, .. } => Some(from),
                _ => None,
            })
            .unwrap_or_else(|| line.quantity.to_ship())
    }
}
