//! A press on many claims: what the plan says, and that nothing else is done.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{AccountId, ActionState, ClaimKind, ClaimVerb, MoneyLeaves, Stage, Won};
use engine::view::{
    Change, ClaimActRequest, ClaimChoice, ClaimPlan, ClaimPress, ClaimRequest, ClaimRowView, LeftOutWhy,
};
use engine::{Engine, PLAN_BUDGET};

use crate::support::{Bench, Shop, add_account, cancel, collected, line, only_action, returning};

/// A shop with cancels `C1` … of two pieces each.
fn cancels(shop: &Shop, names: &[&str]) {
    for name in names {
        let id = format!("{name}-1-a");
        shop.add_lines(vec![line(&id, Stage::Preparing)]);
        shop.add_claim(cancel(name, &shop.line(&id), 2));
    }
}

async fn rows(engine: &Engine, kind: ClaimKind) -> Vec<ClaimRowView> {
    engine.claim_queue(ClaimRequest { kind, accounts: Vec::new() }).await.unwrap().rows
}

fn choice(row: &ClaimRowView, verb: ClaimVerb, act: Option<ClaimActRequest>) -> ClaimChoice {
    ClaimChoice { account: row.account.clone(), claim: row.claim.clone(), verb, act, seen: row.stamp.clone() }
}

/// Every cancel of the queue, to be approved.
async fn approvals(engine: &Engine) -> Vec<ClaimChoice> {
    let rows = rows(engine, ClaimKind::Cancel).await;
    rows.iter().map(|row| choice(row, ClaimVerb::Approve, Some(ClaimActRequest::Approve))).collect()
}

async fn plan(engine: &Engine, chosen: Vec<ClaimChoice>) -> ClaimPlan {
    engine.claim_plan(chosen, PLAN_BUDGET).await.unwrap()
}

fn presses(plan: &ClaimPlan) -> Vec<ClaimPress> {
    plan.goes.iter().map(|goes| goes.press.clone()).collect()
}

fn reasons(plan: &ClaimPlan) -> Vec<(&str, LeftOutWhy)> {
    plan.left_out.iter().map(|out| (out.claim.as_str(), out.why)).collect()
}

#[tokio::test]
async fn what_was_withdrawn_or_changed_meanwhile_is_left_alone_and_the_rest_is_done() {
    let (_bench, engine, _account, shop) =
        Bench::stocked(|shop| cancels(shop, &["C1", "C2", "C3", "C4", "C5"])).await;
    let chosen = approvals(&engine).await;
    shop.withdraw("C2");
    shop.edit_claim("C3", |claim| claim.lines[0].quantity = 1);
    shop.edit_claim("C4", |claim| claim.step = domain::ClaimStep::Completed);
    let plan = plan(&engine, chosen).await;
    assert_eq!(
        reasons(&plan),
        [("C2", LeftOutWhy::Withdrawn), ("C4", LeftOutWhy::Done), ("C3", LeftOutWhy::Quantity)]
    );
    assert_eq!(plan.left_out[2].pieces, Some((2, 1)), "before and now");
    assert_eq!((plan.totals.goes, plan.totals.left_out, plan.totals.now), (2, 3, Won::new(4000)));
    assert!(plan.goes.iter().all(|goes| goes.money == MoneyLeaves::Now && !goes.undoable && !goes.late));
    assert!(engine.journal(Vec::new()).await.unwrap().is_empty(), "a plan writes nothing down");

    let batch = engine.claim_acts(presses(&plan)).await.unwrap();
    assert_eq!((batch.actions.len(), batch.blocked.len()), (2, 0));
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 2, "one write for each claim of the plan, and no other");
}

