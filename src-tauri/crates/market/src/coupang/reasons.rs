//! Coupang's reason codes, with their words.

use domain::Sentence;

/// Why a buyer cancels, returns or exchanges (VOC codes).
pub(super) const VOC: &[(&str, &str)] = &[
    ("CHANGEMIND", "필요 없어짐 (단순 변심)"),
    ("DIFFERENTOPT", "색상/사이즈가 기대와 다름"),
    ("CHEAPER", "다른 사이트의 가격이 더 저렴함"),
    ("WRONGOPT", "상품의 옵션 선택을 잘못함"),
    ("REORDER", "상품을 추가하여 재주문"),
    ("OTHERS", "기타"),
    ("DELIVERYLATER", "배송 예정일이 예상보다 늦음"),
    ("WRONGADDRESS", "배송지 입력 실수"),
    ("DELIVERYSTOP", "배송흐름이 멈춤"),
    ("CARRIERLOST", "택배사 상품 분실"),
    ("LOST", "배송 완료지만 상품 받지 못함"),
    ("PARTIALMISS", "주문상품 중 일부가 배송되지 않음"),
    ("COMPOMISS", "구성품, 부속품이 제대로 들어있지 않음"),
    ("LATEDELIVERED", "상품이 늦게 배송됨"),
    ("DAMAGED", "상품이 파손되어 배송됨"),
    ("DEFECT", "상품 결함/기능에 이상이 있음"),
    ("INACCURATE", "실제 상품이 설명과 다름"),
    ("BOTHDAMAGED", "포장과 상품 모두 훼손됨"),
    ("SHIPBOXOK", "포장은 괜찮으나 상품이 파손됨"),
    ("WRONGDELIVERY", "아예 다른 상품이 배송됨"),
    ("WRONGSIZECOL", "다른 색상/사이즈의 상품이 배송됨"),
];

/// The words of a VOC code, for answers that carry none.
pub(super) fn words(code: &str) -> &'static str {
    VOC.iter().find(|(known, _)| *known == code).map_or("", |(_, words)| words)
}

/// The only code that the documents list for `bigCancelCode`.
pub(super) const SELLER_CANCEL_GROUP: &str = "CANERR";

/// Codes of `middleCancelCode`.
pub const CANCEL_REASONS: &[(&str, Sentence)] = &[
    ("CCTTER", Sentence::fixed("재고 연동 오류", "Stock was out of step")),
    ("CCPNER", Sentence::fixed("제휴사이트 오류 (주소)", "Partner site error (address)")),
    ("CCPRER", Sentence::fixed("가격 등재 오류", "Price was listed wrongly")),
];

/// Codes of `exchangeRejectCode`.
pub const EXCHANGE_REFUSALS: &[(&str, Sentence)] = &[
    ("SOLDOUT", Sentence::fixed("교환할 상품 품절", "The goods to send are sold out")),
    ("WITHDRAW", Sentence::fixed("고객이 교환을 철회함", "The buyer withdrew the exchange")),
];
