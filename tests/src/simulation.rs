//! Shops that live for days on a clock of their own: buyers buy, change their minds and send things back, calls fail,
//! lists move while they are read, and the seller works through a desk.

mod buyers;
mod compare;
mod day;
mod drift;
mod life;
mod seller;

pub use day::{Day, DayFigures, Seen, live_a_day};
pub use life::{Life, LifeFigures, live};
