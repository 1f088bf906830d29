//! The simulated Coupang, questioned over raw HTTP with signatures made here.

// Helpers of tests may fail as loudly as tests themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod cancelling;
mod claims;
mod control;
mod exchanging;
mod faults;
mod listing;
mod samples;
mod shipping;
mod support;
