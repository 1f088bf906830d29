//! One shape for every marketplace: the [`Marketplace`] trait, what it can do ([`Capabilities`]), how it
//! fails ([`MarketError`]), the layers between a connector and the network ([`layers`]), and one folder
//! per marketplace.

pub mod answer;
pub mod brief;
pub mod capability;
pub mod carriers;
pub mod clock;
pub mod codes;
pub mod connector;
pub mod coupang;
pub mod elevenst;
pub mod error;
pub mod esm;
#[cfg(test)]
mod fields;
pub mod grip;
pub mod layers;
pub mod naver;
pub mod registry;
pub mod transport;

pub use answer::{
    Check, CheckStep, CheckedPart, Counts, Coupon, Gauge, Health, HistoryEntry, Review, Settlement,
};
pub use brief::Brief;
pub use capability::{Ask, Capabilities, Limits, Reading, Sequence, Support, Unit};
pub use clock::{Clock, ManualClock, SystemClock};
pub use codes::{ClaimCode, CodeTable, CodeWords, Codes, FaultCode, LineCode};
pub use connector::{Collected, Feed, FeedId, FeedInput, FeedRequest, LineRef, Marketplace, Span, Standing};
pub use error::{ErrorKind, MarketError, Persistence};
pub use registry::{
    AccountConfig, Credentials, Descriptor, Field, OpenError, capabilities, codes, companion, companions,
    descriptors, open,
};
pub use transport::{Method, Request, Response, Transport};
