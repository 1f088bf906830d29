//! A row of Cancels, Returns or Exchanges. It names no pieces, price or product: a claim is about the whole line.

use chrono::{DateTime, Utc};
use domain::{
    Claim, ClaimId, ClaimKind, ClaimLine, ClaimState, ClaimStep, ClaimVerb, ConfirmedBy, CourierCode, Fault,
    Held, InvoiceNumber, ItemId, LineId, LineNews, OrderId, Person, Pickup, Reason, Receiver, Reship, Stage,
    Won,
};

use super::status::LineStatus;
use super::{Address, Source, Unreadable, besides, receiver};
use crate::esm::flavor::Flavor;
use crate::esm::wire::record::Record;
use crate::esm::wire::scalar::{digits, of_digits};
use crate::esm::{couriers, reasons};

use ClaimKind::{Cancel, Exchange, Return};

/// Fields that hold people.
const PERSONAL: &[&str] = &["PickupInfo", "ResendInfo", "ReasonDetail", "ResonDetail"];

/// Where a person's address stands in a claim.
const ADDRESS: Address = Address { front: "AddressFront", back: "AddressBack", whole: "Address" };

/// What a claim is called here: ESM addresses it by its line, and a line may have had several. Its basket is named
/// along, since Auction cannot be asked for the basket of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::esm) struct ClaimName {
    /// The basket of its line.
    pub(in crate::esm) order: OrderId,
    /// Its line.
    pub(in crate::esm) line: LineId,
    /// Its kind.
    pub(in crate::esm) kind: ClaimKind,
    /// When it was asked for.
    pub(in crate::esm) requested_at: DateTime<Utc>,
}

impl ClaimName {
    /// Of an id; `None` for one that this connector did not make.
    pub(in crate::esm) fn of(claim: &ClaimId) -> Option<Self> {
        let mut parts = claim.as_str().splitn(4, ':');
        let order = OrderId::from(parts.next()?);
        let line = LineId::from(parts.next()?);
        let kind = match parts.next()? {
            "C" => Cancel,
            "R" => Return,
            "E" => Exchange,
            _ => return None,
        };
        Some(Self { order, line, kind, requested_at: of_digits(parts.next()?)? })
    }

    /// As an id.
    pub(in crate::esm) fn id(&self) -> ClaimId {
        let letter = match self.kind {
            Cancel => 'C',
            Return => 'R',
            Exchange => 'E',
        };
        ClaimId::new(format!("{}:{}:{letter}:{}", self.order, self.line, digits(self.requested_at)))
    }
}

/// One row of the list of a kind.
pub(in crate::esm) fn claim(
    source: Source<'_>,
    kind: ClaimKind,
    row: Record<'_>,
) -> Result<Claim, Unreadable> {
    let line = LineId::new(row.required("OrderNo")?);
    let requested_at = row.moment("RequestDate").ok_or(Unreadable::Missing("RequestDate"))?;
    let order = OrderId::new(row.required("PayNo")?);
    let name = ClaimName { order, line, kind, requested_at };
    let step = step(kind, row);
    let state = ClaimState { kind, step };
    let held = held(source.flavor, kind, row).filter(|_| state.can_be_held());
    Ok(Claim {
        lines: vec![claim_line(&name, kind == Cancel && raw_status(kind, row) != AFTER_SETTLEMENT)],
        raw_status: raw_status(kind, row),
        changed_at: progress(row).into_iter().flatten().fold(requested_at, Ord::max),
        reason: reason(row),
        fault: fault(&row.text("Reason")),
        pickup_from: sender(row),
        pickups: pickup(source.flavor, row).into_iter().collect(),
        pickup_method: arranged(row).to_owned(),
        reship: (kind == Exchange).then(|| reship(source.flavor, row)),
        return_fee: return_fee(kind, row)?,
        refunded_early: row.flag("IsFastRefund"),
        verbs: verbs(source.flavor, state, held.is_some(), row.flag("IsFastRefund")),
        held,
        confirmed_by: confirmed_by(step, &row.text("ApproveUser")),
        more: besides::of_claim(row),
        raw: row.without(PERSONAL),
        ..bare(source, &name, step)
    })
}

