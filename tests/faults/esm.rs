//! What goes wrong at Gmarket and Auction: keys, permissions, and a gateway that counts seconds.

use anyhow::{Context, Result, ensure};
use domain::ActionKind;
use engine::view::ProblemCode;
use market::{FeedInput, FeedRequest, Span};
use sandbox::esm::{Operation, Settings};
use tests::desk::Desk;
use tests::world::World;
use tests::world::esm::Esm;

use crate::{reads_well, spoilt};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_named() -> Result<()> {
    for world in [Esm::gmarket().await?, Esm::auction().await?] {
        let desk = Desk::open(world).await?;
        let problem = spoilt(&desk, "secret_key", &"0".repeat(40)).await?;
        ensure!(problem.code == ProblemCode::KeyRejected, "{problem:?}");
        reads_well(&problem)?;
        let said = format!("{} {}", problem.sentence.ko, problem.quote.clone().unwrap_or_default());
        ensure!(
            said.contains("IP") && said.contains("권한"),
            "one refusal stands for key, permission and address, so the sentence names them: {problem:?}"
        );
    }
    Ok(())
}

/// Two order lists of one seller are five seconds apart, however the desk asks, and none is refused.
#[tokio::test(flavor = "multi_thread")]
async fn order_lists_are_never_asked_more_than_once_in_five_seconds() -> Result<()> {
    let world = Esm::in_real_time(sandbox::esm::Site::Gmarket).await?;
    let market = world.market();
    let to = chrono::Utc::now();
    let span = Span { from: to - chrono::TimeDelta::days(1), to };
    let lists = market.feeds().iter().filter(|feed| feed.id.0.starts_with("orders."));
    let begun = std::time::Instant::now();
    for feed in lists.take(3) {
        ensure!(matches!(feed.input, FeedInput::Time { .. }), "{feed:?}");
        market.collect(feed.id, FeedRequest::Time { span, page: None }).await.context(feed.id.0)?;
    }
    ensure!(begun.elapsed().as_secs() >= 10, "three lists within {:?}", begun.elapsed());
    ensure!(world.shop().called(sandbox::esm::Site::Gmarket, Operation::Orders) == 3);
    Ok(())
}

/// An answer that a buyer waits for is given up by ESM after 24 hours: the desk shows what became of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_cancel_that_nobody_answers_is_carried_out_after_a_day() -> Result<()> {
    for world in [Esm::gmarket().await?, Esm::auction().await?] {
        let desk = Desk::open(world).await?;
        let order = desk.world.order(1, 1)?;
        desk.collect().await?;
        desk.confirm(&order).await?;
        let claim = desk.world.ask(domain::ClaimKind::Cancel, &order, 1)?;
        desk.collect().await?;
        ensure!(!desk.claim(&claim).await?.row.step.is_terminal());
        desk.world.pass(chrono::TimeDelta::hours(25))?;
        desk.collect().await?;
        let row = desk.order(&order).await?.pop().context("no row")?;
        ensure!(row.status == domain::Status::Canceled, "{row:#?}");
        let batch = desk.engine.ship(vec![desk.shipped(&row)]).await?;
        ensure!(batch.actions.is_empty(), "a cancelled line left");
        ensure!(desk.world.calls(ActionKind::Ship) == 0);
    }
    Ok(())
}

/// Rights are granted call by call: what one of them refuses is named, and the others go on.
#[tokio::test(flavor = "multi_thread")]
async fn a_missing_permission_stops_one_list_and_no_other() -> Result<()> {
    let desk = Desk::open(Esm::gmarket().await?).await?;
    let order = desk.world.order(1, 1)?;
    let shop = desk.world.shop();
    shop.configure(Settings { refused: [Operation::Reports].into(), ..shop.settings() });
    let round = desk.round().await?;
    ensure!(!round.problems.is_empty(), "the refusal is swallowed");
    ensure!(desk.order(&order).await?.len() == 1, "orders are not collected any more");
    Ok(())
}
