//! The verbs as methods.

use super::{Collect, Done, OrderWish, Quantity, Receiver, Shop, Verb, VerbError};

impl Shop {
    /// A buyer orders and pays.
    ///
    /// # Errors
    /// Never for a shop in order; the signature matches the other acts.
    pub fn place_order(&self, wish: OrderWish) -> Result<Done, VerbError> {
        self.act(&Verb::PlaceOrder { wish })
    }

    /// A buyer cancels; everything that is left when `items` is empty.
    ///
    /// # Errors
    /// When the parcel is on its way, or fewer are left.
    pub fn buyer_cancels(&self, shipment_box_id: &str, items: &[Quantity]) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerCancels { shipment_box_id: shipment_box_id.to_owned(), items: items.to_vec() })
    }

    /// A buyer sends goods back; everything that is left when `items` is empty.
    ///
    /// # Errors
    /// When the box has not left, or fewer are left.
    pub fn buyer_returns(&self, shipment_box_id: &str, items: &[Quantity]) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerReturns {
            shipment_box_id: shipment_box_id.to_owned(),
            items: items.to_vec(),
            reason: None,
        })
    }

    /// A buyer exchanges goods.
    ///
    /// # Errors
    /// When the box has not left, or fewer are left.
    pub fn buyer_exchanges(&self, shipment_box_id: &str, item: &Quantity) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerExchanges {
            shipment_box_id: shipment_box_id.to_owned(),
            vendor_item_id: item.vendor_item_id.clone(),
            count: item.count,
            reason: None,
        })
    }

    /// A buyer withdraws a return or a stop-shipment request.
    ///
    /// # Errors
    /// When it is settled or the goods were picked up.
    pub fn buyer_withdraws(&self, receipt_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerWithdraws { receipt_id: receipt_id.to_owned() })
    }

    /// A buyer withdraws an exchange.
    ///
    /// # Errors
    /// When it is closed or the goods are in.
    pub fn buyer_withdraws_exchange(&self, exchange_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerWithdrawsExchange { exchange_id: exchange_id.to_owned() })
    }

    /// A buyer changes the address at once.
    ///
    /// # Errors
    /// When the order is past 결제완료.
    pub fn buyer_changes_address(
        &self,
        shipment_box_id: &str,
        receiver: Receiver,
    ) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerChangesAddress {
            shipment_box_id: shipment_box_id.to_owned(),
            receiver,
            at_acknowledgement: false,
        })
    }

    /// A buyer changes the address in the instant the seller acknowledges.
    ///
    /// # Errors
    /// When the order is past 결제완료.
    pub fn address_changes_at_acknowledgement(
        &self,
        shipment_box_id: &str,
        receiver: Receiver,
    ) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerChangesAddress {
            shipment_box_id: shipment_box_id.to_owned(),
            receiver,
            at_acknowledgement: true,
        })
    }

    /// A buyer confirms the purchase.
    ///
    /// # Errors
    /// When the parcel has not arrived.
    pub fn buyer_confirms(&self, shipment_box_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::BuyerConfirms { shipment_box_id: shipment_box_id.to_owned() })
    }

    /// Customer service approves a cancel or return: CS_CONFIRM.
    ///
    /// # Errors
    /// When it is settled.
    pub fn cs_approves(&self, receipt_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::CsApproves { receipt_id: receipt_id.to_owned(), loss: false })
    }

    /// Coupang looks into a return: 쿠팡확인요청.
    ///
    /// # Errors
    /// When it is settled or nothing was shipped.
    pub fn coupang_checks(&self, receipt_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::CoupangChecks { receipt_id: receipt_id.to_owned() })
    }

    /// The courier scans a shipped parcel: 배송중.
    ///
    /// # Errors
    /// When it is not in 배송지시.
    pub fn parcel_scanned(&self, shipment_box_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::ParcelScanned { shipment_box_id: shipment_box_id.to_owned() })
    }

    /// A parcel arrives: 배송완료.
    ///
    /// # Errors
    /// When it is not in 배송중.
    pub fn parcel_delivered(&self, shipment_box_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::ParcelDelivered { shipment_box_id: shipment_box_id.to_owned() })
    }

    /// The courier fetches returned goods.
    ///
    /// # Errors
    /// When nothing is to be fetched.
    pub fn return_collected(&self, receipt_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::ReturnCollected { receipt_id: receipt_id.to_owned() })
    }

    /// The collection of an exchange moves on.
    ///
    /// # Errors
    /// When it is closed or the goods are in.
    pub fn exchange_collecting(&self, exchange_id: &str, collect: Collect) -> Result<Done, VerbError> {
        self.act(&Verb::ExchangeCollecting { exchange_id: exchange_id.to_owned(), collect })
    }

    /// A replacement arrives.
    ///
    /// # Errors
    /// When none is on its way.
    pub fn exchange_delivered(&self, exchange_id: &str) -> Result<Done, VerbError> {
        self.act(&Verb::ExchangeDelivered { exchange_id: exchange_id.to_owned() })
    }
}
