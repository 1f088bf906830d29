//! Claims: a row of returns or exchanges, and the cancel that an order's own state tells.

use chrono::{DateTime, Utc};
use domain::{
    Claim, ClaimId, ClaimKind, ClaimLine, ClaimState, ClaimStep, ClaimVerb, ConfirmedBy, Fact, Fault, ItemId,
    LineId, OrderId, Reason, Receiver, Reship,
};

use super::order::{news, state};
use super::{PERSONAL, Source, Unreadable, besides, buyer, key_in, key_of, line_id, recipient};
use crate::grip::reasons;
use crate::grip::wire::body::OrderKey;
use crate::grip::wire::record::Record;

use ClaimKind::{Cancel, Exchange, Return};

/// What a claim is called here: Grip addresses it by its line, and a line may be claimed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::grip) struct ClaimName {
    /// Its line.
    pub(in crate::grip) key: OrderKey,
    /// Its kind.
    pub(in crate::grip) kind: ClaimKind,
    /// When it was asked for, in milliseconds; a line is cancelled once.
    pub(in crate::grip) asked: Option<i64>,
}

impl ClaimName {
    /// Of an id; `None` for one that this connector did not make.
    pub(in crate::grip) fn of(claim: &ClaimId) -> Option<Self> {
        let mut parts = claim.as_str().splitn(4, ':');
        let line = LineId::new(format!("{}:{}", parts.next()?, parts.next()?));
        let (letter, asked) = (parts.next()?, parts.next().map(str::parse).transpose().ok()?);
        let kind = match (letter, asked) {
            ("C", None) => Cancel,
            ("R", Some(_)) => Return,
            ("E", Some(_)) => Exchange,
            _ => return None,
        };
        let key = key_of(&line)?;
        Some(Self { key, kind, asked })
    }

    /// Whether it is a later claim of the same kind on the same line.
    pub(in crate::grip) fn follows(&self, other: &Self) -> bool {
        (self.key, self.kind) == (other.key, other.kind) && self.asked > other.asked
    }

    /// As an id.
    pub(in crate::grip) fn id(&self) -> ClaimId {
        let (line, asked) = (line_id(self.key), self.asked.unwrap_or_default());
        ClaimId::new(match self.kind {
            Cancel => format!("{line}:C"),
            Return => format!("{line}:R:{asked}"),
            Exchange => format!("{line}:E:{asked}"),
        })
    }
}

/// The kind of claim that a line's state speaks of, be it open or over.
pub(in crate::grip) fn kind_on(raw_status: &str) -> Option<ClaimKind> {
    match raw_status.parse().ok()? {
        40..=48 => Some(Return),
        50..=55 => Some(Exchange),
        _ => None,
    }
}

/// One row of returns or exchanges.
pub(in crate::grip) fn claim(
    source: Source<'_>,
    kind: ClaimKind,
    row: Record<'_>,
) -> Result<Claim, Unreadable> {
    let words = Words::of(kind);
    let requested_at = row.moment(words.requested).ok_or(Unreadable::Missing(words.requested))?;
    let name = ClaimName { key: key_in(row)?, kind, asked: Some(requested_at.timestamp_millis()) };
    let step = step(kind, row);
    let ends = [row.moment(words.ended), row.moment("returnCompleteAt")];
    Ok(Claim {
        step,
        requested_at,
        changed_at: ends.into_iter().flatten().fold(requested_at, Ord::max),
        reason: reason(row, kind, &words),
        pickup_from: Receiver { memo: String::new(), ..recipient(row) },
        pickup_method: row.text("sellerPermitMessage"),
        reship: (kind == Exchange).then(|| Reship { receiver: recipient(row), ..Reship::default() }),
        verbs: verbs(ClaimState { kind, step }, state(row)),
        more: besides::of_claim(row),
        ..bare(source, &name, row, requested_at)?
    })
}

