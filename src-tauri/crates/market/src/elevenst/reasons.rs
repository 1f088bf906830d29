//! Reason codes with their words, and the words of claims' states.

use domain::{Fault, Sentence};

/// One code with its words.
pub(super) type Coded = (&'static str, Sentence);

/// A row of a table that is offered.
const fn coded(code: &'static str, ko: &'static str, en: &'static str) -> Coded {
    (code, Sentence::fixed(ko, en))
}

/// A code that only answers carry, its words, and whose fault it is.
pub(super) type Read = (&'static str, &'static str, Fault);

/// What an answer's code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The marketplace's words; empty for a code that its page does not list.
    pub(super) words: &'static str,
    /// Whose fault it is.
    pub(super) fault: Fault,
}

/// ordCnRsnCd of 판매불가 (guide 1638). The seller's words are sent along with the code, on one path segment, so that
/// none of them holds a slash.
pub const CANCEL_REASONS: &[Coded] = &[
    coded("06", "배송 지연 예상", "The delivery would be late"),
    coded("07", "상품·가격 정보 잘못 입력", "The product or its price was entered wrongly"),
    coded("08", "상품 품절(전체 옵션)", "The product is sold out"),
    coded("09", "옵션 품절(해당 옵션)", "The option is sold out"),
    coded("10", "고객 변심", "The buyer no longer wants it"),
    coded("99", "기타", "Other"),
];

/// delaySendRsnCd (guide 6728)
pub const DELAY_REASONS: &[Coded] = &[
    coded("01", "단기 재고 부족", "Out of stock for a short time"),
    coded("02", "주문 폭주로 인한 작업 지연", "Too many orders at once"),
    coded("03", "주문 제작 시간이 필요", "Made to order"),
    coded("04", "고객 요청", "The buyer asked for it"),
    coded("05", "기타", "Other"),
];

/// A refusal because the parcel has left (guide 1641). The others are ordCnRefsRsnCd of the page for requests that
/// blame the seller before the confirmation (guide 1745).
pub(super) const HAS_LEFT: &str = "00";

/// How a cancel is refused.
pub const CANCEL_OBJECTIONS: &[Coded] = &[
    coded(HAS_LEFT, "이미 발송함(발주확인한 주문)", "It has left already (a confirmed order)"),
    coded(
        "01",
        "취소 책임사유 입력 오류(발주확인 전, 판매자 귀책 요청)",
        "The request blames the seller wrongly (before the confirmation)",
    ),
    coded(
        "02",
        "상품 발송처리 완료(발주확인 전, 판매자 귀책 요청)",
        "The goods were dispatched (before the confirmation, a request that blames the seller)",
    ),
];

/// The objections that want words.
pub const WORDED_OBJECTIONS: &[&str] = &["01", "02"];

/// refsRsnCd of a refused return (guide 1645)
pub const RETURN_REFUSALS: &[Coded] = &[
    coded("101", "반품 상품 미입고", "The goods have not come back"),
    coded("102", "고객 반품신청 철회 대행", "The buyer takes the return back"),
    coded("103", "반품 불가 상품", "The goods cannot be returned"),
    coded("104", "기타", "Other"),
];

/// refsRsnCd of a refused exchange (guide 1650)
pub const EXCHANGE_REFUSALS: &[Coded] = &[
    coded("201", "교환 상품 미입고", "The goods have not come back"),
    coded("202", "고객 교환신청 철회 대행", "The buyer takes the exchange back"),
    coded("203", "교환 불가 상품", "The goods cannot be exchanged"),
    coded("204", "기타", "Other"),
];

/// deferRefsRsnCd (guides 1654, 1655)
pub const RETURN_HOLDS: &[Coded] = &[
    coded("101", "반품 상품 미입고", "The goods have not come back"),
    coded("102", "반품 배송비 미동봉", "The return shipping was not enclosed"),
    coded("103", "반품 상품 훼손", "The goods came back damaged"),
    coded("104", "구매자 연락 두절", "The buyer cannot be reached"),
    coded("105", "기타", "Other"),
];

