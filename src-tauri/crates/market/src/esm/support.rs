//! What is native, composed, local or missing, and where to go instead.

use domain::ActionKind::{
    AnswerUndelivered, ApproveCancel, ApproveExchange, ApproveReturn, CancelSale, ChangeFault, ChangeInvoice,
    CompleteDelivery, CompleteExchange, Confirm, ConfirmExchangeCollected, ConfirmReturnCollected,
    DelayNotice, ExchangeToReturn, HoldDispatch, HoldExchange, HoldReturn, NotifyReturn, RefundReturn,
    RefuseCancel, RefuseExchange, RefuseReturn, RegisterExchangePickup, RegisterReturnPickup,
    ReleaseExchange, ReleaseReturn, RequestReturn, ReshipExchange, ReturnToExchange, Ship, ShipPieces,
    ShipRest, SplitShip,
};
use domain::{ActionKind, Sentence};

use super::flavor::Flavor;
use crate::{Reading, Support};

/// ESM PLUS, the seller centre of both sites. Its pages have no published addresses.
pub(super) const CENTRE: &str = "https://www.esmplus.com";

/// One row of the table.
pub(super) fn support(flavor: &Flavor, kind: ActionKind) -> Support {
    match kind {
        ReleaseExchange if !flavor.releases_exchanges => unavailable(kind),
        Confirm
        | Ship
        | ChangeInvoice
        | DelayNotice
        | CompleteDelivery
        | AnswerUndelivered
        | CancelSale
        | ApproveCancel
        | RequestReturn
        | HoldReturn
        | RegisterReturnPickup
        | RefundReturn
        | ReturnToExchange
        | HoldExchange
        | ReleaseExchange
        | RegisterExchangePickup
        | ConfirmExchangeCollected
        | ReshipExchange
        | CompleteExchange
        | ExchangeToReturn => Support::Native,
        SplitShip | ShipRest => composed(
            "G마켓·옥션은 주문마다 따로 발송하므로 고른 주문만 발송처리합니다. 나머지는 준비 중으로 남습니다.",
            "Gmarket and Auction ship every line by itself: what leaves now is dispatched, and the rest stays in preparation.",
        ),
        RefuseCancel => composed(
            "취소 거부가 따로 없어 그 주문을 발송처리합니다. 발송처리가 곧 취소 거부입니다.",
            "There is no refusal: the line is dispatched, and the dispatch itself refuses the cancel.",
        ),
        HoldDispatch => Support::Local(Sentence::fixed(
            "G마켓·옥션에는 발송보류가 없어 이 앱에서만 발송을 막습니다. 발송마감일은 그대로 흐르니 필요하면 발송예정일을 등록하세요.",
            "Gmarket and Auction know no hold, so only this application keeps the line from leaving. The deadline keeps running: announce a delay if need be.",
        )),
        ShipPieces
        | ReleaseReturn
        | NotifyReturn
        | ApproveReturn
        | RefuseReturn
        | ConfirmReturnCollected
        | ChangeFault
        | ApproveExchange
        | RefuseExchange => unavailable(kind),
        _ => Support::absent(flavor.ko, flavor.en, CENTRE),
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
            "G마켓·옥션은 주문번호마다 송장 하나만 받습니다. 여러 상자로 보내면 대표 송장을 등록하고 나머지는 구매자에게 알리세요.",
            "Gmarket and Auction take one invoice for each line. Register one of the parcels and tell the buyer the others.",
        ),
        ReleaseReturn => missing(
            "반품 보류만 푸는 API가 없습니다. 반품을 승인하면 보류가 풀리면서 환불됩니다. 환불 없이 풀려면 ESM 고객센터에 요청하세요.",
            "No call releases a held return alone. Its approval releases and refunds it; to release it without a refund, ask ESM's support.",
        ),
        NotifyReturn => missing(
            "반품 안내를 보내는 API가 없습니다. ESM PLUS에서 구매자에게 알리세요.",
            "There is no notice of a return by API. Tell the buyer in ESM PLUS.",
        ),
        ApproveReturn => missing(
            "G마켓·옥션의 반품 승인은 수거완료와 환불까지 한 번에 처리합니다. 상품이 돌아오면 환불하세요.",
            "At Gmarket and Auction the approval of a return is its collection and its refund at once. Refund when the goods are back.",
        ),
        RefuseReturn => missing(
            "반품 거부 API가 없습니다. 반품을 보류하거나 교환으로 바꾸고, 분쟁은 ESM 고객센터에서 조정하세요.",
            "There is no refusal of a return by API. Hold it or turn it into an exchange, and let ESM's support settle a dispute.",
        ),
        ConfirmReturnCollected => missing(
            "반품 수거완료만 처리하는 API가 없습니다. 수거 송장을 등록하면 추적으로 처리되고, 반품을 승인하면 함께 처리됩니다.",
            "No call confirms a collected return alone. Tracking does with a registered number, and so does the approval.",
        ),
        ChangeFault => missing(
            "귀책 변경 API가 없습니다. ESM PLUS나 고객센터에서 바꾸세요.",
            "There is no change of fault by API. Use ESM PLUS or its support.",
        ),
        ApproveExchange => missing(
            "교환은 승인 없이 접수됩니다. 수거 송장을 등록하고 상품이 돌아오면 수거완료한 뒤 재발송하세요.",
            "Exchanges need no approval. Register the pickup, confirm that the goods are back, then send the new ones.",
        ),
        RefuseExchange => missing(
            "교환 거부 API가 없습니다. 교환을 보류하거나 반품으로 바꾸고, 분쟁은 ESM 고객센터에서 조정하세요.",
            "There is no refusal of an exchange by API. Hold it or turn it into a return, and let ESM's support settle a dispute.",
        ),
        _ => missing(
            "옥션의 교환 보류는 따로 풀 수 없고, 교환 상품을 재발송하면 저절로 풀립니다.",
            "A held exchange cannot be released by itself at Auction: sending the new goods releases it.",
        ),
    }
}

