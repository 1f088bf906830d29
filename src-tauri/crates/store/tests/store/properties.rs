//! What holds whatever is told, in whatever order.

use std::collections::BTreeMap;

use domain::{
    AccountId, Action, ActionId, ActionState, BundleId, Claim, ClaimKind, ClaimStep, Fact, LineId, LineNews,
    OrderLine, Outcome, Stage, Status, Write,
};
use proptest::prelude::*;
use store::{InboxQuery, Intent, PageAt, Sort, StatusCount};

use crate::{desk, desk::Desk, shop};

const LINES: u64 = 12;
const STAGES: [Stage; 5] =
    [Stage::Paid, Stage::Preparing, Stage::Delivering, Stage::Delivered, Stage::Confirmed];
const KINDS: [ClaimKind; 3] = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];
const STEPS: [ClaimStep; 4] =
    [ClaimStep::Requested, ClaimStep::Approved, ClaimStep::Completed, ClaimStep::Withdrawn];

/// One thing that is told.
#[derive(Clone, Debug)]
enum Told {
    Line { number: u64, stage: usize, paid: bool },
    Claim { number: u64, kind: usize, step: usize, quantity: u32 },
    Withdrawn(u64),
}

fn told() -> impl Strategy<Value = Told> {
    prop_oneof![
        4 => (0..LINES, 0..STAGES.len(), any::<bool>())
            .prop_map(|(number, stage, paid)| Told::Line { number, stage, paid }),
        3 => (0..LINES, 0..KINDS.len(), 0..STEPS.len(), 1..3_u32)
            .prop_map(|(number, kind, step, quantity)| Told::Claim { number, kind, step, quantity }),
        1 => (0..LINES).prop_map(Told::Withdrawn),
    ]
}

fn fact(told: &Told) -> Fact {
    match told {
        Told::Line { number, stage, paid } => {
            let paid_at = paid.then(|| shop::hours(i64::try_from(*number).unwrap() * 7));
            Fact::Line(Box::new(OrderLine { stage: STAGES[*stage], paid_at, ..shop::line(*number) }))
        }
        Told::Claim { number, kind, step, quantity } => {
            let asked = shop::claim(*number, KINDS[*kind], &shop::line(*number), *quantity);
            let changed_at = asked.changed_at + chrono::Duration::hours(i64::try_from(*step).unwrap());
            shop::told(&Claim { step: STEPS[*step], changed_at, ..asked })
        }
        Told::Withdrawn(number) => {
            let claim = shop::claim(*number, ClaimKind::Cancel, &shop::line(*number), 1).claim;
            Fact::Withdrawn { claim, at: Some(shop::hours(200)) }
        }
    }
}

/// Every row, newest first.
fn all_rows(desk: &Desk) -> Vec<store::LineRow> {
    desk.page(&InboxQuery::default(), PageAt::Row(0), 10_000).unwrap().rows
}

/// The tally as a full count would have it.
fn counted(desk: &Desk) -> BTreeMap<(Status, AccountId), u32> {
    let mut counts = BTreeMap::new();
    for row in all_rows(desk) {
        *counts.entry((row.status, row.account)).or_default() += 1;
    }
    counts
}

fn tallied(desk: &Desk) -> BTreeMap<(Status, AccountId), u32> {
    let counts = desk.counts().unwrap();
    counts.into_iter().map(|StatusCount { status, account, lines }| ((status, account), lines)).collect()
}

/// What a person sees of each line and claim.
fn state(desk: &Desk) -> (Vec<OrderLine>, Vec<Status>, Vec<Option<Claim>>) {
    let lines =
        (0..LINES).filter_map(|number| desk.line(&shop::account(), &shop::line(number).line).unwrap());
    let lines: Vec<OrderLine> = lines.collect();
    let status = |line: &OrderLine| desk.line_rows_of_order(&shop::account(), &line.order).unwrap()[0].status;
    let statuses = lines.iter().map(status).collect();
    let claims = (0..LINES).map(|number| {
        let claim = shop::claim(number, ClaimKind::Cancel, &shop::line(number), 1).claim;
        desk.claim(&shop::account(), &claim).unwrap()
    });
    (lines, statuses, claims.collect())
}

