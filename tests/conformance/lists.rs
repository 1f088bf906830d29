//! Lists that repeat a page, leave a row out, break or refuse, on their first call and on a later one: the desk loses
//! nothing and shows nothing twice.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use domain::{AccountId, ClaimId, ClaimKind, ClaimStep, LineId, Marketplace, Stage, Status};
use engine::Engine;
use engine::view::ClaimRequest;
use market::FeedInput;
use store::{InboxQuery, MemoryKeychain, PageAt};
use tests::desk::{Desk, form, open_engine_at};
use tests::world::{Hit, Strike, World, until_told};

use crate::claims::asked;
use crate::{confirmed, ship_whole};

pub(crate) async fn a_repeated_page_shows_nothing_twice<W: World>(world: W) -> Result<()> {
    comes_right(world, Strike::DuplicatePage, 1).await
}

pub(crate) async fn a_row_that_comes_late_is_not_lost<W: World>(world: W) -> Result<()> {
    comes_right(world, Strike::LatePage, 1).await
}

pub(crate) async fn a_cut_page_loses_nothing<W: World>(world: W) -> Result<()> {
    comes_right(world, Strike::Truncated, EVERY_ATTEMPT).await
}

pub(crate) async fn a_page_refused_for_haste_loses_nothing<W: World>(world: W) -> Result<()> {
    comes_right(world, Strike::TooMany, EVERY_ATTEMPT).await
}

pub(crate) async fn a_page_that_fails_loses_nothing<W: World>(world: W) -> Result<()> {
    comes_right(world, Strike::ServerError, EVERY_ATTEMPT).await
}

pub(crate) async fn a_first_page_that_never_comes_loses_nothing<W: World>(world: W) -> Result<()> {
    comes_right_at(world, &[FIRST], Strike::HangBefore, 1).await
}

pub(crate) async fn a_later_page_that_never_comes_loses_nothing<W: World>(world: W) -> Result<()> {
    comes_right_at(world, &[LATER], Strike::HangBefore, 1).await
}

/// A claim that its list left out, and that was read past for hours since, comes to light.
pub(crate) async fn a_claim_left_out_for_hours_is_not_lost<W: World>(world: W) -> Result<()> {
    let desk = Desk::open(world).await?;
    for kind in [ClaimKind::Return, ClaimKind::Exchange] {
        let order = confirmed(&desk.world, 1, 1).await?;
        ship_whole(&desk.world, &order).await?;
        desk.world.deliver(&order)?;
        desk.collect().await?;
        // Whatever changed before is told no more, so that the claim is the first row of its list.
        desk.world.skip(A_WHILE);
        desk.collect().await?;
        let claim = desk.world.ask(kind, &order, 1)?;
        // A computer that was off reads past what happened hours ago.
        desk.world.skip(A_WHILE);
        struck(&desk, Hit { at: None, strike: Strike::LatePage, after: FIRST, times: EVERY_PAGE }).await?;
        ensure!(desk.claim(&claim).await.is_err(), "the list left nothing out");
        desk.world.skip(A_WHILE);
        desk.collect().await?;
        desk.claim(&claim).await.with_context(|| format!("the {kind:?} is lost"))?;
    }
    Ok(())
}

/// More calls than one list takes.
const EVERY_PAGE: u32 = 50;

/// A read is asked for three times at most.
const EVERY_ATTEMPT: u32 = 3;

/// How many calls of a list pass before the one that is struck.
const FIRST: u32 = 0;
const LATER: u32 = 1;

/// What is told by a list and does not show when it is read is read again after six hours.
const A_WHILE: Duration = Duration::from_secs(7 * 3600);

/// A line as the desk shows it: which, how it stands, and how many pieces leave.
type Line = (LineId, Status, Stage, Option<ClaimKind>, u32);

/// Everything the desk shows, in order, and whatever stands there twice, twice.
#[derive(Debug, PartialEq, Eq)]
struct Picture {
    lines: Vec<Line>,
    claims: Vec<(ClaimId, ClaimKind, ClaimStep)>,
}

/// Strikes every list on its first call and on a later one.
async fn comes_right<W: World>(world: W, strike: Strike, times: u32) -> Result<()> {
    comes_right_at(world, &[FIRST, LATER], strike, times).await
}

/// Strikes every list once at each place, lets things happen in between, and compares the desk in the end with one
/// that nothing ever struck.
async fn comes_right_at<W: World>(world: W, places: &[u32], strike: Strike, times: u32) -> Result<()> {
    let desk = Desk::open(world).await?;
    let mut troubles = 0;
    for after in places.iter().copied() {
        trade(&desk.world, after == LATER).await?;
        until_told(&desk.world).await;
        troubles += struck(&desk, Hit { at: None, strike, after, times }).await?;
    }
    ensure!(times != EVERY_ATTEMPT || troubles > 0, "{strike:?} strikes nothing");
    for _ in 0..2 {
        desk.collect().await.with_context(|| format!("{strike:?} is not over"))?;
        desk.world.skip(A_WHILE);
    }
    let (here, there) = (picture(&desk.engine).await?, unstruck(&desk.world).await?);
    let happened = 3 * places.len();
    ensure!(here.lines.len() >= happened && here.claims.len() >= happened, "an empty shop: {here:#?}");
    ensure!(here == there, "{strike:?}: it shows {here:#?}\nand should show {there:#?}");
    Ok(())
}

