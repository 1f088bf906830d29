//! What was found at a claim's goods, and how old the picture of a claim is.

use chrono::TimeDelta;
use domain::{ClaimKind, ClaimStep, ClaimVerb, InspectionResult, Stage};
use engine::Engine;
use engine::view::{
    ClaimActRequest, ClaimRequest, ClaimRowView, FlowKey, FlowState, InspectRequest, Offer, PhotoFile,
};

use crate::support::{Bench, cancel, collected, line, start};

/// The bytes of a JPEG whose scan is three bytes.
const PICTURE: &[u8] = b"\xFF\xD8\xFF\xDA\0\x02abc\xFF\xD9";

fn found(result: InspectionResult) -> InspectRequest {
    InspectRequest { result, pieces: 2, memo: " 모서리가 깨짐 ".to_owned() }
}

async fn row(engine: &Engine, claim: &str) -> ClaimRowView {
    let request = ClaimRequest { kind: ClaimKind::Return, accounts: Vec::new() };
    let rows = engine.claim_queue(request).await.unwrap().rows;
    rows.into_iter().find(|row| row.claim.as_str() == claim).unwrap()
}

fn offer(row: &ClaimRowView, verb: ClaimVerb) -> &Offer {
    row.offers.iter().find(|(known, _)| *known == verb).map(|(_, offer)| offer).unwrap()
}

/// A desk with two returns whose goods are here.
async fn with_returns() -> (Bench, Engine, domain::AccountId, std::sync::Arc<crate::support::Shop>) {
    Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered), line("2-2-a", Stage::Delivered)]);
        shop.add_claim(collected("R1", &shop.line("1-1-a")));
        shop.add_claim(collected("R2", &shop.line("2-2-a")));
    })
    .await
}

#[tokio::test]
async fn a_refund_asks_once_more_when_the_goods_were_found_faulty() {
    let (_bench, engine, account, _shop) = with_returns().await;
    assert_eq!(offer(&row(&engine, "R1").await, ClaimVerb::Refund).caution, None, "nobody looked yet");
    for result in InspectionResult::ALL {
        engine.inspect_claim(account.clone(), "R1".into(), found(result)).await.unwrap();
        let row = row(&engine, "R1").await;
        let asks = offer(&row, ClaimVerb::Refund).caution.is_some();
        assert_eq!(asks, result != InspectionResult::Sound, "{result:?}");
        assert_eq!(offer(&row, ClaimVerb::Hold).caution, None, "a hold gives nothing away");
        assert!(offer(&row, ClaimVerb::Refund).enabled, "it is asked about and never forbidden");
    }
}

#[tokio::test]
async fn what_was_found_faulty_is_never_refunded_along_with_others() {
    let (_bench, engine, account, shop) = with_returns().await;
    engine.inspect_claim(account.clone(), "R1".into(), found(InspectionResult::Damaged)).await.unwrap();
    let both = vec!["R1".into(), "R2".into()];
    let batch = engine.claim_act(account.clone(), both, ClaimActRequest::Refund).await.unwrap();
    assert_eq!((batch.actions.len(), batch.blocked.len()), (1, 1));
    assert!(batch.blocked[0].reason.ko.contains("검수"), "{:?}", batch.blocked);
    let alone = engine.claim_act(account, vec!["R1".into()], ClaimActRequest::Refund).await.unwrap();
    assert_eq!((alone.actions.len(), alone.blocked.len()), (1, 0), "decided on alone it goes");
    engine.run_due().await.unwrap();
    assert!(["R1", "R2"].iter().all(|claim| shop.claim(claim).step != ClaimStep::Collected));
}

#[tokio::test]
async fn a_look_stands_in_the_panel_the_stepper_and_the_timeline() {
    let (bench, engine, account, _shop) = with_returns().await;
    let step = |detail: &engine::view::ClaimDetail| {
        detail.steps.iter().find(|step| step.key == FlowKey::Inspected).map(|step| step.state)
    };
    let before = engine.claim_detail(account.clone(), "R1".into()).await.unwrap();
    assert_eq!(
        (before.inspectable, before.inspection.as_ref(), step(&before)),
        (true, None, Some(FlowState::Open))
    );
    bench.clock.advance(TimeDelta::minutes(1));
    engine.inspect_claim(account.clone(), "R1".into(), found(InspectionResult::Missing)).await.unwrap();
    let detail = engine.claim_detail(account, "R1".into()).await.unwrap();
    let shown = detail.inspection.as_ref().unwrap();
    assert_eq!((shown.memo.as_str(), shown.pieces), ("모서리가 깨짐", 2));
    assert_eq!(step(&detail), Some(FlowState::Done));
    let told = &detail.timeline[0].kind;
    assert!(matches!(told, domain::EventKind::Inspected { result: InspectionResult::Missing, pieces: 2 }));
}

