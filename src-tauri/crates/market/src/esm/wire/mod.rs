//! ESM's JSON, read tolerantly: names come in other cases, numbers as texts, and fields go missing.

pub(super) mod answer;
pub(super) mod body;
pub(super) mod record;
pub(super) mod scalar;

#[cfg(test)]
mod tests;
