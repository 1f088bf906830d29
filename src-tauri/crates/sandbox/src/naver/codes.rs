//! The codes a request may carry.

/// deliveryMethod, collectDeliveryMethod and reDeliveryMethod
pub(crate) const DELIVERY_METHODS: &[&str] = &[
    "DELIVERY",
    "GDFW_ISSUE_SVC",
    "VISIT_RECEIPT",
    "DIRECT_DELIVERY",
    "QUICK_SVC",
    "NOTHING",
    "RETURN_DESIGNATED",
    "RETURN_DELIVERY",
    "RETURN_INDIVIDUAL",
    "RETURN_MERCHANT",
    "UNKNOWN",
];

/// The methods that bring goods to a buyer.
const OUTWARD: &[&str] = &["DELIVERY", "GDFW_ISSUE_SVC", "VISIT_RECEIPT", "DIRECT_DELIVERY", "QUICK_SVC"];

/// delayedDispatchReason
pub(crate) const DELAY_REASONS: &[&str] =
    &["PRODUCT_PREPARE", "CUSTOMER_REQUEST", "CUSTOM_BUILD", "RESERVED_DISPATCH", "OVERSEA_DELIVERY", "ETC"];

/// cancelReason of a request; the many more values of answers are none of them.
pub(crate) const CANCEL_REASONS: &[&str] = &[
    "INTENT_CHANGED",
    "COLOR_AND_SIZE",
    "WRONG_ORDER",
    "PRODUCT_UNSATISFIED",
    "DELAYED_DELIVERY",
    "SOLD_OUT",
    "INCORRECT_INFO",
];

/// returnReason of a request.
pub(crate) const RETURN_REASONS: &[&str] = &[
    "INTENT_CHANGED",
    "COLOR_AND_SIZE",
    "WRONG_ORDER",
    "PRODUCT_UNSATISFIED",
    "DELAYED_DELIVERY",
    "SOLD_OUT",
    "INCORRECT_INFO",
    "DROPPED_DELIVERY",
    "BROKEN",
    "WRONG_DELIVERY",
    "WRONG_OPTION",
];

/// holdbackClassType of a return. That the other seven are refused there is unverified.
pub(crate) const RETURN_HOLDBACKS: &[&str] = &[
    "RETURN_DELIVERYFEE",
    "EXTRAFEEE",
    "RETURN_DELIVERYFEE_AND_EXTRAFEEE",
    "RETURN_PRODUCT_NOT_DELIVERED",
    "ETC",
];

/// holdbackClassType of an exchange: the other values that a request may carry. Which of them fit
/// an exchange is unverified.
pub(crate) const EXCHANGE_HOLDBACKS: &[&str] = &[
    "ETC",
    "EXCHANGE_DELIVERYFEE",
    "EXCHANGE_EXTRAFEE",
    "EXCHANGE_PRODUCT_READY",
    "EXCHANGE_PRODUCT_NOT_DELIVERED",
    "SELLER_CONFIRM_NEED",
    "PURCHASER_CONFIRM_NEED",
    "SELLER_REMIT",
];

/// Every holdbackClassType a request may carry; EXCHANGE_HOLDBACK and ETC2 occur in answers only.
pub(crate) const HOLDBACK_CLASSES: &[&str] = &[
    "RETURN_DELIVERYFEE",
    "EXTRAFEEE",
    "RETURN_DELIVERYFEE_AND_EXTRAFEEE",
    "RETURN_PRODUCT_NOT_DELIVERED",
    "ETC",
    "EXCHANGE_DELIVERYFEE",
    "EXCHANGE_EXTRAFEE",
    "EXCHANGE_PRODUCT_READY",
    "EXCHANGE_PRODUCT_NOT_DELIVERED",
    "SELLER_CONFIRM_NEED",
    "PURCHASER_CONFIRM_NEED",
    "SELLER_REMIT",
];

/// Whether goods can reach a buyer that way.
pub(crate) fn is_outward(method: &str) -> bool {
    OUTWARD.contains(&method)
}

/// 택배, 등기, 소포: a courier and a number belong to it. That the other methods need none is
/// unverified.
pub(crate) fn has_courier(method: &str) -> bool {
    matches!(method, "DELIVERY" | "GDFW_ISSUE_SVC")
}
