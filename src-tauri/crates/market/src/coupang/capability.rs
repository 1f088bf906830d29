//! What Coupang lets a seller do.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::ActionKind::{
    ApproveCancel, ApproveExchange, ApproveReturn, CancelSale, ChangeFault, ChangeHopeDelivery,
    ChangeInvoice, CompleteDelivery, Confirm, ConfirmExchangeCollected, ConfirmReturnCollected, DelayNotice,
    HoldDispatch, HoldExchange, HoldReturn, NotifyReturn, RefundReturn, RefuseCancel, RefuseExchange,
    RefuseReturn, RegisterExchangePickup, RegisterReturnPickup, ReleaseExchange, ReleaseReturn,
    RequestReturn, ReshipExchange, Ship, ShipRest, SplitShip,
};
use domain::{ActionKind, MoneyLeaves, Sentence, Won};

use super::{CENTRE, DELIVERIES_PAGE, RETURNS_PAGE, couriers, reasons};
use crate::{Capabilities, Limits, Reading, Support, brief};

/// Calls a second for one vendorId. Coupang blocks at ten, and 429 can come from about nine tenths of it: a test
/// of the connection beside the account's own calls stays below that.
pub(super) const CALLS_PER_SECOND: u32 = 7;

/// Boxes in one acknowledgement.
pub(super) const CONFIRM_BATCH: usize = 50;

/// The whole table; `settles_after` replaces the documented settling times.
pub(crate) fn capabilities(settles_after: Option<Duration>) -> Capabilities {
    Capabilities {
        actions: ActionKind::ALL.into_iter().map(|kind| (kind, support(kind))).collect(),
        // Refusing before the goods are in, cancelling a part before 상품준비중, and what completedShipment does
        // to the ordersheet are described by no page that is still published.
        experimental: vec![RefuseExchange, CancelSale, RefuseCancel],
        consequences: consequences(),
        briefs: brief::table(BRIEFS),
        limits: limits(settles_after),
        couriers: couriers::COURIERS,
        cancel_reasons: reasons::CANCEL_REASONS,
        exchange_refusals: reasons::EXCHANGE_REFUSALS,
        readings: Reading::ALL.into_iter().map(|reading| (reading, told(reading))).collect(),
        ..Capabilities::default()
    }
}

/// The documents' figures: 50 boxes an acknowledgement, up to 30 minutes until it shows, up to 10 until a
/// reshipment's box appears.
fn limits(settles_after: Option<Duration>) -> Limits {
    let minutes = |count: u64| settles_after.unwrap_or(Duration::from_secs(count * 60));
    Limits {
        calls_per_second: CALLS_PER_SECOND,
        confirm_batch: CONFIRM_BATCH,
        ship_batch: 50,
        settles_after: minutes(10),
        confirm_settles_after: minutes(30),
        reship_bundle_after: minutes(10),
        early_refund_below: Some(Won::new(100_000)),
    }
}

/// One row of the table.
fn support(kind: ActionKind) -> Support {
    match kind {
        Confirm
        | Ship
        | ChangeInvoice
        | SplitShip
        | ShipRest
        | CompleteDelivery
        | CancelSale
        | ApproveCancel
        | RegisterReturnPickup
        | ConfirmReturnCollected
        | RefundReturn
        | RefuseExchange
        | RegisterExchangePickup
        | ConfirmExchangeCollected
        | ReshipExchange => Support::Native,
        RefuseCancel => Support::Composed(Sentence::fixed(
            "쿠팡에는 취소 거부가 없어 송장번호로 이미출고를 알립니다. 취소는 같은 번호의 반품으로 이어집니다.",
            "Coupang has no refusal: the invoice number reports that the parcel had left, and the cancel goes on as a return of the same number.",
        )),
        DelayNotice | ChangeHopeDelivery | HoldDispatch | RequestReturn | NotifyReturn | ApproveReturn
        | RefuseReturn | HoldReturn | ReleaseReturn | ChangeFault | ApproveExchange | HoldExchange
        | ReleaseExchange => unavailable(kind),
        _ => Support::absent("쿠팡", "Coupang", CENTRE),
    }
}