/// What the name alone tells of a claim.
fn bare(source: Source<'_>, name: &ClaimName, step: ClaimStep) -> Claim {
    Claim {
        account: source.account.clone(),
        marketplace: source.flavor.marketplace,
        order: name.order.clone(),
        claim: name.id(),
        kind: name.kind,
        step,
        raw_status: String::new(),
        requested_at: name.requested_at,
        changed_at: name.requested_at,
        lines: vec![claim_line(name, name.kind == Cancel)],
        total: None,
        reason: Reason::default(),
        fault: Fault::Unstated,
        requester: Person::default(),
        pickup_from: Receiver::default(),
        pickups: Vec::new(),
        pickup_method: String::new(),
        reship: None,
        return_fee: None,
        refunded_early: false,
        held: None,
        confirmed_by: ConfirmedBy::Unstated,
        verbs: Vec::new(),
        more: Vec::new(),
        raw: "{}".to_owned(),
    }
}

/// A cancel that was refunded after the settlement (거래완료후환불): its goods had been delivered.
const AFTER_SETTLEMENT: &str = "6";

/// The whole of its line: ESM counts no pieces.
fn claim_line(name: &ClaimName, unshipped: bool) -> ClaimLine {
    ClaimLine {
        line: Some(name.line.clone()),
        item: ItemId::new(name.line.as_str()),
        bundle: None,
        product: String::new(),
        purchased: 0,
        quantity: 0,
        unshipped,
    }
}

/// An exchange that no list of exchanges shows any more, from its line's status: its goods are on their way or have
/// arrived. The re-shipment lets the line itself go on as 배송중. One whose line is returned after its goods were sent
/// had ended before. What was known of it stays.
pub(in crate::esm) fn sent_exchange(
    source: Source<'_>,
    name: &ClaimName,
    known: Option<Claim>,
    status: &LineStatus,
) -> Option<Claim> {
    let sent = known.as_ref().is_some_and(|known| known.step == ClaimStep::Reshipped);
    let step = match status.news.raw_status.as_str() {
        "8/3" | "3" => ClaimStep::Reshipped,
        "8/4" | "4" | "5" => ClaimStep::Completed,
        returned if sent && returned.starts_with("7/") => ClaimStep::Completed,
        _ => return None,
    };
    let state = ClaimState { kind: Exchange, step };
    let known = known.unwrap_or_else(|| bare(source, name, step));
    Some(Claim {
        step,
        raw_status: status.news.raw_status.clone(),
        changed_at: status.changed_at.unwrap_or(known.changed_at).max(known.changed_at),
        held: None,
        verbs: verbs(source.flavor, state, false, false),
        ..known
    })
}

/// A claim that goes on as another one.
pub(in crate::esm) fn given_up(known: &Claim, at: Option<DateTime<Utc>>) -> Claim {
    Claim {
        step: ClaimStep::Withdrawn,
        changed_at: at.unwrap_or(known.changed_at).max(known.changed_at),
        held: None,
        verbs: Vec::new(),
        ..known.clone()
    }
}

/// The line of a cancel that went through, which no list shows; refunded after the settlement (6), it had arrived.
pub(in crate::esm) fn ended_line(claim: &Claim) -> Option<LineNews> {
    let gone = matches!((claim.kind, claim.step), (Cancel, ClaimStep::Completed | ClaimStep::Overruled));
    let line = claim.lines.first()?.line.clone()?;
    let news = LineNews {
        stage: Some(Stage::Canceled),
        raw_status: format!("6/{}", claim.raw_status),
        canceled: Some(u32::MAX),
        ..LineNews::of(claim.account.clone(), claim.order.clone(), line)
    };
    (gone && claim.raw_status != AFTER_SETTLEMENT).then_some(news)
}

/// The name of a kind's status.
pub(super) const fn status_field(kind: ClaimKind) -> &'static str {
    match kind {
        Cancel => "CancelStatus",
        Return => "ReturnStatus",
        Exchange => "ExchangeStatus",
    }
}

/// The status as it came.
fn raw_status(kind: ClaimKind, row: Record<'_>) -> String {
    row.text(status_field(kind))
}

/// How far it has come. A rejection by dispatch and a withdrawal share one status (철회).
pub(super) fn step(kind: ClaimKind, row: Record<'_>) -> ClaimStep {
    let status = raw_status(kind, row);
    match (kind, status.as_str()) {
        (Cancel, "1") => ClaimStep::Requested,
        (Cancel, "2") => ClaimStep::Approved,
        (Cancel, "3" | "6") | (Return | Exchange, "4") => ClaimStep::Completed,
        (Cancel, "4") | (Return | Exchange, "5") => ClaimStep::Withdrawn,
        (Cancel, "5") | (Return, "6") => ClaimStep::Overruled,
        (Exchange, "0") => resent(row).unwrap_or(ClaimStep::Reshipped),
        (Exchange, "1" | "2" | "3") if resent(row).is_some() => resent(row).unwrap_or(ClaimStep::Unknown),
        (Return | Exchange, "1") => coming_back(row),
        (Return, "2") if is_approved(row) => ClaimStep::Refunded,
        (Return | Exchange, "2") => ClaimStep::Collected,
        (Return | Exchange, "3") if pickup_moment(row).is_some() => ClaimStep::Collected,
        (Return | Exchange, "3") => coming_back(row),
        _ => ClaimStep::Unknown,
    }
}

