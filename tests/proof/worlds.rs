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

/// How long a refund takes, in seconds: longer than any test, so that it can be seen on its way.
const REFUND: u32 = 30 * 86_400;

/// One shop: the desk's side of it, and the buyers'.
pub(crate) struct Sides<W> {
    /// To which the desk is connected.
    pub(crate) desk: W,
    /// Where buyers act, also while the desk is at work.
    pub(crate) buyers: Arc<W>,
}

/// Both sides of the shop on a ground of its own.
async fn sides<W: World>(seed: u64, open: impl Fn(&Ground) -> Result<W>) -> Result<Sides<W>> {
    let ground = Ground::brisk(seed, 0).await?;
    let (desk, buyers) = (open(&ground)?, Arc::new(open(&ground)?));
    Ok(Sides { desk, buyers })
}

/// Coupang; the seed decides what is drawn. The gateways count real seconds, which such a clock does not spend, so their limits are off.
pub(crate) async fn coupang(seed: u64) -> Result<Sides<Coupang>> {
    let sides = sides(seed, Coupang::on).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::coupang::Settings {
        calls_per_second: 0,
        refund_after: REFUND,
        ..shop.settings()
    });
    Ok(sides)
}

/// SmartStore, as [`coupang`].
pub(crate) async fn smartstore(seed: u64) -> Result<Sides<Naver>> {
    naver(seed, Flavor::SmartStore).await
}

/// Npay, as [`coupang`].
pub(crate) async fn npay(seed: u64) -> Result<Sides<Naver>> {
    naver(seed, Flavor::Npay).await
}

async fn naver(seed: u64, flavor: Flavor) -> Result<Sides<Naver>> {
    let sides = sides(seed, |ground| Naver::on(ground, flavor)).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::naver::Settings { calls_per_second: 0, refund_after: REFUND, ..shop.settings() });
    Ok(sides)
}

/// 11번가, as [`coupang`].
pub(crate) async fn elevenst(seed: u64) -> Result<Sides<Elevenst>> {
    let sides = sides(seed, Elevenst::on).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::elevenst::Settings { calls_per_second: 0, ..shop.settings() });
    Ok(sides)
}

/// Gmarket, as [`coupang`].
pub(crate) async fn gmarket(seed: u64) -> Result<Sides<Esm>> {
    esm(seed, Site::Gmarket).await
}

/// Auction, as [`coupang`].
pub(crate) async fn auction(seed: u64) -> Result<Sides<Esm>> {
    esm(seed, Site::Auction).await
}

async fn esm(seed: u64, site: Site) -> Result<Sides<Esm>> {
    let sides = sides(seed, |ground| Esm::on(ground, site, false)).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::esm::Settings {
        seconds_between_calls: 0,
        refund_after: REFUND,
        ..shop.settings()
    });
    Ok(sides)
}

/// Grip, as [`coupang`].
pub(crate) async fn grip(seed: u64) -> Result<Sides<Grip>> {
    let sides = sides(seed, Grip::on).await?;
    let shop = sides.desk.shop();
    shop.configure(sandbox::grip::Settings { calls_per_second: 0, refund_after: REFUND, ..shop.settings() });
    Ok(sides)
}

/// The desk's side of a shop that lives by a clock on which hours pass in moments.
pub(crate) mod on {
    use super::{Coupang, Elevenst, Esm, Flavor, Grip, Ground, Naver, Result, Site};

    pub(crate) fn coupang(ground: &Ground) -> Result<Coupang> {
        Coupang::on(ground)
    }

    pub(crate) fn smartstore(ground: &Ground) -> Result<Naver> {
        Naver::on(ground, Flavor::SmartStore)
    }

    pub(crate) fn npay(ground: &Ground) -> Result<Naver> {
        Naver::on(ground, Flavor::Npay)
    }

    pub(crate) fn elevenst(ground: &Ground) -> Result<Elevenst> {
        Elevenst::on(ground)
    }

    pub(crate) fn gmarket(ground: &Ground) -> Result<Esm> {
        Esm::on(ground, Site::Gmarket, false)
    }

    pub(crate) fn auction(ground: &Ground) -> Result<Esm> {
        Esm::on(ground, Site::Auction, false)
    }

    pub(crate) fn grip(ground: &Ground) -> Result<Grip> {
        Grip::on(ground)
    }
}
