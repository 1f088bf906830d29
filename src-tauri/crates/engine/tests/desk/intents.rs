//! Whatever goes wrong and in whatever order: every press is carried out once, or is reported as failed,
//! and is never carried out twice.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{AccountId, ActionState, LineId, Stage, Target};
use engine::Engine;
use engine::view::ShipRow;
use proptest::prelude::*;

use crate::support::{Bench, Fault, Shop, line, settle};

type Lines = [&'static str; 3];

/// Each in a bundle of its own.
const ALONE: Lines = ["1-1-a", "2-1-a", "3-1-a"];
/// Two of them in one bundle, of which a marketplace that acts on lines takes what can go.
const TOGETHER: Lines = ["1-1-a", "1-1-b", "2-1-a"];

#[derive(Clone, Copy, Debug)]
enum Step {
    Press(usize),
    Fail(Fault),
    Crash(Fault),
    Restart,
    Run,
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let fault = prop::sample::select(vec![
        Fault::LostAfter,
        Fault::LostBefore,
        Fault::Refused,
        Fault::Busy,
        Fault::ShortAnswer,
        Fault::Partial,
    ]);
    prop_oneof![
        4 => (0..ALONE.len()).prop_map(Step::Press),
        2 => fault.prop_map(Step::Fail),
        1 => prop::sample::select(vec![Fault::CrashAfter, Fault::CrashBefore]).prop_map(Step::Crash),
        1 => Just(Step::Restart),
        3 => Just(Step::Run),
        2 => (1_i64..120).prop_map(Step::Wait),
    ]
}

async fn press(engine: &Engine, account: &AccountId, lines: Lines, index: usize) {
    let row = ShipRow {
        account: account.clone(),
        line: lines[index].into(),
        courier: "CJGLS".into(),
        invoice: format!("123456789{index}").as_str().into(),
    };
    engine.ship(vec![row]).await.unwrap();
}

/// Runs what is due; when the shop never answers, the process ends there.
async fn run_or_crash(bench: &Bench, engine: Engine) -> Engine {
    let doomed = engine.clone();
    let mut task = tokio::spawn(async move { doomed.run_due().await });
    if let Ok(ended) = tokio::time::timeout(Duration::from_millis(400), &mut task).await {
        ended.unwrap().unwrap();
        return engine;
    }
    task.abort();
    match task.await {
        // It was only slow, and ended before it was cut off.
        Ok(ended) => ended.unwrap(),
        Err(cut) => assert!(cut.is_cancelled()),
    }
    drop(engine);
    bench.open().await
}

async fn play(steps: Vec<Step>, lines: Lines) {
    let stock = |shop: &Shop| shop.add_lines(lines.map(|id| line(id, Stage::Preparing)).to_vec());
    let (bench, mut engine, account, shop) =
        if lines == ALONE { Bench::stocked(stock).await } else { Bench::by_lines(stock).await };
    for step in steps {
        match step {
            Step::Press(index) => press(&engine, &account, lines, index).await,
            Step::Fail(fault) | Step::Crash(fault) => shop.fail_next(fault),
            Step::Restart => {
                drop(engine);
                engine = bench.open().await;
            }
            Step::Run => engine = run_or_crash(&bench, engine).await,
            Step::Wait(seconds) => bench.clock.advance(TimeDelta::seconds(seconds)),
        }
    }
    shop.forget_faults();
    engine = run_or_crash(&bench, engine).await;
    settle(&bench, &engine).await;
    judge(&engine, &shop, lines).await;
}

async fn judge(engine: &Engine, shop: &Shop, lines: Lines) {
    let journal = engine.journal(Vec::new()).await.unwrap();
    let open = |state| !matches!(state, ActionState::Done | ActionState::Failed);
    assert!(!journal.iter().any(|action| open(action.state)), "an intent was lost: {journal:#?}");
    for id in lines {
        let target = Target::Line(LineId::from(id));
        let done = journal
            .iter()
            .flat_map(|action| &action.outcomes)
            .filter(|view| view.outcome.target == target && view.outcome.result == domain::LineResult::Ok)
            .count();
        assert!(shop.times(&target) <= 1, "{id} was carried out {} times", shop.times(&target));
        assert!(done <= 1, "{id} is reported done {done} times");
        let done = u32::try_from(done).unwrap();
        assert!(done <= shop.times(&target), "{id} is reported done and was not");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_press_is_carried_out_once_or_reported(steps in proptest::collection::vec(step(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(play(steps, ALONE));
    }

    #[test]
    fn every_press_on_lines_is_carried_out_once_or_reported(steps in proptest::collection::vec(step(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(play(steps, TOGETHER));
    }
}
