//! A believable shop from a seed.

use chrono::{DateTime, TimeDelta, Utc};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::auth::Credentials;
use super::fates;
use super::model::{Applied, Goods, Item, Orderer, Receiver, Sheet, SheetStatus, Step, UpBundle};
use super::state::State;
use super::verbs::OrderWish;
use crate::clock::kst;
use crate::people::{self, Person};
use crate::products::{CATALOGUE, OVERSEAS, Product};

/// The shop of a seed: the same orders, claims and keys every time.
pub(crate) fn shop(seed: u64, orders: usize, now: DateTime<Utc>) -> State {
    let mut maker = Maker::for_act(seed, 0);
    let credentials = maker.credentials();
    let mut state = State::empty(seed, credentials, now - TimeDelta::days(30));
    for index in 0..orders {
        fates::fulfil(&mut maker, &mut state, index, now);
    }
    state
}

/// Draws orders.
pub(crate) struct Maker {
    pub(crate) rng: ChaCha8Rng,
    drawn: u64,
}

const REFERS: [&str; 4] = ["아이폰앱", "안드로이드앱", "PC웹", "모바일웹"];

impl Maker {
    /// Every act draws from a stream of its own, so that acts do not disturb each other.
    pub(crate) fn for_act(seed: u64, act: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(act);
        Self { rng, drawn: act }
    }

    fn credentials(&mut self) -> Credentials {
        let number: u32 = self.rng.random_range(100_000..1_000_000);
        let mut hex = |bytes: usize| {
            let drawn: Vec<u8> = (0..bytes).map(|_| self.rng.random()).collect();
            hex::encode(drawn)
        };
        Credentials {
            vendor_id: format!("A00{number}"),
            access_key: uuid_like(&hex(16)),
            secret_key: hex(20),
            user_id: format!("shop{}", number % 10_000),
        }
    }

    /// The boxes of one new order in 결제완료.
    pub(crate) fn order(
        &mut self,
        state: &mut State,
        at: DateTime<Utc>,
        listed_from: DateTime<Utc>,
        wish: &OrderWish,
    ) -> Vec<Sheet> {
        self.drawn += 1;
        let person = people::person(&mut self.rng);
        let order_id = state.new_order_id();
        let boxes = wish.boxes.unwrap_or_else(|| self.boxes()).max(1);
        let first = Sheet {
            shipment_box_id: state.new_box_id(),
            order_id,
            ordered_at: at,
            paid_at: at + TimeDelta::milliseconds(874),
            listed_from,
            status: SheetStatus::Accept,
            orderer: self.orderer(&person),
            receiver: self.chosen_receiver(wish, &person),
            next_receiver: None,
            memo: self.memo(wish),
            shipping_price: 0,
            remote_price: person.remote.then_some(5_000),
            split_shipping: false,
            refer: (*REFERS.choose(&mut self.rng).unwrap_or(&REFERS[0])).to_owned(),
            shipment_type: self.shipment_type().to_owned(),
            customs_code: None,
            items: self.items(at, wish),
            parcel: None,
            departed_at: None,
            in_transit_at: None,
            delivered_at: None,
            acknowledged_from: None,
            history: vec![Step { status: SheetStatus::Accept, at }],
            applied: Applied::new(),
        };
        let mut sheets = vec![self.finish(first.clone())];
        for _ in 1..boxes {
            let mut next = first.clone();
            next.shipment_box_id = state.new_box_id();
            next.items = self.items(at, wish);
            sheets.push(self.finish(next));
        }
        sheets
    }

    fn chosen_receiver(&mut self, wish: &OrderWish, person: &Person) -> Receiver {
        let drawn = self.receiver(person);
        wish.receiver.clone().unwrap_or(drawn)
    }

    fn memo(&mut self, wish: &OrderWish) -> String {
        let drawn = people::memo(&mut self.rng);
        wish.memo.clone().unwrap_or(drawn)
    }

    /// What depends on the goods: the delivery fee and the customs code.
    fn finish(&mut self, mut sheet: Sheet) -> Sheet {
        let total: i64 = sheet.items.iter().map(Item::order_price).sum();
        sheet.shipping_price = if total >= 30_000 { 0 } else { 3_000 };
        let overseas = sheet.items.iter().any(|item| item.goods.seller_product_name.starts_with(OVERSEAS));
        if overseas {
            let digits: u64 = self.rng.random_range(0..1_000_000_000_000);
            sheet.customs_code = Some(format!("P{digits:012}"));
        }
        sheet
    }

    fn boxes(&mut self) -> u32 {
        if self.rng.random_ratio(1, 15) { 2 } else { 1 }
    }

