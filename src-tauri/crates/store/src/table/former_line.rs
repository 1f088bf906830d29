//! `former_lines`: the numbers that lines had before a split shipping gave them another bundle.

use std::collections::BTreeMap;

use domain::{AccountId, LineId, OrderId};
use rusqlite::{Connection, OptionalExtension};

use crate::{codec::Word, error::Result};

/// The line's number today, when `former` is one it had before.
pub(crate) fn today(connection: &Connection, account: &AccountId, former: &LineId) -> Result<Option<LineId>> {
    Ok(connection
        .prepare_cached("SELECT line FROM former_lines WHERE account = ?1 AND former = ?2")?
        .query_row([account.as_str(), former.as_str()], |row| row.get::<_, Word<_>>(0))
        .optional()?
        .map(|line| line.0))
}

/// Former number → number of today, for the lines of an order.
pub(crate) fn of_order(
    connection: &Connection,
    account: &AccountId,
    order: &OrderId,
) -> Result<BTreeMap<LineId, LineId>> {
    let mut statement = connection.prepare_cached(
        "SELECT former_lines.former, former_lines.line
         FROM lines CROSS JOIN former_lines USING (account, line)
         WHERE lines.account = ?1 AND lines.order_id = ?2",
    )?;
    let mut formers = BTreeMap::new();
    let mut rows = statement.query([account.as_str(), order.as_str()])?;
    while let Some(row) = rows.next()? {
        formers.insert(row.get::<_, Word<_>>(0)?.0, row.get::<_, Word<_>>(1)?.0);
    }
    Ok(formers)
}

/// Remembers that a line goes on under another number, also for the numbers it had before that.
pub(crate) fn remember(
    connection: &Connection,
    account: &AccountId,
    former: &LineId,
    line: &LineId,
) -> Result<()> {
    let names = [account.as_str(), former.as_str(), line.as_str()];
    connection.execute("UPDATE former_lines SET line = ?3 WHERE account = ?1 AND line = ?2", names)?;
    connection
        .execute("DELETE FROM former_lines WHERE account = ?1 AND former = ?2", [names[0], names[2]])?;
    connection.execute("INSERT OR REPLACE INTO former_lines VALUES (?1, ?2, ?3)", names)?;
    Ok(())
}
