//! What every page of a list has around its rows: the head above, the foot below.

use crate::flow::Piece;
use crate::mark::{Area, Mark, lines, mm};
use crate::parcel::Heading;
use crate::text::{Look, Typesetter, bold, plain};
use crate::words::{brief, day};

/// A page and its margins, in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) side: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

/// A4, upright.
pub(crate) const UPRIGHT: Sheet =
    Sheet { width: mm(210.0), height: mm(297.0), side: mm(12.0), top: mm(11.0), bottom: mm(9.0) };
/// A4, lying.
pub(crate) const LYING: Sheet =
    Sheet { width: mm(297.0), height: mm(210.0), side: mm(11.0), top: mm(9.0), bottom: mm(7.0) };

impl Sheet {
    /// The width between the margins.
    pub(crate) fn inner(&self) -> f32 {
        self.width - 2.0 * self.side
    }
}

/// A figure at the head: words, a number in bold, words.
pub(crate) type Count = (String, String, String);

/// Head and foot of one document.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) sheet: Sheet,
    pub(crate) title: &'static str,
    pub(crate) heading: Heading,
    /// What stands beside the day: how the rows are sorted.
    pub(crate) order: String,
    pub(crate) counts: Vec<Count>,
    /// What the reader is to know, at the foot of every page.
    pub(crate) advice: &'static str,
    /// Where somebody signs.
    pub(crate) signs: &'static [&'static str],
    /// Whether the foot says how many parcels and goods the page has.
    pub(crate) tally: bool,
}

/// How high the foot is.
const FOOT: f32 = mm(12.0);
/// The width of one place to sign.
const SIGN: f32 = mm(27.0);
/// The width that the page number and the moment of printing take.
const CORNER: f32 = mm(72.0);

impl Frame {
    /// The head of every page, without the page's number.
    pub(crate) fn head(&self, setter: &mut Typesetter) -> Piece {
        let width = self.sheet.inner();
        let mut head = Piece::gap(mm(9.0));
        let shop = format!("{} · {}", brief(&self.heading.batch, 24), brief(&self.heading.shop, 24));
        let title = [(self.title, bold(19.0)), (shop.as_str(), plain(10.5))];
        head.marks.extend(inline(setter, &title, 0.0, mm(6.6)));
        let below = format!("{} · {}", day(self.heading.printed.date()), self.order);
        let block = setter.set(&below, plain(9.0), width - CORNER);
        head.marks.extend(lines(&block, 0.0, head.height));
        head.height += block.height() + mm(1.4);
        head.marks.push(Mark::rule(0.0, head.height - mm(0.6), width, mm(0.6)));
        if !self.counts.is_empty() {
            head.add(self.counts(setter));
        }
        head
    }

    /// The figures, side by side, on as many lines as they need.
    fn counts(&self, setter: &mut Typesetter) -> Piece {
        let (width, step) = (self.sheet.inner(), mm(7.6));
        let (mut piece, mut x, mut y) = (Piece::default(), 0.0, mm(5.2));
        for (before, number, after) in &self.counts {
            let before = format!("{before} ");
            let parts = [(before.as_str(), plain(9.5)), (number, bold(12.0)), (after, plain(9.5))];
            let taken = parts.iter().map(|(text, look)| advance(setter, text, *look)).sum::<f32>();
            if x > 0.0 && x + taken > width {
                (x, y) = (0.0, y + step);
            }
            if x > 0.0 {
                let area = Area { x: x - mm(3.5), y: y - mm(3.6), width: mm(0.2), height: mm(4.6) };
                piece.marks.push(Mark::Fill { area, shade: 110 });
            }
            piece.marks.extend(inline_tight(setter, &parts, x, y));
            x += taken + mm(7.0);
        }
        piece.height = y + mm(2.6);
        piece.marks.push(Mark::rule(0.0, piece.height - mm(0.3), width, mm(0.3)));
        piece
    }

    /// The page's number and the moment of printing, at the right of the head.
    pub(crate) fn corner(&self, setter: &mut Typesetter, page: usize, pages: usize) -> Vec<Mark> {
        let right = self.sheet.inner();
        let number = setter.set(&format!("{page} / {pages}쪽"), bold(13.0), CORNER);
        let moment = self.heading.printed.format("%Y-%m-%d %H:%M");
        let record = format!("인쇄 {moment} · 기록 {}", brief(&self.heading.record, 20));
        let record = setter.set(&record, plain(9.0), CORNER);
        let mut marks: Vec<Mark> = lines(&number, right - number.width(), mm(1.6)).collect();
        marks.extend(lines(&record, right - record.width(), mm(9.0)));
        marks
    }

    /// How high the foot is, in points.
    pub(crate) fn foot_height(&self) -> f32 {
        FOOT
    }

    /// The foot of a page that has these parcels and goods.
    pub(crate) fn foot(&self, setter: &mut Typesetter, page: &Piece) -> Vec<Mark> {
        let width = self.sheet.inner();
        let mut marks = vec![Mark::rule(0.0, mm(2.0), width, mm(0.3))];
        let name = setter.set("모아데스크", plain(8.5), mm(30.0));
        marks.extend(lines(&name, width - name.width(), mm(4.4)));
        let mut x = width - name.width() - mm(6.0) - self.signs.len() as f32 * (SIGN + mm(3.0));
        let room = x - mm(4.0);
        for sign in self.signs {
            let word = setter.set(sign, plain(8.5), SIGN);
            marks.extend(lines(&word, x, mm(4.4)));
            marks.push(Mark::rule(x, mm(10.0), SIGN, mm(0.2)));
            x += SIGN + mm(3.0);
        }
        marks.extend(self.advice(setter, page, room));
        marks
    }

    fn advice(&self, setter: &mut Typesetter, page: &Piece, room: f32) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut y = mm(3.6);
        if self.tally {
            let tally = format!("이 쪽 {}상자 · 상품 {}개", page.boxes, page.goods);
            let tally = setter.set(&tally, bold(8.5), room);
            marks.extend(lines(&tally, 0.0, y));
            y += tally.height();
        }
        let advice = setter.set(self.advice, plain(8.0), room);
        marks.extend(lines(&advice, 0.0, y));
        marks
    }
}

/// Wide enough that nothing is wrapped.
const UNWRAPPED: f32 = mm(2_000.0);

/// How wide a text is, with the spaces at its end, in points.
fn advance(setter: &mut Typesetter, text: &str, look: Look) -> f32 {
    let spaces = text.len() - text.trim_end().len();
    setter.set(text, look, UNWRAPPED).width() + spaces as f32 * look.size * 0.25
}

/// Texts after one another on one baseline, `y` below the top, with a gap between them.
pub(crate) fn inline(setter: &mut Typesetter, parts: &[(&str, Look)], x: f32, y: f32) -> Vec<Mark> {
    run_on(setter, parts, x, y, mm(3.0))
}

fn inline_tight<T: AsRef<str>>(setter: &mut Typesetter, parts: &[(T, Look)], x: f32, y: f32) -> Vec<Mark> {
    let parts: Vec<(&str, Look)> = parts.iter().map(|(text, look)| (text.as_ref(), *look)).collect();
    run_on(setter, &parts, x, y, 0.0)
}

fn run_on(setter: &mut Typesetter, parts: &[(&str, Look)], mut x: f32, y: f32, gap: f32) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (text, look) in parts {
        let block = setter.set(text, *look, UNWRAPPED);
        marks.extend(lines(&block, x, y - look.baseline()));
        x += advance(setter, text, *look) + gap;
    }
    marks
}
