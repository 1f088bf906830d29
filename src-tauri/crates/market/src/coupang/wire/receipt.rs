//! A return receipt (cancels included) and its withdrawal.

use serde::Deserialize;

use super::scalar::{Count, Flag, Id, Moment, Money, Text, or_default};

/// One record of GET returnRequests.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Receipt {
    pub(crate) receipt_id: Id,
    pub(crate) order_id: Id,
    /// RETURN or CANCEL; older versions say 반품 or 취소.
    pub(crate) receipt_type: Text,
    pub(crate) receipt_status: Text,
    pub(crate) created_at: Moment,
    pub(crate) modified_at: Moment,
    pub(crate) requester_name: Text,
    pub(crate) requester_phone_number: Text,
    pub(crate) requester_address: Text,
    pub(crate) requester_address_detail: Text,
    pub(crate) requester_zip_code: Text,
    pub(crate) cancel_reason_category1: Text,
    pub(crate) cancel_reason_category2: Text,
    pub(crate) cancel_reason: Text,
    /// Over all options; the number that stoppedShipment and approval want back.
    pub(crate) cancel_count_sum: Option<Count>,
    pub(crate) return_delivery_type: Text,
    pub(crate) release_stop_status: Text,
    pub(crate) fault_by_type: Text,
    pub(crate) pre_refund: Flag,
    pub(crate) complete_confirm_type: Text,
    #[serde(deserialize_with = "or_default")]
    pub(crate) return_items: Vec<ReceiptItem>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) return_delivery_dtos: Vec<ReturnDelivery>,
    pub(crate) reason_code: Text,
    pub(crate) reason_code_text: Text,
    /// Positive is paid by the seller, negative by the buyer.
    pub(crate) return_shipping_charge: Money,
}

/// One option of a receipt.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ReceiptItem {
    pub(crate) vendor_item_id: Id,
    pub(crate) vendor_item_name: Text,
    pub(crate) purchase_count: Count,
    pub(crate) cancel_count: Count,
    pub(crate) shipment_box_id: Id,
    /// Y left, N not yet, S stopped, A had left.
    pub(crate) release_status: Text,
}

/// How the goods come back; the number is null or "" until there is one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ReturnDelivery {
    pub(crate) delivery_company_code: Text,
    pub(crate) delivery_invoice_no: Text,
}

/// One record of the withdrawal lists.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Withdrawal {
    /// The receiptId of what was withdrawn.
    pub(crate) cancel_id: Id,
    pub(crate) created_at: Moment,
}
