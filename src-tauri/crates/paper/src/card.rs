//! One order or parcel as a card: its number with a barcode, what is known of it, its goods and their sum.

use domain::Won;

use crate::bars::bars;
use crate::flow::{Piece, group, together};
use crate::frame::UPRIGHT;
use crate::mark::{Area, Mark, lines, mm};
use crate::parcel::Goods;
use crate::press::Press;
use crate::table::Side::{Left, Right};
use crate::table::{Cell, Ground, Table, column};
use crate::text::{bold, plain};
use crate::words::{brief, grouped, won};

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
const APART: f32 = mm(6.0);

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
        let again = self.again(press);
        let room = press.room - again.height;
        let mut below = self.goods(press, room);
        if !self.words.is_empty() {
            let words = Table::new(vec![column("", 0.0, Left, plain(9.0))], UPRIGHT.inner());
            below.extend(words.row(&mut press.setter, vec![self.words.into()], Ground::Open, room));
        }
        group(self.top(press), again, below)
    }

    /// What stands above the rest of a card that is higher than a page.
    fn again(&self, press: &mut Press) -> Piece {
        let table = Table::new(vec![column("", 0.0, Left, bold(10.0))], UPRIGHT.inner());
        let words = format!("{} {} 이어짐", brief(&self.title, 40), brief(self.code, 30));
        let pieces = table.row(&mut press.setter, vec![words.into()], Ground::Band, press.room);
        pieces.into_iter().next().unwrap_or_default()
    }

    /// Title and facts with the barcode beside them, under a thick rule.
    fn top(&self, press: &mut Press) -> Vec<Piece> {
        let width = UPRIGHT.inner();
        let title = Table::new(vec![column("", 0.0, Left, bold(13.0))], width - CODE);
        let mut pieces = vec![Piece::gap(mm(1.0))];
        let words = vec![self.title.clone().into()];
        pieces.extend(title.row(&mut press.setter, words, Ground::Open, press.room - mm(2.0)));
        pieces.extend(self.facts(press, width - CODE));
        let mut pieces = together(pieces, press.room);
        if let Some(first) = pieces.first_mut() {
            first.marks.insert(0, Mark::rule(0.0, 0.0, width, mm(0.5)));
            let (marks, height) = self.code(press, width);
            first.marks.extend(marks);
            first.height = first.height.max(height);
        }
        pieces
    }

    /// The barcode at the right, its number beneath, and how high both are.
    fn code(&self, press: &mut Press, right: f32) -> (Vec<Mark>, f32) {
        let area = Area { x: 0.0, y: mm(2.2), width: CODE, height: CODE_HIGH };
        let Some(Mark::Bars { area, bars }) = bars(self.code, area) else { return (Vec::new(), 0.0) };
        let area = Area { x: right - area.width - mm(3.3), ..area };
        let number = press.setter.set(self.code, plain(9.0), CODE);
        let below = area.y + area.height + mm(0.4);
        let mut marks = vec![Mark::Bars { area, bars }];
        marks.extend(lines(&number, area.x + (area.width - number.width()) / 2.0, below));
        (marks, below + number.height() + mm(0.8))
    }

    fn facts(&self, press: &mut Press, width: f32) -> Vec<Piece> {
        let columns = vec![column("", 20.0, Left, bold(9.0)), column("", 0.0, Left, plain(10.0))];
        let table = Table::new(columns, width);
        let mut pieces = Vec::new();
        for (word, says) in self.facts.iter().filter(|(_, says)| !says.trim().is_empty()) {
            let cells = vec![(*word).into(), says.clone().into()];
            pieces.extend(table.row(&mut press.setter, cells, Ground::Open, press.room));
        }
        pieces
    }

    fn goods(&self, press: &mut Press, room: f32) -> Vec<Piece> {
        let amounts = self.amounts.is_some();
        let table = self.table();
        let mut pieces = vec![table.titles(&mut press.setter)];
        for one in self.goods {
            let amount = if amounts { won(one.amount) } else { String::new() };
            let cells =
                vec![one.name().into(), one.sku.clone().into(), Cell::quantity(one.quantity), amount.into()];
            pieces.extend(table.row(&mut press.setter, cells, Ground::Ruled, room));
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
