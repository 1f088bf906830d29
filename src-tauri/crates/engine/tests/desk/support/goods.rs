//! Lines and claims to stock a shop with.

use domain::{
    AccountId, Claim, ClaimKind, ClaimLine, ClaimStep, ClaimVerb, Delivery, LineId, Marketplace, OrderLine,
    Person, Price, Product, Quantity, Reason, Receiver, Reship, Stage, Won,
};

use super::start;

/// A line `order-bundle-item` of three pieces, paid a minute before the test begins.
pub(crate) fn line(id: &str, stage: Stage) -> OrderLine {
    let mut parts = id.split('-');
    let mut part = || parts.next().unwrap().to_owned();
    let (order, bundle, item) = (part(), part(), part());
    let at = start() - chrono::TimeDelta::minutes(1);
    OrderLine {
        account: AccountId::from(""),
        marketplace: Marketplace::Coupang,
        order: order.as_str().into(),
        line: id.into(),
        item: item.as_str().into(),
        bundle: format!("{order}-{bundle}").as_str().into(),
        stage,
        raw_status: format!("{stage:?}"),
        ordered_at: at,
        paid_at: Some(at),
        ship_by: None,
        shipped_at: None,
        delivered_at: None,
        confirmed_at: None,
        product: Product {
            name: format!("상품 {item}"),
            product_id: format!("P{order}"),
            ..Product::default()
        },
        quantity: Quantity { ordered: 3, canceled: 0, held: 0 },
        price: Price { unit: Won::new(1000), total: Won::new(3000), ..Price::default() },
        buyer: Person { name: "김산하".to_owned(), ..Person::default() },
        receiver: Receiver {
            name: "박서연".to_owned(),
            phone: "0503-1234-5678".to_owned(),
            memo: "현관 2580# 문 앞".to_owned(),
            address: "경기 오산시 가수로 12".to_owned(),
            address_detail: format!("{order}동 101호"),
            ..Receiver::default()
        },
        delivery: Delivery { splittable: true, ..Delivery::default() },
        channel: String::new(),
        more: Vec::new(),
        raw: "{}".to_owned(),
    }
}

/// A line that was bought along with the others of its order.
pub(crate) fn add_on(id: &str, stage: Stage) -> OrderLine {
    let mut line = line(id, stage);
    line.product.add_on = true;
    line
}

/// Lines of one order's bundle, all at one stage.
pub(crate) fn lines_of(order: &str, items: &[&str], stage: Stage) -> Vec<OrderLine> {
    items.iter().map(|item| line(&format!("{order}-1-{item}"), stage)).collect()
}

/// A claim on `quantity` pieces of a line.
pub(crate) fn claim(kind: ClaimKind, id: &str, on: &OrderLine, quantity: u32) -> Claim {
    Claim {
        account: AccountId::from(""),
        marketplace: on.marketplace,
        order: on.order.clone(),
        claim: id.into(),
        kind,
        step: ClaimStep::Requested,
        raw_status: "REQUESTED".to_owned(),
        requested_at: start() - chrono::TimeDelta::seconds(30),
        changed_at: start() - chrono::TimeDelta::seconds(30),
        lines: vec![ClaimLine {
            line: Some(LineId::new(on.line.as_str())),
            item: on.item.clone(),
            bundle: Some(on.bundle.clone()),
            product: on.product.name.clone(),
            purchased: on.quantity.ordered,
            quantity,
            unshipped: true,
        }],
        reason: Reason { text: "단순 변심".to_owned(), ..Reason::default() },
        fault: domain::Fault::Buyer,
        requester: on.buyer.clone(),
        pickup_from: on.receiver.clone(),
        pickups: Vec::new(),
        pickup_method: String::new(),
        reship: (kind == ClaimKind::Exchange).then(Reship::default),
        return_fee: None,
        refunded_early: false,
        held: None,
        total: None,
        confirmed_by: domain::ConfirmedBy::Unstated,
        verbs: vec![ClaimVerb::Approve, ClaimVerb::Refuse],
        more: Vec::new(),
        raw: "{}".to_owned(),
    }
}

/// A cancel request.
pub(crate) fn cancel(id: &str, on: &OrderLine, quantity: u32) -> Claim {
    claim(ClaimKind::Cancel, id, on, quantity)
}

/// A return whose goods are on their way back.
pub(crate) fn returning(id: &str, on: &OrderLine) -> Claim {
    Claim {
        step: ClaimStep::Collecting,
        verbs: vec![ClaimVerb::ConfirmCollected, ClaimVerb::RegisterPickup],
        ..claim(ClaimKind::Return, id, on, on.quantity.ordered)
    }
}

/// A return whose goods are here and whose money has not moved.
pub(crate) fn collected(id: &str, on: &OrderLine) -> Claim {
    Claim {
        step: ClaimStep::Collected,
        verbs: vec![ClaimVerb::Refund, ClaimVerb::Refuse, ClaimVerb::Hold],
        ..claim(ClaimKind::Return, id, on, on.quantity.ordered)
    }
}

/// An exchange whose goods are here.
pub(crate) fn exchange(id: &str, on: &OrderLine) -> Claim {
    Claim {
        step: ClaimStep::Collected,
        verbs: vec![ClaimVerb::Reship, ClaimVerb::Refuse],
        ..claim(ClaimKind::Exchange, id, on, on.quantity.ordered)
    }
}
