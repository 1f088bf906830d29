//! The words of the stepper.

use domain::{ActionKind, ClaimKind, ClaimVerb, InspectionResult, Sentence};

use super::nodes::{Node, Ways};
use crate::view::{FlowKey, FlowMover, FlowState};

/// A name with the particle of a subject: 쿠팡이, 11번가가.
fn subject(name: &str) -> String {
    const FIRST: u32 = 0xAC00;
    const LAST: u32 = 0xD7A3;
    let closed = name
        .chars()
        .last()
        .map(u32::from)
        .is_some_and(|letter| (FIRST..=LAST).contains(&letter) && !(letter - FIRST).is_multiple_of(28));
    format!("{name}{}", if closed { "이" } else { "가" })
}

/// A sentence about the marketplace: `{}` in it is its name, in Korean with its particle.
fn of_market(ways: &Ways<'_>, ko: &str, en: &str) -> Sentence {
    let name = ways.market();
    Sentence::new(ko.replace("{}", &subject(&name.ko)), en.replace("{}", &name.en))
}

/// One sentence and, behind it, another where there is one.
fn followed(first: Sentence, second: Option<&Sentence>) -> Sentence {
    match second {
        Some(second) => {
            Sentence::new(format!("{} {}", first.ko, second.ko), format!("{} {}", first.en, second.en))
        }
        None => first,
    }
}

/// The name of a step.
pub(super) fn name(ways: &Ways<'_>, key: FlowKey) -> Sentence {
    match key {
        FlowKey::Requested => Sentence::fixed("요청", "Requested"),
        FlowKey::Approved if ways.claim.kind == ClaimKind::Cancel => Sentence::fixed("승인·거부", "Decided"),
        FlowKey::Approved if ways.can(ClaimVerb::Notify) => Sentence::fixed("접수 안내", "Notice"),
        FlowKey::Approved => Sentence::fixed("승인", "Approved"),
        FlowKey::Pickup => Sentence::fixed("수거", "Pickup"),
        FlowKey::Collected => Sentence::fixed("수거완료", "Received"),
        FlowKey::Inspected => Sentence::fixed("검수", "Inspected"),
        FlowKey::Terms => Sentence::fixed("배송비", "Shipping"),
        FlowKey::Refunded => Sentence::fixed("환불", "Refunded"),
        FlowKey::Reshipped => Sentence::fixed("재발송", "Re-shipped"),
        FlowKey::Completed => Sentence::fixed("완료", "Completed"),
        FlowKey::Rejected => Sentence::fixed("거부", "Refused"),
        FlowKey::Withdrawn => Sentence::fixed("철회", "Withdrawn"),
        FlowKey::Overruled => Sentence::fixed("직권 완료", "Overruled"),
        FlowKey::Unknown => Sentence::fixed("알 수 없음", "Unknown"),
    }
}

/// With what a step happens that is none of its own before the last deed.
pub(super) fn along(ways: &Ways<'_>) -> Sentence {
    match ways.claim.kind {
        ClaimKind::Exchange => Sentence::fixed("재발송 때 함께", "with the new goods"),
        ClaimKind::Cancel | ClaimKind::Return => Sentence::fixed("환불 때 함께", "with the refund"),
    }
}

/// When the money of a cancel leaves that has no step of its own.
pub(super) fn along_a_cancel(ways: &Ways<'_>) -> Sentence {
    if ways.refunds_soon() {
        Sentence::fixed("완료 때 함께", "on completion")
    } else if ways.can(ClaimVerb::Approve) {
        Sentence::fixed("승인하면 바로", "on approval")
    } else {
        Sentence::fixed("요청하면 바로", "on request")
    }
}

/// Who decides on fault and shipping.
pub(super) fn decides(ways: &Ways<'_>) -> Sentence {
    of_market(ways, "{} 정함", "set by {}")
}

/// How the seller may charge the buyer something.
pub(super) fn by_hold() -> Sentence {
    Sentence::fixed("보류로 청구", "charged by a hold")
}

/// What goods were found to be.
pub(in crate::claims) const fn found(result: InspectionResult) -> Sentence {
    match result {
        InspectionResult::Sound => Sentence::fixed("이상 없음", "sound"),
        InspectionResult::Damaged => Sentence::fixed("파손", "damaged"),
        InspectionResult::Used => Sentence::fixed("사용 흔적", "used"),
        InspectionResult::Missing => Sentence::fixed("누락", "missing"),
        InspectionResult::WrongGoods => Sentence::fixed("오배송품", "other goods"),
    }
}

