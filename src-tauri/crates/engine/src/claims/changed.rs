//! What a person saw of a claim, and what has become of it since: a decision is carried out only on what it was made on.

use domain::{Changed, Claim, ClaimKind, ClaimStamp, ClaimStep, Fault, Sentence, Won};

use crate::hold::Hold;
use crate::view::LeftOutWhy;

/// What changed about a claim since somebody saw it so that a verb would do something else to it; none otherwise.
pub(crate) fn since(claim: &Claim, seen: &ClaimStamp) -> Option<(LeftOutWhy, Sentence)> {
    if claim.step == ClaimStep::Withdrawn && seen.step != ClaimStep::Withdrawn {
        return Some((LeftOutWhy::Withdrawn, Hold::Withdrawn.sentence()));
    }
    if claim.is_settled() && !seen.step.is_terminal() {
        return Some((LeftOutWhy::Done, Hold::ClaimOver.sentence()));
    }
    let now = ClaimStamp::of(claim, seen.found);
    let what = seen.changed(&now)?;
    let why = if what == Changed::Quantity { LeftOutWhy::Quantity } else { LeftOutWhy::Moved };
    Some((why, told(what, seen, &now)))
}

/// The hold that stands for a change which the reading right before sending finds.
pub(crate) const fn hold(what: Changed) -> Hold {
    match what {
        Changed::Kind | Changed::Step | Changed::Quantity | Changed::Items => Hold::ClaimChanged,
        Changed::Fault => Hold::FaultChanged,
        Changed::Fee => Hold::FeeChanged,
        Changed::Held => Hold::HeldSince,
    }
}

/// A change in words.
fn told(what: Changed, seen: &ClaimStamp, now: &ClaimStamp) -> Sentence {
    match what {
        Changed::Kind => changed(("종류가", "Its kind"), kind(seen.kind), kind(now.kind)),
        Changed::Step => changed(("단계가", "Its step"), step(seen.step), step(now.step)),
        Changed::Quantity => pieces(seen.quantity, now.quantity),
        Changed::Fault => changed(("귀책이", "The fault"), fault(seen.fault), fault(now.fault)),
        Changed::Fee => fees(seen.fee.unwrap_or_default(), now.fee.unwrap_or_default()),
        Changed::Items => Sentence::fixed(
            "클레임 상품이 바뀌어 보내지 않았습니다. 내용을 다시 확인하고 누르세요.",
            "The claimed products changed, so nothing was sent. Look again and press.",
        ),
        Changed::Held => Hold::HeldSince.sentence(),
    }
}

/// Who bears which shipping now.
fn fees(before: Won, now: Won) -> Sentence {
    let (before, now) = (fee(before), fee(now));
    Sentence::new(
        format!(
            "반품 배송비가 바뀌어(‘{}’ → ‘{}’) 보내지 않았습니다. 내용을 다시 확인하고 누르세요.",
            before.ko, now.ko
        ),
        format!(
            "The return shipping changed ({} → {}), so nothing was sent. Look again and press.",
            before.en, now.en
        ),
    )
}

/// A fee with who bears it.
fn fee(fee: Won) -> Sentence {
    let won = fee.get().abs();
    match fee.get() {
        0 => Sentence::fixed("없음", "none"),
        1.. => Sentence::new(format!("판매자 {won}원"), format!("{won} won, seller")),
        _ => Sentence::new(format!("구매자 {won}원"), format!("{won} won, buyer")),
    }
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
