//! The reason codes of the two sites, with their words.

use domain::{ClaimKind, Sentence};

/// One code with its words.
pub(super) type Coded = (&'static str, Sentence);

/// A row of a table.
const fn coded(code: &'static str, ko: &'static str, en: &'static str) -> Coded {
    (code, Sentence::fixed(ko, en))
}

/// The reason that a sale is cancelled for by the call made for it, which also sets the item or option sold out.
pub(super) const SOLD_OUT: &str = "SOLD_OUT";
/// Any other reason, for which a restricted call exists.
pub(super) const OTHER: &str = "OTHER";

/// Why a seller cancels a sale. ESM has no codes for it: each is a call of its own.
pub const CANCEL_REASONS: &[Coded] = &[
    coded(
        SOLD_OUT,
        "품절 — 상품(옵션)이 품절 처리됩니다",
        "Sold out: the item or option is set sold out as well",
    ),
    coded(
        OTHER,
        "품절 아님 — 별도 권한이 있는 판매자만",
        "Another reason: for sellers with a permission of its own",
    ),
];

/// Codes of `ReasonType` in ShippingExpectedDate.
pub const DELAY_REASONS: &[Coded] = &[
    coded("1", "상품 준비 중 (재고 부족)", "The product is being prepared (short of stock)"),
    coded("2", "고객 요청", "The buyer asked for it"),
    coded("3", "기타", "Another reason"),
];

/// Codes of `reason` in Return/Request.
pub const RETURN_REASONS: &[Coded] = &[
    coded("NC", "구매자 변심", "The buyer no longer wants it"),
    coded("BG", "선택사항 변경", "The buyer wants another option"),
    coded("RG", "상품 파손", "The goods were broken"),
    coded("OG", "다른 상품 오배송", "The wrong product was delivered"),
    coded("DD", "상품 미도착", "The goods have not come"),
];

/// What a pickup that the site orders is marked with, behind the state of the goods.
const PICKUP: &str = ".PICKUP";

/// How goods come back: `itemStatus`, and whether the site shall send for them (`alreadySent` false).
pub const RETURN_WAYS: &[Coded] = &[
    coded("NP", "미개봉 — 구매자가 이미 보냄", "Unopened, already sent by the buyer"),
    coded("OP", "개봉 후 미사용 — 구매자가 이미 보냄", "Opened and unused, already sent by the buyer"),
    coded("UP", "개봉 후 사용 — 구매자가 이미 보냄", "Used, already sent by the buyer"),
    coded("NP.PICKUP", "미개봉 — 택배사에 수거 요청", "Unopened, to be fetched by the courier"),
    coded(
        "OP.PICKUP",
        "개봉 후 미사용 — 택배사에 수거 요청",
        "Opened and unused, to be fetched by the courier",
    ),
    coded("UP.PICKUP", "개봉 후 사용 — 택배사에 수거 요청", "Used, to be fetched by the courier"),
];

/// `itemStatus` and `alreadySent` behind a way.
pub(super) fn way(code: &str) -> (&str, bool) {
    code.strip_suffix(PICKUP).map_or((code, true), |status| (status, false))
}

/// The reason for holding a return that charges the buyer.
pub(super) const CHARGES: &str = "2";

/// Codes of `HoldReason` in return/hold.
pub const RETURN_HOLDS: &[Coded] = &[
    coded(CHARGES, "기타 반품배송비 청구", "The buyer owes another return charge"),
    coded("4", "반품 상품 미도착", "The goods have not come back"),
    coded("0", "기타 사유", "Another reason"),
];

/// Codes of `HoldReason` in exchange/hold.
pub const EXCHANGE_HOLDS: &[Coded] = &[
    coded("1", "교환배송비 청구", "The buyer owes the exchange shipping"),
    coded("4", "교환 입고 미확인", "The goods have not come back"),
    coded("0", "기타 유보 사유", "Another reason"),
];

/// The answer to a report by the number under which the goods really travel.
pub(super) const RE_ENTERED: &str = "1";
/// The answer to a report in words.
pub(super) const IN_WORDS: &str = "2";

/// Codes of `ClaimCancelType` in ClaimRelease.
pub const REPORT_ANSWERS: &[Coded] = &[
    coded(RE_ENTERED, "송장번호 재입력", "The goods travel under another number"),
    coded(IN_WORDS, "철회 요청 메시지", "A message that asks the buyer to take the report back"),
];

/// Codes of `ReasonCode` in claims.
pub(super) const CLAIM_REASONS: &[(&str, &str)] = &[
    ("0", "기타"),
    ("1", "단순변심"),
    ("2", "사이즈·색상 등 옵션 변경"),
    ("3", "오배송"),
    ("4", "상품 미도착"),
    ("5", "상품 불량"),
    ("6", "판매자 요청·재고 없음"),
    ("7", "선물 수락기한 만료"),
    ("8", "선물 거절"),
    ("11", "구매자 취소요청(스마일프레시)"),
];

/// Codes of holds that answers carry; they differ from those of requests.
pub(super) const RETURN_HOLDS_READ: &[(&str, &str)] = &[
    ("0", "기타 사유"),
    ("1", "반품 배송비 청구"),
    ("2", "기타 반품배송비 청구"),
    ("3", "반품배송비 + 기타배송비 청구"),
    ("4", "반품 상품 미도착"),
];

/// The same for exchanges: one site writes 2 and the other 4 for goods that have not come back.
pub(super) const EXCHANGE_HOLDS_READ: &[(&str, &str)] = &[
    ("0", "기타 유보 사유"),
    ("1", "교환배송비 청구"),
    ("2", "교환 입고 미확인"),
    ("4", "교환 입고 미확인"),
];

/// The words of a claim's reason; empty for a code that the table does not know.
pub(super) fn of_claim(code: &str) -> &'static str {
    words(CLAIM_REASONS, code)
}

/// The words of a hold's reason as an answer carries it; empty as above.
pub(super) fn of_hold(kind: ClaimKind, code: &str) -> &'static str {
    match kind {
        ClaimKind::Exchange => words(EXCHANGE_HOLDS_READ, code),
        ClaimKind::Cancel | ClaimKind::Return => words(RETURN_HOLDS_READ, code),
    }
}

/// Whether a table offers a code.
pub(super) fn offers(table: &[Coded], code: &str) -> bool {
    table.iter().any(|(known, _)| *known == code)
}

/// Looks a code up.
fn words(table: &'static [(&'static str, &'static str)], code: &str) -> &'static str {
    table.iter().find(|(known, _)| *known == code).map_or("", |(_, words)| words)
}
