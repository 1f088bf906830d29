//! Claims that stand still until the buyer has paid, and claims that are refused.

use anyhow::{Context, Result, ensure};
use domain::action::ClaimAct;
use domain::{ActionKind, ClaimId, ClaimKind, ClaimStep, ClaimVerb, OrderId, Won};
use market::Ask;
use tests::world::World;

use crate::claims::{asked, given_up, received, refusal};
use crate::promises::first_code;
use crate::{carry_out, case, claim, claim_write, refused};

pub(crate) async fn a_held_return_is_refunded_only_after_its_release(world: &dyn World) -> Result<()> {
    let used = [ActionKind::HoldReturn, ActionKind::ReleaseReturn, ActionKind::RefundReturn];
    case(world, &used, || async {
        let (order, id) = asked(world, ClaimKind::Return, 1).await?;
        received(world, &order, ClaimKind::Return, &id).await?;
        let refund = claim_write(world, &order, ClaimKind::Return, &id, ClaimAct::Refund).await?;
        held(world, &order, ClaimKind::Return, &id).await?;
        ensure!(claim(world, &order, ClaimKind::Return, &id).await?.verbs == [ClaimVerb::Release]);
        refused(world, &refund).await?;
        released(world, &order, ClaimKind::Return, &id).await?;
        carry_out(world, &refund).await?;
        ensure!(claim(world, &order, ClaimKind::Return, &id).await?.step == ClaimStep::Completed);
        ensure!(world.applied(ActionKind::RefundReturn, id.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_held_return_is_refunded_by_what_it_names(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::HoldReturn, ActionKind::RefundReturn], || async {
        if world.market().capabilities().allows(ActionKind::ReleaseReturn) {
            println!("not asked of {}: a hold is released first", world.market().marketplace().code());
            return Ok(());
        }
        let (order, id) = asked(world, ClaimKind::Return, 1).await?;
        received(world, &order, ClaimKind::Return, &id).await?;
        held(world, &order, ClaimKind::Return, &id).await?;
        let here = claim(world, &order, ClaimKind::Return, &id).await?;
        ensure!(here.verbs.contains(&ClaimVerb::Refund), "{:?}", here.verbs);
        carry_out(world, &claim_write(world, &order, ClaimKind::Return, &id, ClaimAct::Refund).await?)
            .await?;
        let refunded = claim(world, &order, ClaimKind::Return, &id).await?;
        ensure!(refunded.step == ClaimStep::Completed && refunded.held.is_none(), "{refunded:?}");
        ensure!(world.applied(ActionKind::RefundReturn, id.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_held_return_is_kept_from_completing_by_itself(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::HoldReturn, ActionKind::DeferReturn], || async {
        let (order, id) = asked(world, ClaimKind::Return, 1).await?;
        held(world, &order, ClaimKind::Return, &id).await?;
        let act = deferral(world)?;
        carry_out(world, &claim_write(world, &order, ClaimKind::Return, &id, act).await?).await?;
        let deferred = claim(world, &order, ClaimKind::Return, &id).await?;
        ensure!(deferred.held.as_ref().is_some_and(|held| held.deferred), "{deferred:?}");
        Ok(())
    })
    .await
}

pub(crate) async fn a_held_exchange_is_not_refused_before_its_release(world: &dyn World) -> Result<()> {
    let used = [ActionKind::HoldExchange, ActionKind::ReleaseExchange, ActionKind::RefuseExchange];
    case(world, &used, || async {
        let (order, id) = asked(world, ClaimKind::Exchange, 1).await?;
        let act = refusal(world, ActionKind::RefuseExchange)?;
        let refuse = claim_write(world, &order, ClaimKind::Exchange, &id, act).await?;
        held(world, &order, ClaimKind::Exchange, &id).await?;
        refused(world, &refuse).await?;
        released(world, &order, ClaimKind::Exchange, &id).await?;
        carry_out(world, &refuse).await?;
        given_up(world, &order, ClaimKind::Exchange, &id).await
    })
    .await
}

pub(crate) async fn a_return_is_refused_in_words(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::RefuseReturn], || async {
        let (order, id) = asked(world, ClaimKind::Return, 1).await?;
        let act = refusal(world, ActionKind::RefuseReturn)?;
        carry_out(world, &claim_write(world, &order, ClaimKind::Return, &id, act).await?).await?;
        given_up(world, &order, ClaimKind::Return, &id).await
    })
    .await
}

/// Holds a claim for three thousand won and sees that nothing but its release is offered then.
pub(crate) async fn held(world: &dyn World, order: &OrderId, kind: ClaimKind, id: &ClaimId) -> Result<()> {
    let action = ActionKind::of_claim(kind, ClaimVerb::Hold).context("no such verb")?;
    let fee = world.market().capabilities().asks(action).iter().any(charges).then(|| Won::new(3_000));
    let act = hold(world, action)?;
    carry_out(world, &claim_write(world, order, kind, id, act).await?).await?;
    let read = claim(world, order, kind, id).await?;
    let hold = read.held.as_ref().with_context(|| format!("it reads as not held: {read:?}"))?;
    ensure!(hold.fee == fee, "{hold:?}");
    Ok(())
}

/// A hold with the marketplace's first reason, and with three thousand won and a day where it asks for them.
pub(crate) fn hold(world: &dyn World, action: ActionKind) -> Result<ClaimAct> {
    let asks = world.market().capabilities().asks(action);
    let in_days = world.clock().now() + chrono::TimeDelta::days(3);
    Ok(ClaimAct::Hold {
        reason: first_code(world, action)?,
        detail: "반품 배송비를 보내 주세요.".into(),
        fee: asks.iter().any(charges).then(|| Won::new(3_000)),
        until: asks.contains(&Ask::Day).then(|| in_days.date_naive()),
    })
}

/// Whether a field asks for a charge.
fn charges(ask: &Ask) -> bool {
    matches!(ask, Ask::Fee(_) | Ask::FeeFor { .. })
}

/// A return that is kept from completing by itself, for the marketplace's first reason.
pub(crate) fn deferral(world: &dyn World) -> Result<ClaimAct> {
    Ok(ClaimAct::Defer {
        reason: first_code(world, ActionKind::DeferReturn)?,
        detail: "구매자와 연락이 되지 않습니다.".into(),
    })
}

/// Releases a claim.
async fn released(world: &dyn World, order: &OrderId, kind: ClaimKind, id: &ClaimId) -> Result<()> {
    carry_out(world, &claim_write(world, order, kind, id, ClaimAct::Release).await?).await?;
    let read = claim(world, order, kind, id).await?;
    ensure!(read.held.is_none() && !read.verbs.is_empty(), "{read:?}");
    Ok(())
}
