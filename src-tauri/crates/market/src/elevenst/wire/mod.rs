//! Answers and requests as they are on the wire.

pub(crate) mod answer;
pub(crate) mod body;
pub(crate) mod row;
pub(crate) mod scalar;
pub(crate) mod xml;

#[cfg(test)]
mod tests;