/// 수거중 is a part of the request's status: it shows in a pickup that the site ordered, or in its number.
fn coming_back(row: Record<'_>) -> ClaimStep {
    let info = row.inner("PickupInfo");
    let ordered = info.is_some_and(|info| info.text("Status") == "1" || info.said("InvoiceNo").is_some());
    if ordered { ClaimStep::Collecting } else { ClaimStep::Requested }
}

/// Whether a collected return was approved and its refund waits for the basket's other claims (환불대기).
fn is_approved(row: Record<'_>) -> bool {
    row.moment("ApproveDate").is_some() && !matches!(row.text("ApproveUser").as_str(), "" | "0")
}

/// When the goods came back.
fn pickup_moment(row: Record<'_>) -> Option<DateTime<Utc>> {
    row.inner("PickupInfo")?.moment("CompleteDate")
}

/// Where the goods that an exchange sends out are; `None` before they left.
fn resent(row: Record<'_>) -> Option<ClaimStep> {
    let info = row.inner("ResendInfo")?;
    let left = info.moment("ResendDate").is_some() || info.said("InvoiceNo").is_some();
    match info.moment("CompleteDate") {
        Some(_) => Some(ClaimStep::Completed),
        None => left.then_some(ClaimStep::Reshipped),
    }
}

/// What ESM takes now, as far as the flow of claims knows the step. The refund of a return is its collection, its
/// release and its refund at once. A return is held, also for another reason than before, while no pickup is ordered
/// or after the goods came back, and never when it is refunded early. A held exchange is released by its
/// re-shipment, and by a call of its own where there is one; at one site the re-shipment is its collection too.
/// The goods of an exchange are confirmed once a courier has a number for them: the call ends the way that number
/// stands for (수거송장의 배송완료처리).
fn verbs(flavor: &Flavor, state: ClaimState, held: bool, fast: bool) -> Vec<ClaimVerb> {
    use ClaimStep::{Collected, Collecting, Requested, Reshipped};
    use ClaimVerb::{
        Approve, Complete, ConfirmCollected, Convert, Hold, Refund, Refuse, RegisterPickup, Release, Reship,
    };
    let taken: &[ClaimVerb] = match (state.kind, state.step) {
        (Cancel, Requested) => &[Approve, Refuse],
        (Return, Requested) => &[RegisterPickup, Refund, Hold, Convert],
        (Return, Collecting) => &[Refund, Convert],
        (Return, Collected) => &[Refund, Hold, Convert],
        (Exchange, Requested | Collecting) if held && flavor.releases_exchanges => &[Release],
        (Exchange, Collected) if held && flavor.releases_exchanges => &[Release, Reship],
        (Exchange, Requested) if held => &[Reship],
        (Exchange, Collecting) if held => &[ConfirmCollected, Reship],
        (Exchange, Collected) if held => &[Reship],
        (Exchange, Requested) => &[RegisterPickup, Hold, Convert],
        (Exchange, Collecting) => &[ConfirmCollected, Hold, Convert],
        (Exchange, Collected) => &[Reship, Hold, Convert],
        (Exchange, Reshipped) => &[Complete],
        _ => &[],
    };
    let early = |verb: ClaimVerb| fast && (verb == Hold || (verb == Convert && !flavor.fast_refund_converts));
    taken.iter().copied().filter(|verb| state.admits(*verb) && !early(*verb)).collect()
}

/// The moments that a claim gains and never loses. Those of a hold vanish with it, and would make a claim that was
/// released look older than when it was held.
fn progress(row: Record<'_>) -> [Option<DateTime<Utc>>; 6] {
    let resend = |name| row.inner("ResendInfo").and_then(|info| info.moment(name));
    [
        row.moment("ApproveDate"),
        row.moment("WithdrawDate"),
        row.moment("CompleteDate"),
        pickup_moment(row),
        resend("ResendDate"),
        resend("CompleteDate"),
    ]
}

/// Why. One document writes ResonDetail.
fn reason(row: Record<'_>) -> Reason {
    let code = row.text("ReasonCode");
    let detail = row.said("ReasonDetail").unwrap_or_else(|| row.text("ResonDetail"));
    Reason { text: reasons::of_claim(&code).to_owned(), detail, code }
}

