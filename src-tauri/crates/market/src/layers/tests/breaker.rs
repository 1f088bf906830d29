use std::time::Duration;

use super::{Bench, answer, call, pass_time};
use crate::{ErrorKind, Persistence};

const FIVE_MINUTES: Duration = Duration::from_secs(300);

#[tokio::test]
async fn a_storm_closes_the_door_and_nothing_is_sent_until_it_opens() {
    let bench = Bench::new([answer(403), answer(403), answer(200)]);
    bench.send(call(false)).await.unwrap_err();
    assert_eq!(bench.line.health().closed_until, None, "one refusal is no storm");
    bench.send(call(false)).await.unwrap_err();
    let health = bench.line.health();
    assert_eq!(health.because, Some(ErrorKind::Blocked));
    let closed = bench.send(call(true)).await.unwrap_err();
    assert_eq!((closed.kind, closed.persistence), (ErrorKind::Blocked, Persistence::Temporary));
    assert!(closed.retry_after.is_some_and(|rest| rest <= FIVE_MINUTES));
    assert_eq!(bench.arrivals().len(), 2, "a call passed a closed door");

    bench.clock.advance(FIVE_MINUTES);
    assert_eq!(bench.line.health().closed_until, None);
    assert_eq!(bench.send(call(false)).await.unwrap().status, 200);
}

#[tokio::test]
async fn a_relapse_closes_it_at_once_and_for_twice_as_long() {
    let bench = Bench::new([answer(403), answer(403), answer(403), answer(403), answer(200), answer(403)]);
    bench.send(call(false)).await.unwrap_err();
    bench.send(call(false)).await.unwrap_err();
    for minutes in [10, 15] {
        bench.clock.advance(Duration::from_secs(900));
        bench.send(call(false)).await.unwrap_err();
        let rest = bench.line.health().closed_until.unwrap() - crate::Clock::now(bench.clock.as_ref());
        assert_eq!(rest.num_minutes(), minutes, "doubled, up to fifteen minutes");
    }
    bench.clock.advance(Duration::from_secs(900));
    bench.send(call(false)).await.unwrap();
    bench.send(call(false)).await.unwrap_err();
    assert_eq!(bench.line.health().closed_until, None, "a success had forgotten the past");
}

#[tokio::test]
async fn failures_far_apart_are_no_storm() {
    let bench = Bench::new([answer(403), answer(403)]);
    bench.send(call(false)).await.unwrap_err();
    bench.clock.advance(Duration::from_secs(61));
    bench.send(call(false)).await.unwrap_err();
    assert_eq!(bench.line.health().closed_until, None);
}

#[tokio::test]
async fn what_still_waits_when_the_door_closes_is_turned_back() {
    let bench = Bench::new([answer(403), answer(403)]);
    let calls = (0..6).map(|_| bench.line.transport.send(call(true)));
    let results = pass_time(&bench.clock, futures::future::join_all(calls)).await;
    assert_eq!(bench.arrivals().len(), 2, "a block was answered with more calls");
    assert!(
        results.iter().all(|result| result.as_ref().is_err_and(|error| error.kind == ErrorKind::Blocked))
    );
}

#[tokio::test]
async fn successes_in_between_do_not_make_a_storm_harmless() {
    let bench = Bench::new([answer(403), answer(200), answer(403)]);
    for _ in 0..3 {
        let _ = bench.send(call(false)).await;
    }
    assert!(bench.line.health().closed_until.is_some());
}

#[tokio::test]
async fn a_person_may_knock_once_where_the_cause_can_be_mended() {
    let bench = Bench::new([answer(401), answer(401), answer(200), answer(403), answer(403)]);
    bench.line.knock();
    bench.send(call(false)).await.unwrap_err();
    assert_eq!(bench.send(call(false)).await.unwrap_err().kind, ErrorKind::Blocked);
    bench.line.knock();
    assert_eq!(bench.send(call(false)).await.unwrap_err().kind, ErrorKind::KeyRejected, "still wrong");
    assert!(bench.line.health().closed_until.is_some(), "a relapse left the door open");
    bench.line.knock();
    assert!(bench.send(call(false)).await.is_ok());
    let _ = (bench.send(call(false)).await, bench.send(call(false)).await);
    bench.line.knock();
    assert_eq!(bench.send(call(false)).await.unwrap_err().kind, ErrorKind::Blocked);
    assert_eq!(bench.arrivals().len(), 5, "nobody can mend a block by knocking");
}