/// Why a row is empty, and where to go instead.
fn unavailable(kind: ActionKind) -> Support {
    let (ko, en, link) = match kind {
        DelayNotice => (
            "쿠팡은 발송지연 안내를 API로 받지 않습니다. WING 배송관리에서 처리하세요.",
            "Coupang takes no delay notices by API. Use the delivery page of WING.",
            DELIVERIES_PAGE,
        ),
        HoldDispatch => (
            "쿠팡에는 발송보류가 없습니다. 송장을 등록하지 않고 두거나 판매취소하세요. 발송 기한은 그대로 흐릅니다.",
            "Coupang knows no hold. Leave the order unshipped or cancel the sale; the dispatch deadline keeps running.",
            DELIVERIES_PAGE,
        ),
        ChangeHopeDelivery => (
            "쿠팡에는 배송희망일이 없습니다. 구매자와 정한 날은 WING 문의 답변으로 알리세요.",
            "Coupang knows no wished day of delivery. Tell the buyer by an answer in WING.",
            CENTRE,
        ),
        NotifyReturn => (
            "쿠팡은 반품 접수를 구매자에게 직접 알립니다. 따로 보낼 안내가 없습니다.",
            "Coupang itself tells the buyer that a return was taken in. There is no notice to send.",
            RETURNS_PAGE,
        ),
        RequestReturn => (
            "쿠팡은 판매자의 반품 접수를 API로 받지 않습니다. WING에서 접수하세요.",
            "Coupang takes no returns opened by the seller by API. Open it in WING.",
            RETURNS_PAGE,
        ),
        ApproveReturn => (
            "쿠팡의 반품은 승인 없이 접수됩니다. 상품이 돌아오면 입고확인 후 환불하세요.",
            "Returns at Coupang need no approval. Confirm the receipt of the goods, then refund.",
            RETURNS_PAGE,
        ),
        RefuseReturn => (
            "쿠팡은 반품 거부를 API로 받지 않습니다. WING 반품관리에서 쿠팡확인요청을 하세요.",
            "Coupang takes no refusal of a return by API. Ask for 쿠팡확인요청 on the returns page of WING.",
            RETURNS_PAGE,
        ),
        ApproveExchange => (
            "쿠팡의 교환은 승인 없이 접수됩니다. 상품이 돌아오면 입고확인 후 재발송하세요.",
            "Exchanges at Coupang need no approval. Confirm the receipt of the goods, then send the new ones.",
            CENTRE,
        ),
        ChangeFault => (
            "쿠팡은 귀책 변경을 API로 받지 않습니다. WING에서 쿠팡확인요청을 하세요.",
            "Coupang takes no change of fault by API. Ask for 쿠팡확인요청 in WING.",
            RETURNS_PAGE,
        ),
        _ => (
            "쿠팡에는 보류가 없습니다. WING에서 쿠팡확인요청을 하세요.",
            "Coupang knows no hold. Ask for 쿠팡확인요청 in WING.",
            CENTRE,
        ),
    };
    Support::Unavailable { reason: Sentence::fixed(ko, en), link }
}

/// What Coupang tells.
fn told(reading: Reading) -> Support {
    let unavailable = |ko, en| Support::Unavailable { reason: Sentence::fixed(ko, en), link: CENTRE };
    match reading {
        Reading::Counts => Support::Local(Sentence::fixed(
            "쿠팡은 건수를 따로 주지 않아 수집한 주문을 셉니다.",
            "Coupang gives no counts, so what was collected is counted.",
        )),
        Reading::UnpaidOrders => unavailable(
            "쿠팡은 결제 전 주문을 알려 주지 않습니다. 결제되면 수집됩니다.",
            "Coupang tells of orders only when they are paid; they are collected then.",
        ),
        Reading::UndeliveredReports => unavailable(
            "쿠팡은 미도착 신고를 API로 주지 않습니다. WING 문의에서 확인하세요.",
            "Coupang gives no reports of goods that have not come by API. Read the inquiries in WING.",
        ),
        Reading::Settlement => unavailable(
            "이 앱은 아직 쿠팡 정산을 읽지 않습니다. WING 정산관리에서 확인하세요.",
            "This application does not read Coupang's settlement yet. See the settlement page of WING.",
        ),
        Reading::Reviews => unavailable(
            "쿠팡은 상품평을 API로 주지 않습니다. WING에서 확인하세요.",
            "Coupang gives no reviews by API. Read them in WING.",
        ),
        Reading::Couriers => Support::Composed(Sentence::fixed(
            "쿠팡 문서의 택배사 코드표를 씁니다.",
            "The code table of Coupang's documents is used.",
        )),
        _ => Support::Native,
    }
}

