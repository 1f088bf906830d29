//! The bodies of requests, their fields in the documents' order. What is not given is left out.

use serde::Serialize;

/// OrderKey: every call needs both numbers of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrderKey {
    pub(crate) order_seq: u64,
    pub(crate) order_product_seq: u64,
}

/// 발주, 발송, 직접 수령 and 강제 배송완료 of many lines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Keys<'a> {
    pub(crate) order_keys: &'a [OrderKey],
}

/// PUT /api/delivery/postpone/result
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Postponement<'a> {
    pub(crate) order_keys: &'a [OrderKey],
    pub(crate) postpone_type: u8,
    pub(crate) reason: &'a str,
}

/// POST /api/order/cancel/result
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Cancellation<'a> {
    pub(crate) order_keys: &'a [OrderKey],
    pub(crate) reason_type: u8,
    pub(crate) reason: &'a str,
}

/// PUT /api/delivery/shipping/result
#[derive(Serialize)]
pub(crate) struct Shippings<'a> {
    pub(crate) shippings: &'a [Shipping<'a>],
}

/// The courier and the number of one line.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Shipping<'a> {
    #[serde(flatten)]
    pub(crate) key: OrderKey,
    pub(crate) company_seq: u64,
    pub(crate) tracking_number: &'a str,
}

/// PUT /api/delivery/info
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Receiver<'a> {
    pub(crate) order_seq: u64,
    pub(crate) recipient_name: &'a str,
    pub(crate) recipient_phone_number: &'a str,
    pub(crate) recipient_postal_code: &'a str,
    pub(crate) recipient_address1: &'a str,
    pub(crate) recipient_address2: &'a str,
}

/// The line of a claim, where nothing else is said: 반품 승인, 교환 직접 수령.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OfLine {
    pub(crate) order_key: OrderKey,
}

/// 반품 접수, 교환 접수
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Notice<'a> {
    pub(crate) order_key: OrderKey,
    pub(crate) message: &'a str,
}

/// 반품 상품 확인, 교환 상품 확인
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Receipt {
    pub(crate) order_key: OrderKey,
    pub(crate) receive_product: bool,
}

/// 반품 거절, 교환 거절
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Denial<'a> {
    pub(crate) order_key: OrderKey,
    pub(crate) reason: &'a str,
}

/// 교환 승인, with the parcel of the new goods.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reshipment<'a> {
    pub(crate) order_key: OrderKey,
    pub(crate) delivery_company_seq: u64,
    pub(crate) tracking_number: &'a str,
}
