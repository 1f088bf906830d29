//! The lists of claims: what is asked for, what is done, what was withdrawn.

use chrono::{DateTime, TimeDelta, Utc};

use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::codes;
use super::desk::{Asked, Desk};
use super::errors::{self, Outcome};
use super::model::{Address, Line};
use super::route::Operation;
use super::settings::{RefusedCancel, Settings};
use super::window::{Limits, Window};
use super::wire::{commas, instant, maybe};
use super::xml::Row;

/// Where a claim stands in its life, as the three lists of a kind divide it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Asked,
    Done,
    Withdrawn,
}

fn list_of(operation: Operation) -> (ClaimKind, Stage) {
    match operation {
        Operation::Cancels => (ClaimKind::Cancel, Stage::Asked),
        Operation::Canceled => (ClaimKind::Cancel, Stage::Done),
        Operation::CancelsWithdrawn => (ClaimKind::Cancel, Stage::Withdrawn),
        Operation::OfficeCancels => (ClaimKind::OfficeCancel, Stage::Done),
        Operation::Returns => (ClaimKind::Return, Stage::Asked),
        Operation::Returned => (ClaimKind::Return, Stage::Done),
        Operation::ReturnsWithdrawn => (ClaimKind::Return, Stage::Withdrawn),
        Operation::Exchanges => (ClaimKind::Exchange, Stage::Asked),
        Operation::Exchanged => (ClaimKind::Exchange, Stage::Done),
        _ => (ClaimKind::Exchange, Stage::Withdrawn),
    }
}

const START: &str = "start_dt의 조회 기간의 포멧('YYYYMMDDHH24')이 올바르지 않습니다.";
const END: &str = "end_dt의 조회 기간의 포멧('YYYYMMDDHH24')이 올바르지 않습니다.";
const A_MONTH: &str = "조회기간은 최대 30(한달)일 단위로 가능합니다.";

/// Cancels have codes of their own; the pages of withdrawn returns and exchanges name none but -1.
fn limits(operation: Operation) -> Limits {
    let [start, end, longest] = match operation {
        Operation::Cancels | Operation::Canceled | Operation::CancelsWithdrawn => [-28_007, -28_006, -28_008],
        Operation::ReturnsWithdrawn | Operation::ExchangesWithdrawn => [-1, -1, -1],
        _ => [-29_007, -29_006, -29_008],
    };
    Limits {
        start: (start, START),
        end: (end, END),
        longest: (longest, A_MONTH),
        too_long: |length| length > TimeDelta::days(30),
    }
}

pub(crate) fn list(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let operation = asked.route.operation;
    let (kind, stage) = list_of(operation);
    let window = Window::parse((asked.part(0), asked.part(1)), &limits(operation))?;
    let mut claims: Vec<(DateTime<Utc>, &Claim)> = desk
        .state
        .claims
        .values()
        .filter(|claim| is_of(desk, claim, (kind, stage)) && stands(desk, claim, stage))
        .filter_map(|claim| basis(desk, claim, stage).map(|at| (at, claim)))
        .filter(|(at, _)| window.holds(*at))
        .collect();
    claims.sort_by(|(one, first), (other, second)| (one, &first.claim_id).cmp(&(other, &second.claim_id)));
    let rows = claims
        .into_iter()
        .filter_map(|(_, claim)| desk.state.lines.get(&claim.line_id).map(|line| (claim, line)))
        .map(|(claim, line)| row(desk.settings, (kind, stage), claim, line))
        .take(desk.settings.longest_list)
        .collect();
    Ok(errors::list(operation, rows))
}

/// What the marketplace cancelled after 구매확정 stands among the returns too, whose page has its reasons; that
/// both lists show it is unverified, and a dial.
fn is_of(desk: &Desk<'_>, claim: &Claim, (kind, stage): (ClaimKind, Stage)) -> bool {
    let office = claim.kind == ClaimKind::OfficeCancel && !desk.settings.office_cancels_apart;
    claim.kind == kind || (office && (kind, stage) == (ClaimKind::Return, Stage::Done))
}

