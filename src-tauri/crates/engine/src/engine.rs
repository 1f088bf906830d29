//! Opening, starting and stopping.

use std::sync::{Arc, Mutex, PoisonError};

use domain::ActionId;
use store::Store;
use tokio::sync::broadcast;
use tokio::task::JoinHandle;

use crate::collect::Lane;
use crate::config::EngineConfig;
use crate::desk::Desk;
use crate::door::Door;
use crate::view::{Change, Problem};
use crate::{account, problem, schedule, undo};

/// The desk's engine. Cloning it gives another handle to the same one.
#[derive(Clone)]
pub struct Engine {
    pub(crate) desk: Arc<Desk>,
    /// The loops behind every door; `None` until [`Engine::start`].
    loops: Arc<Mutex<Option<Vec<JoinHandle<()>>>>>,
}

impl Engine {
    /// Opens the encrypted file and every account's door, marks what a crash left on its way as unknown, and lets what
    /// waited to be taken back wait for an answer.
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// When the file, its key or the keychain cannot be used. An account whose secrets are missing is no
    /// error here: it is shown with its problem.
    pub async fn open(config: EngineConfig) -> Result<Self, Problem> {
        let desk = blocking(move || open(config)).await?;
        let engine = Self { desk: Arc::new(desk), loops: Arc::default() };
        engine.recover().await?;
        engine.ask(undo::ask_again).await?;
        Ok(engine)
    }

    /// Marks every action that was on its way when the application ended as unknown, to be read again now.
    /// An action that is on its way in this very process loses nothing by it: its answer settles it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recover(&self) -> Result<Vec<ActionId>, Problem> {
        self.ask(|desk| {
            let now = desk.now();
            let lost = desk.store.recover(now)?;
            for action in &lost {
                desk.tell_action(action)?;
            }
            Ok(lost)
        })
        .await
    }

    /// Starts collecting, sending and reconciling in the background; a second call changes nothing.
    pub fn start(&self) {
        let mut loops = self.loops();
        if loops.is_none() {
            *loops = Some(self.desk.doors().iter().flat_map(|door| self.loops_of(door)).collect());
        }
    }

    /// Stops the background work for good, after what is on its way now, and returns when it has stopped.
    pub async fn stop(&self) {
        let loops = self.loops().take();
        for door in self.desk.doors() {
            door.close();
        }
        for handle in loops.into_iter().flatten() {
            if let Err(error) = handle.await {
                tracing::error!(%error, "a background loop broke");
            }
        }
    }

    /// What happens from now on.
    pub fn events(&self) -> broadcast::Receiver<Change> {
        self.desk.listen()
    }

    /// Starts the loops of a door that was hung after [`Engine::start`].
    pub(crate) fn attend(&self, door: &Arc<Door>) {
        if let Some(loops) = self.loops().as_mut() {
            loops.retain(|handle| !handle.is_finished());
            loops.extend(self.loops_of(door));
        }
    }

    /// Answers a question to the store away from the threads that wait for the network.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let desk = Arc::clone(&self.desk);
        blocking(move || question(&desk)).await
    }

    /// One loop for each lane collects, another sends and reconciles. An account that cannot be opened has nothing to
    /// collect: its one loop says so.
    fn loops_of(&self, door: &Arc<Door>) -> Vec<JoinHandle<()>> {
        let (desk, market) = (&self.desk, door.market().ok());
        let has_lists = |lane: &Lane| match market {
            Some(market) => lane.feeds(market).next().is_some(),
            None => *lane == Lane::Common,
        };
        let collecting = |lane| tokio::spawn(schedule::collecting(Arc::clone(desk), Arc::clone(door), lane));
        let acting = tokio::spawn(schedule::acting(Arc::clone(desk), Arc::clone(door)));
        Lane::ALL.into_iter().filter(has_lists).map(collecting).chain([acting]).collect()
    }

    /// The running loops.
    fn loops(&self) -> std::sync::MutexGuard<'_, Option<Vec<JoinHandle<()>>>> {
        self.loops.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens the file and the doors.
fn open(config: EngineConfig) -> Result<Desk, Problem> {
    let key = match config.store_key {
        Some(key) => key,
        None => store::store_key(config.keychain.as_ref(), &config.folder)?,
    };
    let store = Store::open(&config.folder, &key, config.clock.now())?;
    let desk = Desk::new(store, config.clock, config.keychain, config.opener, config.ids, config.undo);
    for account in desk.store.accounts()? {
        desk.hang(Arc::new(account::open_door(&desk, account, None)));
    }
    Ok(desk)
}

/// Runs what may block on a thread that may.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|broken| Err(problem::internal(&broken)))
}
