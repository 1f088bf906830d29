//! Empty shops whose clocks hurry, seen from both sides.

use std::sync::Arc;

use anyhow::Result;
use sandbox::esm::Site;
use sandbox::naver::Flavor;
use tests::ground::Ground;
use tests::world::World;
use tests::world::coupang::Coupang;
use tests::world::elevenst::Elevenst;
use tests::world::esm::Esm;
use tests::world::grip::Grip;
use tests::world::naver::Naver;

/// One shop: the desk's side of it, and the buyers'.
pub(crate) struct Sides<W> {
    /// To which the desk is connected.
    pub(crate) desk: W,
    /// Where buyers act, also while the desk is at work.
    pub(crate) buyers: Arc<W>,
}

/// Both sides of the shop on a ground of its own.
async fn sides<W: World>(open: impl Fn(&Ground) -> Result<W>) -> Result<Sides<W>> {
    let ground = Ground::brisk(11, 0).await?;
    let (desk, buyers) = (open(&ground)?, Arc::new(open(&ground)?));
    Ok(Sides { desk, buyers })
}

/// Coupang. The gateways count real seconds, which such a clock does not spend, so their limits are off.
pub(crate) async fn coupang() -> Result<Sides<Coupang>> {
    let sides = sides(Coupang::on).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::coupang::Settings { calls_per_second: 0, ..shop.settings() });
    Ok(sides)
}

/// SmartStore, as [`coupang`].
pub(crate) async fn smartstore() -> Result<Sides<Naver>> {
    naver(Flavor::SmartStore).await
}

/// Npay, as [`coupang`].
pub(crate) async fn npay() -> Result<Sides<Naver>> {
    naver(Flavor::Npay).await
}

async fn naver(flavor: Flavor) -> Result<Sides<Naver>> {
    let sides = sides(|ground| Naver::on(ground, flavor)).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::naver::Settings { calls_per_second: 0, ..shop.settings() });
    Ok(sides)
}

/// 11번가, as [`coupang`].
pub(crate) async fn elevenst() -> Result<Sides<Elevenst>> {
    let sides = sides(Elevenst::on).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::elevenst::Settings { calls_per_second: 0, ..shop.settings() });
    Ok(sides)
}

/// Gmarket, as [`coupang`].
pub(crate) async fn gmarket() -> Result<Sides<Esm>> {
    esm(Site::Gmarket).await
}

/// Auction, as [`coupang`].
pub(crate) async fn auction() -> Result<Sides<Esm>> {
    esm(Site::Auction).await
}

async fn esm(site: Site) -> Result<Sides<Esm>> {
    let sides = sides(|ground| Esm::on(ground, site, false)).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::esm::Settings { seconds_between_calls: 0, ..shop.settings() });
    Ok(sides)
}

/// Grip, as [`coupang`].
pub(crate) async fn grip() -> Result<Sides<Grip>> {
    let sides = sides(Grip::on).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::grip::Settings { calls_per_second: 0, ..shop.settings() });
    Ok(sides)
}
