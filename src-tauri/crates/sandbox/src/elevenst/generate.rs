//! A believable shop from a seed.

use chrono::{DateTime, TimeDelta, Utc};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::auth::Credentials;
use super::fates;
use super::model::{Address, Applied, Buyer, Goods, Line, LineStatus, Order, REMOTE_FEE};
use super::state::{State, line_id};
use super::verbs::OrderWish;
use crate::people;
use crate::products::{CATALOGUE, OVERSEAS, Product};

/// Keeps this shop apart from the others of one seed.
const SALT: u64 = 0x3131_7374;

/// The shop of a seed: the same orders, claims and keys every time.
pub(crate) fn shop(seed: u64, orders: usize, now: DateTime<Utc>) -> State {
    let seed = seed ^ SALT;
    let mut maker = Maker::for_act(seed, 0);
    let credentials = Credentials { api_key: maker.word(KEY_LENGTH) };
    let seller_id = format!("moa{}", maker.word(5).to_ascii_lowercase());
    let mut state = State::empty(seed, credentials, seller_id);
    for index in 0..orders {
        fates::fulfil(&mut maker, &mut state, index, now);
    }
    state
}

const KEY_LENGTH: usize = 32;
const LETTERS: &[u8] = b"0123456789abcdef";

/// Draws orders.
pub(crate) struct Maker {
    pub(crate) rng: ChaCha8Rng,
}

/// What an order brought forth.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) ord_no: String,
    pub(crate) line_ids: Vec<String>,
}

/// What can be bought besides a product, and its price in won.
const ADD_ONS: [(&str, i64); 4] =
    [("선물 포장", 2_000), ("여분 손잡이 커버", 3_500), ("전용 보관 파우치", 5_900), ("세척 브러시", 4_200)];

/// 발송예정일 미설정 상품은 일괄 주문 후 2일내 발송; 오늘발송 on its day.
const DISPATCH_WITHIN: TimeDelta = TimeDelta::days(2);

impl Maker {
    /// Every act draws from a stream of its own, so that acts do not disturb each other.
    pub(crate) fn for_act(seed: u64, act: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(act);
        Self { rng }
    }

