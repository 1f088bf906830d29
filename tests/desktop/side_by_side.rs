//! Coupang, SmartStore and Npay in one window: one inbox, one set of queues, each with its own rules.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ClaimId, ClaimKind, OrderId, Parcel, ParcelLine, Write};
use sandbox::naver::Flavor;
use tempfile::TempDir;
use tests::window::{Window, application};
use tests::world::World;
use tests::world::coupang::Coupang;
use tests::world::naver::Naver;
use tokio::sync::MutexGuard;

use crate::stage::{SCREEN, collect, invoice_dialog, view_counts};

/// Three shops, an empty folder, and the application on all of them.
struct Street {
    coupang: Coupang,
    smartstore: Naver,
    npay: Naver,
    home: TempDir,
    _screen: MutexGuard<'static, ()>,
}

impl Street {
    async fn open() -> Result<Street> {
        let screen = SCREEN.lock().await;
        Ok(Street {
            coupang: Coupang::with_orders(0).await?,
            smartstore: Naver::with_orders(Flavor::SmartStore, 0).await?,
            npay: Naver::with_orders(Flavor::Npay, 0).await?,
            home: tempfile::tempdir()?,
            _screen: screen,
        })
    }

    /// Opens the window for the first time and begins with the three shops.
    async fn begin(&self) -> Result<Window> {
        let coupang = serde_json::to_string(&self.coupang.shop().credentials())?;
        let (smartstore, npay) = (self.smartstore.shop(), self.npay.shop());
        let environment = [
            ("MOADESK_HOME", self.home.path().display().to_string()),
            ("MOADESK_SANDBOX_URL", self.coupang.base_url()),
            ("MOADESK_SANDBOX_CREDENTIALS", coupang),
            ("MOADESK_SANDBOX_SMARTSTORE_URL", smartstore.base_url()),
            ("MOADESK_SANDBOX_SMARTSTORE_CREDENTIALS", serde_json::to_string(&smartstore.credentials())?),
            ("MOADESK_SANDBOX_NPAY_URL", npay.base_url()),
            ("MOADESK_SANDBOX_NPAY_CREDENTIALS", serde_json::to_string(&npay.credentials())?),
        ];
        let window = Window::open(&application()?, &environment).await?;
        window.click("[data-testid=way-sandbox]").await?;
        window.click("[data-action=start-sandbox]").await?;
        window.find("[data-testid=grid]").await?;
        Ok(window)
    }
}

/// An order that came as far as the claim needs, at the marketplace and without the window.
async fn asked(world: &dyn World, kind: ClaimKind) -> Result<ClaimId> {
    let order = world.order(1, 2)?;
    confirm(world, &order).await?;
    if kind != ClaimKind::Cancel {
        ship(world, &order).await?;
        world.deliver(&order)?;
    }
    let claim = world.ask(kind, &order, 2)?;
    if kind != ClaimKind::Cancel {
        world.bring_back(kind, &claim)?;
    }
    Ok(claim)
}

async fn confirm(world: &dyn World, order: &OrderId) -> Result<()> {
    let lines = world.market().read_order(order).await?;
    let named = lines.iter().map(|line| (line.bundle.clone(), line.line.clone())).collect();
    world.market().act(&Write::Confirm { lines: named, items: Vec::new() }).await?;
    Ok(())
}