/// Whether handled requests leave the list of requests nobody documents: a dial. Refused returns and exchanges
/// then stand in no list at all.
fn stands(desk: &Desk<'_>, claim: &Claim, stage: Stage) -> bool {
    match (claim.status, desk.settings.refused_cancel) {
        (ClaimStatus::CancelRefused, RefusedCancel::Gone) => return false,
        (ClaimStatus::CancelRefused, RefusedCancel::Stays) => return stage == Stage::Asked,
        _ => {}
    }
    match stage {
        Stage::Asked => claim.is_open() || (desk.settings.handled_rows_stay && !is_sellers(claim)),
        Stage::Done => claim.status.is_done(),
        Stage::Withdrawn => claim.status.is_withdrawn(),
    }
}

/// 판매불가 and 직권취소 were never requested.
fn is_sellers(claim: &Claim) -> bool {
    claim.kind == ClaimKind::Cancel && claim.by_seller
}

/// Requests go by their own instant; that the other lists go by the end is unverified, and a dial.
fn basis(desk: &Desk<'_>, claim: &Claim, stage: Stage) -> Option<DateTime<Utc>> {
    match stage {
        Stage::Asked => Some(claim.requested_at),
        _ if desk.settings.by_request_date => Some(claim.requested_at),
        _ => claim.ended_at,
    }
}

fn row(settings: &Settings, (kind, stage): (ClaimKind, Stage), claim: &Claim, line: &Line) -> Row {
    match (kind, stage) {
        (ClaimKind::Cancel, stage) => cancel_row(settings, stage, claim, line),
        (ClaimKind::OfficeCancel, _) => {
            head(&Claim { reason: codes::OFFICE_REASON.to_owned(), ..claim.clone() }, line)
        }
        (ClaimKind::Return, Stage::Asked) => joined([head(claim, line), pickup(claim), return_fees(claim)]),
        (ClaimKind::Return, Stage::Done) => joined([head(claim, line), returned(claim)]),
        (ClaimKind::Exchange, Stage::Asked) => {
            joined([head(claim, line), pickup(claim), exchange_address(claim), fees(claim)])
        }
        (ClaimKind::Exchange, Stage::Done) => joined([head(claim, line), ended(claim)]),
        _ => head(claim, line),
    }
}

fn joined<const N: usize>(parts: [Row; N]) -> Row {
    parts.into_iter().flatten().collect()
}

/// 1639, 1642 and 1724: the last has no ordCnMnbdCd.
fn cancel_row(settings: &Settings, stage: Stage, claim: &Claim, line: &Line) -> Row {
    let mut row = vec![
        ("createDt", instant(claim.requested_at)),
        ("dlvNo", line.dlv_no.clone()),
        ("ordCnDtlsRsn", claim.detail.clone()),
        ("ordCnQty", claim.quantity.to_string()),
    ];
    if stage != Stage::Withdrawn {
        row.push(("ordCnMnbdCd", by(claim.by_seller)));
    }
    row.extend([
        ("ordCnRsnCd", claim.reason.clone()),
        ("ordCnStatCd", cancel_status(settings, claim).to_owned()),
        ("ordNo", line.ord_no.clone()),
        ("ordPrdCnSeq", claim.claim_id.clone()),
        ("ordPrdSeq", line.seq.to_string()),
        ("prdNo", line.goods.prd_no.clone()),
        ("slctPrdOptNm", option(claim, line)),
    ]);
    if stage == Stage::Done {
        row.extend([
            ("cnTrtEndDt", maybe(claim.ended_at)),
            ("addDlvCst", "0".to_owned()),
            ("dlvCstRespnClf", by(claim.by_seller || codes::is_sellers_cancel(&claim.reason))),
        ]);
    }
    row.push(("referSeq", String::new()));
    if stage == Stage::Done {
        row.push(("ordCnTypCd", if claim.late { "02" } else { "01" }.to_owned()));
    }
    row
}

/// A refused request either reads as withdrawn or goes on reading as asked [unverified]: a dial.
fn cancel_status(settings: &Settings, claim: &Claim) -> &'static str {
    match (claim.status, settings.refused_cancel) {
        (ClaimStatus::CancelRefused, RefusedCancel::Stays) => ClaimStatus::CancelAsked.code(),
        (status, _) => status.code(),
    }
}

