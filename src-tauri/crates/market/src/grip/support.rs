//! What is native, composed, local or missing, and where to go instead.

use domain::ActionKind::{
    AnswerUndelivered, ApproveCancel, ApproveExchange, ApproveReturn, CancelSale, ChangeFault, ChangeInvoice,
    ChangeReceiver, CompleteDelivery, CompleteExchange, Confirm, ConfirmExchangeCollected,
    ConfirmReturnCollected, DelayNotice, ExchangeToReturn, HoldDispatch, HoldExchange, HoldReturn,
    NotifyExchange, NotifyReturn, RefundReturn, RefuseCancel, RefuseExchange, RefuseReturn,
    RegisterExchangePickup, RegisterReturnPickup, RequestReturn, ReshipExchange, ReturnToExchange, Ship,
    ShipPieces, ShipRest, SplitShip,
};
use domain::{ActionKind, Sentence};

use crate::{Reading, Support};

/// The business centre, in which sellers handle everything. Its pages have no published addresses.
pub(super) const CENTRE: &str = "https://business.grip.show";

/// One row of the table.
pub(super) fn support(kind: ActionKind) -> Support {
    match kind {
        Confirm
        | Ship
        | ChangeInvoice
        | DelayNotice
        | ChangeReceiver
        | CompleteDelivery
        | CancelSale
        | NotifyReturn
        | RefuseReturn
        | ConfirmReturnCollected
        | RefundReturn
        | NotifyExchange
        | RefuseExchange
        | ConfirmExchangeCollected
        | ReshipExchange => Support::Native,
        SplitShip | ShipRest => composed(
            "그립은 상품마다 따로 발송하므로 고른 상품만 발송 처리합니다. 나머지는 준비 중으로 남습니다.",
            "Grip ships every line by itself: what leaves now is dispatched, and the rest stays in preparation.",
        ),
        HoldDispatch => Support::Local(Sentence::fixed(
            "그립에는 발송보류가 없어 이 앱에서만 발송을 막습니다. 필요하면 배송 지연을 안내하세요.",
            "Grip knows no hold, so only this application keeps the line from leaving. Announce a delay if need be.",
        )),
        _ => unavailable(kind),
    }
}

/// A row that stands for another call.
const fn composed(ko: &'static str, en: &'static str) -> Support {
    Support::Composed(Sentence::fixed(ko, en))
}

/// A row that is missing.
const fn missing(ko: &'static str, en: &'static str) -> Support {
    Support::Unavailable { reason: Sentence::fixed(ko, en), link: CENTRE }
}

/// Why a row is empty, and what to do instead.
fn unavailable(kind: ActionKind) -> Support {
    match kind {
        ShipPieces => missing(
            "그립은 상품마다 송장 하나만 받습니다. 여러 상자로 보내면 대표 송장을 등록하고 나머지는 구매자에게 알리세요.",
            "Grip takes one invoice for each line. Register one of the parcels and tell the buyer the others.",
        ),
        ApproveCancel | RefuseCancel => missing(
            "그립에는 답을 기다리는 취소 요청이 없습니다. 발주 전에는 구매자가 바로 취소하고, 발주 뒤에는 판매취소만 할 수 있습니다.",
            "No cancel waits for an answer at Grip: before the confirmation a buyer cancels at once, after it only the seller can.",
        ),
        RequestReturn => missing(
            "판매자가 반품을 대신 접수하는 API가 없습니다. 구매자가 그립 앱에서 신청하도록 안내하세요.",
            "A seller cannot file a return by API. Ask the buyer to do so in the Grip application.",
        ),
        ApproveReturn => missing(
            "그립의 반품은 접수 안내로 받고, 승인하면 바로 환불됩니다. 안내를 보낸 뒤 상품이 돌아오면 환불하세요.",
            "At Grip a return is taken in by its notice, and its approval is the refund. Send the notice, and refund when the goods are back.",
        ),
        ApproveExchange => missing(
            "그립의 교환은 접수 안내로 받고, 승인하려면 새 상품의 송장이 필요합니다. 안내를 보낸 뒤 재발송하세요.",
            "At Grip an exchange is taken in by its notice, and its approval needs the new parcel. Send the notice, then the new goods.",
        ),
        HoldReturn | HoldExchange => missing(
            "그립에는 반품·교환 보류가 없습니다. 처리하지 않고 두거나 구매자와 상의하세요.",
            "Grip knows no hold of returns and exchanges. Leave it as it is, or talk to the buyer.",
        ),
        RegisterReturnPickup | RegisterExchangePickup => missing(
            "수거 송장을 등록하는 API가 없습니다. 접수 안내에 보내는 방법을 적어 구매자에게 알리세요.",
            "No pickup can be registered by API. Tell the buyer in the notice how to send the goods.",
        ),
        ReturnToExchange | ExchangeToReturn => missing(
            "그립에서는 반품과 교환을 서로 바꿀 수 없습니다. 거절하고 구매자에게 다시 신청하도록 안내하세요.",
            "Grip cannot turn a return into an exchange or back. Refuse it and ask the buyer to apply anew.",
        ),
        ChangeFault => missing(
            "그립은 귀책을 알려 주지도 바꾸지도 않습니다. 판매자센터에서 확인하세요.",
            "Grip neither tells nor changes who is at fault. Look in the seller centre.",
        ),
        CompleteExchange => missing(
            "교환 상품의 배송완료를 처리하는 API가 없습니다. 배송 추적으로 완료됩니다.",
            "No call declares the new goods delivered. Tracking completes the exchange.",
        ),
        AnswerUndelivered => missing(
            "그립에는 미수령신고 API가 없습니다. 판매자센터의 1:1 문의에서 답하세요.",
            "Grip has no reports of missing goods by API. Answer the inquiry in the seller centre.",
        ),
        _ => Support::absent("그립", "Grip", CENTRE),
    }
}

