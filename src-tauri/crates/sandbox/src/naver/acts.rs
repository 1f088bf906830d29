//! The verbs as methods.

use super::{Address, Done, OrderWish, Shop, Verb, VerbError};

impl Shop {
    /// A buyer orders and pays.
    ///
    /// # Errors
    /// Never for a shop in order; the signature matches the other acts.
    pub fn place_order(&self, wish: OrderWish) -> Result<Done, VerbError> {
        self.act(&Verb::PlaceOrder { wish })
    }

    /// A buyer cancels; everything that remains when `quantity` is absent.
    ///
    /// # Errors
    /// When the line has left, a claim is open, or fewer remain.
    pub fn buyer_cancels(&self, product_order_id: &str, quantity: Option<u32>) -> Result<Done, VerbError> {
        let product_order_id = product_order_id.to_owned();
        self.act(&Verb::BuyerCancels { product_order_id, quantity, reason: None })
    }

    /// A buyer sends goods back; everything that remains when `quantity` is absent.
    ///
    /// # Errors
    /// When the line has not left, a claim is open, or fewer remain.
    pub fn buyer_returns(&self, product_order_id: &str, quantity: Option<u32>) -> Result<Done, VerbError> {
        let product_order_id = product_order_id.to_owned();
        self.act(&Verb::BuyerReturns { product_order_id, quantity, reason: None, held: false })
    }

    /// A buyer sends everything back and wants the fee taken off the refund: the marketplace holds
    /// the return by itself.
    ///
    /// # Errors
    /// When the line has not left or a claim is open.
    pub fn buyer_returns_held(&self, product_order_id: &str) -> Result<Done, VerbError> {
        let product_order_id = product_order_id.to_owned();
        self.act(&Verb::BuyerReturns { product_order_id, quantity: None, reason: None, held: true })
    }

    /// A buyer exchanges goods; everything that remains when `quantity` is absent.
    ///
    /// # Errors
    /// When the line has not left, a claim is open, or fewer remain.
    pub fn buyer_exchanges(&self, product_order_id: &str, quantity: Option<u32>) -> Result<Done, VerbError> {
        let product_order_id = product_order_id.to_owned();
        self.act(&Verb::BuyerExchanges { product_order_id, quantity, reason: None })
    }

    /// A buyer withdraws a claim.
    ///
    /// # Errors
    /// When the goods are in or the claim is closed.
    pub fn buyer_withdraws(&self, claim_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerWithdraws { claim_id: claim_id.to_owned() })
    }

    /// A buyer changes the address at once.
    ///
    /// # Errors
    /// When everything in the order has left.
    pub fn buyer_changes_address(&self, order_id: &str, receiver: Address) -> Result<Done, VerbError> {
        let order_id = order_id.to_owned();
        self.act(&Verb::BuyerChangesAddress { order_id, receiver, at_confirm: false })
    }

    /// A buyer changes the address in the instant the seller confirms.
    ///
    /// # Errors
    /// When everything in the order is confirmed.
    pub fn address_changes_at_confirm(&self, order_id: &str, receiver: Address) -> Result<Done, VerbError> {
        let order_id = order_id.to_owned();
        self.act(&Verb::BuyerChangesAddress { order_id, receiver, at_confirm: true })
    }

    /// A buyer decides on the purchase: 구매확정.
    ///
    /// # Errors
    /// When the parcel has not arrived or a claim is open.
    pub fn buyer_decides(&self, product_order_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerDecides { product_order_id: product_order_id.to_owned() })
    }

    /// The receiver of a gift enters an address, a drawn one.
    ///
    /// # Errors
    /// When no gift of the order waits for one.
    pub fn gift_received(&self, order_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::GiftReceived { order_id: order_id.to_owned(), receiver: None })
    }

    /// The marketplace's support cancels a line: 직권취소.
    ///
    /// # Errors
    /// When the trade is over.
    pub fn support_cancels(&self, product_order_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::SupportCancels { product_order_id: product_order_id.to_owned() })
    }

    /// The courier scans a dispatched parcel.
    ///
    /// # Errors
    /// When none waits for it.
    pub fn parcel_scanned(&self, product_order_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::ParcelScanned { product_order_id: product_order_id.to_owned() })
    }

    /// The courier does not know the number of a dispatched parcel: 오류 송장.
    ///
    /// # Errors
    /// When none waits for it.
    pub fn number_wrong(&self, product_order_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::NumberWrong { product_order_id: product_order_id.to_owned() })
    }

    /// A parcel arrives: DELIVERED.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn parcel_delivered(&self, product_order_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::ParcelDelivered { product_order_id: product_order_id.to_owned() })
    }

    /// The courier fetches claimed goods: COLLECTING.
    ///
    /// # Errors
    /// When none wait for it.
    pub fn pickup_scanned(&self, claim_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::PickupScanned { claim_id: claim_id.to_owned() })
    }

    /// Claimed goods arrive.
    ///
    /// # Errors
    /// When none are to come.
    pub fn goods_collected(&self, claim_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::GoodsCollected { claim_id: claim_id.to_owned() })
    }

    /// A replacement arrives.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn exchange_delivered(&self, claim_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::ExchangeDelivered { claim_id: claim_id.to_owned() })
    }
}
