//! The two requests that have a body.

use quick_xml::escape::escape;

/// A flat document: a root and its fields, in order. What is absent is left out.
pub(crate) fn document(root: &str, fields: &[(&str, Option<&str>)]) -> Vec<u8> {
    let mut text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><{root}>");
    for (name, value) in fields {
        if let Some(value) = value {
            text.push_str(&format!("<{name}>{}</{name}>", escape(*value)));
        }
    }
    text.push_str(&format!("</{root}>"));
    text.into_bytes()
}
