//! The clock on orders and claims, and the owner's own terms.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::deadline::{Severity, Term};
use domain::{
    Claim, ClaimKind, ClaimStep, Detail, DetailKind, Fact, InspectionResult, LineId, Marketplace, OrderLine,
    Stage,
};
use engine::Engine;
use engine::view::{ClaimRequest, ClaimRowView, DeadlineView, InspectRequest, tags};
use store::{InboxQuery, PageAt, Store, StoreKey};

use crate::support::{Bench, cancel, collected, line, start};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A line that another marketplace tells of.
fn sold_at(marketplace: Marketplace, id: &str, stage: Stage) -> OrderLine {
    OrderLine { marketplace, ..line(id, stage) }
}

/// A cancel request, asked for so many hours before the test begins.
fn asked(id: &str, on: &OrderLine, hours: i64) -> Claim {
    let requested_at = start() - TimeDelta::hours(hours);
    Claim { requested_at, changed_at: requested_at, ..cancel(id, on, 1) }
}

async fn queue(engine: &Engine, kind: ClaimKind) -> Vec<ClaimRowView> {
    engine.claim_queue(ClaimRequest { kind, accounts: Vec::new() }).await.unwrap().rows
}

async fn inbox(engine: &Engine) -> Vec<(LineId, Option<DeadlineView>)> {
    let page = engine.inbox_page(InboxQuery::default(), PageAt::Row(0), 10).await.unwrap();
    page.rows.into_iter().map(|row| (row.line, row.deadline)).collect()
}

/// A shop of several marketplaces' claims: no engine looks at who connects them.
async fn mixed() -> (Bench, Engine) {
    let (bench, engine, ..) = Bench::stocked(|shop| {
        let gmarket = sold_at(Marketplace::Gmarket, "1-1-a", Stage::Preparing);
        let coupang = sold_at(Marketplace::Coupang, "2-1-a", Stage::Preparing);
        let naver = sold_at(Marketplace::SmartStore, "3-1-a", Stage::Delivered);
        shop.add_lines(vec![gmarket.clone(), coupang.clone(), naver.clone()]);
        shop.add_claim(asked("late", &gmarket, 30));
        shop.add_claim(asked("soon", &gmarket, 3));
        shop.add_claim(asked("free", &coupang, 90));
        shop.add_claim(asked("older", &coupang, 95));
        shop.add_claim(Claim { step: ClaimStep::Rejected, verbs: Vec::new(), ..asked("over", &gmarket, 40) });
        shop.add_claim(collected("back", &naver));
    })
    .await;
    (bench, engine)
}

#[tokio::test]
async fn what_costs_first_stands_first() {
    let (_bench, engine) = mixed().await;
    let rows = queue(&engine, ClaimKind::Cancel).await;
    let ids: Vec<&str> = rows.iter().map(|row| row.claim.as_str()).collect();
    assert_eq!(ids, ["late", "soon", "older", "free", "over"]);
    let soon = rows[1].deadline.as_ref().unwrap();
    assert_eq!((soon.at, soon.rule.as_str()), (start() + TimeDelta::hours(21), "gmarket.cancel_request"));
    assert_eq!((soon.word.ko.as_ref(), soon.severity, soon.estimated), ("자동취소", Severity::Money, false));
    assert!(soon.source.contains("etapi.gmarket.com/50") && soon.counted.ko.contains("24시간"));
    assert!(rows[2].deadline.is_none(), "no page says when Coupang refunds by itself");
}

