//! `claims`: cancels, returns and exchanges.

mod queue;

use chrono::{DateTime, Utc};
use domain::{
    AccountId, ActionKind, ActionState, Claim, ClaimId, ClaimKind, ClaimLine, ClaimStep, Inspection, OrderId,
    OrderLine, Stage, Target, Won,
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{
    Store,
    claimed::{pieces, worth},
    codec::{Json, Moment, Word},
    error::Result,
    table::{action, event, former_line, inspection, line, photo, photo::PhotoEntry},
};

pub(crate) use queue::forget_due;
pub use queue::{Due, OpenDue};

/// Which claims are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ClaimQuery {
    /// The queue.
    pub kind: ClaimKind,
    /// Only these steps; empty for all.
    pub steps: Vec<ClaimStep>,
    /// Only these accounts; empty for all.
    pub accounts: Vec<AccountId>,
    /// Settled claims only when they changed at or after this moment; `None` for all of them.
    pub settled_since: Option<DateTime<Utc>>,
}

/// One row of a claim queue.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// The claim.
    pub claim: Claim,
    /// The newest action on it that is not settled, or that failed.
    pub action: Option<(ActionKind, ActionState)>,
    /// Why that action failed, in the marketplace's words or ours.
    pub action_message: Option<String>,
    /// When the marketplace is asked again about an unknown result.
    pub next_check_at: Option<DateTime<Utc>>,
    /// What the buyer paid for the claimed pieces; `None` unless all of their lines are here.
    pub amount: Option<Won>,
    /// The stage of the first of its lines that is here.
    pub line_stage: Option<Stage>,
    /// The option of that line, or empty.
    pub option: String,
    /// When the marketplace last told of it; `None` for one that was last told of before this was noted.
    pub read_at: Option<DateTime<Utc>>,
    /// When the newest action on it that was carried out was answered.
    pub done_at: Option<DateTime<Utc>>,
    /// When it was first seen that its goods have come back: it moved there, or they were looked at.
    pub here_by: Option<DateTime<Utc>>,
    /// How its goods were found, once they were looked at.
    pub inspection: Option<Inspection>,
    /// The pictures of them, the oldest first.
    pub photos: Vec<PhotoEntry>,
    /// For each part of the claim, what its line says, as far as it is here.
    pub parts: Vec<Option<PartLine>>,
}

/// What the line of a claim's part says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartLine {
    /// The product's name.
    pub product: String,
    /// Pieces bought.
    pub ordered: u32,
    /// It was bought along with another product of the order.
    pub add_on: bool,
}

/// How many claims of one account stand at one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimCount {
    /// The account.
    pub account: AccountId,
    /// The queue.
    pub kind: ClaimKind,
    /// The step.
    pub step: ClaimStep,
    /// Claims; never 0.
    pub claims: u32,
}

/// The claim of that number, if it is here.
pub(crate) fn find(connection: &Connection, account: &AccountId, claim: &ClaimId) -> Result<Option<Claim>> {
    Ok(connection
        .prepare_cached("SELECT detail FROM claims WHERE account = ?1 AND claim = ?2")?
        .query_row([account.as_str(), claim.as_str()], |row| Ok(row.get::<_, Json<_>>(0)?.0))
        .optional()?)
}

/// The claims of an order, the oldest request first.
pub(crate) fn of_order(connection: &Connection, account: &AccountId, order: &OrderId) -> Result<Vec<Claim>> {
    let mut statement = connection.prepare_cached(
        "SELECT detail FROM claims WHERE account = ?1 AND order_id = ?2 ORDER BY requested_at, claim",
    )?;
    let claims =
        statement.query_map([account.as_str(), order.as_str()], |row| Ok(row.get::<_, Json<_>>(0)?.0))?;
    Ok(claims.collect::<Result<_, _>>()?)
}

/// Whether an order has claims.
pub(crate) fn any_of_order(connection: &Connection, account: &AccountId, order: &OrderId) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM claims WHERE account = ?1 AND order_id = ?2")?
        .exists([account.as_str(), order.as_str()])?)
}

/// Writes a claim, new or in place of itself; when its waiting costs something has to be reckoned anew.
pub(crate) fn put(connection: &Connection, claim: &Claim) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO claims (account, claim, order_id, kind, step, settled, requested_at, changed_at, detail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (account, claim) DO UPDATE SET order_id = ?3, kind = ?4, step = ?5, settled = ?6,
                 requested_at = ?7, changed_at = ?8, detail = ?9, due_by = NULL",
        )?
        .execute(params![
            claim.account.as_str(),
            claim.claim.as_str(),
            claim.order.as_str(),
            Word(claim.kind),
            Word(claim.step),
            claim.is_settled(),
            Moment(claim.requested_at),
            Moment(claim.changed_at),
            Json(claim),
        ])?;
    Ok(())
}

/// Since when a claim stands on no list any more.
pub(crate) fn gone_since(
    connection: &Connection,
    account: &AccountId,
    claim: &ClaimId,
) -> Result<Option<DateTime<Utc>>> {
    let since = connection
        .prepare_cached("SELECT gone_since FROM claims WHERE account = ?1 AND claim = ?2")?
        .query_row([account.as_str(), claim.as_str()], |row| row.get::<_, Option<Moment>>(0))
        .optional()?;
    Ok(since.flatten().map(|since| since.0))
}

/// When the marketplace last told of a claim.
fn told_at(connection: &Connection, account: &AccountId, claim: &ClaimId) -> Result<Option<DateTime<Utc>>> {
    let told = connection
        .prepare_cached("SELECT told_at FROM claims WHERE account = ?1 AND claim = ?2")?
        .query_row([account.as_str(), claim.as_str()], |row| row.get::<_, Option<Moment>>(0))
        .optional()?;
    Ok(told.flatten().map(|told| told.0))
}

