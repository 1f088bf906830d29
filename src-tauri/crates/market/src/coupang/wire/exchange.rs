//! An exchange request.

use serde::Deserialize;

use super::receipt::ReturnDelivery;
use super::scalar::{Count, Flag, Id, Moment, Text, or_default};

/// One record of GET exchangeRequests.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Exchange {
    pub(crate) exchange_id: Id,
    pub(crate) order_id: Id,
    pub(crate) exchange_status: Text,
    pub(crate) fault_type: Text,
    pub(crate) reason_code: Text,
    pub(crate) reason_code_text: Text,
    pub(crate) reason_etc_detail: Text,
    pub(crate) created_at: Moment,
    pub(crate) modified_at: Moment,
    #[serde(deserialize_with = "or_default")]
    pub(crate) exchange_item_dto_v1s: Vec<ExchangeItem>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) exchange_address_dto_v1: ExchangeAddress,
    #[serde(deserialize_with = "or_default")]
    pub(crate) delivery_invoice_group_dtos: Vec<ReshipGroup>,
    pub(crate) collect_status: Text,
    /// Not null means that the goods are in.
    pub(crate) collect_complete_date: Moment,
    #[serde(deserialize_with = "or_default")]
    pub(crate) collect_informations_dto: CollectInformation,
    #[serde(deserialize_with = "or_default")]
    pub(crate) return_delivery_dtos: Vec<ReturnDelivery>,
    /// 교환 불가처리 가능여부
    pub(crate) rejectable: Option<Flag>,
}

/// One option of an exchange; it is always exchanged for the same option.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ExchangeItem {
    /// The vendorItemId.
    pub(crate) order_item_id: Id,
    pub(crate) order_item_name: Text,
    pub(crate) target_item_name: Text,
    pub(crate) quantity: Count,
    pub(crate) original_shipment_box_id: Id,
}

/// Where the goods are picked up, and where the new ones go.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ExchangeAddress {
    pub(crate) return_customer_name: Text,
    pub(crate) return_address_zip_code: Text,
    pub(crate) return_address: Text,
    pub(crate) return_address_detail: Text,
    pub(crate) return_phone: Text,
    pub(crate) return_mobile: Text,
    pub(crate) return_memo: Text,
    pub(crate) delivery_customer_name: Text,
    pub(crate) delivery_address_zip_code: Text,
    pub(crate) delivery_address: Text,
    pub(crate) delivery_address_detail: Text,
    pub(crate) delivery_phone: Text,
    pub(crate) delivery_mobile: Text,
    pub(crate) delivery_memo: Text,
}

/// The box that Coupang opens for the new goods.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ReshipGroup {
    pub(crate) shipment_box_id: Id,
    #[serde(deserialize_with = "or_default")]
    pub(crate) delivery_invoice_dtos: Vec<ReshipInvoice>,
}

/// An invoice of that box.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ReshipInvoice {
    pub(crate) invoice_number: Text,
    pub(crate) deliver_code: Text,
}

/// How the pickup is arranged.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct CollectInformation {
    #[serde(rename = "returndeliveryDestinationDto", deserialize_with = "or_default")]
    pub(crate) destination: CollectDestination,
}

/// Where it is picked up.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct CollectDestination {
    pub(crate) safety_number: Text,
}
