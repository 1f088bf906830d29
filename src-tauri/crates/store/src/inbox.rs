//! The inbox: which lines are shown, in which order, a page at a time.
//!
//! No query scans and none sorts more than it shows. A filter is a set of branches, one for each status and
//! account; each branch is a bounded walk along its own index, and the walks are merged. The tally tells how
//! many lines stand before any hour, so that a row number leads straight to its hour.

use chrono::NaiveDate;
use domain::{AccountId, LineId, Status};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::{
    LineRow, Store,
    error::Result,
    place::{self, Scale, Stretch},
    table::{
        line::{self, walk},
        report,
        tally::{self, Branch},
    },
    words,
};

mod hits;

/// The longest page.
const PAGE_MAX: u32 = 10_000;

/// In which order lines are shown: by the moment they were paid, or ordered where that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
}

/// Which lines are shown. Everything that is empty does not limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct InboxQuery {
    /// Only these statuses.
    pub statuses: Vec<Status>,
    /// Only these accounts.
    pub accounts: Vec<AccountId>,
    /// From this day in Korea on which the line was paid, or ordered where that is not known.
    pub from: Option<NaiveDate>,
    /// Up to and with this day.
    pub to: Option<NaiveDate>,
    /// Only lines in which all of these words are found: any part of a name, product, option or code; the
    /// beginning or end of an order's, claim's, bundle's, product's or invoice's number; a telephone's last four.
    pub text: Option<String>,
    /// Only lines that we keep from leaving (발송보류).
    pub on_hold: bool,
    /// Only lines of which the buyer reports that they have not come (미도착 신고), while that waits for an answer.
    pub undelivered: bool,
    /// In which order.
    pub sort: Sort,
}

/// A line's place in the inbox. Its content means nothing outside the store.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct LineKey(String);

impl LineKey {
    /// The key of a place.
    pub(crate) fn of(place: i64) -> Self {
        Self(place.to_string())
    }

    /// The place; a key that is not ours stands before all lines.
    fn place(&self) -> i64 {
        self.0.parse().unwrap_or_default()
    }
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PageAt {
    /// At the row of this number, from 0: the scroll bar.
    Row(u32),
    /// With the row that follows this one, also when this one has left the query since.
    After(LineKey),
    /// So that it ends with the row before this one.
    Before(LineKey),
}

/// A page of the inbox.
#[derive(Clone, Debug, Default, PartialEq, Serialize, specta::Type)]
pub struct Page {
    /// The rows, in the order of the query.
    pub rows: Vec<LineRow>,
    /// The number of the first row, from 0.
    pub first: u32,
    /// Rows in the whole query.
    pub total: u32,
    /// There may be more rows than `total`: a search stops counting some way behind the page.
    pub total_is_floor: bool,
}

/// Which way lines are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From old to new.
    Forward,
    /// From new to old.
    Backward,
}

impl Direction {
    /// The word for it behind `ORDER BY`.
    pub(crate) const fn sql(self) -> &'static str {
        match self {
            Self::Forward => "ASC",
            Self::Backward => "DESC",
        }
    }

    /// The other way.
    const fn turned(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }

    /// All places that are met after `place`.
    const fn beyond(self, place: i64) -> Stretch {
        match self {
            Self::Forward => Stretch { first: place.saturating_add(1), ..Stretch::ALL },
            Self::Backward => Stretch { last: place.saturating_sub(1), ..Stretch::ALL },
        }
    }
}

impl Sort {
    /// Which way the rows are walked.
    const fn direction(self) -> Direction {
        match self {
            Self::Newest => Direction::Backward,
            Self::Oldest => Direction::Forward,
        }
    }
}

/// Where a page's rows stand.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    /// In the order of the query.
    pub(crate) places: Vec<i64>,
    /// The number of the first.
    pub(crate) first: u32,
    /// Rows in the whole query.
    pub(crate) total: u32,
    /// There may be more.
    pub(crate) total_is_floor: bool,
    /// Every line between the first and the last belongs to the page.
    pub(crate) gapless: bool,
}

