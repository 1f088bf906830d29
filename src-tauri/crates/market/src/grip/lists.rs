//! The lists and their pages.

use chrono::TimeDelta;
use serde_json::Value;

use super::Grip;
use super::wire::answer::rows;
use super::wire::query::Query;
use super::wire::record::Record;
use crate::{ErrorKind, MarketError, Persistence, Span};

/// Rows of one page, the most of the lists that name a most.
pub(super) const LENGTH: usize = 100;
/// Rows of a page that are asked for again with the next one: a list that loses rows between two pages would
/// otherwise hide as many.
pub(super) const AGAIN: usize = 5;

/// Every list goes back 90 days. Ten minutes less, since so far the clocks may differ.
const REACH: TimeDelta = TimeDelta::minutes(90 * 24 * 60 - 10);

/// How far beyond this moment a list is asked for. Grip tells its clock in whole seconds, and what was paid since must
/// not be missing.
const BEYOND: TimeDelta = TimeDelta::minutes(1);

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// 주문
    Orders,
    /// 반품
    Returns,
    /// 교환
    Exchanges,
    /// 발주할 주문
    Prepare,
    /// 발송이 필요한 주문
    Start,
    /// 배송 현황
    Status,
    /// 리뷰
    Reviews,
}

impl List {
    /// The call, and the name under which its answer holds the rows.
    const fn call(self) -> (&'static str, &'static str) {
        match self {
            Self::Orders => ("order", "orderList"),
            Self::Returns => ("return", "returnList"),
            Self::Exchanges => ("exchange", "exchangeList"),
            Self::Prepare => ("delivery/prepare", "prepareList"),
            Self::Start => ("delivery/start", "startList"),
            Self::Status => ("delivery/status", "statusList"),
            Self::Reviews => ("review", "reviewList"),
        }
    }

    /// The call's name.
    pub(super) const fn operation(self) -> &'static str {
        self.call().0
    }
}

/// What a list is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    /// searchStatus, separated by commas; empty for all.
    pub(super) states: &'static str,
    /// searchDate, or empty for the list's own.
    pub(super) by: &'static str,
    /// The number of one order.
    pub(super) order: Option<u64>,
    /// Of which time.
    pub(super) span: Span,
}

impl Question {
    /// Everything within a span.
    pub(super) const fn within(span: Span) -> Self {
        Self { states: "", by: "", order: None, span }
    }

    /// As it is sent, without its page.
    pub(super) fn fields(&self, query: Query) -> Query {
        let mut query = query;
        if let Some(order) = self.order {
            query = query.with("searchTarget", "orderSeq").with("searchQuery", order);
        }
        for (name, value) in [("searchStatus", self.states), ("searchDate", self.by)] {
            if !value.is_empty() {
                query = query.with(name, value);
            }
        }
        let (from, to) = (self.span.from.timestamp_millis(), self.span.to.timestamp_millis());
        query.with("searchStartAt", from).with("searchEndAt", to)
    }
}

/// Where a page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Offset.
    start: usize,
    /// The row with which the page before it began, then those at its end that are asked for again.
    told: Vec<String>,
}

impl Place {
    /// Behind a full page.
    fn after(&self, rows: &[Value]) -> Self {
        let again = rows.len().saturating_sub(AGAIN);
        let told = rows.first().into_iter().chain(&rows[again..]).map(named).collect();
        Self { start: self.start + again, told }
    }

    /// As a page's name.
    pub(super) fn name(&self) -> String {
        format!("{}|{}", self.start, self.told.join("|"))
    }

    /// Of a page's name; the first page for one that is none.
    pub(super) fn of(name: Option<&str>) -> Self {
        let parts = name.and_then(|name| name.split_once('|'));
        let place = parts.and_then(|(start, told)| {
            let told = told.split('|').map(str::to_owned).collect();
            Some(Self { start: start.parse().ok()?, told })
        });
        place.unwrap_or_default()
    }
}

/// One page.
pub(super) struct Page {
    pub(super) rows: Vec<Value>,
    /// The next one; `None` when this was the last.
    pub(super) next: Option<Place>,
}

impl Grip {
    /// As much of a span as the lists still show, up to the marketplace's own clock; `None` for one that is past.
    pub(super) fn shown(&self, span: Span) -> Option<Span> {
        let ahead = self.line.clock_difference().unwrap_or_default().max(TimeDelta::zero());
        let (from, to) = (span.from.max(self.now() - REACH), span.to + ahead + BEYOND);
        (from < span.to).then_some(Span { from, to })
    }

    /// Everything that the lists still show.
    pub(super) fn reach(&self) -> Span {
        let now = self.now();
        Span { from: now - REACH, to: now + BEYOND }
    }

    /// One page of a list.
    ///
    /// # Errors
    /// Also when it begins as the one before it: what should stand there would be missing.
    pub(super) async fn page(
        &self,
        list: List,
        question: Question,
        place: &Place,
    ) -> Result<Page, MarketError> {
        let (operation, name) = list.call();
        let query = Query::default().with("start", place.start).with("length", LENGTH);
        let response = self.read(operation, question.fields(query)).await?;
        let mut rows = rows(operation, &response, name)?;
        if place.start > 0 && rows.first().map(named).as_ref() == place.told.first() {
            let why = "the list repeats its page";
            return Err(MarketError::new(ErrorKind::Unreadable, Persistence::Temporary, operation, why));
        }
        let next = (rows.len() >= LENGTH).then(|| place.after(&rows));
        rows.retain(|row| !place.told.contains(&named(row)));
        Ok(Page { rows, next })
    }

    /// Every page of a list, one after the other.
    pub(super) async fn all(&self, list: List, question: Question) -> Result<Vec<Value>, MarketError> {
        let (mut rows, mut place) = (Vec::new(), Some(Place::default()));
        while let Some(asked) = place {
            let page = self.page(list, question, &asked).await?;
            rows.extend(page.rows);
            place = page.next;
        }
        Ok(rows)
    }
}

/// What a row is called: by its numbers, and by when it was asked for, since a line may be claimed again.
fn named(row: &Value) -> String {
    let Some(row) = Record::of(row) else { return String::new() };
    let fields = ["orderSeq", "orderProductSeq", "reviewSeq", "returnRequestAt", "exchangeRequestAt"];
    fields.map(|name| row.text(name)).join(":")
}
