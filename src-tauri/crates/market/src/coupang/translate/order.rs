//! Ordersheets to lines.

use domain::{
    AccountId, BundleId, Delivery, ItemId, Marketplace, OrderId, OrderLine, Person, Price, Product, Quantity,
    Receiver, Stage, Won,
};
use serde_json::Value;

use super::{Unreadable, besides, first, invoice, raw_without, read, required};
use crate::Coupon;
use crate::coupang::wire::answer::CouponRecord;
use crate::coupang::wire::order::{Item, Sheet};
use crate::coupang::{couriers, line_id};

/// Fields of a sheet that hold people.
const PERSONAL: &[&str] = &["orderer", "receiver", "overseaShippingInfoDto", "parcelPrintMessage"];

/// The lines of one sheet.
pub(in crate::coupang) fn lines(account: &AccountId, record: Value) -> Result<Vec<OrderLine>, Unreadable> {
    let sheet: Sheet = read(&record)?;
    let order = OrderId::new(required("orderId", sheet.order_id.clone())?);
    let bundle = BundleId::new(required("shipmentBoxId", sheet.shipment_box_id.clone())?);
    let common = common(account, order, bundle, &sheet)?;
    if sheet.order_items.is_empty() {
        return Err(Unreadable::Missing("orderItems"));
    }
    let items = record.get("orderItems").and_then(Value::as_array).cloned().unwrap_or_default();
    sheet
        .order_items
        .into_iter()
        .zip(items)
        .map(|(item, raw)| {
            let own = line(common.clone(), item)?;
            let more = besides::of_line(&record, &raw, &own.price);
            let mut kept = record.clone();
            kept["orderItems"] = Value::Array(vec![raw]);
            Ok(OrderLine { more, raw: raw_without(kept, PERSONAL), ..own })
        })
        .collect()
}

/// What all lines of a box share.
fn common(
    account: &AccountId,
    order: OrderId,
    bundle: BundleId,
    sheet: &Sheet,
) -> Result<OrderLine, Unreadable> {
    let item = ItemId::from("");
    Ok(OrderLine {
        account: account.clone(),
        marketplace: Marketplace::Coupang,
        order,
        line: line_id(&bundle, &item),
        item,
        bundle,
        stage: stage(&sheet.status.0),
        raw_status: sheet.status.0.clone(),
        ordered_at: sheet.ordered_at.0.ok_or(Unreadable::Missing("orderedAt"))?,
        paid_at: sheet.paid_at.0,
        ship_by: None,
        shipped_at: sheet.in_transit_date_time.0,
        delivered_at: sheet.delivered_date.0,
        confirmed_at: None,
        product: Product::default(),
        quantity: Quantity::default(),
        price: Price {
            shipping: sheet.shipping_price.won(),
            remote: sheet.remote_price.won(),
            ..Price::default()
        },
        buyer: buyer(sheet),
        receiver: receiver(sheet),
        delivery: delivery(sheet),
        channel: sheet.refer.0.clone(),
        more: Vec::new(),
        raw: String::new(),
    })
}

/// One line: what its box says, and what it says itself.
fn line(common: OrderLine, item: Item) -> Result<OrderLine, Unreadable> {
    let id = ItemId::new(required("vendorItemId", item.vendor_item_id.clone())?);
    let quantity = Quantity {
        ordered: item.shipping_count.0,
        canceled: item.cancel_count.0,
        held: item.hold_count_for_cancel.0,
    };
    Ok(OrderLine {
        line: line_id(&common.bundle, &id),
        stage: own_stage(&item, common.stage),
        item: id,
        ship_by: item.estimated_shipping_date.0,
        shipped_at: common.shipped_at.or(item.invoice_number_upload_date.0),
        confirmed_at: item.confirm_date.0,
        quantity,
        price: Price { shipping: common.price.shipping, remote: common.price.remote, ..price(&item) },
        delivery: Delivery { planned_ship_date: item.planned_shipping_date.0, ..common.delivery },
        product: product(item),
        ..common
    })
}

/// What an option says of itself goes before what is said of its box.
pub(super) fn own_stage(item: &Item, of_box: Stage) -> Stage {
    let (ordered, canceled) = (item.shipping_count.0, item.cancel_count.0);
    if item.canceled.0 || (ordered > 0 && canceled >= ordered) {
        Stage::Canceled
    } else if item.confirm_date.0.is_some() {
        Stage::Confirmed
    } else {
        of_box
    }
}

/// Every status of a sheet. NONE_TRACKING is goods that the seller delivers himself: they have left.
pub(super) const STATUSES: &[(&str, Stage)] = &[
    ("ACCEPT", Stage::Paid),
    ("INSTRUCT", Stage::Preparing),
    ("DEPARTURE", Stage::Shipped),
    ("NONE_TRACKING", Stage::Shipped),
    ("DELIVERING", Stage::Delivering),
    ("FINAL_DELIVERY", Stage::Delivered),
];