/// What the sites tell.
pub(super) fn told(flavor: &Flavor, reading: Reading) -> Support {
    match reading {
        Reading::LinesOfOrder if !flavor.knows_baskets => composed(
            "옥션은 장바구니 번호로 조회할 수 없어, 수집한 주문번호로 다시 읽습니다.",
            "Auction cannot be asked for a basket, so its collected lines are read again by their numbers.",
        ),
        Reading::Counts => Support::Local(Sentence::fixed(
            "G마켓·옥션은 건수를 따로 주지 않아 수집한 주문을 셉니다.",
            "Gmarket and Auction give no counts, so what was collected is counted.",
        )),
        Reading::UnpaidOrders => composed(
            "입금을 기다리는 주문은 마켓의 상태 그대로 보이고, 입금될 때까지 작업할 수 없습니다.",
            "Orders that wait for their payment are shown with the marketplace's own status, and nothing can be done to them until then.",
        ),
        Reading::DirectDelivery => composed(
            "택배사 목록에서 직접배송·퀵서비스·방문수령을 고릅니다. 송장번호가 필수이므로 연락처 같은 확인 번호를 넣으세요.",
            "Choose delivery by hand, by quick service or by visit among the couriers. A number is required: enter one by which the delivery can be checked.",
        ),
        Reading::EarlyCancels => composed(
            "주문확인 전의 취소는 바로 환불되어 완료된 취소로 읽습니다.",
            "A cancel before the confirmation is refunded at once and read as a completed one.",
        ),
        Reading::PartialClaims => missing(
            "G마켓·옥션의 클레임은 주문번호 전체에 대한 것이며 수량을 알려 주지 않습니다.",
            "A claim at Gmarket and Auction is about a whole line, and names no pieces.",
        ),
        Reading::Withdrawals => composed(
            "판매자의 발송으로 거부된 취소와 구매자의 철회를 같은 상태(철회)로 알립니다. 여기서 거부한 것은 거부로, 나머지는 철회로 보입니다.",
            "A cancel refused by a dispatch and one that the buyer took back have one status: what was refused here is shown as refused, the rest as withdrawn.",
        ),
        Reading::ReturnFees => composed(
            "반품 목록에 실려 오는 배송비와 부담 주체를 보입니다. 사이트가 부담하는 금액은 보이지 않습니다.",
            "The shipping and its payer that come with a return are shown. What the site bears is not.",
        ),
        Reading::Coupons => missing(
            "G마켓·옥션은 주문의 할인 합계만 알려 주고 쿠폰을 따로 주지 않습니다. ESM PLUS에서 확인하세요.",
            "Gmarket and Auction tell the sum of an order's discounts and no coupons. Look in ESM PLUS.",
        ),
        Reading::Couriers => {
            composed("API 문서의 택배사 코드표를 씁니다.", "The code table of the API's documents is used.")
        }
        Reading::Reviews => missing(
            "G마켓·옥션은 상품평을 API로 주지 않습니다. ESM PLUS에서 확인하세요.",
            "Gmarket and Auction give no reviews by API. Read them in ESM PLUS.",
        ),
        Reading::Settlement => composed(
            "판매대금 정산을 결제일과 환불일로 읽습니다. 배송비 정산은 들어 있지 않습니다.",
            "Settlements of sales are read by the day of payment and of refund. Those of shipping are not among them.",
        ),
        _ => Support::Native,
    }
}