/// clmReqRsn of a return that the seller files (guide 1653)
pub const RETURN_REASONS: &[Coded] = &[
    coded("101", "상품에 이상 없으나 구매 의사 없어짐", "The buyer no longer wants it"),
    coded("105", "상품이 상품상세 정보와 틀림", "The product was described wrongly"),
    coded("108", "다른 상품이 잘못 배송됨", "The wrong product was delivered"),
    coded("110", "사이즈, 색상 등을 잘못 선택함", "The buyer chose the wrong size or colour"),
    coded("111", "배송된 상품의 파손/하자/포장 불량", "The goods or their packing were damaged"),
    coded("112", "상품이 도착하고 있지 않음", "The goods do not arrive"),
    coded("113", "기타(구매자 책임사유)", "Other, by the buyer's fault"),
    coded("116", "기타(판매자 책임사유)", "Other, by the seller's fault"),
    coded(
        "121",
        "구매하고 싶지 않거나 색상/사이즈 잘못 선택",
        "The buyer changed their mind or chose wrongly",
    ),
    coded("122", "배송된 상품 파손/하자/불량", "The goods were damaged or faulty"),
    coded("123", "배송지연, 상품 품질 문제 등", "Late delivery, or the goods' quality"),
    coded("125", "상품 구성 중 일부가 배송되지 않음", "A part of it was not delivered"),
    coded("126", "품절 안내를 받음", "The buyer was told that it is sold out"),
];

/// claimProcess and clmDlvCstMthd in one: how far the filed return goes, and how the buyer pays its shipping.
pub const RETURN_WAYS: &[Coded] = &[
    coded("01-03", "반품 신청 · 배송비는 상자에 동봉", "File it; the shipping comes in the box"),
    coded("01-04", "반품 신청 · 배송비는 판매자에게 송금", "File it; the shipping is sent to the seller"),
    coded(
        "02-03",
        "신청하고 바로 반품 완료(환불) · 배송비는 상자에 동봉",
        "File it and refund at once; the shipping comes in the box",
    ),
    coded(
        "02-04",
        "신청하고 바로 반품 완료(환불) · 배송비는 판매자에게 송금",
        "File it and refund at once; the shipping is sent to the seller",
    ),
];

/// sellerDtlsRsn (guide 6734)
pub const UNDELIVERED_ANSWERS: &[Coded] = &[
    coded("101", "구매자와 연락하여 협의하였습니다", "Agreed on it with the buyer"),
    coded(SENT_AGAIN, "재발송하였습니다", "Sent again"),
    coded("103", "반품처리하겠습니다", "It will be returned"),
    coded("104", "택배를 수령하시는 곳에서 다시 확인해 주세요", "Please look again where parcels are left"),
];

/// The answer that wants courier and number.
pub(super) const SENT_AGAIN: &str = "102";

/// Whether a table holds a code.
pub(super) fn offers(table: &[Coded], code: &str) -> bool {
    table.iter().any(|(known, _)| *known == code)
}

/// The Korean words of a code.
pub(super) fn korean<'a>(table: &'a [Coded], code: &str) -> &'a str {
    table.iter().find(|(known, _)| *known == code).map_or("", |(_, words)| words.ko.as_ref())
}

/// ordCnStatCd
pub(super) const CANCEL_STATES: &[(&str, &str)] =
    &[("01", "취소요청"), ("02", "취소완료"), ("05", "취소철회")];

/// clmStat
pub(super) const GOODS_STATES: &[(&str, &str)] = &[
    ("103", "재결제대기중"),
    ("104", "반품보류"),
    ("105", "반품신청"),
    ("106", "반품완료"),
    ("107", "반품거부"),
    ("108", "반품철회"),
    ("109", "반품완료보류"),
    ("201", "교환신청"),
    ("212", "교환승인"),
    ("214", "교환보류"),
    ("221", "교환발송완료"),
    ("232", "교환거부"),
    ("233", "교환철회"),
    ("301", "재배송접수"),
    ("302", "재배송완료"),
];

