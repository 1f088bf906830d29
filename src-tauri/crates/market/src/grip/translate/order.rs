//! A row of the list of orders: one line, with what the delivery lists tell of it.

use chrono::{DateTime, Utc};
use domain::{
    BundleId, Claim, CourierCode, Delivery, Fact, ItemId, LineNews, OrderId, OrderLine, Price, Product,
    Quantity, Stage, Won,
};

use super::delivery::Told;
use super::{PERSONAL, Source, Unreadable, besides, buyer, claim, key_in, line_id, recipient};
use crate::grip::couriers;
use crate::grip::deliveries::{Deliveries, has_left};
use crate::grip::wire::record::Record;

/// orderState; `None` where it is missing or no number.
pub(in crate::grip) fn state(row: Record<'_>) -> Option<i64> {
    row.whole("orderState")
}

/// What a row tells the desk. Of a line that has left, and of which no delivery list tells how, only news: the number
/// that is known of it stays.
pub(in crate::grip) fn facts(
    source: Source<'_>,
    row: Record<'_>,
    deliveries: &Deliveries,
) -> Result<Vec<Fact>, Unreadable> {
    let told = deliveries.of(key_in(row)?);
    let of_line = if told.is_none() && has_left(row) {
        Fact::News(Box::new(news(source, row)?))
    } else {
        Fact::Line(Box::new(line(source, row, told)?))
    };
    let cancel = claim::cancel(source, row)?.map(|claim| Fact::Claim(Box::new(claim)));
    Ok(std::iter::once(of_line).chain(cancel).collect())
}

/// A line whose delivery lists were all read.
pub(in crate::grip) struct Whole {
    pub(in crate::grip) line: OrderLine,
    /// It is on its way and stands on no delivery list: how it left is not told.
    pub(in crate::grip) unshown: bool,
    /// Its cancel.
    pub(in crate::grip) cancel: Option<Claim>,
}

/// A line whose delivery lists were all read. What has arrived and stands on none of them never was dispatched: it was
/// handed over (직접 수령).
pub(in crate::grip) fn whole(
    source: Source<'_>,
    row: Record<'_>,
    deliveries: &Deliveries,
) -> Result<Whole, Unreadable> {
    let by_hand = Told { courier: Some(couriers::DIRECT.code()), ..Told::default() };
    let told = deliveries.of(key_in(row)?);
    let unshown = told.is_none() && state(row) == Some(11);
    let told = told.or_else(|| (state(row) == Some(13)).then_some(&by_hand));
    Ok(Whole { line: line(source, row, told)?, unshown, cancel: claim::cancel(source, row)? })
}

/// A line with what the delivery lists tell of it.
fn line(source: Source<'_>, row: Record<'_>, told: Option<&Told>) -> Result<OrderLine, Unreadable> {
    let key = key_in(row)?;
    let order = key.order_seq.to_string();
    let ordered_at = ordered_at(source, row)?;
    let stage = stage(row, told);
    let ordered = row.pieces("quantity")?;
    let canceled = if stage == Stage::Canceled { ordered } else { 0 };
    Ok(OrderLine {
        account: source.account.clone(),
        marketplace: domain::Marketplace::Grip,
        bundle: BundleId::new(order.clone()),
        order: OrderId::new(order),
        line: line_id(key),
        item: ItemId::new(key.order_product_seq.to_string()),
        stage,
        raw_status: raw_status(row),
        ordered_at,
        paid_at: was_paid(row).then_some(ordered_at),
        ship_by: None,
        shipped_at: told.and_then(|told| told.started_at),
        delivered_at: None,
        confirmed_at: row.moment("confirmAt"),
        product: product(row),
        quantity: Quantity { ordered, canceled, held: 0 },
        price: price(row)?,
        buyer: buyer(row),
        receiver: recipient(row),
        delivery: delivery(source, row, told)?,
        channel: String::new(),
        more: besides::of_line(row, told)?,
        raw: row.without(PERSONAL),
    })
}

