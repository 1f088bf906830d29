//! The lists of orders by status.

use chrono::TimeDelta;

use super::desk::{Asked, Desk};
use super::errors::{self, Code, Outcome};
use super::fields::{self, Fields};
use super::model::{Line, LineStatus};
use super::route::Operation;
use super::window::{Limits, Window};
use super::wire::{self, Shown};
use super::xml::{Document, Row};
use crate::clock::kst;

/// What a list by status shows, and what it says of wrong ends.
struct List {
    status: LineStatus,
    fields: Fields,
    live: Fields,
    /// The codes of a wrong start, a wrong end and a window of eight days or more.
    codes: [i32; 3],
}

const fn by(status: LineStatus, fields: Fields, codes: [i32; 3]) -> List {
    List { status, fields, live: "", codes }
}

fn list_of(operation: Operation) -> List {
    match operation {
        Operation::Unpaid => by(LineStatus::Unpaid, fields::UNPAID, [-3_102, -3_103, -3_104]),
        Operation::GiftsWaiting => by(LineStatus::GiftWaiting, fields::GIFTS, [-3_102, -3_103, -3_104]),
        Operation::Packaging => by(LineStatus::Confirmed, fields::PACKAGING, [-3_303, -3_304, -3_305]),
        Operation::Shipping => by(LineStatus::Shipped, fields::SHIPPING, [-3_902, -3_903, -3_904]),
        Operation::Delivered => by(LineStatus::Delivered, fields::DELIVERED, [-3_902, -3_903, -3_904]),
        Operation::Decided => by(LineStatus::Decided, fields::DECIDED, [-3_902, -3_903, -3_904]),
        Operation::Reserved => by(LineStatus::Reserved, fields::RESERVED, [-3_203, -3_204, -3_205]),
        _ => List {
            live: fields::LIVE_COMPLETE,
            ..by(LineStatus::Paid, fields::COMPLETE, [-3_103, -3_104, -3_105])
        },
    }
}

const START: &str = "start_dt의 조회 기간의 포멧('YYYYMMDDHH24:MI')이 올바르지 않습니다.";
const END: &str = "end_dt의 조회 기간의 포멧('YYYYMMDDHH24:MI')이 올바르지 않습니다.";
const A_WEEK: &str = "최대 조회기간은 일주일 입니다.";

/// end_dt - start_dt 의 값이 8일 이상일 경우
fn limits([start, end, longest]: [i32; 3]) -> Limits {
    let code = |code: i32, text: &'static str| -> Code { (code, text) };
    Limits {
        start: code(start, START),
        end: code(end, END),
        longest: code(longest, A_WEEK),
        too_long: |length| length >= TimeDelta::days(8),
    }
}

pub(crate) fn list(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let operation = asked.route.operation;
    let list = list_of(operation);
    let window = Window::parse((asked.part(0), asked.part(1)), &limits(list.codes))?;
    let mut lines = Vec::new();
    for line in desk.state.lines.values().filter(|line| desk.state.stands_at(line, list.status)) {
        let at = desk.state.orders.get(&line.ord_no).and_then(|it| wire::basis(it, line, list.status));
        lines.extend(at.filter(|at| window.holds(*at)).map(|at| (at, line)));
    }
    wire::in_order(&mut lines);
    let rows = rows(desk, lines.into_iter().map(|(_, line)| line), (list.fields, list.live));
    Ok(errors::list(operation, rows))
}

/// 3,000 rows at most; which of more are left out nobody documents: the newest.
fn rows<'a>(desk: &'a Desk<'_>, lines: impl Iterator<Item = &'a Line>, fields: (Fields, Fields)) -> Vec<Row> {
    lines
        .filter_map(|line| Shown::of(desk.state, line))
        .map(|shown| shown.row(fields, desk.settings))
        .take(desk.settings.longest_list)
        .collect()
}

/// 오늘발송 and 발송기한 경과: by the day the line should leave.
pub(crate) fn due(desk: &mut Desk<'_>, operation: Operation) -> Document {
    let today = kst(desk.now).date();
    let (status, fields) = match operation {
        Operation::CompleteDueToday | Operation::CompleteOverdue => (LineStatus::Paid, fields::COMPLETE_DUE),
        _ => (LineStatus::Confirmed, fields::PACKAGING_DUE),
    };
    let overdue = matches!(operation, Operation::CompleteOverdue | Operation::PackagingOverdue);
    let fits = |line: &&Line| {
        let day = line.leaves_by();
        desk.state.stands_at(line, status) && if overdue { day < today } else { day == today }
    };
    let lines = desk.state.lines.values().filter(fits);
    errors::list(operation, rows(desk, lines, (fields, "")))
}

/// 주문번호별 상태조회: whatever their status, one row for each line [unverified].
pub(crate) fn one_order(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let lines = desk.state.lines_of(asked.part(0));
    let rows = rows(desk, lines, (fields::COMPLETE_ORDER, ""));
    Ok(errors::list(asked.route.operation, rows))
}
