use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::Store;

const FIRST: Migration = Migration::of("0001_first", "CREATE TABLE first (x TEXT) STRICT");
const SECOND: Migration = Migration::of("0002_second", "CREATE TABLE second (x TEXT) STRICT");
const BROKEN: Migration =
    Migration::of("0003_broken", "CREATE TABLE third (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)");

fn now() -> DateTime<Utc> {
    "2026-11-02T00:00:00Z".parse().unwrap()
}

fn open(folder: &Path, key: &StoreKey, migrations: &[Migration]) -> Result<Store> {
    Store::open_with(folder, key, now(), migrations)
}

/// A closed file with the first table and a row in it.
fn first() -> (TempDir, StoreKey) {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let store = open(folder.path(), &key, &[FIRST]).unwrap();
    store.write(|transaction| Ok(transaction.execute("INSERT INTO first VALUES ('감귤')", [])?)).unwrap();
    (folder, key)
}

/// Every table of the file, and its version.
fn shape(folder: &Path, key: &StoreKey) -> (Vec<String>, u32) {
    let connection = connection::writer(&folder.join(crate::store::FILE), key).unwrap();
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let tables = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    (tables, version(&connection).unwrap())
}

#[test]
fn pending_steps_are_applied_once_and_written_down() {
    let (folder, key) = first();
    for _ in 0..2 {
        drop(open(folder.path(), &key, &[FIRST, SECOND]).unwrap());
        assert_eq!(
            shape(folder.path(), &key),
            (vec!["first".into(), "migrations".into(), "second".into()], 2)
        );
    }
}

#[test]
fn all_or_nothing() {
    let (folder, key) = first();
    let before = shape(folder.path(), &key);
    let failed = open(folder.path(), &key, &[FIRST, SECOND, BROKEN]).unwrap_err();
    assert!(
        matches!(&failed, StoreError::Migration { name, fault: MigrationFault::Refused(_) } if name == "0003_broken"),
        "{failed}"
    );
    assert_eq!(shape(folder.path(), &key), before, "a step before the broken one was kept");
    drop(open(folder.path(), &key, &[FIRST, SECOND]).unwrap());
}

#[test]
fn a_step_that_was_edited_after_it_was_applied_is_refused() {
    let (folder, key) = first();
    let edited = Migration { sql: "CREATE TABLE first (y TEXT) STRICT", ..FIRST };
    let failed = open(folder.path(), &key, &[edited, SECOND]).unwrap_err();
    assert!(matches!(failed, StoreError::Migration { fault: MigrationFault::Changed, .. }), "{failed}");
    assert_eq!(shape(folder.path(), &key).1, 1);
}

#[test]
fn a_file_from_a_newer_build_is_refused_and_not_touched() {
    let (folder, key) = first();
    drop(open(folder.path(), &key, &[FIRST, SECOND]).unwrap());
    let bytes = std::fs::read(folder.path().join(crate::store::FILE)).unwrap();
    let failed = open(folder.path(), &key, &[FIRST]).unwrap_err();
    assert!(matches!(failed, StoreError::Newer { found: 2, known: 1 }), "{failed}");
    assert_eq!(std::fs::read(folder.path().join(crate::store::FILE)).unwrap(), bytes);
}

#[test]
fn the_snapshot_is_the_file_from_before_under_the_same_key() {
    let (folder, key) = first();
    drop(open(folder.path(), &key, &[FIRST, SECOND]).unwrap());
    let snapshot = folder.path().join("moadesk.db.v1");
    let bytes = std::fs::read(&snapshot).unwrap();
    assert!(!bytes.starts_with(b"SQLite format 3"), "the snapshot is not encrypted");
    assert!(!bytes.windows(6).any(|window| window == "감귤".as_bytes()));

    let restored = tempfile::tempdir().unwrap();
    std::fs::copy(&snapshot, restored.path().join(crate::store::FILE)).unwrap();
    let store = open(restored.path(), &key, &[FIRST]).unwrap();
    let kept: String = store
        .read(|connection| Ok(connection.query_row("SELECT x FROM first", [], |row| row.get(0))?))
        .unwrap();
    assert_eq!(kept, "감귤");
}

