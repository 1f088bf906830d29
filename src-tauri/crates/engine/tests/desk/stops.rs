//! A parcel whose number is being written, when something comes over it.

use domain::{AccountId, ActionKind, LineId, Stage};
use engine::Engine;
use engine::view::{ParcelStop, ShipRow};

use crate::support::{Bench, cancel, line, lines_of};

async fn stops(engine: &Engine, account: &AccountId, lines: &[&str]) -> Vec<ParcelStop> {
    let lines = lines.iter().map(|line| (account.clone(), LineId::from(*line))).collect();
    engine.parcel_stops(lines, ActionKind::Ship).await.unwrap()
}

#[tokio::test]
async fn a_cancel_request_stops_its_parcel_and_no_other_and_lets_it_go_again_when_withdrawn() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing));
        shop.add_lines(vec![line("2-1-a", Stage::Preparing)]);
    })
    .await;
    assert!(stops(&engine, &account, &["1-1-a", "2-1-a"]).await.is_empty());
    shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
    engine.collect_account(&account).await.unwrap();
    let stopped = stops(&engine, &account, &["1-1-a", "2-1-a"]).await;
    assert_eq!(stopped.len(), 1);
    assert_eq!((stopped[0].line.as_str(), stopped[0].whole, stopped[0].lines.len()), ("1-1-a", true, 2));
    assert!(stopped[0].reason.ko.starts_with("취소 요청이 들어와 발송에서 뺐습니다"));
    shop.withdraw("C1");
    engine.run_due().await.unwrap();
    engine.collect_account(&account).await.unwrap();
    assert!(stops(&engine, &account, &["1-1-a"]).await.is_empty());
}

#[tokio::test]
async fn where_lines_leave_one_by_one_only_the_claimed_one_stays() {
    let (_bench, engine, account, shop) =
        Bench::by_lines(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
    engine.collect_account(&account).await.unwrap();
    let stopped = stops(&engine, &account, &["1-1-a"]).await.remove(0);
    assert!(!stopped.whole);
    assert_eq!(stopped.lines, [LineId::from("1-1-b")]);
}

#[tokio::test]
async fn our_own_press_stops_nothing_and_a_hold_or_a_line_that_is_gone_does() {
    let (_bench, engine, account, _shop) = Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Preparing)]);
    })
    .await;
    let row = ShipRow {
        account: account.clone(),
        line: "1-1-a".into(),
        courier: "CJGLS".into(),
        invoice: "1234567890".into(),
    };
    engine.couriers(account.clone()).await.unwrap();
    engine.ship(vec![row]).await.unwrap();
    assert!(stops(&engine, &account, &["1-1-a"]).await.is_empty(), "it waits to be sent");
    engine.run_due().await.unwrap();
    assert!(stops(&engine, &account, &["1-1-a"]).await.is_empty(), "it has left by our own hand");
    engine.hold_dispatch(vec![(account.clone(), "2-1-a".into())], "재고".to_owned()).await.unwrap();
    let kept = stops(&engine, &account, &["2-1-a", "9-9-z"]).await;
    assert!(kept[0].reason.ko.starts_with("발송보류"), "{kept:?}");
    assert_eq!((kept[1].line.as_str(), kept[1].whole), ("9-9-z", true));
}