/// The few words under a step.
pub(super) fn note(node: &Node, state: FlowState) -> Option<Sentence> {
    let fixed = |ko, en| Some(Sentence::fixed(ko, en));
    match (state, node.mover) {
        (FlowState::Merged, _) => node.note.clone(),
        (FlowState::Now, FlowMover::Seller | FlowMover::Desk) => fixed("지금", "now"),
        (FlowState::Now, FlowMover::Buyer) => fixed("구매자 차례", "the buyer's turn"),
        (FlowState::Now, FlowMover::Market) => fixed("기다림", "waiting"),
        (FlowState::Open, _) => fixed("선택", "optional"),
        (FlowState::Skipped, _) if node.key == FlowKey::Inspected => fixed("안 함", "not done"),
        (FlowState::Skipped, _) => fixed("거치지 않음", "passed by"),
        (FlowState::Later, FlowMover::Market) => fixed("자동", "by itself"),
        (FlowState::Done | FlowState::Later, _) => None,
    }
}

/// What happens at a step, and who does it.
pub(super) fn does(ways: &Ways<'_>, key: FlowKey, mover: FlowMover, merged: bool) -> Sentence {
    match key {
        FlowKey::Requested => asked(ways.claim.kind),
        FlowKey::Approved => approves(ways, merged),
        FlowKey::Pickup => picks_up(ways),
        FlowKey::Collected => arrives(ways, mover, merged),
        FlowKey::Inspected => inspects(ways),
        FlowKey::Terms => {
            let first = of_market(
                ways,
                "{} 귀책과 배송비를 정합니다.",
                "{} decides whose fault it is and who bears the shipping.",
            );
            followed(first, ways.reason(Some(ActionKind::ChangeFault)))
        }
        FlowKey::Refunded => refunds(ways, mover),
        FlowKey::Reshipped => followed(
            Sentence::fixed(
                "판매자가 송장을 넣어 새 상품을 보냅니다.",
                "The seller sends the new goods under a number.",
            ),
            ways.consequence(ClaimVerb::Reship),
        ),
        FlowKey::Completed => completes(ways, mover),
        FlowKey::Rejected => {
            Sentence::fixed("판매자가 거부해 끝났습니다.", "The seller refused it, and it is over.")
        }
        FlowKey::Withdrawn if ways.capabilities.tells_who_ended => {
            Sentence::fixed("구매자가 철회해 끝났습니다.", "The buyer took it back, and it is over.")
        }
        FlowKey::Withdrawn => Sentence::fixed(
            "철회되어 끝났습니다. 누가 끝냈는지는 마켓이 알려 주지 않습니다.",
            "It was given up and is over. The marketplace does not tell by whom.",
        ),
        FlowKey::Overruled => of_market(ways, "{} 직권으로 끝냈습니다.", "{} settled it without the seller."),
        FlowKey::Unknown => Sentence::fixed(
            "이 앱이 모르는 상태입니다. 판매자센터에서 확인하세요.",
            "The desk does not know this status. Look in the seller centre.",
        ),
    }
}

/// 요청
const fn asked(kind: ClaimKind) -> Sentence {
    match kind {
        ClaimKind::Cancel => Sentence::fixed("구매자가 취소를 요청합니다.", "The buyer asks for a cancel."),
        ClaimKind::Return => Sentence::fixed("구매자가 반품을 요청합니다.", "The buyer asks for a return."),
        ClaimKind::Exchange => {
            Sentence::fixed("구매자가 교환을 요청합니다.", "The buyer asks for an exchange.")
        }
    }
}

/// 승인, or why there is none.
fn approves(ways: &Ways<'_>, merged: bool) -> Sentence {
    if merged {
        return ways.why_not(ClaimVerb::Approve).cloned().unwrap_or_else(|| along(ways));
    }
    if ways.can(ClaimVerb::Notify) {
        let first = Sentence::fixed("판매자가 접수합니다.", "The seller takes it in.");
        return followed(first, ways.consequence(ClaimVerb::Notify));
    }
    let first = match ways.claim.kind {
        ClaimKind::Cancel => Sentence::fixed(
            "판매자가 승인하거나 거부합니다. 승인하면:",
            "The seller approves or refuses it. On approval:",
        ),
        ClaimKind::Return | ClaimKind::Exchange => {
            Sentence::fixed("판매자가 승인합니다.", "The seller approves it.")
        }
    };
    match ways.consequence(ClaimVerb::Approve) {
        Some(more) => followed(first, Some(more)),
        None => Sentence::fixed("판매자가 승인하거나 거부합니다.", "The seller approves or refuses it."),
    }
}

