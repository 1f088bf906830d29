//! 상품미도착: what buyers say never came, and the seller's answer. Result names differ here.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use url::form_urlencoded;

use super::codes::{self, NON_DELIVERY_ANSWERS, PARCEL, RESEND_METHODS};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal};
use super::model::{Line, NonDelivery, Parcel};
use super::route::Operation;
use super::window;
use super::wire::{Shown, commas, slashed};
use super::xml::{self, Document, Root, Row};
use crate::clock::kst;

const WRONG: Code = (400, "잘못된 요청 정보");
/// How many rows one page has when nothing is asked; the page's example, no documented default.
const PAGE: usize = 30;

/// A list answers its own envelope whatever happens.
pub(crate) fn list(desk: &mut Desk<'_>, asked: Asked<'_>) -> Document {
    match page(desk, asked) {
        Ok(rows) => Document { root: Root::NonDeliveries, rows, result: Some((0, "OK".to_owned())) },
        Err(refusal) => refusal.document(Operation::NonDeliveries),
    }
}

/// `{01 결제|02 발주|03 발송}/{YYYYMMDD}/{YYYYMMDD}?limit&start&query`: `start` is the last row of the page
/// before. The conditions of `query` have codes nobody documents, and narrow nothing here.
fn page(desk: &Desk<'_>, asked: Asked<'_>) -> Result<Vec<Row>, Refusal> {
    let by = asked.part(0);
    let from = window::day(asked.part(1)).ok_or(WRONG)?;
    let to = window::day(asked.part(2)).filter(|to| *to >= from).ok_or(WRONG)?;
    if !["01", "02", "03"].contains(&by) {
        return Err(WRONG.into());
    }
    let limit = number(asked.query, "limit")?.unwrap_or(PAGE);
    let start = number(asked.query, "start")?.unwrap_or(0);
    let mut reported: Vec<(DateTime<Utc>, &Line, &NonDelivery)> = desk
        .state
        .lines
        .values()
        .filter(|line| happened(desk, line, by).is_some_and(|day| from <= day && day <= to))
        .filter_map(|line| line.non_delivery.as_ref().map(|report| (report.reported_at, line, report)))
        .collect();
    reported.sort_by_key(|(at, line, _)| (*at, line.line_id.clone()));
    let rows = reported.into_iter().enumerate().skip(start).take(limit);
    Ok(rows.filter_map(|(place, (_, line, report))| row(desk, place + 1, (line, report))).collect())
}

fn number(query: &str, name: &str) -> Result<Option<usize>, Refusal> {
    let value = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value);
    let parsed = value.map(|value| value.parse::<usize>().map_err(|_| Refusal::from(WRONG)));
    parsed.transpose()
}

fn happened(desk: &Desk<'_>, line: &Line, by: &str) -> Option<NaiveDate> {
    let at = match by {
        "01" => desk.state.orders.get(&line.ord_no)?.paid_at,
        "02" => line.confirmed_at,
        _ => line.shipped_at,
    };
    at.map(|at| kst(at).date())
}

fn row(desk: &Desk<'_>, place: usize, (line, report): (&Line, &NonDelivery)) -> Option<Row> {
    let shown = Shown::of(desk.state, line)?;
    let (order, (status, name)) = (shown.order, desk.state.shown(line));
    let receiver = line.receiver.clone().unwrap_or_default();
    let parcel = line.parcels.first();
    let date = |at: Option<DateTime<Utc>>| at.map(slashed).unwrap_or_default();
    let address = format!("{} {}", receiver.base_address, receiver.detailed_address);
    let mut row = vec![
        ("no", place.to_string()),
        ("dlvNo", line.dlv_no.clone()),
        ("ordNo", line.ord_no.clone()),
        ("ordPrdSeq", line.seq.to_string()),
        ("ordPrdStat", status.to_owned()),
        ("ordPrdStatNm", name.to_owned()),
        ("prdNm", line.goods.name.clone()),
        ("optNm", format!("{}-{}개", line.goods.option, line.quantity)),
        ("sndEndDt", date(line.shipped_at)),
        ("plcodrCnfDt", date(line.confirmed_at)),
        ("prdNo", line.goods.prd_no.clone()),
        ("ordQty", line.quantity.to_string()),
        ("ordNm", order.buyer.address.name.clone()),
        ("rcvrMailNo", receiver.zip_code),
        ("rcvrPrtblNo", receiver.tel1),
        ("rcvrBaseAddr", address),
        ("ordStlEndDt", date(order.paid_at)),
        ("dlvKdCdName", if line.bundle > 0 { "묶음배송" } else { "일반배송" }.to_owned()),
        ("rcvrNm", receiver.name),
    ];
    row.extend(parcel_names(parcel));
    row.extend([
        ("dlvClf", "업체배송".to_owned()),
        ("partDlvYn", if line.applied.contains_key(&Operation::DispatchPart) { "Y" } else { "N" }.to_owned()),
    ]);
    row.extend(report_fields(line, report));
    Some(row)
}

