//! A day of every marketplace at one desk whose loops run by themselves.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, ClaimId, ClaimKind, Marketplace, OrderId};
use engine::Engine;
use engine::view::{Change, Progress};
use market::Clock;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sandbox::esm::Site;
use sandbox::naver::Flavor;
use store::{InboxQuery, MemoryKeychain, PageAt};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::clock::Stepping;
use crate::desk::{form, open_engine_at};
use crate::ground::Ground;
use crate::world::coupang::Coupang;
use crate::world::elevenst::Elevenst;
use crate::world::esm::Esm;
use crate::world::grip::Grip;
use crate::world::naver::Naver;
use crate::world::{Arrival, World};

/// What the day is like.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// Decides everything.
    pub seed: u64,
    /// How long it is, in hours.
    pub hours: u32,
    /// Orders of every kind with which each shop begins: the backlog.
    pub backlog: usize,
    /// New orders in an hour at each marketplace.
    pub orders_an_hour: u32,
}

/// What one marketplace's day was like.
#[derive(Clone, Debug)]
pub struct DayFigures {
    /// Which.
    pub marketplace: Marketplace,
    /// Calls.
    pub calls: usize,
    /// Calls that it refused because there were too many.
    pub too_many: usize,
    /// Of the calls that the desk permits itself, how many it made while the past was being read.
    pub used: f64,
    /// How long the past took.
    pub backlog: TimeDelta,
    /// Orders that were placed, and cancels.
    pub happened: (usize, usize),
    /// How many of them were never shown.
    pub unseen: usize,
    /// How long the slowest order took to be shown, and the rest of the list that tells of it with what the
    /// marketplace tells late by itself.
    pub orders: Seen,
    /// The same of cancels.
    pub claims: Seen,
}

/// How soon something was shown.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The slowest.
    pub slowest: TimeDelta,
    /// The interval within which it should be.
    pub interval: TimeDelta,
}

/// Something of which the desk must hear.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Order(OrderId),
    Claim(ClaimId),
}

/// One marketplace of the day.
struct Booth {
    world: Box<dyn World>,
    account: AccountId,
    pending: BTreeMap<Event, DateTime<Utc>>,
    happened: (usize, usize),
    slowest_order: TimeDelta,
    slowest_claim: TimeDelta,
    orders: Vec<OrderId>,
    /// When the past was last read.
    past_until: DateTime<Utc>,
}

/// Lives through a day with every marketplace at once.
///
/// # Errors
/// When a shop or the desk cannot be opened, or the desk fails.
pub async fn live_a_day(day: Day) -> Result<Vec<DayFigures>> {
    let clock = Stepping::new(DateTime::from_timestamp(1_790_000_000, 0).context("no such moment")?);
    let ground = Ground::stepping(&clock, day.seed, day.backlog).await?;
    let folder = tempfile::tempdir()?;
    let keychain = Arc::new(MemoryKeychain::default());
    let engine = open_engine_at(folder.path(), &keychain, ground.clock()).await?;
    let mut booths = Vec::new();
    for world in worlds(&ground)? {
        booths.push(Booth::open(world, &engine).await?);
    }
    let mut news = engine.events();
    let start = clock.now();
    engine.start();
    let mut rng = ChaCha8Rng::seed_from_u64(day.seed);
    let mut due = moments(&mut rng, &day, booths.len(), start);
    let end = start + TimeDelta::hours(i64::from(day.hours));
    while let Some((at, booth)) = due.pop() {
        watch(&engine, &mut booths, &mut news, clock.as_ref(), at).await?;
        if let Some(booth) = booths.get_mut(booth) {
            booth.stir(&mut rng, clock.now());
        }
    }
    watch(&engine, &mut booths, &mut news, clock.as_ref(), end).await?;
    engine.stop().await;
    Ok(booths.iter().map(|booth| booth.figures(start)).collect())
}

/// Every marketplace on one ground. The two sites of ESM answer at one host and count apart.
fn worlds(ground: &Ground) -> Result<Vec<Box<dyn World>>> {
    Ok(vec![
        Box::new(Coupang::on(ground)?),
        Box::new(Naver::on(ground, Flavor::SmartStore)?),
        Box::new(Naver::on(ground, Flavor::Npay)?),
        Box::new(Elevenst::on(ground)?),
        Box::new(Esm::on(ground, Site::Gmarket, false)?),
        Box::new(Esm::on(ground, Site::Auction, false)?),
        Box::new(Grip::on(ground)?),
    ])
}

/// When something happens at which booth, the last first. The last hours are left to whoever is late.
fn moments(
    rng: &mut ChaCha8Rng,
    day: &Day,
    booths: usize,
    start: DateTime<Utc>,
) -> Vec<(DateTime<Utc>, usize)> {
    let lively = i64::from(day.hours) * 3_600 - 5_400;
    let each = day.orders_an_hour * day.hours;
    let mut due: Vec<_> = (0..booths)
        .flat_map(|booth| (0..each).map(move |_| booth))
        .map(|booth| (start + TimeDelta::seconds(rng.random_range(0..lively.max(1))), booth))
        .collect();
    due.sort_unstable_by(|one, other| other.cmp(one));
    due
}

