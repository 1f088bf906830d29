//! A fictional shop: lines and claims to fill a store with.

use chrono::{DateTime, Duration, Utc};
use domain::{
    AccountId, BundleId, Claim, ClaimId, ClaimKind, ClaimLine, ClaimStep, ConfirmedBy, Delivery, Fact, Fault,
    ItemId, LineId, Marketplace, OrderId, OrderLine, Person, Price, Product, Quantity, Reason, Receiver,
    Stage, Won,
};

/// The moment from which everything is counted: 2026-11-02 09:00 in Korea.
pub(crate) fn start() -> DateTime<Utc> {
    "2026-11-02T00:00:00Z".parse().unwrap()
}

/// Some hours after the start.
pub(crate) fn hours(count: i64) -> DateTime<Utc> {
    start() + Duration::hours(count)
}

/// The account most tests use.
pub(crate) fn account() -> AccountId {
    AccountId::from("coupang-1")
}

/// Line `number` of the shop, alone in its order and its bundle.
pub(crate) fn line(number: u64) -> OrderLine {
    let names = ["박서연", "김도윤", "이하준", "최지우", "정수아", "남궁민"];
    let products = ["울 니트 스웨터", "무선 이어폰", "제주 감귤 5kg", "등산 양말 세트", "스텐 텀블러"];
    let pick = |list: &[&str]| list[usize::try_from(number).unwrap() % list.len()].to_owned();
    let person = pick(&names);
    let phone = format!("0503-{:04}-{:04}", number / 10_000 % 10_000, number % 10_000);
    OrderLine {
        account: account(),
        marketplace: Marketplace::Coupang,
        order: OrderId::new(format!("{}", 22_000_009_000_000_u64 + number)),
        line: LineId::new(format!("{}-3242596358", 642_538_971_000_000_000_u64 + number)),
        item: ItemId::from("3242596358"),
        bundle: BundleId::new(format!("{}", 642_538_971_000_000_000_u64 + number)),
        stage: Stage::Paid,
        raw_status: "ACCEPT".to_owned(),
        ordered_at: start() + Duration::minutes(i64::try_from(number).unwrap()),
        paid_at: None,
        ship_by: Some("2026-11-24".parse().unwrap()),
        shipped_at: None,
        delivered_at: None,
        confirmed_at: None,
        product: Product {
            name: pick(&products),
            option: "GREY 160호".to_owned(),
            sku: format!("KN-{:05}", number % 100_000),
            ..Product::default()
        },
        quantity: Quantity { ordered: 2, ..Quantity::default() },
        price: Price { unit: Won::new(19_000), total: Won::new(38_000), ..Price::default() },
        buyer: Person { name: person.clone(), phone: phone.clone(), email: String::new() },
        receiver: Receiver {
            name: person,
            phone,
            address: "경기 오산시 가수동 12".to_owned(),
            address_detail: "109동 1203호".to_owned(),
            postcode: "18100".to_owned(),
            memo: "문 앞".to_owned(),
            ..Receiver::default()
        },
        delivery: Delivery::default(),
        channel: "안드로이드앱".to_owned(),
        more: Vec::new(),
        raw: "{}".to_owned(),
    }
}

/// A claim about `quantity` pieces of a line, told at the moment of the request.
pub(crate) fn claim(number: u64, kind: ClaimKind, about: &OrderLine, quantity: u32) -> Claim {
    Claim {
        account: about.account.clone(),
        marketplace: about.marketplace,
        order: about.order.clone(),
        claim: ClaimId::new(format!("{}", 50_000_000 + number)),
        kind,
        step: ClaimStep::Requested,
        raw_status: "RU".to_owned(),
        requested_at: about.ordered_at + Duration::hours(1),
        changed_at: about.ordered_at + Duration::hours(1),
        lines: vec![ClaimLine {
            line: Some(about.line.clone()),
            item: about.item.clone(),
            bundle: Some(about.bundle.clone()),
            product: about.product.name.clone(),
            purchased: about.quantity.ordered,
            quantity,
            unshipped: true,
        }],
        reason: Reason::default(),
        fault: Fault::Buyer,
        requester: about.buyer.clone(),
        pickup_from: about.receiver.clone(),
        pickups: Vec::new(),
        pickup_method: String::new(),
        reship: None,
        return_fee: None,
        refunded_early: false,
        held: None,
        total: None,
        confirmed_by: ConfirmedBy::Unstated,
        verbs: Vec::new(),
        more: Vec::new(),
        raw: "{}".to_owned(),
    }
}

/// A claim that moved on.
pub(crate) fn moved(claim: &Claim, step: ClaimStep) -> Claim {
    Claim { step, changed_at: claim.changed_at + Duration::hours(1), ..claim.clone() }
}

/// Lines as facts.
pub(crate) fn facts(lines: &[OrderLine]) -> Vec<Fact> {
    lines.iter().cloned().map(|line| Fact::Line(Box::new(line))).collect()
}

/// A claim as a fact.
pub(crate) fn told(claim: &Claim) -> Fact {
    Fact::Claim(Box::new(claim.clone()))
}
