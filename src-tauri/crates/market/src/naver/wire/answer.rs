//! The envelope around every answer, and what the answer to a write says of each line.

use std::fmt;

use domain::{LineResult, Outcome, Target};
use serde::Deserialize;
use serde_json::Value;

use super::misfit::{Misfit, parsed, shaped};
use super::scalar::{Id, Text, or_default};
use crate::naver::error::refused_inside;
use crate::{ErrorKind, MarketError, Persistence, Response};

/// `{timestamp, traceId, data}`. A window in which nothing changed comes without `data`.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Answer {
    pub(crate) trace_id: Text,
    pub(crate) data: Value,
    code: Text,
    message: Text,
}

/// The data holds people: it is never printed.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}

impl Answer {
    /// Reads what was asked for.
    ///
    /// # Errors
    /// When the body is no JSON, or holds a refusal in the place of data.
    pub(crate) fn of_read(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        let answer: Self = envelope(&response.body).map_err(|misfit| {
            MarketError::new(ErrorKind::Unreadable, Persistence::Temporary, operation, misfit.to_string())
        })?;
        match answer.code.said() {
            Some(code) if answer.data.is_null() => {
                Err(refused_inside(operation, code, &answer.message.0, &answer.trace_id.0))
            }
            _ => Ok(answer),
        }
    }

    /// The records of a list, or the one record of a single answer.
    pub(crate) fn records(self) -> Vec<Value> {
        match self.data {
            Value::Array(records) => records,
            Value::Null => Vec::new(),
            single => vec![single],
        }
    }

    /// The data in its shape.
    ///
    /// # Errors
    /// Where it does not fit; nothing at all fits as nothing.
    pub(crate) fn data<T: Default + for<'de> Deserialize<'de>>(
        &self,
        operation: &'static str,
    ) -> Result<T, MarketError> {
        if self.data.is_null() {
            return Ok(T::default());
        }
        shaped(&self.data).map_err(|misfit| {
            MarketError::new(ErrorKind::Unreadable, Persistence::Permanent, operation, misfit.to_string())
        })
    }
}

/// Reads a body as an envelope.
fn envelope<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, Misfit> {
    shaped(&parsed(body)?)
}

/// What the answer to a write says: HTTP 200 may carry lines that failed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Written {
    #[serde(deserialize_with = "or_default")]
    success_product_order_ids: Vec<Id>,
    /// A confirmation tells of more than ids.
    #[serde(deserialize_with = "or_default")]
    success_product_order_infos: Vec<Line>,
    #[serde(deserialize_with = "or_default")]
    fail_product_order_infos: Vec<Line>,
}

/// One line of such an answer; code and message where it failed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Line {
    product_order_id: Id,
    code: Text,
    message: Text,
}

/// A write's envelope.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Receipt {
    #[serde(deserialize_with = "or_default")]
    data: Written,
}

impl Written {
    /// Reads the answer to a write.
    ///
    /// # Errors
    /// When it cannot be read: then the write may have been applied.
    pub(crate) fn of(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        let receipt: Receipt = envelope(&response.body).map_err(|misfit| {
            MarketError::new(ErrorKind::Unreadable, Persistence::Unknown, operation, misfit.to_string())
        })?;
        Ok(receipt.data)
    }

    /// The outcome for `target`, whose line is `id`. A line in neither list was left out (already confirmed, or
    /// with a claim), and one in both is told two things: only a reading knows what became of them.
    pub(crate) fn outcome(&self, target: Target, id: &str) -> Outcome {
        let done = self.success_product_order_ids.iter().any(|line| line.0 == id)
            || self.success_product_order_infos.iter().any(|line| line.product_order_id.0 == id);
        let failed = self.fail_product_order_infos.iter().find(|line| line.product_order_id.0 == id);
        let result = match (done, failed) {
            (true, None) => LineResult::Ok,
            (false, Some(line)) => LineResult::Failed {
                code: line.code.0.clone(),
                message: line.message.0.clone(),
                retryable: false,
            },
            _ => LineResult::Unknown,
        };
        Outcome { target, result }
    }
}
