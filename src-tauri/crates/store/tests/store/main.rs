//! The store through its public door.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what builds a test's data may fail it")]

mod accounts;
mod at_rest;
mod claims;
mod desk;
mod happenings;
mod holds;
mod inbox;
mod inspections;
mod journal;
mod keychain;
mod merging;
mod opening;
mod parcels;
mod properties;
mod reports;
mod search;
mod shop;
mod silence;
mod templates;
mod undo;
