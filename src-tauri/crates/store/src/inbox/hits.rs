//! The inbox with words to find: hits come in the order of time, and the walk ends a little behind the page.

use super::{Direction, Filter, LineKey, PageAt, Places};
use crate::{
    error::Result,
    place::Stretch,
    table::{line::walk, search, tally::Branch},
};

/// Hits counted behind the page, so that the scroll bar has somewhere to go.
const AHEAD: usize = 200;

impl Filter<'_> {
    /// Where the rows of a page of a search stand.
    pub(super) fn search(&self, question: &str, at: &PageAt, limit: u32) -> Result<Places> {
        let reach = limit as usize + AHEAD;
        let mut stop = match at {
            PageAt::Row(row) => (*row as usize).checked_add(reach),
            PageAt::After(_) | PageAt::Before(_) => None,
        };
        let mut hits: Vec<i64> = Vec::new();
        let mut cut = false;
        search::find(self.connection, question, self.inhabited()?, self.direction, |place| {
            cut = stop.is_some_and(|stop| hits.len() >= stop);
            if !cut && self.has(place)? {
                if stop.is_none() && self.is_behind(place, at) {
                    stop = Some(hits.len() + reach);
                }
                hits.push(place);
            }
            Ok(!cut)
        })?;
        Ok(self.cut_page(&hits, at, limit as usize, cut))
    }

    /// Where the rows of a page of marked lines stand: few enough to look at each of them.
    pub(super) fn among(
        &self,
        marked: Vec<i64>,
        question: Option<&str>,
        at: &PageAt,
        limit: u32,
    ) -> Result<Places> {
        let mut hits = Vec::new();
        for place in marked {
            let here = (self.stretch.first..=self.stretch.last).contains(&place) && self.has(place)?;
            if here && self.answers(question, place)? {
                hits.push(place);
            }
        }
        match self.direction {
            Direction::Forward => hits.sort_unstable(),
            Direction::Backward => hits.sort_unstable_by(|one, other| other.cmp(one)),
        }
        Ok(self.cut_page(&hits, at, limit as usize, false))
    }

    /// Whether all the words of a search are found in the line at a place.
    fn answers(&self, question: Option<&str>, place: i64) -> Result<bool> {
        let Some(question) = question else { return Ok(true) };
        let mut found = false;
        let only = Stretch { first: place, last: place };
        search::find(self.connection, question, only, self.direction, |_| {
            found = true;
            Ok(false)
        })?;
        Ok(found)
    }

    /// The page out of the hits that were met.
    fn cut_page(&self, hits: &[i64], at: &PageAt, limit: usize, cut: bool) -> Places {
        let (begin, end) = match at {
            PageAt::Row(row) => (*row as usize, (*row as usize).saturating_add(limit)),
            PageAt::After(key) => {
                let begin = hits.partition_point(|hit| !self.follows(*hit, key));
                (begin, begin.saturating_add(limit))
            }
            PageAt::Before(key) => {
                let end = hits.partition_point(|hit| !self.follows(*hit, key) && *hit != key.place());
                (end.saturating_sub(limit), end)
            }
        };
        let (begin, end) = (begin.min(hits.len()), end.min(hits.len()));
        let number = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        Places {
            places: hits[begin..end].to_vec(),
            first: number(begin),
            total: number(hits.len()),
            total_is_floor: cut,
            gapless: false,
        }
    }

    /// Whether a hit stands behind the key that the page is counted from.
    fn is_behind(&self, hit: i64, at: &PageAt) -> bool {
        match at {
            PageAt::Row(_) => false,
            PageAt::After(key) | PageAt::Before(key) => self.follows(hit, key),
        }
    }

    /// Whether a hit is met after a key.
    fn follows(&self, hit: i64, key: &LineKey) -> bool {
        let beyond = self.direction.beyond(key.place());
        (beyond.first..=beyond.last).contains(&hit)
    }

    /// Whether the filter lets the line at a place through; the stretch is seen to by the search itself.
    fn has(&self, place: i64) -> Result<bool> {
        if self.branches == [Branch::ALL] {
            return Ok(true);
        }
        let Some((status, account)) = walk::branch_at(self.connection, place)? else { return Ok(false) };
        Ok(self.branches.iter().any(|branch| {
            branch.status.is_none_or(|wanted| wanted == status)
                && branch.account.as_ref().is_none_or(|wanted| *wanted == account)
        }))
    }

    /// The stretch from the first to the last line of the filter: a rare status is searched where it is.
    fn inhabited(&self) -> Result<Stretch> {
        let ends = [self.direction, self.direction.turned()]
            .map(|direction| self.walk(Stretch::ALL, direction, 0, 1))
            .into_iter()
            .collect::<Result<Vec<_>>>()?
            .concat();
        let (first, last) = (ends.iter().min(), ends.iter().max());
        Ok(first
            .zip(last)
            .map_or(Stretch { first: 1, last: 0 }, |(first, last)| Stretch { first: *first, last: *last }))
    }
}
