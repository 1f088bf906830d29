//! Confirming, shipping, splitting, and completing a delivery.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    BundleId, Courier, CourierCode, InvoiceNumber, LineId, Outcome, Parcel, ParcelLine, Sentence, Target,
};
use serde_json::Value;

use super::capability::CONFIRM_BATCH;
use super::claims::outcome;
use super::couriers::{COURIERS, DIRECT};
use super::wire::answer::{Answer, BatchResult, BoxResult};
use super::wire::body::{Acknowledgement, InvoiceRow, Invoices, LongUndelivered};
use super::wire::misfit::shaped;
use super::{Coupang, both, number, unsendable};
use crate::{ErrorKind, MarketError, Method, Persistence};

/// POST orders/invoices, from 상품준비중 only.
pub(super) const UPLOAD: &str = "invoices";
/// POST orders/updateInvoices, from 배송지시 on.
pub(super) const UPDATE: &str = "updateInvoices";

impl Coupang {
    /// 상품준비중 처리 of whole boxes.
    pub(super) async fn confirm(&self, lines: &[(BundleId, LineId)]) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "acknowledgement";
        let bundles: BTreeSet<&BundleId> = lines.iter().map(|(bundle, _)| bundle).collect();
        if bundles.len() > CONFIRM_BATCH {
            return Err(unsendable(OPERATION, &TOO_MANY));
        }
        let shipment_box_ids = bundles
            .into_iter()
            .map(|bundle| number(OPERATION, "shipmentBoxId", bundle.as_str()))
            .collect::<Result<_, _>>()?;
        let body = Acknowledgement { vendor_id: &self.vendor, shipment_box_ids };
        let path = self.path("v4", "ordersheets/acknowledgement");
        let answer = self.write_many(OPERATION, Method::Patch, path, &body).await?;
        let results = BoxResults::of(OPERATION, answer)?;
        Ok(lines.iter().map(|(bundle, line)| results.outcome(bundle, line)).collect())
    }

    /// Uploads or changes invoices, a row for every option of every box. A parcel whose number cannot be
    /// right is not sent, and fails alone.
    pub(super) async fn ship(
        &self,
        operation: &'static str,
        parcels: &[Parcel],
    ) -> Result<Vec<Outcome>, MarketError> {
        let mut outcomes = Vec::new();
        let mut rows = Vec::new();
        let mut sent = Vec::new();
        for parcel in parcels {
            match check(&parcel.courier, &parcel.invoice) {
                Ok(()) => {
                    rows.extend(parcel_rows(operation, parcel, Shape::of(parcel))?);
                    sent.extend(parcel.lines.iter().map(|line| (&parcel.bundle, line)));
                }
                Err(sentence) => outcomes.extend(refused(&parcel.lines, &sentence)),
            }
        }
        if !rows.is_empty() {
            outcomes.extend(self.apply(operation, rows, &sent).await?);
        }
        Ok(outcomes)
    }

    /// 분리배송, first half: what leaves has a number, what stays has a day.
    pub(super) async fn split(
        &self,
        now: &Parcel,
        later: &[ParcelLine],
        later_courier: &CourierCode,
        later_on: NaiveDate,
    ) -> Result<Vec<Outcome>, MarketError> {
        checked(UPLOAD, &now.courier, &now.invoice)?;
        if [&now.courier, later_courier].iter().any(|courier| courier.as_str() == DIRECT) {
            return Err(unsendable(UPLOAD, &DIRECT_CANNOT_SPLIT));
        }
        let none = InvoiceNumber::from("");
        let rest = Parcel {
            order: now.order.clone(),
            bundle: now.bundle.clone(),
            lines: later.to_vec(),
            courier: later_courier.clone(),
            invoice: none,
            split: false,
        };
        let mut rows = parcel_rows(UPLOAD, now, Shape::FirstHalf(None))?;
        rows.extend(parcel_rows(UPLOAD, &rest, Shape::FirstHalf(Some(later_on)))?);
        let sent: Vec<_> = now.lines.iter().chain(later).map(|line| (&now.bundle, line)).collect();
        self.apply(UPLOAD, rows, &sent).await
    }

    /// 분리배송, second half. What left first has a new box by now; the rest kept the old one.
    pub(super) async fn ship_rest(&self, parcel: &Parcel) -> Result<Vec<Outcome>, MarketError> {
        checked(UPLOAD, &parcel.courier, &parcel.invoice)?;
        let rows = parcel_rows(UPLOAD, parcel, Shape::SecondHalf)?;
        let sent: Vec<_> = parcel.lines.iter().map(|line| (&parcel.bundle, line)).collect();
        self.apply(UPLOAD, rows, &sent).await
    }

    /// 장기미배송 배송완료 처리, 30 days after 배송지시 at the earliest.
    pub(super) async fn complete_delivery(
        &self,
        bundle: &BundleId,
        lines: &[LineId],
        invoice: &InvoiceNumber,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "completeLongTermUndelivery";
        let body = LongUndelivered {
            shipment_box_id: number(OPERATION, "shipmentBoxId", bundle.as_str())?,
            invoice_number: invoice.as_str(),
        };
        let answer = self.write(OPERATION, Method::Post, self.path("v4", OPERATION), &body).await?;
        Ok(lines.iter().map(|line| outcome(Target::Line(line.clone()), &answer)).collect())
    }

    /// Sends invoice rows and gives each line its box's result.
    async fn apply(
        &self,
        operation: &'static str,
        rows: Vec<InvoiceRow<'_>>,
        sent: &[(&BundleId, &ParcelLine)],
    ) -> Result<Vec<Outcome>, MarketError> {
        let body = Invoices { vendor_id: &self.vendor, order_sheet_invoice_apply_dtos: rows };
        let path = self.path("v4", format_args!("orders/{operation}"));
        let answer = self.write_many(operation, Method::Post, path, &body).await?;
        let results = BoxResults::of(operation, answer)?;
        Ok(sent.iter().map(|(bundle, line)| results.outcome(bundle, &line.line)).collect())
    }
}

