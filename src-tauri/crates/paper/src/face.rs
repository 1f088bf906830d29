//! The bundled fonts. What they hold, and under which licence, stands in `fonts/README.md`.

use krilla::text::Font;
use parley::FontContext;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::FontFamilyName;

use crate::PaperError;

/// Every face under the name by which the stacks below know it.
const FACES: [(&str, &[u8]); 6] = [
    ("regular", include_bytes!("../fonts/NotoSansKR-Regular.ttf")),
    ("bold", include_bytes!("../fonts/NotoSansKR-Bold-NoHanja.ttf")),
    ("latin", include_bytes!("../fonts/NotoSans-Regular.ttf")),
    ("hanja", include_bytes!("../fonts/NotoSansJP-Few.ttf")),
    ("signs", include_bytes!("../fonts/NotoSansMath-Few.ttf")),
    ("emoji", include_bytes!("../fonts/NotoEmoji-Regular.ttf")),
];

/// Where a character is looked for, in this order; the first face also draws the box of what is nowhere.
pub(crate) const REGULAR: [FontFamilyName<'static>; 5] = [
    FontFamilyName::named("regular"),
    FontFamilyName::named("latin"),
    FontFamilyName::named("hanja"),
    FontFamilyName::named("signs"),
    FontFamilyName::named("emoji"),
];

/// The same in bold. Hanja are not there in bold, so the regular face stands in.
pub(crate) const BOLD: [FontFamilyName<'static>; 6] = [
    FontFamilyName::named("bold"),
    FontFamilyName::named("regular"),
    FontFamilyName::named("latin"),
    FontFamilyName::named("hanja"),
    FontFamilyName::named("signs"),
    FontFamilyName::named("emoji"),
];

/// One face as the layout knows it (by the number of its data) and as the PDF embeds it.
struct Face {
    data: u64,
    font: Font,
}

/// The bundled faces, read once per document.
pub(crate) struct Faces {
    faces: Vec<Face>,
}

impl Faces {
    /// Reads the faces and a layout context that knows them and no font of the system, so that a document
    /// looks the same on every computer.
    pub(crate) fn read() -> Result<(Self, FontContext), PaperError> {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut fonts =
            FontContext { collection: Collection::new(options), source_cache: SourceCache::default() };
        let faces = FACES.iter().map(|(name, bytes)| register(&mut fonts, name, bytes));
        Ok((Faces { faces: faces.collect::<Result<_, _>>()? }, fonts))
    }

    /// Which face this data is.
    pub(crate) fn position(&self, data: u64) -> Option<usize> {
        self.faces.iter().position(|face| face.data == data)
    }

    /// The face to embed.
    pub(crate) fn font(&self, position: usize) -> Option<Font> {
        self.faces.get(position).map(|face| face.font.clone())
    }
}

fn register(fonts: &mut FontContext, name: &'static str, bytes: &'static [u8]) -> Result<Face, PaperError> {
    let blob = Blob::new(std::sync::Arc::new(bytes));
    let data = blob.id();
    let named = FontInfoOverride { family_name: Some(name), ..Default::default() };
    let families = fonts.collection.register_fonts(blob, Some(named));
    let font = Font::new(bytes.into(), 0).filter(|_| !families.is_empty());
    font.map(|font| Face { data, font }).ok_or(PaperError::Font(name))
}
