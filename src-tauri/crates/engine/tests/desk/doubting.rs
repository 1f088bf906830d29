//! What speaks against a verb on a claim: it asks once more, is not what comes next, and never goes along with others.

use std::sync::Arc;

use domain::{AccountId, Claim, ClaimKind, ClaimStep, ClaimVerb, Held, InspectionResult, Marketplace, Stage};
use engine::view::{
    ClaimActRequest, ClaimChoice, ClaimRequest, ClaimRowView, InspectRequest, LeftOutWhy, Offer,
};
use engine::{Engine, PLAN_BUDGET};

use crate::support::{Bench, Shop, collected, line, returning};

/// A desk with a return that was just asked for and may be refunded (R1), the same of a marketplace that never tells of
/// the goods (R2), one whose goods are here (R3), and the same on hold (R4).
async fn with_returns() -> (Bench, Engine, AccountId, Arc<Shop>) {
    Bench::by_lines(|shop| {
        let verbs = vec![ClaimVerb::RegisterPickup, ClaimVerb::Refund, ClaimVerb::Hold];
        shop.add_lines(["1-1-a", "2-2-a", "3-3-a", "4-4-a"].map(|id| line(id, Stage::Delivered)).into());
        let fresh = |id: &str, on: &str| Claim {
            step: ClaimStep::Requested,
            verbs: verbs.clone(),
            ..collected(id, &shop.line(on))
        };
        shop.add_claim(fresh("R1", "1-1-a"));
        shop.add_claim(Claim { marketplace: Marketplace::Elevenst, ..fresh("R2", "2-2-a") });
        shop.add_claim(collected("R3", &shop.line("3-3-a")));
        let held = Some(Held { code: "01".into(), ..Held::default() });
        shop.add_claim(Claim { held, ..collected("R4", &shop.line("4-4-a")) });
    })
    .await
}

async fn rows(engine: &Engine) -> Vec<ClaimRowView> {
    let request = ClaimRequest { kind: ClaimKind::Return, accounts: Vec::new() };
    engine.claim_queue(request).await.unwrap().rows
}

async fn row(engine: &Engine, claim: &str) -> ClaimRowView {
    rows(engine).await.into_iter().find(|row| row.claim.as_str() == claim).unwrap()
}

fn offer(row: &ClaimRowView, verb: ClaimVerb) -> &Offer {
    row.offers.iter().find(|(known, _)| *known == verb).map(|(_, offer)| offer).unwrap()
}

/// Whether the refund asks once more, and what comes next.
async fn refund_of(engine: &Engine, claim: &str) -> (bool, Option<ClaimVerb>) {
    let row = row(engine, claim).await;
    (offer(&row, ClaimVerb::Refund).caution.is_some(), row.next)
}

fn found(result: InspectionResult) -> InspectRequest {
    InspectRequest { result, pieces: 2, memo: String::new() }
}

#[tokio::test]
async fn a_refund_before_the_goods_are_back_asks_once_more_and_does_not_come_next() {
    let (_bench, engine, account, _shop) = with_returns().await;
    let fresh = row(&engine, "R1").await;
    let refund = offer(&fresh, ClaimVerb::Refund);
    assert!(refund.enabled, "it is asked about and never forbidden");
    assert!(refund.caution.as_ref().unwrap().ko.contains("아직 돌아오지 않았습니다"), "{refund:?}");
    assert_eq!(fresh.next, Some(ClaimVerb::RegisterPickup));
    let place = |verb| fresh.offers.iter().position(|(known, _)| *known == verb);
    assert!(place(ClaimVerb::RegisterPickup) < place(ClaimVerb::Refund), "{:?}", fresh.offers);
    let here = (false, Some(ClaimVerb::Refund));
    assert_eq!(refund_of(&engine, "R3").await, here);
    engine.inspect_claim(account, "R1".into(), found(InspectionResult::Sound)).await.unwrap();
    assert_eq!(refund_of(&engine, "R1").await, here, "whoever looked at the goods has them");
}

