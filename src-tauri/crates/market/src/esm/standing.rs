//! Lines as they stand now, right before and after a write: those that are shown, news of those that are hidden by a
//! claim or a report, and the claims.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::{Claim, ClaimKind, Fact, LineId, LineNews, OrderId, Stage};
use serde_json::Value;

use super::claims::{By, ClaimList};
use super::feeds::collected;
use super::orders::unreadable;
use super::translate::status::LineStatus;
use super::translate::{self, Unreadable};
use super::wire::body::{StatusOfLine, Statuses};
use super::wire::record::Record;
use super::wire::scalar::{day, day_after};
use super::{Esm, number, unsupported};
use crate::{Collected, LineRef, MarketError, Span, Standing};

/// POST GetDeliveryStatus
const STATUS: &str = "GetDeliveryStatus";
const STATUS_PATH: &str = "/shipping/v1/Delivery/GetDeliveryStatus";

/// So many lines are asked for each by its number sooner than by one list, which may have to wait for its turn.
const FEW: usize = 10;
/// So many hidden lines have their claims read one by one; of more, the cancel requests are read together.
const FEW_CLAIMS: usize = 5;
/// So many lines of a list of changes are read whole at once because nobody knows their baskets: the account's turn
/// is given back between, so that neither a press nor a list of orders waits long.
const FEW_UNKNOWN: usize = 5;

/// A cancel request is granted by itself after 24 hours, so that older ones do not wait for an answer.
const CANCELS_WAIT: TimeDelta = TimeDelta::days(3);

impl Esm {
    /// Lines as they stand, with their claims. Those that no list of orders shows are asked for by their status.
    pub(super) async fn standing(&self, wanted: &[LineRef], stage: Stage) -> Result<Standing, MarketError> {
        wanted.iter().for_each(|line| self.seen.basket(&line.line, &line.order));
        let mut standing = Standing::default();
        if let Some(status) = status_of(stage).filter(|_| wanted.len() > FEW) {
            standing.lines = self.recent_lines(status).await?;
            standing.lines.retain(|line| wanted.iter().any(|wanted| wanted.line == line.line));
        }
        let mut hidden = Vec::new();
        for line in wanted.iter().filter(|line| !shows(&standing, line)).collect::<Vec<_>>() {
            match self.line_by_number(&line.line).await? {
                Some(shown) => standing.lines.push(shown),
                None => hidden.push(line),
            }
        }
        for line in &hidden {
            standing.news.extend(self.status_of_line(line).await?.map(|status| status.news));
        }
        standing.claims = self.claims_on(wanted, &standing.news).await?;
        Ok(standing)
    }

    /// The claims on lines: the cancel requests that wait, those that were open when they were last read, and what
    /// hides a line; of many lines, no more than the first few.
    async fn claims_on(&self, wanted: &[LineRef], news: &[LineNews]) -> Result<Vec<Claim>, MarketError> {
        let open: Vec<Claim> = wanted.iter().filter_map(|line| self.seen.open_on(&line.line)).collect();
        let mut claims = self.waiting_cancels().await?;
        let orders: BTreeSet<&OrderId> = wanted.iter().map(|line| &line.order).collect();
        claims.retain(|claim| orders.contains(&claim.order));
        let untold = |claims: &[Claim], known: &Claim| claims.iter().all(|claim| claim.claim != known.claim);
        for known in open.iter().take(FEW_CLAIMS) {
            if untold(&claims, known) {
                claims.extend(self.claim_again(known).await?);
            }
        }
        let told: BTreeSet<LineId> =
            claims.iter().filter(|claim| !claim.is_settled()).filter_map(line_of).collect();
        for line in news.iter().filter(|line| !told.contains(&line.line)).take(FEW_CLAIMS) {
            if let Some(kind) = translate::status::claimed(&line.raw_status) {
                let hiding = self.claims_of_line(kind, &line.line).await?;
                claims.extend(hiding.into_iter().filter(|claim| untold(&claims, claim)).collect::<Vec<_>>());
            }
        }
        Ok(claims)
    }

    /// Every cancel that was asked for within the days in which one may wait for an answer.
    pub(super) async fn waiting_cancels(&self) -> Result<Vec<Claim>, MarketError> {
        let to = self.now();
        let span = Span { from: to - CANCELS_WAIT, to };
        let list = ClaimList { kind: ClaimKind::Cancel, status: 0 };
        self.whole_claims(list, By::Requested, span).await
    }

