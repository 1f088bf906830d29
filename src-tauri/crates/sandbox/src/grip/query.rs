//! What a list is asked for: filters of the query string, which the fingerprint covers.

use chrono::{DateTime, TimeDelta, Utc};
use url::form_urlencoded;

use super::errors::Refusal;
use super::line_state::LineState;
use super::settings::Settings;
use crate::clock::kst;

/// 검색어: 최대 40자; at reviews no page says so [unverified].
const LONGEST_QUERY: usize = 40;
/// 페이지 사이즈: default 20
const USUAL_LENGTH: usize = 20;
/// 최대 100; at returns, exchanges, inquiries and reviews no page says so [unverified]. How a longer one is
/// answered is told nowhere: it is refused, or by a dial counts as 100 [unverified].
const LONGEST_PAGE: usize = 100;
/// default 30일 전; that it counts from this very moment, not from a midnight, is unverified.
const USUAL_DAYS: TimeDelta = TimeDelta::days(30);
/// 조회 API의 검색 기간이 최대 90일을 초과하면 HTTP 400
const LONGEST_DAYS: TimeDelta = TimeDelta::days(90);

/// The parameters of one list, as its page names them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    pub(crate) targets: &'static [&'static str],
    pub(crate) statuses: &'static [i64],
    /// The first is the default; empty when the page has no searchDate.
    pub(crate) dates: &'static [&'static str],
    /// What it has besides.
    pub(crate) others: &'static [&'static str],
    /// Whether it is a list, with start and length.
    pub(crate) paged: bool,
}

/// The query string of a call.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
}

/// From when to when, both ends included [unverified].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

impl Window {
    pub(crate) fn holds(self, at: DateTime<Utc>) -> bool {
        self.from <= at && at <= self.to
    }
}

/// Which rows of a list are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) start: usize,
    pub(crate) length: usize,
}

impl Slice {
    /// The place among rows of one instant: by number, newest first, and on every other page of an unstable
    /// list the other way round.
    pub(crate) fn tie(self, unstable: bool, seq: u64) -> u64 {
        let turned = unstable && (self.start / self.length) % 2 == 1;
        if turned { seq } else { u64::MAX - seq }
    }
}

const PAGING: [&str; 2] = ["start", "length"];
const WINDOW: [&str; 2] = ["searchStartAt", "searchEndAt"];

impl Query {
    /// Parameters the page does not name are refused, and so is one that comes twice [unverified].
    pub(crate) fn parse(query: &str, page: &Page) -> Result<Self, Refusal> {
        let decoded = form_urlencoded::parse(query.as_bytes());
        let pairs: Vec<(String, String)> = decoded.into_owned().collect();
        for (place, (name, _)) in pairs.iter().enumerate() {
            let twice = pairs[..place].iter().any(|(earlier, _)| earlier == name);
            if twice || !page.names(name) {
                return Err(Refusal::field(name));
            }
        }
        Ok(Self { pairs })
    }

    /// An empty value counts as absent [unverified].
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        self.get(name).map(|text| text.parse().map_err(|_| Refusal::field(name))).transpose()
    }

    /// A code the page does not list is refused [unverified].
    pub(crate) fn code(&self, name: &str, known: &[i64]) -> Result<Option<i64>, Refusal> {
        let code = self.number(name)?;
        let fits = code.is_none_or(|code| known.contains(&code));
        fits.then_some(code).ok_or_else(|| Refusal::field(name))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        Ok(self.number(name)?.unwrap_or(false))
    }

    pub(crate) fn query(&self) -> Result<Option<&str>, Refusal> {
        let text = self.get("searchQuery");
        let fits = text.is_none_or(|text| text.chars().count() <= LONGEST_QUERY);
        fits.then_some(text).ok_or_else(|| Refusal::field("searchQuery"))
    }

    /// What to look for, and where. One without the other is refused [unverified].
    pub(crate) fn target(&self, page: &Page) -> Result<Option<(&str, &str)>, Refusal> {
        match (self.get("searchTarget"), self.query()?) {
            (None, None) => Ok(None),
            (Some(target), Some(query)) if page.targets.contains(&target) => Ok(Some((target, query))),
            _ => Err(Refusal::field("searchTarget")),
        }
    }

    /// searchStatus: codes with commas between them; blanks around them do no harm [unverified].
    pub(crate) fn statuses(&self, page: &Page, any: bool) -> Result<Option<Vec<i64>>, Refusal> {
        let Some(text) = self.get("searchStatus") else {
            return Ok(None);
        };
        let known =
            |code: &i64| page.statuses.contains(code) || (any && LineState::from_code(*code).is_some());
        let read = |code: &str| code.trim().parse().ok().filter(known);
        let codes: Option<Vec<i64>> = text.split(',').map(read).collect();
        codes.map(Some).ok_or_else(|| Refusal::field("searchStatus"))
    }

    /// searchDate, or the default.
    pub(crate) fn date(&self, page: &Page) -> Result<&'static str, Refusal> {
        let usual = page.dates.first().copied().unwrap_or_default();
        let Some(asked) = self.get("searchDate") else {
            return Ok(usual);
        };
        let known = page.dates.iter().find(|date| **date == asked).copied();
        known.ok_or_else(|| Refusal::field("searchDate"))
    }

    fn instant(&self, name: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
        let read = |millis| DateTime::from_timestamp_millis(millis).ok_or_else(|| Refusal::field(name));
        self.number(name)?.map(read).transpose()
    }

    /// "검색 범위는 최근 90일까지만": a longer window is refused, and one that begins before the day ninety
    /// days ago in Seoul [unverified].
    pub(crate) fn window(&self, now: DateTime<Utc>) -> Result<Window, Refusal> {
        let from = self.instant("searchStartAt")?.unwrap_or(now - USUAL_DAYS);
        let to = self.instant("searchEndAt")?.unwrap_or(now);
        let age = kst(now).date() - kst(from).date();
        if from > to || to - from > LONGEST_DAYS || age > LONGEST_DAYS {
            return Err(Refusal::wrong("검색 기간은 최대 90일입니다"));
        }
        Ok(Window { from, to })
    }

    pub(crate) fn slice(&self, settings: &Settings) -> Result<Slice, Refusal> {
        let start = self.number("start")?.unwrap_or(0);
        let asked = self.number("length")?.unwrap_or(USUAL_LENGTH);
        let length = if settings.clamp_length { asked.min(LONGEST_PAGE) } else { asked };
        if !(1..=LONGEST_PAGE).contains(&length) {
            return Err(Refusal::field("length"));
        }
        Ok(Slice { start, length })
    }
}

impl Page {
    fn names(&self, name: &str) -> bool {
        let searched = name == "searchTarget" && !self.targets.is_empty();
        let by_status = name == "searchStatus" && !self.statuses.is_empty();
        let by_date = name == "searchDate" && !self.dates.is_empty();
        let paging = self.paged && PAGING.contains(&name);
        let always = name == "searchQuery" || WINDOW.contains(&name);
        searched || by_status || by_date || paging || always || self.others.contains(&name)
    }

    pub(crate) const fn counting(self) -> Self {
        Self { paged: false, ..self }
    }
}
