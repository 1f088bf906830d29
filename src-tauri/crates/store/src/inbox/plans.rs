//! How SQLite answers the inbox's statements: by bounded walks along an index, never by a scan or a sort.

use rusqlite::params;

use super::*;
use crate::StoreKey;

/// The plan of a statement, one step a line.
fn plan(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> String {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps = statement.query_map(values, |row| row.get::<_, String>(3)).unwrap();
    steps.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
}

fn store(folder: &tempfile::TempDir) -> Store {
    Store::open(folder.path(), &StoreKey::random().unwrap(), chrono::DateTime::default()).unwrap()
}

/// The branches of the five views, with and without an account.
fn views() -> Vec<Branch> {
    use Status::{Canceled, Confirmed, Delivered, Delivering, Paid, Preparing, Shipped};
    let views = [
        vec![Paid],
        vec![Preparing],
        vec![Shipped, Delivering],
        vec![Delivered, Confirmed, Canceled],
        vec![],
    ];
    let accounts = [vec![], vec![AccountId::from("coupang-1")]];
    let query = |statuses: &Vec<Status>, accounts: &Vec<AccountId>| InboxQuery {
        statuses: statuses.clone(),
        accounts: accounts.clone(),
        ..InboxQuery::default()
    };
    views
        .iter()
        .flat_map(|view| accounts.iter().flat_map(move |accounts| branches(&query(view, accounts))))
        .collect()
}

#[test]
fn every_view_is_a_bounded_walk_along_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let look = |connection: &Connection| {
        for branch in views() {
            for direction in [Direction::Forward, Direction::Backward] {
                let plan = plan(
                    connection,
                    &walk::places_sql(&branch, direction),
                    params![Option::<String>::None, Option::<String>::None, 0, 1, 1],
                );
                let narrowed = plan.starts_with("SEARCH lines USING COVERING INDEX")
                    || plan == "SEARCH lines USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)";
                assert!(narrowed && plan.contains("rowid>? AND rowid<?"), "{branch:?} {direction:?}: {plan}");
                assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{branch:?}: {plan}");
            }
        }
        Ok(())
    };
    store(&folder).read(look).unwrap();
}

#[test]
fn counts_and_jumps_read_the_tally_by_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let look = |connection: &Connection| {
        for sql in [tally::BUCKETS, tally::SUM] {
            let plan = plan(connection, sql, params![0, "PAID", "", 0, 1]);
            assert!(
                plan.starts_with("SEARCH tally USING PRIMARY KEY (scale=? AND status=? AND account=?"),
                "{plan}"
            );
            assert!(plan.ends_with("AND bucket>? AND bucket<?)"), "{plan}");
        }
        Ok(())
    };
    store(&folder).read(look).unwrap();
}

#[test]
fn a_page_is_read_by_place_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let look = |connection: &Connection| {
        for direction in [Direction::Forward, Direction::Backward] {
            let by_place = plan(connection, &line::rows_sql(direction, false), ["[1, 2]"]);
            assert!(by_place.starts_with("SEARCH lines USING INTEGER PRIMARY KEY (rowid=?)"), "{by_place}");
            assert!(!by_place.contains("TEMP B-TREE"), "{by_place}");
            let gapless = plan(connection, &line::rows_sql(direction, true), [1, 2]);
            assert_eq!(gapless, "SEARCH lines USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
        }
        Ok(())
    };
    store(&folder).read(look).unwrap();
}

#[test]
fn lines_on_hold_are_found_without_looking_at_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let look = |connection: &Connection| {
        let plan = plan(connection, line::hold::ON_HOLD, []);
        assert_eq!(plan, "SCAN lines USING INDEX lines_on_hold", "the index holds no other line");
        Ok(())
    };
    store(&folder).read(look).unwrap();
}

#[test]
fn reported_lines_are_found_without_looking_at_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let look = |connection: &Connection| {
        let plan = plan(connection, report::UNDELIVERED, []);
        assert_eq!(plan, "SCAN lines USING INDEX lines_undelivered", "the index holds no other line");
        Ok(())
    };
    store(&folder).read(look).unwrap();
}
