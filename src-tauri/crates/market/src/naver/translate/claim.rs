//! A product order's claims.

use domain::{
    Claim, ClaimId, ClaimKind, ClaimLine, ClaimState, ClaimStep, ClaimVerb, ConfirmedBy, CourierCode, Fault,
    Held, ItemId, LineId, OrderId, Pickup, Reason, Reship, Won,
};
use serde_json::Value;

use super::{Source, Unreadable, besides, first, invoice, order, raw_without, read, receiver, required};
use crate::naver::wire::detail::{self, Detail, ProductOrder};
use crate::naver::wire::scalar::Text;
use crate::naver::{claim_id, couriers, reasons};

/// Fields of a claim that hold people.
const PERSONAL: &[&str] = &["collectAddress", "reDeliveryAddress"];

/// The claims of one record: the current one, the exchange before it, the completed ones, among which the current
/// one stands again once it is over. A claim that the line names and none of them tells of is made from the line,
/// so that an open cancel request is never overlooked, and what was opened so is closed.
pub(in crate::naver) fn claims(source: Source<'_>, record: &Value) -> Vec<Result<Claim, Unreadable>> {
    let detail: Detail = match read(record) {
        Ok(detail) => detail,
        // The line's own reading gives the reason.
        Err(_) => return Vec::new(),
    };
    let read = |(kind, object)| claim(source, &detail, kind, object);
    let current = of_place(record, "currentClaim").into_iter().map(read);
    let past = past(record).into_iter().map(read).map(|claim| claim.map_err(Unreadable::past));
    let mut claims: Vec<Result<Claim, Unreadable>> = Vec::new();
    for claim in current.chain(past) {
        let twice = matches!(&claim, Ok(claim) if has(&claims, &claim.claim));
        if !twice {
            claims.push(claim);
        }
    }
    claims.extend(only_named(source, &detail, &claims));
    claims
}

/// Whether a claim is among those that were read.
fn has(claims: &[Result<Claim, Unreadable>], id: &ClaimId) -> bool {
    claims.iter().flatten().any(|claim| claim.claim == *id)
}

/// The objects of one place of the record that tell of claims.
fn of_place<'a>(record: &'a Value, place: &str) -> Vec<(ClaimKind, &'a Value)> {
    let kinds =
        [("cancel", ClaimKind::Cancel), ("return", ClaimKind::Return), ("exchange", ClaimKind::Exchange)];
    let Some(place) = record.get(place) else { return Vec::new() };
    let told = kinds.into_iter().filter_map(|(name, kind)| Some((kind, place.get(name)?)));
    told.filter(|(_, object)| tells(object)).collect()
}

/// The objects that tell of earlier claims. A completed one of another type concerns no queue.
fn past(record: &Value) -> Vec<(ClaimKind, &Value)> {
    let mut found = of_place(record, "beforeClaim");
    let completed = record.get("completedClaims").and_then(Value::as_array).into_iter().flatten();
    found.extend(completed.filter_map(|object| {
        let of_type = object.get("claimType").and_then(Value::as_str).unwrap_or_default();
        Some((kind(of_type)?, object))
    }));
    found
}

/// Whether an object tells of a claim: kinds that no claim is of come as null, or with nothing in them.
fn tells(object: &Value) -> bool {
    ["claimId", "claimStatus"].iter().any(|name| object.get(*name).is_some_and(|value| !value.is_null()))
}

/// The kind of a claimType; `None` for the hold of a purchase's finality and for types that are new.
fn kind(claim_type: &str) -> Option<ClaimKind> {
    match claim_type {
        "CANCEL" | "ADMIN_CANCEL" => Some(ClaimKind::Cancel),
        "RETURN" => Some(ClaimKind::Return),
        "EXCHANGE" => Some(ClaimKind::Exchange),
        _ => None,
    }
}

