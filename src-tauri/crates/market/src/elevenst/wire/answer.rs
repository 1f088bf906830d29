//! The envelopes: a list with its rows or a code in their place, the receipt of an action, the door's refusal.

use super::xml::{Misfit, Node, parsed};
use crate::{ErrorKind, MarketError, Persistence, Response};

/// The roots that documents show. Anything else, however well-formed, is a page of somebody in between.
const ROOTS: [&str; 8] = [
    "orders",
    "order",
    "ResultOrder",
    "Result",
    "AuthMessage",
    "nonDeliverys",
    "seStlDtlList",
    "seStlDtlLists",
];

/// What the door says instead of an answer.
const DOOR: &str = "AuthMessage";

/// An answer's one element.
#[derive(Debug)]
pub(crate) struct Answer {
    root: Node,
}

impl Answer {
    /// Reads a body.
    ///
    /// # Errors
    /// When it is none of the marketplace's answers.
    pub(crate) fn of(body: &[u8]) -> Result<Self, Misfit> {
        let root = parsed(body)?;
        if ROOTS.contains(&root.name.as_str()) { Ok(Self { root }) } else { Err(Misfit::Foreign) }
    }

    /// Reads what was asked for.
    ///
    /// # Errors
    /// When it is no answer; asking again may help.
    pub(crate) fn of_read(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        Self::of(&response.body).map_err(|misfit| unreadable(Persistence::Temporary, operation, misfit))
    }

    /// Reads the receipt of a write.
    ///
    /// # Errors
    /// When it is none: then the write may have been applied.
    pub(crate) fn of_write(operation: &'static str, response: &Response) -> Result<Self, MarketError> {
        Self::of(&response.body).map_err(|misfit| unreadable(Persistence::Unknown, operation, misfit))
    }

    /// Whether the door answered: address or key were refused before anything was looked at.
    pub(crate) fn is_from_the_door(&self) -> bool {
        self.root.name == DOOR
    }

    /// The result's code, where there is one: a list with rows has none.
    pub(crate) fn code(&self) -> Option<&str> {
        self.field(["result_code", "resultCode"]).filter(|code| !code.is_empty())
    }

    /// The result's words.
    pub(crate) fn words(&self) -> &str {
        self.field(["result_text", "resultMessage"]).unwrap_or_default()
    }

    fn field(&self, names: [&str; 2]) -> Option<&str> {
        let field = self.root.children.iter().find(|field| names.contains(&field.name.as_str()))?;
        Some(field.text.trim())
    }

    /// The rows: every element that holds others.
    pub(crate) fn rows(self) -> Vec<Node> {
        self.root.children.into_iter().filter(|row| !row.children.is_empty()).collect()
    }

    /// The rows of a list whose fields may stand in the root itself, one row after the other: the table of
    /// settlements shows no element around a row.
    pub(crate) fn flat_rows(self) -> Vec<Node> {
        let (mut rows, fields): (Vec<Node>, Vec<Node>) =
            self.root.children.into_iter().partition(|child| !child.children.is_empty());
        let first = fields.first().map(|field| field.name.clone());
        for field in fields {
            if Some(&field.name) == first.as_ref() {
                rows.push(Node { name: "row".to_owned(), ..Node::default() });
            }
            if let Some(row) = rows.last_mut() {
                row.children.push(field);
            }
        }
        rows
    }
}

/// A body that is no answer.
fn unreadable(persistence: Persistence, operation: &'static str, misfit: Misfit) -> MarketError {
    MarketError::new(ErrorKind::Unreadable, persistence, operation, misfit.to_string())
}
