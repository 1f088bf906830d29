//! What a person gave along with a press, held against what the marketplace asks for.

use chrono::{NaiveDate, NaiveTime};
use domain::{ActionKind, Length, LengthUnit, OrderLine, Sentence, Won};
use market::{Ask, Capabilities};

use crate::hold::Hold;

/// What shipping both ways may cost whatever the goods were worth, in won: large goods to an island and back.
const SHIPPING: Won = Won::new(50_000);

/// The form of an operation at a marketplace.
pub(super) struct Form(Vec<Ask>);

impl Form {
    /// Of an operation.
    pub(super) fn of(capabilities: &Capabilities, kind: ActionKind) -> Self {
        Self(capabilities.asks(kind))
    }

    /// Why a reason code is none of the marketplace's.
    pub(super) fn reason(&self, code: &str) -> Option<Sentence> {
        let lists =
            |ask: &Ask| matches!(ask, Ask::Reason(codes) if codes.iter().any(|(known, _)| *known == code));
        self.missing(lists, Hold::BadReason)
    }

    /// As [`Self::reason`], where the marketplace may ask for none.
    pub(super) fn maybe_reason(&self, code: &str) -> Option<Sentence> {
        if self.0.iter().any(|ask| matches!(ask, Ask::Reason(_))) {
            return self.reason(code);
        }
        (!code.is_empty()).then(|| Hold::NotAsked.sentence())
    }

    /// Why a way of return is none of the marketplace's.
    pub(super) fn way(&self, code: &str) -> Option<Sentence> {
        let lists =
            |ask: &Ask| matches!(ask, Ask::Way(codes) if codes.iter().any(|(known, _)| *known == code));
        self.missing(lists, Hold::BadWay)
    }

    /// Why words cannot go to the buyer: there are none, too many, or the marketplace takes none.
    pub(super) fn words(&self, words: &str) -> Option<Sentence> {
        self.words_for("", words)
    }

    /// As [`Self::words`], where it may depend on the reason whether the marketplace takes any.
    pub(super) fn words_for(&self, reason: &str, words: &str) -> Option<Sentence> {
        match self.length_of(reason) {
            None if !self.takes_words() => Some(Hold::NoOperation.sentence()),
            None if words.trim().is_empty() => None,
            None => Some(Hold::NotAsked.sentence()),
            Some(_) if words.trim().is_empty() => Some(Hold::NoWords.sentence()),
            Some(length) if length.is_long(words) => Some(too_long(length)),
            Some(length) => length.is_short(words).then(|| too_short(length)),
        }
    }

    /// As [`Self::words_for`], where the marketplace may take no words at all.
    pub(super) fn detail(&self, reason: &str, words: &str) -> Option<Sentence> {
        let nothing = !self.takes_words() && words.trim().is_empty();
        if nothing { None } else { self.words_for(reason, words) }
    }

    /// Whether the form has a field for words.
    fn takes_words(&self) -> bool {
        self.0.iter().any(|ask| matches!(ask, Ask::Text(_) | Ask::TextFor { .. }))
    }

    /// How long the words with a reason are; `None` where the marketplace takes no words with it.
    fn length_of(&self, reason: &str) -> Option<Length> {
        self.0.iter().find_map(|ask| match ask {
            Ask::Text(length) => Some(*length),
            Ask::TextFor { codes, length } => codes.contains(&reason).then_some(*length),
            _ => None,
        })
    }

    /// Why a number cannot be left out, or cannot be given, with a reason.
    pub(super) fn invoice(&self, reason: &str, given: bool) -> Option<Sentence> {
        let asked = |ask: &Ask| match ask {
            Ask::Invoice | Ask::Parcel => true,
            Ask::InvoiceFor(codes) => codes.contains(&reason),
            _ => false,
        };
        let needed = self.0.iter().any(asked);
        match given {
            false => needed.then(|| Hold::NoNumber.sentence()),
            true if needed => None,
            true => self.missing(|ask| matches!(ask, Ask::MaybeInvoice), Hold::NotAsked),
        }
    }

    /// Why a day cannot be left out, or cannot be given.
    pub(super) fn day(&self, day: Option<NaiveDate>, today: NaiveDate) -> Option<Sentence> {
        let asked = self.0.iter().any(|ask| matches!(ask, Ask::Day));
        let hold = match day {
            None => asked.then_some(Hold::NoDay),
            Some(_) if !asked => Some(Hold::NotAsked),
            Some(day) => (day < today).then_some(Hold::PastDate),
        };
        hold.map(Hold::sentence)
    }

