//! Puts pieces into frames and frames onto pages.

use crate::flow::{Piece, fill};
use crate::frame::Frame;
use crate::mark::Mark;
use crate::table::Table;
use crate::text::Typesetter;
use crate::{PaperError, Printed, draw};

/// The marks of a finished page, counted from the corner of the paper.
pub(crate) type Page = Vec<Mark>;

/// A document whose frame is known; next come its pieces.
pub(crate) struct Press {
    pub(crate) setter: Typesetter,
    frame: Frame,
    head: Piece,
    /// How high the pieces of one page may be together, in points.
    pub(crate) room: f32,
}

impl Press {
    /// A document in this frame, with the titles of this table on every page.
    pub(crate) fn new(frame: Frame, table: Option<&Table>) -> Result<Press, PaperError> {
        let mut setter = Typesetter::new()?;
        let mut head = frame.head(&mut setter);
        match table {
            Some(table) => head.add(table.titles(&mut setter)),
            None => head.add(Piece::gap(crate::mark::mm(4.0))),
        }
        let sheet = frame.sheet;
        let room = sheet.height - sheet.top - sheet.bottom - head.height - frame.foot_height();
        Ok(Press { setter, frame, head, room })
    }

    /// The finished document.
    pub(crate) fn print(mut self, pieces: Vec<Piece>) -> Result<Printed, PaperError> {
        let pages = self.pages(pieces);
        let (sheet, title) = (self.frame.sheet, self.frame.title);
        finish(&self.setter, title, (sheet.width, sheet.height), &pages)
    }

    /// Every page with its head, its number of all and its foot.
    pub(crate) fn pages(&mut self, pieces: Vec<Piece>) -> Vec<Page> {
        let bodies = fill(pieces, self.room);
        let count = bodies.len();
        bodies.into_iter().enumerate().map(|(at, body)| self.page(body, at + 1, count)).collect()
    }

    fn page(&mut self, body: Piece, number: usize, count: usize) -> Page {
        let sheet = self.frame.sheet;
        let foot = self.frame.foot(&mut self.setter, &body);
        let foot_top = sheet.height - sheet.bottom - self.frame.foot_height() - sheet.top;
        let mut page = self.head.marks.clone();
        page.extend(self.frame.corner(&mut self.setter, number, count));
        page.extend(body.marks.into_iter().map(|mark| mark.moved(0.0, self.head.height)));
        page.extend(foot.into_iter().map(|mark| mark.moved(0.0, foot_top)));
        page.into_iter().map(|mark| mark.moved(sheet.side, sheet.top)).collect()
    }
}

/// Pages of `size` points as a file.
pub(crate) fn finish(
    setter: &Typesetter,
    title: &str,
    size: (f32, f32),
    pages: &[Page],
) -> Result<Printed, PaperError> {
    let pdf = draw::pdf(&setter.faces, title, size, pages)?;
    Ok(Printed { pdf, pages: pages.len(), missing: setter.missing() })
}
