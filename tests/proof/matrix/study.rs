//! One look at many claims of one shop.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ActionState, Claim, ClaimKind, ClaimStep, ClaimVerb, LineResult};
use engine::view::{ActionBatch, ActionView, ClaimActRequest, Offer};
use market::Support;
use tests::desk::Desk;
use tests::world::{Deed, World};

use super::picture::{Picture, Still};
use super::way::{Move, Seat, Way, applied};
use super::{Task, figure, legal};
use crate::answers::filled_in;

/// What was counted.
#[derive(Default)]
pub(super) struct Tally {
    done: usize,
    held_back: usize,
    refused: usize,
    /// What a marketplace takes and the desk does not offer, each with its reason.
    kept: Vec<String>,
    /// Steps that no way leads to.
    pub(super) unreached: usize,
    /// What is not as it must be.
    pub(super) wrong: Vec<String>,
}

impl Tally {
    /// Prints what was counted.
    pub(super) fn print(&self, marketplace: &str, states: usize) -> Result<()> {
        self.kept
            .iter()
            .for_each(|kept| println!("not offered at {marketplace} although it takes it: {kept}"));
        figure(marketplace, "states of claims", states).print()?;
        figure(marketplace, "offered and carried out", self.done).print()?;
        figure(marketplace, "offered, overtaken and not sent", self.held_back).print()?;
        figure(marketplace, "not offered, and refused when sent", self.refused).print()?;
        figure(marketplace, "not offered although legal, by the table", self.kept.len()).print()?;
        figure(marketplace, "steps that cannot be reached, by the table", self.unreached).print()?;
        Ok(())
    }
}

/// A claim on which a verb is to be pressed.
struct Waiting {
    seat: Seat,
    verb: ClaimVerb,
    /// What happened to it since the desk last looked, and what is told of it now.
    overtaken: Option<(Deed, Picture)>,
}

/// A press whose end is waited for.
struct Pressed {
    waiting: Waiting,
    request: ClaimActRequest,
    batch: ActionBatch,
    /// How often it had taken effect before.
    before: u32,
}

/// The claims of one shop.
pub(super) struct Round<'a, W> {
    desk: &'a Desk<W>,
    tally: &'a mut Tally,
    waiting: Vec<Waiting>,
    found: Vec<(Picture, Way)>,
}

impl<'a, W: World> Round<'a, W> {
    /// Nothing was looked at yet.
    pub(super) const fn new(desk: &'a Desk<W>, tally: &'a mut Tally) -> Self {
        Self { desk, tally, waiting: Vec::new(), found: Vec::new() }
    }

    /// Looks at a claim, and gives it back where it is as it was. What is to be pressed waits for all the others, since
    /// the desk sends whatever is queued.
    pub(super) async fn see(&mut self, seat: Seat, task: Task) -> Option<Seat> {
        let name = seat.picture.name();
        let seen = match task {
            Task::Shown => self.shown(seat).await,
            Task::Press(verb) => {
                self.waiting.push(Waiting { seat, verb, overtaken: None });
                Ok(None)
            }
            Task::Overtaken(verb) => self.overtaken(seat, verb).await,
            Task::Deed(deed) => self.stirred(seat, deed).await,
            Task::Heir => self.inherited(seat).await,
        };
        seen.unwrap_or_else(|error| {
            self.tally.wrong.push(format!("{task:?} in {name}: {error:#}"));
            None
        })
    }

