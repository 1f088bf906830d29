//! The sentences of the table: what a click really does, and why a row is empty.

use std::collections::BTreeMap;

use domain::ActionKind::{
    AnswerUndelivered, ApproveCancel, ApproveExchange, ApproveReturn, CancelSale, ChangeFault, ChangeInvoice,
    CompleteDelivery, Confirm, ConfirmReturnCollected, DeferReturn, DelayNotice, HoldExchange, HoldReturn,
    NotifyReturn, RefundReturn, RefuseCancel, RefuseExchange, RefuseReturn, RegisterExchangePickup,
    RegisterReturnPickup, ReleaseReturn, RequestReturn, ReshipExchange, Ship, ShipPieces, ShipRest,
    SplitShip,
};
use domain::{ActionKind, MoneyLeaves, Sentence};

use crate::elevenst::CENTRE;
use crate::{Reading, Support, brief};

/// Why a row is empty, and where to go instead.
pub(super) fn unavailable(kind: ActionKind) -> Support {
    let (ko, en) = match kind {
        ChangeInvoice => (
            "11번가는 발송처리한 뒤의 송장 수정을 API로 받지 않습니다. 판매자센터에서 고치세요.",
            "11st takes no change of a dispatched invoice by API. Correct it in the seller centre.",
        ),
        CompleteDelivery => (
            "11번가는 배송완료를 택배 추적으로 처리합니다. 방문수령은 구매자의 인증번호로 판매자센터에서 완료하세요.",
            "11st completes deliveries by tracking. A purchase that is fetched is completed in the seller centre with the buyer's certificate number.",
        ),
        NotifyReturn => (
            "11번가에는 반품 안내를 보내는 API가 없습니다. 판매자센터에서 구매자에게 알리세요.",
            "11st has no notice of a return by API. Tell the buyer in the seller centre.",
        ),
        ApproveReturn => (
            "11번가의 반품 승인은 곧 환불입니다. 상품이 돌아오면 환불하세요.",
            "At 11st the approval of a return is the refund. Refund when the goods are back.",
        ),
        ReleaseReturn => (
            "11번가에는 반품 보류 해제가 없습니다. 협의가 끝나면 환불하고, 거부하려면 판매자센터에서 처리하세요.",
            "11st has no release of a held return. Refund it when you have agreed, or refuse it in the seller centre.",
        ),
        ConfirmReturnCollected => (
            "11번가에는 반품 수거완료 API가 없습니다. 상품을 확인했으면 바로 환불하세요.",
            "11st has no call for a collected return. Refund it as soon as you have looked at the goods.",
        ),
        ChangeFault => (
            "11번가는 귀책 변경을 API로 받지 않습니다. 판매자센터에서 반품 사유를 바꾸세요.",
            "11st takes no change of fault by API. Change the return's reason in the seller centre.",
        ),
        ApproveExchange => (
            "11번가의 교환 승인은 재발송 송장을 등록하는 것입니다. 새 상품을 보낼 때 재발송하세요.",
            "At 11st an exchange is approved by the invoice of its re-shipment. Re-ship it when the new goods leave.",
        ),
        HoldExchange => (
            "11번가에는 교환 보류 API가 없습니다. 판매자센터에서 처리하세요.",
            "11st has no hold of an exchange by API. Use the seller centre.",
        ),
        RegisterExchangePickup => (
            "11번가의 수거 송장 입력은 반품의 것입니다. 교환의 수거 송장은 판매자센터에서 등록하세요.",
            "11st takes pickup invoices of returns alone. Register that of an exchange in the seller centre.",
        ),
        _ => (
            "11번가에는 교환 상품의 입고나 보류 해제를 알리는 API가 없습니다. 상품을 확인했으면 바로 재발송하세요.",
            "11st has no call for an exchange's goods that came back or for the end of its hold. Re-ship as soon as you have looked at them.",
        ),
    };
    Support::Unavailable { reason: Sentence::fixed(ko, en), link: CENTRE }
}

