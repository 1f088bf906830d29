//! Rows of a table. A row is one piece, as high as its longest cell.

use std::rc::Rc;

use crate::flow::Piece;
use crate::mark::{Area, Mark, TICK, lines, mm};
use crate::text::{Block, Look, Typesetter, bold};

/// Room to the left and to the right of a cell's text.
const SIDE: f32 = mm(1.3);
/// Room above and below a cell's text.
const ABOVE: f32 = mm(0.35);

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Side {
    Left,
    Middle,
    Right,
}

/// One column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) title: &'static str,
    /// In points. A column of no width takes what the others leave.
    pub(crate) width: f32,
    pub(crate) side: Side,
    pub(crate) look: Look,
}

/// A column of `width` millimetres, 0 for the one that takes the rest.
pub(crate) const fn column(title: &'static str, width: f32, side: Side, look: Look) -> Column {
    Column { title, width: mm(width), side, look }
}

/// What a row has in one column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    text: String,
    /// Other letters than the column has.
    look: Option<Look>,
    tick: bool,
    ring: bool,
    write: bool,
}

impl Cell {
    /// A place to write into.
    pub(crate) fn write() -> Cell {
        Cell { write: true, ..Cell::default() }
    }

    /// A box to tick.
    pub(crate) fn tick() -> Cell {
        Cell { tick: true, ..Cell::default() }
    }

    /// How many of a thing; more than one has a ring, since the second piece is what packers forget.
    pub(crate) fn quantity(quantity: u32) -> Cell {
        Cell { text: quantity.to_string(), ring: quantity > 1, ..Cell::default() }
    }

    /// The cell in other letters.
    pub(crate) fn look(self, look: Look) -> Cell {
        Cell { look: Some(look), ..self }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }
}

/// What is drawn under or behind a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ground {
    /// Nothing: the next row belongs to it.
    Open,
    /// A thin rule at its end.
    Ruled,
    /// A band of light grey between two rules: the heading of a group.
    Band,
    /// A rule above: the total.
    Total,
}

/// Columns with their final widths.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    width: f32,
}

impl Table {
    /// Columns that fill `width` points together.
    pub(crate) fn new(mut columns: Vec<Column>, width: f32) -> Table {
        let taken: f32 = columns.iter().map(|column| column.width).sum();
        columns
            .iter_mut()
            .filter(|column| column.width == 0.0)
            .for_each(|column| column.width = width - taken);
        Table { columns, width }
    }

    /// The row of titles, repeated on every page.
    pub(crate) fn titles(&self, setter: &mut Typesetter) -> Piece {
        let cells = self.columns.iter().map(|column| Cell::from(column.title).look(bold(8.5))).collect();
        let mut titles = Piece::gap(mm(0.6));
        self.row(setter, cells, Ground::Open, f32::INFINITY).into_iter().for_each(|piece| titles.add(piece));
        titles.add(Piece::gap(mm(0.6)));
        titles.with_next = true;
        titles.marks.push(Mark::rule(0.0, titles.height - mm(0.3), self.width, mm(0.3)));
        titles
    }

    /// A row; in pieces of no more than `room` points only where it is higher than a whole page.
    pub(crate) fn row(
        &self,
        setter: &mut Typesetter,
        cells: Vec<Cell>,
        ground: Ground,
        room: f32,
    ) -> Vec<Piece> {
        let cells: Vec<Set> = self.set(setter, cells);
        let middle = cells.iter().map(|cell| cell.block.look.leading() / 2.0).fold(0.0, f32::max);
        let mut pieces = Vec::new();
        let mut first = 0;
        loop {
            let piece = self.part(&cells, first, middle, room);
            first += 1;
            let last = cells.iter().all(|cell| cell.part(first, middle, room).is_empty());
            pieces.push(piece);
            if last {
                break;
            }
        }
        self.lay(&mut pieces, ground);
        pieces
    }

