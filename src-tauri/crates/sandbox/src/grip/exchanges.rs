//! 교환: 접수, 상품 확인, 직접 수령, 승인 and 거절.

use super::body::Fields;
use super::desk::Desk;
use super::errors::Refusal;
use super::line_state::LineState;
use super::model::{Exchange, Key, Parcel};
use super::moves;
use super::returns::{LONGEST_MESSAGE, LONGEST_REASON, expect, pass};
use super::writes::LONGEST_NUMBER;

/// 교환 메모: 최대 200자
const LONGEST_MEMO: usize = 200;

/// 50 to 51. Its method stood in no page until 2026; PUT since.
pub(crate) fn start(desk: &mut Desk<'_>, key: Key, fields: &Fields) -> Result<(), Refusal> {
    let message = fields.text("message", LONGEST_MESSAGE)?.to_owned();
    pass(desk, key, &[LineState::ExchangeAsked], LineState::ExchangeAccepted)?;
    change(desk, key, |claim| claim.permit_message = Some(message));
    Ok(())
}

/// The goods arrived, or did not after all [unverified]; either way the line stays at 51, for no state of an
/// exchange says 상품확인.
pub(crate) fn receive(desk: &mut Desk<'_>, key: Key, fields: &Fields) -> Result<(), Refusal> {
    let arrived = fields.flag("receiveProduct")?;
    expect(desk, key, &[LineState::ExchangeAccepted])?;
    change(desk, key, |claim| claim.received = arrived);
    Ok(())
}

/// 51 to 54: the buyer fetched the replacement. That nothing must have been received first is unverified.
pub(crate) fn direct(desk: &mut Desk<'_>, key: Key, fields: &Fields) -> Result<(), Refusal> {
    let memo = fields.optional_text("changeMemo", LONGEST_MEMO)?.map(str::to_owned);
    pass(desk, key, &[LineState::ExchangeAccepted], LineState::ExchangeDelivered)?;
    change(desk, key, |claim| claim.memo = memo);
    Ok(())
}

/// 51 to 53: the replacement leaves, with courier and number. That the goods need not be back is unverified.
pub(crate) fn allow(desk: &mut Desk<'_>, key: Key, fields: &Fields) -> Result<(), Refusal> {
    let memo = fields.optional_text("changeMemo", LONGEST_MEMO)?.map(str::to_owned);
    let company_seq = fields.int("deliveryCompanySeq")?;
    let tracking_number = fields.text("trackingNumber", LONGEST_NUMBER)?.to_owned();
    expect(desk, key, &[LineState::ExchangeAccepted])?;
    if desk.state.courier(company_seq).is_none() {
        return Err(Refusal::wrong("존재하지 않는 배송정보"));
    }
    let parcel = Parcel { company_seq, tracking_number };
    moves::resend(desk.state, desk.settings, key, parcel, desk.now);
    change(desk, key, |claim| claim.memo = memo);
    Ok(())
}

/// To 52; from which states, and that one may once the goods are back, is unverified.
pub(crate) fn deny(desk: &mut Desk<'_>, key: Key, fields: &Fields) -> Result<(), Refusal> {
    let reason = fields.text("reason", LONGEST_REASON)?.to_owned();
    let open = [LineState::ExchangeAsked, LineState::ExchangeAccepted];
    expect(desk, key, &open)?;
    moves::drop_claim(desk.state, desk.settings, key, LineState::ExchangeDenied, desk.now);
    change(desk, key, |claim| claim.deny_reason = Some(reason));
    Ok(())
}

fn change(desk: &mut Desk<'_>, key: Key, change: impl FnOnce(&mut Exchange)) {
    if let Some(claim) = desk.state.line_mut(key).and_then(|line| line.exchange.as_mut()) {
        change(claim);
    }
}
