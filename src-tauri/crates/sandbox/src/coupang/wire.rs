//! How values and sheets look on the wire.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::couriers;
use super::model::{Item, Receiver, Sheet};
use super::route::Dialect;
use crate::clock::kst;

impl Dialect {
    /// Won: a plain number in v4, a currency object from v5 on.
    pub(crate) fn won(self, amount: i64) -> Value {
        match self {
            Self::Plain => json!(amount),
            Self::International => json!({"currencyCode": "KRW", "units": amount, "nanos": 0}),
        }
    }

    /// `yyyy-MM-ddTHH:mm:ss` in v4; with microseconds and offset from v5 on.
    pub(crate) fn instant(self, at: DateTime<Utc>) -> String {
        let local = kst(at);
        match self {
            Self::Plain => local.format("%Y-%m-%dT%H:%M:%S").to_string(),
            Self::International => local.format("%Y-%m-%dT%H:%M:%S%.6f+09:00").to_string(),
        }
    }

    /// "" when it has not happened.
    pub(crate) fn instant_or_empty(self, at: Option<DateTime<Utc>>) -> String {
        at.map(|at| self.instant(at)).unwrap_or_default()
    }

    /// v4 writes confirmDate, inTrasitDateTime and deliveredDate with a space.
    fn spaced_or_empty(self, at: Option<DateTime<Utc>>) -> String {
        match (self, at) {
            (_, None) => String::new(),
            (Self::Plain, Some(at)) => kst(at).format("%Y-%m-%d %H:%M:%S").to_string(),
            (Self::International, Some(at)) => self.instant(at),
        }
    }

    /// `0503-0000-5464` in v4, E.164 from v5 on.
    pub(crate) fn phone(self, digits: Option<&str>) -> Value {
        let Some(digits) = digits else {
            return Value::Null;
        };
        match self {
            Self::Plain => Value::String(hyphened(digits)),
            Self::International => Value::String(format!("+82{}", digits.trim_start_matches('0'))),
        }
    }
}

fn hyphened(digits: &str) -> String {
    let Some((prefix, rest)) = digits.split_at_checked(4) else {
        return digits.to_owned();
    };
    let (middle, last) = rest.split_at(rest.len().saturating_sub(4));
    format!("{prefix}-{middle}-{last}")
}

/// A sheet, as lists and single queries show it.
pub(crate) fn sheet(sheet: &Sheet, dialect: Dialect) -> Value {
    let parcel = sheet.parcel.as_ref();
    let items: Vec<Value> = sheet.items.iter().map(|it| item(it, dialect)).collect();
    json!({
        "shipmentBoxId": sheet.shipment_box_id,
        "orderId": sheet.order_id,
        "orderedAt": dialect.instant(sheet.ordered_at),
        "orderer": {
            "name": sheet.orderer.name,
            "email": "",
            "safeNumber": dialect.phone(sheet.orderer.safe_number.as_deref()),
            "ordererNumber": null,
        },
        "paidAt": dialect.instant(sheet.paid_at),
        "status": sheet.status.code(),
        "shippingPrice": dialect.won(sheet.shipping_price),
        "remotePrice": sheet.remote_price.map(|price| dialect.won(price)),
        "remoteArea": sheet.remote_price.is_some(),
        "parcelPrintMessage": sheet.memo,
        "splitShipping": sheet.split_shipping,
        "ableSplitShipping": sheet.can_split(),
        "receiver": receiver(&sheet.receiver, dialect),
        "orderItems": items,
        "overseaShippingInfoDto": oversea(sheet, dialect),
        "deliveryCompanyName": parcel.map_or("", |parcel| couriers::name(&parcel.courier)),
        "invoiceNumber": parcel.map_or("", |parcel| parcel.number.as_str()),
        "inTrasitDateTime": dialect.spaced_or_empty(sheet.in_transit_at),
        "deliveredDate": dialect.spaced_or_empty(sheet.delivered_at),
        "refer": sheet.refer,
        "shipmentType": sheet.shipment_type,
        "isCod": false,
        "extraProperties": {"sameDayShipping": "false", "cutOffTimeHour": "0"},
    })
}

