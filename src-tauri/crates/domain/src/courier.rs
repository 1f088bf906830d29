//! Couriers and the digit rules of their invoice numbers.

use serde::{Deserialize, Serialize};

use crate::{CourierCode, InvoiceNumber, Sentence};

/// What a courier's invoice number must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DigitRule {
    /// Digits only, one of these lengths.
    Lengths(&'static [u8]),
    /// Digits only, from the first length to the second.
    Between(u8, u8),
    /// Letters and digits, one of these lengths.
    Alphanumeric(&'static [u8]),
    /// Digits only, any length.
    Digits,
    /// The marketplace publishes no rule.
    Unstated,
    /// There is no number: handed over, fetched, or brought by a messenger.
    NoNumber,
}

/// A courier as one marketplace knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Courier {
    /// The marketplace's code, sent on the wire.
    pub code: &'static str,
    /// The name people know.
    pub name: &'static str,
    /// What its numbers look like.
    pub rule: DigitRule,
}

impl Courier {
    /// The code as an identifier.
    pub fn code(&self) -> CourierCode {
        CourierCode::from(self.code)
    }

    /// Whether its parcels have numbers.
    pub const fn is_numbered(&self) -> bool {
        !matches!(self.rule, DigitRule::NoNumber)
    }

    /// Checks an invoice number before it is sent.
    ///
    /// # Errors
    /// One sentence that names the courier and the lengths it accepts.
    pub fn check(&self, invoice: &InvoiceNumber) -> Result<(), Sentence> {
        if self.rule.admits(invoice.as_str()) {
            return Ok(());
        }
        let (ko, en) = self.rule.words();
        Err(Sentence::new(
            format!("{} 송장번호는 {ko}여야 합니다. 번호를 고치세요.", self.name),
            format!("{} invoice numbers are {en}. Correct the number.", self.name),
        ))
    }
}

impl DigitRule {
    /// Whether the text is a possible invoice number.
    pub fn admits(self, text: &str) -> bool {
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Lengths(lengths) => digits && lengths.contains(&length),
            Self::Between(least, most) => digits && (least..=most).contains(&length),
            Self::Alphanumeric(lengths) => {
                text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && lengths.contains(&length)
            }
            Self::Digits => digits,
            Self::Unstated => !text.trim().is_empty(),
            Self::NoNumber => true,
        }
    }

    /// The rule in words, Korean and English.
    fn words(self) -> (String, String) {
        match self {
            Self::Lengths(lengths) => {
                let list = join(lengths);
                (format!("숫자 {list}자리"), format!("{list} digits"))
            }
            Self::Between(least, most) => {
                (format!("숫자 {least}–{most}자리"), format!("{least}–{most} digits"))
            }
            Self::Alphanumeric(lengths) => {
                let list = join(lengths);
                (format!("영문·숫자 {list}자리"), format!("{list} letters or digits"))
            }
            Self::Digits => ("숫자".to_owned(), "digits only".to_owned()),
            Self::Unstated => ("한 글자 이상".to_owned(), "at least one character".to_owned()),
            Self::NoNumber => ("없는 것".to_owned(), "absent".to_owned()),
        }
    }
}

/// The lengths as a list a person reads: `10·12`.
fn join(lengths: &[u8]) -> String {
    lengths.iter().map(u8::to_string).collect::<Vec<_>>().join("·")
}
