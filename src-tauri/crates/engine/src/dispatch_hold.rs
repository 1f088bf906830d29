//! 발송보류: a flag of our own that keeps a line from leaving, at marketplaces that have no such operation. It is
//! set at once, and neither the journal nor the marketplace hears of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{AccountId, ActionKind, ActionState, LineId, Sentence, Target};
use market::{Capabilities, Support, registry};
use tokio::sync::OwnedMutexGuard;

use crate::cap;
use crate::concerns;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::problem;
use crate::rules;
use crate::view::{ActionBatch, Blocked, Problem, Tag};

impl Engine {
    /// Keeps lines from leaving until they are released. What cannot be kept is in the batch, which names no
    /// action: what has left, and what may be leaving at this moment.
    ///
    /// # Errors
    /// When the reason is empty, a line is not here, too much is handed in at once, or the store fails.
    pub async fn hold_dispatch(
        &self,
        lines: Vec<(AccountId, LineId)>,
        reason: String,
    ) -> Result<ActionBatch, Problem> {
        cap::list(&lines)?;
        cap::text(&reason)?;
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(no_reason());
        }
        self.ask(move |desk| set(desk, &lines, Some(&reason))).await
    }

    /// Lets lines leave again.
    ///
    /// # Errors
    /// As [`Engine::hold_dispatch`].
    pub async fn release_dispatch(&self, lines: Vec<(AccountId, LineId)>) -> Result<ActionBatch, Problem> {
        cap::list(&lines)?;
        self.ask(move |desk| set(desk, &lines, None)).await
    }
}

/// Sets or takes away the flag on every line that takes it.
fn set(desk: &Desk, lines: &[(AccountId, LineId)], reason: Option<&str>) -> Result<ActionBatch, Problem> {
    let mut batch = ActionBatch::default();
    let mut taken = Vec::new();
    let _turns = if reason.is_some() { turns(desk, lines)? } else { Vec::new() };
    let leaving = dispatches(desk, &[ActionState::Sending, ActionState::Unknown])?;
    for (account, id) in lines {
        let line = desk.store.line(account, id)?.ok_or_else(|| problem::no_such("line", id.as_str()))?;
        // A release is never refused: what was held must not stay so because its line has left since.
        let held = match reason {
            Some(_) if !is_local(desk, account)? => Some(Hold::NoOperation),
            // What is on its way, or may have arrived, leaves whatever stands here.
            Some(_) if leaving.contains(&(account.clone(), line.line.clone())) => Some(Hold::UnderWay),
            Some(_) => rules::to_keep(&line),
            None => None,
        };
        match held {
            None => taken.push((account.clone(), line.line)),
            Some(hold) => {
                let (target, reason) = (Target::Line(line.line), hold.sentence());
                batch.blocked.push(Blocked { target, order: line.order, reason, remedy: None });
            }
        }
    }
    desk.store.hold_dispatch(&taken, reason, desk.now())?;
    desk.tell_stale(&[Tag::Orders]);
    Ok(batch)
}

/// The turns of the accounts in which a dispatch of one of the lines stands queued. A dispatch looks for holds in
/// its turn and then leaves: who holds the turn finds it either still queued, to be stopped by the hold, or settled.
fn turns(desk: &Desk, lines: &[(AccountId, LineId)]) -> Result<Vec<OwnedMutexGuard<()>>, Problem> {
    let queued = dispatches(desk, &[ActionState::Queued])?;
    let pressed = lines.iter().filter(|line| queued.contains(line));
    let accounts: BTreeSet<&AccountId> = pressed.map(|(account, _)| account).collect();
    let turn = |account| Ok(Arc::clone(&desk.door(account)?.queue).blocking_lock_owned());
    accounts.into_iter().map(turn).collect()
}

/// The lines of dispatches that stand in some states.
fn dispatches(desk: &Desk, states: &[ActionState]) -> Result<BTreeSet<(AccountId, LineId)>, Problem> {
    let mut lines = BTreeSet::new();
    for entry in desk.store.unsettled()? {
        if rules::lets_leave(entry.kind) && states.contains(&entry.state) {
            let account = &entry.action.account;
            let concerned = concerns::lines(desk, &*desk.door(account)?, &entry.action.write)?;
            lines.extend(concerned.into_iter().map(|line| (account.clone(), line.line)));
        }
    }
    Ok(lines)
}

/// Whether the account's marketplace leaves the holding to us. The flag is ours, so that an account that cannot be
/// opened is asked about by its marketplace alone.
fn is_local(desk: &Desk, account: &AccountId) -> Result<bool, Problem> {
    let door = desk.door(account)?;
    let support = |known: &Capabilities| known.actions.get(&ActionKind::HoldDispatch).cloned();
    let support = match door.market() {
        Ok(market) => support(market.capabilities()),
        Err(_) => support(&registry::capabilities(door.account.marketplace)),
    };
    Ok(matches!(support, Some(Support::Local(_))))
}

/// Nobody would know later why the line stayed.
fn no_reason() -> Problem {
    problem::bad_input(Sentence::fixed(
        "보류 사유가 비어 있습니다. 나중에 알아볼 수 있게 사유를 적으세요.",
        "The hold has no reason. Write one that you will understand later.",
    ))
}
