//! A product order with its order, its delivery and its claims. The claims at the top level (`cancel`, `return`,
//! `exchange`) are the retired form, and no field here reads them.

use serde::Deserialize;

use super::scalar::{Flag, Id, Moment, Text, Whole, or_default};

/// One element of POST query.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Detail {
    #[serde(deserialize_with = "or_default")]
    pub(crate) order: Order,
    #[serde(deserialize_with = "or_default")]
    pub(crate) product_order: ProductOrder,
    #[serde(deserialize_with = "or_default")]
    pub(crate) delivery: Delivery,
}

/// The basket.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Order {
    pub(crate) order_id: Id,
    pub(crate) order_date: Moment,
    pub(crate) payment_date: Moment,
    pub(crate) orderer_name: Text,
    pub(crate) orderer_tel: Text,
    pub(crate) pay_location_type: Text,
}

/// The line. Amounts and the quantity without `initial` or `remain` are those of the beginning.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ProductOrder {
    pub(crate) product_order_id: Id,
    pub(crate) product_order_status: Text,
    pub(crate) place_order_status: Text,
    pub(crate) gift_receiving_status: Text,
    pub(crate) claim_type: Text,
    pub(crate) claim_status: Text,
    pub(crate) claim_id: Id,
    pub(crate) decision_date: Moment,
    pub(crate) product_id: Id,
    pub(crate) product_name: Text,
    pub(crate) product_option: Text,
    pub(crate) product_class: Text,
    pub(crate) option_manage_code: Text,
    pub(crate) seller_product_code: Text,
    pub(crate) quantity: Whole,
    pub(crate) initial_quantity: Whole,
    pub(crate) remain_quantity: Whole,
    pub(crate) unit_price: Whole,
    pub(crate) option_price: Whole,
    pub(crate) total_product_amount: Whole,
    pub(crate) initial_product_amount: Whole,
    pub(crate) remain_product_amount: Whole,
    pub(crate) total_payment_amount: Whole,
    pub(crate) initial_payment_amount: Whole,
    pub(crate) remain_payment_amount: Whole,
    pub(crate) seller_burden_discount_amount: Whole,
    pub(crate) delivery_fee_amount: Whole,
    pub(crate) section_delivery_fee: Whole,
    pub(crate) package_number: Id,
    pub(crate) shipping_due_date: Moment,
    pub(crate) delayed_dispatch_reason: Text,
    pub(crate) delayed_dispatch_detailed_reason: Text,
    pub(crate) shipping_memo: Text,
    #[serde(deserialize_with = "or_default")]
    pub(crate) shipping_address: Address,
    #[serde(deserialize_with = "or_default")]
    pub(crate) hope_delivery: HopeDelivery,
    pub(crate) individual_custom_unique_code: Text,
    #[serde(deserialize_with = "or_default")]
    pub(crate) applied_coupons: Vec<AppliedCoupon>,
}

/// Where something goes or comes from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Address {
    pub(crate) name: Text,
    pub(crate) tel1: Text,
    pub(crate) tel2: Text,
    pub(crate) zip_code: Text,
    pub(crate) base_address: Text,
    pub(crate) detailed_address: Text,
    pub(crate) pickup_location_content: Text,
    pub(crate) entry_method_content: Text,
}

/// 배송희망일
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct HopeDelivery {
    /// `yyyymmdd`
    pub(crate) hope_delivery_ymd: Text,
    /// `HHmm`, where an hour was agreed on.
    pub(crate) hope_delivery_hm: Text,
}

/// A coupon that lowered the line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct AppliedCoupon {
    pub(crate) coupon_publish_number: Id,
    pub(crate) coupon_class_code: Text,
    pub(crate) coupon_discount_amount: Text,
    /// Percent of it that Naver bears.
    pub(crate) naver_burden_ratio: Whole,
}

/// The parcel; absent before it leaves.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Delivery {
    pub(crate) delivery_method: Text,
    pub(crate) delivery_company: Text,
    pub(crate) tracking_number: Text,
    pub(crate) send_date: Moment,
    pub(crate) delivered_date: Moment,
    pub(crate) delivery_status: Text,
    pub(crate) is_wrong_tracking_number: Flag,
}

/// A claim, current or completed; a completed one has names of its own for some fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Claim {
    /// Of a completed one only.
    pub(crate) claim_type: Text,
    pub(crate) claim_id: Id,
    pub(crate) claim_status: Text,
    pub(crate) claim_request_date: Moment,
    pub(crate) cancel_reason: Text,
    pub(crate) return_reason: Text,
    pub(crate) exchange_reason: Text,
    pub(crate) claim_request_reason: Text,
    pub(crate) cancel_detailed_reason: Text,
    pub(crate) return_detailed_reason: Text,
    pub(crate) exchange_detailed_reason: Text,
    pub(crate) claim_request_detail_content: Text,
    pub(crate) request_quantity: Whole,
    pub(crate) cancel_approval_date: Moment,
    pub(crate) cancel_completed_date: Moment,
    pub(crate) return_completed_date: Moment,
    pub(crate) claim_request_admission_date: Moment,
    pub(crate) claim_complete_operation_date: Moment,
    pub(crate) collect_completed_date: Moment,
    pub(crate) re_delivery_operation_date: Moment,
    #[serde(deserialize_with = "or_default")]
    pub(crate) collect_address: Address,
    pub(crate) collect_delivery_method: Text,
    pub(crate) collect_delivery_company: Text,
    pub(crate) collect_tracking_number: Text,
    pub(crate) collect_status: Text,
    pub(crate) claim_delivery_fee_demand_amount: Whole,
    pub(crate) etc_fee_demand_amount: Whole,
    pub(crate) holdback_status: Text,
    pub(crate) holdback_reason: Text,
    pub(crate) holdback_detailed_reason: Text,
    pub(crate) holdback_config_date: Moment,
    #[serde(deserialize_with = "or_default")]
    pub(crate) re_delivery_address: Address,
    pub(crate) re_delivery_method: Text,
    pub(crate) re_delivery_company: Text,
    pub(crate) re_delivery_tracking_number: Text,
}
