//! The answers that were not refused.

use domain::{LineResult, Outcome, Sentence, Target};
use serde_json::{Map, Value};

use super::body::OrderKey;
use super::record::Record;
use crate::grip::both;
use crate::grip::error::SELLER_CENTRE;
use crate::{ErrorKind, MarketError, Persistence, Response};

/// The object around every answer.
fn envelope(
    operation: &'static str,
    response: &Response,
    persistence: Persistence,
) -> Result<Map<String, Value>, MarketError> {
    let read: Result<Map<String, Value>, _> = serde_json::from_slice(&response.body);
    read.map_err(|error| {
        let why = if error.is_eof() { "the body ends too early" } else { "no JSON object" };
        MarketError::new(ErrorKind::Unreadable, persistence, operation, why)
    })
}

/// The rows of a list.
///
/// # Errors
/// When the body holds no such list, so that nobody takes half an answer for an empty one.
pub(crate) fn rows(
    operation: &'static str,
    response: &Response,
    name: &str,
) -> Result<Vec<Value>, MarketError> {
    match envelope(operation, response, Persistence::Temporary)?.remove(name) {
        Some(Value::Array(rows)) => Ok(rows),
        _ => Err(lacks(operation, name, Persistence::Temporary)),
    }
}

/// How many a count names.
///
/// # Errors
/// When it names none.
pub(crate) fn count(operation: &'static str, response: &Response, name: &str) -> Result<u32, MarketError> {
    let body = Value::Object(envelope(operation, response, Persistence::Temporary)?);
    let count = Record::of(&body).and_then(|body| body.whole(name));
    let count = count.and_then(|count| u32::try_from(count).ok());
    count.ok_or_else(|| lacks(operation, name, Persistence::Temporary))
}

/// An answer without what was asked for.
fn lacks(operation: &'static str, name: &str, persistence: Persistence) -> MarketError {
    let why = format!("the answer holds no {name}");
    MarketError::new(ErrorKind::Unreadable, persistence, operation, why)
}

/// What a write answered.
#[derive(Debug)]
pub(crate) struct Written(Value);

impl Written {
    /// Reads the answer to a write.
    ///
    /// # Errors
    /// When it cannot be read: then the write may have been applied.
    pub(crate) fn of(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        envelope(operation, response, Persistence::Unknown).map(|body| Self(Value::Object(body)))
    }

    /// The results of a call that answers line by line (`/result`).
    ///
    /// # Errors
    /// When it holds none at all: then every line may have been written.
    pub(crate) fn by_line(&self, operation: &'static str) -> Result<Results, MarketError> {
        let list = self.0.get("result").and_then(Value::as_array);
        let list = list.ok_or_else(|| lacks(operation, "result", Persistence::Unknown))?;
        Ok(Results(list.iter().filter_map(result_of).collect()))
    }

    /// The one result of a call about one claim (`ret`).
    pub(crate) fn ret(&self, target: Target) -> Outcome {
        match Record::of(&self.0).and_then(|body| body.flag("ret")) {
            Some(true) => Outcome::ok(target),
            Some(false) => Outcome::failed(target, "", both(&SELLER_CENTRE), false),
            None => Outcome::unknown(target),
        }
    }

    /// What came of a call that only counts what it changed. Nothing counted may also mean that all stood there already.
    pub(crate) fn affected(&self) -> LineResult {
        match Record::of(&self.0).and_then(|body| body.whole("affected")) {
            Some(changed) if changed > 0 => LineResult::Ok,
            _ => LineResult::Unknown,
        }
    }
}

/// Results of lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Results(Vec<(OrderKey, LineResult)>);

impl Results {
    /// What came of a line: unknown where the answer leaves it out, or says different things of it.
    pub(crate) fn of(&self, key: OrderKey) -> LineResult {
        let mut told = self.0.iter().filter(|(named, _)| *named == key).map(|(_, result)| result);
        match told.next() {
            Some(first) if told.all(|other| other == first) => first.clone(),
            _ => LineResult::Unknown,
        }
    }
}

/// One row of results; `None` for one that names no line.
fn result_of(row: &Value) -> Option<(OrderKey, LineResult)> {
    let row = Record::of(row)?;
    let (order_seq, order_product_seq) = (row.id("orderSeq").ok()?, row.id("orderProductSeq").ok()?);
    let result = match row.flag("result") {
        Some(true) => LineResult::Ok,
        Some(false) => refused(row.text("message")),
        None => LineResult::Unknown,
    };
    Some((OrderKey { order_seq, order_product_seq }, result))
}

/// A refusal in Grip's words, or in ours where it says nothing.
fn refused(message: String) -> LineResult {
    let message = if message.is_empty() { both(&NO_WORDS) } else { message };
    LineResult::Failed { code: String::new(), message, retryable: false }
}

const NO_WORDS: Sentence = Sentence::fixed(
    "그립이 이유를 말하지 않고 거부했습니다. 주문을 다시 확인하고 판매자센터에서 처리하세요.",
    "Grip refused it without a reason. Look at the order again, or use the seller centre.",
);
