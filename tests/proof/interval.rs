//! What a buyer asks for is on the desk within one polling interval, for every kind of claim.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{ActionKind, ClaimId, ClaimKind, Fact, OrderId};
use market::{Clock, FeedInput, FeedRequest, Span};
use tests::clock::Stepping;
use tests::desk::Desk;
use tests::ground::Ground;
use tests::world::World;

use crate::matrix::opened;
use crate::matrix::way::{From, brought};

/// What a list may wait for those before it in a round.
const A_ROUND: TimeDelta = TimeDelta::seconds(60);
/// Between two looks at the desk.
const A_LOOK: Duration = Duration::from_secs(10);
/// The desk has read everything for the first time by then, and longer than any list rests.
const AN_AFTERNOON: Duration = Duration::from_secs(3 * 3_600);

/// Asks for a claim of each kind while the desk's loops run.
pub(crate) async fn every_claim_within_an_interval<W: World>(on: fn(&Ground) -> Result<W>) -> Result<()> {
    let clock = Stepping::new(DateTime::from_timestamp(1_790_000_000, 0).context("no such moment")?);
    let desk = opened(on(&Ground::stepping(&clock, 5, 0).await?)?).await?;
    let cancelled = if asks_after_confirming(&desk) { From::Prepared } else { From::Paid };
    let kinds = [
        (ClaimKind::Cancel, cancelled),
        (ClaimKind::Return, From::Arrived),
        (ClaimKind::Exchange, From::Arrived),
    ];
    let mut orders = Vec::new();
    for (kind, from) in kinds {
        orders.push((kind, brought(&desk, kind, from).await?));
    }
    desk.engine.start();
    clock.sleep(AN_AFTERNOON).await;
    let mut seen = Vec::new();
    for (kind, order) in orders {
        let asked_at = clock.now();
        let claim = desk.world.ask(kind, &order, 1)?;
        seen.push((kind, order, claim.clone(), asked_at, shown_after(&desk, &clock, &claim).await?));
    }
    desk.engine.stop().await;
    for (kind, order, claim, asked_at, after) in seen {
        let interval = interval(&desk.world, &order, &claim, asked_at).await?;
        println!(
            "{kind:?} at {}: shown after {after}, read every {interval}",
            desk.world.market().marketplace().code()
        );
        ensure!(after <= interval + A_ROUND, "{kind:?} was shown after {after}, read every {interval}");
    }
    Ok(())
}

/// Whether a cancel waits for an answer once the order was confirmed.
fn asks_after_confirming<W: World>(desk: &Desk<W>) -> bool {
    desk.world.market().capabilities().allows(ActionKind::ApproveCancel)
}

/// How long it took until the desk showed a claim.
async fn shown_after<W: World>(desk: &Desk<W>, clock: &Stepping, claim: &ClaimId) -> Result<TimeDelta> {
    let asked_at = clock.now();
    while desk.claim(claim).await.is_err() {
        clock.sleep(A_LOOK).await;
        let waited = clock.now() - asked_at;
        ensure!(waited < TimeDelta::from_std(AN_AFTERNOON)?, "{claim} is not shown after {waited}");
    }
    Ok(clock.now() - asked_at)
}

/// How often the quickest list that tells of a claim is read, with what the marketplace tells late.
async fn interval(
    world: &dyn World,
    order: &OrderId,
    claim: &ClaimId,
    asked_at: DateTime<Utc>,
) -> Result<TimeDelta> {
    let market = world.market();
    let span = Span { from: asked_at - TimeDelta::minutes(10), to: world.clock().now() };
    let mut tellers = Vec::new();
    for feed in market.feeds().iter().filter(|feed| matches!(feed.input, FeedInput::Time { .. })) {
        let read = market.collect(feed.id, FeedRequest::Time { span, page: None }).await;
        let tells = |fact: &Fact| matches!(fact, Fact::Claim(told) if told.claim == *claim);
        if read.is_ok_and(|read| read.facts.iter().any(tells)) {
            tellers.push(feed.every);
        }
    }
    let quickest =
        tellers.into_iter().min().with_context(|| format!("no list tells of {claim} on {order}"))?;
    Ok(TimeDelta::from_std(quickest + world.told_after())?)
}
