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
    let refund = match row.kind {
        ClaimKind::Cancel => ActionKind::ApproveCancel,
        ClaimKind::Return | ClaimKind::Exchange => ActionKind::RefundReturn,
    };
    let pressed = offer.brief.as_ref().map(|brief| brief.money);
    if row.refunded_early {
        MoneyWhen::Left
    } else {
        when(row.kind, row.step, pressed, capabilities.allows(refund))
    }
}

/// The same of a claim whose money has not left, by what the press does to it and by whether the seller refunds at all.
fn when(kind: ClaimKind, step: ClaimStep, pressed: Option<MoneyLeaves>, refunds: bool) -> MoneyWhen {
    match (pressed, kind) {
        (Some(MoneyLeaves::Now), _) => MoneyWhen::Now,
        (Some(MoneyLeaves::Soon), _) => MoneyWhen::Soon,
        (Some(MoneyLeaves::Maybe), _) => MoneyWhen::Maybe,
        (_, ClaimKind::Exchange) => MoneyWhen::Never,
        _ if !refunds => MoneyWhen::ByMarket,
        _ if step == ClaimStep::Collected => MoneyWhen::OnRefund,
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
    use domain::{ClaimKind, ClaimStep, Marketplace, MoneyLeaves, Sentence};

    use super::{titled, when};
    use crate::view::MoneyWhen;

    #[test]
    fn a_receipt_that_may_refund_is_never_told_as_one_that_does_not() {
        let receipt = |leaves| when(ClaimKind::Return, ClaimStep::Collecting, Some(leaves), true);
        assert_eq!(receipt(MoneyLeaves::Maybe), MoneyWhen::Maybe);
        assert_eq!(receipt(MoneyLeaves::Now), MoneyWhen::Now);
        assert_eq!(receipt(MoneyLeaves::Later), MoneyWhen::AfterCollected);
        let approval = |leaves| when(ClaimKind::Cancel, ClaimStep::Requested, Some(leaves), true);
        assert_eq!(approval(MoneyLeaves::Soon), MoneyWhen::Soon);
        assert_eq!(when(ClaimKind::Return, ClaimStep::Collected, None, false), MoneyWhen::ByMarket);
        assert_eq!(when(ClaimKind::Exchange, ClaimStep::Collected, None, true), MoneyWhen::Never);
    }

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
