//! The bodies of requests, their fields in the documents' order. What is not given is left out: Naver refuses ""
//! where it expects a code.

use serde::Serialize;

/// POST product-orders/query.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Query<'a> {
    pub(crate) product_order_ids: &'a [&'a str],
    /// Asks for the fields that tell of a claim on some of a line's pieces.
    pub(crate) quantity_claim_compatibility: bool,
}

/// POST product-orders/confirm.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Confirmation<'a> {
    pub(crate) product_order_ids: Vec<&'a str>,
}

/// POST product-orders/dispatch.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Dispatch<'a> {
    pub(crate) dispatch_product_orders: Vec<DispatchRow<'a>>,
}

/// One line that leaves. Only here the courier's field ends in "Code".
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DispatchRow<'a> {
    pub(crate) product_order_id: &'a str,
    pub(crate) delivery_method: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) delivery_company_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tracking_number: Option<&'a str>,
    pub(crate) dispatch_date: &'a str,
}

/// POST delay. The answer's field for the same words is delayedDispatchDetailedReason.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Delay<'a> {
    pub(crate) dispatch_due_date: String,
    pub(crate) delayed_dispatch_reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dispatch_delayed_detailed_reason: Option<&'a str>,
}

/// POST hope-delivery/change.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HopeDelivery<'a> {
    /// `yyyymmdd`
    pub(crate) hope_delivery_ymd: String,
    /// `HHmm`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hope_delivery_hm: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<&'a str>,
    pub(crate) change_reason: &'a str,
}

/// POST claim/cancel/request.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CancelRequest<'a> {
    pub(crate) cancel_reason: &'a str,
    pub(crate) cancel_quantity: u32,
}

/// POST claim/return/request.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReturnRequest<'a> {
    pub(crate) return_reason: &'a str,
    pub(crate) collect_delivery_method: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) collect_delivery_company: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) collect_tracking_number: Option<&'a str>,
    pub(crate) return_quantity: u32,
}

/// POST claim/return/reject.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReturnRefusal<'a> {
    pub(crate) reject_return_reason: &'a str,
}

/// POST claim/return/holdback.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReturnHold<'a> {
    pub(crate) holdback_class_type: &'a str,
    pub(crate) holdback_return_detail_reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extra_return_fee_amount: Option<i64>,
}

/// POST claim/exchange/dispatch.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Redelivery<'a> {
    pub(crate) re_delivery_method: &'a str,
    pub(crate) re_delivery_company: &'a str,
    pub(crate) re_delivery_tracking_number: &'a str,
}

/// POST claim/exchange/reject.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExchangeRefusal<'a> {
    pub(crate) reject_exchange_reason: &'a str,
}

/// POST claim/exchange/holdback.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExchangeHold<'a> {
    pub(crate) holdback_class_type: &'a str,
    pub(crate) holdback_exchange_detail_reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extra_exchange_fee_amount: Option<i64>,
}
