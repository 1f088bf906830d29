//! Which spans of time a feed is asked for. Pure: the moment is handed in.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use market::Span;
use store::FeedState;

/// What a feed of time is asked with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// The longest span of one request.
    pub(super) window: Duration,
    /// How far back the first collection goes.
    pub(super) look_back: Duration,
    /// How much of what was read is read again.
    pub(super) overlap: Duration,
}

/// The spans from where the feed was left up to now, oldest first, so that the cursor only moves over what
/// was read. The first collection begins with the newest window alone.
pub(super) fn fresh(reach: Reach, state: &FeedState, now: DateTime<Utc>) -> Vec<Span> {
    let from = match state.read_until {
        None => now - delta(reach.window.min(reach.look_back)),
        Some(until) => {
            // A clock that was set back must not make a span that ends before it begins.
            let again = until.min(now) - delta(reach.overlap);
            // What lies before the backfill's edge is the backfill's to read.
            state.back_to.map_or(again, |edge| again.max(edge)).min(now)
        }
    };
    cut(Span { from, to: now }, reach.window)
}

/// The next older window of the first collection, newest first; `None` when it reaches back far enough.
pub(super) fn older(reach: Reach, state: &FeedState, now: DateTime<Utc>) -> Option<Span> {
    let edge = state.back_to?;
    let floor = now - delta(reach.look_back);
    (edge > floor).then(|| Span { from: (edge - delta(reach.window)).max(floor), to: edge })
}

/// How many windows [`older`] has still to give.
pub(super) fn windows_left(reach: Reach, state: &FeedState, now: DateTime<Utc>) -> u32 {
    let floor = now - delta(reach.look_back);
    let left = state.back_to.unwrap_or(now) - floor;
    let window = reach.window.as_secs().max(1);
    u32::try_from(left.num_seconds()).map_or(0, |seconds| u64::from(seconds).div_ceil(window) as u32)
}

/// A span in pieces no longer than `window`, oldest first.
fn cut(span: Span, window: Duration) -> Vec<Span> {
    let step = delta(window.max(Duration::from_secs(1)));
    let mut pieces = Vec::new();
    let mut from = span.from;
    loop {
        let to = (from + step).min(span.to);
        pieces.push(Span { from, to });
        if to >= span.to {
            return pieces;
        }
        from = to;
    }
}

/// A duration as chrono counts it; one too long for it is as good as for ever.
fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::days(36_500))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: u64 = 86_400;

    fn reach(window: u64, look_back: u64, overlap: u64) -> Reach {
        Reach {
            window: Duration::from_secs(window),
            look_back: Duration::from_secs(look_back),
            overlap: Duration::from_secs(overlap),
        }
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn the_first_collection_begins_with_the_newest_window() {
        let spans = fresh(reach(DAY, 30 * DAY, 600), &FeedState::default(), at(0));
        assert_eq!(spans, vec![Span { from: at(-(DAY as i64)), to: at(0) }]);
    }

    #[test]
    fn a_clock_that_was_set_back_still_gives_a_span_that_runs_forward() {
        let state =
            FeedState { read_until: Some(at(5_000)), back_to: Some(at(4_000)), ..FeedState::default() };
        let spans = fresh(reach(DAY, 30 * DAY, 600), &state, at(0));
        assert!(spans.iter().all(|span| span.from <= span.to), "{spans:?}");
    }

    proptest! {
        #[test]
        fn fresh_spans_leave_no_gap_and_fit_the_window(
            window in 60_u64..10 * DAY, overlap in 0_u64..DAY, away in 0_i64..40 * DAY as i64,
        ) {
            let state = FeedState { read_until: Some(at(-away)), back_to: Some(at(-away - 50 * DAY as i64)), ..FeedState::default() };
            let spans = fresh(reach(window, 60 * DAY, overlap), &state, at(0));
            prop_assert_eq!(spans[0].from, at(-away - overlap as i64));
            prop_assert_eq!(spans[spans.len() - 1].to, at(0));
            for pair in spans.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
            }
            for span in &spans {
                prop_assert!(span.to - span.from <= TimeDelta::seconds(window as i64));
            }
        }

        #[test]
        fn backfilling_reaches_the_floor_in_as_many_windows_as_announced(
            window in 3_600_u64..20 * DAY, look_back in DAY..60 * DAY,
        ) {
            let reach = reach(window, look_back, 0);
            let mut state = FeedState { back_to: Some(at(0)), ..FeedState::default() };
            let announced = windows_left(reach, &state, at(0));
            let mut read = 0;
            while let Some(span) = older(reach, &state, at(0)) {
                prop_assert_eq!(Some(span.to), state.back_to);
                prop_assert!(span.from < span.to);
                state.back_to = Some(span.from);
                read += 1;
            }
            prop_assert_eq!(read, announced);
            prop_assert_eq!(state.back_to, Some(at(-(look_back as i64))));
        }
    }
}