/// The cancel that an order's state tells; `None` for a line that goes on, or that was never paid.
pub(in crate::grip) fn cancel(source: Source<'_>, row: Record<'_>) -> Result<Option<Claim>, Unreadable> {
    let Some(state) = state(row) else { return Ok(None) };
    let step = match state {
        63 | 64 | 83 | 84 => ClaimStep::Refunded,
        60 | 61 | 80 | 81 => ClaimStep::Completed,
        _ => return Ok(None),
    };
    let by_seller = state < 80;
    let name = ClaimName { key: key_in(row)?, kind: Cancel, asked: None };
    let at = row.moment("cancelAt").or_else(|| row.moment("orderedAt"));
    let at = at.ok_or(Unreadable::Missing("cancelAt"))?;
    let text = if by_seller { "판매자의 판매취소" } else { "구매자의 주문취소" };
    Ok(Some(Claim {
        step,
        reason: Reason { text: text.to_owned(), ..Reason::default() },
        confirmed_by: if by_seller { ConfirmedBy::Seller } else { ConfirmedBy::Unstated },
        more: besides::of_claim(row),
        ..bare(source, &name, row, at)?
    }))
}

/// What every claim tells.
fn bare(
    source: Source<'_>,
    name: &ClaimName,
    row: Record<'_>,
    at: DateTime<Utc>,
) -> Result<Claim, Unreadable> {
    Ok(Claim {
        account: source.account.clone(),
        marketplace: domain::Marketplace::Grip,
        order: OrderId::new(name.key.order_seq.to_string()),
        claim: name.id(),
        kind: name.kind,
        step: ClaimStep::Unknown,
        raw_status: row.text("orderState"),
        requested_at: at,
        changed_at: at,
        lines: vec![claim_line(name, row)?],
        total: None,
        reason: Reason::default(),
        fault: Fault::Unstated,
        requester: buyer(row),
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
        raw: row.without(PERSONAL),
    })
}

/// The whole of its line: nothing is claimed in part.
fn claim_line(name: &ClaimName, row: Record<'_>) -> Result<ClaimLine, Unreadable> {
    let pieces = row.pieces("quantity")?;
    Ok(ClaimLine {
        line: Some(line_id(name.key)),
        item: ItemId::new(name.key.order_product_seq.to_string()),
        bundle: Some(domain::BundleId::new(name.key.order_seq.to_string())),
        product: row.text("productName"),
        purchased: pieces,
        quantity: pieces,
        unshipped: name.kind == Cancel,
    })
}

/// What the fields of a kind are called.
struct Words {
    requested: &'static str,
    ended: &'static str,
    reason: &'static str,
    detail: &'static str,
}

impl Words {
    const fn of(kind: ClaimKind) -> Self {
        match kind {
            Exchange => Self {
                requested: "exchangeRequestAt",
                ended: "exchangeCancelAt",
                reason: "buyerChangeReasonType",
                detail: "buyerChangeReason",
            },
            Cancel | Return => Self {
                requested: "returnRequestAt",
                ended: "returnCancelAt",
                reason: "buyerReturnReasonType",
                detail: "buyerReturnReason",
            },
        }
    }
}

/// How far it has come. A row shows its line's state as it is today: where that speaks of something else, the claim is
/// over, and its dates say how.
fn step(kind: ClaimKind, row: Record<'_>) -> ClaimStep {
    match (kind, state(row)) {
        (Return, Some(40)) | (Exchange, Some(50)) => ClaimStep::Requested,
        (Return, Some(41)) | (Exchange, Some(51)) => ClaimStep::Approved,
        (Return, Some(42)) => ClaimStep::Collected,
        (Return, Some(45 | 46)) => ClaimStep::Refunded,
        (Return, Some(43 | 44)) | (Exchange, Some(54)) => ClaimStep::Completed,
        (Return, Some(47)) | (Exchange, Some(55)) => ClaimStep::Withdrawn,
        (Return, Some(48)) | (Exchange, Some(52)) => ClaimStep::Rejected,
        (Exchange, Some(53)) => ClaimStep::Reshipped,
        (Return, Some(11..=13 | 50..=55 | 90 | 91)) => past_return(row),
        (Exchange, Some(11..=13 | 40..=48 | 90 | 91)) => past_exchange(row),
        _ => ClaimStep::Unknown,
    }
}

