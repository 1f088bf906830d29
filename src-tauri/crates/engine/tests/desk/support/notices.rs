//! A shop that takes claims in by a notice to the buyer, puts off without a day, and names its couriers itself.

use domain::{ActionKind as Kind, Length};
use market::{Ask, Capabilities, Reading, Support};

use super::connector::{COURIERS, REASONS, by_lines};

/// As a shop that acts on lines, with these differences. Nothing tells there that the goods of an exchange came back.
pub(super) fn by_notice() -> Capabilities {
    let mut capabilities = by_lines();
    let words = || vec![Ask::Text(Length::characters(20))];
    capabilities.asks.extend([
        (Kind::NotifyReturn, words()),
        (Kind::NotifyExchange, words()),
        (Kind::DelayNotice, vec![Ask::Reason(REASONS), Ask::Text(Length::characters(20))]),
    ]);
    capabilities.readings.insert(Reading::Couriers, Support::Native);
    Capabilities {
        couriers: &COURIERS[2..],
        tells_who_ended: true,
        tells_exchange_collected: false,
        ..capabilities
    }
}
