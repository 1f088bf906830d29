//! The money of a claim: what its goods are worth, what its shipping costs, what the buyer gets back.

use domain::{Claim, ClaimKind, ClaimStep, Sentence, Won};

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
    let fee = claim.return_fee.unwrap_or(Won::ZERO);
    if fee > Won::ZERO {
        rows.push(row("반품 배송비 (판매자 부담)", "Return shipping (borne by the seller)", fee, false));
    } else if fee < Won::ZERO {
        rows.push(row("반품 배송비 (구매자 부담)", "Return shipping (borne by the buyer)", fee, false));
    }
    let charged = claim.held.as_ref().and_then(|held| held.fee).filter(|fee| *fee > Won::ZERO);
    rows.extend(charged.map(|fee| {
        row("보류로 청구한 금액 (환불과 별도)", "Charged by the hold (apart from the refund)", fee, false)
    }));
    if claim.kind != ClaimKind::Exchange {
        rows.extend(amount.map(|amount| refund(amount + fee.min(Won::ZERO), claim.is_settled())));
    }
    rows
}

/// About what the buyer gets back by a claim; `None` where no money goes back by its kind, or the value of its pieces is
/// not known.
pub(super) fn back(claim: &Claim, amount: Option<Won>) -> Option<Won> {
    let fee = claim.return_fee.unwrap_or(Won::ZERO).min(Won::ZERO);
    amount.filter(|_| claim.kind != ClaimKind::Exchange).map(|amount| (amount + fee).max(Won::ZERO))
}

/// What the buyer gets back, or has to pay when the shipping is more than the goods were worth.
fn refund(amount: Won, over: bool) -> MoneyRow {
    let label = match (amount < Won::ZERO, over) {
        (true, _) => {
            Sentence::fixed("구매자가 더 낼 금액 (추정)", "Still to be paid by the buyer (estimate)")
        }
        (false, true) => Sentence::fixed("구매자에게 환불됨 (추정)", "Refunded to the buyer (estimate)"),
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
    fn a_buyer_who_owes_more_than_the_goods_pays_the_rest() {
        let owing = claim(ClaimKind::Return, ClaimStep::Collected, -6_000);
        let total = of(&owing, Some(Won::new(4_950))).pop();
        let told = total.map(|row| (row.amount.get(), row.label.ko.into_owned()));
        assert_eq!(told, Some((1_050, "구매자가 더 낼 금액 (추정)".to_owned())));
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
