//! What every window test needs: a shop that the test can watch, and a window on an empty folder.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use domain::{
    ActionKind, ClaimId, ClaimKind, CourierCode, InvoiceNumber, OrderId, Parcel, ParcelLine, Write,
};
use serde_json::Value;
use tempfile::TempDir;
use tests::window::{Window, application};
use tests::world::World;
use tests::world::coupang::Coupang;
use tokio::sync::{Mutex, MutexGuard};

/// The one screen.
pub(crate) static SCREEN: Mutex<()> = Mutex::const_new(());

/// A shop, an empty folder, and the application on both.
pub(crate) struct Stage {
    pub(crate) world: Coupang,
    home: TempDir,
    _screen: MutexGuard<'static, ()>,
}

impl Stage {
    /// A stage over a shop that begins empty.
    pub(crate) async fn empty() -> Result<Stage> {
        Self::with_orders(0).await
    }

    /// A stage over a shop with orders and claims of every kind.
    pub(crate) async fn believable() -> Result<Stage> {
        Self::with_orders(200).await
    }

    async fn with_orders(orders: usize) -> Result<Stage> {
        let screen = SCREEN.lock().await;
        Ok(Stage { world: Coupang::with_orders(orders).await?, home: tempfile::tempdir()?, _screen: screen })
    }

    /// The application's binary.
    pub(crate) fn application() -> Result<PathBuf> {
        application()
    }

    /// Opens the window on this stage's folder.
    pub(crate) async fn window(&self) -> Result<Window> {
        let shop = self.world.shop();
        let credentials = serde_json::to_string(&shop.credentials())?;
        let environment = [
            ("MOADESK_HOME", self.home.path().display().to_string()),
            ("MOADESK_SANDBOX_URL", shop.base_url()),
            ("MOADESK_SANDBOX_CREDENTIALS", credentials),
        ];
        Window::open(&application()?, &environment).await
    }

    /// Opens the window for the first time and begins with the practice shop.
    pub(crate) async fn begin(&self) -> Result<Window> {
        let window = self.window().await?;
        window.click("[data-testid=way-sandbox]").await?;
        window.click("[data-action=start-sandbox]").await?;
        window.find("[data-testid=grid]").await?;
        Ok(window)
    }

    /// Confirms and ships an order at the marketplace, without the window; gives the number that is used up.
    pub(crate) async fn ship_elsewhere(&self) -> Result<InvoiceNumber> {
        let order = self.world.order(1, 1)?;
        self.confirm_elsewhere(&order).await?;
        self.ship_order_elsewhere(&order).await
    }

    /// Confirms an order at the marketplace.
    pub(crate) async fn confirm_elsewhere(&self, order: &OrderId) -> Result<()> {
        let lines = self.world.market().read_order(order).await?;
        let named = lines.iter().map(|line| (line.bundle.clone(), line.line.clone())).collect();
        self.world.market().act(&Write::Confirm { lines: named, items: Vec::new() }).await?;
        Ok(())
    }

    /// Ships a confirmed order at the marketplace.
    pub(crate) async fn ship_order_elsewhere(&self, order: &OrderId) -> Result<InvoiceNumber> {
        let lines = self.world.market().read_order(order).await?;
        let first = lines.first().context("no line")?;
        let (courier, invoice) = self.world.parcel();
        let inside = lines.iter().map(|line| ParcelLine { line: line.line.clone(), item: line.item.clone() });
        let parcel = Parcel {
            order: order.clone(),
            bundle: first.bundle.clone(),
            lines: inside.collect(),
            courier,
            invoice: invoice.clone(),
            split: first.delivery.split,
        };
        let outcomes = self.world.market().act(&Write::Ship { parcels: vec![parcel] }).await?;
        ensure!(outcomes.iter().all(|outcome| outcome.result == domain::LineResult::Ok), "{outcomes:?}");
        Ok(invoice)
    }

    /// An order that came as far as the claim needs, with the claim asked for.
    pub(crate) async fn asked(&self, kind: ClaimKind, bought: u32, quantity: u32) -> Result<ClaimId> {
        let order = self.world.order(1, bought)?;
        self.confirm_elsewhere(&order).await?;
        if kind != ClaimKind::Cancel {
            self.ship_order_elsewhere(&order).await?;
            self.world.deliver(&order)?;
        }
        self.world.ask(kind, &order, quantity)
    }

    /// Waits until the marketplace has applied a write to an order or claim exactly once.
    pub(crate) async fn applied_once(&self, kind: ActionKind, id: &str) -> Result<()> {
        for _ in 0..400 {
            match self.world.applied(kind, id) {
                0 => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
                times => {
                    ensure!(times == 1, "{kind:?} was applied {times} times to {id}");
                    return Ok(());
                }
            }
        }
        anyhow::bail!("{kind:?} was never applied to {id}")
    }
}

/// Reads the marketplace again, as a person does who presses the button for it, and waits until it was read.
pub(crate) async fn collect(window: &Window) -> Result<()> {
    window.click("[data-action=collect]").await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    window.until("the collection ends", "return !document.querySelector('[data-testid=sync-progress]')").await
}

/// Waits until a view's tab counts so many lines.
pub(crate) async fn view_counts(window: &Window, view: &str, lines: usize) -> Result<()> {
    let script = format!(
        "const tab = document.querySelector('[data-testid=view-{view}]'); \
         return !!tab && (tab.textContent.match(/[0-9,]+/)?.[0] ?? '0').replace(',', '') === '{lines}'"
    );
    window.until(&format!("{view} counts {lines}"), &script).await
}

/// Chooses a courier and types a number into the fields of a dialog.
pub(crate) async fn invoice_fields(window: &Window, parcel: &(CourierCode, InvoiceNumber)) -> Result<()> {
    let (courier, invoice) = parcel;
    window.click("[role=dialog] [data-testid=courier]").await?;
    window.click(&format!("[data-testid=courier-list] [data-value=\"{courier}\"]")).await?;
    window.type_into("[role=dialog] [data-testid=invoice]", invoice.as_str()).await
}

/// The number that a script gives.
pub(crate) async fn number(window: &Window, script: &str) -> Result<u64> {
    let value: Value = window.script(script).await?;
    value.as_u64().with_context(|| format!("{script} gives {value}"))
}