fn put(desk: &Desk, facts: &[Fact]) -> store::Merged {
    desk.merge(&shop::account(), facts, shop::hours(300)).unwrap()
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_tally_is_always_a_full_count(batches in proptest::collection::vec(proptest::collection::vec(told(), 1..12), 1..6)) {
        let desk = desk::empty();
        for batch in &batches {
            put(&desk, &batch.iter().map(fact).collect::<Vec<_>>());
            prop_assert_eq!(tallied(&desk), counted(&desk));
            let claims: u32 = desk.claim_counts().unwrap().iter().map(|count| count.claims).sum();
            prop_assert_eq!(claims as usize, state(&desk).2.iter().flatten().count());
        }
    }

    #[test]
    fn merging_twice_is_merging_once(batch in proptest::collection::vec(told(), 1..25)) {
        let desk = desk::empty();
        // Within one telling the last word on each line and claim counts, as on one page of a marketplace.
        let mut last = BTreeMap::new();
        for told in &batch {
            let key = match told {
                Told::Line { number, .. } => (0, *number),
                Told::Claim { number, .. } => (1, *number),
                Told::Withdrawn(number) => (2, *number),
            };
            last.insert(key, fact(told));
        }
        let facts: Vec<Fact> = last.into_values().collect();
        put(&desk, &facts);
        let once = (state(&desk), all_rows(&desk));
        let again = put(&desk, &facts);
        prop_assert!(again.is_empty(), "{:?}", again);
        prop_assert_eq!((state(&desk), all_rows(&desk)), once);
    }

    #[test]
    fn the_order_of_pages_does_not_matter(
        lines in proptest::collection::btree_map(0..LINES, 0..STAGES.len(), 1..10),
        claims in proptest::collection::btree_map(0..LINES, (0..KINDS.len(), 0..STEPS.len()), 0..10),
        seed in any::<prop::sample::Index>(),
    ) {
        let mut facts: Vec<Fact> = lines.iter().map(|(number, stage)| fact(&Told::Line { number: *number, stage: *stage, paid: false })).collect();
        for (number, (kind, step)) in &claims {
            for step in 0..=*step {
                // A claim is told at every step that it passes through: first asked for, at last where it is.
                let skipped = step != 0 && step != claims[number].1;
                if !skipped {
                    facts.push(fact(&Told::Claim { number: *number, kind: *kind, step, quantity: 2 }));
                }
            }
        }
        let (straight, turned) = (desk::empty(), desk::empty());
        for each in &facts {
            put(&straight, std::slice::from_ref(each));
        }
        let turn = seed.index(facts.len());
        facts.rotate_left(turn);
        facts.reverse();
        for each in &facts {
            put(&turned, std::slice::from_ref(each));
        }
        prop_assert_eq!(state(&straight), state(&turned));
    }

    #[test]
    fn row_n_is_the_nth_of_a_full_sort(
        batch in proptest::collection::vec(told(), 1..40),
        statuses in proptest::sample::subsequence(Status::ALL.to_vec(), 0..6),
        from in proptest::option::of(0..6_u64), length in proptest::option::of(0..4_u64),
        oldest in any::<bool>(),
    ) {
        let desk = desk::empty();
        put(&desk, &batch.iter().map(fact).collect::<Vec<_>>());
        let day = |count: u64| (shop::start().date_naive()) + chrono::Days::new(count);
        let query = InboxQuery {
            statuses,
            from: from.map(day),
            to: length.map(|length| day(from.unwrap_or_default() + length)),
            sort: if oldest { Sort::Oldest } else { Sort::Newest },
            ..InboxQuery::default()
        };
        let mut expected: Vec<_> = all_rows(&desk).into_iter().filter(|row| passes(row, &query)).collect();
        if oldest {
            expected.reverse();
        }
        for row in 0..=expected.len() {
            let page = desk.page(&query, PageAt::Row(u32::try_from(row).unwrap()), 3).unwrap();
            prop_assert_eq!(page.total as usize, expected.len());
            prop_assert_eq!(&page.rows[..], &expected[row..(row + 3).min(expected.len())]);
            if let Some(first) = page.rows.first() {
                let before = desk.page(&query, PageAt::Before(first.key.clone()), 2).unwrap();
                prop_assert_eq!(&before.rows[..], &expected[row.saturating_sub(2)..row]);
            }
        }
    }

    #[test]
    fn a_split_keeps_everything(which in 0..4_usize, claimed in any::<bool>(), acting in any::<bool>()) {
        let desk = desk::empty();
        let first = shop::line(1);
        let lines: Vec<OrderLine> = (0..4)
            .map(|nth| OrderLine { line: LineId::new(format!("box-{nth}")), item: format!("{nth}").as_str().into(), ..first.clone() })
            .collect();
        put(&desk, &shop::facts(&lines));
        let old = &lines[which];
        if claimed {
            put(&desk, &[shop::told(&shop::claim(1, ClaimKind::Cancel, old, 1))]);
        }
        if acting {
            desk.enqueue(&[confirm("a", old)], shop::hours(1)).unwrap();
        }
        let mut after = lines.clone();
        after[which].line = LineId::from("new");
        after[which].bundle = BundleId::from("new");
        let merged = desk.merge_whole_order(&shop::account(), &first.order, &after, shop::hours(2)).unwrap();
        prop_assert_eq!(merged.new_lines, 0);
        let rows = desk.line_rows_of_order(&shop::account(), &first.order).unwrap();
        prop_assert_eq!(rows.len(), 4);
        let moved = rows.iter().find(|row| row.line == LineId::from("new")).unwrap();
        prop_assert_eq!(moved.claim.is_some(), claimed);
        prop_assert_eq!(moved.action.is_some(), acting);
        let right_size = |row: &store::LineRow| row.bundle_lines == if row.line == moved.line { 1 } else { 3 };
        prop_assert!(rows.iter().all(right_size));
        prop_assert_eq!(tallied(&desk), counted(&desk));
    }

    #[test]
    fn a_date_that_was_told_once_stays_until_another_is_told(
        readings in proptest::collection::vec((proptest::array::uniform5(proptest::option::of(1..90_i64)), any::<bool>()), 1..8),
    ) {
        let desk = desk::empty();
        let mut known: [Option<i64>; 5] = [None; 5];
        for (days, as_news) in readings {
            let told = dated(days);
            let seen = known.iter().any(Option::is_some) || desk.line(&shop::account(), &told.line).unwrap().is_some();
            put(&desk, &[if as_news && seen { news_of(&told) } else { Fact::Line(Box::new(told)) }]);
            let silent = if as_news && seen { [None, days[1], days[2], days[3], days[4]] } else { days };
            for (known, told) in known.iter_mut().zip(silent) {
                *known = told.or(*known);
            }
            let kept = desk.line(&shop::account(), &shop::line(1).line).unwrap().unwrap();
            prop_assert_eq!(kept, dated(known));
            prop_assert_eq!(tallied(&desk), counted(&desk));
        }
    }

    #[test]
    fn the_journal_never_makes_an_illegal_move(moves in proptest::collection::vec((0..3_usize, 0..9_usize), 1..40)) {
        let desk = desk::empty();
        let lines: Vec<OrderLine> = (0..3).map(shop::line).collect();
        put(&desk, &shop::facts(&lines));
        let leaves_at = Some(shop::hours(2));
        let actions: Vec<_> = lines.iter().zip(["a", "b", "c"]).map(|(line, id)| Intent { leaves_at, ..confirm(id, line) }).collect();
        desk.enqueue(&actions, shop::hours(0)).unwrap();
        for (nth, what) in moves {
            let action = &actions[nth].action;
            let (id, target) = (&action.id, action.write.targets().remove(0));
            let before = desk.entry(id).unwrap().unwrap().state;
            let result = match what {
                0 => desk.begin(id, shop::hours(1)),
                1 => desk.settle(id, &[Outcome::ok(target)], None, None, shop::hours(1)).map(|_| ()),
                2 => desk.settle(id, &[Outcome::failed(target, "1", "", false)], None, None, shop::hours(1)).map(|_| ()),
                3 => desk.settle(id, &[Outcome::unknown(target)], None, None, shop::hours(1)).map(|_| ()),
                4 => desk.checked(id, shop::hours(2), shop::hours(1)),
                5 => desk.requeue(id, shop::hours(1)),
                6 => desk.undo(std::slice::from_ref(id), shop::hours(1)).map(|_| ()),
                7 => desk.undo(std::slice::from_ref(id), shop::hours(2)).map(|_| ()),
                _ => desk.abandon(id, "그만두었습니다", shop::hours(1)),
            };
            let after = desk.entry(id).unwrap().unwrap().state;
            prop_assert!(before == after || before.may_become(after), "{:?} became {:?}", before, after);
            prop_assert!(result.is_ok() || before == after, "a refused move moved");
            let settled = matches!(after, ActionState::Done | ActionState::Failed | ActionState::Undone);
            let standing = desk.enqueue(&[Intent { action: Action { id: ActionId::from("probe"), ..action.clone() }, ..actions[nth].clone() }], shop::hours(1));
            prop_assert_eq!(standing.is_ok(), settled);
            if settled {
                return Ok(());
            }
        }
    }
}

