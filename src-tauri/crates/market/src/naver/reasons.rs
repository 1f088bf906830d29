//! The family's reason codes, with their words.

use domain::Sentence;

/// One code with its words.
pub(super) type Coded = (&'static str, Sentence);

/// A row of a table.
const fn coded(code: &'static str, ko: &'static str, en: &'static str) -> Coded {
    (code, Sentence::fixed(ko, en))
}

/// Codes of `cancelReason`, for a sale that the seller cancels.
pub const CANCEL_REASONS: &[Coded] = &[
    coded("SOLD_OUT", "상품 품절", "Sold out"),
    coded("DELAYED_DELIVERY", "배송 지연", "The delivery is late"),
    coded("INCORRECT_INFO", "상품 정보 상이", "The product was described wrongly"),
    coded("PRODUCT_UNSATISFIED", "서비스 불만족", "The buyer is not satisfied"),
    coded("INTENT_CHANGED", "구매 의사 취소", "The buyer no longer wants it"),
    coded("COLOR_AND_SIZE", "색상 및 사이즈 변경", "The buyer wants another colour or size"),
    coded("WRONG_ORDER", "다른 상품 잘못 주문", "The buyer ordered the wrong product"),
];

/// Codes of `returnReason`, for a return that the seller files.
pub const RETURN_REASONS: &[Coded] = &[
    coded("INTENT_CHANGED", "구매 의사 취소", "The buyer no longer wants it"),
    coded("COLOR_AND_SIZE", "색상 및 사이즈 변경", "The buyer wants another colour or size"),
    coded("WRONG_ORDER", "다른 상품 잘못 주문", "The buyer ordered the wrong product"),
    coded("PRODUCT_UNSATISFIED", "서비스 불만족", "The buyer is not satisfied"),
    coded("DELAYED_DELIVERY", "배송 지연", "The delivery was late"),
    coded("SOLD_OUT", "상품 품절", "Sold out"),
    coded("DROPPED_DELIVERY", "배송 누락", "Something was missing from the parcel"),
    coded("BROKEN", "상품 파손", "The goods were broken"),
    coded("INCORRECT_INFO", "상품 정보 상이", "The product was described wrongly"),
    coded("WRONG_DELIVERY", "오배송", "The wrong product was delivered"),
    coded("WRONG_OPTION", "색상 등 다른 상품 잘못 배송", "Another colour or option was delivered"),
];

/// Codes that only answers carry: Naver's and its buyers' own.
pub(super) const ONLY_READ: &[(&str, &str)] = &[
    ("NOT_YET_DELIVERY", "미배송"),
    ("SIMPLE_INTENT_CHANGED", "단순 변심"),
    ("MISTAKE_ORDER", "주문 실수"),
    ("ETC", "기타"),
    ("DELAYED_DELIVERY_BY_PURCHASER", "배송 지연"),
    ("INCORRECT_INFO_BY_PURCHASER", "상품 정보 상이"),
    ("PRODUCT_UNSATISFIED_BY_PURCHASER", "서비스 불만족"),
    ("NOT_YET_DISCUSSION", "상호 협의가 완료되지 않은 주문 건"),
    ("OUT_OF_STOCK", "재고 부족으로 인한 판매 불가"),
    ("SALE_INTENT_CHANGED", "판매 의사 변심으로 인한 거부"),
    ("NOT_YET_PAYMENT", "구매자의 미결제로 인한 거부"),
    ("NOT_YET_RECEIVE", "상품 미수취"),
    ("WRONG_DELAYED_DELIVERY", "오배송 및 지연"),
    ("BROKEN_AND_BAD", "파손 및 불량"),
    ("RECEIVING_DUE_DATE_OVER", "수락 기한 만료"),
    ("RECEIVER_MISMATCHED", "수신인 불일치"),
    ("GIFT_INTENT_CHANGED", "보내기 취소"),
    ("GIFT_REFUSAL", "선물 거절"),
    ("MINOR_RESTRICTED", "상품 수신 불가"),
    ("RECEIVING_BLOCKED", "상품 수신 불가"),
    ("UNDER_QUANTITY", "주문 수량 미달"),
    ("ASYNC_FAIL_PAYMENT", "결제 승인 실패"),
    ("ASYNC_LONG_WAIT_PAYMENT", "결제 승인 실패"),
    ("FAMILY_PAY_REJECTED", "패밀리결제 거절"),
    ("BUSINESSMALL_PAY_REJECTED", "관리자 결제 거절"),
    ("FAIL_PAYMENT", "결제 승인 실패"),
];

/// Codes of `delayedDispatchReason`.
pub const DELAY_REASONS: &[Coded] = &[
    coded("PRODUCT_PREPARE", "상품 준비 중", "The product is being prepared"),
    coded("CUSTOMER_REQUEST", "고객 요청", "The buyer asked for it"),
    coded("CUSTOM_BUILD", "주문 제작", "It is made to order"),
    coded("RESERVED_DISPATCH", "예약 발송", "It was ordered for a later day"),
    coded("OVERSEA_DELIVERY", "해외 배송", "It comes from abroad"),
    coded("ETC", "기타", "Another reason"),
];

/// Codes of `holdbackClassType` for a return. Naver really writes EXTRAFEEE with three E.
pub const RETURN_HOLDS: &[Coded] = &[
    coded("RETURN_DELIVERYFEE", "반품 배송비 청구", "The buyer owes the return shipping"),
    coded("EXTRAFEEE", "추가 비용 청구", "The buyer owes another charge"),
    coded(
        "RETURN_DELIVERYFEE_AND_EXTRAFEEE",
        "반품 배송비 + 추가 비용 청구",
        "The buyer owes the return shipping and another charge",
    ),
    coded("RETURN_PRODUCT_NOT_DELIVERED", "반품 상품 미입고", "The goods have not come back"),
    coded("ETC", "기타 사유", "Another reason"),
];

/// The same for an exchange.
pub const EXCHANGE_HOLDS: &[Coded] = &[
    coded("EXCHANGE_DELIVERYFEE", "교환 배송비 청구", "The buyer owes the exchange shipping"),
    coded("EXCHANGE_EXTRAFEE", "추가 교환 비용 청구", "The buyer owes another charge"),
    coded("EXCHANGE_PRODUCT_READY", "교환 상품 준비 중", "The new goods are being prepared"),
    coded("EXCHANGE_PRODUCT_NOT_DELIVERED", "교환 상품 미입고", "The goods have not come back"),
    coded("ETC", "기타 사유", "Another reason"),
];

/// Holds that say in their name that something more is charged: without an amount nobody would know what. The API itself
/// takes `extraReturnFeeAmount` and `extraExchangeFeeAmount` as optional with any of them.
pub const CHARGES: &[&str] = &["EXTRAFEEE", "RETURN_DELIVERYFEE_AND_EXTRAFEEE", "EXCHANGE_EXTRAFEE"];

/// Codes of holds that only answers carry.
pub(super) const OTHER_HOLDS: &[(&str, &str)] = &[
    ("EXCHANGE_HOLDBACK", "교환 구매 확정 보류"),
    ("SELLER_CONFIRM_NEED", "판매자 확인 필요"),
    ("PURCHASER_CONFIRM_NEED", "구매자 확인 필요"),
    ("SELLER_REMIT", "판매자 직접 송금"),
    ("ETC2", "기타"),
];

/// Codes of `collectDeliveryMethod` for a return that the seller files. Naver sends the courier of the product's
/// settings by itself for the first two, and that cannot be undone by API.
pub const PICKUP_WAYS: &[Coded] = &[
    coded(
        BY_BUYER,
        "직접 반송 — 구매자가 보내거나 수거를 따로 준비합니다",
        "Sent back by the buyer, or collected by an arrangement of your own",
    ),
    coded(
        "RETURN_DESIGNATED",
        "지정 반품 택배 — 접수하면 네이버가 택배 기사를 바로 보냅니다",
        "Naver sends its courier at once when the return is filed",
    ),
    coded(
        "RETURN_DELIVERY",
        "일반 반품 택배 — 접수하면 설정된 택배사에 수거를 바로 맡깁니다",
        "The courier of the product's settings is called at once when the return is filed",
    ),
];

/// 직접 반송: no courier calls by itself.
pub(super) const BY_BUYER: &str = "RETURN_INDIVIDUAL";

/// Ways of delivery and of collection that only answers carry.
pub(super) const OTHER_WAYS: &[(&str, &str)] = &[
    ("DELIVERY", "택배, 등기, 소포"),
    ("GDFW_ISSUE_SVC", "굿스플로 송장 출력"),
    ("VISIT_RECEIPT", "방문 수령"),
    ("DIRECT_DELIVERY", "직접 전달"),
    ("QUICK_SVC", "퀵서비스"),
    ("NOTHING", "배송 없음"),
    ("RETURN_DESIGNATED", "지정 반품 택배"),
    ("RETURN_DELIVERY", "일반 반품 택배"),
    (BY_BUYER, "직접 반송"),
    ("RETURN_MERCHANT", "판매자 직접 수거"),
    ("UNKNOWN", "알 수 없음"),
];

/// The words of a claim's reason; empty for a code that the tables do not know.
pub(super) fn of_claim(code: &str) -> &'static str {
    words(RETURN_REASONS, ONLY_READ, code)
}

