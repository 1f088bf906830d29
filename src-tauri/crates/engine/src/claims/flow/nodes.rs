//! Which steps a claim has at its marketplace.

use domain::{ActionKind, Claim, ClaimKind, ClaimStep, ClaimVerb, MoneyLeaves, Sentence};
use market::{Ask, Capabilities, Codes, Reading, Support};

use super::words;
use crate::view::{FlowKey, FlowMover};

/// A step before it is known how far the claim has come.
pub(super) struct Node {
    pub(super) key: FlowKey,
    /// The step from which on it is behind the claim; `None` for what is never reached by itself.
    pub(super) reach: Option<ClaimStep>,
    /// With what it happens, where the marketplace has no such step of its own.
    pub(super) note: Option<Sentence>,
    pub(super) name: Sentence,
    pub(super) does: Sentence,
    pub(super) mover: FlowMover,
}

impl Node {
    /// How far along the path it is.
    pub(super) fn rank(&self) -> Option<u8> {
        self.reach.and_then(super::rank)
    }

    /// Whether goods move there, so that a claim can go on without it.
    pub(super) fn is_physical(&self) -> bool {
        matches!(self.key, FlowKey::Pickup | FlowKey::Collected)
    }
}

/// What a marketplace has for a claim.
pub(super) struct Ways<'a> {
    pub(super) claim: &'a Claim,
    pub(super) capabilities: &'a Capabilities,
    pub(super) codes: &'a Codes,
}