/// Whose fault (귀책), by Reason; 2 is neither's.
pub(super) const FAULTS: &[(&str, Fault)] =
    &[("0", Fault::Seller), ("1", Fault::Buyer), ("2", Fault::Unstated)];

/// Whose fault it is.
fn fault(code: &str) -> Fault {
    FAULTS.iter().find(|(known, _)| *known == code).map_or(Fault::Unstated, |(_, fault)| *fault)
}

/// Where the goods are fetched.
fn sender(row: Record<'_>) -> Receiver {
    let info = row.inner("PickupInfo").and_then(|info| info.inner("SenderInfo"));
    info.map(|info| receiver(info, "Name", &ADDRESS)).unwrap_or_default()
}

/// How the goods come back, once a courier is named; one that the table does not know is shown by its name.
fn pickup(flavor: &Flavor, row: Record<'_>) -> Option<Pickup> {
    let info = row.inner("PickupInfo")?;
    let name = info.said("DeliveryCompName")?;
    let courier = couriers::code_of(flavor, &name).unwrap_or_else(|| CourierCode::new(name));
    Some(Pickup { courier, invoice: info.said("InvoiceNo").map(InvoiceNumber::new) })
}

/// Who sends for them.
fn arranged(row: Record<'_>) -> &'static str {
    match row.inner("PickupInfo").map(|info| info.text("Status")).as_deref() {
        Some("1") => "사이트 지정 택배 수거",
        Some("2") => "판매자 또는 구매자 발송",
        _ => "",
    }
}

/// The parcel that goes out, under the claim itself.
fn reship(flavor: &Flavor, row: Record<'_>) -> Reship {
    let Some(info) = row.inner("ResendInfo") else { return Reship::default() };
    let to = info.inner("ReceiverInfo");
    Reship {
        bundle: None,
        courier: couriers::code_of(flavor, &info.text("DeliveryCompName")),
        invoice: info.said("InvoiceNo").map(InvoiceNumber::new),
        receiver: to.map(|to| receiver(to, "Name", &ADDRESS)).unwrap_or_default(),
    }
}

/// Why it stands still. A return that charges its shipping besides what was asked for reads 3, and is the same hold.
pub(super) fn held(flavor: &Flavor, kind: ClaimKind, row: Record<'_>) -> Option<Held> {
    let info = row.inner("HoldInfo");
    let stands = info.is_some_and(|info| info.flag("IsHold")) || raw_status(kind, row) == "3";
    let told = info.map(|info| info.text("Reason")).unwrap_or_default();
    let code = match (kind, told.as_str()) {
        (Return, "3") => "2",
        (Exchange, code) if code == flavor.not_here_in_answers => "4",
        (_, code) => code,
    };
    let fee = row.won("AddReturnShippingFee").ok().filter(|fee| *fee > Won::ZERO);
    (stands && kind != Cancel).then(|| Held {
        code: code.to_owned(),
        text: reasons::of_hold(kind, &told).to_owned(),
        detail: String::new(),
        fee,
        since: info.and_then(|info| info.moment("HoldDate")),
        deferred: false,
    })
}

/// What the way costs: positive is borne by the seller. Of what the site bears nothing is said here. These fields
/// number the site 1, the buyer 2 and the seller 3; what a buyer who pays a part (4) pays is told nowhere.
fn return_fee(kind: ClaimKind, row: Record<'_>) -> Result<Option<Won>, Unreadable> {
    let (fee, payer) = match kind {
        Cancel => (row.won("AddShippingFee")?, "2".to_owned()),
        Return => (row.won("ReturnShippingFee")?, row.text("WhoReturnShippingFee")),
        Exchange => (row.won("ExchangeShippingFee")?, row.text("WhoExchangeShippingFee")),
    };
    Ok(match payer.as_str() {
        _ if fee == Won::ZERO => None,
        "2" => Some(Won::ZERO - fee),
        "3" => Some(fee),
        _ => None,
    })
}

/// Who brought it to its end. 직권 is the marketplace's support whatever the row says of it.
fn confirmed_by(step: ClaimStep, user: &str) -> ConfirmedBy {
    match (step, user) {
        (ClaimStep::Overruled, _) => ConfirmedBy::Support,
        (step, "2") if step.is_terminal() => ConfirmedBy::Seller,
        (step, "3") if step.is_terminal() => ConfirmedBy::Support,
        _ => ConfirmedBy::Unstated,
    }
}
