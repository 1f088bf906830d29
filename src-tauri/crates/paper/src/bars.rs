//! Code 128 (ISO/IEC 15417): what a hand scanner reads of an order and an invoice number.

use std::rc::Rc;

use barcoders::sym::code128::Code128;

use crate::mark::{Area, Mark, mm};

/// The narrowest bar that common hand scanners read from a laser print (7.5 mil).
const NARROWEST: f32 = mm(0.19);
/// No bar needs to be wider than this (13 mil).
const WIDEST: f32 = mm(0.33);
/// Blank modules that the standard demands on either side.
const QUIET: usize = 10;

/// The number as bars within an area, with blank margins, to the left. None where the area is too narrow or the
/// number has letters that Code 128 does not know; the number is always printed in letters as well.
pub(crate) fn bars(number: &str, area: Area) -> Option<Mark> {
    let bars = code128(number)?;
    let module = (area.width / (bars.len() + 2 * QUIET) as f32).min(WIDEST);
    let (x, width) = (area.x + module * QUIET as f32, module * bars.len() as f32);
    (module >= NARROWEST).then_some(Mark::Bars { area: Area { x, width, ..area }, bars })
}

/// The modules of a number, without the blank margins.
pub(crate) fn code128(number: &str) -> Option<Rc<[bool]>> {
    let code = Code128::new(sets(number)?).ok()?;
    Some(code.encode().into_iter().map(|module| module == 1).collect())
}

/// The number with the sets to write it in: C takes two digits to a sign, B takes everything printable.
/// Hyphens within a number of digits are for the eye; scanners and couriers' lists know the digits alone.
fn sets(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(|one| !matches!(one, '-' | ' ')).collect();
    let numeric = digits.chars().all(|one| one.is_ascii_digit());
    match digits.len() {
        0 => None,
        length if numeric && length > 1 => {
            let (pairs, last) = digits.split_at(length - length % 2);
            let odd = if last.is_empty() { String::new() } else { format!("{SET_B}{last}") };
            Some(format!("{SET_C}{pairs}{odd}"))
        }
        _ if number.chars().all(|one| (' '..='~').contains(&one)) => Some(format!("{SET_B}{number}")),
        _ => None,
    }
}

/// How the encoder is told to go on in set B.
const SET_B: char = '\u{181}';
/// How the encoder is told to go on in set C.
const SET_C: char = '\u{106}';

#[cfg(test)]
mod tests {
    use super::{NARROWEST, bars, code128};
    use crate::mark::{Area, Mark, mm};

    fn modules(number: &str) -> usize {
        code128(number).unwrap().len()
    }

    #[test]
    fn digits_go_two_to_a_sign() {
        // Start, six pairs, check sign: 11 modules each; the stop has 13.
        assert_eq!(modules("123456789012"), 8 * 11 + 13);
        assert_eq!(modules("6892-4011-5701"), modules("689240115701"));
    }

    #[test]
    fn an_odd_digit_is_written_by_itself() {
        // Start, two pairs, change of set, one digit, check sign.
        assert_eq!(modules("12345"), 6 * 11 + 13);
    }

    #[test]
    fn the_check_sign_is_that_of_the_standard() {
        // 104 for the start in set B, then each sign's value times its place:
        // 104 + 48 + 42·2 + 42·3 + 17·4 + 18·5 + 19·6 + 35·7 = 879, which leaves 55 when divided by 103.
        // The standard's pattern of 55 is 11101000110.
        let bars = code128("PJJ123C").unwrap();
        let sign: String =
            bars[bars.len() - 24..bars.len() - 13].iter().map(|ink| if *ink { '1' } else { '0' }).collect();
        assert_eq!(sign, "11101000110");
    }

    #[test]
    fn what_cannot_be_written_has_no_bars() {
        assert!(code128("주문 12").is_none());
        assert!(code128("").is_none());
        assert!(code128("\u{1}").is_none());
    }

    #[test]
    fn bars_keep_their_margins_and_their_width() {
        let area = Area { x: 0.0, y: 0.0, width: mm(60.0), height: mm(8.0) };
        let Some(Mark::Bars { area: drawn, bars: modules }) = bars("123456789012", area) else {
            panic!("no bars");
        };
        let module = drawn.width / modules.len() as f32;
        assert!(drawn.x >= 10.0 * module - 0.01);
        assert!(drawn.x + drawn.width + 10.0 * module <= area.width + 0.01);
        assert!(module >= NARROWEST);
        assert!(bars(&"A".repeat(60), area).is_none(), "too narrow to be read");
    }
}
