//! Grip's codes with their words.

use domain::{ClaimKind, Sentence};

/// One code with its words.
pub(super) type Coded = (&'static str, Sentence);

/// A row of a table.
const fn coded(code: &'static str, ko: &'static str, en: &'static str) -> Coded {
    (code, Sentence::fixed(ko, en))
}

/// Codes of `reasonType` in order/cancel.
pub const CANCEL_REASONS: &[Coded] = &[
    coded("3", "재고부족", "Out of stock"),
    coded("1", "고객요청-단순변심", "The buyer changed their mind"),
    coded("2", "고객요청-서비스불만족", "The buyer is not content with the service"),
    coded("4", "상품문제발생", "Something is wrong with the goods"),
    coded("5", "배송문제발생", "Something is wrong with the delivery"),
    coded("11", "배송지연", "The delivery is late"),
    coded("12", "다른 사이트보다 비쌈", "Another shop asks for less"),
    coded("13", "판매자 안내로 취소", "The seller asked the buyer to cancel"),
    coded("14", "단순 변심", "A change of mind"),
    coded("15", "주문 실수", "Ordered by mistake"),
    coded("16", "기타", "Another reason"),
];

/// Codes of `postponeType` in delivery/postpone.
pub const DELAY_REASONS: &[Coded] = &[
    coded("1", "재고부족", "Short of stock"),
    coded("2", "합배송 요청", "To be sent along with another order"),
    coded("3", "배송일지정", "A day was agreed on"),
    coded("10", "기타", "Another reason"),
];

/// buyerReturnReasonType
const RETURN_REASONS: &[(&str, &str)] = &[
    ("1", "단순변심"),
    ("3", "다른 상품 잘못 주문"),
    ("4", "서비스 불만족"),
    ("5", "배송 지연"),
    ("7", "상품 파손 및 불량"),
    ("8", "상품정보 상이"),
    ("10", "다른 상품 잘못 배송"),
];

/// buyerChangeReasonType
const EXCHANGE_REASONS: &[(&str, &str)] = &[
    ("2", "색상 및 사이즈 변경"),
    ("3", "다른 상품 잘못 주문"),
    ("7", "상품 파손 및 불량"),
    ("10", "다른 상품 잘못 배송"),
];

/// PaymentMethod
const PAYMENTS: &[(&str, &str)] = &[
    ("1", "신용카드"),
    ("2", "실시간 계좌이체"),
    ("3", "가상계좌"),
    ("4", "카카오페이"),
    ("5", "네이버페이"),
    ("6", "페이코"),
    ("9", "휴대폰 결제"),
    ("10", "토스페이"),
    ("99", "그립지원"),
];

/// The words of a claim's reason; empty for a code that the table does not know.
pub(super) fn of_claim(kind: ClaimKind, code: &str) -> &'static str {
    match kind {
        ClaimKind::Return => words(RETURN_REASONS, code).unwrap_or_default(),
        ClaimKind::Exchange => words(EXCHANGE_REASONS, code).unwrap_or_default(),
        ClaimKind::Cancel => "",
    }
}

/// How something was paid; a code that the table does not know is shown as it came.
pub(super) fn payment(code: &str) -> &str {
    words(PAYMENTS, code).unwrap_or(code)
}

/// The words of a code that is offered, and its number.
pub(super) fn offered(table: &'static [Coded], code: &str) -> Option<(u8, &'static str)> {
    let (known, sentence) = table.iter().find(|(known, _)| *known == code)?;
    Some((known.parse().ok()?, sentence.ko.as_ref()))
}

/// Looks a code up.
fn words(table: &'static [(&'static str, &'static str)], code: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}
