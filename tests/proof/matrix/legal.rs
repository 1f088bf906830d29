//! What a marketplace would do and the desk does not offer, each with the reason.

use domain::{ClaimVerb, Marketplace};

use super::picture::Picture;

/// What the desk offers of what a claim takes.
pub(super) fn offered(marketplace: Marketplace, picture: &Picture) -> Vec<ClaimVerb> {
    let verbs = picture.verbs.iter().copied();
    verbs.filter(|verb| although(marketplace, picture, *verb).is_none()).collect()
}

/// Why a verb is withheld although the marketplace does it.
pub(super) fn although(marketplace: Marketplace, picture: &Picture, verb: ClaimVerb) -> Option<&'static str> {
    let _ = (marketplace, picture, verb);
    None
}
