//! What a person saw of a claim, and what has become of it since: a decision is carried out only on what it was made on.

use domain::{Claim, ClaimKind, ClaimStep, Fault, InspectionResult, Sentence};

use crate::hold::Hold;
use crate::view::{ClaimStamp, LeftOutWhy};

/// What a decision on a claim is made on.
pub(crate) fn stamp(claim: &Claim, found: Option<InspectionResult>) -> ClaimStamp {
    ClaimStamp { kind: claim.kind, step: claim.step, quantity: claim.quantity(), fault: claim.fault, found }
}

/// What changed about a claim since somebody saw it so that a verb would do something else to it; none otherwise.
pub(crate) fn since(claim: &Claim, seen: ClaimStamp) -> Option<(LeftOutWhy, Sentence)> {
    if claim.step == ClaimStep::Withdrawn && seen.step != ClaimStep::Withdrawn {
        Some((LeftOutWhy::Withdrawn, Hold::Withdrawn.sentence()))
    } else if claim.is_settled() && !seen.step.is_terminal() {
        Some((LeftOutWhy::Done, Hold::ClaimOver.sentence()))
    } else if claim.kind != seen.kind {
        Some((LeftOutWhy::Moved, changed(("종류가", "Its kind"), kind(seen.kind), kind(claim.kind))))
    } else if claim.step != seen.step {
        Some((LeftOutWhy::Moved, changed(("단계가", "Its step"), step(seen.step), step(claim.step))))
    } else if claim.quantity() != seen.quantity {
        let (before, now) = (seen.quantity, claim.quantity());
        Some((LeftOutWhy::Quantity, pieces(before, now)))
    } else if bears_otherwise(claim.fault, seen.fault) {
        Some((LeftOutWhy::Moved, changed(("귀책이", "The fault"), fault(seen.fault), fault(claim.fault))))
    } else {
        None
    }
}

/// Whether another side bears the shipping. A side that was merely not told before is no change.
fn bears_otherwise(now: Fault, seen: Fault) -> bool {
    now != seen && now != Fault::Unstated && seen != Fault::Unstated
}

/// What is of another kind now: cause first, then the next action.
fn changed(what: (&str, &str), before: Words, now: Words) -> Sentence {
    Sentence::new(
        format!(
            "{} 바뀌어(‘{}’ → ‘{}’) 보내지 않았습니다. 내용을 다시 확인하고 누르세요.",
            what.0, before.0, now.0
        ),
        format!("{} changed ({} → {}), so nothing was sent. Look again and press.", what.1, before.1, now.1),
    )
}

fn pieces(before: u32, now: u32) -> Sentence {
    Sentence::new(
        format!(
            "클레임 수량이 바뀌어({before}개 → {now}개) 보내지 않았습니다. 내용을 다시 확인하고 누르세요."
        ),
        format!("The claimed pieces changed ({before} → {now}), so nothing was sent. Look again and press."),
    )
}

/// Words in Korean and in English.
type Words = (&'static str, &'static str);

const fn kind(kind: ClaimKind) -> Words {
    match kind {
        ClaimKind::Cancel => ("취소", "cancel"),
        ClaimKind::Return => ("반품", "return"),
        ClaimKind::Exchange => ("교환", "exchange"),
    }
}

const fn step(step: ClaimStep) -> Words {
    match step {
        ClaimStep::Requested => ("요청", "requested"),
        ClaimStep::Approved => ("승인", "approved"),
        ClaimStep::Collecting => ("수거중", "being collected"),
        ClaimStep::Collected => ("수거완료", "collected"),
        ClaimStep::Refunded => ("환불", "refunded"),
        ClaimStep::Reshipped => ("재발송", "re-shipped"),
        ClaimStep::Completed => ("완료", "completed"),
        ClaimStep::Rejected => ("거부", "refused"),
        ClaimStep::Withdrawn => ("철회", "withdrawn"),
        ClaimStep::Overruled => ("직권 완료", "overruled"),
        ClaimStep::Unknown => ("알 수 없음", "unknown"),
    }
}

const fn fault(fault: Fault) -> Words {
    match fault {
        Fault::Buyer => ("구매자", "buyer"),
        Fault::Seller => ("판매자", "seller"),
        Fault::Marketplace => ("마켓", "marketplace"),
        Fault::Courier => ("택배사", "courier"),
        Fault::Unstated => ("미정", "nobody yet"),
    }
}
