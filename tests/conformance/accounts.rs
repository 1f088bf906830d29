//! Connecting: what is wrong is named.

use anyhow::{Context, Result, ensure};
use domain::ActionKind;
use market::{ErrorKind, Support};
use tests::world::{World, Wrong};

pub(crate) async fn every_operation_has_an_answer(world: &dyn World) -> Result<()> {
    let market = world.market();
    for kind in ActionKind::ALL {
        let support =
            market.capabilities().actions.get(&kind).with_context(|| format!("{kind:?} has no answer"))?;
        if let Support::Unavailable { reason, link } = support {
            ensure!(!reason.ko.is_empty() && !reason.en.is_empty(), "{kind:?} is missing without a reason");
            ensure!(link.starts_with("https://"), "{kind:?} leads nowhere");
        }
    }
    Ok(())
}

pub(crate) async fn a_right_account_passes_every_step(world: &dyn World) -> Result<()> {
    let check = world.market().check().await;
    ensure!(check.steps.len() == 5, "not every step was tried: {check:?}");
    ensure!(check.steps.iter().all(|step| step.result.is_ok()), "{check:?}");
    Ok(())
}

pub(crate) async fn a_wrong_secret_is_named(world: &dyn World) -> Result<()> {
    named(world, Wrong::Secret, ErrorKind::KeyRejected).await
}

pub(crate) async fn a_wrong_seller_is_named(world: &dyn World) -> Result<()> {
    named(world, Wrong::Seller, ErrorKind::WrongSeller).await
}

pub(crate) async fn a_wrong_clock_is_named(world: &dyn World) -> Result<()> {
    named(world, Wrong::Clock, ErrorKind::ClockWrong).await
}

pub(crate) async fn an_unregistered_address_is_named(world: &dyn World) -> Result<()> {
    named(world, Wrong::Address, ErrorKind::AddressNotRegistered).await
}

pub(crate) async fn an_expired_key_is_named(world: &dyn World) -> Result<()> {
    named(world, Wrong::Expired, ErrorKind::KeyExpired).await
}

/// The connection test ends with an error of that kind.
async fn named(world: &dyn World, wrong: Wrong, kind: ErrorKind) -> Result<()> {
    let Some(market) = world.wrong(wrong)? else {
        println!(
            "not asked of {}: {wrong:?} cannot be told apart there",
            world.market().marketplace().code()
        );
        return Ok(());
    };
    let check = market.check().await;
    let last = check.steps.last().context("nothing was tried")?;
    let error = last.result.as_ref().err().with_context(|| format!("{wrong:?} passed: {check:?}"))?;
    ensure!(error.kind == kind, "{wrong:?} is told as {:?}: {error}", error.kind);
    Ok(())
}
