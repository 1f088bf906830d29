//! What happened without us, in words: what it is, and what it means for the seller.

use domain::{ClaimKind, ClaimStep, Fault, Happening, Sentence};

/// What happened.
pub(super) fn what(happening: &Happening) -> Sentence {
    match happening {
        Happening::Withdrawn { kind } => about(*kind, "{}이 철회되었습니다", "The {} was withdrawn"),
        Happening::Overruled { kind, .. } => {
            about(*kind, "마켓이 {}을 직권으로 처리했습니다", "The marketplace settled the {} itself")
        }
        Happening::Moved { kind, to } => moved(*kind, *to),
        Happening::Turned { from, to } => Sentence::new(
            format!("{}이 {}으로 바뀌었습니다", kind_ko(*from), kind_ko(*to)),
            format!("The {} became a {}", kind_en(*from), kind_en(*to)),
        ),
        Happening::ClaimQuantity { from, to } => Sentence::new(
            format!("클레임 수량이 {from}개에서 {to}개로 바뀌었습니다"),
            format!("The claim is about {to} pieces now, not {from}"),
        ),
        Happening::FaultChanged { from, to } => Sentence::new(
            format!("귀책이 ‘{}’에서 ‘{}’ 쪽으로 바뀌었습니다", fault(*from).0, fault(*to).0),
            format!("The fault moved from the {} to the {}", fault(*from).1, fault(*to).1),
        ),
        Happening::OnParcel { kind, numbered: true } => {
            about(*kind, "송장을 넣은 주문에 {}이 들어왔습니다", "A {} stands on an order with an invoice")
        }
        Happening::OnParcel { kind, numbered: false } => about(
            *kind,
            "보낼 준비가 된 주문에 {}이 들어왔습니다",
            "A {} stands on an order that was ready to leave",
        ),
        Happening::LineQuantity { from, to } => Sentence::new(
            format!("보낼 수량이 {from}개에서 {to}개로 바뀌었습니다"),
            format!("{to} pieces are left to ship, not {from}"),
        ),
        Happening::Canceled => CANCELED,
        Happening::Readdressed => READDRESSED,
    }
}

const CANCELED: Sentence =
    Sentence::fixed("보낼 준비가 된 주문이 취소되었습니다", "An order that was ready to leave was cancelled");
const READDRESSED: Sentence = Sentence::fixed("배송지가 바뀌었습니다", "The address changed");

/// A claim that was answered or ended elsewhere.
fn moved(kind: ClaimKind, to: ClaimStep) -> Sentence {
    match to {
        ClaimStep::Approved => about(kind, "{}이 승인되었습니다", "The {} was approved"),
        ClaimStep::Refunded => about(kind, "{} 환불이 되었습니다", "The {} was refunded"),
        ClaimStep::Reshipped => about(kind, "{} 재발송이 되었습니다", "The {} was shipped anew"),
        ClaimStep::Rejected => about(kind, "{}이 거부되었습니다", "The {} was refused"),
        _ => about(kind, "{}이 완료되었습니다", "The {} was completed"),
    }
}

