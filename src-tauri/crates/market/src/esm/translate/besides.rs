//! What a record tells besides what every marketplace tells.

#[cfg(test)]
mod tests;

use domain::{Detail, DetailKind as Kind, Price, Won};

use super::Unreadable;
use crate::esm::wire::record::Record;
use crate::esm::wire::scalar::day_of;

/// An amount; one that cannot be read is not told, since nothing is decided by it.
fn won(row: Record<'_>, name: &'static str) -> Option<Won> {
    row.won(name).ok()
}

/// Of a line, which cost `price`.
pub(super) fn of_line(row: Record<'_>, price: &Price) -> Vec<Detail> {
    let borne = [
        Detail::won(Kind::SellerCoupon, Some(price.seller_discount)),
        Detail::won(Kind::MarketplaceCoupon, Some(price.marketplace_discount)),
    ];
    Detail::list(money(row).into_iter().chain(borne).chain(goods(row)).chain(way(row)))
}

/// What was paid, what the site keeps and what is left.
fn money(row: Record<'_>) -> [Option<Detail>; 6] {
    let options: Result<Won, Unreadable> =
        row.won("OptSelPrice").and_then(|chosen| Ok(chosen + row.won("OptAddPrice")?));
    [
        Detail::told(Kind::Member, row.text("BuyerId")),
        Detail::won(Kind::PaidAmount, won(row, "AcntMoney")),
        Detail::won(Kind::OptionPrice, options.ok()),
        Detail::won(Kind::Cashback, won(row, "SellerCashbackMoney")),
        Detail::won(Kind::Commission, won(row, "ServiceFee")),
        Detail::won(Kind::ExpectedPayout, won(row, "SettlementPrice")),
    ]
}

/// Under which numbers and codes the goods are known. What is given along is a part of the option's words.
fn goods(row: Record<'_>) -> [Option<Detail>; 2] {
    [Detail::told(Kind::OptionCode, option_codes(row)), Detail::told(Kind::StockNumber, row.text("SKUNo"))]
}

/// The seller's codes of the chosen options and of the add-ons.
fn option_codes(row: Record<'_>) -> String {
    let chosen = row.list("ItemOptionSelectList").iter().chain(row.list("ItemOptionAdditionList"));
    joined(chosen.filter_map(Record::of).map(|option| option.text("ItemOptionCode")))
}

/// How it travels.
fn way(row: Record<'_>) -> [Option<Detail>; 9] {
    let word = |set: bool, word| if set { word } else { "" };
    let fee = row.text("DeliveryFeeCondition");
    [
        Detail::at(Kind::AcceptedAt, row.moment("OrderConfirmDate")),
        Detail::at(Kind::GiftDue, row.moment("GiftDueDate")),
        Detail::told(Kind::DeliveryMethod, method(&fee)),
        Detail::told(Kind::DeliveryPace, pace(&row.text("TransType"))),
        Detail::on(Kind::ArriveBy, row.moment("ArrivalScheduledDate").map(day_of)),
        Detail::told(Kind::ShippingPayment, payment(&fee)),
        Detail::told(Kind::ShippingPolicy, policy(&fee)),
        Detail::told(Kind::Overseas, word(row.flag("OverseaTransYn"), "해외배송")),
        Detail::told(Kind::Installed, word(row.flag("IsInstallOrder"), "설치 상품")),
    ]
}

/// DeliveryFeeCondition is three things at once: how it travels,
pub(super) fn method(code: &str) -> &'static str {
    match code {
        "W" => "방문수령",
        "Q" => "퀵서비스",
        _ => "",
    }
}

/// who pays the courier,
pub(super) fn payment(code: &str) -> &'static str {
    match code {
        "R" => "선결제",
        "D" => "착불",
        _ => "",
    }
}

/// and what the fee depends on. A code that is new is shown here as it came.
pub(super) fn policy(code: &str) -> &str {
    match code {
        "M" => "조건부 무료",
        "F" => "고정 배송비",
        "X" => "무료",
        "W" | "Q" | "R" | "D" => "",
        other => other,
    }
}

