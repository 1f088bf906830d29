//! News of lines, reports that nothing has come, and orders that are told of before they are read.

use chrono::TimeDelta;
use domain::{ClaimKind, ClaimStep, EventKind, Fact, LineNews, OrderLine, Stage, Status, UndeliveredReport};
use store::{InboxQuery, LineRow, Merged, PageAt};

use crate::{desk, desk::Desk, shop};

/// A desk with lines 0 to 3, on their way.
fn filled() -> Desk {
    let desk = desk::empty();
    let lines: Vec<OrderLine> =
        (0..4).map(|number| OrderLine { stage: Stage::Delivering, ..shop::line(number) }).collect();
    desk.merge(&shop::account(), &shop::facts(&lines), shop::start()).unwrap();
    desk
}

fn report(number: u64, id: &str) -> UndeliveredReport {
    let line = shop::line(number);
    UndeliveredReport {
        account: line.account,
        order: line.order,
        line: line.line,
        report: id.to_owned(),
        reported_at: shop::hours(1),
        reason: "아직 받지 못했습니다".to_owned(),
        raw_status: "01".to_owned(),
        settled_at: None,
        raw: "{}".to_owned(),
    }
}

fn tell(desk: &Desk, report: UndeliveredReport, hour: i64) -> Merged {
    desk.merge(&shop::account(), &[Fact::Undelivered(Box::new(report))], shop::hours(hour)).unwrap()
}

fn news(number: u64, edit: impl FnOnce(&mut LineNews)) -> Fact {
    let line = shop::line(number);
    let mut news = LineNews::of(line.account, line.order, line.line);
    edit(&mut news);
    Fact::News(Box::new(news))
}

fn row(desk: &Desk, number: u64) -> LineRow {
    desk.line_rows_of_order(&shop::account(), &shop::line(number).order).unwrap().remove(0)
}

fn reported(desk: &Desk, query: InboxQuery) -> Vec<u64> {
    let page = desk.page(&InboxQuery { undelivered: true, ..query }, PageAt::Row(0), 9).unwrap();
    let number = |row: &LineRow| (0..4).find(|number| shop::line(*number).line == row.line).unwrap();
    page.rows.iter().map(number).collect()
}

#[test]
fn a_report_stands_on_its_row_while_it_waits() {
    let desk = filled();
    assert_eq!(tell(&desk, report(1, "N1"), 2).changed_lines, [shop::line(1).line]);
    assert!(tell(&desk, report(1, "N1"), 3).is_empty(), "it was told before");
    assert_eq!(row(&desk, 1).undelivered.unwrap().report, "N1");
    assert_eq!(reported(&desk, InboxQuery::default()), [1]);
    let raw = r#"{"answer":"보냈습니다"}"#.to_owned();
    let answered = UndeliveredReport { settled_at: Some(shop::hours(4)), raw, ..report(1, "N1") };
    tell(&desk, answered.clone(), 4);
    assert_eq!((row(&desk, 1).undelivered, reported(&desk, InboxQuery::default())), (None, Vec::new()));
    assert_eq!(tell(&desk, report(1, "N1"), 5).set_aside, 1, "a late page shows it as it was");
    assert_eq!(desk.report(&shop::account(), &answered.line, "N1").unwrap().unwrap().report, answered);
}

#[test]
fn a_report_that_only_we_took_for_answered_opens_again_once_no_list_can_lag_so_far() {
    let desk = filled();
    tell(&desk, report(1, "N1"), 2);
    tell(&desk, UndeliveredReport { settled_at: Some(shop::hours(4)), ..report(1, "N1") }, 4);
    let waiting = [Fact::Undelivered(Box::new(report(1, "N1")))];
    let told = |lag, minutes| {
        let at = shop::hours(4) + TimeDelta::minutes(minutes);
        desk.merge_lagging(&shop::account(), &waiting, lag, at).unwrap()
    };
    assert_eq!(told(TimeDelta::zero(), 29).set_aside, 1, "the list may be late");
    assert_eq!(told(TimeDelta::hours(1), 119).set_aside, 1, "where lists lag longer, so may this one");
    assert_eq!(row(&desk, 1).undelivered, None);
    assert_eq!(told(TimeDelta::hours(1), 120).changed_lines, [shop::line(1).line]);
    assert_eq!(row(&desk, 1).undelivered.unwrap().report, "N1");
    let timeline = desk.timeline(&shop::account(), &shop::line(1).order).unwrap();
    let told = |event: &&domain::Event| matches!(event.kind, EventKind::UndeliveredReported { .. });
    assert_eq!(timeline.iter().filter(told).count(), 2);
}

#[test]
fn the_oldest_report_that_waits_is_shown_and_the_next_one_after_it() {
    let desk = filled();
    let later = UndeliveredReport { reported_at: shop::hours(3), ..report(1, "N2") };
    tell(&desk, later, 3);
    tell(&desk, report(1, "N1"), 3);
    assert_eq!(row(&desk, 1).undelivered.unwrap().report, "N1");
    tell(&desk, UndeliveredReport { settled_at: Some(shop::hours(4)), ..report(1, "N1") }, 4);
    assert_eq!(row(&desk, 1).undelivered.unwrap().report, "N2");
}

