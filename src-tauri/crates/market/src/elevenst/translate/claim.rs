//! Rows of claims.

use domain::{
    BundleId, Claim, ClaimKind, ClaimLine, ClaimStep, ClaimVerb, ConfirmedBy, Fault, Held, ItemId,
    Marketplace, Person, Pickup, Reason, Receiver, Reship, Won,
};

use super::{Named, Owner, PERSONAL, Unreadable, besides, courier, invoice, receiver, required};
use crate::elevenst::wire::row::Row;
use crate::elevenst::{claim_id, line_id, reasons};

/// Which of a kind's lists a row stands in; the lists of what is over tell so by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::elevenst) enum Listed {
    /// What was asked for.
    Asked,
    /// What is completed.
    Done,
    /// What was taken back.
    TakenBack,
    /// What the marketplace cancelled after the purchase had become final (구매확정 후 직권취소).
    Office,
}

/// What a status code says.
pub(super) struct State {
    pub(super) step: ClaimStep,
    pub(super) held: Option<bool>,
}

/// Not held.
const fn at(step: ClaimStep) -> State {
    State { step, held: None }
}

/// A cancel (guides 1639, 1642, 1724).
pub(in crate::elevenst) fn cancel(
    account: Owner<'_>,
    row: Row<'_>,
    listed: Listed,
) -> Result<Claim, Unreadable> {
    let number = required(row, "ordPrdCnSeq")?;
    let code = row.text("ordCnStatCd");
    let state = cancel_state(&code, row.said("ordCnTypCd"), listed);
    let mut claim = claim(account, row, ClaimKind::Cancel, number, "createDt", "cnTrtEndDt")?;
    let code_of_reason = row.text("ordCnRsnCd");
    let reason = match listed {
        Listed::TakenBack => reasons::of_withdrawn_cancel(&code_of_reason),
        _ => reasons::of_cancel(&row.text("ordCnMnbdCd"), &code_of_reason),
    };
    claim.step = state.step;
    claim.raw_status = reasons::shown(reasons::CANCEL_STATES, &code);
    claim.confirmed_by = confirmed_by(state.step);
    claim.verbs = verbs(ClaimKind::Cancel, state.step, None);
    claim.fault = reason.fault;
    claim.reason =
        Reason { text: reason.words.to_owned(), detail: row.text("ordCnDtlsRsn"), code: code_of_reason };
    claim.return_fee = borne(row);
    for line in &mut claim.lines {
        line.quantity = row.pieces("ordCnQty").unwrap_or_default();
        line.unshipped = true;
    }
    Ok(claim)
}

/// A return or an exchange (guides 1643, 1646, 1647, 1648, 1651, 1652, 1726). One list may show the other kind: its
/// status says which it is.
pub(in crate::elevenst) fn goods(
    account: Owner<'_>,
    row: Row<'_>,
    kind: ClaimKind,
    listed: Listed,
) -> Result<Claim, Unreadable> {
    let number = required(row, "clmReqSeq")?;
    let code = row.text("clmStat");
    let code_of_reason = row.text("clmReqRsn");
    // A purchase that was final is taken back by the marketplace alone, whichever list tells of it.
    let by_office = reasons::OFFICE.contains(&code_of_reason.as_str());
    let reason = match listed {
        Listed::Office if !by_office => reasons::of_office(&code_of_reason),
        _ => reasons::of_goods(&code_of_reason),
    };
    let listed = if by_office { Listed::Office } else { listed };
    let kind = kind_of(&code).unwrap_or(kind);
    // The pickup of an exchange leaves it at its request, from which alone the new goods are sent.
    let collecting = kind == ClaimKind::Return && invoice(row, "twPrdInvcNo").is_some();
    let State { step, held } = goods_state(&code, listed, collecting);
    let mut claim = claim(account, row, kind, number, "reqDt", "trtEndDt")?;
    claim.step = step;
    claim.raw_status = reasons::shown(reasons::GOODS_STATES, &code);
    claim.confirmed_by = confirmed_by(step);
    claim.verbs = verbs(kind, step, held);
    claim.held = held.map(|deferred| Held { deferred, ..Held::default() });
    claim.fault = reason.fault;
    claim.reason =
        Reason { text: reason.words.to_owned(), detail: row.text("clmReqCont"), code: code_of_reason };
    claim.pickup_from = pickup_from(row);
    claim.pickups = pickup(row).into_iter().collect();
    claim.pickup_method = reasons::of_pickup(&row.text("twMthd")).to_owned();
    claim.reship = (kind == ClaimKind::Exchange).then(|| reship(row));
    claim.return_fee = charged(row).or_else(|| borne(row));
    for line in &mut claim.lines {
        line.quantity = row.pieces("clmReqQty").unwrap_or_default();
    }
    Ok(claim)
}

