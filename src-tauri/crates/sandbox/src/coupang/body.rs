//! Request bodies, read strictly: an id must be a bare JSON number.

use serde_json::{Map, Value};

use super::errors::Refusal;

/// A JSON object of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
}

pub(crate) fn parse(bytes: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| Refusal::bad(format!("JSON parse error: {error}")))
}

impl<'a> Fields<'a> {
    pub(crate) fn of(value: &'a Value) -> Result<Self, Refusal> {
        value
            .as_object()
            .map(|map| Self { map })
            .ok_or_else(|| Refusal::bad("Object text must begin with '{' at character 0"))
    }

    /// A number; text that looks like one is refused.
    pub(crate) fn number(self, name: &str) -> Result<i64, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Err(absent(name)),
            Some(value) => integer(name, value),
        }
    }

    pub(crate) fn count(self, name: &str) -> Result<u32, Refusal> {
        u32::try_from(self.number(name)?).map_err(|_| wrong_type(name, "number"))
    }

    /// Text; may be empty, must be there.
    pub(crate) fn text(self, name: &str) -> Result<&'a str, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Err(absent(name)),
            Some(value) => value.as_str().ok_or_else(|| wrong_type(name, "text")),
        }
    }

    pub(crate) fn optional_text(self, name: &str) -> Result<Option<&'a str>, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.text(name).map(Some),
        }
    }

    pub(crate) fn flag(self, name: &str) -> Result<bool, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Err(absent(name)),
            Some(value) => value.as_bool().ok_or_else(|| wrong_type(name, "boolean")),
        }
    }

    pub(crate) fn array(self, name: &str) -> Result<&'a [Value], Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Err(absent(name)),
            Some(value) => value.as_array().map(Vec::as_slice).ok_or_else(|| wrong_type(name, "array")),
        }
    }

    pub(crate) fn numbers(self, name: &str) -> Result<Vec<i64>, Refusal> {
        self.array(name)?.iter().map(|value| integer(name, value)).collect()
    }

    /// A vendor id in the body that contradicts the path is refused.
    pub(crate) fn same_vendor(self, vendor_id: &str) -> Result<(), Refusal> {
        match self.optional_text("vendorId")? {
            Some(given) if given == vendor_id => Ok(()),
            Some(_) => Err(Refusal::bad("Invalid vendor ID")),
            None => Err(absent("vendorId")),
        }
    }

    /// The id in the body must repeat the one in the path.
    pub(crate) fn same_id(self, name: &str, path_id: i64) -> Result<(), Refusal> {
        if self.number(name)? == path_id {
            Ok(())
        } else {
            Err(Refusal::bad(format!("{name} does not match the path")))
        }
    }
}

/// An id in a path.
pub(crate) fn path_id(name: &str, text: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| wrong_type(name, "number"))
}

fn integer(name: &str, value: &Value) -> Result<i64, Refusal> {
    value.as_i64().ok_or_else(|| wrong_type(name, "number"))
}

fn absent(name: &str) -> Refusal {
    Refusal::bad(format!("{name} is required"))
}

fn wrong_type(name: &str, wanted: &str) -> Refusal {
    Refusal::bad(format!("{name} must be a {wanted} type"))
}