/// The claim that only the line's own fields tell of. One that is over and has no number closes nothing.
fn only_named(
    source: Source<'_>,
    detail: &Detail,
    told: &[Result<Claim, Unreadable>],
) -> Option<Result<Claim, Unreadable>> {
    let own = &detail.product_order;
    let kind = kind(&own.claim_type.0)?;
    let status = own.claim_status.said()?;
    let id = claim_id(&own.product_order_id.0, &own.claim_id.0);
    let closes_nothing = own.claim_id.0.is_empty() && step(own, status).is_terminal();
    if closes_nothing || has(told, &id) {
        return None;
    }
    let object = detail::Claim {
        claim_id: own.claim_id.clone(),
        claim_status: own.claim_status.clone(),
        ..detail::Claim::default()
    };
    Some(translated(source, detail, kind, &object))
}

/// One claim's object.
fn claim(source: Source<'_>, detail: &Detail, kind: ClaimKind, object: &Value) -> Result<Claim, Unreadable> {
    let claim = translated(source, detail, kind, &read(object)?)?;
    let raw = raw_without(object.clone(), PERSONAL).to_string();
    Ok(Claim { more: besides::of_claim(object, claim.held.is_some()), raw, ..claim })
}

/// One claim. Naver gives it no moment of its last change: a hold's days vanish with the hold, so only what
/// stays is taken, or a claim that was released would look older than when it was held.
fn translated(
    source: Source<'_>,
    detail: &Detail,
    kind: ClaimKind,
    claim: &detail::Claim,
) -> Result<Claim, Unreadable> {
    let own = &detail.product_order;
    let line = required("productOrderId", &own.product_order_id)?;
    let asked = [claim.claim_request_date, detail.order.order_date, detail.order.payment_date];
    let requested_at =
        asked.into_iter().find_map(|at| at.0).ok_or(Unreadable::Missing("claimRequestDate"))?;
    let step = step(own, &claim.claim_status.0);
    let held = held(claim).filter(|_| !step.is_terminal());
    Ok(Claim {
        account: source.account.clone(),
        marketplace: source.marketplace,
        order: OrderId::new(required("orderId", &detail.order.order_id)?),
        claim: claim_id(&line, &required("claimId", &claim.claim_id)?),
        kind,
        step,
        raw_status: raw_status(claim),
        requested_at,
        changed_at: progress(claim).into_iter().flatten().fold(requested_at, Ord::max),
        lines: vec![claim_line(detail, kind, claim)],
        total: None,
        reason: reason(claim),
        fault: Fault::Unstated,
        requester: order::buyer(&detail.order),
        pickup_from: receiver(&claim.collect_address),
        pickups: pickup(claim).into_iter().collect(),
        pickup_method: reasons::of_way(&claim.collect_delivery_method.0).to_owned(),
        reship: (kind == ClaimKind::Exchange).then(|| reship(claim)),
        return_fee: charged(claim),
        refunded_early: false,
        verbs: verbs(ClaimState { kind, step }, own, claim, held.is_some()),
        held,
        confirmed_by: confirmed_by(&claim.claim_status.0),
        more: Vec::new(),
        raw: "{}".to_owned(),
    })
}

/// Every claimStatus, but for those of a purchase's finality, which are of no claim.
pub(super) const STATUSES: &[(ClaimKind, &[&str])] = &[
    (ClaimKind::Cancel, &["CANCEL_REQUEST", "CANCELING", "CANCEL_DONE", "CANCEL_REJECT"]),
    (ClaimKind::Cancel, &["ADMIN_CANCELING", "ADMIN_CANCEL_DONE", "ADMIN_CANCEL_REJECT"]),
    (ClaimKind::Return, &["RETURN_REQUEST", "COLLECTING", "COLLECT_DONE", "RETURN_DONE", "RETURN_REJECT"]),
    (ClaimKind::Exchange, &["EXCHANGE_REQUEST", "COLLECTING", "COLLECT_DONE", "EXCHANGE_REDELIVERING"]),
    (ClaimKind::Exchange, &["EXCHANGE_DONE", "EXCHANGE_REJECT"]),
];