    /// Where a line stands that no list of orders shows; `None` when nothing is known of it.
    pub(super) async fn status_of_line(&self, line: &LineRef) -> Result<Option<LineStatus>, MarketError> {
        let body = StatusOfLine { order_no: number(STATUS, line.line.as_str())?, page: 1 };
        let answer = self.read(STATUS, STATUS_PATH, &body).await?;
        for row in answer.rows() {
            let record = Record::of(row).ok_or(Unreadable::NoRecord);
            let status = record.and_then(|row| translate::status::status(self.source(), row, &line.order));
            let status = status.map_err(|reason| unreadable(STATUS, &reason))?;
            if status.news.line == line.line {
                return Ok(Some(status));
            }
        }
        Ok(None)
    }

    /// One page of what changed its status within a span, or a part of it. The pages have no end but an empty one, and
    /// one that begins as the one before it.
    pub(super) async fn statuses(
        &self,
        what: &str,
        span: Span,
        page: Option<&str>,
    ) -> Result<Collected, MarketError> {
        let by = match what {
            "shipped" => 3,
            "delivered" => 4,
            "decided" => 5,
            _ => return Err(unsupported(STATUS)),
        };
        let place = page.and_then(Place::of).unwrap_or_default();
        let (from, to) = (day(span.from), day_after(span.to));
        let body = Statuses {
            order_no: 0,
            search_date_condition_type: by,
            from_date: &from,
            to_date: &to,
            page: place.page,
        };
        let answer = self.read(STATUS, STATUS_PATH, &body).await?;
        let first = answer.rows().first().and_then(Record::of).map(|row| row.text("OrderNo"));
        let Some(first) = first.filter(|first| *first != place.before) else {
            return Ok(Collected::default());
        };
        let rows = answer.rows().get(place.row..).unwrap_or_default();
        let (collected, done) = self.changes(rows).await?;
        let next = if done < rows.len() {
            Place { row: place.row + done, ..place }
        } else {
            Place { page: place.page.saturating_add(1), row: 0, before: first.to_string() }
        };
        Ok(Collected { next: Some(next.token()), ..collected })
    }

    /// What rows of changes tell, and how many of the rows were taken. Of a line whose basket nobody knows the whole
    /// line is read instead.
    async fn changes(&self, rows: &[Value]) -> Result<(Collected, usize), MarketError> {
        let line = |row: Record<'_>| Ok::<_, Unreadable>(LineId::new(row.required("OrderNo")?));
        let unknown = |row: &Value| {
            Record::of(row).and_then(|row| line(row).ok()).filter(|line| self.seen.basket_of(line).is_none())
        };
        let places = rows.iter().enumerate().filter_map(|(at, row)| Some((at, unknown(row)?)));
        let mut untold: Vec<(usize, LineId)> = places.take(FEW_UNKNOWN + 1).collect();
        let done = if untold.len() > FEW_UNKNOWN { untold.pop().map(|(at, _)| at) } else { None };
        let done = done.unwrap_or(rows.len());
        let mut collected = collected(rows.get(..done).unwrap_or(rows), |row| {
            let Some(order) = self.seen.basket_of(&line(row)?) else { return Ok(Vec::new()) };
            Ok(vec![Fact::News(Box::new(translate::status::news(self.source(), row, &order)?))])
        });
        for (_, line) in &untold {
            let read = self.line_by_number(line).await?;
            collected.facts.extend(read.map(|line| Fact::Line(Box::new(line))));
        }
        Ok((collected, done))
    }
}

/// Where the reading of a list of changes goes on.
struct Place {
    /// The page.
    page: u32,
    /// The first row of it that was not taken yet.
    row: usize,
    /// The number at which the page before it began.
    before: String,
}

impl Default for Place {
    fn default() -> Self {
        Self { page: 1, row: 0, before: String::new() }
    }
}

impl Place {
    /// The place that a token names.
    fn of(token: &str) -> Option<Self> {
        let mut parts = token.splitn(3, '|');
        let (page, row) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { page, row, before: parts.next()?.to_owned() })
    }

    /// As the list is asked to go on.
    fn token(&self) -> String {
        format!("{}|{}|{}", self.page, self.row, self.before)
    }
}

/// Whether a line is among those that are shown.
fn shows(standing: &Standing, wanted: &LineRef) -> bool {
    standing.lines.iter().any(|line| line.line == wanted.line)
}

/// The line of a claim.
fn line_of(claim: &Claim) -> Option<LineId> {
    claim.lines.first()?.line.clone()
}

/// The list in which lines at a stage stand.
const fn status_of(stage: Stage) -> Option<u8> {
    match stage {
        Stage::Paid => Some(1),
        Stage::Preparing => Some(2),
        Stage::Shipped | Stage::Delivering => Some(3),
        Stage::Delivered => Some(4),
        Stage::Confirmed => Some(5),
        Stage::Canceled | Stage::Unknown => None,
    }
}
