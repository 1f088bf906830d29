//! What a record tells besides what every marketplace tells.

#[cfg(test)]
mod tests;

use domain::{Detail, DetailKind as Kind, Price};
use serde_json::Value;

use super::read;
use crate::coupang::wire::besides::{Exchange, Item, Receipt, SameDay, Sheet};
use crate::coupang::wire::scalar::in_korea;

/// Of one option in a box; it cost `price`.
pub(super) fn of_line(sheet: &Value, item: &Value, price: &Price) -> Vec<Detail> {
    let sheet: Sheet = read(sheet).unwrap_or_default();
    let item: Item = read(item).unwrap_or_default();
    Detail::list(of_sheet(&sheet).into_iter().chain(of_item(&item)).chain([
        Detail::won(Kind::SellerCoupon, Some(price.seller_discount)),
        Detail::won(Kind::MarketplaceCoupon, Some(price.marketplace_discount)),
    ]))
}

/// Of the box. What a seller ships himself (THIRD_PARTY) is the rule, and not worth a word.
fn of_sheet(sheet: &Sheet) -> [Option<Detail>; 3] {
    let shipper = match sheet.shipment_type.0.as_str() {
        "THIRD_PARTY" => "",
        "CGF" => "로켓그로스 (CGF)",
        other => other,
    };
    [
        Detail::told(Kind::PaymentMethod, if sheet.is_cod.0 { "착불 결제 (COD)" } else { "" }),
        Detail::told(Kind::Fulfilment, shipper),
        Detail::told(Kind::SameDay, same_day(&sheet.extra_properties)),
    ]
}

/// The hour by which it must leave on its day.
fn same_day(of: &SameDay) -> String {
    match of.cut_off_time_hour.0.as_str() {
        _ if !of.same_day_shipping.0 => String::new(),
        "" => "오늘 출고".to_owned(),
        hour => format!("오늘 {hour}시까지 출고"),
    }
}

/// Of the option itself.
fn of_item(item: &Item) -> [Option<Detail>; 8] {
    let renamed = item.first_seller_product_item_name.0 != item.seller_product_item_name.0;
    let first = Some(&item.first_seller_product_item_name.0).filter(|_| renamed);
    [
        Detail::told(Kind::OptionNumber, &item.vendor_item_id.0),
        Detail::told(Kind::ListedProduct, &item.product_id.0),
        Detail::told(Kind::FirstOption, first.cloned().unwrap_or_default()),
        Detail::told(Kind::InputPrompt, &item.etc_info_header.0),
        Detail::won(Kind::InstantDiscount, item.instant_coupon_discount.0),
        Detail::told(Kind::AutoBundle, bundled(item)),
        Detail::told(Kind::Condition, if item.used_product.0 { "중고" } else { "" }),
        Detail::told(Kind::ShippingPayment, &item.delivery_charge_type_name.0),
    ]
}

/// What is sold as one, and how many pieces of the seller's own option it is.
fn bundled(item: &Item) -> String {
    let (name, size) = (&item.up_bundle_vendor_item_name.0, &item.up_bundle_size.0);
    match (item.up_bundle_item.0 || !name.is_empty(), size.as_str()) {
        (false, _) => String::new(),
        (true, "") => name.clone(),
        (true, size) => format!("{name} ({size}개 묶음)").trim().to_owned(),
    }
}

/// Of a receipt.
pub(super) fn of_receipt(record: &Value) -> Vec<Detail> {
    let receipt: Receipt = read(record).unwrap_or_default();
    Detail::list([
        Detail::told(Kind::StopStatus, &receipt.release_stop_status.0),
        Detail::at(Kind::EndedAt, receipt.complete_confirm_date.0),
    ])
}

/// Of an exchange.
pub(super) fn of_exchange(record: &Value) -> Vec<Detail> {
    let exchange: Exchange = read(record).unwrap_or_default();
    let due = exchange.collect_informations_dto.expected_return_date.0;
    Detail::list([
        Detail::told(Kind::AskedBy, words(PERSONS, &exchange.created_by_type.0)),
        Detail::told(Kind::AskedThrough, words(CHANNELS, &exchange.refer_type.0)),
        Detail::on(Kind::PickupDue, due.map(|at| in_korea(at).date())),
        Detail::at(Kind::CollectedAt, exchange.collect_complete_date.0),
        Detail::won(Kind::OtherFee, exchange.exchange_amount.0),
        Detail::told(Kind::ReshipStatus, words(RESHIPS, &exchange.delivery_status.0)),
    ])
}

/// createdByType
pub(super) const PERSONS: &[(&str, &str)] = &[
    ("CUSTOMER", "구매자"),
    ("COUNSELOR", "쿠팡 상담사"),
    ("COUPANG", "쿠팡"),
    ("VENDOR", "판매자"),
    ("ETC", "기타"),
];

/// referType
pub(super) const CHANNELS: &[(&str, &str)] =
    &[("VENDOR", "판매자"), ("CS_CENTER", "고객센터"), ("WEB_PC", "PC웹"), ("WEB_MOBILE", "모바일웹")];

/// deliveryStatus of an exchange; what is not yet is not worth a word.
pub(super) const RESHIPS: &[(&str, &str)] = &[
    ("NoneData", ""),
    ("BeforeDirection", "배송 지시 전"),
    ("CompleteDirection", "배송 지시"),
    ("Delivering", "배송 중"),
    ("CompleteDelivery", "배송 완료"),
    ("DirectionFail", "배송 지시 실패"),
    ("VendorDirect", "업체 직접 배송"),
    ("Fail", "배송 실패"),
    ("Withdraw", "철회"),
];

/// The words of a code; what is new is shown as it came.
fn words<'a>(table: &[(&str, &'static str)], code: &'a str) -> &'a str {
    table.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words)
}
