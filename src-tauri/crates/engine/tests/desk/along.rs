//! Lines that were bought together are acted on in the marketplace's order.

use domain::{AccountId, ClaimId, LineId, LineResult, OrderLine, Stage, Target};
use engine::Engine;
use engine::view::ClaimActRequest;
use proptest::prelude::*;

use crate::support::{Bench, Fault, Shop, add_on, cancel, collected, line, settle};

/// A product and its two add-ons, `stage` far.
fn together(shop: &Shop, stage: Stage) {
    shop.add_lines(vec![line("1-1-main", stage), add_on("1-1-x", stage), add_on("1-1-y", stage)]);
}

fn targets(shop: &Shop) -> Vec<String> {
    let name = |target: Target| match target {
        Target::Line(line) => line.to_string(),
        Target::Claim(claim) => claim.to_string(),
    };
    shop.received().iter().flat_map(domain::Write::targets).map(name).collect()
}

fn pieces(lines: &[&str]) -> Vec<(LineId, u32)> {
    lines.iter().map(|line| (LineId::from(*line), 3)).collect()
}

/// Every result, by code.
async fn codes(engine: &Engine) -> Vec<String> {
    let mut journal = engine.journal(Vec::new()).await.unwrap();
    journal.reverse();
    let results = journal.into_iter().flat_map(|action| {
        let error = action.error.map(|error| error.en.into_owned());
        let outcomes = action.outcomes.into_iter().map(|view| match view.outcome.result {
            LineResult::Failed { code, .. } => code,
            other => format!("{other:?}"),
        });
        outcomes.chain(error).collect::<Vec<_>>()
    });
    results.collect()
}

async fn cancelled() -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    Bench::by_lines(|shop| {
        together(shop, Stage::Preparing);
        for (claim, line) in [("C-main", "1-1-main"), ("C-x", "1-1-x"), ("C-y", "1-1-y")] {
            shop.add_claim(cancel(claim, &shop.line(line), 3));
        }
    })
    .await
}

fn claims(ids: &[&str]) -> Vec<ClaimId> {
    ids.iter().map(|id| ClaimId::from(*id)).collect()
}

#[tokio::test]
async fn add_ons_are_cancelled_before_their_product() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| together(shop, Stage::Preparing)).await;
    let lines = pieces(&["1-1-main", "1-1-x", "1-1-y"]);
    engine.cancel_sale(account, lines, "SOLD_OUT".to_owned()).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["1-1-x", "1-1-y", "1-1-main"]);
}

#[tokio::test]
async fn a_product_waits_while_nobody_knows_what_became_of_its_add_on() {
    let (bench, engine, account, shop) = Bench::by_lines(|shop| together(shop, Stage::Preparing)).await;
    shop.fail_next(Fault::LostBefore);
    let lines = pieces(&["1-1-main", "1-1-x"]);
    engine.cancel_sale(account.clone(), lines, "SOLD_OUT".to_owned()).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["1-1-x"]);
    assert!(codes(&engine).await.iter().any(|words| words.contains("Handle the add-on first")));
    settle(&bench, &engine).await;
    engine.cancel_sale(account, pieces(&["1-1-main"]), "SOLD_OUT".to_owned()).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["1-1-x", "1-1-main"], "what is settled stands in nobody's way");
}

#[tokio::test]
async fn cancel_requests_are_approved_add_ons_first() {
    let (_bench, engine, account, shop) = cancelled().await;
    let chosen = claims(&["C-main", "C-y", "C-x"]);
    engine.claim_act(account, chosen, ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["C-y", "C-x", "C-main"]);
}

#[tokio::test]
async fn an_add_on_that_was_just_approved_does_not_wait_although_it_reads_so() {
    let (_bench, engine, account, shop) = cancelled().await;
    shop.lag(chrono::TimeDelta::seconds(30));
    let chosen = claims(&["C-main", "C-y", "C-x"]);
    engine.claim_act(account, chosen, ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["C-y", "C-x", "C-main"]);
}

#[tokio::test]
async fn claims_of_two_kinds_go_each_in_the_order_of_their_own() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        together(shop, Stage::Preparing);
        shop.add_lines(vec![line("2-1-a", Stage::Delivered)]);
        for (claim, line) in [("C-main", "1-1-main"), ("C-x", "1-1-x")] {
            shop.add_claim(cancel(claim, &shop.line(line), 3));
        }
        let kind = domain::ClaimKind::Return;
        shop.add_claim(domain::Claim { kind, ..cancel("R", &shop.line("2-1-a"), 3) });
    })
    .await;
    let chosen = claims(&["R", "C-main", "C-x"]);
    engine.claim_act(account, chosen, ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["R", "C-x", "C-main"]);
}

