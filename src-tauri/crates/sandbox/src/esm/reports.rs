//! 미수령신고조회 and 미수령신고 철회요청

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::body::{Fields, Window, midnight};
use super::couriers;
use super::desk::{Asked, Desk, check_number, only_site};
use super::errors::{self, Refusal};
use super::model::{Line, Parcel, Report};
use super::moves;
use super::orders::named_line;
use super::route::Operation;
use super::site::Site;
use super::wire::{minute, optional_minute};
use crate::clock::from_kst;

/// 조회 기간은 30일 이내여야 합니다.
const LONGEST: TimeDelta = TimeDelta::days(30);

/// All four fields are required. That reports which were lifted no longer show is unverified.
pub(crate) fn list(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let by = fields.optional_number("SearchType")?.ok_or_else(|| Refusal::field("SearchType"))?;
    let number = fields.optional_number("OrderNo")?.ok_or_else(|| Refusal::field("OrderNo"))?;
    let window = window(&fields)?;
    let site = only_site(asked.bearer)?;
    let wanted = fields.optional_id("OrderNo")?.map(check_number).transpose()?;
    let fits = |line: &Line, report: &Report| match by {
        0 => Some(line.order_no) == wanted,
        _ => window.holds(report.reported_at) && (number == 0 || Some(line.order_no) == wanted),
    };
    if !(0..=1).contains(&by) {
        return Err(Refusal::field("SearchType"));
    }
    let lines = desk.state.shelf(site).lines.values();
    let reported = lines.filter_map(|line| Some((line, line.open_report()?)));
    let rows: Vec<Value> = reported
        .filter(|(line, report)| fits(line, report))
        .map(|(line, report)| row(line, report))
        .collect();
    if rows.is_empty() {
        return Err(Refusal::new(1100, "데이터가 없습니다."));
    }
    Ok(json!({"TotalCount": rows.len(), "ResultCode": 0, "Message": "Success", "Data": rows}))
}

/// EndDate counts with its whole day, for the page's own example begins and ends on one [unverified].
fn window(fields: &Fields) -> Result<Window, Refusal> {
    let (from, to) = (fields.day("StartDate")?, fields.day("EndDate")?);
    if to - from > LONGEST {
        return Err(Refusal::order("조회 기간은 30일 이내여야 합니다"));
    }
    let end = to.succ_opt().filter(|_| from <= to).ok_or_else(|| Refusal::field("EndDate"))?;
    Ok(Window { from: from_kst(midnight(from)), to: from_kst(midnight(end)) })
}

fn row(line: &Line, report: &Report) -> Value {
    json!({
        "OrderNo": line.order_no,
        "ClaimDate": minute(report.reported_at),
        "ClaimReason": report.reason,
        "ClaimDetailReason": report.detail,
        "ClaimSolveDate": optional_minute(report.solve_at),
    })
}

/// 1 송장번호 재입력, 2 철회요청 메시지입력. The report stands until the buyer has had time to object.
pub(crate) fn release(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let key = named_line(&fields, asked)?;
    let parcel = match fields.int("ClaimCancelType")? {
        1 => Some(corrected(desk, key.site, &fields)?),
        2 => {
            let said = fields.optional_text("CancelComment")?;
            said.ok_or_else(|| Refusal::order("철회요청 메시지를 입력해주세요"))?;
            None
        }
        _ => return Err(Refusal::field("ClaimCancelType")),
    };
    desk.line(key).filter(|line| line.open_report().is_some()).ok_or_else(Refusal::no_order)?;
    desk.check_row()?;
    if let Some(line) = desk.state.line_mut(key) {
        line.parcel = parcel.or_else(|| line.parcel.take());
        line.note("미수령신고 철회요청", desk.now);
        if let Some(report) = &mut line.report {
            report.solve_at = Some(desk.now);
        }
    }
    desk.state.count(key, Operation::ReleaseReport, false);
    moves::plan_release(desk.state, key);
    Ok(errors::success(json!({"RetCode": 0})))
}

/// Only the sentence about a missing courier is documented.
fn corrected(desk: &Desk<'_>, site: Site, fields: &Fields) -> Result<Parcel, Refusal> {
    let courier = fields.optional_int("DeliveryCompCode")?.filter(|code| *code != 0);
    let courier = courier.ok_or_else(|| Refusal::order("택배사코드를 입력해주세요"))?;
    let invoice = fields.optional_text("InvoiceNo")?;
    let invoice = invoice.ok_or_else(|| Refusal::order("송장번호를 입력해주세요"))?;
    let known = couriers::accepted(courier, site, desk.settings);
    let name = known.ok_or_else(|| Refusal::order("지원하지 않는 택배사입니다."))?;
    if !couriers::is_number(courier, invoice) {
        return Err(Refusal::order(format!("{courier} 는 {name}의 운송장번호 규칙에 어긋납니다.")));
    }
    Ok(Parcel { courier, invoice: invoice.to_owned() })
}
