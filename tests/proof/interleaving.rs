//! A cancel, or the end of a claim, at every moment of a press.
//!
//! A parcel is confirmed and shipped through the desk while its buyer's request comes right before the first call, the
//! second, and so on to the last. The marketplace's own books tell what left. A request that could be read before the
//! desk's last reading began is never overtaken by the parcel; whatever comes out, the next reading shows it as it is.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};
use domain::{ActionKind, ClaimId, ClaimKind, ClaimVerb, Marketplace, OrderId, Stage, Status};
use market::Unit;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tests::desk::Desk;
use tests::world::{Deed, End, Place, World};

use crate::answers::filled_in;
use crate::matrix::opened;
use crate::matrix::way::{From, Seat, ready};
use crate::worlds::Sides;

/// More calls than any press makes: whoever gets so far has lost the count.
const MOST_CALLS: usize = 120;
/// Random parcels at each marketplace.
const CASES: usize = 24;

/// What was seen at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    /// What must not happen after the buyer's deed has happened: lines that left, or a verb that took effect.
    done: usize,
    /// Calls so far that write.
    writes: usize,
}

/// A press, as it was seen before every call and after the last one.
#[derive(Debug)]
struct Seen {
    moments: Vec<Moment>,
    /// The operation of every call.
    calls: Vec<String>,
    /// Whether the buyer's deed was possible at its moment; `None` when the press was over before.
    deed: Option<bool>,
}

impl Seen {
    /// The call that did it.
    fn did(&self) -> Option<usize> {
        self.moments.windows(2).position(|pair| pair[1].done > pair[0].done)
    }

    /// Whether a call reads: it neither writes nor fetches a token.
    fn reads(&self, call: usize) -> bool {
        let writes = self.moments[call + 1].writes > self.moments[call].writes;
        !writes && !self.calls[call].contains("Token")
    }

    /// A deed right before the call of this number was overtaken only when no reading came between.
    fn judge(&self, at: usize) -> Result<()> {
        let (Some(true), Some(did)) = (self.deed, self.did()) else { return Ok(()) };
        let Some(last) = (0..did).rev().find(|call| self.reads(*call)) else {
            bail!("it was done without any reading: {self:#?}")
        };
        ensure!(
            at > last,
            "a reading came between: before call {at}, read at {last}, done by {did}: {self:#?}"
        );
        Ok(())
    }

    /// As [`Seen::judge`], where readings of several parcels stand between their writes: a deed before the first of the
    /// readings that the write rests on is never overtaken.
    fn judge_first(&self, at: usize) -> Result<()> {
        let (Some(true), Some(did)) = (self.deed, self.did()) else { return Ok(()) };
        let reads = (0..did).rev().skip_while(|call| !self.reads(*call)).take_while(|call| self.reads(*call));
        let Some(first) = reads.last() else { bail!("it was done without any reading: {self:#?}") };
        ensure!(
            at > first,
            "readings came between: before call {at}, read from {first}, done by {did}: {self:#?}"
        );
        Ok(())
    }
}

/// Lets a deed happen right before one call of a press, and watches.
async fn watch<W: World>(
    desk: &Desk<W>,
    at: usize,
    deed: impl Fn() -> bool + Send + 'static,
    look: impl Fn() -> Moment + Clone + Send + 'static,
    press: impl Future<Output = Result<()>>,
) -> Result<Seen> {
    let noted = Arc::new(Mutex::new((Vec::new(), None)));
    let (notes, before) = (Arc::clone(&noted), look.clone());
    desk.world.forget_arrivals();
    desk.world.ground().sandbox().before_every_call(move |call| {
        let mut noted = notes.lock().unwrap_or_else(PoisonError::into_inner);
        noted.0.push(before());
        if call == at {
            noted.1 = Some(deed());
        }
    });
    let pressed = press.await;
    desk.world.ground().sandbox().leave_calls_alone();
    pressed?;
    let (mut moments, deed) = noted.lock().unwrap_or_else(PoisonError::into_inner).clone();
    moments.push(look());
    let calls: Vec<_> = desk.world.arrivals().into_iter().map(|call| call.operation).collect();
    ensure!(calls.len() + 1 == moments.len(), "{} calls, {} moments", calls.len(), moments.len());
    Ok(Seen { moments, calls, deed })
}

/// How many lines of these orders left, and how many calls so far write.
fn left<W: World>(world: &W, orders: &[OrderId]) -> Moment {
    let left = |place: Place| matches!(place, Place::Left | Place::Over);
    let lines = world.truth().lines;
    let done = lines.values().filter(|line| orders.contains(&line.order) && left(line.place)).count();
    let writes = [ActionKind::Confirm, ActionKind::Ship, ActionKind::ChangeInvoice];
    Moment { done, writes: writes.into_iter().map(|kind| world.calls(kind)).sum() }
}

