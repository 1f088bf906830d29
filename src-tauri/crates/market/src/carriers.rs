//! The couriers that most parcels travel with, each once, with its code at every marketplace.
//!
//! Every marketplace has a table of its own, with codes of its own and names that differ a little; its own table decides
//! what is sent. This list says which of their entries are the same courier: one name for the window, one digit rule,
//! and the code to take when a parcel is sent at another marketplace.

use domain::{Courier, DigitRule, Marketplace};

use crate::{coupang, elevenst, naver};

/// One courier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// The name people know.
    pub name: &'static str,
    /// The code at Coupang, where it has one.
    coupang: Option<&'static str>,
    /// The code at SmartStore and Npay.
    naver: Option<&'static str>,
    /// The code at 11번가.
    elevenst: Option<&'static str>,
    /// The code at Gmarket and Auction.
    esm: Option<&'static str>,
}

/// A row of the list.
const fn carrier(
    name: &'static str,
    coupang: &'static str,
    naver: &'static str,
    elevenst: &'static str,
    esm: &'static str,
) -> Carrier {
    Carrier { name, coupang: code(coupang), naver: code(naver), elevenst: code(elevenst), esm: code(esm) }
}

/// A code, or none where the row leaves it empty.
const fn code(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

/// Every carrier that more than one marketplace knows by the same hand, those that carry most first. The codes are
/// those of the marketplaces' own tables.
#[rustfmt::skip]
pub const CARRIERS: &[Carrier] = &[
    carrier("CJ대한통운", "CJGLS", "CJGLS", "00034", "10013"),
    carrier("롯데택배", "HYUNDAI", "HYUNDAI", "00012", "10008"),
    carrier("한진택배", "HANJIN", "HANJIN", "00011", "10007"),
    carrier("우체국택배", "EPOST", "EPOST", "00007", "10005"),
    carrier("로젠택배", "KGB", "KGB", "00002", "10003"),
    carrier("경동택배", "KDEXP", "KDEXP", "00026", "10016"),
    carrier("대신택배", "DAESIN", "DAESIN", "00021", "10014"),
    carrier("일양로지스", "ILYANG", "ILYANG", "00022", "10015"),
    carrier("천일택배", "CHUNIL", "CHUNIL", "00027", "10017"),
    carrier("합동택배", "HDEXP", "HDEXP", "00035", "10074"),
    carrier("건영택배", "KUNYOUNG", "KUNYOUNG", "00037", "10050"),
    carrier("CU편의점택배", "", "CUPARCEL", "00061", "10140"),
    carrier("SLX택배", "SLX", "SLX", "00063", "10077"),
    carrier("용마로지스", "YONGMA", "YONGMA", "00065", "10141"),
    carrier("농협택배", "NHLOGIS", "NONGHYUP", "00067", "10143"),
    carrier("홈픽택배", "HOMEPICK", "HOMEPICK", "00070", "10145"),
    carrier("팀프레시", "TEAMFRESH", "TEAMFRESH", "00116", "10210"),
    carrier("현대글로비스", "GLOVIS", "GLOVIS", "00122", "10098"),
    carrier("두발히어로", "CHAINLOGIS", "CHAINLOGIS", "00119", "10158"),
    carrier("HI택배", "", "HYBRID", "00068", "10144"),
    carrier("DHL", "DHL", "DHL", "00039", "10022"),
    carrier("FEDEX", "FEDEX", "FEDEX", "00047", "10023"),
    carrier("UPS", "UPS", "UPS", "00053", "10042"),
    carrier("EMS", "EMS", "EMS", "00058", "10036"),
    carrier("USPS", "USPS", "USPS", "00054", "10041"),
    carrier("TNT", "TNT", "TNT", "00051", "10105"),
];

impl Carrier {
    /// Its code at a marketplace; `None` where the marketplace does not know it.
    ///
    /// Grip's couriers are known only once its list was read; there a carrier is found by [`carrier_named`].
    pub const fn code_at(&self, marketplace: Marketplace) -> Option<&'static str> {
        match marketplace {
            Marketplace::Coupang => self.coupang,
            Marketplace::SmartStore | Marketplace::Npay => self.naver,
            Marketplace::Elevenst => self.elevenst,
            Marketplace::Gmarket | Marketplace::Auction => self.esm,
            Marketplace::Grip => None,
        }
    }

    /// What its numbers look like where any table states it: the numbers are the carrier's own.
    pub fn digit_rule(&self) -> DigitRule {
        let tables = [
            (self.coupang, coupang::couriers::COURIERS),
            (self.elevenst, elevenst::couriers::COURIERS),
            (self.naver, naver::couriers::COURIERS),
        ];
        let rule_in = |(code, table): (Option<&str>, &[Courier])| {
            table.iter().find(|courier| Some(courier.code) == code).map(|courier| courier.rule)
        };
        let stated = |rule: &DigitRule| *rule != DigitRule::Unstated;
        tables.into_iter().filter_map(rule_in).find(stated).unwrap_or(DigitRule::Unstated)
    }
}

/// The carrier of a name, for marketplaces whose own list is the only one that names codes (Grip); `None` for one that
/// this list does not hold.
pub fn carrier_named(name: &str) -> Option<&'static Carrier> {
    let plain = plain(name);
    CARRIERS.iter().find(|carrier| self::plain(carrier.name) == plain)
}

/// The carriers of [`CARRIERS`] that cross a border.
const ABROAD: &[&str] = &["DHL", "FEDEX", "UPS", "EMS", "USPS", "TNT"];

/// What the tables write into the names of services that cross a border.
const ABROAD_WORDS: &[&str] = &["국제", "해외", "특송", "항공", "해운", "글로벌"];

