//! What the marketplace really holds, for tests to compare with what an application
//! believes. Ids are text here: eighteen digits do not fit a JavaScript number.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::claims::{Exchange, Return};
use super::model::{Applied, Item, Parcel, Receiver, Sheet};

/// A box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderTruth {
    /// 주문번호
    pub order_id: String,
    /// 묶음배송번호
    pub shipment_box_id: String,
    /// 발주서 상태, as ACCEPT.
    pub status: String,
    /// 주문일시
    pub ordered_at: DateTime<Utc>,
    /// Cancelled or returned before delivery: lists and single queries no longer show it.
    pub gone: bool,
    /// Who receives it now.
    pub receiver: Receiver,
    /// The receiver it will have once acknowledged.
    pub next_receiver: Option<Receiver>,
    /// Whether it was split.
    pub split_shipping: bool,
    /// Courier and number.
    pub parcel: Option<Parcel>,
    /// The options in it.
    pub items: Vec<ItemTruth>,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

/// An option in a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemTruth {
    /// The option.
    pub vendor_item_id: String,
    /// Its name.
    pub vendor_item_name: String,
    /// Bought.
    pub shipping_count: u32,
    /// Cancelled.
    pub cancel_count: u32,
    /// Refund pending.
    pub hold_count: u32,
    /// Won for one.
    pub price: i64,
}

/// A cancel or return receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnTruth {
    /// 접수번호
    pub receipt_id: String,
    /// 주문번호
    pub order_id: String,
    /// CANCEL or RETURN.
    pub receipt_type: super::claims::ReceiptType,
    /// receiptStatus
    pub status: String,
    /// releaseStopStatus
    pub release_stop: String,
    /// completeConfirmType
    pub confirm_type: String,
    /// cancelCountSum
    pub cancel_count_sum: u32,
    /// 빠른환불 done.
    pub pre_refund: bool,
    /// Receiving it refunds at once.
    pub fast_refund: bool,
    /// 접수일시
    pub created_at: DateTime<Utc>,
    /// Withdrawn by the buyer.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Box, option and quantity of each item.
    pub items: Vec<ReturnItemTruth>,
    /// Pickup couriers and numbers.
    pub pickups: Vec<Parcel>,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

/// An option of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnItemTruth {
    /// The box.
    pub shipment_box_id: String,
    /// The option.
    pub vendor_item_id: String,
    /// Asked back.
    pub cancel_count: u32,
    /// Bought.
    pub purchase_count: u32,
}

/// An exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeTruth {
    /// 교환 접수번호
    pub exchange_id: String,
    /// 주문번호
    pub order_id: String,
    /// The box the goods were sold in.
    pub original_box_id: String,
    /// The option.
    pub vendor_item_id: String,
    /// How many.
    pub quantity: u32,
    /// exchangeStatus
    pub status: String,
    /// collectStatus
    pub collect: String,
    /// deliveryStatus
    pub redelivery: String,
    /// 입고확인
    pub collected_at: Option<DateTime<Utc>>,
    /// The replacement's box.
    pub new_box_id: Option<String>,
    /// The replacement's courier and number.
    pub parcel: Option<Parcel>,
    /// SOLDOUT or WITHDRAW.
    pub reject_code: Option<String>,
    /// 접수일시
    pub created_at: DateTime<Utc>,
    /// How often each write took effect, by operation.
    pub applied: Applied,
}

impl From<&Sheet> for OrderTruth {
    fn from(sheet: &Sheet) -> Self {
        Self {
            order_id: sheet.order_id.to_string(),
            shipment_box_id: sheet.shipment_box_id.to_string(),
            status: sheet.status.code().to_owned(),
            ordered_at: sheet.ordered_at,
            gone: sheet.is_gone(),
            receiver: sheet.receiver.clone(),
            next_receiver: sheet.next_receiver.clone(),
            split_shipping: sheet.split_shipping,
            parcel: sheet.parcel.clone(),
            items: sheet.items.iter().map(ItemTruth::from).collect(),
            applied: sheet.applied.clone(),
        }
    }
}

impl From<&Item> for ItemTruth {
    fn from(item: &Item) -> Self {
        Self {
            vendor_item_id: item.goods.vendor_item_id.to_string(),
            vendor_item_name: item.goods.vendor_item_name.clone(),
            shipping_count: item.shipping_count,
            cancel_count: item.cancel_count,
            hold_count: item.hold_count,
            price: item.goods.price,
        }
    }
}

impl From<&Return> for ReturnTruth {
    fn from(receipt: &Return) -> Self {
        let items = receipt.items.iter().map(|item| ReturnItemTruth {
            shipment_box_id: item.shipment_box_id.to_string(),
            vendor_item_id: item.vendor_item_id.to_string(),
            cancel_count: item.cancel_count,
            purchase_count: item.purchase_count,
        });
        Self {
            receipt_id: receipt.receipt_id.to_string(),
            order_id: receipt.order_id.to_string(),
            receipt_type: receipt.receipt_type,
            status: receipt.status.code().to_owned(),
            release_stop: receipt.release_stop.text().to_owned(),
            confirm_type: receipt.confirm_type.code().to_owned(),
            cancel_count_sum: receipt.count_sum(),
            pre_refund: receipt.pre_refund,
            fast_refund: receipt.fast_refund,
            created_at: receipt.created_at,
            withdrawn_at: receipt.withdrawn_at,
            items: items.collect(),
            pickups: receipt.pickups.clone(),
            applied: receipt.applied.clone(),
        }
    }
}

impl From<&Exchange> for ExchangeTruth {
    fn from(exchange: &Exchange) -> Self {
        Self {
            exchange_id: exchange.exchange_id.to_string(),
            order_id: exchange.order_id.to_string(),
            original_box_id: exchange.original_box_id.to_string(),
            vendor_item_id: exchange.vendor_item_id.to_string(),
            quantity: exchange.quantity,
            status: exchange.status.code().to_owned(),
            collect: exchange.collect.code().to_owned(),
            redelivery: exchange.redelivery.code().to_owned(),
            collected_at: exchange.collected_at,
            new_box_id: exchange.new_box_id.map(|id| id.to_string()),
            parcel: exchange.parcel.clone(),
            reject_code: exchange.reject_code.clone(),
            created_at: exchange.created_at,
            applied: exchange.applied.clone(),
        }
    }
}
