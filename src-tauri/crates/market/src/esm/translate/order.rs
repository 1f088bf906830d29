//! An order: one line of a basket.

use domain::{
    BundleId, Delivery, InvoiceNumber, ItemId, LineId, OrderId, OrderLine, Person, Price, Product, Quantity,
    Receiver, Stage,
};
use serde_json::Value;

use super::{Address, Source, Unreadable, besides, receiver};
use crate::esm::couriers;
use crate::esm::flavor::Flavor;
use crate::esm::wire::record::Record;
use crate::esm::wire::scalar::day_of;

/// Fields that hold people.
const PERSONAL: &[&str] = &[
    "BuyerName",
    "BuyerId",
    "BuyerMobileTel",
    "BuyerTel",
    "ReceiverName",
    "HpNo",
    "TelNo",
    "ZipCode",
    "DelFrontAddress",
    "DelBackAddress",
    "DelFullAddress",
    "DelMemo",
    "InfoCin",
];

/// Where an order's address stands.
const ADDRESS: Address =
    Address { front: "DelFrontAddress", back: "DelBackAddress", whole: "DelFullAddress" };

/// One row of RequestOrders, or of PreRequestOrders, whose rows name no status.
pub(in crate::esm) fn line(
    source: Source<'_>,
    row: Record<'_>,
    unpaid: bool,
) -> Result<OrderLine, Unreadable> {
    let line = row.required("OrderNo")?;
    let order = row.required("PayNo")?;
    let (stage, raw_status) = if unpaid { (Stage::Unknown, UNPAID.to_owned()) } else { status(row) };
    let moment = |name| row.moment(name);
    let price = price(row)?;
    Ok(OrderLine {
        account: source.account.clone(),
        marketplace: source.flavor.marketplace,
        bundle: bundle(row, &order, &line)?,
        order: OrderId::new(order),
        item: ItemId::new(line.clone()),
        line: LineId::new(line),
        stage,
        raw_status,
        ordered_at: moment("OrderDate").ok_or(Unreadable::Missing("OrderDate"))?,
        paid_at: moment("PayDate"),
        ship_by: moment("TransDueDate").map(day_of),
        shipped_at: moment("TransDate"),
        delivered_at: moment("TransCompleteDate"),
        confirmed_at: moment("BuyDecisionDate"),
        product: product(row),
        quantity: Quantity { ordered: row.pieces("ContrAmount")?, canceled: 0, held: 0 },
        buyer: buyer(row),
        receiver: addressee(row),
        delivery: delivery(source.flavor, row)?,
        channel: channel(row),
        more: besides::of_line(row, &price),
        price,
        raw: row.without(PERSONAL),
    })
}

/// 입금확인중, as GetDeliveryStatus writes it.
const UNPAID: &str = "0";

/// The parcel it ships in: lines of one basket with one GroupNo. The samples of claims show the same GroupNo in
/// several baskets, so that it does not name a parcel by itself.
fn bundle(row: Record<'_>, order: &str, line: &str) -> Result<BundleId, Unreadable> {
    let group = row.id("GroupNo")?;
    Ok(BundleId::new(group.map_or_else(|| line.to_owned(), |group| format!("{order}:{group}"))))
}

/// Where it stands. A gift whose receiver has not accepted it yet has no address, and ESM confirms it only then; what
/// ESM's own warehouse ships (3PL) it lets no seller confirm or dispatch.
pub(super) fn status(row: Record<'_>) -> (Stage, String) {
    let code = row.text("OrderStatus");
    if code == "1" && row.text("GiftOrderStatus") == "1" {
        return (Stage::Unknown, format!("{code} · 선물수락대기"));
    }
    if matches!(code.as_str(), "1" | "2") && row.text("DistrType") == FULFILMENT {
        return (Stage::Unknown, format!("{code} · 풀필먼트"));
    }
    (stage(&code), code)
}

/// DistrType of what ESM's own warehouse ships.
const FULFILMENT: &str = "TL";

/// The stage behind an OrderStatus, and behind the first five values of Status in GetDeliveryStatus.
pub(super) fn stage(code: &str) -> Stage {
    match code {
        "1" => Stage::Paid,
        "2" => Stage::Preparing,
        "3" => Stage::Delivering,
        "4" => Stage::Delivered,
        "5" => Stage::Confirmed,
        _ => Stage::Unknown,
    }
}

