//! Cancels: those of buyers, before and after 상품준비중, and the seller's own.

use domain::{Claim, ClaimId, CourierCode, InvoiceNumber, OrderId, Outcome, ParcelLine, Sentence, Target};
use serde::Deserialize;
use serde_json::Value;

use super::claims::{RECEIPT_WINDOW, windows};
use super::feeds::PAGE;
use super::orders::unreadable;
use super::reasons::SELLER_CANCEL_GROUP;
use super::returns::receipt_query;
use super::shipping::checked;
use super::translate;
use super::wire::answer::Answer;
use super::wire::body::{CountedReceipt, SellerCancel, ShippedReceipt};
use super::wire::scalar::Id;
use super::{Coupang, both, number, unsendable};
use crate::{MarketError, Method, Span};

/// GET returnRequests with cancelType=CANCEL
const LIST: &str = "returnRequests CANCEL";

impl Coupang {
    /// One page of cancels made before 상품준비중. The list takes neither a status nor an order.
    pub(super) async fn cancel_page(&self, span: Span, token: Option<&str>) -> Result<Answer, MarketError> {
        let query = receipt_query(span).with("cancelType", "CANCEL").with("maxPerPage", PAGE);
        let query = token.into_iter().fold(query, |query, token| query.with("nextToken", token));
        self.read(LIST, self.path("v6", "returnRequests"), query).await
    }

    /// The cancels of one order, picked out of everybody's.
    pub(super) async fn cancels_of(&self, order: &OrderId, span: Span) -> Result<Vec<Claim>, MarketError> {
        let mut claims = Vec::new();
        for part in windows(span, RECEIPT_WINDOW) {
            let query = receipt_query(part).with("cancelType", "CANCEL").with("maxPerPage", PAGE);
            for record in self.read_all(LIST, &self.path("v6", "returnRequests"), &query).await? {
                let claim = translate::receipt::claim(&self.account, record)
                    .map_err(|reason| unreadable(LIST, &reason))?;
                claims.extend(Some(claim).filter(|claim| claim.order == *order));
            }
        }
        Ok(claims)
    }

    /// 출고중지완료: the cancel is accepted and the whole receipt refunded.
    pub(super) async fn stop_shipment(&self, claim: &ClaimId, count: u32) -> Result<Answer, MarketError> {
        const OPERATION: &str = "stoppedShipment";
        let receipt_id = number(OPERATION, "receiptId", claim.as_str())?;
        let path = self.path("v4", format_args!("returnRequests/{receipt_id}/stoppedShipment"));
        let body = CountedReceipt { vendor_id: &self.vendor, receipt_id, cancel_count: count };
        self.write(OPERATION, Method::Patch, path, &body).await
    }

    /// 이미출고: the parcel had left, and the cancel goes on as a return.
    pub(super) async fn already_shipped(
        &self,
        claim: &ClaimId,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Answer, MarketError> {
        const OPERATION: &str = "completedShipment";
        checked(OPERATION, courier, invoice)?;
        let receipt_id = number(OPERATION, "receiptId", claim.as_str())?;
        let path = self.path("v4", format_args!("returnRequests/{receipt_id}/completedShipment"));
        let body = ShippedReceipt {
            vendor_id: &self.vendor,
            receipt_id,
            delivery_company_code: courier.as_str(),
            invoice_number: invoice.as_str(),
        };
        self.write(OPERATION, Method::Patch, path, &body).await
    }

    /// 판매취소 of options of one box.
    pub(super) async fn cancel_sale(
        &self,
        order: &OrderId,
        lines: &[(ParcelLine, u32)],
        reason: &str,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "seller cancel";
        let user_id = self.user.as_deref().ok_or_else(|| unsendable(OPERATION, &NO_USER))?;
        let order_id = number(OPERATION, "orderId", order.as_str())?;
        let vendor_item_ids = lines
            .iter()
            .map(|(line, _)| number(OPERATION, "vendorItemId", line.item.as_str()))
            .collect::<Result<_, _>>()?;
        let body = SellerCancel {
            order_id,
            vendor_item_ids,
            receipt_counts: lines.iter().map(|(_, count)| *count).collect(),
            big_cancel_code: SELLER_CANCEL_GROUP,
            middle_cancel_code: reason,
            vendor_id: &self.vendor,
            user_id,
        };
        let path = self.path("v5", format_args!("orders/{order_id}/cancel"));
        let answer = self.write(OPERATION, Method::Post, path, &body).await?;
        Ok(lines.iter().map(|(line, _)| cancel_outcome(line, &answer)).collect())
    }
}

/// Coupang wants the login of the person who cancels.
const NO_USER: Sentence = Sentence::fixed(
    "판매취소에는 WING 아이디가 필요합니다. 판매자 계정 설정에 입력하세요.",
    "Cancelling a sale needs the WING login. Enter it in the account's settings.",
);

/// Where Coupang names an option as failed and gives no reason.
const NOT_CANCELLED: Sentence = Sentence::fixed(
    "쿠팡이 이 상품은 취소하지 않았습니다. 주문을 다시 읽고 상태를 확인하세요.",
    "Coupang did not cancel this item. Read the order again and look at its status.",
);

/// The result for one option. A partial failure has the code of success, and a total one comes as code 400
/// in an HTTP 200, so the lists inside decide.
fn cancel_outcome(line: &ParcelLine, answer: &Answer) -> Outcome {
    let target = Target::Line(line.line.clone());
    let item = line.item.as_str();
    let listed = |ids: &Option<Vec<Id>>| ids.as_ref().is_some_and(|ids| ids.iter().any(|id| id.0 == item));
    let refused = ["failedVendorItemIds", "failedItemIds"].map(|name| ids(answer.data.get(name)));
    let why = reason_for(item, &answer.message.0);
    if !answer.is_success() {
        return Outcome::failed(target, &answer.code.0, why.unwrap_or(&answer.message.0), false);
    }
    if refused.iter().any(listed) {
        let message = why.map_or_else(|| both(&NOT_CANCELLED), str::to_owned);
        return Outcome::failed(target, "failedVendorItemIds", message, false);
    }
    let receipts = answer.data.get("receiptMap").map(receipts).unwrap_or_default();
    if receipts.iter().any(|receipt| listed(&ids(receipt.get("vendorItemIds")))) {
        return Outcome::ok(target);
    }
    Outcome::unknown(target)
}

/// Why an option was not cancelled. The message has a line for every reason, before it the options that it
/// stopped: `[3145181067, 3145181065]<= 취소 가능한 개수보다 요청한 개수가 더 많습니다`.
fn reason_for<'a>(item: &str, message: &'a str) -> Option<&'a str> {
    message.lines().find_map(|line| {
        let (before, why) = line.split_once("<=")?;
        let (_, ids) = before.trim_end().strip_suffix(']')?.rsplit_once('[')?;
        let named = ids.split(',').any(|id| id.trim() == item);
        Some(why.trim()).filter(|why| named && !why.is_empty())
    })
}

/// A list of ids, if it is one.
fn ids(value: Option<&Value>) -> Option<Vec<Id>> {
    Vec::deserialize(value?).ok()
}

/// The receipts that a cancel made: keyed by their number, in a list, or (2019) a single one.
fn receipts(map: &Value) -> Vec<&Value> {
    match map {
        Value::Object(fields) if fields.contains_key("vendorItemIds") => vec![map],
        Value::Object(fields) => fields.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => Vec::new(),
    }
}