/// How a return ended whose line goes on otherwise.
fn past_return(row: Record<'_>) -> ClaimStep {
    match (row.moment("returnCompleteAt"), row.moment("returnCancelAt")) {
        (Some(_), _) => ClaimStep::Completed,
        (None, Some(_)) if row.said("sellerReturnReason").is_some() => ClaimStep::Rejected,
        (None, Some(_)) => ClaimStep::Withdrawn,
        (None, None) => ClaimStep::Unknown,
    }
}

/// How an exchange ended whose line goes on otherwise. Only an accepted purchase proves that the new goods have arrived;
/// who gave an exchange up its date does not say ([`ended_untold`]).
fn past_exchange(row: Record<'_>) -> ClaimStep {
    match (row.moment("exchangeCancelAt"), state(row)) {
        (None, Some(90 | 91)) => ClaimStep::Completed,
        _ => ClaimStep::Unknown,
    }
}

/// Whether somebody gave an exchange up and nothing tells any more who: a refusal has the date of a withdrawal and no
/// words of its own, and its state (52, 55) is gone once the line goes on.
fn ended_untold(kind: ClaimKind, row: Record<'_>) -> bool {
    let goes_on = matches!(state(row), Some(11..=13 | 40..=48 | 90 | 91));
    kind == Exchange && goes_on && row.moment("exchangeCancelAt").is_some()
}

/// A claim by its name; `None` for one that was given up and does not say by whom.
pub(in crate::grip) fn named(
    source: Source<'_>,
    kind: ClaimKind,
    row: Record<'_>,
) -> Result<(ClaimId, Option<Claim>), Unreadable> {
    let claim = claim(source, kind, row)?;
    Ok((claim.claim.clone(), (!ended_untold(kind, row)).then_some(claim)))
}

/// A claim as it is told: one that was given up, and does not say by whom, is gone.
pub(in crate::grip) fn fact((id, claim): (ClaimId, Option<Claim>)) -> Fact {
    claim.map_or(Fact::Gone { claim: id }, |claim| Fact::Claim(Box::new(claim)))
}

/// What Grip takes now.
fn verbs(claim: ClaimState, state: Option<i64>) -> Vec<ClaimVerb> {
    use ClaimVerb::{ConfirmCollected, Notify, Refund, Refuse, Reship};
    let taken: &[ClaimVerb] = match (claim.kind, state) {
        (Return, Some(40)) | (Exchange, Some(50)) => &[Notify, Refuse],
        (Return, Some(41)) => &[ConfirmCollected, Refuse],
        (Return, Some(42)) => &[Refund, Refuse],
        (Exchange, Some(51)) => &[ConfirmCollected, Reship, Refuse],
        _ => &[],
    };
    taken.iter().copied().filter(|verb| claim.admits(*verb)).collect()
}

/// Why.
fn reason(row: Record<'_>, kind: ClaimKind, words: &Words) -> Reason {
    let code = row.text(words.reason);
    Reason { text: reasons::of_claim(kind, &code).to_owned(), detail: row.text(words.detail), code }
}

/// What a row tells the desk: the claim, and where its line stands.
pub(in crate::grip) fn told(
    source: Source<'_>,
    kind: ClaimKind,
    row: Record<'_>,
) -> Result<Vec<Fact>, Unreadable> {
    let claim = fact(named(source, kind, row)?);
    Ok(vec![claim, Fact::News(Box::new(news(source, row)?))])
}
