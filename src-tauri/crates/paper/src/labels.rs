//! 라벨: addresses on sheets of stickers.

use crate::PaperError;
use crate::Printed;
use crate::bars::bars;
use crate::mark::{Area, Mark, lines, mm};
use crate::order_sheet::name_of_place;
use crate::parcel::{Parcel, sorted};
use crate::press::{Page, finish};
use crate::text::{Typesetter, bold, plain};
use crate::words::brief;

/// Labels of a batch, sorted like the invoice list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The parcels, in any order.
    pub parcels: Vec<Parcel>,
    /// Which stickers are in the printer.
    pub sheet: LabelSheet,
    /// How many stickers of the first sheet are already used.
    pub used: u32,
}

/// Sheets of A4 stickers in two columns, as every stationer has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSheet {
    /// 8 of 99.1 × 67.7 mm (Avery L7165 and what is made to fit it).
    Eight,
    /// 14 of 99.1 × 38.1 mm (Avery L7163 and what is made to fit it).
    Fourteen,
}

/// The size of the paper in points.
const A4: (f32, f32) = (mm(210.0), mm(297.0));
/// Nothing is printed closer than this to the edge of a sticker, since printers draw paper a little askew.
const INSIDE: f32 = mm(3.5);
/// The room at the end of a sticker for the invoice number and its bars.
const CODE: f32 = mm(12.0);

impl LabelSheet {
    /// How many stickers a sheet has.
    pub fn count(self) -> usize {
        match self {
            LabelSheet::Eight => 8,
            LabelSheet::Fourteen => 14,
        }
    }

    /// Where sticker number `at` is, from the upper left to the right and downwards.
    fn area(self, at: usize) -> Area {
        let (height, top) = match self {
            LabelSheet::Eight => (mm(67.7), mm(13.1)),
            LabelSheet::Fourteen => (mm(38.1), mm(15.15)),
        };
        let (column, row) = (at % 2, at / 2);
        let x = mm(4.65) + column as f32 * mm(101.6);
        Area { x, y: top + row as f32 * height, width: mm(99.1), height }
    }
}

impl Labels {
    /// All labels in one PDF, upright A4. An address too long for a sticker goes on on the next one.
    ///
    /// # Errors
    /// [`PaperError`] when a bundled font cannot be read or the file cannot be written.
    pub fn print(&self) -> Result<Printed, PaperError> {
        let mut setter = Typesetter::new()?;
        let pages = self.pages(&mut setter);
        finish(&setter, "라벨", A4, &pages)
    }

    pub(crate) fn pages(&self, setter: &mut Typesetter) -> Vec<Page> {
        let mut pages: Vec<Page> = vec![Page::new()];
        let mut at = self.used as usize % self.sheet.count();
        for parcel in sorted(&self.parcels) {
            for label in self.label(setter, parcel) {
                if at == self.sheet.count() {
                    pages.push(Page::new());
                    at = 0;
                }
                let area = self.sheet.area(at);
                if let Some(page) = pages.last_mut() {
                    page.extend(label.into_iter().map(|mark| mark.moved(area.x, area.y)));
                }
                at += 1;
            }
        }
        pages
    }

    /// The stickers of one parcel; more than one only where a single one cannot hold its words.
    fn label(&self, setter: &mut Typesetter, parcel: &Parcel) -> Vec<Page> {
        let area = self.sheet.area(0);
        let room = area.height - 2.0 * INSIDE - CODE;
        let mut stickers: Vec<Page> = vec![Page::new()];
        let mut y = 0.0;
        for mark in words(setter, parcel, area.width - 2.0 * INSIDE) {
            let Mark::Text { block, line, .. } = mark else { continue };
            if y + block.look.leading() > room && y > 0.0 {
                stickers.push(Page::new());
                y = 0.0;
            }
            let height = block.look.leading();
            if let Some(sticker) = stickers.last_mut() {
                sticker.push(Mark::Text { block, line, x: INSIDE, y: INSIDE + y });
            }
            y += height;
        }
        let count = stickers.len();
        let numbered = stickers.into_iter().enumerate();
        numbered.map(|(at, sticker)| signed(setter, sticker, area, parcel, (at + 1, count))).collect()
    }
}

/// Every line of a label, in order.
fn words(setter: &mut Typesetter, parcel: &Parcel, width: f32) -> Vec<Mark> {
    let receiver = &parcel.receiver;
    let phones = [receiver.phone.trim(), receiver.phone2.trim()];
    let phones: Vec<&str> = phones.into_iter().filter(|phone| !phone.is_empty()).collect();
    let texts = [
        (format!("{} 님  {}", receiver.name.trim(), phones.join(" / ")), bold(11.0)),
        (name_of_place(receiver), plain(10.0)),
        (receiver.memo.clone(), plain(8.5)),
        (contents(parcel), plain(8.5)),
    ];
    let blocks = texts.iter().map(|(text, look)| setter.set(text, *look, width));
    blocks.collect::<Vec<_>>().iter().flat_map(|block| lines(block, 0.0, 0.0)).collect()
}

/// What is in the parcel, in a few words: 거즈 행주 / 베이지 외 2건.
fn contents(parcel: &Parcel) -> String {
    let first = parcel.goods.first().map(|one| brief(&one.name(), 40)).unwrap_or_default();
    match parcel.goods.len() {
        0 | 1 => first,
        more => format!("{first} 외 {}건", more - 1),
    }
}

/// A sticker with the courier, the invoice number and its bars at the end.
fn signed(
    setter: &mut Typesetter,
    mut sticker: Page,
    area: Area,
    parcel: &Parcel,
    (number, count): (usize, usize),
) -> Page {
    let top = area.height - INSIDE - CODE;
    let width = area.width - 2.0 * INSIDE;
    let part = if count > 1 { format!("  ({number}/{count})") } else { String::new() };
    let invoice = format!("{} {}{part}", brief(&parcel.courier, 12), brief(&parcel.invoice, 30));
    let invoice = setter.set(&invoice, bold(9.0), width);
    sticker.extend(lines(&invoice, INSIDE, top + CODE - invoice.height()));
    let code = Area {
        x: INSIDE - mm(3.3),
        y: top + mm(0.8),
        width: mm(84.0),
        height: CODE - invoice.height() - mm(1.4),
    };
    sticker.extend(bars(&parcel.invoice, code));
    sticker
}
