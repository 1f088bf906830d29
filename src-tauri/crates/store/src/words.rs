//! Text as the search keeps it, and what a person types as a question to it.
//!
//! Letters become overlapping pairs, so that any part of a Korean word is found without a dictionary:
//! 박서연 → `박서 서연 연`. Digits stay whole, once forwards (`→`) and once backwards (`←`), so that the
//! beginning and the end of a number are both beginnings of a word; `☎` marks a telephone's last four.
//! The marks are no letters, so nothing that is typed can contain them.

use domain::{ClaimId, DetailKind, OrderLine, person::last4};
use icu_normalizer::ComposingNormalizerBorrowed;

/// Letters of a question that are read; a longer one is a paste into the wrong field.
const LONGEST: usize = 120;

/// A stretch of letters, or of digits with the hyphens between them left out.
#[derive(Debug, PartialEq, Eq)]
enum Run {
    /// Lower case, composed, full-width forms made plain.
    Letters(Vec<char>),
    /// ASCII digits.
    Digits(String),
}

/// Details by which a person looks for a line: who bought, and the numbers and codes of the goods.
const SOUGHT: [DetailKind; 9] = [
    DetailKind::Member,
    DetailKind::EnglishName,
    DetailKind::ProductCode,
    DetailKind::OptionCode,
    DetailKind::SellerCode,
    DetailKind::OptionNumber,
    DetailKind::ListedProduct,
    DetailKind::OriginalProduct,
    DetailKind::StockNumber,
];

/// The words under which a line is found, with the numbers of the claims on it.
pub(crate) fn of_line<'a>(line: &'a OrderLine, claims: impl IntoIterator<Item = &'a ClaimId>) -> String {
    let mut words = Vec::new();
    push_once(&mut words, texts(line).chain(claims.into_iter().map(ClaimId::as_str)));
    if let Some(invoice) = &line.delivery.invoice {
        push_text(&mut words, invoice.as_str());
    }
    let phones = [&line.receiver.phone, &line.receiver.phone2, &line.buyer.phone];
    for (nth, phone) in phones.iter().enumerate() {
        if !phones[..nth].contains(phone) {
            push_phone(&mut words, phone);
        }
    }
    words.join(" ")
}

/// The texts of a line, the likeliest first. What a buyer wrote for a made-to-order product is among them: whoever
/// engraves names looks for them.
fn texts(line: &OrderLine) -> impl Iterator<Item = &str> {
    let product = &line.product;
    let told = [
        line.receiver.name.as_str(),
        &line.buyer.name,
        &product.name,
        &product.shown_name,
        &product.option,
        &product.sku,
        line.order.as_str(),
        line.bundle.as_str(),
        line.item.as_str(),
        &product.product_id,
    ];
    let sought = line.more.iter().filter(|detail| SOUGHT.contains(&detail.kind));
    told.into_iter()
        .chain(product.inputs.iter().map(String::as_str))
        .chain(sought.map(|detail| detail.value.as_str()))
}

/// Adds the words of texts, each text once.
fn push_once<'a>(words: &mut Vec<String>, texts: impl Iterator<Item = &'a str>) {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
            push_text(words, text);
        }
    }
}

/// A question in the search's own language; `None` when the text holds nothing to look for.
pub(crate) fn question(text: &str) -> Option<String> {
    let text: String = text.chars().take(LONGEST).collect();
    let terms: Vec<String> = runs(&text).iter().map(term).collect();
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

/// What one run asks for. Runs hold letters and digits alone, so nothing in the quotes can end them.
fn term(run: &Run) -> String {
    match run {
        Run::Letters(letters) if letters.len() == 1 => format!("\"{}\" *", letters[0]),
        Run::Letters(letters) => format!("\"{}\"", pairs(letters).join(" ")),
        // So short a beginning is the beginning of nearly every number.
        Run::Digits(digits) if digits.len() < 3 => format!("\"→{digits}\""),
        Run::Digits(digits) => {
            let ends = format!("\"→{digits}\" * OR \"←{}\" *", backwards(digits));
            if digits.len() == 4 { format!("({ends} OR \"☎{digits}\")") } else { format!("({ends})") }
        }
    }
}

/// Adds the words of a text.
fn push_text(words: &mut Vec<String>, text: &str) {
    for run in runs(text) {
        match run {
            Run::Letters(letters) => {
                words.extend(pairs(&letters));
                words.extend(letters.last().map(char::to_string));
            }
            Run::Digits(digits) => push_digits(words, &digits),
        }
    }
}

/// Adds a number's words.
fn push_digits(words: &mut Vec<String>, digits: &str) {
    words.push(format!("→{digits}"));
    if digits.len() >= 3 {
        words.push(format!("←{}", backwards(digits)));
    }
}

/// Adds a telephone's words, with the country code of an E.164 number as the leading zero it stands for.
fn push_phone(words: &mut Vec<String>, phone: &str) {
    let Some(last) = last4(phone) else { return };
    words.push(format!("☎{last}"));
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match phone.trim_start().strip_prefix("+82") {
        Some(_) => push_digits(words, &format!("0{}", &digits[2..])),
        None => push_digits(words, &digits),
    }
}

/// Splits a text into runs; everything that is neither letter nor digit separates.
fn runs(text: &str) -> Vec<Run> {
    let plain = ComposingNormalizerBorrowed::new_nfkc().normalize(text).to_lowercase();
    let mut runs = Vec::new();
    let mut open = false;
    let mut letters = plain.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '-' && open && letters.peek().is_some_and(char::is_ascii_digit) {
            open = matches!(runs.last(), Some(Run::Digits(_)));
        } else if letter.is_alphanumeric() {
            push_letter(&mut runs, letter, open);
            open = true;
        } else {
            open = false;
        }
    }
    runs
}

/// Lengthens the last run when it is `open` and of the same sort, or begins another.
fn push_letter(runs: &mut Vec<Run>, letter: char, open: bool) {
    match (runs.last_mut().filter(|_| open), letter.is_ascii_digit()) {
        (Some(Run::Digits(digits)), true) => digits.push(letter),
        (Some(Run::Letters(letters)), false) => letters.push(letter),
        (_, true) => runs.push(Run::Digits(letter.to_string())),
        (_, false) => runs.push(Run::Letters(vec![letter])),
    }
}

/// Overlapping pairs; none for a single letter.
fn pairs(letters: &[char]) -> Vec<String> {
    letters.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// The digits from the last to the first.
fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let mut words = Vec::new();
        push_text(&mut words, text);
        words.join(" ")
    }

    #[test]
    fn letters_become_pairs_and_numbers_stay_whole() {
        assert_eq!(words("박서연"), "박서 서연 연");
        assert_eq!(words("AB-0042"), "ab b →0042 ←2400");
        assert_eq!(words("2026-11-22"), "→20261122 ←22116202");
    }

    #[test]
    fn decomposed_and_full_width_text_is_found_under_its_plain_form() {
        assert_eq!(words("\u{1107}\u{1161}\u{11A8}"), words("박"));
        assert_eq!(words("ＡＢ１２３"), words("ab123"));
    }

    #[test]
    fn a_telephone_is_found_by_its_last_four() {
        let mut words = Vec::new();
        push_phone(&mut words, "+82 503-1234-5678");
        assert_eq!(words, ["☎5678", "→050312345678", "←876543213050"]);
    }

    #[test]
    fn text_without_letters_asks_nothing() {
        for text in ["", "  ", "\"*", "--", "()^:"] {
            assert_eq!(question(text), None, "{text:?} asked something");
        }
    }
}
