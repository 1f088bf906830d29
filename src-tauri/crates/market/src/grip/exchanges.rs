//! Exchanges: taking one in, the old goods, the new ones, its refusal. Each call is about one line.

use domain::{CourierCode, InvoiceNumber};

use super::Grip;
use super::couriers::DIRECT;
use super::wire::answer::Written;
use super::wire::body::{OfLine, OrderKey, Reshipment};
use crate::{MarketError, Method};

impl Grip {
    /// 교환 접수: the buyer is told how the goods come back. The page names no method; those around it all PUT.
    pub(super) async fn take_in_exchange(
        &self,
        order_key: OrderKey,
        text: &str,
    ) -> Result<Written, MarketError> {
        self.notice("exchange/start", order_key, text).await
    }

    /// 교환 상품 확인: the old goods are back.
    pub(super) async fn exchange_collected(&self, order_key: OrderKey) -> Result<Written, MarketError> {
        self.receipt("exchange/receive", order_key).await
    }

    /// The new goods leave: 교환 승인 with their parcel, or 교환 직접 수령 where the buyer gets them by hand.
    pub(super) async fn reship(
        &self,
        order_key: OrderKey,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Written, MarketError> {
        if courier.as_str() == DIRECT.code {
            return self.write("exchange/direct", Method::Put, &OfLine { order_key }).await;
        }
        const OPERATION: &str = "exchange/allow";
        let (delivery_company_seq, tracking_number) = self.checked(OPERATION, courier, invoice).await?;
        let body = Reshipment { order_key, delivery_company_seq, tracking_number };
        self.write(OPERATION, Method::Put, &body).await
    }

    /// 교환 거절
    pub(super) async fn deny_exchange(
        &self,
        order_key: OrderKey,
        text: &str,
    ) -> Result<Written, MarketError> {
        self.denial("exchange/deny", order_key, text).await
    }
}