/// Where a courier stands in a list to choose from, the least first: the carriers of everyday use in the order of
/// [`CARRIERS`], behind them the marketplace's other couriers, and last those that cross a border, since a parcel to a
/// buyer in Korea hardly ever travels with one.
pub fn standing(marketplace: Marketplace, courier: &Courier) -> (bool, usize) {
    let known = carrier_of(marketplace, courier.code).or_else(|| carrier_named(courier.name));
    let place = known.and_then(|known| CARRIERS.iter().position(|one| one == known));
    let abroad = match known {
        Some(carrier) => ABROAD.contains(&carrier.name),
        None => ABROAD_WORDS.iter().any(|word| courier.name.contains(word)),
    };
    (abroad, place.unwrap_or(CARRIERS.len()))
}

/// A name without what the tables write differently: blanks, the size of letters, the word for a courier behind it.
fn plain(name: &str) -> String {
    let joined: String = name.split_whitespace().collect();
    joined.strip_suffix("택배").unwrap_or(&joined).to_lowercase()
}

/// The carrier behind a marketplace's code; `None` for one that stands in that marketplace's table alone.
pub fn carrier_of(marketplace: Marketplace, code: &str) -> Option<&'static Carrier> {
    CARRIERS.iter().find(|carrier| carrier.code_at(marketplace) == Some(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capabilities;

    /// Every marketplace with its table.
    fn tables() -> Vec<(Marketplace, &'static [Courier])> {
        let table = |marketplace| (marketplace, capabilities(marketplace).couriers);
        Marketplace::ALL.into_iter().map(table).collect()
    }

    #[test]
    fn every_code_stands_in_its_marketplaces_table() {
        assert!(tables().len() >= 6, "not every marketplace was asked");
        for (marketplace, table) in tables() {
            for carrier in CARRIERS {
                let Some(code) = carrier.code_at(marketplace) else { continue };
                let entry = table.iter().find(|courier| courier.code == code);
                let entry =
                    entry.unwrap_or_else(|| panic!("{marketplace:?} has no {code} ({})", carrier.name));
                let plain = |name: &str| name.replace([' ', '(', ')'], "").to_lowercase();
                let short: String = plain(carrier.name).chars().take(2).collect();
                let alike = plain(entry.name).contains(&short) || carrier.name.starts_with("CU");
                assert!(alike, "{marketplace:?} {code} is {}, not {}", entry.name, carrier.name);
            }
        }
    }

    #[test]
    fn no_code_stands_for_two_carriers() {
        for (marketplace, _) in tables() {
            let mut codes: Vec<_> = CARRIERS.iter().filter_map(|one| one.code_at(marketplace)).collect();
            let all = codes.len();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), all, "{marketplace:?} names a code twice");
        }
    }

    #[test]
    fn a_carriers_numbers_look_alike_wherever_a_rule_is_stated() {
        for carrier in CARRIERS {
            let rules: Vec<DigitRule> = tables()
                .into_iter()
                .filter_map(|(marketplace, table)| {
                    let code = carrier.code_at(marketplace)?;
                    Some(table.iter().find(|courier| courier.code == code)?.rule)
                })
                .filter(|rule| *rule != DigitRule::Unstated)
                .collect();
            assert!(rules.windows(2).all(|pair| pair[0] == pair[1]), "{}: {rules:?}", carrier.name);
        }
    }

    #[test]
    fn a_carrier_is_found_by_its_name_however_it_is_written() {
        for (name, known) in [
            ("CJ대한통운", "CJ대한통운"),
            ("CJ 대한통운 택배", "CJ대한통운"),
            ("cj대한통운택배", "CJ대한통운"),
            ("우체국", "우체국택배"),
            ("FedEx", "FEDEX"),
        ] {
            assert_eq!(carrier_named(name).map(|carrier| carrier.name), Some(known), "{name}");
        }
        assert_eq!((carrier_named(""), carrier_named("택배"), carrier_named("CJ")), (None, None, None));
        let rule = |name| carrier_named(name).map(Carrier::digit_rule);
        assert_eq!(rule("CJ대한통운"), Some(DigitRule::Lengths(&[10, 12])));
        assert_eq!(rule("USPS"), Some(DigitRule::Unstated));
    }

    #[test]
    fn the_everyday_carriers_stand_before_the_others_and_those_abroad_last() {
        for (marketplace, table) in
            tables().into_iter().filter(|(marketplace, _)| *marketplace != Marketplace::Grip)
        {
            let mut list: Vec<&Courier> = table.iter().collect();
            list.sort_by_key(|courier| standing(marketplace, courier));
            let everyday = carrier_of(marketplace, list[0].code).map(|carrier| carrier.name);
            assert_eq!(everyday, Some("CJ대한통운"), "{marketplace:?}");
            let first = list.iter().find(|courier| courier.name.to_lowercase().starts_with("cj"));
            assert_eq!(first.map(|courier| courier.code), Some(list[0].code), "{marketplace:?}");
            let place = |name: &str| list.iter().position(|courier| courier.name.contains(name));
            assert!(place("국제").or_else(|| place("해외")) > place("로젠"), "{marketplace:?}");
        }
    }

    #[test]
    fn one_courier_is_found_by_the_code_of_each_marketplace() {
        for (marketplace, code) in
            [(Marketplace::Coupang, "KGB"), (Marketplace::Elevenst, "00002"), (Marketplace::Auction, "10003")]
        {
            assert_eq!(carrier_of(marketplace, code).map(|carrier| carrier.name), Some("로젠택배"));
        }
        assert_eq!(carrier_of(Marketplace::Coupang, "00002"), None);
    }
}
