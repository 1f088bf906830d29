//! What a page is made of. All lengths are points (1/72 inch), counted from the upper left corner.

use std::rc::Rc;

use crate::text::Block;

/// Millimetres in points.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// One thing on a page.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    /// Line number `line` of a block, its upper left corner at `x`, `y`.
    Text { block: Rc<Block>, line: usize, x: f32, y: f32 },
    /// A filled area; 0 is black, 255 white.
    Fill { area: Area, shade: u8 },
    /// The outline of an area, `stroke` wide, with corners rounded by `round`.
    Frame { area: Area, stroke: f32, round: f32 },
    /// A barcode: its modules from left to right, true where there is ink.
    Bars { area: Area, bars: Rc<[bool]> },
}

impl Mark {
    /// A horizontal rule.
    pub(crate) fn rule(x: f32, y: f32, width: f32, thick: f32) -> Mark {
        Mark::Fill { area: Area { x, y, width, height: thick }, shade: 0 }
    }

    /// A box to tick, its upper left corner at `x`, `y`.
    pub(crate) fn tick(x: f32, y: f32) -> Mark {
        Mark::Frame { area: Area { x, y, width: TICK, height: TICK }, stroke: mm(0.3), round: 0.0 }
    }

    /// The same mark, moved.
    pub(crate) fn moved(mut self, right: f32, down: f32) -> Mark {
        let (x, y) = match &mut self {
            Mark::Text { x, y, .. } => (x, y),
            Mark::Fill { area, .. } | Mark::Frame { area, .. } | Mark::Bars { area, .. } => {
                (&mut area.x, &mut area.y)
            }
        };
        (*x, *y) = (*x + right, *y + down);
        self
    }

    /// Where the mark stands.
    #[cfg(test)]
    pub(crate) fn area(&self) -> Area {
        match self {
            Mark::Text { block, line, x, y } => {
                Area { x: *x, y: *y, width: block.lines[*line].width, height: block.look.leading() }
            }
            Mark::Fill { area, .. } | Mark::Frame { area, .. } | Mark::Bars { area, .. } => *area,
        }
    }
}

/// The side of a box to tick.
pub(crate) const TICK: f32 = mm(3.4);

/// Every line of a block, from `x`, `y` downwards.
pub(crate) fn lines(block: &Rc<Block>, x: f32, y: f32) -> impl Iterator<Item = Mark> {
    let leading = block.look.leading();
    (0..block.lines.len()).map(move |line| Mark::Text {
        block: Rc::clone(block),
        line,
        x,
        y: y + line as f32 * leading,
    })
}
