//! A believable shop from a seed.

use chrono::{DateTime, TimeDelta, Utc};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::add_ons;
use super::auth::{self, Credentials};
use super::fates;
use super::flavor::Flavor;
use super::hope::{HOPE, SELLER_GUARANTEED};
use super::model::{
    Address, Applied, ChangeKind, GiftStatus, Goods, Hope, Line, LineStatus, Order, Orderer, PlaceStatus,
};
use super::state::State;
use super::verbs::OrderWish;
use super::wire::POINTS;
use crate::clock::kst;
use crate::people;
use crate::products::{CATALOGUE, OVERSEAS, Product};

/// The shop of a seed: the same orders, claims and keys every time.
pub(crate) fn shop(flavor: Flavor, seed: u64, orders: usize, now: DateTime<Utc>) -> State {
    let seed = seed ^ flavor.salt();
    let mut maker = Maker::for_act(seed, 0);
    let mut state = State::empty(flavor, seed, maker.credentials());
    for index in 0..orders {
        fates::fulfil(&mut maker, &mut state, index, now);
    }
    state
}

/// Draws orders.
pub(crate) struct Maker {
    pub(crate) rng: ChaCha8Rng,
}

/// What an order brought forth.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) order_id: String,
    pub(crate) line_ids: Vec<String>,
}

const PAYMENTS: [&str; 5] = ["신용카드 간편결제", "신용카드", "계좌 간편결제", "무통장입금", POINTS];

/// What can be bought besides a product, and its price in won.
const ADD_ONS: [(&str, i64); 4] =
    [("선물 포장", 2_000), ("여분 손잡이 커버", 3_500), ("전용 보관 파우치", 5_900), ("세척 브러시", 4_200)];

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Days until a line must have left.
const DISPATCH_WITHIN: TimeDelta = TimeDelta::days(3);

impl Maker {
    /// Every act draws from a stream of its own, so that acts do not disturb each other.
    pub(crate) fn for_act(seed: u64, act: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(act);
        Self { rng }
    }

    fn credentials(&mut self) -> Credentials {
        let client_id = self.word(22);
        Credentials { client_id, client_secret: auth::secret(self.rng.random()) }
    }

