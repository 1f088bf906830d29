//! A believable shop from a seed.

use chrono::{DateTime, Utc};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::auth::Credentials;
use super::line_state::LineState;
use super::model::{Address, Applied, Buyer, Goods, Key, Line, Order, Payment, Service};
use super::settings::Settings;
use super::state::State;
use super::verbs::OrderWish;
use super::{couriers, fates, life, phrases};
use crate::people;
use crate::products::{CATALOGUE, OVERSEAS, Product};

/// The shop of a seed: the same orders, claims and keys every time.
pub(crate) fn shop(seed: u64, orders: usize, now: DateTime<Utc>) -> State {
    let seed = seed ^ SALT;
    let mut maker = Maker::for_act(seed, 0);
    let (keys, list) = (maker.credentials(), couriers::draw(&mut maker.rng));
    let mut state = State::empty(seed, keys, list);
    for index in 0..orders {
        fates::fulfil(&mut maker, &mut state, index, now);
    }
    life::pass(&mut state, &Settings::default(), now);
    state
}

/// Keeps this shop's people apart from those of the other marketplaces.
const SALT: u64 = 0x6772_6970;

/// Draws orders.
pub(crate) struct Maker {
    pub(crate) rng: ChaCha8Rng,
}

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const FREE_FROM: i64 = 30_000;
const SHIPPING_FEE: i64 = 3_000;
const REMOTE_FEE: i64 = 5_000;
/// 주문 당시 상품명: 최대 40자
const LONGEST_NAME: usize = 40;
/// 배송 메시지: 최대 60자
const LONGEST_REQUEST: usize = 60;

impl Maker {
    /// Every act draws from a stream of its own, so that acts do not disturb each other.
    pub(crate) fn for_act(seed: u64, act: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(act);
        Self { rng }
    }

    fn credentials(&mut self) -> Credentials {
        Credentials { service_id: "moadesk".to_owned(), access_key: self.word(20), secret_key: self.word(40) }
    }

