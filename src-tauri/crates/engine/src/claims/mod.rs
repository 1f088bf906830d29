//! Claims: the queues, one claim in detail, and the verbs on them.

pub(crate) mod changed;
pub(crate) mod doubt;
pub(crate) mod dry_run;
mod flow;
mod fresh;
mod inspect;
pub(crate) mod money;
mod next;
mod reread;

use chrono::{DateTime, TimeDelta, Utc};
use domain::person::mask_name;
use domain::{
    AccountId, ActionKind, ActionState, ClaimId, ClaimKind, ClaimLine, ClaimStamp, ClaimVerb, CourierCode,
    EventKind, Held, InvoiceNumber, OrderId, Reason,
};
use market::{Capabilities, Marketplace, registry};
use store::{ClaimQuery, ClaimRow, PartLine};

use crate::deadlines::Book;
use crate::desk::Desk;
use crate::door::Door;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::look::Look;
use crate::view::{
    ActionBatch, ClaimActRequest, ClaimDetail, ClaimLineView, ClaimList, ClaimRequest, ClaimRowView,
    FlowStep, HeldView, Offer, Problem, TimelineEntry,
};
use doubt::Doubt;
pub use dry_run::PLAN_BUDGET;

use crate::{cap, masked, offers, plan, problem, timeline, told, words};

/// Rows of a queue.
const ROWS: u32 = 1000;
/// How long a settled claim stays in its queue.
const SETTLED_SHOWN: TimeDelta = TimeDelta::days(7);

impl Engine {
    /// A queue: open claims, those first whose waiting costs first, then the oldest; and those settled in the last
    /// seven days.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn claim_queue(&self, request: ClaimRequest) -> Result<ClaimList, Problem> {
        cap::list(&request.accounts)?;
        self.ask(move |desk| {
            let query = ClaimQuery {
                kind: request.kind,
                steps: Vec::new(),
                accounts: request.accounts,
                settled_since: Some(desk.now() - SETTLED_SHOWN),
            };
            let book = Book::of(desk)?;
            book.reckon_claims(desk)?;
            let mut rows = desk.store.claims(&query, ROWS + 1)?;
            let more = rows.len() > ROWS as usize;
            rows.truncate(ROWS as usize);
            let rows = rows.into_iter().map(|row| shown(desk, &book, row)).collect::<Result<_, _>>()?;
            Ok(ClaimList { rows, more })
        })
        .await
    }

    /// A claim in the detail panel.
    ///
    /// # Errors
    /// When the claim is not here, or the store fails.
    pub async fn claim_detail(&self, account: AccountId, claim: ClaimId) -> Result<ClaimDetail, Problem> {
        self.ask(move |desk| detail(desk, &account, &claim)).await
    }

    /// Carries a decision on claims to the marketplace, as the desk has them now; a person decides on what was shown, by
    /// [`Engine::claim_acts`]. For a re-shipment the claim is read again first,
    /// because the marketplace opens its bundle on its own.
    ///
    /// # Errors
    /// When a claim is not here, its account cannot be opened or read, or the store fails. What cannot go is
    /// in the batch.
    pub async fn claim_act(
        &self,
        account: AccountId,
        claims: Vec<ClaimId>,
        request: ClaimActRequest,
    ) -> Result<ActionBatch, Problem> {
        cap::list(&claims)?;
        capped(&request)?;
        if matches!(request, ClaimActRequest::Reship { .. }) && self.opens_bundles(&account)? {
            self.read_claims_again(&account, &claims).await?;
        }
        self.press(move |desk| plan::claims(desk, &account, &plan::unstamped(claims), &request)).await
    }

    /// Whether a re-shipment waits for a bundle that the account's marketplace opens.
    fn opens_bundles(&self, account: &AccountId) -> Result<bool, Problem> {
        Ok(self.desk.door(account)?.market()?.capabilities().reship_opens_bundle)
    }

    /// Reads claims as they are now.
    async fn read_claims_again(&self, account: &AccountId, claims: &[ClaimId]) -> Result<(), Problem> {
        let door = self.desk.door(account)?;
        let market = door.market()?;
        let _turn = door.queue.lock().await;
        for id in claims {
            if let Some(claim) = self.desk.store.claim(account, id)? {
                Look { desk: &self.desk, door: &door, market }.claim(&claim.order, claim.kind, id).await?;
            }
        }
        Ok(())
    }
}

