//! Reading orders: by status and time, by number, by basket.

use domain::{LineId, OrderId, OrderLine};
use serde_json::Value;

use super::translate::{self, Unreadable};
use super::wire::body::{Orders, OrdersByNumber};
use super::wire::record::Record;
use super::wire::scalar::{day, day_after};
use super::{Esm, number, unsupported};
use crate::{ErrorKind, MarketError, Persistence, Span};

/// POST RequestOrders by status or by basket: one call in five seconds for a seller at a site.
pub(super) const ORDERS: &str = "RequestOrders";
/// The same by the number of a line, which the documents do not limit.
pub(super) const ORDER_BY_NUMBER: &str = "RequestOrders/orderNo";
/// POST PreRequestOrders, which shares the limit.
pub(super) const UNPAID: &str = "PreRequestOrders";

const ORDERS_PATH: &str = "/shipping/v1/Order/RequestOrders";
const UNPAID_PATH: &str = "/shipping/v1/Order/PreRequestOrders";

/// requestDateType 2, 결제완료일: the one that every paid order has at both sites.
const BY_PAYMENT: u8 = 2;

/// Rows of one page. The documents' samples have from 100 to 1,000 and name no limit.
const PAGE_SIZE: u32 = 500;

/// One of the lists of orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrderList {
    /// 입금확인중
    Unpaid,
    /// Of a status from 1 (결제완료) to 5 (구매결정).
    Paid(u8),
}

/// Every status, for what may stand at any of them. There is no list of all.
const STATUSES: [u8; 5] = [1, 2, 3, 4, 5];

impl OrderList {
    /// The list of a feed.
    pub(super) fn of(status: &str, feed: &'static str) -> Result<Self, MarketError> {
        let known = status.parse().ok().filter(|status| STATUSES.contains(status));
        known.map(Self::Paid).ok_or_else(|| unsupported(feed))
    }
}

/// A page of orders.
pub(super) struct OrderPage {
    pub(super) rows: Vec<Value>,
    /// Another page follows.
    pub(super) more: bool,
}

impl Esm {
    /// One page of orders that were paid, or of unpaid ones that were ordered, on the days of a span.
    pub(super) async fn order_page(
        &self,
        list: OrderList,
        span: Span,
        index: u32,
    ) -> Result<OrderPage, MarketError> {
        let (operation, path, status) = match list {
            OrderList::Unpaid => (UNPAID, UNPAID_PATH, None),
            OrderList::Paid(status) => (ORDERS, ORDERS_PATH, Some(status)),
        };
        let (from, to) = (day(span.from), day_after(span.to));
        let body = Orders {
            site_type: self.flavor.site,
            order_status: status,
            request_date_type: status.map(|_| BY_PAYMENT),
            request_date_from: &from,
            request_date_to: &to,
            page_index: index,
            page_size: PAGE_SIZE,
        };
        let answer = self.read(operation, path, &body).await?;
        let Some(data) = answer.data() else { return Ok(OrderPage { rows: Vec::new(), more: false }) };
        let rows = data.list("RequestOrders").to_vec();
        // A site that gives smaller pages than asked for says so.
        let size = data.whole("PageSize").filter(|size| *size > 0).unwrap_or(PAGE_SIZE.into());
        let total = data.whole("TotalCount").unwrap_or_default();
        let more = !rows.is_empty() && i64::from(index).saturating_mul(size) < total;
        Ok(OrderPage { rows, more })
    }

    /// A line by its number; `None` when it is not shown, as none with a claim is.
    pub(super) async fn line_by_number(&self, line: &LineId) -> Result<Option<OrderLine>, MarketError> {
        let order_no = Some(number(ORDER_BY_NUMBER, line.as_str())?);
        let body = OrdersByNumber { site_type: self.flavor.site, order_status: 0, order_no, pay_no: None };
        let lines = self.lines_by_number(ORDER_BY_NUMBER, &body).await?;
        Ok(lines.into_iter().find(|read| read.line == *line))
    }

    /// The lines of a basket that are shown: asked for by its number where the site can be asked so, else by those
    /// of its lines that other lists have named, else looked for among the orders of the last weeks.
    pub(super) async fn order_lines(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError> {
        if order.as_str().is_empty() {
            // A report names a line alone; where no list has told of its basket, there is nothing to ask for.
            return Ok(Vec::new());
        }
        let pay_no = number(ORDERS, order.as_str())?;
        if self.flavor.knows_baskets {
            let (site_type, pay_no) = (self.flavor.site, Some(pay_no));
            let body = OrdersByNumber { site_type, order_status: 6, order_no: None, pay_no };
            return self.lines_by_number(ORDERS, &body).await;
        }
        let known = self.seen.lines(order);
        let mut lines = Vec::new();
        for line in &known {
            lines.extend(self.line_by_number(line).await?);
        }
        if known.is_empty() {
            for status in STATUSES {
                lines.extend(self.recent_lines(status).await?);
            }
            lines.retain(|line| line.order == *order);
        }
        Ok(lines)
    }

    /// Every line at a status that was paid within the last weeks.
    pub(super) async fn recent_lines(&self, status: u8) -> Result<Vec<OrderLine>, MarketError> {
        let to = self.now();
        let span = Span { from: to - chrono::TimeDelta::days(29), to };
        let mut lines = Vec::new();
        for index in 1.. {
            let page = self.order_page(OrderList::Paid(status), span, index).await?;
            lines.extend(self.whole_lines(ORDERS, &page.rows)?);
            if !page.more {
                break;
            }
        }
        Ok(lines)
    }

    /// The lines of an answer to a query by number.
    async fn lines_by_number(
        &self,
        operation: &'static str,
        body: &OrdersByNumber,
    ) -> Result<Vec<OrderLine>, MarketError> {
        let answer = self.read(operation, ORDERS_PATH, body).await?;
        let rows = answer.data().map_or(&[] as &[Value], |data| data.list("RequestOrders"));
        self.whole_lines(operation, rows)
    }

    /// Lines of which none may be missing, because somebody is about to act on them.
    fn whole_lines(&self, operation: &'static str, rows: &[Value]) -> Result<Vec<OrderLine>, MarketError> {
        let read = |row: &Value| {
            let row = Record::of(row).ok_or(Unreadable::NoRecord)?;
            translate::order::line(self.source(), row, false)
        };
        let lines: Result<Vec<OrderLine>, Unreadable> = rows.iter().map(read).collect();
        let lines = lines.map_err(|reason| unreadable(operation, &reason))?;
        lines.iter().for_each(|line| self.seen.basket(&line.line, &line.order));
        Ok(lines)
    }
}

/// A record that a person's decision cannot do without.
pub(super) fn unreadable(operation: &'static str, reason: &Unreadable) -> MarketError {
    MarketError::new(ErrorKind::Unreadable, Persistence::Permanent, operation, reason.to_string())
}
