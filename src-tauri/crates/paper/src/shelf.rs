//! Shelves in the order in which one walks past them: A-2 before A-10.

/// A part of a shelf's name; numbers are compared as numbers, however many digits they have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Digits without leading zeros, the shorter first.
    Number(usize, String),
    Letters(String),
}

/// What shelves are sorted by. Goods without a shelf come last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Walk {
    nowhere: bool,
    parts: Vec<Part>,
}

/// Where on the walk this shelf stands.
pub(crate) fn walk(shelf: &str) -> Walk {
    let letters: Vec<char> = shelf.trim().chars().collect();
    let parts = letters.chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit());
    Walk { nowhere: letters.is_empty(), parts: parts.map(part).collect() }
}

fn part(letters: &[char]) -> Part {
    let word: String = letters.iter().collect();
    if word.chars().all(|one| one.is_ascii_digit()) {
        let digits = word.trim_start_matches('0');
        Part::Number(digits.len(), digits.to_owned())
    } else {
        Part::Letters(word)
    }
}

/// The part of the store a shelf is in: A-02 → A, B동 3 → B동. Empty where there is no shelf.
pub(crate) fn zone(shelf: &str) -> &str {
    let shelf = shelf.trim();
    let end = shelf.find(|one: char| one == '-' || one.is_ascii_digit() || one.is_whitespace());
    match end {
        Some(0) | None => shelf,
        Some(end) => &shelf[..end],
    }
}

#[cfg(test)]
mod tests {
    use super::{walk, zone};

    #[test]
    fn shelves_are_walked_in_order() {
        let mut shelves = ["", "B-1", "A-10", "A-2", "A-02b", "A-99999999999999999999999"];
        shelves.sort_by_key(|shelf| walk(shelf));
        assert_eq!(shelves, ["A-2", "A-02b", "A-10", "A-99999999999999999999999", "B-1", ""]);
    }

    #[test]
    fn a_zone_is_what_stands_before_the_number() {
        let cases = [("A-02", "A"), ("B동 3", "B동"), ("12", "12"), ("창고", "창고"), (" ", "")];
        cases.iter().for_each(|(shelf, expected)| assert_eq!(zone(shelf), *expected));
    }
}
