//! What the two sites let a seller do: figures, forms, and what a click really does.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::ActionKind::{
    AnswerUndelivered, ApproveCancel, CancelSale, ChangeInvoice, CompleteDelivery, CompleteExchange, Confirm,
    ConfirmExchangeCollected, DelayNotice, ExchangeToReturn, HoldExchange, HoldReturn, RefundReturn,
    RefuseCancel, RegisterExchangePickup, RegisterReturnPickup, ReleaseExchange, RequestReturn,
    ReshipExchange, ReturnToExchange, Ship, SplitShip,
};
use domain::{ActionKind, MoneyLeaves, Sentence};

use super::flavor::Flavor;
use super::reasons;
use super::reports::ANSWER_WORDS;
use super::returns::{HOLD_WORDS, LEAST_FEE};
use super::shipping::DELAY_WORDS;
use super::support::{support, told};
use crate::{Ask, Brief, Capabilities, Limits, Reading, Sequence, Support, Unit, brief};

/// Calls a second outside the lists of orders. ESM publishes no figure.
pub(super) const CALLS_PER_SECOND: u32 = 5;

/// The whole table; `settles_after` replaces the settling times.
pub(crate) fn capabilities(flavor: &'static Flavor, settles_after: Option<Duration>) -> Capabilities {
    let actions: BTreeMap<ActionKind, Support> =
        ActionKind::ALL.into_iter().map(|kind| (kind, support(flavor, kind))).collect();
    let readings: BTreeMap<Reading, Support> =
        Reading::ALL.into_iter().map(|reading| (reading, told(flavor, reading))).collect();
    Capabilities {
        experimental: experimental(flavor),
        // That a number may be anything where nothing is tracked, no page says.
        experimental_readings: vec![Reading::DirectDelivery],
        consequences: consequences(flavor, &actions),
        briefs: briefs(flavor, &actions),
        actions,
        limits: limits(settles_after),
        couriers: (flavor.couriers)(),
        cancel_reasons: reasons::CANCEL_REASONS,
        exchange_refusals: &[],
        unit: Unit::Line,
        confirms: Unit::Line,
        readings,
        asks: asks(flavor),
        sequence: Sequence::default(),
        promises_rest: false,
        reship_opens_bundle: false,
        tells_who_ended: false,
        tells_delay: false,
        // Claimed orders are on no list, not even by number, and claims carry no quantity, price or product name.
        shows_claimed_orders: false,
        tells_exchange_collected: true,
    }
}

/// What the pages leave open: that of the filing shows a refusal under the code of success, and that of the conversion
/// a table with a parcel and a sample without one, for the site that wants parcels.
fn experimental(flavor: &Flavor) -> Vec<ActionKind> {
    let conversion = flavor.conversion_travels.then_some(ExchangeToReturn);
    std::iter::once(RequestReturn).chain(conversion).collect()
}

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

/// What a person gives along. A conversion wants a parcel at one of the two sites alone.
fn asks(flavor: &Flavor) -> BTreeMap<ActionKind, Vec<Ask>> {
    let conversion = if flavor.conversion_travels { vec![Ask::Invoice] } else { Vec::new() };
    BTreeMap::from([
        (DelayNotice, vec![Ask::Day, Ask::Reason(reasons::DELAY_REASONS), Ask::Text(DELAY_WORDS)]),
        (
            AnswerUndelivered,
            vec![
                Ask::Reason(reasons::REPORT_ANSWERS),
                Ask::InvoiceFor(&[reasons::RE_ENTERED]),
                Ask::TextFor { codes: &[reasons::IN_WORDS], length: ANSWER_WORDS },
            ],
        ),
        (CancelSale, vec![Ask::Reason(reasons::CANCEL_REASONS)]),
        (
            RequestReturn,
            vec![Ask::Reason(reasons::RETURN_REASONS), Ask::Way(reasons::RETURN_WAYS), Ask::MaybeInvoice],
        ),
        (HoldReturn, vec![Ask::Reason(reasons::RETURN_HOLDS), Ask::Text(HOLD_WORDS), charge(flavor)]),
        (HoldExchange, vec![Ask::Reason(reasons::EXCHANGE_HOLDS), Ask::Day]),
        (ReturnToExchange, conversion.clone()),
        (ExchangeToReturn, conversion),
    ])
}

/// What a held return charges. Only one of the sites refuses more than the goods were worth (W20-5).
const fn charge(flavor: &Flavor) -> Ask {
    let within_goods = flavor.charges_within_goods;
    Ask::FeeFor { codes: &[reasons::CHARGES], at_least: LEAST_FEE, within_goods }
}

/// What a click really does, for what is offered.
fn consequences(flavor: &Flavor, actions: &BTreeMap<ActionKind, Support>) -> BTreeMap<ActionKind, Sentence> {
    let offered =
        |kind: &ActionKind| matches!(actions.get(kind), Some(Support::Native | Support::Composed(_)));
    let shared = CONSEQUENCES.iter().map(|(kind, ko, en)| (*kind, Sentence::fixed(ko, en)));
    let own = conversions(flavor).into_iter().chain(exchanges(flavor));
    shared.chain(own).filter(|(kind, _)| offered(kind)).collect()
}

