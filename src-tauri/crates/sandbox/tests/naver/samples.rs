use sandbox::naver::{Flavor, OrderWish};
use serde_json::Value;

use crate::support::Desk;

fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

const ORDER: &str = "orderId orderDate paymentDate ordererId ordererNo ordererName ordererTel paymentMeans \
    payLocationType isDeliveryMemoParticularInput orderDiscountAmount generalPaymentAmount \
    naverMileagePaymentAmount chargeAmountPaymentAmount checkoutAccumulationPaymentAmount \
    payLaterPaymentAmount isMembershipSubscribed";

const PRODUCT_ORDER: &str = "productOrderId productOrderStatus placeOrderStatus placeOrderDate productId \
    originalProductId merchantChannelId mallId productName productOption productClass itemNo \
    optionManageCode sellerProductCode sellerCustomCode1 sellerCustomCode2 freeGift quantity \
    initialQuantity remainQuantity unitPrice optionPrice totalProductAmount initialProductAmount \
    remainProductAmount totalPaymentAmount initialPaymentAmount remainPaymentAmount \
    productDiscountAmount productImediateDiscountAmount initialProductImmediateDiscountAmount \
    remainProductImmediateDiscountAmount productProductDiscountAmount \
    productMultiplePurchaseDiscountAmount sellerBurdenDiscountAmount \
    sellerBurdenImediateDiscountAmount sellerBurdenProductDiscountAmount \
    sellerBurdenStoreDiscountAmount sellerBurdenMultiplePurchaseDiscountAmount \
    sellerBurdenMultiplePurchaseDiscountType deliveryFeeAmount deliveryDiscountAmount \
    sectionDeliveryFee deliveryPolicyType shippingFeeType packageNumber expectedDeliveryMethod \
    expectedDeliveryCompany deliveryAttributeType shippingDueDate shippingMemo shippingAddress \
    takingAddress commissionRatingType commissionPrePayStatus paymentCommission saleCommission \
    channelCommission knowledgeShoppingSellingInterlockCommission expectedSettlementAmount inflowPath \
    logisticsDirectContracted taxType storageType skuMappings appliedCoupons";

const DELIVERY: &str = "deliveryMethod deliveryCompany trackingNumber sendDate pickupDate deliveredDate \
    deliveryStatus isWrongTrackingNumber";

const RETURN: &str = "claimId claimStatus claimRequestDate requestChannel requestQuantity returnReason \
    returnDetailedReason returnImageUrl collectAddress returnReceiveAddress collectDeliveryMethod \
    collectDeliveryCompany collectTrackingNumber collectStatus collectCompletedDate \
    claimDeliveryFeeDemandAmount claimDeliveryFeePayMeans claimDeliveryFeePayMethod \
    claimDeliveryFeeDiscountAmount claimDeliveryFeeProductOrderIds claimDeliveryFeeSupportAmount \
    membershipsArrivalGuaranteeClaimSupportingAmount remoteAreaCostChargeAmount etcFeeDemandAmount";

fn carries(value: &Value, fields: &str) {
    for name in fields.split_whitespace() {
        assert!(names(value).contains(&name), "{name}");
    }
}

#[tokio::test]
async fn a_line_carries_the_documented_fields() {
    let desk = Desk::open(0).await;
    let id = desk.delivered(2, "600000000001").await;
    let detail = desk.detail(&id).await;
    carries(&detail["order"], ORDER);
    carries(&detail["productOrder"], PRODUCT_ORDER);
    carries(&detail["delivery"], DELIVERY);
    assert_eq!(detail["order"]["isDeliveryMemoParticularInput"], "false", "text, not a boolean");
    for absent in ["claimType", "claimStatus", "claimId", "decisionDate", "individualCustomUniqueCode"] {
        assert!(detail["productOrder"].get(absent).is_none(), "{absent}");
    }
    for absent in ["currentClaim", "completedClaims", "beforeClaim", "cancel", "return", "exchange"] {
        assert!(detail.get(absent).is_none(), "{absent}");
    }
    let tel = detail["productOrder"]["shippingAddress"]["tel1"].as_str().unwrap();
    assert!(tel.starts_with("010-"), "real numbers, not safe ones: {tel}");
    let claim = desk.shop.buyer_returns(&id, None).unwrap().claim_id.unwrap();
    desk.shop.goods_collected(&claim).unwrap();
    carries(&desk.detail(&id).await["currentClaim"]["return"], RETURN);
}

