//! The verbs as methods.

use super::{Address, ClaimWish, Done, Key, OrderWish, Shop, Verb, VerbError};

impl Shop {
    /// A buyer orders and pays.
    ///
    /// # Errors
    /// When the wished number is taken.
    pub fn place_order(&self, wish: OrderWish) -> Result<Done, VerbError> {
        self.act(&Verb::PlaceOrder { wish })
    }

    /// A buyer cancels: at once, and only before 발주.
    ///
    /// # Errors
    /// When the order is being prepared or over.
    pub fn buyer_cancels(&self, key: Key) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerCancels { key })
    }

    /// A buyer pays a basket that waited for it.
    ///
    /// # Errors
    /// When no payment is awaited.
    pub fn buyer_pays(&self, order_seq: u64) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerPays { order_seq })
    }

    /// A buyer changes the address of a basket.
    ///
    /// # Errors
    /// When the order is being prepared or over.
    pub fn buyer_changes_address(&self, order_seq: u64, receiver: Address) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerChangesAddress { order_seq, receiver })
    }

    /// A buyer sends the goods back.
    ///
    /// # Errors
    /// When nothing was sent or a claim is open.
    pub fn buyer_returns(&self, key: Key, wish: ClaimWish) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerReturns { key, wish })
    }

    /// A buyer exchanges the goods.
    ///
    /// # Errors
    /// When nothing was sent or a claim is open.
    pub fn buyer_exchanges(&self, key: Key, wish: ClaimWish) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerExchanges { key, wish })
    }

    /// A buyer withdraws a return or exchange.
    ///
    /// # Errors
    /// When none waits, or its goods are back.
    pub fn buyer_withdraws(&self, key: Key) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerWithdraws { key })
    }

    /// A buyer who paid by 가상계좌 enters the account for the refund.
    ///
    /// # Errors
    /// When none is wanted.
    pub fn buyer_enters_account(&self, key: Key) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerEntersAccount { key })
    }

    /// A refund arrives.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn refund_completes(&self, key: Key) -> Result<Done, VerbError> {
        self.act(&Verb::RefundCompletes { key })
    }

    /// A parcel arrives: 배송완료.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn parcel_delivered(&self, key: Key) -> Result<Done, VerbError> {
        self.act(&Verb::ParcelDelivered { key })
    }

    /// A replacement arrives.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn exchange_delivered(&self, key: Key) -> Result<Done, VerbError> {
        self.act(&Verb::ExchangeDelivered { key })
    }

    /// A buyer decides on the purchase: 구매확정.
    ///
    /// # Errors
    /// When nothing was sent or a claim is open.
    pub fn buyer_decides(&self, key: Key) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerDecides { key })
    }

    /// A buyer writes a review.
    ///
    /// # Errors
    /// When the purchase is not decided on, or reviewed already.
    pub fn buyer_reviews(&self, key: Key) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerReviews { key, text: None })
    }

    /// A buyer asks something about an order; `kind` is an InquiryType.
    ///
    /// # Errors
    /// When there is no such type.
    pub fn buyer_asks(&self, key: Key, kind: i64) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerAsks { key, kind: Some(kind), from_product: false })
    }

    /// Secret Key 재발급: the old key is void at once, and [`Shop::credentials`] tells the new one.
    ///
    /// # Errors
    /// None.
    pub fn reissue_keys(&self) -> Result<Done, VerbError> {
        self.act(&Verb::ReissueKeys)
    }
}
