//! The simulated Coupang, questioned over raw HTTP with signatures made here.

mod access;
mod claims;
mod control;
mod exchanging;
mod faults;
mod listing;
mod shipping;
mod support;
