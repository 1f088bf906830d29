//! The envelope around every answer: `{ResultCode, Message, Data}`, to which Auction adds BizRuleCode.

use std::fmt;

use domain::{LineResult, Outcome, Target};
use serde_json::Value;

use super::record::Record;
use crate::{ErrorKind, MarketError, Persistence, Response};

/// What an answer says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// 0 or the word success; empty when the answer names none.
    pub(crate) code: String,
    /// The rule behind a refusal of Auction's: `W8-1`.
    pub(crate) rule: String,
    /// In ESM's words, without the names of its own program.
    pub(crate) message: String,
}

impl Verdict {
    /// Of a body; `None` when it is no JSON object.
    pub(crate) fn of(body: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(body).ok()?;
        Some(Self::told(Record::of(&body)?))
    }

    /// Of an envelope.
    fn told(envelope: Record<'_>) -> Self {
        Self {
            code: envelope.text("ResultCode"),
            rule: envelope.text("BizRuleCode"),
            message: without_program(&envelope.text("Message")).to_owned(),
        }
    }

    /// Whether it says that all went well.
    pub(crate) fn is_success(&self) -> bool {
        self.code == "0" || self.code.eq_ignore_ascii_case("success")
    }
}

/// A message without what ESM's own program puts before it: `ShowAlertException$…`, `8668$…`, `API Error - …`.
fn without_program(message: &str) -> &str {
    let message = message.trim();
    let message = message.strip_prefix("API Error - ").unwrap_or(message);
    match message.split_once('$') {
        Some((name, words)) if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => words.trim_start(),
        _ => message,
    }
}

/// The answer to a read.
pub(crate) struct Answer(Value);

/// It holds people: it is never printed.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}

impl Answer {
    /// Reads what was asked for. A refusal was turned into an error before, except one that only says that there is
    /// nothing, whose data is empty.
    ///
    /// # Errors
    /// When the body is no envelope, so that nobody takes half an answer for an empty list.
    pub(crate) fn of_read(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        let unreadable =
            |why: &str| MarketError::new(ErrorKind::Unreadable, Persistence::Temporary, operation, why);
        let body: Value = serde_json::from_slice(&response.body).map_err(|error| {
            unreadable(if error.is_eof() { "the body ends too early" } else { "no JSON" })
        })?;
        let envelope = Record::of(&body).ok_or_else(|| unreadable("no envelope"))?;
        let told = Verdict::told(envelope);
        match envelope.field("Data") {
            Some(Value::Array(_) | Value::Object(_)) => Ok(Self(body)),
            Some(data) if data.as_str() != Some("") => {
                Err(unreadable("data of another type than documented"))
            }
            _ if told.code.is_empty() => Err(unreadable("neither a result nor data")),
            _ => Ok(Self(body)),
        }
    }

    /// The envelope.
    fn envelope(&self) -> Option<Record<'_>> {
        Record::of(&self.0)
    }

    /// The data of an answer that holds one object.
    pub(crate) fn data(&self) -> Option<Record<'_>> {
        self.envelope()?.inner("Data")
    }

    /// The data of an answer that holds a list.
    pub(crate) fn rows(&self) -> &[Value] {
        self.envelope().map_or(&[], |envelope| envelope.list("Data"))
    }

    /// A number that stands beside the data.
    pub(crate) fn whole(&self, name: &str) -> Option<i64> {
        self.envelope()?.whole(name)
    }
}

/// The answer to a write that was not refused.
#[derive(Clone, Debug)]
pub(crate) struct Written(Verdict);

impl Written {
    /// Reads the answer to a write.
    ///
    /// # Errors
    /// When it cannot be read, or names no result: then the write may have been applied.
    pub(crate) fn of(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        let told = Verdict::of(&response.body).filter(|told| !told.code.is_empty()).ok_or_else(|| {
            let why = "the answer names no result";
            MarketError::new(ErrorKind::Unreadable, Persistence::Unknown, operation, why)
        })?;
        Ok(Self(told))
    }

    /// The outcome for the one target. An approved return whose refund waits for other claims of the basket is a
    /// success too, in the documents' words.
    pub(crate) fn outcome(&self, target: Target) -> Outcome {
        let result = if self.0.is_success() { LineResult::Ok } else { LineResult::Unknown };
        Outcome { target, result }
    }

    /// As [`Self::outcome`] for the filing of a return, whose page shows a refusal under ResultCode 0: only the
    /// words tell, and words that nobody knows tell nothing.
    pub(crate) fn outcome_by_words(&self, target: Target) -> Outcome {
        let words = self.0.message.trim();
        let done = words.is_empty() || words == "성공" || words.eq_ignore_ascii_case("success");
        if self.0.is_success() && done {
            return Outcome::ok(target);
        }
        if words.contains("반품 처리 중") {
            return Outcome::failed(target, &self.0.code, words, false);
        }
        Outcome::unknown(target)
    }
}
