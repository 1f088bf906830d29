//! Many claims at once, from the lists of the days on which they were asked for.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ClaimId, ClaimKind, Fact};

use super::{By, ClaimList};
use crate::esm::Esm;
use crate::esm::translate::claim::ClaimName;
use crate::{MarketError, Span};

/// A week in seconds.
const WEEK: i64 = 7 * 24 * 3600;

impl Esm {
    /// Claims as they are now, by the days on which they were asked for: where many of a kind were asked for within a
    /// week, its lists cost fewer calls than each by itself. What no list shows is left out.
    pub(in crate::esm) async fn claims_together(&self, claims: &[ClaimId]) -> Result<Vec<Fact>, MarketError> {
        let mut weeks: BTreeMap<(ClaimKind, i64), Vec<ClaimName>> = BTreeMap::new();
        for name in claims.iter().filter_map(ClaimName::of) {
            let week = name.requested_at.timestamp().div_euclid(WEEK);
            weeks.entry((name.kind, week)).or_default().push(name);
        }
        let mut facts = Vec::new();
        for ((kind, _), names) in weeks {
            if names.len() > ClaimList::all(kind).count() {
                facts.extend(self.claims_of_week(kind, &names).await?);
            }
        }
        Ok(facts)
    }

    /// Claims of one kind, from its lists over the days on which they were asked for.
    async fn claims_of_week(&self, kind: ClaimKind, names: &[ClaimName]) -> Result<Vec<Fact>, MarketError> {
        let days = || names.iter().map(|name| name.requested_at);
        let (Some(from), Some(to)) = (days().min(), days().max()) else { return Ok(Vec::new()) };
        let mut missing: BTreeSet<ClaimId> = names.iter().map(ClaimName::id).collect();
        let mut facts = Vec::new();
        for list in ClaimList::all(kind) {
            if missing.is_empty() {
                break;
            }
            let read = self.whole_claims(list, By::Requested, Span { from, to }).await?;
            let wanted = read.into_iter().filter(|claim| missing.remove(&claim.claim));
            facts.extend(wanted.map(|claim| Fact::Claim(Box::new(claim))));
        }
        Ok(facts)
    }
}