#[tokio::test]
async fn a_product_is_not_approved_before_its_add_ons() {
    let (_bench, engine, account, shop) = cancelled().await;
    engine.claim_act(account.clone(), claims(&["C-main"]), ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    assert!(targets(&shop).is_empty());
    assert!(codes(&engine).await.concat().contains("Handle the add-on first"));
    for id in ["C-x", "C-y"] {
        shop.edit_claim(id, |claim| claim.step = domain::ClaimStep::Completed);
    }
    engine.claim_act(account, claims(&["C-main"]), ClaimActRequest::Approve).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["C-main"], "settled elsewhere meanwhile: the others are read again");
}

#[tokio::test]
async fn a_return_is_refunded_after_its_add_on() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        together(shop, Stage::Delivered);
        shop.add_claim(collected("R-main", &shop.line("1-1-main")));
        shop.add_claim(collected("R-x", &shop.line("1-1-x")));
    })
    .await;
    engine.claim_act(account.clone(), claims(&["R-main"]), ClaimActRequest::Refund).await.unwrap();
    engine.run_due().await.unwrap();
    assert!(targets(&shop).is_empty(), "one of them still waits");
    engine.claim_act(account, claims(&["R-main", "R-x"]), ClaimActRequest::Refund).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["R-x", "R-main"]);
}

#[tokio::test]
async fn a_refusal_by_dispatch_takes_the_product_first_and_all_in_one_parcel() {
    let (_bench, engine, account, shop) = cancelled().await;
    let refuse = || ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "1234567890".into() };
    engine.claim_act(account.clone(), claims(&["C-x"]), refuse()).await.unwrap();
    engine.run_due().await.unwrap();
    assert!(targets(&shop).is_empty());
    assert!(codes(&engine).await.concat().contains("Handle that first"));
    engine.claim_act(account, claims(&["C-x", "C-y", "C-main"]), refuse()).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(targets(&shop), ["C-main", "C-x", "C-y"]);
}

#[tokio::test]
async fn one_number_is_not_put_on_claims_of_two_orders() {
    let (_bench, engine, account, shop) = Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
        shop.add_claim(cancel("C2", &shop.line("2-1-a"), 3));
    })
    .await;
    let refuse = ClaimActRequest::RefuseShipped { courier: "CJGLS".into(), invoice: "1234567890".into() };
    let problem = engine.claim_act(account, claims(&["C1", "C2"]), refuse).await.unwrap_err();
    assert!(problem.sentence.ko.contains("한 건씩") && shop.received().is_empty());
}

/// Orders of some products, each with some add-ons, and the order in which their lines are pressed.
fn orders() -> impl Strategy<Value = Vec<OrderLine>> {
    let order = |index: usize| {
        prop::collection::vec(0_usize..3, 1..4).prop_map(move |products| {
            let mut lines = Vec::new();
            for (product, add_ons) in products.into_iter().enumerate() {
                let number = |line: OrderLine| {
                    let mut line = line;
                    line.product.product_id = format!("{index}-{product}");
                    line
                };
                lines.push(number(line(&format!("{index}-{product}-main"), Stage::Preparing)));
                let along = |n: usize| add_on(&format!("{index}-{product}-x{n}"), Stage::Preparing);
                lines.extend((0..add_ons).map(along).map(number));
            }
            lines
        })
    };
    (order(1), order(2)).prop_map(|(one, other)| [one, other].concat()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_pressed_together_goes_add_ons_first(lines in orders()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let stocked = lines.clone();
            let (_bench, engine, account, shop) = Bench::by_lines(|shop| shop.add_lines(stocked)).await;
            let pressed = lines.iter().map(|line| (line.line.clone(), 3)).collect();
            engine.cancel_sale(account, pressed, "SOLD_OUT".to_owned()).await.unwrap();
            engine.run_due().await.unwrap();
            let sent = targets(&shop);
            prop_assert_eq!(sent.len(), lines.len());
            let place = |line: &OrderLine| sent.iter().position(|sent| *sent == line.line.as_str()).unwrap();
            for product in lines.iter().filter(|line| !line.product.add_on) {
                for along in lines.iter().filter(|line| line.product.add_on) {
                    if along.product.product_id == product.product.product_id {
                        prop_assert!(place(along) < place(product), "{:?}", sent);
                    }
                }
            }
            Ok(())
        })?;
    }
}
