//! The buyers' side of a marketplace: what the tests make happen there, whatever marketplace it is.
//!
//! A marketplace joins the conformance suite by implementing [`World`] over its sandbox.

pub mod coupang;
mod deed;
pub mod elevenst;
pub mod esm;
pub mod grip;
pub mod naver;
mod truth;

pub use deed::Deed;
pub use truth::{End, Place, TrueClaim, TrueLine, Truth};

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, Utc};
use domain::{ActionKind, ClaimId, ClaimKind, CourierCode, InvoiceNumber, OrderId};
use market::{Clock, Credentials, Marketplace};
use sandbox::FaultKind;

use crate::ground::Ground;

/// Where on its way a call is struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    /// The connection breaks before the marketplace applied anything.
    BreakBefore,
    /// Nothing is applied, and nothing is ever answered.
    HangBefore,
    /// The connection breaks after the marketplace applied the call.
    BreakAfter,
    /// The marketplace applied the call and never answers.
    HangAfter,
    /// The gateway times out although the call was applied.
    GatewayTimeoutAfter,
    /// The answer is cut in the middle, after the call was applied.
    Truncated,
    /// Too many calls; not applied.
    TooMany,
    /// The marketplace fails; not applied.
    ServerError,
    /// The gateway cannot reach what stands behind it; not applied.
    ProviderDown,
    /// A page that says "Access Denied"; not applied.
    Denied,
    /// A list answers its previous page again.
    DuplicatePage,
    /// A list leaves a row out and shows it later.
    LatePage,
    /// An answer carries a status that no document knows.
    UnknownStatus,
}

/// The sandbox's word for it.
impl From<Strike> for FaultKind {
    fn from(strike: Strike) -> Self {
        match strike {
            Strike::BreakBefore => Self::DropBefore,
            Strike::HangBefore => Self::HangBefore,
            Strike::BreakAfter => Self::DropAfter,
            Strike::HangAfter => Self::HangAfter,
            Strike::GatewayTimeoutAfter => Self::GatewayTimeoutAfter,
            Strike::Truncated => Self::TruncatedBody,
            Strike::TooMany => Self::TooManyRequests,
            Strike::ServerError => Self::ServerError,
            Strike::ProviderDown => Self::ProviderDownBefore,
            Strike::Denied => Self::AccessDenied,
            Strike::DuplicatePage => Self::DuplicatePage,
            Strike::LatePage => Self::LatePage,
            Strike::UnknownStatus => Self::UnknownStatus,
        }
    }
}

/// One failure that calls will meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The kind of write whose calls it meets; any call where there is none.
    pub at: Option<ActionKind>,
    /// What happens.
    pub strike: Strike,
    /// How many matching calls pass unharmed first.
    pub after: u32,
    /// How many matching calls it meets.
    pub times: u32,
}

/// A call that has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When, by the marketplace's clock.
    pub at: DateTime<Utc>,
    /// The endpoint.
    pub operation: String,
    /// The marketplace refused it because there were too many.
    pub too_many: bool,
    /// It met a failure that was told in advance.
    pub struck: bool,
}

/// What is wrong with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The secret does not belong to the key.
    Secret,
    /// The seller's number is somebody else's.
    Seller,
    /// The computer's clock is an hour late.
    Clock,
    /// The address is not registered.
    Address,
    /// The key has expired.
    Expired,
}

/// Waits until the lists tell of what has happened so far.
pub async fn until_told(world: &dyn World) {
    let rest = world.told_after();
    if !world.skip(rest) {
        world.clock().sleep(rest).await;
    }
}

/// One marketplace in its sandbox.
pub trait World: Send + Sync {
    /// A connector that is connected as it should be.
    fn market(&self) -> Arc<dyn Marketplace>;

    /// A connector with something wrong about it, or `None` where this cannot go wrong.
    ///
    /// # Errors
    /// When the connector cannot be made.
    fn wrong(&self, wrong: Wrong) -> Result<Option<Arc<dyn Marketplace>>>;

    /// The credentials that are right, for accounts made through the engine.
    fn credentials(&self) -> Credentials;

    /// Where the sandbox listens.
    fn base_url(&self) -> String;

    /// A buyer orders and pays: one bundle of so many lines, so many pieces of each.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn order(&self, lines: u32, each: u32) -> Result<OrderId>;

