//! What leaves on paper: lists, sheets, slips and labels, laid out here and handed out as PDF.
//!
//! Plain data goes in and bytes come out; nothing here reads a file, a clock or the network, so that the
//! same data always makes the same document. Three things hold for every document: no row is cut by the
//! end of a page unless it is higher than one; what a row says is wrapped and never shortened (only the
//! shop's own words in the heading and the goods on a label are); and a character that no font knows is
//! drawn as a box and told in [`Printed::missing`].
//!
//! Each document shows no more of a person than its reader needs:
//!
//! | document | who reads it | name | telephone | address |
//! |---|---|---|---|---|
//! | [`InvoiceList`] | the packer and the courier | masked | no | province and district |
//! | [`OrderSheet`] | the shop, at the desk | full | last four digits | full |
//! | [`PackingSlips`] | the receiver | full | no | no |
//! | [`PickingList`] | the picker | no | no | no |
//! | [`Labels`] | the courier | full | full | full |

mod bars;
mod card;
mod draw;
mod face;
mod flow;
mod frame;
mod invoice_list;
mod labels;
mod mark;
mod order_sheet;
mod packing_slip;
mod parcel;
mod picking_list;
mod press;
mod shelf;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod words;

use std::fmt;

pub use invoice_list::InvoiceList;
pub use labels::{LabelSheet, Labels};
pub use order_sheet::{OrderPaper, OrderSheet};
pub use packing_slip::PackingSlips;
pub use parcel::{Goods, Heading, Joined, Parcel};
pub use picking_list::{Pick, PickingList};

/// A finished document.
#[derive(Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file, ready to be shown, saved or printed.
    pub pdf: Vec<u8>,
    /// How many pages it has, at least one.
    pub pages: usize,
    /// Characters that no bundled font can draw, each once, in the order of their code points. They stand
    /// as boxes in the document; control characters are among them.
    pub missing: Vec<char>,
}

/// Logs and failed assertions name nobody.
impl fmt::Debug for Printed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Printed").field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// Why no document could be made. The data is not at fault: the bundled fonts or the writer are.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// A bundled font cannot be read.
    #[error("the bundled font {0} cannot be read")]
    Font(&'static str),
    /// The file could not be written.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}
