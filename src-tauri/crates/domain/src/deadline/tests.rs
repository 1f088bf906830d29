use std::collections::BTreeSet;

use super::*;
use crate::{ConfirmedBy, Detail, Fault, Held, Person, Reason, Receiver};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A moment by the clocks of Korea.
fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00+09:00").parse::<DateTime<chrono::FixedOffset>>().unwrap().to_utc()
}

fn claim(marketplace: Marketplace, kind: ClaimKind, step: ClaimStep, requested: &str) -> Claim {
    Claim {
        account: "A".into(),
        marketplace,
        order: "1".into(),
        claim: "1".into(),
        kind,
        step,
        raw_status: String::new(),
        requested_at: at(requested),
        changed_at: at(requested),
        lines: Vec::new(),
        total: None,
        reason: Reason::default(),
        fault: Fault::Unstated,
        requester: Person::default(),
        pickup_from: Receiver::default(),
        pickups: Vec::new(),
        pickup_method: String::new(),
        reship: None,
        return_fee: None,
        refunded_early: false,
        held: None,
        confirmed_by: ConfirmedBy::Unstated,
        verbs: Vec::new(),
        more: Vec::new(),
        raw: String::new(),
    }
}

fn held(claim: Claim, since: &str) -> Claim {
    Claim { held: Some(Held { since: Some(at(since)), ..Held::default() }), ..claim }
}

fn deferred(claim: Claim) -> Claim {
    Claim { held: claim.held.map(|held| Held { deferred: true, ..held }), ..claim }
}

fn collected(claim: Claim, when: &str) -> Claim {
    Claim { more: Detail::list([Detail::at(DetailKind::CollectedAt, Some(at(when)))]), ..claim }
}

fn line(marketplace: Marketplace, ship_by: Option<&str>) -> Undispatched {
    let paid_at = Some(at("2026-09-22T13:30"));
    Undispatched { marketplace, paid_at, ship_by: ship_by.map(day), delayed: false, today: false }
}

/// The moments of a claim's rules, by their names.
fn of_claim(claim: &Claim) -> Vec<(&'static str, DateTime<Utc>)> {
    seen_back(claim, None)
}

/// The same when the seller looked at the goods at this time.
fn seen_back(claim: &Claim, inspected: Option<&str>) -> Vec<(&'static str, DateTime<Utc>)> {
    let (starts, _) = Starts::of_claim(claim, inspected.map(at));
    due(RULES.iter().filter(|rule| rule.governs_claim(claim)), &starts)
}

/// The same of a line.
fn of_line(line: &Undispatched) -> Vec<(&'static str, DateTime<Utc>)> {
    due(RULES.iter().filter(|rule| rule.governs_dispatch(line)), &line.starts())
}

fn due<'a>(rules: impl Iterator<Item = &'a Rule>, starts: &Starts) -> Vec<(&'static str, DateTime<Utc>)> {
    let days = Calendar::default();
    rules.filter_map(|rule| Some((rule.id, rule.bites_at(rule.term?, starts, &days)?))).collect()
}

use ClaimKind::{Cancel, Exchange, Return};
use ClaimStep::{Collected, Collecting, Requested};
use Marketplace::{Auction, Coupang, Elevenst, Gmarket, Grip, Npay, SmartStore};

#[test]
fn every_rule_has_a_name_of_its_own_and_is_told_in_full() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        assert!(rule.id.starts_with(rule.marketplace.code()), "{}", rule.id);
        assert!(
            !rule.source.is_empty() && rule.what.0.ends_with('.') && rule.what.1.ends_with('.'),
            "{}",
            rule.id
        );
        assert_eq!(Rule::find(rule.id), Some(rule));
        assert!(rule.term.is_none_or(|term| term.may_replace(rule.term)), "{}", rule.id);
    }
    assert!(!RULES.iter().any(|rule| rule.marketplace == Grip), "no source says anything of Grip");
}

