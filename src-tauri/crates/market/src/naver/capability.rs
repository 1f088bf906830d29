//! What the family lets a seller do.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::ActionKind::{
    ApproveCancel, ApproveExchange, ApproveReturn, CancelSale, ChangeFault, ChangeHopeDelivery,
    ChangeInvoice, CompleteDelivery, Confirm, ConfirmExchangeCollected, ConfirmReturnCollected, DelayNotice,
    HoldDispatch, HoldExchange, HoldReturn, NotifyReturn, RefundReturn, RefuseCancel, RefuseExchange,
    RefuseReturn, RegisterExchangePickup, RegisterReturnPickup, ReleaseExchange, ReleaseReturn,
    RequestReturn, ReshipExchange, Ship, ShipRest, SplitShip,
};
use domain::{ActionKind, Length, MoneyLeaves, Sentence};

use super::flavor::Flavor;
use super::{couriers, reasons};
use crate::{Ask, Capabilities, Limits, Reading, Sequence, Support, Unit, brief};

/// Calls a second of one endpoint for an application of the seller's own.
pub(super) const CALLS_PER_SECOND: u32 = 2;

/// Lines in one confirmation or dispatch.
pub(super) const BATCH: usize = 30;

/// Characters of the region and of the reason of a moved wish (배송희망일 변경).
pub(super) const HOPE_REGION: Length = Length::characters(30);
pub(super) const HOPE_REASON: Length = Length::characters(300);

/// Characters of other words to the buyer: no document limits them, and every field that answers with them holds
/// four thousand bytes.
const WORDS: Length = Length::characters(500);

/// The whole table; `settles_after` replaces the settling times.
pub(crate) fn capabilities(flavor: &'static Flavor, settles_after: Option<Duration>) -> Capabilities {
    let actions: BTreeMap<ActionKind, Support> =
        ActionKind::ALL.into_iter().map(|kind| (kind, support(flavor, kind))).collect();
    let readings: BTreeMap<Reading, Support> =
        Reading::ALL.into_iter().map(|reading| (reading, told(flavor, reading))).collect();
    Capabilities {
        experimental: experimental(flavor, &actions),
        experimental_readings: experimental(flavor, &readings),
        actions,
        consequences: consequences(),
        briefs: brief::table(BRIEFS),
        limits: limits(settles_after),
        couriers: couriers::COURIERS,
        cancel_reasons: reasons::CANCEL_REASONS,
        exchange_refusals: &[],
        unit: Unit::Line,
        confirms: Unit::Line,
        readings,
        asks: asks(),
        sequence: SEQUENCE,
        promises_rest: false,
        reship_opens_bundle: false,
        tells_who_ended: false,
        tells_delay: true,
        shows_claimed_orders: true,
        tells_exchange_collected: true,
    }
}

/// Add-ons first, or Naver refuses with 9999; the product first where lines under a cancel request are sent.
const SEQUENCE: Sequence = Sequence {
    add_ons_first: &[CancelSale, ApproveCancel, RequestReturn, RefundReturn, ReshipExchange],
    main_first: &[RefuseCancel],
};

/// Where bodies and states are not published, everything that is offered.
fn experimental<T: Copy>(flavor: &'static Flavor, table: &BTreeMap<T, Support>) -> Vec<T> {
    let offered = |support: &Support| matches!(support, Support::Native | Support::Composed(_));
    let rows = table.iter().filter(|(_, support)| offered(support)).map(|(row, _)| *row);
    if flavor.published { Vec::new() } else { rows.collect() }
}

/// The documents' figures. How late a reading may be is told by none, so a minute is waited.
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

/// One row of the table.
fn support(flavor: &'static Flavor, kind: ActionKind) -> Support {
    match kind {
        Confirm
        | Ship
        | ShipRest
        | DelayNotice
        | CancelSale
        | ApproveCancel
        | RequestReturn
        | RefuseReturn
        | HoldReturn
        | ReleaseReturn
        | RefundReturn
        | RefuseExchange
        | HoldExchange
        | ReleaseExchange
        | ConfirmExchangeCollected
        | ReshipExchange => Support::Native,
        ChangeHopeDelivery if flavor.hope_delivery => Support::Native,
        SplitShip => Support::Composed(Sentence::fixed(
            "네이버는 상품주문마다 따로 발송하므로 지금 보낼 상품만 발송처리합니다. 나머지는 준비 중으로 남습니다.",
            "Naver ships every line by itself: what leaves now is dispatched, and the rest stays in preparation.",
        )),
        RefuseCancel => Support::Composed(Sentence::fixed(
            "네이버에는 취소 거부가 없어 그 상품을 발송처리합니다. 발송처리가 곧 취소 거부입니다.",
            "Naver has no refusal: the line is dispatched, and the dispatch itself refuses the cancel.",
        )),
        HoldDispatch => Support::Local(Sentence::fixed(
            "네이버에는 발송보류가 없어 이 앱에서만 발송을 막습니다. 발송 기한은 그대로 흐르니 필요하면 발송지연을 알리세요.",
            "Naver knows no hold, so only this application keeps the line from leaving. The dispatch deadline keeps running: announce a delay if need be.",
        )),
        ChangeInvoice
        | ChangeHopeDelivery
        | CompleteDelivery
        | NotifyReturn
        | ApproveReturn
        | RegisterReturnPickup
        | ConfirmReturnCollected
        | ChangeFault
        | ApproveExchange
        | RegisterExchangePickup => unavailable(flavor, kind),
        _ => Support::absent("네이버", "Naver", flavor.pages.centre),
    }
}

