//! 주문상태조회 and 배송진행정보 조회

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::body::{Fields, Window, midnight};
use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::desk::{Asked, Desk, check_number, only_site};
use super::errors::{self, Refusal};
use super::model::{Line, Step};
use super::orders::named_line;
use super::site::Site;
use super::wire::instant;
use crate::clock::from_kst;

/// 7일 이내의 데이터만 조회가능합니다.
const LONGEST: i64 = 7;
/// Rows of a page [unverified].
const PAGE: usize = 100;

pub(crate) fn statuses(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let site = only_site(asked.bearer)?;
    let rows = match fields.optional_id("OrderNo")? {
        Some(number) => {
            let number = check_number(number)?;
            let line = desk.state.shelf(site).lines.get(&number).ok_or_else(Refusal::no_order)?;
            vec![row(line)]
        }
        None => changed(desk, site, &fields)?,
    };
    Ok(errors::success(json!(rows)))
}

fn changed(desk: &Desk<'_>, site: Site, fields: &Fields) -> Result<Vec<Value>, Refusal> {
    let kind = fields.int("SearchDateConditionType")?;
    if !(1..=9).contains(&kind) {
        return Err(Refusal::field("SearchDateConditionType"));
    }
    let window = window(fields.day("FromDate")?, fields.day("ToDate")?)?;
    let page = usize::try_from(fields.int("Page")?).unwrap_or(0);
    if page == 0 {
        return Err(Refusal::order("페이지 번호는 1보다 큰 값을 입력해주세요."));
    }
    let fits = |line: &&Line| moment(line, kind, desk.now).is_some_and(|at| window.holds(at));
    let lines = desk.state.shelf(site).lines.values().filter(fits);
    Ok(lines.skip((page - 1).saturating_mul(PAGE)).take(PAGE).map(row).collect())
}

/// That the last day is read as its midnight is unverified here.
fn window(from: NaiveDate, to: NaiveDate) -> Result<Window, Refusal> {
    let days = (to - from).num_days();
    if days > LONGEST {
        return Err(Refusal::order("7일 이내의 데이터만 조회가능합니다."));
    }
    if days < 0 {
        return Err(Refusal::field("ToDate"));
    }
    Ok(Window { from: from_kst(midnight(from)), to: from_kst(midnight(to)) })
}

fn moment(line: &Line, kind: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let approved = |kind| line.claim_of(kind).and_then(|claim| claim.approved_at);
    match kind {
        1 => line.paid_at,
        2 => line.confirmed_at,
        3 => line.sent_at,
        4 => line.delivered_at,
        5 => line.decided_at,
        6 => line.remitted_at().filter(|at| *at <= now),
        7 => approved(ClaimKind::Return),
        8 => approved(ClaimKind::Exchange),
        _ => line.claim_of(ClaimKind::Cancel).and_then(|claim| claim.completed_at),
    }
}

fn row(line: &Line) -> Value {
    let (status, claim) = standing(line);
    json!({
        "OrderNo": line.order_no,
        "Status": status,
        "ClaimStatus": claim,
        "StatusChangeDate": instant(line.changed_at),
        "IsGiftOrder": if line.gift.is_some() { "Y" } else { "N" },
    })
}

/// Status and ClaimStatus.
pub(crate) fn standing(line: &Line) -> (i64, i64) {
    if line.open_report().is_some() {
        return (9, 0);
    }
    let plain = (line.status.code(), 0);
    match line.standing_claim().filter(|_| line.is_claimed()) {
        None => plain,
        Some(claim) => of_claim(claim),
    }
}

/// 7/2 반품처리중 begins with the pickup [unverified].
fn of_claim(claim: &Claim) -> (i64, i64) {
    let under_way = claim.is_under_way();
    match (claim.kind, claim.status) {
        (_, ClaimStatus::AfterRemittance) => (10, 0),
        (ClaimKind::Cancel, ClaimStatus::Requested) => (6, 1),
        (ClaimKind::Cancel, ClaimStatus::InProgress) => (6, 2),
        (ClaimKind::Cancel, _) => (6, 3),
        (ClaimKind::Return, ClaimStatus::Requested) if !under_way => (7, 1),
        (ClaimKind::Return, ClaimStatus::Requested | ClaimStatus::Collected) => (7, 2),
        (ClaimKind::Return, _) => (7, 3),
        (ClaimKind::Exchange, ClaimStatus::Collected) => (8, 2),
        (ClaimKind::Exchange, ClaimStatus::Resent) => (8, 3),
        (ClaimKind::Exchange, ClaimStatus::Done) => (8, 4),
        (ClaimKind::Exchange, _) => (8, 1),
    }
}

/// What happened to one order, in the order in which it happened.
pub(crate) fn progress(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let key = named_line(&fields, asked)?;
    // That a wrong number is answered so is unverified.
    let line = desk.line(key).ok_or_else(Refusal::no_order)?;
    let remitted = line.remitted_at().filter(|at| *at <= desk.now);
    let remitted = remitted.map(|at| Step { at, what: "정산완료".to_owned() });
    let mut steps: Vec<&Step> = line.history.iter().chain(&remitted).collect();
    steps.sort_by_key(|step| step.at);
    let rows: Vec<Value> = steps.into_iter().map(|step| progress_row(line, step)).collect();
    Ok(json!({"TotalCount": rows.len(), "ResultCode": 0, "Message": "Success", "Data": rows}))
}

/// 배송중(발송처리일)
pub(crate) const SENT: &str = "배송중(발송처리일)";

fn progress_row(line: &Line, step: &Step) -> Value {
    let invoice = line.parcel.as_ref().map(|parcel| parcel.invoice.as_str());
    let url = invoice.filter(|_| step.what == SENT);
    json!({
        "EscrowType": step.what,
        "EscrowDt": instant(step.at),
        "TrackingUrl": url.map(|number| format!("http://nplus.doortodoor.co.kr/web/info.jsp?slipno={number}")),
    })
}
