//! A desk's picture beside what the marketplace really holds.

use std::collections::BTreeMap;

use anyhow::Result;
use domain::{LineId, Status};
use engine::Engine;
use engine::view::InboxRow;
use store::{InboxQuery, PageAt};

use crate::desk::Desk;
use crate::world::{End, Place, TrueClaim, TrueLine, World};

/// Every difference, in words; empty when there is none.
pub(super) async fn differences<W: World>(desk: &Desk<W>) -> Result<Vec<String>> {
    let truth = desk.world.truth();
    let rows = rows(&desk.engine).await?;
    let mut found = Vec::new();
    for (id, line) in &truth.lines {
        found.extend(of_line(id, line, rows.get(id)));
    }
    for id in rows.keys().filter(|id| !truth.lines.contains_key(*id)) {
        found.push(format!("line {id}: the marketplace has no such line"));
    }
    for (id, claim) in &truth.claims {
        let kept = desk.engine.claim_detail(desk.account.clone(), id.clone()).await.ok();
        let step = kept.map(|detail| detail.row.step);
        let right = match step {
            Some(step) => claim.end.is(step),
            None => may_be_unknown(*claim),
        };
        if !right {
            found.push(format!("claim {id}: really {claim:?}, kept as {step:?}"));
        }
    }
    Ok(found)
}

/// Whether nobody is wrong to have never heard of a claim: it was over before any list was read, and asks for nothing.
fn may_be_unknown(claim: TrueClaim) -> bool {
    claim.end == End::GivenUp
}

/// What is wrong about a line.
fn of_line(id: &LineId, line: &TrueLine, row: Option<&InboxRow>) -> Option<String> {
    let waits = matches!(line.place, Place::Waits | Place::Prepared);
    let Some(row) = row else {
        // Cancelled before it was read, an order is on no list of orders; its cancel is among the claims.
        return (line.place != Place::Canceled).then(|| format!("line {id}: missing, really {line:?}"));
    };
    // The claim that took its last piece tells of a line that no list of orders shows any more.
    let canceled = line.place == Place::Canceled && row.status == Status::Canceled;
    let placed = line.place.is(row.stage) || canceled;
    // Pieces under a claim that waits are not to be put in the box, whatever becomes of it.
    let counted = !waits || row.claim.is_some() || row.to_ship == line.to_ship;
    let (stage, status, to_ship) = (row.stage, row.status, row.to_ship);
    (!placed || !counted)
        .then(|| format!("line {id}: really {line:?}, kept as {stage:?} ({status:?}) with {to_ship} to ship"))
}

/// Every row of the inbox.
async fn rows(engine: &Engine) -> Result<BTreeMap<LineId, InboxRow>> {
    const PAGE: u32 = 1_000;
    let mut rows = BTreeMap::new();
    for from in (0_u32..).step_by(PAGE as usize) {
        let page = engine.inbox_page(InboxQuery::default(), PageAt::Row(from), PAGE).await?;
        let last = page.rows.len() < PAGE as usize;
        rows.extend(page.rows.into_iter().map(|row| (row.line.clone(), row)));
        if last {
            break;
        }
    }
    Ok(rows)
}
