//! The envelope around every answer, and the verdict of a single write.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use super::misfit::{parsed, shaped};
use super::scalar::{Count, Flag, Id, Text};
use crate::coupang::error::refused_inside;
use crate::{ErrorKind, MarketError, Persistence, Response};

/// `{code, message, data, nextToken}`. The code is a number in lists and text in single answers.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Answer {
    pub(crate) code: Text,
    pub(crate) message: Text,
    pub(crate) data: Value,
    pub(crate) next_token: Text,
    pub(crate) next_page_index: Text,
}

/// The data holds people: it is never printed.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({})", self.code.0)
    }
}

impl Answer {
    /// Reads a list or a single record.
    ///
    /// # Errors
    /// When the body is no JSON, or its code says that the call failed although HTTP says it did not.
    pub(crate) fn of_read(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        let unreadable = |persistence, message: &str| {
            MarketError::new(ErrorKind::Unreadable, persistence, operation, message)
        };
        let value: Value =
            parsed(&response.body).map_err(|error| unreadable(Persistence::Temporary, &error.to_string()))?;
        if !value.is_object() {
            return Ok(Self { data: value, ..Self::default() });
        }
        let answer: Self =
            shaped(&value).map_err(|error| unreadable(Persistence::Permanent, &error.to_string()))?;
        // The history may come bare, without the envelope.
        let bare = value.get("data").is_none() && value.get("code").is_none();
        let answer = if bare { Self { data: value, ..answer } } else { answer };
        if answer.is_success() {
            Ok(answer)
        } else {
            Err(refused_inside(operation, &answer.code.0, &answer.message.0))
        }
    }

    /// Reads the answer to a write, whatever its code says.
    ///
    /// # Errors
    /// When it cannot be read: then the write may have been applied.
    pub(crate) fn of_write(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        parsed(&response.body).map_err(|error| {
            let message = error.to_string();
            MarketError::new(ErrorKind::Unreadable, Persistence::Unknown, operation, message)
        })
    }

    /// The records of a list, or the one record of a single answer.
    pub(crate) fn records(self) -> Vec<Value> {
        match self.data {
            Value::Array(records) => records,
            Value::Null => Vec::new(),
            single => vec![single],
        }
    }

    /// Whether the code is one of success; lists and bare answers may have none.
    pub(crate) fn is_success(&self) -> bool {
        ["", "200", "SUCCESS", "OK"].contains(&self.code.0.as_str())
    }

    /// What a write that has one result says. completedShipment keeps its code inside `data`, approval has
    /// no `data` at all, and `resultCode` FAIL comes with HTTP 200.
    pub(crate) fn verdict(&self) -> Verdict {
        let field = |name: &str| match self.data.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let code = if self.code.0.is_empty() { field("code") } else { self.code.0.clone() };
        let result = field("resultCode");
        let words = [field("resultMessage"), self.message.0.clone(), field("message")];
        let message = words.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        let good = |word: &str| ["200", "SUCCESS", "OK"].contains(&word);
        if !result.is_empty() && !good(&result) {
            return Verdict::Failed { code: result, message };
        }
        if !code.is_empty() && !good(&code) {
            return Verdict::Failed { code, message };
        }
        // completeLongTermUndelivery answers with a bare boolean.
        if self.data == Value::Bool(false) {
            return Verdict::Failed { code: "false".to_owned(), message };
        }
        if good(&code) || good(&result) { Verdict::Done } else { Verdict::Unclear }
    }
}

/// How a write with a single result ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It says so.
    Done,
    /// It refused.
    Failed { code: String, message: String },
    /// It says neither.
    Unclear,
}

/// `data` of an acknowledgement or an invoice upload.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct BatchResult {
    /// −1 none, 0 all, 1 partial, 99 all failed.
    pub(crate) response_code: Text,
    pub(crate) response_message: Text,
    #[serde(deserialize_with = "super::scalar::or_default")]
    pub(crate) response_list: Vec<BoxResult>,
}

/// The result of one box.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct BoxResult {
    pub(crate) shipment_box_id: Id,
    pub(crate) succeed: Option<Flag>,
    pub(crate) result_code: Text,
    pub(crate) retry_required: Flag,
    pub(crate) result_message: Text,
}

/// One coupon of GET coupons.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct CouponRecord {
    pub(crate) vendor_item_id: Id,
    pub(crate) coupon_id: Id,
    pub(crate) promotion_name: Text,
    #[serde(rename = "type")]
    pub(crate) kind: Text,
    pub(crate) discount: Text,
    pub(crate) max_discount_price: Count,
    pub(crate) status: Text,
}