fn parcel_names(parcel: Option<&Parcel>) -> Row {
    let courier = parcel.and_then(|parcel| parcel.courier.as_deref()).unwrap_or_default();
    vec![
        ("dlvMthdCdNm", parcel.map_or("", |parcel| codes::method_name(&parcel.method)).to_owned()),
        ("invcNo", parcel.and_then(|parcel| parcel.number.clone()).unwrap_or_default()),
        ("dlvEtprsNm", couriers::name(courier).to_owned()),
    ]
}

fn report_fields(line: &Line, report: &NonDelivery) -> Row {
    let resent = report.resent.as_ref();
    let courier = resent.and_then(|parcel| parcel.courier.as_deref()).unwrap_or_default();
    let status = if report.answer.is_some() { "미도착처리완료" } else { "미도착처리중" };
    vec![
        ("nonDlvSeq", report.number.clone()),
        ("nonDlvStatNm", status.to_owned()),
        ("nonDlvReqDt", slashed(report.reported_at)),
        ("orderAmt", commas(line.amount())),
        ("addPrdNo", line.add_prd_no().to_owned()),
        ("updateDt", report.answered_at.map(slashed).unwrap_or_default()),
        (
            "sellerDtlsRsn",
            codes::non_delivery_answer(report.answer.as_deref().unwrap_or_default()).to_owned(),
        ),
        ("resendDlvMthdCdNm", resent.map_or("", |parcel| codes::method_name(&parcel.method)).to_owned()),
        ("resendDlvEtprsCdNm", couriers::name(courier).to_owned()),
        ("resendInvcNo", resent.and_then(|parcel| parcel.number.clone()).unwrap_or_default()),
    ]
}

/// `NonDelivery`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Request {
    non_dlv_seq: String,
    seller_dtls_rsn: String,
    seller_dtls_cont: String,
    dlv_mthd_cd: String,
    dlv_etprs_cd: String,
    invc_no: String,
}

/// 재발송하였습니다.
const RESENT: &str = "102";
const ANSWERED: &str = "상품미도착 처리 완료되었습니다.";

/// Answers 0 to a repeat as well, and changes nothing then.
pub(crate) fn answer(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let request: Request = xml::read(asked.body, asked.content_type, "NonDelivery").ok_or(WRONG)?;
    let line = desk.line((asked.part(0), asked.part(1)), (WRONG, WRONG))?;
    let report = line.non_delivery.as_ref().filter(|it| it.number == request.non_dlv_seq).ok_or(WRONG)?;
    let resent = check(&request)?;
    let (line_id, answered) = (line.line_id.clone(), report.answer.is_some());
    if !answered {
        let now = desk.now;
        if let Some(report) = desk.state.lines.get_mut(&line_id).and_then(|line| line.non_delivery.as_mut()) {
            report.answer = Some(request.seller_dtls_rsn);
            report.detail = request.seller_dtls_cont;
            report.answered_at = Some(now);
            report.resent = resent;
        }
        desk.state.count(&line_id, None, Operation::AnswerNonDelivery);
    }
    Ok(Document::of_result(Root::Reported, 0, ANSWERED))
}

/// Whoever sent it again says how: courier and number belong to 택배 only.
fn check(request: &Request) -> Result<Option<Parcel>, Refusal> {
    if !NON_DELIVERY_ANSWERS.contains(&request.seller_dtls_rsn.as_str())
        || request.seller_dtls_cont.trim().is_empty()
    {
        return Err(WRONG.into());
    }
    if request.seller_dtls_rsn != RESENT {
        return Ok(None);
    }
    let (method, courier, number) = (&request.dlv_mthd_cd, &request.dlv_etprs_cd, &request.invc_no);
    let parcel = method == PARCEL;
    let complete = couriers::is_known_to_claims(courier) && couriers::accepts(courier, number);
    if !RESEND_METHODS.contains(&method.as_str()) || (parcel && !complete) {
        return Err(WRONG.into());
    }
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    Ok(Some(Parcel { method: method.clone(), courier: some(courier), number: some(number), quantity: None }))
}
