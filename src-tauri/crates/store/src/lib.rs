//! The encrypted store of the desk: one SQLCipher file, one source file per table, the action journal.
//!
//! Everything is synchronous and takes the moment from its caller. [`Store`] is cheap to clone and may be
//! used from any thread: one connection writes, a few read. What a marketplace tells goes in through
//! [`Store::merge`], what the desk writes goes through the journal ([`Store::enqueue`], [`Store::begin`],
//! [`Store::settle`]), and the grid reads [`Store::page`] in the same time at a million lines as at ten
//! thousand.

mod bare;
mod claimed;
mod codec;
mod connection;
mod error;
mod inbox;
mod journal;
mod key;
mod keychain;
mod merge;
mod migration;
mod place;
mod store;
mod table;
mod words;

pub use error::{MigrationFault, PhotoFault, StoreError};
pub use inbox::{InboxQuery, LineKey, Page, PageAt, Sort};
pub use journal::{Leaving, Undone};
pub use key::StoreKey;
pub use keychain::{KeyError, Keychain, KeychainError, MemoryKeychain, OsKeychain, store_key};
pub use merge::Merged;
pub use store::Store;
pub use table::access::AccessEntry;
pub use table::account::Account;
pub use table::action::{Intent, JournalEntry};
pub use table::claim::{ClaimCount, ClaimQuery, ClaimRow, Due, OpenDue, PartLine};
pub use table::feed::FeedState;
pub use table::happening::Happened;
pub use table::line::LineRow;
pub use table::photo::{PHOTO_BYTES, PHOTOS, PhotoEntry};
pub use table::report::{KeptReport, RowReport};
pub use table::tally::StatusCount;
pub use table::view::SavedView;