/// Why a row is empty, and where to go instead.
fn unavailable(flavor: &'static Flavor, kind: ActionKind) -> Support {
    let pages = &flavor.pages;
    let (ko, en, link) = match kind {
        ChangeInvoice => (
            "네이버는 발송처리한 뒤의 송장 수정을 API로 받지 않습니다. 판매자센터의 발송 화면에서 고치세요.",
            "Naver takes no change of a dispatched invoice by API. Correct it on the delivery page of the seller centre.",
            pages.deliveries,
        ),
        ChangeHopeDelivery => (
            "네이버페이 주문형에는 배송희망일 변경이 없습니다. 구매자와 직접 정하세요.",
            "Npay has no change of the wished day. Agree on it with the buyer.",
            pages.deliveries,
        ),
        CompleteDelivery => (
            "네이버는 배송완료를 택배 추적으로만 처리합니다. 추적이 끊긴 배송은 판매자센터에서 처리하세요.",
            "Naver completes deliveries by tracking alone. See to a parcel that is not tracked in the seller centre.",
            pages.deliveries,
        ),
        NotifyReturn => (
            "네이버에는 반품 안내를 보내는 API가 없습니다. 판매자센터에서 구매자에게 알리세요.",
            "Naver has no notice of a return by API. Tell the buyer in the seller centre.",
            pages.returns,
        ),
        ApproveReturn => (
            "네이버의 반품 승인은 곧 환불입니다. 상품이 돌아오면 환불하세요.",
            "At Naver the approval of a return is the refund. Refund when the goods are back.",
            pages.returns,
        ),
        RegisterReturnPickup => (
            "네이버는 수거 송장을 반품을 접수할 때만 API로 받습니다. 접수된 반품의 수거는 판매자센터에서 고치세요.",
            "Naver takes a pickup invoice by API only when the return is filed. Change it later in the seller centre.",
            pages.returns,
        ),
        ConfirmReturnCollected => (
            "네이버에는 반품 수거완료 API가 없습니다. 수거완료는 택배 추적이나 판매자센터에서 처리됩니다.",
            "Naver has no call for a collected return. Tracking marks it, or the seller centre does.",
            pages.returns,
        ),
        ChangeFault => (
            "네이버는 귀책 변경을 API로 받지 않습니다. 판매자센터에서 반품 사유를 바꾸세요.",
            "Naver takes no change of fault by API. Change the return's reason in the seller centre.",
            pages.returns,
        ),
        ApproveExchange => (
            "네이버의 교환은 승인 없이 접수됩니다. 상품이 돌아오면 수거완료한 뒤 재배송하세요.",
            "Exchanges at Naver need no approval. Confirm that the goods are back, then send the new ones.",
            pages.exchanges,
        ),
        _ => (
            "네이버는 교환 수거 송장을 API로 받지 않습니다. 판매자센터의 교환 화면에서 등록하세요.",
            "Naver takes no pickup invoice of an exchange by API. Register it on the exchange page of the seller centre.",
            pages.exchanges,
        ),
    };
    Support::Unavailable { reason: Sentence::fixed(ko, en), link }
}

