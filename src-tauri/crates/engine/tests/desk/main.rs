//! The engine against a scripted marketplace: what is sent, what is not, and what is known afterwards.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends by panicking")]

mod accounts;
mod claims;
mod collecting;
mod guarding;
mod inbox;
mod intents;
mod planning;
mod reconciling;
mod sending;
mod support;