#[tokio::test]
async fn a_refund_of_goods_of_which_nobody_tells_asks_once_more_until_they_were_looked_at() {
    let (_bench, engine, account, _shop) = with_returns().await;
    let untold = row(&engine, "R2").await;
    let caution = offer(&untold, ClaimVerb::Refund).caution.clone().unwrap();
    assert!(
        caution.ko.contains("돌아왔는지 알려주지 않습니다") && caution.ko.contains("검수"),
        "{caution:?}"
    );
    assert_eq!(untold.next, Some(ClaimVerb::Refund), "nothing else would ever come before it");
    engine.inspect_claim(account, "R2".into(), found(InspectionResult::Sound)).await.unwrap();
    assert_eq!(refund_of(&engine, "R2").await, (false, Some(ClaimVerb::Refund)));
}

#[tokio::test]
async fn a_refund_of_what_is_on_hold_asks_once_more_whatever_was_found() {
    let (_bench, engine, account, _shop) = with_returns().await;
    for _ in 0..2 {
        let caution = offer(&row(&engine, "R4").await, ClaimVerb::Refund).caution.clone().unwrap();
        assert!(caution.ko.contains("보류 중"), "{caution:?}");
        let sound = found(InspectionResult::Sound);
        engine.inspect_claim(account.clone(), "R4".into(), sound).await.unwrap();
    }
}

#[tokio::test]
async fn refunds_before_the_goods_are_back_are_left_out_of_a_plan_and_of_a_press_on_many() {
    let (_bench, engine, account, _shop) = with_returns().await;
    let chosen = rows(&engine).await.into_iter().map(|row| ClaimChoice {
        account: row.account.clone(),
        claim: row.claim.clone(),
        verb: ClaimVerb::Refund,
        act: Some(ClaimActRequest::Refund),
        seen: row.stamp.clone(),
    });
    let plan = engine.claim_plan(chosen.collect(), PLAN_BUDGET).await.unwrap();
    let left_out: Vec<_> = plan.left_out.iter().map(|out| (out.claim.as_str(), out.why)).collect();
    let whys = [("R4", LeftOutWhy::Held), ("R1", LeftOutWhy::Early), ("R2", LeftOutWhy::Untold)];
    assert_eq!(left_out, whys);
    for early in &plan.left_out[1..] {
        assert!(early.reason.ko.contains("검수"), "{:?}", early.reason);
    }
    let both = vec!["R1".into(), "R3".into()];
    let batch = engine.claim_act(account.clone(), both, ClaimActRequest::Refund).await.unwrap();
    assert_eq!((batch.actions.len(), batch.blocked.len()), (1, 1));
    let alone = engine.claim_act(account, vec!["R1".into()], ClaimActRequest::Refund).await.unwrap();
    assert_eq!((alone.actions.len(), alone.blocked.len()), (1, 0), "decided on alone it goes");
}

#[tokio::test]
async fn the_receipt_of_faulty_goods_asks_once_more_where_it_may_refund() {
    let (_bench, engine, account, _shop) = Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(returning("R1", &shop.line("1-1-a")));
    })
    .await;
    let receipt = || async { offer(&row(&engine, "R1").await, ClaimVerb::ConfirmCollected).caution.clone() };
    assert_eq!(receipt().await, None, "to confirm the receipt is to say that the goods are back");
    engine.inspect_claim(account.clone(), "R1".into(), found(InspectionResult::Sound)).await.unwrap();
    assert_eq!(receipt().await, None);
    engine.inspect_claim(account, "R1".into(), found(InspectionResult::Damaged)).await.unwrap();
    let caution = receipt().await.unwrap();
    assert!(caution.ko.contains("파손") && caution.ko.contains("수거완료로 처리하면"), "{caution:?}");
    let row = row(&engine, "R1").await;
    assert_eq!(offer(&row, ClaimVerb::RegisterPickup).caution, None, "a number gives nothing away");
}