    /// So many letters and digits.
    pub(crate) fn word(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(*LETTERS.choose(&mut self.rng).unwrap_or(&b'A'))).collect()
    }

    pub(crate) fn tracking_number(&mut self) -> String {
        let number: u64 = self.rng.random_range(500_000_000_000..700_000_000_000);
        number.to_string()
    }

    fn phone(&mut self) -> String {
        let (middle, last): (u32, u32) =
            (self.rng.random_range(2_000..10_000), self.rng.random_range(0..10_000));
        format!("010-{middle}-{last:04}")
    }

    pub(crate) fn receiver(&mut self) -> Address {
        let person = people::person(&mut self.rng);
        let second = self.rng.random_ratio(1, 6);
        Address {
            name: person.name,
            tel1: self.phone(),
            tel2: if second { self.phone() } else { String::new() },
            zip_code: person.post_code,
            base_address: person.addr1,
            detailed_address: person.addr2,
        }
    }

    /// One new order, told to the feed.
    pub(crate) fn order(&mut self, state: &mut State, at: DateTime<Utc>, wish: &OrderWish) -> Placed {
        let order_id = state.new_order_id(at);
        let receiver = wish.receiver.clone().unwrap_or_else(|| self.receiver());
        let lines = self.lines(state, &order_id, at, (wish, &receiver));
        let order = Order {
            order_id: order_id.clone(),
            ordered_at: at,
            paid_at: (!wish.unpaid).then_some(at),
            orderer: self.orderer(wish, &receiver),
            payment_means: (*PAYMENTS.choose(&mut self.rng).unwrap_or(&PAYMENTS[0])).to_owned(),
            mobile: self.rng.random_ratio(3, 4),
            membership: self.rng.random_ratio(1, 3),
            gift: wish.gift,
            line_ids: Vec::new(),
        };
        let line_ids: Vec<String> = lines.iter().map(|line| line.product_order_id.clone()).collect();
        state.add_order(order, lines);
        let kind = if wish.unpaid { ChangeKind::PayWaiting } else { ChangeKind::Payed };
        for id in &line_ids {
            state.record(id, kind, at);
        }
        Placed { order_id, line_ids }
    }

    fn orderer(&mut self, wish: &OrderWish, receiver: &Address) -> Orderer {
        let number: u32 = self.rng.random_range(100_000_000..1_000_000_000);
        let other = wish.gift || self.rng.random_ratio(1, 10);
        let name = if other { people::person(&mut self.rng).name } else { receiver.name.clone() };
        let tel = if other { self.phone() } else { receiver.tel1.clone() };
        let id = self.word(4).to_ascii_lowercase();
        Orderer { id: format!("{id}****"), number: number.to_string(), name, tel }
    }

    fn lines(
        &mut self,
        state: &mut State,
        order_id: &str,
        at: DateTime<Utc>,
        (wish, receiver): (&OrderWish, &Address),
    ) -> Vec<Line> {
        let memo = wish.memo.clone().unwrap_or_else(|| people::memo(&mut self.rng));
        let wanted = wish.lines.unwrap_or_else(|| self.count()).max(1);
        let separate = wish.separate || (wish.lines.is_none() && self.rng.random_ratio(1, 4));
        let early = self.early_ids(state, at, wish.add_ons);
        let mut package = state.new_package_number(at);
        let mut lines: Vec<Line> = Vec::new();
        for _ in 0..wanted {
            if separate && !lines.is_empty() {
                package = state.new_package_number(at);
            }
            let goods = self.goods(wish);
            let mut line = self.line((state.new_line_id(at), order_id), at, wish, goods);
            line.memo.clone_from(&memo);
            line.package_number.clone_from(&package);
            line.receiver = (!wish.gift).then(|| receiver.clone());
            lines.push(line);
        }
        lines.chunk_by_mut(|one, other| one.package_number == other.package_number).for_each(charge_delivery);
        let ids = early.unwrap_or_else(|| new_line_ids(state, at, wish.add_ons));
        let add_ons: Vec<Line> =
            ids.into_iter().filter_map(|id| lines.first().map(|main| self.add_on(id, main))).collect();
        let rest = lines.split_off(1.min(lines.len()));
        lines.into_iter().chain(add_ons).chain(rest).collect()
    }

    /// Nothing says that the id of an add-on is larger than its main line's: in half of the orders
    /// it is not.
    fn early_ids(&mut self, state: &mut State, at: DateTime<Utc>, add_ons: u32) -> Option<Vec<String>> {
        let early = add_ons > 0 && self.rng.random_ratio(1, 2);
        early.then(|| new_line_ids(state, at, add_ons))
    }

    fn count(&mut self) -> u32 {
        match self.rng.random_range(0..20) {
            0 => 3,
            1..=4 => 2,
            _ => 1,
        }
    }

    fn quantity(&mut self) -> u32 {
        match self.rng.random_range(0..20) {
            0 => self.rng.random_range(4..13),
            1 => 3,
            2..=5 => 2,
            _ => 1,
        }
    }

    fn goods(&mut self, wish: &OrderWish) -> Goods {
        let fits = |product: &Product| !wish.overseas || product.name.starts_with(OVERSEAS);
        let places: Vec<usize> = (0..CATALOGUE.len()).filter(|place| fits(&CATALOGUE[*place])).collect();
        let place = *places.choose(&mut self.rng).unwrap_or(&0);
        let product = CATALOGUE[place];
        let option = self.rng.random_range(0..product.options.len());
        let number = place * 10 + option;
        let label = product.options[option];
        Goods {
            product_id: (11_110_000_001 + place).to_string(),
            original_product_id: (11_080_000_001 + place).to_string(),
            name: product.name.to_owned(),
            option: self.option(product, label),
            class: "조합형옵션상품".to_owned(),
            item_no: (40_000_000_001 + number).to_string(),
            option_code: if number.is_multiple_of(4) { String::new() } else { format!("HK-{number:04}") },
            seller_code: format!("HK-{place:03}"),
            price: product.price,
        }
    }

    /// A made-to-order product carries what the buyer wrote.
    fn option(&mut self, product: Product, label: &str) -> String {
        match product.prompt {
            None => format!("옵션: {label}"),
            Some(prompt) => format!("옵션: {label} / {prompt}: {}", people::person(&mut self.rng).name),
        }
    }

    fn line(
        &mut self,
        (id, order_id): (String, &str),
        at: DateTime<Utc>,
        wish: &OrderWish,
        goods: Goods,
    ) -> Line {
        let quantity = wish.quantity.unwrap_or_else(|| self.quantity()).max(1);
        let rebate =
            if self.rng.random_ratio(1, 4) { goods.price * i64::from(quantity) / 100 * 10 } else { 0 };
        let attribute = match wish {
            OrderWish { guaranteed: true, .. } => SELLER_GUARANTEED,
            OrderWish { hope: true, .. } => HOPE,
            _ => self.attribute(),
        };
        Line {
            product_order_id: id,
            order_id: order_id.to_owned(),
            status: if wish.unpaid { LineStatus::PaymentWaiting } else { LineStatus::Payed },
            place: PlaceStatus::NotYet,
            confirmed_at: None,
            customs_code: self.customs_code(&goods),
            goods,
            add_on_to: None,
            quantity,
            remain: quantity,
            discount: rebate,
            delivery_fee: 0,
            remote_fee: 0,
            package_number: String::new(),
            receiver: None,
            next_receiver: None,
            address_changed: false,
            memo: String::new(),
            due_at: at + DISPATCH_WITHIN,
            delay: None,
            attribute: attribute.to_owned(),
            hope: (wish.hope || wish.guaranteed).then(|| hoped(at, wish.guaranteed)),
            gift: wish.gift.then_some(GiftStatus::WaitForReceiving),
            gift_received_at: None,
            parcel: None,
            decided_at: None,
            change: None,
            claim_ids: Vec::new(),
            confirms_at: None,
            applied: Applied::new(),
        }
    }

    fn attribute(&mut self) -> &'static str {
        if self.rng.random_ratio(1, 10) { "TODAY" } else { "NORMAL" }
    }

    fn customs_code(&mut self, goods: &Goods) -> Option<String> {
        let digits: u64 = self.rng.random_range(0..1_000_000_000_000);
        goods.name.starts_with(OVERSEAS).then(|| format!("P{digits:012}"))
    }

    /// An add-on has its main line's product number, and a line of its own.
    fn add_on(&mut self, id: String, main: &Line) -> Line {
        let (name, price) = *ADD_ONS.choose(&mut self.rng).unwrap_or(&ADD_ONS[0]);
        let goods = Goods {
            option: format!("추가상품: {name}"),
            class: add_ons::CLASS.to_owned(),
            item_no: format!("{}9", main.goods.item_no),
            option_code: String::new(),
            price,
            ..main.goods.clone()
        };
        Line {
            product_order_id: id,
            goods,
            add_on_to: Some(main.product_order_id.clone()),
            quantity: 1,
            remain: 1,
            discount: 0,
            delivery_fee: 0,
            remote_fee: 0,
            ..main.clone()
        }
    }
}