#[test]
fn a_new_file_needs_no_snapshot_and_a_left_over_copy_does_not_stand_in_the_way() {
    let (folder, key) = first();
    assert!(!folder.path().join("moadesk.db.v0").exists());
    std::fs::write(folder.path().join("moadesk.db.partial"), b"half a copy").unwrap();
    drop(open(folder.path(), &key, &[FIRST, SECOND]).unwrap());
    assert!(folder.path().join("moadesk.db.v1").exists());
    assert!(!folder.path().join("moadesk.db.partial").exists());
}

#[test]
fn only_the_newest_snapshot_is_kept() {
    let (folder, key) = first();
    let third = Migration::of("0003_third", "CREATE TABLE third (x TEXT) STRICT");
    drop(open(folder.path(), &key, &[FIRST, SECOND]).unwrap());
    drop(open(folder.path(), &key, &[FIRST, SECOND, third]).unwrap());
    assert!(folder.path().join("moadesk.db.v2").exists());
    assert!(!folder.path().join("moadesk.db.v1").exists(), "it may hold what was removed since");
}

#[test]
fn the_released_steps_are_numbered_in_order() {
    for (migration, number) in MIGRATIONS.iter().zip(1..) {
        assert!(migration.name.starts_with(&format!("{number:04}_")), "{}", migration.name);
    }
}

#[test]
fn a_file_of_the_first_build_keeps_its_lines_and_learns_of_holds() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let store = open(folder.path(), &key, &MIGRATIONS[..1]).unwrap();
    let account = "INSERT INTO accounts VALUES ('a', 'coupang', '', '', NULL, NULL, NULL, 1, NULL, 0)";
    let line = "INSERT INTO lines (place, account, line, marketplace, order_id, item, bundle, stage, status,
            raw_status, ordered_at, product, option, ordered, canceled, held, amount, receiver_name,
            receiver_phone, region, has_memo, name_mismatch, seen_at)
        VALUES (1, 'a', 'l', 'coupang', 'o', 'i', 'b', 'paid', 'PAID', '', 0, '', '', 1, 0, 0, 0, '', '', '',
            0, 0, 0)";
    let action = "INSERT INTO actions (number, id, account, kind, state, write, request_hash, created_at)
        VALUES (1, 'x', 'a', 'confirm', 'done', '{\"write\":\"confirm\",\"lines\":[]}', '', 0)";
    let attempt = "INSERT INTO attempts (action, at, state) VALUES (1, 0, 'done')";
    for sql in [account, line, action, attempt] {
        store.write(|transaction| Ok(transaction.execute(sql, [])?)).unwrap();
    }
    drop(store);
    let store = open(folder.path(), &key, MIGRATIONS).unwrap();
    assert!(folder.path().join("moadesk.db.v1").exists(), "what was before is kept beside it");
    let row =
        store.page(&crate::InboxQuery::default(), crate::PageAt::After(crate::LineKey::of(5)), 9).unwrap();
    let row = &row.rows[0];
    assert_eq!((row.dispatch_hold.as_deref(), row.add_on, row.delayed_because.as_str()), (None, false, ""));
    assert_eq!(store.journal(&[], 9).unwrap()[0].trace, None);
    store.hold_dispatch(&[("a".into(), "l".into())], Some("이유"), now()).unwrap();
    store.note_trace(&"x".into(), "T").unwrap();
    assert_eq!(store.journal(&[], 9).unwrap()[0].trace.as_deref(), Some("T"));
    assert_eq!(store.dispatch_holds(&"a".into(), &"o".into()).unwrap()[&"l".into()], "이유");
}