    /// A shipped order arrives.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn deliver(&self, order: &OrderId) -> Result<()>;

    /// The buyer asks for a claim on so many pieces of the order's first line.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn ask(&self, kind: ClaimKind, order: &OrderId, quantity: u32) -> Result<ClaimId>;

    /// Where the marketplace stands.
    fn ground(&self) -> &Ground;

    /// Moves the clock on where it is the test's own; `false` where it is everybody's.
    fn skip(&self, by: Duration) -> bool {
        self.ground().skip(by)
    }

    /// The clock by which the marketplace and the desk live.
    fn clock(&self) -> Arc<dyn Clock> {
        self.ground().clock()
    }

    /// How long after something happened the lists tell of it at the latest.
    fn told_after(&self) -> Duration {
        Duration::ZERO
    }

    /// The goods of a return or exchange reach the seller, where the marketplace learns of it by itself.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn bring_back(&self, _kind: ClaimKind, _claim: &ClaimId) -> Result<()> {
        Ok(())
    }

    /// A buyer orders a product with so many add-ons and pays, or `None` where nothing is bought along.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn order_with_add_ons(&self, _add_ons: u32) -> Result<Option<OrderId>> {
        Ok(None)
    }

    /// A buyer asks for a claim on every line of the order, main line first.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn ask_for_all(&self, kind: ClaimKind, order: &OrderId) -> Result<Vec<ClaimId>> {
        Ok(vec![self.ask(kind, order, 1)?])
    }

    /// A buyer orders for a wished day and pays, or `None` where no day can be wished for.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn order_for_a_day(&self) -> Result<Option<OrderId>> {
        Ok(None)
    }

    /// A buyer reports that nothing has come of an order that was shipped; gives the report's number, or `None`
    /// where nobody can report it.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn report_undelivered(&self, _order: &OrderId) -> Result<Option<String>> {
        Ok(None)
    }

    /// The purchase of an order that arrived becomes final, and whatever is paid out for it is reckoned.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn settle_purchase(&self, _order: &OrderId) -> Result<()> {
        Ok(())
    }

    /// Something happens to a claim without the seller, as far as the marketplace knows such a thing.
    ///
    /// # Errors
    /// When the marketplace knows no such thing, or the claim's state does not allow it.
    fn stir(&self, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()>;

    /// The buyer takes the claim back.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn withdraw(&self, kind: ClaimKind, claim: &ClaimId) -> Result<()>;

    /// The marketplace's support settles the claim without the seller.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn overrule(&self, claim: &ClaimId) -> Result<()>;

    /// The buyer changes the address, as far as the marketplace still lets them.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    fn change_address(&self, order: &OrderId, street: &str) -> Result<()>;

    /// Tells a failure that is to come.
    fn hit(&self, hit: Hit);

    /// The next matching calls are struck.
    fn strike(&self, at: Option<ActionKind>, strike: Strike, times: u32) {
        self.hit(Hit { at, strike, after: 0, times });
    }

    /// Takes back every failure that has not come yet.
    fn calm(&self);

    /// What the marketplace really holds now.
    fn truth(&self) -> Truth;

    /// Whether a line under an open claim stands on no list of orders, so that nothing tells what became of it besides.
    fn hides_claimed(&self) -> bool {
        false
    }

    /// The lists that tell first of a new order and of a cancel of what nobody has confirmed.
    fn telling(&self) -> (&'static str, &'static str);

    /// Of the calls that the desk permits itself within a time, how many these are, in the bucket that was used most.
    fn share_of_pace(&self, calls: &[&Arrival], within: Duration) -> f64 {
        let a_second = f64::from(self.market().capabilities().limits.calls_per_second);
        calls.len() as f64 / (a_second * within.as_secs_f64())
    }

    /// The calls that have arrived, oldest first.
    fn arrivals(&self) -> Vec<Arrival>;

    /// Forgets them, also those of whoever answers at the same host.
    fn forget_arrivals(&self);

    /// How many times a write of this kind was applied to the order or claim.
    fn applied(&self, kind: ActionKind, id: &str) -> u32;

    /// How many calls of this kind have arrived.
    fn calls(&self, kind: ActionKind) -> usize;

    /// A courier and a fresh number that the marketplace accepts.
    fn parcel(&self) -> (CourierCode, InvoiceNumber);
}
