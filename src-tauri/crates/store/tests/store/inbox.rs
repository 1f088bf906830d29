//! Pages of the inbox.

use chrono::NaiveDate;
use domain::{AccountId, ClaimKind, OrderLine, Stage, Status};
use store::{InboxQuery, LineRow, PageAt, Sort};

use crate::{desk, desk::Desk, shop};

/// Sixty lines, one every hour, in turn at two accounts and in four stages.
fn filled() -> Desk {
    let desk = desk::empty();
    let second = AccountId::from("coupang-2");
    desk.put_account(&desk::account(&second)).unwrap();
    let stages = [Stage::Paid, Stage::Preparing, Stage::Delivering, Stage::Delivered];
    for number in 0..60_u64 {
        let account = if number % 2 == 0 { shop::account() } else { second.clone() };
        let line = OrderLine {
            account: account.clone(),
            stage: stages[usize::try_from(number / 2 % 4).unwrap()],
            ordered_at: shop::hours(i64::try_from(number).unwrap()),
            ..shop::line(number)
        };
        desk.merge(&account, &shop::facts(&[line]), shop::hours(1)).unwrap();
    }
    desk
}

fn lines(rows: &[LineRow]) -> Vec<String> {
    rows.iter().map(|row| row.line.to_string()).collect()
}

#[test]
fn an_empty_inbox_has_an_empty_page() {
    let page = desk::empty().page(&InboxQuery::default(), PageAt::Row(0), 10).unwrap();
    assert_eq!((page.rows.len(), page.first, page.total, page.total_is_floor), (0, 0, 0, false));
}

#[test]
fn pages_by_row_by_key_and_backwards_show_the_same_rows() {
    let desk = filled();
    for sort in [Sort::Newest, Sort::Oldest] {
        for statuses in [vec![], vec![Status::Paid], vec![Status::Paid, Status::Delivered]] {
            let query = InboxQuery { statuses, sort, ..InboxQuery::default() };
            let all = desk.page(&query, PageAt::Row(0), 100).unwrap();
            assert_eq!(all.rows.len(), all.total as usize);
            let middle = desk.page(&query, PageAt::Row(7), 5).unwrap();
            assert_eq!(lines(&middle.rows), lines(&all.rows[7..12]));
            let after = desk.page(&query, PageAt::After(all.rows[6].key.clone()), 5).unwrap();
            assert_eq!(after, middle, "{query:?}");
            let before = desk.page(&query, PageAt::Before(all.rows[12].key.clone()), 5).unwrap();
            assert_eq!(before, middle, "{query:?}");
        }
    }
}

#[test]
fn the_last_page_is_short_and_behind_it_is_nothing() {
    let desk = filled();
    let query = InboxQuery::default();
    assert_eq!(desk.page(&query, PageAt::Row(55), 10).unwrap().rows.len(), 5);
    let behind = desk.page(&query, PageAt::Row(500), 10).unwrap();
    assert_eq!((behind.rows.len(), behind.first, behind.total), (0, 60, 60));
    let last = desk.page(&query, PageAt::Row(59), 1).unwrap().rows[0].key.clone();
    let after = desk.page(&query, PageAt::After(last), 10).unwrap();
    assert_eq!((after.rows.len(), after.first), (0, 60));
}

#[test]
fn filters_narrow_to_account_status_and_days_in_korea() {
    let desk = filled();
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
    let query = InboxQuery {
        statuses: vec![Status::Paid, Status::Preparing],
        accounts: vec![shop::account()],
        from: day(3),
        to: day(3),
        ..InboxQuery::default()
    };
    let page = desk.page(&query, PageAt::Row(0), 100).unwrap();
    assert_eq!(page.rows.len(), page.total as usize);
    assert!(!page.rows.is_empty());
    for row in &page.rows {
        assert!(query.statuses.contains(&row.status) && row.account == shop::account(), "{row:?}");
        let korean = row.ordered_at + chrono::Duration::hours(9);
        assert_eq!(Some(korean.date_naive()), day(3), "{row:?}");
    }
    let whole_day = InboxQuery { from: day(3), to: day(3), ..InboxQuery::default() };
    assert_eq!(desk.page(&whole_day, PageAt::Row(0), 100).unwrap().total, 24, "one line every hour");
}

