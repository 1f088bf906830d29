//! What the codes of a marketplace mean on this desk.
//!
//! Every connector tells its own by asking the translation that reads its records, so that the page made of this
//! (`docs/codes.md`) says what the desk does. A code that is not told here is kept and shown as it came.

use domain::{ClaimKind, ClaimStep, Fault, Sentence, Stage};

/// All that one marketplace's codes say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// The statuses of lines.
    pub lines: Vec<LineCode>,
    /// The statuses of claims.
    pub claims: Vec<ClaimCode>,
    /// Whose fault a claim is.
    pub faults: Vec<FaultCode>,
    /// Codes with words: reasons, holds, ways of delivery, of payment and others.
    pub tables: Vec<CodeTable>,
}

/// A status of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineCode {
    /// The field that carries it, and its value as the marketplace writes it.
    pub raw: String,
    /// What else must be so, by the marketplace's own names; empty where the status alone decides.
    pub when: &'static str,
    /// Where the line stands; `None` for a status that tells of a claim and leaves the line where it stood.
    pub stage: Option<Stage>,
}

/// A status of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimCode {
    /// The field that carries it, and its value as the marketplace writes it.
    pub raw: String,
    /// What else must be so; as above.
    pub when: &'static str,
    /// What it is a claim for.
    pub kind: ClaimKind,
    /// How far it has come.
    pub step: ClaimStep,
    /// Whether it stands still there.
    pub held: bool,
}

/// A code that says whose fault a claim is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultCode {
    /// The field that carries it, and its value as the marketplace writes it.
    pub raw: String,
    /// Whose.
    pub fault: Fault,
}

/// The codes of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeTable {
    /// The field, and where it needs telling, of which record.
    pub field: &'static str,
    /// Its codes with their words.
    pub rows: Vec<CodeWords>,
}

/// A code with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeWords {
    /// As the marketplace writes it.
    pub code: String,
    /// The words that are shown for it, Korean.
    pub words: String,
    /// Whose fault it says a claim is, where it does.
    pub fault: Option<Fault>,
}

impl CodeTable {
    /// Of codes that are sent too.
    pub(crate) fn sent(field: &'static str, rows: &[(&str, Sentence)]) -> Self {
        Self::of(field, rows.iter().map(|(code, words)| (*code, &*words.ko, None)))
    }

    /// Of codes that are only read.
    pub(crate) fn read(field: &'static str, rows: &[(&str, &str)]) -> Self {
        Self::of(field, rows.iter().map(|(code, words)| (*code, *words, None)))
    }

    /// Of reasons that say whose fault it is.
    pub(crate) fn blaming(field: &'static str, rows: &[(&str, &str, Fault)]) -> Self {
        Self::of(field, rows.iter().map(|(code, words, fault)| (*code, *words, Some(*fault))))
    }

    /// Of those among `codes` for which `words` has words; the others are shown as they came, or not at all.
    pub(crate) fn asked<'a>(
        field: &'static str,
        codes: &'a [String],
        words: impl Fn(&'a str) -> &'a str,
    ) -> Self {
        let told = codes.iter().map(|code| (code.as_str(), words(code), None));
        Self::of(field, told.filter(|(code, words, _)| code != words))
    }

    /// Of rows; a code without words is not worth one.
    fn of<'a>(field: &'static str, rows: impl Iterator<Item = (&'a str, &'a str, Option<Fault>)>) -> Self {
        let rows = rows.filter(|(_, words, _)| !words.is_empty()).map(|(code, words, fault)| CodeWords {
            code: code.to_owned(),
            words: words.to_owned(),
            fault,
        });
        Self { field, rows: rows.collect() }
    }
}

/// A situation, by the fields that make it, and how a record comes into it.
pub(crate) type Situation<R> = (&'static str, fn(R) -> R);

/// What a status says in one situation after another, the plain one first. One that changes nothing is not told: neither
/// against the plain one, nor against the one that it adds a field to.
pub(crate) fn in_situations<R: Clone, T: PartialEq>(
    plain: &R,
    situations: &[Situation<R>],
    says: impl Fn(&R) -> T,
) -> Vec<(&'static str, T)> {
    let mut told = vec![("", says(plain))];
    for (when, turn) in situations {
        let said = says(&turn(plain.clone()));
        let before = told.iter().rev().find(|(known, _)| when.starts_with(known));
        if before.is_none_or(|(_, before)| *before != said) {
            told.push((when, said));
        }
    }
    told
}
