//! What goes wrong on the way of a write, for every kind that a marketplace can be asked for: each write arrives once,
//! and is told as what became of it, or as unknown where nobody can know.

mod drift;
mod scenes;
mod shown;
pub(crate) mod worlds;

use std::future::Future;

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, LineResult, Marketplace, Outcome, Write};
use market::MarketError;
use tests::world::{Strike, World};
use tokio::task::JoinSet;

use self::drift::drifts;
use self::scenes::{Scene, scene};
use self::shown::shown;
use crate::{carry_out, case};

/// Strikes that end with the time limit; they wait for it side by side.
const SLOW: [Strike; 2] = [Strike::HangBefore, Strike::HangAfter];

/// All the others.
const QUICK: [Strike; 8] = [
    Strike::BreakBefore,
    Strike::BreakAfter,
    Strike::GatewayTimeoutAfter,
    Strike::Truncated,
    Strike::TooMany,
    Strike::ServerError,
    Strike::ProviderDown,
    Strike::Denied,
];

/// As what the desk may be told of a struck write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Nobody knows.
    Unknown,
    /// Certainly not applied.
    NotApplied,
    /// Either of the two.
    Either,
}

/// Strikes a write of that kind in every way, and carries it out by clocks that are five minutes off; each time in
/// a shop of its own.
pub(crate) async fn every_strike<Opened>(kind: ActionKind, open: fn() -> Opened) -> Result<()>
where
    Opened: Future<Output = Result<Box<dyn World>>> + Send + 'static,
{
    let world = open().await?;
    case(&*world, &[kind], || async {
        let mut strands = JoinSet::new();
        for slow in SLOW {
            strands.spawn(async move { survives(&*open().await?, kind, slow).await });
        }
        strands.spawn(async move {
            for quick in QUICK {
                survives(&*open().await?, kind, quick).await?;
            }
            drifts(kind, open).await
        });
        while let Some(ended) = strands.join_next().await {
            ended??;
        }
        Ok(())
    })
    .await
}

/// One write under one strike, named when it goes wrong.
async fn survives(world: &dyn World, kind: ActionKind, strike: Strike) -> Result<()> {
    let scene = scene(world, kind).await.with_context(|| format!("{kind:?} cannot be brought about"))?;
    struck(world, kind, &scene, strike).await.with_context(|| format!("{strike:?} at {:?}", scene.write))
}

/// The write arrives once, is told as it may be told, and comes right afterwards.
async fn struck(world: &dyn World, kind: ActionKind, scene: &Scene, strike: Strike) -> Result<()> {
    ensure!(shown(world, scene).await? != Some(true), "it reads as done before it was asked for");
    let (applied, calls) = (scene.applied(world, kind), world.calls(kind));
    world.strike(Some(kind), strike, 1);
    let told = told(&scene.write, world.market().act(&scene.write).await)?;
    world.calm();
    let (may_be, came_through) = right(world.market().marketplace(), strike);
    ensure!(may_be == Told::Either || told == may_be, "it is told as {told:?}");
    ensure!(world.calls(kind) == calls + 1, "it arrived {} times", world.calls(kind) - calls);
    ensure!(scene.applied(world, kind) == applied + u32::from(came_through), "applied against the plan");
    knock(world).await;
    if !came_through {
        ensure!(shown(world, scene).await? != Some(true), "it reads as done, and is not");
        carry_out(world, &scene.write).await.context("it cannot be carried out any more")?;
    }
    ensure!(shown(world, scene).await? != Some(false), "it is done, and does not read so");
    ensure!(scene.applied(world, kind) == applied + 1, "not applied once");
    Ok(())
}

/// As what a struck write may be told, and whether the marketplace applied it.
const fn right(marketplace: Marketplace, strike: Strike) -> (Told, bool) {
    match strike {
        // Grip answers every business refusal with 500 as well: its own words tell the two apart.
        Strike::ServerError if matches!(marketplace, Marketplace::Grip) => (Told::Either, false),
        // No document of 11번가 knows a page that denies access, so nothing says what stands behind it.
        Strike::Denied if matches!(marketplace, Marketplace::Elevenst) => (Told::Unknown, false),
        // Calls over a limit and calls that the edge turns away are carried out nowhere.
        Strike::TooMany | Strike::Denied => (Told::NotApplied, false),
        // Whoever hears nothing, or that something behind the door failed, cannot know how far the call came.
        Strike::BreakBefore | Strike::HangBefore | Strike::ServerError | Strike::ProviderDown => {
            (Told::Unknown, false)
        }
        Strike::BreakAfter | Strike::HangAfter | Strike::GatewayTimeoutAfter | Strike::Truncated => {
            (Told::Unknown, true)
        }
        // These strike lists.
        Strike::DuplicatePage | Strike::LatePage | Strike::UnknownStatus => (Told::Either, true),
    }
}

