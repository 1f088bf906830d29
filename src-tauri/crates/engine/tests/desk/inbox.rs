//! Pages, counters and details: masked, with what may be done.

use domain::{ActionKind, LineId, Stage, Status};
use engine::view::{ShipRow, tags};
use market::ErrorKind;
use store::{InboxQuery, PageAt};

use crate::support::{Bench, cancel, line, lines_of};

#[tokio::test]
async fn rows_are_masked_and_a_reveal_is_logged() {
    let (_bench, engine, account, _shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    let row = engine.inbox_page(InboxQuery::default(), PageAt::Row(0), 10).await.unwrap().rows.remove(0);
    assert_eq!((row.receiver.as_str(), row.phone.as_str()), ("박*연", "0503-****-5678"));
    let detail = engine.order_detail(account.clone(), LineId::from("1-1-a")).await.unwrap();
    assert!(!format!("{:?}", detail.receiver).contains("101호"));
    assert_eq!(detail.receiver.memo, "현관 ****# 문 앞");
    let full = engine.reveal_receiver(account, LineId::from("1-1-a")).await.unwrap();
    assert_eq!((full.phone.as_str(), full.memo.as_str()), ("0503-1234-5678", "현관 2580# 문 앞"));
}

#[tokio::test]
async fn counters_follow_lines_claims_and_actions() {
    let (_bench, engine, account, shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Paid), line("2-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("2-1-a"), 1));
    })
    .await;
    let counts = engine.counts().await.unwrap();
    let of = |status| counts.lines.iter().find(|(known, _)| *known == status).unwrap().1;
    assert_eq!((of(Status::Paid), of(Status::CancelReq), of(Status::Preparing)), (1, 1, 0));
    assert_eq!(counts.claims[0].claims, 1);
    shop.fail_next(crate::support::Fault::LostBefore);
    engine.confirm_lines(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    engine.run_due().await.unwrap();
    assert_eq!(engine.counts().await.unwrap().unknown_actions, 1);
}

#[tokio::test]
async fn a_bundle_offers_what_its_stage_and_its_marketplace_allow() {
    let (_bench, engine, account, _shop) =
        Bench::stocked(|shop| shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing))).await;
    let detail = engine.order_detail(account, LineId::from("1-1-a")).await.unwrap();
    let offer = |kind| detail.offers.iter().find(|offer| offer.kind == kind).unwrap();
    assert!(offer(ActionKind::Ship).enabled && offer(ActionKind::SplitShip).enabled);
    assert!(offer(ActionKind::Confirm).reason.as_ref().unwrap().ko.contains("이미 발주확인"));
    let delay = offer(ActionKind::DelayNotice);
    assert!(!delay.enabled && delay.link.as_deref() == Some("https://seller.example/"));
    assert_eq!(detail.money.last().unwrap().amount.get(), 6000);
    assert_eq!(detail.lines.len(), 2);
}

#[tokio::test]
async fn a_selection_says_to_how_many_lines_an_operation_applies() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(lines_of("1", &["a", "b"], Stage::Paid));
        shop.add_lines(vec![line("2-1-a", Stage::Preparing)]);
    })
    .await;
    let lines = ["1-1-a", "1-1-b", "2-1-a"].map(|line| (account.clone(), LineId::from(line))).to_vec();
    let offers = engine.selection_offers(lines).await.unwrap();
    let of = |kind| offers.iter().find(|offer| offer.offer.kind == kind).unwrap();
    assert_eq!((of(ActionKind::Confirm).applicable, of(ActionKind::Ship).applicable), (2, 1));
    assert!(!of(ActionKind::ChangeInvoice).offer.enabled);
    let part = engine.selection_offers(vec![(account, LineId::from("1-1-a"))]).await.unwrap();
    let confirm = part.iter().find(|offer| offer.offer.kind == ActionKind::Confirm).unwrap();
    assert_eq!((confirm.applicable, confirm.along), (1, 1), "the other line of the box goes along");
}

