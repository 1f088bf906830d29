//! What most likely comes next on a claim: the order of its buttons, the first of them, and what it really does.

use domain::{ActionKind, ClaimKind, ClaimStep, ClaimVerb, Marketplace, MoneyLeaves, Sentence};
use market::Capabilities;

use crate::view::{ClaimRowView, MoneyWhen, NextClick, Offer};

/// What moves a claim on, what most likely comes next first.
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
/// What only stops a claim, turns it into another or ends it.
const ASIDE: [ClaimVerb; 4] = [ClaimVerb::Hold, ClaimVerb::Defer, ClaimVerb::Convert, ClaimVerb::Refuse];

/// Where the button of a verb stands among the others: one that comes too early stands beside the way.
pub(super) fn place(verb: ClaimVerb, early: bool) -> usize {
    let order = || ON.into_iter().chain(ASIDE);
    order()
        .position(|known| known == verb)
        .map_or(usize::MAX, |place| if early { place + ON.len() } else { place })
}

/// The verb that moves a claim on, if one can be pressed now that does not come too early.
pub(super) fn verb(offers: &[(ClaimVerb, Offer)], early: impl Fn(ClaimVerb) -> bool) -> Option<ClaimVerb> {
    let on = |(verb, offer): &&(ClaimVerb, Offer)| offer.enabled && ON.contains(verb) && !early(*verb);
    offers.iter().filter(on).map(|(verb, _)| *verb).min_by_key(|verb| place(*verb, false))
}

/// What the press on it really does.
pub(super) fn of(row: &ClaimRowView, capabilities: &Capabilities) -> Option<NextClick> {
    let (_, offer) = row.offers.iter().find(|(verb, _)| Some(*verb) == row.next)?;
    let (title, then) = titled(row.marketplace, offer.consequence.as_ref()?);
    Some(NextClick { title, then, money: money(row, offer, capabilities) })
}

/// When the buyer's money leaves: by this press, by a later one of the seller's, or by the marketplace itself.
fn money(row: &ClaimRowView, offer: &Offer, capabilities: &Capabilities) -> MoneyWhen {
    let leaves = offer.brief.as_ref().map(|brief| brief.money);
    let refund = match row.kind {
        ClaimKind::Cancel => ActionKind::ApproveCancel,
        ClaimKind::Return | ClaimKind::Exchange => ActionKind::RefundReturn,
    };
    match row.kind {
        _ if row.refunded_early => MoneyWhen::Left,
        _ if leaves == Some(MoneyLeaves::Now) => MoneyWhen::Now,
        ClaimKind::Exchange => MoneyWhen::Never,
        _ if !capabilities.allows(refund) => MoneyWhen::ByMarket,
        _ if row.step == ClaimStep::Collected => MoneyWhen::OnRefund,
        _ => MoneyWhen::AfterCollected,
    }
}

/// A consequence with its first sentence as the title, and the others.
fn titled(marketplace: Marketplace, consequence: &Sentence) -> (Sentence, Option<Sentence>) {
    let name = marketplace.name();
    let (ko, en) = (halves(&consequence.ko), halves(&consequence.en));
    let rest = (!ko.1.is_empty()).then(|| Sentence::new(ko.1, en.1));
    (Sentence::new(format!("{}: {}", name.ko, ko.0), format!("{}: {}", name.en, en.0)), rest)
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
        let (title, then) = titled(Marketplace::Elevenst, &told);
        assert_eq!(title, Sentence::fixed("11번가: 바로 환불됩니다", "11st: It is refunded"));
        assert_eq!(then, Some(Sentence::fixed("되돌릴 수 없습니다.", "It cannot be undone.")));
        let (title, then) = titled(Marketplace::Coupang, &Sentence::fixed("환불됩니다.", "It is refunded."));
        assert_eq!((title.ko.as_ref(), then), ("쿠팡: 환불됩니다", None));
    }
}