#[test]
fn every_status_named_is_the_same_as_none() {
    let desk = filled();
    let all = InboxQuery { statuses: Status::ALL.to_vec(), ..InboxQuery::default() };
    assert_eq!(
        desk.page(&all, PageAt::Row(3), 9).unwrap(),
        desk.page(&InboxQuery::default(), PageAt::Row(3), 9).unwrap()
    );
}

#[test]
fn a_selection_names_every_line_between_two_rows() {
    let desk = filled();
    let query = InboxQuery { sort: Sort::Oldest, ..InboxQuery::default() };
    let rows = desk.page(&query, PageAt::Row(0), 100).unwrap().rows;
    let named: Vec<_> = desk.keys_between(&query, 20, 11).unwrap();
    let shown: Vec<_> = rows[11..=20].iter().map(|row| (row.account.clone(), row.line.clone())).collect();
    assert_eq!(named, shown);
}

#[test]
fn a_row_carries_what_the_grid_shows() {
    let desk = desk::empty();
    let line = shop::line(1);
    let claim = shop::claim(1, ClaimKind::Exchange, &line, 1);
    desk.merge(
        &shop::account(),
        &[shop::facts(std::slice::from_ref(&line)), vec![shop::told(&claim)]].concat(),
        shop::hours(1),
    )
    .unwrap();
    let row = desk.page(&InboxQuery::default(), PageAt::Row(0), 1).unwrap().rows.remove(0);
    assert_eq!(
        (row.order, row.item, row.bundle),
        (line.order.clone(), line.item.clone(), line.bundle.clone())
    );
    assert_eq!((row.product, row.option), (line.product.name.clone(), line.product.option.clone()));
    assert_eq!((row.quantity, row.amount), (line.quantity, line.price.paid()));
    assert_eq!(
        (row.receiver_name, row.region.as_str(), row.has_memo),
        (line.receiver.name.clone(), "경기 오산시", true)
    );
    assert_eq!((row.ordered_at, row.paid_at, row.ship_by), (line.ordered_at, None, line.ship_by));
    assert_eq!((row.claim, row.action, row.seen_at), (Some(ClaimKind::Exchange), None, shop::hours(1)));
}

#[test]
fn a_page_never_shows_half_of_a_merge() {
    let desk = desk::empty();
    let (store, query) =
        ((*desk).clone(), InboxQuery { statuses: vec![Status::Paid], ..InboxQuery::default() });
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for batch in 0..30_u64 {
                let lines: Vec<_> = (0..10).map(|number| shop::line(batch * 10 + number)).collect();
                store.merge(&shop::account(), &shop::facts(&lines), shop::hours(1)).unwrap();
            }
        });
        while !writer.is_finished() {
            let page = store.page(&query, PageAt::Row(0), 1_000).unwrap();
            assert_eq!(page.rows.len(), page.total as usize);
            assert_eq!(page.total % 10, 0);
        }
    });
    assert_eq!(desk.page(&query, PageAt::Row(0), 1).unwrap().total, 300);
}

#[test]
fn lines_of_one_second_keep_the_order_in_which_they_came() {
    let desk = desk::empty();
    let lines: Vec<_> =
        (0..50).map(|number| OrderLine { ordered_at: shop::start(), ..shop::line(number) }).collect();
    desk.merge(&shop::account(), &shop::facts(&lines), shop::hours(1)).unwrap();
    let query = InboxQuery { sort: Sort::Oldest, ..InboxQuery::default() };
    let shown = desk.page(&query, PageAt::Row(0), 50).unwrap().rows;
    assert!(shown.iter().zip(&lines).all(|(row, line)| row.line == line.line));
}
