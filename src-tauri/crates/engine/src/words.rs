//! Sentences in the journal's text columns.
//!
//! A column holds one text and a window speaks two languages, so what the desk says itself is kept as both,
//! in JSON; whatever else stands there is a marketplace's own words.

use domain::Sentence;

use crate::hold::Hold;
use crate::view::Problem;

/// A sentence as a column keeps it.
pub(crate) fn kept(sentence: &Sentence) -> String {
    // A structure of two texts always encodes; its Korean alone is the honest rest if it ever did not.
    serde_json::to_string(sentence).unwrap_or_else(|_| sentence.ko.clone().into_owned())
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