/// What every claim is: about one line of one order, known by its number. Product and pieces bought are the line's.
fn claim(
    account: Owner<'_>,
    row: Row<'_>,
    kind: ClaimKind,
    number: &str,
    asked: &'static str,
    ended: &str,
) -> Result<Claim, Unreadable> {
    let named = Named::of(row)?;
    let requested_at = row.moment(asked).ok_or(Unreadable::Missing(asked))?;
    Ok(Claim {
        account: account.clone(),
        marketplace: Marketplace::Elevenst,
        order: named.order(),
        claim: claim_id(named.order, named.seq, kind, number),
        kind,
        step: ClaimStep::Unknown,
        raw_status: String::new(),
        requested_at,
        changed_at: row.moment(ended).unwrap_or(requested_at).max(requested_at),
        lines: vec![claim_line(&named, row)],
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
        more: besides::of_claim(row),
        raw: row.raw(PERSONAL),
    })
}

/// The line it is about. Only cancels name the bundle.
fn claim_line(named: &Named<'_>, row: Row<'_>) -> ClaimLine {
    ClaimLine {
        line: Some(line_id(named.order, named.seq)),
        item: ItemId::from(named.seq),
        bundle: row.said("dlvNo").map(BundleId::from),
        product: String::new(),
        purchased: 0,
        quantity: 0,
        unshipped: false,
    }
}

/// How far a cancel has come. A list of what is over decides where its rows still carry the code of the request, as
/// the examples of the guides do.
pub(super) fn cancel_state(code: &str, kind: Option<&str>, listed: Listed) -> State {
    // 발송지연 직권취소: the order was late and the marketplace cancelled it.
    let done = if kind == Some("02") { ClaimStep::Overruled } else { ClaimStep::Completed };
    at(match (code, listed) {
        ("05", _) | ("01" | "02", Listed::TakenBack) => ClaimStep::Withdrawn,
        ("02", _) | ("01", Listed::Done) => done,
        ("01", Listed::Asked) => ClaimStep::Requested,
        _ => ClaimStep::Unknown,
    })
}

/// How far a return or an exchange has come; as for a cancel, a list of what is over decides over a code of what is
/// under way.
pub(super) fn goods_state(code: &str, listed: Listed, collecting: bool) -> State {
    let asked = if collecting { ClaimStep::Collecting } else { ClaimStep::Requested };
    let under_way = |state: State| match listed {
        Listed::Asked => state,
        Listed::Done => at(ClaimStep::Completed),
        Listed::TakenBack => at(ClaimStep::Withdrawn),
        Listed::Office => at(ClaimStep::Overruled),
    };
    match code {
        "106" if listed == Listed::Office => at(ClaimStep::Overruled),
        "106" => at(ClaimStep::Completed),
        "107" | "232" => at(ClaimStep::Rejected),
        "108" | "233" => at(ClaimStep::Withdrawn),
        "105" | "201" => under_way(at(asked)),
        "104" | "214" => under_way(State { step: asked, held: Some(false) }),
        "109" => under_way(State { step: asked, held: Some(true) }),
        "212" => under_way(at(ClaimStep::Approved)),
        "221" => under_way(at(ClaimStep::Reshipped)),
        // 재결제대기, 재배송접수 and 재배송완료 are named and explained nowhere.
        "103" | "301" | "302" => under_way(at(ClaimStep::Unknown)),
        _ => at(ClaimStep::Unknown),
    }
}

