//! Queues, buttons and steppers.

use domain::{ClaimKind, ClaimStep, ClaimVerb, Stage, Won};
use engine::view::{ClaimActRequest, ClaimRequest, FlowKey, FlowState};

use crate::support::{Bench, cancel, exchange, line, returning};

fn queue(kind: ClaimKind) -> ClaimRequest {
    ClaimRequest { kind, accounts: Vec::new() }
}

#[tokio::test]
async fn a_row_offers_what_the_marketplace_and_the_step_allow() {
    let (_bench, engine, _account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(returning("R1", &shop.line("1-1-a")));
    })
    .await;
    let row = engine.claim_queue(queue(ClaimKind::Return)).await.unwrap().rows.remove(0);
    let button =
        |verb: ClaimVerb| row.offers.iter().find(|(known, _)| *known == verb).map(|(_, offer)| offer);
    assert!(button(ClaimVerb::ConfirmCollected).unwrap().enabled);
    let refuse = button(ClaimVerb::Refuse).expect("a missing capability is a disabled button");
    assert!(!refuse.enabled && refuse.link.is_some() && refuse.reason.is_some());
    assert!(button(ClaimVerb::Refund).is_none(), "the goods are not here yet");
    assert_eq!(row.requester, "김*하", "people are masked");
}

#[tokio::test]
async fn a_claim_under_way_offers_nothing_to_press() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    let row = engine.claim_queue(queue(ClaimKind::Cancel)).await.unwrap().rows.remove(0);
    let approve = &row.offers[0].1;
    assert_eq!(approve.consequence.as_ref().unwrap().ko, "바로 환불됩니다.", "said before the click");
    engine.claim_act(account.clone(), vec!["C1".into()], ClaimActRequest::Approve).await.unwrap();
    let row = engine.claim_queue(queue(ClaimKind::Cancel)).await.unwrap().rows.remove(0);
    assert!(row.offers.iter().all(|(_, offer)| !offer.enabled));
    let again = engine.claim_act(account, vec!["C1".into()], ClaimActRequest::Approve).await.unwrap();
    assert_eq!((again.actions.len(), again.blocked.len()), (0, 1));
}

#[tokio::test]
async fn a_verb_that_the_claim_does_not_take_is_left_out() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(exchange("E1", &shop.line("1-1-a")));
    })
    .await;
    for request in [
        ClaimActRequest::Refund,
        ClaimActRequest::ConfirmCollected,
        ClaimActRequest::RefuseFor { reason: "WHIM".to_owned() },
        ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "1234567890".into() },
    ] {
        let batch = engine.claim_act(account.clone(), vec!["E1".into()], request.clone()).await.unwrap();
        assert_eq!(batch.blocked.len(), 1, "{request:?}");
    }
    let refuse = ClaimActRequest::RefuseFor { reason: "SOLDOUT".to_owned() };
    engine.claim_act(account, vec!["E1".into()], refuse).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.claim("E1").step, ClaimStep::Rejected);
}

#[tokio::test]
async fn a_refused_cancel_goes_on_as_a_return_of_the_same_number() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Shipped)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    })
    .await;
    let refuse = ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "1234567890".into() };
    let batch = engine.claim_act(account, vec!["C1".into()], refuse).await.unwrap();
    assert!(batch.blocked.is_empty(), "{:?}", batch.blocked);
    engine.run_due().await.unwrap();
    assert!(engine.claim_queue(queue(ClaimKind::Cancel)).await.unwrap().rows.is_empty());
    let row = engine.claim_queue(queue(ClaimKind::Return)).await.unwrap().rows.remove(0);
    assert_eq!((row.claim.as_str(), row.step), ("C1", ClaimStep::Requested));
}

#[tokio::test]
async fn one_number_is_not_put_on_two_claims() {
    let (_bench, engine, account, _shop) = Bench::stocked(|_| {}).await;
    let pickup = ClaimActRequest::RegisterPickup { courier: "CJGLS".into(), invoice: "1234567890".into() };
    let problem = engine.claim_act(account, vec!["R1".into(), "R2".into()], pickup).await.unwrap_err();
    assert!(problem.sentence.ko.contains("한 건씩"));
}

#[tokio::test]
async fn the_stepper_shows_what_was_passed_what_is_merged_and_what_is_ahead() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    let drawn = |detail: &engine::view::ClaimDetail| {
        detail.steps.iter().map(|step| (step.key, step.state)).collect::<Vec<_>>()
    };
    let detail = engine.claim_detail(account.clone(), "C1".into()).await.unwrap();
    assert_eq!(
        drawn(&detail),
        [
            (FlowKey::Requested, FlowState::Done),
            (FlowKey::Approved, FlowState::Now),
            (FlowKey::Refunded, FlowState::Merged),
            (FlowKey::Completed, FlowState::Later),
        ]
    );
    assert_eq!(detail.next.unwrap().title.ko, "쿠팡: 바로 환불됩니다");
    bench.clock.advance(chrono::TimeDelta::minutes(3));
    shop.edit_claim("C1", |claim| claim.step = ClaimStep::Completed);
    engine.collect_account(&account).await.unwrap();
    let detail = engine.claim_detail(account, "C1".into()).await.unwrap();
    assert_eq!(
        drawn(&detail),
        [
            (FlowKey::Requested, FlowState::Done),
            (FlowKey::Approved, FlowState::Done),
            (FlowKey::Refunded, FlowState::Merged),
            (FlowKey::Completed, FlowState::Done),
        ]
    );
    assert!(detail.steps[3].at.is_some() && detail.next.is_none());
}

#[tokio::test]
async fn a_claim_whose_line_is_not_here_yet_has_no_amount() {
    let (bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
        shop.drop_line("1-1-a");
    })
    .await;
    let detail = engine.claim_detail(account.clone(), "C1".into()).await.unwrap();
    assert_eq!((detail.row.amount, detail.money.len()), (None, 0), "nothing is not known to be free");
    bench.clock.advance(chrono::TimeDelta::minutes(1));
    shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
    engine.collect_account(&account).await.unwrap();
    let detail = engine.claim_detail(account, "C1".into()).await.unwrap();
    assert_eq!(detail.row.amount, Some(Won::new(1000)));
}
