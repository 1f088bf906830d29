//! Confirming, dispatching, promising a later day, declaring delivered. Each call is about one line.

use chrono::NaiveDate;
use domain::{
    Courier, CourierCode, InvoiceNumber, Length, LineId, LineResult, Outcome, Parcel, ParcelLine, Sentence,
    Target,
};

use super::flavor::Flavor;
use super::reasons::{self, offers};
use super::wire::answer::Written;
use super::wire::body::{Confirmation, Delay, Dispatch};
use super::wire::scalar::{day_of, stamp};
use super::{Esm, UNFIT, both, number, unsendable};
use crate::{MarketError, Method};

/// The last day that can be promised, counted from today.
const LAST_DAY: i64 = 90;
/// Characters of the words to a delay; 300 letters and digits count as many as 150 Korean ones.
pub(super) const DELAY_WORDS: Length = Length::characters(150);

impl Esm {
    /// 주문확인 of one line. That the address was changed before (IsChanged) needs no answer here: the line is read
    /// again after every confirmation.
    pub(super) async fn confirm(
        &self,
        lines: &[(domain::BundleId, LineId)],
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "OrderCheck";
        let [(_, line)] = lines else { return Err(unsendable(OPERATION, &ONE_LINE)) };
        let path = format!("/shipping/v1/Order/OrderCheck/{}", number(OPERATION, line.as_str())?);
        let written = self.write(OPERATION, Method::Post, &path, &Confirmation {}).await?;
        Ok(vec![written.outcome(on(line))])
    }

    /// 발송처리 of one line; again with another number, it takes the place of the former one.
    pub(super) async fn ship(&self, parcels: &[Parcel]) -> Result<Vec<Outcome>, MarketError> {
        match parcels {
            [parcel] if parcel.lines.len() == 1 => self.ship_first(parcel).await,
            _ => Err(unsendable(DISPATCH, &ONE_LINE)),
        }
    }

    /// Dispatches the first line of a parcel. One request carries one line: the others are told to be sent again.
    pub(super) async fn ship_first(&self, parcel: &Parcel) -> Result<Vec<Outcome>, MarketError> {
        let Some((first, rest)) = parcel.lines.split_first() else {
            return Err(unsendable(DISPATCH, &ONE_LINE));
        };
        let line = number(DISPATCH, first.line.as_str())?;
        let written = self.dispatch(line, &parcel.courier, &parcel.invoice).await?;
        let mut outcomes = vec![written.outcome(on(&first.line))];
        outcomes.extend(rest.iter().map(|line| left_behind(&line.line)));
        Ok(outcomes)
    }

    /// What leaves now is dispatched; what stays waits for its own dispatch, and shares the fate of what left.
    pub(super) async fn ship_part(
        &self,
        now: &Parcel,
        later: &[ParcelLine],
    ) -> Result<Vec<Outcome>, MarketError> {
        let mut outcomes = self.ship_first(now).await?;
        let result = outcomes.first().map_or(LineResult::Unknown, |first| first.result.clone());
        let stays = |line: &ParcelLine| Outcome { target: on(&line.line), result: result.clone() };
        outcomes.extend(later.iter().map(stays));
        Ok(outcomes)
    }

