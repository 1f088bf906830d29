//! Every marketplace's claims settled with clicks in one window: collected and refunded, collected and re-shipped, and
//! refused wherever a marketplace takes a refusal. Each step is applied exactly once, and each that a marketplace lacks
//! says why.

mod lack;
mod walk;
mod ways;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use domain::{ClaimId, ClaimKind, ClaimVerb, Fact, OrderId};
use futures::future::try_join_all;
use sandbox::esm::Site;
use tests::window::Window;
use tests::world::World;
use tests::world::coupang::Coupang;

use crate::mall::Mall;
use crate::ready::requested;
use walk::Walk;
use ways::{KINDS, WAYS};

/// How long all of it may take on a busy computer.
const LONGEST: Duration = Duration::from_secs(300);

/// A number that both sites of ESM give.
const NUMBER: u64 = 4_100_200_300;

#[tokio::test(flavor = "multi_thread")]
async fn every_marketplaces_claims_are_settled_with_clicks() -> Result<()> {
    let mall = Mall::open().await?;
    ways::leave_nothing_out(&mall.worlds())?;
    let mut walks = laid(&mall).await?;
    mall.gmarket.order_numbered(Site::Gmarket, NUMBER)?;
    mall.auction.order_numbered(Site::Auction, NUMBER)?;
    let window = mall.begin().await?;
    same_number_twice(&window).await?;
    send_at_once(&window).await?;
    window.click("[data-testid=nav-claims]").await?;
    for kind in KINDS {
        let laid = walks.iter().filter(|walk| walk.kind == kind).count();
        show(&window, kind).await?;
        let all = format!("return document.querySelectorAll('[data-claim]').length >= {laid}");
        window.until(&format!("the {laid} {kind:?}s are shown"), &all).await?;
        window.picture(&format!("settled_0_{kind:?}").to_lowercase()).await?;
    }
    lack::is_told(&window, &walks).await?;
    settle(&window, &mut walks).await?;
    for kind in KINDS {
        show(&window, kind).await?;
        window.picture(&format!("settled_1_{kind:?}").to_lowercase()).await?;
    }
    let presses = walks.iter().map(Walk::presses).sum();
    walks.iter().try_for_each(Walk::was_applied_once)?;
    nothing_else_left(&window, presses).await?;
    lack::of_grips_cancels_is_told(&window, &mall.grip).await?;
    window.close().await
}

/// Two sites give the same number to two orders, which stand in two rows, each with its own mark.
async fn same_number_twice(window: &Window) -> Result<()> {
    let script = format!(
        "const rows = [...document.querySelectorAll('[data-line=\"{NUMBER}\"]')]; \
         return ['gmarket', 'auction'].every(market => rows.some(row => row.querySelector(`.mark.${{market}}`)))"
    );
    window.until("one number, two orders", &script).await?;
    window.picture("settled_0_inbox").await.map(drop)
}

/// A claim at the beginning of every way, each marketplace's beside the others'.
async fn laid(mall: &Mall) -> Result<Vec<Walk<'_>>> {
    let each = mall.worlds().map(|world| async move {
        let mut walks = Vec::new();
        for way in WAYS.iter().filter(|way| way.market == world.market().marketplace()) {
            let claim = match way.kind {
                ClaimKind::Return if std::ptr::addr_eq(world, &mall.coupang) => fetched(&mall.coupang).await,
                kind => requested(world, kind).await,
            };
            let claim = claim.with_context(|| format!("{way:?}"))?;
            walks.push(Walk::new(world, way, claim)?);
        }
        anyhow::Ok(walks)
    });
    Ok(try_join_all(each).await?.into_iter().flatten().collect())
}

/// A return at Coupang that goes the whole way: the seller fetches the goods, and they are not refunded with their
/// receipt (빠른환불).
async fn fetched(world: &Coupang) -> Result<ClaimId> {
    const DRAWS: usize = 40;
    for _ in 0..DRAWS {
        let claim = requested(world, ClaimKind::Return).await?;
        let receipts = world.shop().returns();
        let receipt = receipts.iter().find(|receipt| receipt.receipt_id == claim.as_str());
        let receipt = receipt.context("no receipt")?;
        let order = OrderId::new(&receipt.order_id);
        let told = world.market().read_claim(&order, ClaimKind::Return, &claim).await?;
        let takes =
            |told| matches!(told, Fact::Claim(claim) if claim.verbs.contains(&ClaimVerb::RegisterPickup));
        if !receipt.fast_refund && told.is_some_and(takes) {
            return Ok(claim);
        }
        world.withdraw(ClaimKind::Return, &claim)?;
    }
    anyhow::bail!("Coupang refunds every return with its receipt")
}

/// Lets every press leave at once: here nobody takes one back.
async fn send_at_once(window: &Window) -> Result<()> {
    window.click("[data-testid=nav-settings]").await?;
    window.click("[data-testid=undo-time] [data-seconds=\"0\"]").await?;
    window.find("[data-testid=undo-time] [data-seconds=\"0\"][aria-checked=true]").await.map(drop)
}

/// Shows a queue.
async fn show(window: &Window, kind: ClaimKind) -> Result<()> {
    window.click(&format!("[data-testid=queue-{}]", ways::word(kind)?)).await
}

/// Goes through the queues, and presses what comes next wherever something does, until every claim is at its end.
async fn settle(window: &Window, walks: &mut [Walk<'_>]) -> Result<()> {
    let start = Instant::now();
    while walks.iter().any(|walk| !walk.is_over()) {
        let open: Vec<_> = walks.iter().filter(|walk| !walk.is_over()).collect();
        if start.elapsed() > LONGEST {
            window.picture("settled_not").await?;
            let shown = window.text("[data-testid=claims]").await?;
            anyhow::bail!("not settled: {open:#?}; the window shows: {shown}");
        }
        walks.iter_mut().try_for_each(Walk::look_at_the_shop)?;
        for kind in KINDS {
            let mut here = walks.iter_mut().filter(|walk| walk.waits_in(kind)).peekable();
            if here.peek().is_none() {
                continue;
            }
            show(window, kind).await?;
            let idle = idle_rows(window).await?;
            for walk in here {
                walk.go_on(window, &idle).await.with_context(|| format!("{walk:?}"))?;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// The rows of the queue with which nothing is under way. Whatever is folded is unfolded: what is over, and a group on
/// whose head a click fell from which a row moved away.
async fn idle_rows(window: &Window) -> Result<BTreeSet<String>> {
    window
        .script("document.querySelectorAll('.group[aria-expanded=false]').forEach(group => group.click())")
        .await?;
    let script = "return [...document.querySelectorAll('[data-claim]')] \
        .filter(row => !['queued', 'sending', 'unknown'].some(state => row.classList.contains(state))) \
        .map(row => `${row.dataset.market} ${row.dataset.claim}`)";
    Ok(serde_json::from_value(window.script(script).await?)?)
}

/// The journal holds the presses and nothing besides, each of them done.
async fn nothing_else_left(window: &Window, presses: usize) -> Result<()> {
    window.click("[data-testid=nav-journal]").await?;
    window.click("[data-testid=journal-all]").await?;
    let done = format!(
        "const all = [...document.querySelectorAll('[data-testid=journal] [data-state]')]; \
         return all.length === {presses} && all.every(each => each.dataset.state === 'done')"
    );
    window.until(&format!("all {presses} presses are done"), &done).await?;
    window.picture("settled_2_journal").await.map(drop)
}
