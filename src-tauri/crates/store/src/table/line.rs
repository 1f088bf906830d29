//! `lines` and `line_details`: the grid's rows and the whole lines behind them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, ActionKind, ActionState, BundleId, ClaimKind, CourierCode, InvoiceNumber, ItemId, LineId,
    Marketplace, OrderId, OrderLine, Quantity, Stage, Status, Won,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use crate::{
    LineKey,
    codec::{Day, Json, Moment, Word},
    error::Result,
    inbox::Direction,
    place::Stretch,
    table::report::RowReport,
};

pub(crate) mod hold;
mod read;
pub(crate) mod walk;

/// One row of the grid. Names and telephones are as they came: masking is the window's side of the seam.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct LineRow {
    /// Its place.
    pub key: LineKey,
    /// Whose.
    pub account: AccountId,
    /// Where it was bought.
    pub marketplace: Marketplace,
    /// The basket.
    pub order: OrderId,
    /// The unit on which the marketplace acts.
    pub line: LineId,
    /// The product option.
    pub item: ItemId,
    /// The parcel.
    pub bundle: BundleId,
    /// Lines in the same parcel, this one included.
    pub bundle_lines: u32,
    /// How far it has come by itself.
    pub stage: Stage,
    /// The status it is filtered by.
    pub status: Status,
    /// The marketplace's own word.
    pub raw_status: String,
    /// When it was ordered.
    pub ordered_at: DateTime<Utc>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// The day in Korea by which it should ship.
    pub ship_by: Option<NaiveDate>,
    /// The product's name.
    pub product: String,
    /// The chosen option, or empty.
    pub option: String,
    /// How many.
    pub quantity: Quantity,
    /// What the buyer paid for it, without shipping.
    pub amount: Won,
    /// Who receives it.
    pub receiver_name: String,
    /// The receiver's first telephone.
    pub receiver_phone: String,
    /// Province and district.
    pub region: String,
    /// The buyer wrote something to the courier.
    pub has_memo: bool,
    /// The buyer saw another name than the seller's product has.
    pub name_mismatch: bool,
    /// The invoice number, once there is one.
    pub invoice: Option<InvoiceNumber>,
    /// Who carries it, once known.
    pub courier: Option<CourierCode>,
    /// The open claim on it.
    pub claim: Option<ClaimKind>,
    /// The newest action on it that is not settled, or that failed for this line.
    pub action: Option<(ActionKind, ActionState)>,
    /// When the marketplace last told something new about it.
    pub seen_at: DateTime<Utc>,
    /// Why we keep it from leaving (발송보류), while we do.
    pub dispatch_hold: Option<String>,
    /// It was bought along with another product of the order.
    pub add_on: bool,
    /// Why the buyer was told a later day, or empty.
    pub delayed_because: String,
    /// The buyer's report that nothing has come, while it waits for an answer.
    pub undelivered: Option<RowReport>,
}

/// The columns of the grid, in the order of [`row`].
const GRID: &str = "place, account, marketplace, order_id, line, item, bundle, bundle_lines, stage, status,
    raw_status, ordered_at, paid_at, ship_by, product, option, ordered, canceled, held, amount,
    receiver_name, receiver_phone, region, has_memo, name_mismatch, invoice, courier, claim, action_kind,
    action_state, seen_at, dispatch_hold, add_on, delayed_because, undelivered";

/// A word that may be missing.
fn word<T: for<'de> serde::Deserialize<'de>>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<Word<T>>>(column)?.map(|word| word.0))
}

/// One row of the grid.
fn row(row: &Row<'_>) -> rusqlite::Result<LineRow> {
    Ok(LineRow {
        key: LineKey::of(row.get(0)?),
        account: row.get::<_, Word<_>>(1)?.0,
        marketplace: row.get::<_, Word<_>>(2)?.0,
        order: row.get::<_, Word<_>>(3)?.0,
        line: row.get::<_, Word<_>>(4)?.0,
        item: row.get::<_, Word<_>>(5)?.0,
        bundle: row.get::<_, Word<_>>(6)?.0,
        bundle_lines: row.get(7)?,
        stage: row.get::<_, Word<_>>(8)?.0,
        status: row.get::<_, Word<_>>(9)?.0,
        raw_status: row.get(10)?,
        ordered_at: row.get::<_, Moment>(11)?.0,
        paid_at: row.get::<_, Option<Moment>>(12)?.map(|moment| moment.0),
        ship_by: row.get::<_, Option<Day>>(13)?.map(|day| day.0),
        product: row.get(14)?,
        option: row.get(15)?,
        quantity: Quantity { ordered: row.get(16)?, canceled: row.get(17)?, held: row.get(18)? },
        amount: Won::new(row.get(19)?),
        receiver_name: row.get(20)?,
        receiver_phone: row.get(21)?,
        region: row.get(22)?,
        has_memo: row.get(23)?,
        name_mismatch: row.get(24)?,
        invoice: word(row, 25)?,
        courier: word(row, 26)?,
        claim: word(row, 27)?,
        action: word(row, 28)?.zip(word(row, 29)?),
        seen_at: row.get::<_, Moment>(30)?.0,
        dispatch_hold: row.get(31)?,
        add_on: row.get(32)?,
        delayed_because: row.get(33)?,
        undelivered: row.get::<_, Option<Json<_>>>(34)?.map(|json| json.0),
    })
}

