//! Exchanges: taking one in, the old goods, the new ones, its refusal. Each call is about one line.

use domain::{CourierCode, InvoiceNumber, Sentence};

use super::couriers::{DIRECT, OWN};
use super::wire::answer::Written;
use super::wire::body::{OfLine, OrderKey, Reshipment};
use super::{Grip, unsendable};
use crate::{MarketError, Method};

impl Grip {
    /// 교환 접수: the buyer is told how the goods come back.
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
        if courier.as_str() == OWN.code {
            return Err(unsendable(OPERATION, &NEEDS_COURIER));
        }
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

const NEEDS_COURIER: Sentence = Sentence::fixed(
    "교환 상품은 직접배송으로 보낼 수 없습니다. 택배사와 송장번호를 넣거나 ‘직접 수령’을 고르세요.",
    "New goods cannot go by the seller's own delivery. Give a courier and a number, or choose “직접 수령”.",
);
