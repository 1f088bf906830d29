//! Documents as the marketplace writes them, and bodies as it reads them.
//!
//! No official page shows a raw answer: the envelopes are those live clients met.

use encoding_rs::{EUC_KR, Encoding as Charset, UTF_8};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// How answers are encoded and declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// As the documents' samples; what it lacks is written in its extension CP949, or as `?`.
    #[default]
    EucKr,
    /// As some clients saw it.
    Utf8,
}

/// The prefix of root, rows and results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prefix {
    /// As live clients saw it.
    #[default]
    Ns2,
    /// As the pages of the cancel lists show it: on the root alone, rows and results keep `ns2`.
    S2,
    /// As the pages of the 미도착 lists show it.
    Ns0,
}

impl Prefix {
    /// Of the root, and of rows and results.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Ns2 => ("ns2", "ns2"),
            Self::S2 => ("s2", "ns2"),
            Self::Ns0 => ("ns0", "ns0"),
        }
    }
}

/// The fields of one row, in the order of their page.
pub(crate) type Row = Vec<(&'static str, String)>;

/// What an answer is wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    /// `ns2:orders` with `ns2:order` rows.
    Orders,
    /// `ns2:seStlDtlList` rows; what they are wrapped in is unverified, errors come in `ns2:orders`.
    Settlement,
    /// `ns0:nonDeliverys` with a result beside the rows.
    NonDeliveries,
    /// `ResultOrder`: what an action did.
    Action,
    /// `Result`: what became of a 미도착 report.
    Reported,
    /// `AuthMessage`: the caller's address is not registered.
    Address,
}

/// An answer before it is bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) root: Root,
    pub(crate) rows: Vec<Row>,
    pub(crate) result: Option<(i32, String)>,
}

impl Document {
    pub(crate) fn of_rows(root: Root, rows: Vec<Row>) -> Self {
        Self { root, rows, result: None }
    }

    pub(crate) fn of_result(root: Root, code: i32, text: impl Into<String>) -> Self {
        Self { root, rows: Vec::new(), result: Some((code, text.into())) }
    }

    /// The text, declaration included.
    pub(crate) fn text(&self, encoding: Encoding, prefix: Prefix) -> String {
        let prefix = match (self.root, prefix) {
            (Root::NonDeliveries, Prefix::Ns2) => Prefix::Ns0,
            (_, other) => other,
        };
        let name = match encoding {
            Encoding::EucKr => "EUC-KR",
            Encoding::Utf8 => "UTF-8",
        };
        let declaration = format!(r#"<?xml version="1.0" encoding="{name}" standalone="yes"?>"#);
        format!("{declaration}\n{}", self.body(prefix))
    }

    fn body(&self, prefix: Prefix) -> String {
        match self.root {
            Root::Orders => self.list(prefix, "orders", "order", ("result_code", "result_text")),
            Root::Settlement => self.list(prefix, "orders", "seStlDtlList", ("result_code", "result_text")),
            Root::NonDeliveries => {
                self.list(prefix, "nonDeliverys", "nonDelivery", ("resultCode", "resultMessage"))
            }
            Root::Action => self.plain("ResultOrder", MALL, ("result_code", "result_text")),
            Root::Reported => self.plain("Result", "", ("resultCode", "resultMessage")),
            Root::Address => self.plain("AuthMessage", "", ("resultCode", "resultMessage")),
        }
    }

    /// The name space stands on the root, the prefix on root, rows and results only.
    fn list(&self, prefix: Prefix, root: &str, row: &str, (code, text): (&str, &str)) -> String {
        let (outer, prefix) = prefix.names();
        let rows: String = self.rows.iter().map(|fields| row_text(prefix, row, fields)).collect();
        let result = self.result.as_ref().map_or_else(String::new, |(number, words)| {
            let words = escaped(words);
            format!("<{prefix}:{code}>{number}</{prefix}:{code}><{prefix}:{text}>{words}</{prefix}:{text}>")
        });
        let mut spaces = format!(" xmlns:{outer}=\"{NAME_SPACE}\"");
        if prefix != outer {
            spaces.push_str(&format!(" xmlns:{prefix}=\"{NAME_SPACE}\""));
        }
        format!("<{outer}:{root}{spaces}>{rows}{result}</{outer}:{root}>")
    }

    fn plain(&self, root: &str, before: &str, (code, text): (&str, &str)) -> String {
        let result = self.result.as_ref().map_or_else(String::new, |(number, words)| {
            format!("<{code}>{number}</{code}><{text}>{}</{text}>", escaped(words))
        });
        format!("<{root}>{before}{result}</{root}>")
    }
}

const NAME_SPACE: &str = "http://skt.tmall.business.openapi.spring.service.client.domain/";

/// 11번가 시스템 코드: to be ignored, says their page.
const MALL: &str = "<openMallID>11ST</openMallID><open_11st_mall/><open_done_payment_interface/>";

fn row_text(prefix: &str, name: &str, fields: &Row) -> String {
    let fields: String =
        fields.iter().map(|(name, value)| format!("<{name}>{}</{name}>", escaped(value))).collect();
    format!("<{prefix}:{name}>{fields}</{prefix}:{name}>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The bytes of a text; what EUC-KR and CP949 lack becomes `?`, as in systems of that age [unverified].
pub(crate) fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    if encoding == Encoding::Utf8 {
        return text.as_bytes().to_vec();
    }
    let (bytes, _, unmappable) = EUC_KR.encode(text);
    if unmappable { text.chars().flat_map(one_character).collect() } else { bytes.into_owned() }
}

fn one_character(character: char) -> Vec<u8> {
    let text = character.to_string();
    let (bytes, _, unmappable) = EUC_KR.encode(&text);
    if unmappable { b"?".to_vec() } else { bytes.into_owned() }
}

/// How many bytes the marketplace counts for a text [unverified]: two for a Korean letter.
pub(crate) fn counted_bytes(text: &str) -> usize {
    encoded(text, Encoding::EucKr).len()
}

/// Reads a body whose outermost element is `root`. Its declaration decides on the charset, then the
/// content type, then UTF-8 [unverified].
pub(crate) fn read<T: DeserializeOwned>(body: &[u8], content_type: Option<&str>, root: &str) -> Option<T> {
    let (text, _, broken) = charset(body, content_type).decode(body);
    let document = text.split_once("?>").map_or(&*text, |(_, document)| document).trim_start();
    let named = document.strip_prefix('<').and_then(|rest| rest.strip_prefix(root));
    let opened = named.is_some_and(|rest| rest.starts_with(['>', ' ', '\n']));
    if broken || !opened {
        return None;
    }
    quick_xml::de::from_str(document).ok()
}

fn charset(body: &[u8], content_type: Option<&str>) -> &'static Charset {
    let head = String::from_utf8_lossy(&body[..body.len().min(120)]).into_owned();
    let declared = head.split_once("encoding=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let declared = declared.and_then(|rest| rest.split(['"', '\'', '?']).next());
    let sent =
        content_type.and_then(|it| it.to_ascii_lowercase().split_once("charset=").map(|it| it.1.to_owned()));
    let name = declared.map(str::to_owned).or(sent);
    name.and_then(|name| Charset::for_label(name.trim().as_bytes())).unwrap_or(UTF_8)
}