/// A query without its words: where its lines stand.
pub(crate) struct Filter<'a> {
    connection: &'a Connection,
    branches: Vec<Branch>,
    stretch: Stretch,
    direction: Direction,
}

impl<'a> Filter<'a> {
    /// The filter of a query.
    pub(crate) fn new(connection: &'a Connection, query: &InboxQuery) -> Self {
        Self {
            connection,
            branches: branches(query),
            stretch: place::of_days(query.from, query.to),
            direction: query.sort.direction(),
        }
    }

    /// Where the rows of a page stand.
    fn places(&self, at: &PageAt, limit: u32) -> Result<Places> {
        let total = self.total()?;
        let (places, first) = match at {
            PageAt::Row(row) => (self.row_on(*row, total, limit)?, *row),
            PageAt::After(key) => {
                let places = self.walk(self.direction.beyond(key.place()), self.direction, 0, limit)?;
                let first = self.first_row(&places, total)?;
                (places, first)
            }
            PageAt::Before(key) => {
                let back = self.direction.turned();
                let mut places = self.walk(back.beyond(key.place()), back, 0, limit)?;
                places.reverse();
                let first = if places.is_empty() { 0 } else { self.first_row(&places, total)? };
                (places, first)
            }
        };
        let gapless = self.branches == [Branch::ALL];
        Ok(Places { places, first: first.min(total), total, total_is_floor: false, gapless })
    }

    /// The widest buckets that fit the filter: whole spans, or the days it is limited to.
    fn widest(&self) -> Scale {
        if self.stretch == Stretch::ALL { Scale::Span } else { Scale::Day }
    }

    /// Rows in the query.
    fn total(&self) -> Result<u32> {
        let (scale, Stretch { first, last }) = (self.widest(), self.stretch);
        tally::sum(self.connection, &self.branches, scale, scale.of(first), scale.of(last))
    }

    /// The rows from a row number on: the hour in which the row is, and then a short walk.
    fn row_on(&self, row: u32, total: u32, limit: u32) -> Result<Vec<i64>> {
        if row >= total {
            return Ok(Vec::new());
        }
        let mut skip = row;
        let mut stretch = self.stretch;
        for scale in self.scales() {
            let buckets = tally::buckets(self.connection, &self.branches, scale, stretch)?;
            let Some(bucket) = self.pass(&buckets, &mut skip) else { return Ok(Vec::new()) };
            stretch = scale.places(bucket);
        }
        let onward = match self.direction {
            Direction::Forward => Stretch { first: stretch.first, ..self.stretch },
            Direction::Backward => Stretch { last: stretch.last, ..self.stretch },
        };
        self.walk(onward, self.direction, skip, limit)
    }

    /// The scales to go down, the widest first.
    fn scales(&self) -> impl Iterator<Item = Scale> {
        let widest = self.widest();
        Scale::ALL.into_iter().rev().filter(move |scale| *scale <= widest)
    }

    /// Passes whole buckets for as long as `skip` allows, and returns the one it ends in.
    fn pass(&self, buckets: &std::collections::BTreeMap<i64, u32>, skip: &mut u32) -> Option<i64> {
        let ends_in = |(bucket, lines): (&i64, &u32)| {
            let here = *skip < *lines;
            if !here {
                *skip -= lines;
            }
            here.then_some(*bucket)
        };
        match self.direction {
            Direction::Forward => buckets.iter().find_map(ends_in),
            Direction::Backward => buckets.iter().rev().find_map(ends_in),
        }
    }

    /// The number of the first of these rows; behind the last row when there are none.
    fn first_row(&self, places: &[i64], total: u32) -> Result<u32> {
        let Some(first) = places.first() else { return Ok(total) };
        let newer = self.newer_than(*first)?;
        Ok(match self.direction {
            Direction::Backward => newer,
            Direction::Forward => total.saturating_sub(newer + 1),
        })
    }