/// What the family tells.
fn told(flavor: &'static Flavor, reading: Reading) -> Support {
    let composed = |ko, en| Support::Composed(Sentence::fixed(ko, en));
    let unavailable =
        |ko, en| Support::Unavailable { reason: Sentence::fixed(ko, en), link: flavor.pages.centre };
    match reading {
        Reading::Counts => Support::Local(Sentence::fixed(
            "네이버는 건수를 따로 주지 않아 수집한 주문을 셉니다.",
            "Naver gives no counts, so what was collected is counted.",
        )),
        Reading::UnpaidOrders => composed(
            "결제를 기다리는 주문은 네이버의 상태 그대로 보이고, 결제될 때까지 작업할 수 없습니다.",
            "Orders that wait for their payment are shown with Naver's own status, and nothing can be done to them until then.",
        ),
        Reading::DirectDelivery => composed(
            "택배사 목록에서 직접 전달, 방문 수령, 퀵서비스를 고르면 송장번호 없이 발송처리합니다. 공식 문서에서 확인되지 않은 방법이니 네이버가 거부하면 판매자센터에서 처리하세요. 교환 재배송과 반품 수거에는 쓸 수 없습니다.",
            "Choose delivery by hand, by visit or by quick service among the couriers, and the line is dispatched without a number. No official document confirms it: if Naver refuses, use the seller centre. It cannot be used for an exchange's re-shipment or a return's pickup.",
        ),
        Reading::DeliveryHistory => unavailable(
            "네이버는 배송 이력을 API로 주지 않습니다. 판매자센터에서 배송을 추적하세요.",
            "Naver gives no delivery history by API. Track the parcel in the seller centre.",
        ),
        Reading::Withdrawals => composed(
            "네이버는 판매자의 거부와 구매자의 철회를 같은 상태로 알립니다. 여기서 거부한 것은 거부로, 나머지는 철회로 보입니다.",
            "Naver tells a seller's refusal and a buyer's withdrawal by one status: what was refused here is shown as refused, the rest as withdrawn.",
        ),
        Reading::Coupons => composed(
            "상품주문에 실려 오는 쿠폰 가운데 판매자가 부담하는 것을 보입니다.",
            "Of the coupons that come with a line, those that the seller bears are shown.",
        ),
        Reading::Couriers => composed(
            "커머스API 문서의 택배사 코드표를 씁니다.",
            "The code table of the Commerce API's documents is used.",
        ),
        Reading::Reviews if flavor.reviews => composed(
            "리뷰 목록의 조회 조건과 항목이 공개되지 않아, 알려진 이름의 항목만 읽고 원본을 함께 보관합니다.",
            "The list of reviews is published without its parameters and fields: what has a likely name is read, and the record is kept.",
        ),
        Reading::UndeliveredReports => unavailable(
            "네이버는 미도착 신고를 API로 주지 않습니다. 판매자센터에서 확인하세요.",
            "Naver gives no reports of goods that have not come by API. Look in the seller centre.",
        ),
        Reading::Settlement => unavailable(
            "이 앱은 아직 네이버 정산을 읽지 않습니다. 판매자센터에서 확인하세요.",
            "This application does not read Naver's settlement yet. See the seller centre.",
        ),
        Reading::Reviews => unavailable(
            "스마트스토어는 리뷰를 API로 주지 않습니다. 판매자센터에서 확인하세요.",
            "SmartStore gives no reviews by API. Read them in the seller centre.",
        ),
        _ => Support::Native,
    }
}

/// What a person gives along.
fn asks() -> BTreeMap<ActionKind, Vec<Ask>> {
    let words = Ask::Text(WORDS);
    BTreeMap::from([
        (DelayNotice, vec![Ask::Day, Ask::Reason(reasons::DELAY_REASONS), words]),
        (ChangeHopeDelivery, vec![Ask::Day, Ask::Time, Ask::Region, Ask::Text(HOPE_REASON)]),
        (
            RequestReturn,
            vec![Ask::Reason(reasons::RETURN_REASONS), Ask::Quantity, Ask::Way(reasons::PICKUP_WAYS)],
        ),
        (RefuseReturn, vec![words]),
        (HoldReturn, vec![Ask::Reason(reasons::RETURN_HOLDS), words, Ask::Fee(reasons::CHARGES)]),
        (RefuseExchange, vec![words]),
        (HoldExchange, vec![Ask::Reason(reasons::EXCHANGE_HOLDS), words, Ask::Fee(reasons::CHARGES)]),
    ])
}

