//! What a record tells besides: nothing is decided by it, so that it is read for itself, and a field of another type
//! than documented costs these fields alone.

use serde::Deserialize;

use super::scalar::{Moment, Text, Whole, or_default};

/// One element of POST query.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Besides {
    #[serde(deserialize_with = "or_default")]
    pub(crate) order: Basket,
    #[serde(deserialize_with = "or_default")]
    pub(crate) product_order: Line,
    #[serde(deserialize_with = "or_default")]
    pub(crate) delivery: Parcel,
}

/// The basket; its amounts are those of all its lines.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Basket {
    pub(crate) orderer_id: Text,
    pub(crate) payment_means: Text,
    pub(crate) payment_date: Moment,
    pub(crate) payment_due_date: Moment,
    pub(crate) order_discount_amount: Whole,
    pub(crate) general_payment_amount: Whole,
    pub(crate) naver_mileage_payment_amount: Whole,
    pub(crate) charge_amount_payment_amount: Whole,
    pub(crate) checkout_accumulation_payment_amount: Whole,
    pub(crate) pay_later_payment_amount: Whole,
}

/// The line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Line {
    pub(crate) original_product_id: Text,
    pub(crate) item_no: Text,
    pub(crate) option_code: Text,
    pub(crate) option_manage_code: Text,
    pub(crate) seller_product_code: Text,
    pub(crate) seller_custom_code1: Text,
    pub(crate) seller_custom_code2: Text,
    pub(crate) free_gift: Text,
    pub(crate) option_price: Whole,
    /// Naver's own spelling.
    pub(crate) product_imediate_discount_amount: Whole,
    pub(crate) product_multiple_purchase_discount_amount: Whole,
    #[serde(deserialize_with = "or_default")]
    pub(crate) applied_card_promotion: CardPromotion,
    pub(crate) place_order_date: Moment,
    pub(crate) delivery_policy_type: Text,
    pub(crate) shipping_fee_type: Text,
    pub(crate) delivery_discount_amount: Whole,
    pub(crate) expected_delivery_method: Text,
    pub(crate) delivery_attribute_type: Text,
    pub(crate) delivery_tag_type: Text,
    pub(crate) arrival_guarantee_date: Moment,
    pub(crate) shipping_start_date: Moment,
    pub(crate) logistics_company_id: Text,
    #[serde(deserialize_with = "or_default")]
    pub(crate) taking_address: Place,
    pub(crate) commission_rating_type: Text,
    pub(crate) payment_commission: Whole,
    pub(crate) sale_commission: Whole,
    pub(crate) channel_commission: Whole,
    pub(crate) knowledge_shopping_selling_interlock_commission: Whole,
    pub(crate) expected_settlement_amount: Whole,
    pub(crate) inflow_path: Text,
    pub(crate) inflow_path_add: Text,
}

/// A discount for paying by a card.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct CardPromotion {
    pub(crate) promotion_apply_amount: Whole,
}

/// A place of the seller's own, without the people there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Place {
    pub(crate) zip_code: Text,
    pub(crate) base_address: Text,
    pub(crate) detailed_address: Text,
}

/// The parcel.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Parcel {
    pub(crate) delivery_method: Text,
}

/// A claim.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct OfClaim {
    pub(crate) request_channel: Text,
    pub(crate) cancel_approval_date: Moment,
    pub(crate) claim_request_admission_date: Moment,
    pub(crate) collect_completed_date: Moment,
    pub(crate) holdback_release_date: Moment,
    pub(crate) cancel_completed_date: Moment,
    pub(crate) return_completed_date: Moment,
    pub(crate) claim_complete_operation_date: Moment,
    pub(crate) claim_delivery_fee_pay_means: Text,
    pub(crate) claim_delivery_fee_pay_method: Text,
    pub(crate) claim_delivery_fee_discount_amount: Whole,
    pub(crate) claim_delivery_fee_support_amount: Whole,
    pub(crate) remote_area_cost_charge_amount: Whole,
    pub(crate) etc_fee_demand_amount: Whole,
    pub(crate) refund_expected_date: Moment,
    pub(crate) refund_standby_status: Text,
    pub(crate) refund_standby_reason: Text,
    #[serde(deserialize_with = "or_default")]
    pub(crate) return_receive_address: Place,
    pub(crate) re_delivery_status: Text,
}
