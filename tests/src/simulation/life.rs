//! Days in the life of a shop, each of which must end with nothing lost.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use chrono::TimeDelta;
use domain::{ActionKind, ActionState, LineResult, Target};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::buyers::Buyers;
use super::compare::Done;
use super::drift::Drifting;
use super::{compare, seller};
use crate::desk::Desk;
use crate::world::{Hit, Strike, World, until_told};

/// What days are like.
#[derive(Clone, Copy, Debug)]
pub struct Life {
    /// Decides everything.
    pub seed: u64,
    /// How many.
    pub days: u32,
    /// Of all calls, how many meet a server error.
    pub server_errors: f64,
    /// Of all calls, how many are never answered, or answered with a broken connection.
    pub timeouts: f64,
    /// Of all calls, how many lists show a page twice or a row late.
    pub moving_pages: f64,
    /// How wrong the computer's clock may be.
    pub drift: TimeDelta,
}

impl Life {
    /// 5 % server errors, 2 % time-outs, 2 % moving pages, a clock that is up to two minutes off.
    pub const fn hard(seed: u64, days: u32) -> Self {
        let drift = TimeDelta::seconds(120);
        Self { seed, days, server_errors: 0.05, timeouts: 0.02, moving_pages: 0.02, drift }
    }
}

/// What was lived through.
#[derive(Clone, Debug, Default)]
pub struct LifeFigures {
    /// Days.
    pub days: u32,
    /// Orders that buyers placed.
    pub orders: usize,
    /// Everything that buyers did.
    pub deeds: u32,
    /// Lines that were paid.
    pub lines: usize,
    /// Claims.
    pub claims: usize,
    /// Calls.
    pub calls: usize,
    /// Calls that met a failure.
    pub struck: usize,
    /// Calls that the marketplace refused because there were too many.
    pub too_many: usize,
    /// Writes whose outcome nobody knew at the end, although the marketplace tells it.
    pub unknown: usize,
    /// Lines that the seller shipped through the desk.
    pub shipped: usize,
    /// Claims' writes that the seller carried out through the desk.
    pub answered: usize,
}

/// Hours at which the seller collects and works.
const ROUNDS: [u32; 3] = [9, 14, 19];
/// Orders in a day.
const ORDERS: u32 = 4;
/// Other things that happen in a day.
const DEEDS: u32 = 6;
/// Calls for which failures are told at once: more than any round makes.
const AHEAD: u32 = 400;
/// How often a round is repeated at the end of a day, as the application repeats it by itself.
const REPEATS: u32 = 6;

/// Lives through days at one marketplace, and compares the desk with the marketplace's books at the end of each.
///
/// # Errors
/// When anything was lost or kept wrongly, or the desk fails.
pub async fn live<W: World>(world: W, life: Life) -> Result<LifeFigures> {
    let drifting = Drifting::new(world.clock());
    let desk = Desk::by(world, Arc::clone(&drifting) as Arc<dyn market::Clock>).await?;
    let mut rng = ChaCha8Rng::seed_from_u64(life.seed);
    let mut figures = LifeFigures::default();
    let mut buyers = Buyers::default();
    let mut done = Done::default();
    for day in 1..=life.days {
        drifting.set(TimeDelta::milliseconds(off(&mut rng, life.drift)));
        live_one(&desk, &mut buyers, &mut rng, &life).await.with_context(|| format!("day {day}"))?;
        let found = end(&desk, &mut done).await?;
        ensure!(found.is_empty(), "seed {}, day {day}: {found:#?}", life.seed);
        count(&desk, &mut figures);
        figures.days = day;
    }
    let truth = desk.world.truth();
    let mut open = desk.engine.journal(vec![ActionState::Unknown]).await?;
    // What no reading of a marketplace can tell waits for a person who looks in its seller centre.
    let tells = desk.world.market().capabilities().tells_exchange_collected;
    open.retain(|entry| tells || entry.kind != ActionKind::ConfirmExchangeCollected);
    let done = desk.engine.journal(vec![ActionState::Done]).await?;
    let outcomes =
        || done.iter().flat_map(|entry| entry.outcomes.iter().map(move |view| (entry.kind, &view.outcome)));
    let shipped =
        outcomes().filter(|(kind, outcome)| *kind == ActionKind::Ship && outcome.result == LineResult::Ok);
    let answered = outcomes().filter(|(_, outcome)| matches!(outcome.target, Target::Claim(_)));
    Ok(LifeFigures {
        orders: buyers.orders(),
        deeds: buyers.deeds,
        lines: truth.lines.len(),
        claims: truth.claims.len(),
        unknown: open.len(),
        shipped: shipped.count(),
        answered: answered.count(),
        ..figures
    })
}

