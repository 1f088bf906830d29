//! What one press does about a claim or a line that was left out, or about a result that failed.

use domain::{LineResult, Marketplace, Outcome};

use crate::hold::Hold;
use crate::view::Remedy;

/// What the sentence of a hold asks for; `None` where nothing is left to do.
pub(crate) fn of_hold(hold: Hold, marketplace: Marketplace) -> Option<Remedy> {
    match hold {
        Hold::ClaimOver | Hold::BeingCanceled => None,
        Hold::NotApplied | Hold::SaidNotDone => Some(Remedy::SendAgain),
        Hold::NoVerb
        | Hold::WrongStage
        | Hold::Gone
        | Hold::Rereading
        | Hold::JustDone
        | Hold::NotBackYet => Some(Remedy::CollectAgain),
        Hold::ClaimChanged
        | Hold::ClaimHeld
        | Hold::FoundFaulty
        | Hold::NotBack
        | Hold::ReturnUntold
        | Hold::StandsStill
        | Hold::UnderWay
        | Hold::ApproveFirst
        | Hold::NotifyFirst
        | Hold::PickupFirst
        | Hold::PickupKnown
        | Hold::CollectedFirst
        | Hold::ReshipFirst => Some(Remedy::OpenClaim),
        Hold::ClaimGone | Hold::NoOperation | Hold::UnknownStage => centre(marketplace),
        _ => Some(Remedy::OpenOrder),
    }
}

/// What a failed result asks for: the hold's own remedy where the desk held it back, another try where the marketplace
/// says that it may succeed, and a look at the claim where it refused for good. `None` for what did not fail.
pub(crate) fn of_outcome(outcome: &Outcome, marketplace: Marketplace) -> Option<Remedy> {
    let LineResult::Failed { code, retryable, .. } = &outcome.result else { return None };
    match Hold::from_code(code) {
        Some(hold) => of_hold(hold, marketplace),
        None if *retryable => Some(Remedy::SendAgain),
        None => Some(Remedy::OpenClaim),
    }
}

/// The marketplace's seller centre.
fn centre(marketplace: Marketplace) -> Option<Remedy> {
    let found = market::descriptors().into_iter().find(|each| each.marketplace == marketplace);
    found.map(|descriptor| Remedy::OpenLink { url: descriptor.centre.to_owned() })
}

#[cfg(test)]
mod tests {
    use domain::Target;

    use super::*;

    #[test]
    fn a_failure_is_answered_by_what_its_sentence_asks_for() {
        let failed = |code: &str, retryable| {
            let outcome = Outcome::failed(Target::Claim("1".into()), code, "", retryable);
            of_outcome(&outcome, Marketplace::Coupang)
        };
        assert_eq!(failed(Hold::NotApplied.code(), true), Some(Remedy::SendAgain));
        assert_eq!(failed(Hold::ClaimChanged.code(), false), Some(Remedy::OpenClaim));
        assert_eq!(failed(Hold::NoVerb.code(), false), Some(Remedy::CollectAgain));
        assert_eq!(failed(Hold::Withdrawn.code(), false), Some(Remedy::OpenOrder));
        assert_eq!(failed(Hold::ClaimOver.code(), false), None);
        assert!(matches!(failed(Hold::ClaimGone.code(), false), Some(Remedy::OpenLink { .. })));
        assert_eq!(failed("400", true), Some(Remedy::SendAgain));
        assert_eq!(failed("400", false), Some(Remedy::OpenClaim));
        assert_eq!(of_outcome(&Outcome::ok(Target::Claim("1".into())), Marketplace::Coupang), None);
    }
}
