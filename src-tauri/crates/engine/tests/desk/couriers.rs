//! Couriers that only their marketplace can name.

use std::time::Duration;

use domain::{AccountId, Stage};
use engine::Engine;
use engine::view::{ProblemCode, ShipRow};
use market::ErrorKind;

use crate::support::{Bench, Fault, line};

async fn known(engine: &Engine, account: &AccountId) -> Vec<String> {
    engine.couriers(account.clone()).await.unwrap().into_iter().map(|courier| courier.code).collect()
}

fn parcel(account: &AccountId) -> Vec<ShipRow> {
    let (courier, invoice) = ("CJGLS".into(), "1234567890".into());
    vec![ShipRow { account: account.clone(), line: "1-1-a".into(), courier, invoice }]
}

#[tokio::test]
async fn a_courier_is_known_once_the_list_was_opened() {
    let (_bench, engine, account, _shop) =
        Bench::by_notice(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    let batch = engine.ship(parcel(&account)).await.unwrap();
    assert!(batch.blocked[0].reason.ko.contains("목록을 다시 열어"), "{batch:?}");
    assert_eq!(known(&engine, &account).await, ["CJGLS", "DIRECT", "BY_HAND"]);
    assert!(engine.ship(parcel(&account)).await.unwrap().blocked.is_empty());
}

#[tokio::test]
async fn a_list_that_was_read_before_stands_in_for_one_that_cannot_be_read() {
    let (_bench, engine, account, shop) = Bench::by_notice(|_| {}).await;
    shop.break_feed("couriers", ErrorKind::Server);
    let problem = engine.couriers(account.clone()).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::MarketFailed);
    shop.mend();
    assert_eq!(known(&engine, &account).await.len(), 3);
    shop.break_feed("couriers", ErrorKind::Server);
    assert_eq!(known(&engine, &account).await.len(), 3);
}

#[tokio::test]
async fn a_list_that_is_known_is_given_while_the_marketplace_is_busy() {
    let (_bench, engine, account, shop) =
        Bench::by_notice(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    assert_eq!(known(&engine, &account).await.len(), 3);
    let learned = shop.lists_read();
    engine.confirm_lines(vec![(account.clone(), "1-1-a".into())]).await.unwrap();
    shop.fail_next(Fault::CrashAfter);
    tokio::select! {
        _ = engine.run_due() => panic!("the answer never comes"),
        list = async {
            while shop.received().is_empty() {
                tokio::task::yield_now().await;
            }
            tokio::time::timeout(Duration::from_secs(5), known(&engine, &account)).await.unwrap()
        } => assert_eq!(list.len(), 3),
    }
    for _ in 0..200 {
        if shop.lists_read() > learned {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the list is not read anew once the marketplace is free");
}

#[tokio::test]
async fn the_list_is_read_along_with_a_collection() {
    let (_bench, engine, account, _shop) =
        Bench::by_notice(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    engine.start();
    engine.collect_now(Some(account.clone())).await.unwrap();
    for _ in 0..200 {
        if engine.ship(parcel(&account)).await.unwrap().blocked.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the couriers stay unknown");
}

#[tokio::test]
async fn the_courier_of_the_last_parcel_stands_first() {
    let (_bench, engine, account, _shop) = Bench::by_lines(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Preparing)]);
    })
    .await;
    let before = known(&engine, &account).await;
    let last = before[1].clone();
    let list = engine.couriers(account.clone()).await.unwrap();
    assert!(list.iter().all(|courier| !courier.last_used), "nothing was sent yet");

    let row = ShipRow {
        account: account.clone(),
        line: "1-1-a".into(),
        courier: last.as_str().into(),
        invoice: "1234567890".into(),
    };
    let by_hand =
        ShipRow { line: "2-1-a".into(), courier: "BY_HAND".into(), invoice: "".into(), ..row.clone() };
    for row in [row, by_hand] {
        assert!(engine.ship(vec![row]).await.unwrap().blocked.is_empty());
    }
    let list = engine.couriers(account).await.unwrap();
    assert_eq!(list[0].code, last);
    assert_eq!(list.iter().filter(|courier| courier.last_used).count(), 1);
    assert_eq!(list[1].code, before[0], "the others keep their order");
}
