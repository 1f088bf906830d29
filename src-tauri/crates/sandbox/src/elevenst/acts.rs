//! The verbs as methods. A line is named `{ordNo}-{ordPrdSeq}`.

use super::{Address, Done, OrderWish, Shop, Verb, VerbError};

impl Shop {
    /// A buyer orders and pays.
    ///
    /// # Errors
    /// Never for a shop in order; the signature matches the other acts.
    pub fn place_order(&self, wish: OrderWish) -> Result<Done, VerbError> {
        self.act(&Verb::PlaceOrder { wish })
    }

    /// A buyer cancels of their own accord; everything that remains when `quantity` is absent.
    ///
    /// # Errors
    /// When the line has left, a claim is open, or fewer remain.
    pub fn buyer_cancels(&self, line: &str, quantity: Option<u32>) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerCancels { line: line.to_owned(), quantity, reason: None })
    }

    /// A buyer cancels for the seller's fault: it waits for the seller even before 발주확인.
    ///
    /// # Errors
    /// When the line has left or a claim is open.
    pub fn buyer_cancels_for_fault(&self, line: &str) -> Result<Done, VerbError> {
        let reason = Some("04".to_owned());
        self.act(&Verb::BuyerCancels { line: line.to_owned(), quantity: None, reason })
    }

    /// A buyer sends goods back; everything that remains when `quantity` is absent.
    ///
    /// # Errors
    /// When the line has not left, a claim is open, or fewer remain.
    pub fn buyer_returns(&self, line: &str, quantity: Option<u32>) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerReturns { line: line.to_owned(), quantity, reason: None })
    }

    /// A buyer exchanges goods; everything that remains when `quantity` is absent.
    ///
    /// # Errors
    /// When the line has not left, a claim is open, or fewer remain.
    pub fn buyer_exchanges(&self, line: &str, quantity: Option<u32>) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerExchanges { line: line.to_owned(), quantity, reason: None })
    }

    /// A buyer withdraws a claim.
    ///
    /// # Errors
    /// When the claim is closed.
    pub fn buyer_withdraws(&self, claim: &str) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerWithdraws { claim: claim.to_owned() })
    }

    /// A buyer changes the address at once.
    ///
    /// # Errors
    /// When everything in the order is confirmed.
    pub fn buyer_changes_address(&self, ord_no: &str, receiver: Address) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerChangesAddress { ord_no: ord_no.to_owned(), receiver, at_confirm: false })
    }

    /// A buyer changes the address in the instant the seller confirms.
    ///
    /// # Errors
    /// When everything in the order is confirmed.
    pub fn address_changes_at_confirm(&self, ord_no: &str, receiver: Address) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerChangesAddress { ord_no: ord_no.to_owned(), receiver, at_confirm: true })
    }

    /// A buyer decides on the purchase: 구매확정.
    ///
    /// # Errors
    /// When the parcel has not left or a claim is open.
    pub fn buyer_decides(&self, line: &str) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerDecides { line: line.to_owned() })
    }

    /// A buyer says that a parcel never came.
    ///
    /// # Errors
    /// When none is on its way, or it was said already.
    pub fn buyer_misses(&self, line: &str) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerMisses { line: line.to_owned() })
    }

    /// The receiver of a gift enters an address, a drawn one.
    ///
    /// # Errors
    /// When no gift of the order waits for one.
    pub fn gift_received(&self, ord_no: &str) -> Result<Done, VerbError> {
        self.act(&Verb::GiftReceived { ord_no: ord_no.to_owned(), receiver: None })
    }

    /// The marketplace cancels what was not sent in time: 발송지연 직권취소.
    ///
    /// # Errors
    /// When the line does not wait to be sent.
    pub fn support_cancels(&self, line: &str) -> Result<Done, VerbError> {
        self.act(&Verb::SupportCancels { line: line.to_owned() })
    }

    /// The marketplace cancels after 구매확정.
    ///
    /// # Errors
    /// When the purchase is not decided on.
    pub fn office_cancels(&self, line: &str) -> Result<Done, VerbError> {
        self.act(&Verb::OfficeCancels { line: line.to_owned(), reason: None })
    }

    /// The marketplace refunds an open return by itself.
    ///
    /// # Errors
    /// When it is no open return.
    pub fn support_refunds(&self, claim: &str) -> Result<Done, VerbError> {
        self.act(&Verb::SupportRefunds { claim: claim.to_owned() })
    }

    /// Somebody holds a return or exchange in the seller office.
    ///
    /// # Errors
    /// When it was not just asked for.
    pub fn office_holds(&self, claim: &str) -> Result<Done, VerbError> {
        self.act(&Verb::OfficeHolds { claim: claim.to_owned() })
    }

    /// A parcel arrives: 배송완료.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn parcel_delivered(&self, line: &str) -> Result<Done, VerbError> {
        self.act(&Verb::ParcelDelivered { line: line.to_owned() })
    }

    /// Claimed goods arrive.
    ///
    /// # Errors
    /// When none are to come.
    pub fn goods_collected(&self, claim: &str) -> Result<Done, VerbError> {
        self.act(&Verb::GoodsCollected { claim: claim.to_owned() })
    }
}