    fn word(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(*LETTERS.choose(&mut self.rng).unwrap_or(&b'0'))).collect()
    }

    /// Twelve digits: what CJ대한통운 takes.
    pub(crate) fn invoice_number(&mut self) -> String {
        self.rng.random_range(500_000_000_000_u64..700_000_000_000).to_string()
    }

    fn phone(&mut self) -> String {
        let (middle, last) = (self.rng.random_range(2_000..10_000), self.rng.random_range(0..10_000));
        format!("010-{middle}-{last:04}")
    }

    pub(crate) fn address(&mut self) -> Address {
        let person = people::person(&mut self.rng);
        let landline = self.rng.random_ratio(1, 6);
        Address {
            name: person.name,
            tel1: self.phone(),
            tel2: if landline { format!("02-{}", &self.phone()[4..]) } else { String::new() },
            zip_code: person.post_code,
            base_address: person.addr1,
            detailed_address: person.addr2,
        }
    }

    /// One new order.
    pub(crate) fn order(&mut self, state: &mut State, at: DateTime<Utc>, wish: &OrderWish) -> Placed {
        let ord_no = state.new_ord_no(at);
        let receiver = wish.receiver.clone().unwrap_or_else(|| self.address());
        let lines = self.lines(state, &ord_no, at, (wish, &receiver));
        let line_ids: Vec<String> = lines.iter().map(|line| line.line_id.clone()).collect();
        let order = Order {
            ord_no: ord_no.clone(),
            ordered_at: at,
            paid_at: (!wish.unpaid).then_some(at),
            buyer: self.buyer(wish, &receiver),
            gift: wish.gift,
            line_ids: Vec::new(),
        };
        state.add_order(order, lines);
        Placed { ord_no, line_ids }
    }

    fn buyer(&mut self, wish: &OrderWish, receiver: &Address) -> Buyer {
        let other = wish.gift || self.rng.random_ratio(1, 10);
        let address = if other { self.address() } else { receiver.clone() };
        let grade = if self.rng.random_ratio(1, 4) { "우수고객" } else { "일반고객" };
        let (id, number) = (self.word(4), self.rng.random_range(1_000_000..90_000_000));
        Buyer { id: format!("{id}****"), number: number.to_string(), grade: grade.to_owned(), address }
    }

    fn lines(
        &mut self,
        state: &mut State,
        ord_no: &str,
        at: DateTime<Utc>,
        (wish, receiver): (&OrderWish, &Address),
    ) -> Vec<Line> {
        let memo = wish.memo.clone().unwrap_or_else(|| people::memo(&mut self.rng));
        let wanted = wish.lines.unwrap_or_else(|| self.count()).max(1);
        let separate = wish.separate || (wish.lines.is_none() && self.rng.random_ratio(1, 4));
        let mut dlv_no = wish.ships_with.clone().unwrap_or_else(|| state.new_dlv_no());
        let shared = (wanted > 1 || wish.add_ons > 0 || wish.ships_with.is_some()) && !separate;
        let bundle = if shared { bundle_of(state, &dlv_no) } else { 0 };
        let mut lines: Vec<Line> = Vec::new();
        for place in 0..wanted {
            if separate && place > 0 {
                dlv_no = state.new_dlv_no();
            }
            let seq = u32::try_from(lines.len()).unwrap_or(u32::MAX).saturating_add(1);
            let goods = self.goods(wish, lines.first());
            let mut line = self.line((ord_no, seq), at, wish, goods);
            (line.memo, line.dlv_no, line.bundle) = (memo.clone(), dlv_no.clone(), bundle);
            line.receiver = (!wish.gift).then(|| receiver.clone());
            lines.push(line);
            if place == 0 {
                self.add_ons(wish.add_ons, &mut lines);
            }
        }
        lines.chunk_by_mut(|one, other| one.dlv_no == other.dlv_no).for_each(charge_delivery);
        lines
    }

    fn add_ons(&mut self, count: u32, lines: &mut Vec<Line>) {
        for place in 0..count {
            if let Some(add_on) = lines.first().map(|main| self.add_on(main, place)) {
                lines.push(add_on);
            }
        }
        if let Some(main) = lines.first_mut() {
            main.has_add_ons = count > 0;
        }
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

    fn goods(&mut self, wish: &OrderWish, first: Option<&Line>) -> Goods {
        let abroad = wish.overseas || wish.is_global();
        let fits = |product: &Product| !abroad || product.name.starts_with(OVERSEAS);
        let places: Vec<usize> = (0..CATALOGUE.len()).filter(|place| fits(&CATALOGUE[*place])).collect();
        let place = *places.choose(&mut self.rng).unwrap_or(&0);
        let same = first.filter(|_| wish.same_product).and_then(|line| place_of(&line.goods.prd_no));
        let place = same.unwrap_or(place);
        let product = CATALOGUE[place];
        let option = self.rng.random_range(0..product.options.len());
        let number = place * 10 + option;
        let label = product.options[option];
        Goods {
            prd_no: (FIRST_PRODUCT + place).to_string(),
            stock_no: (41_000_000_001 + number).to_string(),
            name: product.name.to_owned(),
            option: self.option(product, label),
            seller_code: format!("HK-{place:03}"),
            seller_stock_code: if number.is_multiple_of(4) {
                String::new()
            } else {
                format!("HK-{number:04}")
            },
            price: product.price,
        }
    }

    /// A made-to-order product carries what the buyer wrote.
    fn option(&mut self, product: Product, label: &str) -> String {
        match product.prompt {
            None => format!("옵션:{label}"),
            Some(prompt) => format!("옵션:{label}/{prompt}:{}", people::person(&mut self.rng).name),
        }
    }

    fn line(
        &mut self,
        (ord_no, seq): (&str, u32),
        at: DateTime<Utc>,
        wish: &OrderWish,
        goods: Goods,
    ) -> Line {
        let quantity = wish.quantity.unwrap_or_else(|| self.quantity()).max(1);
        let total = goods.price * i64::from(quantity);
        let (seller, mall) = (self.rng.random_ratio(1, 4), self.rng.random_ratio(1, 5));
        let code: u32 = self.rng.random_range(100_000_000..1_000_000_000);
        let customs_code = self.customs_code(&goods);
        let drawn = self.rng.random_ratio(1, 10);
        let today = wish.today.unwrap_or(drawn);
        Line {
            line_id: line_id(ord_no, &seq.to_string()),
            ord_no: ord_no.to_owned(),
            seq,
            status: first_status(wish),
            customs_code,
            goods,
            add_on_to: None,
            main_prd_no: None,
            has_add_ons: false,
            quantity,
            canceled: 0,
            returned: 0,
            whole_discounts: [
                if seller { total / 100 * 10 } else { 0 },
                if mall { total / 100 * 5 } else { 0 },
            ],
            delivery_fee: 0,
            remote_fee: 0,
            dlv_no: String::new(),
            bundle: 0,
            receiver: None,
            next_receiver: None,
            memo: String::new(),
            confirmed_at: None,
            due_at: if today { at } else { at + DISPATCH_WITHIN },
            delay: None,
            parcels: Vec::new(),
            shipped_at: None,
            delivered_at: None,
            decided_at: None,
            decided_itself: false,
            decision_waits: false,
            global: wish.is_global(),
            chinese: wish.chinese,
            barcode_printed: false,
            visit_code: wish.visit.then(|| code.to_string()),
            today,
            non_delivery: None,
            claim_ids: Vec::new(),
            applied: Applied::new(),
        }
    }

    fn customs_code(&mut self, goods: &Goods) -> Option<String> {
        let digits: u64 = self.rng.random_range(0..1_000_000_000_000);
        goods.name.starts_with(OVERSEAS).then(|| format!("P{digits:012}"))
    }

    /// An add-on is a product of its own, and names the product it belongs to.
    fn add_on(&mut self, main: &Line, place: u32) -> Line {
        let (name, price) = *ADD_ONS.choose(&mut self.rng).unwrap_or(&ADD_ONS[0]);
        let seq = main.seq + 1 + place;
        let goods = Goods {
            prd_no: format!("{}", 90_000_001 + price),
            name: name.to_owned(),
            option: format!("추가구성:{name}"),
            seller_stock_code: String::new(),
            price,
            ..main.goods.clone()
        };
        Line {
            line_id: line_id(&main.ord_no, &seq.to_string()),
            seq,
            goods,
            add_on_to: Some(main.line_id.clone()),
            main_prd_no: Some(main.goods.prd_no.clone()),
            has_add_ons: false,
            quantity: 1,
            whole_discounts: [0, 0],
            ..main.clone()
        }
    }
}

