//! Reading chosen claims again: all accounts at once, each in its own turn and within its own limits, for as long as a
//! person waits.

use std::collections::BTreeMap;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use domain::{AccountId, ClaimId, Fact};
use tokio::task::JoinSet;

use crate::collect::trouble;
use crate::desk::Desk;
use crate::look::Look;
use crate::problem;
use crate::view::{Change, Problem};

/// What reading a claim again came to.
#[derive(Debug)]
pub(super) enum Reread {
    /// What the marketplace tells; `None` when it does not know the claim.
    Told(Option<Fact>),
    /// Not read in time.
    Late,
    /// The marketplace could not be read.
    Failed(Problem),
}

/// What reading every chosen claim came to.
pub(super) type Rereads = BTreeMap<(AccountId, ClaimId), Reread>;

/// Reads claims again until all are read, the time is over, or nobody wants to wait any longer.
pub(super) async fn all(
    desk: &Arc<Desk>,
    chosen: impl Iterator<Item = (AccountId, ClaimId)>,
    budget: Duration,
) -> Rereads {
    let mut by_account: BTreeMap<AccountId, Vec<ClaimId>> = BTreeMap::new();
    for (account, claim) in chosen {
        by_account.entry(account).or_default().push(claim);
    }
    let mut readers = JoinSet::new();
    for (account, claims) in by_account {
        let patience = desk.patience.subscribe();
        let over = over(Arc::clone(desk), patience, budget);
        readers.spawn(read_account(Arc::clone(desk), account, claims, over));
    }
    let mut read = Rereads::new();
    while let Some(done) = readers.join_next().await {
        match done {
            Ok(told) => read.extend(told),
            Err(error) => tracing::error!(%error, "a reader of claims broke"),
        }
    }
    read
}

/// Returns when the time is over, or when nobody wants to wait any longer.
async fn over(desk: Arc<Desk>, mut patience: tokio::sync::watch::Receiver<u64>, budget: Duration) {
    tokio::select! {
        () = desk.clock.sleep(budget) => {}
        // The desk holds the sender, so that an error here means that everything ends.
        _ = patience.changed() => {}
    }
}

/// Reads the claims of one account again. Whatever it could not read is late, and the guard reads it before it leaves.
async fn read_account(
    desk: Arc<Desk>,
    account: AccountId,
    claims: Vec<ClaimId>,
    over: impl Future<Output = ()>,
) -> Rereads {
    let mut round = Round { account, read: Rereads::new(), of: claims.len() };
    if let Err(problem) = round.read(&desk, &claims, pin!(over)).await {
        for claim in &claims {
            round.note(&desk, claim, Reread::Failed(problem.clone()));
        }
    }
    for claim in claims {
        round.read.entry((round.account.clone(), claim)).or_insert(Reread::Late);
    }
    round.read
}

/// One account's reading.
struct Round {
    account: AccountId,
    read: Rereads,
    of: usize,
}

impl Round {
    /// Reads together what the marketplace tells together, and the rest one by one, until `over`.
    async fn read(
        &mut self,
        desk: &Desk,
        claims: &[ClaimId],
        mut over: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<(), Problem> {
        let door = desk.door(&self.account)?;
        let look = Look { desk, door: &door, market: door.market()? };
        let Some(_turn) = before(over.as_mut(), door.queue.lock()).await else { return Ok(()) };
        if claims.len() > 1 {
            let Some(told) = before(over.as_mut(), together(look, claims)).await else { return Ok(()) };
            for (claim, fact) in or_alone(told)? {
                self.note(desk, &claim, Reread::Told(Some(fact)));
            }
        }
        for id in claims {
            if self.read.contains_key(&(self.account.clone(), id.clone())) {
                continue;
            }
            let Some(told) = before(over.as_mut(), alone(look, id)).await else { return Ok(()) };
            match told {
                Err(problem) if trouble::is_account_wide(problem.code) => return Err(problem),
                Err(problem) => self.note(desk, id, Reread::Failed(problem)),
                Ok(fact) => self.note(desk, id, Reread::Told(fact)),
            }
        }
        Ok(())
    }

    /// Keeps what a claim's reading came to, unless it was read before, and tells how far the account is.
    fn note(&mut self, desk: &Desk, claim: &ClaimId, told: Reread) {
        self.read.entry((self.account.clone(), claim.clone())).or_insert(told);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (read, of) = (count(self.read.len()), count(self.of));
        desk.tell(Change::ReadingClaims { account: self.account.clone(), read, of });
    }
}

/// What `work` gives, or `None` when `over` comes first; after that nothing more is asked.
async fn before<T>(over: Pin<&mut impl Future<Output = ()>>, work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        () = over => None,
        done = work => Some(done),
    }
}

/// The claims of which the marketplace tells many at once, as they are told.
async fn together(look: Look<'_>, claims: &[ClaimId]) -> Result<Vec<(ClaimId, Fact)>, Problem> {
    let facts = look.market.read_claims_together(claims).await.map_err(|error| look.told(&error))?;
    look.keep(facts.clone())?;
    let named = |fact: Fact| Some((name(&fact)?.clone(), fact));
    Ok(facts.into_iter().filter_map(named).filter(|(claim, _)| claims.contains(claim)).collect())
}

/// What was told of many, or nothing where only their reading together failed: each is then read by itself.
fn or_alone(told: Result<Vec<(ClaimId, Fact)>, Problem>) -> Result<Vec<(ClaimId, Fact)>, Problem> {
    match told {
        Err(problem) if !trouble::is_account_wide(problem.code) => {
            tracing::warn!(%problem, "many claims could not be read together");
            Ok(Vec::new())
        }
        told => told,
    }
}

/// One claim.
async fn alone(look: Look<'_>, id: &ClaimId) -> Result<Option<Fact>, Problem> {
    let known = look.desk.store.claim(look.door.id(), id)?;
    let known = known.ok_or_else(|| problem::no_such("claim", id.as_str()))?;
    look.claim(&known.order, known.kind, id).await
}

/// The claim that a fact is about.
fn name(fact: &Fact) -> Option<&ClaimId> {
    match fact {
        Fact::Claim(claim) => Some(&claim.claim),
        Fact::Withdrawn { claim, .. } | Fact::Gone { claim } => Some(claim),
        _ => None,
    }
}
