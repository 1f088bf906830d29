//! 변경 상품 주문 내역 조회: every line once, with its last change.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::desk::{Asked, Desk};
use super::errors::{Answer, Refusal};
use super::model::{Change, ChangeKind, Line};
use super::query::{Query, Window};
use super::wire;

/// limitCount above it counts as it.
const LONGEST: usize = 300;

type Row<'a> = (&'a Line, &'a Change);

pub(crate) fn last_changed(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let query = Query::parse(asked.query);
    let window = query.window("lastChangedFrom", "lastChangedTo", desk.now)?;
    let kind: Option<ChangeKind> = query.code("lastChangedType")?;
    let limit = query.count("limitCount")?.unwrap_or(LONGEST).min(LONGEST);
    let rows = rows(desk, window, kind, query.get("moreSequence").unwrap_or_default());
    if rows.is_empty() {
        return Ok(Answer::Nothing);
    }
    let page: Vec<Value> = rows.iter().take(limit).map(|(line, change)| row(line, change)).collect();
    let mut data = json!({"count": page.len(), "lastChangeStatuses": page});
    if let Some((line, change)) = rows.get(limit) {
        let more = json!({"moreFrom": wire::instant(change.at), "moreSequence": line.product_order_id});
        data = wire::with(data, "more", more);
    }
    Ok(Answer::Data(data))
}

/// Sorted by lastChangedDate, then productOrderId; `sequence` is the first id of a page that goes
/// on within an instant.
fn rows<'a>(desk: &'a Desk<'_>, window: Window, kind: Option<ChangeKind>, sequence: &str) -> Vec<Row<'a>> {
    let changed = desk.state.lines.values().filter_map(|line| line.change.as_ref().map(|it| (line, it)));
    let mut rows: Vec<Row<'a>> = changed
        .filter(|(_, change)| window.holds(change.at))
        .filter(|(_, change)| kind.is_none_or(|kind| change.kind == kind))
        .filter(|row| key(row) >= (window.from, sequence))
        .collect();
    rows.sort_by(|one, other| key(one).cmp(&key(other)));
    rows
}

fn key<'a>((line, change): &Row<'a>) -> (DateTime<Utc>, &'a str) {
    (change.at, line.product_order_id.as_str())
}

fn row(line: &Line, change: &Change) -> Value {
    let row = json!({
        "orderId": line.order_id,
        "productOrderId": line.product_order_id,
        "lastChangedType": change.kind,
        "paymentDate": wire::maybe(change.paid_at),
        "lastChangedDate": wire::instant(change.at),
        "productOrderStatus": change.status,
        "claimType": change.claim.map(|(kind, _)| kind),
        "claimStatus": change.claim.map(|(_, status)| status),
        "receiverAddressChanged": change.address_changed,
        "giftReceivingStatus": change.gift,
    });
    wire::without_absent(row)
}
