//! An ordersheet: one shipmentBox with its items.

use serde::Deserialize;

use super::scalar::{Count, Day, Flag, Id, Moment, Money, Text, or_default};

/// One shipmentBox of GET ordersheets.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Sheet {
    pub(crate) shipment_box_id: Id,
    pub(crate) order_id: Id,
    pub(crate) ordered_at: Moment,
    pub(crate) paid_at: Moment,
    #[serde(deserialize_with = "or_default")]
    pub(crate) orderer: Orderer,
    pub(crate) status: Text,
    pub(crate) shipping_price: Money,
    pub(crate) remote_price: Money,
    pub(crate) remote_area: Flag,
    pub(crate) parcel_print_message: Text,
    pub(crate) split_shipping: Flag,
    pub(crate) able_split_shipping: Flag,
    #[serde(deserialize_with = "or_default")]
    pub(crate) receiver: Receiver,
    #[serde(deserialize_with = "or_default")]
    pub(crate) order_items: Vec<Item>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) oversea_shipping_info_dto: Oversea,
    pub(crate) delivery_company_name: Text,
    pub(crate) invoice_number: Text,
    /// Coupang's own spelling.
    #[serde(rename = "inTrasitDateTime")]
    pub(crate) in_transit_date_time: Moment,
    pub(crate) delivered_date: Moment,
    pub(crate) refer: Text,
}

/// Who ordered; the real number is always null, the e-mail always "".
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Orderer {
    pub(crate) name: Text,
    pub(crate) email: Text,
    pub(crate) safe_number: Text,
    pub(crate) orderer_number: Text,
}

/// Who receives.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Receiver {
    pub(crate) name: Text,
    pub(crate) safe_number: Text,
    pub(crate) receiver_number: Text,
    pub(crate) addr1: Text,
    pub(crate) addr2: Text,
    pub(crate) post_code: Text,
}

/// For goods from abroad.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Oversea {
    pub(crate) personal_customs_clearance_code: Text,
    pub(crate) orderer_phone_number: Text,
}

/// One option in a box.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Item {
    pub(crate) vendor_item_id: Id,
    pub(crate) vendor_item_name: Text,
    /// The original quantity, cancelled pieces included.
    pub(crate) shipping_count: Count,
    pub(crate) sales_price: Money,
    pub(crate) order_price: Money,
    pub(crate) discount_price: Money,
    pub(crate) instant_coupon_discount: Money,
    pub(crate) downloadable_coupon_discount: Money,
    pub(crate) coupang_discount: Money,
    pub(crate) external_vendor_sku_code: Text,
    pub(crate) etc_info_value: Text,
    #[serde(deserialize_with = "or_default")]
    pub(crate) etc_info_values: Vec<Text>,
    pub(crate) seller_product_id: Id,
    pub(crate) seller_product_name: Text,
    pub(crate) seller_product_item_name: Text,
    pub(crate) cancel_count: Count,
    pub(crate) hold_count_for_cancel: Count,
    pub(crate) estimated_shipping_date: Day,
    pub(crate) planned_shipping_date: Day,
    pub(crate) invoice_number_upload_date: Moment,
    pub(crate) confirm_date: Moment,
    pub(crate) canceled: Flag,
}

/// One line of GET history.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct HistoryDetail {
    pub(crate) delivery_status: Text,
    pub(crate) delivery_status_desc: Text,
    pub(crate) updated_at: Moment,
}
