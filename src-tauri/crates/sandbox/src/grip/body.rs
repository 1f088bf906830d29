//! Request bodies: JSON objects, read strictly by type [unverified].

use serde_json::{Map, Value};

use super::errors::Refusal;
use super::model::Key;

/// A JSON object of a request.
#[derive(Debug, Clone)]
pub(crate) struct Fields(Map<String, Value>);

impl Fields {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| Refusal::field("요청 본문"))?;
        Self::of(value, "요청 본문")
    }

    fn of(value: Value, name: &str) -> Result<Self, Refusal> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            _ => Err(Refusal::field(name)),
        }
    }

    /// null counts as absent.
    fn present(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// Long or Integer, as a bare number.
    pub(crate) fn int(&self, name: &str) -> Result<i64, Refusal> {
        self.present(name).and_then(Value::as_i64).ok_or_else(|| Refusal::field(name))
    }

    fn seq(&self, name: &str) -> Result<u64, Refusal> {
        self.present(name).and_then(Value::as_u64).ok_or_else(|| Refusal::field(name))
    }

    pub(crate) fn order_seq(&self) -> Result<u64, Refusal> {
        self.seq("orderSeq")
    }

    /// One of a page's codes; any other is refused [unverified].
    pub(crate) fn code(&self, name: &str, known: &[i64]) -> Result<i64, Refusal> {
        let code = self.int(name)?;
        known.contains(&code).then_some(code).ok_or_else(|| Refusal::field(name))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        self.present(name).and_then(Value::as_bool).ok_or_else(|| Refusal::field(name))
    }

    /// Text of so many letters at most; an empty one counts as absent.
    pub(crate) fn optional_text(&self, name: &str, longest: usize) -> Result<Option<&str>, Refusal> {
        if self.present(name).is_none() {
            return Ok(None);
        }
        let text = self.text_or_empty(name, longest)?;
        Ok((!text.trim().is_empty()).then_some(text))
    }

    /// Text that must be there, and may say nothing.
    pub(crate) fn text_or_empty(&self, name: &str, longest: usize) -> Result<&str, Refusal> {
        let text = self.present(name).and_then(Value::as_str);
        let text = text.filter(|text| text.chars().count() <= longest);
        text.ok_or_else(|| Refusal::field(name))
    }

    pub(crate) fn text(&self, name: &str, longest: usize) -> Result<&str, Refusal> {
        self.optional_text(name, longest)?.ok_or_else(|| Refusal::field(name))
    }

    /// The two numbers of a line, beside each other.
    pub(crate) fn key(&self) -> Result<Key, Refusal> {
        Ok(Key::new(self.order_seq()?, self.seq("orderProductSeq")?))
    }

    /// orderKey
    pub(crate) fn order_key(&self) -> Result<Key, Refusal> {
        let value = self.present("orderKey").cloned().unwrap_or_default();
        Self::of(value, "orderKey")?.key()
    }

    /// A list of objects, one at least.
    pub(crate) fn list(&self, name: &str) -> Result<Vec<Self>, Refusal> {
        let values = self.present(name).and_then(Value::as_array).filter(|values| !values.is_empty());
        let values = values.ok_or_else(|| Refusal::field(name))?;
        values.iter().map(|value| Self::of(value.clone(), name)).collect()
    }
}
