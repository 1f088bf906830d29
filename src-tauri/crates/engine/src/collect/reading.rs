//! Reading one feed, page by page, and remembering how far it got.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ClaimId, ClaimKind, LineId, Stage};
use market::{Collected, Feed, FeedInput, FeedRequest, MarketError, Marketplace, Persistence, Span};

use super::span::{self, Reach};
use super::{Round, reach, state, trouble};
use crate::desk::Desk;
use crate::door::Door;
use crate::problem;
use crate::retold;
use crate::view::Problem;

/// For how long after it was paid an open line is asked for by its number. A purchase is confirmed by itself some
/// eight days after the goods arrived, and orders made to measure leave within weeks: what stands open after this
/// would be asked for forever.
const OPEN_FOR: TimeDelta = TimeDelta::days(90);

/// For how long a claim is asked for that counts as withdrawn because no list showed it: two lists that lost the same
/// row must not be the last word.
const MISSED_FOR: TimeDelta = TimeDelta::days(3);

/// One feed being read.
struct Reading<'a> {
    desk: &'a Desk,
    door: &'a Door,
    market: &'a dyn Marketplace,
    feed: &'a Feed,
    round: Round,
    first_unread: Option<String>,
}

/// Reads a feed from where it was left; a failure is remembered with the feed and given in the round.
pub(super) async fn fresh(desk: &Desk, door: &Door, market: &dyn Marketplace, feed: &Feed) -> Round {
    let mut reading = Reading::new(desk, door, market, feed);
    let result = match feed.input {
        FeedInput::Time { .. } => reading.spans().await,
        FeedInput::OpenClaims { kinds, batch } => reading.open_claims(kinds, batch).await,
        FeedInput::OpenLines { stages, batch } => reading.open_lines(stages, batch).await,
    };
    reading.finish(result)
}

/// Reads the next older window of a feed.
pub(super) async fn older(
    desk: &Desk,
    door: &Door,
    market: &dyn Marketplace,
    feed: &Feed,
    reach: Reach,
) -> Round {
    let mut reading = Reading::new(desk, door, market, feed);
    let result = reading.past(reach).await;
    reading.finish(result)
}

impl<'a> Reading<'a> {
    fn new(desk: &'a Desk, door: &'a Door, market: &'a dyn Marketplace, feed: &'a Feed) -> Self {
        Self { desk, door, market, feed, round: Round::default(), first_unread: None }
    }

    /// Every span up to now; the cursor moves with each that was read to its last page.
    async fn spans(&mut self) -> Result<(), Problem> {
        let Some(reach) = reach(self.feed) else { return Ok(()) };
        let now = self.desk.now();
        for span in span::fresh(reach, &state(self.desk, self.door, self.feed)?, now) {
            self.pages(span).await?;
            self.moved_to(span, now)?;
        }
        Ok(())
    }

    /// One window of the past; the edge moves when it was read to its last page.
    async fn past(&mut self, reach: Reach) -> Result<(), Problem> {
        let before = state(self.desk, self.door, self.feed)?;
        let Some(span) = span::older(reach, &before, self.desk.now()) else { return Ok(()) };
        self.pages(span).await?;
        let mut after = state(self.desk, self.door, self.feed)?;
        after.back_to = Some(span.from);
        Ok(self.desk.store.put_feed(self.door.id(), &after)?)
    }

    /// The claims that are open here, asked for by number.
    async fn open_claims(&mut self, kinds: &[ClaimKind], batch: usize) -> Result<(), Problem> {
        let gone_after = self.desk.now() - MISSED_FOR;
        let open: Vec<ClaimId> = self.desk.store.open_claims(self.door.id(), kinds, gone_after)?;
        for claims in open.chunks(batch.max(1)) {
            self.page(FeedRequest::Claims(claims.to_vec())).await?;
        }
        Ok(())
    }

    /// The lines that are open here, asked for by number. The list has no cursor, so that a batch that fails must
    /// not keep those behind it from being read; the first failure is the feed's.
    async fn open_lines(&mut self, stages: &[Stage], batch: usize) -> Result<(), Problem> {
        let since = self.desk.now() - OPEN_FOR;
        let open: Vec<LineId> = self.desk.store.open_lines(self.door.id(), stages, since)?;
        let mut result = Ok(());
        for lines in open.chunks(batch.max(1)) {
            match self.page(FeedRequest::Lines(lines.to_vec())).await {
                Err(problem) if trouble::is_account_wide(problem.code) => return Err(problem),
                read => result = result.and(read.map(drop)),
            }
        }
        result
    }

