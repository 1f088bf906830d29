//! Claims that no list shows any more, and what their lines tell of them.

use domain::{ClaimKind, ClaimStep, Fact};
use serde_json::{Value, json};

use super::{CANCEL, Desk, EXCHANGE, NOTHING, RETURN, claims, list, with};
use crate::esm::flavor::{AUCTION, Flavor, GMARKET};
use crate::{FeedId, FeedRequest, Marketplace};

/// A line's status, for a claim on it that no list shows.
fn status(status: u32, claim: u32) -> String {
    let row = json!({"OrderNo": 2_946_269_058_u64, "Status": status, "ClaimStatus": claim,
        "StatusChangeDate": "2026-01-01T10:00:00"});
    list(&[row])
}

/// What is told of a claim that so many lists do not show, and what is answered then.
async fn off_the_lists(flavor: &'static Flavor, id: &str, lists: usize, then: Vec<String>) -> Vec<Fact> {
    let answers = [vec![NOTHING.to_owned(); lists], then].concat();
    let desk = Desk::told(flavor, &answers);
    let request = FeedRequest::Claims(vec![id.into()]);
    let read = desk.run(desk.esm.collect(FeedId("claims.open"), request)).await.unwrap();
    assert_eq!(desk.calls().len(), answers.len(), "{:?}", desk.calls());
    read.facts
}

/// A claim of a kind on the line of the tests, asked for at a time.
fn heir(kind: ClaimKind, requested_at: &str) -> Value {
    let fields = [
        ("PayNo", json!(4_454_223_145_u64)),
        ("OrderNo", json!(2_946_269_058_u64)),
        ("RequestDate", json!(requested_at)),
    ];
    with(claims(kind)[0].clone(), &fields)
}

#[tokio::test]
async fn a_converted_return_is_given_up_and_its_exchange_told() {
    let exchange = list(&[heir(ClaimKind::Exchange, "2026-01-01T10:00:00")]);
    let told = off_the_lists(&GMARKET, RETURN, 6, vec![status(8, 1), exchange]).await;
    let [Fact::Claim(heir), Fact::Withdrawn { claim, at }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((heir.kind, claim.as_str(), at.is_some()), (ClaimKind::Exchange, RETURN, true));
    // At Auction it counts as re-shipped at once, and its line is on its way.
    let nothing = vec![NOTHING.to_owned(); 5];
    let told = off_the_lists(&AUCTION, RETURN, 6, [vec![status(3, 0)], nothing].concat()).await;
    assert!(matches!(told.as_slice(), [Fact::Withdrawn { .. }]), "{told:?}");
}

#[tokio::test]
async fn a_claim_whose_line_goes_on_without_it_is_gone_and_not_withdrawn() {
    for (flavor, id, lists, standing) in
        [(&GMARKET, CANCEL, 1, 2), (&GMARKET, RETURN, 6, 3), (&AUCTION, RETURN, 6, 4)]
    {
        let told = off_the_lists(flavor, id, lists, vec![status(standing, 0)]).await;
        let [Fact::Gone { claim }] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(claim.as_str(), id);
    }
    let told = off_the_lists(&GMARKET, CANCEL, 1, vec![status(6, 1)]).await;
    assert_eq!(told, [], "a claim hides the line: this one is between two lists");
}

#[tokio::test]
async fn an_exchange_that_no_list_shows_is_known_by_its_lines_status() {
    for (standing, claim, step) in [
        (8, 3, ClaimStep::Reshipped),
        (8, 4, ClaimStep::Completed),
        (3, 0, ClaimStep::Reshipped),
        (4, 0, ClaimStep::Completed),
        (5, 0, ClaimStep::Completed),
    ] {
        let told = off_the_lists(&AUCTION, EXCHANGE, 5, vec![status(standing, claim)]).await;
        let [Fact::Claim(told)] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((told.step, told.claim.as_str()), (step, EXCHANGE), "{standing}/{claim}");
    }
}

#[tokio::test]
async fn only_a_return_that_soon_follows_tells_that_an_unseen_exchange_became_it() {
    let soon = list(&[heir(ClaimKind::Return, "2026-01-02T10:00:00")]);
    let told = off_the_lists(&GMARKET, EXCHANGE, 5, vec![status(7, 1), soon.clone(), soon]).await;
    assert!(matches!(told.as_slice(), [Fact::Claim(_), Fact::Withdrawn { .. }]), "{told:?}");
    let later = list(&[heir(ClaimKind::Return, "2026-01-09T10:00:00")]);
    let told = off_the_lists(&GMARKET, EXCHANGE, 5, [vec![status(7, 1)], vec![later; 6]].concat()).await;
    assert_eq!(told, [], "the buyer returned what the exchange had brought");
}
