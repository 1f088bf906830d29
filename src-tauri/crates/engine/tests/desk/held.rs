//! Claims that stand still, and refusals in words.

use chrono::TimeDelta;
use domain::action::ClaimAct;
use domain::{
    AccountId, ActionKind, ActionState, ClaimId, ClaimKind, ClaimStep, ClaimVerb, EventKind, Length,
    LineResult, Stage, Target, Won, Write,
};
use engine::Engine;
use engine::view::{AskView, ClaimActRequest, ClaimRequest, ClaimRowView};

use crate::support::{Bench, Fault, Shop, cancel, collected, exchange, line, only_action, settle};

fn hold(fee: i64) -> ClaimActRequest {
    ClaimActRequest::Hold {
        reason: "RETURN_DELIVERYFEE".to_owned(),
        detail: "왕복 배송비".to_owned(),
        fee: Some(Won::new(fee)),
        until: None,
    }
}

fn worn() -> ClaimActRequest {
    ClaimActRequest::RefuseBecause { reason: String::new(), text: "사용 흔적".to_owned() }
}

fn ids(claims: &[&str]) -> Vec<ClaimId> {
    claims.iter().map(|id| ClaimId::from(*id)).collect()
}

async fn with_return() -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(collected("R1", &shop.line("1-1-a")));
    })
    .await
}

async fn row(engine: &Engine, kind: ClaimKind) -> ClaimRowView {
    let request = ClaimRequest { kind, accounts: Vec::new() };
    engine.claim_queue(request).await.unwrap().rows.remove(0)
}

async fn press(engine: &Engine, account: &AccountId, request: ClaimActRequest) -> Option<String> {
    let batch = engine.claim_act(account.clone(), ids(&["R1"]), request).await.unwrap();
    engine.run_due().await.unwrap();
    batch.blocked.first().map(|blocked| blocked.reason.ko.clone().into_owned())
}

#[tokio::test]
async fn a_held_return_is_released_before_it_is_refunded() {
    let (_bench, engine, account, shop) = with_return().await;
    assert_eq!(press(&engine, &account, hold(3000)).await, None);
    let held = row(&engine, ClaimKind::Return).await;
    assert_eq!(held.held.as_ref().unwrap().fee, Some(Won::new(3000)));
    let refund = held.offers.iter().find(|(verb, _)| *verb == ClaimVerb::Refund);
    assert!(refund.is_none_or(|(_, offer)| !offer.enabled));
    let words = press(&engine, &account, ClaimActRequest::Refund).await.unwrap();
    assert!(words.contains("보류를 먼저 해제"), "{words}");
    assert_eq!(press(&engine, &account, ClaimActRequest::Release).await, None, "it was held a moment ago");
    assert_eq!(press(&engine, &account, ClaimActRequest::Refund).await, None);
    assert_eq!(shop.claim("R1").step, ClaimStep::Completed);
    let timeline = engine.claim_detail(account, "R1".into()).await.unwrap().timeline;
    let told = |wanted: fn(&EventKind) -> bool| timeline.iter().any(|entry| wanted(&entry.kind));
    assert!(told(|kind| matches!(kind, EventKind::ClaimHeld { fee: Some(_), .. })));
    assert!(told(|kind| matches!(kind, EventKind::ClaimReleased)));
}

#[tokio::test]
async fn what_a_hold_charges_waits_to_be_taken_back_and_so_does_its_release() {
    let (bench, engine, account, shop) = with_return().await;
    engine.set_undo_seconds(5).await.unwrap();
    let waits = async |request| {
        let batch = engine.claim_act(account.clone(), ids(&["R1"]), request).await.unwrap();
        engine.run_due().await.unwrap();
        batch.leaves_at.is_some()
    };
    assert!(waits(hold(3000)).await && shop.received().is_empty(), "it charges the buyer");
    bench.clock.advance(TimeDelta::seconds(5));
    engine.run_due().await.unwrap();
    bench.clock.advance(TimeDelta::minutes(5));
    assert!(
        waits(ClaimActRequest::Release).await && shop.received().len() == 1,
        "it gives up what was charged"
    );
    bench.clock.advance(TimeDelta::seconds(5));
    engine.run_due().await.unwrap();
    assert!(!waits(hold(0)).await && shop.received().len() == 3, "its release takes it back");
}

#[tokio::test]
async fn a_hold_charges_no_more_than_goods_or_shipping_cost() {
    let (_bench, engine, account, shop) = with_return().await;
    let most = row(&engine, ClaimKind::Return).await.amount.unwrap().get().max(50_000);
    let said = press(&engine, &account, hold(most + 1)).await.unwrap();
    assert!(said.contains(&format!("{most}원 이하")), "{said}");
    assert!(shop.received().is_empty());
    assert_eq!(press(&engine, &account, hold(most)).await, None);
}

