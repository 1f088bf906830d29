//! 발송 처리 and 발송 지연 처리.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::add_ons;
use super::body::{self, Fields};
use super::claims::ClaimStatus;
use super::codes::{self, DELAY_REASONS, DELIVERY_METHODS};
use super::confirm::MOST;
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{
    Answer, Code, DUE_OUT_OF_RANGE, Failure, LINE_STATUS, NO_COMPANY, NO_TRACKING, OTHER_METHOD,
    PLACE_STATUS, Refusal, SAME_STATE, USED_TRACKING, WRONG_COMPANY, WRONG_REQUEST, WRONG_TRACKING,
};
use super::life;
use super::model::{Delay, Line, LineStatus, Parcel};
use super::moves;
use super::route::Operation;
use super::rows::{self, Outcome, Rows};

/// How a parcel travels, as a request says it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manifest<'a> {
    pub(crate) method: Option<&'a str>,
    pub(crate) company: Option<&'a str>,
    pub(crate) number: Option<&'a str>,
}

/// One `dispatchProductOrder`.
struct Row<'a> {
    id: &'a str,
    manifest: Manifest<'a>,
    date: Option<DateTime<Utc>>,
}

pub(crate) fn dispatch(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let list = Fields::of(&value, "dispatchProductOrders")?.list("dispatchProductOrders", MOST)?;
    let given = list.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    body::check_distinct(given.iter().map(|row| row.id))?;
    let mut rows = Rows::default();
    for row in given {
        rows.attempt(desk, row.id, |desk| dispatch_line(desk, &row));
    }
    Ok(rows.answer())
}

fn row(value: &Value) -> Result<Row<'_>, Refusal> {
    let fields = Fields::of(value, "dispatchProductOrder")?;
    Ok(Row {
        id: fields.text("productOrderId")?,
        manifest: Manifest {
            method: fields.optional_code("deliveryMethod", DELIVERY_METHODS)?,
            company: company(fields, "deliveryCompanyCode")?,
            number: fields.optional_text("trackingNumber")?,
        },
        date: fields.optional_instant("dispatchDate")?,
    })
}

/// "" is no courier code, and makes the body unreadable; an unknown code is the line's own failure.
pub(crate) fn company<'a>(fields: Fields<'a>, name: &str) -> Result<Option<&'a str>, Refusal> {
    let code = fields.optional_text(name)?;
    if code == Some("") { Err(Refusal::unreadable()) } else { Ok(code) }
}

impl Manifest<'_> {
    /// Method, company and number are effectively required, although the schema marks none.
    pub(crate) fn parcel(self, sent_at: DateTime<Utc>) -> Result<Parcel, Failure> {
        let method = self.method.filter(|it| codes::is_outward(it)).ok_or(OTHER_METHOD)?;
        let courier = codes::has_courier(method);
        let (company, number) = if courier { self.invoice().map(Some)? } else { None }.unzip();
        Ok(Parcel {
            method: method.to_owned(),
            company: company.map(str::to_owned),
            number: number.map(str::to_owned),
            sent_at,
            picked_up_at: None,
            delivered_at: None,
            wrong_since: None,
            failed_at: None,
        })
    }

    fn invoice(&self) -> Result<(&str, &str), Code> {
        let company = self.company.ok_or(NO_COMPANY)?;
        if !couriers::is_known(company) {
            return Err(WRONG_COMPANY);
        }
        let number = self.number.filter(|number| !number.is_empty()).ok_or(NO_TRACKING)?;
        couriers::accepts(number).then_some((company, number)).ok_or(WRONG_TRACKING)
    }
}

fn dispatch_line(desk: &mut Desk<'_>, row: &Row<'_>) -> Outcome {
    let line = desk.line(row.id)?;
    let sent_at = row.date.ok_or(WRONG_REQUEST)?;
    let parcel = row.manifest.parcel(sent_at)?;
    if let Some(sent) = &line.parcel {
        // The same number again is ignored, another one fails. That an ignored line is in neither
        // list is unverified.
        return if sent.same_number(&parcel) { rows::excluded() } else { Err(SAME_STATE.into()) };
    }
    check_line(desk, line)?;
    check_number(desk, line, &parcel)?;
    desk.state.count(row.id, None, Operation::Dispatch);
    moves::send(desk.state, row.id, parcel, desk.now);
    life::after_dispatch(desk.state, desk.settings, row.id, desk.now);
    rows::done(row.id)
}

/// Confirmed lines only. A cancel request does not block: dispatching refuses it, and is the only
/// way to.
fn check_line(desk: &Desk<'_>, line: &Line) -> Result<(), Failure> {
    check_waiting(line)?;
    match desk.state.open_claim(line) {
        Some(claim) if claim.status == ClaimStatus::CancelRequest => add_ons::check_refusal(desk.state, line),
        Some(_) => Err(LINE_STATUS.into()),
        None => Ok(()),
    }
}

/// Paid, confirmed, and with somebody to send it to.
pub(crate) fn check_waiting(line: &Line) -> Result<(), Failure> {
    if line.status != LineStatus::Payed || line.waits_for_receiver() {
        return Err(LINE_STATUS.into());
    }
    if line.is_confirmed() { Ok(()) } else { Err(PLACE_STATUS.into()) }
}

/// A number travels with one package only.
fn check_number(desk: &Desk<'_>, line: &Line, parcel: &Parcel) -> Result<(), Failure> {
    let taken = desk.state.invoice_taken(parcel, &line.package_number);
    if taken { Err(USED_TRACKING.into()) } else { Ok(()) }
}

/// How far a delay may reach is undocumented.
const LONGEST_DELAY: TimeDelta = TimeDelta::days(90);

/// May be called again, the last call counts; not while a claim is open. The feed has no word for
/// it. Its page marks neither day nor reason as required; that both are is unverified.
pub(crate) fn delay(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value, "delayDispatch")?;
    let due = fields.optional_instant("dispatchDueDate")?.ok_or_else(|| fields.absent("dispatchDueDate"))?;
    let reason = fields.code("delayedDispatchReason", DELAY_REASONS)?;
    let detail = fields.optional_text("dispatchDelayedDetailedReason")?.unwrap_or_default();
    let delay = Delay { reason: reason.to_owned(), detail: detail.to_owned() };
    rows::single(desk, &asked.route.id, |desk, id| delay_line(desk, id, due, delay))
}

fn delay_line(desk: &mut Desk<'_>, id: &str, due: DateTime<Utc>, delay: Delay) -> Outcome {
    let line = desk.line(id)?;
    check_waiting(line)?;
    if desk.state.open_claim(line).is_some() {
        return Err(LINE_STATUS.into());
    }
    if due <= desk.now || due > desk.now + LONGEST_DELAY {
        return Err(DUE_OUT_OF_RANGE.into());
    }
    if let Some(line) = desk.state.lines.get_mut(id) {
        line.due_at = due;
        line.delay = Some(delay);
    }
    desk.state.count(id, None, Operation::Delay);
    rows::done(id)
}