fn new_line_ids(state: &mut State, at: DateTime<Utc>, count: u32) -> Vec<String> {
    (0..count).map(|_| state.new_line_id(at)).collect()
}

/// 배송 희망일 as a buyer chooses it: two days on, in the afternoon. N희망일배송 knows days only.
fn hoped(at: DateTime<Utc>, guaranteed: bool) -> Hope {
    Hope {
        day: (kst(at) + TimeDelta::days(2)).format("%Y%m%d").to_string(),
        time: (!guaranteed).then(|| "1400".to_owned()),
        region: (!guaranteed).then(|| "수도권".to_owned()),
        change_reason: None,
        changed_at: None,
    }
}

const FREE_FROM: i64 = 30_000;
const DELIVERY_FEE: i64 = 3_000;
const REMOTE_FEE: i64 = 5_000;

/// 조건별 무료: the first line of a package carries its fees.
fn charge_delivery(lines: &mut [Line]) {
    let total: i64 = lines.iter().map(|line| line.amount(line.quantity)).sum();
    let Some(first) = lines.first_mut() else {
        return;
    };
    first.delivery_fee = if total >= FREE_FROM { 0 } else { DELIVERY_FEE };
    let island =
        |address: &Address| address.base_address.starts_with("제주") || address.base_address.contains("울릉");
    first.remote_fee = if first.receiver.as_ref().is_some_and(island) { REMOTE_FEE } else { 0 };
}
