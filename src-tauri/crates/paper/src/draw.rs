//! From marks to the bytes of a PDF.

use krilla::Document;
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use crate::PaperError;
use crate::face::Faces;
use crate::mark::{Area, Mark};
use crate::text::Block;

/// How far the handles of a quarter circle reach, as a part of its radius.
const QUARTER: f32 = 0.552_285;

/// Writes pages of one size, in points, each a list of marks. The same marks make the same bytes.
pub(crate) fn pdf(
    faces: &Faces,
    title: &str,
    (width, height): (f32, f32),
    pages: &[Vec<Mark>],
) -> Result<Vec<u8>, PaperError> {
    let mut document = Document::new();
    let about = Metadata::new().title(title.to_owned()).language("ko".to_owned());
    document.set_metadata(about.creator("Moadesk".to_owned()));
    for marks in pages {
        let size = PageSettings::from_wh(width, height);
        let settings = size.ok_or_else(|| PaperError::Pdf(format!("a page of {width} × {height}")))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        marks.iter().for_each(|mark| draw(&mut surface, faces, mark));
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|fault| PaperError::Pdf(format!("{fault:?}")))
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, mark: &Mark) {
    match mark {
        Mark::Text { block, line, x, y } => text(surface, faces, block, *line, (*x, *y)),
        Mark::Fill { area, shade } => fill(surface, outline(&[*area], 0.0), *shade),
        Mark::Frame { area, stroke, round } => frame(surface, outline(&[*area], *round), *stroke),
        Mark::Bars { area, bars } => fill(surface, outline(&strips(*area, bars), 0.0), 0),
    }
}

fn text(surface: &mut Surface<'_>, faces: &Faces, block: &Block, line: usize, (x, y): (f32, f32)) {
    surface.set_stroke(None);
    surface.set_fill(Some(ink(0)));
    let runs = block.lines.get(line).map_or(&[][..], |line| &line.runs);
    for run in runs {
        let start = Point::from_xy(x + run.x, y + block.look.baseline());
        if let Some(font) = faces.font(run.face) {
            surface.draw_glyphs(start, &run.glyphs, font, &block.text, block.look.size, false);
        }
    }
}

fn ink(shade: u8) -> Fill {
    Fill { paint: luma::Color::new(shade).into(), ..Fill::default() }
}

fn fill(surface: &mut Surface<'_>, path: Option<Path>, shade: u8) {
    surface.set_stroke(None);
    surface.set_fill(Some(ink(shade)));
    path.iter().for_each(|path| surface.draw_path(path));
}

fn frame(surface: &mut Surface<'_>, path: Option<Path>, width: f32) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: luma::Color::black().into(), width, ..Stroke::default() }));
    path.iter().for_each(|path| surface.draw_path(path));
}

/// The inked parts of a barcode; modules side by side make one strip, so that no hairline parts them.
fn strips(area: Area, bars: &[bool]) -> Vec<Area> {
    let module = area.width / bars.len().max(1) as f32;
    let mut strips = Vec::new();
    let mut x = area.x;
    for group in bars.chunk_by(|one, next| one == next) {
        let width = module * group.len() as f32;
        if group.first() == Some(&true) {
            strips.push(Area { x, width, ..area });
        }
        x += width;
    }
    strips
}

fn outline(areas: &[Area], round: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    for area in areas {
        if round > 0.0 {
            rounded(&mut path, *area, round.min(area.width / 2.0).min(area.height / 2.0));
        } else if let Some(rect) = Rect::from_xywh(area.x, area.y, area.width, area.height) {
            path.push_rect(rect);
        }
    }
    path.finish()
}

fn rounded(path: &mut PathBuilder, area: Area, radius: f32) {
    let (left, top) = (area.x, area.y);
    let (right, bottom) = (left + area.width, top + area.height);
    let near = radius * (1.0 - QUARTER);
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - near, top, right, top + near, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - near, right - near, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.cubic_to(left + near, bottom, left, bottom - near, left, bottom - radius);
    path.line_to(left, top + radius);
    path.cubic_to(left, top + near, left + near, top, left + radius, top);
    path.close();
}
