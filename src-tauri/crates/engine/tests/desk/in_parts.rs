//! A marketplace that confirms lines, ships bundles, and lets parts of them leave without a promise.

use domain::{AccountId, ActionKind, ActionState, ItemId, LineId, Stage, Target, Write};
use engine::Engine;
use engine::view::{ActionBatch, Offer, ShipRow, SplitLater};

use crate::support::{Bench, Fault, cancel, line, lines_of, settle};

fn row(account: &AccountId, line: &str, invoice: &str) -> ShipRow {
    ShipRow { account: account.clone(), line: line.into(), courier: "CJGLS".into(), invoice: invoice.into() }
}

fn keys(account: &AccountId, lines: &[&str]) -> Vec<(AccountId, LineId)> {
    lines.iter().map(|line| (account.clone(), LineId::from(*line))).collect()
}

async fn split(engine: &Engine, now: Vec<ShipRow>, later: &[&str]) -> ActionBatch {
    let later = SplitLater {
        lines: later.iter().map(|line| LineId::from(*line)).collect(),
        courier: "".into(),
        on: "2026-03-05".parse().unwrap(),
    };
    engine.split_ship(now, later).await.unwrap()
}

async fn offer(engine: &Engine, account: &AccountId, line: &str, kind: ActionKind) -> Offer {
    let offers = engine.order_detail(account.clone(), line.into()).await.unwrap().offers;
    offers.into_iter().find(|offer| offer.kind == kind).unwrap()
}

#[tokio::test]
async fn lines_are_confirmed_one_by_one_with_their_options() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Paid))).await;
    let batch = engine.confirm_lines(keys(&account, &["1-1-a"])).await.unwrap();
    assert_eq!(batch.actions.len(), 3, "the bundle leaves together: {:?}", batch.blocked);
    engine.run_due().await.unwrap();
    let named = |write: &Write| match write {
        Write::Confirm { lines, items } => (lines.len(), items.clone()),
        other => panic!("{other:?}"),
    };
    let expected = ["a", "b", "c"].map(|item| (1, vec![ItemId::from(item)]));
    assert_eq!(shop.received().iter().map(named).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_line_that_a_sibling_took_along_is_done_and_not_sent() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Paid))).await;
    shop.confirm_along();
    engine.confirm_lines(keys(&account, &["1-1-a"])).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 1, "the first took the others along");
    let journal = engine.journal(Vec::new()).await.unwrap();
    let states: Vec<_> = journal.iter().map(|action| action.state).collect();
    assert_eq!(states, [ActionState::Done; 3]);
    let along = journal.iter().filter(|action| action.error.is_some()).count();
    assert_eq!(along, 2, "the journal says that nothing was sent for them");
}

#[tokio::test]
async fn a_cancel_that_waits_keeps_a_line_that_is_read_again_from_being_confirmed() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Paid))).await;
    engine.confirm_lines(keys(&account, &["1-1-a"])).await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
    engine.run_due().await.unwrap();
    assert_eq!(
        shop.times(&Target::Line("1-1-b".into())),
        0,
        "its sibling was confirmed, so it was read again"
    );
    let failed = engine.journal(vec![ActionState::Failed]).await.unwrap();
    assert!(failed[0].error.as_ref().unwrap().ko.contains("취소"), "{failed:?}");
}

#[tokio::test]
async fn a_cancel_that_is_collected_after_the_press_keeps_a_line_from_being_confirmed() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    engine.confirm_lines(keys(&account, &["1-1-a"])).await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    engine.collect_feed_once(&account, "claims").await.unwrap();
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    let action = crate::support::only_action(&engine).await;
    assert!(action.error.unwrap().ko.contains("취소 요청"));
}

#[tokio::test]
async fn a_line_that_somebody_else_confirmed_is_not_told_as_ours() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    engine.confirm_lines(keys(&account, &["1-1-a"])).await.unwrap();
    shop.edit_line("1-1-a", |line| line.stage = Stage::Preparing);
    engine.collect_account(&account).await.unwrap();
    engine.run_due().await.unwrap();
    let action = crate::support::only_action(&engine).await;
    assert_eq!((action.state, shop.received().len()), (ActionState::Failed, 0));
}

