//! How a claim comes to a state: from a place where it can be asked for, move by move.

use anyhow::{Context, Result, bail, ensure};
use domain::{ActionKind, Claim, ClaimId, ClaimKind, ClaimVerb, LineResult, OrderId, Stage, Won, Write};
use engine::view::InboxRow;
use tests::desk::Desk;
use tests::world::{Deed, World};

use super::picture::{Picture, look};
use crate::answers::{filled_in, sent};

/// How far an order has come when its buyer asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum From {
    Paid,
    Prepared,
    Shipped,
    Arrived,
}

impl From {
    /// Every place.
    pub(crate) const ALL: [From; 4] = [Self::Paid, Self::Prepared, Self::Shipped, Self::Arrived];
}

/// One move of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// By the seller.
    Verb(ClaimVerb),
    /// Without the seller.
    Deed(Deed),
    /// From a claim that was converted to the one that took its place.
    Heir,
}

/// The whole way.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) kind: ClaimKind,
    pub(crate) from: From,
    pub(crate) moves: Vec<Move>,
}

impl Way {
    /// One move further.
    pub(crate) fn and(&self, step: Move) -> Self {
        let mut further = self.clone();
        further.moves.push(step);
        further
    }
}

/// A claim at the end of its way.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    pub(crate) order: OrderId,
    pub(crate) claim: ClaimId,
    pub(super) picture: Picture,
    pub(crate) way: Way,
}

impl Seat {
    /// What is told of it now, with its record.
    pub(super) async fn look(&self, world: &dyn World) -> Result<(Picture, Option<Claim>)> {
        look(world, &self.order, self.picture.kind, &self.claim).await
    }

    /// A verb with valid answers as it would go to the marketplace.
    pub(super) async fn write(&self, world: &dyn World, verb: ClaimVerb) -> Result<Write> {
        let (now, record) = self.look(world).await?;
        let act = sent(world, filled_in(world, now.kind, verb), record.as_ref());
        Ok(Write::Claim {
            claim: self.claim.clone(),
            order: self.order.clone(),
            state: now.state(),
            quantity: record.as_ref().map_or(1, Claim::quantity),
            seen: None,
            act,
        })
    }

    /// Goes on until the claim takes a verb; `false` where this one never does.
    async fn comes_to(&mut self, world: &dyn World, verb: ClaimVerb) -> Result<bool> {
        const STEPS: usize = 4;
        for _ in 0..STEPS {
            let takes = |verb| self.picture.verbs.contains(&verb);
            let step = match () {
                () if takes(verb) => return Ok(true),
                () if self.picture.step.is_terminal() => return Ok(false),
                () if takes(ClaimVerb::Notify) => Move::Verb(ClaimVerb::Notify),
                () if takes(ClaimVerb::ConfirmCollected) => Move::Verb(ClaimVerb::ConfirmCollected),
                () => Move::Deed(Deed::BroughtBack),
            };
            self.go(world, step).await?;
        }
        Ok(self.picture.verbs.contains(&verb))
    }

    /// Goes the whole way; `false` where the claim went another one by chance, so that it does not take a verb that one
    /// like it took. A state to which no claim comes again fails the search.
    async fn walk(&mut self, world: &dyn World) -> Result<bool> {
        for step in self.way.moves.clone() {
            let by_chance = matches!(step, Move::Verb(verb) if !self.picture.verbs.contains(&verb));
            match self.go(world, step).await {
                Err(_) if by_chance => return Ok(false),
                went => went.with_context(|| format!("{step:?} of {:?}", self.way))?,
            }
        }
        Ok(true)
    }

    /// Goes on by one move.
    pub(super) async fn go(&mut self, world: &dyn World, step: Move) -> Result<()> {
        match step {
            Move::Verb(verb) => {
                let outcomes = world.market().act(&self.write(world, verb).await?).await?;
                ensure!(outcomes.iter().all(|one| one.result == LineResult::Ok), "{verb:?}: {outcomes:?}");
            }
            Move::Deed(deed) => world.stir(deed, self.picture.kind, &self.claim)?,
            Move::Heir => {
                let claims = world.market().read_claims(std::slice::from_ref(&self.order)).await?;
                let heir = claims.into_iter().find(|claim| claim.claim != self.claim && !claim.is_settled());
                let heir = heir.context("nothing took its place")?;
                (self.claim, self.picture.kind) = (heir.claim, heir.kind);
            }
        }
        self.picture = self.look(world).await?.0;
        Ok(())
    }
}