/// As what the connector tells it; a success is none of them.
fn told(write: &Write, answer: Result<Vec<Outcome>, MarketError>) -> Result<Told> {
    let outcomes = match answer {
        Err(error) if error.may_have_applied() => return Ok(Told::Unknown),
        Err(error) => {
            ensure!(!error.message.is_empty(), "refused without a word: {error}");
            return Ok(Told::NotApplied);
        }
        Ok(outcomes) => outcomes,
    };
    ensure!(outcomes.len() == write.targets().len(), "one result is owed for each target: {outcomes:?}");
    if outcomes.iter().all(|outcome| outcome.result == LineResult::Unknown) {
        return Ok(Told::Unknown);
    }
    let refused = |outcome: &Outcome| matches!(&outcome.result, LineResult::Failed { message, .. } if !message.is_empty());
    ensure!(outcomes.iter().all(refused), "told as done, or as several things at once: {outcomes:?}");
    Ok(Told::NotApplied)
}

/// Waits until the door is open again, where the strike closed it.
async fn knock(world: &dyn World) {
    if let Some(until) = world.market().health().closed_until {
        let rest = (until - world.clock().now()).to_std().unwrap_or_default();
        let rest = rest + std::time::Duration::from_secs(1);
        if !world.skip(rest) {
            world.clock().sleep(rest).await;
        }
    }
}

/// Declares a test for every kind of write at one marketplace.
macro_rules! faults {
    ($world:expr; $($name:ident: $kind:ident),+ $(,)?) => {
        mod faults {
            use domain::ActionKind;
            use tests::world::World;

            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() -> anyhow::Result<()> {
                    let open = || async { Ok(Box::new($world.await?) as Box<dyn World>) };
                    crate::faults::every_strike(ActionKind::$kind, open).await
                }
            )+

            #[test]
            fn every_kind_is_struck() {
                assert_eq!([$(ActionKind::$kind),+], ActionKind::ALL);
            }
        }
    };
}

/// The kinds of writes, named once for all marketplaces.
macro_rules! struck {
    ($world:expr) => {
        faults! {
            $world;
            confirm: Confirm,
            ship: Ship,
            change_invoice: ChangeInvoice,
            split_ship: SplitShip,
            ship_rest: ShipRest,
            ship_pieces: ShipPieces,
            delay_notice: DelayNotice,
            change_hope_delivery: ChangeHopeDelivery,
            change_receiver: ChangeReceiver,
            hold_dispatch: HoldDispatch,
            complete_delivery: CompleteDelivery,
            answer_undelivered: AnswerUndelivered,
            cancel_sale: CancelSale,
            approve_cancel: ApproveCancel,
            refuse_cancel: RefuseCancel,
            request_return: RequestReturn,
            notify_return: NotifyReturn,
            approve_return: ApproveReturn,
            refuse_return: RefuseReturn,
            hold_return: HoldReturn,
            release_return: ReleaseReturn,
            defer_return: DeferReturn,
            register_return_pickup: RegisterReturnPickup,
            confirm_return_collected: ConfirmReturnCollected,
            refund_return: RefundReturn,
            return_to_exchange: ReturnToExchange,
            change_fault: ChangeFault,
            notify_exchange: NotifyExchange,
            approve_exchange: ApproveExchange,
            refuse_exchange: RefuseExchange,
            hold_exchange: HoldExchange,
            release_exchange: ReleaseExchange,
            register_exchange_pickup: RegisterExchangePickup,
            confirm_exchange_collected: ConfirmExchangeCollected,
            reship_exchange: ReshipExchange,
            complete_exchange: CompleteExchange,
            exchange_to_return: ExchangeToReturn,
        }
    };
}