/// The same in a few words.
fn briefs(flavor: &Flavor, actions: &BTreeMap<ActionKind, Support>) -> BTreeMap<ActionKind, Brief> {
    let exchanged = if flavor.converted_exchange_is_sent {
        (ReturnToExchange, "교환·재발송 처리", "Counts sent", MoneyLeaves::None)
    } else {
        (ReturnToExchange, "교환 신청으로", "To exchange", MoneyLeaves::None)
    };
    let returned = if flavor.converted_return_is_refunded {
        (ExchangeToReturn, "바로 환불", "Refunds now", MoneyLeaves::Now)
    } else {
        (ExchangeToReturn, "반품 신청으로", "To return", MoneyLeaves::Later)
    };
    let offered =
        |kind: &ActionKind| matches!(actions.get(kind), Some(Support::Native | Support::Composed(_)));
    let mut briefs = brief::table(&[BRIEFS, &[exchanged, returned]].concat());
    briefs.retain(|kind, _| offered(kind));
    briefs
}

/// What a conversion does, which the sites do differently.
fn conversions(flavor: &Flavor) -> [(ActionKind, Sentence); 2] {
    let exchanged = if flavor.converted_exchange_is_sent {
        Sentence::fixed(
            "반품이 교환으로 바뀌고, 넣은 송장으로 교환 상품을 바로 재발송한 것으로 처리됩니다. 되돌릴 수 없습니다.",
            "The return becomes an exchange whose goods count as sent under the number you enter. This cannot be undone.",
        )
    } else {
        Sentence::fixed(
            "반품이 교환 신청으로 바뀝니다. 배송비 결제 방법은 ‘판매자 직접결제’가 됩니다.",
            "The return becomes a request for an exchange. Its shipping is then settled between you and the buyer.",
        )
    };
    let returned = if flavor.converted_return_is_refunded {
        Sentence::fixed(
            "교환이 반품으로 바뀌면서 구매자에게 바로 환불되며 되돌릴 수 없습니다.",
            "The exchange becomes a return and the buyer is refunded at once; this cannot be undone.",
        )
    } else {
        Sentence::fixed(
            "교환이 반품 신청으로 바뀝니다. 환불하려면 반품을 따로 승인해야 합니다.",
            "The exchange becomes a request for a return. The refund is a step of its own.",
        )
    };
    [(ReturnToExchange, exchanged), (ExchangeToReturn, returned)]
}

/// What is done to an exchange differs with whether the site itself releases a hold: Gmarket asks the buyer for what the
/// hold charges, Auction does not, and takes the re-shipment for the receipt and the release.
fn exchanges(flavor: &Flavor) -> [(ActionKind, Sentence); 2] {
    let (held, sent) = if flavor.releases_exchanges {
        (
            Sentence::fixed(
                "구매자에게 알림이 가고, 교환배송비를 청구하면 구매자에게 요청됩니다.",
                "The buyer is notified, and asked for the exchange shipping where it is charged.",
            ),
            Sentence::fixed("교환 상품이 배송중이 됩니다.", "The new goods are on their way."),
        )
    } else {
        (
            Sentence::fixed(
                "구매자에게 알림이 갑니다. 교환배송비는 마켓이 청구하지 않으니 구매자에게 따로 받으세요.",
                "The buyer is notified. The marketplace does not charge the exchange shipping: collect it yourself.",
            ),
            Sentence::fixed(
                "교환 상품이 배송중이 됩니다. 수거완료와 보류해제도 함께 처리됩니다.",
                "The new goods are on their way. It also marks the old ones as collected and releases a hold.",
            ),
        )
    };
    [(HoldExchange, held), (ReshipExchange, sent)]
}

