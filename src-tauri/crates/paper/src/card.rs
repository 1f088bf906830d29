//! One order or parcel as a card: its number with a barcode, what is known of it, its goods and their sum.

use std::rc::Rc;

use domain::Won;

use crate::bars::bars;
use crate::flow::{Piece, together};
use crate::frame::UPRIGHT;
use crate::mark::{Area, Mark, lines, mm};
use crate::parcel::Goods;
use crate::press::Press;
use crate::table::Side::{Left, Right};
use crate::table::{Cell, Ground, Table, column};
use crate::text::{bold, plain};
use crate::words::{grouped, won};

/// What stands on a card.
pub(crate) struct Card<'a> {
    /// The first line, in bold.
    pub(crate) title: String,
    /// The number that the barcode says, or empty.
    pub(crate) code: &'a str,
    /// A word and what it says; those that say nothing are left out.
    pub(crate) facts: Vec<(&'static str, String)>,
    pub(crate) goods: &'a [Goods],
    /// Whether amounts are printed, and what is added to their sum: a word and an amount.
    pub(crate) amounts: Option<(&'static str, Won)>,
    /// The last words, or empty.
    pub(crate) words: &'a str,
    pub(crate) new_page: bool,
}

/// The width of a barcode with its blank margins.
const CODE: f32 = mm(76.0);
/// How high a barcode is.
const CODE_HIGH: f32 = mm(10.0);
/// The room between two cards.
const APART: f32 = mm(7.0);

/// Cards one after another. A card stands on one page unless it is higher than a page.
pub(crate) fn cards<'a>(press: &mut Press, cards: impl Iterator<Item = Card<'a>>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for card in cards {
        if !pieces.is_empty() && !card.new_page {
            pieces.push(Piece { with_next: true, ..Piece::gap(APART) });
        }
        let mut of_card = card.pieces(press);
        if let Some(first) = of_card.first_mut() {
            first.new_page = card.new_page;
            first.boxes = 1;
        }
        pieces.extend(together(of_card, press.room));
    }
    pieces
}

impl Card<'_> {
    fn pieces(&self, press: &mut Press) -> Vec<Piece> {
        let mut pieces = self.title(press);
        pieces.extend(self.facts(press));
        pieces.extend(self.goods(press));
        let words = Table::new(vec![column("", 0.0, Left, plain(9.0))], UPRIGHT.inner());
        if !self.words.is_empty() {
            pieces.extend(words.row(&mut press.setter, vec![self.words.into()], Ground::Open, press.room));
        }
        pieces
    }

    /// The title beside the barcode, under a thick rule.
    fn title(&self, press: &mut Press) -> Vec<Piece> {
        let width = UPRIGHT.inner();
        let table = Table::new(vec![column("", 0.0, Left, bold(13.0))], width - CODE);
        let title = vec![self.title.clone().into()];
        let mut pieces = table.row(&mut press.setter, title, Ground::Total, press.room);
        let Some(first) = pieces.first_mut() else { return pieces };
        first.marks.insert(0, Mark::rule(width - CODE, 0.0, CODE, mm(0.5)));
        let area = Area { x: width - CODE, y: mm(2.2), width: CODE, height: CODE_HIGH };
        if let Some(code) = bars(self.code, area) {
            first.marks.push(code);
            let number = press.setter.set(self.code, plain(9.0), CODE);
            let left = width - CODE + (CODE - number.width()) / 2.0;
            first.marks.extend(lines(&Rc::clone(&number), left, area.y + area.height + mm(0.4)));
            first.height = first.height.max(area.y + area.height + number.height() + mm(1.4));
        }
        pieces
    }

    fn facts(&self, press: &mut Press) -> Vec<Piece> {
        let columns = vec![column("", 24.0, Left, bold(9.0)), column("", 0.0, Left, plain(10.0))];
        let table = Table::new(columns, UPRIGHT.inner());
        let mut pieces = Vec::new();
        for (word, says) in self.facts.iter().filter(|(_, says)| !says.trim().is_empty()) {
            let cells = vec![(*word).into(), says.clone().into()];
            pieces.extend(table.row(&mut press.setter, cells, Ground::Open, press.room));
        }
        pieces
    }

    fn goods(&self, press: &mut Press) -> Vec<Piece> {
        let amounts = self.amounts.is_some();
        let table = self.table();
        let mut pieces = vec![table.titles(&mut press.setter)];
        for one in self.goods {
            let amount = if amounts { won(one.amount) } else { String::new() };
            let cells =
                vec![one.name().into(), one.sku.clone().into(), Cell::quantity(one.quantity), amount.into()];
            pieces.extend(table.row(&mut press.setter, cells, Ground::Ruled, press.room));
        }
        pieces.extend(self.sum(press));
        pieces
    }

    fn table(&self) -> Table {
        let amount = if self.amounts.is_some() { ("금액", 34.0) } else { ("", 1.0) };
        let columns = vec![
            column("상품 / 옵션", 0.0, Left, plain(10.0)),
            column("상품코드", 34.0, Left, plain(8.5)),
            column("수량", 18.0, Right, bold(11.0)),
            column(amount.0, amount.1, Right, plain(10.0)),
        ];
        Table::new(columns, UPRIGHT.inner())
    }

    fn sum(&self, press: &mut Press) -> Vec<Piece> {
        let count = self.goods.iter().map(|one| u64::from(one.quantity)).sum();
        let mut words = format!("합계 {}개", grouped(count));
        if let Some((what, added)) = self.amounts {
            let sum = self.goods.iter().map(|one| one.amount).sum::<Won>() + added;
            let added = if added == Won::ZERO { String::new() } else { format!(" · {what} {}", won(added)) };
            words = format!("{words}{added} · {}", won(sum));
        }
        let table = Table::new(vec![column("", 0.0, Right, bold(11.0))], UPRIGHT.inner());
        table.row(&mut press.setter, vec![words.into()], Ground::Open, press.room)
    }
}
