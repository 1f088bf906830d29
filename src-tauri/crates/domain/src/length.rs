//! How long words may be, in the unit in which their marketplace counts them.

use serde::{Deserialize, Serialize};

/// What a marketplace counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LengthUnit {
    /// Unicode code points: a Hangul syllable is one, an emoji with a skin tone is two.
    Characters,
    /// Bytes. Where no document names the encoding, words must fit in the widest (UTF-8, a syllable is three) and be
    /// enough in the narrowest (EUC-KR, two).
    Bytes,
}

/// How long words must and may be. They are counted without the spaces around them, as they are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
pub struct Length {
    /// What is counted.
    pub unit: LengthUnit,
    /// At least so many; 1 where any word will do.
    pub at_least: u32,
    /// At most so many.
    pub at_most: u32,
}

impl Length {
    /// Up to so many characters.
    pub const fn characters(at_most: u32) -> Self {
        Self { unit: LengthUnit::Characters, at_least: 1, at_most }
    }

    /// So many bytes.
    pub const fn bytes(at_least: u32, at_most: u32) -> Self {
        Self { unit: LengthUnit::Bytes, at_least, at_most }
    }

    /// How long words are, as their upper limit counts them.
    pub fn count(self, words: &str) -> u32 {
        let words = words.trim();
        saturating(match self.unit {
            LengthUnit::Characters => words.chars().count(),
            LengthUnit::Bytes => words.len(),
        })
    }

    /// Whether there are too few words.
    pub fn is_short(self, words: &str) -> bool {
        let least = match self.unit {
            LengthUnit::Characters => self.count(words),
            LengthUnit::Bytes => {
                saturating(words.trim().chars().map(|letter| letter.len_utf8().min(2)).sum())
            }
        };
        least < self.at_least
    }

    /// Whether there are too many words.
    pub fn is_long(self, words: &str) -> bool {
        self.count(words) > self.at_most
    }
}

/// A count as the limits are written.
fn saturating(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The window counts the same words in the same way: its tests read the same file.
    #[derive(Deserialize)]
    struct Case {
        words: String,
        characters: u32,
        bytes: u32,
        /// Shorter than 20 bytes in the narrowest encoding.
        short: bool,
    }

    #[test]
    fn words_are_counted_as_the_window_counts_them() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("length/cases.json")).unwrap();
        assert!(cases.len() > 8);
        for case in cases {
            let (characters, bytes) = (Length::characters(10), Length::bytes(20, 300));
            let counted = (characters.count(&case.words), bytes.count(&case.words));
            assert_eq!(counted, (case.characters, case.bytes), "{:?}", case.words);
            assert_eq!(bytes.is_short(&case.words), case.short, "{:?}", case.words);
            assert_eq!(characters.is_long(&case.words), case.characters > 10);
            assert_eq!(characters.is_short(&case.words), case.characters == 0);
        }
    }
}
