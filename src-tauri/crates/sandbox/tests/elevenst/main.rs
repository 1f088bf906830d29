//! The simulated 11번가, questioned over raw HTTP.

// Helpers of tests may fail as loudly as tests themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod cancelling;
mod control;
mod exchanging;
mod faults;
mod listing;
mod missing;
mod returning;
mod samples;
mod shipping;
mod support;
