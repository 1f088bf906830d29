//! What a person reads, in both of the desk's languages.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One sentence in Korean and in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Sentence {
    /// Korean, 합니다체.
    pub ko: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Sentence {
    /// A sentence known when the program is built.
    pub const fn fixed(ko: &'static str, en: &'static str) -> Self {
        Self { ko: Cow::Borrowed(ko), en: Cow::Borrowed(en) }
    }

    /// A sentence that quotes something only known now.
    pub fn new(ko: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ko: Cow::Owned(ko.into()), en: Cow::Owned(en.into()) }
    }
}
