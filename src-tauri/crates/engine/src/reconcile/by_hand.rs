//! What no reading decides the seller may: he looked in the seller centre and says what became of an action.

use chrono::{DateTime, Utc};
use domain::{ActionId, ActionState, Outcome, Sentence, Target};
use store::JournalEntry;

use super::{believed_at, open_targets};
use crate::door::Door;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::look::Look;
use crate::view::Problem;
use crate::{after, problem, words};

/// From when on the seller may say what became of an action: the marketplace itself must have had the time to show
/// it. `None` for one that is not unknown, and while its account cannot be opened.
pub(crate) fn by_hand_at(door: &Door, entry: &JournalEntry) -> Option<DateTime<Utc>> {
    let market = door.market().ok().filter(|_| entry.state == ActionState::Unknown)?;
    Some(believed_at(entry, &market.capabilities().limits))
}

impl Engine {
    /// Notes what the seller saw in the seller centre about one target of an action that stays unknown. Nothing is
    /// sent; the journal tells that it was said, and when.
    ///
    /// # Errors
    /// When there is no such action, its target is known already, a reading may still decide, or the store fails.
    pub async fn settle_unknown(
        &self,
        action: ActionId,
        target: Target,
        as_done: bool,
    ) -> Result<(), Problem> {
        let none = || problem::no_such("action", action.as_str());
        let account = self.desk.store.entry(&action)?.ok_or_else(none)?.action.account;
        let door = self.desk.door(&account)?;
        let market = door.market()?;
        let _turn = door.queue.lock().await;
        let entry = self.desk.store.entry(&action)?.ok_or_else(none)?;
        let from = by_hand_at(&door, &entry).filter(|_| open_targets(&entry).contains(&target));
        let now = self.desk.now();
        if from.ok_or_else(known)? > now {
            return Err(too_early());
        }
        let outcome = if as_done { Outcome::ok(target) } else { Hold::SaidNotDone.outcome(target) };
        let remark = words::kept(&said(as_done));
        let outcomes = [outcome];
        let state = self.desk.store.settle(&action, &outcomes, Some(&remark), entry.next_check_at, now)?;
        self.desk.tell_action(&action)?;
        if state != ActionState::Unknown {
            let look = Look { desk: &self.desk, door: &door, market };
            after::follow(look, &entry.action.write, &outcomes).await;
        }
        Ok(())
    }
}

/// What the journal says of it.
const fn said(as_done: bool) -> Sentence {
    if as_done {
        Sentence::fixed(
            "판매자센터에서 확인해 처리된 것으로 적었습니다.",
            "Looked up in the seller centre and noted as done.",
        )
    } else {
        Hold::SaidNotDone.sentence()
    }
}

/// Its result is known.
fn known() -> Problem {
    problem::bad_input(Sentence::fixed(
        "결과를 이미 아는 작업입니다. 작업 기록에서 결과를 확인하세요.",
        "Its result is known. Look at it in the journal.",
    ))
}

/// A reading may still show it.
fn too_early() -> Problem {
    problem::bad_input(Sentence::fixed(
        "마켓에 반영되는 중일 수 있어 아직 정할 수 없습니다. 잠시 뒤 다시 확인하세요.",
        "The marketplace may still be taking it in, so it cannot be decided yet. Look again in a while.",
    ))
}
