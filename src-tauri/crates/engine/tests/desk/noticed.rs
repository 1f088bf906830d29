//! Claims that are taken in by a notice to the buyer, exchanges whose goods nobody else sees come back, and delays
//! without a day.

use chrono::TimeDelta;
use domain::{AccountId, ActionKind, ActionState, Claim, ClaimKind, ClaimStep, ClaimVerb, Stage, Target};
use engine::Engine;
use engine::view::{ActionBatch, ClaimActRequest, ClaimRequest, ClaimRowView};

use crate::support::{Bench, Fault, Shop, exchange, line, only_action, returning, settle};

type Desk = (Bench, Engine, AccountId, std::sync::Arc<Shop>);

const WORDS: &str = "상자째 보내 주세요";

async fn asked(kind: ClaimKind) -> Desk {
    Bench::by_notice(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        let on = shop.line("1-1-a");
        let claim = if kind == ClaimKind::Exchange { exchange("C1", &on) } else { returning("C1", &on) };
        let verbs = vec![ClaimVerb::Notify, ClaimVerb::Refuse];
        shop.add_claim(Claim { step: ClaimStep::Requested, verbs, ..claim });
    })
    .await
}

/// An exchange that was taken in.
async fn awaited() -> Desk {
    let desk = asked(ClaimKind::Exchange).await;
    notify(&desk.1, &desk.2, WORDS).await;
    desk.1.run_due().await.unwrap();
    desk
}

async fn press(engine: &Engine, account: &AccountId, request: ClaimActRequest) -> ActionBatch {
    engine.claim_act(account.clone(), vec!["C1".into()], request).await.unwrap()
}

async fn notify(engine: &Engine, account: &AccountId, text: &str) -> ActionBatch {
    press(engine, account, ClaimActRequest::Notify { text: text.to_owned() }).await
}

async fn row(engine: &Engine, kind: ClaimKind) -> ClaimRowView {
    let request = ClaimRequest { kind, accounts: Vec::new() };
    engine.claim_queue(request).await.unwrap().rows.remove(0)
}

fn offered(row: &ClaimRowView, verb: ClaimVerb) -> bool {
    row.offers.iter().any(|(known, offer)| *known == verb && offer.enabled)
}

fn said(batch: &ActionBatch) -> String {
    batch.blocked.first().map(|blocked| blocked.reason.ko.clone().into_owned()).unwrap_or_default()
}

#[tokio::test]
async fn a_claim_is_taken_in_by_a_notice_in_our_words() {
    for (kind, action) in
        [(ClaimKind::Return, ActionKind::NotifyReturn), (ClaimKind::Exchange, ActionKind::NotifyExchange)]
    {
        let (_bench, engine, account, _shop) = asked(kind).await;
        assert!(offered(&row(&engine, kind).await, ClaimVerb::Notify), "{kind:?}");
        assert!(said(&notify(&engine, &account, " ").await).contains("비어 있습니다"));
        let long = "한 글자라도 길면 보내지 않는 안내입니다.";
        assert!(said(&notify(&engine, &account, long).await).contains("20자"));
        assert!(notify(&engine, &account, WORDS).await.blocked.is_empty());
        engine.run_due().await.unwrap();
        assert_eq!(only_action(&engine).await.kind, action);
        assert_eq!(row(&engine, kind).await.step, ClaimStep::Approved);
    }
}