const FIRST_PRODUCT: usize = 6_011_110_001;

fn place_of(prd_no: &str) -> Option<usize> {
    prd_no.parse::<usize>().ok()?.checked_sub(FIRST_PRODUCT).filter(|place| *place < CATALOGUE.len())
}

fn first_status(wish: &OrderWish) -> LineStatus {
    match wish {
        OrderWish { unpaid: true, .. } => LineStatus::Unpaid,
        OrderWish { gift: true, .. } => LineStatus::GiftWaiting,
        OrderWish { reserved: true, .. } => LineStatus::Reserved,
        _ => LineStatus::Paid,
    }
}

/// What already ships under the number becomes a bundle with the newcomer.
fn bundle_of(state: &mut State, dlv_no: &str) -> u64 {
    let known = state.bundle(dlv_no).iter().map(|line| line.bundle).find(|bundle| *bundle > 0);
    let bundle = known.unwrap_or_else(|| state.new_bundle());
    for line in state.lines.values_mut().filter(|line| line.dlv_no == dlv_no) {
        line.bundle = bundle;
    }
    bundle
}

const FREE_FROM: i64 = 30_000;
const DELIVERY_FEE: i64 = 3_000;

/// 조건별 무료: every line of a delivery number tells its fees.
fn charge_delivery(lines: &mut [Line]) {
    let total: i64 = lines.iter().map(Line::amount).sum();
    let fee = if total >= FREE_FROM { 0 } else { DELIVERY_FEE };
    for line in lines {
        line.delivery_fee = fee;
        line.remote_fee = if line.receiver.as_ref().is_some_and(Address::is_remote) { REMOTE_FEE } else { 0 };
    }
}
