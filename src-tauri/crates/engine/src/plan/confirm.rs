//! 발주확인: whole bundles, as many in a request as the marketplace takes.

use std::collections::{BTreeMap, BTreeSet};

use domain::{AccountId, ActionKind, BundleId, LineId, Target, Write};

use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::view::Problem;

/// Bundles to confirm by account, each with its lines.
type Chosen = BTreeMap<AccountId, Vec<(BundleId, Vec<LineId>)>>;

/// Plans the confirmation of the bundles to which the pressed lines belong.
pub(crate) fn confirm(desk: &Desk, pressed: &[(AccountId, LineId)]) -> Result<Plan, Problem> {
    let under_way = UnderWay::now(desk)?;
    let mut plan = Plan::default();
    let mut seen: BTreeSet<(AccountId, BundleId)> = BTreeSet::new();
    let mut chosen = Chosen::new();
    for (account, line) in pressed {
        let bundled = Bundled::of(desk, account, line)?;
        match hold(desk, &bundled, &under_way)? {
            Some(hold) => plan.block(Target::Line(line.clone()), bundled.order, hold.sentence()),
            None if seen.insert((account.clone(), bundled.bundle.clone())) => {
                let lines =
                    bundled.live(rules::to_confirm).into_iter().map(|line| line.line.clone()).collect();
                chosen.entry(account.clone()).or_default().push((bundled.bundle, lines));
            }
            None => {}
        }
    }
    for (account, bundles) in chosen {
        let batch = desk.door(&account)?.market()?.capabilities().limits.confirm_batch.max(1);
        plan.writes.extend(bundles.chunks(batch).map(|bundles| (account.clone(), write(bundles))));
    }
    Ok(plan)
}

/// Why a bundle cannot be confirmed. One with a cancel request waits for its settlement: once confirmed, a
/// cancel is no longer the marketplace's to carry out but the seller's.
fn hold(desk: &Desk, bundled: &Bundled, under_way: &UnderWay) -> Result<Option<Hold>, Problem> {
    if !allowed(desk, &bundled.account, ActionKind::Confirm)? {
        return Ok(Some(Hold::NoOperation));
    }
    let repeats = bundled.repeats(under_way, ActionKind::Confirm, None);
    Ok(repeats.or_else(|| bundled.hold(rules::to_confirm)))
}

/// One request.
fn write(bundles: &[(BundleId, Vec<LineId>)]) -> Write {
    let lines = bundles
        .iter()
        .flat_map(|(bundle, lines)| lines.iter().map(|line| (bundle.clone(), line.clone())))
        .collect();
    Write::Confirm { lines }
}
