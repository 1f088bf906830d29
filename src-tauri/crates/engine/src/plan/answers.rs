//! What a person gave along with a press, held against what the marketplace asks for.

use domain::{ActionKind, Sentence, Won};
use market::{Ask, Capabilities};

use crate::hold::Hold;

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

    /// Why a way of return is none of the marketplace's.
    pub(super) fn way(&self, code: &str) -> Option<Sentence> {
        let lists =
            |ask: &Ask| matches!(ask, Ask::Way(codes) if codes.iter().any(|(known, _)| *known == code));
        self.missing(lists, Hold::BadWay)
    }

    /// Why words cannot go to the buyer: there are none, too many, or the marketplace takes none.
    pub(super) fn words(&self, words: &str) -> Option<Sentence> {
        let limit = self.0.iter().find_map(|ask| match ask {
            Ask::Text { at_most } => Some(*at_most),
            _ => None,
        });
        match limit {
            None => Some(Hold::NoOperation.sentence()),
            Some(_) if words.trim().is_empty() => Some(Hold::NoWords.sentence()),
            Some(most) if words.chars().nth(most).is_some() => Some(too_long(most)),
            Some(_) => None,
        }
    }

    /// Why the buyer cannot be charged so much.
    pub(super) fn fee(&self, fee: Option<Won>) -> Option<Sentence> {
        fee.filter(|fee| *fee < Won::ZERO).map(|_| Hold::BadFee.sentence())
    }

    /// A hold unless one of the fields is of a sort.
    fn missing(&self, wanted: impl Fn(&Ask) -> bool, hold: Hold) -> Option<Sentence> {
        (!self.0.iter().any(wanted)).then(|| hold.sentence())
    }
}

/// Words that the marketplace would cut or refuse.
fn too_long(most: usize) -> Sentence {
    Sentence::new(
        format!("구매자가 읽을 내용이 너무 깁니다. {most}자 이하로 줄이세요."),
        format!("The words for the buyer are too long. Shorten them to {most} characters."),
    )
}