/// One worked example per rule: who wrote the table looked at a calendar of 2026.
#[test]
fn every_rule_counts_as_its_example() {
    let end = |text: &str| calendar::end_of(day(text));
    let begin = |text: &str| calendar::begin_of(day(text));
    let mut seen = BTreeSet::new();
    let mut check = |found: Vec<(&'static str, DateTime<Utc>)>, wanted: &[(&'static str, DateTime<Utc>)]| {
        assert_eq!(found, wanted);
        seen.extend(wanted.iter().map(|(id, _)| *id));
    };
    // Paid on Tuesday 22 September; 추석 is closed from Thursday to Saturday.
    let told = Some("2026-09-23");
    let later = end("2026-10-01");
    check(
        of_line(&line(SmartStore, told)),
        &[("smartstore.ship_by", end("2026-09-23")), ("smartstore.still_late", later)],
    );
    let delayed = Undispatched { delayed: true, ..line(SmartStore, told) };
    check(of_line(&delayed), &[("smartstore.delayed", end("2026-09-23")), ("smartstore.still_late", later)]);
    check(of_line(&line(SmartStore, None)), &[("smartstore.untold", end("2026-09-29"))]);
    let today = Undispatched { today: true, ..line(SmartStore, None) };
    check(of_line(&today), &[("smartstore.today", end("2026-09-22"))]);
    check(of_line(&line(Npay, told)), &[("npay.ship_by", end("2026-09-23"))]);
    check(of_line(&line(Coupang, told)), &[("coupang.ship_by", end("2026-09-23"))]);
    check(of_line(&line(Elevenst, told)), &[("elevenst.ship_by", end("2026-09-23"))]);
    let delayed = Undispatched { delayed: true, ..line(Elevenst, told) };
    check(of_line(&delayed), &[("elevenst.delayed", end("2026-09-23"))]);
    // 19 working days from 23 September on pass 추석, 개천절's substitute and 한글날.
    let long = end("2026-10-26");
    check(
        of_line(&line(Gmarket, told)),
        &[("gmarket.ship_by", end("2026-09-23")), ("gmarket.undispatched", long)],
    );
    let ninety = begin("2026-12-21");
    check(
        of_line(&line(Auction, told)),
        &[("auction.ship_by", end("2026-09-23")), ("auction.undispatched", ninety)],
    );

    let asked = |market, kind, step| claim(market, kind, step, "2026-09-23T15:20");
    let tomorrow = at("2026-09-24T15:20");
    check(of_claim(&asked(Gmarket, Cancel, Requested)), &[("gmarket.cancel_request", tomorrow)]);
    check(of_claim(&asked(Auction, Cancel, Requested)), &[("auction.cancel_request", tomorrow)]);
    let kept = |market| held(asked(market, Return, Requested), "2026-09-25T09:00");
    check(of_claim(&kept(Gmarket)), &[("gmarket.held_return", begin("2026-10-25"))]);
    check(of_claim(&kept(Auction)), &[("auction.held_return", begin("2026-10-25"))]);
    check(of_claim(&kept(Elevenst)), &[("elevenst.held_return_requested", begin("2026-10-13"))]);
    // 11번가 tells no day on which goods came back: the seller looked at them on Monday the 28th.
    let looked = Some("2026-09-28T11:00");
    let ten = ("elevenst.held_return_collected", begin("2026-10-08"));
    check(
        seen_back(&kept(Elevenst), looked),
        &[("elevenst.held_return_requested", begin("2026-10-13")), ten],
    );
    let unheld = asked(Elevenst, Return, Collecting);
    check(of_claim(&unheld), &[("elevenst.return_requested", begin("2026-10-13"))]);
    let ten = ("elevenst.return_collected", begin("2026-10-08"));
    check(seen_back(&unheld, looked), &[("elevenst.return_requested", begin("2026-10-13")), ten]);
    // The goods came on the eve of 추석: Monday, Tuesday and Wednesday are the 3 working days.
    let back = |market, kind| collected(asked(market, kind, Collected), "2026-09-23T18:00");
    let third = end("2026-09-30");
    check(of_claim(&back(SmartStore, Return)), &[("smartstore.return_collected", third)]);
    check(of_claim(&back(SmartStore, Exchange)), &[("smartstore.exchange_collected", third)]);
    // 23, 28, 29 and 30 September, 1, 2 and 6 October: 개천절's substitute is on the 5th.
    check(of_claim(&back(Coupang, Return)), &[("coupang.return_objection", end("2026-10-06"))]);

    let timed: BTreeSet<&str> = RULES.iter().filter(|rule| rule.term.is_some()).map(|rule| rule.id).collect();
    assert_eq!(seen, timed, "a rule without an example");
}

/// What stands in the table without a term, and a claim that it is about.
#[test]
fn a_rule_without_a_term_says_no_moment() {
    let asked = |market, kind, step| claim(market, kind, step, "2026-09-23T15:20");
    let kept = deferred(held(asked(Elevenst, Return, Requested), "2026-09-25T09:00"));
    let known: BTreeSet<&str> = [
        asked(Coupang, Cancel, Requested),
        asked(Coupang, Return, Collected),
        asked(Elevenst, Cancel, Requested),
        asked(Elevenst, Exchange, Collecting),
        kept,
    ]
    .iter()
    .flat_map(|claim| RULES.iter().filter(|rule| rule.term.is_none() && rule.governs_claim(claim)))
    .map(|rule| rule.id)
    .collect();
    let untimed: BTreeSet<&str> =
        RULES.iter().filter(|rule| rule.term.is_none()).map(|rule| rule.id).collect();
    assert_eq!(known, untimed, "a rule without a term that no claim above meets");
    assert_eq!(of_claim(&asked(Coupang, Cancel, Requested)), []);
}

#[test]
fn a_completion_hold_of_elevenst_leaves_its_days_and_is_refunded_by_force_in_the_end() {
    let kept = held(claim(Elevenst, Return, Requested, "2026-09-23T15:20"), "2026-09-25T09:00");
    let deferred = deferred(kept.clone());
    assert_eq!((of_claim(&deferred).len(), of_claim(&kept).len()), (0, 1));
    let force = Rule::find("elevenst.deferred_return").unwrap();
    assert!(force.governs_claim(&deferred) && !force.governs_claim(&kept));
}

