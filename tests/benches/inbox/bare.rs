//! The same statements without our store: bare rusqlite, the same cipher, the same file.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use domain::{LineId, Status};
use rusqlite::{Connection, OpenFlags, Row, params};
use store::{InboxQuery, Sort};

/// The key of the measured store, as SQLCipher takes a raw one.
const KEY: &str = "PRAGMA key = \"x'5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a'\"";
/// The columns of a row of the grid.
const COLUMNS: &str = "place, account, line, marketplace, order_id, item, bundle, bundle_lines, stage, status, \
    raw_status, ordered_at, paid_at, ship_by, product, option, ordered, canceled, held, amount, receiver_name, \
    receiver_phone, region, has_memo, name_mismatch, invoice, courier, claim, action_kind, action_state, seen_at";

/// A second connection to the measured file.
pub(crate) struct Bare(Connection);

/// A row, read as a plain program would read it.
pub(crate) struct BareRow {
    /// The line.
    pub(crate) line: String,
    _texts: Vec<Option<String>>,
    _numbers: Vec<Option<i64>>,
}

impl Bare {
    /// Opens the file for reading.
    pub(crate) fn open(file: &Path) -> Result<Bare> {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.execute_batch(KEY)?;
        connection.execute_batch("PRAGMA cache_size = -65536; PRAGMA mmap_size = 0;")?;
        Ok(Bare(connection))
    }

    /// Where the line stands.
    pub(crate) fn place(&self, line: &LineId) -> Result<i64> {
        let mut statement =
            self.0.prepare_cached("SELECT place FROM lines WHERE account = 'bench' AND line = ?1")?;
        Ok(statement.query_row([line.as_str()], |row| row.get(0))?)
    }

    /// A page of a view after a place: the best plain statement for it.
    pub(crate) fn page(&self, query: &InboxQuery, place: i64, limit: u32) -> Result<Vec<BareRow>> {
        let (compare, order) = match query.sort {
            Sort::Newest => ("<", "DESC"),
            Sort::Oldest => (">", "ASC"),
        };
        let tail = format!("place {compare} ?1 ORDER BY place {order} LIMIT ?2");
        let sql = match query.statuses.as_slice() {
            [] => format!("SELECT {COLUMNS} FROM lines WHERE {tail}"),
            [one] => format!("SELECT {COLUMNS} FROM lines WHERE status = '{}' AND {tail}", code(*one)?),
            many => {
                let branches = many.iter().map(|status| {
                    Ok(format!(
                        "SELECT place FROM (SELECT place FROM lines WHERE status = '{}' AND {tail})",
                        code(*status)?
                    ))
                });
                let union = branches.collect::<Result<Vec<_>>>()?.join(" UNION ALL ");
                format!(
                    "SELECT {COLUMNS} FROM lines WHERE place IN ({union}) ORDER BY place {order} LIMIT ?2"
                )
            }
        };
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map(params![place, limit], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A search.
    pub(crate) fn search(&self, expression: &str, limit: u32) -> Result<Vec<BareRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM lines WHERE place IN \
            (SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2) ORDER BY place DESC"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map(params![expression, limit], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Lines by status, counted one by one.
    pub(crate) fn counts(&self) -> Result<Vec<(String, i64)>> {
        let mut statement = self.0.prepare_cached("SELECT status, count(*) FROM lines GROUP BY status")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Upserts per second into the store's two line tables alone: no journal of events, no tallies, no search.
pub(crate) fn insert_rate(folder: &Path, lines: u32) -> Result<f64> {
    let mut connection = Connection::open(folder.join("bare.sqlite"))?;
    connection.execute_batch(KEY)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")?;
    connection.execute_batch(
        "CREATE TABLE lines (place INTEGER PRIMARY KEY, account TEXT, line TEXT, order_id TEXT, status TEXT, \
         product TEXT, receiver_name TEXT, detail TEXT) STRICT; \
         CREATE UNIQUE INDEX lines_line ON lines (account, line); CREATE INDEX lines_status ON lines (status);",
    )?;
    let batches: Vec<_> = crate::shop::batches(lines).collect();
    let start = Instant::now();
    for facts in batches {
        upsert(&mut connection, &facts)?;
    }
    Ok(f64::from(lines) / start.elapsed().as_secs_f64())
}

/// One transaction of upserts.
fn upsert(connection: &mut Connection, facts: &[domain::Fact]) -> Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut statement = transaction.prepare_cached(
            "INSERT INTO lines (account, line, order_id, status, product, receiver_name, detail) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (account, line) DO UPDATE SET status = excluded.status, detail = excluded.detail",
        )?;
        for fact in facts {
            let domain::Fact::Line(line) = fact else { continue };
            let detail = serde_json::to_string(line)?;
            let receiver = &line.receiver.name;
            statement.execute(params![
                line.account.as_str(),
                line.line.as_str(),
                line.order.as_str(),
                line.raw_status,
                line.product.name,
                receiver,
                detail
            ])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// Reads every column, as whoever shows the row must.
fn read(row: &Row<'_>) -> rusqlite::Result<BareRow> {
    let mut texts = Vec::with_capacity(20);
    let mut numbers = Vec::with_capacity(12);
    for column in 0..row.as_ref().column_count() {
        match row.get_ref(column)? {
            rusqlite::types::ValueRef::Integer(number) => numbers.push(Some(number)),
            rusqlite::types::ValueRef::Text(text) => {
                texts.push(Some(String::from_utf8_lossy(text).into_owned()))
            }
            _ => texts.push(None),
        }
    }
    Ok(BareRow { line: row.get("line")?, _texts: texts, _numbers: numbers })
}

/// The word of a status in the file.
fn code(status: Status) -> Result<String> {
    Ok(serde_json::to_value(status)?.as_str().unwrap_or_default().to_owned())
}