/// A state as it is shown: its name, then its code; a code that no document lists alone.
pub(super) fn shown(table: &[(&str, &str)], code: &str) -> String {
    match table.iter().find(|(known, _)| *known == code) {
        Some((_, name)) => format!("{name} · {code}"),
        None => code.to_owned(),
    }
}

/// Who filed a cancel (ordCnMnbdCd).
const BY_SELLER: &str = "02";

/// ordCnRsnCd of cancels that the seller filed: 06 to 10 mean another thing there (guide 1639).
pub(super) const CANCELED_BY_SELLER: &[Read] = &[
    ("06", "배송 지연 예상", Fault::Seller),
    ("07", "상품/가격 정보 잘못 입력", Fault::Seller),
    ("08", "상품 품절(전체 옵션)", Fault::Seller),
    ("09", "옵션 품절(해당 옵션)", Fault::Seller),
    ("10", "고객 변심", Fault::Buyer),
    ("17", "배송지연으로 취소", Fault::Seller),
    ("18", "상품 품절, 재고 없음", Fault::Seller),
    ("99", "기타", Fault::Unstated),
];

/// ordCnRsnCd of all others (guides 1639, 1642, 1724).
pub(super) const CANCELED: &[Read] = &[
    ("00", "무통장 미입금 취소", Fault::Buyer),
    ("01", "고객 변심", Fault::Buyer),
    ("02", "설치 불가 지역", Fault::Unstated),
    ("03", "포장 불량", Fault::Seller),
    ("04", "판매자의 배송 처리가 늦음", Fault::Seller),
    ("05", "서비스 및 상품 불만족", Fault::Seller),
    ("06", "판매자의 상품 정보가 잘못됨", Fault::Seller),
    ("07", "동일 상품 재주문(주문정보 수정)", Fault::Buyer),
    ("08", "주문 상품의 품절/재고 없음", Fault::Seller),
    ("09", "11번가 내 다른 상품으로 재주문", Fault::Buyer),
    ("10", "타 사이트 상품 주문", Fault::Buyer),
    ("11", "상품에 이상 없으나 구매 의사 없어짐", Fault::Buyer),
    ("12", "기타(구매자 책임사유)", Fault::Buyer),
    ("13", "기타(판매자 책임사유)", Fault::Seller),
    ("14", "구매 의사 없어짐", Fault::Buyer),
    ("15", "색상/사이즈/주문정보 변경", Fault::Buyer),
    ("16", "다른 상품 잘못 주문", Fault::Buyer),
    ("17", "배송지연으로 취소", Fault::Seller),
    ("18", "상품 품절, 재고 없음", Fault::Seller),
    ("19", "예약구매 주문 미결제 취소", Fault::Buyer),
    ("20", "e쿠폰/PIN번호를 잘못 구매했거나 사용 의사가 없음", Fault::Buyer),
    ("21", "e쿠폰/PIN번호가 오지 않음", Fault::Seller),
    ("22", "e쿠폰 취소사유 기타(판매자 귀책)", Fault::Seller),
    ("97", "선물 배송지 미입력으로 취소", Fault::Buyer),
    ("98", "선물 받기를 거절하여 취소", Fault::Buyer),
    ("99", "기타", Fault::Unstated),
    ("100", "패밀리결제 거절", Fault::Buyer),
    ("101", "패밀리결제 기간 만료 자동 취소", Fault::Buyer),
];

/// ordCnRsnCd of cancels that were taken back: their page has no field that tells who filed them, one meaning for each
/// code, and blames nobody (guide 1724).
pub(super) const WITHDRAWN: &[Read] = &[
    ("06", "배송 지연 예상", Fault::Unstated),
    ("07", "상품/가격 정보 잘못 입력", Fault::Unstated),
    ("08", "상품 품절(전체 옵션)", Fault::Unstated),
    ("09", "옵션 품절(해당 옵션)", Fault::Unstated),
    ("10", "고객 변심", Fault::Unstated),
    ("14", "구매 의사 없어짐", Fault::Unstated),
    ("15", "색상/사이즈/주문정보 변경", Fault::Unstated),
    ("16", "다른 상품 잘못 주문", Fault::Unstated),
    ("17", "배송지연으로 취소", Fault::Unstated),
    ("18", "상품 품절, 재고 없음", Fault::Unstated),
    ("99", "기타", Fault::Unstated),
];

