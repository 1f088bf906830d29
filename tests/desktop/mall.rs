//! All seven shops in one sandbox, an empty folder, and the application on all of them.

use anyhow::Result;
use sandbox::esm::Site;
use sandbox::naver::Flavor;
use tempfile::TempDir;
use tests::ground::Ground;
use tests::window::{Window, application};
use tests::world::World;
use tests::world::coupang::Coupang;
use tests::world::elevenst::Elevenst;
use tests::world::esm::Esm;
use tests::world::grip::Grip;
use tests::world::naver::Naver;
use tokio::sync::MutexGuard;

use crate::stage::SCREEN;

/// Seven shops that begin empty.
pub(crate) struct Mall {
    pub(crate) smartstore: Naver,
    pub(crate) coupang: Coupang,
    pub(crate) elevenst: Elevenst,
    pub(crate) gmarket: Esm,
    pub(crate) auction: Esm,
    pub(crate) npay: Naver,
    pub(crate) grip: Grip,
    home: TempDir,
    _screen: MutexGuard<'static, ()>,
}

impl Mall {
    pub(crate) async fn open() -> Result<Mall> {
        let screen = SCREEN.lock().await;
        let ground = Ground::real(11, 0).await?;
        Ok(Mall {
            smartstore: Naver::on(&ground, Flavor::SmartStore)?,
            coupang: Coupang::on(&ground)?,
            elevenst: Elevenst::hasty(&ground)?,
            gmarket: Esm::on(&ground, Site::Gmarket, false)?,
            auction: Esm::on(&ground, Site::Auction, false)?,
            npay: Naver::on(&ground, Flavor::Npay)?,
            grip: Grip::on(&ground)?,
            home: tempfile::tempdir()?,
            _screen: screen,
        })
    }

    pub(crate) fn worlds(&self) -> [&dyn World; 7] {
        [
            &self.smartstore,
            &self.coupang,
            &self.elevenst,
            &self.gmarket,
            &self.auction,
            &self.npay,
            &self.grip,
        ]
    }

    /// Opens the window for the first time and begins with the shops, whose gateways count calls from here on.
    pub(crate) async fn begin(&self) -> Result<Window> {
        self.elevenst.count_calls();
        let mut environment = vec![("MOADESK_HOME".to_owned(), self.home.path().display().to_string())];
        let mut tell = |shop: &str, base_url: String, credentials: String| {
            environment.push((format!("MOADESK_SANDBOX{shop}_URL"), base_url));
            environment.push((format!("MOADESK_SANDBOX{shop}_CREDENTIALS"), credentials));
        };
        let given = (self.smartstore.shop(), self.npay.shop(), self.gmarket.shop());
        tell("_SMARTSTORE", self.smartstore.base_url(), serde_json::to_string(&given.0.credentials())?);
        tell("_NPAY", self.npay.base_url(), serde_json::to_string(&given.1.credentials())?);
        tell("_ESM", self.gmarket.base_url(), serde_json::to_string(&given.2.credentials())?);
        tell("", self.coupang.base_url(), serde_json::to_string(&self.coupang.shop().credentials())?);
        tell(
            "_ELEVENST",
            self.elevenst.base_url(),
            serde_json::to_string(&self.elevenst.shop().credentials())?,
        );
        tell("_GRIP", self.grip.base_url(), serde_json::to_string(&self.grip.shop().credentials())?);
        let environment: Vec<(&str, String)> =
            environment.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let window = Window::open(&application()?, &environment).await?;
        window.click("[data-testid=way-sandbox]").await?;
        window.click("[data-action=start-sandbox]").await?;
        window.find("[data-testid=grid]").await?;
        Ok(window)
    }
}
