//! A large shop for measuring: the same one at every run.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, Delivery, Fact, Marketplace, OrderLine, Person, Price, Product, Quantity, Receiver, Stage, Won,
};
use store::Account;

/// Lines merged at once, as many as a few pages of a marketplace's list bring.
const BATCH: u32 = 1_000;
/// The first order.
const FIRST: i64 = 1_750_000_000;
/// Lines of one day: a busy small shop.
const PER_DAY: i64 = 2_500;

const FAMILIES: [&str; 12] = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오"];
const GIVEN: [&str; 16] = [
    "서연", "민준", "지우", "하윤", "도현", "수아", "예준", "지민", "은서", "현우", "유진", "승현", "다은",
    "태윤", "보라", "성훈",
];
const PRODUCTS: [&str; 12] = [
    "스텐 보온텀블러 500ml",
    "규조토 식기매트",
    "극세사 주방매트",
    "거즈 행주 5매입",
    "리넨 앞치마",
    "편백 도마",
    "유리 밀폐용기 3종",
    "실리콘 조리도구 5종",
    "대나무 키친타월",
    "코튼 베개커버",
    "캔버스 에코백",
    "순면 식탁보",
];
const REGIONS: [&str; 8] = [
    "서울 마포구 월드컵로",
    "경기 성남시 분당구 정자로",
    "부산 해운대구 센텀로",
    "대구 수성구 동대구로",
    "인천 연수구 송도과학로",
    "광주 북구 용봉로",
    "대전 유성구 대학로",
    "제주 제주시 연북로",
];

/// A small seeded generator (SplitMix64): the same shop everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next number below `limit`.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % u64::from(limit.max(1))) as u32
    }

    /// One of these.
    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u32) as usize]
    }
}

/// The shop's account.
pub(crate) fn account() -> Account {
    Account {
        id: AccountId::from("bench"),
        marketplace: Marketplace::Coupang,
        name: "온유상점".into(),
        seller_id: "A00012345".into(),
        base_url: None,
        proxy: None,
        settles_after_seconds: None,
        sandbox: true,
        key_issued_on: None,
        created_at: moment(0),
    }
}

/// The shop's lines, oldest first, in batches.
pub(crate) fn batches(lines: u32) -> impl Iterator<Item = Vec<Fact>> {
    let mut dice = Dice::new(1);
    (0..lines.div_ceil(BATCH)).map(move |batch| {
        let numbers = batch * BATCH..((batch + 1) * BATCH).min(lines);
        numbers.map(|number| Fact::Line(Box::new(line(number, lines, &mut dice)))).collect()
    })
}

/// A search: its name, what a person types, and the same in the language of SQLite's full-text search.
pub(crate) struct Search {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    pub(crate) expression: &'static str,
}

/// A name, a product word, an order number and a telephone's last digits.
pub(crate) const SEARCHES: [Search; 4] = [
    Search { name: "name", text: "박서연", expression: "\"박서 서연\"" },
    Search { name: "word", text: "텀블러", expression: "\"텀블 블러\"" },
    Search {
        name: "order",
        text: "22000000004321",
        expression: "\"→22000000004321\" * OR \"←12340000000022\" *",
    },
    Search { name: "phone", text: "1234", expression: "\"→1234\" * OR \"←4321\" * OR \"☎1234\"" },
];

/// One line; the newest twentieth is new, the next to ship, the next in transit, the rest done, so that even
/// the smallest store has several pages of every view.
fn line(number: u32, lines: u32, dice: &mut Dice) -> OrderLine {
    let age = f64::from(lines - number) / f64::from(lines);
    let (stage, raw_status) = match age {
        age if age < 0.05 => (Stage::Paid, "ACCEPT"),
        age if age < 0.1 => (Stage::Preparing, "INSTRUCT"),
        age if age < 0.2 => (Stage::Delivering, "DELIVERING"),
        age if age < 0.4 => (Stage::Delivered, "FINAL_DELIVERY"),
        _ => (Stage::Confirmed, "FINAL_DELIVERY"),
    };
    let at = moment(number);
    let bundle = format!("{}", 642_538_971_000_000_000_u64 + u64::from(number));
    let item = format!("{}", 3_242_000_000_u64 + u64::from(dice.below(5_000)));
    let unit = Won::new(i64::from(dice.below(500) + 10) * 100);
    let quantity = dice.below(3) + 1;
    let product = dice.of(&PRODUCTS);
    OrderLine {
        account: account().id,
        marketplace: Marketplace::Coupang,
        order: format!("{}", 22_000_000_000_000_u64 + u64::from(number)).as_str().into(),
        line: format!("{bundle}:{item}").as_str().into(),
        item: item.as_str().into(),
        bundle: bundle.as_str().into(),
        stage,
        raw_status: raw_status.into(),
        ordered_at: at,
        paid_at: Some(at),
        ship_by: Some((at + TimeDelta::days(2)).date_naive()),
        shipped_at: None,
        delivered_at: None,
        confirmed_at: None,
        product: Product {
            name: product.into(),
            option: "아이보리".into(),
            sku: format!("SKU-{item}"),
            ..Product::default()
        },
        quantity: Quantity { ordered: quantity, canceled: 0, held: 0 },
        price: Price { unit, total: unit.times(quantity), ..Price::default() },
        buyer: Person::default(),
        receiver: receiver(dice),
        delivery: Delivery::default(),
        channel: "안드로이드앱".into(),
        more: Vec::new(),
        raw: raw(&bundle, &item, product),
    }
}

/// A believable receiver.
fn receiver(dice: &mut Dice) -> Receiver {
    Receiver {
        name: format!("{}{}", dice.of(&FAMILIES), dice.of(&GIVEN)),
        phone: format!("0503{:04}{:04}", dice.below(10_000), dice.below(10_000)),
        postcode: format!("{:05}", dice.below(63_000)),
        address: format!("{} {}", dice.of(&REGIONS), dice.below(300) + 1),
        address_detail: format!("{}동 {}호", dice.below(20) + 101, dice.below(2_000) + 101),
        memo: "문 앞에 놓아 주세요".into(),
        ..Receiver::default()
    }
}

/// A marketplace's record of about the size that Coupang sends for a line.
fn raw(bundle: &str, item: &str, product: &str) -> String {
    let money = r#"{"currencyCode":"KRW","units":19000,"nanos":0}"#;
    format!(
        r#"{{"shipmentBoxId":{bundle},"status":"INSTRUCT","shippingPrice":{money},"remotePrice":null,"orderItems":[{{"vendorItemId":{item},"vendorItemName":"{product}","shippingCount":1,"salesPrice":{money},"orderPrice":{money},"discountPrice":{money},"instantCouponDiscount":{money},"downloadableCouponDiscount":{money},"coupangDiscount":{money},"externalVendorSkuCode":"170816368810","etcInfoValues":[],"sellerProductName":"{product}","sellerProductItemName":"아이보리","cancelCount":0,"holdCountForCancel":0}}],"refer":"안드로이드앱","shipmentType":"THIRD_PARTY"}}"#
    )
}

/// When the order of that number was paid.
fn moment(number: u32) -> DateTime<Utc> {
    let second = FIRST + i64::from(number) * 86_400 / PER_DAY;
    DateTime::from_timestamp(second, 0).unwrap_or_default()
}
