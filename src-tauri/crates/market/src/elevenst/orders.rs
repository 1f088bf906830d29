//! Reading orders by number, and the lists behind every reading.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{BundleId, Fact, LineId, LineNews, OrderId, OrderLine, Stage};

use super::feeds::{BATCH, List, list};
use super::path::Path;
use super::translate::{Unreadable, order, status};
use super::windows::Stretch;
use super::wire::row::Row;
use super::wire::xml::Node;
use super::{Elevenst, error, parts_of_line, unsendable};
use crate::{Collected, ErrorKind, LineRef, MarketError, Persistence, Span, Standing};

/// Up to so many orders are read one by one; more are looked for in the list of all of them.
const FEW: usize = 3;

/// The longest span that a list of orders takes at once, and how far back looking in it is worth while.
const WEEK: TimeDelta = TimeDelta::days(7);
const MONTH: TimeDelta = TimeDelta::days(30);
/// How far back the deadline of what has not left is looked for.
const LATE: TimeDelta = TimeDelta::days(90);

/// Undelivered reports on one page.
pub(super) const REPORTS: usize = 100;

/// What orders by number tell of their lines.
#[derive(Default)]
pub(super) struct Statuses {
    /// By line.
    pub(super) news: BTreeMap<LineId, LineNews>,
    /// Rows that could not be read.
    pub(super) unread: Vec<Unreadable>,
}

impl Statuses {
    /// The line of a row with what its order's number tells of it. Where that tells of a claim that is worked on, the
    /// row's list or its moments tell how far the line had come; of goods that have left no field tells whether they
    /// have arrived, and they are taken to have, since that is when goods are given back.
    pub(super) fn told_to(&self, line: OrderLine, row: Row<'_>) -> OrderLine {
        let Some(news) = self.news.get(&line.line) else { return line };
        let told = news.told_to(&line);
        let stage = match (news.stage, told.stage) {
            (Some(stage), _) => stage,
            (None, Stage::Unknown) => arrived(order::dated(row)),
            (None, listed) => arrived(listed),
        };
        OrderLine { stage, ..told }
    }
}

/// Where goods under a claim are: back from where they arrived, unless they never left.
const fn arrived(stage: Stage) -> Stage {
    if matches!(stage, Stage::Delivering) { Stage::Delivered } else { stage }
}

impl Elevenst {
    /// The rows of one stretch of a list.
    pub(super) async fn rows(&self, list: List, stretch: Stretch) -> Result<Vec<Node>, MarketError> {
        let (from, to) = stretch.minutes();
        let path = Path::of(list.name, list.service).word(list.name).minute(from).minute(to).done();
        self.rows_at(list.name, path, String::new()).await
    }

    /// Every row of a list within a span that one request may have, halved wherever an answer may have been cut. What
    /// a person decides by must be whole, so that a minute that cannot be halved is an error here.
    pub(super) async fn all_rows(&self, list: List, span: Span) -> Result<Vec<Node>, MarketError> {
        let whole = Stretch::of(span);
        let mut next = Some(whole);
        let mut all = Vec::new();
        while let Some(stretch) = next {
            let rows = self.rows(list, stretch).await?;
            if let Some(sentence) = stretch.too_dense(rows.len()) {
                return Err(unsendable(list.name, &sentence));
            }
            next = stretch.after(rows.len(), whole);
            if !stretch.is_to_be_halved(rows.len()) {
                all.extend(rows);
            }
        }
        Ok(all)
    }

    /// The rows of a read, or none where the answer says that there are none.
    async fn rows_at(
        &self,
        operation: &'static str,
        path: String,
        query: String,
    ) -> Result<Vec<Node>, MarketError> {
        let answer = self.read(operation, path, query).await?;
        error::empty(operation, &answer)?;
        Ok(answer.rows())
    }

