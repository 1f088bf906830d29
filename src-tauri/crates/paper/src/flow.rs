//! Pieces that are never cut, and how they fill pages.

use std::rc::Rc;

use crate::mark::Mark;

/// Something that stands on one page as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    /// In points.
    pub(crate) height: f32,
    /// Counted from the piece's own upper left corner.
    pub(crate) marks: Vec<Mark>,
    /// A heading: it moves to the next page rather than stand alone at the end of one.
    pub(crate) with_next: bool,
    /// The heading that is repeated where this piece begins a page.
    pub(crate) under: Option<Rc<Piece>>,
    /// It begins a page.
    pub(crate) new_page: bool,
    /// How many parcels begin with it.
    pub(crate) boxes: u64,
    /// How many goods it names.
    pub(crate) goods: u64,
}

impl Piece {
    /// Blank room.
    pub(crate) fn gap(height: f32) -> Piece {
        Piece { height, ..Piece::default() }
    }

    /// Puts another piece underneath.
    pub(crate) fn add(&mut self, below: Piece) {
        let top = self.height;
        self.marks.extend(below.marks.into_iter().map(|mark| mark.moved(0.0, top)));
        self.height += below.height;
        self.boxes += below.boxes;
        self.goods += below.goods;
    }
}

/// Pieces one above the other as a single one; or as they are when `room` points cannot hold them.
pub(crate) fn together(pieces: Vec<Piece>, room: f32) -> Vec<Piece> {
    if pieces.iter().map(|piece| piece.height).sum::<f32>() > room {
        return pieces;
    }
    let new_page = pieces.first().is_some_and(|first| first.new_page);
    let under = pieces.first().and_then(|first| first.under.clone());
    let mut whole = Piece { new_page, under, ..Piece::default() };
    pieces.into_iter().for_each(|piece| whole.add(piece));
    vec![whole]
}

/// A group: its heading, and its pieces with the heading that is repeated over them on later pages.
pub(crate) fn group(mut heading: Vec<Piece>, again: Piece, pieces: Vec<Piece>) -> Vec<Piece> {
    let again = Rc::new(again);
    heading.extend(pieces.into_iter().map(|piece| Piece { under: Some(Rc::clone(&again)), ..piece }));
    heading
}

/// Fills pages that have `room` points each, from top to bottom. There is at least one page.
pub(crate) fn fill(pieces: Vec<Piece>, room: f32) -> Vec<Piece> {
    let mut pages = Vec::new();
    let mut page = Piece::default();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let next = pieces.peek().map_or(0.0, |next| next.height);
        let needed = piece.height + if piece.with_next { next } else { 0.0 };
        let full = piece.new_page || page.height + needed > room + ROUNDING;
        if full && page.height > 0.0 {
            pages.push(std::mem::take(&mut page));
            piece.under.iter().for_each(|heading| page.add(heading.as_ref().clone()));
        }
        page.add(piece);
    }
    pages.push(page);
    pages
}

/// What sums of binary fractions may be off by, in points; far less than anybody sees.
const ROUNDING: f32 = 0.01;

#[cfg(test)]
mod tests {
    use super::{Piece, fill, group, together};

    fn piece(height: f32) -> Piece {
        Piece { height, boxes: 1, ..Piece::default() }
    }

    fn boxes(pages: &[Piece]) -> Vec<u64> {
        pages.iter().map(|page| page.boxes).collect()
    }

    #[test]
    fn a_piece_that_does_not_fit_begins_the_next_page() {
        let pages = fill(vec![piece(40.0), piece(40.0), piece(40.0)], 100.0);
        assert_eq!(boxes(&pages), [2, 1]);
    }

    #[test]
    fn a_heading_does_not_stand_alone_at_the_end() {
        let heading = Piece { with_next: true, ..piece(10.0) };
        let pages = fill(vec![piece(80.0), heading, piece(20.0)], 100.0);
        assert_eq!(boxes(&pages), [1, 2]);
    }

    #[test]
    fn a_heading_is_repeated_where_its_group_goes_on() {
        let heading = || Piece { height: 10.0, with_next: true, goods: 1, ..Piece::default() };
        let pieces = group(vec![heading()], heading(), vec![piece(40.0), piece(40.0), piece(40.0)]);
        let pages = fill(pieces, 100.0);
        assert_eq!(boxes(&pages), [2, 1]);
        assert_eq!(
            pages.iter().map(|page| (page.goods, page.height)).collect::<Vec<_>>(),
            [(1, 90.0), (1, 50.0)]
        );
    }

    #[test]
    fn nothing_still_makes_a_page() {
        assert_eq!(fill(Vec::new(), 100.0).len(), 1);
    }

    #[test]
    fn a_page_of_its_own_is_not_preceded_by_a_blank_one() {
        let own = || Piece { new_page: true, ..piece(10.0) };
        assert_eq!(boxes(&fill(vec![own(), own()], 100.0)), [1, 1]);
    }

    #[test]
    fn what_fits_a_page_stays_together() {
        assert_eq!(together(vec![piece(50.0), piece(50.0)], 100.0).len(), 1);
        assert_eq!(together(vec![piece(50.0), piece(51.0)], 100.0).len(), 2);
    }
}
