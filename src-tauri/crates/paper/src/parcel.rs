//! What the documents are made from.

use std::fmt;

use chrono::{NaiveDateTime, NaiveTime};
use domain::{Receiver, Won};

/// What stands at the head of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The shop's name.
    pub shop: String,
    /// Which batch of the day it is: 오전 1차 출고.
    pub batch: String,
    /// When it was printed, in Korean time.
    pub printed: NaiveDateTime,
    /// The number under which the print is logged.
    pub record: String,
}

/// A parcel at the door of the shop.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The courier's name as the shop writes it.
    pub courier: String,
    /// When the courier comes, in Korean time, if that is known.
    pub pickup: Option<NaiveTime>,
    /// The invoice number, or empty before there is one.
    pub invoice: String,
    /// Who receives it. Each document shows no more of this than its reader needs.
    pub receiver: Receiver,
    /// What is in it, in the order of packing.
    pub goods: Vec<Goods>,
    /// Whether and why it holds more than one line.
    pub joined: Joined,
    /// A short note for the packer: 도서산간, 선물포장.
    pub note: String,
}

/// Logs and failed assertions name nobody.
impl fmt::Debug for Parcel {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Parcel").field("invoice", &self.invoice).finish_non_exhaustive()
    }
}

/// How the lines of a parcel came together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joined {
    /// There is one line only, or nothing to say about it.
    #[default]
    No,
    /// The marketplace ships them together (묶음배송).
    Bundle,
    /// The shop put several orders of one receiver into one parcel (합포장).
    Merged,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goods {
    /// The marketplace's name as the shop knows it: 쿠팡.
    pub marketplace: String,
    /// The order's number at the marketplace.
    pub order: String,
    /// The product's name.
    pub product: String,
    /// The chosen option, or empty.
    pub option: String,
    /// The shop's own code of it, or empty.
    pub sku: String,
    /// How many are to be sent.
    pub quantity: u32,
    /// What was paid for all of them together.
    pub amount: Won,
}

impl Goods {
    /// Product and option in one line: 거즈 행주 5매입 / 베이지.
    pub(crate) fn name(&self) -> String {
        crate::words::name(&self.product, &self.option)
    }

    /// The marketplace and the end of the order's number: 쿠팡 …0731.
    pub(crate) fn source(&self) -> String {
        let letters: Vec<char> = self.order.trim().chars().collect();
        let end: String = letters[letters.len().saturating_sub(4)..].iter().collect();
        let cut = if letters.len() > 4 { "…" } else { "" };
        format!("{} {cut}{end}", self.marketplace)
    }
}

impl Parcel {
    /// How many goods are in it.
    pub(crate) fn count(&self) -> u64 {
        self.goods.iter().map(|one| u64::from(one.quantity)).sum()
    }

    /// The orders in it, each once.
    pub(crate) fn orders(&self) -> Vec<&Goods> {
        let mut orders: Vec<&Goods> = Vec::new();
        for one in &self.goods {
            if !orders
                .iter()
                .any(|known| (&known.marketplace, &known.order) == (&one.marketplace, &one.order))
            {
                orders.push(one);
            }
        }
        orders
    }
}

/// Parcels in the order in which the couriers come, so that the list and what lies in the parcels go through
/// the hands together; within a courier by invoice number.
pub(crate) fn sorted(parcels: &[Parcel]) -> Vec<&Parcel> {
    let mut sorted: Vec<&Parcel> = parcels.iter().collect();
    let late = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    sorted.sort_by_key(|parcel| (parcel.pickup.unwrap_or(late), &parcel.courier, &parcel.invoice));
    sorted
}
