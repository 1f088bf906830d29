use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{Bench, answer, call, noon, pass_time};
use crate::Clock;
use crate::layers::pace::{Pace, Paced};
use crate::{ManualClock, MarketError, Request, Response, Transport};

#[tokio::test]
async fn calls_leave_one_period_apart_however_many_wait() {
    let bench = Bench::new((0..6).map(|_| answer(200)));
    let calls = (0..6).map(|_| bench.line.transport.send(call(false)));
    pass_time(&bench.clock, futures::future::join_all(calls)).await;
    assert_eq!(bench.arrivals(), [0, 200, 400, 600, 800, 1_000]);
}

#[tokio::test]
async fn a_write_that_waits_in_our_own_queue_does_not_time_out() {
    let bench = Bench::new((0..200).map(|_| answer(200)));
    let calls = (0..200).map(|_| bench.line.transport.send(call(true)));
    let results = pass_time(&bench.clock, futures::future::join_all(calls)).await;
    assert!(results.iter().all(Result::is_ok));
    assert!(*bench.arrivals().last().unwrap() > 20_000, "the queue was shorter than the time limit");
}

struct Echo;

#[async_trait]
impl Transport for Echo {
    async fn send(&self, _: Request) -> Result<Response, MarketError> {
        answer(200)
    }
}

#[tokio::test]
async fn buckets_do_not_wait_for_each_other() {
    let clock = Arc::new(ManualClock::new(noon()));
    let pace = Pace { period: Duration::from_secs(60), bucket: |request| request.operation, slower: &[] };
    let paced = Paced::new(Echo, pace, clock.clone());
    for operation in ["a", "b", "c"] {
        paced.send(Request { operation, ..call(false) }).await.unwrap();
    }
    assert_eq!(clock.now(), noon());
    pass_time(&clock, paced.send(Request { operation: "a", ..call(false) })).await.unwrap();
    assert_eq!(clock.now(), noon() + Duration::from_secs(60));
}

/// A computer whose clock is set back by an hour after the first reading.
struct SetBack(ManualClock, std::sync::atomic::AtomicU32);

#[async_trait]
impl Clock for SetBack {
    fn now(&self) -> DateTime<Utc> {
        let readings = self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if readings < 3 { self.0.now() } else { self.0.now() - Duration::from_secs(3_600) }
    }
    async fn sleep(&self, duration: Duration) {
        assert!(duration <= Duration::from_millis(200), "a call was held for {duration:?}");
    }
}

#[tokio::test]
async fn a_clock_set_back_holds_no_call_for_longer_than_one_period() {
    let clock = Arc::new(SetBack(ManualClock::new(noon() + Duration::from_secs(7_200)), 0.into()));
    let pace = Pace { period: Duration::from_millis(200), bucket: |_| "all", slower: &[] };
    let paced = Paced::new(Echo, pace, clock);
    for _ in 0..5 {
        paced.send(call(false)).await.unwrap();
    }
}

/// A marketplace's list that may be asked every five seconds.
const SLOWER: &[(&str, Duration)] = &[("list", Duration::from_secs(5))];

/// Notes when calls arrive.
struct Arrivals(Arc<ManualClock>, std::sync::Mutex<Vec<(&'static str, i64)>>);

#[async_trait]
impl Transport for Arrivals {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let at = (self.0.now() - noon()).num_milliseconds();
        self.1.lock().unwrap().push((request.operation, at));
        answer(200)
    }
}

#[tokio::test]
async fn a_slow_bucket_keeps_its_own_period_and_holds_nobody_else() {
    let clock = Arc::new(ManualClock::new(noon()));
    let pace = Pace {
        period: Duration::from_millis(200),
        bucket: |request| if request.operation == "list" { "list" } else { "rest" },
        slower: SLOWER,
    };
    let paced = Paced::new(Arrivals(Arc::clone(&clock), Default::default()), pace, clock.clone());
    let operations = ["list", "list", "ship", "list", "ship"];
    let calls = operations.map(|operation| paced.send(Request { operation, ..call(false) }));
    pass_time(&clock, futures::future::join_all(calls)).await;
    let arrivals = paced.inner().1.lock().unwrap().clone();
    let of = |operation| {
        arrivals.iter().filter(|(name, _)| *name == operation).map(|(_, at)| *at).collect::<Vec<_>>()
    };
    assert_eq!(of("list"), [0, 5_000, 10_000]);
    assert_eq!(of("ship"), [0, 200]);
}

/// A marketplace that the first call reaches late.
struct Detour(Arc<ManualClock>, std::sync::Mutex<Vec<i64>>);

#[async_trait]
impl Transport for Detour {
    async fn send(&self, _: Request) -> Result<Response, MarketError> {
        let first = self.1.lock().unwrap().is_empty();
        if first {
            self.0.sleep(Duration::from_millis(300)).await;
        }
        self.1.lock().unwrap().push((self.0.now() - noon()).num_milliseconds());
        answer(200)
    }
}

#[tokio::test]
async fn a_slow_bucket_counts_its_period_from_the_answer() {
    let clock = Arc::new(ManualClock::new(noon()));
    let pace = Pace { period: Duration::from_millis(200), bucket: |_| "list", slower: SLOWER };
    let paced = Paced::new(Detour(Arc::clone(&clock), Default::default()), pace, clock.clone());
    let calls = [call(false), call(false)].map(|call| paced.send(call));
    pass_time(&clock, futures::future::join_all(calls)).await;
    assert_eq!(*paced.inner().1.lock().unwrap(), [300, 5_300]);
}

#[tokio::test]
async fn a_slow_bucket_tells_how_long_its_next_call_would_wait() {
    let clock = Arc::new(ManualClock::new(noon()));
    let pace =
        Pace { period: Duration::from_millis(200), bucket: |request| request.operation, slower: SLOWER };
    let paced = Paced::new(Echo, pace, clock.clone());
    let slower = paced.slower();
    assert_eq!(slower.rest("list"), Some(Duration::ZERO));
    paced.send(Request { operation: "list", ..call(false) }).await.unwrap();
    clock.advance(Duration::from_secs(2));
    assert_eq!(slower.rest("list"), Some(Duration::from_secs(3)));
    assert_eq!(slower.rest("ship"), None);
}