/// What Grip tells.
pub(super) fn told(reading: Reading) -> Support {
    match reading {
        Reading::UnpaidOrders => composed(
            "입금을 기다리는 주문은 그립의 상태 그대로 보이고, 입금될 때까지 작업할 수 없습니다.",
            "Orders that wait for their payment are shown with Grip's own status, and nothing can be done to them until then.",
        ),
        Reading::DirectDelivery => composed(
            "택배사 대신 구매자가 이미 받았으면 ‘직접 수령’을, 판매자가 직접 가져다주는 직접배송 상품이면 ‘직접배송’을 고르세요. 송장번호는 필요 없습니다. 교환 상품은 ‘직접 수령’만 됩니다.",
            "In the place of a courier choose “직접 수령” for what the buyer has already, or “직접배송” for goods that you bring yourself. No number is needed. New goods of an exchange can only go by “직접 수령”.",
        ),
        Reading::DeliveryHistory => missing(
            "그립은 발송 시각과 상태만 알려 주고 배송 이력은 주지 않습니다. 택배사에서 송장번호로 조회하세요.",
            "Grip tells the moment of the dispatch and the state, and no history. Track the number at the courier.",
        ),
        Reading::EarlyCancels => composed(
            "발주 전의 취소는 바로 끝나므로 완료된 취소로 읽습니다.",
            "A cancel before the confirmation is done at once and read as a completed one.",
        ),
        Reading::CancelRequests => missing(
            "그립에는 답을 기다리는 취소 요청이 없습니다. 발주하면 구매자가 취소할 수 없습니다. 상태 40(반품신청·취소요청)은 반품 요청으로 읽습니다.",
            "No cancel waits for an answer at Grip: once confirmed, a buyer cannot cancel. State 40 (반품신청·취소요청) is read as a request for a return.",
        ),
        Reading::PartialClaims => missing(
            "그립의 취소·반품·교환은 상품 전체에 대한 것입니다.",
            "A claim at Grip is about a whole line.",
        ),
        Reading::OverruledClaims => missing(
            "그립은 고객센터가 처리한 클레임을 따로 알려 주지 않습니다. 완료된 상태로만 보입니다.",
            "Grip does not tell which claims its support settled; they are shown as completed.",
        ),
        Reading::ReturnFees => missing(
            "그립은 반품 배송비와 부담 주체를 알려 주지 않습니다. 판매자센터에서 확인하세요.",
            "Grip tells neither what a return costs nor who bears it. Look in the seller centre.",
        ),
        Reading::Coupons => composed(
            "상품마다 쿠폰 할인 합계만 알려 주므로 그 금액을 보입니다.",
            "Grip tells the sum of the coupons of each line, and that is shown.",
        ),
        Reading::UndeliveredReports => missing(
            "그립에는 미수령신고가 없습니다. 판매자센터의 1:1 문의를 확인하세요.",
            "Grip has no reports of missing goods. Look at the inquiries in the seller centre.",
        ),
        Reading::Settlement => missing(
            "그립은 정산을 API로 주지 않습니다. 판매자센터의 정산 메뉴를 확인하세요.",
            "Grip gives no settlement by API. Look at it in the seller centre.",
        ),
        _ => Support::Native,
    }
}