/// How far it has come. A rejection and a withdrawal share one status (철회), and Naver's support cancels in the
/// seller's place (직권). A cancel goes on by itself before the confirmation; after it, CANCELING is what an
/// approval has set going.
pub(super) fn step(own: &ProductOrder, status: &str) -> ClaimStep {
    match status {
        "CANCELING" if own.place_order_status.0 == "OK" => ClaimStep::Approved,
        "CANCEL_REQUEST" | "CANCELING" | "RETURN_REQUEST" | "EXCHANGE_REQUEST" => ClaimStep::Requested,
        "COLLECTING" => ClaimStep::Collecting,
        "COLLECT_DONE" => ClaimStep::Collected,
        "EXCHANGE_REDELIVERING" => ClaimStep::Reshipped,
        "CANCEL_DONE" | "RETURN_DONE" | "EXCHANGE_DONE" => ClaimStep::Completed,
        "CANCEL_REJECT" | "RETURN_REJECT" | "EXCHANGE_REJECT" | "ADMIN_CANCEL_REJECT" => ClaimStep::Withdrawn,
        "ADMIN_CANCELING" => ClaimStep::Approved,
        "ADMIN_CANCEL_DONE" => ClaimStep::Overruled,
        _ => ClaimStep::Unknown,
    }
}

/// What Naver takes now, as far as the flow of claims knows the step. A held claim is released before anything
/// else; a cancel is refused by sending the goods, which takes a confirmed line. CANCELING is a cancel before
/// that: one that is stuck can be approved, unless nothing was paid that could be refunded. Goods that the buyer
/// sends back in a parcel of their own are never reported as collected: Naver refunds them from the request on.
fn verbs(state: ClaimState, own: &ProductOrder, claim: &detail::Claim, held: bool) -> Vec<ClaimVerb> {
    use ClaimKind::{Cancel, Exchange, Return};
    use ClaimStep::{Collected, Collecting, Requested};
    use ClaimVerb::{Approve, ConfirmCollected, Hold, Refund, Refuse, Release, Reship};
    let own_parcel = claim.collect_delivery_method.0 == reasons::BY_BUYER;
    let under_way = claim.claim_status.0 == "CANCELING";
    let paid = own.product_order_status.0 == "PAYED";
    let taken: &[ClaimVerb] = match (state.kind, state.step) {
        (Return | Exchange, Requested | Collecting | Collected) if held => &[Release],
        (Cancel, Requested) if under_way && paid => &[Approve],
        (Cancel, Requested) if under_way => &[],
        (Cancel, Requested) => &[Approve, Refuse],
        (Return, Requested | Collecting) if own_parcel => &[Refund, Refuse, Hold],
        (Return, Requested | Collecting) => &[Refuse, Hold],
        // A refusal is taken until the goods are back; from then on only the hold keeps the refund.
        (Return, Collected) => &[Refund, Hold],
        (Exchange, Requested | Collecting) if is_awaited(claim) => &[Refuse, Hold],
        (Exchange, Requested | Collecting) => &[ConfirmCollected, Refuse, Hold],
        (Exchange, Collected) => &[Reship, Refuse, Hold],
        _ => &[],
    };
    taken.iter().copied().filter(|verb| state.admits(*verb)).collect()
}

/// Whether the goods of an exchange are still waited for: while no courier has a number for them or they are on their way,
/// Naver leaves the claim out of its answer to a confirmed collection (교환 수거 완료).
fn is_awaited(claim: &detail::Claim) -> bool {
    const AWAITED: [&str; 7] = [
        "NOT_REQUESTED",
        "COLLECT_REQUEST_TO_AGENT",
        "COLLECT_REQUEST_TO_DELIVERY_COMPANY",
        "COLLECT_WAITING",
        "DELIVERING",
        "COLLECT_FAILED",
        "COLLECT_CANCELED",
    ];
    AWAITED.contains(&claim.collect_status.0.as_str())
}

