//! Days that pass in seconds: nothing is lost whatever happens, and every marketplace is read within its limits.
//!
//! The short ones run with every test. The long ones print figures: `cargo xtask figures`, or by themselves
//! `cargo test --package tests --test simulation -- --include-ignored --nocapture figure`.

mod day;
mod nothing_lost;
