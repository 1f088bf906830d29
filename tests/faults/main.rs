//! Bad input and bad luck: one clear sentence in both languages, and nothing lost.

mod elevenst;
mod esm;
mod lost_answers;
mod naver;

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use domain::{ActionState, Status};
use engine::view::{Problem, ProblemCode};
use engine::{Engine, EngineConfig};
use store::{InboxQuery, MemoryKeychain};
use tests::desk::{Desk, form, open_engine};
use tests::world::coupang::Coupang;
use tests::world::{Strike, World};

/// Both languages, a cause and a next action: more than a word, ending as a sentence does.
fn reads_well(problem: &Problem) -> Result<()> {
    let sentence = &problem.sentence;
    for text in [&sentence.ko, &sentence.en] {
        ensure!(text.chars().count() > 12 && text.ends_with('.'), "{:?}: {text}", problem.code);
    }
    Ok(())
}

/// The problem of a connection test with a form that was spoilt.
async fn spoilt<W: World>(desk: &Desk<W>, name: &str, value: &str) -> Result<Problem> {
    let (mut form, mut secrets) = form(&desk.world)?;
    form.fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value.to_owned());
    if secrets.0.contains_key(name) {
        secrets.0.insert(name.to_owned(), value.to_owned().into());
    }
    match desk.engine.check_account(form, secrets).await {
        Ok(check) => check.steps.into_iter().find_map(|step| step.problem).context("nothing was wrong"),
        Err(problem) => Ok(problem),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_named() -> Result<()> {
    let desk = Desk::open(Coupang::open().await?).await?;
    let problem = spoilt(&desk, "secret_key", &"0".repeat(40)).await?;
    ensure!(problem.code == ProblemCode::KeyRejected, "{problem:?}");
    let both = problem.sentence.ko.contains("유효기간") && problem.sentence.en.contains("expired");
    ensure!(both, "Coupang answers an ended key alike, so the sentence names both: {problem:?}");
    reads_well(&problem)
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_seller_number_is_named() -> Result<()> {
    let desk = Desk::open(Coupang::open().await?).await?;
    let problem = spoilt(&desk, "vendor_id", "A00999999").await?;
    ensure!(problem.code == ProblemCode::WrongSeller, "{problem:?}");
    reads_well(&problem)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_number_that_cannot_be_right_is_never_sent() -> Result<()> {
    let desk = Desk::open(Coupang::open().await?).await?;
    let before = desk.world.shop().calls().len();
    let problem = spoilt(&desk, "vendor_id", "온유상점").await?;
    ensure!(problem.code == ProblemCode::BadInput, "{problem:?}");
    ensure!(desk.world.shop().calls().len() == before, "it was sent, and Coupang blocks after such calls");
    reads_well(&problem)
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_of_the_marketplace_lose_nothing_and_are_said() -> Result<()> {
    for strike in [Strike::Denied, Strike::Truncated, Strike::ServerError, Strike::TooMany] {
        let desk = Desk::open(Coupang::open().await?).await?;
        desk.collect().await?;
        let before = desk.rows(InboxQuery::default()).await?;
        desk.world.strike(None, strike, 10_000);
        let round = desk.round().await?;
        ensure!(!round.problems.is_empty(), "{strike:?} collects all the same");
        let account = desk.engine.accounts().await?.into_iter().next().context("no account")?;
        let problem = account.health.problem.with_context(|| format!("{strike:?} is silent"))?;
        reads_well(&problem)?;
        ensure!(desk.rows(InboxQuery::default()).await?.len() == before.len(), "{strike:?} lost a row");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_status_is_shown_as_it_came() -> Result<()> {
    let desk = Desk::open(Coupang::with_orders(0).await?).await?;
    desk.world.order(1, 1)?;
    desk.world.strike(None, Strike::UnknownStatus, 1_000);
    desk.collect().await?;
    let row = desk.rows(InboxQuery::default()).await?.pop().context("the line was dropped")?;
    ensure!(row.status == Status::Unknown && !row.raw_status.is_empty(), "{row:?}");
    let batch = desk.engine.confirm_lines(desk.named(&[row])).await?;
    ensure!(batch.actions.is_empty() && batch.blocked.len() == 1, "something was written to it: {batch:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn long_ids_and_empty_contacts_go_through() -> Result<()> {
    let desk = Desk::open(Coupang::with_orders(0).await?).await?;
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    let sheet = desk.world.boxes(&order).pop().context("no box")?;
    ensure!(sheet.shipment_box_id.len() == 18, "{} does not try it", sheet.shipment_box_id);
    let row = desk.confirm(&order).await?.pop().context("no row")?;
    ensure!(row.bundle.as_str() == sheet.shipment_box_id && row.status == Status::Preparing);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_instance_is_told_about_the_first() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let keychain = Arc::new(MemoryKeychain::default());
    let first = open_engine(folder.path(), &keychain).await?;
    let config =
        EngineConfig::new(folder.path().to_owned(), Arc::clone(&keychain) as Arc<dyn store::Keychain>);
    let problem = Engine::open(config).await.err().context("two instances share one file")?;
    ensure!(problem.code == ProblemCode::InUse, "{problem:?}");
    reads_well(&problem)?;
    drop(first);
    open_engine(folder.path(), &keychain).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_key_never_makes_a_new_file_over_the_old_one() -> Result<()> {
    let folder = tempfile::tempdir()?;
    drop(open_engine(folder.path(), &Arc::new(MemoryKeychain::default())).await?);
    let stranger = Arc::new(MemoryKeychain::default()) as Arc<dyn store::Keychain>;
    let before = listing(folder.path())?;
    let problem = Engine::open(EngineConfig::new(folder.path().to_owned(), stranger)).await;
    let problem = problem.err().context("a file was opened without its key")?;
    ensure!(problem.code == ProblemCode::Store, "{problem:?}");
    ensure!(listing(folder.path())? == before, "the folder was changed");
    reads_well(&problem)
}

/// The names and sizes of a folder's files.
fn listing(folder: &std::path::Path) -> Result<std::collections::BTreeMap<std::ffi::OsString, u64>> {
    let files = std::fs::read_dir(folder)?;
    files
        .map(|file| file.and_then(|file| Ok((file.file_name(), file.metadata()?.len()))))
        .collect::<Result<_, _>>()
        .map_err(Into::into)
}

#[tokio::test(flavor = "multi_thread")]
async fn pressing_twice_sends_once() -> Result<()> {
    let desk = Desk::open(Coupang::with_orders(0).await?).await?;
    let order = desk.world.order(1, 1)?;
    desk.collect().await?;
    let rows = desk.named(&desk.order(&order).await?);
    let (one, other) = tokio::join!(desk.engine.confirm_lines(rows.clone()), desk.engine.confirm_lines(rows));
    desk.settle().await?;
    let journaled = [one, other].into_iter().flatten().map(|batch| batch.actions.len()).sum::<usize>();
    ensure!(journaled == 1, "{journaled} actions for one order");
    ensure!(desk.world.applied(domain::ActionKind::Confirm, order.as_str()) == 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_unknown_and_then_known() -> Result<()> {
    for (strike, applied_at_first) in
        [(Strike::BreakAfter, 1), (Strike::BreakBefore, 0), (Strike::Truncated, 1)]
    {
        let desk = Desk::open(Coupang::with_orders(0).await?).await?;
        let order = desk.world.order(1, 1)?;
        desk.collect().await?;
        desk.world.strike(Some(domain::ActionKind::Confirm), strike, 1);
        let batch = desk.engine.confirm_lines(desk.named(&desk.order(&order).await?)).await?;
        ensure!(desk.world.applied(domain::ActionKind::Confirm, order.as_str()) <= applied_at_first);
        desk.settle().await?;
        let actions = desk.actions(&batch).await?;
        ensure!(actions.iter().all(|action| action.state == ActionState::Done), "{strike:?}: {actions:#?}");
        ensure!(desk.world.applied(domain::ActionKind::Confirm, order.as_str()) == 1, "{strike:?} twice");
    }
    Ok(())
}
