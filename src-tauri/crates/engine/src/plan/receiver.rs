//! 배송지 변경: an order goes to another place, one request for all of its lines in a bundle that have not left.

use domain::{AccountId, ActionKind, Destination, LineId, OrderLine, Sentence, Write};

use super::bundles::Press;
use super::single::{held_back, one};
use super::{Bundled, Plan, UnderWay, allowed};
use crate::desk::Desk;
use crate::hold::Hold;
use crate::rules;
use crate::settling::Mark;
use crate::view::Problem;

const KIND: ActionKind = ActionKind::ChangeReceiver;

/// The longest name.
const MOST_NAME: usize = 40;
/// The longest half of an address.
const MOST_ADDRESS: usize = 100;
/// The longest telephone number, dashes and spaces among its digits.
const MOST_PHONE: usize = 20;
/// The longest postal code; Korea's have five digits, and had six before 2015.
const MOST_POSTCODE: usize = 8;
/// The digits of a telephone number, from a short local one to a safe number (안심번호).
const PHONE: std::ops::RangeInclusive<usize> = 8..=12;

/// Plans to send what has not left of a line's bundle to another place.
pub(crate) fn change_receiver(
    desk: &Desk,
    account: &AccountId,
    id: &LineId,
    to: &Destination,
) -> Result<Plan, Problem> {
    let bundled = Bundled::of(desk, account, id)?;
    let under_way = UnderWay::now(desk)?;
    let press =
        Press { kind: KIND, rule: rules::to_change_receiver, mark: Mark::To(to), under_way: &under_way };
    let held =
        if allowed(desk, account, KIND)? { hold(&bundled, id, press) } else { Some(Hold::NoOperation) };
    if let Some(hold) = held {
        return Ok(held_back(&bundled, id, hold.sentence()));
    }
    let lines = bundled.live(press.rule).into_iter().map(|line| line.line.clone()).collect();
    let (order, bundle) = (bundled.order.clone(), bundled.bundle.clone());
    let write = Write::ChangeReceiver { order, bundle, lines, to: tidy(to) };
    Ok(one(&bundled, id, misfit(to), write))
}

/// Why the bundle of a line cannot go elsewhere: a part of it has left, or something stands on one of its lines.
pub(crate) fn hold(bundled: &Bundled, id: &LineId, press: Press<'_>) -> Option<Hold> {
    let Some(line) = bundled.line(id) else { return Some(Hold::Gone) };
    let others =
        || bundled.live(press.rule).into_iter().find_map(|line: &OrderLine| bundled.line_hold(line, press));
    bundled.line_hold(line, press).or_else(others)
}

/// Why nothing can be sent there, by the first field that is wrong.
fn misfit(to: &Destination) -> Option<Sentence> {
    let halves = [&to.address, &to.address_detail];
    let hold = if to.name.trim().is_empty() {
        Hold::NoName
    } else if is_longer(&to.name, MOST_NAME) {
        Hold::LongName
    } else if !is_phone(to.phone.trim()) {
        Hold::BadPhone
    } else if !is_postcode(to.postcode.trim()) {
        Hold::BadPostcode
    } else if halves.iter().any(|half| half.trim().is_empty()) {
        Hold::NoAddress
    } else if halves.iter().any(|half| is_longer(half, MOST_ADDRESS)) {
        Hold::LongAddress
    } else {
        return None;
    };
    Some(hold.sentence())
}

/// Whether words are longer than so many characters.
fn is_longer(words: &str, most: usize) -> bool {
    words.trim().chars().nth(most).is_some()
}

/// Whether it can be a telephone number.
fn is_phone(number: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let spelled = number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | ' ' | '+'));
    spelled && PHONE.contains(&digits) && !is_longer(number, MOST_PHONE)
}

/// Whether it can be a postal code.
fn is_postcode(code: &str) -> bool {
    (1..=MOST_POSTCODE).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The place without the spaces that stand around its parts.
fn tidy(to: &Destination) -> Destination {
    let trimmed = |words: &str| words.trim().to_owned();
    Destination {
        name: trimmed(&to.name),
        phone: trimmed(&to.phone),
        postcode: trimmed(&to.postcode),
        address: trimmed(&to.address),
        address_detail: trimmed(&to.address_detail),
    }
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
    fn a_place_is_whole_and_short_enough() {
        assert_eq!(misfit(&there()), None);
        let wrong = [
            (Destination { name: " ".to_owned(), ..there() }, Hold::NoName),
            (Destination { name: "가".repeat(MOST_NAME + 1), ..there() }, Hold::LongName),
            (Destination { address_detail: String::new(), ..there() }, Hold::NoAddress),
            (Destination { address: "가".repeat(MOST_ADDRESS + 1), ..there() }, Hold::LongAddress),
            (Destination { phone: "0-1-0-1-2-3-4-5-6-7-8".to_owned(), ..there() }, Hold::BadPhone),
            (Destination { phone: "010-12".to_owned(), ..there() }, Hold::BadPhone),
            (Destination { phone: "010-1234-567a8".to_owned(), ..there() }, Hold::BadPhone),
            (Destination { postcode: "123456789".to_owned(), ..there() }, Hold::BadPostcode),
            (Destination { postcode: "06-236".to_owned(), ..there() }, Hold::BadPostcode),
        ];
        for (to, hold) in wrong {
            assert_eq!(misfit(&to), Some(hold.sentence()), "{}", hold.code());
        }
        let longest = Destination {
            name: "가".repeat(MOST_NAME),
            address: "가".repeat(MOST_ADDRESS),
            phone: "050 - 1234 - 56789".to_owned(),
            ..there()
        };
        assert_eq!(misfit(&longest), None);
    }
}
