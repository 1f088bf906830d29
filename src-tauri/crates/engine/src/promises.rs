//! Promising a later day, moving a wished day, sending elsewhere, answering a report, filing a return: planned, journaled and sent as everything else.

use chrono::{NaiveDate, NaiveTime};
use domain::{AccountId, CourierCode, Destination, InvoiceNumber, LineId};

use crate::cap;
use crate::engine::Engine;
use crate::plan::{self, Answer, Delay, Filed, Hope};
use crate::view::{ActionBatch, Problem};

impl Engine {
    /// 발송지연 안내: the buyer of a line is told that it leaves later, by a day where the marketplace asks for one, for
    /// a reason of the marketplace and in our words.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn delay_notice(
        &self,
        account: AccountId,
        line: LineId,
        until: Option<NaiveDate>,
        reason: String,
        detail: String,
    ) -> Result<ActionBatch, Problem> {
        cap::text(&reason)?;
        cap::words(&detail)?;
        let delay = Delay { until, reason, detail };
        self.press(move |desk| plan::delay(desk, &account, &line, delay)).await
    }

    /// 배송희망일 변경: the day on which the buyer wants a line is moved, with the reason in our words.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn change_hope_delivery(
        &self,
        account: AccountId,
        line: LineId,
        on: NaiveDate,
        at: Option<NaiveTime>,
        region: String,
        because: String,
    ) -> Result<ActionBatch, Problem> {
        cap::text(&region)?;
        cap::words(&because)?;
        let hope = Hope { on, at, region, because };
        self.press(move |desk| plan::change_hope(desk, &account, &line, hope)).await
    }

    /// 배송지 변경: what has not left of a line's bundle goes to another place.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn change_receiver(
        &self,
        account: AccountId,
        line: LineId,
        to: Destination,
    ) -> Result<ActionBatch, Problem> {
        [&to.name, &to.phone, &to.postcode, &to.address, &to.address_detail]
            .into_iter()
            .try_for_each(|text| cap::text(text))?;
        self.press(move |desk| plan::change_receiver(desk, &account, &line, &to)).await
    }

    /// 미도착·미수령 신고 처리: the report that waits on a line is answered.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn answer_undelivered(
        &self,
        account: AccountId,
        line: LineId,
        reason: String,
        text: String,
        invoice: Option<(CourierCode, InvoiceNumber)>,
    ) -> Result<ActionBatch, Problem> {
        cap::text(&reason)?;
        cap::words(&text)?;
        if let Some((courier, number)) = &invoice {
            cap::text(courier.as_str())?;
            cap::invoice(number.as_str())?;
        }
        let answer = Answer { reason, text, invoice };
        self.press(move |desk| plan::answer_undelivered(desk, &account, &line, answer)).await
    }

    /// 반품 접수 of pieces that have left, one request per line.
    ///
    /// # Errors
    /// As [`Engine::confirm_lines`].
    pub async fn request_return(
        &self,
        account: AccountId,
        lines: Vec<(LineId, u32)>,
        reason: String,
        detail: String,
        method: String,
        invoice: Option<(CourierCode, InvoiceNumber)>,
    ) -> Result<ActionBatch, Problem> {
        cap::list(&lines)?;
        [&reason, &method].into_iter().try_for_each(|text| cap::text(text))?;
        cap::words(&detail)?;
        if let Some((courier, number)) = &invoice {
            cap::text(courier.as_str())?;
            cap::invoice(number.as_str())?;
        }
        let filed = Filed { reason, detail, method, invoice };
        self.press(move |desk| plan::request_return(desk, &account, &lines, &filed)).await
    }
}
