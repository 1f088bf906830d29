//! The simulated Grip, questioned over raw HTTP with fingerprints made here.

// Helpers of tests may fail as loudly as tests themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod answering;
mod cancelling;
mod control;
mod exchanging;
mod faults;
mod listing;
mod refusing;
mod returning;
mod samples;
mod shipping;
mod support;
