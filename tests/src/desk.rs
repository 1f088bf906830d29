//! A desk without a window: the engine on a temporary folder over a marketplace's sandbox.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use domain::{AccountId, ActionState, ClaimId, ClaimKind, LineId, Marketplace, OrderId};
use engine::view::{
    AccountForm, ActionBatch, ActionView, ClaimDetail, ClaimRequest, ClaimRowView, InboxRow, ShipRow,
};
use engine::{Engine, EngineConfig, Round};
use market::{Clock, Credentials, SystemClock};
use secrecy::ExposeSecret;
use store::{InboxQuery, MemoryKeychain, PageAt};
use tempfile::TempDir;

use crate::world::{World, until_told};

/// An engine that is open on its own folder and connected to one marketplace.
pub struct Desk<W> {
    /// The marketplace's other side.
    pub world: W,
    /// The engine.
    pub engine: Engine,
    /// The account at the marketplace.
    pub account: AccountId,
    keychain: Arc<MemoryKeychain>,
    folder: TempDir,
}

impl<W: World> Desk<W> {
    /// Opens a new desk and connects it; nothing is collected yet.
    ///
    /// # Errors
    /// When the store or the account cannot be opened.
    pub async fn open(world: W) -> Result<Desk<W>> {
        let clock = world.clock();
        Self::by(world, clock).await
    }

    /// [`Desk::open`] by a clock that may differ from the marketplace's.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub async fn by(world: W, clock: Arc<dyn Clock>) -> Result<Desk<W>> {
        let folder = tempfile::tempdir()?;
        let keychain = Arc::new(MemoryKeychain::default());
        let engine = open_engine_at(folder.path(), &keychain, clock).await?;
        let (form, secrets) = form(&world)?;
        let account = engine.save_sandbox_account(form, secrets).await?.id;
        Ok(Desk { world, engine, account, keychain, folder })
    }

    /// Ends the engine without any farewell and opens it again on the same folder, as after a crash.
    ///
    /// # Errors
    /// When the folder cannot be opened again.
    pub async fn crash(self) -> Result<Desk<W>> {
        let Desk { world, engine, account, keychain, folder } = self;
        drop(engine);
        let engine = open_engine_at(folder.path(), &keychain, world.clock()).await?;
        Ok(Desk { world, engine, account, keychain, folder })
    }

    /// Where the encrypted file lives.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Collects everything once, when the marketplace tells of what has happened so far.
    ///
    /// # Errors
    /// When a feed fails.
    pub async fn collect(&self) -> Result<()> {
        let round = self.round().await?;
        ensure!(round.problems.is_empty(), "{:#?}", round.problems);
        Ok(())
    }

    /// Collects everything once, whatever meets it.
    ///
    /// # Errors
    /// When the account cannot be opened.
    pub async fn round(&self) -> Result<Round> {
        until_told(&self.world).await;
        Ok(self.engine.collect_account(&self.account).await?)
    }

    /// Reads one feed from where it was left.
    ///
    /// # Errors
    /// When there is no such feed, or it fails.
    pub async fn feed(&self, feed: &str) -> Result<()> {
        let round = self.engine.collect_feed_once(&self.account, feed).await?;
        ensure!(round.problems.is_empty(), "{:#?}", round.problems);
        Ok(())
    }

    /// Sends what is queued and reconciles what is unknown until everything is settled.
    ///
    /// # Errors
    /// When something stays unsettled.
    pub async fn settle(&self) -> Result<()> {
        for _ in 0..50 {
            self.engine.run_due().await?;
            let open = [ActionState::Queued, ActionState::Sending, ActionState::Unknown];
            if self.engine.journal(open.to_vec()).await?.is_empty() {
                return Ok(());
            }
            let rest = std::time::Duration::from_millis(50);
            tokio::time::sleep(rest).await;
            // The next look at what is unknown comes some seconds later, by the clock of the test where it has one.
            self.world.skip(20 * rest);
        }
        Err(anyhow!("the journal does not settle: {:#?}", self.engine.journal(Vec::new()).await?))
    }

    /// All rows of the inbox under a query.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rows(&self, query: InboxQuery) -> Result<Vec<InboxRow>> {
        Ok(self.engine.inbox_page(query, PageAt::Row(0), 1_000).await?.rows)
    }

    /// The stored rows of an order.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn order(&self, order: &OrderId) -> Result<Vec<InboxRow>> {
        let mut rows = self.rows(InboxQuery::default()).await?;
        rows.retain(|row| row.order == *order);
        Ok(rows)
    }

    /// The rows of a queue.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn queue(&self, kind: ClaimKind) -> Result<Vec<ClaimRowView>> {
        Ok(self.engine.claim_queue(ClaimRequest { kind, accounts: Vec::new() }).await?.rows)
    }

    /// A claim as the detail panel shows it.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn claim(&self, claim: &ClaimId) -> Result<ClaimDetail> {
        Ok(self.engine.claim_detail(self.account.clone(), claim.clone()).await?)
    }

    /// The confirmed action of a press that must have left nothing out.
    ///
    /// # Errors
    /// When something was left out.
    pub async fn whole(&self, batch: ActionBatch) -> Result<Vec<ActionView>> {
        ensure!(batch.blocked.is_empty(), "left out: {:#?}", batch.blocked);
        self.settle().await?;
        self.actions(&batch).await
    }

    /// The journal's entries of a press.
    ///
    /// # Errors
    /// When one is missing.
    pub async fn actions(&self, batch: &ActionBatch) -> Result<Vec<ActionView>> {
        let mut journal = self.engine.journal(Vec::new()).await?;
        journal.retain(|action| batch.actions.contains(&action.id));
        ensure!(journal.len() == batch.actions.len(), "the journal does not know every action");
        Ok(journal)
    }

    /// The addresses of lines, as commands take them.
    pub fn named(&self, rows: &[InboxRow]) -> Vec<(AccountId, LineId)> {
        rows.iter().map(|row| (row.account.clone(), row.line.clone())).collect()
    }

    /// A row to ship under a number that the marketplace accepts.
    pub fn shipped(&self, row: &InboxRow) -> ShipRow {
        let (courier, invoice) = self.world.parcel();
        ShipRow { account: row.account.clone(), line: row.line.clone(), courier, invoice }
    }

    /// Confirms every row of an order and reads what the desk shows then.
    ///
    /// # Errors
    /// When something is left out or refused.
    pub async fn confirm(&self, order: &OrderId) -> Result<Vec<InboxRow>> {
        let rows = self.order(order).await?;
        let batch = self.engine.confirm_lines(self.named(&rows)).await?;
        self.whole(batch).await?;
        self.order(order).await
    }
}