    /// What orders by number tell, a hundred orders at a time.
    pub(super) async fn statuses<'a>(
        &self,
        orders: impl IntoIterator<Item = &'a str>,
    ) -> Result<Statuses, MarketError> {
        const OPERATION: &str = "orderlistalladdr";
        let wanted: Vec<&str> = BTreeSet::from_iter(orders).into_iter().collect();
        let mut statuses = Statuses::default();
        for batch in wanted.chunks(BATCH) {
            let path =
                Path::of(OPERATION, "/claimservice").word(OPERATION).ids(batch.iter().copied())?.done();
            for row in self.rows_at(OPERATION, path, String::new()).await? {
                match status::news(&self.account, Row(&row)) {
                    Ok(news) => drop(statuses.news.insert(news.line.clone(), news)),
                    Err(reason) => statuses.unread.push(reason),
                }
            }
        }
        Ok(statuses)
    }

    /// As [`Self::statuses`], where somebody is about to act on what they tell.
    pub(super) async fn sure_statuses<'a>(
        &self,
        orders: impl IntoIterator<Item = &'a str>,
    ) -> Result<Statuses, MarketError> {
        let mut statuses = self.statuses(orders).await?;
        match statuses.unread.pop() {
            None => Ok(statuses),
            Some(reason) => Err(unreadable("orderlistalladdr", &reason)),
        }
    }

    /// News of open lines, asked for by number.
    pub(super) async fn open_lines(&self, lines: &[LineId]) -> Result<Collected, MarketError> {
        let statuses = self.statuses(lines.iter().map(|line| parts_of_line(line).0)).await?;
        let wanted = BTreeSet::from_iter(lines);
        let news = statuses.news.into_values().filter(|news| wanted.contains(&news.line));
        Ok(Collected {
            facts: news.map(|news| Fact::News(Box::new(news))).collect(),
            next: None,
            unread: statuses.unread.iter().map(ToString::to_string).collect(),
        })
    }

    /// All lines of an order as they are now: by number, with the days by which they should ship, which only the
    /// lists of what has not shipped tell. A line of which no status is told stands nowhere that is known.
    pub(super) async fn order_lines(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError> {
        const OPERATION: &str = "complete.order";
        let path = Path::of(OPERATION, "/ordservices/complete").id(order.as_str())?.done();
        let rows = self.rows_at(OPERATION, path, String::new()).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let statuses = self.sure_statuses([order.as_str()]).await?;
        let mut lines = Vec::new();
        for row in &rows {
            let line = order::line(&self.account, Row(row), None);
            lines.push(statuses.told_to(line.map_err(|reason| unreadable(OPERATION, &reason))?, Row(row)));
        }
        self.add_deadlines(&mut lines).await?;
        Ok(lines)
    }

    /// Adds the days by which lines should ship, from the list in which each stands. A line that no list shows keeps
    /// none: that says nothing against the day that is known already.
    async fn add_deadlines(&self, lines: &mut [OrderLine]) -> Result<(), MarketError> {
        for (stage, name) in [(Stage::Paid, "complete"), (Stage::Preparing, "packaging")] {
            let Some(list) = list(name) else { continue };
            let waiting: Vec<&mut OrderLine> = lines.iter_mut().filter(|line| line.stage == stage).collect();
            self.add_listed_deadlines(list, waiting).await?;
        }
        Ok(())
    }

    /// Adds the days that a list tells of lines, week by week until each was found: no document tells by which of its
    /// dates a list is asked for, so that a line may stand anywhere between its order and now.
    async fn add_listed_deadlines(
        &self,
        list: List,
        mut waiting: Vec<&mut OrderLine>,
    ) -> Result<(), MarketError> {
        let end = self.latest();
        let oldest = waiting.iter().map(|line| line.ordered_at).min().unwrap_or(end);
        let mut from = oldest.max(end - LATE).min(end - TimeDelta::minutes(1));
        while !waiting.is_empty() && from < end {
            let to = (from + WEEK).min(end);
            for row in self.all_rows(list, Span { from, to }).await? {
                let Ok(listed) = order::line(&self.account, Row(&row), None) else { continue };
                for line in waiting.extract_if(.., |line| line.line == listed.line) {
                    line.ship_by = listed.ship_by;
                    line.delivery.delayed_because.clone_from(&listed.delivery.delayed_because);
                }
            }
            from = to;
        }
        Ok(())
    }

    /// The lines of some bundles: many of them from the list in which they should stand, the rest by number.
    pub(super) async fn many_lines(
        &self,
        bundles: &[(OrderId, BundleId)],
        stage: Stage,
    ) -> Result<Vec<OrderLine>, MarketError> {
        let orders: BTreeSet<&OrderId> = bundles.iter().map(|(order, _)| order).collect();
        let mut lines =
            if orders.len() > FEW { self.listed_lines(&orders, stage).await? } else { Vec::new() };
        let known: BTreeSet<OrderId> = lines.iter().map(|line: &OrderLine| line.order.clone()).collect();
        for order in orders.into_iter().filter(|order| !known.contains(*order)) {
            lines.extend(self.order_lines(order).await?);
        }
        lines.retain(|line| {
            bundles.iter().any(|(order, bundle)| (order, bundle) == (&line.order, &line.bundle))
        });
        Ok(lines)
    }

    /// The lines of orders that stand with all their lines in the list of a stage, and with a status each; others are
    /// left out.
    async fn listed_lines(
        &self,
        orders: &BTreeSet<&OrderId>,
        stage: Stage,
    ) -> Result<Vec<OrderLine>, MarketError> {
        let name = match stage {
            Stage::Paid => "complete",
            Stage::Preparing => "packaging",
            _ => return Ok(Vec::new()),
        };
        let Some(list) = list(name) else { return Ok(Vec::new()) };
        let rows = self.recent_rows(list, orders).await?;
        let wanted = |row: &&Node| {
            Row(row).said("ordNo").is_some_and(|number| orders.contains(&OrderId::from(number)))
        };
        let statuses = self.sure_statuses(orders.iter().map(|order| order.as_str())).await?;
        let mut lines = BTreeMap::new();
        for row in rows.iter().filter(wanted) {
            let line = order::line(&self.account, Row(row), list.status())
                .map_err(|reason| unreadable(name, &reason))?;
            lines.insert(line.line.clone(), statuses.told_to(line, Row(row)));
        }
        let elsewhere = statuses.news.values().filter(|news| !lines.contains_key(&news.line));
        let unsure = lines.values().filter(|line| !statuses.news.contains_key(&line.line));
        let split: BTreeSet<&OrderId> =
            elsewhere.map(|news| &news.order).chain(unsure.map(|line| &line.order)).collect();
        Ok(lines.values().filter(|line| !split.contains(&line.order)).cloned().collect())
    }

    /// The rows of a list of orders from the oldest of these orders on, a week at a time, a month at most.
    async fn recent_rows(&self, list: List, orders: &BTreeSet<&OrderId>) -> Result<Vec<Node>, MarketError> {
        let now = self.latest();
        let oldest = orders.iter().filter_map(|order| order::order_day(order.as_str())).min();
        let mut from = oldest.unwrap_or(now - WEEK).max(now - MONTH).min(now);
        let mut rows = Vec::new();
        while from < now {
            let to = (from + WEEK).min(now);
            rows.extend(self.all_rows(list, Span { from, to }).await?);
            from = to;
        }
        Ok(rows)
    }

    /// Lines as they stand, a hundred orders in one call, with the claims that are open on them.
    pub(super) async fn standing(&self, lines: &[LineRef], stage: Stage) -> Result<Standing, MarketError> {
        let orders: Vec<OrderId> =
            BTreeSet::from_iter(lines.iter().map(|line| line.order.clone())).into_iter().collect();
        let statuses = self.sure_statuses(orders.iter().map(OrderId::as_str)).await?;
        let claims = self.open_claims_on(&orders, &statuses, stage).await?;
        Ok(Standing { lines: Vec::new(), claims, news: statuses.news.into_values().collect() })
    }

    /// One page of undelivered reports; `start` is the last row of the page before.
    pub(super) async fn undelivered_rows(&self, span: Span, start: &str) -> Result<Vec<Node>, MarketError> {
        const OPERATION: &str = "nondeliverylist";
        /// By the day of the dispatch.
        const BY_DISPATCH: &str = "03";
        let path = Path::of(OPERATION, "/nondeliverys")
            .word(OPERATION)
            .word(BY_DISPATCH)
            .today(span.from)
            .today(span.to)
            .done();
        let digits = start.bytes().all(|byte| byte.is_ascii_digit());
        let start = if digits { start } else { "0" };
        self.rows_at(OPERATION, path, format!("limit={REPORTS}&start={start}")).await
    }
}

/// The first moment of the oldest of these orders, whose numbers begin with their Korean day; a month ago where one
/// does not. It is past, so that a span from there on is never empty.
pub(super) fn first_day<'a>(orders: impl Iterator<Item = &'a str>, now: DateTime<Utc>) -> DateTime<Utc> {
    let days = orders.map(|order| order::order_day(order).unwrap_or(now - MONTH));
    days.min().unwrap_or(now).min(now - TimeDelta::minutes(1))
}

/// A row that a person's decision cannot do without.
fn unreadable(operation: &'static str, reason: &Unreadable) -> MarketError {
    MarketError::new(ErrorKind::Unreadable, Persistence::Permanent, operation, reason.to_string())
}
