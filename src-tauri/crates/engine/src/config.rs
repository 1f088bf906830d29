//! What an engine is given: its folder, its clock, its keychain, its ids and its marketplaces.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use market::{AccountConfig, Clock, Credentials, Marketplace, OpenError, SystemClock};
use store::{Keychain, StoreKey};

/// Opens an account's connector: [`market::open`], or whatever a test puts in its place.
pub type Opener = Arc<
    dyn Fn(
            domain::Marketplace,
            AccountConfig,
            &Credentials,
            Arc<dyn Clock>,
        ) -> Result<Arc<dyn Marketplace>, OpenError>
        + Send
        + Sync,
>;

/// Gives a text that was never given before in the same folder.
pub type Ids = Arc<dyn Fn() -> String + Send + Sync>;

/// What an engine is given.
#[derive(Clone)]
pub struct EngineConfig {
    /// Where the encrypted file lives.
    pub folder: PathBuf,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Where secrets are kept.
    pub keychain: Arc<dyn Keychain>,
    /// New ids for accounts and actions.
    pub ids: Ids,
    /// The key of the file; `None` takes it from the keychain.
    pub store_key: Option<StoreKey>,
    /// Opens an account's connector.
    pub opener: Opener,
    /// How long a press that nothing takes back later waits before it leaves, until the seller chooses another time.
    pub undo: Duration,
}

/// Long enough to see what was pressed, short enough not to be waited for.
const UNDO: Duration = Duration::from_secs(5);

impl EngineConfig {
    /// The real thing: the computer's clock, ids that grow, every marketplace that has a connector.
    pub fn new(folder: PathBuf, keychain: Arc<dyn Keychain>) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        Self {
            folder,
            ids: growing_ids(clock.as_ref()),
            clock,
            keychain,
            store_key: None,
            opener: Arc::new(market::open),
            undo: UNDO,
        }
    }
}

/// Ids made of the moment of the start and a count; one process at a time holds the folder, so they never
/// meet, and they sort in the order in which they were given.
fn growing_ids(clock: &dyn Clock) -> Ids {
    let start = clock.now().timestamp_micros();
    let given = AtomicU64::new(0);
    Arc::new(move || format!("{start:013x}-{:06x}", given.fetch_add(1, Ordering::Relaxed)))
}
