//! 발주확인: whole bundles, or the lines of them that can go, as many in a request as the marketplace takes.

use std::collections::BTreeMap;

use domain::{AccountId, ActionKind, BundleId, LineId, Write};
use market::Unit;

use super::bundles::{Press, Pressed, pressed};
use super::{Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::settling::Mark;
use crate::view::Problem;

/// Bundles to confirm by account, each with its lines.
type Chosen = BTreeMap<AccountId, Vec<(BundleId, Vec<LineId>)>>;

/// Plans the confirmation of the bundles to which the pressed lines belong. A line with a cancel request waits for
/// its settlement: once confirmed, a cancel is no longer the marketplace's to carry out but the seller's.
pub(crate) fn confirm(desk: &Desk, lines: &[(AccountId, LineId)]) -> Result<Plan, Problem> {
    let under_way = UnderWay::now(desk)?;
    let press =
        Press { kind: ActionKind::Confirm, rule: rules::to_confirm, mark: Mark::Kind, under_way: &under_way };
    let mut plan = Plan::default();
    let mut chosen = Chosen::new();
    for Pressed { bundled, rows } in pressed(desk, lines, |(account, line)| (account, line))? {
        let named: Vec<&LineId> = rows.into_iter().map(|(_, line)| line).collect();
        if !allowed(desk, &bundled.account, ActionKind::Confirm)? {
            plan.block_lines(&bundled, &named, &Hold::NoOperation.sentence());
            continue;
        }
        let (going, staying) = bundled.sorted_with(&named, press);
        plan.leave_out(&bundled, &staying, &named);
        if !going.is_empty() {
            let lines = going.into_iter().map(|line| line.line.clone()).collect();
            chosen.entry(bundled.account.clone()).or_default().push((bundled.bundle.clone(), lines));
        }
    }
    for (account, bundles) in chosen {
        let door = desk.door(&account)?;
        let capabilities = door.market()?.capabilities();
        let requests = requests(bundles, capabilities.unit, capabilities.limits.confirm_batch.max(1));
        plan.writes.extend(requests.into_iter().map(|write| (account.clone(), write)));
    }
    Ok(plan)
}

/// Requests of at most so many bundles, or lines where the marketplace acts on lines.
fn requests(bundles: Vec<(BundleId, Vec<LineId>)>, unit: Unit, batch: usize) -> Vec<Write> {
    let lines = |(bundle, lines): &(BundleId, Vec<LineId>)| {
        lines.iter().map(|line| (bundle.clone(), line.clone())).collect::<Vec<_>>()
    };
    let confirmation = |lines: Vec<_>| Write::Confirm { lines };
    match unit {
        Unit::Bundle => bundles
            .chunks(batch)
            .map(|bundles| confirmation(bundles.iter().flat_map(lines).collect()))
            .collect(),
        Unit::Line => {
            let lines: Vec<_> = bundles.iter().flat_map(lines).collect();
            lines.chunks(batch).map(|lines| confirmation(lines.to_vec())).collect()
        }
    }
}
