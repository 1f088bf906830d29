//! The money of a claim: what its goods are worth, what its shipping costs, what the buyer gets back, and when.

use domain::{ActionKind, Claim, ClaimKind, ClaimStep, MoneyLeaves, Sentence, Won};
use market::Capabilities;

use crate::view::MoneyRow;

/// What a claim moves: the value of its pieces where it is known, its shipping where the marketplace says who
/// bears it, and what the buyer gets back by both. Shipping that the buyer bears is taken off. A claim that was
/// given up moves nothing.
pub(super) fn of(claim: &Claim, amount: Option<Won>) -> Vec<MoneyRow> {
    let row = |ko, en, amount, total| MoneyRow { label: Sentence::fixed(ko, en), amount, total };
    let mut rows = Vec::new();
    rows.extend(amount.map(|amount| row("클레임 상품 금액", "Value of the claimed goods", amount, false)));
    if matches!(claim.step, ClaimStep::Rejected | ClaimStep::Withdrawn) {
        return rows;
    }
    rows.extend(shipping(claim));
    let fee = claim.return_fee.unwrap_or(Won::ZERO);
    let charged = claim.held.as_ref().and_then(|held| held.fee).filter(|fee| *fee > Won::ZERO);
    rows.extend(charged.map(|fee| {
        row("보류로 청구한 금액 (환불과 별도)", "Charged by the hold (apart from the refund)", fee, false)
    }));
    if claim.kind != ClaimKind::Exchange {
        rows.extend(amount.map(|amount| refund(amount + fee.min(Won::ZERO), claim.is_settled())));
    }
    rows
}

/// What the goods' way back costs, by who bears it and under the name that it has for the kind of claim.
fn shipping(claim: &Claim) -> Option<MoneyRow> {
    let amount = claim.return_fee.filter(|fee| *fee != Won::ZERO)?;
    let exchange = claim.kind == ClaimKind::Exchange;
    let (ko, en) = if exchange { ("교환", "Exchange") } else { ("반품", "Return") };
    let (by_ko, by_en) = if amount > Won::ZERO { ("판매자", "seller") } else { ("구매자", "buyer") };
    let label =
        Sentence::new(format!("{ko} 배송비 ({by_ko} 부담)"), format!("{en} shipping (borne by the {by_en})"));
    Some(MoneyRow { label, amount, total: false })
}

/// About what the buyer gets back by a claim; `None` where no money goes back by its kind, or the value of its pieces is
/// not known.
pub(crate) fn back(claim: &Claim, amount: Option<Won>) -> Option<Won> {
    let fee = claim.return_fee.unwrap_or(Won::ZERO).min(Won::ZERO);
    amount.filter(|_| claim.kind != ClaimKind::Exchange).map(|amount| (amount + fee).max(Won::ZERO))
}

/// Whether the buyer's money leaves by an operation on this very claim. What was refunded already does not leave again,
/// and what costs too much for an early refund leaves at a later step.
pub(crate) fn leaves(
    capabilities: &Capabilities,
    kind: ActionKind,
    claim: &Claim,
    amount: Option<Won>,
) -> MoneyLeaves {
    let told = capabilities.briefs.get(&kind).map_or(MoneyLeaves::None, |brief| brief.money);
    match told {
        _ if claim.refunded_early => MoneyLeaves::None,
        MoneyLeaves::Maybe if costs_too_much(capabilities.limits.early_refund_below, claim, amount) => {
            MoneyLeaves::Later
        }
        told => told,
    }
}

/// Whether the pieces of a claim cost too much on the average for an early refund.
fn costs_too_much(below: Option<Won>, claim: &Claim, amount: Option<Won>) -> bool {
    let price = below.map(|below| below.times(claim.quantity().max(1)));
    amount.zip(price).is_some_and(|(amount, price)| amount >= price)
}

/// Why nobody knows what a claim's goods were worth, and what to do.
pub(super) const fn unknown(capabilities: &Capabilities) -> Sentence {
    if capabilities.shows_claimed_orders {
        Sentence::fixed(
            "금액을 아직 모릅니다. 주문을 수집하면 채워집니다.",
            "The amount is not known yet. It comes with the order's next collection.",
        )
    } else {
        Sentence::fixed(
            "이 마켓은 클레임이 걸린 주문의 상품과 금액을 알려주지 않아, 클레임 전에 수집하지 못한 주문은 알 수 없습니다. 판매자센터에서 확인하세요.",
            "The marketplace does not tell the product and the amount of an order with a claim, so neither is known of one that was not collected before. Look in the seller centre.",
        )
    }
}

/// What the buyer gets back, or has to pay when the shipping is more than the goods were worth.
fn refund(amount: Won, over: bool) -> MoneyRow {
    let label = match (amount < Won::ZERO, over) {
        (true, _) => {
            Sentence::fixed("구매자가 더 낼 금액 (추정)", "Still to be paid by the buyer (estimate)")
        }
        // Some tell a later day on which the money arrives (스마트스토어 환불 예정일).
        (false, true) => {
            Sentence::fixed("구매자에게 환불 처리됨 (추정)", "Refund to the buyer carried out (estimate)")
        }
        (false, false) => Sentence::fixed("구매자에게 환불 (추정)", "Refund to the buyer (estimate)"),
    };
    let amount = if amount < Won::ZERO { Won::ZERO - amount } else { amount };
    MoneyRow { label, amount, total: true }
}

