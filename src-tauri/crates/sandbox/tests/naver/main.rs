//! The simulated SmartStore and Npay, questioned over raw HTTP with signatures made here.

// Helpers of tests may fail as loudly as tests themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod add_ons;
mod cancelling;
mod control;
mod exchanging;
mod faults;
mod listing;
mod returning;
mod samples;
mod shipping;
mod support;