/// The words of a delay's reason; empty as above.
pub(super) fn of_delay(code: &str) -> &'static str {
    words(DELAY_REASONS, &[], code)
}

/// The words of a hold's reason; empty as above.
pub(super) fn of_hold(code: &str) -> &'static str {
    let of_return = words(RETURN_HOLDS, OTHER_HOLDS, code);
    if of_return.is_empty() { words(EXCHANGE_HOLDS, &[], code) } else { of_return }
}

/// The words of a way of delivery; one that the tables do not know is shown as it came.
pub(super) fn of_way(code: &str) -> &str {
    told(OTHER_WAYS, code)
}

/// Looks a code up; one that is not there stays as it came.
fn told<'a>(table: &[(&str, &'static str)], code: &'a str) -> &'a str {
    table.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words)
}

/// Codes of `deliveryAttributeType`; an ordinary delivery is not worth a word.
pub(super) const PACES: &[(&str, &str)] = &[
    ("NORMAL", ""),
    ("TODAY", "오늘출발"),
    ("OPTION_TODAY", "옵션별 오늘출발"),
    ("HOPE", "희망일배송"),
    ("TODAY_ARRIVAL", "당일배송"),
    ("DAWN_ARRIVAL", "새벽배송"),
    ("PRE_ORDER", "예약구매"),
    ("ARRIVAL_GUARANTEE", "N배송"),
    ("SELLER_GUARANTEE", "N판매자배송"),
    ("HOPE_SELLER_GUARANTEE", "N희망일배송"),
    ("PICKUP", "픽업"),
    ("QUICK", "즉시배달"),
];

