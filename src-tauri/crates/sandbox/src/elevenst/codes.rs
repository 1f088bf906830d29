//! The codes a request may carry.

/// dlvMthdCd of 발송처리.
pub(crate) const DISPATCH_METHODS: &[&str] = &["01", "03", "04", "05"];
/// dlvMthdCd of the claim calls: 우편 besides.
pub(crate) const CLAIM_METHODS: &[&str] = &["01", "02", "03", "04", "05"];
/// dlvMthdCd of a re-sent parcel that never arrived: 상담예약 besides.
pub(crate) const RESEND_METHODS: &[&str] = &["01", "03", "04", "05", "08"];
/// 택배
pub(crate) const PARCEL: &str = "01";
/// 배송없음
pub(crate) const NO_DELIVERY: &str = "05";
/// The literal for what is absent, documented for a few segments only.
pub(crate) const NULL: &str = "null";

/// ordCnRsnCd of 판매불가.
pub(crate) const REJECT_ORDER_REASONS: &[&str] = &["06", "07", "08", "09", "10", "99"];
/// The one of them that costs the seller no credit: 고객변심.
pub(crate) const BUYERS_WISH: &str = "10";
/// ordCnRefsRsnCd
pub(crate) const FAULT_REFUSALS: &[&str] = &["01", "02"];
/// refsRsnCd of 반품 거부.
pub(crate) const RETURN_REFUSALS: &[&str] = &["101", "102", "103", "104"];
/// refsRsnCd of 교환 거부.
pub(crate) const EXCHANGE_REFUSALS: &[&str] = &["201", "202", "203", "204"];
/// deferRefsRsnCd
pub(crate) const HOLD_REASONS: &[&str] = &["101", "102", "103", "104", "105"];
/// delaySendRsnCd
pub(crate) const DELAY_REASONS: &[&str] = &["01", "02", "03", "04", "05"];
/// sellerDtlsRsn
pub(crate) const NON_DELIVERY_ANSWERS: &[&str] = &["101", "102", "103", "104"];
/// clmReqRsn of a return the seller files.
pub(crate) const SELLERS_RETURN_REASONS: &[&str] =
    &["101", "105", "108", "110", "111", "112", "113", "116", "121", "122", "123", "125", "126"];

/// ordCnRsnCd of buyers for which the seller is at fault: late, wrong information, sold out, other, and the
/// other of an e-coupon.
const SELLERS_CANCEL_FAULTS: &[&str] = &["04", "06", "08", "13", "22"];

/// clmReqRsn for which the buyer is at fault, and pays the way back: 119 is unpaid postage abroad, 192 to 194
/// and 199 are cancels by the marketplace after 구매확정. 125 and 126 name nobody: the seller [unverified].
const BUYERS_CLAIM_FAULTS: &[&str] =
    &["101", "110", "113", "114", "119", "121", "192", "193", "194", "199", "206", "211", "212", "215"];

/// clmReqRsn of 구매확정 후 직권취소 in the list of what was returned.
pub(crate) const OFFICE_REASONS: &[&str] = &["190", "192", "193", "194", "195", "196", "197", "198", "199"];
/// The same in their own list, whose table knows none of those: 고객센터 수취확인후 취소.
pub(crate) const OFFICE_REASON: &str = "119";

/// Whether a buyer's cancel waits for the seller even before 발주확인.
pub(crate) fn is_sellers_cancel(reason: &str) -> bool {
    SELLERS_CANCEL_FAULTS.contains(&reason)
}

/// Whether the buyer pays for a return or exchange.
pub(crate) fn is_buyers_claim(reason: &str) -> bool {
    BUYERS_CLAIM_FAULTS.contains(&reason)
}

/// dlvMthdCd in answers: another table than in requests. 02 우편 shows as 04, 03 as 05, 04 as 06, 05 as 99.
pub(crate) fn answered_method(method: &str) -> &'static str {
    match method {
        "02" => "04",
        "03" => "05",
        "04" => "06",
        "05" => "99",
        _ => "01",
    }
}

/// sellerDtlsRsn as the list of reports says it.
pub(crate) fn non_delivery_answer(code: &str) -> &'static str {
    match code {
        "101" => "구매자와 연락하여 협의하였습니다",
        "102" => "재발송하였습니다",
        "103" => "반품처리 하겠습니다",
        "104" => "택배를 수령하시는 곳에서 다시 확인해 주세요",
        _ => "",
    }
}

/// The name of a method in lists that tell names.
pub(crate) fn method_name(method: &str) -> &'static str {
    match method {
        "02" => "우편(소포/등기)",
        "03" => "직접전달(화물배달)",
        "04" => "퀵서비스",
        "05" => "배송없음",
        "08" => "상담예약",
        _ => "택배",
    }
}
