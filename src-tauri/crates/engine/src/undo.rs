//! The moment in which a press can be taken back, and what still leaves when the application closes.
//!
//! The journal decides: an action is either taken back or begun, in one transaction each, so that it is never both.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ActionId, ActionState, Sentence};

use crate::about;
use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::problem;
use crate::view::{LeavingView, Problem, Tag, Undone, WaitingView};

/// The setting with the seller's choice, in seconds.
const SETTING: &str = "undo_seconds";
/// What can be chosen, in seconds; none means that everything leaves at once.
const CHOICES: [u32; 4] = [0, 5, 10, 20];

/// How long what may be taken back waits for an answer.
const ANSWER: TimeDelta = TimeDelta::seconds(60);

impl Engine {
    /// Takes actions back that have not left, and tells which were too late.
    ///
    /// # Errors
    /// When one is not in the journal, or the store fails; nothing is taken back then.
    pub async fn undo(&self, actions: Vec<ActionId>) -> Result<Undone, Problem> {
        cap::list(&actions)?;
        self.ask(move |desk| {
            let answer = desk.store.undo(&actions, desk.now())?;
            answer.undone.iter().try_for_each(|id| desk.tell_action(id))?;
            Ok(Undone { undone: answer.undone, late: answer.late })
        })
        .await
    }

    /// Takes back everything that stands queued, whatever its moment: the person closes the application and wants
    /// nothing more sent.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn undo_queued(&self) -> Result<Undone, Problem> {
        self.ask(|desk| {
            let undone = desk.store.undo_queued(desk.now())?;
            undone.iter().try_for_each(|id| desk.tell_action(id))?;
            let late =
                desk.store.unsettled()?.into_iter().filter(|entry| entry.state == ActionState::Sending);
            Ok(Undone { undone, late: late.map(|entry| entry.action.id).collect() })
        })
        .await
    }

    /// Lets everything that waits to be taken back leave now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn send_now(&self) -> Result<(), Problem> {
        self.ask(|desk| {
            desk.store.let_leave()?;
            desk.doors().iter().for_each(|door| door.send.notify_one());
            desk.tell_stale(&[Tag::Journal]);
            Ok(())
        })
        .await
    }

    /// Lets what may be taken back wait for an answer: the person is asked whether it is sent, and must not find it
    /// sent over the question. While the question stands it is asked for this again and again; a window that is gone does
    /// not, and what it left behind leaves after a minute.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn wait_for_answer(&self) -> Result<(), Problem> {
        self.ask(|desk| put_off(desk, ANSWER)).await
    }

    /// Lets what may be taken back wait as long as after a press: the person has answered that all goes on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn go_on(&self) -> Result<(), Problem> {
        self.ask(|desk| put_off(desk, TimeDelta::seconds(seconds(desk)?.into()))).await
    }

    /// What may still be taken back, and until when; the oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn waiting(&self) -> Result<Vec<WaitingView>, Problem> {
        self.ask(|desk| {
            let mut views = Vec::new();
            for entry in desk.store.waiting(desk.now())? {
                let Some(leaves_at) = entry.leaves_at else { continue };
                let (kind, targets) = (entry.kind, entry.action.write.targets());
                let about = about::of(desk, &entry.action, kind)?;
                let (id, account) = (entry.action.id, entry.action.account);
                let marketplace = desk.door(&account)?.account.marketplace;
                views.push(WaitingView { id, account, marketplace, kind, targets, about, leaves_at });
            }
            Ok(views)
        })
        .await
    }

    /// What has not left or not come back.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leaving(&self) -> Result<LeavingView, Problem> {
        self.ask(leaving).await
    }

    /// How many seconds a press waits to be taken back.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn undo_seconds(&self) -> Result<u32, Problem> {
        self.ask(seconds).await
    }

    /// Chooses how many seconds a press waits to be taken back, from the next press on: 0, 5, 10 or 20.
    ///
    /// # Errors
    /// For any other number, or when the store fails.
    pub async fn set_undo_seconds(&self, seconds: u32) -> Result<(), Problem> {
        if !CHOICES.contains(&seconds) {
            return Err(no_choice());
        }
        self.put_setting(SETTING.to_owned(), seconds.to_string()).await
    }
}

/// What waited when the application ended without its question, by a crash or a power cut, waits for an answer again:
/// it was pressed in a window that nobody sees any more.
pub(crate) fn ask_again(desk: &Desk) -> Result<(), Problem> {
    Ok(desk.store.wait_again(desk.now() + ANSWER)?)
}

/// Gives what may be taken back so much time from now on.
fn put_off(desk: &Desk, time: TimeDelta) -> Result<(), Problem> {
    let now = desk.now();
    desk.store.put_off(now + time, now)?;
    desk.doors().iter().for_each(|door| door.send.notify_one());
    desk.tell_stale(&[Tag::Journal]);
    Ok(())
}

/// When a press that waits leaves; `None` where everything leaves at once.
///
/// # Errors
/// When the store fails.
pub(crate) fn leaves_at(desk: &Desk, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Problem> {
    let seconds = seconds(desk)?;
    Ok((seconds > 0).then(|| now + TimeDelta::seconds(seconds.into())))
}

/// The seller's choice, or what the engine was opened with.
fn seconds(desk: &Desk) -> Result<u32, Problem> {
    let chosen = desk.store.setting(SETTING)?.and_then(|text| text.parse().ok());
    let chosen = chosen.filter(|seconds| CHOICES.contains(seconds));
    Ok(chosen.unwrap_or_else(|| u32::try_from(desk.undo.as_secs()).unwrap_or(u32::MAX)))
}

/// What stands queued or is on its way, by its state and by its kind.
fn leaving(desk: &Desk) -> Result<LeavingView, Problem> {
    let mut view = LeavingView::default();
    for group in desk.store.leaving(desk.now())? {
        let place = match group.state {
            ActionState::Queued if group.waits => &mut view.waiting,
            ActionState::Queued => &mut view.queued,
            _ => &mut view.sending,
        };
        *place += group.actions;
        match view.kinds.iter_mut().find(|(kind, _)| *kind == group.kind) {
            Some((_, actions)) => *actions += group.actions,
            None => view.kinds.push((group.kind, group.actions)),
        }
    }
    Ok(view)
}

/// The window offers nothing else.
fn no_choice() -> Problem {
    problem::bad_input(Sentence::fixed(
        "되돌리기 시간으로 쓸 수 없는 값입니다. 0초, 5초, 10초, 20초에서 고르세요.",
        "This is no time for taking a press back. Choose 0, 5, 10 or 20 seconds.",
    ))
}
