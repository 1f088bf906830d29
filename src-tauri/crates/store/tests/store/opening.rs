//! Opening the file, and what can stand in the way.

use std::fs;

use store::{Store, StoreError, StoreKey};

use crate::{desk, shop};

#[test]
fn what_was_written_is_there_when_it_is_opened_again() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let first = Store::open(folder.path(), &key, shop::start()).unwrap();
    first.put_account(&desk::account(&shop::account())).unwrap();
    first.merge(&shop::account(), &shop::facts(&[shop::line(1)]), shop::start()).unwrap();
    drop(first);
    let again = Store::open(folder.path(), &key, shop::hours(1)).unwrap();
    assert!(again.line(&shop::account(), &shop::line(1).line).unwrap().is_some());
}

#[test]
fn closing_leaves_one_file_without_a_log() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let store = Store::open(folder.path(), &key, shop::start()).unwrap();
    store.put_account(&desk::account(&shop::account())).unwrap();
    assert_eq!(store.accounts().unwrap().len(), 1);
    drop(store);
    assert!(!folder.path().join("moadesk.db-wal").exists(), "the write-ahead log was left behind");
}

#[test]
fn a_folder_is_open_once_at_a_time() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let first = Store::open(folder.path(), &key, shop::start()).unwrap();
    assert!(matches!(Store::open(folder.path(), &key, shop::start()), Err(StoreError::InUse)));
    let clone = first.clone();
    drop(first);
    assert!(
        matches!(Store::open(folder.path(), &key, shop::start()), Err(StoreError::InUse)),
        "a clone is open"
    );
    drop(clone);
    Store::open(folder.path(), &key, shop::start()).unwrap();
}

/// A closed store with one line in it.
fn closed() -> (tempfile::TempDir, StoreKey) {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let store = Store::open(folder.path(), &key, shop::start()).unwrap();
    store.put_account(&desk::account(&shop::account())).unwrap();
    (folder, key)
}

#[test]
fn a_wrong_key_is_told_from_a_damaged_file_and_neither_is_touched() {
    let (folder, key) = closed();
    let file = folder.path().join("moadesk.db");
    let whole = fs::read(&file).unwrap();
    let wrong = StoreKey::random().unwrap();
    assert!(matches!(Store::open(folder.path(), &wrong, shop::start()), Err(StoreError::KeyWrong)));
    assert_eq!(fs::read(&file).unwrap(), whole, "the wrong key wrote to the file");
    let mut broken = whole.clone();
    broken[100..200].fill(0);
    fs::write(&file, &broken).unwrap();
    assert!(matches!(Store::open(folder.path(), &key, shop::start()), Err(StoreError::Damaged(_))));
    assert_eq!(fs::read(&file).unwrap(), broken, "the damaged file was written to");
    fs::write(&file, whole).unwrap();
    Store::open(folder.path(), &key, shop::start()).unwrap();
}

#[test]
fn an_emptied_file_is_not_taken_for_a_new_one() {
    let (folder, key) = closed();
    fs::write(folder.path().join("moadesk.db"), b"").unwrap();
    assert!(matches!(Store::open(folder.path(), &key, shop::start()), Err(StoreError::Damaged(_))));
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), b"").unwrap();
    let opened = Store::open(&folder.path().join("file/below"), &StoreKey::random().unwrap(), shop::start());
    assert!(matches!(opened, Err(StoreError::Io(_))), "{opened:?}");
}

/// Root may write everywhere, so there is nothing to see for it.
#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("below");
    fs::create_dir(&below).unwrap();
    fs::set_permissions(&below, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(below.join("probe"), b"").is_ok() {
        println!("not run: this user may write to a read-only folder");
        return;
    }
    let opened = Store::open(&below, &StoreKey::random().unwrap(), shop::start());
    assert!(matches!(&opened, Err(StoreError::ReadOnly(path)) if *path == below), "{opened:?}");
}

#[test]
fn the_write_ahead_log_cut_off_anywhere_leaves_a_sound_file() {
    let desk = desk::empty();
    for number in 0..12 {
        desk.merge(&shop::account(), &shop::facts(&[shop::line(number)]), shop::start()).unwrap();
    }
    let (database, log) = (desk.path().to_owned(), desk.path().with_extension("db-wal"));
    let (main, wal) = (fs::read(&database).unwrap(), fs::read(&log).unwrap());
    let key = desk.key.clone();
    for cut in (0..wal.len()).step_by(wal.len() / 40) {
        let copy = tempfile::tempdir().unwrap();
        fs::write(copy.path().join("moadesk.db"), &main).unwrap();
        fs::write(copy.path().join("moadesk.db-wal"), &wal[..cut]).unwrap();
        let store = Store::open(copy.path(), &key, shop::start()).unwrap();
        let shown = store.page(&store::InboxQuery::default(), store::PageAt::Row(0), 100).unwrap();
        assert_eq!(shown.rows.len(), shown.total as usize, "cut at {cut}: half of a merge was kept");
    }
}

#[test]
fn every_error_says_in_two_languages_what_to_do_next() {
    let errors = [
        StoreError::InUse,
        StoreError::KeyMissing,
        StoreError::KeyWrong,
        StoreError::Newer { found: 9, known: 1 },
        StoreError::Damaged("x".to_owned()),
        StoreError::ReadOnly("/x".into()),
        StoreError::DiskFull,
        StoreError::Migration { name: "0001".to_owned(), fault: store::MigrationFault::Changed },
        StoreError::NoSuch("line", "1".to_owned()),
        StoreError::UnderWay { target: domain::Target::Line("1".into()), action: "a".into() },
        StoreError::Io(std::io::Error::other("x")),
    ];
    for error in errors {
        let sentence = error.sentence();
        assert!(sentence.ko.ends_with("주세요."), "{}", sentence.ko);
        assert!(sentence.en.ends_with('.') && sentence.en.contains([';', ',']), "{}", sentence.en);
    }
}
