//! A believable shop from a seed, on both sites.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::auth::Credentials;
use super::fates;
use super::model::{Address, Applied, Buyer, Distribution, Gift, Goods, Line, LineStatus, Order, Step};
use super::site::Site;
use super::state::State;
use super::verbs::OrderWish;
use crate::clock::{from_kst, kst};
use crate::people;
use crate::products::{CATALOGUE, OVERSEAS, Product};

/// The shop of a seed: the same orders, claims and keys every time.
pub(crate) fn shop(seed: u64, orders: usize, now: DateTime<Utc>) -> State {
    let seed = seed ^ SALT;
    let mut maker = Maker::for_act(seed, 0);
    let mut state = State::empty(seed, maker.credentials());
    for index in 0..orders {
        fates::fulfil(&mut maker, &mut state, index, now);
    }
    state
}

/// Keeps this shop's people apart from those of the other marketplaces.
const SALT: u64 = 0x0065_736d;

/// Draws orders.
pub(crate) struct Maker {
    pub(crate) rng: ChaCha8Rng,
}

/// What an order brought forth.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) site: Site,
    pub(crate) pay_no: u64,
    pub(crate) order_nos: Vec<u64>,
}

/// What can be bought besides the goods, and its price in won.
const ADDITIONS: [(&str, i64); 4] =
    [("선물 포장", 2_000), ("여분 손잡이 커버", 3_500), ("전용 보관 파우치", 5_900), ("세척 브러시", 4_200)];

/// Before what the buyer of made-to-order goods wrote.
pub(crate) const MADE_TO_ORDER: &str = "/문구:";

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Days until an order must have left.
const DISPATCH_WITHIN: TimeDelta = TimeDelta::days(3);
/// 선물수락기한 [unverified].
const ACCEPT_WITHIN: TimeDelta = TimeDelta::days(7);

const FREE_FROM: i64 = 30_000;
const SHIPPING_FEE: i64 = 3_000;
const REMOTE_FEE: i64 = 5_000;

impl Maker {
    /// Every act draws from a stream of its own, so that acts do not disturb each other.
    pub(crate) fn for_act(seed: u64, act: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(act);
        Self { rng }
    }

    fn credentials(&mut self) -> Credentials {
        let tail = self.word(6).to_ascii_lowercase();
        Credentials {
            master_id: format!("moadesk_{tail}"),
            secret_key: self.word(32),
            gmarket_seller_id: format!("moag{tail}"),
            auction_seller_id: format!("moaa{tail}"),
        }
    }