    /// So many letters and digits.
    pub(crate) fn word(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(*LETTERS.choose(&mut self.rng).unwrap_or(&b'A'))).collect()
    }

    pub(crate) fn tracking_number(&mut self) -> String {
        let number: u64 = self.rng.random_range(300_000_000_000..700_000_000_000);
        number.to_string()
    }

    /// 별점 and what a buyer would write with it.
    pub(crate) fn opinion(&mut self) -> (f32, &'static str) {
        *phrases::OPINIONS.choose(&mut self.rng).unwrap_or(&phrases::OPINIONS[0])
    }

    fn phone(&mut self) -> String {
        let (middle, last): (u32, u32) =
            (self.rng.random_range(2_000..10_000), self.rng.random_range(0..10_000));
        format!("010-{middle}-{last:04}")
    }

    pub(crate) fn receiver(&mut self) -> Address {
        let person = people::person(&mut self.rng);
        Address {
            name: person.name,
            phone: self.phone(),
            postal_code: person.post_code,
            address1: person.addr1,
            address2: person.addr2,
        }
    }

    /// One new basket; tells its lines.
    pub(crate) fn order(&mut self, state: &mut State, at: DateTime<Utc>, wish: &OrderWish) -> Vec<Key> {
        let order_seq = wish.order_seq.unwrap_or_else(|| state.new_order_seq());
        let receiver = wish.receiver.clone().unwrap_or_else(|| self.receiver());
        let payment = wish.payment.unwrap_or_else(|| self.payment(wish.unpaid));
        let request = wish.request.clone().unwrap_or_else(|| people::memo(&mut self.rng));
        let request: String = request.chars().take(LONGEST_REQUEST).collect();
        let buyer = self.buyer(wish, &receiver);
        let mut lines = Vec::new();
        for goods in self.basket(wish) {
            let key = Key::new(order_seq, state.new_product_seq());
            let mut line = self.line(key, at, goods, wish);
            line.receiver = receiver.clone();
            line.request = (!request.is_empty()).then(|| request.clone());
            lines.push(line);
        }
        charge(&mut lines);
        let keys: Vec<Key> = lines.iter().map(|line| line.key).collect();
        let product_seqs = keys.iter().map(|key| key.order_product_seq).collect();
        state.add_order(Order { order_seq, buyer, payment, product_seqs }, lines);
        keys
    }

    /// What is not paid yet waits for a transfer; otherwise any but that.
    fn payment(&mut self, unpaid: bool) -> Payment {
        if unpaid {
            return Payment::VirtualAccount;
        }
        let drawn = *Payment::ALL.choose(&mut self.rng).unwrap_or(&Payment::Card);
        if drawn == Payment::VirtualAccount { Payment::Card } else { drawn }
    }

    fn buyer(&mut self, wish: &OrderWish, receiver: &Address) -> Buyer {
        let other = self.rng.random_ratio(1, 8);
        let name = if other { people::person(&mut self.rng).name } else { receiver.name.clone() };
        let phone = if other { self.phone() } else { receiver.phone.clone() };
        let number: u32 = self.rng.random_range(0..1_000);
        let drawn = phrases::NICKNAMES.choose(&mut self.rng).unwrap_or(&phrases::NICKNAMES[0]);
        let plain = self.rng.random_ratio(1, 3);
        let nickname = if plain { (*drawn).to_owned() } else { format!("{drawn}{number}") };
        Buyer { nickname: wish.nickname.clone().unwrap_or(nickname), name, phone }
    }

    fn basket(&mut self, wish: &OrderWish) -> Vec<Goods> {
        let wanted = wish.lines.unwrap_or_else(|| self.count()).max(1);
        let mut basket: Vec<Goods> = (0..wanted).map(|_| self.goods(wish)).collect();
        if wish.gift {
            let place = CATALOGUE.iter().position(|product| product.price == 0).unwrap_or_default();
            basket.push(self.goods_at(place, wish));
        }
        basket
    }

    fn count(&mut self) -> u32 {
        match self.rng.random_range(0..20) {
            0 | 1 => 3,
            2..=6 => 2,
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
        let abroad = |product: &Product| product.name.starts_with(OVERSEAS);
        let fits = |product: &Product| abroad(product) == wish.overseas && product.price > 0;
        let places: Vec<usize> = (0..CATALOGUE.len()).filter(|place| fits(&CATALOGUE[*place])).collect();
        let place = *places.choose(&mut self.rng).unwrap_or(&0);
        self.goods_at(place, wish)
    }

    /// Goods with one option only are sold without.
    fn goods_at(&mut self, place: usize, wish: &OrderWish) -> Goods {
        let product = CATALOGUE[place];
        let option = self.rng.random_range(0..product.options.len());
        let chosen = product.options.get(option).filter(|_| product.options.len() > 1);
        let service = match wish {
            OrderWish { overseas: true, .. } => Service::Overseas,
            OrderWish { dawn: true, .. } => Service::Dawn,
            OrderWish { direct: true, .. } => Service::Direct,
            _ => Service::Parcel,
        };
        Goods {
            product_id: format!("q{:07x}", 0x00a3_1c5d + place * 7_919),
            your_product_id: format!("HK-{place:03}"),
            your_option_id: chosen.map(|_| format!("HK-{place:03}-{option}")),
            name: product.name.chars().take(LONGEST_NAME).collect(),
            option: chosen.map(|label| (*label).to_owned()),
            option_seqs: chosen.and_then(|_| i64::try_from(option + 1).ok()).into_iter().collect(),
            price: wish.price.filter(|_| product.price > 0).unwrap_or(product.price),
            service,
        }
    }

    fn line(&mut self, key: Key, at: DateTime<Utc>, goods: Goods, wish: &OrderWish) -> Line {
        let quantity = wish.quantity.unwrap_or_else(|| self.quantity()).max(1);
        let quantity = if goods.price == 0 { 1 } else { quantity };
        let tenth = goods.price * i64::from(quantity) / 1_000 * 100;
        let coupon = if self.rng.random_ratio(1, 4) { tenth } else { 0 };
        let digits: u64 = self.rng.random_range(0..1_000_000_000_000);
        let (dawn, abroad) = (goods.service == Service::Dawn, goods.service == Service::Overseas);
        Line {
            key,
            state: if wish.unpaid { LineState::AwaitingPayment } else { LineState::Paid },
            goods,
            quantity,
            shipping: 0,
            shipping_extra: 0,
            coupon: wish.coupon.unwrap_or(coupon),
            ordered_at: at,
            prepared_at: None,
            started_at: None,
            delivered_at: None,
            confirmed_at: None,
            cancelled_at: None,
            receiver: Address::default(),
            request: None,
            dawn_request: dawn.then(|| phrases::DAWN_REQUEST.to_owned()),
            clearance_code: abroad.then(|| format!("P{digits:012}")),
            parcel: None,
            postponed: None,
            seller_cancel: None,
            returned: None,
            exchange: None,
            applied: Applied::new(),
        }
    }
}

/// 조건부 무료, and more for islands. That a bundle's fee stands on its first line is unverified.
fn charge(lines: &mut [Line]) {
    let total: i64 = lines.iter().map(Line::amount).sum();
    if let Some(first) = lines.first_mut() {
        let remote = ["제주", "울릉"].iter().any(|place| first.receiver.address1.contains(place));
        first.shipping = if total >= FREE_FROM { 0 } else { SHIPPING_FEE };
        first.shipping_extra = if remote { REMOTE_FEE } else { 0 };
    }
}
