//! What a person fills in for a verb, as its form asks for it.

use domain::action::ClaimAct;
use domain::{ActionKind, Claim, ClaimKind, ClaimVerb, CourierCode, InvoiceNumber, Won};
use engine::view::ClaimActRequest;
use market::Ask;
use tests::world::World;

/// Words that every marketplace takes.
const WORDS: &str = "상품을 확인하고 있습니다.";
/// What a hold asks the buyer for: ESM takes no less, and no more than the goods are worth.
const FEE: Won = Won::new(1_000);

/// A form as it was filled in.
struct Given {
    reason: String,
    text: String,
    fee: Option<Won>,
    until: Option<chrono::NaiveDate>,
    carried: Option<(CourierCode, InvoiceNumber)>,
}

impl Given {
    /// The first reason, words where they are asked for, and a parcel where one must be named.
    fn to(world: &dyn World, asks: &[Ask]) -> Self {
        let reason = asks.iter().find_map(|ask| match ask {
            Ask::Reason(codes) => codes.first().map(|(code, _)| (*code).to_owned()),
            _ => None,
        });
        let reason = reason.unwrap_or_default();
        let wants = |wanted: &dyn Fn(&Ask) -> bool| asks.iter().any(wanted);
        let in_words = wants(&|ask| match ask {
            Ask::Text { .. } => true,
            Ask::TextFor { codes, .. } => codes.contains(&reason.as_str()),
            _ => false,
        });
        let carried = wants(&|ask| match ask {
            Ask::Invoice | Ask::Parcel => true,
            Ask::InvoiceFor(codes) => codes.contains(&reason.as_str()),
            _ => false,
        });
        let charged = wants(&|ask| match ask {
            Ask::Fee(_) => true,
            Ask::FeeFor { codes, .. } => codes.contains(&reason.as_str()),
            _ => false,
        });
        let in_days = world.clock().now() + chrono::TimeDelta::days(3);
        Self {
            text: if in_words { WORDS.into() } else { String::new() },
            fee: charged.then_some(FEE),
            until: wants(&|ask| *ask == Ask::Day).then(|| in_days.date_naive()),
            carried: carried.then(|| world.parcel()),
            reason,
        }
    }

    /// Which refusal it is follows from what was asked and answered, as in the window.
    fn refusal(self) -> ClaimActRequest {
        let Self { reason, text, carried, .. } = self;
        match carried {
            Some((courier, invoice)) if reason.is_empty() => {
                ClaimActRequest::RefuseShipped { courier, invoice }
            }
            Some((courier, invoice)) => ClaimActRequest::RefuseDisputed { courier, invoice, reason, text },
            None if text.is_empty() => ClaimActRequest::RefuseFor { reason },
            None => ClaimActRequest::RefuseBecause { reason, text },
        }
    }
}

/// A verb with valid answers. Where the marketplace has no such verb and so no form, with what others ask for.
pub(crate) fn filled_in(world: &dyn World, kind: ClaimKind, verb: ClaimVerb) -> ClaimActRequest {
    let market = world.market();
    let asks = ActionKind::of_claim(kind, verb).map(|action| market.capabilities().asks(action));
    let given = Given::to(world, &asks.unwrap_or_default());
    let parcel = || world.parcel();
    match verb {
        ClaimVerb::Approve => ClaimActRequest::Approve,
        ClaimVerb::Notify => ClaimActRequest::Notify { text: WORDS.into() },
        ClaimVerb::Refuse => given.refusal(),
        ClaimVerb::Hold => {
            let Given { reason, text: detail, fee, until, .. } = given;
            ClaimActRequest::Hold { reason, detail, fee, until }
        }
        ClaimVerb::Release => ClaimActRequest::Release,
        ClaimVerb::Defer => ClaimActRequest::Defer { reason: given.reason, detail: given.text },
        ClaimVerb::RegisterPickup => {
            let (courier, invoice) = given.carried.unwrap_or_else(parcel);
            ClaimActRequest::RegisterPickup { courier, invoice }
        }
        ClaimVerb::ConfirmCollected => ClaimActRequest::ConfirmCollected,
        ClaimVerb::Refund => ClaimActRequest::Refund,
        ClaimVerb::Reship => {
            let (courier, invoice) = given.carried.unwrap_or_else(parcel);
            ClaimActRequest::Reship { courier, invoice }
        }
        ClaimVerb::Complete => ClaimActRequest::Complete,
        ClaimVerb::Convert => ClaimActRequest::Convert { invoice: given.carried },
    }
}

/// The same as it goes to a marketplace; `claim` as far as it is known.
pub(crate) fn sent(world: &dyn World, request: ClaimActRequest, claim: Option<&Claim>) -> ClaimAct {
    match request {
        ClaimActRequest::Approve => ClaimAct::Approve,
        ClaimActRequest::Notify { text } => ClaimAct::Notify { text },
        ClaimActRequest::RefuseShipped { courier, invoice } => ClaimAct::RefuseShipped { courier, invoice },
        ClaimActRequest::RefuseDisputed { courier, invoice, reason, text } => {
            ClaimAct::RefuseDisputed { courier, invoice, reason, text }
        }
        ClaimActRequest::RefuseFor { reason } => ClaimAct::RefuseFor { reason },
        ClaimActRequest::RefuseBecause { reason, text } => ClaimAct::RefuseBecause { reason, text },
        ClaimActRequest::Hold { reason, detail, fee, until } => ClaimAct::Hold { reason, detail, fee, until },
        ClaimActRequest::Release => ClaimAct::Release,
        ClaimActRequest::Defer { reason, detail } => ClaimAct::Defer { reason, detail },
        ClaimActRequest::RegisterPickup { courier, invoice } => ClaimAct::RegisterPickup { courier, invoice },
        ClaimActRequest::ConfirmCollected => ClaimAct::ConfirmCollected,
        ClaimActRequest::Refund => ClaimAct::Refund,
        ClaimActRequest::Reship { courier, invoice } => {
            let opened = claim.and_then(|claim| claim.reship.as_ref()?.bundle.clone());
            let sold_in = || claim.and_then(|claim| claim.lines.first()?.bundle.clone());
            match opened.or_else(sold_in).filter(|_| world.market().capabilities().reship_opens_bundle) {
                Some(bundle) => ClaimAct::Reship { bundle, courier, invoice },
                None => ClaimAct::ReshipInPlace { courier, invoice },
            }
        }
        ClaimActRequest::Complete => ClaimAct::Complete,
        ClaimActRequest::Convert { invoice } => ClaimAct::Convert { invoice },
    }
}
