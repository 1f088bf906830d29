//! From a press to requests: what goes, in how many, and what is left out with which words.

use domain::{AccountId, LineId, Stage, Target, Write};
use engine::view::{Blocked, ShipRow, SplitLater};

use crate::support::{Bench, cancel, line, lines_of};

fn row(account: &AccountId, line: &str, courier: &str, invoice: &str) -> ShipRow {
    ShipRow { account: account.clone(), line: line.into(), courier: courier.into(), invoice: invoice.into() }
}

fn said(blocked: &[Blocked], line: &str) -> String {
    let target = Target::Line(LineId::from(line));
    let row = blocked.iter().find(|row| row.target == target);
    row.map(|row| row.reason.ko.clone().into_owned()).unwrap_or_default()
}

#[tokio::test]
async fn a_confirmation_takes_whole_bundles_and_fits_the_marketplaces_batch() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        for order in ["1", "2", "3", "4"] {
            shop.add_lines(lines_of(order, &["a", "b"], Stage::Paid));
        }
    })
    .await;
    let pressed = ["1-1-a", "2-1-a", "2-1-b", "3-1-b", "4-1-a"];
    let lines = pressed.iter().map(|line| (account.clone(), LineId::from(*line))).collect();
    let batch = engine.confirm_lines(lines).await.unwrap();
    assert_eq!(batch.actions.len(), 2, "three bundles fit in a request");
    engine.run_due().await.unwrap();
    let sizes: Vec<usize> = shop
        .received()
        .iter()
        .map(|write| match write {
            Write::Confirm { lines, .. } => lines.len(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(sizes, vec![6, 2], "all lines of every bundle");
}

#[tokio::test]
async fn all_lines_of_a_bundle_leave_under_one_number() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing))).await;
    engine.ship(vec![row(&account, "1-1-b", "CJGLS", "1234567890")]).await.unwrap();
    engine.run_due().await.unwrap();
    let Write::Ship { parcels } = &shop.received()[0] else { panic!("no dispatch") };
    assert_eq!(parcels[0].lines.len(), 3);
}

#[tokio::test]
async fn what_cannot_ship_is_left_out_with_its_reason_and_the_rest_goes() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![
            line("1-1-a", Stage::Preparing),
            line("2-1-a", Stage::Paid),
            line("3-1-a", Stage::Shipped),
            line("4-1-a", Stage::Unknown),
            line("5-1-a", Stage::Preparing),
            line("6-1-a", Stage::Preparing),
            line("7-1-a", Stage::Preparing),
        ]);
        shop.add_claim(cancel("C5", &shop.line("5-1-a"), 1));
    })
    .await;
    let rows = vec![
        row(&account, "1-1-a", "CJGLS", "1234567890"),
        row(&account, "2-1-a", "CJGLS", "1234567892"),
        row(&account, "3-1-a", "CJGLS", "1234567893"),
        row(&account, "4-1-a", "CJGLS", "1234567894"),
        row(&account, "5-1-a", "CJGLS", "1234567895"),
        row(&account, "6-1-a", "CJGLS", "123"),
        row(&account, "7-1-a", "NOBODY", "1234567897"),
    ];
    let batch = engine.ship(rows).await.unwrap();
    assert_eq!(batch.actions.len(), 1);
    for (line, words) in [
        ("2-1-a", "발주확인을 먼저"),
        ("3-1-a", "송장 수정"),
        ("4-1-a", "모르는 상태"),
        ("5-1-a", "취소 요청"),
        ("6-1-a", "10·12자리"),
        ("7-1-a", "없는 택배사"),
    ] {
        assert!(said(&batch.blocked, line).contains(words), "{line}: {}", said(&batch.blocked, line));
    }
    assert_eq!(batch.blocked.len(), 6);
}

#[tokio::test]
async fn one_number_on_two_receivers_is_refused_and_on_one_receiver_allowed() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Preparing)]);
    })
    .await;
    let rows =
        vec![row(&account, "1-1-a", "CJGLS", "1234567890"), row(&account, "2-1-a", "CJGLS", "1234567890")];
    let batch = engine.ship(rows.clone()).await.unwrap();
    assert_eq!((batch.actions.len(), batch.blocked.len()), (0, 2), "a pasted column was shifted");
    let receiver = shop.line("1-1-a").receiver;
    shop.edit_line("2-1-a", |line| line.receiver = receiver);
    engine.collect_account(&account).await.unwrap();
    let batch = engine.ship(rows).await.unwrap();
    assert_eq!((batch.actions.len(), batch.blocked.len()), (1, 0), "two orders in one parcel");
}

