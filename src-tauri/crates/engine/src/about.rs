//! What an action is about, in words that a person knows it by.

use domain::{Action, ActionKind, MoneyLeaves, Target};

use crate::claims;
use crate::desk::Desk;
use crate::view::{AboutView, Problem};

/// What an action is about, told by its first target; nothing of what is not here any more.
///
/// # Errors
/// When there is no such account, or the store fails.
pub(crate) fn of(desk: &Desk, action: &Action, kind: ActionKind) -> Result<AboutView, Problem> {
    let first = action.write.targets().into_iter().next();
    match first {
        Some(Target::Line(line)) => {
            let line = desk.store.line(&action.account, &line)?;
            Ok(line.map_or_else(AboutView::default, |line| AboutView {
                order: Some(line.order),
                product: line.product.name,
                refund: None,
            }))
        }
        Some(Target::Claim(claim)) => {
            let Some(row) = desk.store.claim_row(&action.account, &claim)? else {
                return Ok(AboutView::default());
            };
            let door = desk.door(&action.account)?;
            let money = door.market().ok().map_or(MoneyLeaves::None, |market| {
                claims::money::leaves(market.capabilities(), kind, &row.claim, row.amount)
            });
            let refund = (money != MoneyLeaves::None).then(|| claims::money::back(&row.claim, row.amount));
            Ok(AboutView {
                product: claims::dry_run::product(&row),
                refund: refund.flatten(),
                order: Some(row.claim.order),
            })
        }
        None => Ok(AboutView::default()),
    }
}
