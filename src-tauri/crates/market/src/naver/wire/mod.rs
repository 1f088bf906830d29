//! Naver's JSON, read tolerantly: fields come and go between the family's two marketplaces and its versions.

pub(super) mod answer;
pub(super) mod besides;
pub(super) mod body;
pub(super) mod detail;
pub(super) mod list;
pub(super) mod misfit;
pub(super) mod scalar;

#[cfg(test)]
pub(super) mod tests;