    fn shipment_type(&mut self) -> &'static str {
        match self.rng.random_range(0..50) {
            0 => "CGF",
            1 => "CGF LITE",
            _ => "THIRD_PARTY",
        }
    }

    fn orderer(&mut self, person: &Person) -> Orderer {
        // A gift goes to somebody else.
        let gift = self.rng.random_ratio(1, 10);
        let name = if gift { people::person(&mut self.rng).name } else { person.name.clone() };
        Orderer { name, safe_number: (self.drawn % 37 != 5).then(|| person.safe_number.clone()) }
    }

    pub(crate) fn receiver(&mut self, person: &Person) -> Receiver {
        Receiver {
            name: person.name.clone(),
            safe_number: (self.drawn % 23 != 5).then(|| person.safe_number.clone()),
            addr1: person.addr1.clone(),
            addr2: person.addr2.clone(),
            post_code: person.post_code.clone(),
        }
    }

    fn items(&mut self, at: DateTime<Utc>, wish: &OrderWish) -> Vec<Item> {
        let options = wish.options.unwrap_or_else(|| self.options()).max(1);
        let mut items: Vec<Item> = Vec::new();
        while items.len() < options as usize {
            let item = self.item(at, wish);
            let known = items.iter().any(|it| it.goods.vendor_item_id == item.goods.vendor_item_id);
            if !known {
                items.push(item);
            }
        }
        items
    }

    fn options(&mut self) -> u32 {
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

    fn item(&mut self, at: DateTime<Utc>, wish: &OrderWish) -> Item {
        let place = self.rng.random_range(0..CATALOGUE.len());
        let product = CATALOGUE[place];
        let option = self.rng.random_range(0..product.options.len());
        let goods = self.goods(place, product, option);
        let bundle = self.up_bundle(&goods);
        let count = wish.quantity.unwrap_or_else(|| self.quantity()).max(1);
        // A bundle is converted to the seller's own option.
        let count = bundle.as_ref().map_or(count, |it| count * it.size);
        let price = goods.price * i64::from(count);
        let [instant_coupon, download_coupon, coupang_discount] = self.discounts(price);
        Item {
            inputs: self.inputs(product),
            goods,
            shipping_count: count,
            cancel_count: 0,
            hold_count: 0,
            instant_coupon,
            download_coupon,
            coupang_discount,
            estimated_shipping: (kst(at) + TimeDelta::days(1)).date(),
            planned_shipping: None,
            invoiced_at: None,
            confirmed_at: None,
            up_bundle: bundle,
        }
    }

    fn goods(&mut self, place: usize, product: Product, option: usize) -> Goods {
        let number = i64::try_from(place * 10 + option).unwrap_or_default();
        let label = product.options[option];
        // Once in a while the shown name differs from the registered one; the seller must
        // then hold the shipment and ask.
        let shown = if self.rng.random_ratio(1, 60) {
            format!("{}, {label}, 2개", product.name)
        } else {
            format!("{}, {label}", product.name)
        };
        Goods {
            product_id: 31_846_051 + number * 7,
            vendor_item_id: 3_242_596_358 + number * 104_729,
            vendor_item_name: shown,
            seller_product_id: 80_240_831 + number / 10,
            seller_product_name: product.name.to_owned(),
            seller_product_item_name: label.to_owned(),
            first_item_name: label.replace(' ', "/"),
            sku: if number % 4 == 0 { String::new() } else { format!("HK-{number:04}") },
            price: product.price,
            prompt: product.prompt.map(str::to_owned),
        }
    }

    fn up_bundle(&mut self, goods: &Goods) -> Option<UpBundle> {
        (goods.price > 0 && self.rng.random_ratio(1, 40)).then(|| UpBundle {
            vendor_item_id: goods.vendor_item_id + 5_000_000,
            name: format!("{}, 2개", goods.vendor_item_name),
            size: 2,
        })
    }

    /// Instant coupon, downloaded coupon, Coupang's own: together at most 30 %.
    fn discounts(&mut self, price: i64) -> [i64; 3] {
        let mut share = |of: u32, percent: i64| {
            if self.rng.random_ratio(1, of) { price * percent / 1_000 * 10 } else { 0 }
        };
        [share(4, 10), share(8, 10), share(10, 5)]
    }

    fn inputs(&mut self, product: Product) -> Vec<String> {
        match product.prompt {
            None => Vec::new(),
            Some(_) => vec![people::person(&mut self.rng).name, "감색 실로 부탁드려요".to_owned()],
        }
    }
}

fn uuid_like(hex: &str) -> String {
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}
