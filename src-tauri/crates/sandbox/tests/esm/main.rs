//! The simulated ESM with its two sites, questioned over raw HTTP with tokens signed here.

// Helpers of tests may fail as loudly as tests themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod cancelling;
mod claiming;
mod control;
mod exchanging;
mod faults;
mod listing;
mod reporting;
mod returning;
mod samples;
mod settling;
mod shipping;
mod support;
