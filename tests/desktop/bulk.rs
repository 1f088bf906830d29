//! Thirty returns of three marketplaces are refunded by three keys, and two that were taken back meanwhile are left alone.
//! Those of 11번가, which never tells of an arrival, were looked at before.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ClaimId, ClaimKind};
use sandbox::naver::Flavor;
use tempfile::TempDir;
use tests::ground::Ground;
use tests::window::{Window, application};
use tests::world::World;
use tests::world::elevenst::Elevenst;
use tests::world::naver::Naver;
use tokio::sync::MutexGuard;

use crate::ready::{asked, requested};
use crate::stage::SCREEN;

/// Returns at each marketplace.
const EACH: usize = 10;
/// How many of 11번가's are taken back.
const TAKEN_BACK: usize = 2;

/// Everything that stands in the list, with the key let go after it.
const ALL_SHOWN: &str = "\u{e009}a\u{e000}";
const APPROVE: &str = "a";
const ENTER: &str = "\u{e007}";
const INSPECT: &str = "e";
/// The key that keeps a note, with both let go after it.
const KEEP: &str = "\u{e009}\u{e007}\u{e000}";

/// Three shops, an empty folder, and the application on all of them.
struct Row {
    smartstore: Naver,
    npay: Naver,
    elevenst: Elevenst,
    home: TempDir,
    _screen: MutexGuard<'static, ()>,
}

impl Row {
    async fn open() -> Result<Row> {
        let screen = SCREEN.lock().await;
        Ok(Row {
            smartstore: Naver::with_orders(Flavor::SmartStore, 0).await?,
            npay: Naver::with_orders(Flavor::Npay, 0).await?,
            elevenst: Elevenst::hasty(&Ground::real(11, 0).await?)?,
            home: tempfile::tempdir()?,
            _screen: screen,
        })
    }

    fn worlds(&self) -> [&dyn World; 3] {
        [&self.smartstore, &self.npay, &self.elevenst]
    }

    /// Opens the window for the first time and begins with the shops.
    async fn begin(&self) -> Result<Window> {
        self.elevenst.count_calls();
        let (smartstore, npay, elevenst) = (self.smartstore.shop(), self.npay.shop(), self.elevenst.shop());
        let environment = [
            ("MOADESK_HOME", self.home.path().display().to_string()),
            ("MOADESK_SANDBOX_SMARTSTORE_URL", smartstore.base_url()),
            ("MOADESK_SANDBOX_SMARTSTORE_CREDENTIALS", serde_json::to_string(&smartstore.credentials())?),
            ("MOADESK_SANDBOX_NPAY_URL", npay.base_url()),
            ("MOADESK_SANDBOX_NPAY_CREDENTIALS", serde_json::to_string(&npay.credentials())?),
            ("MOADESK_SANDBOX_ELEVENST_URL", self.elevenst.base_url()),
            ("MOADESK_SANDBOX_ELEVENST_CREDENTIALS", serde_json::to_string(&elevenst.credentials())?),
        ];
        let window = Window::open(&application()?, &environment).await?;
        window.click("[data-testid=way-sandbox]").await?;
        window.click("[data-action=start-sandbox]").await?;
        window.find("[data-testid=grid]").await?;
        Ok(window)
    }
}

/// Notes that the goods of a claim at 11번가 are here and sound; 11번가 itself never tells whether they are back.
async fn look_at(window: &Window, claim: &ClaimId) -> Result<()> {
    window.click(&format!("[data-market=elevenst][data-claim=\"{claim}\"]")).await?;
    let opened = format!(
        "return !!document.querySelector('[data-testid=claim-detail]')?.innerText.includes('{claim}')"
    );
    window.until(&format!("{claim} is opened"), &opened).await?;
    window.press(INSPECT).await?;
    window.find("[data-testid=inspect-form]").await?;
    window.press(KEEP).await?;
    window.until("the note is kept", "return !document.querySelector('[data-testid=inspect-form]')").await
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_returns_are_refunded_by_three_keys() -> Result<()> {
    let row = Row::open().await?;
    let mut claims: Vec<(&dyn World, ClaimId)> = Vec::new();
    for world in row.worlds() {
        let here = if std::ptr::addr_eq(world, &row.elevenst) { EACH - TAKEN_BACK } else { EACH };
        for _ in 0..here {
            claims.push((world, asked(world, ClaimKind::Return).await?));
        }
    }
    let mut taken_back = Vec::new();
    for _ in 0..TAKEN_BACK {
        taken_back.push(requested(&row.elevenst, ClaimKind::Return).await?);
    }
    let window = row.begin().await?;
    window.click("[data-testid=nav-claims]").await?;
    window.click("[data-testid=queue-return]").await?;
    let shown = format!("return document.querySelectorAll('[data-claim]').length === {}", 3 * EACH);
    window.until("every return is shown", &shown).await?;
    for (_, claim) in claims.iter().filter(|(world, _)| std::ptr::addr_eq(*world, &row.elevenst)) {
        look_at(&window, claim).await?;
    }
    for claim in &taken_back {
        row.elevenst.withdraw(ClaimKind::Return, claim)?;
    }
    window.press(ALL_SHOWN).await?;
    window.press(APPROVE).await?;
    window.find("[data-testid=plan] [data-testid=plan-share]").await.context("no plan")?;
    let left_out = window.count("[data-testid=left-out-row]").await?;
    window.picture("bulk_plan").await?;
    ensure!(left_out == TAKEN_BACK, "{left_out} are left out");
    window.find("[data-testid=plan] [data-action=send]:enabled").await?;
    window.press(ENTER).await?;
    // A person watches them go, one by one at each marketplace's pace.
    for many in [claims.len() / 3, 2 * claims.len() / 3, claims.len()] {
        let done = format!(
            "return document.querySelectorAll('[data-testid=plan-line][data-state=done]').length >= {many}"
        );
        window.until(&format!("{many} refunds are done"), &done).await?;
    }
    window.picture("bulk_done").await?;
    for (world, claim) in &claims {
        let applied = world.applied(ActionKind::RefundReturn, claim.as_str())
            + world.applied(ActionKind::ApproveReturn, claim.as_str());
        ensure!(applied == 1, "{claim} was refunded {applied} times");
    }
    for claim in &taken_back {
        let applied = row.elevenst.applied(ActionKind::RefundReturn, claim.as_str());
        ensure!(applied == 0, "{claim} was refunded although it was taken back");
    }
    window.close().await
}
