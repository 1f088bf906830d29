//! Exchanges: pickup, collection, hold and release, the new goods, their arrival, turning it into a return.

use chrono::NaiveDate;
use domain::{CourierCode, InvoiceNumber};

use super::reasons::EXCHANGE_HOLDS;
use super::returns::Invoice;
use super::shipping::code;
use super::wire::answer::Written;
use super::wire::body::{Arrival, ExchangeHold};
use super::{Esm, unsupported};
use crate::{MarketError, Method};

/// POST exchange/hold, which needs a permission of its own.
pub(super) const HOLD: &str = "exchange/hold";

/// The path of an operation on an exchange.
fn path(line: u64, rest: &str) -> String {
    format!("/claim/v1/sa/exchange/{line}/{rest}")
}

impl Esm {
    /// 교환 수거 송장; again, it takes the place of the former one.
    pub(super) async fn exchange_pickup(
        &self,
        line: u64,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Written, MarketError> {
        const OPERATION: &str = "exchange/pickup";
        let body = self.parcel(OPERATION, courier, invoice)?;
        self.write(OPERATION, Method::Post, &path(line, "pickup"), &body).await
    }

    /// 교환 수거완료, today.
    pub(super) async fn exchange_collected(&self, line: u64) -> Result<Written, MarketError> {
        self.write("exchange/collected", Method::Put, &path(line, "pickup"), &self.arrival()).await
    }

    /// 교환 보류, until the day on which the new goods are to leave.
    pub(super) async fn hold_exchange(
        &self,
        line: u64,
        reason: &str,
        until: Option<NaiveDate>,
    ) -> Result<Written, MarketError> {
        let hold_reason = code(HOLD, EXCHANGE_HOLDS, reason)?;
        let resend_expect_date = until.map(|day| day.to_string());
        let body = ExchangeHold { site_type: self.flavor.site, hold_reason, resend_expect_date };
        self.write(HOLD, Method::Post, &path(line, "hold"), &body).await
    }

    /// 교환 보류 해제, where there is a call for it.
    pub(super) async fn release_exchange(&self, line: u64) -> Result<Written, MarketError> {
        const OPERATION: &str = "exchange/release";
        if !self.flavor.releases_exchanges {
            return Err(unsupported(OPERATION));
        }
        self.write(OPERATION, Method::Delete, &path(line, "hold"), &self.site()).await
    }

    /// 교환 재발송 송장
    pub(super) async fn resend(
        &self,
        line: u64,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Written, MarketError> {
        const OPERATION: &str = "exchange/resend";
        let body = self.parcel(OPERATION, courier, invoice)?;
        self.write(OPERATION, Method::Post, &path(line, "resend"), &body).await
    }

    /// 교환 재발송 배송완료, today.
    pub(super) async fn resent_arrived(&self, line: u64) -> Result<Written, MarketError> {
        self.write("exchange/arrived", Method::Put, &path(line, "resend"), &self.arrival()).await
    }

    /// 교환을 반품으로
    pub(super) async fn exchange_to_return(
        &self,
        line: u64,
        invoice: Invoice<'_>,
    ) -> Result<Written, MarketError> {
        self.convert("exchange/return", &path(line, "return"), invoice).await
    }

    /// That something arrived today.
    fn arrival(&self) -> Arrival {
        Arrival { site_type: self.flavor.site, pickup_complete_date: self.today() }
    }
}