impl Ways<'_> {
    /// The marketplace's name.
    pub(super) fn market(&self) -> Sentence {
        self.claim.marketplace.name()
    }

    /// Whether a status of the marketplace tells of this step.
    fn tells(&self, step: ClaimStep) -> bool {
        self.codes.claims.iter().any(|code| (code.kind, code.step) == (self.claim.kind, step))
    }

    /// What a verb is for this kind of claim.
    fn kind(&self, verb: ClaimVerb) -> Option<ActionKind> {
        ActionKind::of_claim(self.claim.kind, verb)
    }

    /// Whether the seller can do it from here.
    pub(super) fn can(&self, verb: ClaimVerb) -> bool {
        self.kind(verb).is_some_and(|kind| self.capabilities.allows(kind))
    }

    /// What pressing a verb really does.
    pub(super) fn consequence(&self, verb: ClaimVerb) -> Option<&Sentence> {
        self.capabilities.consequences.get(&self.kind(verb)?)
    }

    /// Why an operation is not there.
    pub(super) fn reason(&self, kind: Option<ActionKind>) -> Option<&Sentence> {
        match self.capabilities.actions.get(&kind?)? {
            Support::Unavailable { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Why a verb is not there.
    pub(super) fn why_not(&self, verb: ClaimVerb) -> Option<&Sentence> {
        self.reason(self.kind(verb))
    }

    /// Whether the receipt of the goods may refund the buyer by itself (쿠팡 빠른환불).
    fn refunds_by_receipt(&self) -> bool {
        let receipt = self.kind(ClaimVerb::ConfirmCollected);
        let brief = receipt.and_then(|kind| self.capabilities.briefs.get(&kind));
        brief.is_some_and(|brief| matches!(brief.money, MoneyLeaves::Now | MoneyLeaves::Maybe))
    }

    /// Whether the marketplace refunds an approved cancel a while later (G마켓·옥션 취소중).
    pub(super) fn refunds_soon(&self) -> bool {
        let approval = self.kind(ClaimVerb::Approve).and_then(|kind| self.capabilities.briefs.get(&kind));
        approval.is_some_and(|brief| brief.money == MoneyLeaves::Soon)
    }

    /// Whether a hold may charge the buyer something.
    fn charges(&self) -> bool {
        let asks = self.kind(ClaimVerb::Hold).map(|kind| self.capabilities.asks(kind)).unwrap_or_default();
        let charged = asks.iter().any(|ask| matches!(ask, Ask::Fee(_) | Ask::FeeFor { .. }));
        self.can(ClaimVerb::Hold) && charged
    }

    /// Whether the marketplace says what a return costs.
    fn tells_fees(&self) -> bool {
        let told = self.capabilities.readings.get(&Reading::ReturnFees);
        matches!(told, Some(Support::Native | Support::Composed(_)))
    }
}

/// The steps of a claim, in order.
pub(super) fn of(ways: &Ways<'_>) -> Vec<Node> {
    let nodes = match ways.claim.kind {
        ClaimKind::Cancel => vec![Some(requested(ways)), decided(ways), Some(money(ways)), Some(over(ways))],
        ClaimKind::Return => vec![
            Some(requested(ways)),
            taken_in(ways),
            pickup(ways),
            ways.refunds_by_receipt().then(|| inspected(ways)),
            Some(received(ways)),
            (!ways.refunds_by_receipt()).then(|| inspected(ways)),
            terms(ways),
            Some(refunded(ways)),
            ways.tells(ClaimStep::Refunded).then(|| over(ways)),
        ],
        ClaimKind::Exchange => vec![
            Some(requested(ways)),
            taken_in(ways),
            pickup(ways),
            Some(received(ways)),
            Some(inspected(ways)),
            Some(reshipped(ways)),
            Some(over(ways)),
        ],
    };
    nodes.into_iter().flatten().collect()
}

/// Where a claim ended beside the path, or a status that we do not know.
pub(super) fn end(ways: &Ways<'_>) -> Node {
    let (key, mover) = match ways.claim.step {
        ClaimStep::Rejected => (FlowKey::Rejected, FlowMover::Seller),
        ClaimStep::Withdrawn => (FlowKey::Withdrawn, FlowMover::Buyer),
        ClaimStep::Overruled => (FlowKey::Overruled, FlowMover::Market),
        _ => (FlowKey::Unknown, FlowMover::Market),
    };
    node(ways, key, Some(ways.claim.step), None, mover)
}

/// A step with its words.
fn node(
    ways: &Ways<'_>,
    key: FlowKey,
    reach: Option<ClaimStep>,
    note: Option<Sentence>,
    mover: FlowMover,
) -> Node {
    let merged = note.is_some();
    Node {
        key,
        reach,
        note,
        name: words::name(ways, key),
        does: words::does(ways, key, mover, merged),
        mover,
    }
}

/// 요청
fn requested(ways: &Ways<'_>) -> Node {
    node(ways, FlowKey::Requested, Some(ClaimStep::Requested), None, FlowMover::Buyer)
}

/// 승인·거부 of a cancel; there is none where cancels wait for nobody.
fn decided(ways: &Ways<'_>) -> Option<Node> {
    let waits = ways.can(ClaimVerb::Approve) || ways.can(ClaimVerb::Refuse);
    waits.then(|| node(ways, FlowKey::Approved, Some(ClaimStep::Approved), None, FlowMover::Seller))
}

/// 환불 of a cancel: a step of its own only where a status tells of it.
fn money(ways: &Ways<'_>) -> Node {
    let merged = (!ways.tells(ClaimStep::Refunded)).then(|| words::along_a_cancel(ways));
    node(ways, FlowKey::Refunded, Some(ClaimStep::Refunded), merged, FlowMover::Market)
}

/// 승인 or 접수 안내 before the goods come back. Where the refund or the re-shipment itself approves, it says so;
/// an exchange that waits for no approval has none.
fn taken_in(ways: &Ways<'_>) -> Option<Node> {
    let seller = ways.can(ClaimVerb::Approve) || ways.can(ClaimVerb::Notify);
    let (along, told) = (words::along(ways), ways.tells(ClaimStep::Approved));
    let merged = match ways.claim.kind {
        ClaimKind::Return => Some(along),
        _ => told.then_some(along),
    };
    let reach = Some(ClaimStep::Approved);
    if seller {
        return Some(node(ways, FlowKey::Approved, reach, None, FlowMover::Seller));
    }
    merged.map(|note| node(ways, FlowKey::Approved, reach, Some(note), FlowMover::Seller))
}

/// 수거: there is none where neither the seller registers it nor a status tells of it.
fn pickup(ways: &Ways<'_>) -> Option<Node> {
    let known = ways.can(ClaimVerb::RegisterPickup) || ways.tells(ClaimStep::Collecting);
    let seller = ways.claim.verbs.contains(&ClaimVerb::RegisterPickup);
    let mover = if seller { FlowMover::Seller } else { FlowMover::Market };
    known.then(|| node(ways, FlowKey::Pickup, Some(ClaimStep::Collecting), None, mover))
}

/// 수거완료: merged where nobody can say it.
fn received(ways: &Ways<'_>) -> Node {
    let seller = ways.can(ClaimVerb::ConfirmCollected);
    let merged = (!seller && !ways.tells(ClaimStep::Collected)).then(|| words::along(ways));
    let mover = if seller || merged.is_some() { FlowMover::Seller } else { FlowMover::Market };
    node(ways, FlowKey::Collected, Some(ClaimStep::Collected), merged, mover)
}

/// 검수: from the moment on which the goods may be here, and before the money may leave.
fn inspected(ways: &Ways<'_>) -> Node {
    let arrives = ways.can(ClaimVerb::ConfirmCollected) || ways.tells(ClaimStep::Collected);
    let from = match arrives {
        true if ways.refunds_by_receipt() => ClaimStep::Collecting,
        true => ClaimStep::Collected,
        false => ClaimStep::Requested,
    };
    node(ways, FlowKey::Inspected, Some(from), None, FlowMover::Desk)
}

/// 귀책·배송비, where the marketplace says anything of them.
fn terms(ways: &Ways<'_>) -> Option<Node> {
    let note = if ways.charges() { words::by_hold() } else { words::decides(ways) };
    ways.tells_fees().then(|| node(ways, FlowKey::Terms, None, Some(note), FlowMover::Market))
}

/// 환불 of a return.
fn refunded(ways: &Ways<'_>) -> Node {
    let mover = if ways.can(ClaimVerb::Refund) { FlowMover::Seller } else { FlowMover::Market };
    node(ways, FlowKey::Refunded, Some(ClaimStep::Refunded), None, mover)
}

/// 재발송
fn reshipped(ways: &Ways<'_>) -> Node {
    let mover = if ways.can(ClaimVerb::Reship) { FlowMover::Seller } else { FlowMover::Market };
    node(ways, FlowKey::Reshipped, Some(ClaimStep::Reshipped), None, mover)
}

/// 완료
fn over(ways: &Ways<'_>) -> Node {
    let mover = if ways.can(ClaimVerb::Complete) { FlowMover::Seller } else { FlowMover::Market };
    node(ways, FlowKey::Completed, Some(ClaimStep::Completed), None, mover)
}
