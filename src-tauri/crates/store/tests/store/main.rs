//! The store through its public door.

mod accounts;
mod at_rest;
mod claims;
mod desk;
mod inbox;
mod journal;
mod keychain;
mod merging;
mod opening;
mod properties;
mod search;
mod shop;