    /// Every page of a span.
    async fn pages(&mut self, span: Span) -> Result<(), Problem> {
        let mut page = None;
        let mut named = BTreeSet::new();
        loop {
            let Some(next) = self.page(FeedRequest::Time { span, page }).await? else { return Ok(()) };
            if !named.insert(next.clone()) {
                return Err(self.told(&MarketError::new(
                    market::ErrorKind::Unreadable,
                    Persistence::Permanent,
                    "collect",
                    "the list names a page again",
                )));
            }
            page = Some(next);
        }
    }

    /// Asks for one page and keeps what it tells before anything else is asked of the marketplace, so that
    /// what was read earlier never overwrites what was read later.
    async fn page(&mut self, request: FeedRequest) -> Result<Option<String>, Problem> {
        self.rest().await;
        let _turn = self.door.queue.lock().await;
        if self.door.is_closed() {
            return Err(problem::no_such("account", self.door.id().as_str()));
        }
        let collected =
            self.market.collect(self.feed.id, request).await.map_err(|error| self.told(&error))?;
        let Collected { facts, next, unread } = collected;
        let (_, merged) = retold::keep(self.desk, self.door.id(), self.market.capabilities(), facts)?;
        self.round.merged.add(merged);
        self.note_unread(&unread);
        Ok(next)
    }

    /// Waits for the list's own pace before the account's turn is taken, so that what a person presses need not.
    async fn rest(&self) {
        if let Some(rest) = self.market.rest(self.feed.id) {
            self.desk.clock.sleep(rest).await;
        }
    }

    /// Counts and logs what could not be read of a page.
    fn note_unread(&mut self, unread: &[String]) {
        for reason in unread {
            tracing::warn!(feed = self.feed.id.0, account = %self.door.id(), reason, "record not read");
        }
        let count = u32::try_from(unread.len()).unwrap_or(u32::MAX);
        self.round.unread = self.round.unread.saturating_add(count);
        self.first_unread = self.first_unread.take().or_else(|| unread.first().cloned());
    }

    /// Moves the cursor over a span that was read, and never back over one that was read before.
    fn moved_to(&self, span: Span, now: DateTime<Utc>) -> Result<(), Problem> {
        let mut state = state(self.desk, self.door, self.feed)?;
        let before = state.read_until.map_or(span.to, |until| until.min(now));
        state.read_until = Some(before.max(span.to));
        state.back_to = Some(state.back_to.map_or(span.from, |edge| edge.min(span.from)));
        Ok(self.desk.store.put_feed(self.door.id(), &state)?)
    }

    /// Remembers how the reading ended.
    fn finish(mut self, result: Result<(), Problem>) -> Round {
        // A door that closed in the middle says nothing about the marketplace.
        if self.door.is_closed() {
            return self.round;
        }
        let remembered = self.remember(result.as_ref().err());
        self.round.problems.extend(result.err().or(remembered.err()));
        self.round
    }

    /// Writes into the feed's row how the reading ended.
    fn remember(&self, problem: Option<&Problem>) -> Result<(), Problem> {
        let mut state = state(self.desk, self.door, self.feed)?;
        let now = self.desk.now();
        match problem {
            Some(problem) => {
                tracing::warn!(feed = self.feed.id.0, account = %self.door.id(), %problem, "feed failed");
                state.failing_since = state.failing_since.or(Some(now));
                state.last_error = Some(trouble::kept(problem));
            }
            None => {
                state.last_ok_at = Some(now);
                state.failing_since = None;
                state.last_error = self
                    .first_unread
                    .as_deref()
                    .map(|first| trouble::kept(&trouble::unread(self.round.unread, first)));
            }
        }
        Ok(self.desk.store.put_feed(self.door.id(), &state)?)
    }

    /// A marketplace's failure in words.
    fn told(&self, error: &MarketError) -> Problem {
        problem::of_market(error, &self.door.account)
    }
}
