//! What keeps parcels from leaving while their numbers are being written: asked again whenever the desk learns
//! something, so that a box is put aside as soon as a claim on it is known.

use domain::{AccountId, ActionKind, LineId, Sentence};

use super::rule;
use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::plan::{Bundled, Press, UnderWay};
use crate::settling::Mark;
use crate::view::{ParcelStop, Problem};

/// A cancel request that came in while the number was written.
const CANCEL_CAME: Sentence = Sentence::fixed(
    "취소 요청이 들어와 발송에서 뺐습니다. 취소 요청을 먼저 승인하거나 거부하세요.",
    "A cancel request came in, so it was taken off the shipment. Approve or refuse the request first.",
);

impl Engine {
    /// What keeps the parcels of these lines, or parts of them, from the operation by now. Parcels that go are left out,
    /// and so are those on which an action of ours is under way or was done.
    ///
    /// # Errors
    /// When too much is handed in at once, an account cannot be opened, or the store fails.
    pub async fn parcel_stops(
        &self,
        lines: Vec<(AccountId, LineId)>,
        kind: ActionKind,
    ) -> Result<Vec<ParcelStop>, Problem> {
        cap::list(&lines)?;
        self.ask(move |desk| {
            let under_way = UnderWay::now(desk)?;
            let stop = |(account, line)| stop(desk, account, line, kind, &under_way).transpose();
            lines.into_iter().filter_map(stop).collect()
        })
        .await
    }
}

/// What keeps the parcel of a line back.
fn stop(
    desk: &Desk,
    account: AccountId,
    line: LineId,
    kind: ActionKind,
    under_way: &UnderWay,
) -> Result<Option<ParcelStop>, Problem> {
    if desk.store.line(&account, &line)?.is_none() {
        let (lines, reason) = (vec![line.clone()], Hold::Gone.sentence());
        return Ok(Some(ParcelStop { account, line, lines, whole: true, reason }));
    }
    let Some(rule) = rule(kind) else { return Ok(None) };
    let press = Press { kind, rule, mark: Mark::Kind, under_way };
    let bundled = Bundled::of(desk, &account, &line)?.acting(kind);
    let (going, staying) = bundled.sorted(press);
    let stopped: Vec<_> = staying.into_iter().filter(|(_, hold)| comes_from_outside(*hold)).collect();
    Ok(stopped.first().map(|(_, hold)| ParcelStop {
        reason: words(*hold),
        lines: stopped.iter().map(|(line, _)| line.line.clone()).collect(),
        whole: going.is_empty(),
        account,
        line,
    }))
}

/// Whether a hold came over a parcel that was ready, and is not what our own press makes of it.
const fn comes_from_outside(hold: Hold) -> bool {
    use Hold::{BeingCanceled, CancelRequested, Gone, Kept, NothingLeft};
    matches!(hold, CancelRequested | BeingCanceled | NothingLeft | Gone | Kept)
}

/// Why, in words that fit a parcel which nobody has pressed yet.
const fn words(hold: Hold) -> Sentence {
    match hold {
        Hold::CancelRequested => CANCEL_CAME,
        hold => hold.sentence(),
    }
}
