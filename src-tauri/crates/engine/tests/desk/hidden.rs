//! Lines and claims that a reading does not show, or of which it does not tell everything.

use domain::{AccountId, ActionState, ClaimStep, LineId, Stage};
use engine::Engine;
use engine::view::ShipRow;

use crate::support::{Bench, Fault, Shop, cancel, line, only_action, returning, settle};

fn row(account: &AccountId, line: &str, invoice: &str) -> ShipRow {
    ShipRow { account: account.clone(), line: line.into(), courier: "CJGLS".into(), invoice: invoice.into() }
}

async fn ship(engine: &Engine, account: &AccountId) {
    engine.ship(vec![row(account, "1-1-a", "1234567890")]).await.unwrap();
}

async fn preparing() -> (Bench, Engine, AccountId, std::sync::Arc<Shop>) {
    Bench::by_lines(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await
}

#[tokio::test]
async fn a_lost_shipment_whose_line_a_return_hides_is_not_sent_again() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostAfter);
    ship(&engine, &account).await;
    engine.run_due().await.unwrap();
    shop.add_claim(returning("R1", &shop.line("1-1-a")));
    shop.tell_no_stage();
    settle(&bench, &engine).await;
    assert_eq!(shop.received().len(), 1);
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown, "no reading tells how far it came");
}

#[tokio::test]
async fn a_line_of_which_no_stage_is_told_does_not_leave() {
    let (_bench, engine, account, shop) = preparing().await;
    ship(&engine, &account).await;
    shop.add_claim(returning("R1", &shop.line("1-1-a")));
    shop.tell_no_stage();
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    assert!(only_action(&engine).await.error.unwrap().ko.contains("모르는 상태"));
    let kept = engine.order_detail(account, "1-1-a".into()).await.unwrap();
    assert!(format!("{kept:?}").contains("Preparing"), "what is kept stays: {kept:?}");
}

#[tokio::test]
async fn a_cancel_bears_out_that_a_line_has_not_left() {
    let (bench, engine, account, shop) = preparing().await;
    shop.fail_next(Fault::LostBefore);
    ship(&engine, &account).await;
    engine.run_due().await.unwrap();
    shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    shop.tell_no_stage();
    settle(&bench, &engine).await;
    assert_eq!(shop.received().len(), 1, "it was not carried out, and the request holds it now");
    assert!(only_action(&engine).await.error.unwrap().ko.contains("취소 요청"));
}

/// What became of a cancel that the reading leaves out, and whether its line leaves.
type End = (&'static str, fn(&Shop), bool);

const ENDS: [End; 5] = [
    ("still open", |_| {}, false),
    ("not known", |shop| shop.mislay("C1"), false),
    ("withdrawn", |shop| shop.withdraw("C1"), true),
    ("gone", |shop| shop.vanish("C1"), true),
    ("refused elsewhere", |shop| shop.edit_claim("C1", |claim| claim.step = ClaimStep::Rejected), true),
];

#[tokio::test]
async fn a_cancel_that_the_reading_leaves_out_is_read_by_itself() {
    for others in [&[][..], &["2-1-a", "3-1-a"]] {
        for (end, happens, leaves) in ENDS {
            let (_bench, engine, account, shop) = preparing().await;
            shop.add_lines(others.iter().map(|id| line(id, Stage::Preparing)).collect());
            engine.collect_account(&account).await.unwrap();
            ship(&engine, &account).await;
            for (number, other) in (2_222_222_222_u64..).zip(others) {
                engine.ship(vec![row(&account, other, &number.to_string())]).await.unwrap();
            }
            shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
            engine.collect_feed_once(&account, "claims").await.unwrap();
            shop.leave_claim_out("C1");
            happens(&shop);
            engine.run_due().await.unwrap();
            let left = shop.line("1-1-a").stage == Stage::Shipped;
            assert_eq!(left, leaves, "{end} with {others:?}");
            assert!(others.iter().all(|id| shop.line(id).stage == Stage::Shipped), "{end}");
        }
    }
}

#[tokio::test]
async fn a_cancelled_sale_whose_line_is_hidden_is_found_by_its_cancel_alone() {
    let (bench, engine, account, shop) = preparing().await;
    let before = shop.line("1-1-a");
    shop.fail_next(Fault::LostBefore);
    let lines = vec![(LineId::from("1-1-a"), 3)];
    engine.cancel_sale(account.clone(), lines, "SOLD_OUT".to_owned()).await.unwrap();
    engine.run_due().await.unwrap();
    shop.drop_line("1-1-a");
    settle(&bench, &engine).await;
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown, "anything may hide a line");
    shop.add_claim(cancel("C1", &before, 3));
    settle(&bench, &engine).await;
    assert_eq!((only_action(&engine).await.state, shop.received().len()), (ActionState::Done, 1));
}
