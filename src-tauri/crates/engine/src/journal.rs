//! The journal: writing a plan down, and showing what stands there.

use domain::{Action, ActionId, ActionState, LineResult, OrderId, Outcome, Sentence, Target, Write};
use sha2::{Digest, Sha256};
use store::{JournalEntry, StoreError};

use crate::desk::Desk;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::plan::Plan;
use crate::problem;
use crate::reconcile;
use crate::view::{ActionBatch, ActionView, Blocked, OutcomeView, Problem};
use crate::words;

/// Rows of the journal that the window is given at once.
const ROWS: u32 = 500;

impl Engine {
    /// The newest actions in these states; in every state when none is named.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn journal(&self, states: Vec<ActionState>) -> Result<Vec<ActionView>, Problem> {
        self.ask(move |desk| {
            let states = if states.is_empty() { ActionState::ALL.to_vec() } else { states };
            desk.store.journal(&states, ROWS)?.into_iter().map(|entry| shown(desk, entry)).collect()
        })
        .await
    }
}

/// Writes a plan into the journal before anything leaves, and wakes the senders.
pub(crate) fn press(desk: &Desk, plan: Plan) -> Result<ActionBatch, Problem> {
    let mut batch = ActionBatch { actions: Vec::new(), blocked: plan.blocked };
    let actions = plan
        .writes
        .into_iter()
        .map(|(account, write)| {
            let hash = request_hash(&write)?;
            Ok((Action { id: ActionId::new(desk.new_id()), account, write }, hash))
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    match desk.store.enqueue(&actions, desk.now()) {
        Ok(()) => batch.actions.extend(actions.iter().map(|(action, _)| action.id.clone())),
        Err(StoreError::UnderWay { .. }) => one_by_one(desk, &actions, &mut batch)?,
        Err(error) => return Err(error.into()),
    }
    for (action, _) in &actions {
        if batch.actions.contains(&action.id) {
            wake(desk, action);
        }
    }
    Ok(batch)
}

/// Tells of an action and wakes its sender. It stands in the journal and will be sent, so the person is not told
/// of a failure here.
fn wake(desk: &Desk, action: &Action) {
    let woken = desk.tell_action(&action.id).and_then(|()| desk.door(&action.account));
    match woken {
        Ok(door) => door.send.notify_one(),
        Err(problem) => tracing::warn!(action = %action.id, %problem, "could not tell of a queued action"),
    }
}

/// Somebody pressed at the same moment: what collides is left out, the rest goes.
fn one_by_one(desk: &Desk, actions: &[(Action, String)], batch: &mut ActionBatch) -> Result<(), Problem> {
    for pair in actions {
        match desk.store.enqueue(std::slice::from_ref(pair), desk.now()) {
            Ok(()) => batch.actions.push(pair.0.id.clone()),
            Err(StoreError::UnderWay { .. }) => {
                for target in pair.0.write.targets() {
                    let order = order_of(desk, &pair.0, &target)?;
                    batch.blocked.push(Blocked { target, order, reason: Hold::UnderWay.sentence() });
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The order of a target.
fn order_of(desk: &Desk, action: &Action, target: &Target) -> Result<OrderId, Problem> {
    let found = match target {
        Target::Line(line) => desk.store.line(&action.account, line)?.map(|line| line.order),
        Target::Claim(claim) => desk.store.claim(&action.account, claim)?.map(|claim| claim.order),
    };
    found.ok_or_else(|| problem::no_such("target", &format!("{target:?}")))
}

/// Names what is sent: SHA-256 over the write's JSON.
fn request_hash(write: &Write) -> Result<String, Problem> {
    let text = serde_json::to_vec(write).map_err(|error| problem::internal(&error))?;
    Ok(hex::encode(Sha256::digest(text)))
}

/// An action as the window shows it.
pub(crate) fn shown(desk: &Desk, entry: JournalEntry) -> Result<ActionView, Problem> {
    let door = desk.door(&entry.action.account)?;
    let settles_by_hand_at = reconcile::by_hand_at(&door, &entry);
    Ok(ActionView {
        settles_by_hand_at,
        id: entry.action.id,
        account: entry.action.account,
        marketplace: door.account.marketplace,
        kind: entry.kind,
        state: entry.state,
        outcomes: entry.outcomes.into_iter().map(outcome).collect(),
        created_at: entry.created_at,
        sent_at: entry.sent_at,
        finished_at: entry.finished_at,
        next_check_at: entry.next_check_at,
        attempts: entry.attempts,
        error: entry.error.as_deref().filter(|error| !error.is_empty()).map(words::told),
        trace: entry.trace,
    })
}

/// One result, with what the person can do about a failure.
fn outcome(outcome: Outcome) -> OutcomeView {
    let advice = match &outcome.result {
        LineResult::Ok | LineResult::Unknown => None,
        LineResult::Failed { code, retryable, .. } => {
            Some(Hold::from_code(code).map_or_else(|| advice(*retryable), Hold::sentence))
        }
    };
    OutcomeView { outcome, advice }
}

/// What to do after the marketplace refused.
const fn advice(retryable: bool) -> Sentence {
    if retryable {
        Sentence::fixed(
            "마켓에 반영되지 않았습니다. 잠시 뒤 다시 보내세요.",
            "Nothing was applied. Send it again in a while.",
        )
    } else {
        Sentence::fixed(
            "마켓이 거부했습니다. 마켓의 안내대로 고친 뒤 다시 보내세요.",
            "The marketplace refused. Correct what it names and send it again.",
        )
    }
}
