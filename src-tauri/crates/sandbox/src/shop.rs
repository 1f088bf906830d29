//! What every simulated shop is, wherever it stands: one door for all who hold a handle, a clock, dials, faults to come,
//! a log of calls and a file. What differs stands in the marketplace's folder, behind [`Simulated`].

use std::collections::VecDeque;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::{Now, Pulse};
use crate::fault::{Fault, Faults};
use crate::incoming::{Delivery, Incoming};
use crate::persist::{self, StateFileError};

/// A marketplace as its folder simulates it. The value itself is what its gateway remembers of calls; it is forgotten
/// with the process, unlike [`Self::State`].
pub trait Simulated: Default + Send + 'static {
    /// What the shop holds, kept in its file.
    type State: Serialize + DeserializeOwned + Send;
    /// The dials.
    type Settings: Clone + Default + Serialize + DeserializeOwned + Send;
    /// The calls of the API.
    type Operation: PartialEq + DeserializeOwned + Send;
    /// One line of the call log.
    type Call: Clone + Serialize + Send;
    /// The keys.
    type Credentials: Clone + Serialize;
    /// What buyers, couriers and the marketplace do.
    type Verb: DeserializeOwned;
    /// What a verb made.
    type Done: Serialize;
    /// Why a verb was not possible.
    type VerbError: std::error::Error;

    /// The keys of the shop.
    fn credentials(state: &Self::State) -> &Self::Credentials;

    /// Whether the state changed since the last time this was asked.
    fn take_changed(state: &mut Self::State) -> bool;

    /// What the rate limit counts by.
    fn pulse(&mut self) -> &mut Pulse;

    /// Forgets what the gateway remembers of calls, beside the faults.
    fn calm(room: &mut Room<Self>);

    /// Plans anew what the dials decide.
    fn plan_ahead(state: &mut Self::State, settings: &Self::Settings, now: DateTime<Utc>);

    /// Lets everything happen that is due by `now`.
    fn pass(state: &mut Self::State, settings: &Self::Settings, now: DateTime<Utc>);

    /// Does what a verb says.
    ///
    /// # Errors
    /// When what it names does not exist, or its state does not allow it.
    fn act(
        room: &mut Room<Self>,
        now: DateTime<Utc>,
        verb: &Self::Verb,
    ) -> Result<Self::Done, Self::VerbError>;

    /// Answers a call of the API.
    fn answer(shop: &Shop<Self>, incoming: &Incoming) -> Delivery<Response>;

    /// All that the shop holds, for the control route.
    fn truth(shop: &Shop<Self>) -> impl Serialize;
}

/// A handle on a simulated shop; clones share it.
pub struct Shop<Market: Simulated> {
    inner: Arc<Inner<Market>>,
}

struct Inner<Market: Simulated> {
    base_url: String,
    now: Now,
    state_file: Option<PathBuf>,
    room: Mutex<Room<Market>>,
}

/// Everything behind a shop's door.
pub struct Room<Market: Simulated> {
    pub(crate) market: Market,
    pub(crate) state: Market::State,
    pub(crate) settings: Market::Settings,
    pub(crate) faults: Faults<Market::Operation>,
    calls: VecDeque<Market::Call>,
}

const LONGEST_LOG: usize = 20_000;

impl<Market: Simulated> Room<Market> {
    fn new(state: Market::State) -> Self {
        Self {
            market: Market::default(),
            state,
            settings: Market::Settings::default(),
            faults: Faults::default(),
            calls: VecDeque::new(),
        }
    }

    /// Writes a call into the log, which forgets its oldest when it is full.
    pub(crate) fn note(&mut self, call: Market::Call) {
        if self.calls.len() >= LONGEST_LOG {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    pub(crate) fn calls(&self) -> impl Iterator<Item = &Market::Call> {
        self.calls.iter()
    }
}

/// What a shop is opened from.
pub(crate) struct Opening {
    /// Of its host, without the API's own prefix.
    pub(crate) host: String,
    pub(crate) seed: u64,
    pub(crate) orders: usize,
    pub(crate) now: Now,
    pub(crate) state_file: Option<PathBuf>,
}

impl<Market: Simulated> Clone for Shop<Market> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<Market: Simulated> fmt::Debug for Shop<Market> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Shop").field("base_url", &self.inner.base_url).finish_non_exhaustive()
    }
}