/// How wrong the clock is, in milliseconds.
fn off(rng: &mut impl Rng, most: TimeDelta) -> i64 {
    let most = most.num_milliseconds();
    if most == 0 { 0 } else { rng.random_range(-most..=most) }
}

/// One day: buyers at random moments, the seller at the hours of the rounds, both at once.
async fn live_one<W: World>(
    desk: &Desk<W>,
    buyers: &mut Buyers,
    rng: &mut ChaCha8Rng,
    life: &Life,
) -> Result<()> {
    let clock = desk.world.clock();
    let morning = clock.now();
    let mut theirs = ChaCha8Rng::from_rng(rng);
    let trade = async {
        let mut moments: Vec<(i64, bool)> =
            (0..ORDERS + DEEDS).map(|nth| (theirs.random_range(0..86_400), nth < ORDERS)).collect();
        moments.sort_unstable();
        for (second, orders) in moments {
            let wait = morning + TimeDelta::seconds(second) - clock.now();
            clock.sleep(wait.to_std().unwrap_or_default()).await;
            if orders {
                buyers.order(&desk.world, &mut theirs, clock.now());
            } else {
                buyers.stir(&desk.world, &mut theirs, clock.now());
            }
        }
    };
    let work = async {
        for hour in ROUNDS {
            let wait = morning + TimeDelta::hours(i64::from(hour)) - clock.now();
            clock.sleep(wait.to_std().unwrap_or_default()).await;
            cloud(&desk.world, rng, life);
            desk.engine.collect_account(&desk.account).await.context("collecting")?;
            seller::work(desk, rng).await?;
            desk.world.calm();
        }
        anyhow::Ok(())
    };
    let ((), worked) = tokio::join!(trade, work);
    worked?;
    let evening = morning + TimeDelta::days(1) - clock.now();
    clock.sleep(evening.to_std().unwrap_or_default()).await;
    Ok(())
}

/// Tells which of the next calls will fail, and how.
fn cloud(world: &dyn World, rng: &mut impl Rng, life: &Life) {
    for after in 0..AHEAD {
        let chance: f64 = rng.random();
        let strike = if chance < life.server_errors {
            Strike::ServerError
        } else if chance < life.server_errors + life.timeouts {
            match rng.random_range(0..4) {
                0 => Strike::HangBefore,
                1 => Strike::HangAfter,
                2 => Strike::BreakBefore,
                _ => Strike::BreakAfter,
            }
        } else if chance < life.server_errors + life.timeouts + life.moving_pages {
            if rng.random_bool(0.5) { Strike::DuplicatePage } else { Strike::LatePage }
        } else {
            continue;
        };
        world.hit(Hit { at: None, strike, after, times: 1 });
    }
}

/// The end of a day: the last round, repeated while a list fails; gives every difference.
async fn end<W: World>(desk: &Desk<W>, done: &mut Done) -> Result<Vec<String>> {
    desk.world.calm();
    // Nothing that failed a moment ago keeps a marketplace's door closed by now.
    desk.world.clock().sleep(Duration::from_secs(900)).await;
    seller::settle(desk).await?;
    let mut found = Vec::new();
    for _ in 0..REPEATS {
        until_told(&desk.world).await;
        let round = desk.engine.collect_account(&desk.account).await?;
        if round.problems.is_empty() {
            found = compare::differences(desk, done).await?;
            if found.is_empty() {
                return Ok(found);
            }
        }
        desk.world.clock().sleep(Duration::from_secs(3_600)).await;
    }
    if found.is_empty() {
        let round = desk.engine.collect_account(&desk.account).await?;
        bail!("a list fails although the weather is fair: {:#?}", round.problems);
    }
    Ok(found)
}

/// Counts the day's calls.
fn count<W: World>(desk: &Desk<W>, figures: &mut LifeFigures) {
    let arrivals = desk.world.arrivals();
    desk.world.forget_arrivals();
    figures.calls += arrivals.len();
    figures.struck += arrivals.iter().filter(|call| call.struck).count();
    figures.too_many += arrivals.iter().filter(|call| call.too_many).count();
}
