//! A claim is read again when its panel opens, so that nobody decides on an old picture.

use chrono::TimeDelta;
use domain::{AccountId, ClaimId};
use store::ClaimRow;

use crate::desk::Desk;
use crate::engine::Engine;
use crate::look::Look;
use crate::problem;
use crate::view::{ClaimReading, Problem};

/// For how long a reading stands: a panel that is opened again within it asks the marketplace nothing.
const STANDS_FOR: TimeDelta = TimeDelta::seconds(15);
/// For how long after a deed the buttons wait for a reading. A marketplace that shows the claim on no list any more must
/// not keep them shut for good; the guard reads again before anything leaves.
const WAITS_FOR: TimeDelta = TimeDelta::minutes(2);

impl Engine {
    /// Reads a claim again, unless it was read a moment ago or is over; waits for its turn.
    ///
    /// # Errors
    /// When the claim is not here, its account cannot be opened or read, or the store fails.
    pub async fn read_claim_again(
        &self,
        account: AccountId,
        claim: ClaimId,
    ) -> Result<ClaimReading, Problem> {
        let door = self.desk.door(&account)?;
        let market = door.market()?;
        let turn = door.queue.lock().await;
        let row = row(&self.desk, &account, &claim)?;
        if row.claim.is_settled() || row.read_at.is_some_and(|read| self.desk.now() - read < STANDS_FOR) {
            return Ok(ClaimReading { read_at: row.read_at, shown: true });
        }
        let look = Look { desk: &self.desk, door: &door, market };
        let shown = look.claim(&row.claim.order, row.claim.kind, &claim).await?.is_some();
        drop(turn);
        Ok(ClaimReading { read_at: self::row(&self.desk, &account, &claim)?.read_at, shown })
    }
}

/// The claim of that number.
fn row(desk: &Desk, account: &AccountId, claim: &ClaimId) -> Result<ClaimRow, Problem> {
    desk.store.claim_row(account, claim)?.ok_or_else(|| problem::no_such("claim", claim.as_str()))
}

/// Whether a deed of ours on the claim is newer than all that is known of it: its buttons are those of before.
pub(super) fn is_outdated(desk: &Desk, row: &ClaimRow) -> bool {
    let unread = |done| row.read_at.is_none_or(|read| read < done) && desk.now() - done < WAITS_FOR;
    row.done_at.is_some_and(unread)
}