#[tokio::test]
async fn a_lost_notice_is_found_by_the_step_of_its_claim() {
    for (fault, sent) in [(Fault::LostAfter, 1), (Fault::LostBefore, 2)] {
        let (bench, engine, account, shop) = asked(ClaimKind::Return).await;
        shop.fail_next(fault);
        notify(&engine, &account, WORDS).await;
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!((shop.received().len(), shop.times(&Target::Claim("C1".into()))), (sent, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn an_exchange_that_we_received_stays_received_where_nothing_tells_it() {
    let (bench, engine, account, shop) = awaited().await;
    let waiting = row(&engine, ClaimKind::Exchange).await;
    assert!(offered(&waiting, ClaimVerb::ConfirmCollected) && offered(&waiting, ClaimVerb::Reship));
    assert!(press(&engine, &account, ClaimActRequest::ConfirmCollected).await.blocked.is_empty());
    engine.run_due().await.unwrap();
    assert_eq!(shop.claim("C1").step, ClaimStep::Approved, "the marketplace goes on showing it as it was");
    bench.clock.advance(TimeDelta::minutes(10));
    engine.collect_account(&account).await.unwrap();
    let received = row(&engine, ClaimKind::Exchange).await;
    assert_eq!(received.step, ClaimStep::Collected);
    assert!(!offered(&received, ClaimVerb::ConfirmCollected) && offered(&received, ClaimVerb::Reship));
    engine.couriers(account.clone()).await.unwrap();
    let reship = ClaimActRequest::Reship { courier: "CJGLS".into(), invoice: "1234567890".into() };
    assert!(press(&engine, &account, reship).await.blocked.is_empty());
    engine.run_due().await.unwrap();
    assert_eq!(row(&engine, ClaimKind::Exchange).await.step, ClaimStep::Reshipped);
}

#[tokio::test]
async fn only_the_seller_can_say_whether_a_lost_receipt_arrived() {
    for as_done in [true, false] {
        let (bench, engine, account, shop) = awaited().await;
        shop.fail_next(Fault::LostAfter);
        press(&engine, &account, ClaimActRequest::ConfirmCollected).await;
        settle(&bench, &engine).await;
        let action = engine.journal(vec![ActionState::Unknown]).await.unwrap().remove(0);
        assert_eq!(shop.received().len(), 2, "it is never sent again by itself");
        engine.settle_unknown(action.id, Target::Claim("C1".into()), as_done).await.unwrap();
        let shown = row(&engine, ClaimKind::Exchange).await;
        let step = if as_done { ClaimStep::Collected } else { ClaimStep::Approved };
        assert_eq!(shown.step, step);
        assert_eq!(offered(&shown, ClaimVerb::ConfirmCollected), !as_done);
    }
}

async fn delay(engine: &Engine, account: &AccountId, until: Option<&str>, words: &str) -> ActionBatch {
    let until = until.map(|day| day.parse().unwrap());
    let (reason, words) = ("LATE".to_owned(), words.to_owned());
    engine.delay_notice(account.clone(), "1-1-a".into(), until, reason, words).await.unwrap()
}

async fn waiting_line() -> Desk {
    Bench::by_notice(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await
}

#[tokio::test]
async fn a_delay_has_a_day_only_where_one_is_asked_for() {
    let (_bench, engine, account, shop) = waiting_line().await;
    assert!(said(&delay(&engine, &account, Some("2026-03-05"), WORDS).await).contains("받지 않는 값"));
    assert!(delay(&engine, &account, None, WORDS).await.blocked.is_empty());
    engine.run_due().await.unwrap();
    assert_eq!(shop.line("1-1-a").delivery.delayed_because, WORDS);
    assert!(said(&delay(&engine, &account, None, WORDS).await).contains("반영되는 중"));
    let (_bench, engine, account, _shop) =
        Bench::by_lines(|shop| shop.add_lines(vec![line("1-1-a", Stage::Preparing)])).await;
    assert!(said(&delay(&engine, &account, None, WORDS).await).contains("날짜가 비어"));
}

#[tokio::test]
async fn a_lost_delay_without_a_day_is_found_by_its_words() {
    for (fault, sent) in [(Fault::LostAfter, 1), (Fault::LostBefore, 2)] {
        let (bench, engine, account, shop) = waiting_line().await;
        shop.fail_next(fault);
        delay(&engine, &account, None, WORDS).await;
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(
            (shop.received().len(), shop.times(&Target::Line("1-1-a".into()))),
            (sent, 1),
            "{fault:?}"
        );
    }
}