/// What is told in another way than by a call made for it; `None` for the rest.
pub(super) fn composed(reading: Reading) -> Option<Support> {
    let composed = |ko, en| Some(Support::Composed(Sentence::fixed(ko, en)));
    let unavailable = |ko, en| Some(Support::Unavailable { reason: Sentence::fixed(ko, en), link: CENTRE });
    match reading {
        Reading::OrdersByTime => composed(
            "상태별 목록을 7일씩 겹쳐 읽습니다. 오늘발송·기한경과 목록은 같은 주문을 다시 보일 뿐이라 읽지 않고 발송마감일로 가려냅니다.",
            "Lists by status are read a week at a time, overlapping. Those of what is due today or overdue show the same orders again and are not read: the deadline tells.",
        ),
        Reading::OrderDetail => composed(
            "주문번호로 상품과 배송지를 읽고, 상태와 취소 수량은 주문번호별 배송정보에서 더합니다.",
            "Products and address are read by the order's number; status and cancelled pieces come from its delivery information.",
        ),
        Reading::Counts => Some(Support::Local(Sentence::fixed(
            "11번가는 건수를 따로 주지 않아 수집한 주문을 셉니다.",
            "11st gives no counts, so what was collected is counted.",
        ))),
        Reading::UnpaidOrders => composed(
            "입금, 선물 배송지, 예약 상품의 입고를 기다리는 주문은 11번가의 상태 그대로 보이고, 결제완료가 될 때까지 작업할 수 없습니다.",
            "Orders that wait for money, for a gift's address or for goods on order are shown with 11st's own status, and nothing can be done to them until they are paid orders.",
        ),
        Reading::DirectDelivery => composed(
            "택배사 목록에서 배송없음을 고르면 송장번호 없이 발송처리합니다. 직접 전달과 퀵서비스에 송장이 필요한지는 문서에 없어 판매자센터에서 처리하세요.",
            "Choose 배송없음 among the couriers, and the bundle is dispatched without a number. Whether delivery by hand or by quick service needs one no document says: use the seller centre.",
        ),
        Reading::DeliveryHistory => unavailable(
            "11번가는 배송 이력을 API로 주지 않습니다. 판매자센터에서 배송을 추적하세요.",
            "11st gives no delivery history by API. Track the parcel in the seller centre.",
        ),
        Reading::Withdrawals => composed(
            "철회 목록을 읽습니다. 어느 목록에도 없고 배송이 계속되는 클레임은 끝난 것으로 보고, 여기서 거부한 것은 거부로, 나머지는 철회로 보입니다.",
            "The lists of withdrawals are read. A claim that no list shows any more while its line goes on has ended: what was refused here is shown as refused, the rest as withdrawn.",
        ),
        Reading::ClaimDetail => composed(
            "클레임 한 건을 보이는 API가 없어 요청·완료·철회 목록에서 찾습니다.",
            "No call shows one claim: it is looked for in the lists of requests, completions and withdrawals.",
        ),
        Reading::Coupons => unavailable(
            "11번가는 주문에 쓰인 쿠폰을 따로 주지 않고 할인 금액만 줍니다. 판매자센터에서 확인하세요.",
            "11st tells the discount and not the coupons of an order. See the seller centre.",
        ),
        Reading::Couriers => composed(
            "발송처리 문서의 택배사 코드표를 씁니다. 취소·반품·교환에는 그 가운데 98개만 쓸 수 있습니다.",
            "The code table of the dispatch page is used. Claims take 98 of its codes.",
        ),
        Reading::Reviews => unavailable(
            "이 앱은 11번가의 리뷰를 읽지 않습니다. 판매자센터에서 확인하세요.",
            "This application does not read 11st's reviews. See the seller centre.",
        ),
        _ => None,
    }
}

/// What a click really does.
pub(super) fn consequences() -> BTreeMap<ActionKind, Sentence> {
    CONSEQUENCES.iter().map(|(kind, ko, en)| (*kind, Sentence::fixed(ko, en))).collect()
}