/// Pieces of a line, and how many of them are claimed: all of few, or a part of many. What many pieces are worth
/// may go another way (Coupang refunds a cheap return with its receipt).
const PIECES: [(u32, u32); 2] = [(2, 2), (9, 8)];

/// A claim for every way, each on an order of its own, all of them known to the desk. Where a claim cannot be asked
/// for, there is none.
pub(super) async fn lay<W: World>(desk: &Desk<W>, ways: Vec<Way>) -> Result<Vec<Seat>> {
    let world = &desk.world;
    let mut laid = Vec::new();
    for (way, (each, claimed)) in ways.into_iter().zip(PIECES.into_iter().cycle()) {
        laid.push((world.order(1, each)?, way, claimed));
    }
    bring_on(desk, &laid).await?;
    let mut seats = Vec::new();
    for (order, way, claimed) in laid {
        let Ok(claim) = world.ask(way.kind, &order, claimed) else { continue };
        let picture = look(world, &order, way.kind, &claim).await?.0;
        seats.push(Seat { order, claim, picture, way });
    }
    desk.collect().await?;
    let seats = worth_something(desk, seats).await?;
    let mut arrived = Vec::new();
    for mut seat in seats {
        if seat.walk(world).await? {
            arrived.push(seat);
        }
    }
    desk.collect().await?;
    Ok(arrived)
}

/// An order that came so far, on which a claim can be asked for; known to the desk.
pub(crate) async fn brought<W: World>(desk: &Desk<W>, kind: ClaimKind, from: From) -> Result<OrderId> {
    let (each, _) = PIECES[1];
    let order = desk.world.order(1, each)?;
    bring_on(desk, &[(order.clone(), Way { kind, from, moves: Vec::new() }, each)]).await?;
    desk.collect().await?;
    Ok(order)
}

/// The claims on goods that cost something: for a free gift nothing can be asked of a buyer whose return is held.
async fn worth_something<W: World>(desk: &Desk<W>, seats: Vec<Seat>) -> Result<Vec<Seat>> {
    let mut worth = Vec::new();
    for seat in seats {
        let shown = desk.claim(&seat.claim).await.ok();
        if shown.and_then(|claim| claim.row.amount).is_none_or(|amount| amount != Won::new(0)) {
            worth.push(seat);
        }
    }
    Ok(worth)
}

/// Every order comes as far as its claim begins, by what the desk does.
async fn bring_on<W: World>(desk: &Desk<W>, laid: &[(OrderId, Way, u32)]) -> Result<()> {
    desk.collect().await?;
    let is_further = |from: From, row: &&InboxRow| {
        laid.iter().any(|(order, way, _)| *order == row.order && way.from >= from)
    };
    let mut rows = desk.rows(store::InboxQuery::default()).await?;
    rows.retain(|row| row.stage == Stage::Paid && is_further(From::Prepared, &row));
    if !rows.is_empty() {
        desk.whole(desk.engine.confirm_lines(desk.named(&rows)).await?).await?;
    }
    let mut rows = desk.rows(store::InboxQuery::default()).await?;
    rows.retain(|row| row.stage == Stage::Preparing && is_further(From::Shipped, &row));
    if !rows.is_empty() {
        let parcels = rows.iter().map(|row| desk.shipped(row)).collect();
        desk.whole(desk.engine.ship(parcels).await?).await?;
    }
    for (order, ..) in laid.iter().filter(|(_, way, _)| way.from == From::Arrived) {
        desk.world.deliver(order)?;
    }
    Ok(())
}

/// A claim that takes a verb, by whatever usually comes before it; known to the desk. Some claims never take it (Coupang
/// refunds a cheap return with its receipt), so that several are tried.
pub(crate) async fn ready<W: World>(
    desk: &Desk<W>,
    kind: ClaimKind,
    from: From,
    verb: ClaimVerb,
) -> Result<Seat> {
    const TRIES: usize = 10;
    for _ in 0..TRIES {
        for mut seat in lay(desk, vec![Way { kind, from, moves: Vec::new() }; PIECES.len()]).await? {
            if seat.comes_to(&desk.world, verb).await? {
                desk.collect().await?;
                return Ok(seat);
            }
        }
    }
    bail!("no {kind:?} ever takes {verb:?}")
}

/// How often a verb took effect on a claim.
pub(super) fn applied(world: &dyn World, kind: ClaimKind, verb: ClaimVerb, id: &ClaimId) -> u32 {
    ActionKind::of_claim(kind, verb).map_or(0, |action| world.applied(action, id.as_str()))
}
