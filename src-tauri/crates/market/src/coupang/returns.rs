//! Returns: their lists, and what a seller does once goods come back.

use std::collections::BTreeSet;

use domain::{Claim, ClaimId, CourierCode, InvoiceNumber, OrderId};

use super::claims::{RECEIPT_WINDOW, windows};
use super::error::NO_RECEIPT;
use super::feeds::{PAGE, day};
use super::orders::unreadable;
use super::shipping::checked;
use super::translate;
use super::wire::answer::Answer;
use super::wire::body::{CountedReceipt, PickupInvoice, ReceivedReceipt};
use super::{Coupang, Query, number};
use crate::{ErrorKind, MarketError, Method, Span};

/// GET returnRequests
const LIST: &str = "returnRequests";

impl Coupang {
    /// One page of returns in one status: RU 출고중지요청, UC 반품접수, CC 반품완료 or PR 쿠팡확인요청. Receipts of
    /// RU appear under UC too, as the same receipt.
    pub(super) async fn return_page(
        &self,
        status: &str,
        span: Span,
        token: Option<&str>,
    ) -> Result<Answer, MarketError> {
        let query = receipt_query(span).with("status", status).with("maxPerPage", PAGE);
        let query = token.into_iter().fold(query, |query, token| query.with("nextToken", token));
        self.read(LIST, self.path("v6", LIST), query).await
    }

    /// The returns of one order.
    pub(super) async fn returns_of(&self, order: &OrderId, span: Span) -> Result<Vec<Claim>, MarketError> {
        let order = number(LIST, "orderId", order.as_str())?.to_string();
        let mut claims = Vec::new();
        for part in windows(span, RECEIPT_WINDOW) {
            let query = receipt_query(part).with("orderId", &order).with("maxPerPage", PAGE);
            for record in self.read_all(LIST, &self.path("v6", LIST), &query).await? {
                claims.push(
                    translate::receipt::claim(&self.account, record)
                        .map_err(|reason| unreadable(LIST, &reason))?,
                );
            }
        }
        Ok(claims)
    }

    /// The returns of some orders, picked out of everybody's in one status.
    pub(super) async fn returns_in(
        &self,
        status: &str,
        span: Span,
        orders: &BTreeSet<&str>,
    ) -> Result<Vec<Claim>, MarketError> {
        let query = receipt_query(span).with("status", status).with("maxPerPage", PAGE);
        let mut records = self.read_all(LIST, &self.path("v6", LIST), &query).await?;
        records.retain(|record| translate::concerns(record, "orderId", orders));
        let claim = |record| translate::receipt::claim(&self.account, record);
        records.into_iter().map(claim).collect::<Result<_, _>>().map_err(|reason| unreadable(LIST, &reason))
    }

    /// One receipt; `None` when it was withdrawn, or is none of a return.
    pub(super) async fn single_receipt(&self, claim: &ClaimId) -> Result<Option<Claim>, MarketError> {
        const OPERATION: &str = "returnRequest";
        let receipt = number(OPERATION, "receiptId", claim.as_str())?;
        let path = self.path("v6", format_args!("{LIST}/{receipt}"));
        let answer = match self.read_one(OPERATION, path).await {
            Err(error) if error.kind == ErrorKind::WrongState && error.message.contains(NO_RECEIPT) => {
                return Ok(None);
            }
            other => other?,
        };
        let Some(record) = answer.records().into_iter().next() else { return Ok(None) };
        translate::receipt::claim(&self.account, record)
            .map(Some)
            .map_err(|reason| unreadable(OPERATION, &reason))
    }

    /// 입고확인. A return with fast refund is refunded and ended by it.
    pub(super) async fn return_received(&self, claim: &ClaimId) -> Result<Answer, MarketError> {
        const OPERATION: &str = "return receiveConfirmation";
        let receipt_id = number(OPERATION, "receiptId", claim.as_str())?;
        let path = self.path("v4", format_args!("{LIST}/{receipt_id}/receiveConfirmation"));
        let body = ReceivedReceipt { vendor_id: &self.vendor, receipt_id };
        self.write(OPERATION, Method::Patch, path, &body).await
    }

    /// 반품 승인, which refunds.
    pub(super) async fn approve_return(&self, claim: &ClaimId, count: u32) -> Result<Answer, MarketError> {
        const OPERATION: &str = "approval";
        let receipt_id = number(OPERATION, "receiptId", claim.as_str())?;
        let path = self.path("v4", format_args!("{LIST}/{receipt_id}/approval"));
        let body = CountedReceipt { vendor_id: &self.vendor, receipt_id, cancel_count: count };
        self.write(OPERATION, Method::Patch, path, &body).await
    }

    /// 회수송장 등록, for sellers who arrange the pickup themselves.
    pub(super) async fn register_pickup(
        &self,
        kind: &str,
        claim: &ClaimId,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Answer, MarketError> {
        const OPERATION: &str = "return-exchange-invoices";
        checked(OPERATION, courier, invoice)?;
        let body = PickupInvoice {
            return_exchange_delivery_type: kind,
            receipt_id: number(OPERATION, "receiptId", claim.as_str())?,
            delivery_company_code: courier.as_str(),
            invoice_number: invoice.as_str(),
        };
        self.write(OPERATION, Method::Post, self.path("v4", "return-exchange-invoices/manual"), &body).await
    }
}

/// Days without an offset; at most 31 of them.
pub(super) fn receipt_query(span: Span) -> Query {
    Query::default().with("createdAtFrom", day(span.from)).with("createdAtTo", day(span.to))
}
