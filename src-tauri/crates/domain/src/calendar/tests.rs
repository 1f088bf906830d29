use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_table_is_in_order_and_names_real_days() {
    let days: Vec<NaiveDate> = HOLIDAYS
        .iter()
        .map(|(year, month, day, name)| NaiveDate::from_ymd_opt(*year, *month, *day).expect(name))
        .collect();
    assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!((days[0].year(), days[days.len() - 1].year()), (2025, LAST_YEAR));
}

#[test]
fn every_substitute_stands_in_for_a_holiday_that_fell_on_a_day_off() {
    for (year, month, date, name) in HOLIDAYS.iter().filter(|row| row.3.starts_with("대체공휴일")) {
        let day = NaiveDate::from_ymd_opt(*year, *month, *date).unwrap();
        let weekend = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        assert!(!weekend(day), "{day} {name}");
        let before: Vec<NaiveDate> = (1..=4).map(|back| day - Days::new(back)).collect();
        let doubled = |day: &NaiveDate| holiday(*day).is_some_and(|name| weekend(*day) || name.contains(','));
        assert!(before.iter().any(doubled), "{day} {name}");
    }
}

#[test]
fn working_days_pass_over_chuseok_and_seollal() {
    let calendar = Calendar::default();
    // 추석 2026: Thursday 24 to Saturday 26 September.
    assert_eq!(calendar.add(day("2026-09-22"), 3), Some(day("2026-09-29")));
    // 설날 2027: Saturday to Monday, and a substitute on Tuesday 9 February.
    assert_eq!(calendar.add(day("2027-02-05"), 1), Some(day("2027-02-10")));
    // 추석 2025 with 개천절 and 한글날: closed from 3 to 9 October.
    assert_eq!(calendar.add(day("2025-10-02"), 1), Some(day("2025-10-10")));
    assert_eq!(calendar.add(day("2026-02-13"), 0), Some(day("2026-02-13")));
    assert_eq!(calendar.add(day("2026-02-14"), 0), Some(day("2026-02-19")));
}

#[test]
fn the_first_of_may_and_the_day_of_the_constitution_are_holidays_since_2026() {
    let calendar = Calendar::default();
    assert!(calendar.is_open(day("2025-05-01")) && calendar.is_open(day("2025-07-17")));
    assert!(!calendar.is_open(day("2026-05-01")) && !calendar.is_open(day("2026-07-17")));
    // Both fall on a Saturday in 2027.
    assert!(!calendar.is_open(day("2027-05-03")) && !calendar.is_open(day("2027-07-19")));
    // 현충일 has no substitute, nor has a 추석 that meets a Saturday alone.
    assert!(calendar.is_open(day("2027-06-07")) && calendar.is_open(day("2026-09-28")));
}

/// KASA counts Sundays and holidays in each 월력요항: 68 in that of 2025, to which the government added 27 January and
/// the election of 3 June; 70 in that of 2026, to which the law added 1 May and 17 July; 72 in that of 2027.
#[test]
fn days_off_are_as_many_as_the_almanac_says() {
    let of = |year: i32| {
        let days = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days();
        let days: Vec<NaiveDate> = days.take_while(|day| day.year() == year).collect();
        let red = |day: &&NaiveDate| day.weekday() == Weekday::Sun || holiday(**day).is_some();
        days.iter().filter(red).count()
    };
    assert_eq!((of(2025), of(2026), of(2027)), (68 + 2, 70 + 2, 72));
}

#[test]
fn the_owner_closes_and_opens_days() {
    let calendar = Calendar::with([(day("2026-09-28"), false), (day("2026-09-26"), true)]);
    assert_eq!(calendar.add(day("2026-09-23"), 1), Some(day("2026-09-26")));
    assert_eq!(calendar.add(day("2026-09-23"), 2), Some(day("2026-09-29")));
    let shut = day("2026-01-01").iter_days().take(800).map(|day| (day, false));
    assert_eq!(Calendar::with(shut).add(day("2026-01-01"), 1), None);
}

#[test]
fn a_day_in_korea_begins_nine_hours_before_that_of_utc() {
    let at: DateTime<Utc> = "2026-09-23T15:00:00Z".parse().unwrap();
    assert_eq!(begin_of(day("2026-09-24")), at);
    assert_eq!((day_of(at), day_of(at - TimeDelta::seconds(1))), (day("2026-09-24"), day("2026-09-23")));
    assert_eq!(end_of(day("2026-09-23")), at);
    assert_eq!(time_of(at + TimeDelta::minutes(90)).to_string(), "01:30:00");
}

/// Working days after `from`, up to and with `to`, counted one by one.
fn between(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> usize {
    from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| calendar.is_open(*day)).count()
}

/// Any day of the table's years.
fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..1000).prop_map(|ahead| day("2025-01-01") + Days::new(ahead))
}

/// A calendar with some days of the owner's own.
fn some_calendar() -> impl Strategy<Value = Calendar> {
    prop::collection::vec((some_day(), any::<bool>()), 0..20).prop_map(Calendar::with)
}

proptest! {
    #[test]
    fn a_term_ends_on_a_working_day_and_counts_back(
        calendar in some_calendar(), from in some_day(), count in 0u16..40,
    ) {
        let end = calendar.add(from, count).unwrap();
        prop_assert!(calendar.is_open(end));
        prop_assert!(end >= from);
        // A day off is not counted, so that no working day and one end on the same day there.
        let counted = if calendar.is_open(from) { usize::from(count) } else { usize::from(count.max(1)) };
        prop_assert_eq!(between(&calendar, from, end), counted);
    }

    #[test]
    fn a_longer_term_and_a_later_start_never_end_earlier(
        calendar in some_calendar(), from in some_day(), count in 1u16..30, more in 0u16..10, later in 0u64..30,
    ) {
        let end = calendar.add(from, count).unwrap();
        prop_assert!(calendar.add(from, count + more).unwrap() >= end);
        prop_assert!(calendar.add(from + Days::new(later), count).unwrap() >= end);
        prop_assert_eq!(calendar.add(from, count + more).unwrap() == end, more == 0);
    }
}
