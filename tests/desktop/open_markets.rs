//! 11번가, Gmarket and Auction in the window: two sites of one login, and clicks that say what they do.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ClaimId, ClaimKind, OrderId, Parcel, ParcelLine, Stage, Write};
use sandbox::esm::Site;
use tempfile::TempDir;
use tests::window::{Window, application};
use tests::world::World;
use tests::world::elevenst::Elevenst;
use tests::world::esm::Esm;
use tokio::sync::MutexGuard;

use crate::stage::{SCREEN, invoice_dialog, view_counts};

/// A number that both sites give.
const NUMBER: u64 = 4_100_200_300;

/// Two shops, an empty folder, and the application on both.
struct Mall {
    elevenst: Elevenst,
    esm: Esm,
    home: TempDir,
    _screen: MutexGuard<'static, ()>,
}

impl Mall {
    async fn open() -> Result<Mall> {
        let screen = SCREEN.lock().await;
        Ok(Mall {
            elevenst: Elevenst::in_real_time(0).await?,
            esm: Esm::in_real_time(Site::Gmarket).await?,
            home: tempfile::tempdir()?,
            _screen: screen,
        })
    }

    /// Opens the window for the first time and begins with the shops.
    async fn begin(&self) -> Result<Window> {
        let environment = [
            ("MOADESK_HOME", self.home.path().display().to_string()),
            ("MOADESK_SANDBOX_ELEVENST_URL", self.elevenst.base_url()),
            (
                "MOADESK_SANDBOX_ELEVENST_CREDENTIALS",
                serde_json::to_string(&self.elevenst.shop().credentials())?,
            ),
            ("MOADESK_SANDBOX_ESM_URL", self.esm.base_url()),
            ("MOADESK_SANDBOX_ESM_CREDENTIALS", serde_json::to_string(&self.esm.shop().credentials())?),
        ];
        let window = Window::open(&application()?, &environment).await?;
        window.click("[data-testid=way-sandbox]").await?;
        window.click("[data-action=start-sandbox]").await?;
        window.find("[data-testid=grid]").await?;
        Ok(window)
    }
}

/// A claim whose goods have come back.
pub(crate) async fn asked(world: &dyn World, kind: ClaimKind) -> Result<ClaimId> {
    let claim = requested(world, kind).await?;
    if kind != ClaimKind::Cancel {
        world.bring_back(kind, &claim)?;
    }
    Ok(claim)
}

/// A claim on an order of one line that came as far as the claim needs, at the marketplace and without the window.
pub(crate) async fn requested(world: &dyn World, kind: ClaimKind) -> Result<ClaimId> {
    let order = world.order(1, 1)?;
    let line = only(world, &order).await?;
    let items = vec![line.item.clone()];
    done(world, Write::Confirm { lines: vec![(line.bundle.clone(), line.line.clone())], items }).await?;
    if kind != ClaimKind::Cancel {
        let (courier, invoice) = world.parcel();
        let inside = vec![ParcelLine { line: line.line.clone(), item: line.item.clone() }];
        let (bundle, order) = (line.bundle.clone(), order.clone());
        let parcel = Parcel { order, bundle, lines: inside, courier, invoice, split: false };
        done(world, Write::Ship { parcels: vec![parcel] }).await?;
        ensure!(only(world, &line.order).await?.stage >= Stage::Shipped);
        world.deliver(&line.order)?;
    }
    world.ask(kind, &line.order, 1)
}

/// The one line of an order.
async fn only(world: &dyn World, order: &OrderId) -> Result<domain::OrderLine> {
    world.market().read_order(order).await?.pop().context("no line")
}

