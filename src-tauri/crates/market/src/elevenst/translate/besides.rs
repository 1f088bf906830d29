//! What a row tells besides what every marketplace tells. A list that keeps silent about a field leaves what an
//! earlier one told.

#[cfg(test)]
mod tests;

use domain::{Detail, DetailKind as Kind, Price};

use crate::elevenst::wire::row::Row;

/// Of a line, which cost `price`.
pub(super) fn of_line(row: Row<'_>, price: &Price) -> Vec<Detail> {
    let borne = [
        Detail::won(Kind::SellerCoupon, Some(price.seller_discount)),
        Detail::won(Kind::MarketplaceCoupon, Some(price.marketplace_discount)),
    ];
    Detail::list(buyer(row).into_iter().chain(money(row)).chain(borne).chain(goods(row)).chain(way(row)))
}

/// Who bought.
fn buyer(row: Row<'_>) -> [Option<Detail>; 3] {
    [
        Detail::told(Kind::Member, row.first(&["memID", "memId", "ordId"]).unwrap_or_default()),
        Detail::told(Kind::MemberGrade, row.text("custGrdNm")),
        Detail::told(Kind::EnglishName, row.text("engNm")),
    ]
}

/// What was paid, what the marketplace keeps and what is left. ordPayAmt is the payment of the whole basket, which
/// stands on each of its lines, and is left out.
fn money(row: Row<'_>) -> [Option<Detail>; 4] {
    [
        Detail::won(Kind::PaidAmount, row.won("ordPayAmtPerSeq")),
        Detail::won(Kind::OptionPrice, row.won("ordOptWonStl")),
        Detail::won(Kind::Commission, row.first_won(&["totSelFee", "selFee"])),
        Detail::won(Kind::ExpectedPayout, row.won("stlPlnAmt")),
    ]
}

/// Under which numbers and codes the goods are known.
fn goods(row: Row<'_>) -> [Option<Detail>; 3] {
    [
        Detail::told(Kind::ProductCode, row.text("sellerPrdCd")),
        Detail::told(Kind::OptionCode, row.text("sellerStockCd")),
        Detail::told(Kind::OptionNumber, row.text("prdStckNo")),
    ]
}

/// How it travels.
fn way(row: Row<'_>) -> [Option<Detail>; 6] {
    let word = |set: bool, word| if set { word } else { "" };
    [
        Detail::at(Kind::AcceptedAt, row.moment("plcodrCnfDt")),
        Detail::told(Kind::DeliveryMethod, method(row.said("dlvMthdCd").unwrap_or_default())),
        Detail::told(Kind::DeliveryPace, word(row.flag("sendClfCd"), "오늘발송")),
        Detail::told(Kind::ShippingPayment, paid(row.said("dlvCstType").unwrap_or_default())),
        Detail::told(Kind::RemotePayment, paid(row.said("bmDlvCstType").unwrap_or_default())),
        Detail::told(Kind::Overseas, word(row.flag("gblDlvYn"), "전세계배송")),
    ]
}

/// dlvMthdCd as answers write it, which is another set of codes than requests have; what is new is shown as it came.
pub(super) fn method(code: &str) -> &str {
    match code {
        "01" => "택배",
        "04" => "우편",
        "05" => "직접전달",
        "06" => "퀵서비스",
        "99" => "배송 없음",
        other => other,
    }
}

/// dlvCstType and bmDlvCstType; as above.
pub(super) fn paid(code: &str) -> &str {
    match code {
        "01" => "선불",
        "02" => "착불",
        "03" => "무료",
        "04" => "구매자에게 청구 필요",
        other => other,
    }
}

/// Of a claim.
pub(super) fn of_claim(row: Row<'_>) -> Vec<Detail> {
    Detail::list([
        Detail::told(Kind::CancelSort, sort(row.said("ordCnTypCd").unwrap_or_default())),
        Detail::told(Kind::ClaimedOption, row.first(&["optName", "slctPrdOptNm"]).unwrap_or_default()),
        Detail::at(Kind::EndedAt, row.moment("cnTrtEndDt").or_else(|| row.moment("trtEndDt"))),
        Detail::told(Kind::FeePayment, means(row.said("clmDlvCstMthd").unwrap_or_default())),
        Detail::won(Kind::PickupFee, row.won("appmtDlvCst")),
    ])
}

/// ordCnTypCd; an ordinary cancel is not worth a word.
pub(super) fn sort(code: &str) -> &str {
    match code {
        "01" => "",
        "02" => "발송지연 직권취소",
        other => other,
    }
}

/// clmDlvCstMthd: how the buyer pays the way back.
pub(super) fn means(code: &str) -> &str {
    match code {
        "01" => "신용카드",
        "02" => "포인트",
        "03" => "박스에 동봉",
        "04" => "판매자에게 송금",
        "09" => "환불금에서 차감",
        other => other,
    }
}