    /// The desk shows what the marketplace tells, offers what it takes, and gives a reason for what it does not. What
    /// is not offered is sent all the same.
    async fn shown(&mut self, seat: Seat) -> Result<Option<Seat>> {
        let picture = &seat.picture;
        let row = match self.desk.claim(&seat.claim).await {
            Ok(shown) => shown.row,
            // What was over before any list was read asks for nothing, and need not be known.
            Err(_) if picture.step.is_terminal() => return Ok(Some(seat)),
            Err(error) => return Err(error),
        };
        let market = self.desk.world.market();
        let missing =
            picture.step == ClaimStep::Withdrawn && row.kind == picture.kind && picture.raw.is_empty();
        ensure!(missing || is_shown(picture, row.kind, row.step), "shown as {:?}", (row.kind, row.step));
        if missing {
            // Missing once, a claim is not yet taken for given up: it stays, and takes what the guard will not send.
            return Ok(Some(seat));
        }
        ensure!(row.held.is_some() == (picture.still != Still::No), "its hold is shown as {:?}", row.held);
        let offered = legal::offered(market.marketplace(), picture);
        for verb in ClaimVerb::ALL {
            let offer = row.offers.iter().find(|(one, _)| *one == verb).map(|(_, offer)| offer);
            let enabled = offer.is_some_and(|offer| offer.enabled);
            ensure!(enabled == offered.contains(&verb), "{verb:?} is offered as {offer:?}");
            if enabled {
                continue;
            }
            has_reason(&self.desk.world, picture, verb, offer)?;
            if self.forced(&seat, verb).await? {
                let now = seat.look(&self.desk.world).await?.0;
                self.found.push((now, seat.way.and(Move::Verb(verb))));
                // The other verbs are sent to another claim of this state.
                return Ok(None);
            }
        }
        Ok(Some(seat))
    }

    /// Sends a verb that is not offered. The marketplace or its connector refuses it, or says yes and does nothing;
    /// what it would do all the same stands in a table. Gives whether the claim moved.
    async fn forced(&mut self, seat: &Seat, verb: ClaimVerb) -> Result<bool> {
        let world = &self.desk.world;
        let before = applied(world, seat.picture.kind, verb, &seat.claim);
        let was = seat.look(world).await?.0;
        let answer = world.market().act(&seat.write(world, verb).await?).await;
        let took = applied(world, seat.picture.kind, verb, &seat.claim) != before;
        let moved = seat.look(world).await?.0 != was;
        if !took && !moved {
            self.tally.refused += 1;
            return Ok(false);
        }
        let why = legal::although(world.market().marketplace(), &seat.picture, verb);
        let why =
            why.with_context(|| format!("{verb:?} is withheld, and the marketplace does it: {answer:?}"))?;
        self.tally.kept.push(format!("{verb:?} in {}: {why}", seat.picture.name()));
        Ok(moved)
    }

    /// A verb that was legal when the desk last looked is to be pressed after the claim has moved.
    async fn overtaken(&mut self, seat: Seat, verb: ClaimVerb) -> Result<Option<Seat>> {
        let moved = moves_on(&self.desk.world, &seat).await?;
        match moved {
            Some((deed, now)) => {
                self.found.push((now.clone(), seat.way.and(Move::Deed(deed))));
                self.waiting.push(Waiting { seat, verb, overtaken: Some((deed, now)) });
                Ok(None)
            }
            None if seat.look(&self.desk.world).await?.0 == seat.picture => Ok(Some(seat)),
            None => Ok(None),
        }
    }

    /// Something happens without the seller; a claim that does not take it is as it was.
    async fn stirred(&mut self, seat: Seat, deed: Deed) -> Result<Option<Seat>> {
        let world = &self.desk.world;
        if world.stir(deed, seat.picture.kind, &seat.claim).is_err() {
            return Ok(Some(seat));
        }
        let now = seat.look(world).await?.0;
        self.found.push((now, seat.way.and(Move::Deed(deed))));
        Ok(None)
    }

    /// On to the claim that took the place of a converted one.
    async fn inherited(&mut self, mut seat: Seat) -> Result<Option<Seat>> {
        // Auction refunds what was an exchange at once: nothing stands open in its place.
        if seat.go(&self.desk.world, Move::Heir).await.is_err() {
            return Ok(None);
        }
        self.found.push((seat.picture, seat.way.and(Move::Heir)));
        Ok(None)
    }