/// Codes of `deliveryTagType`, as above.
pub(super) const TAGS: &[(&str, &str)] = &[
    ("STANDARD", ""),
    ("TODAY", "오늘배송"),
    ("TOMORROW", "내일배송"),
    ("DAWN", "새벽배송"),
    ("SUNDAY", "일요배송"),
    ("HOPE", "희망일배송"),
];

/// Codes of `reDeliveryStatus`.
pub(super) const PARCELS: &[(&str, &str)] = &[
    ("COLLECT_REQUEST", "수거 요청"),
    ("COLLECT_WAIT", "수거 대기"),
    ("COLLECT_CARGO", "집화"),
    ("COLLECT_CARGO_FAIL", "집화 실패"),
    ("COLLECT_CARGO_CANCEL", "집화 취소"),
    ("DELIVERING", "배송 중"),
    ("DELIVERY_COMPLETION", "배송 완료"),
    ("DELIVERY_FAIL", "배송 실패"),
    ("WRONG_INVOICE", "오류 송장"),
    ("NOT_TRACKING", "배송 추적 없음"),
];

/// The words of a promised pace; one that the tables do not know is shown as it came.
pub(super) fn of_pace(code: &str) -> &str {
    told(PACES, code)
}

/// The words of its tag; as above.
pub(super) fn of_tag(code: &str) -> &str {
    told(TAGS, code)
}

/// The words of where a parcel is; as above.
pub(super) fn of_parcel(code: &str) -> &str {
    told(PARCELS, code)
}

/// Whether a table offers a code.
pub(super) fn offers(table: &[Coded], code: &str) -> bool {
    table.iter().any(|(known, _)| *known == code)
}

/// Looks a code up in what may be sent, then in what may only be read.
fn words(sent: &'static [Coded], read: &'static [(&'static str, &'static str)], code: &str) -> &'static str {
    let sent = sent.iter().map(|(known, words)| (*known, &*words.ko));
    sent.chain(read.iter().copied()).find(|(known, _)| *known == code).map_or("", |(_, words)| words)
}
