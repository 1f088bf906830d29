//! The bodies of writes, their fields in the documents' order. Ids are bare JSON numbers.

use chrono::NaiveDate;
use serde::Serialize;

/// PATCH acknowledgement.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Acknowledgement<'a> {
    pub(crate) vendor_id: &'a str,
    pub(crate) shipment_box_ids: Vec<u64>,
}

/// POST orders/invoices and orders/updateInvoices.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invoices<'a> {
    pub(crate) vendor_id: &'a str,
    pub(crate) order_sheet_invoice_apply_dtos: Vec<InvoiceRow<'a>>,
}

/// One vendorItemId of one box.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvoiceRow<'a> {
    pub(crate) shipment_box_id: u64,
    pub(crate) order_id: u64,
    pub(crate) vendor_item_id: u64,
    pub(crate) delivery_company_code: &'a str,
    pub(crate) invoice_number: &'a str,
    pub(crate) split_shipping: bool,
    pub(crate) pre_split_shipped: bool,
    /// "" when there is none.
    #[serde(serialize_with = "day_or_empty")]
    pub(crate) estimated_shipping_date: Option<NaiveDate>,
}

/// POST completeLongTermUndelivery.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LongUndelivered<'a> {
    pub(crate) shipment_box_id: u64,
    pub(crate) invoice_number: &'a str,
}

/// POST orders/{orderId}/cancel.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SellerCancel<'a> {
    pub(crate) order_id: u64,
    pub(crate) vendor_item_ids: Vec<u64>,
    /// Pairs with `vendor_item_ids`.
    pub(crate) receipt_counts: Vec<u32>,
    pub(crate) big_cancel_code: &'a str,
    pub(crate) middle_cancel_code: &'a str,
    pub(crate) vendor_id: &'a str,
    /// The seller's WING login.
    pub(crate) user_id: &'a str,
}

/// PATCH stoppedShipment and approval.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CountedReceipt<'a> {
    pub(crate) vendor_id: &'a str,
    pub(crate) receipt_id: u64,
    /// The total over the whole receipt, or Coupang answers 500.
    pub(crate) cancel_count: u32,
}

/// PATCH completedShipment.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ShippedReceipt<'a> {
    pub(crate) vendor_id: &'a str,
    pub(crate) receipt_id: u64,
    pub(crate) delivery_company_code: &'a str,
    pub(crate) invoice_number: &'a str,
}

/// PATCH returnRequests/{receiptId}/receiveConfirmation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReceivedReceipt<'a> {
    pub(crate) vendor_id: &'a str,
    pub(crate) receipt_id: u64,
}

/// POST return-exchange-invoices/manual; for an exchange `receipt_id` is the exchangeId.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PickupInvoice<'a> {
    pub(crate) return_exchange_delivery_type: &'a str,
    pub(crate) receipt_id: u64,
    pub(crate) delivery_company_code: &'a str,
    pub(crate) invoice_number: &'a str,
}

/// PATCH exchangeRequests/{exchangeId}/receiveConfirmation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReceivedExchange<'a> {
    pub(crate) exchange_id: u64,
    pub(crate) vendor_id: &'a str,
}

/// PATCH exchangeRequests/{exchangeId}/rejection.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RejectedExchange<'a> {
    pub(crate) exchange_id: u64,
    pub(crate) vendor_id: &'a str,
    pub(crate) exchange_reject_code: &'a str,
}

/// One element of POST exchangeRequests/{exchangeId}/invoices, whose body is a list. The courier's field has
/// another name than everywhere else.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReshippedExchange<'a> {
    pub(crate) exchange_id: u64,
    pub(crate) vendor_id: &'a str,
    pub(crate) shipment_box_id: u64,
    pub(crate) goods_delivery_code: &'a str,
    pub(crate) invoice_number: &'a str,
}

/// POST returnWithdrawList.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WithdrawalQuery {
    pub(crate) cancel_ids: Vec<u64>,
}

/// `yyyy-MM-dd` or "".
fn day_or_empty<S: serde::Serializer>(day: &Option<NaiveDate>, output: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => output.collect_str(day),
        None => output.serialize_str(""),
    }
}