/// What is pressed, taken back, sent or hurried, in whatever order and at whatever moment.
fn press() -> impl Strategy<Value = (usize, usize, i64)> {
    (0..3_usize, 0..4_usize, 0..3_i64)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_was_taken_back_is_never_sent_and_what_was_sent_is_never_taken_back(presses in proptest::collection::vec(press(), 1..40)) {
        let desk = desk::empty();
        let lines: Vec<OrderLine> = (0..3).map(shop::line).collect();
        put(&desk, &shop::facts(&lines));
        let leaves_at = Some(shop::hours(24));
        let intents: Vec<_> = lines.iter().zip(["a", "b", "c"]).map(|(line, id)| Intent { leaves_at, ..confirm(id, line) }).collect();
        desk.enqueue(&intents, shop::hours(0)).unwrap();
        let mut now = 0;
        for (nth, what, hours) in presses {
            now += hours * 4;
            let (id, at) = (&intents[nth].action.id, shop::hours(now));
            let before = desk.entry(id).unwrap().unwrap();
            match what {
                0 => prop_assert_eq!(desk.begin(id, at).is_ok(), before.state == ActionState::Queued),
                1 => desk.let_leave().unwrap(),
                2 => prop_assert_eq!(desk.undo_queued(at).unwrap().contains(id), before.state == ActionState::Queued),
                _ => {
                    let answer = desk.undo(std::slice::from_ref(id), at).unwrap();
                    let back = matches!(before.state, ActionState::Queued | ActionState::Undone);
                    prop_assert_eq!((answer.undone.len(), answer.late.len()), (usize::from(back), usize::from(!back)));
                }
            }
            let entry = desk.entry(id).unwrap().unwrap();
            prop_assert!(entry.state != ActionState::Undone || entry.sent_at.is_none(), "{:?}", entry);
        }
    }
}