    /// As [`Self::words`], for words that may be missing.
    pub(super) fn remark(&self, words: &str) -> Option<Sentence> {
        if words.trim().is_empty() { None } else { self.words(words) }
    }

    /// Why the buyer cannot be charged so much, or at all, with a reason; `worth` is that of the claimed goods.
    pub(super) fn fee(&self, reason: &str, fee: Option<Won>, worth: Option<Won>) -> Option<Sentence> {
        if let Some(at_least) = self.charge_for(reason)
            && fee.unwrap_or(Won::ZERO) < at_least
        {
            return Some(too_cheap(at_least));
        }
        let fee = fee?;
        if fee < Won::ZERO {
            return Some(Hold::BadFee.sentence());
        }
        let takes = |ask: &Ask| match ask {
            Ask::Fee(_) => true,
            Ask::FeeFor { codes, .. } => codes.contains(&reason),
            _ => false,
        };
        self.missing(takes, Hold::NotAsked).or_else(|| self.beyond(fee, worth))
    }

    /// Why so much is not charged. The shipping both ways may be more than cheap goods were worth, which one marketplace
    /// refuses (옥션 W20-5); beyond both it was a slip of the finger, which must not reach the buyer.
    fn beyond(&self, fee: Won, worth: Option<Won>) -> Option<Sentence> {
        let within = self.0.iter().any(|ask| matches!(ask, Ask::FeeFor { within_goods: true, .. }));
        let most = worth.filter(|worth| within || *worth > SHIPPING).unwrap_or(SHIPPING);
        (fee > most).then(|| too_dear(most))
    }

    /// The least that is charged with a reason; `None` where it may charge nothing.
    fn charge_for(&self, reason: &str) -> Option<Won> {
        self.0.iter().find_map(|ask| match ask {
            Ask::FeeFor { codes, at_least, .. } => codes.contains(&reason).then_some(*at_least),
            Ask::Fee(codes) => codes.contains(&reason).then_some(Won::new(1)),
            _ => None,
        })
    }

    /// Why an hour cannot be given.
    pub(super) fn time(&self, at: Option<NaiveTime>) -> Option<Sentence> {
        at.and_then(|_| self.missing(|ask| matches!(ask, Ask::Time), Hold::NotAsked))
    }

    /// Pieces of a line that an operation takes: as many as were given, or all of them where the marketplace asks for no
    /// number.
    pub(super) fn pieces(&self, given: u32, line: &OrderLine) -> u32 {
        let asked = self.0.iter().any(|ask| matches!(ask, Ask::Quantity));
        if asked { given } else { line.quantity.to_ship() }
    }

    /// Why a region cannot be given.
    pub(super) fn region(&self, region: &str) -> Option<Sentence> {
        let given = !region.trim().is_empty();
        self.missing(|ask| matches!(ask, Ask::Region), Hold::NotAsked).filter(|_| given)
    }

    /// A hold unless one of the fields is of a sort.
    fn missing(&self, wanted: impl Fn(&Ask) -> bool, hold: Hold) -> Option<Sentence> {
        (!self.0.iter().any(wanted)).then(|| hold.sentence())
    }
}

/// Words that the marketplace would cut or refuse.
fn too_long(length: Length) -> Sentence {
    let (ko, en) = unit(length);
    let most = length.at_most;
    Sentence::new(
        format!("구매자가 읽을 내용이 너무 깁니다. {most}{ko} 이하로 줄이세요."),
        format!("The words for the buyer are too long. Shorten them to {most} {en}."),
    )
}

/// Words that the marketplace would refuse for being too few.
fn too_short(length: Length) -> Sentence {
    let (ko, en) = unit(length);
    let least = length.at_least;
    Sentence::new(
        format!("구매자가 읽을 내용이 너무 짧습니다. {least}{ko} 이상 적으세요."),
        format!("The words for the buyer are too short. Write at least {least} {en}."),
    )
}

/// A charge that the marketplace would refuse for being too small.
fn too_cheap(at_least: Won) -> Sentence {
    let least = at_least.get();
    Sentence::new(
        format!("청구할 금액이 없거나 너무 적습니다. {least}원 이상으로 넣으세요."),
        format!("The charge is missing or too small. Enter {least} won or more."),
    )
}

