use chrono::{DateTime, Utc};
use domain::{
    Claim, ClaimKind, ClaimLine, ClaimStep, Detail, DetailKind, Marketplace, OrderLine, Product, Stage,
};
use rusqlite::params;

use crate::migration::MIGRATIONS;
use crate::{InboxQuery, PageAt, Store, StoreKey};

fn at() -> DateTime<Utc> {
    "2026-11-02T00:00:00Z".parse().unwrap()
}

/// A line of before, with what its marketplace tells besides.
fn line() -> OrderLine {
    OrderLine {
        account: "a".into(),
        marketplace: Marketplace::SmartStore,
        order: "7001".into(),
        line: "8001".into(),
        item: "8001".into(),
        bundle: "8001".into(),
        stage: Stage::Delivered,
        raw_status: String::new(),
        ordered_at: at(),
        paid_at: None,
        ship_by: None,
        shipped_at: None,
        delivered_at: None,
        confirmed_at: None,
        product: Product {
            product_id: "11110000001".into(),
            inputs: vec!["지우".into()],
            ..Product::default()
        },
        quantity: domain::Quantity { ordered: 1, ..domain::Quantity::default() },
        price: domain::Price::default(),
        buyer: domain::Person::default(),
        receiver: domain::Receiver::default(),
        delivery: domain::Delivery::default(),
        channel: String::new(),
        more: Vec::from_iter(Detail::told(DetailKind::OptionCode, "TSBKL")),
        raw: "{}".into(),
    }
}

/// A claim on it.
fn claim(line: &OrderLine) -> Claim {
    Claim {
        account: line.account.clone(),
        marketplace: line.marketplace,
        order: line.order.clone(),
        claim: "8001:9001".into(),
        kind: ClaimKind::Return,
        step: ClaimStep::Requested,
        raw_status: String::new(),
        requested_at: at(),
        changed_at: at(),
        lines: vec![ClaimLine {
            line: Some(line.line.clone()),
            item: line.item.clone(),
            bundle: None,
            product: String::new(),
            purchased: 1,
            quantity: 1,
            unshipped: false,
        }],
        total: None,
        reason: domain::Reason::default(),
        fault: domain::Fault::Unstated,
        requester: domain::Person::default(),
        pickup_from: domain::Receiver::default(),
        pickups: Vec::new(),
        pickup_method: String::new(),
        reship: None,
        return_fee: None,
        refunded_early: false,
        held: None,
        confirmed_by: domain::ConfirmedBy::Unstated,
        verbs: Vec::new(),
        more: Vec::new(),
        raw: "{}".into(),
    }
}

/// Puts the line and its claim as the build before put them, found by one word.
fn put_of_before(store: &Store) {
    let line = line();
    let (detail, claimed) =
        (serde_json::to_string(&line).unwrap(), serde_json::to_string(&claim(&line)).unwrap());
    let account = "INSERT INTO accounts VALUES ('a', 'smartstore', '', '', NULL, NULL, NULL, 1, NULL, 0)";
    let row = "INSERT INTO lines (place, account, line, marketplace, order_id, item, bundle, stage, status,
            raw_status, ordered_at, product, option, ordered, canceled, held, amount, receiver_name,
            receiver_phone, region, has_memo, name_mismatch, seen_at)
        VALUES (1, 'a', '8001', 'smartstore', '7001', '8001', '8001', 'delivered', 'RETURN_REQ', '', 0, '', '', 1,
            0, 0, 0, '', '', '', 0, 0, 0)";
    let of_claim =
        "INSERT INTO claims (account, claim, order_id, kind, step, settled, requested_at, changed_at, detail)
        VALUES ('a', '8001:9001', '7001', 'return', 'requested', 0, 0, 0, ?1)";
    let written = store.write(|transaction| {
        transaction.execute(account, [])?;
        transaction.execute(row, [])?;
        transaction.execute("INSERT INTO line_details VALUES (1, ?1)", params![detail])?;
        transaction.execute(of_claim, params![claimed])?;
        Ok(transaction.execute("INSERT INTO search (rowid, words) VALUES (1, 'gone')", [])?)
    });
    assert_eq!(written.unwrap(), 1);
}

/// Whether a question finds the line.
fn finds(store: &Store, text: &str) -> bool {
    let query = InboxQuery { text: Some(text.to_owned()), ..InboxQuery::default() };
    store.page(&query, PageAt::Row(0), 9).unwrap().rows.len() == 1
}

#[test]
fn lines_of_a_build_before_are_found_by_the_new_words_and_no_longer_by_the_old() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    put_of_before(&Store::open_with(folder.path(), &key, at(), &MIGRATIONS[..4]).unwrap());
    let store = Store::open_with(folder.path(), &key, at(), MIGRATIONS).unwrap();
    assert!(folder.path().join("moadesk.db.v4").exists(), "what was before is kept beside it");
    for text in ["7001", "11110000001", "지우", "tsbkl", "9001"] {
        assert!(finds(&store, text), "{text} finds nothing");
    }
    assert!(!finds(&store, "gone"));
}

#[test]
fn a_row_that_cannot_be_read_keeps_no_other_from_being_found() {
    let (folder, key) = (tempfile::tempdir().unwrap(), StoreKey::random().unwrap());
    let before = Store::open_with(folder.path(), &key, at(), &MIGRATIONS[..4]).unwrap();
    put_of_before(&before);
    let broken = before.write(|transaction| {
        for (place, order) in [(2, "7002"), (3, "7001")] {
            let row = "INSERT INTO lines (place, account, line, marketplace, order_id, item, bundle, stage, status,
                raw_status, ordered_at, product, option, ordered, canceled, held, amount, receiver_name,
                receiver_phone, region, has_memo, name_mismatch, seen_at)
                SELECT ?1, account, '800' || ?1 || 'b', marketplace, ?2, item, bundle, stage, status,
                raw_status, ordered_at, product, option, ordered, canceled, held, amount, receiver_name,
                receiver_phone, region, has_memo, name_mismatch, seen_at FROM lines WHERE place = 1";
            transaction.execute(row, params![place, order])?;
        }
        transaction.execute("INSERT INTO line_details VALUES (2, '{}'), (3, 'half')", [])?;
        let claims = "INSERT INTO claims (account, claim, order_id, kind, step, settled, requested_at, changed_at, detail)
            SELECT account, claim || 'b', '7002', kind, step, settled, requested_at, changed_at, '[]' FROM claims";
        Ok(transaction.execute(claims, [])?)
    });
    assert_eq!(broken.unwrap(), 1);
    drop(before);
    let store = Store::open_with(folder.path(), &key, at(), MIGRATIONS).unwrap();
    for text in ["7001", "지우"] {
        assert!(finds(&store, text), "{text} finds nothing");
    }
}