#[tokio::test]
async fn what_costs_at_a_time_that_nobody_tells_is_said_and_stands_before_what_costs_nothing() {
    let (_bench, engine, ..) = Bench::stocked(|shop| {
        let coupang = sold_at(Marketplace::Coupang, "1-1-a", Stage::Preparing);
        let naver = sold_at(Marketplace::SmartStore, "2-1-a", Stage::Preparing);
        shop.add_lines(vec![coupang.clone(), naver.clone()]);
        shop.add_claim(asked("nothing", &naver, 90));
        shop.add_claim(asked("refund", &coupang, 3));
    })
    .await;
    let untimed = async || {
        let rows = queue(&engine, ClaimKind::Cancel).await;
        rows.into_iter().map(|row| (row.claim.to_string(), row.untimed)).collect::<Vec<_>>()
    };
    let rows = untimed().await;
    assert_eq!((rows[0].0.as_str(), rows[1].0.as_str()), ("refund", "nothing"));
    let known = rows[0].1.as_ref().unwrap();
    assert_eq!((known.rule.as_str(), known.severity), ("coupang.cancel_request", Severity::Money));
    assert!(known.what.ko.contains("언제인지는") && known.source.contains("developers.coupangcorp.com"));
    assert_eq!(rows[1].1, None);
    let rule = "coupang.cancel_request".to_owned();
    for (term, on) in [(Some(Term::Hours { count: 48 }), true), (None, false)] {
        engine.set_deadline_rule(rule.clone(), term, on).await.unwrap();
        assert!(untimed().await.iter().all(|(_, untimed)| untimed.is_none()), "{term:?}");
    }
}

#[tokio::test]
async fn a_return_whose_return_nobody_tells_counts_from_the_inspection() {
    let (bench, engine, account, _shop) = Bench::stocked(|shop| {
        let sold = sold_at(Marketplace::Elevenst, "1-1-a", Stage::Delivered);
        shop.add_lines(vec![sold.clone()]);
        let held = Some(domain::Held::default());
        shop.add_claim(Claim { step: ClaimStep::Collecting, held, ..collected("back", &sold) });
    })
    .await;
    let due = async || queue(&engine, ClaimKind::Return).await.remove(0).deadline.unwrap();
    let twenty = due().await;
    assert_eq!((twenty.rule.as_str(), twenty.estimated), ("elevenst.held_return_requested", false));
    let found = InspectRequest { result: InspectionResult::Sound, pieces: 1, memo: String::new() };
    engine.inspect_claim(account.clone(), "back".into(), found.clone()).await.unwrap();
    bench.clock.advance(TimeDelta::days(3));
    let noted = InspectRequest { memo: "상자 눌림".to_owned(), ..found };
    engine.inspect_claim(account, "back".into(), noted).await.unwrap();
    let ten = due().await;
    // First looked at on Monday 2 March, a note written later: day 10 begins on the 12th.
    assert_eq!((ten.at, ten.rule.as_str()), (at("2026-03-11T15:00:00Z"), "elevenst.held_return_collected"));
    assert!(ten.estimated, "the goods may have come before they were looked at");
    assert_eq!(ten.then.unwrap().0, twenty.at);
    assert_eq!(engine.claim_dues().await.unwrap()[0].at, ten.at, "the rail counts alike");
}

#[tokio::test]
async fn a_claim_that_waits_for_others_has_no_deadline() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        let sold = sold_at(Marketplace::Gmarket, "1-1-a", Stage::Preparing);
        shop.add_lines(vec![sold.clone()]);
        shop.add_claim(Claim { verbs: Vec::new(), ..asked("theirs", &sold, 3) });
        shop.add_claim(asked("ours", &sold, 3));
    })
    .await;
    let rows = queue(&engine, ClaimKind::Cancel).await;
    let with: Vec<&str> =
        rows.iter().filter(|row| row.deadline.is_some()).map(|row| row.claim.as_str()).collect();
    assert_eq!(with, ["ours"]);
    let detail = engine.claim_detail(account, "ours".into()).await.unwrap();
    assert_eq!(detail.row.deadline, rows[0].deadline);
    let dues = engine.claim_dues().await.unwrap();
    let [due] = dues.as_slice() else { panic!("{dues:?}") };
    assert_eq!(
        (due.kind, due.step, due.at),
        (ClaimKind::Cancel, ClaimStep::Requested, start() + TimeDelta::hours(21))
    );
}