async fn ship(world: &dyn World, order: &OrderId) -> Result<()> {
    let lines = world.market().read_order(order).await?;
    let first = lines.first().context("no line")?;
    let (courier, invoice) = world.parcel();
    let inside = lines.iter().map(|line| ParcelLine { line: line.line.clone(), item: line.item.clone() });
    let parcel = Parcel {
        order: order.clone(),
        bundle: first.bundle.clone(),
        lines: inside.collect(),
        courier,
        invoice,
        split: first.delivery.split,
    };
    world.market().act(&Write::Ship { parcels: vec![parcel] }).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn three_marketplaces_are_one_desk() -> Result<()> {
    let street = Street::open().await?;
    let worlds: [&dyn World; 3] = [&street.coupang, &street.smartstore, &street.npay];
    for world in worlds {
        for _ in 0..4 {
            world.order(1, 1)?;
        }
        asked(world, ClaimKind::Cancel).await?;
    }
    let back = asked(&street.smartstore, ClaimKind::Return).await?;
    let exchange = asked(&street.npay, ClaimKind::Exchange).await?;
    let window = street.begin().await?;
    view_counts(&window, "new", 12).await?;
    shows_all(&window, "[data-line]").await?;
    window.picture("three_inbox").await?;
    window.click("[data-testid=nav-claims]").await?;
    window.click("[data-testid=queue-cancel]").await?;
    shows_all(&window, "[data-claim]").await?;
    window.picture("three_cancels").await?;
    hold_release_and_refund(&street.smartstore, &window, &back).await?;
    collect_and_reship(&street.npay, &window, &exchange).await?;
    for (world, kind, claim) in [
        (&street.smartstore, ActionKind::HoldReturn, &back),
        (&street.smartstore, ActionKind::ReleaseReturn, &back),
        (&street.smartstore, ActionKind::RefundReturn, &back),
        (&street.npay, ActionKind::ConfirmExchangeCollected, &exchange),
        (&street.npay, ActionKind::ReshipExchange, &exchange),
    ] {
        ensure!(world.calls(kind) == 1, "{kind:?} left {} times for {claim}", world.calls(kind));
    }
    window.close().await
}

/// Waits until rows of all three marketplaces are painted.
async fn shows_all(window: &Window, rows: &str) -> Result<()> {
    let script = format!(
        "return ['coupang', 'smartstore', 'npay'].every(market => document.querySelector(`{rows} .mark.${{market}}`))"
    );
    window.until("rows of all three marketplaces are shown", &script).await
}

async fn hold_release_and_refund(world: &Naver, window: &Window, claim: &ClaimId) -> Result<()> {
    open(world, window, "return", claim).await?;
    press(window, claim, "hold").await?;
    window.click("[data-testid=ask-reason]").await?;
    window.click("[data-testid=ask-reason-list] [data-value=RETURN_DELIVERYFEE]").await?;
    window.type_into("[data-testid=ask-fee]", "3000").await?;
    window.type_into("[data-testid=ask-text]", "반품 배송비를 보내 주세요.").await?;
    window.picture("hold_return").await?;
    window.click("[role=dialog] [data-action=send]").await?;
    applied_once(world, ActionKind::HoldReturn, claim).await?;
    window.find(&format!("{} [data-testid=held]", row(world, claim))).await?;
    window.picture("held_return").await?;
    press(window, claim, "release").await?;
    applied_once(world, ActionKind::ReleaseReturn, claim).await?;
    press(window, claim, "refund").await?;
    applied_once(world, ActionKind::RefundReturn, claim).await
}

async fn collect_and_reship(world: &Naver, window: &Window, claim: &ClaimId) -> Result<()> {
    open(world, window, "exchange", claim).await?;
    press(window, claim, "confirm_collected").await?;
    applied_once(world, ActionKind::ConfirmExchangeCollected, claim).await?;
    collect(window).await?;
    press(window, claim, "reship").await?;
    invoice_dialog(window, &world.parcel()).await?;
    applied_once(world, ActionKind::ReshipExchange, claim).await?;
    window.picture("npay_reshipped").await?;
    Ok(())
}

/// Opens a queue and a claim in it.
async fn open(world: &dyn World, window: &Window, queue: &str, claim: &ClaimId) -> Result<()> {
    window.click(&format!("[data-testid=queue-{queue}]")).await?;
    window.click(&row(world, claim)).await?;
    window.find("[data-testid=claim-detail]").await.map(drop)
}

/// Presses a verb on the opened claim, once it is offered.
async fn press(window: &Window, claim: &ClaimId, verb: &str) -> Result<()> {
    let button = format!("[data-testid=claim-detail] [data-action={verb}]:not([aria-disabled=true])");
    window.click(&button).await.with_context(|| format!("{verb} on {claim}"))
}

/// Waits until the marketplace has applied a write exactly once.
async fn applied_once(world: &dyn World, kind: ActionKind, claim: &ClaimId) -> Result<()> {
    for _ in 0..600 {
        match world.applied(kind, claim.as_str()) {
            0 => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            1 => return Ok(()),
            times => anyhow::bail!("{kind:?} was applied {times} times to {claim}"),
        }
    }
    anyhow::bail!("{kind:?} was never applied to {claim}")
}

/// The selector of a claim's row: two marketplaces may give the same number.
fn row(world: &dyn World, claim: &ClaimId) -> String {
    format!("[data-claim=\"{claim}\"][data-market={}]", world.market().marketplace().code())
}
