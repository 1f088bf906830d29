//! 송장 리스트: every parcel of a batch, by courier, to be ticked while it is packed and handed over.

use crate::flow::{Piece, group, together};
use crate::frame::{Count, Frame, LYING};
use crate::parcel::{Heading, Joined, Parcel, sorted};
use crate::press::Press;
use crate::table::Side::{Left, Middle, Right};
use crate::table::{Cell, Ground, Table, column};
use crate::text::{bold, plain};
use crate::words::{brief, grouped};
use crate::{PaperError, Printed};

/// Every parcel of a batch, grouped by courier in the order in which they come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceList {
    /// The head of every page.
    pub heading: Heading,
    /// The parcels, in any order.
    pub parcels: Vec<Parcel>,
}

/// More couriers than this are told as one figure at the head.
const COURIERS_TOLD: usize = 6;

impl InvoiceList {
    /// The list as a PDF, lying A4.
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
        Frame {
            sheet: LYING,
            title: "송장 리스트",
            heading: self.heading.clone(),
            order: "택배사 수거 시각 순".to_owned(),
            counts: self.counts(),
            advice: "이름은 가리고 연락처·상세주소는 인쇄하지 않습니다. 출고 확인 뒤 파쇄하세요.",
            signs: &["포장", "검수", "인계"],
            tally: true,
        }
    }

    fn counts(&self) -> Vec<Count> {
        let parcels = sorted(&self.parcels);
        let groups: Vec<&[&Parcel]> = parcels.chunk_by(|one, next| one.courier == next.courier).collect();
        let boxes = |boxes: usize| (grouped(boxes as u64), "상자".to_owned());
        let mut counts: Vec<Count> = Vec::new();
        for group in groups.iter().take(COURIERS_TOLD) {
            let (number, unit) = boxes(group.len());
            counts.push((courier(group, 12), number, unit));
        }
        if groups.len() > COURIERS_TOLD {
            let (number, unit) = boxes(groups.iter().skip(COURIERS_TOLD).map(|group| group.len()).sum());
            counts.push((format!("그 밖 {}곳", groups.len() - COURIERS_TOLD), number, unit));
        }
        let (number, unit) = boxes(parcels.len());
        let goods = parcels.iter().map(|parcel| parcel.count()).sum();
        counts.push(("합계".to_owned(), number, unit));
        counts.push(("상품".to_owned(), grouped(goods), "개".to_owned()));
        counts
    }

    pub(crate) fn pieces(&self, press: &mut Press, table: &Table) -> Vec<Piece> {
        let parcels = sorted(&self.parcels);
        let mut pieces = Vec::new();
        let mut number = 0;
        for parcels in parcels.chunk_by(|one, next| one.courier == next.courier) {
            let again = again(press, parcels);
            let room = press.room - again.height;
            let mut of_courier = Vec::new();
            for parcel in parcels {
                number += 1;
                of_courier.extend(rows(press, table, parcel, number, room));
            }
            pieces.extend(group(band(press, parcels), again, of_courier));
        }
        pieces
    }
}

/// The table without its rows.
pub(crate) fn columns() -> Table {
    let columns = vec![
        column("✓", 8.0, Middle, plain(9.0)),
        column("번호", 10.0, Right, plain(9.0)),
        column("송장번호", 38.0, Left, bold(10.0)),
        column("받는 사람", 20.0, Left, plain(9.0)),
        column("지역", 25.0, Left, plain(9.0)),
        column("마켓 · 주문 끝자리", 38.0, Left, plain(9.0)),
        column("상품 / 옵션", 0.0, Left, plain(9.0)),
        column("수량", 15.0, Middle, bold(10.0)),
        column("비고", 25.0, Left, plain(9.0)),
    ];
    Table::new(columns, LYING.inner())
}

fn courier(group: &[&Parcel], letters: usize) -> String {
    let name = group.first().map_or("", |parcel| parcel.courier.trim());
    if name.is_empty() { "택배사 없음".to_owned() } else { brief(name, letters) }
}

/// The heading of one courier's parcels.
fn band(press: &mut Press, group: &[&Parcel]) -> Vec<Piece> {
    let pickup = group.first().and_then(|parcel| parcel.pickup);
    let pickup = pickup.map_or(String::new(), |time| format!("{} 방문 수거 · ", time.format("%H:%M")));
    let goods = group.iter().map(|parcel| parcel.count()).sum();
    let name = group.first().map_or("", |parcel| parcel.courier.trim());
    let name = if name.is_empty() { "택배사 없음" } else { name };
    let left = format!("{name} {}상자", grouped(group.len() as u64));
    let right = format!("{pickup}상품 {}개 · 인계", grouped(goods));
    let cells = vec![left.into(), right.into(), Cell::tick()];
    band_columns().row(&mut press.setter, cells, Ground::Band, press.room / 2.0)
}

fn band_columns() -> Table {
    let columns = vec![
        column("", 0.0, Left, bold(10.0)),
        column("", 90.0, Right, plain(9.0)),
        column("", 6.0, Middle, plain(9.0)),
    ];
    Table::new(columns, LYING.inner())
}

/// The heading of the same parcels on the pages that follow.
fn again(press: &mut Press, parcels: &[&Parcel]) -> Piece {
    let cells = vec![format!("{} 이어짐", courier(parcels, 30)).into()];
    let pieces = band_columns().row(&mut press.setter, cells, Ground::Band, press.room / 2.0);
    pieces.into_iter().next().unwrap_or_default()
}

/// A parcel: one row for each line of it, kept together.
fn rows(press: &mut Press, table: &Table, parcel: &Parcel, number: usize, room: f32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for at in 0..parcel.goods.len().max(1) {
        let ground = if at + 1 < parcel.goods.len() { Ground::Open } else { Ground::Ruled };
        let cells = cells(parcel, at, number);
        let mut row = table.row(&mut press.setter, cells, ground, room);
        if let Some(first) = row.first_mut() {
            first.boxes = u64::from(at == 0);
            first.goods = parcel.goods.get(at).map_or(0, |one| u64::from(one.quantity));
        }
        pieces.extend(row);
    }
    together(pieces, room)
}

fn cells(parcel: &Parcel, at: usize, number: usize) -> Vec<Cell> {
    let goods = parcel.goods.get(at);
    let source = goods.map(|one| one.source()).unwrap_or_default();
    let name = goods.map(|one| one.name()).unwrap_or_default();
    let quantity = goods.map_or_else(Cell::default, |one| Cell::quantity(one.quantity));
    let name = match (at, joined(parcel)) {
        (0, Some(joined)) => format!("[{joined}] {name}"),
        (0, None) => name,
        _ => format!("└ {name}"),
    };
    if at > 0 {
        let blank = || Cell::default();
        return vec![
            blank(),
            blank(),
            blank(),
            blank(),
            blank(),
            source.into(),
            name.into(),
            quantity,
            blank(),
        ];
    }
    vec![
        Cell::tick(),
        number.to_string().into(),
        parcel.invoice.clone().into(),
        domain::person::mask_name(&parcel.receiver.name).into(),
        parcel.receiver.region().into(),
        source.into(),
        name.into(),
        quantity,
        parcel.note.clone().into(),
    ]
}

/// 묶음 2, 합포장 3.
fn joined(parcel: &Parcel) -> Option<String> {
    match parcel.joined {
        Joined::No => None,
        Joined::Bundle => Some(format!("묶음 {}", parcel.goods.len())),
        Joined::Merged => Some(format!("합포장 {}", parcel.goods.len())),
    }
}
