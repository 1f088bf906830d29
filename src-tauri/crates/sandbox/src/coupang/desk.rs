//! Where an operation is carried out once the gateway let it pass.

use chrono::{DateTime, Utc};

use super::errors::{Refusal, Reply};
use super::route::{Operation, Route};
use super::settings::Settings;
use super::state::State;
use super::{cancel, exchanges, orders, returns, shipping, withdrawals};

/// The shop, as one call sees it.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) settings: &'a Settings,
    pub(crate) now: DateTime<Utc>,
    /// A fault delays the effect of this call by so many seconds.
    pub(crate) lag: u32,
    /// A fault lets the next row fail.
    pub(crate) row_fails: bool,
}

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) route: &'a Route,
    /// Raw, without `?`.
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
}

impl Desk<'_> {
    pub(crate) fn carry_out(&mut self, asked: Asked<'_>) -> Result<Reply, Refusal> {
        use Operation as Op;
        match asked.route.operation {
            Op::ListSheets => orders::list(self, asked),
            Op::GetSheet => orders::single(self, asked),
            Op::GetOrder => orders::by_order(self, asked),
            Op::History => orders::history(self, asked),
            Op::Coupons => orders::coupons(self, asked),
            Op::Acknowledge => orders::acknowledge(self, asked),
            Op::UploadInvoices => shipping::upload(self, asked),
            Op::UpdateInvoices => shipping::update(self, asked),
            Op::CompleteLongUndelivered => shipping::complete_long_undelivered(self, asked),
            Op::CancelOrder => cancel::cancel_order(self, asked),
            Op::ListReturns => returns::list(self, asked),
            Op::GetReturn => returns::single(self, asked),
            Op::StopShipment => returns::stop_shipment(self, asked),
            Op::AlreadyShipped => returns::already_shipped(self, asked),
            Op::ReceiveReturn => returns::receive(self, asked),
            Op::ApproveReturn => returns::approve(self, asked),
            Op::ListWithdrawals => withdrawals::by_period(self, asked),
            Op::FindWithdrawals => withdrawals::by_ids(self, asked),
            Op::PickupInvoice => returns::pickup_invoice(self, asked),
            Op::ListExchanges => exchanges::list(self, asked),
            Op::ReceiveExchange => exchanges::receive(self, asked),
            Op::RejectExchange => exchanges::reject(self, asked),
            Op::ShipExchange => exchanges::ship(self, asked),
        }
    }
}
