//! One file per table: what its rows are, and how they are read and written.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod action;
pub(crate) mod claim;
pub(crate) mod event;
pub(crate) mod feed;
pub(crate) mod former_line;
pub(crate) mod happening;
pub(crate) mod inspection;
pub(crate) mod line;
pub(crate) mod photo;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod setting;
pub(crate) mod tally;
pub(crate) mod template;
pub(crate) mod untold_order;
pub(crate) mod view;
