//! Setting text: which glyphs stand where on which line.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use icu_normalizer::ComposingNormalizerBorrowed;
use krilla::text::{GlyphId, KrillaGlyph};
use parley::layout::{Cluster, Layout, Line as SetLine, Run as SetRun};
use parley::style::{FontFamily, OverflowWrap, StyleProperty, WordBreak};
use parley::{BaseDirection, FontContext, LayoutContext};

use crate::PaperError;
use crate::face::{BOLD, Faces, REGULAR};

/// How high a line is, as a multiple of the size of its letters.
const LEADING: f32 = 1.32;
/// Where the middle of Hangul stands above the baseline, as a multiple of the size.
const MIDDLE: f32 = 0.37;

/// The size in points and the weight of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) size: f32,
    pub(crate) bold: bool,
}

/// Regular letters of a size in points.
pub(crate) const fn plain(size: f32) -> Look {
    Look { size, bold: false }
}

/// Bold letters of a size in points.
pub(crate) const fn bold(size: f32) -> Look {
    Look { size, bold: true }
}

impl Look {
    /// The height of one line, in points.
    pub(crate) fn leading(self) -> f32 {
        self.size * LEADING
    }

    /// The way from the top of a line to its baseline, in points.
    pub(crate) fn baseline(self) -> f32 {
        self.leading() / 2.0 + self.size * MIDDLE
    }
}

/// A text, broken into lines of one height.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) text: String,
    pub(crate) look: Look,
    pub(crate) lines: Vec<Line>,
}

impl Block {
    /// In points, all lines together.
    pub(crate) fn height(&self) -> f32 {
        self.lines.len() as f32 * self.look.leading()
    }

    /// The widest line, in points.
    pub(crate) fn width(&self) -> f32 {
        self.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }
}

/// One line of a block.
#[derive(Debug)]
pub(crate) struct Line {
    /// In points, without the spaces at its end.
    pub(crate) width: f32,
    pub(crate) runs: Vec<Run>,
}

/// Glyphs of one face, beginning `x` points from the beginning of the line.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) face: usize,
    pub(crate) x: f32,
    pub(crate) glyphs: Vec<KrillaGlyph>,
}

/// Sets text, and remembers what was set: lists name the same goods and marketplaces again and again.
pub(crate) struct Typesetter {
    pub(crate) faces: Faces,
    fonts: FontContext,
    layouts: LayoutContext<()>,
    known: HashMap<(String, u32, bool, u32), Rc<Block>>,
    missing: BTreeSet<char>,
}

impl Typesetter {
    /// With the bundled fonts.
    pub(crate) fn new() -> Result<Self, PaperError> {
        let (faces, fonts) = Faces::read()?;
        let layouts = LayoutContext::new();
        Ok(Typesetter { faces, fonts, layouts, known: HashMap::new(), missing: BTreeSet::new() })
    }

    /// The text in lines no wider than `width` points. An empty text has no lines.
    pub(crate) fn set(&mut self, text: &str, look: Look, width: f32) -> Rc<Block> {
        let key = (text.to_owned(), look.size.to_bits(), look.bold, width.to_bits());
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let block = Rc::new(self.compose(text, look, width));
        self.known.insert(key, Rc::clone(&block));
        block
    }

    /// Characters that could not be drawn so far.
    pub(crate) fn missing(&self) -> Vec<char> {
        self.missing.iter().copied().collect()
    }

    fn compose(&mut self, text: &str, look: Look, width: f32) -> Block {
        let text = self.readable(text);
        if text.is_empty() {
            return Block { text, look, lines: Vec::new() };
        }
        let layout = self.layout(&text, look, width);
        let lines = layout.lines().map(|line| self.line(&line, &text, look)).collect();
        Block { text, look, lines }
    }

    /// The text as it can be drawn: one form of each letter (Hangul typed on a Mac comes in pieces), one
    /// kind of line end, and in place of what steers a terminal or turns the direction of reading the
    /// sign for something unreadable, for an invoice number must not be made to read backwards.
    fn readable(&mut self, text: &str) -> String {
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text.trim_end());
        composed.replace("\r\n", "\n").chars().map(|one| self.drawn(one)).collect()
    }

    fn drawn(&mut self, one: char) -> char {
        match one {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => self.unreadable(one),
            _ if one.is_control() => self.unreadable(one),
            _ => one,
        }
    }

    fn unreadable(&mut self, one: char) -> char {
        self.missing.insert(one);
        char::REPLACEMENT_CHARACTER
    }

    /// Read from the left, whatever a text begins with, so that a name in Arabic does not move the option before
    /// the product. Korean breaks between words; a word wider than the column is broken where it must be.
    fn layout(&mut self, text: &str, look: Look, width: f32) -> Layout<()> {
        let stack = if look.bold { Cow::Borrowed(&BOLD[..]) } else { Cow::Borrowed(&REGULAR[..]) };
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(stack)));
        builder.push_default(StyleProperty::FontSize(look.size));
        builder.push_default(StyleProperty::WordBreak(WordBreak::KeepAll));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.set_base_direction(BaseDirection::Ltr);
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width));
        layout
    }

    fn line(&mut self, line: &SetLine<'_, ()>, text: &str, look: Look) -> Line {
        let (mut x, mut runs) = (0.0, Vec::new());
        for run in line.runs() {
            let start = x;
            let glyphs = self.glyphs(&run, text, look, &mut x);
            if let Some(face) = self.faces.position(run.font().data.id()) {
                runs.push(Run { face, x: start, glyphs });
            }
        }
        let metrics = line.metrics();
        Line { width: metrics.advance - metrics.hanging_advance, runs }
    }

    fn glyphs(&mut self, run: &SetRun<'_, ()>, text: &str, look: Look, x: &mut f32) -> Vec<KrillaGlyph> {
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        for cluster in run.visual_clusters() {
            if cluster.is_ligature_continuation() {
                extend(glyphs.last_mut(), &cluster);
            } else if text.get(cluster.text_range()) != Some("\n") {
                *x += self.cluster(&cluster, text, look, &mut glyphs);
            }
        }
        glyphs
    }

    /// Appends the glyphs of one cluster and returns how wide they are, in points.
    fn cluster(
        &mut self,
        cluster: &Cluster<'_, ()>,
        text: &str,
        look: Look,
        glyphs: &mut Vec<KrillaGlyph>,
    ) -> f32 {
        let (range, size, mut width) = (cluster.text_range(), look.size, 0.0);
        for glyph in cluster.glyphs() {
            if glyph.id == 0 {
                self.missing.extend(text.get(range.clone()).unwrap_or_default().chars());
            }
            let (advance, x, y) = (glyph.advance / size, glyph.x / size, glyph.y / size);
            glyphs.push(KrillaGlyph::new(GlyphId::new(glyph.id), advance, x, y, 0.0, range.clone(), None));
            width += glyph.advance;
        }
        width
    }
}

/// The later letters of a ligature have no glyph of their own: the first one stands for them.
fn extend(glyph: Option<&mut KrillaGlyph>, continuation: &Cluster<'_, ()>) {
    if let Some(glyph) = glyph {
        let range = continuation.text_range();
        glyph.text_range.start = glyph.text_range.start.min(range.start);
        glyph.text_range.end = glyph.text_range.end.max(range.end);
    }
}
