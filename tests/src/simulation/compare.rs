//! A desk's picture beside what the marketplace really holds.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use domain::{
    ActionId, ActionKind, ActionState, ClaimId, ClaimKind, LineId, LineResult, Stage, Status, Target,
};
use engine::Engine;
use engine::view::InboxRow;
use store::{InboxQuery, PageAt};

use crate::desk::Desk;
use crate::world::{End, Place, TrueClaim, TrueLine, Truth, World};

/// Every difference, in words; empty when there is none.
pub(super) async fn differences<W: World>(desk: &Desk<W>, done: &mut Done) -> Result<Vec<String>> {
    let truth = desk.world.truth();
    let rows = rows(&desk.engine).await?;
    let mut found = Vec::new();
    for (id, line) in &truth.lines {
        let row = rows.get(id);
        found.extend(of_line(id, line, row, desk.world.hides_claimed()));
        if let Some(row) = row {
            found.extend(of_address(desk, line, row).await?);
        }
    }
    for id in rows.keys().filter(|id| !truth.lines.contains_key(*id)) {
        found.push(format!("line {id}: the marketplace has no such line"));
    }
    found.extend(of_claims(desk, &truth).await?);
    found.extend(of_writes(desk, done).await?);
    Ok(found)
}

/// What is wrong about claims: what became of each, and none that does not wait waits here.
async fn of_claims<W: World>(desk: &Desk<W>, truth: &Truth) -> Result<Vec<String>> {
    let mut found = Vec::new();
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
    for kind in [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange] {
        // A marketplace may forget a claim that a later one on its line replaced; here it is remembered as ended.
        for row in desk.queue(kind).await?.into_iter().filter(|row| !row.step.is_terminal()) {
            if !truth.claims.contains_key(&row.claim) {
                found.push(format!("claim {}: the marketplace has no such claim", row.claim));
            }
        }
    }
    Ok(found)
}

/// Whether nobody is wrong to have never heard of a claim: it was over before any list was read, and asks for nothing.
fn may_be_unknown(claim: TrueClaim) -> bool {
    claim.end == End::GivenUp
}

/// What is wrong about a line; `hides`, where no list tells of a line under an open claim.
fn of_line(id: &LineId, line: &TrueLine, row: Option<&InboxRow>, hides: bool) -> Option<String> {
    let waits = matches!(line.place, Place::Waits | Place::Prepared);
    let Some(row) = row else {
        // Cancelled before it was read, an order is on no list of orders; its cancel is among the claims.
        return (line.place != Place::Canceled).then(|| format!("line {id}: missing, really {line:?}"));
    };
    // The claim that took its last piece tells of a line that no list of orders shows any more.
    let canceled = line.place == Place::Canceled && row.status == Status::Canceled;
    // Confirmed while its cancel was asked for, it is told of again when the cancel is over.
    let hidden = hides && row.claim.is_some() && (line.place, row.stage) == (Place::Prepared, Stage::Paid);
    let placed = line.place.is(row.stage) || canceled || hidden;
    // Pieces under a claim that waits are not to be put in the box, whatever becomes of it.
    let counted = !waits || row.claim.is_some() || row.to_ship == line.to_ship;
    let (stage, status, to_ship) = (row.stage, row.status, row.to_ship);
    (!placed || !counted)
        .then(|| format!("line {id}: really {line:?}, kept as {stage:?} ({status:?}) with {to_ship} to ship"))
}

/// Whether a parcel that is still to leave would go to the right place.
async fn of_address<W: World>(desk: &Desk<W>, line: &TrueLine, row: &InboxRow) -> Result<Option<String>> {
    if !matches!(line.place, Place::Waits | Place::Prepared) || line.street.is_empty() {
        return Ok(None);
    }
    let kept = desk.engine.reveal_receiver(desk.account.clone(), row.line.clone()).await?.address;
    let id = &row.line;
    Ok((!kept.contains(&line.street))
        .then(|| format!("line {id}: goes to {kept}, really to {}", line.street)))
}

/// What the journal said was done to claims, day by day: it shows the newest entries alone.
#[derive(Default)]
pub(super) struct Done(BTreeMap<(ActionKind, ClaimId), BTreeSet<ActionId>>);

/// What the journal says of claims that the marketplace's books do not bear out: done means applied, and applied once.
async fn of_writes<W: World>(desk: &Desk<W>, Done(done): &mut Done) -> Result<Vec<String>> {
    for entry in desk.engine.journal(vec![ActionState::Done]).await? {
        for outcome in entry.outcomes.iter().map(|view| &view.outcome) {
            if let (Target::Claim(claim), LineResult::Ok) = (&outcome.target, &outcome.result) {
                done.entry((entry.kind, claim.clone())).or_default().insert(entry.id.clone());
            }
        }
    }
    // Some count what was done to a line, whichever of its claims it was.
    let of_its_line = |kind: ActionKind, claim: &ClaimId| -> usize {
        let same = |(one, other): &&(ActionKind, ClaimId)| *one == kind && line_of(other) == line_of(claim);
        done.keys().filter(same).filter_map(|key| done.get(key)).map(BTreeSet::len).sum()
    };
    let wrong = |((kind, claim), said): (&(ActionKind, ClaimId), &BTreeSet<ActionId>)| {
        let applied = desk.world.applied(*kind, claim.as_str()) as usize;
        let right = said.len() == 1 && (applied == 1 || applied == of_its_line(*kind, claim));
        (!right).then(|| format!("{kind:?} of {claim}: done by {said:?}, {applied} times applied"))
    };
    Ok(done.iter().filter_map(wrong).collect())
}

/// What a claim's name says before its own number: its line, where it says one.
fn line_of(claim: &ClaimId) -> &str {
    claim.as_str().rsplit_once(':').map_or(claim.as_str(), |(line, _)| line)
}

/// Every row of the inbox; none stands there twice.
async fn rows(engine: &Engine) -> Result<BTreeMap<LineId, InboxRow>> {
    const PAGE: u32 = 200;
    let mut rows = BTreeMap::new();
    for from in (0_u32..).step_by(PAGE as usize) {
        let page = engine.inbox_page(InboxQuery::default(), PageAt::Row(from), PAGE).await?;
        if page.rows.is_empty() {
            break;
        }
        for row in page.rows {
            let twice = rows.insert(row.line.clone(), row);
            ensure!(twice.is_none(), "a line stands there twice: {twice:?}");
        }
    }
    Ok(rows)
}