/// Where a box of this status stands.
fn stage(status: &str) -> Stage {
    STATUSES.iter().find(|(known, _)| *known == status).map_or(Stage::Unknown, |(_, stage)| *stage)
}

/// The status in which what stands at a stage is listed.
pub(in crate::coupang) fn status(stage: Stage) -> Option<&'static str> {
    STATUSES.iter().find(|(_, known)| *known == stage).map(|(status, _)| *status)
}

/// v5 splits the discount into the seller's and Coupang's; v4 gives the sum alone.
fn price(item: &Item) -> Price {
    let marketplace_discount = item.coupang_discount.won();
    let split = [item.instant_coupon_discount, item.downloadable_coupon_discount];
    let seller_discount = if split.iter().any(|part| part.0.is_some()) {
        split.iter().map(|part| part.won()).sum()
    } else {
        item.discount_price.won() - marketplace_discount
    };
    Price {
        unit: item.sales_price.won(),
        total: item.order_price.0.unwrap_or_else(|| item.sales_price.won().times(item.shipping_count.0)),
        seller_discount,
        marketplace_discount,
        ..Price::default()
    }
}

/// What was bought.
fn product(item: Item) -> Product {
    let mut inputs: Vec<String> = item.etc_info_values.into_iter().map(|text| text.0).collect();
    inputs.push(item.etc_info_value.0);
    inputs.retain(|input| !input.trim().is_empty());
    let mut product = Product {
        name: item.seller_product_name.0,
        option: item.seller_product_item_name.0,
        shown_name: item.vendor_item_name.0,
        product_id: item.seller_product_id.0,
        sku: item.external_vendor_sku_code.0,
        inputs,
        name_mismatch: false,
        add_on: false,
    };
    product.name_mismatch = is_mismatch(&product);
    product
}

/// Coupang advises to compare the seller's names with the one that the buyer saw. Coupang adds words of its
/// own and changes the punctuation, so what counts is whether the seller's option is all in what was seen.
fn is_mismatch(product: &Product) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let seen = plain(&product.shown_name);
    let words =
        |text: &str| text.split(|letter: char| !letter.is_alphanumeric()).map(plain).collect::<Vec<_>>();
    let option_missing = words(&product.option).iter().any(|word| !seen.contains(word));
    let name = words(&product.name);
    let name_missing = !name.iter().any(|word| !word.is_empty() && seen.contains(word));
    !seen.is_empty() && (option_missing || (!plain(&product.name).is_empty() && name_missing))
}

/// Who bought.
fn buyer(sheet: &Sheet) -> Person {
    let orderer = &sheet.orderer;
    let abroad = sheet.oversea_shipping_info_dto.orderer_phone_number.clone();
    Person {
        name: orderer.name.0.clone(),
        phone: first([orderer.safe_number.clone(), orderer.orderer_number.clone(), abroad]),
        email: orderer.email.0.clone(),
    }
}

/// Who receives.
fn receiver(sheet: &Sheet) -> Receiver {
    let receiver = &sheet.receiver;
    Receiver {
        name: receiver.name.0.clone(),
        phone: receiver.safe_number.0.clone(),
        phone2: receiver.receiver_number.0.clone(),
        postcode: receiver.post_code.0.clone(),
        address: receiver.addr1.0.clone(),
        address_detail: receiver.addr2.0.clone(),
        memo: sheet.parcel_print_message.0.clone(),
        customs_code: sheet.oversea_shipping_info_dto.personal_customs_clearance_code.0.clone(),
    }
}

/// How the box travels.
fn delivery(sheet: &Sheet) -> Delivery {
    Delivery {
        courier: couriers::code_of(&sheet.delivery_company_name.0),
        courier_name: sheet.delivery_company_name.0.clone(),
        invoice: invoice(&sheet.invoice_number),
        splittable: sheet.able_split_shipping.0,
        split: sheet.split_shipping.0,
        planned_ship_date: None,
        remote_area: sheet.remote_area.0,
        ..Delivery::default()
    }
}

/// One coupon.
pub(in crate::coupang) fn coupon(record: CouponRecord) -> Coupon {
    let at_most = i64::from(record.max_discount_price.0);
    Coupon {
        id: record.coupon_id.0,
        item: ItemId::new(record.vendor_item_id.0),
        name: record.promotion_name.0,
        kind: record.kind.0,
        discount: record.discount.0,
        at_most: (at_most > 0).then(|| Won::new(at_most)),
    }
}