#[tokio::test]
async fn a_hold_may_follow_its_own_release_and_is_not_pressed_twice() {
    let (_bench, engine, account, shop) = with_return().await;
    assert_eq!(press(&engine, &account, hold(3000)).await, None);
    assert!(press(&engine, &account, hold(3000)).await.unwrap().contains("반영되는 중"));
    assert_eq!(press(&engine, &account, ClaimActRequest::Release).await, None);
    assert_eq!(press(&engine, &account, hold(2500)).await, None, "the release undid the first hold");
    assert_eq!(shop.claim("R1").held.unwrap().fee, Some(Won::new(2500)));
}

#[tokio::test]
async fn a_claim_that_was_held_meanwhile_takes_no_other_verb() {
    let (_bench, engine, account, shop) = with_return().await;
    engine.claim_act(account, ids(&["R1"]), ClaimActRequest::Refund).await.unwrap();
    shop.edit_claim("R1", |claim| {
        (claim.held, claim.verbs) = (Some(domain::Held::default()), vec![ClaimVerb::Release]);
    });
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    assert!(only_action(&engine).await.error.unwrap().ko.contains("보류 중인 클레임"));
}

#[tokio::test]
async fn a_lost_hold_is_found_by_its_code_and_charge() {
    for (fault, sent) in [(Fault::LostAfter, 1), (Fault::LostBefore, 2)] {
        let (bench, engine, account, shop) = with_return().await;
        shop.fail_next(fault);
        press(&engine, &account, hold(3000)).await;
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(shop.received().len(), sent, "{fault:?}");
        assert_eq!(shop.times(&Target::Claim("R1".into())), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_hold_without_a_charge_is_found_however_the_marketplace_tells_none() {
    for told in [None, Some(Won::ZERO)] {
        let (bench, engine, account, shop) = with_return().await;
        shop.fail_next(Fault::LostAfter);
        let (reason, detail) = ("RETURN_DELIVERYFEE".to_owned(), "답변 대기".to_owned());
        press(&engine, &account, ClaimActRequest::Hold { reason, detail, fee: None, until: None }).await;
        shop.edit_claim("R1", |claim| claim.held.as_mut().unwrap().fee = told);
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{told:?}");
    }
}

#[tokio::test]
async fn another_hold_in_the_place_of_a_lost_one_is_reported() {
    let (bench, engine, account, shop) = with_return().await;
    shop.fail_next(Fault::LostBefore);
    press(&engine, &account, hold(3000)).await;
    shop.edit_claim("R1", |claim| {
        claim.held = Some(domain::Held { code: "ETC".to_owned(), ..domain::Held::default() });
    });
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    let LineResult::Failed { code, .. } = &action.outcomes[0].outcome.result else { panic!("{action:?}") };
    assert_eq!(code, "desk.claim_changed");
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_lost_release_is_found_by_the_hold_that_is_gone() {
    let (bench, engine, account, shop) = with_return().await;
    press(&engine, &account, hold(3000)).await;
    bench.clock.advance(TimeDelta::minutes(5));
    shop.fail_next(Fault::LostAfter);
    press(&engine, &account, ClaimActRequest::Release).await;
    settle(&bench, &engine).await;
    let journal = engine.journal(Vec::new()).await.unwrap();
    assert!(journal.iter().all(|action| action.state == ActionState::Done), "{journal:?}");
    assert_eq!(shop.received().len(), 2);
}

#[tokio::test]
async fn what_is_asked_for_is_shown_and_checked() {
    let (_bench, engine, account, shop) = with_return().await;
    let row = row(&engine, ClaimKind::Return).await;
    let asks = |wanted| row.offers.iter().find(|(verb, _)| *verb == wanted).unwrap().1.asks.clone();
    assert!(matches!(
        asks(ClaimVerb::Hold)[..],
        [AskView::Reason { .. }, AskView::Text { length: Length { at_most: 20, .. } }, AskView::Fee { .. }]
    ));
    assert_eq!(asks(ClaimVerb::Refund), Vec::new());
    let because =
        |text: &str| ClaimActRequest::RefuseBecause { reason: String::new(), text: text.to_owned() };
    let wrong_code = ClaimActRequest::Hold {
        reason: "WHIM".to_owned(),
        detail: "배송비".to_owned(),
        fee: None,
        until: None,
    };
    let unpriced = ClaimActRequest::Hold {
        reason: "EXTRAFEEE".to_owned(),
        detail: "추가 비용".to_owned(),
        fee: None,
        until: None,
    };
    for (request, words) in [
        (because(" "), "비어 있습니다"),
        (because(&"가".repeat(21)), "20자 이하"),
        (wrong_code, "사유가 아닙니다"),
        (unpriced, "금액이 없거나"),
        (hold(-1), "0원보다"),
    ] {
        let said = press(&engine, &account, request.clone()).await.unwrap_or_default();
        assert!(said.contains(words), "{request:?}: {said}");
    }
    assert!(shop.received().is_empty());
}

#[tokio::test]
async fn a_return_that_we_refused_is_kept_as_refused_although_it_reads_as_withdrawn() {
    for fault in [None, Some(Fault::LostAfter)] {
        let (bench, engine, account, shop) = with_return().await;
        fault.into_iter().for_each(|fault| shop.fail_next(fault));
        press(&engine, &account, worn()).await;
        settle(&bench, &engine).await;
        assert_eq!(shop.claim("R1").step, ClaimStep::Withdrawn, "the marketplace does not tell");
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        engine.collect_account(&account).await.unwrap();
        assert_eq!(row(&engine, ClaimKind::Return).await.step, ClaimStep::Rejected, "{fault:?}");
        assert_eq!(shop.received().len(), 1);
    }
}

#[tokio::test]
async fn a_return_that_we_did_not_refuse_was_withdrawn() {
    for fault in [None, Some(Fault::Refused)] {
        let (bench, engine, account, shop) = with_return().await;
        if let Some(fault) = fault {
            shop.fail_next(fault);
            press(&engine, &account, worn()).await;
        }
        bench.clock.advance(TimeDelta::minutes(1));
        shop.edit_claim("R1", |claim| claim.step = ClaimStep::Withdrawn);
        engine.collect_account(&account).await.unwrap();
        assert_eq!(row(&engine, ClaimKind::Return).await.step, ClaimStep::Withdrawn, "{fault:?}");
    }
}

#[tokio::test]
async fn a_cancel_is_refused_by_dispatching_its_line() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    })
    .await;
    let refuse = ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "1234567890".into() };
    engine.claim_act(account, ids(&["C1"]), refuse).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-a").stage, Stage::Shipped);
    assert_eq!(row(&engine, ClaimKind::Cancel).await.step, ClaimStep::Rejected);
}

