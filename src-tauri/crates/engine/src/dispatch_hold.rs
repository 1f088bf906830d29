//! 발송보류: a flag of our own that keeps a line from leaving, at marketplaces that have no such operation. It is
//! set at once, and neither the journal nor the marketplace hears of it.

use domain::{AccountId, ActionKind, LineId, Sentence, Target};
use market::Support;

use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::problem;
use crate::rules;
use crate::view::{ActionBatch, Blocked, Problem, Tag};

impl Engine {
    /// Keeps lines from leaving until they are released. What cannot be kept is in the batch, which names no
    /// action.
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
    for (account, id) in lines {
        let line = desk.store.line(account, id)?.ok_or_else(|| problem::no_such("line", id.as_str()))?;
        // A release is never refused: what was held must not stay so because its line has left since.
        let held = match reason {
            Some(_) if !is_local(desk, account)? => Some(Hold::NoOperation),
            Some(_) => rules::to_keep(&line),
            None => None,
        };
        match held {
            None => taken.push((account.clone(), line.line)),
            Some(hold) => {
                let (target, reason) = (Target::Line(line.line), hold.sentence());
                batch.blocked.push(Blocked { target, order: line.order, reason });
            }
        }
    }
    desk.store.hold_dispatch(&taken, reason, desk.now())?;
    desk.tell_stale(&[Tag::Orders]);
    Ok(batch)
}

/// Whether the account's marketplace leaves the holding to us.
pub(crate) fn is_local(desk: &Desk, account: &AccountId) -> Result<bool, Problem> {
    let door = desk.door(account)?;
    let support = door.market()?.capabilities().actions.get(&ActionKind::HoldDispatch);
    Ok(matches!(support, Some(Support::Local(_))))
}

/// Nobody would know later why the line stayed.
fn no_reason() -> Problem {
    problem::bad_input(Sentence::fixed(
        "보류 사유가 비어 있습니다. 나중에 알아볼 수 있게 사유를 적으세요.",
        "The hold has no reason. Write one that you will understand later.",
    ))
}