/// Something of every kind happens, and where it is wanted more is ordered than fits on a page.
async fn trade(world: &dyn World, more: bool) -> Result<()> {
    for _ in 0..if more { fillers(world) } else { 1 } {
        world.order(1, 1)?;
    }
    confirmed(world, 1, 1).await?;
    let shipped = confirmed(world, 1, 1).await?;
    ship_whole(world, &shipped).await?;
    for kind in [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange] {
        asked(world, kind, 1).await?;
    }
    Ok(())
}

/// More than one page holds, where that is little enough to be bought here.
fn fillers(world: &dyn World) -> usize {
    match world.market().marketplace() {
        Marketplace::Coupang => 55,
        Marketplace::Grip => 105,
        Marketplace::SmartStore | Marketplace::Npay => 305,
        // A page is 500 orders long or as long as a list may be; the later call is that of another span.
        Marketplace::Elevenst | Marketplace::Gmarket | Marketplace::Auction => 5,
    }
}

/// Reads every list that goes by time once, each under the same failure; gives how many told of trouble.
async fn struck<W: World>(desk: &Desk<W>, hit: Hit) -> Result<usize> {
    let mut troubles = 0;
    let market = desk.world.market();
    for feed in market.feeds().iter().filter(|feed| matches!(feed.input, FeedInput::Time { .. })) {
        desk.world.hit(hit);
        let round = desk.engine.collect_feed_once(&desk.account, feed.id.0).await?;
        troubles += round.problems.len();
        desk.world.calm();
        knock(desk).await?;
    }
    Ok(troubles)
}

/// Waits until the account's door is open again, where a failure closed it.
async fn knock<W: World>(desk: &Desk<W>) -> Result<()> {
    let account = desk.engine.accounts().await?.pop().context("no account")?;
    if let Some(until) = account.health.closed_until {
        let rest = (until - desk.world.clock().now()).to_std().unwrap_or_default();
        ensure!(desk.world.skip(rest + Duration::from_secs(1)), "nobody moves the computer's clock");
    }
    Ok(())
}

/// What a desk shows.
async fn picture(engine: &Engine) -> Result<Picture> {
    let rows = engine.inbox_page(InboxQuery::default(), PageAt::Row(0), 2_000).await?.rows;
    let lines = rows.into_iter().map(|row| (row.line, row.status, row.stage, row.claim, row.to_ship));
    let mut picture = Picture { lines: lines.collect(), claims: Vec::new() };
    for kind in [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange] {
        let queue = engine.claim_queue(ClaimRequest { kind, accounts: Vec::<AccountId>::new() }).await?;
        picture.claims.extend(queue.rows.into_iter().map(|row| (row.claim, row.kind, row.step)));
    }
    picture.lines.sort();
    picture.claims.sort();
    Ok(picture)
}

/// What a new desk shows that reads the same shop while nothing goes wrong.
async fn unstruck<W: World>(world: &W) -> Result<Picture> {
    let folder = tempfile::tempdir()?;
    let keychain = Arc::new(MemoryKeychain::default());
    let engine = open_engine_at(folder.path(), &keychain, world.clock()).await?;
    let (form, secrets) = form(world)?;
    let account = engine.save_sandbox_account(form, secrets).await?.id;
    for _ in 0..2 {
        let round = engine.collect_account(&account).await?;
        ensure!(round.problems.is_empty(), "{:#?}", round.problems);
    }
    picture(&engine).await
}

/// Declares a test for every way in which a list fails at one marketplace.
macro_rules! lists {
    ($world:expr; $($case:ident),+ $(,)?) => {
        mod lists {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() -> anyhow::Result<()> {
                    crate::lists::$case($world.await?).await
                }
            )+
        }
    };
}

/// The ways, named once for all marketplaces.
macro_rules! listed {
    ($world:expr) => {
        lists! {
            $world;
            a_repeated_page_shows_nothing_twice,
            a_row_that_comes_late_is_not_lost,
            a_claim_left_out_for_hours_is_not_lost,
            a_cut_page_loses_nothing,
            a_page_refused_for_haste_loses_nothing,
            a_page_that_fails_loses_nothing,
            a_first_page_that_never_comes_loses_nothing,
            a_later_page_that_never_comes_loses_nothing,
        }
    };
}