/// Lets the desk work until a moment, and notes what it shows by then.
async fn watch(
    engine: &Engine,
    booths: &mut [Booth],
    news: &mut Receiver<Change>,
    clock: &Stepping,
    until: DateTime<Utc>,
) -> Result<()> {
    let rest = (until - clock.now()).to_std().unwrap_or_default();
    let alarm = clock.sleep(rest);
    tokio::pin!(alarm);
    loop {
        tokio::select! {
            biased;
            change = news.recv() => {
                let (account, past) = match change {
                    Ok(Change::Collected { account, .. }) => (account, false),
                    Ok(Change::Collecting { account, progress: Some(Progress { backfill: true, .. }) }) => (account, true),
                    Ok(_) => continue,
                    Err(RecvError::Closed) => bail!("the desk says nothing any more"),
                    Err(RecvError::Lagged(_)) => {
                        for booth in booths.iter_mut() {
                            booth.look(engine, clock.now()).await?;
                        }
                        continue;
                    }
                };
                let Some(booth) = booths.iter_mut().find(|booth| booth.account == account) else { continue };
                if past {
                    booth.past_until = clock.now();
                } else {
                    booth.look(engine, clock.now()).await?;
                }
            }
            () = &mut alarm => return Ok(()),
        }
    }
}

impl Booth {
    /// Connects the desk to a marketplace.
    async fn open(world: Box<dyn World>, engine: &Engine) -> Result<Self> {
        let (mut form, secrets) = form(world.as_ref())?;
        form.name = world.market().marketplace().name().ko.into_owned();
        let account = engine.save_sandbox_account(form, secrets).await?.id;
        Ok(Self {
            world,
            account,
            pending: BTreeMap::new(),
            happened: (0, 0),
            slowest_order: TimeDelta::zero(),
            slowest_claim: TimeDelta::zero(),
            orders: Vec::new(),
            past_until: DateTime::UNIX_EPOCH,
        })
    }

    /// A buyer orders, or asks for a cancel of what was ordered before.
    fn stir(&mut self, rng: &mut ChaCha8Rng, now: DateTime<Utc>) {
        let shown: Vec<&OrderId> = self
            .orders
            .iter()
            .filter(|order| !self.pending.contains_key(&Event::Order((*order).clone())))
            .collect();
        let earlier = shown.choose(rng).map(|order| (*order).clone()).filter(|_| rng.random_bool(0.3));
        let event = match earlier {
            Some(order) => self.world.ask(ClaimKind::Cancel, &order, 1).ok().map(Event::Claim),
            None => self.world.order(1, 1).ok().map(Event::Order),
        };
        let Some(event) = event else { return };
        match &event {
            Event::Order(order) => {
                self.orders.push(order.clone());
                self.happened.0 += 1;
            }
            Event::Claim(_) => self.happened.1 += 1,
        }
        self.pending.insert(event, now);
    }

    /// Notes what of the pending the desk shows now.
    async fn look(&mut self, engine: &Engine, now: DateTime<Utc>) -> Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let query = InboxQuery { accounts: vec![self.account.clone()], ..InboxQuery::default() };
        let page = engine.inbox_page(query, PageAt::Row(0), 500).await?;
        let mut seen = Vec::new();
        for event in self.pending.keys() {
            let shown = match event {
                Event::Order(order) => page.rows.iter().any(|row| row.order == *order),
                Event::Claim(claim) => engine.claim_detail(self.account.clone(), claim.clone()).await.is_ok(),
            };
            if shown {
                seen.push(event.clone());
            }
        }
        for event in seen {
            if let Some(since) = self.pending.remove(&event) {
                let slowest = match event {
                    Event::Order(_) => &mut self.slowest_order,
                    Event::Claim(_) => &mut self.slowest_claim,
                };
                *slowest = (*slowest).max(now - since);
            }
        }
        Ok(())
    }

    /// What the day was like.
    fn figures(&self, start: DateTime<Utc>) -> DayFigures {
        let world = self.world.as_ref();
        let arrivals = world.arrivals();
        let (backlog, used) = backlog(world, &arrivals, start, self.past_until);
        DayFigures {
            marketplace: self.world.market().marketplace(),
            calls: arrivals.len(),
            too_many: arrivals.iter().filter(|call| call.too_many).count(),
            used,
            backlog,
            happened: self.happened,
            unseen: self.pending.len(),
            orders: Seen { slowest: self.slowest_order, interval: interval(world, world.telling().0) },
            claims: Seen { slowest: self.slowest_claim, interval: interval(world, world.telling().1) },
        }
    }
}

/// How often a list is read, with what the marketplace tells late.
fn interval(world: &dyn World, list: &str) -> TimeDelta {
    let market = world.market();
    let every = market.feeds().iter().find(|feed| feed.id.0 == list).map(|feed| feed.every);
    TimeDelta::from_std(every.unwrap_or_default() + world.told_after()).unwrap_or_default()
}

/// How long the past was read, and how much of its own pace the desk used then.
fn backlog(
    world: &dyn World,
    arrivals: &[Arrival],
    start: DateTime<Utc>,
    until: DateTime<Utc>,
) -> (TimeDelta, f64) {
    let calls: Vec<&Arrival> = arrivals.iter().filter(|call| call.at <= until).collect();
    let seconds = (until - start).num_milliseconds() as f64 / 1_000.0;
    (until - start, world.share_of_pace(&calls, Duration::from_secs_f64(seconds.max(0.001))))
}