#[tokio::test]
async fn what_changed_between_the_plan_and_the_press_is_not_sent() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| cancels(shop, &["C1", "C2", "C3"])).await;
    let plan = plan(&engine, approvals(&engine).await).await;
    assert_eq!(plan.totals.goes, 3);
    bench.clock.advance(TimeDelta::minutes(3));
    shop.edit_claim("C1", |claim| claim.lines[0].quantity = 3);
    engine.collect_account(&account).await.unwrap();
    // The desk has not heard of this one: the reading right before sending does.
    shop.edit_claim("C2", |claim| claim.lines[0].quantity = 3);
    let batch = engine.claim_acts(presses(&plan)).await.unwrap();
    assert_eq!((batch.actions.len(), batch.blocked.len()), (2, 1));
    assert!(batch.blocked[0].reason.ko.contains("바뀌어"), "{:?}", batch.blocked[0].reason);
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 1, "only what is as it was shown was sent");
    let failed = engine.journal(vec![ActionState::Failed]).await.unwrap();
    assert!(failed[0].sent_at.is_none() && failed.len() == 1);
}

#[tokio::test]
async fn an_account_that_cannot_be_read_leaves_out_its_own_claims_alone() {
    let (bench, engine, first, shop) = Bench::stocked(|shop| cancels(shop, &["C1", "C2"])).await;
    let other = bench.shop("A2");
    let second = add_account(&engine, "A2").await;
    cancels(&other, &["D1", "D2"]);
    engine.collect_account(&second).await.unwrap();
    let chosen = approvals(&engine).await;
    shop.break_feed("", market::ErrorKind::KeyRejected);
    let plan = plan(&engine, chosen).await;
    assert_eq!(reasons(&plan), [("C1", LeftOutWhy::Unread), ("C2", LeftOutWhy::Unread)]);
    assert!(plan.left_out.iter().all(|out| out.account == first));
    let goes: Vec<&AccountId> = plan.goes.iter().map(|goes| &goes.press.account).collect();
    assert_eq!(goes, [&second, &second]);
}

#[tokio::test]
async fn what_cannot_be_read_in_time_is_read_before_it_is_sent() {
    let (_bench, engine, _account, shop) = Bench::stocked(|shop| cancels(shop, &["C1", "C2", "C3"])).await;
    let chosen = approvals(&engine).await;
    shop.take_for_a_claim(TimeDelta::seconds(12));
    shop.edit_claim("C3", |claim| claim.lines[0].quantity = 3);
    let plan = plan(&engine, chosen).await;
    assert_eq!(shop.claims_read().len(), 2, "no further reading begins after twenty seconds");
    assert_eq!(plan.goes.iter().map(|goes| goes.late).collect::<Vec<_>>(), [false, false, true]);
    engine.claim_acts(presses(&plan)).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 2, "the late one had changed, and the guard saw it");
}

#[tokio::test]
async fn a_person_who_does_not_wait_gets_what_is_known() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| cancels(shop, &["C1", "C2"])).await;
    let chosen = approvals(&engine).await;
    shop.keep_silent_about("C2");
    let mut changes = engine.events();
    let busy = engine.clone();
    let waiting = tokio::spawn(async move { busy.claim_plan(chosen, Duration::from_secs(3600)).await });
    let told = loop {
        if let Change::ReadingClaims { account, read, of } = changes.recv().await.unwrap() {
            break (account, read, of);
        }
    };
    assert_eq!(told, (account, 1, 2), "each reading is told");
    engine.hurry_claim_plan();
    let plan = waiting.await.unwrap().unwrap();
    assert_eq!(plan.goes.iter().map(|goes| goes.late).collect::<Vec<_>>(), [false, true]);
}

#[tokio::test]
async fn many_claims_are_read_at_once_where_the_marketplace_tells_them_so() {
    let (_bench, engine, _account, shop) = Bench::stocked(|shop| cancels(shop, &["C1", "C2", "C3"])).await;
    shop.tell_claims_together();
    let chosen = approvals(&engine).await;
    shop.edit_claim("C1", |claim| claim.lines[0].quantity = 1);
    shop.mislay("C3");
    let plan = plan(&engine, chosen).await;
    assert_eq!(shop.claims_read(), ["C3".into()], "only what was left out is read by itself");
    assert_eq!(reasons(&plan), [("C1", LeftOutWhy::Quantity), ("C3", LeftOutWhy::Moved)]);
}