/// 수거
fn picks_up(ways: &Ways<'_>) -> Sentence {
    if ways.can(ClaimVerb::RegisterPickup) {
        return followed(
            of_market(
                ways,
                "상품이 돌아옵니다. 송장은 판매자가 등록하거나 {} 알려 줍니다.",
                "The goods come back. Their number is registered by the seller or told by {}.",
            ),
            ways.consequence(ClaimVerb::RegisterPickup),
        );
    }
    followed(
        of_market(ways, "상품이 돌아오고, {} 알려 줍니다.", "The goods come back, and {} tells of it."),
        ways.why_not(ClaimVerb::RegisterPickup),
    )
}

/// 수거완료
fn arrives(ways: &Ways<'_>, mover: FlowMover, merged: bool) -> Sentence {
    if merged {
        return ways.why_not(ClaimVerb::ConfirmCollected).cloned().unwrap_or_else(|| along(ways));
    }
    if mover == FlowMover::Seller {
        let first = Sentence::fixed(
            "상품이 도착하면 판매자가 수거완료를 누릅니다.",
            "When the goods are here the seller confirms it.",
        );
        return followed(first, ways.consequence(ClaimVerb::ConfirmCollected));
    }
    of_market(ways, "상품이 도착하면 {} 알려 줍니다.", "When the goods are here, {} tells of it.")
}

/// 검수
fn inspects(ways: &Ways<'_>) -> Sentence {
    let name = ways.market();
    Sentence::new(
        format!(
            "판매자가 돌아온 상품을 확인해 이 PC에만 적습니다. {}에는 알리지 않고, 하지 않아도 됩니다.",
            name.ko
        ),
        format!(
            "The seller looks at the goods and keeps what was found on this computer. {} is not told, and it is not required.",
            name.en
        ),
    )
}

/// 환불
fn refunds(ways: &Ways<'_>, mover: FlowMover) -> Sentence {
    let verb = if ways.claim.kind == ClaimKind::Cancel { ClaimVerb::Approve } else { ClaimVerb::Refund };
    if mover == FlowMover::Seller {
        let first = Sentence::fixed("판매자가 환불합니다.", "The seller refunds it.");
        return followed(first, ways.consequence(verb));
    }
    followed(of_market(ways, "{} 구매자에게 환불합니다.", "{} refunds the buyer."), ways.consequence(verb))
}

/// 완료
fn completes(ways: &Ways<'_>, mover: FlowMover) -> Sentence {
    match (ways.claim.kind, mover) {
        (ClaimKind::Exchange, FlowMover::Seller) => followed(
            Sentence::fixed(
                "새 상품이 도착하면 판매자가 배송완료를 누릅니다.",
                "When the new goods have arrived the seller confirms it.",
            ),
            ways.consequence(ClaimVerb::Complete),
        ),
        (ClaimKind::Exchange, _) => of_market(
            ways,
            "새 상품이 도착하면 {} 교환을 끝냅니다.",
            "When the new goods have arrived, {} ends the exchange.",
        ),
        (ClaimKind::Cancel, _) if ways.refunds_soon() => of_market(
            ways,
            "{} 구매자에게 환불하고 취소를 끝냅니다.",
            "{} refunds the buyer and ends the cancel.",
        ),
        (ClaimKind::Cancel, _) => of_market(ways, "{} 취소를 끝냅니다.", "{} ends the cancel."),
        (ClaimKind::Return, _) => of_market(ways, "{} 반품을 끝냅니다.", "{} ends the return."),
    }
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn a_name_takes_the_particle_that_its_last_letter_wants() {
        let names = domain::Marketplace::ALL.map(|market| subject(&market.name().ko));
        let told = ["스마트스토어가", "쿠팡이", "11번가가", "G마켓이", "옥션이", "네이버페이가", "그립이"];
        assert_eq!(names, told);
    }
}