/// What a click really does.
fn consequences() -> BTreeMap<ActionKind, Sentence> {
    CONSEQUENCES.iter().map(|(kind, ko, en)| (*kind, Sentence::fixed(ko, en))).collect()
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
        "발송처리한 송장은 여기서 고칠 수 없습니다.",
        "An invoice that was dispatched cannot be corrected here.",
    ),
    (
        SplitShip,
        "지금 보낼 상품만 발송되고, 발송된 송장은 여기서 고칠 수 없습니다.",
        "Only what leaves now is dispatched, and its invoice cannot be corrected here.",
    ),
    (
        DelayNotice,
        "구매자에게 새 발송 기한과 사유가 안내됩니다. 다시 보내면 마지막 안내가 남습니다.",
        "The buyer is told the new day and the reason. If sent again, the last notice stands.",
    ),
    (
        ChangeHopeDelivery,
        "구매자의 배송희망일이 바뀌고 사유가 안내됩니다.",
        "The buyer's wished day is moved, and the reason is shown to the buyer.",
    ),
    (
        CancelSale,
        "취소 요청이 만들어질 뿐 아직 환불되지 않습니다. 취소 승인까지 해야 환불되며, 품절·배송지연 취소는 판매관리 페널티가 될 수 있습니다.",
        "This only makes a cancel request; the buyer is refunded when you approve it. A cancel for want of stock or a late delivery may cost penalty points.",
    ),
    (
        ApproveCancel,
        "요청한 수량이 바로 환불되며 되돌릴 수 없습니다.",
        "The requested pieces are refunded at once; this cannot be undone.",
    ),
    (
        RefuseCancel,
        "상품이 발송처리되면서 취소 요청이 거부됩니다. 구매자는 받은 뒤 반품할 수 있고, 송장은 여기서 고칠 수 없습니다.",
        "The line is dispatched and the cancel request refused by it. The buyer may return the goods later, and the invoice cannot be corrected here.",
    ),
    (
        RequestReturn,
        "반품 요청이 만들어집니다. 지정·일반 반품 택배를 고르면 택배사가 바로 수거하러 가며, 이는 여기서 취소할 수 없습니다.",
        "A return is filed. With a designated or ordinary return courier the pickup starts at once and cannot be called off here.",
    ),
    (
        RefuseReturn,
        "반품이 끝나고 입력한 사유가 구매자에게 보입니다. 구매자는 다시 요청할 수 있습니다.",
        "The return ends, and the buyer reads your words. The buyer may ask again.",
    ),
    (
        HoldReturn,
        "해제할 때까지 환불도 거부도 할 수 없고, 입력한 금액이 구매자에게 청구됩니다.",
        "Until it is released it can be neither refunded nor refused, and the buyer is charged the amount.",
    ),
    (
        ReleaseReturn,
        "반품이 다시 진행됩니다. 네이버가 반품 배송비를 0원으로 되돌려 환불액이 늘어날 수 있으니, 환불하기 전에 금액을 확인하세요.",
        "The return goes on. Naver may set the return shipping to 0 won, which raises the refund: look at the amount before you refund.",
    ),
    (
        RefundReturn,
        "구매자에게 바로 환불되며 되돌릴 수 없습니다.",
        "The buyer is refunded at once; this cannot be undone.",
    ),
    (
        RefuseExchange,
        "교환이 끝나고 입력한 사유가 구매자에게 보입니다.",
        "The exchange ends, and the buyer reads your words.",
    ),
    (
        HoldExchange,
        "해제할 때까지 재배송도 거부도 할 수 없고, 입력한 금액이 구매자에게 청구됩니다.",
        "Until it is released nothing can be sent or refused, and the buyer is charged the amount.",
    ),
    (
        ReleaseExchange,
        "교환이 다시 진행됩니다. 청구한 금액이 바뀔 수 있으니 해제 뒤에 확인하세요.",
        "The exchange goes on. The charge may change: look at it afterwards.",
    ),
    (
        ConfirmExchangeCollected,
        "돌아온 상품을 받은 것으로 처리되고, 이제 재배송할 수 있습니다. 수거 송장이 없거나 수거 중이면 네이버가 처리하지 않습니다.",
        "The goods count as back, and the new ones can be sent. Naver leaves it out while the pickup has no invoice or is under way.",
    ),
    (
        ReshipExchange,
        "새 상품이 이 송장으로 발송되고, 송장은 여기서 고칠 수 없습니다.",
        "The new goods leave under this invoice, which cannot be corrected here.",
    ),
];

/// What a verb on a claim does, in a few words.
const BRIEFS: &[brief::Row] = &[
    (ApproveCancel, "바로 환불", "Refunds now", MoneyLeaves::Now),
    (RefuseCancel, "발송 처리됨", "Dispatches", MoneyLeaves::None),
    (RefuseReturn, "반품 끝남", "Ends it", MoneyLeaves::None),
    (HoldReturn, "환불 멈춤", "Stops refund", MoneyLeaves::None),
    (ReleaseReturn, "다시 진행", "Goes on", MoneyLeaves::Later),
    (RefundReturn, "바로 환불", "Refunds now", MoneyLeaves::Now),
    (RefuseExchange, "교환 끝남", "Ends it", MoneyLeaves::None),
    (HoldExchange, "교환 멈춤", "Stops it", MoneyLeaves::None),
    (ReleaseExchange, "다시 진행", "Goes on", MoneyLeaves::None),
    (ConfirmExchangeCollected, "수거완료 처리", "Goods are in", MoneyLeaves::None),
    (ReshipExchange, "새 상품 발송", "Ships new", MoneyLeaves::None),
];
