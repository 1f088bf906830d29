//! 판매취소: the seller cancels pieces, one request per bundle, or per line where the marketplace confirms lines.

use domain::{AccountId, ActionKind, LineId, OrderLine, ParcelLine, Target, Write};
use market::Unit;

use super::answers::Form;
use super::bundles::{Press, parcel_line};
use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::sequence::Turn;
use crate::settling::Mark;
use crate::view::Problem;

const KIND: ActionKind = ActionKind::CancelSale;

/// Pieces of a line whose sale is cancelled.
struct Pieces {
    bundled: Bundled,
    line: OrderLine,
    count: u32,
}

/// Plans the seller's cancellation of pieces.
pub(crate) fn cancel_sale(
    desk: &Desk,
    account: &AccountId,
    lines: &[(LineId, u32)],
    reason: &str,
) -> Result<Plan, Problem> {
    let door = desk.door(account)?;
    let capabilities = door.market()?.capabilities();
    let form = Form::of(capabilities, KIND);
    let bad_reason = form.reason(reason);
    let under_way = UnderWay::now(desk)?;
    let press = Press { kind: KIND, rule: rules::to_cancel_sale, mark: Mark::Kind, under_way: &under_way };
    let mut plan = Plan::default();
    let mut chosen = Vec::new();
    for (id, count) in lines {
        let bundled = Bundled::of(desk, account, id)?;
        let count = bundled.line(id).map_or(*count, |line| form.pieces(*count, line));
        let held = match hold(desk, &bundled, id, count, press)? {
            Ok(line) if bad_reason.is_none() => {
                chosen.push(Pieces { bundled, line, count });
                continue;
            }
            Ok(_) => bad_reason.clone().unwrap_or_else(|| Hold::BadReason.sentence()),
            Err(hold) => hold.sentence(),
        };
        plan.block(Target::Line(id.clone()), bundled.order, held);
    }
    Turn::of(capabilities, KIND).sort(&mut chosen, |pieces| pieces.line.product.add_on);
    let requests = requests(chosen, capabilities.confirms, reason);
    plan.writes.extend(requests.into_iter().map(|write| (account.clone(), write)));
    Ok(plan)
}

/// The line, or why pieces of it cannot be cancelled.
fn hold(
    desk: &Desk,
    bundled: &Bundled,
    id: &LineId,
    count: u32,
    press: Press<'_>,
) -> Result<Result<OrderLine, Hold>, Problem> {
    if !allowed(desk, &bundled.account, KIND)? {
        return Ok(Err(Hold::NoOperation));
    }
    let Some(line) = bundled.line(id) else { return Ok(Err(Hold::Gone)) };
    let count_fits = count > 0 && count <= line.quantity.to_ship();
    let held = bundled.alone_hold(line, press).or((!count_fits).then_some(Hold::BadCount));
    Ok(held.map_or_else(|| Ok(line.clone()), Err))
}

/// One request for each bundle, or for each line.
fn requests(chosen: Vec<Pieces>, unit: Unit, reason: &str) -> Vec<Write> {
    let mut requests: Vec<(Bundled, Vec<(ParcelLine, u32)>)> = Vec::new();
    for Pieces { bundled, line, count } in chosen {
        let part = (parcel_line(&line), count);
        let same = |other: &Bundled| unit == Unit::Bundle && other.bundle == bundled.bundle;
        match requests.iter_mut().find(|(other, _)| same(other)) {
            Some((_, parts)) => parts.push(part),
            None => requests.push((bundled, vec![part])),
        }
    }
    requests
        .into_iter()
        .map(|(bundled, lines)| {
            let (order, bundle) = (bundled.order, bundled.bundle);
            Write::CancelSale { order, bundle, lines, reason: reason.to_owned() }
        })
        .collect()
}
