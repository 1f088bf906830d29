//! Exchanges: their list, and receiving, refusing and sending out again.

use domain::{BundleId, Claim, ClaimId, CourierCode, InvoiceNumber, OrderId};

use super::claims::{EXCHANGE_WINDOW, windows};
use super::feeds::PAGE;
use super::orders::unreadable;
use super::shipping::checked;
use super::translate;
use super::wire::answer::Answer;
use super::wire::body::{ReceivedExchange, RejectedExchange, ReshippedExchange};
use super::wire::scalar::in_korea;
use super::{Coupang, Query, number};
use crate::{MarketError, Method, Span};

/// GET exchangeRequests
const LIST: &str = "exchangeRequests";

impl Coupang {
    /// One page of exchanges of every status.
    pub(super) async fn exchange_page(&self, span: Span, token: Option<&str>) -> Result<Answer, MarketError> {
        let query = exchange_query(span).with("maxPerPage", PAGE);
        let query = token.into_iter().fold(query, |query, token| query.with("nextToken", token));
        self.read(LIST, self.path("v4", LIST), query).await
    }

    /// The exchanges of one order.
    pub(super) async fn exchanges_of(&self, order: &OrderId, span: Span) -> Result<Vec<Claim>, MarketError> {
        let order = number(LIST, "orderId", order.as_str())?.to_string();
        let mut claims = Vec::new();
        for part in windows(span, EXCHANGE_WINDOW) {
            let query = exchange_query(part).with("orderId", &order).with("maxPerPage", PAGE);
            for record in self.read_all(LIST, &self.path("v4", LIST), &query).await? {
                claims.push(
                    translate::exchange::claim(&self.account, record)
                        .map_err(|reason| unreadable(LIST, &reason))?,
                );
            }
        }
        Ok(claims)
    }

    /// 교환상품 입고확인. The new box appears within ten minutes.
    pub(super) async fn exchange_received(&self, claim: &ClaimId) -> Result<Answer, MarketError> {
        const OPERATION: &str = "exchange receiveConfirmation";
        let exchange_id = number(OPERATION, "exchangeId", claim.as_str())?;
        let path = self.path("v4", format_args!("{LIST}/{exchange_id}/receiveConfirmation"));
        let body = ReceivedExchange { exchange_id, vendor_id: &self.vendor };
        self.write(OPERATION, Method::Patch, path, &body).await
    }

    /// 교환 거부
    pub(super) async fn reject_exchange(&self, claim: &ClaimId, reason: &str) -> Result<Answer, MarketError> {
        const OPERATION: &str = "exchange rejection";
        let exchange_id = number(OPERATION, "exchangeId", claim.as_str())?;
        let path = self.path("v4", format_args!("{LIST}/{exchange_id}/rejection"));
        let body = RejectedExchange { exchange_id, vendor_id: &self.vendor, exchange_reject_code: reason };
        self.write(OPERATION, Method::Patch, path, &body).await
    }

    /// 교환송장 업로드, of the NEW box; the old one is refused as not suitable.
    pub(super) async fn reship_exchange(
        &self,
        claim: &ClaimId,
        bundle: &BundleId,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Answer, MarketError> {
        const OPERATION: &str = "exchange invoices";
        checked(OPERATION, courier, invoice)?;
        let exchange_id = number(OPERATION, "exchangeId", claim.as_str())?;
        let path = self.path("v4", format_args!("{LIST}/{exchange_id}/invoices"));
        let body = [ReshippedExchange {
            exchange_id,
            vendor_id: &self.vendor,
            shipment_box_id: number(OPERATION, "shipmentBoxId", bundle.as_str())?,
            goods_delivery_code: courier.as_str(),
            invoice_number: invoice.as_str(),
        }];
        self.write(OPERATION, Method::Post, path, &body).await
    }
}

/// Korean seconds without an offset, strictly under seven days apart.
fn exchange_query(span: Span) -> Query {
    let second = |at| in_korea(at).format("%Y-%m-%dT%H:%M:%S").to_string();
    Query::default().with("createdAtFrom", second(span.from)).with("createdAtTo", second(span.to))
}
