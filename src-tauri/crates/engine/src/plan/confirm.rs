//! 발주확인: whole bundles, or the lines of them that can go, as many in a request as the marketplace takes.

use std::collections::BTreeMap;

use domain::{AccountId, ActionKind, BundleId, ItemId, LineId, OrderLine, Write};
use market::Unit;

use super::bundles::{Press, Pressed, pressed};
use super::{Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::settling::Mark;
use crate::view::Problem;

/// Bundles to confirm by account, each with its lines.
type Chosen = BTreeMap<AccountId, Vec<Vec<Named>>>;

/// A line with its bundle and its product option.
type Named = (BundleId, LineId, ItemId);

/// Plans the confirmation of the bundles to which the pressed lines belong. A line with a cancel request waits for
/// its settlement: once confirmed, a cancel is no longer the marketplace's to carry out but the seller's.
pub(crate) fn confirm(desk: &Desk, lines: &[(AccountId, LineId)]) -> Result<Plan, Problem> {
    let under_way = UnderWay::now(desk)?;
    let press =
        Press { kind: ActionKind::Confirm, rule: rules::to_confirm, mark: Mark::Kind, under_way: &under_way };
    let mut plan = Plan::default();
    let mut chosen = Chosen::new();
    for Pressed { bundled, rows } in pressed(desk, lines, |(account, line)| (account, line))? {
        let bundled = bundled.acting(ActionKind::Confirm);
        let named: Vec<&LineId> = rows.into_iter().map(|(_, line)| line).collect();
        if !allowed(desk, &bundled.account, ActionKind::Confirm)? {
            plan.block_lines(&bundled, &named, &Hold::NoOperation.sentence());
            continue;
        }
        let (going, staying) = bundled.sorted_with(&named, press);
        plan.leave_out(&bundled, &staying, &named);
        if !going.is_empty() {
            let name = |line: &OrderLine| (line.bundle.clone(), line.line.clone(), line.item.clone());
            let lines = going.into_iter().map(name).collect();
            chosen.entry(bundled.account.clone()).or_default().push(lines);
        }
    }
    for (account, bundles) in chosen {
        let door = desk.door(&account)?;
        let capabilities = door.market()?.capabilities();
        let requests = requests(&bundles, capabilities.confirms, capabilities.limits.confirm_batch.max(1));
        plan.writes.extend(requests.into_iter().map(|write| (account.clone(), write)));
    }
    Ok(plan)
}

/// Requests of at most so many bundles, or lines where the marketplace confirms lines.
fn requests(bundles: &[Vec<Named>], unit: Unit, batch: usize) -> Vec<Write> {
    match unit {
        Unit::Bundle => bundles.chunks(batch).map(|bundles| confirmation(&bundles.concat())).collect(),
        Unit::Line => bundles.concat().chunks(batch).map(confirmation).collect(),
    }
}

/// One request.
fn confirmation(named: &[Named]) -> Write {
    let lines = named.iter().map(|(bundle, line, _)| (bundle.clone(), line.clone())).collect();
    Write::Confirm { lines, items: named.iter().map(|(.., item)| item.clone()).collect() }
}