/// Naver's own words for where it stands: its status, then how far the collection is.
fn raw_status(claim: &detail::Claim) -> String {
    let words = [&claim.claim_status, &claim.collect_status];
    words.into_iter().filter_map(Text::said).collect::<Vec<_>>().join(" · ")
}

/// The moments that a claim gains and never loses.
fn progress(claim: &detail::Claim) -> [Option<chrono::DateTime<chrono::Utc>>; 7] {
    [
        claim.cancel_approval_date.0,
        claim.cancel_completed_date.0,
        claim.return_completed_date.0,
        claim.claim_request_admission_date.0,
        claim.claim_complete_operation_date.0,
        claim.collect_completed_date.0,
        claim.re_delivery_operation_date.0,
    ]
}

/// The line it is about. A cancel of goods that have not left has no parcel to point to.
fn claim_line(detail: &Detail, kind: ClaimKind, claim: &detail::Claim) -> ClaimLine {
    let own = &detail.product_order;
    let purchased = order::ordered(own);
    ClaimLine {
        line: Some(LineId::new(&own.product_order_id.0)),
        item: ItemId::new(&own.product_order_id.0),
        bundle: Some(order::bundle(own)),
        product: product(own),
        purchased,
        quantity: claim.request_quantity.pieces().filter(|pieces| *pieces > 0).unwrap_or(purchased),
        unshipped: kind == ClaimKind::Cancel && detail.delivery.send_date.0.is_none(),
    }
}

/// The product with its option.
fn product(own: &ProductOrder) -> String {
    let words = [&own.product_name, &own.product_option];
    words.into_iter().filter_map(Text::said).collect::<Vec<_>>().join(", ")
}

/// Why.
fn reason(claim: &detail::Claim) -> Reason {
    let code = first([
        &claim.cancel_reason,
        &claim.return_reason,
        &claim.exchange_reason,
        &claim.claim_request_reason,
    ]);
    let detail = first([
        &claim.cancel_detailed_reason,
        &claim.return_detailed_reason,
        &claim.exchange_detailed_reason,
        &claim.claim_request_detail_content,
    ]);
    Reason { text: reasons::of_claim(&code).to_owned(), detail, code }
}

/// Why it stands still.
fn held(claim: &detail::Claim) -> Option<Held> {
    let code = claim.holdback_reason.0.clone();
    (claim.holdback_status.0 == "HOLDBACK").then(|| Held {
        text: reasons::of_hold(&code).to_owned(),
        detail: claim.holdback_detailed_reason.0.clone(),
        fee: claim.etc_fee_demand_amount.won().filter(|fee| *fee > Won::ZERO),
        since: claim.holdback_config_date.0,
        deferred: false,
        code,
    })
}

/// How the goods come back, once a courier is named.
fn pickup(claim: &detail::Claim) -> Option<Pickup> {
    let courier = claim.collect_delivery_company.said().map(CourierCode::from)?;
    Some(Pickup { courier, invoice: invoice(&claim.collect_tracking_number) })
}

/// The parcel that goes out, under the claim itself.
fn reship(claim: &detail::Claim) -> Reship {
    Reship {
        bundle: None,
        courier: couriers::code_of(&claim.re_delivery_company.0, &claim.re_delivery_method.0),
        invoice: invoice(&claim.re_delivery_tracking_number),
        receiver: receiver(&claim.re_delivery_address),
    }
}

/// What the buyer is charged for the way: negative, since the seller does not bear it.
fn charged(claim: &detail::Claim) -> Option<Won> {
    let fee = claim.claim_delivery_fee_demand_amount.won().filter(|fee| *fee > Won::ZERO)?;
    Some(Won::ZERO - fee)
}

/// Naver's support says so in the status itself.
fn confirmed_by(status: &str) -> ConfirmedBy {
    if status == "ADMIN_CANCEL_DONE" { ConfirmedBy::Support } else { ConfirmedBy::Unstated }
}
