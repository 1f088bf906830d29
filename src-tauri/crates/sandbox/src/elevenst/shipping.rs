//! 발송처리 of whole delivery numbers, what its three shapes share, and 방문발송처리.

use super::codes::{self, DISPATCH_METHODS, NO_DELIVERY, NULL};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal, done};
use super::life;
use super::model::{Line, LineStatus, Parcel};
use super::moves;
use super::route::Operation;
use super::window;
use super::xml::{Document, Root};

pub(crate) const WRONG_DATE: Code =
    (-3_301, "보낸일자가 유효하지 않습니다. 날짜포맷 : 년(4) 월(2) 일(2) 시(2) 분(2) 입니다.");
pub(crate) const WRONG_NUMBER: Code = (-3_306, "송장번호가 유효하지 않습니다. 다시한번 확인해주세요.");
pub(crate) const WRONG_COURIER: Code =
    (-3_307, "택배사 코드가 유효하지 않습니다. 택배사 코드표를 모르시면 관리자에게 문의 주세요.");
pub(crate) const SENT: Code = (-3_308, "해당 배송번호는 이미 발송처리 되었습니다.");
pub(crate) const ARRIVED: Code = (-3_309, "해당 배송번호는 이미 배송완료 되었습니다.");
pub(crate) const CHECK_STATE: Code = (-3_310, "해당 배송번호의 주문상태를 확인해 주세요");
pub(crate) const USED_NUMBER: Code = (-3_320, "이미 사용된 송장번호 입니다. 송장번호를 확인해주세요.");

/// Method, courier and number as a path says them. `null` is documented for 배송없음 only, and asked for then.
pub(crate) fn parcel(
    (method, courier, number): (&str, &str, &str),
    methods: &[&str],
    is_known: fn(&str) -> bool,
) -> Result<Parcel, Refusal> {
    check_method(method, methods)?;
    let none = method == NO_DELIVERY;
    if none != (courier == NULL) || !(none || is_known(courier)) {
        return Err(WRONG_COURIER.into());
    }
    if none != (number == NULL) || !(none || fits(method, courier, number)) {
        return Err(WRONG_NUMBER.into());
    }
    let some = |text: &str| (!none).then(|| text.to_owned());
    Ok(Parcel { method: method.to_owned(), courier: some(courier), number: some(number), quantity: None })
}

pub(crate) fn check_method(method: &str, known: &[&str]) -> Result<(), Refusal> {
    if known.contains(&method) {
        return Ok(());
    }
    Err(Refusal::business("배송방식 코드가 올바르지 않습니다."))
}

/// The rules of couriers bind parcels; what goes by hand or quick service may carry any number [unverified].
pub(crate) fn fits(method: &str, courier: &str, number: &str) -> bool {
    if method == codes::PARCEL { couriers::accepts(courier, number) } else { !number.trim().is_empty() }
}

/// `{sendDt}/{dlvMthdCd}/{dlvEtprsCd}/{invcNo}`
fn head(asked: Asked<'_>) -> Result<Parcel, Refusal> {
    window::minute(asked.part(0)).ok_or(WRONG_DATE)?;
    let parts = (asked.part(1), asked.part(2), asked.part(3));
    parcel(parts, DISPATCH_METHODS, couriers::is_known_to_dispatch)
}

/// Ships every line of the delivery number.
pub(crate) fn dispatch(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let parcel = head(asked)?;
    let bundle = desk.state.bundle(asked.part(4));
    check_ready(desk, &bundle)?;
    let ready: Vec<&Line> =
        bundle.iter().copied().filter(|line| line.status == LineStatus::Confirmed).collect();
    if ready.is_empty() {
        return Err(nothing_to_send(desk, &bundle));
    }
    check_number(desk, &ready, &parcel)?;
    let ids = ids(&ready);
    ship(desk, &ids, &[parcel], Operation::Dispatch)
}

