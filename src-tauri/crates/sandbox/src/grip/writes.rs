//! The writes that name many lines: each stands for itself, in the order of the request.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::body::Fields;
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Refusal, UNKNOWN_ORDER, WRONG_STATE};
use super::line_state::{Ending, LineState};
use super::model::{Key, Line, Parcel, Postponement, SellerCancel, Service};
use super::moves;
use super::route::Operation;
use super::settings::Settings;
use super::state::{Event, State};
use crate::clock::seconds;

/// 주문 취소 사유, 상세 지연 사유: 최대 50자
const LONGEST_REASON: usize = 50;
/// 송장 번호: 최대 40자 in the lists; of what may be sent no page says so [unverified].
pub(crate) const LONGEST_NUMBER: usize = 40;
/// reasonType; 11 to 16 were added in 2026.
const CANCEL_REASONS: [i64; 11] = [1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 16];
/// postponeType
const POSTPONE_REASONS: [i64; 4] = [1, 2, 3, 10];
/// 국내배송은 배송시작 후 10일
const FORCED_AFTER: TimeDelta = TimeDelta::days(10);
/// 해외배송은 배송시작 후 30일
const FORCED_AFTER_ABROAD: TimeDelta = TimeDelta::days(30);

/// What is to be done to one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Deed {
    Cancel(SellerCancel),
    /// postponeType and reason.
    Postpone(i64, String),
    Prepare,
    Ship(Parcel),
    Start,
    Direct,
    Complete,
}

/// One line of a write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) key: Key,
    pub(crate) deed: Deed,
}

/// What became of a row: `Err` tells why not.
type Outcome = Result<(), &'static str>;

/// Reads the request, acts on each line, and tells either each result or how many succeeded. Where every
/// line fails, the latter is 0, and a line named twice fails the second time [unverified].
pub(crate) fn carry_out(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let rows = rows(asked.operation, &Fields::parse(asked.body)?)?;
    let keys: Vec<Key> = rows.iter().map(|row| row.key).collect();
    let after = desk.settings.plain_writes_after.filter(|_| !asked.operation.tells_each());
    let outcomes = match after {
        Some(after) => postponed(desk, asked.operation, rows, after),
        None => at_once(desk, asked.operation, rows),
    };
    if asked.operation.tells_each() {
        let results: Vec<Value> = keys.into_iter().zip(outcomes).map(result).collect();
        return Ok(json!({"result": results}));
    }
    let affected = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    Ok(json!({"affected": affected}))
}

/// "요청을 받고 바로 응답하므로": whatever comes of it, the answer counts every line.
fn postponed(desk: &mut Desk<'_>, operation: Operation, rows: Vec<Row>, after: u32) -> Vec<Outcome> {
    let outcomes = rows.iter().map(|_| Ok(())).collect();
    desk.state.plan(desk.now + seconds(after), Event::Apply(operation, rows));
    outcomes
}

fn at_once(desk: &mut Desk<'_>, operation: Operation, rows: Vec<Row>) -> Vec<Outcome> {
    let fails = desk.row_fails;
    let each = rows.into_iter().enumerate().map(|(place, row)| {
        if fails && place == 0 {
            return Err("처리 중 오류가 발생했습니다");
        }
        if desk.lag > 0 {
            check(desk.state, &row, desk.now)?;
            desk.state.plan(desk.now + seconds(desk.lag), Event::Apply(operation, vec![row]));
            return Ok(());
        }
        attempt(desk.state, desk.settings, operation, row, desk.now)
    });
    each.collect()
}

/// `message` only when it failed, 최대 100자.
fn result((key, outcome): (Key, Outcome)) -> Value {
    let mut row = Map::new();
    row.insert("orderSeq".to_owned(), json!(key.order_seq));
    row.insert("orderProductSeq".to_owned(), json!(key.order_product_seq));
    row.insert("result".to_owned(), json!(outcome.is_ok()));
    if let Err(message) = outcome {
        row.insert("message".to_owned(), json!(message));
    }
    Value::Object(row)
}

/// The rows of a request. What is missing or mistyped refuses all of it: 필수 값 누락 시 HTTP 400. That type
/// and reason are wanted by `/result` too, whose page lists the keys alone, is unverified.
fn rows(operation: Operation, fields: &Fields) -> Result<Vec<Row>, Refusal> {
    use Operation as Op;
    let deed = match operation {
        Op::Cancel | Op::CancelResult => Deed::Cancel(SellerCancel {
            kind: fields.code("reasonType", &CANCEL_REASONS)?,
            reason: fields.text("reason", LONGEST_REASON)?.to_owned(),
        }),
        Op::Postpone | Op::PostponeResult => {
            let kind = fields.code("postponeType", &POSTPONE_REASONS)?;
            Deed::Postpone(kind, fields.text("reason", LONGEST_REASON)?.to_owned())
        }
        Op::Shipping | Op::ShippingResult => return shippings(fields),
        Op::Start | Op::StartResult => Deed::Start,
        Op::Direct | Op::DirectResult => Deed::Direct,
        Op::Complete | Op::CompleteResult => Deed::Complete,
        _ => Deed::Prepare,
    };
    let keys = fields.list("orderKeys")?;
    keys.iter().map(|key| Ok(Row { key: key.key()?, deed: deed.clone() })).collect()
}

