//! Rows of orders to lines.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    BundleId, Delivery, ItemId, Marketplace, OrderLine, Person, Price, Product, Quantity, Stage, Won,
};

use super::{Named, Owner, PERSONAL, Unreadable, besides, courier, invoice, receiver, required, status};
use crate::elevenst::wire::row::Row;
use crate::elevenst::wire::scalar;
use crate::elevenst::{couriers, line_id};

/// A whole line. `listed` is the status that its list is made of, where the row does not tell one itself; a line of
/// which no status is told stands nowhere that is known.
pub(in crate::elevenst) fn line(
    account: Owner<'_>,
    row: Row<'_>,
    listed: Option<&'static str>,
) -> Result<OrderLine, Unreadable> {
    let named = Named::of(row)?;
    let code = row.said("ordPrdStat").or(listed);
    let stage = code.map_or(Stage::Unknown, |code| status::stage(code).unwrap_or_else(|| dated(row)));
    let price = price(row);
    Ok(OrderLine {
        account: account.clone(),
        marketplace: Marketplace::Elevenst,
        order: named.order(),
        line: line_id(named.order, named.seq),
        item: item(named.seq, row),
        bundle: BundleId::from(required(row, "dlvNo")?),
        stage,
        raw_status: code
            .map_or_else(|| row.text("ordPrdStatNm"), |code| status::raw(code, row.said("ordPrdStatNm"))),
        ordered_at: ordered_at(row, named.order).ok_or(Unreadable::Missing("ordDt"))?,
        paid_at: row.moment("ordStlEndDt"),
        ship_by: ship_by(row),
        shipped_at: row.moment("sndEndDt"),
        delivered_at: row.moment("dlvEndDt"),
        confirmed_at: row.moment("pocnfrmDt"),
        product: product(row),
        quantity: quantity(row),
        buyer: buyer(row),
        receiver: receiver(row),
        delivery: delivery(row),
        channel: if row.flag("sendGiftYn") { "선물하기".to_owned() } else { String::new() },
        more: besides::of_line(row, &price),
        price,
        raw: row.raw(PERSONAL),
    })
}

/// The connector's word for the product. A confirmation repeats what the row says of add-ons: the number of the
/// product that an add-on was bought along with, and of that product only that it has some.
fn item(seq: &str, row: Row<'_>) -> ItemId {
    match bought_along_with(row) {
        Some(main) => ItemId::new(format!("{seq}+{main}")),
        None if row.flag("addPrdYn") => ItemId::new(format!("{seq}+")),
        None => ItemId::from(seq),
    }
}

/// The product that an add-on was bought along with; lists write 0 for none.
fn bought_along_with<'a>(row: Row<'a>) -> Option<&'a str> {
    row.said("addPrdNo").filter(|number| *number != "0")
}

/// How far a line had come by the moments that it carries, while its status tells of a claim instead (601, 701, 801).
pub(in crate::elevenst) fn dated(row: Row<'_>) -> Stage {
    if row.moment("sndEndDt").is_some() {
        Stage::Delivering
    } else if row.moment("plcodrCnfDt").is_some() {
        Stage::Preparing
    } else {
        Stage::Paid
    }
}

/// When it was ordered; an order's number begins with the day.
fn ordered_at(row: Row<'_>, order: &str) -> Option<DateTime<Utc>> {
    let told = row.moment("ordDt").or_else(|| row.moment("ordStlEndDt"));
    told.or_else(|| order_day(order))
}

/// The beginning of the day that an order's number begins with.
pub(in crate::elevenst) fn order_day(order: &str) -> Option<DateTime<Utc>> {
    scalar::moment(order.get(..8)?)
}

/// The day by which it should ship: the later one that the buyer was told of, or the one that was promised at first.
fn ship_by(row: Row<'_>) -> Option<NaiveDate> {
    row.day("delaySendDt").or_else(|| row.day("dlvSndDue"))
}

/// What was bought.
fn product(row: Row<'_>) -> Product {
    Product {
        name: row.text("prdNm"),
        option: row.text("slctPrdOptNm"),
        product_id: row.text("prdNo"),
        sku: row.first(&["sellerStockCd", "sellerPrdCd"]).unwrap_or_default().to_owned(),
        add_on: bought_along_with(row).is_some(),
        ..Product::default()
    }
}

/// Pieces. `ordQty` is what was ordered at first; only an order by number tells how many were cancelled since.
fn quantity(row: Row<'_>) -> Quantity {
    let ordered = row.pieces("ordQty").unwrap_or_default();
    Quantity { ordered, canceled: row.pieces("ordCnQty").unwrap_or_default().min(ordered), held: 0 }
}

/// What it cost. `ordAmt` is the unit price times the pieces that are left, with the option; the amounts of a
/// discount that count are those of the line and not of the order.
fn price(row: Row<'_>) -> Price {
    let unit = row.won("selPrc").unwrap_or_default();
    let total = row.won("ordAmt").unwrap_or_else(|| unit.times(quantity(row).to_ship()));
    let discount = |names: &[&str]| row.first_won(names).unwrap_or_default();
    Price {
        unit,
        total,
        seller_discount: discount(&["sellerDscPrcPerSeq", "lstSellerDscPrc", "sellerDscPrc"]),
        marketplace_discount: discount(&["tmallDscPrcPerSeq", "lstTmallDscPrc", "tmallDscPrc"]),
        shipping: row.first_won(&["dlvCst", "lstDlvCst"]).unwrap_or_default(),
        remote: row.won("bmDlvCst").unwrap_or_default(),
    }
}

/// Who bought.
fn buyer(row: Row<'_>) -> Person {
    let phone = row.first(&["ordPrtblTel", "ordTlphnNo"]).unwrap_or_default().to_owned();
    Person { name: row.text("ordNm"), phone, email: String::new() }
}

/// How it travels. What is fetched by the buyer is shown as such: it wants no parcel.
fn delivery(row: Row<'_>) -> Delivery {
    let courier = courier(row);
    let named = courier.as_ref().and_then(|code| couriers::name(code.as_str()));
    let fetched = row.flag("visitDlvYn").then_some("방문수령");
    let remote = [row.won("bmDlvCst"), row.won("bmStlDlvCst")];
    Delivery {
        courier_name: named.or(fetched).unwrap_or_default().to_owned(),
        courier,
        invoice: invoice(row, "invcNo"),
        splittable: row.flag("bndlDlvYN"),
        remote_area: remote.into_iter().flatten().any(|fee| fee > Won::ZERO),
        hoped_for: row.day("appmtDdDlvDy"),
        delayed_because: row.day("delaySendDt").map(|_| "발송지연 안내".to_owned()).unwrap_or_default(),
        ..Delivery::default()
    }
}
