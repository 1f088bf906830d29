//! JSON that does not fit, told without what it says: a parser's own words quote the value, and the value may
//! be a person's name.

use serde::Deserialize;
use serde_json::Value;

/// Where JSON does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Misfit {
    /// A body that is no JSON, or ends too early.
    #[error("the body is no JSON")]
    NoJson,
    /// A field of another type than documented, with its path: `productOrder.quantity`.
    #[error("{0}: another type than documented")]
    Field(String),
}

/// Reads a value.
///
/// # Errors
/// Where it does not fit.
pub(crate) fn shaped<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(value).map_err(|error| Misfit::Field(error.path().to_string()))
}

/// Reads a body as JSON of any shape.
///
/// # Errors
/// When it is none.
pub(crate) fn parsed(body: &[u8]) -> Result<Value, Misfit> {
    serde_json::from_slice(body).map_err(|_| Misfit::NoJson)
}