#[tokio::test]
async fn a_part_leaves_without_a_promise_and_the_rest_follows() {
    let (bench, engine, account, shop) = Bench::in_parts(|shop| {
        let mut lines = lines_of("1", &["a", "b", "c"], Stage::Preparing);
        lines.iter_mut().for_each(|line| line.delivery.splittable = false);
        shop.add_lines(lines);
    })
    .await;
    assert!(offer(&engine, &account, "1-1-a", ActionKind::SplitShip).await.enabled);
    let batch = split(&engine, vec![row(&account, "1-1-a", "1111111111")], &["1-1-b", "1-1-c"]).await;
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    let done = crate::support::only_action(&engine).await;
    let targets: Vec<_> = done.outcomes.iter().map(|view| view.outcome.target.clone()).collect();
    assert_eq!(targets, [Target::Line("1-1-a".into())], "nothing happened to those that stay");
    assert_eq!(["1-1-b", "1-1-c"].map(|id| shop.line(id).stage), [Stage::Preparing; 2]);
    // At once, while readings may still show the old state.
    let rest = engine.ship_rest(row(&account, "1-1-b", "2222222222")).await.unwrap();
    assert!(rest.blocked.is_empty(), "{:?}", rest.blocked);
    settle(&bench, &engine).await;
    let Write::ShipRest { parcel } = &shop.received()[1] else { panic!() };
    let sent: Vec<_> = parcel.lines.iter().map(|part| part.line.as_str()).collect();
    assert_eq!(sent, ["1-1-b", "1-1-c"], "what left is not in it");
    for id in ["1-1-a", "1-1-b", "1-1-c"] {
        assert_eq!(shop.times(&Target::Line(id.into())), 1, "{id}");
    }
}

#[tokio::test]
async fn what_just_left_in_a_part_is_not_in_the_rest_although_it_still_reads_as_waiting() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    shop.lag(chrono::TimeDelta::seconds(50));
    split(&engine, vec![row(&account, "1-1-a", "1111111111")], &["1-1-b"]).await;
    engine.run_due().await.unwrap();
    let batch = engine.ship(vec![row(&account, "1-1-a", "3333333333")]).await.unwrap();
    assert_eq!(batch.actions.len(), 0, "{:?}", batch.blocked);
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_lost_part_is_found_by_its_own_lines() {
    for (fault, sent) in [(Fault::LostAfter, 1), (Fault::LostBefore, 2)] {
        let (bench, engine, account, shop) =
            Bench::in_parts(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
        shop.fail_next(fault);
        split(&engine, vec![row(&account, "1-1-a", "1111111111")], &["1-1-b"]).await;
        settle(&bench, &engine).await;
        assert_eq!(crate::support::only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(
            (shop.received().len(), shop.times(&Target::Line("1-1-a".into()))),
            (sent, 1),
            "{fault:?}"
        );
        assert_eq!(shop.line("1-1-b").stage, Stage::Preparing);
    }
}

#[tokio::test]
async fn many_parcels_of_a_request_each_rest_on_one_reading() {
    let (_bench, engine, account, shop) = Bench::in_parts(|shop| {
        let lines = (100..140).map(|order| line(&format!("{order}-1-a"), Stage::Preparing));
        shop.add_lines(lines.collect());
    })
    .await;
    shop.standing_read();
    let rows =
        (100..140).map(|order| row(&account, &format!("{order}-1-a"), &format!("{:010}", 1_000 + order)));
    engine.ship(rows.collect()).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 40, "one request each");
    assert_eq!(shop.standing_read(), [25, 15], "as many as leave within a few seconds");
    let journal = engine.journal(Vec::new()).await.unwrap();
    assert!(journal.iter().all(|action| action.state == ActionState::Done));
}

#[tokio::test]
async fn a_reading_that_grew_old_on_the_way_is_made_again() {
    let (bench, engine, account, shop) = Bench::in_parts(|shop| {
        shop.add_lines(["1-1-a", "2-1-a", "3-1-a"].map(|id| line(id, Stage::Preparing)).to_vec());
    })
    .await;
    shop.standing_read();
    let slow = std::sync::Arc::clone(&bench.clock);
    shop.watch(move |_| slow.advance(chrono::TimeDelta::seconds(6)));
    let rows = [("1-1-a", "1111111111"), ("2-1-a", "2222222222"), ("3-1-a", "3333333333")];
    engine.ship(rows.map(|(id, number)| row(&account, id, number)).to_vec()).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.standing_read(), [3, 2, 1]);
    assert_eq!(shop.received().len(), 3);
}

#[tokio::test]
async fn a_reading_that_waited_for_its_turn_is_as_old_as_its_answer() {
    let (_bench, engine, account, shop) = Bench::in_parts(|shop| {
        shop.add_lines(["1-1-a", "2-1-a", "3-1-a"].map(|id| line(id, Stage::Preparing)).to_vec());
    })
    .await;
    shop.standing_read();
    shop.make_readings_wait(chrono::TimeDelta::seconds(6));
    let rows = [("1-1-a", "1111111111"), ("2-1-a", "2222222222"), ("3-1-a", "3333333333")];
    engine.ship(rows.map(|(id, number)| row(&account, id, number)).to_vec()).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!((shop.standing_read(), shop.received().len()), (vec![3], 3));
}