#[tokio::test]
async fn a_lost_refusal_by_dispatch_is_judged_by_the_line_that_was_to_leave() {
    for (fault, state, step) in [
        (Fault::LostAfter, ActionState::Done, ClaimStep::Rejected),
        (Fault::LostBefore, ActionState::Failed, ClaimStep::Withdrawn),
    ] {
        let (bench, engine, account, shop) = Bench::by_lines(|shop| {
            shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
            shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
        })
        .await;
        shop.fail_next(fault);
        let refuse = ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "1234567890".into() };
        engine.claim_act(account.clone(), ids(&["C1"]), refuse).await.unwrap();
        engine.run_due().await.unwrap();
        shop.edit_claim("C1", |claim| (claim.step, claim.verbs) = (ClaimStep::Withdrawn, Vec::new()));
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, state, "{fault:?}");
        assert_eq!(row(&engine, ClaimKind::Cancel).await.step, step, "{fault:?}: without another collection");
        assert_eq!(shop.received().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_lost_release_is_done_when_its_claim_went_on_without_the_hold() {
    let (bench, engine, account, shop) = with_return().await;
    press(&engine, &account, hold(3000)).await;
    bench.clock.advance(TimeDelta::minutes(5));
    shop.fail_next(Fault::LostBefore);
    press(&engine, &account, ClaimActRequest::Release).await;
    shop.edit_claim("R1", |claim| (claim.step, claim.held) = (ClaimStep::Completed, None));
    settle(&bench, &engine).await;
    let journal = engine.journal(Vec::new()).await.unwrap();
    assert!(journal.iter().all(|action| action.state == ActionState::Done), "{journal:?}");
    assert_eq!(shop.received().len(), 2);
}

#[tokio::test]
async fn an_exchange_goes_out_under_its_own_claim_where_no_bundle_is_opened() {
    for fault in [None, Some(Fault::LostAfter)] {
        let (bench, engine, account, shop) = Bench::by_lines(|shop| {
            shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
            shop.add_claim(exchange("E1", &shop.line("1-1-a")));
        })
        .await;
        fault.into_iter().for_each(|fault| shop.fail_next(fault));
        let reship = ClaimActRequest::Reship { courier: "CJGLS".into(), invoice: "1234567890".into() };
        let batch = engine.claim_act(account, ids(&["E1"]), reship).await.unwrap();
        assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
        settle(&bench, &engine).await;
        let action = only_action(&engine).await;
        assert_eq!((action.kind, action.state), (ActionKind::ReshipExchange, ActionState::Done), "{fault:?}");
        let write = shop.received().remove(0);
        assert!(matches!(write, Write::Claim { act: ClaimAct::ReshipInPlace { .. }, .. }), "{write:?}");
    }
}