/// Notes that the marketplace told of a claim, whether or not anything was new.
pub(crate) fn set_told(
    connection: &Connection,
    account: &AccountId,
    claim: &ClaimId,
    at: DateTime<Utc>,
) -> Result<()> {
    connection
        .prepare_cached("UPDATE claims SET told_at = ?3 WHERE account = ?1 AND claim = ?2")?
        .execute(params![account.as_str(), claim.as_str(), Moment(at)])?;
    Ok(())
}

/// Notes since when a claim stands on no list any more, or that one shows it.
pub(crate) fn set_gone(
    connection: &Connection,
    account: &AccountId,
    claim: &ClaimId,
    since: Option<DateTime<Utc>>,
) -> Result<()> {
    connection
        .prepare_cached("UPDATE claims SET gone_since = ?3 WHERE account = ?1 AND claim = ?2")?
        .execute(params![account.as_str(), claim.as_str(), since.map(Moment)])?;
    Ok(())
}

/// A claim with what its lines and its newest action add to it.
fn row(connection: &Connection, claim: Claim) -> Result<ClaimRow> {
    let lines = line::of_order(connection, &claim.account, &claim.order)?;
    let formers = former_line::of_order(connection, &claim.account, &claim.order)?;
    let orders: Vec<&OrderLine> = lines.iter().map(|stored| &stored.line).collect();
    let claimed = crate::claimed::lines(&claim, &orders, &formers);
    let first = claimed.first().map(|(_, line)| *line);
    let line_of = |part: &ClaimLine| {
        let (_, line) = claimed.iter().find(|(one, _)| std::ptr::eq(*one, part))?;
        let product = line.product.name.clone();
        Some(PartLine { product, ordered: line.quantity.ordered, add_on: line.product.add_on })
    };
    let target = Target::Claim(claim.claim.clone());
    let shown = action::newest(connection, &claim.account, &target)?;
    Ok(ClaimRow {
        amount: (!claimed.is_empty() && claimed.len() == claim.lines.len())
            .then(|| claimed.iter().map(|(part, line)| worth(pieces(part, line), line)).sum()),
        parts: claim.lines.iter().map(line_of).collect(),
        line_stage: first.map(|line| line.stage),
        option: first.map(|line| line.product.option.clone()).unwrap_or_default(),
        action: shown.as_ref().map(|shown| (shown.kind, shown.state)),
        next_check_at: shown.as_ref().and_then(|shown| shown.next_check_at),
        action_message: shown.and_then(|shown| shown.message),
        read_at: told_at(connection, &claim.account, &claim.claim)?,
        done_at: action::last_done_at(connection, &claim.account, &target)?,
        here_by: event::here_by(connection, &claim)?,
        inspection: inspection::find(connection, &claim.account, &claim.claim)?,
        photos: photo::of_claim(connection, &claim.account, &claim.claim)?,
        claim,
    })
}

impl Store {
    /// A claim queue: the open ones, those first whose waiting costs first and then the oldest request, as far as that was
    /// reckoned ([`Store::reckon_dues`]); then the settled ones, the oldest request first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claims(&self, query: &ClaimQuery, limit: u32) -> Result<Vec<ClaimRow>> {
        self.read(|connection| {
            let mut claims = queue::open(connection, query, limit)?;
            let left = limit.saturating_sub(u32::try_from(claims.len()).unwrap_or(limit));
            claims.extend(queue::settled(connection, query, left)?);
            claims.into_iter().map(|claim| row(connection, claim)).collect()
        })
    }

    /// One claim.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim(&self, account: &AccountId, claim: &ClaimId) -> Result<Option<Claim>> {
        self.read(|connection| find(connection, account, claim))
    }

    /// One claim as a row of its queue.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim_row(&self, account: &AccountId, claim: &ClaimId) -> Result<Option<ClaimRow>> {
        self.read(|connection| {
            find(connection, account, claim)?.map(|claim| row(connection, claim)).transpose()
        })
    }

    /// The claims of an order, the oldest request first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claims_of_order(&self, account: &AccountId, order: &OrderId) -> Result<Vec<Claim>> {
        self.read(|connection| of_order(connection, account, order))
    }

    /// The numbers of an account's claims of these kinds that are not settled, or count as withdrawn only because no
    /// list has shown them since some time after `gone_after`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_claims(
        &self,
        account: &AccountId,
        kinds: &[ClaimKind],
        gone_after: DateTime<Utc>,
    ) -> Result<Vec<ClaimId>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT claim FROM claims WHERE account = ?1 AND (settled = 0 OR gone_since > ?3)
                 AND kind IN (SELECT value FROM json_each(?2)) ORDER BY claim",
            )?;
            let claims = statement
                .query_map(params![account.as_str(), Json(kinds), Moment(gone_after)], |row| {
                    Ok(row.get::<_, Word<_>>(0)?.0)
                })?;
            Ok(claims.collect::<Result<_, _>>()?)
        })
    }

    /// How many claims there are of each account, kind and step, exactly and without reading a claim.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim_counts(&self) -> Result<Vec<ClaimCount>> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT account, kind, step, claims FROM claim_tally WHERE claims > 0")?;
            let counts = statement.query_map([], |row| {
                Ok(ClaimCount {
                    account: row.get::<_, Word<_>>(0)?.0,
                    kind: row.get::<_, Word<_>>(1)?.0,
                    step: row.get::<_, Word<_>>(2)?.0,
                    claims: row.get(3)?,
                })
            })?;
            Ok(counts.collect::<Result<_, _>>()?)
        })
    }
}
