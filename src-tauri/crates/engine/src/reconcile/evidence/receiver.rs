//! What became of a change of the receiver, by whom and where a line goes now.

use domain::{Destination, OrderLine, Receiver, Stage};

use super::Finding;
use super::line::still_promisable;

/// A line that goes to the new place shows it, and one that still goes where it went before was not redirected. Any
/// other place was given by somebody else meanwhile, before or after ours: only the seller can say which. A line that
/// shows nobody says nothing either.
pub(super) fn of(to: &Destination, line: &OrderLine, before: Option<&OrderLine>) -> Finding {
    let now = Place::of(&line.receiver);
    if now.is(&Place::wished(to)) {
        return Finding::Applied;
    }
    let unmoved = || before.is_some_and(|before| now.is(&Place::of(&before.receiver)));
    if line.stage == Stage::Canceled || (!now.is_hidden() && unmoved()) {
        return still_promisable(line);
    }
    Finding::Unclear
}

/// Whom and where something goes, without what is written differently: a marketplace may give the address as one text
/// and write numbers without their dashes.
struct Place {
    name: String,
    phone: String,
    postcode: String,
    address: String,
}

impl Place {
    /// What a line shows.
    fn of(receiver: &Receiver) -> Self {
        Self {
            name: letters(&[&receiver.name]),
            phone: digits(&receiver.phone),
            postcode: digits(&receiver.postcode),
            address: letters(&[&receiver.address, &receiver.address_detail]),
        }
    }

    /// What was wished for.
    fn wished(to: &Destination) -> Self {
        Self {
            name: letters(&[&to.name]),
            phone: digits(&to.phone),
            postcode: digits(&to.postcode),
            address: letters(&[&to.address, &to.address_detail]),
        }
    }

    /// Whether it is the other one. A marketplace may keep the postal code to itself.
    fn is(&self, other: &Self) -> bool {
        let coded = self.postcode.is_empty() || other.postcode.is_empty() || self.postcode == other.postcode;
        coded && (&self.name, &self.phone, &self.address) == (&other.name, &other.phone, &other.address)
    }

    /// Whether it tells nobody.
    fn is_hidden(&self) -> bool {
        self.name.is_empty() && self.address.is_empty()
    }
}

/// Texts as one, without spaces.
fn letters(texts: &[&str]) -> String {
    texts.concat().split_whitespace().collect()
}

/// The digits of a number.
fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there() -> Destination {
        Destination {
            name: "김하늘".to_owned(),
            phone: "010-1234-5678".to_owned(),
            postcode: "06236".to_owned(),
            address: "서울 강남구 테헤란로 1".to_owned(),
            address_detail: "3층".to_owned(),
        }
    }

    #[test]
    fn a_place_is_the_same_however_it_is_written() {
        let now = Receiver {
            name: "김하늘 ".to_owned(),
            phone: "01012345678".to_owned(),
            address: "서울  강남구 테헤란로 1 3층".to_owned(),
            ..Receiver::default()
        };
        assert!(Place::of(&now).is(&Place::wished(&there())));
        let elsewhere = [
            Receiver { name: "김하는".to_owned(), ..now.clone() },
            Receiver { phone: "01012345679".to_owned(), ..now.clone() },
            Receiver { postcode: "06237".to_owned(), ..now.clone() },
            Receiver { address: "서울 강남구 테헤란로 1 4층".to_owned(), ..now.clone() },
        ];
        assert!(elsewhere.iter().all(|other| !Place::of(other).is(&Place::wished(&there()))));
    }
}
