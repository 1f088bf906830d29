//! 반품: 접수, 상품 확인, 승인 and 거절. The page's head says that returns are handled in the seller centre and only
//! read here, and then documents these writes; they work.

use super::body::Fields;
use super::desk::Desk;
use super::errors::Refusal;
use super::line_state::{Ending, LineState};
use super::model::{Key, Return};
use super::moves;

/// 접수 안내 메시지: 최대 1,000자
pub(crate) const LONGEST_MESSAGE: usize = 1_000;
/// 거절 사유: 최대 200자
pub(crate) const LONGEST_REASON: usize = 200;

/// 40 to 41: the buyer is told how to send the goods back.
pub(crate) fn start(desk: &mut Desk<'_>, key: Key, fields: &Fields) -> Result<(), Refusal> {
    let message = fields.text("message", LONGEST_MESSAGE)?.to_owned();
    pass(desk, key, &[LineState::ReturnAsked], LineState::ReturnAwaited)?;
    change(desk, key, |claim| claim.permit_message = Some(message));
    Ok(())
}

/// 41 to 42: the goods arrived. `false` leaves the line as it is [unverified]: the field has no description.
pub(crate) fn receive(desk: &mut Desk<'_>, key: Key, fields: &Fields) -> Result<(), Refusal> {
    let arrived = fields.flag("receiveProduct")?;
    let to = if arrived { LineState::ReturnReceived } else { LineState::ReturnAwaited };
    pass(desk, key, &[LineState::ReturnAwaited], to)
}

/// 42 on to the refund. That the goods must have been received first is inferred from the states.
pub(crate) fn allow(desk: &mut Desk<'_>, key: Key, _: &Fields) -> Result<(), Refusal> {
    expect(desk, key, &[LineState::ReturnReceived])?;
    moves::end(desk.state, desk.settings, key, Ending::Return, desk.now);
    Ok(())
}

/// To 48; from which states is unverified.
pub(crate) fn deny(desk: &mut Desk<'_>, key: Key, fields: &Fields) -> Result<(), Refusal> {
    let reason = fields.text("reason", LONGEST_REASON)?.to_owned();
    let open = [LineState::ReturnAsked, LineState::ReturnAwaited, LineState::ReturnReceived];
    expect(desk, key, &open)?;
    moves::drop_claim(desk.state, desk.settings, key, LineState::ReturnDenied, desk.now);
    change(desk, key, |claim| claim.deny_reason = Some(reason));
    Ok(())
}

fn change(desk: &mut Desk<'_>, key: Key, change: impl FnOnce(&mut Return)) {
    if let Some(claim) = desk.state.line_mut(key).and_then(|line| line.returned.as_mut()) {
        change(claim);
    }
}

/// The line must be in one of these states.
pub(crate) fn expect(desk: &Desk<'_>, key: Key, from: &[LineState]) -> Result<(), Refusal> {
    let fits = from.contains(&desk.line(key)?.state);
    fits.then_some(()).ok_or_else(Refusal::state)
}

/// Moves the line on from one of these states.
pub(crate) fn pass(desk: &mut Desk<'_>, key: Key, from: &[LineState], to: LineState) -> Result<(), Refusal> {
    expect(desk, key, from)?;
    moves::step(desk.state, key, |_| true, to);
    Ok(())
}
