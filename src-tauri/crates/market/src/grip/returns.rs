//! Returns: taking one in, its goods, its refund, its refusal. Each call is about one line.

use domain::Length;

use super::Grip;
use super::shipping::words;
use super::wire::answer::Written;
use super::wire::body::{Denial, Notice, OfLine, OrderKey, Receipt};
use crate::{MarketError, Method};

/// Characters of the notice that a request was taken in.
pub(super) const NOTICE: Length = Length::characters(1_000);
/// Characters of the reason of a refusal.
pub(super) const DENIAL: Length = Length::characters(200);

impl Grip {
    /// 반품 접수: the buyer is told how the goods come back.
    pub(super) async fn take_in_return(
        &self,
        order_key: OrderKey,
        text: &str,
    ) -> Result<Written, MarketError> {
        self.notice("return/start", order_key, text).await
    }

    /// 반품 상품 확인: the goods are back.
    pub(super) async fn return_collected(&self, order_key: OrderKey) -> Result<Written, MarketError> {
        self.receipt("return/receive", order_key).await
    }

    /// 반품 승인: the buyer is refunded.
    pub(super) async fn refund_return(&self, order_key: OrderKey) -> Result<Written, MarketError> {
        self.write("return/allow", Method::Put, &OfLine { order_key }).await
    }

    /// 반품 거절
    pub(super) async fn deny_return(&self, order_key: OrderKey, text: &str) -> Result<Written, MarketError> {
        self.denial("return/deny", order_key, text).await
    }

    /// Words to the buyer with which a request is taken in.
    pub(super) async fn notice(
        &self,
        operation: &'static str,
        order_key: OrderKey,
        text: &str,
    ) -> Result<Written, MarketError> {
        let message = words(operation, text, NOTICE)?;
        self.write(operation, Method::Put, &Notice { order_key, message }).await
    }

    /// That goods came back. What a `false` would do no document says, so that none is ever sent.
    pub(super) async fn receipt(
        &self,
        operation: &'static str,
        order_key: OrderKey,
    ) -> Result<Written, MarketError> {
        self.write(operation, Method::Put, &Receipt { order_key, receive_product: true }).await
    }

    /// A refusal in words.
    pub(super) async fn denial(
        &self,
        operation: &'static str,
        order_key: OrderKey,
        text: &str,
    ) -> Result<Written, MarketError> {
        let reason = words(operation, text, DENIAL)?;
        self.write(operation, Method::Put, &Denial { order_key, reason }).await
    }
}
