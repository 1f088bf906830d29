//! What a record tells besides what every marketplace tells.

#[cfg(test)]
mod tests;

use domain::{Detail, DetailKind as Kind, Price, Won};
use serde_json::Value;

use super::{first, read};
use crate::naver::reasons;
use crate::naver::wire::besides::{Basket, Besides, Line, OfClaim, Parcel, Place};
use crate::naver::wire::scalar::{Text, Whole};

/// Of a line, which cost `price`.
pub(super) fn of_line(record: &Value, price: &Price) -> Vec<Detail> {
    let besides: Besides = read(record).unwrap_or_default();
    let own = &besides.product_order;
    let borne = [
        Detail::won(Kind::SellerCoupon, Some(price.seller_discount)),
        Detail::won(Kind::MarketplaceCoupon, Some(price.marketplace_discount)),
    ];
    let parts = [payment(&besides.order), discounts(own), commissions(own), goods(own)];
    let way = way(own, &besides.delivery);
    Detail::list(parts.into_iter().flatten().chain(way).chain(borne))
}

/// Who paid the basket, and how.
fn payment(order: &Basket) -> Vec<Option<Detail>> {
    let amount = |kind, amount: Whole| Detail::won(kind, amount.won());
    let unpaid = order.payment_date.0.is_none();
    vec![
        Detail::told(Kind::Member, &order.orderer_id.0),
        Detail::told(Kind::PaymentMethod, &order.payment_means.0),
        Detail::at(Kind::PaymentDue, order.payment_due_date.0.filter(|_| unpaid)),
        amount(Kind::OrderDiscount, order.order_discount_amount),
        amount(Kind::PaidByMeans, order.general_payment_amount),
        amount(Kind::Points, order.naver_mileage_payment_amount),
        amount(Kind::ChargedMoney, order.charge_amount_payment_amount),
        amount(Kind::RewardMoney, order.checkout_accumulation_payment_amount),
        amount(Kind::PayLater, order.pay_later_payment_amount),
    ]
}

/// What made the line dearer or cheaper; amounts of the beginning.
fn discounts(own: &Line) -> Vec<Option<Detail>> {
    let amount = |kind, amount: Whole| Detail::won(kind, amount.won());
    vec![
        amount(Kind::OptionPrice, own.option_price),
        amount(Kind::InstantDiscount, own.product_imediate_discount_amount),
        amount(Kind::BulkDiscount, own.product_multiple_purchase_discount_amount),
        amount(Kind::CardDiscount, own.applied_card_promotion.promotion_apply_amount),
        amount(Kind::ShippingDiscount, own.delivery_discount_amount),
    ]
}

/// What Naver keeps, in all and by its parts, and what is left.
fn commissions(own: &Line) -> Vec<Option<Detail>> {
    let parts = [
        (Kind::PaymentCommission, own.payment_commission),
        (Kind::SaleCommission, own.sale_commission),
        (Kind::ChannelCommission, own.channel_commission),
        (Kind::LinkedCommission, own.knowledge_shopping_selling_interlock_commission),
    ];
    let whole: Won = parts.iter().filter_map(|(_, amount)| amount.won()).sum();
    let mut told = vec![
        Detail::won(Kind::Commission, Some(whole)),
        Detail::told(Kind::CommissionRule, &own.commission_rating_type.0),
        Detail::won(Kind::ExpectedPayout, own.expected_settlement_amount.won()),
    ];
    told.extend(parts.map(|(kind, amount)| Detail::won(kind, amount.won())));
    told
}

/// Under which numbers and codes the goods are known.
fn goods(own: &Line) -> Vec<Option<Detail>> {
    vec![
        Detail::told(Kind::ProductCode, &own.seller_product_code.0),
        Detail::told(Kind::OptionCode, &own.option_manage_code.0),
        Detail::told(Kind::SellerCode, joined(&[&own.seller_custom_code1, &own.seller_custom_code2])),
        Detail::told(Kind::OptionNumber, first([&own.item_no, &own.option_code])),
        Detail::told(Kind::OriginalProduct, &own.original_product_id.0),
        Detail::told(Kind::FreeGift, &own.free_gift.0),
        Detail::told(Kind::Inflow, joined(&[&own.inflow_path, &own.inflow_path_add])),
    ]
}

/// How it travels.
fn way(own: &Line, parcel: &Parcel) -> Vec<Option<Detail>> {
    let method = first([&parcel.delivery_method, &own.expected_delivery_method]);
    let pace = [reasons::of_pace(&own.delivery_attribute_type.0), reasons::of_tag(&own.delivery_tag_type.0)];
    vec![
        Detail::at(Kind::AcceptedAt, own.place_order_date.0),
        Detail::told(Kind::DeliveryMethod, reasons::of_way(&method)),
        Detail::told(Kind::DeliveryPace, said(pace)),
        Detail::on(Kind::ShipFrom, own.shipping_start_date.day()),
        Detail::on(Kind::ArriveBy, own.arrival_guarantee_date.day()),
        Detail::told(Kind::ShippingPayment, &own.shipping_fee_type.0),
        Detail::told(Kind::ShippingPolicy, &own.delivery_policy_type.0),
        Detail::told(Kind::Fulfilment, &own.logistics_company_id.0),
        Detail::told(Kind::Origin, place(&own.taking_address)),
    ]
}

/// Of a claim. What a hold charges is told with the hold.
pub(super) fn of_claim(object: &Value, held: bool) -> Vec<Detail> {
    let claim: OfClaim = read(object).unwrap_or_default();
    let approved = claim.cancel_approval_date.0.or(claim.claim_request_admission_date.0);
    let ended =
        [claim.cancel_completed_date, claim.return_completed_date, claim.claim_complete_operation_date];
    let means = [&claim.claim_delivery_fee_pay_means, &claim.claim_delivery_fee_pay_method];
    let waits = [&claim.refund_standby_status, &claim.refund_standby_reason];
    Detail::list([
        Detail::told(Kind::AskedThrough, &claim.request_channel.0),
        Detail::at(Kind::ApprovedAt, approved),
        Detail::at(Kind::CollectedAt, claim.collect_completed_date.0),
        Detail::at(Kind::ReleasedAt, claim.holdback_release_date.0),
        Detail::at(Kind::EndedAt, ended.into_iter().find_map(|at| at.0)),
        Detail::told(Kind::FeePayment, joined(&means)),
        Detail::won(Kind::FeeDiscount, claim.claim_delivery_fee_discount_amount.won()),
        Detail::won(Kind::FeeSupport, claim.claim_delivery_fee_support_amount.won()),
        Detail::won(Kind::RemoteFee, claim.remote_area_cost_charge_amount.won()),
        Detail::won(Kind::OtherFee, claim.etc_fee_demand_amount.won().filter(|_| !held)),
        Detail::at(Kind::RefundDue, claim.refund_expected_date.0),
        Detail::told(Kind::RefundWaits, joined(&waits)),
        Detail::told(Kind::ReturnsTo, place(&claim.return_receive_address)),
        Detail::told(Kind::ReshipStatus, reasons::of_parcel(&claim.re_delivery_status.0)),
    ])
}

/// A place in one line.
fn place(place: &Place) -> String {
    let words = [&place.zip_code, &place.base_address, &place.detailed_address];
    words.into_iter().filter_map(Text::said).collect::<Vec<_>>().join(" ")
}

/// Texts side by side, those that say nothing left out.
fn joined(texts: &[&Text]) -> String {
    texts.iter().filter_map(|text| text.said()).collect::<Vec<_>>().join(" · ")
}

/// The same of words.
fn said(words: [&str; 2]) -> String {
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}
