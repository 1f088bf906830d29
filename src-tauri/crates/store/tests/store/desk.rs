//! A store in a temporary folder.

use std::ops::Deref;

use domain::{AccountId, Marketplace};
use store::{Account, Store, StoreKey};
use tempfile::TempDir;

use crate::shop;

/// A store that goes away with its folder.
pub(crate) struct Desk {
    store: Store,
    pub(crate) folder: TempDir,
    pub(crate) key: StoreKey,
}

impl Deref for Desk {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

/// An empty store with the shop's first account.
pub(crate) fn empty() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let key = StoreKey::random().unwrap();
    let store = Store::open(folder.path(), &key, shop::start()).unwrap();
    let desk = Desk { store, folder, key };
    desk.put_account(&account(&shop::account())).unwrap();
    desk
}

/// An account of that number.
pub(crate) fn account(id: &AccountId) -> Account {
    Account {
        id: id.clone(),
        marketplace: Marketplace::Coupang,
        name: "모아상점".to_owned(),
        seller_id: "A00012345".to_owned(),
        base_url: None,
        proxy: None,
        settles_after_seconds: None,
        sandbox: true,
        key_issued_on: Some("2026-10-01".parse().unwrap()),
        created_at: shop::start(),
    }
}
