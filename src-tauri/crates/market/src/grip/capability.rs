//! What Grip lets a seller do: figures, forms, and what a click really does.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::ActionKind::{
    CancelSale, ChangeInvoice, ChangeReceiver, CompleteDelivery, Confirm, ConfirmExchangeCollected,
    ConfirmReturnCollected, DelayNotice, NotifyExchange, NotifyReturn, RefundReturn, RefuseExchange,
    RefuseReturn, ReshipExchange, Ship, SplitShip,
};
use domain::{ActionKind, MoneyLeaves, Sentence};

use super::couriers::UNREAD;
use super::reasons;
use super::returns::{DENIAL, NOTICE};
use super::shipping::DELAY_WORDS;
use super::support::{support, told};
use crate::{Ask, Capabilities, Limits, Reading, Sequence, Unit, brief};

/// Calls a second. Grip publishes no figure.
pub(super) const CALLS_PER_SECOND: u32 = 5;

/// Lines in one request. The documents ask for many orders at once and name no most; a page holds as many.
const BATCH: usize = 100;

/// The whole table; `settles_after` replaces the settling times.
pub(crate) fn capabilities(settles_after: Option<Duration>) -> Capabilities {
    Capabilities {
        actions: ActionKind::ALL.into_iter().map(|kind| (kind, support(kind))).collect(),
        experimental: EXPERIMENTAL.to_vec(),
        // No page says that what is listed without a courier was handed over or brought, nor who bears the coupons.
        experimental_readings: vec![Reading::DirectDelivery, Reading::Coupons],
        consequences: CONSEQUENCES.iter().map(|(kind, ko, en)| (*kind, Sentence::fixed(ko, en))).collect(),
        briefs: brief::table(BRIEFS),
        limits: limits(settles_after),
        couriers: &UNREAD,
        cancel_reasons: reasons::CANCEL_REASONS,
        exchange_refusals: &[],
        unit: Unit::Line,
        confirms: Unit::Line,
        readings: Reading::ALL.into_iter().map(|reading| (reading, told(reading))).collect(),
        asks: asks(),
        sequence: Sequence::default(),
        promises_rest: false,
        reship_opens_bundle: false,
        // 47, 48, 52 and 55 all say who. An exchange whose line went on since says it no more; it is told as gone and
        // neither as refused nor as withdrawn.
        tells_who_ended: true,
        // The reason is shown while a line waits for 발주 alone, and the state of a delayed line may have other causes.
        tells_delay: false,
        shows_claimed_orders: true,
        tells_exchange_collected: false,
    }
}

/// What the pages leave open: that of orders says in its head that returns and exchanges are handled in the seller
/// centre, and describes these calls all the same; of two calls the page that answers line by line does not list the
/// reason; and what a new address counts as changed, none says.
const EXPERIMENTAL: [ActionKind; 11] = [
    NotifyReturn,
    RefuseReturn,
    ConfirmReturnCollected,
    RefundReturn,
    NotifyExchange,
    RefuseExchange,
    ConfirmExchangeCollected,
    ReshipExchange,
    DelayNotice,
    CancelSale,
    ChangeReceiver,
];

/// How late a reading may be no document says, so a minute is waited.
fn limits(settles_after: Option<Duration>) -> Limits {
    let settles_after = settles_after.unwrap_or(Duration::from_secs(60));
    Limits {
        calls_per_second: CALLS_PER_SECOND,
        confirm_batch: BATCH,
        ship_batch: BATCH,
        settles_after,
        confirm_settles_after: settles_after,
        reship_bundle_after: Duration::ZERO,
        early_refund_below: None,
    }
}

/// What a person gives along.
fn asks() -> BTreeMap<ActionKind, Vec<Ask>> {
    let (notice, denial) = (Ask::Text(NOTICE), Ask::Text(DENIAL));
    BTreeMap::from([
        (DelayNotice, vec![Ask::Reason(reasons::DELAY_REASONS), Ask::Text(DELAY_WORDS)]),
        (CancelSale, vec![Ask::Reason(reasons::CANCEL_REASONS)]),
        (NotifyReturn, vec![notice]),
        (NotifyExchange, vec![notice]),
        (RefuseReturn, vec![denial]),
        (RefuseExchange, vec![denial]),
        (ReshipExchange, vec![Ask::Parcel]),
    ])
}

