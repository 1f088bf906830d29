//! Claims that are converted, put off, completed, and held ones that take more than their release.

use domain::action::ClaimAct;
use domain::{
    AccountId, ActionState, ClaimKind, ClaimStep, ClaimVerb, Held, LineResult, Stage, Target, Write,
};
use engine::Engine;
use engine::view::{ClaimActRequest, ClaimRequest, ClaimRowView};

use crate::support::{Bench, Fault, Shop, cancel, collected, exchange, line, only_action, settle};

type Desk = (Bench, Engine, AccountId, std::sync::Arc<Shop>);

async fn with_return(verbs: &[ClaimVerb]) -> Desk {
    Bench::in_parts(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        shop.add_claim(domain::Claim { verbs: verbs.to_vec(), ..collected("R1", &shop.line("1-1-a")) });
    })
    .await
}

async fn with_exchange(step: ClaimStep, verbs: &[ClaimVerb]) -> Desk {
    Bench::in_parts(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        let claim = exchange("E1", &shop.line("1-1-a"));
        shop.add_claim(domain::Claim { step, verbs: verbs.to_vec(), ..claim });
    })
    .await
}

async fn row(engine: &Engine, kind: ClaimKind) -> ClaimRowView {
    let request = ClaimRequest { kind, accounts: Vec::new() };
    engine.claim_queue(request).await.unwrap().rows.remove(0)
}

async fn press(
    engine: &Engine,
    account: &AccountId,
    claim: &str,
    request: ClaimActRequest,
) -> Option<String> {
    let batch = engine.claim_act(account.clone(), vec![claim.into()], request).await.unwrap();
    engine.run_due().await.unwrap();
    batch.blocked.first().map(|blocked| blocked.reason.ko.clone().into_owned())
}

fn held(shop: &Shop, claim: &str, verbs: &[ClaimVerb]) {
    let verbs = verbs.to_vec();
    shop.edit_claim(claim, |claim| {
        (claim.held, claim.verbs) = (Some(Held { code: "FEE".to_owned(), ..Held::default() }), verbs);
    });
}

#[tokio::test]
async fn a_held_claim_takes_the_verbs_that_it_names_and_no_other() {
    let (_bench, engine, account, shop) = with_return(&[ClaimVerb::Refund, ClaimVerb::Hold]).await;
    held(&shop, "R1", &[ClaimVerb::Refund]);
    engine.collect_account(&account).await.unwrap();
    let shown = row(&engine, ClaimKind::Return).await;
    let enabled = |verb| shown.offers.iter().any(|(known, offer)| *known == verb && offer.enabled);
    assert!(enabled(ClaimVerb::Refund) && !enabled(ClaimVerb::Release) && !enabled(ClaimVerb::Refuse));
    assert!(press(&engine, &account, "R1", ClaimActRequest::Release).await.unwrap().contains("보류"));
    assert_eq!(press(&engine, &account, "R1", ClaimActRequest::Refund).await, None);
    assert_eq!(shop.claim("R1").step, ClaimStep::Completed);
}

#[tokio::test]
async fn a_held_return_is_put_off_once() {
    for (fault, sent) in [(None, 1), (Some(Fault::LostAfter), 1), (Some(Fault::LostBefore), 2)] {
        let (bench, engine, account, shop) = with_return(&[ClaimVerb::Refund]).await;
        let defer = || ClaimActRequest::Defer {
            reason: "RETURN_DELIVERYFEE".to_owned(),
            detail: "상품 확인 중".to_owned(),
        };
        assert!(
            row(&engine, ClaimKind::Return).await.offers.iter().all(|(verb, _)| *verb != ClaimVerb::Defer)
        );
        held(&shop, "R1", &[ClaimVerb::Refund, ClaimVerb::Defer]);
        engine.collect_account(&account).await.unwrap();
        assert!(
            row(&engine, ClaimKind::Return).await.offers.iter().any(|(verb, _)| *verb == ClaimVerb::Defer)
        );
        fault.into_iter().for_each(|fault| shop.fail_next(fault));
        assert_eq!(press(&engine, &account, "R1", defer()).await, None, "{fault:?}");
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!((shop.received().len(), shop.times(&Target::Claim("R1".into()))), (sent, 1), "{fault:?}");
        engine.collect_account(&account).await.unwrap();
        let shown = row(&engine, ClaimKind::Return).await;
        assert!(shown.held.unwrap().deferred);
        assert!(shown.offers.iter().all(|(verb, _)| *verb != ClaimVerb::Defer), "once is enough");
    }
}

