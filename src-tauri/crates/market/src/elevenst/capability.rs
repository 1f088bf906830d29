//! What 11번가 lets a seller do.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::ActionKind::{
    AnswerUndelivered, ApproveCancel, ApproveExchange, ApproveReturn, CancelSale, ChangeFault, ChangeInvoice,
    CompleteDelivery, Confirm, ConfirmExchangeCollected, ConfirmReturnCollected, DeferReturn, DelayNotice,
    HoldDispatch, HoldExchange, HoldReturn, NotifyReturn, RefundReturn, RefuseCancel, RefuseExchange,
    RefuseReturn, RegisterExchangePickup, RegisterReturnPickup, ReleaseExchange, ReleaseReturn,
    RequestReturn, ReshipExchange, Ship, ShipPieces, ShipRest, SplitShip,
};
use domain::{ActionKind, Length, Sentence};

use super::{CENTRE, couriers, reasons};
use crate::{Ask, Capabilities, Limits, Reading, Sequence, Support, Unit, brief};

mod words;

/// Calls a second of one key. No document publishes a limit, so that this is the slowest that clients report; a 429
/// and the rest that it asks for are obeyed.
pub(super) const CALLS_PER_SECOND: u32 = 1;

/// Characters of words to the buyer that stand in the path: no document limits them, and a path of some thousand
/// bytes is taken everywhere.
const WORDS: Length = Length::characters(200);
/// The words of a delay, 20 to 300 bytes (-28307). In which encoding they are counted no document says.
pub(super) const DELAY_WORDS: Length = Length::bytes(20, 300);
/// Characters of the answer to an undelivered report, which stands in a body.
const ANSWER_WORDS: Length = Length::characters(500);

/// The whole table; `settles_after` replaces the settling times.
pub(crate) fn capabilities(settles_after: Option<Duration>) -> Capabilities {
    Capabilities {
        actions: ActionKind::ALL.into_iter().map(|kind| (kind, support(kind))).collect(),
        experimental: EXPERIMENTAL.to_vec(),
        experimental_readings: EXPERIMENTAL_READINGS.to_vec(),
        consequences: words::consequences(),
        briefs: brief::table(words::BRIEFS),
        limits: limits(settles_after),
        couriers: couriers::COURIERS,
        cancel_reasons: reasons::CANCEL_REASONS,
        exchange_refusals: reasons::EXCHANGE_REFUSALS,
        unit: Unit::Bundle,
        confirms: Unit::Line,
        readings: Reading::ALL.into_iter().map(|reading| (reading, told(reading))).collect(),
        asks: asks(),
        sequence: Sequence::default(),
        promises_rest: false,
        reship_opens_bundle: false,
        // A refused cancel and one that was taken back leave the list of requests alike.
        tells_who_ended: false,
        ..Capabilities::default()
    }
}

/// How a delay's day is written; whether a held return may be refunded; the segment that a pickup's path holds twice.
const EXPERIMENTAL: &[ActionKind] = &[DelayNotice, RefundReturn, RegisterReturnPickup];

/// By which date lists are asked for; whether a handled claim stays in the list of requests; how an undelivered
/// report shows that it was answered; the elements around a settlement's rows.
const EXPERIMENTAL_READINGS: &[Reading] =
    &[Reading::OrdersByTime, Reading::Withdrawals, Reading::UndeliveredReports, Reading::Settlement];

/// The documents' figures. How late a reading may be is told by none, so a minute is waited.
fn limits(settles_after: Option<Duration>) -> Limits {
    let settles_after = settles_after.unwrap_or(Duration::from_secs(60));
    Limits {
        calls_per_second: CALLS_PER_SECOND,
        confirm_batch: 1,
        ship_batch: 1,
        settles_after,
        confirm_settles_after: settles_after,
        reship_bundle_after: Duration::ZERO,
        early_refund_below: None,
    }
}

/// One row of the table.
fn support(kind: ActionKind) -> Support {
    match kind {
        Confirm | Ship | ShipRest | ShipPieces | DelayNotice | AnswerUndelivered | CancelSale
        | ApproveCancel | RequestReturn | RefuseReturn | HoldReturn | DeferReturn | RegisterReturnPickup
        | RefundReturn | RefuseExchange | ReshipExchange => Support::Native,
        SplitShip => Support::Composed(Sentence::fixed(
            "지금 보낼 상품만 부분발송하고, 나머지는 배송준비중으로 남습니다. 추가구성상품만 따로 보낼 수는 없습니다.",
            "What leaves now is dispatched in part, and the rest stays in preparation. Add-ons cannot leave alone.",
        )),
        RefuseCancel => Support::Composed(Sentence::fixed(
            "11번가의 취소 거부는 입력한 송장으로 그 상품을 발송처리하는 것입니다.",
            "At 11st a cancel is refused by dispatching the line under the number that you enter.",
        )),
        HoldDispatch => Support::Local(Sentence::fixed(
            "11번가에는 발송보류가 없어 이 앱에서만 발송을 막습니다. 발송 기한은 그대로 흐르니 필요하면 발송지연을 알리세요.",
            "11st knows no hold, so only this application keeps the line from leaving. The dispatch deadline keeps running: announce a delay if need be.",
        )),
        ChangeInvoice
        | CompleteDelivery
        | NotifyReturn
        | ApproveReturn
        | ReleaseReturn
        | ConfirmReturnCollected
        | ChangeFault
        | ApproveExchange
        | HoldExchange
        | ReleaseExchange
        | RegisterExchangePickup
        | ConfirmExchangeCollected => words::unavailable(kind),
        _ => Support::absent("11번가", "11번가", CENTRE),
    }
}

/// What 11번가 tells.
fn told(reading: Reading) -> Support {
    words::composed(reading).map_or(Support::Native, |support| support)
}

/// What a person gives along.
fn asks() -> BTreeMap<ActionKind, Vec<Ask>> {
    let words = Ask::Text(WORDS);
    BTreeMap::from([
        (DelayNotice, vec![Ask::Day, Ask::Reason(reasons::DELAY_REASONS), Ask::Text(DELAY_WORDS)]),
        (CancelSale, vec![Ask::Reason(reasons::CANCEL_REASONS)]),
        (
            AnswerUndelivered,
            vec![
                Ask::Reason(reasons::UNDELIVERED_ANSWERS),
                Ask::Text(ANSWER_WORDS),
                Ask::InvoiceFor(&[reasons::SENT_AGAIN]),
            ],
        ),
        (
            RefuseCancel,
            vec![
                Ask::Invoice,
                Ask::Reason(reasons::CANCEL_OBJECTIONS),
                Ask::TextFor { codes: reasons::WORDED_OBJECTIONS, length: WORDS },
            ],
        ),
        (
            RequestReturn,
            vec![
                Ask::Reason(reasons::RETURN_REASONS),
                words,
                Ask::Way(reasons::RETURN_WAYS),
                Ask::MaybeInvoice,
            ],
        ),
        (RefuseReturn, vec![Ask::Reason(reasons::RETURN_REFUSALS), words]),
        (HoldReturn, vec![Ask::Reason(reasons::RETURN_HOLDS), words]),
        (DeferReturn, vec![Ask::Reason(reasons::RETURN_HOLDS), words]),
        (RefuseExchange, vec![Ask::Reason(reasons::EXCHANGE_REFUSALS), words]),
    ])
}