    /// Presses what waits, first what was overtaken, and gives the states that were found.
    pub(super) async fn press_all(mut self) -> Result<Vec<(Picture, Way)>> {
        let all = std::mem::take(&mut self.waiting);
        let (overtaken, free): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.overtaken.is_some());
        let calls = self.calls();
        for (press, actions) in self.press(overtaken).await? {
            let judged = held_back(&press, &actions);
            let counted = self.count(&press.waiting, judged);
            self.tally.held_back += usize::from(counted);
        }
        let sent: Vec<_> =
            self.calls().into_iter().filter(|(kind, now)| calls.get(kind) != Some(now)).collect();
        ensure!(sent.is_empty(), "sent although the claims had moved: {sent:?}");
        for (press, actions) in self.press(free).await? {
            let judged = self.carried_out(&press, &actions).await;
            let counted = self.count(&press.waiting, judged);
            self.tally.done += usize::from(counted);
        }
        Ok(self.found)
    }

    /// Notes what is wrong about a press; gives whether nothing is.
    fn count(&mut self, waiting: &Waiting, judged: Result<()>) -> bool {
        let Err(error) = judged else { return true };
        let Waiting { seat, verb, overtaken } = waiting;
        let after = overtaken.as_ref().map(|(deed, _)| format!(" after {deed:?}")).unwrap_or_default();
        self.tally.wrong.push(format!("{verb:?} pressed in {}{after}: {error:#}", seat.picture.name()));
        false
    }

    /// How many calls of each verb on claims have arrived.
    fn calls(&self) -> BTreeMap<ActionKind, usize> {
        let kinds = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];
        let actions = kinds.into_iter().flat_map(|kind| {
            ClaimVerb::ALL.into_iter().filter_map(move |verb| ActionKind::of_claim(kind, verb))
        });
        actions.map(|action| (action, self.desk.world.calls(action))).collect()
    }

    /// Presses every verb with valid answers, waits for the end of all, and gives each with its journal.
    async fn press(&self, waiting: Vec<Waiting>) -> Result<Vec<(Pressed, Vec<ActionView>)>> {
        let desk = self.desk;
        let mut pressed = Vec::new();
        for waiting in waiting {
            let Waiting { seat, verb, .. } = &waiting;
            let request = filled_in(&desk.world, seat.picture.kind, *verb);
            let before = applied(&desk.world, seat.picture.kind, *verb, &seat.claim);
            let claims = vec![seat.claim.clone()];
            let batch = desk.engine.claim_act(desk.account.clone(), claims, request.clone()).await?;
            pressed.push(Pressed { waiting, request, batch, before });
        }
        desk.settle().await?;
        let journal = desk.engine.journal(Vec::new()).await?;
        let of = |press: &Pressed| {
            journal.iter().filter(|entry| press.batch.actions.contains(&entry.id)).cloned().collect()
        };
        Ok(pressed
            .into_iter()
            .map(|press| (of(&press), press))
            .map(|(actions, press)| (press, actions))
            .collect())
    }

    /// The press was carried out, once, and what is told now shows it, to the desk as well.
    async fn carried_out(&mut self, press: &Pressed, actions: &[ActionView]) -> Result<()> {
        let Pressed { waiting: Waiting { seat, verb, .. }, request, batch, before } = press;
        ensure!(batch.blocked.is_empty(), "offered and left out: {:?}", batch.blocked);
        for action in actions {
            let results: Vec<_> = action.outcomes.iter().map(|one| &one.outcome.result).collect();
            let ok = results.iter().all(|result| **result == LineResult::Ok);
            ensure!(action.state == ActionState::Done && ok, "offered and {:?}: {results:?}", action.state);
        }
        let world = &self.desk.world;
        let times = applied(world, seat.picture.kind, *verb, &seat.claim) - before;
        ensure!(
            times == 1 && actions.len() == 1,
            "it took effect {times} times by {} actions",
            actions.len()
        );
        let (now, record) = seat.look(world).await?;
        ensure!(shows(seat, &now, record.as_ref(), request, *verb), "it reads as {now:?}");
        let row = self.desk.claim(&seat.claim).await?.row;
        // A refused exchange whose goods are still under way is on no list of 11번가, and nothing tells of its end.
        let untold = *verb == ClaimVerb::Refuse && now.is_on_no_list();
        ensure!(untold || is_shown(&now, row.kind, row.step), "the desk shows {:?} of {now:?}", row.step);
        if let Some(truth) = world.truth().claims.get(&seat.claim).filter(|truth| truth.kind == now.kind) {
            ensure!(truth.end.is(now.step), "really {truth:?}, told as {now:?}");
        }
        self.found.push((now, seat.way.and(Move::Verb(*verb))));
        Ok(())
    }
}