#[test]
fn a_report_that_is_told_again_is_told_of_and_changes_nothing() {
    let desk = filled();
    tell(&desk, report(1, "N1"), 2);
    tell(&desk, report(1, "N1"), 6);
    let line = shop::line(1);
    let kept = desk.report(&shop::account(), &line.line, "N1").unwrap().unwrap();
    assert_eq!((kept.told_at, kept.report), (shop::hours(6), report(1, "N1")));
    let told = |event: &domain::Event| matches!(event.kind, EventKind::UndeliveredReported { .. });
    let timeline = desk.timeline(&shop::account(), &line.order).unwrap();
    assert_eq!(timeline.iter().filter(|event| told(event)).count(), 1);
}

#[test]
fn reported_lines_are_found_among_those_on_hold_and_by_words() {
    let desk = filled();
    for number in [1, 2] {
        tell(&desk, report(number, "N"), 2);
    }
    desk.hold_dispatch(&[(shop::account(), shop::line(2).line)], Some("확인"), shop::hours(2)).unwrap();
    assert_eq!(reported(&desk, InboxQuery { on_hold: true, ..InboxQuery::default() }), [2]);
    let text = Some(shop::line(1).receiver.name);
    assert_eq!(reported(&desk, InboxQuery { text, ..InboxQuery::default() }), [1]);
    let statuses = vec![Status::Paid];
    assert_eq!(reported(&desk, InboxQuery { statuses, ..InboxQuery::default() }), Vec::<u64>::new());
}

#[test]
fn a_report_waits_for_its_line_and_has_the_order_read() {
    let desk = filled();
    tell(&desk, report(9, "N1"), 2);
    assert_eq!(desk.untold_orders(&shop::account(), shop::hours(9), 9).unwrap(), [shop::line(9).order]);
    desk.merge(&shop::account(), &shop::facts(&[shop::line(9)]), shop::hours(3)).unwrap();
    assert_eq!(row(&desk, 9).undelivered.unwrap().report, "N1");
    assert_eq!(desk.reports_of_order(&shop::account(), &shop::line(9).order).unwrap().len(), 1);
}

#[test]
fn a_report_without_its_order_keeps_the_one_that_is_known() {
    let desk = filled();
    let (account, line) = (shop::account(), shop::line(1));
    let nameless = |number, id| UndeliveredReport { order: "".into(), ..report(number, id) };
    let kept = |number: u64, id| desk.report(&account, &shop::line(number).line, id).unwrap().unwrap().report;
    tell(&desk, report(1, "N1"), 2);
    assert!(tell(&desk, nameless(1, "N1"), 3).is_empty());
    tell(&desk, UndeliveredReport { settled_at: Some(shop::hours(4)), ..nameless(1, "N1") }, 4);
    tell(&desk, nameless(1, "N2"), 5);
    assert_eq!([kept(1, "N1").order, kept(1, "N2").order], [line.order.clone(), line.order.clone()]);
    assert_eq!(desk.reports_of_order(&account, &line.order).unwrap().len(), 2);
    tell(&desk, nameless(9, "N1"), 6);
    assert_eq!(desk.untold_orders(&account, shop::hours(9), 9).unwrap(), [], "no order has no number");
    desk.merge(&account, &shop::facts(&[shop::line(9)]), shop::hours(7)).unwrap();
    assert_eq!(kept(9, "N1"), report(9, "N1"));
    assert_eq!(desk.reports_of_order(&account, &shop::line(9).order).unwrap().len(), 1);
}

#[test]
fn an_order_that_is_refused_is_given_up_after_a_day_of_it() {
    let desk = filled();
    let (account, order) = (shop::account(), shop::line(9).order);
    let told = |hour| {
        let fact = news(9, |news| news.stage = Some(Stage::Paid));
        desk.merge(&account, &[fact], shop::hours(hour)).unwrap();
    };
    let waits = |hour| !desk.untold_orders(&account, shop::hours(hour), 9).unwrap().is_empty();
    told(1);
    desk.order_was_refused(&account, &order, shop::hours(1)).unwrap();
    assert_eq!(
        (desk.untold_orders(&account, shop::start() + TimeDelta::minutes(90), 9).unwrap(), waits(2)),
        (vec![], true)
    );
    for hour in [2, 12, 24] {
        desk.order_was_refused(&account, &order, shop::hours(hour)).unwrap();
        assert!(waits(hour + 1), "{hour}");
    }
    desk.order_was_refused(&account, &order, shop::hours(25)).unwrap();
    assert!(!waits(30));
    told(32);
    desk.order_was_refused(&account, &order, shop::hours(32)).unwrap();
    assert!(waits(33), "a later list begins a new day");
}

