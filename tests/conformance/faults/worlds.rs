//! Empty shops whose clocks hurry, so that a time limit is over in a second.

use anyhow::Result;
use sandbox::esm::Site;
use sandbox::naver::Flavor;
use tests::ground::Ground;
use tests::world::coupang::Coupang;
use tests::world::elevenst::Elevenst;
use tests::world::esm::Esm;
use tests::world::grip::Grip;
use tests::world::naver::Naver;

/// Coupang. The gateway counts real seconds, which such a clock does not spend, so its rate limit is off.
pub(crate) async fn coupang() -> Result<Coupang> {
    let world = Coupang::on(&Ground::brisk(7, 0).await?)?;
    let shop = world.shop();
    shop.configure(sandbox::coupang::Settings { calls_per_second: 0, ..shop.settings() });
    Ok(world)
}

/// SmartStore, as [`coupang`].
pub(crate) async fn smartstore() -> Result<Naver> {
    naver(Flavor::SmartStore).await
}

/// Npay, as [`coupang`].
pub(crate) async fn npay() -> Result<Naver> {
    naver(Flavor::Npay).await
}

async fn naver(flavor: Flavor) -> Result<Naver> {
    let world = Naver::on(&Ground::brisk(11, 0).await?, flavor)?;
    let shop = world.shop();
    shop.configure(sandbox::naver::Settings { calls_per_second: 0, ..shop.settings() });
    Ok(world)
}

/// 11번가.
pub(crate) async fn elevenst() -> Result<Elevenst> {
    Elevenst::with_orders(0).await
}

/// Gmarket.
pub(crate) async fn gmarket() -> Result<Esm> {
    Esm::with_orders(Site::Gmarket, 0, false).await
}

/// Auction.
pub(crate) async fn auction() -> Result<Esm> {
    Esm::with_orders(Site::Auction, 0, false).await
}

/// Grip.
pub(crate) async fn grip() -> Result<Grip> {
    let world = Grip::with_orders(0).await?;
    let shop = world.shop();
    shop.configure(sandbox::grip::Settings { calls_per_second: 0, ..shop.settings() });
    Ok(world)
}
