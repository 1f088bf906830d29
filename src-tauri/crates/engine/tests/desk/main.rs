//! The engine against a scripted marketplace: what is sent, what is not, and what is known afterwards.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends by panicking")]

mod accounts;
mod along;
mod besides;
mod by_lines;
mod claims;
mod collecting;
mod companions;
mod converting;
mod couriers;
mod deadlines;
mod doubting;
mod dry_run;
mod elsewhere;
mod freshness;
mod guarding;
mod held;
mod hidden;
mod in_parts;
mod inbox;
mod inspecting;
mod intents;
mod kept;
mod leaving;
mod news;
mod noticed;
mod pieces;
mod planning;
mod pressed;
mod promised;
mod reconciling;
mod reports;
mod said;
mod sending;
mod silence;
mod stops;
mod support;
mod told;
mod undoing;
mod worded;
