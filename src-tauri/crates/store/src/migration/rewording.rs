//! The words under which every line is found, written anew after they have changed.

#[cfg(test)]
mod tests;

use domain::{AccountId, OrderId, OrderLine};
use rusqlite::Transaction;

use crate::{
    claimed,
    codec::{Json, Word},
    error::Result,
    table::{claim, former_line, line, search},
    words,
};

/// Every line's words, then those of the lines that have claims, by whose numbers they are found too.
pub(super) fn reword(transaction: &Transaction<'_>) -> Result<()> {
    let mut lines = transaction.prepare("SELECT place, detail FROM line_details")?;
    let mut rows = lines.query([])?;
    while let Some(row) = rows.next()? {
        let line: OrderLine = row.get::<_, Json<_>>(1)?.0;
        search::put(transaction, row.get(0)?, &words::of_line(&line, []))?;
    }
    let mut claimed = transaction
        .prepare("SELECT DISTINCT account, order_id FROM claims JOIN lines USING (account, order_id)")?;
    let mut rows = claimed.query([])?;
    while let Some(row) = rows.next()? {
        let (account, order) = (row.get::<_, Word<_>>(0)?.0, row.get::<_, Word<_>>(1)?.0);
        of_claimed(transaction, &account, &order)?;
    }
    Ok(())
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
