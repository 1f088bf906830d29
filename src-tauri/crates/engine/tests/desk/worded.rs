//! Words that leave something open, and what is told of what happened without us.

use chrono::TimeDelta;
use domain::action::ClaimAct;
use domain::{AccountId, ClaimId, ClaimKind, Stage, Target, TemplateField, Write};
use engine::Engine;
use engine::view::ClaimActRequest;

use crate::support::{Bench, Shop, cancel, collected, line, start};

async fn with_returns() -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    Bench::by_lines(|shop| {
        let long = domain::OrderLine {
            product: domain::Product { name: "아주 긴 이름".repeat(5), ..domain::Product::default() },
            ..line("2-1-b", Stage::Delivered)
        };
        shop.add_lines(vec![line("1-1-a", Stage::Delivered), long, line("3-1-c", Stage::Delivered)]);
        for (id, on) in [("R1", "1-1-a"), ("R2", "2-1-b"), ("R3", "3-1-c")] {
            shop.add_claim(collected(id, &shop.line(on)));
        }
    })
    .await
}

#[tokio::test]
async fn each_of_many_buyers_reads_the_own_order_and_words_too_long_for_one_are_left_out() {
    let (_bench, engine, account, shop) = with_returns().await;
    let ids: Vec<ClaimId> = ["R1", "R2", "R3"].map(ClaimId::from).into();
    let text = "{주문번호} {상품} 흔적 {송장번호}".to_owned();
    let request = ClaimActRequest::RefuseBecause { reason: String::new(), text: text.clone() };
    let targets = ids.iter().map(|id| (account.clone(), Target::Claim(id.clone()))).collect();
    let filled = engine.fill_words(targets, text).await.unwrap();
    assert_eq!(filled[0].missing, [TemplateField::Invoice]);

    let batch = engine.claim_act(account, ids, request).await.unwrap();
    let left: Vec<_> = batch.blocked.iter().map(|blocked| blocked.target.clone()).collect();
    assert_eq!(left, [Target::Claim("R2".into())], "its product's name is too long for the marketplace");
    assert!(batch.blocked[0].reason.ko.contains("20자 이하"));
    engine.run_due().await.unwrap();
    let sent: Vec<_> = shop
        .received()
        .into_iter()
        .filter_map(|write| match write {
            Write::Claim { act: ClaimAct::RefuseBecause { text, .. }, .. } => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(sent, [filled[0].text.clone(), filled[2].text.clone()]);
    assert_eq!(sent[0], "1 상품 a 흔적 ");
}

#[tokio::test]
async fn a_claim_on_a_packed_parcel_is_told_and_what_we_answer_is_not() {
    let (bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    bench.clock.advance(TimeDelta::minutes(5));
    let asked = domain::Claim {
        requested_at: start() + TimeDelta::minutes(4),
        changed_at: start() + TimeDelta::minutes(4),
        ..cancel("C1", &shop.line("1-1-a"), 3)
    };
    shop.add_claim(asked);
    engine.collect_account(&account).await.unwrap();
    let told = engine.happenings().await.unwrap();
    assert_eq!(told.fresh, 1, "{told:?}");
    let row = &told.rows[0];
    assert!(row.dangerous && row.fresh);
    assert_eq!(row.claim, Some(("C1".into(), ClaimKind::Cancel)));
    assert!(row.what.ko.contains("보낼 준비가 된 주문"), "{}", row.what.ko);

    engine.see_happenings(vec![row.number]).await.unwrap();
    assert_eq!(engine.happenings().await.unwrap().fresh, 0);
    engine.claim_act(account.clone(), vec!["C1".into()], ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    bench.clock.advance(TimeDelta::minutes(10));
    engine.collect_account(&account).await.unwrap();
    let told = engine.happenings().await.unwrap().rows;
    assert_eq!(told.len(), 1, "what we approved is no news");
    assert!(!told[0].dangerous, "whoever answered it knows of it");
}

#[tokio::test]
async fn a_claim_on_a_packed_parcel_alarms_until_it_is_answered_or_over() {
    let (bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(["1-1-a", "2-2-a"].map(|id| line(id, Stage::Preparing)).into());
    })
    .await;
    bench.clock.advance(TimeDelta::minutes(5));
    for (claim, on) in [("C1", "1-1-a"), ("C2", "2-2-a")] {
        shop.add_claim(domain::Claim {
            requested_at: start() + TimeDelta::minutes(4),
            ..cancel(claim, &shop.line(on), 3)
        });
    }
    engine.collect_account(&account).await.unwrap();
    let alarms = async || {
        let rows = engine.happenings().await.unwrap().rows;
        rows.iter().filter(|row| row.dangerous && row.fresh).count()
    };
    assert_eq!(alarms().await, 2);
    engine.claim_act(account.clone(), vec!["C1".into()], ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(alarms().await, 1, "C1 was answered, and nobody looked at the list");
    shop.edit_claim("C2", |claim| claim.step = domain::ClaimStep::Withdrawn);
    bench.clock.advance(TimeDelta::minutes(10));
    engine.collect_account(&account).await.unwrap();
    assert_eq!(alarms().await, 0, "C2 is over");
}
