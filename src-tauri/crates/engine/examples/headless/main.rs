//! The desk without a window: collects an account, lists what it has, and carries decisions to whatever
//! speaks the marketplace's API behind `--base-url`. Every line printed is one JSON object.
//!
//! ```text
//! cargo run -p engine --example headless -- --marketplace coupang --base-url http://127.0.0.1:8080 \
//!     --store ./desk --store-key <64 hex digits> --credential vendor_id=A00012345 \
//!     --credential access_key=… --credential secret_key=… collect
//! ```
//!
//! It exits with 0 when everything that was asked for was done, with 1 when something was refused, left out
//! or is not known, and with 2 when it could not be tried.

mod args;
mod print;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use domain::{AccountId, ActionState, ClaimId, LineId, OrderId};
use engine::view::{AccountForm, ActionBatch, ActionView, Problem};
use engine::{Engine, EngineConfig};
use market::Credentials;
use store::{InboxQuery, Keychain, MemoryKeychain, OsKeychain, PageAt, StoreKey};

use args::{Act, Args, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("MOADESK_LOG"))
        .with_writer(std::io::stderr)
        .init();
    match run(args).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

/// Does what was asked for; gives whether all of it was done.
async fn run(args: Args) -> anyhow::Result<bool> {
    let engine = open(&args).await?;
    let account = account(&engine, &args).await?;
    let done = match &args.command {
        Command::Check => check(&engine, &args).await?,
        Command::Collect => collect(&engine, &account).await?,
        Command::List { claims } => list(&engine, *claims).await?,
        Command::Settle => true,
        Command::Act { act, order, claim } => {
            let batch = press(&engine, &account, act, order.as_deref(), claim.as_deref()).await?;
            print::batch(&batch)?;
            batch.blocked.is_empty()
        }
    };
    let settles = matches!(args.command, Command::Act { .. } | Command::Settle);
    Ok(done && (!settles || settle(&engine, Duration::from_secs(args.patience)).await?))
}

/// Opens the engine. With a key on the command line nothing of this computer's keychain is touched, and the
/// credentials are given anew each time.
async fn open(args: &Args) -> anyhow::Result<Engine> {
    let keychain: Arc<dyn Keychain> = match args.store_key {
        Some(_) => Arc::new(MemoryKeychain::default()),
        None => Arc::new(OsKeychain::with_suffix("headless")),
    };
    let store_key = args.store_key.as_deref().map(StoreKey::from_hex).transpose()?;
    // Nobody sits at a console to take a press back.
    let undo = Duration::ZERO;
    let config = EngineConfig { store_key, undo, ..EngineConfig::new(args.store.clone(), keychain) };
    Ok(Engine::open(config).await?)
}

/// The account of the given credentials, added when the folder has none at that address yet.
async fn account(engine: &Engine, args: &Args) -> anyhow::Result<AccountId> {
    let kept = engine.accounts().await?.into_iter().find(|account| account.marketplace == args.marketplace);
    let form = form(args, kept.map(|account| account.id));
    let saved = if args.sandbox {
        engine.save_sandbox_account(form, args.credentials()).await?
    } else {
        engine.save_account(form, args.credentials()).await?
    };
    Ok(saved.id)
}

/// The account's form.
fn form(args: &Args, account: Option<AccountId>) -> AccountForm {
    let Credentials(fields) = args.plain_credentials();
    AccountForm {
        draft: String::new(),
        account,
        marketplace: args.marketplace,
        name: "headless".to_owned(),
        fields: fields
            .into_iter()
            .map(|(name, value)| (name, secrecy::ExposeSecret::expose_secret(&value).to_owned()))
            .collect(),
        base_url: args.base_url.clone(),
        proxy: args.proxy.clone(),
        key_issued_on: None,
    }
}

/// Tests the connection.
async fn check(engine: &Engine, args: &Args) -> anyhow::Result<bool> {
    let check = engine.check_account(form(args, None), args.credentials()).await?;
    print::json(&check)?;
    Ok(check.passed)
}

/// Collects everything that is new, and the past.
async fn collect(engine: &Engine, account: &AccountId) -> anyhow::Result<bool> {
    let round = engine.collect_account(account).await?;
    print::round(&round)?;
    Ok(round.problems.is_empty())
}

/// Prints every line and, if asked for, every claim.
async fn list(engine: &Engine, claims: bool) -> anyhow::Result<bool> {
    let mut first = 0;
    loop {
        let page = engine.inbox_page(InboxQuery::default(), PageAt::Row(first), 200).await?;
        for row in &page.rows {
            print::line(row)?;
        }
        first += u32::try_from(page.rows.len())?;
        if page.rows.is_empty() || first >= page.total {
            break;
        }
    }
    if claims {
        for kind in [domain::ClaimKind::Cancel, domain::ClaimKind::Return, domain::ClaimKind::Exchange] {
            let request = engine::view::ClaimRequest { kind, accounts: Vec::new() };
            for row in engine.claim_queue(request).await?.rows {
                print::claim(&row)?;
            }
        }
    }
    Ok(true)
}

/// Presses what was named.
async fn press(
    engine: &Engine,
    account: &AccountId,
    act: &Act,
    order: Option<&str>,
    claim: Option<&str>,
) -> anyhow::Result<ActionBatch> {
    if let Some(request) = act.claim_request()? {
        let claim = claim.ok_or_else(|| anyhow::anyhow!("name the claim with --claim"))?;
        return Ok(engine.claim_act(account.clone(), vec![ClaimId::from(claim)], request).await?);
    }
    let order = order.ok_or_else(|| anyhow::anyhow!("name the order with --order"))?;
    let lines = lines(engine, account, &OrderId::from(order)).await?;
    act.press(engine, account, &lines).await
}

/// The lines of an order, in the inbox's order.
async fn lines(engine: &Engine, account: &AccountId, order: &OrderId) -> anyhow::Result<Vec<LineId>> {
    let query = InboxQuery {
        text: Some(order.to_string()),
        accounts: vec![account.clone()],
        ..InboxQuery::default()
    };
    let page = engine.inbox_page(query, PageAt::Row(0), 200).await?;
    let lines: Vec<LineId> =
        page.rows.into_iter().filter(|row| row.order == *order).map(|row| row.line).collect();
    anyhow::ensure!(!lines.is_empty(), "no order {order} here: collect first");
    Ok(lines)
}

/// Sends and reads until nothing is open, and prints what came of every action that was.
async fn settle(engine: &Engine, patience: Duration) -> anyhow::Result<bool> {
    let open = vec![ActionState::Queued, ActionState::Sending, ActionState::Unknown];
    let watched: Vec<_> = engine.journal(open.clone()).await?.into_iter().map(|action| action.id).collect();
    let until = Instant::now() + patience;
    loop {
        engine.run_due().await?;
        if engine.journal(open.clone()).await?.is_empty() || Instant::now() >= until {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let journal: Result<Vec<ActionView>, Problem> = engine.journal(Vec::new()).await;
    let mut all_done = true;
    for action in journal?.into_iter().filter(|action| watched.contains(&action.id)) {
        all_done &= print::action(&action)?;
    }
    Ok(all_done)
}
