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

/// The longest name, and the longest half of an address.
const MOST_WORDS: usize = 100;
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

/// Why nothing can be sent there.
fn misfit(to: &Destination) -> Option<Sentence> {
    let missing = [&to.name, &to.address, &to.address_detail].iter().any(|words| words.trim().is_empty());
    let long = [&to.name, &to.address, &to.address_detail]
        .iter()
        .any(|words| words.trim().chars().nth(MOST_WORDS).is_some());
    let digits = to.phone.chars().filter(char::is_ascii_digit).count();
    let spelled =
        to.phone.trim().chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | ' ' | '+'));
    let postcode = to.postcode.trim();
    let coded =
        (1..=MOST_POSTCODE).contains(&postcode.len()) && postcode.bytes().all(|byte| byte.is_ascii_digit());
    let hold = if missing {
        Hold::NoAddress
    } else if long {
        Hold::LongAddress
    } else if !(spelled && PHONE.contains(&digits)) {
        Hold::BadPhone
    } else if !coded {
        Hold::BadPostcode
    } else {
        return None;
    };
    Some(hold.sentence())
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
            (Destination { name: " ".to_owned(), ..there() }, Hold::NoAddress),
            (Destination { address_detail: String::new(), ..there() }, Hold::NoAddress),
            (Destination { address: "가".repeat(MOST_WORDS + 1), ..there() }, Hold::LongAddress),
            (Destination { phone: "010-12".to_owned(), ..there() }, Hold::BadPhone),
            (Destination { phone: "010-1234-567a8".to_owned(), ..there() }, Hold::BadPhone),
            (Destination { postcode: "123456789".to_owned(), ..there() }, Hold::BadPostcode),
            (Destination { postcode: "06-236".to_owned(), ..there() }, Hold::BadPostcode),
        ];
        for (to, hold) in wrong {
            assert_eq!(misfit(&to), Some(hold.sentence()), "{}", hold.code());
        }
        assert_eq!(misfit(&Destination { address: "가".repeat(MOST_WORDS), ..there() }), None);
    }
}
