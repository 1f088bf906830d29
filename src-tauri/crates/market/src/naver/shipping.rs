//! Confirming, shipping, telling of a delay, moving a wished day.

use chrono::{NaiveDate, NaiveTime};
use domain::{
    BundleId, Courier, CourierCode, InvoiceNumber, Length, LineId, LineResult, Outcome, Parcel, ParcelLine,
    Sentence, Target,
};

use super::capability::{BATCH, HOPE_REASON, HOPE_REGION};
use super::couriers::{BY_COURIER, COURIERS, is_by_hand};
use super::wire::answer::Written;
use super::wire::body::{Confirmation, Delay, Dispatch, DispatchRow, HopeDelivery};
use super::wire::scalar::stamp;
use super::{Naver, UNFIT, both, reasons, unsendable, unsupported};
use crate::MarketError;

/// POST dispatch
pub(super) const DISPATCH: &str = "dispatch";

impl Naver {
    /// 발주확인 of lines, each by itself.
    pub(super) async fn confirm(&self, lines: &[(BundleId, LineId)]) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "confirm";
        if lines.len() > BATCH {
            return Err(unsendable(OPERATION, &TOO_MANY));
        }
        let body = Confirmation { product_order_ids: lines.iter().map(|(_, line)| line.as_str()).collect() };
        let path = self.path(format_args!("product-orders/{OPERATION}"));
        let written = self.write(OPERATION, path, &body).await?;
        Ok(lines.iter().map(|(_, line)| of_line(&written, line)).collect())
    }

    /// 발송처리, a row for every line. A parcel whose number cannot be right is not sent, and fails alone.
    pub(super) async fn ship(&self, parcels: &[Parcel]) -> Result<Vec<Outcome>, MarketError> {
        let mut outcomes = Vec::new();
        let mut leaving: Vec<(&Parcel, &LineId)> = Vec::new();
        for parcel in parcels {
            match check(&parcel.courier, &parcel.invoice) {
                Ok(()) => leaving.extend(parcel.lines.iter().map(|line| (parcel, &line.line))),
                Err(sentence) => outcomes.extend(refused(&parcel.lines, &sentence)),
            }
        }
        if leaving.is_empty() {
            return Ok(outcomes);
        }
        let rows: Vec<_> =
            leaving.iter().map(|(parcel, line)| (line.as_str(), &parcel.courier, &parcel.invoice)).collect();
        let written = self.dispatch(&rows).await?;
        outcomes.extend(leaving.iter().map(|(_, line)| of_line(&written, line)));
        Ok(outcomes)
    }

    /// 분리배송: what leaves now leaves. What stays needs no word to Naver, and only stays as planned when
    /// something left.
    pub(super) async fn ship_part(
        &self,
        now: &Parcel,
        later: &[ParcelLine],
    ) -> Result<Vec<Outcome>, MarketError> {
        let mut outcomes = self.ship(std::slice::from_ref(now)).await?;
        let told = |wanted: fn(&LineResult) -> bool| outcomes.iter().find(|outcome| wanted(&outcome.result));
        let result = told(|result| matches!(result, LineResult::Ok))
            .or_else(|| told(|result| matches!(result, LineResult::Unknown)))
            .or(outcomes.first())
            .map_or(LineResult::Unknown, |outcome| outcome.result.clone());
        let stays = |line: &ParcelLine| Outcome { target: on(&line.line), result: result.clone() };
        outcomes.extend(later.iter().map(stays));
        Ok(outcomes)
    }

    /// Sends dispatch rows: line, courier, number.
    pub(super) async fn dispatch(
        &self,
        rows: &[(&str, &CourierCode, &InvoiceNumber)],
    ) -> Result<Written, MarketError> {
        if rows.len() > BATCH {
            return Err(unsendable(DISPATCH, &TOO_MANY));
        }
        let at = stamp(self.now());
        let row = |&(product_order_id, courier, invoice)| {
            let way = Way::of(courier, invoice);
            DispatchRow {
                product_order_id,
                delivery_method: way.method,
                delivery_company_code: way.company,
                tracking_number: way.number,
                dispatch_date: &at,
            }
        };
        let dispatch_product_orders = rows.iter().map(row).collect();
        let path = self.path(format_args!("product-orders/{DISPATCH}"));
        self.write(DISPATCH, path, &Dispatch { dispatch_product_orders }).await
    }

    /// 발송지연. The buyer reads the reason; the last notice wins.
    pub(super) async fn delay(
        &self,
        line: &LineId,
        until: NaiveDate,
        reason: &str,
        detail: &str,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "delay";
        if !reasons::offers(reasons::DELAY_REASONS, reason) {
            return Err(unsendable(OPERATION, &BAD_REASON));
        }
        let body = Delay {
            // The whole of the promised day.
            dispatch_due_date: format!("{until}T23:59:59.000+09:00"),
            delayed_dispatch_reason: reason,
            dispatch_delayed_detailed_reason: Some(detail.trim()).filter(|words| !words.is_empty()),
        };
        let path = self.line_path(OPERATION, line.as_str(), OPERATION)?;
        Ok(vec![of_line(&self.write(OPERATION, path, &body).await?, line)])
    }

    /// 배송희망일 변경
    pub(super) async fn change_hope_delivery(
        &self,
        line: &LineId,
        on: NaiveDate,
        at: Option<NaiveTime>,
        region: &str,
        because: &str,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "hope-delivery/change";
        if !self.flavor.hope_delivery {
            return Err(unsupported(OPERATION));
        }
        let body = HopeDelivery {
            hope_delivery_ymd: on.format("%Y%m%d").to_string(),
            hope_delivery_hm: at.map(|at| at.format("%H%M").to_string()),
            region: within(OPERATION, Some(region.trim()).filter(|region| !region.is_empty()), HOPE_REGION)?,
            change_reason: within(OPERATION, Some(said(OPERATION, because)?), HOPE_REASON)?
                .unwrap_or_default(),
        };
        let path = self.line_path(OPERATION, line.as_str(), OPERATION)?;
        Ok(vec![of_line(&self.write(OPERATION, path, &body).await?, line)])
    }
}

