//! The journal: writing a plan down, and showing what stands there.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::{
    AccountId, Action, ActionId, ActionState, LineResult, Marketplace, OrderId, Outcome, Sentence, Target,
    Write,
};
use sha2::{Digest, Sha256};
use store::{Intent, JournalEntry, StoreError};

use crate::about;
use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::plan::Plan;
use crate::problem;
use crate::reconcile;
use crate::remedy;
use crate::rules;
use crate::undo;
use crate::usual_courier;
use crate::view::{ActionBatch, ActionView, Blocked, OutcomeView, Problem, Remedy};
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

    /// These actions, in this order; one that is not in the journal is left out.
    ///
    /// # Errors
    /// When there are too many, or the store fails.
    pub async fn actions(&self, actions: Vec<ActionId>) -> Result<Vec<ActionView>, Problem> {
        cap::list(&actions)?;
        self.ask(move |desk| {
            let mut views = Vec::with_capacity(actions.len());
            for id in &actions {
                if let Some(entry) = desk.store.entry(id)? {
                    views.push(shown(desk, entry)?);
                }
            }
            Ok(views)
        })
        .await
    }
}

/// Writes a plan into the journal before anything leaves, and wakes the senders.
pub(crate) fn press(desk: &Desk, plan: Plan) -> Result<ActionBatch, Problem> {
    let mut batch = ActionBatch { blocked: plan.blocked, ..ActionBatch::default() };
    let now = desk.now();
    let waits_until = undo::leaves_at(desk, now)?;
    let intents = plan
        .writes
        .into_iter()
        .map(|(account, write)| intent(desk, account, write, waits_until))
        .collect::<Result<Vec<_>, Problem>>()?;
    match desk.store.enqueue(&intents, now) {
        Ok(()) => batch.actions.extend(intents.iter().map(|intent| intent.action.id.clone())),
        Err(StoreError::UnderWay { .. }) => one_by_one(desk, &intents, now, &mut batch)?,
        Err(error) => return Err(error.into()),
    }
    let journaled: HashSet<&ActionId> = batch.actions.iter().collect();
    let mut leaves_at = None;
    for intent in intents.iter().filter(|intent| journaled.contains(&intent.action.id)) {
        wake(desk, &intent.action);
        usual_courier::note(desk, &intent.action);
        leaves_at = leaves_at.or(intent.leaves_at);
    }
    batch.leaves_at = leaves_at;
    Ok(batch)
}

/// A write with its number and the moment at which it leaves.
fn intent(
    desk: &Desk,
    account: AccountId,
    write: Write,
    waits_until: Option<DateTime<Utc>>,
) -> Result<Intent, Problem> {
    let request_hash = request_hash(&write)?;
    let leaves_at = waits_until.filter(|_| rules::waits(&write));
    let action = Action { id: ActionId::new(desk.new_id()), account, write };
    Ok(Intent { action, request_hash, leaves_at })
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

/// Somebody pressed at the same moment, or the disk refused: what cannot be written down is left out, the rest goes.
/// Once one stands in the journal it will be sent, so that from then on nothing is a failure of the whole press.
fn one_by_one(
    desk: &Desk,
    intents: &[Intent],
    now: DateTime<Utc>,
    batch: &mut ActionBatch,
) -> Result<(), Problem> {
    let orders =
        intents.iter().map(|intent| orders_of(desk, &intent.action)).collect::<Result<Vec<_>, _>>()?;
    for (intent, orders) in intents.iter().zip(orders) {
        let action = &intent.action;
        let reason = match desk.store.enqueue(std::slice::from_ref(intent), now) {
            Ok(()) => {
                batch.actions.push(action.id.clone());
                continue;
            }
            Err(StoreError::UnderWay { .. }) => Hold::UnderWay.sentence(),
            Err(error) => {
                tracing::error!(action = %action.id, %error, "an action could not be written down");
                Problem::from(error).sentence
            }
        };
        let targets = action.write.targets().into_iter().zip(orders);
        batch.blocked.extend(targets.map(|(target, order)| Blocked {
            target,
            order,
            reason: reason.clone(),
            remedy: Some(Remedy::OpenClaim),
        }));
    }
    Ok(())
}

/// The orders of what an action concerns, in the order of its targets.
fn orders_of(desk: &Desk, action: &Action) -> Result<Vec<OrderId>, Problem> {
    action.write.targets().iter().map(|target| order_of(desk, action, target)).collect()
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
    let may_leave = entry.leaves_at.filter(|_| entry.state == ActionState::Queued);
    Ok(ActionView {
        settles_by_hand_at,
        targets: entry.action.write.targets(),
        about: about::of(desk, &entry.action, entry.kind)?,
        leaves_at: may_leave,
        id: entry.action.id,
        account: entry.action.account,
        marketplace: door.account.marketplace,
        kind: entry.kind,
        state: entry.state,
        outcomes: entry.outcomes.into_iter().map(|each| outcome(each, door.account.marketplace)).collect(),
        created_at: entry.created_at,
        sent_at: entry.sent_at,
        finished_at: entry.finished_at,
        next_check_at: entry.next_check_at,
        attempts: entry.attempts,
        remedy: entry.error.as_deref().and_then(words::remedy),
        error: entry.error.as_deref().filter(|error| !error.is_empty()).map(words::told),
        trace: entry.trace,
    })
}

/// One result, with what the person can do about a failure.
fn outcome(outcome: Outcome, marketplace: Marketplace) -> OutcomeView {
    let advice = match &outcome.result {
        LineResult::Ok | LineResult::Unknown => None,
        LineResult::Failed { code, retryable, .. } => {
            Some(Hold::from_code(code).map_or_else(|| advice(*retryable), Hold::sentence))
        }
    };
    let remedy = remedy::of_outcome(&outcome, marketplace);
    OutcomeView { outcome, advice, remedy }
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
