//! One account's way to its marketplace, and the queue before it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::AccountId;
use market::Marketplace;
use store::Account;
use tokio::sync::{Notify, watch};

use crate::collect::{ByLane, Waits};
use crate::view::{Problem, Progress};

/// One account's way to its marketplace.
pub(crate) struct Door {
    /// The account.
    pub(crate) account: Account,
    /// Its connector, or why it cannot be opened.
    pub(crate) market: Result<Arc<dyn Marketplace>, Problem>,
    /// Held while one thing is asked of the marketplace: its documents forbid parallel calls.
    pub(crate) queue: Arc<tokio::sync::Mutex<()>>,
    /// Something should be collected now on a lane.
    pub(crate) collect: ByLane<Notify>,
    /// Something stands in the journal.
    pub(crate) send: Notify,
    /// The door was replaced, its account removed, or the engine stopped.
    closed: watch::Sender<bool>,
    live: Mutex<Live>,
}

/// What is known of an account only while the application runs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Live {
    /// The collection that runs now on each lane.
    pub(crate) progress: ByLane<Option<Progress>>,
    /// Why the account stands still.
    pub(crate) problem: Option<Problem>,
    /// A person asked for a collection that does not wait for its hour.
    pub(crate) at_once: ByLane<bool>,
    /// The couriers that only the marketplace can name were read.
    pub(crate) knows_couriers: bool,
    /// Rounds in a row that met something that concerns the whole account.
    pub(crate) failures: ByLane<u32>,
    /// Feeds whose newest part failed, and until when each waits.
    pub(crate) fresh: Waits,
    /// Feeds whose past failed, and until when each waits.
    pub(crate) past: Waits,
}

impl Door {
    /// A door that nothing has passed yet; `queue` is taken over from the door it replaces.
    pub(crate) fn new(
        account: Account,
        market: Result<Arc<dyn Marketplace>, Problem>,
        queue: Option<Arc<tokio::sync::Mutex<()>>>,
    ) -> Self {
        let problem = market.as_ref().err().cloned();
        Self {
            account,
            market,
            queue: queue.unwrap_or_default(),
            collect: ByLane::default(),
            send: Notify::new(),
            closed: watch::Sender::new(false),
            live: Mutex::new(Live { problem, ..Live::default() }),
        }
    }

    /// Whose door it is.
    pub(crate) fn id(&self) -> &AccountId {
        &self.account.id
    }

    /// The connector.
    ///
    /// # Errors
    /// Why the account could not be opened.
    pub(crate) fn market(&self) -> Result<&dyn Marketplace, Problem> {
        self.market.as_deref().map_err(Clone::clone)
    }

    /// What is known now.
    pub(crate) fn live(&self) -> Live {
        self.lock().clone()
    }

    /// Changes what is known and gives what `change` gives.
    pub(crate) fn note<T>(&self, change: impl FnOnce(&mut Live) -> T) -> T {
        change(&mut self.lock())
    }

    /// Ends the loops behind the door after what they are doing.
    pub(crate) fn close(&self) {
        self.closed.send_replace(true);
    }

    /// Whether the loops should end.
    pub(crate) fn is_closed(&self) -> bool {
        *self.closed.borrow()
    }

    /// Returns when the loops should end.
    pub(crate) async fn closing(&self) {
        let mut closed = self.closed.subscribe();
        // The sender lives as long as the door, so waiting fails only when there is no door left to close.
        if closed.wait_for(|closed| *closed).await.is_err() {
            tracing::debug!(account = %self.account.id, "the door went away");
        }
    }

    /// A poisoned lock only means that a reader of plain values panicked.
    fn lock(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
