//! `photos`: pictures of what came back with claims. They stand in the encrypted file itself, so that nothing of them
//! is left beside it, and they go with their claim.

use chrono::{DateTime, Utc};
use domain::{AccountId, ClaimId, ImageKind};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    PhotoFault, Store, StoreError,
    bare::bare,
    codec::{Moment, Word},
    error::Result,
    table::inspection,
};

/// The most pictures that a claim keeps.
pub const PHOTOS: u32 = 10;
/// The most bytes of one picture: what a telephone takes, with room to spare.
pub const PHOTO_BYTES: usize = 8 * 1024 * 1024;

/// A picture without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoEntry {
    /// Its number, never given twice.
    pub number: u32,
    /// What it is.
    pub kind: ImageKind,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

/// What a picture is, and its bytes without what they tell besides it, unless it is none or too large.
fn checked(bytes: &[u8]) -> Result<(ImageKind, Vec<u8>), PhotoFault> {
    if bytes.len() > PHOTO_BYTES {
        return Err(PhotoFault::TooLarge);
    }
    let kind = ImageKind::of(bytes).ok_or(PhotoFault::NoPicture)?;
    Ok((kind, bare(kind, bytes).ok_or(PhotoFault::NoPicture)?))
}

/// How many pictures a claim has.
fn count(connection: &Connection, account: &AccountId, claim: &ClaimId) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM photos WHERE account = ?1 AND claim = ?2")?
        .query_row([account.as_str(), claim.as_str()], |row| row.get(0))?)
}

/// The pictures of a claim, the oldest first.
pub(crate) fn of_claim(
    connection: &Connection,
    account: &AccountId,
    claim: &ClaimId,
) -> Result<Vec<PhotoEntry>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, kind, added_at FROM photos WHERE account = ?1 AND claim = ?2 ORDER BY number",
    )?;
    let photos = statement.query_map([account.as_str(), claim.as_str()], |row| {
        Ok(PhotoEntry {
            number: row.get(0)?,
            kind: row.get::<_, Word<_>>(1)?.0,
            added_at: row.get::<_, Moment>(2)?.0,
        })
    })?;
    Ok(photos.collect::<Result<_, _>>()?)
}

impl Store {
    /// Keeps a picture with its claim, without where, when and by whom it was taken.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for a claim that is not here; [`StoreError::Photo`] for what is no picture, too large,
    /// or one too many; when the file cannot be written.
    pub fn add_photo(
        &self,
        account: &AccountId,
        claim: &ClaimId,
        bytes: &[u8],
        at: DateTime<Utc>,
    ) -> Result<()> {
        let (kind, bytes) = checked(bytes).map_err(StoreError::Photo)?;
        self.write(|transaction| {
            inspection::claim_of(transaction, account, claim)?;
            if count(transaction, account, claim)? >= PHOTOS {
                return Err(StoreError::Photo(PhotoFault::TooMany));
            }
            transaction.execute(
                "INSERT INTO photos (account, claim, kind, added_at, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![account.as_str(), claim.as_str(), Word(kind), Moment(at), bytes],
            )?;
            Ok(())
        })
    }

    /// The bytes of a claim's picture, if it is here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn photo(
        &self,
        account: &AccountId,
        claim: &ClaimId,
        number: u32,
    ) -> Result<Option<(ImageKind, Vec<u8>)>> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT kind, bytes FROM photos WHERE account = ?1 AND claim = ?2 AND number = ?3",
                )?
                .query_row(params![account.as_str(), claim.as_str(), number], |row| {
                    Ok((row.get::<_, Word<_>>(0)?.0, row.get(1)?))
                })
                .optional()?)
        })
    }

    /// Removes a claim's picture; one that is not here is removed already.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_photo(&self, account: &AccountId, claim: &ClaimId, number: u32) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM photos WHERE account = ?1 AND claim = ?2 AND number = ?3",
                params![account.as_str(), claim.as_str(), number],
            )?;
            Ok(())
        })
    }
}
