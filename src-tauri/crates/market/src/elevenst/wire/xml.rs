//! XML from bytes: in the encoding that it declares, its names without their prefixes.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{EUC_KR, Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

/// Above this an answer is not three thousand orders but an accident.
const LARGEST: usize = 32 * 1024 * 1024;

/// Every documented answer is three elements deep.
const DEEPEST: usize = 16;

/// Where a declaration of the encoding stands, if there is one.
const PROLOGUE: usize = 200;

/// Why a body is no answer; never holds what it says, since that may be about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Misfit {
    /// More than any list.
    #[error("the answer is too large")]
    TooLarge,
    /// Elements in elements beyond any shape.
    #[error("the answer is nested too deeply")]
    TooDeep,
    /// Entities are never expanded, so that nothing may define them.
    #[error("the answer holds a document type")]
    DocType,
    /// Malformed.
    #[error("the answer is no XML (byte {0})")]
    NotXml(u64),
    /// Nothing at all, or text alone.
    #[error("the answer holds no element")]
    Empty,
    /// It ends in the middle.
    #[error("the answer is cut short")]
    Cut,
    /// Something follows its end.
    #[error("the answer goes on after its end")]
    Trailing,
    /// Well-formed, but none of the marketplace's answers.
    #[error("the answer is none of 11st's")]
    Foreign,
}

/// An element with its text and the elements in it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Node {
    /// Without its prefix: guides show `ns2:`, `s2:` and `ns0:` for the same thing.
    pub(crate) name: String,
    /// Its own text.
    pub(crate) text: String,
    /// In their order.
    pub(crate) children: Vec<Node>,
}

/// The text holds people: it is never printed.
impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({}, {} children)", self.name, self.children.len())
    }
}

/// Reads a body.
///
/// # Errors
/// When it is not one whole element.
pub(crate) fn parsed(body: &[u8]) -> Result<Node, Misfit> {
    if body.len() > LARGEST {
        return Err(Misfit::TooLarge);
    }
    let text = decoded(body);
    let mut reader = Reader::from_str(&text);
    // Product names arrive with a bare ampersand where a system forgot to escape it.
    reader.config_mut().allow_dangling_amp = true;
    let mut tree = Tree::default();
    loop {
        let event = reader.read_event().map_err(|_| Misfit::NotXml(reader.error_position()))?;
        if let Some(root) = tree.take(event)? {
            return Ok(root);
        }
    }
}

/// What has been read so far.
#[derive(Default)]
struct Tree {
    open: Vec<Node>,
    root: Option<Node>,
}

impl Tree {
    /// Takes one event in; gives the root at the end.
    fn take(&mut self, event: Event<'_>) -> Result<Option<Node>, Misfit> {
        match event {
            Event::Start(start) => self.begin(start.local_name().as_ref())?,
            Event::Empty(start) => {
                self.begin(start.local_name().as_ref())?;
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.say(&text.xml10_content()),
            Event::CData(text) => self.say(&text.xml10_content()),
            Event::GeneralRef(reference) => self.say(&referred(&reference)),
            Event::DocType(_) => return Err(Misfit::DocType),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return self.finished().map(Some),
        }
        Ok(None)
    }

    fn begin(&mut self, name: &str) -> Result<(), Misfit> {
        if self.open.is_empty() && self.root.is_some() {
            return Err(Misfit::Trailing);
        }
        if self.open.len() == DEEPEST {
            return Err(Misfit::TooDeep);
        }
        self.open.push(Node { name: name.to_owned(), ..Node::default() });
        Ok(())
    }

    fn end(&mut self) {
        let Some(node) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.root = Some(node),
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(node) = self.open.last_mut() {
            node.text.push_str(text);
        }
    }

    fn finished(&mut self) -> Result<Node, Misfit> {
        if !self.open.is_empty() {
            return Err(Misfit::Cut);
        }
        self.root.take().ok_or(Misfit::Empty)
    }
}

/// A reference's character; one that only a document type could define stays as it is written.
fn referred(reference: &BytesRef<'_>) -> String {
    let name = reference.xml10_content();
    let known = match name.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    known.map_or_else(|| format!("&{name};"), String::from)
}

/// The text of a body: as declared, else as UTF-8, else as EUC-KR with the letters of CP949. Where it is none of them
/// throughout, a byte that is wrong costs its letter and not the answer.
pub(crate) fn decoded(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let declared = declared(body);
    declared
        .into_iter()
        .chain([UTF_8, EUC_KR])
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(body))
        .unwrap_or_else(|| declared.unwrap_or(EUC_KR).decode_without_bom_handling(body).0)
}

/// The encoding that the declaration names. `encoding_rs` reads EUC-KR as its superset CP949, and knows CP949 by none
/// of its own names.
fn declared(body: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(body.get(..PROLOGUE).unwrap_or(body)).into_owned();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0.to_owned();
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let name = value.trim_matches(['"', '\'']).split(['"', '\'']).next()?.to_ascii_lowercase();
    match name.as_str() {
        "cp949" | "ms949" | "uhc" => Some(EUC_KR),
        name => Encoding::for_label(name.as_bytes()),
    }
}
