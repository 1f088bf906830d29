//! What the commands stand on: the engine once it is open, or why it is not.

use std::sync::Arc;
use std::time::Duration;

use engine::view::{Problem, ProblemCode};
use engine::{Engine, EngineConfig};
use serde::Serialize;
use store::OsKeychain;
use tauri::{AppHandle, Manager};
use tokio::sync::SetOnce;
use tokio::time::Instant;

use crate::place::Place;
use crate::sandbox_shop::SandboxShop;
use crate::secrets::Drafts;
use crate::{events, locale, window};

/// How long closing waits for a request that is on its way; what is cut off is unknown at the next start.
const PATIENCE: Duration = Duration::from_secs(12);

/// How often a new start looks whether the one before has let go of the file.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Opens a desk without accounts on the built-in shops, instead of asking what to begin with.
const ASK_FOR_SANDBOX: &str = "--sandbox";

/// What the window shows first.
#[derive(Clone, Debug, Serialize, specta::Type)]
pub(crate) struct DeskState {
    /// There is no account yet.
    first_run: bool,
    /// `ko` or `en`.
    locale: String,
    /// The application's version.
    version: String,
    /// Why nothing can be done here; the window shows this alone.
    problem: Option<Problem>,
}

/// What the commands stand on.
pub(crate) struct Desk {
    /// The secrets of the account forms that are open.
    pub(crate) drafts: Drafts,
    /// The built-in shops.
    pub(crate) sandbox: SandboxShop,
    place: Place,
    opened: SetOnce<Result<Engine, Problem>>,
}

impl Desk {
    /// A desk whose engine is not open yet.
    pub(crate) fn new(place: Place) -> Self {
        let sandbox = SandboxShop::new(place.sandbox());
        Self { drafts: Drafts::default(), sandbox, place, opened: SetOnce::new() }
    }

    /// The engine; waits until it is open.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub(crate) async fn engine(&self) -> Result<&Engine, Problem> {
        self.opened.wait().await.as_ref().map_err(Clone::clone)
    }

    /// What the window shows first.
    ///
    /// # Errors
    /// When the store fails after it was opened.
    pub(crate) async fn shown(&self) -> Result<DeskState, Problem> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(match self.opened.wait().await {
            Err(problem) => {
                let problem = Some(problem.clone());
                DeskState { first_run: false, locale: locale::FIRST.to_owned(), version, problem }
            }
            Ok(engine) => DeskState {
                first_run: engine.accounts().await?.is_empty(),
                locale: locale::read(engine).await?,
                version,
                problem: None,
            },
        })
    }

    /// Whether something may still be taken back, which then waits for an answer, stands queued or is on its way.
    /// While the engine is not open nothing leaves.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub(crate) async fn hold_leaving(&self) -> Result<bool, Problem> {
        let Some(Ok(engine)) = self.opened.get() else { return Ok(false) };
        engine.wait_for_answer().await?;
        Ok(!engine.leaving().await?.is_empty())
    }

    /// Ends the background work.
    pub(crate) async fn close(&self) {
        if let Some(Ok(engine)) = self.opened.get()
            && tokio::time::timeout(PATIENCE, engine.stop()).await.is_err()
        {
            tracing::warn!("a request was still on its way at the end");
        }
        self.sandbox.close().await;
        tracing::info!("closed");
    }

    async fn open(&self) -> Result<Engine, Problem> {
        let engine = open_when_free(EngineConfig::new(self.place.store(), Arc::new(keychain()))).await?;
        let asked = std::env::args().any(|argument| argument == ASK_FOR_SANDBOX);
        if let Err(problem) = self.sandbox.resume(&engine, asked).await {
            tracing::error!(%problem, "the built-in shops did not start");
        }
        Ok(engine)
    }
}

/// Opens the engine behind the window, which may already be asking: a locked keychain can keep it waiting.
pub(crate) async fn open(app: AppHandle) {
    let desk = app.state::<Desk>();
    let opened = desk.open().await;
    match &opened {
        Ok(engine) => {
            // What the first turn of the loops tells is heard too.
            tauri::async_runtime::spawn(events::forward(engine.events(), app.clone()));
            engine.start();
        }
        Err(problem) => {
            tracing::error!(%problem, "the desk cannot be opened");
            window::show(&app);
        }
    }
    if desk.opened.set(opened).is_err() {
        tracing::error!("the desk was opened twice");
    }
}

/// Opens the engine. Whoever closes the window and starts again at once finds the file still in use, for as
/// long as closing waits.
async fn open_when_free(config: EngineConfig) -> Result<Engine, Problem> {
    let end = Instant::now() + PATIENCE + LOOK_AGAIN;
    loop {
        match Engine::open(config.clone()).await {
            Err(problem) if problem.code == ProblemCode::InUse && Instant::now() < end => {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            opened => return opened,
        }
    }
}

/// A build for working on the application never sees the secrets of the one that is used.
fn keychain() -> OsKeychain {
    if cfg!(debug_assertions) { OsKeychain::with_suffix("dev") } else { OsKeychain::default() }
}
