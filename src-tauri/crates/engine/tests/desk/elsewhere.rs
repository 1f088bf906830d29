//! Orders that go to another place than they were bought for.

use domain::{AccountId, ActionKind, ActionState, Destination, Stage, Target};
use engine::Engine;
use engine::view::ActionBatch;

use crate::support::{Bench, Fault, Shop, line, lines_of, only_action, settle};

type Desk = (Bench, Engine, AccountId, std::sync::Arc<Shop>);

fn there() -> Destination {
    Destination {
        name: "김하늘".to_owned(),
        phone: "010-1234-5678".to_owned(),
        postcode: "06236".to_owned(),
        address: "서울 강남구 테헤란로 1".to_owned(),
        address_detail: "3층".to_owned(),
    }
}

async fn with(stages: &[(&str, Stage)]) -> Desk {
    let stages = stages.to_vec();
    Bench::by_notice(move |shop| {
        shop.add_lines(stages.iter().map(|(id, stage)| line(id, *stage)).collect());
    })
    .await
}

async fn redirect(engine: &Engine, account: &AccountId, to: Destination) -> ActionBatch {
    engine.change_receiver(account.clone(), "1-1-a".into(), to).await.unwrap()
}

fn said(batch: &ActionBatch) -> String {
    batch.blocked.first().map(|blocked| blocked.reason.ko.clone().into_owned()).unwrap_or_default()
}

#[tokio::test]
async fn every_line_that_has_not_left_goes_elsewhere_in_one_request() {
    let (_bench, engine, account, shop) =
        with(&[("1-1-a", Stage::Paid), ("1-1-b", Stage::Preparing), ("1-1-c", Stage::Canceled)]).await;
    let batch = redirect(&engine, &account, there()).await;
    assert!(batch.blocked.is_empty(), "{batch:?}");
    engine.run_due().await.unwrap();
    let action = only_action(&engine).await;
    assert_eq!((action.kind, action.state), (ActionKind::ChangeReceiver, ActionState::Done));
    assert_eq!(shop.received()[0].targets().len(), 2, "what was cancelled goes nowhere");
    let revealed = engine.reveal_receiver(account, "1-1-b".into()).await.unwrap();
    assert_eq!((revealed.name.as_str(), revealed.phone.as_str()), ("김하늘", "01012345678"));
}

#[tokio::test]
async fn nothing_goes_elsewhere_once_a_part_has_left() {
    let (_bench, engine, account, shop) = with(&[("1-1-a", Stage::Paid), ("1-1-b", Stage::Shipped)]).await;
    assert!(said(&redirect(&engine, &account, there()).await).contains("이미 발송"));
    shop.edit_line("1-1-b", |line| line.stage = Stage::Preparing);
    shop.edit_line("1-1-a", |line| line.stage = Stage::Shipped);
    let detail = engine.order_detail(account, "1-1-a".into()).await.unwrap();
    let offer = detail.offers.iter().find(|offer| offer.kind == ActionKind::ChangeReceiver).unwrap();
    assert!(!offer.enabled, "{offer:?}");
}

#[tokio::test]
async fn a_line_that_left_meanwhile_keeps_its_order_where_it_goes() {
    let (_bench, engine, account, shop) = with(&[("1-1-a", Stage::Paid), ("1-1-b", Stage::Paid)]).await;
    assert!(redirect(&engine, &account, there()).await.blocked.is_empty());
    shop.edit_line("1-1-b", |line| line.stage = Stage::Shipped);
    engine.run_due().await.unwrap();
    assert!(shop.received().is_empty());
    assert_eq!(only_action(&engine).await.state, ActionState::Failed);
}

#[tokio::test]
async fn a_place_that_cannot_be_right_is_not_sent() {
    let (_bench, engine, account, _shop) = with(&[("1-1-a", Stage::Paid)]).await;
    for (to, answer) in [
        (Destination { name: String::new(), ..there() }, "비어 있습니다"),
        (Destination { address: "가".repeat(101), ..there() }, "너무 깁니다"),
        (Destination { phone: "없음".to_owned(), ..there() }, "전화번호"),
        (Destination { postcode: "123-456".to_owned(), ..there() }, "우편번호"),
    ] {
        let batch = redirect(&engine, &account, to).await;
        assert!(batch.actions.is_empty() && said(&batch).contains(answer), "{answer}: {batch:?}");
    }
}

#[tokio::test]
async fn another_place_may_follow_at_once_and_the_same_one_may_not() {
    let (_bench, engine, account, _shop) = with(&[("1-1-a", Stage::Paid)]).await;
    redirect(&engine, &account, there()).await;
    engine.run_due().await.unwrap();
    assert!(said(&redirect(&engine, &account, there()).await).contains("반영되는 중"));
    let next_door = Destination { address_detail: "4층".to_owned(), ..there() };
    assert!(redirect(&engine, &account, next_door).await.blocked.is_empty());
}

#[tokio::test]
async fn a_lost_change_is_found_by_its_place_however_that_is_written() {
    for (fault, sent) in [(Fault::LostAfter, 1), (Fault::LostBefore, 2)] {
        let (bench, engine, account, shop) =
            Bench::by_notice(|shop| shop.add_lines(lines_of("1", &["a"], Stage::Preparing))).await;
        shop.fail_next(fault);
        redirect(&engine, &account, there()).await;
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(
            (shop.received().len(), shop.times(&Target::Line("1-1-a".into()))),
            (sent, 1),
            "{fault:?}"
        );
    }
}
