//! What is promised to the buyer or filed in his name, a request per line: 발송지연 안내, 배송희망일 변경, 반품 접수.

use chrono::{NaiveDate, NaiveTime};
use domain::action::ReturnPickup;
use domain::{AccountId, ActionKind, CourierCode, InvoiceNumber, LineId, OrderLine, Sentence, Target, Write};

use super::answers::Form;
use super::bundles::{Press, Rule};
use super::parcels::number;
use super::single::today;
use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::sequence::Turn;
use crate::settling::Mark;
use crate::view::Problem;

/// That the buyer is told to wait: until a later day where the marketplace asks for one, with the reason.
pub(crate) struct Delay {
    pub(crate) until: Option<NaiveDate>,
    pub(crate) reason: String,
    pub(crate) detail: String,
}

/// Another day on which the buyer wants it.
pub(crate) struct Hope {
    pub(crate) on: NaiveDate,
    pub(crate) at: Option<NaiveTime>,
    pub(crate) region: String,
    pub(crate) because: String,
}

/// A return that the seller files.
pub(crate) struct Filed {
    pub(crate) reason: String,
    pub(crate) detail: String,
    pub(crate) method: String,
    pub(crate) invoice: Option<(CourierCode, InvoiceNumber)>,
}

/// Plans to tell the buyer of a line that it leaves later. The last notice wins.
pub(crate) fn delay(desk: &Desk, account: &AccountId, id: &LineId, delay: Delay) -> Result<Plan, Problem> {
    let form = form(desk, account, ActionKind::DelayNotice)?;
    let day = form.day(delay.until, today(desk)?);
    let wrong = day.or_else(|| form.reason(&delay.reason)).or_else(|| form.remark(&delay.detail));
    let mark = Mark::Told(delay.until, &delay.reason, &delay.detail);
    let (bundled, found) = one(desk, account, id, (ActionKind::DelayNotice, rules::to_delay, mark))?;
    let Delay { until, reason, detail } = delay;
    Ok(planned(&bundled, id, found, wrong, |line| Write::Delay {
        order: line.order,
        bundle: line.bundle,
        line: line.line,
        until,
        reason,
        detail,
    }))
}

/// Plans to move the day on which the buyer wants a line.
pub(crate) fn change_hope(
    desk: &Desk,
    account: &AccountId,
    id: &LineId,
    hope: Hope,
) -> Result<Plan, Problem> {
    let kind = ActionKind::ChangeHopeDelivery;
    let form = form(desk, account, kind)?;
    let wrong = past(desk, hope.on)?
        .or_else(|| form.time(hope.at))
        .or_else(|| form.region(&hope.region))
        .or_else(|| form.words(&hope.because));
    let mark = Mark::Wished(hope.on, hope.at, &hope.region);
    let (bundled, found) = one(desk, account, id, (kind, rules::to_change_hope, mark))?;
    let Hope { on, at, region, because } = hope;
    Ok(planned(&bundled, id, found, wrong, |line| Write::ChangeHopeDelivery {
        order: line.order,
        bundle: line.bundle,
        line: line.line,
        on,
        at,
        region,
        because,
    }))
}

/// Plans to file the return of pieces, a request per line in the marketplace's order.
pub(crate) fn request_return(
    desk: &Desk,
    account: &AccountId,
    lines: &[(LineId, u32)],
    filed: &Filed,
) -> Result<Plan, Problem> {
    let kind = ActionKind::RequestReturn;
    let form = form(desk, account, kind)?;
    let unfit = match &filed.invoice {
        Some((courier, invoice)) => number(desk, account, courier, invoice)?,
        None => None,
    };
    let wrong = form
        .reason(&filed.reason)
        .or_else(|| form.detail(&filed.reason, &filed.detail))
        .or_else(|| form.way(&filed.method))
        .or(unfit);
    let mut plan = Plan::default();
    let mut chosen: Vec<(OrderLine, u32)> = Vec::new();
    for (id, pieces) in lines {
        let (bundled, found) = one(desk, account, id, (kind, rules::to_request_return, Mark::Kind))?;
        let pieces = bundled.line(id).map_or(*pieces, |line| form.pieces(*pieces, line));
        match (&wrong, found.and_then(|line| fits(line, pieces))) {
            (None, Ok(line)) => chosen.push((line, pieces)),
            (Some(wrong), Ok(_)) => plan.block(Target::Line(id.clone()), bundled.order, wrong.clone()),
            (_, Err(hold)) => plan.block(Target::Line(id.clone()), bundled.order, hold.sentence()),
        }
    }
    Turn::of(desk.door(account)?.market()?.capabilities(), kind)
        .sort(&mut chosen, |(line, _)| line.product.add_on);
    plan.writes
        .extend(chosen.into_iter().map(|(line, pieces)| (account.clone(), filing(line, pieces, filed))));
    Ok(plan)
}

/// The form of an operation at an account's marketplace.
fn form(desk: &Desk, account: &AccountId, kind: ActionKind) -> Result<Form, Problem> {
    Ok(Form::of(desk.door(account)?.market()?.capabilities(), kind))
}

/// A line with its bundle, or why it does not take an operation; a claim on it is settled first.
fn one(
    desk: &Desk,
    account: &AccountId,
    id: &LineId,
    (kind, rule, mark): (ActionKind, Rule, Mark<'_>),
) -> Result<(Bundled, Result<OrderLine, Hold>), Problem> {
    let bundled = Bundled::of(desk, account, id)?;
    let under_way = UnderWay::now(desk)?;
    let press = Press { kind, rule, mark, under_way: &under_way };
    let found = match bundled.line(id) {
        _ if !allowed(desk, account, kind)? => Err(Hold::NoOperation),
        None => Err(Hold::Gone),
        Some(line) => bundled.free_hold(line, press).map_or_else(|| Ok(line.clone()), Err),
    };
    Ok((bundled, found))
}

/// A line of which so many pieces can come back.
fn fits(line: OrderLine, pieces: u32) -> Result<OrderLine, Hold> {
    if pieces > 0 && pieces <= line.quantity.to_ship() { Ok(line) } else { Err(Hold::BadCount) }
}

/// A plan of one write, or of one block.
fn planned(
    bundled: &Bundled,
    id: &LineId,
    found: Result<OrderLine, Hold>,
    wrong: Option<Sentence>,
    write: impl FnOnce(OrderLine) -> Write,
) -> Plan {
    let mut plan = Plan::default();
    match (found, wrong) {
        (Ok(line), None) => plan.writes.push((bundled.account.clone(), write(line))),
        (Ok(_), Some(wrong)) => plan.block_lines(bundled, &[id], &wrong),
        (Err(hold), _) => plan.block_lines(bundled, &[id], &hold.sentence()),
    }
    plan
}

/// Why a day cannot be promised.
fn past(desk: &Desk, day: NaiveDate) -> Result<Option<Sentence>, Problem> {
    Ok((day < today(desk)?).then(|| Hold::PastDate.sentence()))
}

/// The filing of a line's return.
fn filing(line: OrderLine, quantity: u32, filed: &Filed) -> Write {
    Write::RequestReturn {
        order: line.order,
        bundle: line.bundle,
        line: line.line,
        quantity,
        reason: filed.reason.clone(),
        detail: filed.detail.clone(),
        pickup: ReturnPickup { method: filed.method.clone(), invoice: filed.invoice.clone() },
    }
}
