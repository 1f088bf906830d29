//! Grip's JSON, read tolerantly: numbers come as texts, and fields go missing.

pub(super) mod answer;
pub(super) mod body;
pub(super) mod query;
pub(super) mod record;

#[cfg(test)]
mod tests;
