//! Paths: here every parameter stands in the path, in an order of its call's own.

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::Sentence;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::unsendable;
use super::wire::scalar::in_korea;
use crate::MarketError;

/// What stands for nothing, in the few places where the documents allow it.
pub(super) const NULL: &str = "null";

/// Letters of other alphabets are percent-encoded UTF-8 (guide 1638: `%ED%95%9C%EA%B8%80`).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path under construction.
pub(super) struct Path {
    operation: &'static str,
    text: String,
}

impl Path {
    /// The path of a call; `base` follows the address and begins with a slash.
    pub(super) fn of(operation: &'static str, base: &str) -> Self {
        Self { operation, text: base.to_owned() }
    }

    /// One more parameter: a number or a code.
    ///
    /// # Errors
    /// When it would make another path of it; nothing was sent.
    pub(super) fn id(mut self, id: &str) -> Result<Self, MarketError> {
        number(self.operation, id)?;
        self.push(id);
        Ok(self)
    }

    /// Several numbers in one parameter, without blanks between them (guides 1636, 1725).
    ///
    /// # Errors
    /// As [`Self::id`].
    pub(super) fn ids<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Result<Self, MarketError> {
        let mut list = String::new();
        for id in ids {
            number(self.operation, id)?;
            if !list.is_empty() {
                list.push(',');
            }
            list.push_str(id);
        }
        self.push(&list);
        Ok(self)
    }

    /// A number or a code, or the word for nothing.
    ///
    /// # Errors
    /// As [`Self::id`].
    pub(super) fn maybe(self, id: Option<&str>) -> Result<Self, MarketError> {
        self.id(id.unwrap_or(NULL))
    }

    /// A fixed word.
    pub(super) fn word(mut self, word: &'static str) -> Self {
        self.push(word);
        self
    }

    /// Words that a person wrote, on one line.
    ///
    /// # Errors
    /// When nothing is said: without its words the call has another path.
    pub(super) fn words(mut self, words: &str) -> Result<Self, MarketError> {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() || line.chars().all(|letter| letter == '.') {
            return Err(unsendable(self.operation, &NO_WORDS));
        }
        // Servers commonly turn away a path that holds an encoded slash, or take it for the end of the parameter.
        let line = line.replace('/', "／");
        self.push(&utf8_percent_encode(&line, ENCODED).to_string());
        Ok(self)
    }

    /// Text of our own making that may hold more than letters and digits.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.push(text);
        self
    }

    /// A minute in Korea, 12 digits.
    pub(super) fn minute(mut self, at: NaiveDateTime) -> Self {
        self.push(&at.format("%Y%m%d%H%M").to_string());
        self
    }

    /// The Korean minute of a moment.
    pub(super) fn now(self, at: DateTime<Utc>) -> Self {
        self.minute(in_korea(at))
    }

    /// The Korean day of a moment, 8 digits.
    pub(super) fn today(mut self, at: DateTime<Utc>) -> Self {
        self.push(&in_korea(at).format("%Y%m%d").to_string());
        self
    }

    /// The whole path.
    pub(super) fn done(self) -> String {
        self.text
    }

    fn push(&mut self, segment: &str) {
        self.text.push('/');
        self.text.push_str(segment);
    }
}

/// Checks that a number or a code is made of letters and digits alone.
///
/// # Errors
/// When it would make another path of it; nothing was sent.
pub(super) fn number(operation: &'static str, id: &str) -> Result<(), MarketError> {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(unsendable(operation, &no_number(id)));
    }
    Ok(())
}

/// A number that is none of the marketplace's.
fn no_number(id: &str) -> Sentence {
    Sentence::new(
        format!("“{id}”은(는) 11번가의 번호가 아니어서 보내지 않았습니다. 주문을 다시 수집하세요."),
        format!("“{id}” is no number of 11st's, so nothing was sent. Collect the order again."),
    )
}

const NO_WORDS: Sentence = Sentence::fixed(
    "구매자에게 보이는 사유가 비어 있습니다. 사유를 적어 주세요.",
    "The reason that the buyer reads is empty. Write one.",
);
