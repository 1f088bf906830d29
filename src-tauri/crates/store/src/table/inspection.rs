//! `inspections`: how the goods of claims were found (검수). No marketplace is told of them.

use domain::{AccountId, Claim, ClaimId, Event, EventKind, EventSource, Inspection};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    Store, StoreError,
    codec::{Moment, Word},
    error::Result,
    table::{claim, event},
};

/// One row.
fn read(row: &Row<'_>) -> rusqlite::Result<Inspection> {
    Ok(Inspection {
        result: row.get::<_, Word<_>>(0)?.0,
        pieces: row.get(1)?,
        memo: row.get(2)?,
        at: row.get::<_, Moment>(3)?.0,
    })
}

/// The inspection of a claim, once there is one.
pub(crate) fn find(
    connection: &Connection,
    account: &AccountId,
    claim: &ClaimId,
) -> Result<Option<Inspection>> {
    Ok(connection
        .prepare_cached("SELECT result, pieces, memo, at FROM inspections WHERE account = ?1 AND claim = ?2")?
        .query_row([account.as_str(), claim.as_str()], read)
        .optional()?)
}

/// Writes an inspection, new or in place of an earlier one.
fn put(connection: &Connection, claim: &Claim, inspection: &Inspection) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO inspections (account, claim, result, pieces, memo, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (account, claim) DO UPDATE SET result = ?3, pieces = ?4, memo = ?5, at = ?6",
        )?
        .execute(params![
            claim.account.as_str(),
            claim.claim.as_str(),
            Word(inspection.result),
            inspection.pieces,
            inspection.memo,
            Moment(inspection.at),
        ])?;
    Ok(())
}

/// The claim of that number.
pub(crate) fn claim_of(connection: &Connection, account: &AccountId, id: &ClaimId) -> Result<Claim> {
    claim::find(connection, account, id)?.ok_or_else(|| StoreError::NoSuch("claim", id.to_string()))
}

impl Store {
    /// Keeps how the goods of a claim were found, and writes it into the order's timeline.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for a claim that is not here; when the file cannot be written.
    pub fn inspect(&self, account: &AccountId, claim: &ClaimId, inspection: &Inspection) -> Result<()> {
        self.write(|transaction| {
            let claim = claim_of(transaction, account, claim)?;
            put(transaction, &claim, inspection)?;
            claim::forget_due(transaction, &claim.account, &claim.claim)?;
            let kind = EventKind::Inspected { result: inspection.result, pieces: inspection.pieces };
            let event = Event {
                account: claim.account,
                order: claim.order,
                line: None,
                claim: Some(claim.claim),
                at: inspection.at,
                source: EventSource::Us,
                kind,
            };
            event::append(transaction, &[event])
        })
    }
}