/// Whether a status is of a return or of an exchange; a payment that is awaited anew (재결제대기) and a re-delivery are
/// of either.
pub(super) fn kind_of(code: &str) -> Option<ClaimKind> {
    match code.as_bytes() {
        b"103" => None,
        [b'1', _, _] => Some(ClaimKind::Return),
        [b'2', _, _] => Some(ClaimKind::Exchange),
        _ => None,
    }
}

/// What a seller can do there. A held return is completed by refunding it, or kept beyond its day; there is no
/// release, and a held exchange has no call at all.
fn verbs(kind: ClaimKind, step: ClaimStep, held: Option<bool>) -> Vec<ClaimVerb> {
    use ClaimKind::{Cancel, Exchange, Return};
    use ClaimStep::{Collecting, Requested};
    use ClaimVerb::{Approve, Defer, Hold, Refund, Refuse, RegisterPickup, Reship};
    match (kind, step, held) {
        (Cancel, Requested, _) => vec![Approve, Refuse],
        (Return, Requested | Collecting, Some(false)) => vec![Refund, Defer],
        (Return, Requested | Collecting, Some(true)) => vec![Refund],
        (Return, Requested, None) => vec![Refund, Refuse, Hold, RegisterPickup],
        // A number that is registered once more would take the place of the first one (guide 6747); no flow goes back.
        (Return, Collecting, None) => vec![Refund, Refuse, Hold],
        (Exchange, Requested, None) => vec![Reship, Refuse],
        _ => Vec::new(),
    }
}

/// Who ended what the marketplace ended by itself.
const fn confirmed_by(step: ClaimStep) -> ConfirmedBy {
    match step {
        ClaimStep::Overruled => ConfirmedBy::Support,
        _ => ConfirmedBy::Unstated,
    }
}

/// Where the goods are picked up; the rows write the address there in the fields of the receiver, and the person in
/// those of the buyer.
fn pickup_from(row: Row<'_>) -> Receiver {
    Receiver {
        name: row.text("ordNm"),
        phone: row.text("ordPrtblTel"),
        phone2: row.text("ordTlphnNo"),
        ..receiver(row)
    }
}

/// How the goods come back, once a courier or a number is named.
fn pickup(row: Row<'_>) -> Option<Pickup> {
    let number = invoice(row, "twPrdInvcNo");
    let courier = courier(row).or_else(|| number.is_some().then(|| "".into()))?;
    Some(Pickup { courier, invoice: number })
}

/// The parcel that an exchange sends out. Its number is told nowhere.
fn reship(row: Row<'_>) -> Reship {
    let receiver = Receiver {
        name: row.text("exchNm"),
        phone: row.text("exchPrtblTel"),
        phone2: row.text("exchTlphnNo"),
        postcode: row.text("exchMailNo"),
        address: row.text("exchBaseAddr"),
        address_detail: row.text("exchDtlsAddr"),
        ..Receiver::default()
    };
    Reship { receiver, ..Reship::default() }
}

/// The shipping of a request: the buyer's unless no way of paying it is named, which means that the seller is at
/// fault.
fn charged(row: Row<'_>) -> Option<Won> {
    let fee = row.won("clmLstDlvCst")?;
    let by_buyer = row.said("clmDlvCstMthd").is_some();
    Some(if by_buyer { Won::ZERO - fee } else { fee })
}

/// The shipping of a completed claim, by who bears it.
fn borne(row: Row<'_>) -> Option<Won> {
    let fee = row.won("addDlvCst")?;
    match row.said("dlvCstRespnClf") {
        Some("01") => Some(Won::ZERO - fee),
        Some("02") => Some(fee),
        _ => None,
    }
}
