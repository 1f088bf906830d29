//! A day at the desk, over the sandbox: what an owner presses and what must come of it.

mod changes;
mod claims;
mod crash;
mod desk_day;
mod grip;
mod naver;
mod open_markets;
mod shipping;
mod sisters;

use anyhow::Result;
use tests::desk::Desk;
use tests::world::coupang::Coupang;

/// A desk over a Coupang shop that begins empty.
pub(crate) async fn desk() -> Result<Desk<Coupang>> {
    Desk::open(Coupang::with_orders(0).await?).await
}