/// A write that succeeds.
async fn done(world: &dyn World, write: Write) -> Result<()> {
    let outcomes = world.market().act(&write).await?;
    ensure!(outcomes.iter().all(|outcome| outcome.result == domain::LineResult::Ok), "{outcomes:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn open_markets_join_the_desk() -> Result<()> {
    let mall = Mall::open().await?;
    for _ in 0..3 {
        mall.elevenst.order(1, 1)?;
    }
    for site in Site::ALL {
        mall.esm.order_numbered(site, NUMBER)?;
    }
    let back = asked(&mall.elevenst, ClaimKind::Return).await?;
    let exchange = asked(&mall.esm, ClaimKind::Exchange).await?;
    let window = mall.begin().await?;
    view_counts(&window, "new", 5).await?;
    same_number_twice(&window).await?;
    window.picture("open_markets_inbox").await?;
    window.click("[data-testid=nav-claims]").await?;
    refund_at_once(&mall.elevenst, &window, &back).await?;
    whole_exchange(&mall.esm, &window, &exchange).await?;
    for (world, kind) in [
        (&mall.elevenst as &dyn World, ActionKind::RefundReturn),
        (&mall.esm, ActionKind::RegisterExchangePickup),
        (&mall.esm, ActionKind::ConfirmExchangeCollected),
        (&mall.esm, ActionKind::ReshipExchange),
        (&mall.esm, ActionKind::CompleteExchange),
    ] {
        ensure!(world.calls(kind) == 1, "{kind:?} left {} times", world.calls(kind));
    }
    window.close().await
}

/// The number stands in two rows, each with its own mark.
async fn same_number_twice(window: &Window) -> Result<()> {
    let script = format!(
        "const rows = [...document.querySelectorAll('[data-line=\"{NUMBER}\"]')]; \
         return ['gmarket', 'auction'].every(market => rows.some(row => row.querySelector(`.mark.${{market}}`)))"
    );
    window.until("one number, two orders", &script).await
}

/// 11번가 refunds when a return is approved, and the window says so before the click.
async fn refund_at_once(world: &Elevenst, window: &Window, claim: &ClaimId) -> Result<()> {
    open(world, window, "return", claim).await?;
    let button = "[data-testid=claim-detail] [data-action=refund]:not([aria-disabled=true])";
    window.find(button).await?;
    shows(window, "환불되").await?;
    window.picture("elevenst_refund").await?;
    press(window, claim, "refund").await?;
    // A refund of which nobody knows how much it is is asked about once more.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let answer = "document.querySelector('[role=dialog] [data-action=send]')?.click(); return true";
    window.script(answer).await?;
    applied_once(world, ActionKind::RefundReturn, claim).await
}

/// Waits until the opened claim says this.
async fn shows(window: &Window, words: &str) -> Result<()> {
    let script =
        format!("return document.querySelector('[data-testid=claim-detail]').innerText.includes('{words}')");
    window.until(&format!("the claim says {words}"), &script).await
}

/// Pickup, receipt, re-shipment, arrival.
async fn whole_exchange(world: &Esm, window: &Window, claim: &ClaimId) -> Result<()> {
    open(world, window, "exchange", claim).await?;
    press(window, claim, "register_pickup").await?;
    let pickup = world.parcel();
    invoice_dialog(window, &pickup).await?;
    applied_once(world, ActionKind::RegisterExchangePickup, claim).await?;
    shows(window, pickup.1.as_str()).await?;
    press(window, claim, "confirm_collected").await?;
    applied_once(world, ActionKind::ConfirmExchangeCollected, claim).await?;
    press(window, claim, "reship").await?;
    invoice_dialog(window, &world.parcel()).await?;
    applied_once(world, ActionKind::ReshipExchange, claim).await?;
    press(window, claim, "complete").await?;
    applied_once(world, ActionKind::CompleteExchange, claim).await?;
    window.picture("gmarket_exchange_done").await?;
    Ok(())
}

/// Opens a queue and a claim in it.
async fn open(world: &dyn World, window: &Window, queue: &str, claim: &ClaimId) -> Result<()> {
    window.click(&format!("[data-testid=queue-{queue}]")).await?;
    let code = world.market().marketplace().code();
    window.click(&format!("[data-claim=\"{claim}\"][data-market={code}]")).await?;
    window.find("[data-testid=claim-detail]").await.map(drop)
}

/// Presses a verb on the opened claim, once it is offered; one that asks once more is answered.
async fn press(window: &Window, claim: &ClaimId, verb: &str) -> Result<()> {
    let button = format!("[data-testid=claim-detail] [data-action={verb}]:not([aria-disabled=true])");
    window.click(&button).await.with_context(|| format!("{verb} on {claim}"))
}

/// Waits until the marketplace has applied a write exactly once.
async fn applied_once(world: &dyn World, kind: ActionKind, claim: &ClaimId) -> Result<()> {
    for _ in 0..900 {
        match world.applied(kind, claim.as_str()) {
            0 => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            1 => return Ok(()),
            times => anyhow::bail!("{kind:?} was applied {times} times to {claim}"),
        }
    }
    anyhow::bail!("{kind:?} was never applied to {claim}")
}
