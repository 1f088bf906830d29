//! A queue of many open claims, opened as the window opens it.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};
use chrono::Utc;
use domain::{
    Claim, ClaimKind, ClaimLine, ClaimStep, ClaimVerb, ConfirmedBy, Fact, Fault, Marketplace, OrderLine,
    Reason, Stage,
};
use engine::view::{AccountForm, ClaimRequest};
use engine::{Engine, EngineConfig};
use market::Credentials;
use store::{MemoryKeychain, Store, StoreKey};
use tests::figures::{Figure, percentile};

use super::shop;

/// Open claims of the queue.
const CLAIMS: u32 = 5_000;
/// Timed calls.
const CALLS: u32 = 20;
/// A queue may take this many milliseconds to open.
const OPEN_BAR: f64 = 100.0;

/// Times the queue: when it is first opened, and later.
pub(crate) async fn measure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let keychain = Arc::new(MemoryKeychain::default());
    let key = StoreKey::from_hex(&"5a".repeat(32))?;
    let config = || EngineConfig {
        store_key: Some(key.clone()),
        ..EngineConfig::new(folder.path().to_owned(), Arc::clone(&keychain) as _)
    };
    let engine = Engine::open(config()).await?;
    let account = engine.save_account(form(), credentials()).await?.id;
    drop(engine);
    let store = Store::open(folder.path(), &key, Utc::now())?;
    for facts in shop::batches(CLAIMS) {
        let mine = facts.into_iter().filter_map(|fact| match fact {
            Fact::Line(line) => {
                Some(OrderLine { account: account.clone(), stage: Stage::Delivered, ..*line })
            }
            _ => None,
        });
        let both = mine.flat_map(|line| [Fact::Claim(Box::new(claim(&line))), Fact::Line(Box::new(line))]);
        store.merge(&account, &both.collect::<Vec<_>>(), Utc::now())?;
    }
    drop(store);
    let engine = Engine::open(config()).await?;
    let request = || ClaimRequest { kind: ClaimKind::Return, accounts: Vec::new() };
    let mut times = Vec::new();
    for _ in 0..=CALLS {
        let start = Instant::now();
        let list = engine.claim_queue(request()).await?;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        ensure!(list.more, "the queue is not as long as it should be");
    }
    // The first time, the moments of all of them are reckoned.
    Figure::plain(format!("queue.first_open.{CLAIMS}"), times.remove(0), "ms").print()?;
    Figure::plain(format!("queue.open.p50.{CLAIMS}"), percentile(&mut times, 0.5), "ms").print()?;
    let worst = percentile(&mut times, 0.99);
    Figure::at_most(format!("queue.open.p99.{CLAIMS}"), worst, "ms", OPEN_BAR).print()?;
    Ok(())
}

/// A return of all pieces of a line, whose goods are back.
fn claim(line: &OrderLine) -> Claim {
    Claim {
        account: line.account.clone(),
        marketplace: line.marketplace,
        order: line.order.clone(),
        claim: line.order.as_str().into(),
        kind: ClaimKind::Return,
        step: ClaimStep::Collected,
        raw_status: "RETURNS_UNCHECKED".to_owned(),
        requested_at: line.ordered_at,
        changed_at: line.ordered_at,
        lines: vec![ClaimLine {
            line: Some(line.line.clone()),
            item: line.item.clone(),
            bundle: Some(line.bundle.clone()),
            product: line.product.name.clone(),
            purchased: line.quantity.ordered,
            quantity: line.quantity.ordered,
            unshipped: false,
        }],
        reason: Reason::default(),
        fault: Fault::Buyer,
        requester: line.buyer.clone(),
        pickup_from: line.receiver.clone(),
        pickups: Vec::new(),
        pickup_method: String::new(),
        reship: None,
        return_fee: None,
        refunded_early: false,
        held: None,
        total: None,
        confirmed_by: ConfirmedBy::Unstated,
        verbs: vec![ClaimVerb::Refund],
        more: Vec::new(),
        raw: "{}".to_owned(),
    }
}

fn form() -> AccountForm {
    AccountForm {
        draft: "bench".to_owned(),
        account: None,
        marketplace: Marketplace::Coupang,
        name: "온유상점".to_owned(),
        fields: vec![("vendor_id".to_owned(), "A00012345".to_owned())],
        base_url: None,
        proxy: None,
        key_issued_on: None,
    }
}

fn credentials() -> Credentials {
    let secret = |name: &str| (name.to_owned(), "x".repeat(40).into());
    Credentials(["access_key", "secret_key"].map(secret).into())
}
