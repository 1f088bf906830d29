//! Returns: filing one, its pickup, holding, refunding, turning it into an exchange.

use domain::{CourierCode, InvoiceNumber, Length, LineId, OrderId, Outcome, ReturnPickup, Sentence, Won};

use super::reasons::{CHARGES, RETURN_HOLDS, RETURN_REASONS, RETURN_WAYS, offers, way};
use super::shipping::{BAD_REASON, checked, code, on, words};
use super::wire::answer::Written;
use super::wire::body::{ReturnHold, ReturnRequest, Travel};
use super::{Esm, number, unsendable};
use crate::{MarketError, Method};

/// Characters of the words to a hold: no document limits them.
pub(super) const HOLD_WORDS: Length = Length::characters(200);

/// The least that a held return charges the buyer, in won: the page shows one refusal for less at both sites.
pub(super) const LEAST_FEE: Won = Won::new(1_000);

/// Courier and number, where they are given.
pub(super) type Invoice<'a> = Option<&'a (CourierCode, InvoiceNumber)>;

impl Esm {
    /// 판매자 직접 반품 신청
    pub(super) async fn request_return(
        &self,
        order: &OrderId,
        line: &LineId,
        reason: &str,
        pickup: &ReturnPickup,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "Return/Request";
        if !offers(RETURN_REASONS, reason) || !offers(RETURN_WAYS, &pickup.method) {
            return Err(unsendable(OPERATION, &BAD_REASON));
        }
        let (item_status, already_sent) = way(&pickup.method);
        let travel = self.travel(OPERATION, pickup.invoice.as_ref())?;
        let body = ReturnRequest {
            site_type: self.flavor.site,
            pay_no: number(OPERATION, order.as_str())?,
            reason,
            item_status,
            already_sent,
            pickup_comp_code: travel.delivery_comp_code,
            invoice_no: travel.invoice_no,
        };
        let path = format!("/claim/v1/sa/Return/{}/Request", number(OPERATION, line.as_str())?);
        let written = self.write(OPERATION, Method::Post, &path, &body).await?;
        Ok(vec![written.outcome_by_words(on(line))])
    }

    /// 반품 수거 송장; again, it takes the place of the former one.
    pub(super) async fn return_pickup(
        &self,
        line: u64,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Written, MarketError> {
        const OPERATION: &str = "return/pickup";
        let body = self.parcel(OPERATION, courier, invoice)?;
        self.write(OPERATION, Method::Post, &format!("/claim/v1/sa/return/{line}/pickup"), &body).await
    }

    /// 반품 보류, with what the buyer is charged when that is the reason.
    pub(super) async fn hold_return(
        &self,
        line: u64,
        reason: &str,
        detail: &str,
        fee: Option<Won>,
    ) -> Result<Written, MarketError> {
        const OPERATION: &str = "return/hold";
        let hold_reason = code(OPERATION, RETURN_HOLDS, reason)?;
        let return_shipping_fee = Self::charge(OPERATION, reason, fee)?;
        let hold_reason_detail = Some(words(OPERATION, detail, HOLD_WORDS)?);
        let site_type = self.flavor.site;
        let body = ReturnHold { site_type, hold_reason, hold_reason_detail, return_shipping_fee };
        self.write(OPERATION, Method::Post, &format!("/claim/v1/sa/return/{line}/hold"), &body).await
    }

    /// What a hold charges: something for the one reason that asks for it, nothing for the others.
    fn charge(operation: &'static str, reason: &str, fee: Option<Won>) -> Result<Option<i64>, MarketError> {
        let fee = fee.filter(|fee| *fee != Won::ZERO);
        match (reason == CHARGES, fee) {
            (false, None) => Ok(None),
            (false, Some(_)) => Err(unsendable(operation, &NO_CHARGE)),
            (true, Some(fee)) if fee >= LEAST_FEE => Ok(Some(fee.get())),
            (true, _) => Err(unsendable(
                operation,
                &Sentence::new(
                    format!(
                        "청구할 반품배송비가 없거나 너무 적습니다. {}원 이상으로 넣으세요.",
                        LEAST_FEE.get()
                    ),
                    format!("The charge is missing or too small. Enter {} won or more.", LEAST_FEE.get()),
                ),
            )),
        }
    }

    /// 반품 승인: collected, released and refunded at once.
    pub(super) async fn refund_return(&self, line: u64) -> Result<Written, MarketError> {
        let path = format!("/claim/v1/sa/return/{line}");
        self.write("return/approve", Method::Put, &path, &self.site()).await
    }

    /// 반품을 교환으로
    pub(super) async fn return_to_exchange(
        &self,
        line: u64,
        invoice: Invoice<'_>,
    ) -> Result<Written, MarketError> {
        self.convert("return/exchange", &format!("/claim/v1/sa/return/{line}/exchange"), invoice).await
    }

    /// Converts a claim, with the parcel in which the goods leave again where the site wants it.
    pub(super) async fn convert(
        &self,
        operation: &'static str,
        path: &str,
        invoice: Invoice<'_>,
    ) -> Result<Written, MarketError> {
        if self.flavor.conversion_travels && invoice.is_none() {
            return Err(unsendable(operation, &NO_PARCEL));
        }
        let body = self.travel(operation, invoice.filter(|_| self.flavor.conversion_travels))?;
        self.write(operation, Method::Post, path, &body).await
    }

    /// A parcel of a claim.
    pub(super) fn parcel<'a>(
        &self,
        operation: &'static str,
        courier: &CourierCode,
        invoice: &'a InvoiceNumber,
    ) -> Result<Travel<'a>, MarketError> {
        let delivery_comp_code = Some(checked(self.flavor, operation, courier, invoice)?);
        let invoice_no = Some(invoice.as_str());
        Ok(Travel { site_type: self.flavor.site, delivery_comp_code, invoice_no })
    }

    /// A parcel of a claim that may be missing.
    fn travel<'a>(&self, operation: &'static str, invoice: Invoice<'a>) -> Result<Travel<'a>, MarketError> {
        let nothing = Travel { site_type: self.flavor.site, delivery_comp_code: None, invoice_no: None };
        invoice.map_or(Ok(nothing), |(courier, invoice)| self.parcel(operation, courier, invoice))
    }
}

const NO_CHARGE: Sentence = Sentence::fixed(
    "금액은 ‘기타 반품배송비 청구’를 고를 때만 청구할 수 있습니다. 사유를 바꾸거나 금액을 지우세요.",
    "Only the reason that charges the buyer takes an amount. Choose that reason or clear the amount.",
);

const NO_PARCEL: Sentence = Sentence::fixed(
    "옥션은 전환할 때 재배송 택배사와 송장번호를 요구합니다. 택배사와 송장번호를 넣으세요.",
    "Auction wants courier and number of the parcel that leaves again. Enter them.",
);