/// A line as it is kept, with what only the store knows of it.
pub(crate) struct Stored {
    /// Where it stands.
    pub(crate) place: i64,
    /// The status under which it is counted.
    pub(crate) status: Status,
    /// The line.
    pub(crate) line: OrderLine,
}

/// The line of that number, if it is here.
pub(crate) fn find(connection: &Connection, account: &AccountId, line: &LineId) -> Result<Option<Stored>> {
    Ok(connection
        .prepare_cached(
            "SELECT place, status, detail FROM lines JOIN line_details USING (place)
             WHERE account = ?1 AND line = ?2",
        )?
        .query_row([account.as_str(), line.as_str()], stored)
        .optional()?)
}

/// The order of a line, if the line is here.
pub(crate) fn order_of(
    connection: &Connection,
    account: &AccountId,
    line: &LineId,
) -> Result<Option<OrderId>> {
    let order = connection
        .prepare_cached("SELECT order_id FROM lines WHERE account = ?1 AND line = ?2")?
        .query_row([account.as_str(), line.as_str()], |row| row.get::<_, Word<_>>(0))
        .optional()?;
    Ok(order.map(|order| order.0))
}

/// The lines of an order, in the order of time.
pub(crate) fn of_order(connection: &Connection, account: &AccountId, order: &OrderId) -> Result<Vec<Stored>> {
    let mut statement = connection.prepare_cached(
        "SELECT place, status, detail FROM lines JOIN line_details USING (place)
         WHERE account = ?1 AND order_id = ?2 ORDER BY place",
    )?;
    let lines = statement.query_map([account.as_str(), order.as_str()], stored)?;
    Ok(lines.collect::<Result<_, _>>()?)
}

/// One row of [`find`] and [`of_order`].
fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { place: row.get(0)?, status: row.get::<_, Word<_>>(1)?.0, line: row.get::<_, Json<_>>(2)?.0 })
}

/// The first free place in a second, or in the next one that has any.
pub(crate) fn free_place(connection: &Connection, mut second: Stretch) -> Result<i64> {
    let mut statement =
        connection.prepare_cached("SELECT max(place) FROM lines WHERE place BETWEEN ?1 AND ?2")?;
    loop {
        let taken: Option<i64> = statement.query_row([second.first, second.last], |row| row.get(0))?;
        match taken {
            None => return Ok(second.first),
            Some(place) if place < second.last => return Ok(place + 1),
            Some(_) => second = second.following(),
        }
    }
}

/// Writes a line at `place`, new or in place of itself. Claim, action and the bundle's size stay as they
/// are, and so do our own hold and the buyer's report.
pub(crate) fn put(
    connection: &Connection,
    place: i64,
    line: &OrderLine,
    status: Status,
    at: DateTime<Utc>,
) -> Result<()> {
    connection.prepare_cached(PUT)?.execute(params![
        place,
        line.account.as_str(),
        line.line.as_str(),
        Word(line.marketplace),
        line.order.as_str(),
        line.item.as_str(),
        line.bundle.as_str(),
        Word(line.stage),
        Word(status),
        line.raw_status,
        Moment(line.ordered_at),
        line.paid_at.map(Moment),
        line.ship_by.map(Day),
        line.product.name,
        line.product.option,
        line.quantity.ordered,
        line.quantity.canceled,
        line.quantity.held,
        line.price.paid().get(),
        line.receiver.name,
        line.receiver.phone,
        line.receiver.region(),
        !line.receiver.memo.trim().is_empty(),
        line.product.name_mismatch,
        line.delivery.invoice.as_ref().map(InvoiceNumber::as_str),
        line.delivery.courier.as_ref().map(CourierCode::as_str),
        Moment(at),
        line.product.add_on,
        line.delivery.delayed_because,
    ])?;
    connection
        .prepare_cached(
            "INSERT INTO line_details VALUES (?1, ?2)
             ON CONFLICT (place) DO UPDATE SET detail = excluded.detail",
        )?
        .execute(params![place, Json(line)])?;
    Ok(())
}