#[cfg(test)]
mod tests {
    use domain::{
        AccountId, ClaimId, ConfirmedBy, Fault, Held, Marketplace, OrderId, Person, Reason, Receiver,
    };

    use super::*;

    fn claim(kind: ClaimKind, step: ClaimStep, fee: i64) -> Claim {
        let moment = chrono::DateTime::UNIX_EPOCH;
        Claim {
            account: AccountId::from("a"),
            marketplace: Marketplace::SmartStore,
            order: OrderId::from("1"),
            claim: ClaimId::from("2"),
            kind,
            step,
            raw_status: String::new(),
            requested_at: moment,
            changed_at: moment,
            lines: Vec::new(),
            total: None,
            reason: Reason::default(),
            fault: Fault::Unstated,
            requester: Person::default(),
            pickup_from: Receiver::default(),
            pickups: Vec::new(),
            pickup_method: String::new(),
            reship: None,
            return_fee: Some(Won::new(fee)),
            refunded_early: false,
            held: None,
            confirmed_by: ConfirmedBy::Unstated,
            verbs: Vec::new(),
            more: Vec::new(),
            raw: "{}".into(),
        }
    }

    fn amounts(claim: &Claim, goods: i64) -> Vec<(i64, bool)> {
        of(claim, Some(Won::new(goods))).into_iter().map(|row| (row.amount.get(), row.total)).collect()
    }

    #[test]
    fn shipping_that_the_buyer_bears_is_taken_off_the_refund() {
        let of_fee = |fee| claim(ClaimKind::Return, ClaimStep::Collected, fee);
        assert_eq!(amounts(&of_fee(-5_000), 29_900), [(29_900, false), (-5_000, false), (24_900, true)]);
        assert_eq!(amounts(&of_fee(5_000), 29_900), [(29_900, false), (5_000, false), (29_900, true)]);
    }

    #[test]
    fn an_amount_that_never_comes_is_not_promised() {
        let why = |marketplace| unknown(&market::registry::capabilities(marketplace)).ko;
        for marketplace in [Marketplace::Gmarket, Marketplace::Auction] {
            assert!(why(marketplace).contains("알려주지 않아") && why(marketplace).contains("판매자센터"));
        }
        assert!(why(Marketplace::Coupang).contains("주문을 수집하면"));
    }

    #[test]
    fn the_shipping_of_an_exchange_is_not_called_that_of_a_return() {
        let label = |kind, fee| of(&claim(kind, ClaimStep::Collected, fee), None).remove(0).label.ko;
        assert_eq!(label(ClaimKind::Exchange, -6_000), "교환 배송비 (구매자 부담)");
        assert_eq!(label(ClaimKind::Return, 6_000), "반품 배송비 (판매자 부담)");
    }

    #[test]
    fn a_buyer_who_owes_more_than_the_goods_pays_the_rest() {
        let owing = claim(ClaimKind::Return, ClaimStep::Collected, -6_000);
        let total = of(&owing, Some(Won::new(4_950))).pop();
        let told = total.map(|row| (row.amount.get(), row.label.ko.into_owned()));
        assert_eq!(told, Some((1_050, "구매자가 더 낼 금액 (추정)".to_owned())));
    }

    #[test]
    fn money_leaves_by_what_it_is_pressed_on_and_not_by_the_button_alone() {
        use domain::ActionKind::{ConfirmReturnCollected, RefundReturn};
        let capabilities = market::registry::capabilities(Marketplace::Coupang);
        let fresh = claim(ClaimKind::Return, ClaimStep::Collecting, 0);
        let paid = Claim { refunded_early: true, ..fresh.clone() };
        let two = Claim { total: Some(2), ..fresh.clone() };
        let leaves = |kind, claim: &Claim, amount| leaves(&capabilities, kind, claim, Some(Won::new(amount)));
        assert_eq!(leaves(ConfirmReturnCollected, &fresh, 99_900), MoneyLeaves::Maybe);
        assert_eq!(
            leaves(ConfirmReturnCollected, &fresh, 100_000),
            MoneyLeaves::Later,
            "빠른환불 is below it"
        );
        assert_eq!(leaves(ConfirmReturnCollected, &two, 150_000), MoneyLeaves::Maybe, "75,000 each");
        assert_eq!(leaves(RefundReturn, &fresh, 150_000), MoneyLeaves::Now);
        for kind in [ConfirmReturnCollected, RefundReturn] {
            assert_eq!(leaves(kind, &paid, 29_900), MoneyLeaves::None, "it does not leave twice");
        }
    }

    #[test]
    fn what_a_hold_charges_stands_beside_the_refund() {
        let held = Held { fee: Some(Won::new(3_000)), ..Held::default() };
        let claim = Claim { held: Some(held), ..claim(ClaimKind::Return, ClaimStep::Collected, 0) };
        assert_eq!(amounts(&claim, 29_900), [(29_900, false), (3_000, false), (29_900, true)]);
    }

    #[test]
    fn what_was_given_up_and_what_is_exchanged_refunds_nothing() {
        for step in [ClaimStep::Rejected, ClaimStep::Withdrawn] {
            assert_eq!(amounts(&claim(ClaimKind::Return, step, -6_000), 29_900), [(29_900, false)]);
        }
        let exchange = claim(ClaimKind::Exchange, ClaimStep::Collected, 0);
        assert_eq!(amounts(&exchange, 29_900), [(29_900, false)]);
    }
}