/// In Korean and in English.
const CONSEQUENCES: &[(ActionKind, &str, &str)] = &[
    (
        Confirm,
        "이후 구매자의 취소는 바로 환불되지 않고 승인을 기다립니다. 바뀐 배송지는 다시 읽습니다.",
        "From here on a buyer's cancel waits for an approval instead of being refunded at once. A changed address is read once more.",
    ),
    (
        Ship,
        "구매자에게 배송중으로 보입니다. 취소를 요청한 주문이면 그 요청이 거부됩니다.",
        "The buyer sees the goods on their way. If the buyer has asked for a cancel, this refuses it.",
    ),
    (
        ChangeInvoice,
        "송장이 새 번호로 덮어써지고, 구매자는 새 번호로 배송을 조회합니다.",
        "The invoice is overwritten, and the buyer tracks the new number.",
    ),
    (
        SplitShip,
        "지금 보낼 주문만 배송중이 되고, 나머지는 발송 기한이 그대로 흐릅니다.",
        "Only what leaves now is dispatched. The deadline of the rest keeps running.",
    ),
    (
        DelayNotice,
        "구매자에게 새 발송예정일과 사유가 안내됩니다. 발송마감일 안에 등록해야 페널티를 피할 수 있습니다.",
        "The buyer is told the new day and the reason. Register it before the deadline to be spared the penalty.",
    ),
    (
        CompleteDelivery,
        "구매자에게 배송완료로 보입니다. 받지 못한 구매자는 미수령신고를 할 수 있고, 그동안 정산되지 않습니다.",
        "The buyer sees the goods as delivered. A buyer who got nothing may report it, and nothing is paid out meanwhile.",
    ),
    (
        AnswerUndelivered,
        "신고가 바로 풀리지 않습니다. 구매자의 이의가 없으면 배송완료 7일 뒤에 풀려 정산됩니다. 실제로 받았는지 먼저 확인하세요.",
        "The report is not lifted at once: without the buyer's objection it ends seven days after the delivery, and only then is it paid out. Make sure first that the goods have come.",
    ),
    (
        CancelSale,
        "주문 전체가 바로 환불되며 되돌릴 수 없습니다. 품절을 고르면 상품(옵션)도 품절 처리됩니다.",
        "The whole line is refunded at once; this cannot be undone. With the reason of stock the item or option is set sold out as well.",
    ),
    (
        ApproveCancel,
        "승인하면 마켓이 구매자에게 환불하며 되돌릴 수 없습니다. 환불이 끝날 때까지 ‘취소중’으로 보입니다. 승인하지 않아도 요청한 지 24시간이 지나면 저절로 취소됩니다.",
        "On approval the marketplace refunds the buyer, which cannot be undone. Until it has, the claim reads as being cancelled. Without an answer it is cancelled by itself 24 hours after the request.",
    ),
    (
        RefuseCancel,
        "주문이 발송처리되면서 취소 요청이 거부됩니다. 구매자는 받은 뒤 반품할 수 있습니다.",
        "The line is dispatched and the cancel request refused by it. The buyer may return the goods later.",
    ),
    (
        RequestReturn,
        "반품이 접수됩니다. 수거 요청을 고르면 택배사가 수거하러 갑니다(CJ대한통운·한진·우체국·롯데·로젠으로 보낸 주문만).",
        "A return is filed. With a pickup the courier is sent out, which only CJ, Hanjin, the post office, Lotte and Logen do for what they delivered.",
    ),
    (
        RegisterReturnPickup,
        "반품 수거 송장이 등록됩니다. 다시 등록하면 덮어써집니다.",
        "The number of the pickup is registered. Registered again, it is overwritten.",
    ),
    (
        HoldReturn,
        "환불이 멈추고 사유가 구매자에게 보입니다. 구매자가 결제하거나 고객센터가 풀거나 30일이 지나면 풀립니다. 풀리면 환불이 진행됩니다.",
        "The refund stops, and the buyer reads why. The hold ends when the buyer pays, when the support lifts it, or after 30 days; then the refund goes on.",
    ),
    (
        RefundReturn,
        "수거완료·보류해제·환불이 한 번에 처리되며 되돌릴 수 없습니다. 장바구니에 다른 클레임이 남아 있으면 실제 환불은 그 뒤에 됩니다.",
        "Collection, release and refund happen at once and cannot be undone. With other claims in the basket the money follows when they end.",
    ),
    (
        RegisterExchangePickup,
        "교환 수거 송장이 등록됩니다. 다시 등록하면 덮어써집니다.",
        "The number of the pickup is registered. Registered again, it is overwritten.",
    ),
    (
        ConfirmExchangeCollected,
        "오늘 수거된 것으로 처리됩니다. 수거완료가 빠지면 정산이 누락될 수 있습니다.",
        "The goods count as collected today. Without it the settlement may leave the order out.",
    ),
    (
        ReleaseExchange,
        "교환이 다시 진행됩니다. 이어서 교환 상품을 재발송하세요.",
        "The exchange goes on. Send the new goods next.",
    ),
    (
        CompleteExchange,
        "교환 상품이 오늘 배송완료된 것으로 처리되고 교환이 끝납니다.",
        "The new goods count as delivered today, and the exchange ends.",
    ),
];

/// What a verb on a claim does, in a few words.
const BRIEFS: &[brief::Row] = &[
    (ApproveCancel, "승인 뒤 환불", "Then refunds", MoneyLeaves::Soon),
    (RefuseCancel, "발송 처리됨", "Dispatches", MoneyLeaves::None),
    (HoldReturn, "환불 멈춤", "Stops refund", MoneyLeaves::None),
    (RegisterReturnPickup, "수거 송장 등록", "Adds pickup", MoneyLeaves::None),
    (RefundReturn, "수거완료·환불 함께", "Refunds now", MoneyLeaves::Now),
    (HoldExchange, "교환 멈춤", "Stops it", MoneyLeaves::None),
    (ReleaseExchange, "다시 진행", "Goes on", MoneyLeaves::None),
    (RegisterExchangePickup, "수거 송장 등록", "Adds pickup", MoneyLeaves::None),
    (ConfirmExchangeCollected, "수거완료 처리", "Goods are in", MoneyLeaves::None),
    (ReshipExchange, "새 상품 발송", "Ships new", MoneyLeaves::None),
    (CompleteExchange, "교환 끝남", "Ends it", MoneyLeaves::None),
];
