//! The bodies of requests, their fields in the documents' order and case. What is not given is left out.

use serde::Serialize;

/// POST RequestOrders by status and time, and PreRequestOrders, which has neither status nor kind of time.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Orders<'a> {
    pub(crate) site_type: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order_status: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) request_date_type: Option<u8>,
    pub(crate) request_date_from: &'a str,
    pub(crate) request_date_to: &'a str,
    pub(crate) page_index: u32,
    pub(crate) page_size: u32,
}

/// POST RequestOrders by the number of a line or of a basket.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrdersByNumber {
    pub(crate) site_type: u8,
    pub(crate) order_status: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order_no: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pay_no: Option<u64>,
}

/// POST OrderCheck: the seller's own numbers, which this application has none of.
#[derive(Serialize)]
pub(crate) struct Confirmation {}

/// POST ShippingExpectedDate.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Delay<'a> {
    pub(crate) order_no: u64,
    pub(crate) reason_type: u8,
    pub(crate) shipping_expected_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason_detail: Option<&'a str>,
}

/// POST ShippingInfo.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Dispatch<'a> {
    pub(crate) order_no: u64,
    pub(crate) shipping_date: String,
    pub(crate) delivery_company_code: u64,
    pub(crate) invoice_no: &'a str,
}

/// POST GetDeliveryStatus of one line.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StatusOfLine {
    pub(crate) order_no: u64,
    pub(crate) page: u32,
}

/// POST GetDeliveryStatus of a period; OrderNo is 0 then.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Statuses<'a> {
    pub(crate) order_no: u64,
    pub(crate) search_date_condition_type: u8,
    pub(crate) from_date: &'a str,
    pub(crate) to_date: &'a str,
    pub(crate) page: u32,
}

/// POST Progress.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Progress {
    pub(crate) order_no: u64,
}

/// POST ClaimList, which needs all of its fields.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Reports<'a> {
    pub(crate) search_type: u8,
    pub(crate) order_no: u64,
    pub(crate) start_date: &'a str,
    pub(crate) end_date: &'a str,
}

/// POST ClaimRelease.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ReportAnswer<'a> {
    pub(crate) order_no: u64,
    pub(crate) claim_cancel_type: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) delivery_comp_code: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) invoice_no: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cancel_comment: Option<&'a str>,
}

/// POST Cancels, Returns and Exchanges; the status has a name of its own in each.
#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ClaimQuery<'a> {
    pub(crate) site_type: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cancel_status: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) return_status: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) exchange_status: Option<u8>,
    #[serde(rename = "Type")]
    pub(crate) by: u8,
    pub(crate) start_date: &'a str,
    pub(crate) end_date: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pay_no: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order_no: Option<u64>,
}

/// A write that names nothing but its site.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Site {
    pub(crate) site_type: u8,
}

/// A parcel of a claim: its pickup, its re-shipment, or what a conversion wants.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Travel<'a> {
    pub(crate) site_type: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) delivery_comp_code: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) invoice_no: Option<&'a str>,
}

/// PUT pickup and PUT resend. The re-shipment's day has the same name.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Arrival {
    pub(crate) site_type: u8,
    pub(crate) pickup_complete_date: String,
}

/// POST return/hold.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ReturnHold<'a> {
    pub(crate) site_type: u8,
    pub(crate) hold_reason: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hold_reason_detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) return_shipping_fee: Option<i64>,
}

/// POST exchange/hold.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ExchangeHold {
    pub(crate) site_type: u8,
    pub(crate) hold_reason: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) resend_expect_date: Option<String>,
}

/// POST Return/Request, the one body of claims whose names begin small.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReturnRequest<'a> {
    pub(crate) site_type: u8,
    pub(crate) pay_no: u64,
    pub(crate) reason: &'a str,
    pub(crate) item_status: &'a str,
    pub(crate) already_sent: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pickup_comp_code: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) invoice_no: Option<&'a str>,
}

/// POST getsettleorder.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Settled<'a> {
    pub(crate) site_type: &'a str,
    pub(crate) srch_type: &'a str,
    pub(crate) srch_start_date: &'a str,
    pub(crate) srch_end_date: &'a str,
    pub(crate) page_no: u32,
    pub(crate) page_row_cnt: u32,
}
