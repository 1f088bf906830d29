//! The words under which every line is found, written anew after they have changed.

#[cfg(test)]
mod tests;

use domain::{AccountId, OrderId, OrderLine};
use rusqlite::{Error as Fault, Transaction};

use crate::{
    StoreError, claimed,
    codec::{Json, Word},
    error::Result,
    table::{claim, former_line, line, search},
    words,
};

/// Every line's words, then those of the lines that have claims, by whose numbers they are found too. What cannot be
/// read is found by less, and keeps nobody from opening the store.
pub(super) fn reword(transaction: &Transaction<'_>) -> Result<()> {
    let mut lines = transaction.prepare("SELECT place, detail FROM line_details")?;
    let mut rows = lines.query([])?;
    while let Some(row) = rows.next()? {
        let place: i64 = row.get(0)?;
        let read = row.get::<_, Json<OrderLine>>(1).map_err(StoreError::from);
        if let Some(line) = unless_unreadable(read, place)? {
            search::put(transaction, place, &words::of_line(&line.0, []))?;
        }
    }
    of_all_claimed(transaction)
}

/// The words of the lines that have claims.
fn of_all_claimed(transaction: &Transaction<'_>) -> Result<()> {
    let mut claimed = transaction.prepare(
        "SELECT min(place), account, order_id FROM claims JOIN lines USING (account, order_id)
         GROUP BY account, order_id",
    )?;
    let mut rows = claimed.query([])?;
    while let Some(row) = rows.next()? {
        let (account, order) = (row.get::<_, Word<_>>(1)?.0, row.get::<_, Word<_>>(2)?.0);
        unless_unreadable(of_claimed(transaction, &account, &order), row.get(0)?)?;
    }
    Ok(())
}

/// What was read; `None`, and a word in the log, where a row cannot be decoded. The log tells its place and not what
/// stands there, which may name people.
fn unless_unreadable<T>(read: Result<T>, place: i64) -> Result<Option<T>> {
    match read {
        Err(StoreError::Sql(Fault::FromSqlConversionFailure(..) | Fault::InvalidColumnType(..))) => {
            tracing::warn!(place, "a row cannot be read, so its words stay as few as they are");
            Ok(None)
        }
        read => read.map(Some),
    }
}

/// The words of an order's lines that have claims.
fn of_claimed(transaction: &Transaction<'_>, account: &AccountId, order: &OrderId) -> Result<()> {
    let claims = claim::of_order(transaction, account, order)?;
    let kept = line::of_order(transaction, account, order)?;
    let formers = former_line::of_order(transaction, account, order)?;
    let lines: Vec<&OrderLine> = kept.iter().map(|stored| &stored.line).collect();
    for stored in &kept {
        let numbers = claimed::numbers(&stored.line, &claims, &lines, &formers);
        if !numbers.is_empty() {
            search::put(transaction, stored.place, &words::of_line(&stored.line, numbers))?;
        }
    }
    Ok(())
}