/// How a parcel travels, in the fields of a dispatch.
struct Way<'a> {
    method: &'a str,
    company: Option<&'a str>,
    number: Option<&'a str>,
}

impl<'a> Way<'a> {
    /// By a courier under a number, or by hand without either. That a dispatch needs neither then, no document
    /// says.
    fn of(courier: &'a CourierCode, invoice: &'a InvoiceNumber) -> Self {
        if is_by_hand(courier.as_str()) {
            return Self { method: courier.as_str(), company: None, number: None };
        }
        Self { method: BY_COURIER, company: Some(courier.as_str()), number: Some(invoice.as_str()) }
    }
}

/// A line as a target.
pub(super) fn on(line: &LineId) -> Target {
    Target::Line(line.clone())
}

/// What an answer says of a line.
pub(super) fn of_line(written: &Written, line: &LineId) -> Outcome {
    written.outcome(on(line), line.as_str())
}

/// Words that Naver wants and that are there.
///
/// # Errors
/// When nothing is said; nothing was sent.
pub(super) fn said<'a>(operation: &'static str, words: &'a str) -> Result<&'a str, MarketError> {
    match words.trim() {
        "" => Err(unsendable(operation, &NO_WORDS)),
        words => Ok(words),
    }
}

/// Words no longer than Naver takes them.
fn within<'a>(
    operation: &'static str,
    words: Option<&'a str>,
    length: Length,
) -> Result<Option<&'a str>, MarketError> {
    if words.is_some_and(|words| length.is_long(words)) {
        let at_most = length.at_most;
        return Err(unsendable(
            operation,
            &Sentence::new(
                format!("글이 {at_most}자보다 깁니다. 줄여서 다시 보내세요."),
                format!("The text has more than {at_most} characters. Shorten it."),
            ),
        ));
    }
    Ok(words)
}

/// Checks courier and number before anything is sent.
fn check(courier: &CourierCode, invoice: &InvoiceNumber) -> Result<(), Sentence> {
    let known: Option<&Courier> = COURIERS.iter().find(|known| known.code == courier.as_str());
    let known = known.ok_or_else(|| {
        Sentence::new(
            format!("네이버에 없는 택배사 코드 {courier}입니다. 택배사를 다시 고르세요."),
            format!("Naver has no courier {courier}. Choose another."),
        )
    })?;
    known.check(invoice)
}

/// As [`check`], for a write about a single thing.
///
/// # Errors
/// When courier or number cannot be right; nothing was sent.
pub(super) fn checked(
    operation: &'static str,
    courier: &CourierCode,
    invoice: &InvoiceNumber,
) -> Result<(), MarketError> {
    check(courier, invoice).map_err(|sentence| unsendable(operation, &sentence))
}

/// As [`checked`], where the goods must go by a courier: a re-shipment and a pickup without one are documented
/// nowhere.
///
/// # Errors
/// As [`checked`], and for a way without a courier; nothing was sent.
pub(super) fn checked_courier(
    operation: &'static str,
    courier: &CourierCode,
    invoice: &InvoiceNumber,
) -> Result<(), MarketError> {
    if is_by_hand(courier.as_str()) {
        return Err(unsendable(operation, &NO_COURIER));
    }
    checked(operation, courier, invoice)
}

/// Said before Naver refuses all of them.
const TOO_MANY: Sentence = Sentence::fixed(
    "한 번에 상품주문 30건까지 보낼 수 있습니다. 나누어 보내세요.",
    "At most 30 lines can be sent at once. Send them in parts.",
);

const NO_COURIER: Sentence = Sentence::fixed(
    "직접 전달, 방문 수령, 퀵서비스는 여기에 쓸 수 없습니다. 택배사를 고르고 송장번호를 넣으세요.",
    "Delivery by hand, by visit or by quick service cannot be used here. Choose a courier and enter its number.",
);

const NO_WORDS: Sentence = Sentence::fixed(
    "구매자에게 보이는 사유가 비어 있습니다. 사유를 적어 주세요.",
    "The reason that the buyer reads is empty. Write one.",
);

/// A code that is in no table.
pub(super) const BAD_REASON: Sentence = Sentence::fixed(
    "네이버에 없는 사유 코드입니다. 목록에서 사유를 다시 고르세요.",
    "Naver has no such reason. Choose one of the list.",
);

/// Lines that were not sent.
fn refused(lines: &[ParcelLine], sentence: &Sentence) -> Vec<Outcome> {
    let fail = |line: &ParcelLine| Outcome::failed(on(&line.line), UNFIT, both(sentence), false);
    lines.iter().map(fail).collect()
}