#[tokio::test]
async fn goods_that_came_by_the_last_change_give_an_estimate() {
    let (_bench, engine) = mixed().await;
    let rows = queue(&engine, ClaimKind::Return).await;
    // Collected on Monday 2 March, a substitute holiday: the 3 working days end on Thursday.
    let back = rows[0].deadline.as_ref().unwrap();
    assert_eq!((back.at, back.estimated), (at("2026-03-05T15:00:00Z"), true));
}

#[tokio::test]
async fn an_order_is_due_when_its_day_ends_and_no_more_once_it_left() {
    let (_bench, engine, ..) = Bench::stocked(|shop| {
        let told = |id: &str, stage| OrderLine {
            ship_by: Some(day("2026-03-04")),
            ..sold_at(Marketplace::SmartStore, id, stage)
        };
        shop.add_lines(vec![told("1-1-a", Stage::Preparing), told("2-1-a", Stage::Delivering)]);
        shop.add_lines(vec![sold_at(Marketplace::SmartStore, "3-1-a", Stage::Paid)]);
        shop.add_lines(vec![sold_at(Marketplace::Grip, "4-1-a", Stage::Paid)]);
    })
    .await;
    let rows = inbox(&engine).await;
    let of = |id: &str| rows.iter().find(|(line, _)| line.as_str() == id).unwrap().1.clone();
    let told = of("1-1-a").unwrap();
    assert_eq!((told.at, told.rule.as_str()), (at("2026-03-04T15:00:00Z"), "smartstore.ship_by"));
    assert_eq!((told.estimated, told.unverified), (false, true), "the day is told, its price is not");
    assert_eq!(told.then.unwrap().0, at("2026-03-10T15:00:00Z"), "the second penalty is told too");
    assert_eq!((of("2-1-a"), of("4-1-a")), (None, None));
    // Paid on Monday 2 March, a holiday: Tuesday to Thursday are the 3 working days.
    assert_eq!(of("3-1-a").unwrap().at, at("2026-03-05T15:00:00Z"));
}

#[tokio::test]
async fn an_order_that_leaves_today_is_due_today() {
    let (_bench, engine, ..) = Bench::stocked(|shop| {
        let today = Detail { kind: DetailKind::DeliveryPace, value: "오늘출발".to_owned() };
        let paid_at = Some(at("2026-03-03T01:00:00Z"));
        let sold = sold_at(Marketplace::SmartStore, "1-1-a", Stage::Paid);
        shop.add_lines(vec![OrderLine { more: vec![today], paid_at, ..sold }]);
    })
    .await;
    let due = inbox(&engine).await.remove(0).1.unwrap();
    assert_eq!((due.at, due.rule.as_str()), (at("2026-03-03T15:00:00Z"), "smartstore.today"));
    let nine = Term::SameDay { minutes: 9 * 60 };
    engine.set_deadline_rule("smartstore.today".to_owned(), Some(nine), true).await.unwrap();
    let due = inbox(&engine).await.remove(0).1.unwrap();
    assert_eq!(due.at, at("2026-03-04T15:00:00Z"), "it was paid at 10:00, after the store's own cut-off");
}

#[tokio::test]
async fn the_owners_terms_and_days_count_until_they_are_taken_back() {
    let (_bench, engine) = mixed().await;
    let due = async |claim: &str, kind| {
        let rows = queue(&engine, kind).await;
        rows.into_iter().find(|row| row.claim.as_str() == claim).unwrap().deadline
    };
    let rule = "coupang.cancel_request".to_owned();
    engine.set_deadline_rule(rule.clone(), Some(Term::Hours { count: 100 }), true).await.unwrap();
    let free = due("free", ClaimKind::Cancel).await.unwrap();
    assert_eq!((free.at, free.estimated), (start() + TimeDelta::hours(10), false));
    engine.reset_deadline_rule(rule.clone()).await.unwrap();
    assert_eq!(due("free", ClaimKind::Cancel).await, None);

    engine.set_deadline_rule("gmarket.cancel_request".to_owned(), None, false).await.unwrap();
    assert_eq!(due("soon", ClaimKind::Cancel).await, None, "a rule that is off says nothing");
    let shown = engine.deadline_rules().await.unwrap();
    let off = shown.rules.iter().find(|rule| rule.id == "gmarket.cancel_request").unwrap();
    assert_eq!((off.on, off.changed, off.usual), (false, true, Some(Term::Hours { count: 24 })));

    engine.set_working_day(day("2026-03-04"), Some(false)).await.unwrap();
    assert_eq!(due("back", ClaimKind::Return).await.unwrap().at, at("2026-03-06T15:00:00Z"));
    assert_eq!(engine.deadline_rules().await.unwrap().days.len(), 1);
    engine.set_working_day(day("2026-03-04"), None).await.unwrap();
    assert_eq!(due("back", ClaimKind::Return).await.unwrap().at, at("2026-03-05T15:00:00Z"));
}

