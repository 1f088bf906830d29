use domain::{Action, ActionId, ClaimKind, ClaimStep, Sentence, Write};

use super::*;

#[path = "../../tests/store/shop.rs"]
mod shop;

fn open(folder: &Path) -> Store {
    open_as(folder, &StoreKey::random().unwrap())
}

fn open_as(folder: &Path, key: &StoreKey) -> Store {
    let store = Store::open(folder, key, shop::start()).unwrap();
    store
        .write(|transaction| {
            let sql = "INSERT INTO accounts VALUES (?1, 'coupang', '', '', NULL, NULL, NULL, 1, NULL, 0)";
            Ok(transaction.execute(sql, [shop::account().as_str()])?)
        })
        .unwrap();
    store
}

/// Lets the file grow by so many pages, or by as many as it likes.
fn allow(store: &Store, pages: Option<u32>) {
    let writer = held(&store.0.writer);
    let now: u32 = writer.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    let most = pages.map_or(u32::MAX - 1, |pages| now + pages);
    writer.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(())).unwrap();
}

#[test]
fn a_full_disk_takes_nothing_of_a_merge_and_loses_nothing_of_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let (kept, many) = (shop::line(1), (2..400).map(shop::line).collect::<Vec<_>>());
    store.merge(&shop::account(), &shop::facts(std::slice::from_ref(&kept)), shop::start()).unwrap();
    allow(&store, Some(10));
    let full = store.merge(&shop::account(), &shop::facts(&many), shop::start());
    assert!(matches!(full, Err(StoreError::DiskFull)), "{full:?}");
    let query = crate::InboxQuery::default();
    assert_eq!(
        store.page(&query, crate::PageAt::Row(0), 10).unwrap().total,
        1,
        "a part of the merge was kept"
    );
    allow(&store, None);
    store.merge(&shop::account(), &shop::facts(&many), shop::start()).unwrap();
    assert_eq!(store.page(&query, crate::PageAt::Row(0), 10).unwrap().total, 399);
}

#[test]
fn the_snapshot_before_a_migration_tells_nothing_either() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let people: Vec<_> = (0..50).map(shop::line).collect();
    let store = open_as(folder.path(), &key);
    store.merge(&shop::account(), &shop::facts(&people), shop::start()).unwrap();
    drop(store);
    let more = [MIGRATIONS, &[Migration::of("9999_more", "CREATE TABLE more (x TEXT) STRICT")]].concat();
    drop(Store::open_with(folder.path(), &key, shop::hours(1), &more).unwrap());
    let snapshot = std::fs::read(folder.path().join(format!("{FILE}.v{}", MIGRATIONS.len()))).unwrap();
    assert!(snapshot.len() > 50 * 1_000, "the lines are in it");
    for person in &people {
        for secret in [&person.receiver.name, &person.receiver.phone, &person.receiver.address] {
            let stands = snapshot.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!stands, "{secret} stands in the snapshot");
        }
    }
}

#[test]
fn what_begins_is_synced_and_the_writer_is_relaxed_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let level = |connection: &Connection| -> u32 {
        connection.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap()
    };
    assert_eq!(store.write_durably(|transaction| Ok(level(transaction))).unwrap(), 2, "FULL");
    assert_eq!(store.write(|transaction| Ok(level(transaction))).unwrap(), 1, "NORMAL");
    let missing = store.begin(&ActionId::from("nothing"), shop::start());
    assert!(matches!(missing, Err(StoreError::NoSuch("action", _))), "{missing:?}");
    assert_eq!(store.write(|transaction| Ok(level(transaction))).unwrap(), 1, "NORMAL after a failure too");
}

