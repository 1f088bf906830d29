//! A press on one claim goes by what the person saw, as a press on many does.

use domain::{ClaimKind, ClaimStep, ClaimVerb, Fault, InspectionResult, Stage};
use engine::Engine;
use engine::view::{ActionBatch, ClaimActRequest, ClaimPress, ClaimRequest, ClaimRowView, InspectRequest};

use crate::support::{Bench, Shop, cancel, collected, line};

type Desk = (Bench, Engine, domain::AccountId, std::sync::Arc<Shop>);

async fn with_cancel() -> Desk {
    Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await
}

async fn shown(engine: &Engine, kind: ClaimKind) -> ClaimRowView {
    engine.claim_queue(ClaimRequest { kind, accounts: Vec::new() }).await.unwrap().rows.remove(0)
}

async fn press(engine: &Engine, row: &ClaimRowView, act: ClaimActRequest) -> ActionBatch {
    let (account, claim) = (row.account.clone(), row.claim.clone());
    engine.claim_acts(vec![ClaimPress { account, claim, act, seen: row.stamp.clone() }]).await.unwrap()
}

#[tokio::test]
async fn what_changed_since_it_was_shown_is_not_sent_and_is_told() {
    type Change = fn(&mut domain::Claim);
    let changes: [(Change, &str); 5] = [
        (|claim| claim.lines[0].quantity = 2, "수량이 바뀌어(1개 → 2개)"),
        (|claim| claim.step = ClaimStep::Approved, "단계가 바뀌어(‘요청’ → ‘승인’)"),
        (|claim| claim.kind = ClaimKind::Return, "종류가 바뀌어(‘취소’ → ‘반품’)"),
        (|claim| claim.fault = Fault::Seller, "귀책이 바뀌어(‘구매자’ → ‘판매자’)"),
        (|claim| claim.step = ClaimStep::Withdrawn, "철회했습니다"),
    ];
    for (change, told) in changes {
        let (_bench, engine, account, shop) = with_cancel().await;
        shop.edit_claim("C1", |claim| claim.fault = Fault::Buyer);
        engine.collect_account(&account).await.unwrap();
        let row = shown(&engine, ClaimKind::Cancel).await;
        shop.edit_claim("C1", change);
        engine.collect_account(&account).await.unwrap();
        let batch = press(&engine, &row, ClaimActRequest::Approve).await;
        assert_eq!((batch.actions.len(), batch.blocked.len()), (0, 1), "{told}");
        assert!(batch.blocked[0].reason.ko.contains(told), "{:?}", batch.blocked);
        engine.run_due().await.unwrap();
        assert!(shop.received().is_empty(), "{told}");
    }
}

#[tokio::test]
async fn what_changes_nothing_about_the_verb_holds_nothing_up() {
    let (_bench, engine, account, shop) = with_cancel().await;
    let row = shown(&engine, ClaimKind::Cancel).await;
    shop.edit_claim("C1", |claim| claim.reason.detail = "마음이 바뀌었어요".to_owned());
    engine.collect_account(&account).await.unwrap();
    let batch = press(&engine, &row, ClaimActRequest::Approve).await;
    assert_eq!((batch.actions.len(), batch.blocked.len()), (1, 0), "{:?}", batch.blocked);
}

#[tokio::test]
async fn goods_found_faulty_are_refunded_only_by_one_who_saw_it() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(collected("R1", &shop.line("1-1-a")));
    })
    .await;
    let before = shown(&engine, ClaimKind::Return).await;
    let found = InspectRequest { result: InspectionResult::Damaged, pieces: 1, memo: String::new() };
    engine.inspect_claim(account, "R1".into(), found).await.unwrap();
    let unseen = press(&engine, &before, ClaimActRequest::Refund).await;
    assert!(unseen.blocked[0].reason.ko.contains("검수"), "{:?}", unseen.blocked);
    let after = shown(&engine, ClaimKind::Return).await;
    let offer = after.offers.iter().find(|(verb, _)| *verb == ClaimVerb::Refund).map(|(_, offer)| offer);
    assert!(offer.is_some_and(|offer| offer.caution.is_some()), "it is asked about once more");
    assert_eq!(press(&engine, &after, ClaimActRequest::Refund).await.actions.len(), 1);
}

#[tokio::test]
async fn what_decides_the_money_and_changed_after_the_press_is_not_sent() {
    type Change = fn(&mut domain::Claim);
    let changes: [(Change, &str); 3] = [
        (|claim| claim.fault = Fault::Seller, "귀책이 바뀌어"),
        (|claim| claim.return_fee = Some(domain::Won::new(-6_000)), "반품 배송비가 바뀌어"),
        (|claim| claim.held = Some(domain::Held::default()), "보류되어"),
    ];
    for (change, told) in changes {
        let (_bench, engine, account, shop) = with_cancel().await;
        shop.edit_claim("C1", |claim| claim.fault = Fault::Buyer);
        shop.edit_claim("C1", |claim| claim.return_fee = Some(domain::Won::new(-3_000)));
        engine.collect_account(&account).await.unwrap();
        let row = shown(&engine, ClaimKind::Cancel).await;
        let batch = press(&engine, &row, ClaimActRequest::Approve).await;
        assert_eq!(batch.actions.len(), 1, "{:?}", batch.blocked);
        shop.edit_claim("C1", change);
        engine.run_due().await.unwrap();
        assert!(shop.received().is_empty(), "{told}");
        let failed = engine.journal(vec![domain::ActionState::Failed]).await.unwrap();
        let error = failed[0].error.as_ref().unwrap();
        assert!(error.ko.contains(told), "{error:?}");
    }
}

#[tokio::test]
async fn a_fee_that_changed_since_it_was_shown_is_told_with_both() {
    let (bench, engine, account, shop) = with_cancel().await;
    shop.edit_claim("C1", |claim| claim.return_fee = Some(domain::Won::new(-3_000)));
    bench.clock.advance(chrono::TimeDelta::minutes(1));
    engine.collect_account(&account).await.unwrap();
    let row = shown(&engine, ClaimKind::Cancel).await;
    shop.edit_claim("C1", |claim| claim.return_fee = Some(domain::Won::new(-6_000)));
    bench.clock.advance(chrono::TimeDelta::minutes(1));
    engine.collect_account(&account).await.unwrap();
    let batch = press(&engine, &row, ClaimActRequest::Approve).await;
    assert!(batch.blocked[0].reason.ko.contains("‘구매자 3000원’ → ‘구매자 6000원’"), "{:?}", batch.blocked);
}
