//! The built-in shops: marketplaces simulated on loopback, for the first look and for trying things out.

use std::fmt::Display;
use std::path::PathBuf;

use domain::{Marketplace, Sentence};
use engine::Engine;
use engine::view::{AccountForm, AccountView, Problem, ProblemCode};
use market::Credentials;
use sandbox::{Sandbox, SandboxConfig, coupang, elevenst, esm, grip, naver};
use secrecy::SecretString;
use tokio::sync::Mutex;

/// Always the same shops.
const SEED: u64 = 20_260_915;

/// Gmarket and Auction are two sites of one shop, with one login.
const ESM_VARIABLES: &str = "MOADESK_SANDBOX_ESM";

/// One built-in shop.
struct Shop {
    marketplace: Marketplace,
    /// What its account is called.
    name: &'static str,
    /// Where it answers in the sandbox of the application.
    inside: fn(&Sandbox) -> Door,
    /// Where it answers outside the application, from an address and credentials in JSON.
    outside: fn(String, &str) -> Option<Door>,
    /// What the variables that say so begin with.
    variables: &'static str,
}

/// Every built-in shop, in the order in which their accounts are made.
const SHOPS: &[Shop] = &[
    Shop {
        marketplace: Marketplace::SmartStore,
        name: "체험 스마트스토어",
        inside: |sandbox| Door::naver(sandbox.smartstore().base_url(), sandbox.smartstore().credentials()),
        outside: |base_url, credentials| Some(Door::naver(base_url, serde_json::from_str(credentials).ok()?)),
        variables: "MOADESK_SANDBOX_SMARTSTORE",
    },
    Shop {
        marketplace: Marketplace::Coupang,
        name: "체험 쿠팡",
        inside: |sandbox| Door::coupang(sandbox.coupang().base_url(), sandbox.coupang().credentials()),
        outside: |base_url, credentials| {
            Some(Door::coupang(base_url, serde_json::from_str(credentials).ok()?))
        },
        variables: "MOADESK_SANDBOX",
    },
    Shop {
        marketplace: Marketplace::Elevenst,
        name: "체험 11번가",
        inside: |sandbox| Door::elevenst(sandbox.elevenst().base_url(), sandbox.elevenst().credentials()),
        outside: |base_url, credentials| {
            Some(Door::elevenst(base_url, serde_json::from_str(credentials).ok()?))
        },
        variables: "MOADESK_SANDBOX_ELEVENST",
    },
    Shop {
        marketplace: Marketplace::Gmarket,
        name: "체험 G마켓",
        inside: |sandbox| Door::gmarket(sandbox.esm().base_url(), sandbox.esm().credentials()),
        outside: |base_url, credentials| {
            Some(Door::gmarket(base_url, serde_json::from_str(credentials).ok()?))
        },
        variables: ESM_VARIABLES,
    },
    Shop {
        marketplace: Marketplace::Auction,
        name: "체험 옥션",
        inside: |sandbox| Door::auction(sandbox.esm().base_url(), sandbox.esm().credentials()),
        outside: |base_url, credentials| {
            Some(Door::auction(base_url, serde_json::from_str(credentials).ok()?))
        },
        variables: ESM_VARIABLES,
    },
    Shop {
        marketplace: Marketplace::Npay,
        name: "체험 네이버페이",
        inside: |sandbox| Door::naver(sandbox.npay().base_url(), sandbox.npay().credentials()),
        outside: |base_url, credentials| Some(Door::naver(base_url, serde_json::from_str(credentials).ok()?)),
        variables: "MOADESK_SANDBOX_NPAY",
    },
    Shop {
        marketplace: Marketplace::Grip,
        name: "체험 그립",
        inside: |sandbox| Door::grip(sandbox.grip().base_url(), sandbox.grip().credentials()),
        outside: |base_url, credentials| Some(Door::grip(base_url, serde_json::from_str(credentials).ok()?)),
        variables: "MOADESK_SANDBOX_GRIP",
    },
];

