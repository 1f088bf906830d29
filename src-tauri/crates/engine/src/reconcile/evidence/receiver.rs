//! What became of a change of the receiver, by whom and where a line goes now.

use domain::{Destination, OrderLine, Receiver};

use super::Finding;
use super::line::still_promisable;

/// A line that goes to the new place shows it. One that shows nobody says nothing.
pub(super) fn of(to: &Destination, line: &OrderLine) -> Finding {
    let now = &line.receiver;
    if now.name.is_empty() && now.address.is_empty() {
        return Finding::Unclear;
    }
    if goes_to(now, to) { Finding::Applied } else { still_promisable(line) }
}

/// Whether a receiver is whom and where it was to be. A marketplace may give the address as one text, may write numbers
/// without their dashes, and may keep the postal code to itself.
fn goes_to(now: &Receiver, to: &Destination) -> bool {
    let shown = letters(&[&now.address, &now.address_detail]);
    let coded = now.postcode.is_empty() || digits(&now.postcode) == digits(&to.postcode);
    coded
        && letters(&[&now.name]) == letters(&[&to.name])
        && digits(&now.phone) == digits(&to.phone)
        && shown == letters(&[&to.address, &to.address_detail])
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
        assert!(goes_to(&now, &there()));
        let elsewhere = [
            Receiver { name: "김하는".to_owned(), ..now.clone() },
            Receiver { phone: "01012345679".to_owned(), ..now.clone() },
            Receiver { postcode: "06237".to_owned(), ..now.clone() },
            Receiver { address: "서울 강남구 테헤란로 1 4층".to_owned(), ..now.clone() },
        ];
        assert!(elsewhere.iter().all(|other| !goes_to(other, &there())));
    }
}