#[tokio::test]
async fn no_more_pieces_come_back_than_the_claim_is_about() {
    let (_bench, engine, account, _shop) = with_returns().await;
    let look = |pieces| {
        let found = InspectRequest { pieces, ..found(InspectionResult::Sound) };
        engine.inspect_claim(account.clone(), "R1".into(), found)
    };
    let refused = look(4).await.unwrap_err().sentence;
    assert!(refused.ko.contains("3개까지") && refused.ko.contains("메모"), "{refused:?}");
    assert!(row(&engine, "R1").await.stamp.found.is_none(), "nothing was kept");
    look(3).await.unwrap();
}

#[tokio::test]
async fn a_cancel_has_no_goods_to_look_at() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 1));
    })
    .await;
    let detail = engine.claim_detail(account, "C1".into()).await.unwrap();
    assert!(!detail.inspectable && detail.steps.iter().all(|step| step.key != FlowKey::Inspected));
}

#[tokio::test]
async fn pictures_are_kept_and_what_is_none_is_told_by_its_name() {
    let (_bench, engine, account, _shop) = with_returns().await;
    let file = |name: &str, bytes: &[u8]| PhotoFile { name: name.to_owned(), bytes: bytes.to_vec() };
    let files = vec![file("앞.jpg", PICTURE), file("메모.txt", b"no picture")];
    let added = engine.add_claim_photos(account.clone(), "R1".into(), files).await.unwrap();
    assert_eq!((added.added, added.refused.len()), (1, 1));
    assert_eq!(added.refused[0].0, "메모.txt");
    let photos = engine.claim_detail(account.clone(), "R1".into()).await.unwrap().photos;
    let number = photos[0].photo;
    let (kind, bytes) = engine.claim_photo(account.clone(), "R1".into(), number).await.unwrap();
    assert_eq!((kind.media_type(), bytes.as_slice()), ("image/jpeg", PICTURE));
    engine.remove_claim_photo(account.clone(), "R1".into(), number).await.unwrap();
    assert!(engine.claim_detail(account.clone(), "R1".into()).await.unwrap().photos.is_empty());
    assert!(engine.claim_photo(account, "R1".into(), number).await.is_err());
}

#[tokio::test]
async fn an_opened_claim_is_read_again_and_not_twice_in_a_moment() {
    let (bench, engine, account, shop) = with_returns().await;
    let read = || engine.read_claim_again(account.clone(), "R1".into());
    shop.edit_claim("R1", |claim| claim.raw_status = "FIRST".to_owned());
    assert_eq!(read().await.unwrap().read_at, Some(start()), "it was collected a moment ago");
    assert_ne!(row(&engine, "R1").await.raw_status, "FIRST");
    bench.clock.advance(TimeDelta::seconds(16));
    let reading = read().await.unwrap();
    assert_eq!((reading.read_at, reading.shown), (Some(start() + TimeDelta::seconds(16)), true));
    assert_eq!(row(&engine, "R1").await.raw_status, "FIRST");
    let detail = engine.claim_detail(account.clone(), "R1".into()).await.unwrap();
    assert_eq!(detail.read_at, reading.read_at);
}

#[tokio::test]
async fn a_claim_that_the_marketplace_does_not_show_says_so_and_keeps_its_age() {
    let (bench, engine, account, shop) = with_returns().await;
    shop.lose_claim("R1");
    bench.clock.advance(TimeDelta::minutes(5));
    let reading = engine.read_claim_again(account, "R1".into()).await.unwrap();
    assert_eq!((reading.read_at, reading.shown), (Some(start()), false));
}

#[tokio::test]
async fn buttons_wait_until_what_was_done_has_been_read() {
    let (bench, engine, account, shop) = with_returns().await;
    shop.forget_claim_after_act("R1");
    let clock = std::sync::Arc::clone(&bench.clock);
    shop.watch(move |_| clock.advance(TimeDelta::seconds(1)));
    let batch = engine.claim_act(account, vec!["R1".into()], ClaimActRequest::Refund).await.unwrap();
    assert_eq!(batch.actions.len(), 1, "{batch:?}");
    engine.run_due().await.unwrap();
    let after = row(&engine, "R1").await;
    let refund = offer(&after, ClaimVerb::Refund);
    assert!(!refund.enabled && refund.reason.as_ref().unwrap().ko.contains("다시 읽는 중"), "{refund:?}");
    bench.clock.advance(TimeDelta::minutes(3));
    assert!(offer(&row(&engine, "R1").await, ClaimVerb::Refund).enabled, "they are not shut for good");
}