/// TransType; those from G on are the site's own fast deliveries (스타배송). What follows the others in order (순차)
/// is the rule, and F is not decided yet.
pub(super) fn pace(code: &str) -> &str {
    match code {
        "A" => "당일발송",
        "C" => "해외발송",
        "D" => "요청일발송",
        "E" => "주문제작",
        "B" | "F" => "",
        fast if fast.len() == 1 && fast.chars().all(|letter| ('G'..='Z').contains(&letter)) => "스타배송",
        other => other,
    }
}

/// Of a claim.
pub(super) fn of_claim(row: Record<'_>) -> Vec<Detail> {
    let inner = |object: &str, name: &str| row.inner(object).and_then(|inner| inner.moment(name));
    let way = row.said("ReturnShippingFeeWay").unwrap_or_else(|| row.text("ExchangeShippingFeeWay"));
    Detail::list([
        Detail::told(Kind::AskedBy, person(&row.text("RequestUser"))),
        Detail::told(Kind::GoodsState, state(&row.text("GoodsStatus"))),
        Detail::told(Kind::SentUnder, sent_under(row)),
        Detail::at(Kind::ApprovedAt, row.moment("ApproveDate")),
        Detail::at(Kind::WithdrawnAt, row.moment("WithdrawDate")),
        Detail::at(Kind::CollectedAt, inner("PickupInfo", "CompleteDate")),
        Detail::at(Kind::ReleasedAt, inner("HoldInfo", "FreeDate").or_else(|| inner("HoldInfo", "FeeDate"))),
        Detail::at(Kind::EndedAt, row.moment("CompleteDate")),
        Detail::told(Kind::FeePayment, means(&way)),
        Detail::told(Kind::OptionCode, exchanged(row)),
        Detail::told(Kind::ReturnsTo, returns_to(row)),
    ])
}

/// The number under which the goods had been sent.
fn sent_under(row: Record<'_>) -> String {
    row.inner("ShippingInfo").map(|info| info.text("InvoiceNo")).unwrap_or_default()
}

/// The seller's codes of the options that an exchange is about: a list at one site, a text at the other.
fn exchanged(row: Record<'_>) -> String {
    let listed = row.list("ItemOptionCodes").iter().filter_map(|code| code.as_str().map(str::to_owned));
    joined(listed.chain([row.text("ItemOptionCodes")]))
}

/// Where the goods come back to: a place of the seller's own, without the people there.
fn returns_to(row: Record<'_>) -> String {
    let place = row.inner("PickupInfo").and_then(|info| info.inner("ReceiverInfo"));
    place
        .map(|place| [place.text("ZipCode"), place.text("Address")].join(" ").trim().to_owned())
        .unwrap_or_default()
}

/// RequestUser; 0 is nobody, and what is new is shown as it came.
pub(super) fn person(code: &str) -> &str {
    match code {
        "0" => "",
        "1" => "구매자",
        "2" => "판매자",
        "3" => "고객센터",
        "4" => "기타",
        "5" => "선물 수령인",
        other => other,
    }
}

/// GoodsStatus; 0 is not known.
pub(super) fn state(code: &str) -> &str {
    match code {
        "0" => "",
        "1" => "개봉, 미사용",
        "2" => "개봉, 사용",
        "3" => "미개봉",
        other => other,
    }
}

/// ReturnShippingFeeWay and ExchangeShippingFeeWay.
pub(super) fn means(code: &str) -> &str {
    match code {
        "0" => "",
        "1" => "바로 결제",
        "2" => "환불금에서 차감",
        "3" => "판매자에게 직접 결제",
        "4" => "상품에 동봉",
        "5" => "스마일캐시",
        "6" => "기타",
        other => other,
    }
}

/// Texts side by side, those that say nothing left out.
fn joined(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}