/// See [`put`].
const PUT: &str = "INSERT INTO lines (place, account, line, marketplace, order_id, item, bundle, stage,
        status, raw_status, ordered_at, paid_at, ship_by, product, option, ordered, canceled, held, amount,
        receiver_name, receiver_phone, region, has_memo, name_mismatch, invoice, courier, seen_at, add_on,
        delayed_because)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
        ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)
    ON CONFLICT (place) DO UPDATE SET marketplace = ?4, order_id = ?5, item = ?6, bundle = ?7, stage = ?8,
        status = ?9, raw_status = ?10, ordered_at = ?11, paid_at = ?12, ship_by = ?13, product = ?14,
        option = ?15, ordered = ?16, canceled = ?17, held = ?18, amount = ?19, receiver_name = ?20,
        receiver_phone = ?21, region = ?22, has_memo = ?23, name_mismatch = ?24, invoice = ?25,
        courier = ?26, seen_at = ?27, add_on = ?28, delayed_because = ?29";

/// Moves a line to another place, with all that hangs on it.
pub(crate) fn move_to(connection: &Connection, from: i64, to: i64) -> Result<()> {
    connection.prepare_cached("UPDATE lines SET place = ?2 WHERE place = ?1")?.execute([from, to])?;
    Ok(())
}

/// Gives a line another number.
pub(crate) fn rename(connection: &Connection, place: i64, line: &LineId) -> Result<()> {
    connection.execute("UPDATE lines SET line = ?2 WHERE place = ?1", params![place, line.as_str()])?;
    Ok(())
}

/// Sets what claims make of a line.
pub(crate) fn set_claim(
    connection: &Connection,
    place: i64,
    status: Status,
    claim: Option<ClaimKind>,
) -> Result<()> {
    connection
        .prepare_cached("UPDATE lines SET status = ?2, claim = ?3 WHERE place = ?1")?
        .execute(params![place, Word(status), claim.map(Word)])?;
    Ok(())
}

/// The open claim that is noted on a line.
pub(crate) fn claim_on(connection: &Connection, place: i64) -> Result<Option<ClaimKind>> {
    Ok(connection
        .prepare_cached("SELECT claim FROM lines WHERE place = ?1")?
        .query_row([place], |row| word(row, 0))?)
}

/// Notes the newest action on a line.
pub(crate) fn set_action(
    connection: &Connection,
    account: &AccountId,
    line: &LineId,
    action: Option<(ActionKind, ActionState)>,
) -> Result<()> {
    let (kind, state) = action.unzip();
    connection
        .prepare_cached(
            "UPDATE lines SET action_kind = ?3, action_state = ?4 WHERE account = ?1 AND line = ?2",
        )?
        .execute(params![account.as_str(), line.as_str(), kind.map(Word), state.map(Word)])?;
    Ok(())
}

/// Counts the lines of a bundle anew.
pub(crate) fn recount_bundle(connection: &Connection, account: &AccountId, bundle: &BundleId) -> Result<()> {
    let names = [account.as_str(), bundle.as_str()];
    let lines: u32 = connection
        .prepare_cached("SELECT count(*) FROM lines WHERE account = ?1 AND bundle = ?2")?
        .query_row(names, |row| row.get(0))?;
    connection
        .prepare_cached(
            "UPDATE lines SET bundle_lines = ?3
             WHERE account = ?1 AND bundle = ?2 AND bundle_lines <> ?3",
        )?
        .execute(params![names[0], names[1], lines])?;
    Ok(())
}

/// The grid's rows at these places, which are in order, either way; `gapless` when no other line stands
/// between them.
pub(crate) fn rows_at(connection: &Connection, places: &[i64], gapless: bool) -> Result<Vec<LineRow>> {
    let (Some(one), Some(other)) = (places.first(), places.last()) else { return Ok(Vec::new()) };
    let direction = if one <= other { Direction::Forward } else { Direction::Backward };
    let mut statement = connection.prepare_cached(&rows_sql(direction, gapless))?;
    let rows = if gapless {
        statement.query_map([one.min(other), one.max(other)], row)?
    } else {
        statement.query_map([Json(places)], row)?
    };
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The statement of [`rows_at`].
pub(crate) fn rows_sql(direction: Direction, gapless: bool) -> String {
    let wanted = if gapless { "BETWEEN ?1 AND ?2" } else { "IN (SELECT value FROM json_each(?1))" };
    format!("SELECT {GRID} FROM lines WHERE place {wanted} ORDER BY place {}", direction.sql())
}

/// Account and number of the lines at these places, in the same order.
pub(crate) fn names_at(connection: &Connection, places: &[i64]) -> Result<Vec<(AccountId, LineId)>> {
    let mut statement = connection.prepare_cached("SELECT account, line FROM lines WHERE place = ?1")?;
    let name = |row: &Row<'_>| Ok((row.get::<_, Word<_>>(0)?.0, row.get::<_, Word<_>>(1)?.0));
    places.iter().map(|place| Ok(statement.query_row([place], name)?)).collect()
}
