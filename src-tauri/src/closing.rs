//! Closing the window. While something may still be taken back or has not left, the person is asked first; a window
//! that does not answer any more closes at the second request.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use engine::view::Problem;
use serde::Serialize;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::state::Desk;
use crate::window;

/// Requests that come within this time of each other are one: a double click on the window's cross.
const ONE_REQUEST: Duration = Duration::from_secs(2);

/// How long the journal may take to say whether something has not left.
const LOOK: Duration = Duration::from_secs(2);

/// The window is asked to ask the person: something has not left yet, or nobody knows whether it has.
#[derive(Clone, Debug, Serialize, specta::Type, Event)]
pub(crate) struct ClosingAsked {
    /// The journal said that something has not left; otherwise it gave no answer.
    pub(crate) known: bool,
}

/// What the journal says of what has not left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// Everything has.
    Everything,
    /// Something has not.
    NotAll,
    /// It gave no answer.
    Unsaid,
}

/// Where a request to close stands.
#[derive(Debug, Default)]
pub(crate) struct Closing(Mutex<Step>);

/// How far closing has come.
#[derive(Clone, Copy, Debug, Default)]
enum Step {
    /// Nobody asked, or the person answered to stay.
    #[default]
    Open,
    /// Asked; the window has not shown its question yet.
    Asked(Instant),
    /// The window shows its question.
    Shown(Instant),
    /// The window goes.
    Going,
}

/// What a request to close comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Look whether something has not left, and ask.
    Ask,
    /// The same request once more.
    Wait,
    /// Close: the window did not answer the last time, or goes already.
    Close,
}

impl Closing {
    /// Takes in a request to close.
    fn request(&self, now: Instant) -> Next {
        self.step(|step| match *step {
            Step::Asked(at) | Step::Shown(at) if now.duration_since(at) < ONE_REQUEST => Next::Wait,
            Step::Asked(_) | Step::Going => Next::Close,
            Step::Open | Step::Shown(_) => {
                *step = Step::Asked(now);
                Next::Ask
            }
        })
    }

    /// Notes that the window shows its question.
    pub(crate) fn shown(&self) {
        self.step(|step| {
            if let Step::Asked(at) = *step {
                *step = Step::Shown(at);
            }
        });
    }

    /// Notes that the person answered to stay.
    pub(crate) fn stay(&self) {
        self.step(|step| *step = Step::Open);
    }

    /// Notes that the window goes.
    fn go(&self) {
        self.step(|step| *step = Step::Going);
    }

    /// Whether the window goes.
    pub(crate) fn is_going(&self) -> bool {
        self.step(|step| matches!(step, Step::Going))
    }

    /// A poisoned lock only means that a reader of plain values panicked.
    fn step<T>(&self, change: impl FnOnce(&mut Step) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Somebody wants to close: by the window's cross, by the keyboard or from the system.
pub(crate) fn request(app: &AppHandle) {
    match app.state::<Closing>().request(Instant::now()) {
        Next::Wait => {}
        Next::Close => close(app),
        Next::Ask => {
            tauri::async_runtime::spawn(ask(app.clone()));
        }
    }
}

/// Closes the window without another question; what stands queued is sent by the next start.
pub(crate) fn close(app: &AppHandle) {
    app.state::<Closing>().go();
    let Some(window) = app.get_webview_window(window::NAME) else { return };
    if let Err(error) = window.destroy() {
        tracing::error!(%error, "the window could not be closed");
    }
}

/// Asks the person when something has not left or the journal does not say so, and closes otherwise.
async fn ask(app: AppHandle) {
    let left = within(LOOK, app.state::<Desk>().hold_leaving()).await;
    if left == Left::Everything {
        return close(&app);
    }
    window::show(&app);
    if let Err(error) = (ClosingAsked { known: left == Left::NotAll }).emit_to(&app, window::NAME) {
        tracing::warn!(%error, "the window could not be asked");
        close(&app);
    }
}

/// What the journal says within a time whether something is held back.
async fn within(time: Duration, held: impl Future<Output = Result<bool, Problem>>) -> Left {
    match tokio::time::timeout(time, held).await {
        Ok(Ok(false)) => Left::Everything,
        Ok(Ok(true)) => Left::NotAll,
        Ok(Err(problem)) => {
            tracing::warn!(%problem, "could not tell what has not left");
            Left::Unsaid
        }
        Err(_) => {
            tracing::warn!("the journal did not say in time whether something has not left");
            Left::Unsaid
        }
    }
}

#[cfg(test)]
mod tests {
    use engine::view::ProblemCode;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_journal_that_fails_or_says_nothing_is_no_journal_that_says_all_has_left() {
        let said = |answer| tauri::async_runtime::block_on(within(SECOND, std::future::ready(answer)));
        let sentence = domain::Sentence::fixed("기록을 읽을 수 없습니다.", "The journal cannot be read.");
        let unreadable = Problem { code: ProblemCode::Internal, sentence, quote: None, remedy: None };
        assert_eq!([said(Ok(false)), said(Ok(true))], [Left::Everything, Left::NotAll]);
        assert_eq!(said(Err(unreadable)), Left::Unsaid);
        let silent = within(Duration::from_millis(1), std::future::pending());
        assert_eq!(tauri::async_runtime::block_on(silent), Left::Unsaid);
    }

    #[test]
    fn a_double_click_is_one_request() {
        let (closing, now) = (Closing::default(), Instant::now());
        assert_eq!(closing.request(now), Next::Ask);
        assert_eq!(closing.request(now + SECOND / 4), Next::Wait);
    }

    #[test]
    fn a_window_that_shows_no_question_closes_at_the_second_request() {
        let (closing, now) = (Closing::default(), Instant::now());
        assert_eq!(closing.request(now), Next::Ask);
        assert_eq!(closing.request(now + 3 * SECOND), Next::Close);
    }

    #[test]
    fn a_window_that_shows_its_question_is_asked_again_and_closes_when_it_hangs_since() {
        let (closing, now) = (Closing::default(), Instant::now());
        assert_eq!(closing.request(now), Next::Ask);
        closing.shown();
        assert_eq!(closing.request(now + 3 * SECOND), Next::Ask, "the person looks at the question");
        assert_eq!(closing.request(now + 6 * SECOND), Next::Close, "nothing answered any more");
        closing.stay();
        assert_eq!(closing.request(now + 7 * SECOND), Next::Ask, "the person had answered");
    }

    #[test]
    fn a_window_that_goes_is_not_held_back() {
        let (closing, now) = (Closing::default(), Instant::now());
        assert!(!closing.is_going());
        closing.go();
        closing.shown();
        assert!(closing.is_going());
        assert_eq!(closing.request(now), Next::Close);
    }
}