/// A cancel that comes right after the common reading, and is collected between two requests, is in no answer that the
/// second one rests on; a marketplace may let that dispatch refuse it without a word.
#[tokio::test]
async fn a_cancel_that_is_collected_after_the_common_reading_keeps_its_parcel() {
    const IDS: [&str; 4] = ["1-1-a", "2-1-a", "3-1-a", "4-1-a"];
    for (asked, id) in IDS.into_iter().enumerate().skip(1) {
        let (_bench, engine, account, shop) =
            Bench::in_parts(|shop| shop.add_lines(IDS.map(|id| line(id, Stage::Preparing)).to_vec())).await;
        shop.standing_read();
        let rows = IDS
            .iter()
            .zip(0..)
            .map(|(id, number): (_, u64)| row(&account, id, &format!("{:010}", 1_111_111_111 + number)));
        engine.ship(rows.collect()).await.unwrap();
        shop.expect_claim(cancel("C1", &shop.line(id), 1));
        let collecting = async {
            for _ in 0..IDS.len() {
                engine.collect_feed_once(&account, "claims").await.unwrap();
            }
        };
        tokio::join!(collecting, engine.run_due()).1.unwrap();
        let stages = IDS.map(|id| shop.line(id).stage);
        let mut expected = [Stage::Shipped; 4];
        expected[asked] = Stage::Preparing;
        assert_eq!((stages, shop.standing_read()), (expected, vec![4]), "{id}");
    }
}

#[tokio::test]
async fn a_cancel_in_the_common_reading_keeps_its_own_parcel_alone() {
    let (_bench, engine, account, shop) = Bench::in_parts(|shop| {
        shop.add_lines(["1-1-a", "2-1-a", "3-1-a"].map(|id| line(id, Stage::Preparing)).to_vec());
    })
    .await;
    let rows = [("1-1-a", "1111111111"), ("2-1-a", "2222222222"), ("3-1-a", "3333333333")];
    engine.ship(rows.map(|(id, number)| row(&account, id, number)).to_vec()).await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("2-1-a"), 1));
    engine.run_due().await.unwrap();
    let stages = ["1-1-a", "2-1-a", "3-1-a"].map(|id| shop.line(id).stage);
    assert_eq!(stages, [Stage::Shipped, Stage::Preparing, Stage::Shipped]);
}

#[tokio::test]
async fn a_whole_line_is_cancelled_where_no_number_is_asked_for() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    let lines = ["1-1-a", "1-1-b"].map(|id| (LineId::from(id), 1)).to_vec();
    let batch = engine.cancel_sale(account, lines, "SOLD_OUT".to_owned()).await.unwrap();
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    let counts = |write: &Write| match write {
        Write::CancelSale { lines, .. } => lines.iter().map(|(_, count)| *count).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        shop.received().iter().map(counts).collect::<Vec<_>>(),
        [vec![3], vec![3]],
        "a request per line"
    );
}

#[tokio::test]
async fn a_line_that_an_uncounted_cancel_took_is_offered_for_nothing() {
    for stage in [Stage::Paid, Stage::Preparing] {
        let (_bench, engine, account, shop) = Bench::in_parts(|shop| {
            shop.add_lines(vec![line("1-1-a", stage)]);
            let mut gone = cancel("C1", &shop.line("1-1-a"), 0);
            (gone.step, gone.verbs) = (domain::ClaimStep::Completed, Vec::new());
            shop.add_claim(gone);
        })
        .await;
        let counts = engine.counts().await.unwrap().lines;
        assert!(counts.contains(&(domain::Status::Canceled, 1)), "{counts:?}");
        for kind in [ActionKind::Confirm, ActionKind::Ship, ActionKind::CancelSale] {
            assert!(!offer(&engine, &account, "1-1-a", kind).await.enabled, "{kind:?} at {stage:?}");
        }
        let pressed = keys(&account, &["1-1-a"]);
        let offers = engine.selection_offers(pressed.clone()).await.unwrap();
        assert!(offers.iter().all(|offer| offer.offer.local || offer.applicable == 0), "{offers:?}");
        assert_eq!(engine.confirm_lines(pressed).await.unwrap().actions.len(), 0);
        let ship = engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
        assert_eq!(ship.actions.len(), 0);
        assert!(shop.received().is_empty());
    }
}

#[tokio::test]
async fn an_uncounted_cancel_that_completes_after_the_press_keeps_the_line() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    engine.ship(vec![row(&account, "1-1-a", "1111111111")]).await.unwrap();
    let mut gone = cancel("C1", &shop.line("1-1-a"), 0);
    (gone.step, gone.verbs) = (domain::ClaimStep::Completed, Vec::new());
    shop.add_claim(gone);
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    let action = crate::support::only_action(&engine).await;
    assert_eq!(action.state, ActionState::Failed);
    assert!(action.error.unwrap().ko.contains("보낼 수량이 남아 있지 않습니다"));
}