/// Which part of a box a row is about.
#[derive(Clone, Copy)]
enum Shape {
    /// All of it.
    Whole,
    /// A first half, with the day of what stays.
    FirstHalf(Option<NaiveDate>),
    /// What had stayed, or any part once the order is split.
    SecondHalf,
}

impl Shape {
    /// A part of a split order is always one that follows: Coupang refuses a change of its number otherwise
    /// (IS_SEPARATE_MUST_BE_TRUE_WHEN_SEPARATE_DELIVERY).
    const fn of(parcel: &Parcel) -> Self {
        if parcel.split { Self::SecondHalf } else { Self::Whole }
    }
}

/// The rows of a parcel.
fn parcel_rows<'a>(
    operation: &'static str,
    parcel: &'a Parcel,
    shape: Shape,
) -> Result<Vec<InvoiceRow<'a>>, MarketError> {
    let shipment_box_id = number(operation, "shipmentBoxId", parcel.bundle.as_str())?;
    let order_id = number(operation, "orderId", parcel.order.as_str())?;
    parcel
        .lines
        .iter()
        .map(|line| {
            Ok(InvoiceRow {
                shipment_box_id,
                order_id,
                vendor_item_id: number(operation, "vendorItemId", line.item.as_str())?,
                delivery_company_code: parcel.courier.as_str(),
                invoice_number: parcel.invoice.as_str(),
                split_shipping: !matches!(shape, Shape::Whole),
                pre_split_shipped: matches!(shape, Shape::SecondHalf),
                estimated_shipping_date: match shape {
                    Shape::FirstHalf(day) => day,
                    Shape::Whole | Shape::SecondHalf => None,
                },
            })
        })
        .collect()
}

/// Checks courier and number before anything is sent.
fn check(courier: &CourierCode, invoice: &InvoiceNumber) -> Result<(), Sentence> {
    let known: Option<&Courier> = COURIERS.iter().find(|known| known.code == courier.as_str());
    let known = known.ok_or_else(|| {
        Sentence::new(
            format!("쿠팡에 없는 택배사 코드 {courier}입니다. 택배사를 다시 고르세요."),
            format!("Coupang has no courier {courier}. Choose another."),
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

/// Said before Coupang refuses all of them.
const TOO_MANY: Sentence = Sentence::fixed(
    "한 번에 50개 배송까지 확인할 수 있습니다. 나누어 보내세요.",
    "At most 50 shipments can be confirmed at once. Send them in parts.",
);

/// NOT_ALLOW_VENDOR_DIRECT, said before it is asked.
const DIRECT_CANNOT_SPLIT: Sentence = Sentence::fixed(
    "업체직송(DIRECT)은 분리배송할 수 없습니다. 다른 택배사를 고르세요.",
    "업체직송 (DIRECT) cannot be split. Choose another courier.",
);

/// Lines that were not sent.
fn refused(lines: &[ParcelLine], sentence: &Sentence) -> Vec<Outcome> {
    let fail = |line: &ParcelLine| {
        Outcome::failed(Target::Line(line.line.clone()), "INVALID_INVOICE_NUMBER", both(sentence), false)
    };
    lines.iter().map(fail).collect()
}

/// What an acknowledgement or an upload says of each box.
struct BoxResults {
    all_done: bool,
    none_done: bool,
    code: String,
    message: String,
    boxes: Vec<BoxResult>,
}

impl BoxResults {
    /// Reads the answer.
    fn of(operation: &'static str, answer: Answer) -> Result<Self, MarketError> {
        if !answer.is_success() {
            let (code, message) = (answer.code.0, answer.message.0);
            return Ok(Self { all_done: false, none_done: true, code, message, boxes: Vec::new() });
        }
        let batch = if answer.data == Value::Null {
            BatchResult::default()
        } else {
            shaped::<BatchResult>(&answer.data).map_err(|error| {
                let kind = ErrorKind::Unreadable;
                MarketError::new(kind, Persistence::Unknown, operation, error.to_string())
            })?
        };
        Ok(Self {
            all_done: batch.response_code.0 == "0",
            none_done: batch.response_code.0 == "99",
            code: batch.response_code.0,
            message: batch.response_message.0,
            boxes: batch.response_list,
        })
    }

    /// The result of a line: its box's. A box with several rows is done only when all of them are.
    fn outcome(&self, bundle: &BundleId, line: &LineId) -> Outcome {
        let target = Target::Line(line.clone());
        let mut rows = self.boxes.iter().filter(|row| row.shipment_box_id.0 == bundle.as_str()).peekable();
        if rows.peek().is_none() {
            return match (self.all_done, self.none_done) {
                (true, _) => Outcome::ok(target),
                (_, true) => Outcome::failed(target, &self.code, &self.message, false),
                _ => Outcome::unknown(target),
            };
        }
        match rows.find(|row| !row.is_done()) {
            Some(row) => {
                Outcome::failed(target, &row.result_code.0, &row.result_message.0, row.retry_required.0)
            }
            None => Outcome::ok(target),
        }
    }
}

impl BoxResult {
    /// Whether the box was done.
    fn is_done(&self) -> bool {
        self.succeed.map_or(self.result_code.0 == "OK", |succeed| succeed.0)
    }
}
