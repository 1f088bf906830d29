//! 주문서: each order as the shop checks it before packing.

use std::fmt;

use chrono::NaiveDateTime;
use domain::person::{last4, mask_name};
use domain::{Receiver, Won};

use crate::card::{Card, cards};
use crate::frame::{Frame, UPRIGHT};
use crate::parcel::{Goods, Heading};
use crate::press::Press;
use crate::words::{grouped, name};
use crate::{PaperError, Printed};

/// The orders of a batch in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderSheet {
    /// The head of every page.
    pub heading: Heading,
    /// The orders, in any order; they are printed by the moment they were placed.
    pub orders: Vec<OrderPaper>,
}

/// One order.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderPaper {
    /// The marketplace's name as the shop knows it.
    pub marketplace: String,
    /// The order's number at the marketplace.
    pub number: String,
    /// When it was placed, in Korean time.
    pub ordered: NaiveDateTime,
    /// Who placed it.
    pub buyer: String,
    /// Who receives it.
    pub receiver: Receiver,
    /// What was ordered.
    pub goods: Vec<Goods>,
    /// What was paid for shipping.
    pub shipping: Won,
}

/// Logs and failed assertions name nobody.
impl fmt::Debug for OrderPaper {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("OrderPaper").field("number", &self.number).finish_non_exhaustive()
    }
}

impl OrderSheet {
    /// All orders in one PDF, upright A4, several to a page.
    ///
    /// # Errors
    /// [`PaperError`] when a bundled font cannot be read or the file cannot be written.
    pub fn print(&self) -> Result<Printed, PaperError> {
        let mut press = Press::new(self.frame(), None)?;
        let mut orders: Vec<&OrderPaper> = self.orders.iter().collect();
        orders.sort_by_key(|order| (order.ordered, &order.marketplace, &order.number));
        let pieces = cards(&mut press, orders.into_iter().map(OrderPaper::card));
        press.print(pieces)
    }

    fn frame(&self) -> Frame {
        let goods =
            self.orders.iter().flat_map(|order| &order.goods).map(|one| u64::from(one.quantity)).sum();
        let count = |what: &str, count: u64, unit: &str| (what.to_owned(), grouped(count), unit.to_owned());
        Frame {
            sheet: UPRIGHT,
            title: "주문서",
            heading: self.heading.clone(),
            order: "주문 시각 순".to_owned(),
            counts: vec![count("주문", self.orders.len() as u64, "건"), count("상품", goods, "개")],
            advice: "연락처는 끝 네 자리만 인쇄합니다. 받는 분의 주소가 있으니 출고 확인 뒤 파쇄하세요.",
            signs: &["확인"],
            tally: false,
        }
    }
}

impl OrderPaper {
    fn card(&self) -> Card<'_> {
        let receiver = &self.receiver;
        let phone = last4(&receiver.phone).map_or(String::new(), |end| format!(" (연락처 끝 {end})"));
        let address = name_of_place(receiver);
        Card {
            title: format!("{} {}", self.marketplace, self.number),
            code: &self.number,
            facts: vec![
                ("주문 시각", self.ordered.format("%Y-%m-%d %H:%M").to_string()),
                ("주문자", mask_name(&self.buyer)),
                ("받는 분", format!("{}{phone}", receiver.name)),
                ("주소", address),
                ("배송 메모", receiver.memo.clone()),
            ],
            goods: &self.goods,
            amounts: Some(("배송비", self.shipping)),
            words: "",
            new_page: false,
        }
    }
}

/// The whole address with its postal code: (04001) 서울 마포구 … 101호.
pub(crate) fn name_of_place(receiver: &Receiver) -> String {
    let postcode = match receiver.postcode.trim() {
        "" => String::new(),
        postcode => format!("({postcode}) "),
    };
    format!("{postcode}{} {}", name(&receiver.address, ""), receiver.address_detail.trim())
}
