//! Coupang's JSON, read as tolerantly as its versions differ: v4 beside v5 and v6, numbers beside text,
//! null beside "".

pub(super) mod answer;
pub(super) mod besides;
pub(super) mod body;
pub(super) mod exchange;
pub(super) mod misfit;
pub(super) mod order;
pub(super) mod receipt;
pub(super) mod scalar;

#[cfg(test)]
pub(super) mod tests;