/// clmReqRsn of what the marketplace took back after the purchase was final (guide 1646); a row that carries one was
/// ended by it, in whichever list it stands.
pub(super) const OFFICE: &[&str] = &["190", "192", "193", "194", "195", "196", "197", "198", "199"];

/// clmReqRsn (guides 1643, 1646, 1648, 1651).
pub(super) const GOODS: &[Read] = &[
    ("101", "상품에 이상 없으나 구매 의사 없어짐", Fault::Buyer),
    ("105", "상품이 상품상세 정보와 틀림", Fault::Seller),
    ("108", "다른 상품이 잘못 배송됨", Fault::Seller),
    ("110", "사이즈, 색상 등을 잘못 선택함", Fault::Buyer),
    ("111", "배송된 상품의 파손/하자/포장 불량", Fault::Seller),
    ("112", "상품이 도착하고 있지 않음", Fault::Seller),
    ("113", "기타(구매자 책임사유)", Fault::Buyer),
    ("114", "구매자 귀책으로 교환을 반품으로 전환", Fault::Buyer),
    ("115", "판매자 귀책으로 교환을 반품으로 전환", Fault::Seller),
    ("116", "기타(판매자 책임사유)", Fault::Seller),
    ("117", "전세계배송 국내통관 거부", Fault::Seller),
    ("118", "전세계배송 30kg 초과", Fault::Seller),
    ("119", "전세계배송(추가 해외배송비 미결제)", Fault::Buyer),
    ("121", "구매하고 싶지 않거나 색상/사이즈 잘못 선택", Fault::Buyer),
    ("122", "배송된 상품 파손/하자/불량", Fault::Seller),
    ("123", "배송지연, 상품 품질 문제 등", Fault::Seller),
    ("125", "상품 구성 중 일부가 배송되지 않음", Fault::Unstated),
    ("126", "품절 안내를 받음", Fault::Unstated),
    ("190", "구매확정 후 직권취소(기타)", Fault::Seller),
    ("192", "구매확정 후 직권취소(위조품보상제)", Fault::Buyer),
    ("193", "구매확정 후 직권취소(부정거래)", Fault::Buyer),
    ("194", "구매확정 후 직권취소(관리자)", Fault::Buyer),
    ("195", "구매확정 후 직권취소(위조품보상제)", Fault::Seller),
    ("196", "구매확정 후 직권취소(부정거래)", Fault::Seller),
    ("197", "구매확정 후 직권취소(관리자)", Fault::Seller),
    ("198", "구매확정 후 직권취소(판매자 책임)", Fault::Seller),
    ("199", "구매확정 후 직권취소(구매자 책임)", Fault::Buyer),
    ("206", "사이즈 또는 색상 등을 잘못 선택함", Fault::Buyer),
    ("207", "배송된 상품의 파손/하자/포장 불량", Fault::Seller),
    ("208", "다른 상품이 잘못 배송됨", Fault::Seller),
    ("209", "품절 등의 사유로 판매자 협의 후 교환", Fault::Seller),
    ("210", "상품이 상품상세 정보와 틀림", Fault::Seller),
    ("211", "기타(구매자 책임사유)", Fault::Buyer),
    ("212", "구매자 귀책으로 반품을 교환으로 전환", Fault::Buyer),
    ("213", "판매자 귀책으로 반품을 교환으로 전환", Fault::Seller),
    ("214", "기타(판매자 책임사유)", Fault::Seller),
    ("215", "사이즈/색상/상품 오선택", Fault::Buyer),
    ("216", "상품 불량/파손/오배송", Fault::Seller),
    ("217", "품절 사유로 판매자 협의 후 교환", Fault::Seller),
    ("218", "누락 구성품 추가 배송 요청", Fault::Seller),
];

