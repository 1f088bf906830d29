//! The collected set equals the marketplace's books at the end of every day.

use anyhow::{Context, Result, ensure};
use chrono::DateTime;
use domain::Marketplace;
use sandbox::esm::Site;
use sandbox::naver::Flavor;
use tests::clock::Stepping;
use tests::figures::Figure;
use tests::ground::Ground;
use tests::simulation::{Life, LifeFigures, live};
use tests::world::coupang::Coupang;
use tests::world::elevenst::Elevenst;
use tests::world::esm::Esm;
use tests::world::grip::Grip;
use tests::world::naver::Naver;

/// Days of the short lives.
const FEW: u32 = 3;

/// A ground of its own, on which a life begins.
async fn ground(seed: u64) -> Result<Ground> {
    let clock = Stepping::new(DateTime::from_timestamp(1_790_000_000, 0).context("no such moment")?);
    Ground::stepping(&clock, seed, 0).await
}

async fn coupang(life: Life) -> Result<LifeFigures> {
    live(Coupang::on(&ground(life.seed).await?)?, life).await
}

async fn smartstore(life: Life) -> Result<LifeFigures> {
    live(Naver::on(&ground(life.seed).await?, Flavor::SmartStore)?, life).await
}

async fn npay(life: Life) -> Result<LifeFigures> {
    live(Naver::on(&ground(life.seed).await?, Flavor::Npay)?, life).await
}

async fn elevenst(life: Life) -> Result<LifeFigures> {
    live(Elevenst::on(&ground(life.seed).await?)?, life).await
}

async fn gmarket(life: Life) -> Result<LifeFigures> {
    live(Esm::on(&ground(life.seed).await?, Site::Gmarket, false)?, life).await
}

async fn auction(life: Life) -> Result<LifeFigures> {
    live(Esm::on(&ground(life.seed).await?, Site::Auction, false)?, life).await
}

async fn grip(life: Life) -> Result<LifeFigures> {
    live(Grip::on(&ground(life.seed).await?)?, life).await
}

/// Declares, for every marketplace, a short life and a long one that prints its figures.
macro_rules! lives {
    ($($marketplace:ident $figure:ident),+ $(,)?) => {$(
        mod $marketplace {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_few_days_lose_nothing() -> anyhow::Result<()> {
                let figures = super::$marketplace(super::Life::hard(super::seed(), super::FEW)).await?;
                super::judge(&figures)
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "lives for months; prints figures"]
            async fn $figure() -> anyhow::Result<()> {
                let figures = super::$marketplace(super::Life::hard(super::seed(), super::days())).await?;
                super::judge(&figures)?;
                super::print(stringify!($marketplace), &figures)
            }
        }
    )+};
}

lives!(
    coupang figure_of_coupang,
    smartstore figure_of_smartstore,
    npay figure_of_npay,
    elevenst figure_of_elevenst,
    gmarket figure_of_gmarket,
    auction figure_of_auction,
    grip figure_of_grip,
);

/// The seed of all lives: `MOADESK_SEED`, or 1.
fn seed() -> u64 {
    number("MOADESK_SEED").unwrap_or(1)
}

/// Days of a long life: the thousand of `MOADESK_SHOP_DAYS` shared by the marketplaces.
fn days() -> u32 {
    let together = number("MOADESK_SHOP_DAYS").unwrap_or(1_000);
    let marketplaces = u64::try_from(Marketplace::ALL.len()).unwrap_or(1);
    u32::try_from(together.div_ceil(marketplaces)).unwrap_or(u32::MAX)
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// That something happened at all, that nothing was refused for haste, and that every outcome is known in the end.
fn judge(figures: &LifeFigures) -> Result<()> {
    ensure!(figures.lines > 0 && figures.claims > 0 && figures.struck > 0, "nothing happened: {figures:?}");
    // In a few days the goods of a return may all still be on their way.
    let answered = figures.answered > 0 || figures.days <= FEW;
    ensure!(figures.shipped > 0 && answered, "the seller did nothing: {figures:?}");
    ensure!(figures.too_many == 0, "refused for too many calls: {figures:?}");
    ensure!(figures.unknown == 0, "nobody knows what became of a write: {figures:?}");
    Ok(())
}

/// Prints what was lived through. That nothing was lost needs no figure: a life that loses anything fails.
fn print(marketplace: &str, figures: &LifeFigures) -> Result<()> {
    let name = |what: &str| format!("nothing lost, {marketplace}: {what}");
    let count = |what: &str, value: usize| Figure::plain(name(what), value as f64, "").print();
    count("days", figures.days as usize)?;
    count("orders", figures.orders)?;
    count("lines", figures.lines)?;
    count("claims", figures.claims)?;
    count("deeds of buyers", figures.deeds as usize)?;
    count("calls", figures.calls)?;
    count("calls that failed", figures.struck)?;
    count("lines that the seller shipped", figures.shipped)?;
    count("claims that the seller answered", figures.answered)?;
    Figure::at_most(name("refused for too many calls"), figures.too_many as f64, "", 0.0).print()?;
    Ok(())
}