/// A line that is not confirmed, or that a buyer wants cancelled, keeps the whole number waiting [unverified for
/// the former]. An unknown number is none whose state could be told.
fn check_ready(desk: &Desk<'_>, lines: &[&Line]) -> Result<(), Refusal> {
    let early = |line: &&Line| line.status < LineStatus::Confirmed;
    let waits = |line: &&Line| desk.state.cancel_waits(line);
    if lines.is_empty() || lines.iter().any(|line| early(line) || waits(line)) {
        return Err(CHECK_STATE.into());
    }
    Ok(())
}

/// Nothing waits: all of it is under way, has arrived, or became something else. That cancelled lines beside
/// others count for nothing, and that one still under way makes the number sent, is unverified.
fn nothing_to_send(desk: &Desk<'_>, lines: &[&Line]) -> Refusal {
    let shown: Vec<(&str, &str)> = lines.iter().map(|line| desk.state.shown(line)).collect();
    let gone = LineStatus::Canceled.code();
    let left: Vec<&str> = shown.iter().map(|(code, _)| *code).filter(|code| *code != gone).collect();
    let (sent, arrived) = (LineStatus::Shipped.code(), LineStatus::Delivered.code());
    if !left.is_empty() && left.iter().all(|code| *code == arrived) {
        return ARRIVED.into();
    }
    if !left.is_empty() && left.iter().all(|code| [sent, arrived].contains(code)) {
        return SENT.into();
    }
    let name = shown.first().map_or("", |(_, name)| name);
    Refusal::new(-3_313, format!("해당 배송번호의 주문상태가 이미 변경 되었습니다. 변경된 상태 : {name}"))
}

/// 이미 다른 주문번호에 사용된 송장번호
pub(crate) fn check_number(desk: &Desk<'_>, lines: &[&Line], parcel: &Parcel) -> Result<(), Refusal> {
    let taken = |number: &String| lines.iter().any(|line| desk.state.invoice_taken(number, line));
    if parcel.number.as_ref().is_some_and(taken) { Err(USED_NUMBER.into()) } else { Ok(()) }
}

pub(crate) fn ids(lines: &[&Line]) -> Vec<String> {
    lines.iter().map(|line| line.line_id.clone()).collect()
}

pub(crate) fn ship(desk: &mut Desk<'_>, ids: &[String], parcels: &[Parcel], operation: Operation) -> Outcome {
    for id in ids {
        moves::send(desk.state, id, parcels.to_vec(), desk.now);
        desk.state.count(id, None, operation);
        life::after_dispatch(desk.state, desk.settings, id, desk.now);
    }
    done(format!("전체 {}건이 정상적으로 발송처리가 되었습니다.", ids.len()))
}

/// `{dlvNo}/{ordNo}/{visitDlvCertCode}`: the buyer came for it. Success is 1.
pub(crate) fn visit_ends(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let wrong = || Refusal::new(-1_001, "방문수령인증코드가 유효하지 않습니다. 다시 한 번 확인해주세요.");
    let fits = |line: &&Line| line.dlv_no == asked.part(0) && line.visit_code.is_some();
    let lines: Vec<&Line> = desk.state.lines_of(asked.part(1)).filter(fits).collect();
    if lines.is_empty() {
        return Err(Refusal::business("방문수령 주문이 아닙니다."));
    }
    if !lines.iter().all(|line| line.visit_code.as_deref() == Some(asked.part(2))) {
        return Err(wrong());
    }
    let open = |line: &&&Line| line.status == LineStatus::Confirmed && desk.state.open_claim(line).is_none();
    let ids: Vec<String> = lines.iter().filter(open).map(|line| line.line_id.clone()).collect();
    if ids.is_empty() {
        return Err(Refusal::business("방문수령 처리할 건이 없습니다."));
    }
    for id in &ids {
        moves::send(desk.state, id, Vec::new(), desk.now);
        moves::deliver(desk.state, id, desk.now);
        desk.state.count(id, None, Operation::VisitEnds);
    }
    let rows = vec![vec![("ordNo", asked.part(1).to_owned())]];
    Ok(Document { root: Root::Orders, rows, result: Some((1, "성공".to_owned())) })
}
