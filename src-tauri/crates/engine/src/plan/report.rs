//! 미도착·미수령 신고 처리: the answer to a buyer who reports that nothing has come.

use domain::{AccountId, ActionKind, CourierCode, InvoiceNumber, LineId, OrderLine, Sentence, Write};

use super::answers::Form;
use super::bundles::Press;
use super::parcels::number;
use super::single::{held_back, one};
use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::settling::Mark;
use crate::view::Problem;

const KIND: ActionKind = ActionKind::AnswerUndelivered;

/// What is done about a report.
pub(crate) struct Answer {
    pub(crate) reason: String,
    pub(crate) text: String,
    pub(crate) invoice: Option<(CourierCode, InvoiceNumber)>,
}

/// Plans the answer to the report that waits on a line.
pub(crate) fn answer_undelivered(
    desk: &Desk,
    account: &AccountId,
    id: &LineId,
    answer: Answer,
) -> Result<Plan, Problem> {
    let bundled = Bundled::of(desk, account, id)?;
    let line = match hold(desk, &bundled, id)? {
        Ok(line) => line,
        Err(hold) => return Ok(held_back(&bundled, id, hold.sentence())),
    };
    let Some(report) = waiting(desk, &line)? else {
        return Ok(held_back(&bundled, id, Hold::NoReport.sentence()));
    };
    let reason = misfit(desk, account, &answer)?;
    let Answer { reason: code, text, invoice } = answer;
    let OrderLine { order, bundle, line, .. } = line;
    let write = Write::AnswerUndelivered { order, bundle, line, report, reason: code, text, invoice };
    Ok(one(&bundled, id, reason, write))
}

/// The line, or why no report on it can be answered.
fn hold(desk: &Desk, bundled: &Bundled, id: &LineId) -> Result<Result<OrderLine, Hold>, Problem> {
    if !allowed(desk, &bundled.account, KIND)? {
        return Ok(Err(Hold::NoOperation));
    }
    let under_way = UnderWay::now(desk)?;
    let press =
        Press { kind: KIND, rule: rules::to_answer_undelivered, mark: Mark::Kind, under_way: &under_way };
    let Some(line) = bundled.line(id) else { return Ok(Err(Hold::Gone)) };
    Ok(bundled.alone_hold(line, press).map_or_else(|| Ok(line.clone()), Err))
}

/// The number of the report that waits longest on a line.
pub(crate) fn waiting(desk: &Desk, line: &OrderLine) -> Result<Option<String>, Problem> {
    let reports = desk.store.reports_of_order(&line.account, &line.order)?;
    let open = |report: &domain::UndeliveredReport| report.line == line.line && report.settled_at.is_none();
    Ok(reports.into_iter().map(|kept| kept.report).find(open).map(|report| report.report))
}

/// Why what was given along is not what the marketplace asks for.
fn misfit(desk: &Desk, account: &AccountId, answer: &Answer) -> Result<Option<Sentence>, Problem> {
    let form = Form::of(desk.door(account)?.market()?.capabilities(), KIND);
    let Answer { reason, text, invoice } = answer;
    let wrong = form
        .maybe_reason(reason)
        .or_else(|| form.detail(reason, text))
        .or_else(|| form.invoice(reason, invoice.is_some()));
    match (wrong, invoice) {
        (None, Some((courier, invoice))) => number(desk, account, courier, invoice),
        (wrong, _) => Ok(wrong),
    }
}