#[tokio::test]
async fn amounts_add_up() {
    let desk = Desk::open(150).await;
    let ids: Vec<String> = desk.shop.lines().into_iter().map(|line| line.product_order_id).collect();
    let ids: Vec<&str> = ids.iter().take(200).map(String::as_str).collect();
    for row in desk.query(&ids).await {
        let line = &row["productOrder"];
        let won = |name: &str| line[name].as_i64().unwrap();
        assert_eq!(won("totalProductAmount"), won("unitPrice") * won("quantity"));
        assert_eq!(won("totalPaymentAmount"), won("totalProductAmount") - won("productDiscountAmount"));
        assert_eq!(won("remainProductAmount"), won("unitPrice") * won("remainQuantity"));
        assert!(won("remainPaymentAmount") <= won("totalPaymentAmount"));
        assert!(won("expectedSettlementAmount") <= won("remainPaymentAmount"));
    }
}

#[tokio::test]
async fn a_customs_code_hides_when_the_trade_is_over() {
    let desk = Desk::open(0).await;
    let order = desk.wished(OrderWish { overseas: true, lines: Some(1), ..OrderWish::default() });
    let id = order.lines[0].product_order_id.clone();
    let code = desk.detail(&id).await["productOrder"]["individualCustomUniqueCode"].clone();
    assert!(code.as_str().unwrap().starts_with('P') && code.as_str().unwrap().len() == 13);
    desk.shop.buyer_cancels(&id, None).unwrap();
    assert!(desk.detail(&id).await["productOrder"].get("individualCustomUniqueCode").is_none());
}

#[tokio::test]
async fn an_unpaid_order_waits() {
    let desk = Desk::of(Flavor::Npay, 0).await;
    let order = desk.wished(OrderWish { unpaid: true, lines: Some(1), ..OrderWish::default() });
    let id = order.lines[0].product_order_id.clone();
    let detail = desk.detail(&id).await;
    assert_eq!(detail["productOrder"]["productOrderStatus"], "PAYMENT_WAITING");
    assert!(detail["order"].get("paymentDate").is_none() && detail["order"]["paymentDueDate"].is_string());
    desk.shop.act(&sandbox::naver::Verb::BuyerPays { order_id: order.order_id.clone() }).unwrap();
    assert_eq!(desk.state(&id).0, "PAYED");
    assert!(desk.detail(&id).await["productOrder"].get("merchantChannelId").is_none(), "a mall has none");
}

#[tokio::test]
async fn an_order_nobody_pays_lapses() {
    let desk = Desk::open(0).await;
    let order = desk.wished(OrderWish { unpaid: true, lines: Some(2), ..OrderWish::default() });
    let lapses = sandbox::naver::Verb::PaymentLapses { order_id: order.order_id.clone() };
    desk.shop.act(&lapses).unwrap();
    for line in &order.lines {
        assert_eq!(desk.state(&line.product_order_id).0, "CANCELED_BY_NOPAYMENT");
    }
    assert!(desk.shop.act(&lapses).is_err());
    assert!(desk.shop.act(&sandbox::naver::Verb::BuyerPays { order_id: order.order_id }).is_err());
}

#[tokio::test]
async fn an_order_ships_in_one_package_or_in_several() {
    let desk = Desk::open(0).await;
    let packages = |separate: bool| {
        let wish = OrderWish { lines: Some(3), add_ons: 1, separate, ..OrderWish::default() };
        let order = desk.wished(wish);
        let numbers = order.lines.iter().map(|line| line.package_number.clone());
        let add_on = order.lines.iter().find(|line| line.add_on_to.is_some()).unwrap();
        assert_eq!(add_on.package_number, order.lines[0].package_number);
        numbers.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!((packages(false), packages(true)), (1, 3));
}
