//! What goes wrong at SmartStore and Npay: keys, addresses, authorisations, quotas, refusals inside a success.

use anyhow::{Context, Result, ensure};
use domain::{ActionState, LineResult, Status};
use engine::view::{AccountView, Problem, ProblemCode};
use sandbox::FaultKind;
use sandbox::naver::{Fault, Flavor, Operation, Settings};
use store::InboxQuery;
use tests::desk::Desk;
use tests::world::naver::Naver;
use tests::world::{Strike, World};

use crate::{reads_well, spoilt};

/// Both sisters.
const BOTH: [Flavor; 2] = [Flavor::SmartStore, Flavor::Npay];

/// A desk over a shop with so many orders.
async fn desk(flavor: Flavor, orders: usize) -> Result<Desk<Naver>> {
    Desk::open(Naver::with_orders(flavor, orders).await?).await
}

/// The desk's one account.
async fn account(desk: &Desk<Naver>) -> Result<AccountView> {
    desk.engine.accounts().await?.into_iter().next().context("no account")
}

/// What the account says is wrong with it.
async fn trouble(desk: &Desk<Naver>) -> Result<Problem> {
    account(desk).await?.health.problem.context("the account is silent")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mangled_secret_is_named_and_never_sent() -> Result<()> {
    for flavor in BOTH {
        let desk = desk(flavor, 0).await?;
        let whole = desk.world.shop().credentials().client_secret;
        let before = desk.world.shop().calls().len();
        // A shell eats `$2a` and `$04`; quotes and a half copy are the other ways in which people lose a part.
        for mangled in [whole.replace("$2a$04", ""), format!("\"{whole}\""), whole[..20].to_owned()] {
            let problem = spoilt(&desk, "client_secret", &mangled).await?;
            ensure!(problem.code == ProblemCode::BadInput, "{mangled}: {problem:?}");
            reads_well(&problem)?;
        }
        ensure!(desk.world.shop().calls().len() == before, "{flavor:?}: it was sent");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_not_registered_is_named() -> Result<()> {
    for flavor in BOTH {
        let desk = desk(flavor, 0).await?;
        let elsewhere = Some(vec![std::net::IpAddr::from([203, 0, 113, 24])]);
        let shop = desk.world.shop();
        shop.configure(Settings { allowed_ips: elsewhere, ..shop.settings() });
        ensure!(!desk.round().await?.problems.is_empty(), "{flavor:?} collects all the same");
        let problem = trouble(&desk).await?;
        ensure!(problem.code == ProblemCode::AddressNotRegistered, "{problem:?}");
        reads_well(&problem)?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authorisation_that_has_ended_is_named_and_mended() -> Result<()> {
    for flavor in BOTH {
        let desk = desk(flavor, 3).await?;
        let shop = desk.world.shop();
        shop.configure(Settings { authorised: false, ..shop.settings() });
        ensure!(!desk.round().await?.problems.is_empty(), "{flavor:?} collects all the same");
        let problem = trouble(&desk).await?;
        ensure!(problem.code == ProblemCode::KeyExpired, "{problem:?}");
        reads_well(&problem)?;
        shop.configure(Settings { authorised: true, ..shop.settings() });
        desk.collect().await?;
        ensure!(account(&desk).await?.health.problem.is_none());
        ensure!(
            !desk.rows(InboxQuery::default()).await?.is_empty(),
            "nothing was collected after it was mended"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_early_is_renewed_once_and_nothing_is_lost() -> Result<()> {
    for flavor in BOTH {
        let desk = desk(flavor, 0).await?;
        let order = desk.world.order(1, 1)?;
        desk.collect().await?;
        desk.world.shop().end_tokens();
        let before = tokens(&desk);
        desk.confirm(&order).await?;
        ensure!(tokens(&desk) == before + 1, "{} tokens were asked for", tokens(&desk) - before);
        ensure!(desk.world.applied(domain::ActionKind::Confirm, order.as_str()) == 1);
    }
    Ok(())
}

/// How often a token was asked for.
fn tokens(desk: &Desk<Naver>) -> usize {
    desk.world.operations().into_iter().filter(|operation| *operation == Operation::Token).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spent_quota_is_the_loudest_thing_and_stops_the_calls() -> Result<()> {
    for flavor in BOTH {
        let desk = desk(flavor, 0).await?;
        desk.collect().await?;
        let shop = desk.world.shop();
        shop.penalise();
        shop.forget_calls();
        ensure!(!desk.round().await?.problems.is_empty(), "{flavor:?} collects all the same");
        let problem = trouble(&desk).await?;
        ensure!(problem.code == ProblemCode::QuotaExceeded, "{problem:?}");
        reads_well(&problem)?;
        let health = account(&desk).await?.health;
        ensure!(health.closed_until.is_some(), "the door is still open: {health:?}");
        let calls = shop.calls().len();
        ensure!(!desk.round().await?.problems.is_empty());
        ensure!(shop.calls().len() == calls, "it went on calling");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_success_in_which_every_line_failed_is_a_failure() -> Result<()> {
    for flavor in BOTH {
        let desk = desk(flavor, 0).await?;
        let order = desk.world.order(1, 1)?;
        desk.collect().await?;
        desk.world.shop().inject(Fault::on(Operation::Confirm, FaultKind::RowFails));
        let batch = desk.engine.confirm_lines(desk.named(&desk.order(&order).await?)).await?;
        desk.settle().await?;
        let action = desk.actions(&batch).await?.pop().context("no action")?;
        ensure!(action.state == ActionState::Failed, "{action:#?}");
        let told = action.outcomes.iter().all(|view| {
            matches!(&view.outcome.result, LineResult::Failed { message, .. } if !message.is_empty())
                && view.advice.is_some()
        });
        ensure!(told, "{:#?}", action.outcomes);
        ensure!(desk.order(&order).await?.iter().all(|row| row.status == Status::Paid));
        desk.confirm(&order).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_that_nobody_knows_is_shown_and_left_alone() -> Result<()> {
    for flavor in BOTH {
        let desk = desk(flavor, 0).await?;
        let order = desk.world.order(1, 1)?;
        desk.world.strike(None, Strike::UnknownStatus, 1_000);
        desk.collect().await?;
        let row = desk.order(&order).await?.pop().context("the line was dropped")?;
        ensure!(row.status == Status::Unknown && !row.raw_status.is_empty(), "{row:?}");
        let batch = desk.engine.confirm_lines(desk.named(&[row])).await?;
        ensure!(
            batch.actions.is_empty() && batch.blocked.len() == 1,
            "something was written to it: {batch:?}"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gateways_limit_and_the_last_trace_stand_in_the_health() -> Result<()> {
    let desk = desk(Flavor::SmartStore, 0).await?;
    desk.collect().await?;
    let health = account(&desk).await?.health;
    let rate = health.rate.context("no rate limit is told")?;
    ensure!((rate.limit, rate.burst) == (2, Some(4)) && rate.remaining.is_some(), "{rate:?}");
    let last = desk.world.shop().calls().last().map(|call| call.trace_id.clone());
    ensure!(health.last_trace == last, "{:?} is not the last call's number {last:?}", health.last_trace);
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    let rows = desk.order(&order).await?;
    ensure!(!rows.is_empty(), "not collected: {:#?}", account(&desk).await?);
    let batch = desk.engine.confirm_lines(desk.named(&rows)).await?;
    let action = desk.whole(batch).await?.pop().context("no action")?;
    let calls = desk.world.shop().calls();
    let confirm = calls.iter().find(|call| call.operation == Some(Operation::Confirm)).context("no call")?;
    ensure!(action.trace.as_ref() == Some(&confirm.trace_id), "{:?} {}", action.trace, confirm.trace_id);
    Ok(())
}
