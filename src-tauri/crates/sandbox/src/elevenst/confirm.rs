//! 발주확인처리 and 입고완료처리.

use super::codes::NULL;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal, done};
use super::model::{Line, LineStatus};
use super::moves;
use super::route::Operation;

const NOTHING: Code = (-3_206, "이미 발주 처리 되었거나 , 발주 처리할 건이 없습니다.");
const GLOBAL: Code =
    (-3_210, "전세계배송 주문건인 경우, SellerOffice에서 바코드를 출력한후, 발주확인이 가능합니다.");
const CANCELED: Code = (-3_211, "주문취소된 주문건입니다.");
const CANCELING: Code = (-3_214, "취소처리중인 주문건입니다.");

/// `{ordNo}/{ordPrdSeq}/{addPrdYn}/{addPrdNo|null}/{dlvNo}`. What shares delivery number and product number,
/// and the add-ons of that product, is confirmed together.
pub(crate) fn confirm(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let line = desk.line((asked.part(0), asked.part(1)), (NOTHING, NOTHING))?;
    if line.dlv_no != asked.part(4) {
        return Err(NOTHING.into());
    }
    check_add_on(line, asked)?;
    check_state(desk, line)?;
    let ids = together(desk, line);
    check_group(desk, &ids)?;
    for id in &ids {
        moves::confirm(desk.state, id, desk.now);
        desk.state.count(id, None, Operation::Confirm);
    }
    done(format!("전체 {}건이 정상적으로 발주처리가 되었습니다.", ids.len()))
}

/// Lists say 0 where this call wants `null`; what another word gets is unverified.
fn check_add_on(line: &Line, asked: Asked<'_>) -> Result<(), Refusal> {
    let number = if line.add_on_to.is_some() { line.add_prd_no() } else { NULL };
    if asked.part(2) == line.add_prd_yn() && asked.part(3) == number {
        return Ok(());
    }
    Err(Refusal::business("추가 구성 상품 정보가 올바르지 않습니다."))
}

fn check_state(desk: &Desk<'_>, line: &Line) -> Result<(), Refusal> {
    match line.status {
        LineStatus::Canceled | LineStatus::OfficeCanceled => Err(CANCELED.into()),
        _ if desk.state.cancel_waits(line) => Err(CANCELING.into()),
        LineStatus::Paid if line.global && !line.barcode_printed => Err(GLOBAL.into()),
        LineStatus::Paid => Ok(()),
        _ => Err(NOTHING.into()),
    }
}

/// The lines of the group that wait for it; that an add-on alone takes its siblings along, but not its main
/// line, is unverified.
fn together(desk: &Desk<'_>, line: &Line) -> Vec<String> {
    let prd_no = &line.goods.prd_no;
    let belongs =
        |other: &&&Line| other.goods.prd_no == *prd_no || other.main_prd_no.as_ref() == Some(prd_no);
    let bundle = desk.state.bundle(&line.dlv_no);
    let waiting = bundle.iter().filter(|other| other.status == LineStatus::Paid);
    waiting.filter(belongs).map(|other| other.line_id.clone()).collect()
}

/// That one line under a cancel request keeps the whole group waiting is unverified.
fn check_group(desk: &Desk<'_>, ids: &[String]) -> Result<(), Refusal> {
    let lines = ids.iter().filter_map(|id| desk.state.lines.get(id));
    if lines.clone().any(|line| desk.state.cancel_waits(line)) {
        return Err(CANCELING.into());
    }
    Ok(())
}

/// `{ordNo}/{ordPrdSeq}`: a reserved line becomes a paid one.
pub(crate) fn stock_arrived(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let nothing = || Refusal::business("이미 입고완료 처리 되었거나 , 입고완료 처리할 건이 없습니다.");
    let line = desk.line((asked.part(0), asked.part(1)), (nothing(), nothing()))?;
    if line.status != LineStatus::Reserved {
        return Err(nothing());
    }
    let id = line.line_id.clone();
    if let Some(line) = desk.state.lines.get_mut(&id) {
        line.status = LineStatus::Paid;
    }
    desk.state.count(&id, None, Operation::StockArrived);
    done("전체 1건이 정상적으로 입고완료처리가 되었습니다.")
}