/// What a person does with new orders: confirms them, and ships what can be shipped.
async fn handled<W: World>(desk: &Desk<W>, orders: &[OrderId]) -> Result<()> {
    let rows = async |stage: Stage| {
        let mut rows = desk.rows(store::InboxQuery::default()).await?;
        rows.retain(|row| orders.contains(&row.order) && row.stage == stage);
        anyhow::Ok(rows)
    };
    let paid = rows(Stage::Paid).await?;
    if !paid.is_empty() {
        desk.engine.confirm_lines(desk.named(&paid)).await?;
        desk.settle().await?;
    }
    let mut parcels = Vec::new();
    for order in orders {
        let (courier, invoice) = desk.world.parcel();
        let prepared = rows(Stage::Preparing).await?.into_iter().filter(|row| row.order == *order);
        parcels.extend(prepared.map(|row| engine::view::ShipRow {
            account: row.account,
            line: row.line,
            courier: courier.clone(),
            invoice: invoice.clone(),
        }));
    }
    if !parcels.is_empty() {
        desk.engine.ship(parcels).await?;
        desk.settle().await?;
    }
    Ok(())
}

/// What the desk shows of these orders after its next reading is so. How far a line had come on which a cancel waits,
/// some marketplaces tell only when the cancel is over (ESM): that it waits is what counts.
async fn shows_the_truth<W: World>(desk: &Desk<W>, orders: &[OrderId]) -> Result<()> {
    desk.collect().await?;
    let truth = desk.world.truth();
    let rows = desk.rows(store::InboxQuery::default()).await?;
    for (id, line) in truth.lines.iter().filter(|(_, line)| orders.contains(&line.order)) {
        let Some(row) = rows.iter().find(|row| row.line == *id) else {
            ensure!(line.place == Place::Canceled, "{id} is missing, really {line:?}");
            continue;
        };
        let waits = row.status == Status::CancelReq && matches!(line.place, Place::Waits | Place::Prepared);
        let canceled = row.status == Status::Canceled && line.place == Place::Canceled;
        let right = waits || canceled || line.place.is(row.stage);
        ensure!(right, "{id} is shown as {:?} ({:?}), really {line:?}", row.stage, row.status);
    }
    for (id, claim) in &truth.claims {
        // What was over before any list was read asks for nothing.
        let Ok(shown) = desk.claim(id).await else { continue };
        ensure!(claim.end.is(shown.row.step), "{id} is shown as {:?}, really {claim:?}", shown.row.step);
    }
    Ok(())
}

/// One parcel, and a cancel right before every call in turn.
pub(crate) async fn a_cancel_at_every_moment<W, Opened>(open: fn(u64) -> Opened) -> Result<()>
where
    W: World + 'static,
    Opened: Future<Output = Result<Sides<W>>>,
{
    let Sides { desk, buyers } = open(1).await?;
    let desk = opened(desk).await?;
    let (mut stopped, mut overtaken) = (0, 0);
    for at in 0..MOST_CALLS {
        let order = desk.world.order(1, 2)?;
        desk.collect().await?;
        let (asker, asked) = (Arc::clone(&buyers), order.clone());
        let cancel = move || asker.ask(ClaimKind::Cancel, &asked, 2).is_ok();
        let (books, orders) = (Arc::clone(&buyers), vec![order.clone()]);
        let look = move || left(books.as_ref(), &orders);
        let seen = watch(&desk, at, cancel, look, handled(&desk, std::slice::from_ref(&order))).await?;
        seen.judge(at)?;
        shows_the_truth(&desk, &[order])
            .await
            .with_context(|| format!("after a cancel before call {at}: {seen:#?}"))?;
        match (seen.deed, seen.did()) {
            (None, _) => {
                ensure!(seen.did().is_some(), "nothing came between, and it did not leave: {seen:#?}");
                println!(
                    "{at} moments: {stopped} cancels kept the parcel, {overtaken} came after the last reading"
                );
                ensure!(stopped > 0, "no cancel ever kept a parcel");
                return Ok(());
            }
            (Some(true), None) => stopped += 1,
            (Some(true), Some(_)) => overtaken += 1,
            (Some(false), _) => {}
        }
    }
    bail!("a press makes more than {MOST_CALLS} calls")
}

