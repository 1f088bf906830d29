//! What every part of the engine shares: the store, the doors, time, and the way to tell of changes.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{AccountId, ActionId};
use market::Clock;
use store::{Keychain, Store};
use tokio::sync::{broadcast, watch};

use crate::config::{Ids, Opener};
use crate::door::Door;
use crate::problem;
use crate::view::{Change, Problem, Tag};

/// How many changes a slow listener may lag behind before it is told to read everything again.
const CHANGES_KEPT: usize = 1024;

/// What every part of the engine shares.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) keychain: Arc<dyn Keychain>,
    pub(crate) opener: Opener,
    /// How long a press waits to be taken back, until the seller chooses another time.
    pub(crate) undo: Duration,
    ids: Ids,
    doors: RwLock<BTreeMap<AccountId, Arc<Door>>>,
    changes: broadcast::Sender<Change>,
    /// Counts the plans of many claims; a new number ends the reading for the one before.
    pub(crate) patience: watch::Sender<u64>,
}

impl Desk {
    /// A desk without doors.
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        keychain: Arc<dyn Keychain>,
        opener: Opener,
        ids: Ids,
        undo: Duration,
    ) -> Self {
        let (changes, _) = broadcast::channel(CHANGES_KEPT);
        let patience = watch::Sender::new(0);
        Self { store, clock, keychain, opener, undo, ids, doors: RwLock::default(), changes, patience }
    }

    /// The moment.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A new id.
    pub(crate) fn new_id(&self) -> String {
        (self.ids)()
    }

    /// Every door, in the order of the accounts' ids.
    pub(crate) fn doors(&self) -> Vec<Arc<Door>> {
        self.doors.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The door of an account.
    ///
    /// # Errors
    /// When there is no such account.
    pub(crate) fn door(&self, account: &AccountId) -> Result<Arc<Door>, Problem> {
        self.find(account).ok_or_else(|| problem::no_such("account", account.as_str()))
    }

    /// The door of an account, if there is one.
    pub(crate) fn find(&self, account: &AccountId) -> Option<Arc<Door>> {
        self.doors.read().unwrap_or_else(PoisonError::into_inner).get(account).cloned()
    }

    /// Puts a door in its place and closes the one that stood there.
    pub(crate) fn hang(&self, door: Arc<Door>) {
        let mut doors = self.doors.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = doors.insert(door.id().clone(), door) {
            old.close();
        }
    }

    /// Closes an account's door and takes it away.
    pub(crate) fn unhang(&self, account: &AccountId) {
        let mut doors = self.doors.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = doors.remove(account) {
            old.close();
        }
    }

    /// Somebody who listens to the changes from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Tells whoever listens.
    pub(crate) fn tell(&self, change: Change) {
        // Without a window nobody listens, and that is no fault.
        let listeners = self.changes.send(change).unwrap_or(0);
        tracing::trace!(listeners, "change told");
    }

    /// Tells that cached reads with these tags are out of date.
    pub(crate) fn tell_stale(&self, tags: &[Tag]) {
        self.tell(Change::Stale { tags: tags.to_vec() });
    }

    /// Tells where an action stands now.
    pub(crate) fn tell_action(&self, id: &ActionId) -> Result<(), Problem> {
        if let Some(entry) = self.store.entry(id)? {
            self.tell(Change::Action { id: id.clone(), state: entry.state });
        }
        Ok(())
    }
}