#[tokio::test]
async fn a_selected_part_of_a_parcel_is_held_with_the_rest_of_it() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(lines_of("1", &["a", "b"], Stage::Preparing));
        shop.add_lines(vec![line("2-1-a", Stage::Preparing), line("3-1-a", Stage::Shipped)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-b"), 1));
    })
    .await;
    let lines =
        ["1-1-a", "2-1-a", "3-1-a", "gone"].map(|line| (account.clone(), LineId::from(line))).to_vec();
    let of = |offers: &[engine::view::SelectionOffer], kind| {
        let found = offers.iter().find(|offer| offer.offer.kind == kind).unwrap();
        (found.applicable, found.offer.enabled)
    };
    let offers = engine.selection_offers(lines.clone()).await.unwrap();
    assert_eq!(of(&offers, ActionKind::Ship), (1, true), "one waits for the cancel request of its mate");
    assert_eq!(of(&offers, ActionKind::ChangeInvoice), (1, true));
    assert_eq!(of(&offers, ActionKind::Confirm), (0, false));
    let ship = ShipRow {
        account: account.clone(),
        line: "2-1-a".into(),
        courier: "CJGLS".into(),
        invoice: "1111111111".into(),
    };
    engine.ship(vec![ship]).await.unwrap();
    let offers = engine.selection_offers(lines).await.unwrap();
    assert_eq!(of(&offers, ActionKind::Ship), (0, false), "the press is under way");
}

#[tokio::test]
async fn rows_of_a_dead_account_carry_their_age() {
    let (_bench, engine, account, shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", Stage::Paid)])).await;
    let page = || engine.inbox_page(InboxQuery::default(), PageAt::Row(0), 10);
    assert_eq!(page().await.unwrap().rows[0].stale_since, None);
    shop.break_feed("", ErrorKind::KeyExpired);
    engine.collect_account(&account).await.unwrap();
    assert!(page().await.unwrap().rows[0].stale_since.is_some());
}

#[test]
fn every_query_and_command_stands_once_in_the_table_of_tags() {
    let names: Vec<&str> = tags::QUERIES.iter().chain(tags::COMMANDS).map(|(name, _)| *name).collect();
    let mut once = names.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), names.len());
    assert!(tags::provides("inbox_page").contains(&engine::view::Tag::Orders));
    assert!(tags::invalidates("ship").contains(&engine::view::Tag::Journal));
    assert!(tags::provides("no such query").is_empty());
}

#[tokio::test]
async fn more_than_a_person_can_mean_is_refused_in_one_sentence() {
    let (_bench, engine, account, _shop) = Bench::stocked(|_| {}).await;
    let many: Vec<_> = (0..10_001).map(|n| (account.clone(), LineId::new(n.to_string()))).collect();
    let row = engine::view::ShipRow {
        account: account.clone(),
        line: "1-1-a".into(),
        courier: "CJGLS".into(),
        invoice: "1".repeat(65).as_str().into(),
    };
    let search = InboxQuery { text: Some("가".repeat(201)), ..InboxQuery::default() };
    let view = store::SavedView {
        id: "v".into(),
        name: "가".repeat(101),
        query: InboxQuery::default(),
        position: 0,
    };
    let refused = [
        engine.confirm_lines(many.clone()).await.unwrap_err(),
        engine.selection_offers(many).await.unwrap_err(),
        engine.ship(vec![row]).await.unwrap_err(),
        engine.inbox_page(search, PageAt::Row(0), 10).await.unwrap_err(),
        engine.inbox_keys(InboxQuery::default(), 0, 10_000).await.unwrap_err(),
        engine.put_view(view).await.unwrap_err(),
    ];
    for problem in refused {
        assert_eq!(problem.code, engine::view::ProblemCode::BadInput);
        assert!(problem.sentence.ko.ends_with("세요."), "{problem:?}");
    }
}

#[tokio::test]
async fn nothing_of_a_line_that_its_claims_took_is_to_ship() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing), line("2-1-a", Stage::Preparing)]);
        for (id, pieces) in [("C1", 1), ("C2", 2)] {
            let claim = cancel(id, &shop.line("1-1-a"), pieces);
            shop.add_claim(domain::Claim { step: domain::ClaimStep::Completed, verbs: vec![], ..claim });
        }
    })
    .await;
    let rows = engine.inbox_page(InboxQuery::default(), PageAt::Row(0), 10).await.unwrap().rows;
    let of = |id: &str| rows.iter().find(|row| row.line == LineId::from(id)).unwrap();
    assert_eq!((of("1-1-a").status, of("1-1-a").to_ship), (Status::Canceled, 0));
    assert_eq!((of("2-1-a").status, of("2-1-a").to_ship), (Status::Preparing, 3));
    let detail = engine.order_detail(account, LineId::from("1-1-a")).await.unwrap();
    assert_eq!(detail.lines[0].row.to_ship, 0);
}
