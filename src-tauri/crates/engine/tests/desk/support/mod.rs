//! A bench: a temporary folder, a clock that a test moves, and one scripted shop per seller.

mod connector;
mod goods;
mod notices;
mod parts;
mod rare;
mod reading;
mod shop;
mod trade;
mod vault;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, ActionId, ActionState, Marketplace};
use engine::view::{AccountForm, ActionView};
use engine::{Engine, EngineConfig};
use market::{Clock, Credentials};
use secrecy::ExposeSecret;
use store::StoreKey;

pub(crate) use goods::{add_on, cancel, collected, exchange, line, lines_of, returning};
pub(crate) use shop::{Fault, Shop};
use vault::Vault;

/// A clock that stands until a test moves it; a sleeper wakes when its moment is reached.
pub(crate) struct TestClock(pub(crate) tokio::sync::watch::Sender<DateTime<Utc>>);

impl TestClock {
    fn new() -> Self {
        Self(tokio::sync::watch::Sender::new(start()))
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        self.0.send_modify(|now| *now += by);
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.borrow()
    }

    async fn sleep(&self, duration: Duration) {
        let until = self.now() + TimeDelta::from_std(duration).unwrap();
        self.0.subscribe().wait_for(|now| *now >= until).await.unwrap();
    }
}

/// The moment at which every test begins.
pub(crate) fn start() -> DateTime<Utc> {
    "2026-03-02T00:00:00Z".parse().unwrap()
}

/// Everything a test needs.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) keychain: Arc<Vault>,
    shops: Arc<Mutex<BTreeMap<String, Arc<Shop>>>>,
    ids: Arc<std::sync::atomic::AtomicU32>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(TestClock::new()),
            keychain: Arc::default(),
            shops: Arc::default(),
            ids: Arc::default(),
        }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The shop of a seller, made when first asked for.
    pub(crate) fn shop(&self, seller: &str) -> Arc<Shop> {
        let mut shops = self.shops.lock().unwrap();
        let make = || Arc::new(Shop::new(Arc::clone(&self.clock)));
        Arc::clone(shops.entry(seller.to_owned()).or_insert_with(make))
    }

    /// Opens the engine on the folder; a second call is a restart. What is pressed leaves at once.
    pub(crate) async fn open(&self) -> Engine {
        self.open_with(Duration::ZERO).await
    }

    /// As [`Self::open`], with so long a moment to take a press back.
    pub(crate) async fn open_with(&self, undo: Duration) -> Engine {
        let shops = Arc::clone(&self.shops);
        let ids = Arc::clone(&self.ids);
        let config = EngineConfig {
            folder: self.folder(),
            clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
            keychain: Arc::clone(&self.keychain) as Arc<dyn store::Keychain>,
            ids: Arc::new(move || format!("id{:04}", ids.fetch_add(1, std::sync::atomic::Ordering::Relaxed))),
            store_key: Some(StoreKey::from_hex(&"5a".repeat(32)).unwrap()),
            opener: Arc::new(move |_, config, credentials: &Credentials, _| {
                let named = credentials.0.get("vendor_id").unwrap_or_else(|| &credentials.0["seller_id"]);
                let seller = named.expose_secret().to_owned();
                let shop = Arc::clone(&shops.lock().unwrap()[&seller]);
                shop.belongs_to(&config.account);
                Ok(shop)
            }),
            undo,
        };
        Engine::open(config).await.unwrap()
    }

    /// A bench with one account whose shop a closure stocks, collected once.
    pub(crate) async fn stocked(stock: impl FnOnce(&Shop)) -> (Self, Engine, AccountId, Arc<Shop>) {
        Self::stocked_with(Shop::new, stock).await
    }

    /// As [`Self::stocked`], with a shop that acts on lines.
    pub(crate) async fn by_lines(stock: impl FnOnce(&Shop)) -> (Self, Engine, AccountId, Arc<Shop>) {
        Self::stocked_with(Shop::by_lines, stock).await
    }

    /// As [`Self::stocked`], with a shop that confirms lines and ships bundles.
    pub(crate) async fn in_parts(stock: impl FnOnce(&Shop)) -> (Self, Engine, AccountId, Arc<Shop>) {
        Self::stocked_with(Shop::in_parts, stock).await
    }

    /// As [`Self::stocked`], with a shop that takes claims in by a notice.
    pub(crate) async fn by_notice(stock: impl FnOnce(&Shop)) -> (Self, Engine, AccountId, Arc<Shop>) {
        Self::stocked_with(Shop::by_notice, stock).await
    }

    async fn stocked_with(
        make: impl FnOnce(Arc<TestClock>) -> Shop,
        stock: impl FnOnce(&Shop),
    ) -> (Self, Engine, AccountId, Arc<Shop>) {
        let bench = Self::new();
        let shop = Arc::new(make(Arc::clone(&bench.clock)));
        bench.shops.lock().unwrap().insert("A1".to_owned(), Arc::clone(&shop));
        let engine = bench.open().await;
        let account = add_account(&engine, "A1").await;
        stock(&shop);
        let round = engine.collect_account(&account).await.unwrap();
        assert!(round.problems.is_empty(), "{:?}", round.problems);
        (bench, engine, account, shop)
    }
}

/// Adds the account of a seller whose shop exists.
pub(crate) async fn add_account(engine: &Engine, seller: &str) -> AccountId {
    engine.save_account(form(seller), Credentials::default()).await.unwrap().id
}

/// A filled form.
pub(crate) fn form(seller: &str) -> AccountForm {
    AccountForm {
        draft: "draft".to_owned(),
        account: None,
        marketplace: Marketplace::Coupang,
        name: format!("shop {seller}"),
        fields: vec![("vendor_id".to_owned(), seller.to_owned())],
        base_url: None,
        proxy: None,
        key_issued_on: None,
    }
}

/// The only action of a journal.
pub(crate) async fn only_action(engine: &Engine) -> ActionView {
    let mut journal = engine.journal(Vec::new()).await.unwrap();
    assert_eq!(journal.len(), 1, "{journal:#?}");
    journal.remove(0)
}

/// Where an action stands.
pub(crate) async fn state(engine: &Engine, action: &ActionId) -> ActionState {
    let journal = engine.journal(Vec::new()).await.unwrap();
    journal.into_iter().find(|entry| entry.id == *action).unwrap().state
}

/// Lets time pass and does what is due, until nothing is unsettled or an hour is over.
pub(crate) async fn settle(bench: &Bench, engine: &Engine) {
    for _ in 0..120 {
        engine.run_due().await.unwrap();
        let open = [ActionState::Queued, ActionState::Sending, ActionState::Unknown];
        if engine.journal(open.to_vec()).await.unwrap().is_empty() {
            return;
        }
        bench.clock.advance(TimeDelta::seconds(30));
    }
}