/// An engine on a folder, everything real but the keychain.
///
/// # Errors
/// When the store cannot be opened.
pub async fn open_engine(folder: &Path, keychain: &Arc<MemoryKeychain>) -> Result<Engine> {
    open_engine_at(folder, keychain, Arc::new(SystemClock)).await
}

/// [`open_engine`] by another clock.
///
/// # Errors
/// When the store cannot be opened.
pub async fn open_engine_at(
    folder: &Path,
    keychain: &Arc<MemoryKeychain>,
    clock: Arc<dyn Clock>,
) -> Result<Engine> {
    let keychain = Arc::clone(keychain) as Arc<dyn store::Keychain>;
    let config = EngineConfig::new(folder.to_owned(), keychain);
    // What is pressed here leaves at once; the moment to take it back has tests of its own.
    let undo = Duration::ZERO;
    Ok(Engine::open(EngineConfig { clock, undo, ..config }).await?)
}

/// The account form of a world, filled in rightly, and its secrets.
///
/// # Errors
/// When the marketplace has no form.
pub fn form<W: World + ?Sized>(world: &W) -> Result<(AccountForm, Credentials)> {
    let marketplace: Marketplace = world.market().marketplace();
    let descriptors = market::descriptors();
    let descriptor = descriptors.iter().find(|one| one.marketplace == marketplace).context("no form")?;
    let given = world.credentials();
    let mut secrets = Credentials::default();
    let mut fields = Vec::new();
    for field in &descriptor.fields {
        let Some(value) = given.0.get(field.name) else { continue };
        if field.secret {
            secrets.0.insert(field.name.to_owned(), value.clone());
        } else {
            fields.push((field.name.to_owned(), value.expose_secret().to_owned()));
        }
    }
    let form = AccountForm {
        draft: String::new(),
        account: None,
        marketplace,
        name: "온유상점".into(),
        fields,
        base_url: Some(world.base_url()),
        proxy: None,
        key_issued_on: None,
    };
    Ok((form, secrets))
}
