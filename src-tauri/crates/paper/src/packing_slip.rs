//! 거래명세서: what lies in a parcel, for the one who opens it.

use crate::card::{Card, cards};
use crate::frame::{Frame, UPRIGHT};
use crate::parcel::{Heading, Parcel, sorted};
use crate::press::Press;
use crate::words::grouped;
use crate::{PaperError, Printed};

use domain::Won;

/// The slips of a batch in one document, sorted like the invoice list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackingSlips {
    /// The head of every page.
    pub heading: Heading,
    /// The parcels, in any order.
    pub parcels: Vec<Parcel>,
    /// Whether every parcel has a page of its own; otherwise as many stand on a page as fit, none of them cut.
    pub page_each: bool,
    /// Whether amounts are printed; a gift should not tell what it cost.
    pub amounts: bool,
    /// The shop's words to the receiver, such as where to ask about an exchange; or empty.
    pub words: String,
}

impl PackingSlips {
    /// All slips in one PDF, upright A4.
    ///
    /// # Errors
    /// [`PaperError`] when a bundled font cannot be read or the file cannot be written.
    pub fn print(&self) -> Result<Printed, PaperError> {
        let mut press = Press::new(self.frame(), None)?;
        let parcels = sorted(&self.parcels);
        let slips = parcels.into_iter().map(|parcel| self.card(parcel));
        let pieces = cards(&mut press, slips);
        press.print(pieces)
    }

    pub(crate) fn frame(&self) -> Frame {
        Frame {
            sheet: UPRIGHT,
            title: "거래명세서",
            heading: self.heading.clone(),
            order: format!("송장 리스트와 같은 순서 · {}상자", grouped(self.parcels.len() as u64)),
            counts: Vec::new(),
            advice: "받는 분의 연락처와 주소는 인쇄하지 않습니다.",
            signs: &[],
            tally: false,
        }
    }

    pub(crate) fn card<'a>(&'a self, parcel: &'a Parcel) -> Card<'a> {
        let orders = parcel.orders();
        let orders: Vec<String> =
            orders.iter().map(|one| format!("{} {}", one.marketplace, one.order)).collect();
        Card {
            title: format!("{} 님", parcel.receiver.name.trim()),
            code: &parcel.invoice,
            facts: vec![
                ("택배", format!("{} {}", parcel.courier, parcel.invoice).trim().to_owned()),
                ("주문", orders.join("\n")),
            ],
            goods: &parcel.goods,
            amounts: self.amounts.then_some(("", Won::ZERO)),
            words: &self.words,
            new_page: self.page_each,
        }
    }
}