/// The press was left out, or its only action ended without having been sent.
fn held_back(press: &Pressed, actions: &[ActionView]) -> Result<()> {
    let failed = actions.iter().all(|action| action.state == ActionState::Failed);
    let told = !actions.is_empty() || !press.batch.blocked.is_empty();
    ensure!(failed && told, "it ended as {actions:#?}");
    Ok(())
}

/// Whether a desk that shows this kind and step is right.
fn is_shown(picture: &Picture, kind: ClaimKind, step: ClaimStep) -> bool {
    let remembered = match (picture.step, step) {
        // Who ended a claim, some marketplaces do not tell: the desk remembers what it did itself.
        (ClaimStep::Withdrawn, ClaimStep::Rejected) => true,
        // No status of an exchange at Grip says that its goods are here: the desk remembers it.
        (ClaimStep::Approved, ClaimStep::Collected) => kind == ClaimKind::Exchange,
        // ESM's support settles an exchange as a return: its list gives the exchange up, its own record says refunded.
        (ClaimStep::Completed, ClaimStep::Withdrawn) => kind == ClaimKind::Exchange,
        _ => false,
    };
    picture.kind == kind && (picture.step == step || remembered)
}

/// Whether what is told of a claim now shows that a verb was carried out.
fn shows(
    seat: &Seat,
    now: &Picture,
    record: Option<&Claim>,
    request: &ClaimActRequest,
    verb: ClaimVerb,
) -> bool {
    match verb {
        ClaimVerb::Hold => now.still == Still::Held,
        ClaimVerb::Release => now.still == Still::No,
        ClaimVerb::Defer => now.still == Still::Deferred,
        ClaimVerb::Refuse if now.step == ClaimStep::Withdrawn => true,
        // No status of an exchange at Grip says that its goods are here; that it took effect was counted.
        ClaimVerb::ConfirmCollected if seat.picture == *now => now.kind == ClaimKind::Exchange,
        _ => seat.picture.state().shows(verb, now.state()) || names_pickup(record, request),
    }
}

/// Whether the claim names the number under which its goods come back, whatever its step.
fn names_pickup(record: Option<&Claim>, request: &ClaimActRequest) -> bool {
    let ClaimActRequest::RegisterPickup { invoice, .. } = request else { return false };
    record.is_some_and(|claim| claim.pickups.iter().any(|pickup| pickup.invoice.as_ref() == Some(invoice)))
}

/// Moves a claim to another step without the seller, by the first deed that does; `None` where none does.
async fn moves_on(world: &dyn World, seat: &Seat) -> Result<Option<(Deed, Picture)>> {
    for deed in Deed::ALL {
        if world.stir(deed, seat.picture.kind, &seat.claim).is_err() {
            continue;
        }
        let now = seat.look(world).await?.0;
        if now.state() != seat.picture.state() {
            return Ok(Some((deed, now)));
        }
    }
    Ok(None)
}

/// A verb that cannot be pressed says why, unless nobody would look for it on such a claim.
fn has_reason(world: &dyn World, picture: &Picture, verb: ClaimVerb, offer: Option<&Offer>) -> Result<()> {
    if let Some(offer) = offer {
        let reason = offer.reason.as_ref();
        ensure!(reason.is_some_and(|words| !words.ko.is_empty()), "{verb:?} is disabled without a reason");
        return Ok(());
    }
    let Some(kind) = ActionKind::of_claim(picture.kind, verb) else { return Ok(()) };
    let market = world.market();
    let known =
        matches!(market.capabilities().actions.get(&kind), Some(Support::Native | Support::Composed(_)));
    let moves_the_hold = match verb {
        ClaimVerb::Hold => picture.still == Still::No,
        ClaimVerb::Release => picture.still != Still::No,
        ClaimVerb::Defer => picture.still == Still::Held,
        _ => true,
    };
    let looked_for = !picture.step.is_terminal() && picture.state().expects(verb) && moves_the_hold;
    ensure!(!(known && looked_for), "{verb:?} is one of the marketplace's and is not shown at all");
    Ok(())
}
