//! What the next press really does, as the box above the buttons says it.

use domain::{ClaimVerb, Marketplace, Sentence};

use crate::view::{ClaimRowView, NextClick};

/// What most likely comes next first, as the buttons stand. What only stops a claim, turns it into another or ends it is
/// none of these.
const ON: [ClaimVerb; 8] = [
    ClaimVerb::Approve,
    ClaimVerb::Notify,
    ClaimVerb::Refund,
    ClaimVerb::ConfirmCollected,
    ClaimVerb::Reship,
    ClaimVerb::Complete,
    ClaimVerb::RegisterPickup,
    ClaimVerb::Release,
];

/// Of the verb that moves the claim on, if one can be pressed now.
pub(super) fn of(row: &ClaimRowView) -> Option<NextClick> {
    let pressed = |verb: &ClaimVerb| row.offers.iter().find(|(known, offer)| known == verb && offer.enabled);
    let (_, offer) = ON.iter().find_map(pressed)?;
    Some(titled(row.marketplace, offer.consequence.as_ref()?))
}

/// A consequence with its first sentence as the title.
fn titled(marketplace: Marketplace, consequence: &Sentence) -> NextClick {
    let name = marketplace.name();
    let (ko, en) = (halves(&consequence.ko), halves(&consequence.en));
    let rest = (!ko.1.is_empty()).then(|| Sentence::new(ko.1, en.1));
    NextClick {
        title: Sentence::new(format!("{}: {}", name.ko, ko.0), format!("{}: {}", name.en, en.0)),
        then: rest,
    }
}

/// The first sentence without its full stop, and the others.
fn halves(words: &str) -> (&str, &str) {
    match words.split_once(". ") {
        Some((first, rest)) => (first, rest),
        None => (words.strip_suffix('.').unwrap_or(words), ""),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Marketplace, Sentence};

    use super::titled;

    #[test]
    fn the_first_sentence_is_the_title_and_the_others_follow() {
        let told =
            Sentence::fixed("바로 환불됩니다. 되돌릴 수 없습니다.", "It is refunded. It cannot be undone.");
        let next = titled(Marketplace::Elevenst, &told);
        assert_eq!(next.title, Sentence::fixed("11번가: 바로 환불됩니다", "11st: It is refunded"));
        assert_eq!(next.then, Some(Sentence::fixed("되돌릴 수 없습니다.", "It cannot be undone.")));
        let alone = titled(Marketplace::Coupang, &Sentence::fixed("환불됩니다.", "It is refunded."));
        assert_eq!((alone.title.ko.as_ref(), alone.then), ("쿠팡: 환불됩니다", None));
    }
}
