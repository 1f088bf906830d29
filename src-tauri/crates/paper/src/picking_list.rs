//! 피킹리스트: what to fetch from which shelf, all parcels together. It names no person.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::{Piece, group};
use crate::frame::{Frame, UPRIGHT};
use crate::parcel::Heading;
use crate::press::Press;
use crate::shelf::{Walk, walk, zone};
use crate::table::Side::{Left, Middle, Right};
use crate::table::{Cell, Ground, Table, column};
use crate::text::{bold, plain};
use crate::words::{brief, grouped, name};
use crate::{PaperError, Printed};

/// What is to be fetched, by shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickingList {
    /// The head of every page.
    pub heading: Heading,
    /// How many parcels it is for.
    pub boxes: u32,
    /// What to fetch, in any order; the same goods are added up.
    pub picks: Vec<Pick>,
    /// What was left out and why, one sentence each.
    pub left_out: Vec<String>,
}

/// One line of an order, as the picker sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Where it lies, or empty.
    pub shelf: String,
    /// The shop's own name of the product.
    pub product: String,
    /// The option, or empty.
    pub option: String,
    /// The shop's own code, or empty.
    pub sku: String,
    /// How a marketplace calls it where that is another name, or empty.
    pub alias: String,
    /// How many.
    pub quantity: u32,
    /// Whether it goes into a parcel together with other lines.
    pub joined: bool,
    /// Whether it is a gift or wrapping, which is counted by itself.
    pub gift: bool,
}

/// The same goods from all parcels.
#[derive(Clone, Debug, Default)]
struct Sum {
    alone: u64,
    joined: u64,
    aliases: BTreeSet<String>,
}

impl Sum {
    fn all(&self) -> u64 {
        self.alone + self.joined
    }
}

/// Shelf, product, option, code; gifts after goods on the same shelf.
type Key<'a> = (Walk, bool, &'a str, &'a str, &'a str, &'a str);

impl PickingList {
    /// The list as a PDF, upright A4.
    ///
    /// # Errors
    /// [`PaperError`] when a bundled font cannot be read or the file cannot be written.
    pub fn print(&self) -> Result<Printed, PaperError> {
        let table = columns();
        let mut press = Press::new(self.frame(), Some(&table))?;
        let pieces = self.pieces(&mut press, &table);
        press.print(pieces)
    }

    pub(crate) fn frame(&self) -> Frame {
        let (kinds, goods, gifts) = self.totals();
        let count = |what: &str, count: u64, unit: &str| (what.to_owned(), grouped(count), unit.to_owned());
        Frame {
            sheet: UPRIGHT,
            title: "피킹리스트",
            heading: self.heading.clone(),
            order: "창고 위치 순".to_owned(),
            counts: vec![
                count("품목", kinds, "종"),
                count("상품", goods, "개"),
                count("사은품·포장", gifts, "개"),
                count("상자", u64::from(self.boxes), "개"),
            ],
            advice: "이 종이에는 개인정보가 없습니다. 모자란 상품은 ‘집은 수’에 적으세요.",
            signs: &["피킹", "확인"],
            tally: false,
        }
    }

    /// Kinds of goods, goods, gifts.
    fn totals(&self) -> (u64, u64, u64) {
        let sums = self.sums();
        let of = |gift: bool| sums.iter().filter(move |(key, _)| key.1 == gift).map(|(_, sum)| sum.all());
        (of(false).count() as u64, of(false).sum(), of(true).sum())
    }

