//! What a verb on a claim really does, in a few words for the row, where a whole sentence has no room.

use std::collections::BTreeMap;

use domain::{ActionKind, MoneyLeaves, Sentence};

/// The most characters of a brief in either language: what stands beside two buttons.
pub const LONGEST: usize = 12;

/// What an operation does, in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// At most [`LONGEST`] characters in each language.
    pub words: Sentence,
    /// Whether the buyer's money leaves by it.
    pub money: MoneyLeaves,
}

/// One row of a marketplace's table: what, in Korean, in English, and whether money leaves.
pub(crate) type Row = (ActionKind, &'static str, &'static str, MoneyLeaves);

/// A marketplace's table.
pub(crate) fn table(rows: &[Row]) -> BTreeMap<ActionKind, Brief> {
    let brief =
        |(kind, ko, en, money): &Row| (*kind, Brief { words: Sentence::fixed(ko, en), money: *money });
    rows.iter().map(brief).collect()
}

#[cfg(test)]
mod tests {
    use domain::{ActionKind, ClaimKind, ClaimVerb, Marketplace};

    use super::LONGEST;
    use crate::capabilities;

    #[test]
    fn every_verb_of_every_marketplace_is_told_in_a_few_words() {
        for marketplace in Marketplace::ALL {
            let table = capabilities(marketplace);
            let kinds = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];
            let verbs = kinds.into_iter().flat_map(|kind| {
                ClaimVerb::ALL.into_iter().filter_map(move |verb| ActionKind::of_claim(kind, verb))
            });
            for kind in verbs {
                let brief = table.briefs.get(&kind);
                assert_eq!(brief.is_some(), table.allows(kind), "{marketplace:?} {kind:?}");
                for words in brief.iter().flat_map(|brief| [&brief.words.ko, &brief.words.en]) {
                    assert!((1..=LONGEST).contains(&words.chars().count()), "{marketplace:?}: {words}");
                }
            }
        }
    }
}