/// The counsellor's own example: from Monday 17 April 2023 on, an objection is taken up to Tuesday the 25th.
#[test]
fn an_objection_to_coupang_is_taken_for_168_working_hours_from_the_first_day_on() {
    let objection = Rule::find("coupang.return_objection").unwrap();
    let due = objection.term.unwrap().after(at("2023-04-17T15:00"), &Calendar::default());
    assert_eq!(due, Some(calendar::end_of(day("2023-04-25"))));
}

/// Terms over days off: each row is a term, its start and its end by the clocks of Korea.
#[test]
fn terms_end_where_a_calendar_on_the_wall_says() {
    let days = Calendar::default();
    let (working, plain, hours) =
        (|count| Term::WorkingDays { count }, |count| Term::Days { count }, |count| Term::Hours { count });
    for (term, from, until) in [
        // A Thursday before 노동절: Monday 4 and Wednesday 6 May lie around 어린이날.
        (working(3), "2026-04-30T10:00", "2026-05-08T00:00"),
        (working(1), "2025-04-30T10:00", "2025-05-02T00:00"),
        // A Saturday and a Sunday are no first day.
        (working(3), "2026-11-21T09:00", "2026-11-26T00:00"),
        (working(3), "2026-11-22T23:59", "2026-11-26T00:00"),
        // One minute apart, over midnight in Korea.
        (working(3), "2026-11-23T23:59", "2026-11-27T00:00"),
        (working(3), "2026-11-24T00:00", "2026-11-28T00:00"),
        // The election of 3 June and 현충일, which has no substitute.
        (working(3), "2026-06-02T18:00", "2026-06-09T00:00"),
        // 설날 2027 with its substitute, and the change of the year.
        (working(2), "2027-02-05T09:00", "2027-02-12T00:00"),
        (working(3), "2026-12-30T09:00", "2027-01-06T00:00"),
        // Days and hours know no days off.
        (plain(10), "2026-09-23T23:59", "2026-10-03T00:00"),
        (plain(20), "2026-09-24T00:00", "2026-10-14T00:00"),
        (plain(30), "2026-01-31T12:00", "2026-03-02T00:00"),
        (plain(90), "2026-11-22T12:00", "2027-02-20T00:00"),
        (hours(24), "2026-09-24T15:20", "2026-09-25T15:20"),
        (hours(24), "2026-12-31T23:59", "2027-01-01T23:59"),
    ] {
        assert_eq!(term.after(at(from), &days), Some(at(until)), "{term:?} from {from}");
    }
}

#[test]
fn goods_of_which_nobody_says_when_they_came_have_come_by_the_last_change() {
    let mut back = claim(SmartStore, Return, Collected, "2026-11-02T10:00");
    back.changed_at = at("2026-11-05T10:00");
    let looked = Some(at("2026-11-06T10:00"));
    let of = |claim: &Claim, looked| {
        let (starts, inferred) = Starts::of_claim(claim, looked);
        (starts.collected, inferred)
    };
    assert_eq!(of(&back, looked), (Some(back.changed_at), true));
    let before = Some(at("2026-11-03T10:00"));
    assert_eq!(of(&back, before), (before, true), "a later change of the claim does not move it");
    let told = collected(back.clone(), "2026-11-04T10:00");
    assert_eq!(of(&told, looked), (Some(at("2026-11-04T10:00")), false));
    back.step = Collecting;
    assert_eq!((of(&back, None), of(&back, looked)), ((None, false), (looked, true)));
}

#[test]
fn a_cut_off_divides_the_day() {
    let days = Calendar::default();
    let noon = Term::SameDay { minutes: 12 * 60 };
    let due =
        |paid: &str| noon.after(at(paid), &days).map(|end| calendar::day_of(end - TimeDelta::seconds(1)));
    assert_eq!(due("2026-09-22T11:59"), Some(day("2026-09-22")));
    assert_eq!(due("2026-09-22T12:00"), Some(day("2026-09-23")));
    assert_eq!(due("2026-09-23T12:00"), Some(day("2026-09-28")), "behind 추석 and its weekend");
    assert_eq!(due("2026-09-26T23:00"), Some(day("2026-09-28")), "a day off has no cut-off");
}

#[test]
fn a_term_gives_way_to_one_that_can_be_counted_alike() {
    let hours = Term::Hours { count: 24 };
    assert!(Term::WorkingDays { count: 2 }.may_replace(Some(hours)));
    assert!(hours.may_replace(None), "the owner may give a term where no page does");
    assert!(!Term::Clock { minutes: 600 }.may_replace(Some(hours)));
    assert!(
        !Term::Hours { count: 0 }.may_replace(Some(hours)) && !Term::Days { count: 9000 }.may_replace(None)
    );
    assert!(!Term::Clock { minutes: MIDNIGHT + 1 }.may_replace(Some(Term::Clock { minutes: 60 })));
}