/// 01 구매자, 02 판매자
fn by(seller: bool) -> String {
    if seller { "02" } else { "01" }.to_owned()
}

fn option(claim: &Claim, line: &Line) -> String {
    format!("{}-{}개", line.goods.option, claim.quantity)
}

/// The fields that every list of returns and exchanges has; no delivery number among them.
fn head(claim: &Claim, line: &Line) -> Row {
    vec![
        ("affliateBndlDlvSeq", if claim.fee > 0 { "1" } else { "0" }.to_owned()),
        ("clmReqCont", claim.detail.clone()),
        ("clmReqQty", claim.quantity.to_string()),
        ("clmReqRsn", claim.reason.clone()),
        ("clmReqSeq", claim.claim_id.clone()),
        ("clmStat", claim.status.code().to_owned()),
        ("optName", option(claim, line)),
        ("ordNo", line.ord_no.clone()),
        ("ordPrdSeq", line.seq.to_string()),
        ("prdNo", line.goods.prd_no.clone()),
        ("reqDt", instant(claim.requested_at)),
    ]
}

fn address(claim: &Claim) -> Address {
    claim.address.clone().unwrap_or_default()
}

/// 도로명
const ROAD: &str = "02";
const BUILDING: &str = "1168010100108230000000001";

fn pickup(claim: &Claim) -> Row {
    let from = address(claim);
    vec![
        ("ordNm", from.name),
        ("ordTlphnNo", from.tel2),
        ("ordPrtblTel", from.tel1),
        ("rcvrMailNo", from.zip_code),
        ("rcvrMailNoSeq", "001".to_owned()),
        ("rcvrBaseAddr", from.base_address),
        ("rcvrDtlsAddr", from.detailed_address),
        ("rcvrTypeAdd", ROAD.to_owned()),
        ("rcvrTypeBilNo", BUILDING.to_owned()),
    ]
}

fn return_fees(claim: &Claim) -> Row {
    joined([vec![("kglUseYn", "N".to_owned()), ("twMthd", method(claim))], fees(claim)])
}

fn method(claim: &Claim) -> String {
    claim.pickup.as_ref().map(|pickup| pickup.method.clone()).unwrap_or_default()
}

/// Amounts carry commas here, and `null` pays what the seller is at fault for.
fn fees(claim: &Claim) -> Row {
    let pickup = claim.pickup.clone().unwrap_or_default();
    let designated = if pickup.method == DESIGNATED { DESIGNATED_FEE } else { 0 };
    vec![
        ("clmLstDlvCst", commas(claim.fee)),
        ("appmtDlvCst", commas(designated)),
        ("clmDlvCstMthd", claim.fee_paid_by.clone().unwrap_or_else(|| "null".to_owned())),
        ("twPrdInvcNo", pickup.number.unwrap_or_default()),
        ("dlvEtprsCd", pickup.courier.unwrap_or_default()),
    ]
}

/// 11번가 지정반품택배
const DESIGNATED: &str = "06";
/// Its price in won.
const DESIGNATED_FEE: i64 = 2_500;

fn exchange_address(claim: &Claim) -> Row {
    let to = address(claim);
    vec![
        ("twMthd", method(claim)),
        ("exchNm", to.name),
        ("exchTlphnNo", to.tel2),
        ("exchPrtblTel", to.tel1),
        ("exchMailNo", to.zip_code),
        ("exchMailNoSeq", "001".to_owned()),
        ("exchBaseAddr", to.base_address),
        ("exchDtlsAddr", to.detailed_address),
        ("exchTypeAdd", ROAD.to_owned()),
        ("exchTypeBilNo", BUILDING.to_owned()),
    ]
}

fn ended(claim: &Claim) -> Row {
    vec![("trtEndDt", maybe(claim.ended_at))]
}

fn returned(claim: &Claim) -> Row {
    let more = vec![
        ("addDlvCst", "0".to_owned()),
        ("dlvCstRespnClf", by(!codes::is_buyers_claim(&claim.reason))),
        ("stlDlvCst", claim.fee.to_string()),
    ];
    joined([ended(claim), more])
}