#[tokio::test]
async fn what_the_owner_says_survives_a_restart_and_fits_its_rule() {
    let (bench, engine) = mixed().await;
    let rule = "gmarket.cancel_request".to_owned();
    engine.set_deadline_rule(rule.clone(), Some(Term::WorkingDays { count: 2 }), true).await.unwrap();
    for (id, term) in [
        (rule.as_str(), Term::Clock { minutes: 600 }),
        (rule.as_str(), Term::Hours { count: 0 }),
        ("smartstore.ship_by", Term::Hours { count: 3 }),
        ("nobody.knows", Term::Hours { count: 3 }),
    ] {
        assert!(engine.set_deadline_rule(id.to_owned(), Some(term), true).await.is_err(), "{id} {term:?}");
    }
    engine.stop().await;
    drop(engine);
    let shown = bench.open().await.deadline_rules().await.unwrap();
    let kept = shown.rules.iter().find(|shown| shown.id == rule).unwrap();
    assert_eq!(kept.term, Some(Term::WorkingDays { count: 2 }));
    assert!(shown.holidays.iter().all(|(holiday, _)| *holiday >= day("2026-03-02")));
}

#[test]
fn a_changed_term_refreshes_what_shows_deadlines() {
    for query in ["claim_queue", "claim_detail", "claim_dues", "inbox_page", "order_detail", "deadline_rules"]
    {
        for command in ["set_deadline_rule", "reset_deadline_rule", "set_working_day"] {
            let stale = tags::invalidates(command);
            assert!(
                tags::provides(query).iter().any(|tag| stale.contains(tag)),
                "{command} leaves {query} stale"
            );
        }
    }
}

#[tokio::test]
async fn the_most_urgent_of_a_long_queue_stands_on_its_first_page() {
    let (bench, engine, account, _shop) = Bench::stocked(|_| {}).await;
    drop(engine);
    let mut facts = Vec::new();
    for number in 0..=1_001 {
        // The youngest is the only one whose waiting costs something.
        let (marketplace, hours) =
            if number == 1_001 { (Marketplace::Gmarket, 1) } else { (Marketplace::Coupang, 100) };
        let id = format!("{number}-1-a");
        let sold = sold_at(marketplace, &id, Stage::Preparing);
        let claim = asked(&format!("C{number}"), &sold, hours);
        facts.push(Fact::Claim(Box::new(Claim { account: account.clone(), ..claim })));
    }
    let store = Store::open(&bench.folder(), &StoreKey::from_hex(&"5a".repeat(32)).unwrap(), start());
    store.unwrap().merge(&account, &facts, start()).unwrap();
    let engine = bench.open().await;
    let request = || ClaimRequest { kind: ClaimKind::Cancel, accounts: Vec::new() };
    let page = engine.claim_queue(request()).await.unwrap();
    assert_eq!((page.rows.len(), page.more), (1_000, true));
    assert_eq!(page.rows[0].claim.as_str(), "C1001", "younger than all the others");
    let rule = page.rows[0].deadline.as_ref().unwrap().rule.clone();
    engine.set_deadline_rule(rule, None, false).await.unwrap();
    let page = engine.claim_queue(request()).await.unwrap();
    assert_ne!(page.rows[0].claim.as_str(), "C1001", "the owner's own terms put it elsewhere");
}
