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

    /// Whether the page of the call says that it holds as many rows as are asked for ([`LENGTH`]). Elsewhere a short
    /// page may be all that Grip gives at once.
    const fn is_full_at_length(self) -> bool {
        !matches!(self, Self::Returns | Self::Exchanges | Self::Reviews)
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

/// Where a page stands: behind another one, or first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Offset of the page before it.
    before: usize,
    /// How many rows that one held.
    held: usize,
    /// The row with which that one began, then those at its end that are asked for again; nothing before the first.
    told: Vec<String>,
}

impl Place {
    /// Behind the page that began at an offset.
    fn after(start: usize, rows: &[Value]) -> Self {
        let again = &rows[rows.len().saturating_sub(AGAIN)..];
        let told = rows.first().into_iter().chain(again).map(named).collect();
        Self { before: start, held: rows.len(), told }
    }

    /// The offsets at which it may begin: a little before the end of the page before it; and where that only shows the
    /// same page again, since offsets may count by pages, right behind it, then behind a full one.
    fn starts(&self) -> Vec<usize> {
        if self.told.is_empty() {
            return vec![0];
        }
        let overlapping = self.held.saturating_sub(AGAIN).max(1);
        let mut starts = [overlapping, self.held, LENGTH].map(|rows| self.before + rows).to_vec();
        starts.dedup();
        starts
    }

    /// Whether rows are those of the page before it.
    fn repeats(&self, rows: &[Value]) -> bool {
        rows.first().is_some_and(|row| self.told.first() == Some(&named(row)))
    }

    /// As a page's name.
    pub(super) fn name(&self) -> String {
        format!("{}+{}|{}", self.before, self.held, self.told.join("|"))
    }

    /// Of a page's name; the first page for one that is none.
    pub(super) fn of(name: Option<&str>) -> Self {
        let place = name.and_then(|name| {
            let (offsets, told) = name.split_once('|')?;
            let (before, held) = offsets.split_once('+')?;
            let told = told.split('|').map(str::to_owned).collect();
            Some(Self { before: before.parse().ok()?, held: held.parse().ok()?, told })
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
    /// Also when it begins as the one before it wherever it is looked for: what should stand there would be missing.
    pub(super) async fn page(
        &self,
        list: List,
        question: Question,
        place: &Place,
    ) -> Result<Page, MarketError> {
        for start in place.starts() {
            let mut rows = self.rows_at(list, question, start).await?;
            if place.repeats(&rows) {
                continue;
            }
            let (full, next) = (rows.len() >= LENGTH, Place::after(start, &rows));
            rows.retain(|row| !place.told.contains(&named(row)));
            let goes_on = if list.is_full_at_length() { full } else { !rows.is_empty() };
            return Ok(Page { rows, next: goes_on.then_some(next) });
        }
        let why = "the list repeats its page";
        Err(MarketError::new(ErrorKind::Unreadable, Persistence::Temporary, list.operation(), why))
    }

    /// The rows of a list from an offset on.
    async fn rows_at(&self, list: List, question: Question, start: usize) -> Result<Vec<Value>, MarketError> {
        let (operation, name) = list.call();
        let query = Query::default().with("start", start).with("length", LENGTH);
        let response = self.read(operation, question.fields(query)).await?;
        rows(operation, &response, name)
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
