//! Clocks for tests: one that jumps over rests, so that a marketplace that may be asked every five seconds can be
//! tested, and one that steps from one due moment to the next, so that a day can be lived in minutes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use market::{Clock, SystemClock};
use tokio::sync::oneshot;

/// The computer's clock, which jumps over rests and hurries through time limits.
#[derive(Debug, Default)]
pub struct Brisk {
    skipped: AtomicI64,
}

impl Brisk {
    /// Above this it is a time limit and no rest.
    const LONGEST_REST: Duration = Duration::from_secs(6);
    /// So much faster do time limits pass …
    const HURRY: u32 = 24;
    /// … but none of them sooner, on a busy computer.
    const SHORTEST_LIMIT: Duration = Duration::from_millis(1_250);

    /// Moves on.
    pub fn advance(&self, by: TimeDelta) {
        self.skipped.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

#[async_trait]
impl Clock for Brisk {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::milliseconds(self.skipped.load(Ordering::SeqCst))
    }

    async fn sleep(&self, duration: Duration) {
        if duration > Self::LONGEST_REST {
            SystemClock.sleep((duration / Self::HURRY).max(Self::SHORTEST_LIMIT)).await;
        }
        self.advance(TimeDelta::from_std(duration).unwrap_or_default());
        tokio::task::yield_now().await;
    }
}

/// A clock that stands still while anything happens, and steps to the next moment for which somebody waits as soon as
/// nothing does: no call is under way, and nobody has looked at the clock for a moment.
///
/// Several desks and marketplaces may live by it at once. A step that comes too early, on a busy computer, is only a
/// desk that took longer to think.
pub struct Stepping {
    hands: Mutex<Hands>,
}

/// What the clock shows, and who waits for what.
struct Hands {
    now: DateTime<Utc>,
    waiting: BTreeMap<(DateTime<Utc>, u64), oneshot::Sender<()>>,
    next: u64,
    touched: Instant,
}

impl Stepping {
    /// Real time without any stir before the shortest step.
    const QUIET: Duration = Duration::from_millis(1);
    /// The same before the longest. A thread that a busy computer has not woken yet looks as if it had nothing to do,
    /// and the farther a step goes, the more it would take from it.
    const LONGEST_QUIET: Duration = Duration::from_millis(15);
    /// A step is so many times longer than the quiet before it, between the two.
    const STRIDE: u32 = 500;
    /// How often it is looked whether anything happens.
    const GRAIN: Duration = Duration::from_micros(200);

    /// A clock that stands at `now`.
    pub fn new(now: DateTime<Utc>) -> Arc<Self> {
        let hands = Hands { now, waiting: BTreeMap::new(), next: 0, touched: Instant::now() };
        Arc::new(Self { hands: Mutex::new(hands) })
    }

    /// Lets it step whenever `idle` says that no call is under way, for as long as anybody holds the clock.
    pub(crate) fn run_while_idle(self: &Arc<Self>, idle: impl Fn() -> bool + Send + 'static) {
        let clock = Arc::downgrade(self);
        std::thread::spawn(move || while step(&clock, &idle) {});
    }

    /// Moves on by hand, and wakes everybody whose time has come.
    pub fn advance(&self, by: TimeDelta) {
        let mut hands = self.hands();
        hands.now += by;
        let later = (hands.now, u64::MAX);
        let still = hands.waiting.split_off(&later);
        let due = std::mem::replace(&mut hands.waiting, still);
        due.into_values().for_each(wake);
        hands.touched = Instant::now();
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to wait for a moment.
    fn wait(&self, duration: Duration) -> ((DateTime<Utc>, u64), oneshot::Receiver<()>) {
        let (bell, rung) = oneshot::channel();
        let mut hands = self.hands();
        let at = hands.now + TimeDelta::from_std(duration).unwrap_or(TimeDelta::days(365));
        let key = (at, hands.next);
        hands.next += 1;
        hands.waiting.insert(key, bell);
        hands.touched = Instant::now();
        (key, rung)
    }
}

/// Looks once whether the clock may step; `false` when nobody holds it any more.
fn step(clock: &Weak<Stepping>, idle: &impl Fn() -> bool) -> bool {
    std::thread::sleep(Stepping::GRAIN);
    let Some(clock) = clock.upgrade() else { return false };
    let idle = idle();
    let mut hands = clock.hands();
    if !idle {
        hands.touched = Instant::now();
        return true;
    }
    let Some((&(at, _), _)) = hands.waiting.first_key_value() else { return true };
    let step = (at - hands.now).to_std().unwrap_or_default();
    let quiet = (step / Stepping::STRIDE).clamp(Stepping::QUIET, Stepping::LONGEST_QUIET);
    if hands.touched.elapsed() >= quiet {
        hands.now = hands.now.max(at);
        if let Some((_, bell)) = hands.waiting.pop_first() {
            wake(bell);
        }
        hands.touched = Instant::now();
    }
    true
}

/// Rings for somebody, who may have gone.
fn wake(bell: oneshot::Sender<()>) {
    if bell.send(()).is_err() {
        // Whoever waited went away at the same moment; there is nobody to tell.
    }
}

/// Takes a sleeper off the clock when it stops waiting, by waking or by being dropped.
struct Sleeper<'a> {
    clock: &'a Stepping,
    key: (DateTime<Utc>, u64),
}

impl Drop for Sleeper<'_> {
    fn drop(&mut self) {
        let mut hands = self.clock.hands();
        hands.waiting.remove(&self.key);
        hands.touched = Instant::now();
    }
}

#[async_trait]
impl Clock for Stepping {
    fn now(&self) -> DateTime<Utc> {
        let mut hands = self.hands();
        hands.touched = Instant::now();
        hands.now
    }

    async fn sleep(&self, duration: Duration) {
        let (key, rung) = self.wait(duration);
        let sleeper = Sleeper { clock: self, key };
        // The clock is held by whoever sleeps on it, so that the bell cannot vanish unrung.
        rung.await.ok();
        drop(sleeper);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_sleeps_wakes_in_order_and_at_the_moment() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap_or_default();
        let clock = Stepping::new(start);
        clock.run_while_idle(|| true);
        let nap = |seconds: u64| {
            let clock = Arc::clone(&clock);
            async move {
                clock.sleep(Duration::from_secs(seconds)).await;
                (clock.now() - start).num_seconds()
            }
        };
        let (day, minute) = tokio::join!(nap(86_400), nap(60));
        assert_eq!((minute, day), (60, 86_400));
    }

    #[tokio::test]
    async fn it_stands_while_a_call_is_under_way() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap_or_default();
        let clock = Stepping::new(start);
        clock.run_while_idle(|| false);
        let woke = tokio::time::timeout(Duration::from_millis(50), clock.sleep(Duration::from_secs(1))).await;
        assert!(woke.is_err());
        assert_eq!(clock.now(), start);
    }
}
