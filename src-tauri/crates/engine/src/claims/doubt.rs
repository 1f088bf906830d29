//! What speaks against a verb on a claim: the verb is asked about once more, and never goes along with others.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::{
    ActionKind, Claim, ClaimKind, ClaimStep, ClaimVerb, InspectionResult, Marketplace, MoneyLeaves, Sentence,
};
use market::{Capabilities, registry};

use super::flow;
use crate::desk::Desk;
use crate::hold::Hold;
use crate::view::Problem;

/// Marketplaces of whose returns it is known when the goods are back.
static TELL_THE_RETURN: LazyLock<BTreeSet<Marketplace>> = LazyLock::new(|| {
    let tells = |marketplace: &Marketplace| {
        let codes = registry::codes(*marketplace).claims;
        codes.iter().any(|code| (code.kind, code.step) == (ClaimKind::Return, ClaimStep::Collected))
    };
    Marketplace::ALL.into_iter().filter(tells).collect()
});

/// What speaks against a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Money or new goods leave by it, and the goods that came back were found faulty.
    Faulty(InspectionResult),
    /// Money or new goods leave by it, and the claim was put on hold.
    StandsStill,
    /// Money leaves by it at once, and the goods are not back.
    Early,
    /// Money leaves by it at once, and the marketplace never tells whether the goods are back.
    Untold,
}

/// What speaks against a verb on a claim whose goods were found as told.
pub(crate) fn of(
    capabilities: &Capabilities,
    claim: &Claim,
    verb: ClaimVerb,
    found: Option<InspectionResult>,
) -> Option<Doubt> {
    let kind = ActionKind::of_claim(claim.kind, verb).filter(|kind| gives_away(capabilities, *kind))?;
    match found {
        Some(found) if found.is_faulty() => Some(Doubt::Faulty(found)),
        // A hold that its marketplace would lift along with the money was meant by somebody (11번가 보류, 완료보류).
        _ if claim.held.is_some() => Some(Doubt::StandsStill),
        None if pays_at_once(capabilities, kind) && is_open(claim, verb) => Some(unless_back(claim)),
        _ => None,
    }
}

/// How the goods of a claim were found, once they were looked at.
pub(crate) fn found(desk: &Desk, claim: &Claim) -> Result<Option<InspectionResult>, Problem> {
    let row = desk.store.claim_row(&claim.account, &claim.claim)?;
    Ok(row.and_then(|row| row.inspection).map(|found| found.result))
}

/// Whether money or new goods leave by an operation.
fn gives_away(capabilities: &Capabilities, kind: ActionKind) -> bool {
    kind == ActionKind::ReshipExchange || pays_at_once(capabilities, kind)
}

/// Whether money leaves by an operation without a further press, or may.
fn pays_at_once(capabilities: &Capabilities, kind: ActionKind) -> bool {
    let money = capabilities.briefs.get(&kind).map(|brief| brief.money);
    matches!(money, Some(MoneyLeaves::Now | MoneyLeaves::Soon | MoneyLeaves::Maybe))
}

/// Whether the goods of a claim may still be with the buyer. Some marketplaces take a refund from the request on
/// (G마켓·옥션 환불, 스마트스토어 RETURN_INDIVIDUAL); to confirm the receipt is to say that they are back.
fn is_open(claim: &Claim, verb: ClaimVerb) -> bool {
    claim.kind != ClaimKind::Cancel
        && verb != ClaimVerb::ConfirmCollected
        && matches!(claim.step, ClaimStep::Requested | ClaimStep::Approved | ClaimStep::Collecting)
}

/// What its marketplace says of goods that nobody here has looked at (11번가 tells no arrival by any status).
fn unless_back(claim: &Claim) -> Doubt {
    if TELL_THE_RETURN.contains(&claim.marketplace) { Doubt::Early } else { Doubt::Untold }
}

impl Doubt {
    /// What keeps the verb from going along with others.
    pub(crate) const fn hold(self) -> Hold {
        match self {
            Self::Faulty(_) => Hold::FoundFaulty,
            Self::StandsStill => Hold::StandsStill,
            Self::Early => Hold::NotBack,
            Self::Untold => Hold::ReturnUntold,
        }
    }

    /// Why the verb is asked about once more: cause first, then the next action.
    pub(crate) fn sentence(self, verb: ClaimVerb) -> Sentence {
        let (does_ko, does_en) = after(verb);
        match self {
            Self::Faulty(found) => {
                let Sentence { ko, en } = flow::found(found);
                Sentence::new(
                    format!(
                        "검수 결과가 ‘{ko}’입니다. {does_ko} 되돌릴 수 없으니 다른 방법을 먼저 확인하세요."
                    ),
                    format!(
                        "The goods were found: {en}. {does_en} nothing can be taken back, so look at the other ways first."
                    ),
                )
            }
            Self::StandsStill => Sentence::new(
                format!(
                    "보류 중인 클레임입니다. {does_ko} 되돌릴 수 없으니 보류한 이유가 풀렸을 때만 누르세요."
                ),
                format!(
                    "The claim is on hold. {does_en} nothing can be taken back, so press only if what it was held for is settled."
                ),
            ),
            Self::Early => Sentence::new(
                format!(
                    "마켓 기록으로는 상품이 아직 돌아오지 않았습니다. {does_ko} 되돌릴 수 없으니 상품을 받았을 때만 누르세요."
                ),
                format!(
                    "By the marketplace's record the goods are not back yet. {does_en} nothing can be taken back, so press only if you have them."
                ),
            ),
            Self::Untold => Sentence::new(
                format!(
                    "이 마켓은 상품이 돌아왔는지 알려주지 않습니다. {does_ko} 되돌릴 수 없으니 상품을 받았을 때만 누르세요. 검수를 적어 두면 다시 묻지 않습니다."
                ),
                format!(
                    "The marketplace does not tell whether the goods are back. {does_en} nothing can be taken back, so press only if you have them. Once you note how they were found you are not asked again."
                ),
            ),
        }
    }
}

/// From when on nothing can be taken back.
const fn after(verb: ClaimVerb) -> (&'static str, &'static str) {
    match verb {
        ClaimVerb::Reship => ("재발송하면", "After the new goods have left"),
        ClaimVerb::ConfirmCollected => (
            "수거완료로 처리하면 환불될 수 있고 이후에는",
            "Confirming the receipt may refund the buyer, and after that",
        ),
        ClaimVerb::Convert => ("전환하면", "After the conversion"),
        _ => ("환불하면", "After the refund"),
    }
}
