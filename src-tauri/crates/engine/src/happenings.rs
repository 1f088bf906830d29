//! What happened without us, and what of it was seen.

mod said;

use chrono::TimeDelta;
use domain::{Claim, Happening};
use store::Happened;

use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::view::{HappeningList, HappeningView, Problem, Tag};

/// For how long what was seen stays in the list.
const SHOWN: TimeDelta = TimeDelta::days(14);
/// Rows of the list.
const ROWS: u32 = 300;

impl Engine {
    /// What happened without us: what nobody saw yet, whenever it was, then what was seen in the last fourteen days,
    /// each newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn happenings(&self) -> Result<HappeningList, Problem> {
        self.ask(|desk| {
            let happened = desk.store.happenings(desk.now() - SHOWN, ROWS)?;
            let fresh = desk.store.unseen_happenings()?;
            let rows = happened.into_iter().map(|row| shown(desk, row)).collect::<Result<_, _>>()?;
            Ok(HappeningList { rows, fresh })
        })
        .await
    }

    /// Marks these as seen.
    ///
    /// # Errors
    /// When there are too many, or the store fails.
    pub async fn see_happenings(&self, numbers: Vec<u32>) -> Result<(), Problem> {
        cap::list(&numbers)?;
        self.ask(move |desk| {
            desk.store.see_happenings(&numbers, desk.now())?;
            desk.tell_stale(&[Tag::Happenings]);
            Ok(())
        })
        .await
    }
}

/// One of them with its words.
fn shown(desk: &Desk, row: Happened) -> Result<HappeningView, Problem> {
    let door = desk.door(&row.account)?;
    let claim = row.claim.as_ref().map(|id| desk.store.claim(&row.account, id)).transpose()?.flatten();
    let lines = desk.store.order_lines(&row.account, &row.order)?;
    let about = lines.iter().find(|line| row.line.is_none() || row.line.as_ref() == Some(&line.line));
    let product = claim.as_ref().and_then(product_of).or_else(|| Some(about?.product.name.clone()));
    let (what, means) = (said::what(&row.what), said::means(&row.what));
    let dangerous = row.what.is_dangerous() && !is_answered(desk, &row)?;
    Ok(HappeningView {
        number: row.number,
        at: row.at,
        account: row.account,
        account_name: door.account.name.clone(),
        marketplace: door.account.marketplace,
        order: row.order,
        line: about.map(|line| line.line.clone()),
        claim: claim.map(|claim| (claim.claim, claim.kind)),
        product: product.unwrap_or_default(),
        what,
        means,
        dangerous,
        fresh: row.seen_at.is_none(),
    })
}

/// Whether a claim that stood on a parcel is over by now, or was answered from here: whoever answered it knows of it.
fn is_answered(desk: &Desk, row: &Happened) -> Result<bool, Problem> {
    let (Happening::OnParcel { .. }, Some(claim)) = (&row.what, &row.claim) else { return Ok(false) };
    let claim = desk.store.claim_row(&row.account, claim)?;
    Ok(claim.is_some_and(|claim| claim.done_at.is_some() || claim.claim.is_settled()))
}

/// The product as a claim names it.
fn product_of(claim: &Claim) -> Option<String> {
    claim.lines.first().map(|part| part.product.clone()).filter(|name| !name.is_empty())
}
