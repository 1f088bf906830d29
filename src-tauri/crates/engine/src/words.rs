//! Sentences in the journal's text columns.
//!
//! A column holds one text and a window speaks two languages, so what the desk says itself is kept as both,
//! in JSON; whatever else stands there is a marketplace's own words.

use domain::Sentence;
use serde::{Deserialize, Serialize};

use crate::hold::Hold;
use crate::view::{Problem, Remedy};

/// A sentence with what one press does about it.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    sentence: Sentence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    remedy: Option<Remedy>,
}

/// A sentence as a column keeps it.
pub(crate) fn kept(sentence: &Sentence) -> String {
    kept_with(sentence.clone(), None)
}

/// A sentence as a column keeps it, with what one press does about it.
pub(crate) fn kept_with(sentence: Sentence, remedy: Option<Remedy>) -> String {
    let kept = Kept { sentence, remedy };
    // A structure of texts always encodes; its Korean alone is the honest rest if it ever did not.
    serde_json::to_string(&kept).unwrap_or_else(|_| kept.sentence.ko.into_owned())
}

/// What one press does about what a column says.
pub(crate) fn remedy(text: &str) -> Option<Remedy> {
    serde_json::from_str::<Kept>(text).ok()?.remedy
}

/// What a column says.
pub(crate) fn told(text: &str) -> Sentence {
    serde_json::from_str(text)
        .ok()
        .or_else(|| Hold::from_code(text).map(Hold::sentence))
        .unwrap_or_else(|| quoted(text))
}

/// A marketplace's words, the same in both languages.
pub(crate) fn quoted(words: &str) -> Sentence {
    Sentence::new(words.to_owned(), words.to_owned())
}

/// A problem as one sentence, with the marketplace's words in quotes behind it.
pub(crate) fn of_problem(problem: &Problem) -> Sentence {
    match &problem.quote {
        Some(quote) => Sentence::new(
            format!("{} “{quote}”", problem.sentence.ko),
            format!("{} “{quote}”", problem.sentence.en),
        ),
        None => problem.sentence.clone(),
    }
}