/// What was bought, with what goes along with it.
fn product(row: Record<'_>) -> Product {
    Product {
        name: row.text("GoodsName"),
        option: option(row),
        product_id: row.text("SiteGoodsNo"),
        sku: row.text("OutGoodsNo"),
        ..Product::default()
    }
}

/// The chosen options, then the add-ons (추가구성), a gift and a bonus, which ship within the line.
fn option(row: Record<'_>) -> String {
    let chosen = row.list("ItemOptionSelectList").iter().filter_map(|value| choice(value, ""));
    let added = row.list("ItemOptionAdditionList").iter().filter_map(|value| choice(value, "추가구성 "));
    let gift = row.said("FreeGift").map(|gift| format!("사은품 {gift}"));
    let bonus = row.said("Bonus").map(|bonus| format!("덤 {bonus}"));
    chosen.chain(added).chain(gift).chain(bonus).collect::<Vec<_>>().join(", ")
}

/// One choice with its pieces: `용량:0.5kg ×2`.
fn choice(value: &Value, before: &str) -> Option<String> {
    let record = Record::of(value)?;
    let words = record.said("ItemOptionValue")?;
    let pieces = record.whole("ItemOptionOrderCnt").filter(|pieces| *pieces > 1);
    Some(pieces.map_or_else(|| format!("{before}{words}"), |pieces| format!("{before}{words} ×{pieces}")))
}

/// What it cost. OrderAmount is no sum of the pieces at Auction, which takes its own discount off, so that it is
/// reckoned from the price of one.
fn price(row: Record<'_>) -> Result<Price, Unreadable> {
    let unit = row.won("SalePrice")?;
    let options = row.won("OptSelPrice")? + row.won("OptAddPrice")?;
    Ok(Price {
        unit,
        total: unit.times(row.pieces("ContrAmount")?) + options,
        seller_discount: row.won("SellerDiscountPrice")? + row.won("SellerCashbackMoney")?,
        marketplace_discount: row.won("DirectDiscountPrice")?,
        shipping: row.won("ShippingFee")?,
        remote: row.won("BackwoodsAddDeliveryFee")? + row.won("JejuAddDeliveryFee")?,
    })
}

/// Who bought. Telephones may be missing for some minutes after the payment, until a safe number is given out.
fn buyer(row: Record<'_>) -> Person {
    let phone = row.said("BuyerMobileTel").unwrap_or_else(|| row.text("BuyerTel"));
    Person { name: row.text("BuyerName"), phone, email: String::new() }
}

/// Who receives.
fn addressee(row: Record<'_>) -> Receiver {
    Receiver {
        memo: row.text("DelMemo"),
        customs_code: row.text("InfoCin"),
        ..receiver(row, "ReceiverName", &ADDRESS)
    }
}

/// How it travels.
fn delivery(flavor: &Flavor, row: Record<'_>) -> Result<Delivery, Unreadable> {
    let courier_name = row.text("TakbaeName");
    let remote = row.won("BackwoodsAddDeliveryFee")? + row.won("JejuAddDeliveryFee")?;
    Ok(Delivery {
        courier: couriers::code_of(flavor, &courier_name),
        courier_name,
        invoice: row.said("NoSongjang").map(InvoiceNumber::new),
        splittable: true,
        remote_area: remote > domain::Won::ZERO,
        hoped_for: row.moment("InstallDate").map(day_of),
        ..Delivery::default()
    })
}

/// Where it was bought, and whether ESM's own warehouse ships it.
fn channel(row: Record<'_>) -> String {
    let shop = match row.text("OutOrderNo").as_str() {
        "102" => "G마켓 글로벌",
        "301" => "SSG",
        "401" => "Lazada",
        _ => "",
    };
    let ships = match row.text("DistrType").as_str() {
        FULFILMENT => "풀필먼트 스타배송",
        "SL" => "판매자 스타배송",
        _ => "",
    };
    let gift = if row.flag("IsGiftOrder") { "선물하기" } else { "" };
    [shop, ships, gift].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}
