//! 발주, 발송, 송장 수정, 배송 지연 안내, 강제 배송완료: many lines in one request, one result for each.

use domain::{
    BundleId, CourierCode, InvoiceNumber, Length, LineId, LineResult, Outcome, Parcel, ParcelLine, Sentence,
    Target,
};

use super::couriers::{DIRECT, OWN};
use super::reasons::{DELAY_REASONS, offered};
use super::wire::answer::Results;
use super::wire::body::{Keys, OrderKey, Postponement, Shipping, Shippings};
use super::wire::record::digits;
use super::{Grip, UNFIT, both, key, unsendable};
use crate::{MarketError, Method, Persistence};

/// PUT /api/delivery/shipping/result
const SHIPPING: &str = "delivery/shipping/result";
/// PUT /api/delivery/start/result
const START: &str = "delivery/start/result";
/// PUT /api/delivery/direct/result
const HAND_OVER: &str = "delivery/direct/result";

/// Characters of the words to a delay.
pub(super) const DELAY_WORDS: Length = Length::characters(50);
/// Characters of an invoice number.
const NUMBER: Length = Length::characters(40);

/// One line of a parcel.
struct Leaving<'a> {
    line: &'a LineId,
    courier: &'a CourierCode,
    invoice: &'a InvoiceNumber,
}

/// A line with its numbers.
type Numbered<'a> = (&'a Leaving<'a>, OrderKey);

impl Grip {
    /// 발주: the buyer cannot cancel any more.
    pub(super) async fn confirm(&self, lines: &[(BundleId, LineId)]) -> Result<Vec<Outcome>, MarketError> {
        let lines: Vec<&LineId> = lines.iter().map(|(_, line)| line).collect();
        self.put("delivery/prepare/result", &lines).await
    }

    /// 발송 of parcels. What the buyer gets by hand goes by a call of its own, so that in one request with parcels of
    /// couriers it stays behind.
    pub(super) async fn ship(&self, parcels: &[Parcel]) -> Result<Vec<Outcome>, MarketError> {
        let (by_hand, by_courier): (Vec<Leaving<'_>>, Vec<Leaving<'_>>) =
            leaving(parcels).partition(|leaving| leaving.courier.as_str() == DIRECT.code);
        if by_courier.is_empty() {
            let lines: Vec<&LineId> = by_hand.iter().map(|leaving| leaving.line).collect();
            return self.put(HAND_OVER, &lines).await;
        }
        let mut outcomes = self.dispatch(&by_courier).await?;
        let behind =
            |leaving: &Leaving<'_>| Outcome::failed(on(leaving.line), UNFIT, both(&BY_HAND_ALONE), true);
        outcomes.extend(by_hand.iter().map(behind));
        Ok(outcomes)
    }