#[tokio::test]
async fn a_return_goes_on_as_an_exchange_once() {
    for (fault, sent) in [(None, 1), (Some(Fault::LostAfter), 1), (Some(Fault::LostBefore), 2)] {
        let (bench, engine, account, shop) = with_return(&[ClaimVerb::Refund, ClaimVerb::Convert]).await;
        fault.into_iter().for_each(|fault| shop.fail_next(fault));
        let convert = ClaimActRequest::Convert { invoice: None };
        assert_eq!(press(&engine, &account, "R1", convert).await, None, "{fault:?}");
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!((shop.received().len(), shop.times(&Target::Claim("R1".into()))), (sent, 1), "{fault:?}");
        engine.collect_account(&account).await.unwrap();
        assert_eq!(row(&engine, ClaimKind::Exchange).await.step, ClaimStep::Requested, "{fault:?}");
    }
}

#[tokio::test]
async fn a_lost_conversion_is_found_by_the_claim_that_stands_since() {
    let (bench, engine, account, shop) = with_return(&[ClaimVerb::Convert]).await;
    shop.fail_next(Fault::LostBefore);
    press(&engine, &account, "R1", ClaimActRequest::Convert { invoice: None }).await;
    bench.clock.advance(chrono::TimeDelta::seconds(1));
    let mut opened = exchange("E9", &shop.line("1-1-a"));
    opened.requested_at = bench.clock.0.borrow().to_owned();
    shop.add_claim(opened);
    settle(&bench, &engine).await;
    assert_eq!((only_action(&engine).await.state, shop.received().len()), (ActionState::Done, 1));
}

#[tokio::test]
async fn a_claim_that_was_taken_back_was_not_converted() {
    let (bench, engine, account, shop) = with_return(&[ClaimVerb::Convert]).await;
    shop.fail_next(Fault::LostBefore);
    press(&engine, &account, "R1", ClaimActRequest::Convert { invoice: None }).await;
    shop.edit_claim("R1", |claim| (claim.step, claim.verbs) = (ClaimStep::Withdrawn, Vec::new()));
    bench.clock.advance(chrono::TimeDelta::seconds(10));
    engine.run_due().await.unwrap();
    assert_eq!(only_action(&engine).await.state, ActionState::Unknown, "the other claim may not show yet");
    settle(&bench, &engine).await;
    assert_eq!((only_action(&engine).await.state, shop.received().len()), (ActionState::Failed, 1));
}

#[tokio::test]
async fn a_conversion_that_asks_for_a_number_is_not_sent_without_one() {
    let (_bench, engine, account, shop) = with_exchange(ClaimStep::Collected, &[ClaimVerb::Convert]).await;
    let bare = press(&engine, &account, "E1", ClaimActRequest::Convert { invoice: None }).await.unwrap();
    assert!(bare.contains("송장번호가 비어"), "{bare}");
    let wrong = ClaimActRequest::Convert { invoice: Some(("CJGLS".into(), "1".into())) };
    assert!(press(&engine, &account, "E1", wrong).await.unwrap().contains("자리"));
    let right = ClaimActRequest::Convert { invoice: Some(("CJGLS".into(), "1234567890".into())) };
    assert_eq!(press(&engine, &account, "E1", right).await, None);
    assert_eq!(shop.received().len(), 1);
}

