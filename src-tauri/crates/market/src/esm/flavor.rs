//! What tells the two sites apart. Nothing outside this file asks which of them it serves.

use domain::{Courier, Sentence};

use super::couriers;
use super::feeds::{AUCTION_FEEDS, GMARKET_FEEDS};
use crate::Feed;

/// One of the two.
pub(crate) struct Flavor {
    /// Which.
    pub(super) marketplace: domain::Marketplace,
    /// Its names.
    pub(super) ko: &'static str,
    /// In English.
    pub(super) en: &'static str,
    /// Its letter in a token and in settlements.
    pub(super) letter: &'static str,
    /// Its number nearly everywhere.
    pub(super) site: u8,
    /// Its number in the list of cancels, which has one of its own for Gmarket: with 2 it shows nothing, and says
    /// nothing of why.
    pub(super) cancels_site: u8,
    /// Its lists.
    pub(super) feeds: &'static [Feed],
    /// Orders can be asked for by the number of their basket.
    pub(super) knows_baskets: bool,
    /// A held exchange is released by a call; else by its re-shipment alone.
    pub(super) releases_exchanges: bool,
    /// A held return charges no more than the goods were worth.
    pub(super) charges_within_goods: bool,
    /// Converting a claim needs the parcel with which the goods leave again.
    pub(super) conversion_travels: bool,
    /// An exchange that becomes a return is refunded at once.
    pub(super) converted_return_is_refunded: bool,
    /// A return that becomes an exchange counts as re-shipped at once.
    pub(super) converted_exchange_is_sent: bool,
    /// A return that is refunded early can still become an exchange.
    pub(super) fast_refund_converts: bool,
    /// Whom a parcel can be given to.
    pub(super) couriers: fn() -> &'static [Courier],
    /// How an answer writes that an exchange is held because nothing came back; a request writes 4.
    pub(super) not_here_in_answers: &'static str,
    /// The sign in which settlements write what is kept.
    pub(super) fee_sign: i64,
    /// The label of the seller's number, and of the sister site's.
    pub(super) seller_label: Sentence,
    /// See above.
    pub(super) sister_label: Sentence,
}

/// G마켓
pub(crate) static GMARKET: Flavor = Flavor {
    marketplace: domain::Marketplace::Gmarket,
    ko: "G마켓",
    en: "Gmarket",
    letter: "G",
    site: 2,
    cancels_site: 3,
    feeds: GMARKET_FEEDS,
    knows_baskets: true,
    releases_exchanges: true,
    charges_within_goods: false,
    conversion_travels: false,
    converted_return_is_refunded: false,
    converted_exchange_is_sent: false,
    fast_refund_converts: true,
    couriers: couriers::of_gmarket,
    not_here_in_answers: "2",
    fee_sign: -1,
    seller_label: Sentence::fixed("G마켓 판매자 ID", "Gmarket seller ID"),
    sister_label: Sentence::fixed("옥션 판매자 ID (선택)", "Auction seller ID (optional)"),
};

/// 옥션
pub(crate) static AUCTION: Flavor = Flavor {
    marketplace: domain::Marketplace::Auction,
    ko: "옥션",
    en: "Auction",
    letter: "A",
    site: 1,
    cancels_site: 1,
    feeds: AUCTION_FEEDS,
    knows_baskets: false,
    releases_exchanges: false,
    charges_within_goods: true,
    conversion_travels: true,
    converted_return_is_refunded: true,
    converted_exchange_is_sent: true,
    fast_refund_converts: false,
    couriers: couriers::of_auction,
    not_here_in_answers: "4",
    fee_sign: 1,
    seller_label: Sentence::fixed("옥션 판매자 ID", "Auction seller ID"),
    sister_label: Sentence::fixed("G마켓 판매자 ID (선택)", "Gmarket seller ID (optional)"),
};
