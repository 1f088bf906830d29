//! Collecting, acting, claim flows and reconciliation, without a window.
//!
//! An [`Engine`] holds the encrypted store and one door per seller's account. Everything that reaches a
//! marketplace goes through that door's serial queue, every write is in the journal before it leaves, and a
//! write whose fate is not known is followed by reading and never by sending again. What differs between
//! marketplaces is read from [`market::Capabilities`]; no marketplace is named here.

mod about;
mod account;
mod act;
mod after;
mod cap;
mod claims;
mod collect;
mod concerns;
mod config;
mod couriers;
mod deadlines;
mod desk;
mod dispatch_hold;
mod door;
mod engine;
mod guard;
mod happenings;
mod hold;
mod inbox;
mod journal;
mod keys;
mod look;
mod masked;
mod offers;
mod plan;
mod problem;
mod promises;
mod reconcile;
mod remedy;
mod retold;
mod rules;
mod run;
mod schedule;
mod sequence;
mod settling;
mod shipping;
mod templates;
mod timeline;
mod told;
mod undo;
mod usual_courier;
pub mod view;
mod views;
mod words;

pub use claims::PLAN_BUDGET;
pub use collect::Round;
pub use config::{EngineConfig, Ids, Opener};
pub use engine::Engine;
