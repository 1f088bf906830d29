//! 부분발송처리 and 수량 분리발송처리: a bundle that cannot leave at once, and a line in several parcels.

use std::collections::BTreeSet;

use super::codes::{DISPATCH_METHODS, NULL};
use super::couriers;
use super::desk::{Asked, Desk};
use super::errors::{Code, Outcome, Refusal};
use super::model::{Line, LineStatus, Parcel};
use super::route::Operation;
use super::shipping::{self, ARRIVED, CHECK_STATE, SENT, WRONG_COURIER, WRONG_DATE, WRONG_NUMBER};
use super::window;

const ABROAD: Code = (-3_321, "전세계배송 주문 중 중문11번가 주문건은 부분발송처리가 불가능합니다.");

/// `{sendDt}/{dlvMthdCd}/{dlvEtprsCd}/{invcNo}` at the head of both. Neither page knows `null`, so even 배송없음
/// has a courier and a number [unverified].
fn head(asked: Asked<'_>, is_known: fn(&str) -> bool) -> Result<Parcel, Refusal> {
    window::minute(asked.part(0)).ok_or(WRONG_DATE)?;
    let (method, courier, number) = (asked.part(1), asked.part(2), asked.part(3));
    shipping::check_method(method, DISPATCH_METHODS)?;
    if !is_known(courier) {
        return Err(WRONG_COURIER.into());
    }
    if number == NULL || !shipping::fits(method, courier, number) {
        return Err(WRONG_NUMBER.into());
    }
    let (courier, number) = (Some(courier.to_owned()), Some(number.to_owned()));
    Ok(Parcel { method: method.to_owned(), courier, number, quantity: None })
}

/// `…/{dlvNo}/Y/{ordNo}/{ordPrdSeq[,ordPrdSeq]}`
pub(crate) fn dispatch_part(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let parcel = head(asked, couriers::is_known_to_parts)?;
    if asked.part(5) != "Y" {
        return Err(Refusal::business("부분발송여부가 올바르지 않습니다."));
    }
    let wrong = || CHECK_STATE.into();
    let lines = chosen(desk, (asked.part(4), asked.part(6), asked.part(7)), wrong)?;
    check_bundle(desk, asked.part(4), &lines)?;
    shipping::check_number(desk, &lines, &parcel)?;
    let ids = shipping::ids(&lines);
    shipping::ship(desk, &ids, &[parcel], Operation::DispatchPart)
}

/// The lines an order's numbers name: each once, all under the delivery number, and ready to leave. That a line
/// named twice is refused is unverified.
fn chosen<'a>(
    desk: &'a Desk<'_>,
    (dlv_no, ord_no, seqs): (&str, &str, &str),
    wrong: impl Fn() -> Refusal,
) -> Result<Vec<&'a Line>, Refusal> {
    let named = |seq: &str| desk.state.line(ord_no, seq).filter(|line| line.dlv_no == dlv_no);
    let lines: Vec<&Line> =
        seqs.split(',').map(|seq| named(seq).ok_or_else(&wrong)).collect::<Result<_, _>>()?;
    let different: BTreeSet<u32> = lines.iter().map(|line| line.seq).collect();
    if different.len() < lines.len() {
        return Err(Refusal::business("주문상품순번이 중복되었습니다."));
    }
    if lines.iter().any(|line| line.chinese) {
        return Err(ABROAD.into());
    }
    for line in &lines {
        match line.status {
            _ if desk.state.cancel_waits(line) => return Err(wrong()),
            LineStatus::Confirmed => {}
            LineStatus::Shipped => return Err(SENT.into()),
            LineStatus::Delivered => return Err(ARRIVED.into()),
            _ => return Err(wrong()),
        }
    }
    Ok(lines)
}

/// 추가구성 상품만 부분발송은 불가합니다, and what is no bundle has no parts; neither refusal has a code of its own
/// [unverified].
fn check_bundle(desk: &Desk<'_>, dlv_no: &str, lines: &[&Line]) -> Result<(), Refusal> {
    let bundle = desk.state.bundle(dlv_no);
    if bundle.iter().filter(|line| line.remain() > 0).count() < 2 {
        return Err(Refusal::business("묶음 주문상품이 아니어서 부분발송처리를 할 수 없습니다."));
    }
    if lines.iter().all(|line| line.add_on_to.is_some()) {
        return Err(Refusal::business("추가구성 상품만 부분발송은 불가합니다."));
    }
    Ok(())
}

/// `…/{dlvNo}/{dlvQty}/{ordNo}/{ordPrdSeq}/{invcNo@qty^invcNo@qty}`: the first parcel stands in the path, the
/// second and later at its end. -3310 is a failure of the system here, so a wrong state or a request to cancel
/// is a business error; that, and that together the parcels must hold what the lines ship, is unverified.
pub(crate) fn dispatch_quantities(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let first = head(asked, couriers::is_known_to_dispatch)?;
    let wrong = || Refusal::business("분리발송 처리할 수 없는 주문상태입니다.");
    let lines = chosen(desk, (asked.part(4), asked.part(6), asked.part(7)), wrong)?;
    let parcels = parcels(first, asked)?;
    let sum: u32 = parcels.iter().filter_map(|parcel| parcel.quantity).sum();
    if sum != lines.iter().map(|line| line.remain()).sum::<u32>() {
        return Err(Refusal::business("분리발송 수량이 주문수량과 다릅니다."));
    }
    for parcel in &parcels {
        shipping::check_number(desk, &lines, parcel)?;
    }
    let ids = shipping::ids(&lines);
    shipping::ship(desk, &ids, &parcels, Operation::DispatchQuantities)
}

/// That a number may be given to one parcel only is unverified.
fn parcels(first: Parcel, asked: Asked<'_>) -> Result<Vec<Parcel>, Refusal> {
    let mut parcels = vec![Parcel { quantity: Some(pieces(asked.part(5))?), ..first.clone() }];
    for part in asked.part(8).split('^') {
        let further = further(&first, part)?;
        if parcels.iter().any(|parcel| parcel.number == further.number) {
            return Err(Refusal::business("송장번호가 중복되었습니다."));
        }
        parcels.push(further);
    }
    Ok(parcels)
}

fn pieces(text: &str) -> Result<u32, Refusal> {
    let count = text.parse().ok().filter(|count| (1..=100_000).contains(count));
    count.ok_or_else(|| Refusal::business("분리발송 수량이 올바르지 않습니다."))
}

fn further(first: &Parcel, part: &str) -> Result<Parcel, Refusal> {
    let (number, count) = part.split_once('@').ok_or(WRONG_NUMBER)?;
    let courier = first.courier.as_deref().ok_or(WRONG_NUMBER)?;
    if !shipping::fits(&first.method, courier, number) {
        return Err(WRONG_NUMBER.into());
    }
    Ok(Parcel { number: Some(number.to_owned()), quantity: Some(pieces(count)?), ..first.clone() })
}