/// Refuses a request with too long a number or reason.
fn capped(request: &ClaimActRequest) -> Result<(), Problem> {
    match request {
        ClaimActRequest::RefuseShipped { courier, invoice }
        | ClaimActRequest::RegisterPickup { courier, invoice }
        | ClaimActRequest::Reship { courier, invoice } => numbered(courier, invoice),
        ClaimActRequest::RefuseFor { reason } => cap::text(reason),
        ClaimActRequest::Notify { text } => cap::words(text),
        ClaimActRequest::RefuseDisputed { courier, invoice, reason, text } => {
            numbered(courier, invoice)?;
            worded(reason, text)
        }
        ClaimActRequest::RefuseBecause { reason, text } => worded(reason, text),
        ClaimActRequest::Hold { reason, detail, .. } | ClaimActRequest::Defer { reason, detail } => {
            worded(reason, detail)
        }
        ClaimActRequest::Convert { invoice: Some((courier, invoice)) } => numbered(courier, invoice),
        ClaimActRequest::Approve
        | ClaimActRequest::ConfirmCollected
        | ClaimActRequest::Refund
        | ClaimActRequest::Release
        | ClaimActRequest::Complete
        | ClaimActRequest::Convert { invoice: None } => Ok(()),
    }
}

/// Refuses too long a number.
fn numbered(courier: &CourierCode, invoice: &InvoiceNumber) -> Result<(), Problem> {
    cap::text(courier.as_str())?;
    cap::invoice(invoice.as_str())
}

/// Refuses too long a reason.
fn worded(reason: &str, words: &str) -> Result<(), Problem> {
    cap::text(reason)?;
    cap::words(words)
}

/// The claims of an order as rows.
pub(crate) fn of_order(
    desk: &Desk,
    account: &AccountId,
    order: &OrderId,
) -> Result<Vec<ClaimRowView>, Problem> {
    let book = Book::of(desk)?;
    let mut rows = Vec::new();
    for claim in desk.store.claims_of_order(account, order)? {
        if let Some(row) = desk.store.claim_row(account, &claim.claim)? {
            rows.push(shown(desk, &book, row)?);
        }
    }
    Ok(rows)
}

/// A row of a queue.
fn shown(desk: &Desk, book: &Book, row: ClaimRow) -> Result<ClaimRowView, Problem> {
    let door = desk.door(&row.claim.account)?;
    let (offers, next) =
        door.market().map_or_else(|_| (Vec::new(), None), |market| offered(desk, market, &row));
    let stamp = stamp(&row);
    let claim = row.claim;
    let (deadline, untimed) = (book.of_claim(&claim, row.here_by), book.untimed(&claim));
    Ok(ClaimRowView {
        option: row.option,
        stamp,
        account: claim.account,
        marketplace: claim.marketplace,
        claim: claim.claim,
        order: claim.order,
        kind: claim.kind,
        step: claim.step,
        raw_status: claim.raw_status,
        requested_at: claim.requested_at,
        lines: claim.lines.into_iter().zip(row.parts).map(line_view).collect(),
        amount: row.amount,
        fault: claim.fault,
        reason: reason_view(claim.reason),
        requester: mask_name(&claim.requester.name),
        refunded_early: claim.refunded_early,
        confirmed_by: claim.confirmed_by,
        offers,
        next,
        action: row.action,
        action_message: row.action_message.as_deref().filter(|message| !message.is_empty()).map(words::told),
        next_check_at: row.next_check_at,
        held: claim.held.map(held_view),
        deadline,
        untimed,
    })
}

/// What a decision on a row's claim is made on.
fn stamp(row: &ClaimRow) -> ClaimStamp {
    ClaimStamp::of(&row.claim, row.inspection.as_ref().map(|found| found.result))
}

/// A part of a claim, with what its line says where the claim itself does not.
fn line_view((part, line): (ClaimLine, Option<PartLine>)) -> ClaimLineView {
    let ordered = line.as_ref().map_or(0, |line| line.ordered);
    let add_on = line.as_ref().is_some_and(|line| line.add_on);
    let product = if part.product.is_empty() { line.map(|line| line.product) } else { Some(part.product) };
    let purchased = if part.purchased == 0 { ordered } else { part.purchased };
    let quantity = if part.quantity == 0 { purchased } else { part.quantity };
    ClaimLineView { product: product.unwrap_or_default(), purchased, quantity, add_on }
}

