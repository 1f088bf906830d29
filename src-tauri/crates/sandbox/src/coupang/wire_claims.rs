//! How returns and exchanges look on the wire.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::claims::{Exchange, ExchangeStatus, ReceiptType, Redelivery, Return, ReturnItem};
use super::model::Parcel;
use super::route::Dialect;

/// A return or cancel receipt; `returnShippingCharge` exists on both versions, signed.
pub(crate) fn receipt(receipt: &Return, dialect: Dialect) -> Value {
    let requester = &receipt.requester;
    let items: Vec<Value> = receipt.items.iter().map(item).collect();
    json!({
        "receiptId": receipt.receipt_id,
        "orderId": receipt.order_id,
        "paymentId": receipt.payment_id,
        "receiptType": match receipt.receipt_type {
            ReceiptType::Cancel => "CANCEL",
            ReceiptType::Return => "RETURN",
        },
        "receiptStatus": receipt.status.code(),
        "createdAt": dialect.instant(receipt.created_at),
        "modifiedAt": dialect.instant(receipt.modified_at),
        "requesterName": requester.name,
        "requesterPhoneNumber": dialect.phone(requester.safe_number.as_deref()),
        "requesterRealPhoneNumber": null,
        "requesterAddress": requester.addr1,
        "requesterAddressDetail": requester.addr2,
        "requesterZipCode": requester.post_code,
        "cancelReasonCategory1": receipt.reason.category1,
        "cancelReasonCategory2": receipt.reason.category2,
        "cancelReason": receipt.comment,
        "cancelCountSum": receipt.count_sum(),
        "returnDeliveryId": receipt.delivery_id,
        "returnDeliveryType": receipt.delivery_type,
        "releaseStopStatus": receipt.release_stop.text(),
        "enclosePrice": dialect.won(0),
        "faultByType": receipt.reason.fault.code(),
        "preRefund": receipt.pre_refund,
        "completeConfirmDate": dialect.instant_or_empty(receipt.confirmed_at),
        "completeConfirmType": receipt.confirm_type.code(),
        "returnItems": items,
        "returnDeliveryDtos": pickups(&receipt.pickups),
        "reasonCode": receipt.reason.code,
        "reasonCodeText": receipt.reason.text,
        "returnShippingCharge": dialect.won(receipt.shipping_charge),
    })
}

fn item(item: &ReturnItem) -> Value {
    json!({
        "vendorItemPackageId": 0,
        "vendorItemPackageName": item.seller_product_name,
        "vendorItemId": item.vendor_item_id,
        "vendorItemName": item.vendor_item_name,
        "purchaseCount": item.purchase_count,
        "cancelCount": item.cancel_count,
        "shipmentBoxId": item.shipment_box_id,
        "sellerProductId": item.seller_product_id,
        "sellerProductName": item.seller_product_name,
        "releaseStatus": item.release.code(),
        "cancelCompleteUser": "",
    })
}

/// Before a pickup is arranged the array holds one entry without number.
fn pickups(pickups: &[Parcel]) -> Value {
    if pickups.is_empty() {
        return json!([{"deliveryCompanyCode": "CJGLS", "deliveryInvoiceNo": ""}]);
    }
    pickups
        .iter()
        .map(|parcel| json!({"deliveryCompanyCode": parcel.courier, "deliveryInvoiceNo": parcel.number}))
        .collect()
}

/// A withdrawn return.
pub(crate) fn withdrawal(receipt: &Return, vendor_id: &str) -> Value {
    let ids: Vec<i64> = receipt.items.iter().map(|item| item.vendor_item_id).collect();
    json!({
        "cancelId": receipt.receipt_id,
        "orderId": receipt.order_id,
        "vendorId": vendor_id,
        "refundDeliveryDuty": receipt.reason.fault.duty(),
        "createdAt": Dialect::Plain.instant_or_empty(receipt.withdrawn_at),
        "vendorItemIds": ids,
    })
}

/// An exchange; this list exists in v4 only.
pub(crate) fn exchange(exchange: &Exchange, vendor_id: &str, status: &str, now: DateTime<Utc>) -> Value {
    let plain = Dialect::Plain;
    json!({
        "exchangeId": exchange.exchange_id,
        "orderId": exchange.order_id,
        "vendorId": vendor_id,
        "orderDeliveryStatusCode": status,
        "exchangeStatus": exchange.status.code(),
        "referType": "WEB_MOBILE",
        "faultType": exchange.reason.fault.code(),
        "exchangeAmount": 0,
        "reason": null,
        "reasonCode": exchange.reason.code,
        "reasonCodeText": exchange.reason.text,
        "reasonEtcDetail": exchange.comment,
        "cancelReason": null,
        "createdByType": "CUSTOMER",
        "createdAt": plain.instant(exchange.created_at),
        "modifiedByType": "TRACKING",
        "modifiedAt": plain.instant(exchange.modified_at),
        "exchangeItemDtoV1s": [exchange_item(exchange)],
        "exchangeAddressDtoV1": address(exchange),
        "deliveryInvoiceGroupDtos": replacement(exchange, now),
        "deliveryStatus": redelivery(exchange, now),
        "collectStatus": exchange.collect.code(),
        "collectCompleteDate": exchange.collected_at.map(|at| plain.instant(at)),
        "collectInformationsDto": collecting(exchange),
        "returnDeliveryDtos": pickups(&exchange.pickups),
        "orderDeliveryStatusLabel": status,
        "exchangeStatusLabel": exchange.status.code(),
        "referTypeLabel": "WEB_MOBILE",
        "faultTypeLabel": exchange.reason.fault.code(),
        "createdByTypeLabel": "CUSTOMER",
        "modifiedByTypeLabel": "CUSTOMER",
        "rejectable": exchange.is_rejectable(),
        "deliveryInvoiceModifiable": exchange.takes_invoice(now),
        "successable": exchange.status == ExchangeStatus::Progress && exchange.parcel.is_some(),
    })
}