/// What a filter lets through, said the plain way.
fn passes(row: &store::LineRow, query: &InboxQuery) -> bool {
    let day = (row.paid_at.unwrap_or(row.ordered_at) + chrono::Duration::hours(9)).date_naive();
    (query.statuses.is_empty() || query.statuses.contains(&row.status))
        && query.from.is_none_or(|from| day >= from)
        && query.to.is_none_or(|to| day <= to)
}

/// Line 1, with the days on which it was paid, should leave, left, arrived and was confirmed.
fn dated([paid, ship_by, shipped, delivered, confirmed]: [Option<i64>; 5]) -> OrderLine {
    let at = |days: Option<i64>| days.map(|days| shop::hours(days * 24));
    OrderLine {
        paid_at: at(paid),
        ship_by: at(ship_by).map(|at| at.date_naive()),
        shipped_at: at(shipped),
        delivered_at: at(delivered),
        confirmed_at: at(confirmed),
        ..shop::line(1)
    }
}

/// What a list of news tells of a line's dates.
fn news_of(line: &OrderLine) -> Fact {
    let news = LineNews::of(line.account.clone(), line.order.clone(), line.line.clone());
    Fact::News(Box::new(LineNews {
        ship_by: line.ship_by,
        shipped_at: line.shipped_at,
        delivered_at: line.delivered_at,
        confirmed_at: line.confirmed_at,
        ..news
    }))
}

fn confirm(id: &str, line: &OrderLine) -> Intent {
    let write = Write::Confirm { lines: vec![(line.bundle.clone(), line.line.clone())], items: Vec::new() };
    let action = Action { id: ActionId::from(id), account: shop::account(), write };
    Intent { action, request_hash: String::new(), leaves_at: None }
}
