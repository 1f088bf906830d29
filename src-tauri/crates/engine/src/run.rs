//! Actions of one kind that leave one after the other, where a marketplace takes one line or parcel in a request.
//!
//! Two hundred parcels are two hundred requests there. What each of them rests on is read for as many as leave within
//! a few seconds, in one reading, and what they changed is read again once they have left.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ActionKind, Claim, ClaimId, ClaimKind, Fact, LineId, OrderId, Stage, Write};
use market::{Limits, LineRef, Standing};
use store::JournalEntry;

use crate::concerns;
use crate::desk::Desk;
use crate::door::Door;
use crate::look::Look;
use crate::view::Problem;

/// For how long a reading stands for what leaves after it. A cancel request that a list tells of meanwhile holds its
/// line all the same: a dispatch may refuse it without a word (ESM).
const FRESH_FOR: TimeDelta = TimeDelta::seconds(5);

/// Actions that leave one after the other; a run of one reads and is read again by itself.
pub(crate) struct Run {
    kind: Option<ActionKind>,
    /// What all of them are about.
    lines: Vec<LineRef>,
    picture: Mutex<Option<Picture>>,
    left: Mutex<Vec<LineRef>>,
}

/// Lines as they stood a moment ago.
struct Picture {
    at: DateTime<Utc>,
    stage: Stage,
    asked: BTreeSet<LineId>,
    standing: Standing,
    /// The cancels that were open here when it was made: it shows them, or each was read by itself.
    cancels: BTreeSet<ClaimId>,
}

/// Cuts queued actions into runs, in their order.
pub(crate) fn runs(door: &Door, queued: Vec<JournalEntry>) -> Vec<Vec<JournalEntry>> {
    let limits = door.market().ok().map(|market| market.capabilities().limits.clone());
    let mut runs: Vec<Vec<JournalEntry>> = Vec::new();
    for entry in queued {
        let most = limits.as_ref().map_or(1, |limits| longest(entry.kind, limits));
        match runs.last_mut() {
            Some(run) if run.len() < most && run[0].kind == entry.kind => run.push(entry),
            _ => runs.push(vec![entry]),
        }
    }
    runs
}

/// How many actions of a kind make a run: as many as may leave while a reading stands for them.
fn longest(kind: ActionKind, limits: &Limits) -> usize {
    let batch = match kind {
        ActionKind::Confirm => limits.confirm_batch,
        ActionKind::Ship | ActionKind::ChangeInvoice => limits.ship_batch,
        _ => return 1,
    };
    let seconds = usize::try_from(FRESH_FOR.num_seconds()).unwrap_or(1);
    let calls = usize::try_from(limits.calls_per_second).unwrap_or(1);
    if batch > 1 { 1 } else { seconds.saturating_mul(calls).max(1) }
}