/// Several parcels of several lines, and a cancel of one of them at any moment.
pub(crate) async fn a_cancel_among_many_parcels<W, Opened>(open: fn(u64) -> Opened) -> Result<()>
where
    W: World + 'static,
    Opened: Future<Output = Result<Sides<W>>>,
{
    let Sides { desk, buyers } = open(2).await?;
    let desk = opened(desk).await?;
    let by_lines = desk.world.market().capabilities().unit == Unit::Line;
    let mut runner = TestRunner::deterministic();
    let parcels = proptest::collection::vec((1_u32..=3, 1_u32..=3), 1..=3);
    let cases =
        (parcels, proptest::arbitrary::any::<proptest::sample::Index>(), 0_usize..40, proptest::bool::ANY);
    let (mut stopped, mut left_first) = (0, 0);
    for _ in 0..CASES {
        let drawn = cases.new_tree(&mut runner).map_err(anyhow::Error::msg)?.current();
        let (sizes, who, at, whole) = drawn.clone();
        let orders: Vec<_> =
            sizes.iter().map(|(lines, each)| desk.world.order(*lines, *each)).collect::<Result<_>>()?;
        desk.collect().await?;
        let chosen = who.index(orders.len());
        let ((lines, each), order) = (sizes[chosen], orders[chosen].clone());
        let (asker, asked) = (Arc::clone(&buyers), order.clone());
        let pieces = if whole { each } else { 1 };
        // What is cancelled at once, before the confirmation, lets the rest of its parcel leave.
        let cancel = move || {
            let Ok(claim) = asker.ask(ClaimKind::Cancel, &asked, pieces) else { return false };
            let waits =
                |claim: &ClaimId| asker.truth().claims.get(claim).is_some_and(|one| one.end == End::Open);
            waits(&claim) || (lines, pieces) == (1, each)
        };
        let (books, one) = (Arc::clone(&buyers), vec![order.clone()]);
        // Where lines go by themselves, all but the one that is asked for may leave.
        let free = if by_lines { lines as usize - 1 } else { 0 };
        let look = move || {
            let Moment { done, writes } = left(books.as_ref(), &one);
            Moment { done: done.saturating_sub(free), writes }
        };
        let seen = watch(&desk, at, cancel, look, handled(&desk, &orders)).await?;
        seen.judge_first(at).with_context(|| format!("{drawn:?}"))?;
        shows_the_truth(&desk, &orders).await.with_context(|| format!("{drawn:?}: {seen:#?}"))?;
        match (seen.deed, seen.did()) {
            (Some(true), None) => stopped += 1,
            (_, Some(_)) => left_first += 1,
            _ => {}
        }
    }
    println!("{CASES} cases: {stopped} cancels kept their parcel, {left_first} parcels left before theirs");
    ensure!(stopped > 0, "no cancel ever kept a parcel");
    Ok(())
}

/// Answers before which nobody ends the claim any more: at Grip a return whose goods were received is the seller's to
/// decide, and no document knows a claim that Grip settles in the seller's place.
const NEVER_ENDED: &[(Marketplace, ActionKind)] = &[(Marketplace::Grip, ActionKind::RefundReturn)];

/// A claim that ends, by its buyer or by the marketplace, right before every call of the seller's answer in turn.
pub(crate) async fn an_end_at_every_moment<W, Opened>(
    open: fn(u64) -> Opened,
    kind: ClaimKind,
    verb: ClaimVerb,
) -> Result<()>
where
    W: World + 'static,
    Opened: Future<Output = Result<Sides<W>>>,
{
    let action = ActionKind::of_claim(kind, verb).context("no such verb")?;
    let Sides { desk, buyers } = open(3).await?;
    let desk = opened(desk).await?;
    if !desk.world.market().capabilities().allows(action) {
        println!("not asked of {}: it has no {action:?}", desk.world.market().marketplace().code());
        return Ok(());
    }
    let (mut stopped, mut overtaken) = (0, 0);
    for at in 0..MOST_CALLS {
        let from = if kind == ClaimKind::Cancel { From::Prepared } else { From::Arrived };
        let Seat { claim, order, .. } = ready(&desk, kind, from, verb).await?;
        let (world, ended) = (Arc::clone(&buyers), claim.clone());
        let end = move || ends(world.as_ref(), kind, &ended);
        let (books, answered) = (Arc::clone(&buyers), claim.clone());
        let look = move || Moment {
            done: books.applied(action, answered.as_str()) as usize,
            writes: books.calls(action),
        };
        let answer = async {
            let request = filled_in(&desk.world, kind, verb);
            desk.engine.claim_act(desk.account.clone(), vec![claim.clone()], request).await?;
            desk.settle().await
        };
        let seen = watch(&desk, at, end, look, answer).await?;
        seen.judge(at)?;
        shows_the_truth(&desk, &[order])
            .await
            .with_context(|| format!("after an end before call {at}: {seen:#?}"))?;
        match (seen.deed, seen.did()) {
            (None, _) => {
                ensure!(seen.did().is_some(), "nothing came between, and it was not done: {seen:#?}");
                println!("{at} moments of {action:?}: {stopped} ends came in time, {overtaken} too late");
                let marketplace = desk.world.market().marketplace();
                if NEVER_ENDED.contains(&(marketplace, action)) {
                    ensure!(stopped + overtaken == 0, "it ended after all");
                } else {
                    ensure!(stopped > 0, "no end was ever possible, or none was heard of in time");
                }
                return Ok(());
            }
            (Some(true), None) => stopped += 1,
            (Some(true), Some(_)) => overtaken += 1,
            (Some(false), _) => {}
        }
    }
    bail!("an answer makes more than {MOST_CALLS} calls")
}

/// The buyer takes a claim back, or the marketplace settles it; `false` where neither is possible any more.
fn ends<W: World>(world: &W, kind: ClaimKind, claim: &ClaimId) -> bool {
    [Deed::Withdrawn, Deed::Overruled].into_iter().any(|deed| world.stir(deed, kind, claim).is_ok())
}