    fn set(&self, setter: &mut Typesetter, cells: Vec<Cell>) -> Vec<Set> {
        let mut x = 0.0;
        let mut set = Vec::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            let look = cell.look.unwrap_or(column.look);
            let block = setter.set(&cell.text, look, column.width - 2.0 * SIDE);
            set.push(Set { x, width: column.width, side: column.side, cell, block });
            x += column.width;
        }
        set
    }

    /// The lines of every cell that stand in part `part` of the row.
    fn part(&self, cells: &[Set], part: usize, middle: f32, room: f32) -> Piece {
        let mut piece = Piece::default();
        for cell in cells {
            let shown = cell.part(part, middle, room);
            let top = cell.top(middle);
            let height = shown.len().max(1) as f32 * cell.block.look.leading();
            piece.height = piece.height.max(top + height + ABOVE);
            piece.marks.extend(cell.marks(shown, middle, part == 0));
        }
        piece
    }

    fn lay(&self, pieces: &mut [Piece], ground: Ground) {
        if ground == Ground::Band {
            pieces.iter_mut().for_each(|piece| self.band(piece));
        }
        if let (Ground::Total, Some(first)) = (ground, pieces.first_mut()) {
            first.marks.push(Mark::rule(0.0, 0.0, self.width, mm(0.5)));
        }
        if let (Ground::Ruled, Some(last)) = (ground, pieces.last_mut()) {
            last.marks.push(self.hairline(last.height));
        }
    }

    /// The thin rule between two rows, ending at `y`.
    fn hairline(&self, y: f32) -> Mark {
        let area = Area { x: 0.0, y: y - mm(0.14), width: self.width, height: mm(0.14) };
        Mark::Fill { area, shade: 130 }
    }

    fn band(&self, piece: &mut Piece) {
        let (width, height) = (self.width, piece.height);
        let area = Area { x: 0.0, y: 0.0, width, height };
        piece.marks.insert(0, Mark::Fill { area, shade: 228 });
        piece.marks.push(Mark::rule(0.0, 0.0, width, mm(0.3)));
        piece.marks.push(Mark::rule(0.0, height - mm(0.3), width, mm(0.3)));
        piece.with_next = true;
    }
}

/// A cell whose text is set.
struct Set {
    x: f32,
    width: f32,
    side: Side,
    cell: Cell,
    block: Rc<Block>,
}

impl Set {
    /// Where the text begins, so that the first lines of a row share their middle.
    fn top(&self, middle: f32) -> f32 {
        ABOVE + middle - self.block.look.leading() / 2.0
    }

    /// Which lines stand in part `part` when a part has `room` points.
    fn part(&self, part: usize, middle: f32, room: f32) -> std::ops::Range<usize> {
        let count = self.block.lines.len();
        let held = ((room - self.top(middle) - ABOVE) / self.block.look.leading()).floor().max(1.0);
        let held = if held.is_finite() { held as usize } else { count };
        (part * held).min(count)..(part * held).saturating_add(held).min(count)
    }

    fn marks(&self, shown: std::ops::Range<usize>, middle: f32, first: bool) -> Vec<Mark> {
        let (top, skipped) = (self.top(middle), shown.start as f32 * self.block.look.leading());
        let block = &self.block;
        let begins = block.lines[shown.clone()].iter().map(|line| self.begins(line.width));
        let text = lines(block, 0.0, top - skipped).skip(shown.start).zip(begins);
        let mut marks: Vec<Mark> = text.map(|(mark, x)| mark.moved(x, 0.0)).collect();
        if first && self.cell.tick {
            marks.push(Mark::tick(self.begins(TICK), ABOVE + middle - TICK / 2.0));
        }
        if first && self.cell.write {
            let area =
                Area { x: self.x + SIDE, y: ABOVE, width: self.width - 2.0 * SIDE, height: 2.0 * middle };
            marks.push(Mark::Frame { area, stroke: mm(0.15), round: 0.0 });
        }
        if first && self.cell.ring {
            marks.push(self.ring(middle));
        }
        marks
    }

    /// Where something of this width begins.
    fn begins(&self, width: f32) -> f32 {
        match self.side {
            Side::Left => self.x + SIDE,
            Side::Middle => self.x + (self.width - width) / 2.0,
            Side::Right => self.x + self.width - SIDE - width,
        }
    }

    /// A ring around the text.
    fn ring(&self, middle: f32) -> Mark {
        let text = self.block.width();
        let height = self.block.look.size * 1.16;
        let width = (text + mm(1.6)).max(height);
        let x = self.begins(text) + (text - width) / 2.0;
        let area = Area { x, y: ABOVE + middle - height / 2.0, width, height };
        Mark::Frame { area, stroke: mm(0.25), round: height / 2.0 }
    }
}
