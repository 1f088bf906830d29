//! 주문 상품 취소 처리: the seller cancels, and pays with the seller score.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::body::{self, Fields, path_id};
use super::claims::{ReceiptType, ReleaseStop, ReturnStatus};
use super::desk::{Asked, Desk};
use super::errors::{Refusal, Reply};
use super::life::{self, Wanted};
use super::model::{Item, Sheet, SheetStatus};
use super::reasons::Reason;
use super::route::Operation;

const MIDDLE_CODES: [&str; 3] = ["CCTTER", "CCPNER", "CCPRER"];
const TOO_MANY: &str = "취소 가능한 개수보다 요청한 개수가 더 많습니다.";
const WRONG_STATE: &str = "해당 벤더아이템이 결제완료/상품지시 중 상태가 아닙니다.";
/// 결제완료 주문은 전체취소만 가능: from the documents of 2019, later pages are silent.
const NO_PARTIAL: &str = "부분 취소는 불가능합니다.";
const STOPPED_BY_API: &str = "파트너 API 강제 취소";

pub(crate) fn cancel_order(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Reply, Refusal> {
    let order_id = path_id("orderId", &asked.route.id)?;
    let value = body::parse(asked.body)?;
    let wishes = wishes(desk, asked, order_id, &value)?;
    if !desk.state.orders.contains_key(&order_id) {
        return Err(Refusal::bad("주문 정보가 없습니다."));
    }
    let (accepted, failures) = sort_out(desk, order_id, &wishes);
    let receipt = accepted
        .first()
        .map(|first| first.shipment_box_id)
        .and_then(|box_id| carry_out(desk, box_id, &accepted));
    Ok(answer(desk, order_id, receipt, &failures))
}

/// Checks the request in the order of the documented messages.
fn wishes(
    desk: &Desk<'_>,
    asked: Asked<'_>,
    order_id: i64,
    value: &Value,
) -> Result<Vec<(i64, u32)>, Refusal> {
    let fields = Fields::of(value)?;
    if fields.number("orderId").ok() != Some(order_id) {
        return Err(Refusal::bad("주문 ID를 입력해 주세요."));
    }
    let ids = numbers(fields, "vendorItemIds", "취소할 벤더아이템 아이디 목록을 입력해주세요.")?;
    let counts_missing = "취소할 아이탬 개수 목록을 입력해주세요.";
    let counts = numbers(fields, "receiptCounts", counts_missing)?;
    if ids.len() != counts.len() {
        return Err(Refusal::bad("요청한 상품 개수와 취소 개수를 확인해주세요."));
    }
    let counts: Vec<u32> = counts
        .into_iter()
        .map(|count| u32::try_from(count).ok().filter(|count| *count > 0))
        .collect::<Option<_>>()
        .ok_or_else(|| Refusal::bad(counts_missing))?;
    check_codes(fields)?;
    if fields.same_vendor(&asked.route.vendor_id).is_err() {
        return Err(Refusal::bad("업체 ID를 입력해주세요."));
    }
    if fields.text("userId").ok() != Some(desk.state.credentials.user_id.as_str()) {
        return Err(Refusal::bad("업체 ID에 맞는 올바른 유저 ID를 입력해주세요."));
    }
    Ok(ids.into_iter().zip(counts).collect())
}

fn numbers(fields: Fields<'_>, name: &str, message: &str) -> Result<Vec<i64>, Refusal> {
    match fields.numbers(name) {
        Ok(list) if !list.is_empty() => Ok(list),
        _ => Err(Refusal::bad(message)),
    }
}

fn check_codes(fields: Fields<'_>) -> Result<(), Refusal> {
    match fields.text("bigCancelCode") {
        Ok("CANERR") => {}
        Ok(code) if !code.is_empty() => {
            return Err(Refusal::bad("취소사유 대분류 코드를 확인해 주세요."));
        }
        _ => return Err(Refusal::bad("취소사유 대분류 코드를 입력해주세요.")),
    }
    match fields.text("middleCancelCode") {
        Ok(code) if MIDDLE_CODES.contains(&code) => Ok(()),
        Ok(code) if !code.is_empty() => Err(Refusal::bad("취소사유 중분류 코드를 확인해 주세요.")),
        _ => Err(Refusal::bad("취소사유 중분류 코드를 입력해주세요.")),
    }
}

type Failures = BTreeMap<i64, String>;

/// One request serves one box; what lies in another box of the order fails.
fn sort_out(desk: &Desk<'_>, order_id: i64, wishes: &[(i64, u32)]) -> (Vec<Wanted>, Failures) {
    let mut accepted: Vec<Wanted> = Vec::new();
    let mut failures = Failures::new();
    for (id, count) in wishes {
        match place(desk, order_id, &accepted, *id, *count) {
            Ok(wanted) => accepted.push(wanted),
            Err(message) => {
                failures.insert(*id, message);
            }
        }
    }
    let whole = accepted.first().is_none_or(|first| {
        desk.state
            .sheets
            .get(&first.shipment_box_id)
            .is_some_and(|sheet| sheet.status != SheetStatus::Accept || is_whole(sheet, &accepted))
    });
    if !whole {
        for wanted in accepted.drain(..) {
            failures.insert(wanted.vendor_item_id, NO_PARTIAL.to_owned());
        }
    }
    (accepted, failures)
}

fn is_whole(sheet: &Sheet, wanted: &[Wanted]) -> bool {
    sheet.items.iter().all(|item| {
        let asked: u32 = wanted
            .iter()
            .filter(|wish| wish.vendor_item_id == item.goods.vendor_item_id)
            .map(|wish| wish.count)
            .sum();
        asked == item.live()
    })
}

/// Finds the box an option is cancelled in: the one the request already serves, else the
/// first that can still be cancelled.
fn place(
    desk: &Desk<'_>,
    order_id: i64,
    accepted: &[Wanted],
    vendor_item_id: i64,
    count: u32,
) -> Result<Wanted, String> {
    let home = accepted.first().map(|first| first.shipment_box_id);
    let homes: Vec<(&Sheet, &Item)> = desk
        .state
        .sheets_of(order_id)
        .filter(|sheet| home.is_none_or(|home| home == sheet.shipment_box_id))
        .filter_map(|sheet| Some((sheet, sheet.item(vendor_item_id)?)))
        .collect();
    let (sheet, item) = homes
        .iter()
        .find(|(sheet, item)| is_cancellable(sheet) && item.shippable() >= count)
        .or(homes.first())
        .ok_or_else(|| format!("주문정보가 없습니다.[{vendor_item_id}]"))?;
    if !is_cancellable(sheet) {
        return Err(WRONG_STATE.to_owned());
    }
    let same = accepted.iter().filter(|wish| wish.vendor_item_id == vendor_item_id);
    let before: u32 = same.map(|wish| wish.count).sum();
    if before.saturating_add(count) > item.shippable() {
        return Err(TOO_MANY.to_owned());
    }
    Ok(Wanted { shipment_box_id: sheet.shipment_box_id, vendor_item_id, count })
}

fn is_cancellable(sheet: &Sheet) -> bool {
    !sheet.status.has_left() && sheet.acknowledged_from.is_none()
}

/// 결제완료: an immediate cancel. 상품준비중: a stop-shipment that is already done.
fn carry_out(desk: &mut Desk<'_>, box_id: i64, wanted: &[Wanted]) -> Option<i64> {
    let status = desk.state.sheets.get(&box_id)?.status;
    let draft = life::Draft {
        receipt_type: match status {
            SheetStatus::Accept => ReceiptType::Cancel,
            _ => ReceiptType::Return,
        },
        status: ReturnStatus::ReturnsCompleted,
        release_stop: match status {
            SheetStatus::Accept => ReleaseStop::NotApplicable,
            _ => ReleaseStop::Stopped,
        },
        reason: Reason::sold_out(),
        comment: STOPPED_BY_API.to_owned(),
    };
    let receipt_id = life::open_receipt(desk.state, box_id, wanted, draft, desk.now)?;
    life::complete(desk.state, receipt_id, super::claims::ConfirmType::VendorConfirm, desk.now);
    if let Some(receipt) = desk.state.returns.get_mut(&receipt_id) {
        receipt.count(Operation::CancelOrder);
    }
    if let Some(sheet) = desk.state.sheets.get_mut(&box_id) {
        sheet.count(Operation::CancelOrder);
    }
    Some(receipt_id)
}

/// A partial failure still says "200"; when nothing was cancelled the body says "400",
/// within an HTTP answer of 200 [unverified].
fn answer(desk: &Desk<'_>, order_id: i64, receipt_id: Option<i64>, failures: &Failures) -> Reply {
    let mut map = serde_json::Map::new();
    if let Some(receipt) = receipt_id.and_then(|id| desk.state.returns.get(&id)) {
        let ids: Vec<i64> = receipt.items.iter().map(|it| it.vendor_item_id).collect();
        let entry = json!({
            "receiptId": receipt.receipt_id,
            "receiptType": match receipt.receipt_type {
                ReceiptType::Cancel => "CANCEL",
                ReceiptType::Return => "STOP_SHIPMENT",
            },
            "vendorItemIds": ids,
            "totalCount": receipt.count_sum(),
        });
        map.insert(receipt.receipt_id.to_string(), entry);
    }
    let code = if map.is_empty() { "400" } else { "200" };
    let message = format!("[요청번호] {}\r\n{}", request_number(order_id), reasons(failures));
    let failed: Vec<i64> = failures.keys().copied().collect();
    Reply::json(
        200,
        json!({
            "code": code,
            "message": message,
            "data": {"receiptMap": map, "orderId": order_id, "failedVendorItemIds": failed},
        }),
    )
}

/// The real number is a UUID of its own; one per order is enough here.
fn request_number(order_id: i64) -> String {
    let hex = format!("{order_id:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

/// `[3145181067, 3145181065]<= 취소 가능한 개수보다 …`: options that fail alike share a line.
fn reasons(failures: &Failures) -> String {
    let mut alike: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, why) in failures {
        alike.entry(why).or_default().push(id.to_string());
    }
    let lines = alike.iter().map(|(why, ids)| format!("[{}]<= {why}", ids.join(", ")));
    lines.collect::<Vec<_>>().join("\r\n")
}
