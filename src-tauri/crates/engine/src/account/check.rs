//! The connection test of a filled form.

use chrono::{DateTime, FixedOffset, Utc};
use domain::Sentence;
use market::{Check, CheckedPart, Credentials, ErrorKind};
use store::Account;

use super::{form, open};
use crate::door::Door;
use crate::engine::Engine;
use crate::problem;
use crate::view::{AccountForm, CheckStepView, CheckView, Problem, ProblemCode, Remedy};

/// Korea's offset, which never changes, in seconds.
const KOREA: i32 = 9 * 3600;

impl Engine {
    /// Tests the connection of a filled form step by step; nothing is kept. Secrets that were not pasted again
    /// are taken from the account that is changed. The test waits its turn behind whatever else that account
    /// asks of its marketplace, and asks nothing while the marketplace takes no calls from it.
    ///
    /// # Errors
    /// When a field cannot be right, or the keychain fails. A failed step is no error.
    pub async fn check_account(&self, form: AccountForm, secrets: Credentials) -> Result<CheckView, Problem> {
        let old = form.account.as_ref().map(|id| self.desk.door(id)).transpose()?;
        let (account, market) = self
            .ask(move |desk| {
                let account = form::drafted(desk, &form)?;
                form::only_once(desk, &account)?;
                let credentials = form::filled(desk, &form, secrets)?;
                let market = open(desk, &account, &credentials)?;
                Ok((account, market))
            })
            .await?;
        let _turn = match &old {
            Some(door) => Some(door.queue.lock().await),
            None => None,
        };
        if let Some((until, because)) = old.as_deref().and_then(resting_until) {
            return Ok(at_rest(until, because, self.desk.now()));
        }
        let check = market.check().await;
        Ok(shown(&check, &account, self.desk.now()))
    }
}

/// Until when the marketplace takes no calls from an account, whatever its form says, and why. What a person can
/// mend, the address and the keys, is tested at once.
fn resting_until(door: &Door) -> Option<(DateTime<Utc>, ProblemCode)> {
    let health = door.market().ok()?.health();
    let because = match health.because? {
        ErrorKind::QuotaExceeded => ProblemCode::QuotaExceeded,
        ErrorKind::RateLimited | ErrorKind::Blocked => ProblemCode::RateLimited,
        _ => return None,
    };
    Some((health.closed_until?, because))
}

/// A test that was not begun.
fn at_rest(until: DateTime<Utc>, because: ProblemCode, now: DateTime<Utc>) -> CheckView {
    let clock =
        FixedOffset::east_opt(KOREA).map(|korea| until.with_timezone(&korea).format("%H:%M").to_string());
    let clock = clock.unwrap_or_else(|| until.format("%H:%M UTC").to_string());
    let (ko, en) = match because {
        ProblemCode::QuotaExceeded => (
            "마켓이 이 애플리케이션의 호출을 시간당 몇 번으로 줄여",
            "The marketplace has cut this application to a few calls an hour and",
        ),
        _ => ("호출이 많아 마켓이", "There were too many calls: the marketplace"),
    };
    let sentence = Sentence::new(
        format!("{ko} {clock}까지 이 계정을 받지 않습니다. 그 뒤에 다시 확인하세요."),
        format!("{en} takes no calls from this account until {clock}. Test it again after that."),
    );
    let problem = Problem { remedy: Some(Remedy::Wait), ..problem::plain(because, sentence) };
    let what = part(CheckedPart::Reach).to_owned();
    let step = CheckStepView { what, remark: None, problem: Some(problem), status: None };
    CheckView { at: now, passed: false, steps: vec![step] }
}

/// A connection test as the window shows it.
fn shown(check: &Check, account: &Account, at: DateTime<Utc>) -> CheckView {
    let steps: Vec<CheckStepView> = check
        .steps
        .iter()
        .map(|step| CheckStepView {
            what: part(step.what).to_owned(),
            remark: step.result.as_ref().ok().cloned(),
            problem: step.result.as_ref().err().map(|error| problem::of_market(error, account)),
            status: step.result.as_ref().err().and_then(|error| error.status).map(u32::from),
        })
        .collect();
    CheckView { at, passed: !steps.is_empty() && steps.iter().all(|step| step.problem.is_none()), steps }
}

/// The word of a step.
const fn part(part: CheckedPart) -> &'static str {
    match part {
        CheckedPart::Reach => "reach",
        CheckedPart::Clock => "clock",
        CheckedPart::Address => "address",
        CheckedPart::Key => "key",
        CheckedPart::Orders => "orders",
    }
}