#[test]
fn a_file_of_the_second_build_keeps_its_lines_and_learns_of_reports() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let store = open(folder.path(), &key, &MIGRATIONS[..2]).unwrap();
    let account = "INSERT INTO accounts VALUES ('a', 'coupang', '', '', NULL, NULL, NULL, 1, NULL, 0)";
    let line = "INSERT INTO lines (place, account, line, marketplace, order_id, item, bundle, stage, status,
            raw_status, ordered_at, product, option, ordered, canceled, held, amount, receiver_name,
            receiver_phone, region, has_memo, name_mismatch, seen_at, dispatch_hold)
        VALUES (1, 'a', 'l', 'coupang', 'o', 'i', 'b', 'preparing', 'PREPARING', '', 0, '', '', 1, 0, 0, 0, '',
            '', '', 0, 0, 0, '이유')";
    let action = "INSERT INTO actions (number, id, account, kind, state, write, request_hash, created_at)
        VALUES (1, 'x', 'a', 'confirm', 'done', '{\"write\":\"confirm\",\"lines\":[[\"b\",\"l\"]]}', '', 0)";
    for sql in [account, line, action] {
        store.write(|transaction| Ok(transaction.execute(sql, [])?)).unwrap();
    }
    drop(store);
    let store = open(folder.path(), &key, MIGRATIONS).unwrap();
    assert!(folder.path().join("moadesk.db.v2").exists(), "what was before is kept beside it");
    let row = |store: &Store| {
        let page = store.page(&crate::InboxQuery::default(), crate::PageAt::After(crate::LineKey::of(5)), 9);
        page.unwrap().rows.remove(0)
    };
    assert_eq!((row(&store).dispatch_hold.as_deref(), row(&store).undelivered), (Some("이유"), None));
    let domain::Write::Confirm { lines, items } = &store.journal(&[], 9).unwrap()[0].action.write else {
        panic!("a confirmation of before is still one")
    };
    assert_eq!((lines.len(), items.len()), (1, 0));
    let report = domain::UndeliveredReport {
        account: "a".into(),
        order: "o".into(),
        line: "l".into(),
        report: "N".to_owned(),
        reported_at: now(),
        reason: String::new(),
        raw_status: String::new(),
        settled_at: None,
        raw: String::new(),
    };
    store.merge(&"a".into(), &[domain::Fact::Undelivered(Box::new(report))], now()).unwrap();
    assert_eq!(row(&store).undelivered.unwrap().report, "N");
}

#[test]
fn a_file_of_the_third_build_keeps_its_claims_and_learns_of_silence() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let store = open(folder.path(), &key, &MIGRATIONS[..3]).unwrap();
    let account = "INSERT INTO accounts VALUES ('a', 'elevenst', '', '', NULL, NULL, NULL, 1, NULL, 0)";
    let order = "INSERT INTO untold_orders (account, order_id, told_at) VALUES ('a', 'o', 0)";
    let claim =
        "INSERT INTO claims (account, claim, order_id, kind, step, settled, requested_at, changed_at, detail)
        VALUES ('a', 'c', 'o', 'cancel', 'requested', 0, 0, 0, '{}')";
    for sql in [account, order, claim] {
        store.write(|transaction| Ok(transaction.execute(sql, [])?)).unwrap();
    }
    drop(store);
    let store = open(folder.path(), &key, MIGRATIONS).unwrap();
    assert!(folder.path().join("moadesk.db.v3").exists(), "what was before is kept beside it");
    let open = store.open_claims(&"a".into(), &[domain::ClaimKind::Cancel], now()).unwrap();
    assert_eq!(open, ["c".into()]);
    let gone =
        |connection: &Connection| crate::table::claim::gone_since(connection, &"a".into(), &"c".into());
    assert_eq!(store.read(gone).unwrap(), None);
    assert_eq!(store.untold_orders(&"a".into(), now(), 9).unwrap(), ["o".into()]);
    store.order_was_refused(&"a".into(), &"o".into(), now()).unwrap();
    assert_eq!(store.untold_orders(&"a".into(), now(), 9).unwrap(), []);
}