    /// POST ShippingInfo, which also refuses a cancel that the buyer asked for.
    pub(super) async fn dispatch(
        &self,
        order_no: u64,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Written, MarketError> {
        let delivery_company_code = checked(self.flavor, DISPATCH, courier, invoice)?;
        let body = Dispatch {
            order_no,
            shipping_date: stamp(self.now()),
            delivery_company_code,
            invoice_no: invoice.as_str(),
        };
        self.write(DISPATCH, Method::Post, "/shipping/v1/Delivery/ShippingInfo", &body).await
    }

    /// 발송예정일 등록
    pub(super) async fn delay(
        &self,
        line: &LineId,
        until: NaiveDate,
        reason: &str,
        detail: &str,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "ShippingExpectedDate";
        let reason_type = code(OPERATION, reasons::DELAY_REASONS, reason)?;
        let days = (until - day_of(self.now())).num_days();
        if !(1..=LAST_DAY).contains(&days) {
            return Err(unsendable(OPERATION, &BAD_DAY));
        }
        let body = Delay {
            order_no: number(OPERATION, line.as_str())?,
            reason_type,
            shipping_expected_date: until.to_string(),
            reason_detail: Some(detail.trim()).filter(|words| !words.is_empty()),
        };
        let path = "/shipping/v1/Order/ShippingExpectedDate";
        Ok(vec![self.write(OPERATION, Method::Post, path, &body).await?.outcome(on(line))])
    }

    /// 배송완료, which needs a permission of its own.
    pub(super) async fn complete_delivery(&self, lines: &[LineId]) -> Result<Vec<Outcome>, MarketError> {
        let Some((first, rest)) = lines.split_first() else {
            return Err(unsendable(COMPLETE, &ONE_LINE));
        };
        let number = number(COMPLETE, first.as_str())?;
        let path = format!("/shipping/v1/Delivery/AddShippingCompleteInfo/{number}");
        let mut outcomes = vec![self.write_bare(COMPLETE, &path).await?.outcome(on(first))];
        outcomes.extend(rest.iter().map(left_behind));
        Ok(outcomes)
    }

    /// Today in Korea.
    pub(super) fn today(&self) -> String {
        day_of(self.now()).to_string()
    }
}

/// POST ShippingInfo
pub(super) const DISPATCH: &str = "ShippingInfo";
/// POST AddShippingCompleteInfo
pub(super) const COMPLETE: &str = "AddShippingCompleteInfo";

/// A line as a target.
pub(super) fn on(line: &LineId) -> Target {
    Target::Line(line.clone())
}

/// A line that was not sent along.
fn left_behind(line: &LineId) -> Outcome {
    Outcome::failed(on(line), UNFIT, both(&ONE_LINE), true)
}

/// A code that a table offers, as the number that ESM wants.
///
/// # Errors
/// When the table does not offer it; nothing was sent.
pub(super) fn code(operation: &'static str, table: &[reasons::Coded], code: &str) -> Result<u8, MarketError> {
    let number = code.parse().ok().filter(|_| offers(table, code));
    number.ok_or_else(|| unsendable(operation, &BAD_REASON))
}

/// Courier and number as they go out, checked before anything is sent.
///
/// # Errors
/// When either cannot be right; nothing was sent.
pub(super) fn checked(
    flavor: &Flavor,
    operation: &'static str,
    courier: &CourierCode,
    invoice: &InvoiceNumber,
) -> Result<u64, MarketError> {
    let known: Option<&Courier> = (flavor.couriers)().iter().find(|known| known.code == courier.as_str());
    let known = known.ok_or_else(|| {
        let sentence = Sentence::new(
            format!("G마켓·옥션에 없는 택배사 코드 {courier}입니다. 택배사를 다시 고르세요."),
            format!("Gmarket and Auction have no courier {courier}. Choose another."),
        );
        unsendable(operation, &sentence)
    })?;
    known.check(invoice).map_err(|sentence| unsendable(operation, &sentence))?;
    number(operation, courier.as_str())
}

/// Words no longer than ESM shows them.
///
/// # Errors
/// When there are none or too many; nothing was sent.
pub(super) fn words<'a>(
    operation: &'static str,
    text: &'a str,
    length: Length,
) -> Result<&'a str, MarketError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(unsendable(operation, &NO_WORDS));
    }
    if length.is_long(text) {
        let at_most = length.at_most;
        let sentence = Sentence::new(
            format!("글이 {at_most}자보다 깁니다. 줄여서 다시 보내세요."),
            format!("The text has more than {at_most} characters. Shorten it."),
        );
        return Err(unsendable(operation, &sentence));
    }
    Ok(text)
}

/// Every call is about one line.
pub(super) const ONE_LINE: Sentence = Sentence::fixed(
    "G마켓·옥션은 주문 한 건씩만 처리해 이 건은 보내지 않았습니다. 한 번 더 눌러 보내세요.",
    "Gmarket and Auction take one line at a time, so this one was not sent. Press again to send it.",
);

/// A code that is in no table.
pub(super) const BAD_REASON: Sentence = Sentence::fixed(
    "G마켓·옥션에 없는 사유입니다. 목록에서 사유를 다시 고르세요.",
    "Gmarket and Auction have no such reason. Choose one of the list.",
);

const BAD_DAY: Sentence = Sentence::fixed(
    "발송예정일은 내일부터 90일 뒤까지만 등록됩니다. 날짜를 다시 고르세요.",
    "The day must be from tomorrow to 90 days from now. Choose another.",
);

const NO_WORDS: Sentence = Sentence::fixed(
    "구매자에게 보이는 글이 비어 있습니다. 내용을 적어 주세요.",
    "The text that the buyer reads is empty. Write one.",
);
