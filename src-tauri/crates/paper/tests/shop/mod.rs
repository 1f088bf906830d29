//! A shop's day, made up: as many parcels as a test wants, always the same ones.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use domain::{Receiver, Won};
use paper::{Goods, Heading, Joined, OrderPaper, Parcel, Pick};

const PRODUCTS: [(&str, &str, &str, &str); 8] = [
    ("거즈 행주 5매입", "베이지", "GZ-05-BE", "A-02"),
    ("대나무 키친타월", "24롤", "KT-24", "D-01"),
    ("스텐 보온텀블러 500ml", "무광 블랙", "TB-500-BK", "B-04"),
    ("코튼 베개커버 2장", "50×70 세이지", "PC-57-SG", "A-09"),
    ("실리콘 조리도구 5종", "크림", "SC-5-CR", "B-09"),
    (
        "국내산 순면 100% 호텔식 두툼한 대형 바스타올 세면타올 발매트 욕실 세트 신혼 집들이 답례품",
        "색상: 아이보리+차콜 / 구성: 바스타올 2장+세면타올 4장 / 자수: 이니셜 3글자",
        "BT-SET-IV-CH",
        "C-10",
    ),
    ("규조토 식기매트", "대", "DM-L", "C-6"),
    ("편백 도마", "중 34×22", "CB-M", ""),
];
const PEOPLE: [&str; 6] = ["노아건", "이보라", "고수진", "남궁다희", "장혁수", "뷁똠햏"];
const PLACES: [&str; 4] = [
    "서울특별시 노원구 동일로 1414",
    "제주특별자치도 서귀포시 중앙로 105",
    "인천광역시 옹진군 백령로 1",
    "경상북도 울릉군 도동길 2",
];
const MARKETS: [&str; 4] = ["스마트스토어", "쿠팡", "11번가", "G마켓"];

pub(crate) fn moment() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 9, 15).unwrap().and_hms_opt(10, 42, 0).unwrap()
}

pub(crate) fn heading() -> Heading {
    Heading {
        shop: "온유상점".to_owned(),
        batch: "오전 1차 출고".to_owned(),
        printed: moment(),
        record: "P-0915-03".to_owned(),
    }
}

pub(crate) fn goods(number: usize) -> Goods {
    let (product, option, sku, _) = PRODUCTS[number % PRODUCTS.len()];
    Goods {
        marketplace: MARKETS[number % MARKETS.len()].to_owned(),
        order: format!("20260915{:08}", number * 37),
        product: product.to_owned(),
        option: option.to_owned(),
        sku: sku.to_owned(),
        quantity: 1 + (number % 5 == 1) as u32 * (number % 3) as u32,
        amount: Won::new(3_900 + 700 * (number % 40) as i64),
    }
}

pub(crate) fn receiver(number: usize) -> Receiver {
    Receiver {
        name: PEOPLE[number % PEOPLE.len()].to_owned(),
        phone: format!("0503-{:04}-{:04}", number % 10_000, 1_000 + number % 9_000),
        phone2: String::new(),
        postcode: format!("{:05}", 1_000 + number % 60_000),
        address: PLACES[number % PLACES.len()].to_owned(),
        address_detail: format!("{}동 {}호", 101 + number % 9, 101 + number % 1_500),
        memo: if number.is_multiple_of(3) {
            "문 앞에 놓아 주세요 🙏 感謝".to_owned()
        } else {
            String::new()
        },
        customs_code: String::new(),
    }
}

/// Parcel `number`; every seventh has two lines, every thirteenth three of several orders.
pub(crate) fn parcel(number: usize) -> Parcel {
    let (courier, hour) =
        [("우체국택배", 13), ("롯데택배", 14), ("한진택배", 16), ("CJ대한통운", 18)][number % 4];
    let (lines, joined) = match number {
        _ if number % 13 == 12 => (3, Joined::Merged),
        _ if number % 7 == 6 => (2, Joined::Bundle),
        _ => (1, Joined::No),
    };
    Parcel {
        courier: courier.to_owned(),
        pickup: NaiveTime::from_hms_opt(hour, 0, 0),
        invoice: format!("{:04}-{:04}-{:04}", 4_230 + number % 4, 1_881 + number / 9_000, number % 9_000),
        receiver: receiver(number),
        goods: (0..lines).map(|line| goods(number + line * 3)).collect(),
        joined,
        note: if number % 4 == 1 { "도서산간".to_owned() } else { String::new() },
    }
}

pub(crate) fn parcels(count: usize) -> Vec<Parcel> {
    (0..count).map(parcel).collect()
}

pub(crate) fn orders(count: usize) -> Vec<OrderPaper> {
    let order = |number: usize| OrderPaper {
        marketplace: MARKETS[number % MARKETS.len()].to_owned(),
        number: goods(number).order,
        ordered: moment() - chrono::TimeDelta::minutes(number as i64 * 3),
        buyer: PEOPLE[(number + 1) % PEOPLE.len()].to_owned(),
        receiver: receiver(number),
        goods: parcel(number).goods,
        shipping: Won::new(if number.is_multiple_of(2) { 0 } else { 3_000 }),
    };
    (0..count).map(order).collect()
}

pub(crate) fn picks(count: usize) -> Vec<Pick> {
    let pick = |number: usize| {
        let one = goods(number);
        Pick {
            shelf: PRODUCTS[number % PRODUCTS.len()].3.to_owned(),
            product: one.product,
            option: one.option,
            sku: one.sku,
            alias: if number.is_multiple_of(8) {
                "11번가: 순면 행주 세트".to_owned()
            } else {
                String::new()
            },
            quantity: one.quantity,
            joined: number % 7 == 6,
            gift: false,
        }
    };
    (0..count).map(pick).collect()
}