/// When it was ordered. What nobody has paid may have no such moment; it stands where its cancel does, or on the day of
/// the reading, so that it moves once a day at most.
fn ordered_at(source: Source<'_>, row: Record<'_>) -> Result<DateTime<Utc>, Unreadable> {
    let instead = || (!was_paid(row)).then(|| row.moment("cancelAt").unwrap_or(source.today));
    row.moment("orderedAt").or_else(instead).ok_or(Unreadable::Missing("orderedAt"))
}

/// News of a line.
pub(super) fn news(source: Source<'_>, row: Record<'_>) -> Result<LineNews, Unreadable> {
    let key = key_in(row)?;
    let order = OrderId::new(key.order_seq.to_string());
    Ok(LineNews {
        stage: Some(stage(row, None)),
        raw_status: raw_status(row),
        confirmed_at: row.moment("confirmAt"),
        ..LineNews::of(source.account.clone(), order, line_id(key))
    })
}

/// Where it stands. Returns and exchanges (40–55) are of goods that have arrived, and the claim says the rest; what was
/// never paid in the end (3, 62, 82) is over, and what waits for its payment (2) can be nothing yet.
fn stage(row: Record<'_>, told: Option<&Told>) -> Stage {
    match state(row) {
        Some(1) => Stage::Paid,
        // A delay may be told before 발주 and after it; the list that shows the line says which.
        Some(12) if told.is_some_and(|told| told.to_prepare) => Stage::Paid,
        Some(10 | 12) => Stage::Preparing,
        Some(11) => Stage::Delivering,
        Some(13 | 40..=48 | 50..=55) => Stage::Delivered,
        Some(90 | 91) => Stage::Confirmed,
        Some(3 | 60..=64 | 80..=84) => Stage::Canceled,
        _ => Stage::Unknown,
    }
}

/// The state as it came, with its word where nothing else shows it.
fn raw_status(row: Record<'_>) -> String {
    let code = row.text("orderState");
    if code == "2" { format!("{code} · 입금대기중") } else { code }
}

/// Whether orderedAt is the moment of a payment.
fn was_paid(row: Record<'_>) -> bool {
    !matches!(state(row), Some(2 | 3 | 62 | 82))
}

/// What was bought.
fn product(row: Record<'_>) -> Product {
    Product {
        name: row.text("productName"),
        option: row.text("optionName"),
        product_id: row.text("productId"),
        sku: row.text("yourProductId"),
        ..Product::default()
    }
}

/// What it cost. Who bears the coupons no document says; they are Grip's own.
fn price(row: Record<'_>) -> Result<Price, Unreadable> {
    Ok(Price {
        unit: row.won("price")?,
        total: row.won("productAmount")?,
        seller_discount: Won::ZERO,
        marketplace_discount: row.won("couponAmount")?,
        shipping: row.won("shippingAmount")?,
        remote: row.won("shippingExtraAmount")?,
    })
}

/// How it travels.
fn delivery(source: Source<'_>, row: Record<'_>, told: Option<&Told>) -> Result<Delivery, Unreadable> {
    let courier = told.and_then(|told| courier(row, told));
    let courier_name = courier.as_ref().map(|code| couriers::name(source.couriers, code.as_str()));
    Ok(Delivery {
        courier_name: courier_name.unwrap_or_default(),
        courier,
        invoice: told.and_then(|told| told.invoice.clone()),
        splittable: true,
        remote_area: row.won("shippingExtraAmount")? > Won::ZERO,
        delayed_because: told.map(|told| told.delayed_because.clone()).unwrap_or_default(),
        ..Delivery::default()
    })
}

/// Who carries it. Of all goods only those that the seller brings (직접배송) are dispatched without a courier; what has
/// arrived without a dispatch was handed over.
fn courier(row: Record<'_>, told: &Told) -> Option<CourierCode> {
    let way = match told.started_at {
        Some(_) if has_left(row) => Some(couriers::OWN),
        None if state(row) == Some(13) => Some(couriers::DIRECT),
        _ => None,
    };
    let way = way.filter(|_| told.invoice.is_none());
    told.courier.clone().or_else(|| way.map(|way| way.code()))
}
