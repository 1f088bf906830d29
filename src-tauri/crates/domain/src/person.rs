//! People: who bought, who receives, where a return is picked up.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Who placed the order or asked for the claim.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Full name as the marketplace gives it; some give it masked.
    pub name: String,
    /// Telephone, often a safe number (안심번호); empty when the marketplace gives none.
    pub phone: String,
    /// E-mail; Coupang has sent an empty one since 2024-08-06.
    pub email: String,
}

/// Where a parcel goes, or is picked up.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// Full name.
    pub name: String,
    /// First telephone, often a safe number.
    pub phone: String,
    /// Second telephone, or empty.
    pub phone2: String,
    /// Postal code: 5 digits, or the 6 digits of before 2015.
    pub postcode: String,
    /// Street address.
    pub address: String,
    /// Flat, floor, gate code.
    pub address_detail: String,
    /// The buyer's words to the courier.
    pub memo: String,
    /// Personal customs clearance code (개인통관고유부호), or empty.
    pub customs_code: String,
}

/// Where a parcel is to go instead.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Destination {
    /// Full name.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// Postal code.
    pub postcode: String,
    /// Street address.
    pub address: String,
    /// Flat, floor.
    pub address_detail: String,
}

/// Logs and failed assertions name nobody.
impl fmt::Debug for Destination {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Destination").finish_non_exhaustive()
    }
}

/// Logs and failed assertions name nobody.
impl fmt::Debug for Person {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Person").finish_non_exhaustive()
    }
}

/// Logs and failed assertions name nobody.
impl fmt::Debug for Receiver {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Receiver").finish_non_exhaustive()
    }
}

impl Receiver {
    /// Province and district, the part of an address that paper and lists may show: 서울 마포구.
    pub fn region(&self) -> String {
        let mut words = self.address.split_whitespace();
        let province = words.next().map(short_province);
        province.into_iter().chain(words.next()).collect::<Vec<_>>().join(" ")
    }
}

/// Provinces whose short name is not the beginning of the long one.
const UNLIKE: [(&str, &str); 6] = [
    ("충청북", "충북"),
    ("충청남", "충남"),
    ("전라북", "전북"),
    ("전라남", "전남"),
    ("경상북", "경북"),
    ("경상남", "경남"),
];
/// What the long names of provinces end in.
const ENDINGS: [&str; 5] = ["특별자치시", "특별자치도", "특별시", "광역시", "도"];

/// The name by which a province is known: 서울특별시 → 서울, 충청북도 → 충북.
fn short_province(name: &str) -> &str {
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    UNLIKE.iter().find(|(long, _)| *long == stem).map_or(stem, |(_, short)| short)
}

/// A name with its middle hidden: 박서연 → 박*연, 한솔 → 한*.
pub fn mask_name(name: &str) -> String {
    let letters: Vec<char> = name.trim().chars().collect();
    match letters.as_slice() {
        [] => String::new(),
        [only] => only.to_string(),
        [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", "*".repeat(middle.len())),
    }
}

/// A telephone number with its middle hidden: 0503-1234-5678 → 0503-****-5678.
pub fn mask_phone(phone: &str) -> String {
    let digits = local_digits(phone);
    if digits.len() < 8 {
        return "*".repeat(digits.len());
    }
    let head = digits.len() - 8;
    format!("{}-****-{}", &digits[..head.max(3).min(digits.len() - 4)], &digits[digits.len() - 4..])
}

/// The last four digits, by which owners find a buyer; `None` when there are fewer.
pub fn last4(phone: &str) -> Option<String> {
    let digits = local_digits(phone);
    (digits.len() >= 4).then(|| digits[digits.len() - 4..].to_owned())
}

/// A street address with all that follows the road or neighbourhood hidden.
pub fn mask_address(receiver: &Receiver) -> String {
    let shown: Vec<&str> = receiver.address.split_whitespace().take(3).collect();
    if shown.is_empty() { String::new() } else { format!("{} ***", shown.join(" ")) }
}

/// Digits only, with the country code of an E.164 number (+82) turned back into the leading zero.
fn local_digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match (phone.trim_start().starts_with('+'), digits.strip_prefix("82")) {
        (true, Some(rest)) => format!("0{rest}"),
        _ => digits,
    }
}