#[tokio::test]
async fn each_claim_takes_its_own_verb_and_what_asks_for_more_is_named() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        cancels(shop, &["C1"]);
        shop.add_lines(vec![line("2-1-a", Stage::Delivered), line("3-1-a", Stage::Delivered)]);
        shop.add_lines(vec![line("4-1-a", Stage::Delivered)]);
        shop.add_claim(collected("R2", &shop.line("2-1-a")));
        shop.add_claim(returning("R3", &shop.line("3-1-a")));
        shop.add_claim(collected("R4", &shop.line("4-1-a")));
    })
    .await;
    let mut chosen = approvals(&engine).await;
    for row in rows(&engine, ClaimKind::Return).await {
        chosen.push(match row.claim.as_str() {
            "R2" => choice(&row, ClaimVerb::Refund, Some(ClaimActRequest::Refund)),
            "R3" => choice(&row, ClaimVerb::Refund, Some(ClaimActRequest::Refund)),
            _ => choice(&row, ClaimVerb::Refuse, None),
        });
    }
    let plan = plan(&engine, chosen).await;
    let goes: Vec<_> = plan.goes.iter().map(|goes| (goes.press.claim.as_str(), goes.kind)).collect();
    use domain::ActionKind::{ApproveCancel, RefundReturn};
    assert_eq!(goes, [("C1", ApproveCancel), ("R2", RefundReturn)]);
    assert_eq!(reasons(&plan), [("R3", LeftOutWhy::Step), ("R4", LeftOutWhy::Input)]);
    engine.claim_acts(presses(&plan)).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.received().len(), 2);
    assert_eq!(engine.journal(Vec::new()).await.unwrap()[0].account, account);
}

#[tokio::test]
async fn what_the_marketplace_has_not_is_named_with_its_page() {
    let (_bench, engine, _account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("2-1-a", Stage::Delivered)]);
        shop.add_claim(collected("R2", &shop.line("2-1-a")));
    })
    .await;
    let row = rows(&engine, ClaimKind::Return).await.remove(0);
    let refuse = ClaimActRequest::RefuseBecause { reason: String::new(), text: "파손".to_owned() };
    let plan = plan(&engine, vec![choice(&row, ClaimVerb::Refuse, Some(refuse))]).await;
    assert_eq!(reasons(&plan), [("R2", LeftOutWhy::Unsupported)]);
    assert_eq!(plan.left_out[0].link.as_deref(), Some("https://seller.example/"));
}

#[tokio::test]
async fn a_claim_whose_result_is_not_known_is_not_planned_again() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| cancels(shop, &["C1"])).await;
    let chosen = approvals(&engine).await;
    shop.fail_next(crate::support::Fault::LostAfter);
    engine.claim_act(account, vec!["C1".into()], ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown);
    assert_eq!(reasons(&plan(&engine, chosen).await), [("C1", LeftOutWhy::UnderWay)]);
}

#[tokio::test]
async fn money_that_may_leave_and_money_that_left_are_not_counted_as_leaving_now() {
    let (_bench, engine, _account, _shop) = Bench::by_lines(|shop| {
        shop.add_lines(["1-1-a", "2-2-a", "3-3-a"].map(|id| line(id, Stage::Delivered)).into());
        shop.add_claim(returning("R1", &shop.line("1-1-a")));
        shop.add_claim(collected("R2", &shop.line("2-2-a")));
        let refunded = collected("R3", &shop.line("3-3-a"));
        shop.add_claim(domain::Claim { refunded_early: true, ..refunded });
    })
    .await;
    let act = |row: &ClaimRowView| match row.claim.as_str() {
        "R1" => choice(row, ClaimVerb::ConfirmCollected, Some(ClaimActRequest::ConfirmCollected)),
        _ => choice(row, ClaimVerb::Refund, Some(ClaimActRequest::Refund)),
    };
    let rows = rows(&engine, ClaimKind::Return).await;
    let worth = rows[0].amount.unwrap();
    let plan = plan(&engine, rows.iter().map(act).collect()).await;
    let mut money: Vec<_> = plan.goes.iter().map(|goes| (goes.press.claim.as_str(), goes.money)).collect();
    money.sort_unstable();
    assert_eq!(money, [("R1", MoneyLeaves::Maybe), ("R2", MoneyLeaves::Now), ("R3", MoneyLeaves::None)]);
    let totals = plan.totals;
    assert_eq!((totals.now, totals.maybe, totals.later), (worth, worth, Won::ZERO));
    assert_eq!(totals.unpriced, 0);
}
