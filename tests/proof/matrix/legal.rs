//! What a marketplace would do and the desk does not offer, each with the reason.

use domain::{ClaimKind, ClaimStep, ClaimVerb, Marketplace};

use super::picture::{Picture, Still};

/// What the desk offers of what a claim takes.
pub(super) fn offered(marketplace: Marketplace, picture: &Picture) -> Vec<ClaimVerb> {
    let verbs = picture.verbs.iter().copied();
    verbs.filter(|verb| although(marketplace, picture, *verb).is_none()).collect()
}

/// Why a verb is withheld although the marketplace does it.
pub(super) fn although(marketplace: Marketplace, picture: &Picture, verb: ClaimVerb) -> Option<&'static str> {
    use ClaimKind::{Cancel, Exchange, Return};
    use ClaimStep::{Collected, Collecting, Completed, Requested, Reshipped, Unknown, Withdrawn};
    use Marketplace::{Auction, Coupang, Elevenst, Gmarket, Npay, SmartStore};
    let held = picture.still != Still::No;
    Some(match (marketplace, picture.kind, picture.step, verb) {
        (SmartStore | Npay | Gmarket | Auction, Cancel, Withdrawn | Completed, ClaimVerb::Refuse) => {
            "a cancel is refused by the dispatch, and one that is over is only a line to be shipped: from the inbox"
        }
        (SmartStore | Npay, Exchange, Requested | Collecting, ClaimVerb::ConfirmCollected) if held => {
            "no document says that Naver takes it of a held exchange; the hold is released first"
        }
        (Coupang, Return, Requested | Collecting, ClaimVerb::RegisterPickup)
            if !picture.verbs.contains(&verb) =>
        {
            "the document takes numbers of sellers who fetch the goods themselves; here Coupang's courier comes"
        }
        (Elevenst, Return, Unknown, ClaimVerb::RegisterPickup) => {
            "no document tells what the status means, so nothing is written to it"
        }
        (Elevenst, Return, Requested | Collecting, ClaimVerb::RegisterPickup) if held => {
            "no document says that a held return takes a number"
        }
        (Elevenst | Gmarket | Auction, Return | Exchange, Collecting, ClaimVerb::RegisterPickup) => {
            "a second number would take the first one's place; a flow does not go back"
        }
        (Gmarket | Auction, Return | Exchange, Collected, ClaimVerb::RegisterPickup) => {
            "the goods are here: their way back is over"
        }
        (Gmarket | Auction, Exchange, Requested, ClaimVerb::RegisterPickup) if held => {
            "a held exchange goes on when it is released"
        }
        (Gmarket | Auction, Return, Requested | Collected, ClaimVerb::Hold) if held => {
            "a hold is changed to another reason; one reason is chosen here, with the hold"
        }
        (Gmarket, Exchange, Requested | Collecting, ClaimVerb::ConfirmCollected)
        | (Gmarket | Auction, Exchange, Requested | Collecting | Collected, ClaimVerb::Convert)
            if held =>
        {
            "a held exchange goes on when it is released; no document says that it may be converted before"
        }
        (Gmarket, Exchange, Requested | Collecting, ClaimVerb::Reship) => {
            "what is sent before the goods were collected may be left out of the settlement"
        }
        (Auction, Exchange, Requested | Collecting, ClaimVerb::Reship) => {
            "it would count goods as back that nobody has seen"
        }
        (Gmarket | Auction, Exchange, Reshipped, ClaimVerb::Reship) => {
            "a second number would take the first one's place; a flow does not go back"
        }
        _ => return None,
    })
}