    /// Courier and number first, which can be told again and moves nothing; then the dispatch of those lines that
    /// took them or have none.
    async fn dispatch(&self, leaving: &[Leaving<'_>]) -> Result<Vec<Outcome>, MarketError> {
        let keys = keys(START, leaving.iter().map(|leaving| leaving.line))?;
        let readied = self.readied(leaving, &keys).await?;
        let ready = keys.iter().zip(&readied).filter(|(_, readied)| **readied == LineResult::Ok);
        let going: Vec<OrderKey> = ready.map(|(key, _)| *key).collect();
        let started = match going.as_slice() {
            [] => Ok(Results::default()),
            going => self.put_keys(START, going).await,
        };
        let started = match started {
            // Of all lines alike it is told as it is.
            Err(error) if going.len() == keys.len() => return Err(error),
            started => started,
        };
        let result = |key: &OrderKey, readied: LineResult| match (readied, &started) {
            (LineResult::Ok, Ok(started)) => started.of(*key),
            (LineResult::Ok, Err(error)) => fate(error),
            (LineResult::Unknown, _) => not_numbered(),
            (refused, _) => refused,
        };
        let results = keys.iter().zip(readied).map(|(key, readied)| result(key, readied));
        let lines = leaving.iter().map(|leaving| on(leaving.line));
        Ok(lines.zip(results).map(|(target, result)| Outcome { target, result }).collect())
    }

    /// What came of telling the courier and the number of each line. What the seller brings (직접배송) has neither: the
    /// page of the dispatch asks for them of all other goods.
    async fn readied(
        &self,
        leaving: &[Leaving<'_>],
        keys: &[OrderKey],
    ) -> Result<Vec<LineResult>, MarketError> {
        let is_own = |leaving: &Leaving<'_>| leaving.courier.as_str() == OWN.code;
        let lines = leaving.iter().zip(keys.iter().copied());
        let to_number: Vec<Numbered<'_>> = lines.clone().filter(|(leaving, _)| !is_own(leaving)).collect();
        let numbered = match to_number.as_slice() {
            [] => Results::default(),
            to_number => self.number(to_number).await.map_err(|error| match error.persistence {
                // Nothing left under a number that may or may not be there.
                Persistence::Unknown => MarketError { persistence: Persistence::Temporary, ..error },
                _ => error,
            })?,
        };
        let result = |(leaving, key)| if is_own(leaving) { LineResult::Ok } else { numbered.of(key) };
        Ok(lines.map(result).collect())
    }

    /// 송장 수정 while the goods are on their way: the same call that told the first number.
    pub(super) async fn change_invoices(&self, parcels: &[Parcel]) -> Result<Vec<Outcome>, MarketError> {
        let leaving: Vec<Leaving<'_>> = leaving(parcels).collect();
        let keys = keys(SHIPPING, leaving.iter().map(|leaving| leaving.line))?;
        let numbered = self.number(&leaving.iter().zip(keys.iter().copied()).collect::<Vec<_>>()).await?;
        Ok(outcomes(leaving.iter().map(|leaving| leaving.line), &keys, &numbered))
    }

    /// Tells couriers and numbers.
    async fn number(&self, leaving: &[Numbered<'_>]) -> Result<Results, MarketError> {
        let mut shippings = Vec::with_capacity(leaving.len());
        for (leaving, key) in leaving {
            let checked = self.checked(SHIPPING, leaving.courier, leaving.invoice).await?;
            let (company_seq, tracking_number) = checked;
            shippings.push(Shipping { key: *key, company_seq, tracking_number });
        }
        let body = Shippings { shippings: &shippings };
        self.write(SHIPPING, Method::Put, &body).await?.by_line(SHIPPING)
    }

    /// What leaves now is dispatched; what stays shares the fate of what left.
    pub(super) async fn ship_part(
        &self,
        now: &Parcel,
        later: &[ParcelLine],
    ) -> Result<Vec<Outcome>, MarketError> {
        let mut outcomes = self.ship(std::slice::from_ref(now)).await?;
        let result = outcomes.first().map_or(LineResult::Unknown, |first| first.result.clone());
        let stays = |line: &ParcelLine| Outcome { target: on(&line.line), result: result.clone() };
        outcomes.extend(later.iter().map(stays));
        Ok(outcomes)
    }

    /// 강제 배송완료, ten days after the dispatch, thirty where it goes abroad.
    pub(super) async fn complete_delivery(&self, lines: &[LineId]) -> Result<Vec<Outcome>, MarketError> {
        self.put("delivery/complete/result", &lines.iter().collect::<Vec<_>>()).await
    }

    /// 배송 지연 안내, once for each line. The page of this call lists the lines alone; that of its twin also the reason
    /// and the words, which the buyer reads.
    pub(super) async fn postpone(
        &self,
        line: &LineId,
        reason: &str,
        detail: &str,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "delivery/postpone/result";
        let keys = [key(OPERATION, line)?];
        let (postpone_type, _) =
            offered(DELAY_REASONS, reason).ok_or_else(|| unsendable(OPERATION, &BAD_REASON))?;
        let reason = words(OPERATION, detail, DELAY_WORDS)?;
        let body = Postponement { order_keys: &keys, postpone_type, reason };
        let results = self.write(OPERATION, Method::Put, &body).await?.by_line(OPERATION)?;
        Ok(outcomes(std::iter::once(line), &keys, &results))
    }

    /// A call about lines and nothing else.
    async fn put(&self, operation: &'static str, lines: &[&LineId]) -> Result<Vec<Outcome>, MarketError> {
        let keys = keys(operation, lines.iter().copied())?;
        let results = self.put_keys(operation, &keys).await?;
        Ok(outcomes(lines.iter().copied(), &keys, &results))
    }

    /// The same by the lines' numbers.
    async fn put_keys(&self, operation: &'static str, keys: &[OrderKey]) -> Result<Results, MarketError> {
        let body = Keys { order_keys: keys };
        self.write(operation, Method::Put, &body).await?.by_line(operation)
    }

    /// Courier and number as they go out, checked before anything is sent.
    ///
    /// # Errors
    /// When either cannot be right; nothing was sent.
    pub(super) async fn checked<'a>(
        &self,
        operation: &'static str,
        courier: &CourierCode,
        invoice: &'a InvoiceNumber,
    ) -> Result<(u64, &'a str), MarketError> {
        let no_courier = || unsendable(operation, &NO_COURIER);
        let company = digits(courier.as_str()).ok_or_else(no_courier)?;
        let known = self.courier_of(courier).await?.ok_or_else(no_courier)?;
        known.check(invoice).map_err(|sentence| unsendable(operation, &sentence))?;
        Ok((company, words(operation, invoice.as_str(), NUMBER)?))
    }
}

/// Every line of parcels.
fn leaving(parcels: &[Parcel]) -> impl Iterator<Item = Leaving<'_>> {
    parcels.iter().flat_map(|Parcel { lines, courier, invoice, .. }| {
        lines.iter().map(move |line| Leaving { line: &line.line, courier, invoice })
    })
}

/// The numbers of lines.
pub(super) fn keys<'a>(
    operation: &'static str,
    lines: impl Iterator<Item = &'a LineId>,
) -> Result<Vec<OrderKey>, MarketError> {
    lines.map(|line| key(operation, line)).collect()
}

