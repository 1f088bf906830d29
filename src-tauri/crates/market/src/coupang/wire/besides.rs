//! What a record tells besides: nothing is decided by it, so that it is read for itself, and a field of another type
//! than documented costs these fields alone.

use serde::Deserialize;

use super::scalar::{Flag, Moment, Money, Text, or_default};

/// One shipmentBox of GET ordersheets.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Sheet {
    pub(crate) shipment_type: Text,
    pub(crate) is_cod: Flag,
    #[serde(deserialize_with = "or_default")]
    pub(crate) extra_properties: SameDay,
}

/// 당일출고: whether it must leave on the day, and until which hour.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct SameDay {
    pub(crate) same_day_shipping: Flag,
    pub(crate) cut_off_time_hour: Text,
}

/// One option in a box.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Item {
    pub(crate) product_id: Text,
    pub(crate) vendor_item_id: Text,
    pub(crate) seller_product_item_name: Text,
    pub(crate) first_seller_product_item_name: Text,
    pub(crate) etc_info_header: Text,
    pub(crate) instant_coupon_discount: Money,
    pub(crate) up_bundle_item: Flag,
    pub(crate) up_bundle_vendor_item_name: Text,
    pub(crate) up_bundle_size: Text,
    pub(crate) used_product: Flag,
    pub(crate) delivery_charge_type_name: Text,
}

/// One record of GET returnRequests.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Receipt {
    pub(crate) release_stop_status: Text,
    pub(crate) complete_confirm_date: Moment,
}

/// One record of GET exchangeRequests.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Exchange {
    pub(crate) refer_type: Text,
    pub(crate) created_by_type: Text,
    pub(crate) exchange_amount: Money,
    pub(crate) delivery_status: Text,
    pub(crate) collect_complete_date: Moment,
    #[serde(deserialize_with = "or_default")]
    pub(crate) collect_informations_dto: Collect,
}

/// How the pickup is arranged.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Collect {
    pub(crate) expected_return_date: Moment,
}
