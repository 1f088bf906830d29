//! What a marketplace tells beside its orders: numbers of calls, limits, and lines about which it keeps silent.

use domain::{ActionState, LineId, Stage};
use engine::view::{ProblemCode, Remedy};
use market::{ErrorKind, FeedRequest, Gauge};

use crate::support::{Bench, Fault, Shop, cancel, line, only_action};

#[tokio::test]
async fn the_number_of_a_call_is_kept_with_its_action() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid), line("2-1-a", Stage::Paid)]))
            .await;
    shop.tell_health(|health| health.last_trace = Some("trace-of-the-answer".to_owned()));
    engine.confirm_lines(vec![(account.clone(), LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.trace.as_deref(), Some("trace-of-the-answer"));
    for (fault, trace) in [(Fault::Traced, Some("trace-of-the-refusal")), (Fault::Refused, None)] {
        shop.fail_next(fault);
        engine.confirm_lines(vec![(account.clone(), LineId::from("2-1-a"))]).await.unwrap();
        engine.run_due().await.unwrap();
        let action = engine.journal(vec![ActionState::Failed]).await.unwrap().remove(0);
        assert_eq!(action.trace.as_deref(), trace, "an older call is not this one's: {fault:?}");
    }
}

#[tokio::test]
async fn limits_and_the_latest_call_are_shown_with_the_accounts_health() {
    let (_bench, engine, _account, shop) = Bench::stocked(|_| {}).await;
    let gauge = |limit, period: &str| {
        Some(Gauge { limit, burst: Some(4), remaining: Some(1), period: period.to_owned() })
    };
    shop.tell_health(|health| {
        health.rate = gauge(2, "SECONDS");
        health.quota = gauge(1, "HOURS");
        health.last_trace = Some("T1".to_owned());
    });
    let health = engine.accounts().await.unwrap().remove(0).health;
    assert_eq!(health.rate.map(|gauge| (gauge.limit, gauge.remaining)), Some((2, Some(1))));
    assert_eq!(health.quota.map(|gauge| gauge.period).as_deref(), Some("HOURS"));
    assert_eq!(health.last_trace.as_deref(), Some("T1"));
}

#[tokio::test]
async fn an_exhausted_quota_stops_the_whole_account_and_says_what_to_look_at() {
    let (_bench, engine, account, shop) = Bench::stocked(|_| {}).await;
    shop.forget_asked();
    shop.break_feed("", ErrorKind::QuotaExceeded);
    let round = engine.collect_account(&account).await.unwrap();
    assert_eq!(shop.asked().len(), 1, "no other list is tried");
    let problem = &round.problems[0];
    assert_eq!((problem.code, &problem.remedy), (ProblemCode::QuotaExceeded, &Some(Remedy::Wait)));
    assert!(problem.sentence.ko.contains("토큰"), "{}", problem.sentence.ko);
}

#[tokio::test]
async fn open_lines_are_asked_for_by_number_a_batch_at_a_time() {
    let (bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(vec![
            line("1-1-a", Stage::Paid),
            line("2-1-a", Stage::Preparing),
            line("3-1-a", Stage::Delivering),
            line("4-1-a", Stage::Delivered),
            line("5-1-a", Stage::Confirmed),
            line("6-1-a", Stage::Delivered),
        ]);
        shop.add_claim(domain::Claim {
            kind: domain::ClaimKind::Return,
            ..cancel("R1", &shop.line("6-1-a"), 1)
        });
    })
    .await;
    shop.forget_asked();
    bench.clock.advance(chrono::TimeDelta::minutes(5));
    shop.edit_line("3-1-a", |line| line.stage = Stage::Delivered);
    engine.collect_feed_once(&account, "open").await.unwrap();
    let asked = batches(&shop);
    assert_eq!(asked.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    let mut all = asked.concat();
    all.sort();
    assert_eq!(all, ["1-1-a", "2-1-a", "3-1-a", "6-1-a"]);
    let detail = engine.order_detail(account, "3-1-a".into()).await.unwrap();
    assert_eq!(detail.lines[0].row.stage, Stage::Delivered, "what no list told was read");
}

/// What the feed of open lines was asked with.
fn batches(shop: &Shop) -> Vec<Vec<String>> {
    let named = |(_, request)| match request {
        FeedRequest::Lines(lines) => lines.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    };
    shop.asked().into_iter().map(named).collect()
}

#[tokio::test]
async fn a_batch_of_open_lines_that_fails_does_not_keep_the_others() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        for (number, id) in (0..).zip(["1-1-a", "2-1-a", "3-1-a", "4-1-a", "5-1-a"]) {
            let mut line = line(id, Stage::Paid);
            line.paid_at = line.paid_at.map(|at| at - chrono::TimeDelta::hours(5 - number));
            shop.add_lines(vec![line]);
        }
    })
    .await;
    shop.forget_asked();
    shop.break_feed("5-1-a", ErrorKind::Server);
    shop.edit_line("1-1-a", |line| line.stage = Stage::Delivered);
    let round = engine.collect_feed_once(&account, "open").await.unwrap();
    assert_eq!(batches(&shop), [vec!["5-1-a", "4-1-a"], vec!["3-1-a", "2-1-a"], vec!["1-1-a"]]);
    assert_eq!((round.problems.len(), round.merged.changed_lines.len()), (1, 1), "{round:?}");
    shop.forget_asked();
    shop.break_feed("3-1-a", ErrorKind::KeyExpired);
    let round = engine.collect_feed_once(&account, "open").await.unwrap();
    assert_eq!(shop.asked().len(), 2, "a dead key is not tried on every batch");
    assert_eq!(round.problems[0].code, ProblemCode::KeyExpired);
}

#[tokio::test]
async fn a_line_that_stays_open_for_months_is_asked_for_only_while_a_claim_on_it_is_open() {
    let (bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivering), line("2-1-a", Stage::Delivering)]);
        shop.add_claim(cancel("C1", &shop.line("2-1-a"), 1));
    })
    .await;
    bench.clock.advance(chrono::TimeDelta::days(91));
    shop.forget_asked();
    engine.collect_feed_once(&account, "open").await.unwrap();
    assert_eq!(batches(&shop), [["2-1-a"]]);
}
