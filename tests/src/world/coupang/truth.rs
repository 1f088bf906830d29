//! Coupang's books.

use domain::{ClaimId, ClaimKind, LineId, OrderId};
use sandbox::coupang::{ExchangeTruth, ItemTruth, OrderTruth, ReceiptType, ReturnTruth, Shop};

use crate::world::{End, Place, TrueClaim, TrueLine, Truth};

/// What the shop holds.
pub(super) fn of(shop: &Shop) -> Truth {
    let orders = shop.orders();
    let lines = orders.iter().flat_map(|sheet| sheet.items.iter().map(move |item| line(sheet, item)));
    let returns = shop.returns().into_iter().map(receipt);
    let exchanges = shop.exchanges().into_iter().map(exchange);
    Truth { lines: lines.collect(), claims: returns.chain(exchanges).collect() }
}

fn line(sheet: &OrderTruth, item: &ItemTruth) -> (LineId, TrueLine) {
    let unshipped = matches!(sheet.status.as_str(), "ACCEPT" | "INSTRUCT");
    let empty = item.cancel_count >= item.shipping_count;
    let place = match sheet.status.as_str() {
        _ if (empty || sheet.gone) && unshipped => Place::Canceled,
        _ if empty || sheet.gone => Place::Over,
        "ACCEPT" => Place::Waits,
        "INSTRUCT" => Place::Prepared,
        _ => Place::Left,
    };
    let to_ship = item.shipping_count.saturating_sub(item.cancel_count + item.hold_count);
    let order = OrderId::new(sheet.order_id.clone());
    let line = LineId::new(format!("{}:{}", sheet.shipment_box_id, item.vendor_item_id));
    (line, TrueLine { order, place, to_ship, street: sheet.receiver.addr1.clone() })
}

fn receipt(receipt: ReturnTruth) -> (ClaimId, TrueClaim) {
    let kind = match receipt.receipt_type {
        ReceiptType::Cancel => ClaimKind::Cancel,
        ReceiptType::Return => ClaimKind::Return,
    };
    let end = match receipt.status.as_str() {
        _ if receipt.withdrawn_at.is_some() => End::GivenUp,
        "RETURNS_COMPLETED" => End::Granted,
        _ => End::Open,
    };
    (ClaimId::new(receipt.receipt_id), TrueClaim { kind, end })
}

fn exchange(exchange: ExchangeTruth) -> (ClaimId, TrueClaim) {
    let end = match exchange.status.as_str() {
        "SUCCESS" => End::Granted,
        "REJECT" | "CANCEL" => End::GivenUp,
        _ => End::Open,
    };
    (ClaimId::new(exchange.exchange_id), TrueClaim { kind: ClaimKind::Exchange, end })
}
