//! 미수령신고: the reports of buyers to whom nothing has come, the answers to them, and a line's history.

use domain::{CourierCode, Fact, InvoiceNumber, Length, LineId, Outcome, Sentence};

use super::feeds::collected;
use super::orders::unreadable;
use super::reasons::{IN_WORDS, RE_ENTERED, REPORT_ANSWERS};
use super::shipping::{checked, code, on, words};
use super::translate::{self, Unreadable};
use super::wire::answer::Answer;
use super::wire::body::{Progress, ReportAnswer, Reports};
use super::wire::record::Record;
use super::wire::scalar::{day, day_after};
use super::{Esm, number, unsendable};
use crate::{Collected, HistoryEntry, MarketError, Method, Span};

/// POST ClaimList
pub(super) const REPORTS: &str = "ClaimList";

/// Characters of an answer that the buyer is shown.
pub(super) const ANSWER_WORDS: Length = Length::characters(125);

/// 미수령신고일
const BY_DAY: u8 = 1;

impl Esm {
    /// The reports of a span. They name a line alone: its basket is remembered from other lists.
    pub(super) async fn reports(&self, span: Span) -> Result<Collected, MarketError> {
        let answer = match self.reports_until(&span, day_after(span.to)).await {
            // 414 also stands for a day to come, which the end of a span up to today is.
            Err(error) if error.code == "414" => self.reports_until(&span, day(span.to)).await?,
            answer => answer?,
        };
        Ok(collected(answer.rows(), |row| {
            let order = self.seen.basket_of(&LineId::new(row.required("OrderNo")?));
            let report = translate::report::report(self.source(), row, order)?;
            Ok(vec![Fact::Undelivered(Box::new(report))])
        }))
    }

    /// The answer about the days of a span up to one.
    async fn reports_until(&self, span: &Span, end_date: String) -> Result<Answer, MarketError> {
        let start_date = day(span.from);
        let body = Reports { search_type: BY_DAY, order_no: 0, start_date: &start_date, end_date: &end_date };
        self.read(REPORTS, "/shipping/v1/Delivery/ClaimList", &body).await
    }

    /// 미수령신고 철회요청: with the number under which the goods really travel, or in words.
    pub(super) async fn answer_report(
        &self,
        line: &LineId,
        reason: &str,
        text: &str,
        invoice: Option<&(CourierCode, InvoiceNumber)>,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "ClaimRelease";
        let claim_cancel_type = code(OPERATION, REPORT_ANSWERS, reason)?;
        let parcel = invoice.filter(|_| reason == RE_ENTERED);
        if reason == RE_ENTERED && parcel.is_none() {
            return Err(unsendable(OPERATION, &NO_NUMBER));
        }
        let numbered = |(courier, invoice)| checked(self.flavor, OPERATION, courier, invoice);
        let said = (reason == IN_WORDS).then(|| words(OPERATION, text, ANSWER_WORDS)).transpose()?;
        let body = ReportAnswer {
            order_no: number(OPERATION, line.as_str())?,
            claim_cancel_type,
            delivery_comp_code: parcel.map(|(courier, invoice)| numbered((courier, invoice))).transpose()?,
            invoice_no: parcel.map(|(_, invoice)| invoice.as_str()),
            cancel_comment: said,
        };
        let path = "/shipping/v1/Delivery/ClaimRelease";
        Ok(vec![self.write(OPERATION, Method::Post, path, &body).await?.outcome(on(line))])
    }

    /// What happened to a line, its delivery and its claims, oldest first.
    pub(super) async fn progress(&self, line: &LineId) -> Result<Vec<HistoryEntry>, MarketError> {
        const OPERATION: &str = "Progress";
        let body = Progress { order_no: number(OPERATION, line.as_str())? };
        let answer = self.read(OPERATION, "/shipping/v1/Delivery/Progress", &body).await?;
        let entry = |row| {
            let row = Record::of(row).ok_or(Unreadable::NoRecord)?;
            Ok(HistoryEntry {
                at: row.moment("EscrowDt").ok_or(Unreadable::Missing("EscrowDt"))?,
                status: row.text("EscrowType"),
                text: row.text("TrackingUrl"),
            })
        };
        let entries: Result<Vec<HistoryEntry>, Unreadable> = answer.rows().iter().map(entry).collect();
        entries.map_err(|reason| unreadable(OPERATION, &reason))
    }
}

const NO_NUMBER: Sentence = Sentence::fixed(
    "송장번호를 다시 넣는 답변에는 택배사와 송장번호가 필요합니다. 둘 다 넣으세요.",
    "An answer by a number needs courier and number. Enter both.",
);
