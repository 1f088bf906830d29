//! What lies on the disk tells nothing.

use std::path::Path;

use domain::{ClaimKind, OrderLine};
use store::{Store, StoreKey};

use crate::{desk, shop};

/// Twenty people who exist nowhere else.
fn people() -> Vec<OrderLine> {
    (0..20)
        .map(|number| {
            let mut line = shop::line(number);
            line.receiver.name = format!("가람별하{number:02}");
            line.receiver.phone = format!("010-7741-{:04}", 3_300 + number);
            line.receiver.address = format!("제주 서귀포시 솔빛누리로 {number}");
            line.receiver.memo = format!("고래그림문패{number:02}");
            line.raw = format!("{{\"receiver\":\"{}\"}}", line.receiver.name);
            line
        })
        .collect()
}

/// How often `text` stands in a file, as UTF-8 or UTF-16.
fn hits(file: &Path, text: &str) -> usize {
    let bytes = std::fs::read(file).unwrap();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let count = |needle: &[u8]| bytes.windows(needle.len()).filter(|window| *window == needle).count();
    count(text.as_bytes()) + count(&wide)
}

#[test]
fn no_name_telephone_or_address_stands_in_any_file() {
    let desk = desk::empty();
    let people = people();
    let claims: Vec<_> = people
        .iter()
        .zip(0..)
        .map(|(line, number)| shop::told(&shop::claim(number, ClaimKind::Return, line, 1)))
        .collect();
    desk.merge(&shop::account(), &[shop::facts(&people), claims].concat(), shop::hours(1)).unwrap();
    desk.log_access(&shop::account(), &people[0].order, &people[0].receiver.name, shop::hours(2)).unwrap();

    let files: Vec<_> =
        std::fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let ends = |end: &str| files.iter().any(|file| file.to_string_lossy().ends_with(end));
    assert!(ends(".db") && ends("-wal") && ends("-shm") && ends(".lock"), "{files:?}");
    let secrets = people.iter().flat_map(|line| {
        let receiver = &line.receiver;
        [&receiver.name, &receiver.phone, &receiver.address, &receiver.memo]
    });
    for secret in secrets {
        for file in &files {
            assert_eq!(hits(file, secret), 0, "{secret} stands in {}", file.display());
        }
    }
}

#[test]
fn the_file_does_not_even_look_like_a_database() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let path = {
        let store = Store::open(folder.path(), &key, shop::start()).unwrap();
        store.path().to_owned()
    };
    let bytes = std::fs::read(path).unwrap();
    assert!(bytes.len() > 4096, "closing the store writes everything to the file");
    assert!(!bytes.starts_with(b"SQLite format 3"));
}