/// One outcome for each line.
pub(super) fn outcomes<'a>(
    lines: impl Iterator<Item = &'a LineId>,
    keys: &[OrderKey],
    results: &Results,
) -> Vec<Outcome> {
    lines.zip(keys).map(|(line, key)| Outcome { target: on(line), result: results.of(*key) }).collect()
}

/// A line as a target.
pub(super) fn on(line: &LineId) -> Target {
    Target::Line(line.clone())
}

/// What a failed request means for a line that went along.
fn fate(error: &MarketError) -> LineResult {
    let failed = |retryable| LineResult::Failed {
        code: error.code.clone(),
        message: error.message.clone(),
        retryable,
    };
    match error.persistence {
        Persistence::Unknown => LineResult::Unknown,
        Persistence::Temporary => failed(true),
        Persistence::Permanent => failed(false),
    }
}

/// A line whose number may not stand yet, and which therefore was not dispatched.
fn not_numbered() -> LineResult {
    LineResult::Failed { code: UNFIT.to_owned(), message: both(&NOT_NUMBERED), retryable: true }
}

/// Words no longer than Grip takes them.
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

/// A code that is in no table.
pub(super) const BAD_REASON: Sentence = Sentence::fixed(
    "그립에 없는 사유입니다. 목록에서 사유를 다시 고르세요.",
    "Grip has no such reason. Choose one of the list.",
);

const BY_HAND_ALONE: Sentence = Sentence::fixed(
    "직접 수령은 택배 발송과 따로 처리해 이 건은 보내지 않았습니다. 한 번 더 눌러 보내세요.",
    "What is handed over goes apart from parcels, so this one was not sent. Press again to send it.",
);

const NOT_NUMBERED: Sentence = Sentence::fixed(
    "그립이 송장을 받았는지 답하지 않아 발송하지 않았습니다. 한 번 더 눌러 보내세요.",
    "Grip did not say whether it took the number, so this was not dispatched. Press again to send it.",
);

const NO_COURIER: Sentence = Sentence::fixed(
    "그립에 없는 택배사입니다. 그립의 택배사 목록에서 다시 고르세요.",
    "Grip has no such courier. Choose one of its list.",
);

const NO_WORDS: Sentence = Sentence::fixed(
    "필요한 글이나 번호가 비어 있습니다. 내용을 적어 다시 보내세요.",
    "A text or a number that is needed is empty. Fill it in and send again.",
);