    fn sums(&self) -> BTreeMap<Key<'_>, Sum> {
        let mut sums: BTreeMap<Key<'_>, Sum> = BTreeMap::new();
        for pick in &self.picks {
            let shelf = pick.shelf.trim();
            let sum = sums.entry((walk(shelf), pick.gift, shelf, &pick.product, &pick.option, &pick.sku));
            let sum = sum.or_default();
            let place = if pick.joined { &mut sum.joined } else { &mut sum.alone };
            *place += u64::from(pick.quantity);
            sum.aliases.extend(Some(pick.alias.clone()).filter(|alias| !alias.is_empty()));
        }
        sums
    }

    pub(crate) fn pieces(&self, press: &mut Press, table: &Table) -> Vec<Piece> {
        let sums: Vec<(Key<'_>, Sum)> = self.sums().into_iter().collect();
        let mut pieces = Vec::new();
        for sums in sums.chunk_by(|(one, _), (next, _)| zone(one.2) == zone(next.2)) {
            let again = again(press, sums);
            let room = press.room - again.height;
            let mut of_zone = Vec::new();
            for (key, sum) in sums {
                of_zone.extend(table.row(&mut press.setter, cells(key, sum), Ground::Ruled, room));
            }
            pieces.extend(group(band(press, sums), again, of_zone));
        }
        pieces.extend(self.total(press));
        pieces.extend(self.left_out(press));
        pieces
    }

    fn total(&self, press: &mut Press) -> Vec<Piece> {
        let (kinds, goods, gifts) = self.totals();
        let columns = vec![
            column("", 0.0, Left, bold(11.0)),
            column("", 40.0, Right, bold(14.0)),
            column("", PICKED, Middle, plain(10.0)),
        ];
        let table = Table::new(columns, UPRIGHT.inner());
        let apart = if gifts == 0 {
            String::new()
        } else {
            format!(" (사은품·포장 {}개 별도)", grouped(gifts))
        };
        let words = format!("합계 {}종{apart}", grouped(kinds));
        table.row(&mut press.setter, vec![words.into(), grouped(goods).into()], Ground::Total, press.room)
    }

    fn left_out(&self, press: &mut Press) -> Vec<Piece> {
        let columns = vec![column("", 22.0, Left, bold(9.0)), column("", 0.0, Left, plain(9.0))];
        let table = Table::new(columns, UPRIGHT.inner());
        let mut pieces = Vec::new();
        for sentence in &self.left_out {
            let cells = vec!["뺀 주문".into(), sentence.clone().into()];
            pieces.extend(table.row(&mut press.setter, cells, Ground::Ruled, press.room));
        }
        pieces
    }
}

/// The width of the column in which the picker writes, in millimetres.
const PICKED: f32 = 19.0;

/// The table without its rows.
pub(crate) fn columns() -> Table {
    let columns = vec![
        column("✓", 8.0, Middle, plain(10.0)),
        column("위치", 17.0, Left, bold(11.0)),
        column("상품 / 옵션", 0.0, Left, plain(10.0)),
        column("상품코드", 25.0, Left, plain(8.0)),
        column("나눔", 27.0, Left, plain(8.5)),
        column("수량", 16.0, Right, bold(14.0)),
        column("집은 수", PICKED, Middle, plain(10.0)),
    ];
    Table::new(columns, UPRIGHT.inner())
}

/// The heading of one zone.
fn band(press: &mut Press, group: &[(Key<'_>, Sum)]) -> Vec<Piece> {
    let zone = zone_of(group);
    let goods = group.iter().filter(|(key, _)| !key.1);
    let count = goods.clone().map(|(_, sum)| sum.all()).sum();
    let gifts: u64 = group.iter().filter(|(key, _)| key.1).map(|(_, sum)| sum.all()).sum();
    let gifts =
        if gifts == 0 { String::new() } else { format!(" + 사은품·포장 {}개", grouped(gifts)) };
    let right = format!("{}종 · {}개{gifts}", grouped(goods.count() as u64), grouped(count));
    let cells = vec![zone.into(), right.into()];
    band_columns().row(&mut press.setter, cells, Ground::Band, press.room / 2.0)
}

fn zone_of(group: &[(Key<'_>, Sum)]) -> String {
    let zone = group.first().map_or("", |(key, _)| zone(key.2));
    if zone.is_empty() { "위치 없음".to_owned() } else { format!("{zone} 구역") }
}

fn band_columns() -> Table {
    let columns = vec![column("", 0.0, Left, bold(10.0)), column("", 70.0, Right, plain(9.0))];
    Table::new(columns, UPRIGHT.inner())
}

/// The heading of the same zone on the pages that follow.
fn again(press: &mut Press, group: &[(Key<'_>, Sum)]) -> Piece {
    let cells = vec![format!("{} 이어짐", brief(&zone_of(group), 30)).into()];
    let pieces = band_columns().row(&mut press.setter, cells, Ground::Band, press.room / 2.0);
    pieces.into_iter().next().unwrap_or_default()
}

fn cells((_, gift, shelf, product, option, sku): &Key<'_>, sum: &Sum) -> Vec<Cell> {
    let aliases: Vec<&str> = sum.aliases.iter().map(String::as_str).collect();
    let alias = if aliases.is_empty() { String::new() } else { format!(" ({})", aliases.join(", ")) };
    let shares = match (gift, sum.alone, sum.joined) {
        (true, ..) => "사은품·포장".to_owned(),
        (_, alone, 0) => format!("단품 {}", grouped(alone)),
        (_, 0, joined) => format!("합포 {}", grouped(joined)),
        (_, alone, joined) => format!("단품 {} · 합포 {}", grouped(alone), grouped(joined)),
    };
    vec![
        Cell::tick(),
        (*shelf).into(),
        format!("{}{alias}", name(product, option)).into(),
        (*sku).into(),
        shares.into(),
        grouped(sum.all()).into(),
        Cell::write(),
    ]
}