/// What keeps a taken-back or failed action from being sent must outlive a power cut, as its beginning does.
#[test]
fn what_will_not_be_sent_is_synced() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let (lines, at) = ([1, 2, 3].map(shop::line), shop::start());
    store.merge(&shop::account(), &shop::facts(&lines), at).unwrap();
    let intents = lines.map(|line| {
        let write = Write::Confirm { lines: vec![(line.bundle, line.line.clone())], items: Vec::new() };
        let action = Action { id: ActionId::from(line.line.as_str()), account: shop::account(), write };
        crate::Intent { action, request_hash: String::new(), leaves_at: Some(shop::hours(1)) }
    });
    store.enqueue(&intents, at).unwrap();
    let [undone, failed, queued] = intents.map(|intent| intent.action.id);
    store
        .write(|transaction| {
            Ok(transaction.execute_batch(
                "CREATE TEMP TABLE levels (level INTEGER);
                 CREATE TEMP TRIGGER level AFTER UPDATE OF state ON actions
                 BEGIN INSERT INTO levels SELECT synchronous FROM pragma_synchronous; END;",
            )?)
        })
        .unwrap();
    assert_eq!(store.undo(std::slice::from_ref(&undone), at).unwrap().undone, [undone]);
    store.abandon(&failed, "refused", at).unwrap();
    assert_eq!(store.undo_queued(at).unwrap(), [queued]);
    let read = |transaction: &Transaction<'_>| {
        let mut statement = transaction.prepare("SELECT level FROM levels")?;
        let levels = statement.query_map([], |row| row.get::<_, u32>(0))?;
        Ok(levels.collect::<Result<Vec<_>, _>>()?)
    };
    assert_eq!(store.write(read).unwrap(), [2, 2, 2], "FULL");
}

#[test]
fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let refused = store.read(|connection| Ok(connection.execute("DELETE FROM accounts", [])?));
    assert!(matches!(refused, Err(StoreError::ReadOnly(_))), "{refused:?}");
}

#[test]
fn words_are_written_anew_only_when_they_changed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let line = shop::line(1);
    let claim = shop::claim(1, ClaimKind::Return, &line, 1);
    let tell = |facts: &[domain::Fact]| store.merge(&shop::account(), facts, shop::hours(1)).unwrap();
    let is_found = || {
        let query = crate::InboxQuery { text: Some(claim.claim.to_string()), ..crate::InboxQuery::default() };
        !store.page(&query, crate::PageAt::Row(0), 9).unwrap().rows.is_empty()
    };
    tell(&shop::facts(std::slice::from_ref(&line)));
    tell(&[shop::told(&claim)]);
    assert!(is_found());
    let emptied = "INSERT INTO search (search) VALUES ('delete-all')";
    store.write(|transaction| Ok(transaction.execute(emptied, [])?)).unwrap();
    tell(&[shop::told(&shop::moved(&claim, ClaimStep::Completed))]);
    tell(&shop::facts(&[domain::OrderLine { raw_status: "DONE".to_owned(), ..line.clone() }]));
    assert!(!is_found(), "neither the step nor the status of a line is a word");
    let moved = domain::Receiver { name: "황보관".to_owned(), ..line.receiver.clone() };
    tell(&shop::facts(&[domain::OrderLine { receiver: moved, ..line }]));
    assert!(is_found(), "a new name brings the number of the claim along");
}

#[test]
fn the_file_is_set_up_to_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let pragma = |name: &str| -> String {
        let value = |transaction: &Transaction<'_>| {
            Ok(transaction.query_row(
                &format!("SELECT CAST(x AS TEXT) FROM (SELECT {name} AS x FROM pragma_{name})"),
                [],
                |row| row.get(0),
            )?)
        };
        store.write(value).unwrap()
    };
    assert_eq!(pragma("secure_delete"), "1");
    assert_eq!(pragma("foreign_keys"), "1");
    assert_eq!(pragma("journal_mode"), "wal");
}

#[test]
fn a_full_disk_outside_of_sqlite_is_one_too() {
    let full = StoreError::from(std::io::Error::from(std::io::ErrorKind::StorageFull));
    assert!(matches!(full, StoreError::DiskFull));
    let read_only = StoreError::from(std::io::Error::from(std::io::ErrorKind::ReadOnlyFilesystem));
    let Sentence { ko, .. } = read_only.at(Path::new("/자료")).sentence();
    assert!(ko.starts_with("/자료"), "{ko}");
}