fn exchange_item(exchange: &Exchange) -> Value {
    let plain = Dialect::Plain;
    json!({
        "exchangeItemId": exchange.exchange_id - 99_000_000,
        "orderItemId": exchange.vendor_item_id,
        "orderItemUnitPrice": exchange.price,
        "orderItemName": null,
        "orderPackageId": null,
        "orderPackageName": null,
        "targetItemId": exchange.vendor_item_id,
        "targetItemUnitPrice": exchange.price,
        "targetItemName": exchange.vendor_item_name,
        "targetPackageId": -1,
        "targetPackageName": "",
        "quantity": exchange.quantity,
        "orderItemDeliveryComplete": null,
        "orderItemReturnComplete": null,
        "targetItemDeliveryComplete": null,
        "createdAt": plain.instant(exchange.created_at),
        "modifiedAt": plain.instant(exchange.modified_at),
        "originalShipmentBoxId": exchange.original_box_id,
    })
}

/// 안심번호 for the pickup comes with the request, the one for delivery after collection.
fn address(exchange: &Exchange) -> Value {
    let plain = Dialect::Plain;
    let customer = &exchange.customer;
    let phone = plain.phone(customer.safe_number.as_deref());
    let delivery_phone = exchange.collected_at.map(|_| phone.clone());
    json!({
        "exchangeAddressId": exchange.exchange_id - 99_500_000,
        "returnCustomerName": customer.name,
        "returnAddressZipCode": customer.post_code,
        "returnAddress": customer.addr1,
        "returnAddressDetail": customer.addr2,
        "returnPhone": null,
        "returnMobile": phone,
        "returnMemo": null,
        "deliveryCustomerName": customer.name,
        "deliveryAddressZipCode": customer.post_code,
        "deliveryAddress": customer.addr1,
        "deliveryAddressDetail": customer.addr2,
        "deliveryPhone": null,
        "deliveryMobile": delivery_phone,
        "deliveryMemo": null,
        "createdAt": plain.instant(exchange.created_at),
        "modifiedAt": plain.instant(exchange.modified_at),
        "exchangeId": exchange.exchange_id,
    })
}

/// 배송연동 as soon as there is a box to send.
fn redelivery(exchange: &Exchange, now: DateTime<Utc>) -> &'static str {
    match exchange.redelivery {
        Redelivery::BeforeDirection if exchange.shown_box(now).is_some() => "CompleteDirection",
        known => known.code(),
    }
}

/// The new box appears only after the goods were received; until it is shipped the page's
/// sample has no number, and the courier NONE.
fn replacement(exchange: &Exchange, now: DateTime<Utc>) -> Value {
    let Some(new_box) = exchange.shown_box(now) else {
        return json!([]);
    };
    let plain = Dialect::Plain;
    let parcel = exchange.parcel.as_ref();
    json!([{
        "shipmentBoxId": new_box,
        "boxPrice": 0,
        "orderId": exchange.order_id,
        "orderType": "NORMAL",
        "customerType": "regular",
        "bundleType": null,
        "extraMessage": null,
        "shippingDeliveryType": "EXCHANGE_DELIVERY",
        "deliveryInvoiceDtos": [{
            "invoiceNumber": parcel.map(|parcel| parcel.number.as_str()),
            "estimatedDeliveryDate": null,
            "deliveredDate": exchange.delivered_at.map(|at| plain.instant(at)),
            "statusModifiedAt": plain.instant(exchange.modified_at),
            "invoiceNumberUploadDate": exchange.shipped_at.map(|at| plain.instant(at)),
            "statusCode": exchange.box_status().code(),
            "deliverCode": parcel.map_or("NONE", |parcel| parcel.courier.as_str()),
            "isMainShipmentInvoice": false,
            "parcelType": null,
            "invoiceVendorItemDtos": [{
                "vendorItemId": exchange.vendor_item_id,
                "quantity": exchange.quantity,
                "hasAdditionalItem": false,
                "promiseDeliveryDate": null,
                "estimatedShippingDate": null,
            }],
        }],
    }])
}

/// 접수 even after 업체전달완료, as in both samples of the page; the number has no hyphens.
fn collecting(exchange: &Exchange) -> Value {
    json!({
        "returnType": "EXCHANGE_RETURN",
        "expectedReturnDate": Dialect::Plain.instant(exchange.created_at + TimeDelta::days(3)),
        "returndeliveryItemDtos": [{
            "vendorItemId": exchange.vendor_item_id,
            "statusCode": "RETURN_SEND_READY",
            "returnCount": null,
            "releaseStatus": "RELEASED",
            "count": exchange.quantity,
            "confirmType": null,
            "collectStatus": "RETURN",
        }],
        "returndeliveryDestinationDto": {
            "safetyNumber": exchange.customer.safe_number,
        },
    })
}