/// clmReqRsn of 구매확정 후 직권취소, a table of its own: some codes stand nowhere else, 119 is the support's cancel and
/// no shipping abroad, and faults are told only where the words do (guide 1726).
pub(super) const BY_OFFICE: &[Read] = &[
    ("101", "고객 변심", Fault::Buyer),
    ("102", "포장 불량", Fault::Unstated),
    ("103", "서비스 및 상품 불만족", Fault::Unstated),
    ("104", "상품 하자", Fault::Unstated),
    ("105", "상품정보 상이", Fault::Unstated),
    ("106", "상품 파손", Fault::Unstated),
    ("107", "수취 거부", Fault::Buyer),
    ("108", "오배송", Fault::Unstated),
    ("109", "반송", Fault::Unstated),
    ("110", "사이즈, 색상 등을 잘못 선택함", Fault::Buyer),
    ("111", "배송된 상품의 파손/하자/포장 불량", Fault::Unstated),
    ("112", "상품이 도착하고 있지 않음", Fault::Unstated),
    ("113", "기타(구매자 책임사유)", Fault::Buyer),
    ("114", "구매자 귀책으로 교환을 반품으로 전환", Fault::Buyer),
    ("115", "판매자 귀책으로 교환을 반품으로 전환", Fault::Seller),
    ("116", "기타(판매자 책임사유)", Fault::Seller),
    ("119", "고객센터 수취확인 후 취소", Fault::Unstated),
    ("201", "고객 변심", Fault::Buyer),
    ("202", "포장 불량", Fault::Unstated),
    ("203", "서비스 및 상품 불만족", Fault::Unstated),
    ("204", "상품 하자", Fault::Unstated),
    ("205", "상품 파손", Fault::Unstated),
    ("206", "사이즈 또는 색상 등을 잘못 선택함", Fault::Buyer),
    ("207", "배송된 상품의 파손/하자/포장 불량", Fault::Unstated),
    ("208", "다른 상품이 잘못 배송됨", Fault::Unstated),
    ("209", "품절 등의 사유로 판매자 협의 후 교환", Fault::Unstated),
    ("210", "상품이 상품상세 정보와 틀림", Fault::Unstated),
    ("211", "기타(구매자 책임사유)", Fault::Buyer),
    ("212", "구매자 귀책으로 반품을 교환으로 전환", Fault::Buyer),
    ("213", "판매자 귀책으로 반품을 교환으로 전환", Fault::Seller),
    ("214", "기타(판매자 책임사유)", Fault::Seller),
    ("301", "배송 누락", Fault::Unstated),
    ("302", "상품 분실", Fault::Unstated),
    ("303", "수취 거부", Fault::Buyer),
];

/// twMthd
pub(super) const PICKUPS: &[(&str, &str)] = &[
    ("02", "직접 발송"),
    ("06", "11번가 지정 반품택배"),
    ("07", "판매자 지정 반품택배"),
    ("09", "판매처 수거"),
    ("10", "CU편의점 택배"),
    ("13", "수거 없음"),
];

/// What a table says of a code.
fn told(table: &[Read], code: &str) -> Told {
    let row = table.iter().find(|(known, ..)| *known == code);
    row.map_or(Told { words: "", fault: Fault::Unstated }, |(_, words, fault)| Told { words, fault: *fault })
}

/// The reason of a cancel, by who filed it.
pub(super) fn of_cancel(by: &str, code: &str) -> Told {
    told(if by == BY_SELLER { CANCELED_BY_SELLER } else { CANCELED }, code)
}

/// The reason of a cancel that was taken back.
pub(super) fn of_withdrawn_cancel(code: &str) -> Told {
    told(WITHDRAWN, code)
}

/// The reason of a return or of an exchange.
pub(super) fn of_goods(code: &str) -> Told {
    told(GOODS, code)
}

/// The reason of what the marketplace took back after the purchase was final.
pub(super) fn of_office(code: &str) -> Told {
    told(BY_OFFICE, code)
}

/// How goods come back, in words; a code that no document lists as it came.
pub(super) fn of_pickup(code: &str) -> &str {
    PICKUPS.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words)
}
