//! Orders that go to another place than they were bought for.

use domain::{AccountId, ActionKind, ActionState, Destination, Stage, Target};
use engine::Engine;
use engine::view::ActionBatch;

use crate::support::{Bench, Fault, Shop, line, only_action, settle};

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
        (Destination { name: String::new(), ..there() }, "이름이 비어"),
        (Destination { address_detail: String::new(), ..there() }, "상세주소가 비어"),
        (Destination { name: "가".repeat(41), ..there() }, "이름이 너무"),
        (Destination { address: "가".repeat(101), ..there() }, "상세주소가 너무"),
        (Destination { phone: format!("{}010-1234-5678", "-".repeat(8)), ..there() }, "전화번호"),
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

/// An order whose change of address left and whose answer was lost.
async fn lost(fault: Fault) -> Desk {
    let desk = with(&[("1-1-a", Stage::Preparing)]).await;
    desk.3.fail_next(fault);
    redirect(&desk.1, &desk.2, there()).await;
    desk
}

#[tokio::test]
async fn a_lost_change_is_found_by_its_place_and_never_sent_again_by_itself() {
    for (fault, state, times) in
        [(Fault::LostAfter, ActionState::Done, 1), (Fault::LostBefore, ActionState::Failed, 0)]
    {
        let (bench, engine, _account, shop) = lost(fault).await;
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, state, "{fault:?}");
        let sent = (shop.received().len(), shop.times(&Target::Line("1-1-a".into())));
        assert_eq!(sent, (1, times), "{fault:?}");
    }
}

#[tokio::test]
async fn a_place_that_was_changed_again_meanwhile_is_decided_by_the_seller() {
    for (fault, left) in [(Fault::LostAfter, false), (Fault::LostBefore, false), (Fault::LostAfter, true)] {
        let (bench, engine, _account, shop) = lost(fault).await;
        engine.run_due().await.unwrap();
        shop.edit_line("1-1-a", |line| {
            line.receiver.address = "부산 해운대구 우동 9 2층".to_owned();
            line.stage = if left { Stage::Shipped } else { line.stage };
        });
        settle(&bench, &engine).await;
        let action = only_action(&engine).await;
        assert_eq!((action.state, shop.received().len()), (ActionState::Unknown, 1), "{fault:?} {left}");
        engine.settle_unknown(action.id, Target::Line("1-1-a".into()), true).await.unwrap();
        assert_eq!(only_action(&engine).await.state, ActionState::Done);
    }
}

#[tokio::test]
async fn a_line_that_left_for_its_old_place_was_not_redirected() {
    let (bench, engine, _account, shop) = lost(Fault::LostBefore).await;
    engine.run_due().await.unwrap();
    shop.edit_line("1-1-a", |line| line.stage = Stage::Shipped);
    settle(&bench, &engine).await;
    let action = only_action(&engine).await;
    assert_eq!((action.state, shop.received().len()), (ActionState::Failed, 1));
}
