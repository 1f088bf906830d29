//! Stretches of time small enough for one answer.
//!
//! A list shows at most three thousand rows and cuts the rest silently; the documents ask for a shorter span then
//! (guides 1643, 1648, 1724, 1726). There is no paging, so that a span is halved until its answer has room to spare.

use chrono::{DateTime, NaiveDateTime};
use domain::Sentence;

use super::wire::scalar::in_korea;
use crate::Span;

/// An answer of so many rows may have been cut.
const CAP: usize = 3_000;

/// From one Korean minute to another, as paths name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Minutes of Korea's wall clock.
    from: i64,
    to: i64,
}

impl Stretch {
    /// The minutes around a span: it may begin and end within one. The end is always the minute after, since no
    /// document tells whether the minute that a path ends with still belongs to the answer.
    pub(super) fn of(span: Span) -> Self {
        let minute = |at| in_korea(at).and_utc().timestamp().div_euclid(60);
        let from = minute(span.from);
        Self { from, to: minute(span.to).max(from) + 1 }
    }

    /// The stretch that a page names.
    pub(super) fn named(page: &str) -> Option<Self> {
        let (from, to) = page.split_once('~')?;
        Some(Self { from: from.parse().ok()?, to: to.parse().ok()? })
    }

    /// Its name as a page.
    pub(super) fn name(self) -> String {
        format!("{}~{}", self.from, self.to)
    }

    /// Its beginning and its end.
    pub(super) fn minutes(self) -> (NaiveDateTime, NaiveDateTime) {
        (wall(self.from), wall(self.to))
    }

    /// What is to be read after this one was answered with so many rows: its first half when the answer may have been
    /// cut, else what follows it up to the end of `whole`. A single minute cannot be halved and counts as read.
    pub(super) fn after(self, rows: usize, whole: Self) -> Option<Self> {
        if self.is_to_be_halved(rows) {
            return Some(Self { to: self.from + (self.to - self.from) / 2, ..self });
        }
        (self.to < whole.to).then_some(Self { from: self.to, to: whole.to })
    }

    /// Whether an answer of so many rows is only a sign to ask for less: its rows come again.
    pub(super) fn is_to_be_halved(self, rows: usize) -> bool {
        may_be_cut(rows) && self.to - self.from > 1
    }

    /// What to say of a single minute that was answered with more rows than one answer surely shows.
    pub(super) fn too_dense(self, rows: usize) -> Option<Sentence> {
        (may_be_cut(rows) && !self.is_to_be_halved(rows)).then(|| too_dense(wall(self.from)))
    }
}

/// Whether an answer of so many rows may have left some out.
const fn may_be_cut(rows: usize) -> bool {
    rows >= CAP
}

/// A minute of the wall clock.
fn wall(minute: i64) -> NaiveDateTime {
    DateTime::from_timestamp(minute.saturating_mul(60), 0).unwrap_or_default().naive_utc()
}

/// Three thousand rows in one minute.
fn too_dense(minute: NaiveDateTime) -> Sentence {
    let at = minute.format("%Y-%m-%d %H:%M");
    Sentence::new(
        format!(
            "{at} 1분 동안의 주문이 11번가가 한 번에 주는 {CAP}건을 넘어 모두 읽지 못했습니다. 판매자센터에서 그 시각의 주문을 확인하세요."
        ),
        format!(
            "The minute of {at} holds more than the {CAP} rows that 11st gives at once, so not all were read. Look at that minute in the seller centre."
        ),
    )
}