/// In Korean and in English.
const CONSEQUENCES: &[(ActionKind, &str, &str)] = &[
    (
        Confirm,
        "발주하면 구매자가 주문을 취소할 수 없고 ‘배송준비중’ 알림을 받습니다. 되돌릴 수 없습니다.",
        "The buyer can no longer cancel and is told that the goods are being prepared. This cannot be undone.",
    ),
    (
        Ship,
        "송장을 등록하고 바로 발송 처리합니다. 구매자는 ‘배송중’ 안내를 받고 구매확정할 수 있습니다. 직접배송은 송장 없이 배송중이 되고, 직접 수령은 바로 배송완료가 됩니다.",
        "The number is registered and the goods count as sent: the buyer is told so and may accept the purchase. What you bring yourself is on its way without a number; what is handed over counts as delivered at once.",
    ),
    (
        ChangeInvoice,
        "배송중인 주문의 송장이 새 번호로 덮어써지고, 구매자는 새 번호로 배송을 조회합니다.",
        "The invoice of goods on their way is overwritten, and the buyer tracks the new number.",
    ),
    (
        SplitShip,
        "지금 보낼 상품만 발송 처리되고, 나머지는 준비 중으로 남습니다.",
        "Only what leaves now is dispatched. The rest stays in preparation.",
    ),
    (
        DelayNotice,
        "구매자에게 지연 사유가 안내됩니다. 한 번만 보낼 수 있고 고칠 수 없습니다.",
        "The buyer is told the reason. It can be sent once and not be changed.",
    ),
    (
        ChangeReceiver,
        "이 주문의 모든 상품이 새 주소로 갑니다. 구매자가 요청한 경우에만 바꾸세요.",
        "Every line of this order goes to the new address. Change it only at the buyer's wish.",
    ),
    (
        CompleteDelivery,
        "구매자에게 배송완료로 안내됩니다. 배송이 확실하지만 추적되지 않을 때만, 발송 10일 뒤(해외는 30일 뒤)부터 할 수 있습니다.",
        "The buyer is told that the goods have arrived. Only for deliveries that are certain and cannot be tracked, ten days after the dispatch (abroad thirty).",
    ),
    (
        CancelSale,
        "상품 전체가 판매취소되고 구매자에게 환불되며 되돌릴 수 없습니다.",
        "The whole line is cancelled and the buyer is refunded; this cannot be undone.",
    ),
    (
        NotifyReturn,
        "반품이 접수되고, 적은 글이 반품 방법 안내로 구매자에게 갑니다.",
        "The return is taken in, and the buyer reads your words on how the goods come back.",
    ),
    (
        RefuseReturn,
        "반품이 거절되고 구매자에게 사유가 보입니다. 되돌릴 수 없습니다.",
        "The return is refused, and the buyer reads why. This cannot be undone.",
    ),
    (
        ConfirmReturnCollected,
        "반품 상품이 도착한 것으로 처리됩니다. 환불은 다음 단계에서 따로 합니다.",
        "The returned goods count as received. The refund is a step of its own.",
    ),
    (
        RefundReturn,
        "구매자에게 환불이 진행되며 되돌릴 수 없습니다. 가상계좌로 결제한 구매자는 환불계좌를 입력해야 끝납니다.",
        "The buyer is refunded; this cannot be undone. A buyer who paid by virtual account must enter an account first.",
    ),
    (
        NotifyExchange,
        "교환이 접수되고, 적은 글이 교환 방법 안내로 구매자에게 갑니다.",
        "The exchange is taken in, and the buyer reads your words on how the goods come back.",
    ),
    (
        RefuseExchange,
        "교환이 거절되고 구매자에게 사유가 보입니다. 되돌릴 수 없습니다.",
        "The exchange is refused, and the buyer reads why. This cannot be undone.",
    ),
    (
        ConfirmExchangeCollected,
        "교환할 상품이 도착한 것으로 처리됩니다. 그립의 목록에는 보이지 않아 이 앱이 기억합니다.",
        "The old goods count as received. Grip's list does not show it, so this application remembers.",
    ),
    (
        ReshipExchange,
        "교환이 승인되고 새 상품이 배송중이 됩니다. 직접 수령을 고르면 바로 배송완료가 됩니다. 되돌릴 수 없습니다.",
        "The exchange is granted and the new goods are on their way; handed over, they count as delivered at once. This cannot be undone.",
    ),
];

/// What a verb on a claim does, in a few words.
const BRIEFS: &[brief::Row] = &[
    (NotifyReturn, "접수·안내 보냄", "Takes it in", MoneyLeaves::Later),
    (RefuseReturn, "반품 끝남", "Ends it", MoneyLeaves::None),
    (ConfirmReturnCollected, "도착 처리", "Goods are in", MoneyLeaves::Later),
    (RefundReturn, "바로 환불", "Refunds now", MoneyLeaves::Now),
    (NotifyExchange, "접수·안내 보냄", "Takes it in", MoneyLeaves::None),
    (RefuseExchange, "교환 끝남", "Ends it", MoneyLeaves::None),
    (ConfirmExchangeCollected, "도착 처리", "Goods are in", MoneyLeaves::None),
    (ReshipExchange, "승인도 함께", "Approves too", MoneyLeaves::None),
];
