//! `events`: what happened to each order.

use chrono::{DateTime, Utc};
use domain::{AccountId, Claim, ClaimStep, Event, EventKind, LineId, OrderId, OrderLine};
use rusqlite::{Connection, Row, params};

use crate::{
    Store,
    codec::{Json, Moment, Word},
    error::Result,
};

/// One row.
fn read(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        account: row.get::<_, Word<_>>(0)?.0,
        order: row.get::<_, Word<_>>(1)?.0,
        line: row.get::<_, Option<Word<_>>>(2)?.map(|word| word.0),
        claim: row.get::<_, Option<Word<_>>>(3)?.map(|word| word.0),
        at: row.get::<_, Moment>(4)?.0,
        source: row.get::<_, Word<_>>(5)?.0,
        kind: row.get::<_, Json<_>>(6)?.0,
    })
}

/// Writes events down.
pub(crate) fn append(connection: &Connection, events: &[Event]) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO events (account, order_id, line, claim, at, source, kind)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for event in events {
        statement.execute(params![
            event.account.as_str(),
            event.order.as_str(),
            event.line.as_ref().map(LineId::as_str),
            event.claim.as_ref().map(domain::ClaimId::as_str),
            Moment(event.at),
            Word(event.source),
            Json(&event.kind),
        ])?;
    }
    Ok(())
}

/// When it was first seen that the goods of a claim have come back: it moved there, or the seller looked at them.
pub(crate) fn here_by(connection: &Connection, claim: &Claim) -> Result<Option<DateTime<Utc>>> {
    let mut statement = connection.prepare_cached(
        "SELECT account, order_id, line, claim, at, source, kind FROM events
         WHERE account = ?1 AND order_id = ?2 AND claim = ?3 ORDER BY at, number",
    )?;
    let key = [claim.account.as_str(), claim.order.as_str(), claim.claim.as_str()];
    for event in statement.query_map(key, read)? {
        let event = event?;
        if matches!(
            event.kind,
            EventKind::ClaimMoved { to: ClaimStep::Collected, .. } | EventKind::Inspected { .. }
        ) {
            return Ok(Some(event.at));
        }
    }
    Ok(None)
}

/// Lets the events of a line follow it to another number.
pub(crate) fn rename_line(
    connection: &Connection,
    account: &AccountId,
    line: &OrderLine,
    now: &LineId,
) -> Result<()> {
    connection.execute(
        "UPDATE events SET line = ?4 WHERE account = ?1 AND order_id = ?2 AND line = ?3",
        [account.as_str(), line.order.as_str(), line.line.as_str(), now.as_str()],
    )?;
    Ok(())
}

impl Store {
    /// What happened to an order, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn timeline(&self, account: &AccountId, order: &OrderId) -> Result<Vec<Event>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, order_id, line, claim, at, source, kind FROM events
                 WHERE account = ?1 AND order_id = ?2 ORDER BY at DESC, number DESC",
            )?;
            let events = statement.query_map([account.as_str(), order.as_str()], read)?;
            Ok(events.collect::<Result<_, _>>()?)
        })
    }
}