/// Where a shop answers, and to whom.
struct Door {
    base_url: String,
    fields: Vec<(&'static str, String)>,
    secrets: Vec<(&'static str, String)>,
}

impl Door {
    fn coupang(base_url: String, credentials: coupang::Credentials) -> Self {
        let coupang::Credentials { vendor_id, access_key, secret_key, user_id } = credentials;
        Self {
            base_url,
            fields: vec![("vendor_id", vendor_id), ("user_id", user_id)],
            secrets: vec![("access_key", access_key), ("secret_key", secret_key)],
        }
    }

    fn elevenst(base_url: String, credentials: elevenst::Credentials) -> Self {
        let elevenst::Credentials { api_key } = credentials;
        Self { base_url, fields: Vec::new(), secrets: vec![("api_key", api_key)] }
    }

    fn gmarket(base_url: String, credentials: esm::Credentials) -> Self {
        let seller = credentials.gmarket_seller_id.clone();
        Self::esm(base_url, credentials, seller)
    }

    fn auction(base_url: String, credentials: esm::Credentials) -> Self {
        let seller = credentials.auction_seller_id.clone();
        Self::esm(base_url, credentials, seller)
    }

    /// The sister site is not named along: each site has a shop of its own in the list.
    fn esm(base_url: String, credentials: esm::Credentials, seller: String) -> Self {
        let esm::Credentials { master_id, secret_key, .. } = credentials;
        let fields = vec![("seller_id", seller), ("master_id", master_id)];
        Self { base_url, fields, secrets: vec![("secret_key", secret_key)] }
    }

    fn grip(base_url: String, credentials: grip::Credentials) -> Self {
        let grip::Credentials { service_id, access_key, secret_key } = credentials;
        let fields = vec![("service_id", service_id), ("access_key", access_key)];
        Self { base_url, fields, secrets: vec![("secret_key", secret_key)] }
    }

    fn naver(base_url: String, credentials: naver::Credentials) -> Self {
        let naver::Credentials { client_id, client_secret } = credentials;
        let (fields, secrets) = (vec![("client_id", client_id)], vec![("client_secret", client_secret)]);
        Self { base_url, fields, secrets }
    }
}

/// The built-in shops, running or not.
pub(crate) struct SandboxShop {
    folder: PathBuf,
    running: Mutex<Option<Sandbox>>,
}

impl SandboxShop {
    /// Shops that are not running and remember their orders in `folder`.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, running: Mutex::default() }
    }

    /// Starts the shops and keeps an account for each, or tells the accounts that are there where the shops are
    /// now.
    ///
    /// # Errors
    /// When the shops do not start, or an account cannot be kept.
    pub(crate) async fn begin(&self, engine: &Engine) -> Result<Vec<AccountView>, Problem> {
        self.open(engine, true).await
    }

    /// Starts the shops that have an account already, or all when `asked` to and there is no account at all.
    ///
    /// # Errors
    /// As [`SandboxShop::begin`].
    pub(crate) async fn resume(&self, engine: &Engine, asked: bool) -> Result<(), Problem> {
        let accounts = engine.accounts().await?;
        if asked && accounts.is_empty() {
            self.begin(engine).await?;
        } else if accounts.iter().any(|account| account.sandbox) {
            // A shop whose account was removed does not come back by itself.
            self.open(engine, false).await?;
        }
        Ok(())
    }

    /// Closes the shops.
    pub(crate) async fn close(&self) {
        if let Some(sandbox) = self.running.lock().await.take() {
            sandbox.stop().await;
        }
    }

    /// Keeps the account of `every` shop, or only of those that have one already.
    async fn open(&self, engine: &Engine, every: bool) -> Result<Vec<AccountView>, Problem> {
        let kept = engine.accounts().await?;
        let mut accounts = Vec::new();
        for (shop, door) in self.doors().await? {
            let old = kept.iter().find(|one| one.sandbox && one.marketplace == shop.marketplace);
            if every || old.is_some() {
                let (form, secrets) = filled(shop, door, old);
                accounts.push(engine.save_sandbox_account(form, secrets).await?);
            }
        }
        Ok(accounts)
    }

    /// The shops that answer: those that a test runs, where there are any, and else our own.
    async fn doors(&self) -> Result<Vec<(&'static Shop, Door)>, Problem> {
        let elsewhere = elsewhere();
        if !elsewhere.is_empty() {
            return Ok(elsewhere);
        }
        let mut running = self.running.lock().await;
        let sandbox = match running.take() {
            Some(sandbox) => sandbox,
            None => self.start().await?,
        };
        let doors = SHOPS.iter().map(|shop| (shop, (shop.inside)(&sandbox))).collect();
        *running = Some(sandbox);
        Ok(doors)
    }

    async fn start(&self) -> Result<Sandbox, Problem> {
        let state_folder = Some(self.folder.clone());
        let config = SandboxConfig { state_folder, ..SandboxConfig::new(SEED, sandbox::system_clock()) };
        let sandbox = Sandbox::start(config).await.map_err(|error| failed(&error))?;
        sandbox.coupang().configure(coupang::Settings::lively());
        sandbox.smartstore().configure(naver::Settings::lively());
        sandbox.elevenst().configure(elevenst::Settings::lively());
        sandbox.esm().configure(esm::Settings::lively());
        sandbox.npay().configure(naver::Settings::lively());
        sandbox.grip().configure(grip::Settings::lively());
        Ok(sandbox)
    }
}

/// The account form of a shop, filled; nobody pastes these secrets.
fn filled(shop: &Shop, door: Door, old: Option<&AccountView>) -> (AccountForm, Credentials) {
    let form = AccountForm {
        draft: String::new(),
        account: old.map(|account| account.id.clone()),
        marketplace: shop.marketplace,
        name: old.map_or_else(|| shop.name.to_owned(), |account| account.name.clone()),
        fields: door.fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect(),
        base_url: Some(door.base_url),
        proxy: None,
        key_issued_on: None,
    };
    let secrets =
        door.secrets.into_iter().map(|(field, value)| (field.to_owned(), SecretString::from(value)));
    (form, Credentials(secrets.collect()))
}

/// The shops that a test runs outside the application, where it can watch every call; no release looks for any.
fn elsewhere() -> Vec<(&'static Shop, Door)> {
    if !cfg!(debug_assertions) {
        return Vec::new();
    }
    let told = |shop: &Shop| {
        let base_url = std::env::var(format!("{}_URL", shop.variables)).ok()?;
        let credentials = std::env::var(format!("{}_CREDENTIALS", shop.variables)).ok()?;
        (shop.outside)(base_url, &credentials)
    };
    SHOPS.iter().filter_map(|shop| Some((shop, told(shop)?))).collect()
}

fn failed(error: &dyn Display) -> Problem {
    Problem {
        code: ProblemCode::Internal,
        sentence: Sentence::new(
            format!(
                "체험 상점을 열지 못했습니다({error}). 앱을 다시 시작하고, 계속되면 실제 계정을 연결하세요."
            ),
            format!("The trial shop did not open ({error}). Restart, or connect an account of your own."),
        ),
        quote: None,
        remedy: None,
    }
}
