//! The verbs as methods.

use super::{Address, ClaimWish, Done, OrderWish, Shop, Site, Verb, VerbError};

impl Shop {
    /// A buyer orders and pays.
    ///
    /// # Errors
    /// When the wished number is taken.
    pub fn place_order(&self, site: Site, wish: OrderWish) -> Result<Done, VerbError> {
        self.act(&Verb::PlaceOrder { site, wish })
    }

    /// A buyer cancels: at once before 주문확인, by a request after it.
    ///
    /// # Errors
    /// When the order has left or a claim is open.
    pub fn buyer_cancels(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerCancels { site, order_no, wish: ClaimWish::default() })
    }

    /// A buyer sends the goods back.
    ///
    /// # Errors
    /// When the order has not left or a claim is open.
    pub fn buyer_returns(&self, site: Site, order_no: u64, wish: ClaimWish) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerReturns { site, order_no, wish })
    }

    /// A buyer exchanges the goods.
    ///
    /// # Errors
    /// When the order has not left, a claim is open, or an exchange was asked for before.
    pub fn buyer_exchanges(&self, site: Site, order_no: u64, wish: ClaimWish) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerExchanges { site, order_no, wish })
    }

    /// A buyer withdraws the open claim.
    ///
    /// # Errors
    /// When the goods are in or no claim is open.
    pub fn buyer_withdraws(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerWithdraws { site, order_no })
    }

    /// A buyer changes the address at once; 주문확인 will tell.
    ///
    /// # Errors
    /// When the order is confirmed.
    pub fn buyer_changes_address(
        &self,
        site: Site,
        order_no: u64,
        receiver: Address,
    ) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerChangesAddress { site, order_no, receiver, at_confirm: false })
    }

    /// A buyer changes the address in the instant the seller confirms.
    ///
    /// # Errors
    /// When the order is confirmed.
    pub fn address_changes_at_confirm(
        &self,
        site: Site,
        order_no: u64,
        receiver: Address,
    ) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerChangesAddress { site, order_no, receiver, at_confirm: true })
    }

    /// A buyer pays what a hold asks for.
    ///
    /// # Errors
    /// When no hold asks for a fee.
    pub fn buyer_pays_fee(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerPaysFee { site, order_no })
    }

    /// The site holds a return for its fee: 1 반품배송비, 3 기타배송비 too.
    ///
    /// # Errors
    /// When no return waits, or the reason is none of the site's.
    pub fn site_holds(&self, site: Site, order_no: u64, reason: i64) -> Result<Done, VerbError> {
        self.act(&Verb::SiteHolds { site, order_no, reason })
    }

    /// A buyer reports that nothing came: 미수령신고.
    ///
    /// # Errors
    /// When the order has not left, or is claimed or reported already.
    pub fn buyer_reports(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerReports { site, order_no })
    }

    /// A buyer objects to the withdrawal of a report.
    ///
    /// # Errors
    /// When nobody asked for one.
    pub fn buyer_objects(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerObjects { site, order_no })
    }

    /// A buyer decides on the purchase: 구매결정.
    ///
    /// # Errors
    /// When the parcel has not arrived or a claim is open.
    pub fn buyer_decides(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerDecides { site, order_no })
    }

    /// The receiver of a gift enters an address, a drawn one.
    ///
    /// # Errors
    /// When the gift does not wait for one.
    pub fn gift_received(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::GiftReceived { site, order_no, receiver: None })
    }

    /// The support refunds: 직권환불, of the open claim or without one.
    ///
    /// # Errors
    /// When the trade is over.
    pub fn support_settles(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::SupportSettles { site, order_no })
    }

    /// The refund of an approved cancel goes through.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn refund_completes(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::RefundCompletes { site, order_no })
    }

    /// A parcel arrives: 배송완료.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn parcel_delivered(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::ParcelDelivered { site, order_no })
    }

    /// The courier fetches claimed goods.
    ///
    /// # Errors
    /// When none wait for it.
    pub fn pickup_scanned(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::PickupScanned { site, order_no })
    }

    /// Claimed goods arrive: 수거완료.
    ///
    /// # Errors
    /// When none are to come.
    pub fn goods_collected(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::GoodsCollected { site, order_no })
    }

    /// A replacement arrives.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn exchange_delivered(&self, site: Site, order_no: u64) -> Result<Done, VerbError> {
        self.act(&Verb::ExchangeDelivered { site, order_no })
    }
}