impl<Market: Simulated> Shop<Market> {
    /// The shop of the state file, or a new one that `generate` makes of seed, orders and the moment. Its API answers
    /// under `prefix`, which is empty or begins with a slash.
    pub(crate) fn opened(
        opening: Opening,
        prefix: &str,
        generate: impl FnOnce(u64, usize, DateTime<Utc>) -> Market::State,
    ) -> Result<Self, StateFileError> {
        let Opening { host, seed, orders, now, state_file } = opening;
        let saved = match &state_file {
            Some(path) => persist::load::<Market::State>(path)?,
            None => None,
        };
        let state = saved.unwrap_or_else(|| generate(seed, orders, now()));
        let room = Mutex::new(Room::new(state));
        let base_url = format!("{host}{prefix}");
        let shop = Self { inner: Arc::new(Inner { base_url, now, state_file, room }) };
        shop.save(&mut shop.room())?;
        Ok(shop)
    }

    /// Where the API answers, its own prefix included, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.inner.base_url.clone()
    }

    /// The keys of the shop; the same for the same seed, until they are issued anew.
    #[must_use]
    pub fn credentials(&self) -> Market::Credentials {
        Market::credentials(&self.room().state).clone()
    }

    /// Lets the next matching calls fail.
    pub fn inject(&self, fault: Fault<Market::Operation>) {
        self.room().faults.add(fault);
    }

    /// Forgets every fault still to come, and what the gateway remembers of calls.
    pub fn calm(&self) {
        self.changing(|room| {
            room.faults.clear();
            Market::calm(room);
        });
    }

    /// Turns the dials; what is already on its way is planned anew.
    pub fn configure(&self, settings: Market::Settings) {
        let now = self.now();
        self.changing(|room| {
            room.settings = settings;
            Market::plan_ahead(&mut room.state, &room.settings, now);
        });
    }

    /// The dials as they stand.
    #[must_use]
    pub fn settings(&self) -> Market::Settings {
        self.room().settings.clone()
    }

    /// The calls so far, oldest first.
    #[must_use]
    pub fn calls(&self) -> Vec<Market::Call> {
        self.room().calls().cloned().collect()
    }

    /// Empties the call log.
    pub fn forget_calls(&self) {
        self.room().calls.clear();
    }

    /// Does what a buyer, a courier or the marketplace would do.
    ///
    /// # Errors
    /// When what it is about does not exist, or its state does not allow it.
    pub fn act(&self, verb: &Market::Verb) -> Result<Market::Done, Market::VerbError> {
        let now = self.now();
        self.changing(|room| Market::act(room, now, verb))
    }

    /// Lets everything happen that is due by `now`.
    pub fn tick(&self, now: DateTime<Utc>) {
        self.changing(|room| Market::pass(&mut room.state, &room.settings, now));
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.inner.now)()
    }

    /// Lets the rate limits count by another clock than real seconds.
    pub(crate) fn count_by(&self, pulse: Pulse) {
        *self.room().market.pulse() = pulse;
    }

    /// A panic elsewhere leaves the state whole: every move is complete or absent.
    pub(crate) fn room(&self) -> MutexGuard<'_, Room<Market>> {
        self.inner.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is behind the door, and saves what changed.
    pub(crate) fn changing<T>(&self, change: impl FnOnce(&mut Room<Market>) -> T) -> T {
        let mut room = self.room();
        let outcome = change(&mut room);
        if let Err(error) = self.save(&mut room) {
            tracing::error!(%error, "the shop could not be saved");
        }
        outcome
    }

    fn save(&self, room: &mut Room<Market>) -> Result<(), StateFileError> {
        if !Market::take_changed(&mut room.state) {
            return Ok(());
        }
        match &self.inner.state_file {
            Some(path) => persist::save(path, &room.state),
            None => Ok(()),
        }
    }
}