#[tokio::test]
async fn two_numbers_for_one_bundle_are_refused() {
    let (_bench, engine, account, _shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    let rows =
        vec![row(&account, "1-1-a", "CJGLS", "1234567890"), row(&account, "1-1-b", "CJGLS", "1234567891")];
    let batch = engine.ship(rows).await.unwrap();
    assert!(said(&batch.blocked, "1-1-b").contains("분리배송"));
}

#[tokio::test]
async fn dispatch_requests_are_no_larger_than_the_marketplace_takes() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines((0..9).map(|order| line(&format!("{order}-1-a"), Stage::Preparing)).collect());
    })
    .await;
    let rows =
        (0..9).map(|n| row(&account, &format!("{n}-1-a"), "CJGLS", &format!("123456789{n}"))).collect();
    engine.ship(rows).await.unwrap();
    engine.run_due().await.unwrap();
    let sizes: Vec<usize> = shop.received().iter().map(|write| write.targets().len()).collect();
    assert_eq!(sizes, vec![4, 4, 1]);
}

#[tokio::test]
async fn a_number_is_changed_only_after_it_left_and_only_to_another() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Shipped)]);
        shop.edit_line("2-1-a", |line| {
            line.delivery.invoice = Some("1234567890".into());
            line.delivery.courier = Some("CJGLS".into());
        });
    })
    .await;
    let same = engine.change_invoice(vec![row(&account, "2-1-a", "CJGLS", "1234567890")]).await.unwrap();
    assert!(said(&same.blocked, "2-1-a").contains("같은 송장"));
    let early = engine.change_invoice(vec![row(&account, "1-1-a", "CJGLS", "1234567891")]).await.unwrap();
    assert!(said(&early.blocked, "1-1-a").contains("발송처리를 먼저"));
    engine.change_invoice(vec![row(&account, "2-1-a", "CJGLS", "1234567899")]).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("2-1-a").delivery.invoice.unwrap().as_str(), "1234567899");
}

#[tokio::test]
async fn a_split_names_every_line_and_a_day_to_come() {
    let (_bench, engine, account, _shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b", "c"], Stage::Preparing))).await;
    let now = vec![row(&account, "1-1-a", "CJGLS", "1234567890")];
    let later = |lines: &[&str], on: &str| SplitLater {
        lines: lines.iter().map(|line| LineId::from(*line)).collect(),
        courier: "CJGLS".into(),
        on: on.parse().unwrap(),
    };
    let missing = engine.split_ship(now.clone(), later(&["1-1-b"], "2026-03-05")).await.unwrap_err();
    assert!(missing.sentence.ko.contains("빠진 상품"));
    let past = engine.split_ship(now.clone(), later(&["1-1-b", "1-1-c"], "2026-03-01")).await.unwrap();
    assert!(past.blocked[0].reason.ko.contains("지났습니다"));
    let fine = engine.split_ship(now, later(&["1-1-b", "1-1-c"], "2026-03-02")).await.unwrap();
    assert_eq!(fine.actions.len(), 1, "today in Korea is still to come: {:?}", fine.blocked);
}

#[tokio::test]
async fn a_sale_is_cancelled_within_what_is_left_and_for_a_known_reason() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    let cancel = |count: u32, reason: &str| {
        engine.cancel_sale(account.clone(), vec![(LineId::from("1-1-a"), count)], reason.to_owned())
    };
    assert!(said(&cancel(4, "SOLD_OUT").await.unwrap().blocked, "1-1-a").contains("수량"));
    assert!(said(&cancel(0, "SOLD_OUT").await.unwrap().blocked, "1-1-a").contains("수량"));
    assert!(said(&cancel(1, "WHIM").await.unwrap().blocked, "1-1-a").contains("사유"));
    assert_eq!(cancel(2, "SOLD_OUT").await.unwrap().actions.len(), 1);
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-a").quantity.canceled, 2);
}

#[tokio::test]
async fn a_delivery_is_completed_only_while_it_travels() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivering), line("2-1-a", Stage::Preparing)]);
        shop.edit_line("1-1-a", |line| line.delivery.invoice = Some("1234567890".into()));
    })
    .await;
    let early = engine.complete_delivery(account.clone(), LineId::from("2-1-a")).await.unwrap();
    assert_eq!((early.actions.len(), early.blocked.len()), (0, 1));
    engine.complete_delivery(account, LineId::from("1-1-a")).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-a").stage, Stage::Delivered);
}

#[tokio::test]
async fn what_is_not_here_is_named_in_one_sentence() {
    let (_bench, engine, account, _shop) = Bench::stocked(|_| {}).await;
    let problem = engine.confirm_lines(vec![(account, LineId::from("9-9-z"))]).await.unwrap_err();
    assert!(problem.sentence.ko.contains("9-9-z") && problem.sentence.en.contains("9-9-z"));
}
