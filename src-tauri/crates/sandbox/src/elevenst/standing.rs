//! What became of orders, asked by their numbers: the only list that says how many of a line were cancelled.

use super::desk::{Asked, Desk};
use super::errors::{self, Code, Outcome};
use super::fields;
use super::route::Operation;
use super::wire::Shown;

/// 주문번호의 갯수는 최대 100개 까지만 가능 합니다.
const MOST: usize = 100;
const NO_NUMBERS: Code = (-28_002, "주문목록을 알 수 없습니다.");
const TOO_MANY: Code = (-28_003, "주문번호의 갯수는 최대 100개 까지만 가능 합니다.");

/// Commas without spaces. Unknown numbers are left out, and a number asked twice is told twice [unverified].
pub(crate) fn by_number(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let operation = asked.route.operation;
    let numbers: Vec<&str> = asked.part(0).split(',').collect();
    let plain = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if !numbers.iter().all(|number| plain(number)) {
        return Err(NO_NUMBERS.into());
    }
    if numbers.len() > MOST {
        return Err(TOO_MANY.into());
    }
    let fields = match operation {
        Operation::Standing => (fields::STANDING, fields::LIVE_STANDING),
        _ => (fields::STANDING_ADDRESS, ""),
    };
    let lines = numbers.iter().flat_map(|number| desk.state.lines_of(number));
    let rows: Vec<_> = lines
        .filter_map(|line| Shown::of(desk.state, line))
        .map(|shown| shown.row(fields, desk.settings))
        .collect();
    Ok(errors::list(operation, rows))
}
