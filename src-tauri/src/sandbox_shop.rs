//! The built-in shop: a marketplace simulated on loopback, for the first look and for trying things out.

use std::fmt::Display;
use std::path::PathBuf;

use domain::{Marketplace, Sentence};
use engine::Engine;
use engine::view::{AccountForm, AccountView, Problem, ProblemCode};
use market::Credentials;
use sandbox::coupang::{self, Settings};
use sandbox::{Sandbox, SandboxConfig};
use secrecy::SecretString;
use tokio::sync::Mutex;

/// Always the same shop.
const SEED: u64 = 20_260_915;

const NAME: &str = "체험 상점";

/// The built-in shop, running or not.
pub(crate) struct SandboxShop {
    folder: PathBuf,
    running: Mutex<Option<Sandbox>>,
}

/// Where a shop answers, and to whom.
struct Door {
    base_url: String,
    credentials: coupang::Credentials,
}

impl SandboxShop {
    /// A shop that is not running and remembers its orders in `folder`.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, running: Mutex::default() }
    }

    /// Starts the shop and keeps its account, or tells the account that is there where the shop is now.
    ///
    /// # Errors
    /// When the shop does not start, or the account cannot be kept.
    pub(crate) async fn begin(&self, engine: &Engine) -> Result<AccountView, Problem> {
        let door = self.door().await?;
        let old = engine.accounts().await?.into_iter().find(|account| account.sandbox);
        let (form, secrets) = filled(door, old.as_ref());
        engine.save_sandbox_account(form, secrets).await
    }

    /// Starts the shop when it has an account already, or when `asked` to and there is no account at all.
    ///
    /// # Errors
    /// As [`SandboxShop::begin`].
    pub(crate) async fn resume(&self, engine: &Engine, asked: bool) -> Result<(), Problem> {
        let accounts = engine.accounts().await?;
        if accounts.iter().any(|account| account.sandbox) || (asked && accounts.is_empty()) {
            self.begin(engine).await?;
        }
        Ok(())
    }

    /// Closes the shop.
    pub(crate) async fn close(&self) {
        if let Some(sandbox) = self.running.lock().await.take() {
            sandbox.stop().await;
        }
    }

    async fn door(&self) -> Result<Door, Problem> {
        if let Some(door) = elsewhere() {
            return Ok(door);
        }
        let mut running = self.running.lock().await;
        let shop = match running.as_ref() {
            Some(sandbox) => sandbox.coupang(),
            None => running.insert(self.start().await?).coupang(),
        };
        Ok(Door { base_url: shop.base_url(), credentials: shop.credentials() })
    }

    async fn start(&self) -> Result<Sandbox, Problem> {
        let state_folder = Some(self.folder.clone());
        let config = SandboxConfig { state_folder, ..SandboxConfig::new(SEED, sandbox::system_clock()) };
        let sandbox = Sandbox::start(config).await.map_err(|error| failed(&error))?;
        sandbox.coupang().configure(Settings::lively());
        Ok(sandbox)
    }
}

/// The account form of the shop, filled; nobody pastes these secrets.
fn filled(door: Door, old: Option<&AccountView>) -> (AccountForm, Credentials) {
    let coupang::Credentials { vendor_id, access_key, secret_key, user_id } = door.credentials;
    let fields = vec![("vendor_id".to_owned(), vendor_id), ("user_id".to_owned(), user_id)];
    let secrets = [("access_key", access_key), ("secret_key", secret_key)];
    let form = AccountForm {
        draft: String::new(),
        account: old.map(|account| account.id.clone()),
        marketplace: Marketplace::Coupang,
        name: old.map_or_else(|| NAME.to_owned(), |account| account.name.clone()),
        fields,
        base_url: Some(door.base_url),
        proxy: None,
        key_issued_on: None,
    };
    let secrets = secrets.into_iter().map(|(field, value)| (field.to_owned(), SecretString::from(value)));
    (form, Credentials(secrets.collect()))
}

/// A shop that a test runs outside the application, where it can watch every call.
#[cfg(debug_assertions)]
fn elsewhere() -> Option<Door> {
    let base_url = std::env::var("MOADESK_SANDBOX_URL").ok()?;
    let credentials = std::env::var("MOADESK_SANDBOX_CREDENTIALS").ok()?;
    Some(Door { base_url, credentials: serde_json::from_str(&credentials).ok()? })
}

#[cfg(not(debug_assertions))]
fn elsewhere() -> Option<Door> {
    None
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