#[test]
fn news_is_merged_as_the_line_that_it_makes() {
    let desk = filled();
    let arrived = news(1, |news| {
        (news.stage, news.delivered_at) = (Some(Stage::Delivered), Some(shop::hours(5)));
    });
    let merged = desk.merge(&shop::account(), &[arrived.clone(), arrived], shop::hours(6)).unwrap();
    assert_eq!((merged.changed_lines, merged.new_lines), (vec![shop::line(1).line], 0));
    let line = desk.line(&shop::account(), &shop::line(1).line).unwrap().unwrap();
    assert_eq!(
        (line.stage, line.delivered_at, line.product),
        (Stage::Delivered, Some(shop::hours(5)), shop::line(1).product)
    );
    assert_eq!(row(&desk, 1).status, Status::Delivered);
    let counts = desk.counts().unwrap();
    let of =
        |status| counts.iter().filter(|count| count.status == status).map(|count| count.lines).sum::<u32>();
    assert_eq!((of(Status::Delivering), of(Status::Delivered)), (3, 1));
}

#[test]
fn news_of_another_account_is_refused() {
    let desk = filled();
    let other = news(1, |news| news.account = "coupang-2".into());
    assert!(desk.merge(&shop::account(), &[other], shop::hours(2)).is_err());
}

#[test]
fn an_order_that_was_read_is_read_again_only_after_a_while() {
    let desk = filled();
    let (account, order) = (shop::account(), shop::line(9).order);
    let told = |hour| {
        let fact = news(9, |news| news.stage = Some(Stage::Canceled));
        desk.merge(&account, &[fact], shop::hours(hour)).unwrap();
        desk.untold_orders(&account, shop::hours(9), 9).unwrap()
    };
    assert_eq!(told(1), std::slice::from_ref(&order));
    desk.order_was_read(&account, &order, shop::hours(1)).unwrap();
    assert_eq!(told(2), []);
    assert_eq!(told(8), [order]);
}

#[test]
fn an_order_that_was_put_off_waits_behind_the_others() {
    let desk = filled();
    let account = shop::account();
    for number in [8, 9] {
        let fact = news(number, |news| news.stage = Some(Stage::Paid));
        let at = shop::hours(1) + TimeDelta::seconds(i64::try_from(number).unwrap());
        desk.merge(&account, &[fact], at).unwrap();
    }
    desk.put_order_off(&account, &shop::line(8).order, shop::hours(2)).unwrap();
    assert_eq!(desk.untold_orders(&account, shop::hours(9), 1).unwrap(), [shop::line(9).order]);
    assert_eq!(desk.untold_orders(&account, shop::hours(9), 9).unwrap().len(), 2);
}

#[test]
fn an_account_takes_its_reports_along() {
    let desk = filled();
    tell(&desk, report(1, "N1"), 2);
    tell(&desk, report(9, "N1"), 2);
    desk.remove_account(&shop::account()).unwrap();
    assert_eq!(desk.untold_orders(&shop::account(), shop::hours(9), 9).unwrap(), []);
    assert_eq!(desk.reports_of_order(&shop::account(), &shop::line(1).order).unwrap(), []);
}

#[test]
fn a_report_follows_its_line_to_another_number() {
    let desk = filled();
    tell(&desk, report(1, "N1"), 2);
    let old = shop::line(1);
    let moved = OrderLine { line: "777-3242596358".into(), bundle: "777".into(), ..old.clone() };
    desk.merge_whole_order(&shop::account(), &old.order, std::slice::from_ref(&moved), shop::hours(3))
        .unwrap();
    assert_eq!(row(&desk, 1).undelivered.unwrap().report, "N1");
    let answered = UndeliveredReport { settled_at: Some(shop::hours(4)), ..report(1, "N1") };
    tell(&desk, answered, 4);
    assert_eq!(row(&desk, 1).undelivered, None, "also when it is told under the old number");
}

#[test]
fn a_claim_that_counts_no_pieces_takes_the_whole_line_everywhere() {
    let desk = filled();
    let line = shop::line(1);
    let mut gone = shop::claim(1, ClaimKind::Cancel, &line, 0);
    gone.step = ClaimStep::Completed;
    desk.merge(&shop::account(), &[Fact::Claim(Box::new(gone.clone()))], shop::hours(2)).unwrap();
    assert_eq!(row(&desk, 1).status, Status::Canceled);
    let canceled = |count: &&store::StatusCount| count.status == Status::Canceled;
    assert_eq!(desk.counts().unwrap().iter().filter(canceled).map(|count| count.lines).sum::<u32>(), 1);
    let found = desk.page(
        &InboxQuery { statuses: vec![Status::Canceled], ..InboxQuery::default() },
        PageAt::Row(0),
        9,
    );
    assert_eq!(found.unwrap().rows.len(), 1);
    let shown = desk.claim_row(&shop::account(), &gone.claim).unwrap().unwrap();
    assert_eq!((shown.amount, shown.parts[0].as_ref().unwrap().ordered), (Some(line.price.paid()), 2));
    let none_open = desk.open_lines(&shop::account(), &[Stage::Delivering], shop::start()).unwrap();
    assert!(!none_open.contains(&line.line), "nothing more is asked about it");
}