    /// So many letters and digits.
    fn word(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(*LETTERS.choose(&mut self.rng).unwrap_or(&b'A'))).collect()
    }

    pub(crate) fn invoice(&mut self) -> String {
        let number: u64 = self.rng.random_range(300_000_000_000..700_000_000_000);
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
            mobile: self.phone(),
            phone: if second { self.phone() } else { String::new() },
            zip_code: person.post_code,
            front: person.addr1,
            back: person.addr2,
        }
    }

    /// One new basket.
    pub(crate) fn order(
        &mut self,
        state: &mut State,
        site: Site,
        at: DateTime<Utc>,
        wish: &OrderWish,
    ) -> Placed {
        let pay_no = state.shelf_mut(site).new_pay_no();
        let receiver = wish.receiver.clone().unwrap_or_else(|| self.receiver());
        let safe = wish.safe_number.unwrap_or_else(|| self.rng.random_ratio(1, 2));
        let buyer = self.buyer(wish, &receiver, safe);
        let receiver = hidden(receiver, safe, &mut self.rng);
        let mut lines = self.lines(state, (site, pay_no), at, wish);
        for line in &mut lines {
            line.receiver = line.gift.is_none().then(|| receiver.clone());
        }
        let order = charged(
            Order {
                site,
                pay_no,
                buyer,
                shipping_fee: 0,
                jeju_fee: 0,
                backwoods_fee: 0,
                line_nos: Vec::new(),
            },
            &lines,
        );
        let order_nos: Vec<u64> = lines.iter().map(|line| line.order_no).collect();
        state.add_order(order, lines);
        Placed { site, pay_no, order_nos }
    }

    fn buyer(&mut self, wish: &OrderWish, receiver: &Address, safe_number: bool) -> Buyer {
        let other = wish.gift || self.rng.random_ratio(1, 10);
        let name = if other { people::person(&mut self.rng).name } else { receiver.name.clone() };
        let own = if other { self.phone() } else { receiver.mobile.clone() };
        let mobile = if safe_number { people::person(&mut self.rng).safe_number } else { own };
        let id = self.word(3).to_ascii_lowercase();
        let stars = "*".repeat(self.rng.random_range(2..9));
        Buyer { id: format!("{id}{stars}"), name, mobile, phone: String::new(), safe_number }
    }

    fn lines(
        &mut self,
        state: &mut State,
        (site, pay_no): (Site, u64),
        at: DateTime<Utc>,
        wish: &OrderWish,
    ) -> Vec<Line> {
        let memo = wish.memo.clone().unwrap_or_else(|| people::memo(&mut self.rng));
        let wanted = wish.lines.unwrap_or_else(|| self.count()).max(1);
        let separate = wish.separate || (wish.lines.is_none() && self.rng.random_ratio(1, 4));
        let mut group_no = state.shelf_mut(site).new_group_no();
        let mut lines = Vec::new();
        for place in 0..wanted {
            let shelf = state.shelf_mut(site);
            if separate && place > 0 {
                group_no = shelf.new_group_no();
            }
            let own = wish.order_no.filter(|_| place == 0);
            let order_no = own.unwrap_or_else(|| shelf.new_order_no());
            let goods = self.goods(site, wish, place == 0);
            let mut line = self.line((site, order_no), at, wish, goods);
            line.pay_no = pay_no;
            line.group_no = group_no;
            line.memo.clone_from(&memo);
            lines.push(line);
        }
        lines
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

    fn goods(&mut self, site: Site, wish: &OrderWish, first: bool) -> Goods {
        let fits = |product: &Product| !wish.overseas || product.name.starts_with(OVERSEAS);
        let places: Vec<usize> = (0..CATALOGUE.len()).filter(|place| fits(&CATALOGUE[*place])).collect();
        let place = *places.choose(&mut self.rng).unwrap_or(&0);
        let product = CATALOGUE[place];
        let option = self.rng.random_range(0..product.options.len());
        let goods_no = match site {
            Site::Gmarket => (1_496_943_300 + place).to_string(),
            Site::Auction => format!("B{}", 662_416_800 + place),
        };
        let addition = *ADDITIONS.choose(&mut self.rng).unwrap_or(&ADDITIONS[0]);
        Goods {
            goods_no,
            seller_code: format!("HK-{place:03}"),
            name: product.name.to_owned(),
            option: self.option(product, product.options[option]),
            option_code: format!("HK-{place:03}-{option}"),
            price: product.price,
            addition: (wish.addition && first).then(|| (addition.0.to_owned(), addition.1)),
        }
    }

    /// Made-to-order goods carry what the buyer wrote.
    fn option(&mut self, product: Product, label: &str) -> String {
        match product.prompt {
            None => format!("옵션:{label}"),
            Some(_) => format!("옵션:{label}{MADE_TO_ORDER}{}", people::person(&mut self.rng).name),
        }
    }

    fn line(
        &mut self,
        (site, order_no): (Site, u64),
        at: DateTime<Utc>,
        wish: &OrderWish,
        goods: Goods,
    ) -> Line {
        let quantity = wish.quantity.unwrap_or_else(|| self.quantity()).max(1);
        let tenth = goods.price * i64::from(quantity) / 100 * 10;
        let discounts = (self.rng.random_ratio(1, 4), self.rng.random_ratio(1, 6));
        let paid_at = (!wish.unpaid).then_some(at);
        let gift =
            (wish.gift && site.is_gmarket()).then(|| Gift { accepted_at: None, due_at: at + ACCEPT_WITHIN });
        let step = paid_at.map(|at| Step { at, what: "결제일".to_owned() });
        Line {
            site,
            order_no,
            pay_no: 0,
            group_no: 0,
            status: if wish.unpaid { LineStatus::AwaitingPayment } else { LineStatus::New },
            distribution: wish.distribution.unwrap_or(Distribution::Normal),
            customs_code: self.customs_code(&goods),
            goods,
            quantity,
            seller_discount: if discounts.0 { tenth } else { 0 },
            site_discount: if discounts.1 { tenth / 2 } else { 0 },
            ordered_at: at,
            paid_at,
            due_at: Some(due(at)),
            confirmed_at: None,
            sent_at: None,
            delivered_at: None,
            decided_at: None,
            changed_at: at,
            confirms_at: None,
            parcel: None,
            receiver: None,
            next_receiver: None,
            address_changed: false,
            memo: String::new(),
            gift,
            delay: None,
            report: None,
            claims: Vec::new(),
            history: step.into_iter().collect(),
            applied: Applied::new(),
        }
    }

    fn customs_code(&mut self, goods: &Goods) -> Option<String> {
        let digits: u64 = self.rng.random_range(0..1_000_000_000_000);
        goods.name.starts_with(OVERSEAS).then(|| format!("P{digits:012}"))
    }
}

/// The last second of a day in Seoul.
fn due(at: DateTime<Utc>) -> DateTime<Utc> {
    let day = kst(at + DISPATCH_WITHIN).date();
    from_kst(day.and_time(NaiveTime::MIN)) + TimeDelta::days(1) - TimeDelta::seconds(1)
}

/// 안심번호 in the place of the receiver's own.
fn hidden(receiver: Address, safe: bool, rng: &mut ChaCha8Rng) -> Address {
    if !safe {
        return receiver;
    }
    Address { mobile: people::person(rng).safe_number, phone: String::new(), ..receiver }
}

/// 조건부 무료, and more for islands.
fn charged(order: Order, lines: &[Line]) -> Order {
    let total: i64 = lines.iter().map(Line::amount).sum();
    let receiver = lines.first().and_then(|line| line.receiver.as_ref());
    let on = |place: &str| receiver.is_some_and(|to| to.front.contains(place));
    let jeju_fee = if on("제주") { REMOTE_FEE } else { 0 };
    let backwoods_fee = if on("울릉") { REMOTE_FEE } else { 0 };
    let base = if total >= FREE_FROM { 0 } else { SHIPPING_FEE };
    Order { shipping_fee: base + jeju_fee + backwoods_fee, jeju_fee, backwoods_fee, ..order }
}