/// What a click really does.
fn consequences() -> BTreeMap<ActionKind, Sentence> {
    CONSEQUENCES.iter().map(|(kind, ko, en)| (*kind, Sentence::fixed(ko, en))).collect()
}

/// In Korean and in English.
const CONSEQUENCES: &[(ActionKind, &str, &str)] = &[
    (
        Confirm,
        "이후 구매자는 배송지를 바꿀 수 없고, 바뀐 배송지를 다시 읽습니다.",
        "From here on the buyer cannot change the address; it is read once more.",
    ),
    (
        SplitShip,
        "분리배송은 되돌릴 수 없고, 먼저 보낸 상품은 새 배송번호를 받습니다.",
        "A split cannot be undone, and what leaves first gets a new shipment number.",
    ),
    (
        ChangeInvoice,
        "주문이 다시 배송지시로 돌아갑니다. 같은 송장번호는 6개월 안에 다시 쓸 수 없습니다.",
        "The order goes back to 배송지시. A number cannot be used twice within six months.",
    ),
    (
        CompleteDelivery,
        "배송 추적 없이 배송완료가 되며, 이후 분쟁은 판매자가 책임집니다. 배송지시 후 30일이 지나야 합니다.",
        "The parcel counts as delivered without tracking, and later disputes are the seller's. 30 days must have passed since it was shipped.",
    ),
    (
        CancelSale,
        "구매자에게 바로 환불되고 판매자점수(주문이행)가 내려갑니다.",
        "The buyer is refunded at once, and the seller's score (order fulfilment) falls.",
    ),
    (
        ApproveCancel,
        "접수 전체가 바로 환불되며 되돌릴 수 없습니다.",
        "The whole request is refunded at once; this cannot be undone.",
    ),
    (
        RefuseCancel,
        "반품으로 이어지며 왕복 배송비를 판매자가 부담합니다.",
        "It goes on as a return, and the seller pays shipping both ways.",
    ),
    (
        ConfirmReturnCollected,
        "빠른환불 대상이면 입고확인과 함께 환불되고 반품이 끝납니다.",
        "Where the fast refund applies, confirming the receipt refunds the buyer and ends the return.",
    ),
    (
        RefundReturn,
        "접수 전체가 환불되며 되돌릴 수 없습니다.",
        "The whole return is refunded; this cannot be undone.",
    ),
    (
        RefuseExchange,
        "교환이 종료되고 새 상품을 보낼 수 없습니다.",
        "The exchange ends, and no new goods can be sent for it.",
    ),
    (
        ConfirmExchangeCollected,
        "새 배송번호가 최대 10분 안에 생기고, 그때부터 재발송할 수 있습니다.",
        "A new shipment number appears within ten minutes; the goods can be sent from then on.",
    ),
    (
        ReshipExchange,
        "새 배송번호에 송장이 등록되고 교환이 이어집니다. 등록한 송장번호는 여기서 바꿀 수 없습니다.",
        "The parcel is registered under the new shipment number, and the exchange moves on. Its invoice number cannot be changed here afterwards.",
    ),
];

/// What a verb on a claim does, in a few words.
const BRIEFS: &[brief::Row] = &[
    (ApproveCancel, "바로 환불", "Refunds now", MoneyLeaves::Now),
    (RefuseCancel, "왕복비 판매자 부담", "You pay both", MoneyLeaves::Later),
    (RegisterReturnPickup, "수거 송장 등록", "Adds pickup", MoneyLeaves::None),
    (ConfirmReturnCollected, "빠른환불이면 환불", "May refund", MoneyLeaves::Maybe),
    (RefundReturn, "바로 환불", "Refunds now", MoneyLeaves::Now),
    (RefuseExchange, "교환 끝남", "Ends it", MoneyLeaves::None),
    (RegisterExchangePickup, "수거 송장 등록", "Adds pickup", MoneyLeaves::None),
    (ConfirmExchangeCollected, "재발송 열림", "Opens reship", MoneyLeaves::None),
    (ReshipExchange, "새 상품 발송", "Ships new", MoneyLeaves::None),
];