fn receiver(receiver: &Receiver, dialect: Dialect) -> Value {
    json!({
        "name": receiver.name,
        "safeNumber": dialect.phone(receiver.safe_number.as_deref()),
        "receiverNumber": null,
        "addr1": receiver.addr1,
        "addr2": receiver.addr2,
        "postCode": receiver.post_code,
    })
}

fn oversea(sheet: &Sheet, dialect: Dialect) -> Value {
    let phone = match &sheet.customs_code {
        Some(_) => dialect.phone(sheet.orderer.safe_number.as_deref()),
        None => json!(""),
    };
    json!({
        "personalCustomsClearanceCode": sheet.customs_code.as_deref().unwrap_or(""),
        "ordererSsn": "",
        "ordererPhoneNumber": phone,
    })
}

fn item(item: &Item, dialect: Dialect) -> Value {
    let goods = &item.goods;
    let bundle = item.up_bundle.as_ref();
    let discount = (item.discount() > 0).then(|| dialect.won(item.discount()));
    json!({
        "vendorItemPackageId": 0,
        "vendorItemPackageName": goods.seller_product_name,
        "productId": goods.product_id,
        "vendorItemId": goods.vendor_item_id,
        "vendorItemName": goods.vendor_item_name,
        "shippingCount": item.shipping_count,
        "salesPrice": dialect.won(goods.price),
        "orderPrice": dialect.won(item.order_price()),
        "discountPrice": discount,
        "instantCouponDiscount": dialect.won(item.instant_coupon),
        "downloadableCouponDiscount": dialect.won(item.download_coupon),
        "coupangDiscount": dialect.won(item.coupang_discount),
        "externalVendorSkuCode": goods.sku,
        "etcInfoHeader": goods.prompt,
        "etcInfoValue": null,
        "etcInfoValues": if item.inputs.is_empty() { Value::Null } else { json!(item.inputs) },
        "sellerProductId": goods.seller_product_id,
        "sellerProductName": goods.seller_product_name,
        "sellerProductItemName": goods.seller_product_item_name,
        "firstSellerProductItemName": goods.first_item_name,
        "cancelCount": item.cancel_count,
        "holdCountForCancel": item.hold_count,
        "estimatedShippingDate": item.estimated_shipping.to_string(),
        "plannedShippingDate": item.planned_shipping.map(|day| day.to_string()).unwrap_or_default(),
        "invoiceNumberUploadDate": dialect.instant_or_empty(item.invoiced_at),
        "extraProperties": {},
        "pricingBadge": false,
        "usedProduct": false,
        "confirmDate": dialect.spaced_or_empty(item.confirmed_at),
        "deliveryChargeTypeName": if goods.price >= 30_000 { "무료" } else { "유료" },
        "upBundleVendorItemId": bundle.map(|bundle| bundle.vendor_item_id),
        "upBundleVendorItemName": bundle.map(|bundle| bundle.name.as_str()),
        "upBundleSize": bundle.map(|bundle| bundle.size),
        "upBundleItem": bundle.is_some(),
        "canceled": item.live() == 0,
    })
}

/// History: newest first; v5 wraps it in an array, v4 answers the object alone.
pub(crate) fn history(sheet: &Sheet, dialect: Dialect) -> Value {
    let details: Vec<Value> = sheet
        .history
        .iter()
        .rev()
        .map(|step| {
            json!({
                "deliveryStatus": step.status.code(),
                "deliveryStatusDesc": step.status.label(),
                "updatedAt": dialect.instant(step.at),
            })
        })
        .collect();
    let data = json!({"shipmentBoxId": sheet.shipment_box_id, "details": details});
    match dialect {
        Dialect::Plain => data,
        Dialect::International => json!([data]),
    }
}