/// What it means for the seller, in one sentence.
pub(super) fn means(happening: &Happening) -> Sentence {
    let (ko, en) = match happening {
        Happening::Withdrawn { kind: ClaimKind::Cancel } => {
            ("주문이 그대로 살아 있으니 기한 안에 발송하세요.", "The order stands: ship it in time.")
        }
        Happening::Withdrawn { .. } => (
            "할 일이 없습니다. 수거를 불렀다면 취소하세요.",
            "Nothing is left to do. Call off a pickup that was ordered.",
        ),
        Happening::Overruled { at_loss: true, .. } => (
            "마켓이 비용을 부담합니다. 정산에서 확인하세요.",
            "The marketplace bears the cost. Look at the settlement.",
        ),
        Happening::Overruled { .. } => (
            "이미 환불되었을 수 있습니다. 물건을 보내지 말고 판매자센터에서 사유를 확인하세요.",
            "It may be refunded already. Send nothing, and read the reason in the seller centre.",
        ),
        Happening::Moved { kind, to } => moved_means(*kind, *to),
        Happening::Turned { .. } => (
            "할 일이 달라졌습니다. 새 단계를 보고 처리하세요.",
            "What to do has changed. Open it and go on from there.",
        ),
        Happening::ClaimQuantity { .. } => (
            "돌려받을 수량과 환불액이 달라집니다. 수량을 다시 확인하세요.",
            "The pieces to come back and the refund change. Check the number again.",
        ),
        Happening::FaultChanged { to: Fault::Seller, .. } => (
            "왕복 배송비를 판매자가 부담하게 됩니다. 이의가 있으면 판매자센터에서 신청하세요.",
            "You bear the shipping now. Object in the seller centre if you disagree.",
        ),
        Happening::FaultChanged { .. } => (
            "배송비를 부담하는 쪽이 바뀌었습니다. 환불 전에 금액을 확인하세요.",
            "Another side bears the shipping. Check the amount before the refund.",
        ),
        Happening::OnParcel { numbered: true, .. } => (
            "상자를 내보내지 말고 빼 두세요. 클레임을 먼저 처리하세요.",
            "Keep the parcel back, and answer the claim first.",
        ),
        Happening::OnParcel { numbered: false, .. } => (
            "아직 보내지 마세요. 포장했다면 빼 두고 클레임을 먼저 처리하세요.",
            "Do not send it yet. Keep it back if it is packed, and answer the claim first.",
        ),
        Happening::Canceled => (
            "보낼 것이 없습니다. 포장한 상자를 내보내지 말고 빼 두세요.",
            "Nothing is left to send. Keep the packed parcel back.",
        ),
        Happening::LineQuantity { .. } => (
            "포장한 수량이 맞는지 확인한 뒤 발송하세요.",
            "Check the number of pieces in the parcel before it leaves.",
        ),
        Happening::Readdressed => (
            "이미 뽑은 송장이 있으면 새 주소로 다시 뽑으세요.",
            "Print a label that was printed already again with the new address.",
        ),
    };
    Sentence::fixed(ko, en)
}

/// What it means that a claim was answered or ended elsewhere.
const fn moved_means(kind: ClaimKind, to: ClaimStep) -> (&'static str, &'static str) {
    match (kind, to) {
        (ClaimKind::Cancel, ClaimStep::Rejected) => {
            ("주문이 그대로 살아 있으니 기한 안에 발송하세요.", "The order stands: ship it in time.")
        }
        (ClaimKind::Cancel, _) => {
            ("구매자에게 환불됩니다. 물건을 보내지 마세요.", "The buyer is refunded. Do not send the goods.")
        }
        (_, ClaimStep::Approved) => (
            "물건이 돌아오는 중입니다. 도착하면 확인하고 다음 단계를 누르세요.",
            "The goods are on their way back. Take the next step when they are here.",
        ),
        (_, ClaimStep::Rejected) => (
            "할 일이 없습니다. 물건이 와 있으면 돌려보내세요.",
            "Nothing is left to do. Send back goods that came.",
        ),
        (ClaimKind::Return, _) => (
            "구매자에게 환불되었습니다. 물건이 돌아왔는지 확인하세요.",
            "The buyer was refunded. Check that the goods are back.",
        ),
        (ClaimKind::Exchange, _) => (
            "교환이 이 앱 밖에서 처리되었습니다. 같은 물건을 또 보내지 마세요.",
            "The exchange was settled outside this application. Do not send the goods again.",
        ),
    }
}

/// A sentence about a claim; `{}` is its kind.
fn about(kind: ClaimKind, ko: &str, en: &str) -> Sentence {
    Sentence::new(ko.replace("{}", kind_ko(kind)), en.replace("{}", kind_en(kind)))
}

const fn kind_ko(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Cancel => "취소 요청",
        ClaimKind::Return => "반품",
        ClaimKind::Exchange => "교환",
    }
}

const fn kind_en(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Cancel => "cancel request",
        ClaimKind::Return => "return",
        ClaimKind::Exchange => "exchange",
    }
}

const fn fault(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Buyer => ("구매자", "buyer"),
        Fault::Seller => ("판매자", "seller"),
        Fault::Marketplace => ("마켓", "marketplace"),
        Fault::Courier => ("택배사", "courier"),
        Fault::Unstated => ("미정", "nobody yet"),
    }
}
