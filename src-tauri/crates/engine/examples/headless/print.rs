//! What is printed: one JSON object a line, without anybody's name or address.

use domain::ActionState;
use engine::Round;
use engine::view::{ActionBatch, ActionView, ClaimRowView, InboxRow};
use serde::Serialize;
use serde_json::json;

/// One object.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    println!("{}", serde_json::to_string(value)?);
    Ok(())
}

/// What a collection brought.
pub(crate) fn round(round: &Round) -> anyhow::Result<()> {
    json(&json!({
        "collected": {
            "new_lines": round.merged.new_lines,
            "changed_lines": round.merged.changed_lines.len(),
            "new_claims": round.merged.new_claims,
            "changed_claims": round.merged.changed_claims.len(),
            "set_aside": round.merged.set_aside,
            "unread": round.unread,
        },
        "problems": round.problems,
    }))
}

/// A line.
pub(crate) fn line(row: &InboxRow) -> anyhow::Result<()> {
    json(&json!({
        "order": row.order, "bundle": row.bundle, "line": row.line,
        "status": row.status, "stage": row.stage, "raw_status": row.raw_status,
        "quantity": row.quantity, "to_ship": row.to_ship, "invoice": row.invoice, "claim": row.claim,
    }))
}

/// A claim.
pub(crate) fn claim(row: &ClaimRowView) -> anyhow::Result<()> {
    let quantity: u32 = row.lines.iter().map(|line| line.quantity).sum();
    let verbs: Vec<_> = row.offers.iter().filter(|(_, offer)| offer.enabled).map(|(verb, _)| verb).collect();
    json(&json!({
        "claim": row.claim, "order": row.order, "kind": row.kind, "step": row.step,
        "raw_status": row.raw_status, "quantity": quantity, "verbs": verbs,
    }))
}

/// What was pressed.
pub(crate) fn batch(batch: &ActionBatch) -> anyhow::Result<()> {
    json(&json!({ "actions": batch.actions, "blocked": batch.blocked }))
}

/// What came of an action; gives whether all of it was done.
pub(crate) fn action(action: &ActionView) -> anyhow::Result<bool> {
    json(&json!({
        "action": action.id, "kind": action.kind, "state": action.state, "outcomes": action.outcomes,
        "attempts": action.attempts, "error": action.error,
    }))?;
    let all_ok = action.outcomes.iter().all(|view| view.outcome.result == domain::LineResult::Ok);
    Ok(action.state == ActionState::Done && all_ok)
}
