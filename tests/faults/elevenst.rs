//! What goes wrong at 11번가: keys, addresses, maintenance, lists that are cut, and odd encodings.

use anyhow::{Context, Result, ensure};
use domain::OrderId;
use engine::view::{AccountView, ProblemCode};
use sandbox::elevenst::{OrderWish, Settings, Verb};
use store::InboxQuery;
use tests::desk::Desk;
use tests::world::World;
use tests::world::elevenst::Elevenst;

use crate::{reads_well, spoilt};

/// The desk's one account.
async fn account(desk: &Desk<Elevenst>) -> Result<AccountView> {
    desk.engine.accounts().await?.into_iter().next().context("no account")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_named_and_a_mangled_one_never_sent() -> Result<()> {
    let desk = Desk::open(Elevenst::with_orders(0).await?).await?;
    let problem = spoilt(&desk, "api_key", &"0".repeat(32)).await?;
    ensure!(problem.code == ProblemCode::KeyRejected, "{problem:?}");
    reads_well(&problem)?;
    let before = desk.world.shop().calls().len();
    let problem = spoilt(&desk, "api_key", "짧은 열쇠").await?;
    ensure!(problem.code == ProblemCode::BadInput, "{problem:?}");
    reads_well(&problem)?;
    ensure!(desk.world.shop().calls().len() == before, "it was sent");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_not_registered_is_named() -> Result<()> {
    let desk = Desk::open(Elevenst::with_orders(0).await?).await?;
    let elsewhere = Some(vec![std::net::IpAddr::from([203, 0, 113, 24])]);
    let shop = desk.world.shop();
    shop.configure(Settings { allowed_ips: elsewhere, ..shop.settings() });
    ensure!(!desk.round().await?.problems.is_empty(), "it collects all the same");
    let problem = account(&desk).await?.health.problem.context("the account is silent")?;
    ensure!(problem.code == ProblemCode::AddressNotRegistered, "{problem:?}");
    reads_well(&problem)
}

#[tokio::test(flavor = "multi_thread")]
async fn maintenance_loses_nothing() -> Result<()> {
    let desk = Desk::open(Elevenst::with_orders(0).await?).await?;
    let order = desk.world.order(1, 1)?;
    let shop = desk.world.shop();
    shop.configure(Settings { maintenance: true, ..shop.settings() });
    ensure!(!desk.round().await?.problems.is_empty(), "maintenance is not told");
    shop.configure(Settings { maintenance: false, ..shop.settings() });
    desk.world.pass(chrono::TimeDelta::hours(2))?;
    desk.collect().await?;
    ensure!(desk.order(&order).await?.len() == 1, "an order was lost in the maintenance");
    Ok(())
}

/// A list of 3,000 rows may be longer: the window is halved until nothing is missing.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_cut_loses_no_order() -> Result<()> {
    let desk = Desk::open(Elevenst::with_orders(0).await?).await?;
    let shop = desk.world.shop();
    let wish = OrderWish { lines: Some(1), quantity: Some(1), ..OrderWish::default() };
    let mut placed: Vec<OrderId> = Vec::new();
    for _ in 0..6 {
        let done = desk.world.act(Verb::PlaceMany { count: 900, wish: wish.clone() })?;
        placed.extend(done.line_ids.iter().filter_map(|line| Some(OrderId::new(line.split_once('-')?.0))));
        desk.world.pass(chrono::TimeDelta::hours(3))?;
    }
    ensure!(shop.settings().longest_list == 3_000, "the documents' cap");
    desk.collect().await?;
    let collected = desk.engine.inbox_page(InboxQuery::default(), store::PageAt::Row(0), 1).await?.total;
    ensure!(collected as usize == placed.len(), "{collected} of {} orders", placed.len());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_declared_encoding_reads_the_same() -> Result<()> {
    use sandbox::elevenst::{Encoding, Prefix};
    let desk = Desk::open(Elevenst::with_orders(0).await?).await?;
    let order = desk.world.order(1, 1)?;
    let name = desk.world.truth(&order)?.lines.remove(0).receiver.context("no receiver")?.name;
    let shop = desk.world.shop();
    for encoding in [Encoding::EucKr, Encoding::Utf8] {
        for prefix in [Prefix::Ns2, Prefix::S2, Prefix::Ns0] {
            shop.configure(Settings { encoding, prefix, ..shop.settings() });
            let lines = desk.world.market().read_order(&order).await?;
            ensure!(lines.len() == 1 && lines[0].receiver.name == name, "{encoding:?} {prefix:?}: {lines:?}");
        }
    }
    Ok(())
}
