//! Coupang.
