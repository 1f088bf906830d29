//! The real application in a real window, driven as a person would drive it.
//!
//! One window at a time: a second instance of the application hands over to the first. The driver is WebKitGTK's, so these run on Linux only.
#![cfg(target_os = "linux")]

mod account;
mod bulk;
mod claims;
mod crash;
mod first_run;
mod mall;
mod ready;
mod settled;
mod shipping;
mod stage;
mod undo;
