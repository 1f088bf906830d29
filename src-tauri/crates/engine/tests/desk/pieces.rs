//! 수량 분리발송: the pieces of a line in several parcels.

use domain::{AccountId, ActionKind, ActionState, InvoiceNumber, Stage, Target, Write};
use engine::Engine;
use engine::view::ActionBatch;

use crate::support::{Bench, Fault, cancel, line, only_action, settle};

async fn ship(engine: &Engine, account: &AccountId, parts: &[(&str, u32)]) -> ActionBatch {
    let parts = parts.iter().map(|(number, pieces)| (InvoiceNumber::from(*number), *pieces)).collect();
    engine.ship_pieces(account.clone(), "1-1-a".into(), "CJGLS".into(), parts).await.unwrap()
}

#[tokio::test]
async fn parts_must_be_the_line_under_numbers_of_their_own() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    for (parts, words) in [
        (&[("1111111111", 3)][..], "합이 보낼 수량과"),
        (&[("1111111111", 1), ("2222222222", 1)], "합이 보낼 수량과"),
        (&[("1111111111", 3), ("2222222222", 0)], "합이 보낼 수량과"),
        (&[("1111111111", u32::MAX), ("2222222222", 4)], "합이 보낼 수량과"),
        (&[("1111111111", 1), ("1111111111", 2)], "두 번"),
        (&[("1111111111", 1), ("22", 2)], "자리"),
    ] {
        let batch = ship(&engine, &account, parts).await;
        assert!(batch.blocked[0].reason.ko.contains(words), "{parts:?}: {:?}", batch.blocked);
    }
    assert!(engine.journal(Vec::new()).await.unwrap().is_empty() && shop.received().is_empty());
}

#[tokio::test]
async fn pieces_leave_in_their_parcels_once() {
    for (fault, sent) in [(None, 1), (Some(Fault::LostAfter), 1), (Some(Fault::LostBefore), 2)] {
        let (bench, engine, account, shop) =
            Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
        fault.into_iter().for_each(|fault| shop.fail_next(fault));
        ship(&engine, &account, &[("1111111111", 1), ("2222222222", 2)]).await;
        engine.run_due().await.unwrap();
        // Whichever of its numbers the line shows, it left.
        if shop.line("1-1-a").stage == Stage::Shipped {
            shop.edit_line("1-1-a", |line| line.delivery.invoice = Some("2222222222".into()));
        }
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(
            (shop.received().len(), shop.times(&Target::Line("1-1-a".into()))),
            (sent, 1),
            "{fault:?}"
        );
        assert!(matches!(shop.received()[0], Write::ShipPieces { .. }));
    }
}

#[tokio::test]
async fn pieces_that_are_gone_or_asked_for_keep_the_line() {
    for asked in [false, true] {
        let (_bench, engine, account, shop) =
            Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
        ship(&engine, &account, &[("1111111111", 1), ("2222222222", 2)]).await;
        if asked {
            shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
        } else {
            shop.edit_line("1-1-a", |line| line.quantity.canceled = 1);
        }
        engine.run_due().await.unwrap();
        assert!(shop.received().is_empty(), "asked: {asked}");
        let words = only_action(&engine).await.error.unwrap().ko;
        assert!(words.contains(if asked { "취소 요청" } else { "합이 보낼 수량과" }), "{words}");
    }
}

#[tokio::test]
async fn a_line_that_we_keep_does_not_leave_in_pieces_either() {
    let (_bench, engine, account, shop) =
        Bench::in_parts(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    engine.hold_dispatch(vec![(account.clone(), "1-1-a".into())], "재고 확인".to_owned()).await.unwrap();
    let batch = ship(&engine, &account, &[("1111111111", 1), ("2222222222", 2)]).await;
    assert!(batch.blocked[0].reason.ko.contains("발송보류"), "{:?}", batch.blocked);
    assert!(shop.received().is_empty());
}

#[tokio::test]
async fn a_single_piece_is_not_offered_to_be_spread() {
    let (_bench, engine, account, _shop) = Bench::in_parts(|shop| {
        let mut single = line("1-1-a", Stage::Preparing);
        single.quantity.ordered = 1;
        shop.add_lines(vec![single, line("2-1-a", Stage::Preparing)]);
    })
    .await;
    for (id, enabled) in [("1-1-a", false), ("2-1-a", true)] {
        let offers = engine.order_detail(account.clone(), id.into()).await.unwrap().offers;
        let offer = offers.iter().find(|offer| offer.kind == ActionKind::ShipPieces).unwrap();
        assert_eq!(offer.enabled, enabled, "{id}: {:?}", offer.reason);
    }
}