    /// How many lines of the filter stand after a place: buckets behind its own, then the rest of its hour.
    fn newer_than(&self, place: i64) -> Result<u32> {
        let mut newer = 0;
        let mut stretch = self.stretch;
        for scale in self.scales() {
            let own = scale.of(place);
            let last = scale.of(stretch.last);
            newer += tally::sum(self.connection, &self.branches, scale, own + 1, last)?;
            stretch = scale.places(own);
        }
        let rest = Stretch { first: place + 1, ..stretch };
        for branch in &self.branches {
            newer += walk::count(self.connection, branch, rest)?;
        }
        Ok(newer)
    }

    /// Walks the branches side by side: passes `skip` lines and takes `limit`.
    fn walk(&self, stretch: Stretch, direction: Direction, skip: u32, limit: u32) -> Result<Vec<i64>> {
        let stretch = stretch.within(self.stretch);
        let mut places = Vec::new();
        for branch in &self.branches {
            walk::places(self.connection, branch, stretch, direction, skip + limit, &mut places)?;
        }
        match direction {
            Direction::Forward => places.sort_unstable(),
            Direction::Backward => places.sort_unstable_by(|one, other| other.cmp(one)),
        }
        Ok(places.into_iter().skip(skip as usize).take(limit as usize).collect())
    }
}

/// One branch for each status and account of a query; naming them all is the same as naming none.
fn branches(query: &InboxQuery) -> Vec<Branch> {
    let mut statuses: Vec<Option<Status>> = query.statuses.iter().copied().map(Some).collect();
    let mut accounts: Vec<Option<AccountId>> = query.accounts.iter().cloned().map(Some).collect();
    statuses.sort_unstable();
    statuses.dedup();
    accounts.sort_unstable();
    accounts.dedup();
    if statuses.is_empty() || statuses.len() == Status::ALL.len() {
        statuses = vec![None];
    }
    if accounts.is_empty() {
        accounts = vec![None];
    }
    let of_status = |status| accounts.iter().map(move |account| Branch { status, account: account.clone() });
    statuses.into_iter().flat_map(of_status).collect()
}

/// Where the rows of a page of any query stand.
fn places(connection: &Connection, query: &InboxQuery, at: &PageAt, limit: u32) -> Result<Places> {
    let filter = Filter::new(connection, query);
    let limit = limit.min(PAGE_MAX);
    match (query.text.as_deref().and_then(words::question), marked(connection, query)?) {
        (question, Some(marked)) => filter.among(marked, question.as_deref(), at, limit),
        (Some(question), None) => filter.search(&question, at, limit),
        (None, None) => filter.places(at, limit),
    }
}

/// The places of the lines that bear every mark a query asks for; `None` when it asks for none.
fn marked(connection: &Connection, query: &InboxQuery) -> Result<Option<Vec<i64>>> {
    let on_hold = query.on_hold.then(|| line::hold::places(connection)).transpose()?;
    let undelivered = query.undelivered.then(|| report::places(connection)).transpose()?;
    Ok(match (on_hold, undelivered) {
        (Some(held), Some(reported)) => {
            Some(held.into_iter().filter(|place| reported.contains(place)).collect())
        }
        (marked, None) | (None, marked) => marked,
    })
}

impl Store {
    /// A page of the inbox: at most `limit` rows, and never more than 10,000.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn page(&self, query: &InboxQuery, at: PageAt, limit: u32) -> Result<Page> {
        self.read(|connection| {
            let Places { places, first, total, total_is_floor, gapless } =
                places(connection, query, &at, limit)?;
            let rows = line::rows_at(connection, &places, gapless)?;
            Ok(Page { rows, first, total, total_is_floor })
        })
    }

    /// The lines from one row number to another, both included: what a selection with the shift key means.
    /// At most 10,000.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn keys_between(
        &self,
        query: &InboxQuery,
        first: u32,
        last: u32,
    ) -> Result<Vec<(AccountId, LineId)>> {
        let (first, last) = (first.min(last), first.max(last));
        self.read(|connection| {
            let limit = (last - first).saturating_add(1);
            line::names_at(connection, &places(connection, query, &PageAt::Row(first), limit)?.places)
        })
    }
}

#[cfg(test)]
mod plans;