/// In Korean and in English.
const CONSEQUENCES: &[(ActionKind, &str, &str)] = &[
    (
        Confirm,
        "같은 배송번호의 같은 상품과 추가구성상품도 함께 확인됩니다. 이후 구매자는 배송지를 바꿀 수 없고, 취소는 승인을 기다립니다.",
        "Lines of the same product in the bundle and add-ons are confirmed along with it. From here on the buyer cannot change the address, and a cancel waits for an approval.",
    ),
    (
        Ship,
        "같은 배송번호의 상품이 모두 발송처리되고 구매자에게 안내됩니다. 발송처리한 송장은 여기서 고칠 수 없습니다.",
        "Every line of the bundle is dispatched and the buyer is told. An invoice that was dispatched cannot be corrected here.",
    ),
    (
        SplitShip,
        "미리 구매자의 동의를 받아야 합니다. 지금 보낼 상품만 발송되고, 발송된 송장은 여기서 고칠 수 없습니다.",
        "The buyer must have agreed beforehand. Only what leaves now is dispatched, and its invoice cannot be corrected here.",
    ),
    (
        ShipRest,
        "남은 상품이 발송처리되고, 송장은 여기서 고칠 수 없습니다.",
        "The rest is dispatched, and its invoice cannot be corrected here.",
    ),
    (
        ShipPieces,
        "한 상품이 여러 송장으로 나뉘어 발송되고, 송장은 여기서 고칠 수 없습니다.",
        "The pieces of one line leave under several numbers, which cannot be corrected here.",
    ),
    (
        DelayNotice,
        "배송번호의 상품 전체에 대해 구매자에게 메일과 문자로 안내됩니다. 안내한 날까지는 지연 페널티가 없고, 그날을 넘기면 받을 수 있습니다.",
        "The buyer is told by mail and message, for the whole bundle. Until the promised day there is no penalty for the delay; after it there may be one.",
    ),
    (
        AnswerUndelivered,
        "답변이 구매자에게 보이고 미도착 신고가 처리됩니다.",
        "The buyer reads your answer, and the report is settled.",
    ),
    (
        CancelSale,
        "주문상품 전체가 바로 취소되고 구매자에게 환불됩니다. 판매자 귀책이면 신용점수가 1점, 협의 없는 악의적 취소는 5점 깎입니다. 고객 변심은 구매자가 취소를 요청했을 때만 고르세요.",
        "The whole line is cancelled at once and the buyer refunded. It costs one point of credit when the seller is at fault, and five when it is abusive. Say that the buyer no longer wants it only if the buyer asked.",
    ),
    (
        ApproveCancel,
        "요청한 수량이 바로 환불되며 되돌릴 수 없습니다.",
        "The requested pieces are refunded at once; this cannot be undone.",
    ),
    (
        RefuseCancel,
        "상품이 이 송장으로 발송처리되면서 취소 요청이 거부됩니다. 발주확인 전에 판매자 귀책으로 접수된 요청이면 이의 사유를 고르세요. 송장은 여기서 고칠 수 없습니다.",
        "The line is dispatched under this number and the request refused by it. Choose an objection for a request that blames the seller before the confirmation. The invoice cannot be corrected here.",
    ),
    (
        RequestReturn,
        "주문상품 전체의 반품이 접수됩니다. 먼저 구매자의 동의를 받으세요. ‘바로 반품 완료’를 고르면 상품이 돌아오기 전에 환불되며 되돌릴 수 없습니다.",
        "A return of the whole line is filed; have the buyer's consent first. With the ways that refund at once the buyer is refunded before the goods are back, and it cannot be undone.",
    ),
    (
        RefuseReturn,
        "반품이 끝나고, 적은 사유가 구매자에게 문자와 메일로 갑니다.",
        "The return ends, and the buyer is sent your words.",
    ),
    (
        HoldReturn,
        "보류해도 반품 상품의 배송완료 10일째나 반품 신청 20일째에 저절로 환불됩니다. 보류 해제는 없으며, 더 미루려면 반품완료보류를 하세요.",
        "A held return is refunded by itself on the 10th day after the goods came back or the 20th after the request. There is no release; defer it if you need longer.",
    ),
    (
        DeferReturn,
        "예정일에 저절로 환불되지 않습니다. 오래 처리하지 않으면 11번가가 강제로 환불할 수 있습니다.",
        "It is not refunded by itself on its day. If it is left for long, 11st may refund it by force.",
    ),
    (
        RegisterReturnPickup,
        "이 송장으로 반품 배송이 추적됩니다. 이미 넣은 송장이 있으면 이 송장으로 바뀝니다.",
        "The return is tracked under this number, which takes the place of an earlier one.",
    ),
    (
        RefundReturn,
        "승인과 동시에 반품이 완료되고 구매자에게 환불되며 되돌릴 수 없습니다. 보류한 반품도 환불되는지는 문서에 없어 11번가가 거부할 수 있습니다.",
        "The approval completes the return and refunds the buyer at once; this cannot be undone. Whether a held return can be refunded no document says: 11st may refuse.",
    ),
    (
        RefuseExchange,
        "교환이 끝나고, 적은 사유가 구매자에게 문자와 메일로 갑니다.",
        "The exchange ends, and the buyer is sent your words.",
    ),
    (
        ReshipExchange,
        "교환이 승인되면서 새 상품이 이 송장으로 발송됩니다. 돌아온 상품을 먼저 확인하세요. 송장은 여기서 고칠 수 없습니다.",
        "The exchange is approved and the new goods leave under this number. Look at what came back first. The invoice cannot be corrected here.",
    ),
];

/// What a verb on a claim does, in a few words.
pub(super) const BRIEFS: &[brief::Row] = &[
    (ApproveCancel, "바로 환불", "Refunds now", MoneyLeaves::Now),
    (RefuseCancel, "발송 처리됨", "Dispatches", MoneyLeaves::None),
    (RefuseReturn, "반품 끝남", "Ends it", MoneyLeaves::None),
    (HoldReturn, "자동환불은 계속", "Still auto", MoneyLeaves::Later),
    (DeferReturn, "자동환불 막음", "No auto", MoneyLeaves::None),
    (RegisterReturnPickup, "수거 송장 등록", "Adds pickup", MoneyLeaves::None),
    (RefundReturn, "승인·환불 함께", "Refunds now", MoneyLeaves::Now),
    (RefuseExchange, "교환 끝남", "Ends it", MoneyLeaves::None),
    (ReshipExchange, "승인도 함께", "Approves too", MoneyLeaves::None),
];