/// A charge that is larger than anything a claim is about.
fn too_dear(most: Won) -> Sentence {
    let most = most.get();
    Sentence::new(
        format!(
            "청구할 금액이 너무 큽니다. {most}원 이하로 넣거나, 더 청구해야 하면 판매자센터에서 처리하세요."
        ),
        format!("The charge is too large. Enter {most} won or less, or charge more in the seller centre."),
    )
}

/// What a length counts, in both languages.
const fn unit(length: Length) -> (&'static str, &'static str) {
    match length.unit {
        LengthUnit::Characters => ("자", "characters"),
        LengthUnit::Bytes => ("바이트", "bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_length_that_their_marketplace_counts() {
        let form = Form(vec![Ask::Text(Length::bytes(20, 300))]);
        assert_eq!(form.words("재고가 늦게 들어와 하루 늦습니다."), None);
        assert!(form.words("늦습니다").is_some_and(|why| why.ko.contains("20바이트 이상")));
        assert!(form.words(&"늦".repeat(101)).is_some_and(|why| why.ko.contains("300바이트 이하")));
        assert_eq!(form.words(&"늦".repeat(100)), None);
    }

    #[test]
    fn a_charge_has_the_least_that_its_reason_asks_for_and_no_more_than_goods_or_shipping_cost() {
        let asks =
            |within_goods| Form(vec![Ask::FeeFor { codes: &["2"], at_least: Won::new(1_000), within_goods }]);
        let form = asks(true);
        let (fee, worth) = (|won| Some(Won::new(won)), Some(Won::new(5_000)));
        let said = |won: Option<Won>| form.fee("2", won, worth).map(|why| why.ko.into_owned());
        for too_little in [None, fee(0), fee(999), fee(-1)] {
            assert!(said(too_little).is_some_and(|why| why.contains("1000원 이상")), "{too_little:?}");
        }
        assert_eq!([fee(1_000), fee(5_000)].map(said), [None, None]);
        assert!(said(fee(5_001)).is_some_and(|why| why.contains("5000원 이하")));
        let taken = |form: Form, won, worth| form.fee("2", Some(Won::new(won)), worth).is_none();
        for (most, form, worth) in [
            (50_000, asks(true), None),
            (50_000, asks(false), worth),
            (50_000, asks(false), None),
            (80_000, asks(false), Some(Won::new(80_000))),
            (80_000, asks(true), Some(Won::new(80_000))),
        ] {
            let form = || Form(form.0.clone());
            assert!(taken(form(), most, worth) && !taken(form(), most + 1, worth), "{most}, {worth:?}");
        }
        assert_eq!(form.fee("4", None, worth), None);
        assert_eq!(form.fee("4", fee(1_000), worth), Some(Hold::NotAsked.sentence()));
    }

    #[test]
    fn a_charge_that_may_be_left_out_is_demanded_by_the_reasons_that_name_it() {
        let form = Form(vec![Ask::Fee(&["EXTRAFEEE"])]);
        let said = |reason, won: Option<i64>| form.fee(reason, won.map(Won::new), Some(Won::new(11_610)));
        assert_eq!(
            [said("ETC", None), said("ETC", Some(0)), said("EXTRAFEEE", Some(3_000))],
            [None, None, None]
        );
        for nothing in [None, Some(0)] {
            assert!(said("EXTRAFEEE", nothing).is_some_and(|why| why.ko.contains("금액이 없거나")));
        }
        for reason in ["ETC", "EXTRAFEEE"] {
            let why = said(reason, Some(99_999_999));
            assert!(why.is_some_and(|why| why.ko.contains("50000원 이하")), "{reason}");
        }
    }

    #[test]
    fn what_no_field_asks_for_is_not_taken() {
        let (fee, hour) = (Some(Won::new(3000)), Some(NaiveTime::MIN));
        let given = |form: &Form| [form.fee("", fee, None), form.time(hour), form.region("수도권")];
        let without = Form(vec![Ask::Day, Ask::Text(Length::characters(20))]);
        assert_eq!(given(&without), [const { Some(Hold::NotAsked.sentence()) }; 3]);
        assert_eq!(
            [without.fee("", None, None), without.time(None), without.region(" ")],
            [const { None }; 3]
        );
        let with = Form(vec![Ask::Fee(&[]), Ask::Time, Ask::Region]);
        let worth = Some(Won::new(3_000));
        let taken = [with.fee("", fee, worth), with.time(hour), with.region("수도권")];
        assert_eq!(taken, [const { None }; 3]);
        assert_eq!(with.fee("", Some(Won::new(-1)), None), Some(Hold::BadFee.sentence()));
    }
}
