//! The engine against a scripted marketplace: what is sent, what is not, and what is known afterwards.

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