#[tokio::test]
async fn a_reshipped_exchange_is_completed() {
    for fault in [None, Some(Fault::LostAfter)] {
        let (bench, engine, account, shop) =
            with_exchange(ClaimStep::Reshipped, &[ClaimVerb::Complete]).await;
        fault.into_iter().for_each(|fault| shop.fail_next(fault));
        assert_eq!(press(&engine, &account, "E1", ClaimActRequest::Complete).await, None);
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(shop.claim("E1").step, ClaimStep::Completed);
        assert_eq!(shop.received().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_hold_until_a_day_needs_one_that_is_to_come() {
    let (_bench, engine, account, shop) = with_exchange(ClaimStep::Collected, &[ClaimVerb::Hold]).await;
    let hold = |until: Option<&str>| ClaimActRequest::Hold {
        reason: "RETURN_DELIVERYFEE".to_owned(),
        detail: String::new(),
        fee: None,
        until: until.map(|day| day.parse().unwrap()),
    };
    let bare = press(&engine, &account, "E1", hold(None)).await.unwrap();
    assert!(bare.contains("날짜가 비어"), "{bare}");
    assert!(press(&engine, &account, "E1", hold(Some("2026-03-01"))).await.unwrap().contains("지난 날"));
    assert_eq!(press(&engine, &account, "E1", hold(Some("2026-03-09"))).await, None);
    let write = shop.received().remove(0);
    assert!(matches!(write, Write::Claim { act: ClaimAct::Hold { until: Some(_), .. }, .. }), "{write:?}");
}

fn dispute(reason: &str, text: &str) -> ClaimActRequest {
    ClaimActRequest::RefuseDisputed {
        courier: "CJGLS".into(),
        invoice: "1234567890".into(),
        reason: reason.to_owned(),
        text: text.to_owned(),
    }
}

#[tokio::test]
async fn a_disputed_cancel_is_refused_by_dispatch_and_reads_as_refused() {
    for (fault, sent) in [(None, 1), (Some(Fault::LostAfter), 1), (Some(Fault::LostBefore), 2)] {
        let (bench, engine, account, shop) = Bench::in_parts(|shop| {
            shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
            shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
        })
        .await;
        for (request, words) in [
            (dispute("01", " "), "비어 있습니다"),
            (dispute("00", "말"), "받지 않는 값"),
            (dispute("9", ""), "사유가"),
        ] {
            let said = press(&engine, &account, "C1", request.clone()).await.unwrap_or_default();
            assert!(said.contains(words), "{request:?}: {said}");
        }
        fault.into_iter().for_each(|fault| shop.fail_next(fault));
        assert_eq!(press(&engine, &account, "C1", dispute("01", "이미 보냈습니다")).await, None);
        settle(&bench, &engine).await;
        assert_eq!(only_action(&engine).await.state, ActionState::Done, "{fault:?}");
        assert_eq!(shop.line("1-1-a").stage, Stage::Shipped);
        assert_eq!(shop.received().len(), sent, "{fault:?}");
        assert_eq!(row(&engine, ClaimKind::Cancel).await.step, ClaimStep::Rejected, "{fault:?}");
    }
}

#[tokio::test]
async fn a_refusal_by_dispatch_is_not_shown_by_a_cancel_that_ended_while_its_line_stays() {
    type End = fn(&Shop);
    let taken_back: End = |shop| {
        shop.edit_claim("C1", |claim| (claim.step, claim.verbs) = (ClaimStep::Withdrawn, Vec::new()));
    };
    let ends: [(&str, End); 3] =
        [("told", taken_back), ("named", |shop| shop.withdraw("C1")), ("gone", |shop| shop.vanish("C1"))];
    for (how, end) in ends {
        let (bench, engine, account, shop) = Bench::in_parts(|shop| {
            shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
            shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
        })
        .await;
        shop.fail_next(Fault::LostBefore);
        press(&engine, &account, "C1", dispute("00", "")).await;
        end(&shop);
        bench.clock.advance(chrono::TimeDelta::seconds(10));
        engine.run_due().await.unwrap();
        assert_eq!(only_action(&engine).await.state, ActionState::Unknown, "{how}: perhaps an old picture");
        settle(&bench, &engine).await;
        assert_eq!(
            (only_action(&engine).await.state, shop.received().len()),
            (ActionState::Failed, 1),
            "{how}"
        );
        assert_ne!(row(&engine, ClaimKind::Cancel).await.step, ClaimStep::Rejected, "{how}");
    }
}

#[tokio::test]
async fn a_refused_cancel_that_the_marketplace_forgets_is_refused_here() {
    let (_bench, engine, account, shop) = Bench::in_parts(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Preparing)]);
        shop.add_claim(cancel("C1", &shop.line("1-1-a"), 3));
    })
    .await;
    let forgetful = std::sync::Arc::clone(&shop);
    engine.claim_act(account, vec!["C1".into()], dispute("00", "")).await.unwrap();
    shop.forget_claim_after_act("C1");
    engine.run_due().await.unwrap();
    assert_eq!(forgetful.line("1-1-a").stage, Stage::Shipped);
    assert_eq!(row(&engine, ClaimKind::Cancel).await.step, ClaimStep::Rejected);
}

#[tokio::test]
async fn a_claim_without_pieces_is_shown_with_those_of_its_line() {
    let (_bench, engine, account, _shop) = Bench::in_parts(|shop| {
        shop.add_lines(vec![line("1-1-a", Stage::Delivered)]);
        let mut claim = collected("R1", &shop.line("1-1-a"));
        let part = &mut claim.lines[0];
        (part.quantity, part.purchased, part.product) = (0, 0, String::new());
        shop.add_claim(claim);
    })
    .await;
    let shown = row(&engine, ClaimKind::Return).await;
    let part = &shown.lines[0];
    assert_eq!((part.product.as_str(), part.purchased, part.quantity), ("상품 a", 3, 3));
    assert_eq!(shown.amount, Some(domain::Won::new(3000)));
    assert_eq!(
        press(&engine, &account, "R1", ClaimActRequest::Refund).await,
        None,
        "the decision rests on no count"
    );
    let LineResult::Ok = only_action(&engine).await.outcomes[0].outcome.result else { panic!() };
}