fn shippings(fields: &Fields) -> Result<Vec<Row>, Refusal> {
    let read = |shipping: &Fields| {
        let company_seq = shipping.int("companySeq")?;
        let tracking_number = shipping.text("trackingNumber", LONGEST_NUMBER)?.to_owned();
        let deed = Deed::Ship(Parcel { company_seq, tracking_number });
        Ok(Row { key: shipping.key()?, deed })
    };
    fields.list("shippings")?.iter().map(read).collect()
}

/// Acts on one line, unless its state forbids it.
pub(crate) fn attempt(
    state: &mut State,
    settings: &Settings,
    operation: Operation,
    row: Row,
    now: DateTime<Utc>,
) -> Outcome {
    let key = row.key;
    enact(state, settings, row, now)?;
    state.count(key, operation);
    Ok(())
}

/// As [`attempt`], without counting a call.
pub(crate) fn enact(state: &mut State, settings: &Settings, row: Row, now: DateTime<Utc>) -> Outcome {
    check(state, &row, now)?;
    apply(state, settings, row, now);
    Ok(())
}

/// Why a line cannot be acted on. Every sentence is unverified.
fn check(state: &State, row: &Row, now: DateTime<Utc>) -> Outcome {
    let line = state.line(row.key).ok_or(UNKNOWN_ORDER)?;
    let fits = match row.deed {
        // Until it is sent [unverified]: the page says only "재고 부족과 같은 사유로".
        Deed::Cancel(_) => line.state.is_before_dispatch(),
        Deed::Postpone(..) => return check_postponement(line),
        Deed::Prepare => line.state == LineState::Paid,
        Deed::Ship(ref parcel) => return check_parcel(state, line, parcel),
        Deed::Start => return check_start(line),
        Deed::Direct => line.may_be_completed(),
        Deed::Complete => return check_forced(state, line, now),
    };
    fits.then_some(()).ok_or(WRONG_STATE)
}

/// 배송 지연 안내는 1회만 가능합니다
fn check_postponement(line: &Line) -> Outcome {
    match line.state {
        LineState::Paid | LineState::Preparing | LineState::Delayed if line.postponed.is_none() => Ok(()),
        LineState::Paid | LineState::Preparing | LineState::Delayed => {
            Err("배송 지연 안내는 1회만 가능합니다")
        }
        _ => Err(WRONG_STATE),
    }
}

/// 배송중 상태이면 다시 설정할 수 있습니다. That 발주 must come first is unverified; which couriers take which goods is
/// not checked.
fn check_parcel(state: &State, line: &Line, parcel: &Parcel) -> Outcome {
    if state.courier(parcel.company_seq).is_none() {
        return Err("존재하지 않는 배송정보");
    }
    let fits = line.state.waits_for_dispatch() || line.state == LineState::Shipping;
    fits.then_some(()).ok_or("택배 정보를 설정할 수 없는 주문상태입니다")
}

/// 직접배송 상품이 아닌 경우에는 택배 정보 설정부터 해야 합니다
fn check_start(line: &Line) -> Outcome {
    if !line.state.waits_for_dispatch() {
        return Err("발송할 수 없는 주문상태입니다");
    }
    let told = line.parcel.is_some() || line.goods.service == Service::Direct;
    told.then_some(()).ok_or("택배 정보를 먼저 설정해야 합니다")
}

/// 강제 배송완료; that the courier's serviceType tells 해외배송 is unverified.
fn check_forced(state: &State, line: &Line, now: DateTime<Utc>) -> Outcome {
    let Some(started) = line.started_at.filter(|_| line.may_be_completed()) else {
        return Err("배송중인 주문이 아닙니다");
    };
    let courier = line.parcel.as_ref().and_then(|parcel| state.courier(parcel.company_seq));
    let abroad = courier.is_some_and(|courier| courier.service_type == couriers::OVERSEAS);
    let wait = if abroad { FORCED_AFTER_ABROAD } else { FORCED_AFTER };
    let over = now - started >= wait;
    over.then_some(()).ok_or("배송시작 후 정해진 기간이 지나지 않았습니다")
}

fn apply(state: &mut State, settings: &Settings, row: Row, now: DateTime<Utc>) {
    let key = row.key;
    match row.deed {
        Deed::Cancel(cancel) => cancel_sale(state, settings, key, cancel, now),
        Deed::Postpone(kind, reason) => {
            let postponed = Postponement { kind, reason, at: now };
            change(state, key, |line| line.postponed = Some(postponed));
        }
        Deed::Prepare => moves::prepare(state, settings, key, now),
        Deed::Ship(parcel) => change(state, key, |line| line.parcel = Some(parcel)),
        Deed::Start => moves::send(state, settings, key, now),
        Deed::Direct | Deed::Complete => {
            moves::deliver(state, settings, key, now);
        }
    }
}

fn change(state: &mut State, key: Key, change: impl FnOnce(&mut Line)) {
    if let Some(line) = state.line_mut(key) {
        change(line);
    }
}

/// 판매취소; of what nobody paid there is nothing to refund.
fn cancel_sale(state: &mut State, settings: &Settings, key: Key, cancel: SellerCancel, now: DateTime<Utc>) {
    if let Some(line) = state.line_mut(key) {
        line.seller_cancel = Some(cancel);
    }
    if !moves::drop_unpaid(state, key, LineState::SaleUnpaid, now) {
        moves::end(state, settings, key, Ending::Sale, now);
    }
}