impl Run {
    /// Of actions that follow one another.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn of(desk: &Desk, door: &Door, entries: &[JournalEntry]) -> Result<Self, Problem> {
        let mut lines = Vec::new();
        let mut kind = None;
        if let [first, _, ..] = entries {
            kind = Some(first.kind);
            for entry in entries {
                lines.extend(concerns::lines(desk, door, &entry.action.write)?);
            }
        }
        Ok(Self { kind, lines, picture: Mutex::default(), left: Mutex::default() })
    }

    /// Lines as they stand, from the run's reading while that is fresh, with every cancel that the desk knows to be
    /// open since.
    ///
    /// # Errors
    /// When the marketplace cannot be read or the store fails.
    pub(crate) async fn standing(
        &self,
        look: Look<'_>,
        lines: &[LineRef],
        stage: Stage,
    ) -> Result<Standing, Problem> {
        let (mut standing, cancels) = match self.seen(lines, stage, look.desk.now()) {
            Some(seen) => seen,
            None => self.read(look, lines, stage).await?,
        };
        let come = open_cancels(look, lines)?;
        standing.claims.extend(come.into_iter().filter(|claim| !cancels.contains(&claim.claim)));
        Ok(standing)
    }

    /// Reads the lines with those that leave after them. A cancel that is open here and that the answer leaves out is
    /// not thereby gone: it is read by itself.
    async fn read(
        &self,
        look: Look<'_>,
        lines: &[LineRef],
        stage: Stage,
    ) -> Result<(Standing, BTreeSet<ClaimId>), Problem> {
        let asked = self.from(lines);
        let mut standing = look.standing(&asked, stage).await?;
        // Requests may have waited for their turn before they left; what they show is as old as the answer.
        let at = look.desk.now();
        let known = open_cancels(look, &asked)?;
        let cancels: BTreeSet<ClaimId> = known.iter().map(|claim| claim.claim.clone()).collect();
        for claim in known {
            if standing.claims.iter().all(|told| told.claim != claim.claim) {
                standing.claims.extend(still_open(look, claim).await);
            }
        }
        let asked = asked.into_iter().map(|line| line.line).collect();
        let picture = Picture { at, stage, asked, standing: standing.clone(), cancels: cancels.clone() };
        *held(&self.picture) = Some(picture);
        Ok((standing, cancels))
    }

    /// What the run's reading shows, if it is fresh and was asked about all of the lines, with the cancels that were
    /// open here when it was made.
    fn seen(
        &self,
        lines: &[LineRef],
        stage: Stage,
        now: DateTime<Utc>,
    ) -> Option<(Standing, BTreeSet<ClaimId>)> {
        let picture = held(&self.picture);
        let picture = picture.as_ref().filter(|known| known.stage == stage && now - known.at < FRESH_FOR)?;
        let asked = lines.iter().all(|line| picture.asked.contains(&line.line));
        asked.then(|| (picture.standing.clone(), picture.cancels.clone()))
    }

    /// The lines of a write with those that leave after it.
    fn from(&self, lines: &[LineRef]) -> Vec<LineRef> {
        let place = self.lines.iter().position(|line| lines.contains(line));
        let later = place.map_or(&[][..], |place| &self.lines[place..]);
        let missing = lines.iter().filter(|line| !later.contains(line));
        later.iter().chain(missing).cloned().collect()
    }

    /// Notes what a write changed, to be read again with the rest of the run; `false` when the run has no rest.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn put_off(&self, look: Look<'_>, write: &Write) -> Result<bool, Problem> {
        if self.kind.is_none() || write.kind() != self.kind {
            return Ok(false);
        }
        held(&self.left).extend(concerns::lines(look.desk, look.door, write)?);
        Ok(true)
    }

    /// Reads again what the run changed. Its actions are settled by then, so a failure costs nothing but the time
    /// until the next collection.
    pub(crate) async fn finish(&self, desk: &Desk, door: &Door) {
        let left = std::mem::take(&mut *held(&self.left));
        let Ok(market) = door.market() else { return };
        if left.is_empty() || door.is_closed() {
            return;
        }
        let _turn = door.queue.lock().await;
        let stage = if self.kind == Some(ActionKind::Confirm) { Stage::Preparing } else { Stage::Shipped };
        if let Err(problem) = (Look { desk, door, market }).lines(&left, Some(stage)).await {
            tracing::warn!(account = %door.id(), %problem, "could not read what a run of actions changed");
        }
    }
}

/// The open cancels that the desk knows of in the orders of lines.
fn open_cancels(look: Look<'_>, lines: &[LineRef]) -> Result<Vec<Claim>, Problem> {
    let orders: BTreeSet<&OrderId> = lines.iter().map(|line| &line.order).collect();
    let mut open = Vec::new();
    for order in orders {
        let claims = look.desk.store.claims_of_order(look.door.id(), order)?;
        open.extend(
            claims.into_iter().filter(|claim| claim.kind == ClaimKind::Cancel && !claim.is_settled()),
        );
    }
    Ok(open)
}

/// A cancel that was open when it was last read, unless it reads as withdrawn, gone or settled. One that cannot be read
/// stands as it is known: held back, its line loses nothing.
async fn still_open(look: Look<'_>, known: Claim) -> Option<Claim> {
    match look.claim(&known.order, known.kind, &known.claim).await {
        Ok(Some(Fact::Withdrawn { .. } | Fact::Gone { .. })) => None,
        Ok(Some(Fact::Claim(now))) if now.claim == known.claim => Some(*now).filter(|now| !now.is_settled()),
        Ok(_) => Some(known),
        Err(problem) => {
            tracing::warn!(account = %look.door.id(), %problem, "could not read a cancel that was open");
            Some(known)
        }
    }
}

/// A poisoned lock only means that a reader of plain values panicked.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