/// Why a claim was made, in the marketplace's words; a code that it gives none for is shown as it came, before the
/// buyer's own words.
fn reason_view(reason: Reason) -> String {
    let told = if reason.text.is_empty() { vec![reason.code, reason.detail] } else { vec![reason.text] };
    told.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Why a claim stands still; the marketplace's code where it gives no words for it.
fn held_view(held: Held) -> HeldView {
    let text = if held.text.is_empty() { held.code } else { held.text };
    HeldView { text, detail: held.detail, fee: held.fee, since: held.since, deferred: held.deferred }
}

/// The buttons of a row in their order, and which of them moves its claim on.
fn offered(
    desk: &Desk,
    market: &dyn Marketplace,
    row: &ClaimRow,
) -> (Vec<(ClaimVerb, Offer)>, Option<ClaimVerb>) {
    let under_way = row.action.is_some_and(|(_, state)| {
        matches!(state, ActionState::Queued | ActionState::Sending | ActionState::Unknown)
    });
    let outdated = || fresh::is_outdated(desk, row).then_some(Hold::Rereading);
    let held = under_way.then_some(Hold::UnderWay).or_else(outdated);
    let found = row.inspection.as_ref().map(|found| found.result);
    let capabilities = market.capabilities();
    let doubt = |verb| doubt::of(capabilities, &row.claim, verb, found);
    let early = |verb| doubt(verb) == Some(Doubt::Early);
    let mut offers = offers::on_claim(capabilities, &row.claim, held);
    for (verb, offer) in &mut offers {
        offer.caution = doubt(*verb).map(|doubt| doubt.sentence(*verb));
    }
    offers.sort_by_key(|(verb, _)| next::place(*verb, early(*verb)));
    let next = next::verb(&offers, early);
    (offers, next)
}

/// A claim with everything around it. An account that cannot be opened is known by its marketplace alone.
fn detail(desk: &Desk, account: &AccountId, id: &ClaimId) -> Result<ClaimDetail, Problem> {
    let row = desk.store.claim_row(account, id)?.ok_or_else(|| problem::no_such("claim", id.as_str()))?;
    let claim = row.claim.clone();
    let door = desk.door(account)?;
    let timeline = timeline::of_claim(desk, account, &claim.order, id)?;
    let moves: Vec<_> = timeline
        .iter()
        .rev()
        .filter_map(|entry| match entry.kind {
            EventKind::ClaimMoved { from, to, .. } => Some((from, to, entry.at)),
            _ => None,
        })
        .collect();
    let documented = registry::capabilities(door.account.marketplace);
    let capabilities = door.market().map_or(&documented, Marketplace::capabilities);
    let steps = steps(&row, &moves, received_at(&timeline), capabilities);
    let money = money::of(&claim, row.amount);
    let unpriced = row.amount.is_none().then(|| money::unknown(capabilities));
    let (read_at, photos) = (row.read_at, row.photos.iter().copied().map(inspect::photo).collect());
    let inspection = row.inspection.clone().map(inspect::shown);
    let row = shown(desk, &Book::of(desk)?, row)?;
    Ok(ClaimDetail {
        account_name: door.account.name.clone(),
        told: told::of_claim(&claim),
        steps,
        next: next::of(&row, capabilities),
        read_at,
        inspectable: claim.kind != ClaimKind::Cancel,
        fault_change: fault_change(&door, claim.kind),
        inspection,
        photos,
        money,
        unpriced,
        pickup_from: masked::address(&claim.pickup_from),
        pickups: claim.pickups,
        pickup_method: claim.pickup_method,
        reship_to: claim.reship.as_ref().map(|reship| masked::address(&reship.receiver)),
        reship_bundle: claim.reship.as_ref().and_then(|reship| reship.bundle.clone()),
        reship_invoice: claim.reship.and_then(|reship| reship.invoice),
        detail: claim.reason.detail,
        timeline,
        row,
    })
}

/// A claim's stepper.
fn steps(
    row: &ClaimRow,
    moves: &[flow::Move],
    received: Option<DateTime<Utc>>,
    capabilities: &Capabilities,
) -> Vec<FlowStep> {
    let codes = registry::codes(row.claim.marketplace);
    let inspection = row.inspection.as_ref();
    flow::of(&row.claim, &flow::Known { capabilities, codes: &codes, moves, received, inspection })
}

/// When the receipt of the goods was confirmed from here.
fn received_at(timeline: &[TimelineEntry]) -> Option<DateTime<Utc>> {
    use ActionKind::{ConfirmExchangeCollected, ConfirmReturnCollected};
    let receipt = |entry: &&TimelineEntry| {
        matches!(
            entry.kind,
            EventKind::ActionMoved {
                kind: ConfirmReturnCollected | ConfirmExchangeCollected,
                state: ActionState::Done,
                ..
            }
        )
    };
    timeline.iter().find(receipt).map(|entry| entry.at)
}

/// Whether whose fault a claim is can be changed; a cancel blames nobody whose shipping would have to be paid.
fn fault_change(door: &Door, kind: ClaimKind) -> Option<Offer> {
    let market = door.market().ok().filter(|_| kind != ClaimKind::Cancel)?;
    Some(offers::on_fault(market.capabilities()))
}

#[cfg(test)]
mod tests {
    use domain::Reason;

    use super::reason_view;

    #[test]
    fn a_reason_without_words_is_shown_by_its_code() {
        let shown = |code: &str, text: &str, detail: &str| {
            reason_view(Reason { code: code.into(), text: text.into(), detail: detail.into() })
        };
        assert_eq!(shown("CHANGEMIND", "단순 변심", "작아요"), "단순 변심");
        assert_eq!(shown("NEW_IN_2027", "", "작아요"), "NEW_IN_2027 · 작아요");
        assert_eq!((shown("777", "", ""), shown("", "", "작아요")), ("777".into(), "작아요".into()));
    }
}
