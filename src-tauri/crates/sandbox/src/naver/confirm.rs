//! 발주 확인 처리: at most thirty lines, with success and failure apart, and some in neither list.

use serde_json::json;

use super::body::{self, Fields};
use super::desk::{Asked, Desk};
use super::errors::{Answer, Failure, LINE_STATUS, Refusal};
use super::model::{Line, LineStatus};
use super::moves;
use super::route::Operation;
use super::rows::{self, INFOS, Outcome, Rows};
use super::state::Event;
use crate::clock::seconds;

/// 요청 가능한 상품 주문 번호는 최대 30개입니다.
pub(crate) const MOST: usize = 30;

pub(crate) fn confirm(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let ids = Fields::of(&value, "confirmProductOrders")?.ids("productOrderIds", MOST)?;
    body::check_distinct(ids.iter().copied())?;
    let mut rows = Rows::default();
    for id in ids {
        rows.attempt(desk, id, |desk| confirm_line(desk, id));
    }
    Ok(rows.named(INFOS))
}

fn confirm_line(desk: &mut Desk<'_>, id: &str) -> Outcome {
    let line = desk.line(id)?;
    if is_excluded(desk, line) {
        return rows::excluded();
    }
    check_state(line)?;
    desk.state.count(id, None, Operation::Confirm);
    let changed =
        if desk.lag > 0 { confirm_later(desk, id) } else { moves::confirm(desk.state, id, desk.now) };
    Ok(Some(json!({"productOrderId": id, "isReceiverAddressChanged": changed})))
}

/// Lines that were confirmed already, or have a claim, are left out.
fn is_excluded(desk: &Desk<'_>, line: &Line) -> bool {
    let claimed = desk.state.open_claim(line).is_some() || line.status == LineStatus::Canceled;
    line.is_confirmed() || line.confirms_at.is_some() || claimed
}

/// Which code an unpaid line, or a gift without an address, gets is unverified.
fn check_state(line: &Line) -> Result<(), Failure> {
    if line.status != LineStatus::Payed || line.waits_for_receiver() {
        return Err(LINE_STATUS.into());
    }
    Ok(())
}

/// A fault: success is answered, and shows up later.
fn confirm_later(desk: &mut Desk<'_>, id: &str) -> bool {
    let at = desk.now + seconds(desk.lag);
    if let Some(line) = desk.state.lines.get_mut(id) {
        line.confirms_at = Some(at);
    }
    desk.state.plan(at, Event::Confirm(id.to_owned()));
    false
}
