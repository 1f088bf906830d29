//! Accounts, feeds, views, settings and the access log.

use domain::{AccountId, ClaimKind, EventKind, OrderId};
use store::{FeedState, InboxQuery, PageAt, SavedView, StoreError};

use crate::{desk, shop};

#[test]
fn an_account_is_kept_and_changed_in_place() {
    let desk = desk::empty();
    let mut account = desk::account(&shop::account());
    assert_eq!(desk.accounts().unwrap(), std::slice::from_ref(&account));
    account.name = "모아상점 2호".to_owned();
    account.settles_after_seconds = Some(1_800);
    desk.put_account(&account).unwrap();
    assert_eq!(desk.account(&account.id).unwrap(), Some(account));
}

#[test]
fn an_account_goes_with_all_its_data_and_leaves_the_others() {
    let desk = desk::empty();
    let other = AccountId::from("coupang-2");
    desk.put_account(&desk::account(&other)).unwrap();
    for number in 0..20 {
        let mut line = shop::line(number);
        let claim = shop::claim(number, ClaimKind::Cancel, &line, 1);
        desk.merge(
            &shop::account(),
            &[shop::facts(std::slice::from_ref(&line)), vec![shop::told(&claim)]].concat(),
            shop::hours(1),
        )
        .unwrap();
        line.account = other.clone();
        desk.merge(&other, &shop::facts(&[line]), shop::hours(1)).unwrap();
    }
    desk.log_access(&shop::account(), &shop::line(0).order, "상세", shop::hours(2)).unwrap();
    desk.remove_account(&shop::account()).unwrap();

    let page = desk.page(&InboxQuery::default(), PageAt::Row(0), 100).unwrap();
    assert_eq!((page.rows.len(), page.total), (20, 20));
    assert!(page.rows.iter().all(|row| row.account == other), "a line of the removed account is still shown");
    assert!(desk.claim_counts().unwrap().is_empty(), "claims of the removed account are still counted");
    assert!(desk.timeline(&shop::account(), &shop::line(0).order).unwrap().is_empty());
    let found = InboxQuery { text: Some("서연".to_owned()), ..InboxQuery::default() };
    assert!(desk.page(&found, PageAt::Row(0), 100).unwrap().rows.iter().all(|row| row.account == other));
    assert_eq!(desk.access_log(10).unwrap().len(), 1, "the access log has to be kept");
}

#[test]
fn nothing_is_kept_for_an_account_that_is_not_here() {
    let desk = desk::empty();
    let nobody = AccountId::from("nobody");
    let refused = [
        desk.merge(&nobody, &[], shop::start()).map(|_| ()),
        desk.put_feed(&nobody, &FeedState::default()),
        desk.log_access(&nobody, &OrderId::from("1"), "상세", shop::start()),
        desk.merge(
            &shop::account(),
            &shop::facts(&[domain::OrderLine { account: nobody.clone(), ..shop::line(1) }]),
            shop::start(),
        )
        .map(|_| ()),
    ];
    for result in refused {
        assert!(matches!(result, Err(StoreError::NoSuch(..))), "{result:?}");
    }
}

#[test]
fn a_feed_remembers_how_far_it_was_read() {
    let desk = desk::empty();
    let feed = FeedState {
        feed: "orders.ACCEPT".to_owned(),
        read_until: Some(shop::hours(5)),
        last_error: Some("429".to_owned()),
        failing_since: Some(shop::hours(4)),
        ..FeedState::default()
    };
    desk.put_feed(&shop::account(), &feed).unwrap();
    let again = FeedState { last_error: None, failing_since: None, last_ok_at: Some(shop::hours(6)), ..feed };
    desk.put_feed(&shop::account(), &again).unwrap();
    assert_eq!(desk.feeds(&shop::account()).unwrap(), std::slice::from_ref(&again));
    assert_eq!(desk.feed(&shop::account(), "orders.ACCEPT").unwrap(), Some(again));
    assert_eq!(desk.feed(&shop::account(), "returns").unwrap(), None);
}

#[test]
fn views_are_kept_in_their_order_and_settings_by_name() {
    let desk = desk::empty();
    let view = |id: &str, position| SavedView {
        id: id.to_owned(),
        name: "오늘 발송".to_owned(),
        query: InboxQuery { text: Some("감귤".to_owned()), ..InboxQuery::default() },
        position,
    };
    desk.put_view(&view("a", 2)).unwrap();
    desk.put_view(&view("b", 1)).unwrap();
    assert_eq!(desk.saved_views().unwrap(), [view("b", 1), view("a", 2)]);
    desk.remove_view("b").unwrap();
    assert_eq!(desk.saved_views().unwrap(), [view("a", 2)]);
    desk.put_setting("theme", "dark").unwrap();
    desk.put_setting("theme", "light").unwrap();
    assert_eq!(desk.setting("theme").unwrap().as_deref(), Some("light"));
    assert_eq!(desk.setting("language").unwrap(), None);
}

#[test]
fn a_look_at_personal_data_is_logged_and_stands_in_the_timeline() {
    let desk = desk::empty();
    let line = shop::line(1);
    desk.merge(&shop::account(), &shop::facts(std::slice::from_ref(&line)), shop::start()).unwrap();
    desk.log_access(&shop::account(), &line.order, "연락처", shop::hours(3)).unwrap();
    let log = desk.access_log(10).unwrap();
    assert_eq!((log[0].what.as_str(), log[0].at), ("연락처", shop::hours(3)));
    let timeline = desk.timeline(&shop::account(), &line.order).unwrap();
    assert_eq!(timeline[0].kind, EventKind::Revealed, "newest first");
    assert_eq!(timeline[1].kind, EventKind::Collected);
}
