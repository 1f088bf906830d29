//! Where a write of each kind is legal: the shop is brought there, and the write made ready.

use anyhow::{Context, Result, bail};
use domain::action::ClaimAct;
use domain::{ActionKind, ClaimId, ClaimKind, ClaimVerb, Destination, OrderId, OrderLine, Parcel, Write};
use tests::world::World;

use crate::claims::{asked, conversion, picked_up, received, refusal, reship, taken_in};
use crate::holds::{deferral, held, hold};
use crate::promises::{day, delay, filed, only, wished};
use crate::reports::{answer, reported, shipped};
use crate::shipping::{called_off, first_half, in_two_parcels, the_rest, two_lines};
use crate::{carry_out, claim, claim_write, confirm, confirm_whole, confirmed, lines, parcel};

/// How long Coupang wants a parcel to have been on its way before the seller may complete its delivery.
const LONG_UNDELIVERED: std::time::Duration = std::time::Duration::from_secs(31 * 86_400);

/// Who brings a parcel that no tracking follows, where the marketplace has a name for it.
const UNTRACKED: &str = "퀵서비스";

/// How many claims are asked for at most until one takes a verb.
const CLAIMS: u32 = 30;

/// A write that the marketplace would carry out now.
pub(crate) struct Scene {
    /// The write.
    pub(crate) write: Write,
    /// The basket that it is about.
    pub(crate) order: OrderId,
    /// What the marketplace counts it on: the basket, the line or the claim.
    counted_on: Vec<String>,
}

impl Scene {
    /// A write that is counted on its basket.
    fn of_order(order: OrderId, write: Write) -> Self {
        let counted_on = vec![order.to_string()];
        Self { write, order, counted_on }
    }

    /// How often the write was applied so far.
    pub(crate) fn applied(&self, world: &dyn World, kind: ActionKind) -> u32 {
        self.counted_on.iter().map(|id| world.applied(kind, id)).sum()
    }

    /// The claim that it is about.
    pub(crate) fn claim(&self) -> Result<(ClaimKind, &ClaimId)> {
        match &self.write {
            Write::Claim { claim, state, .. } => Ok((state.kind, claim)),
            other => bail!("{other:?} is about no claim"),
        }
    }
}

/// The shop is brought to where a write of that kind is legal.
pub(crate) async fn scene(world: &dyn World, kind: ActionKind) -> Result<Scene> {
    match of_claims(kind) {
        Some((claim, verb)) => on_a_claim(world, claim, verb).await,
        None => on_an_order(world, kind).await,
    }
}

/// The claim and the verb behind a kind; `None` for a write on an order.
pub(crate) fn of_claims(kind: ActionKind) -> Option<(ClaimKind, ClaimVerb)> {
    let kinds = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];
    let mut pairs =
        kinds.into_iter().flat_map(|claim| ClaimVerb::ALL.into_iter().map(move |verb| (claim, verb)));
    pairs.find(|(claim, verb)| ActionKind::of_claim(*claim, *verb) == Some(kind))
}

/// A write on an order, at the stage where it is legal.
async fn on_an_order(world: &dyn World, kind: ActionKind) -> Result<Scene> {
    match kind {
        ActionKind::Confirm | ActionKind::ChangeReceiver | ActionKind::CancelSale => paid(world, kind).await,
        ActionKind::SplitShip | ActionKind::ShipRest => halved(world, kind).await,
        ActionKind::Ship | ActionKind::ShipPieces | ActionKind::DelayNotice => prepared(world, kind).await,
        ActionKind::ChangeHopeDelivery => hoped_for(world).await,
        ActionKind::CompleteDelivery => long_on_its_way(world).await,
        ActionKind::ChangeInvoice | ActionKind::RequestReturn | ActionKind::AnswerUndelivered => {
            on_its_way(world, kind).await
        }
        other => bail!("{other:?} is no write on an order"),
    }
}

/// Nobody has confirmed it yet.
async fn paid(world: &dyn World, kind: ActionKind) -> Result<Scene> {
    let order = world.order(1, 2)?;
    let read = lines(world, &order).await?;
    let first = read.first().context("no line")?;
    let write = match kind {
        ActionKind::Confirm => confirm(&read),
        ActionKind::CancelSale => called_off(world, first, 2)?,
        _ => elsewhere(first),
    };
    Ok(Scene::of_order(order, write))
}

/// The order goes to another place.
fn elsewhere(line: &OrderLine) -> Write {
    Write::ChangeReceiver {
        order: line.order.clone(),
        bundle: line.bundle.clone(),
        lines: vec![line.line.clone()],
        to: Destination {
            name: "김하늘".into(),
            phone: "010-2345-6789".into(),
            postcode: "48303".into(),
            address: "부산광역시 수영구 광안로 7".into(),
            address_detail: "301호".into(),
        },
    }
}

/// Confirmed and not shipped.
async fn prepared(world: &dyn World, kind: ActionKind) -> Result<Scene> {
    let pieces = if kind == ActionKind::ShipPieces { 3 } else { 1 };
    let order = confirmed(world, 1, pieces).await?;
    let line = only(world, &order).await?;
    let write = match kind {
        ActionKind::Ship => Write::Ship { parcels: vec![parcel(world, std::slice::from_ref(&line))?] },
        ActionKind::ShipPieces => in_two_parcels(world, line),
        _ => delay(world, &line, day(world, 4))?,
    };
    Ok(Scene::of_order(order, write))
}

/// Two lines of which one leaves first.
async fn halved(world: &dyn World, kind: ActionKind) -> Result<Scene> {
    let (order, first, rest) = two_lines(world).await?;
    let half = first_half(world, &first, &rest)?;
    if kind == ActionKind::SplitShip {
        return Ok(Scene::of_order(order, half));
    }
    carry_out(world, &half).await?;
    let rest = the_rest(world, &order, &rest).await?;
    let write = Write::ShipRest { parcel: parcel(world, std::slice::from_ref(&rest))? };
    // Some count by lines; where bundles are counted, the first half is among what the basket counts.
    let counted_on = vec![order.to_string(), rest.line.to_string()];
    Ok(Scene { write, order, counted_on })
}

/// Ordered for a wished day.
async fn hoped_for(world: &dyn World) -> Result<Scene> {
    let order = world.order_for_a_day()?.context("no day can be wished for")?;
    confirm_whole(world, &order).await?;
    let write = wished(only(world, &order).await?, day(world, 7));
    Ok(Scene::of_order(order, write))
}

/// Shipped, or arrived where that is wanted.
async fn on_its_way(world: &dyn World, kind: ActionKind) -> Result<Scene> {
    let (order, line) = shipped(world).await?;
    let write = match kind {
        ActionKind::ChangeInvoice => {
            Write::ChangeInvoice { parcels: vec![parcel(world, std::slice::from_ref(&line))?] }
        }
        ActionKind::AnswerUndelivered => {
            world.report_undelivered(&order)?.context("nobody can report it")?;
            let report = reported(world, &order).await?.context("the report is on no list")?;
            answer(world, &line, &report)?
        }
        _ => {
            world.deliver(&order)?;
            filed(world, &only(world, &order).await?, 1)?
        }
    };
    Ok(Scene::of_order(order, write))
}

/// A parcel that left long ago, and that nobody scans on its way.
async fn long_on_its_way(world: &dyn World) -> Result<Scene> {
    let order = confirmed(world, 1, 1).await?;
    let (courier, invoice) = world.parcel();
    let untracked = world.market().couriers().iter().find(|courier| courier.name == UNTRACKED);
    let courier = untracked.map_or(courier, |untracked| untracked.code());
    let left = Parcel { courier, invoice, ..parcel(world, &lines(world, &order).await?)? };
    carry_out(world, &Write::Ship { parcels: vec![left] }).await?;
    world.skip(LONG_UNDELIVERED);
    let line = only(world, &order).await?;
    let invoice = line.delivery.invoice.context("it left without a number")?;
    let write = Write::CompleteDelivery { bundle: line.bundle, lines: vec![line.line], invoice };
    Ok(Scene::of_order(order, write))
}

/// A verb on a claim that has come as far as the verb needs. Some take a verb only of some claims (a return that is
/// worth little is refunded at once, a pickup that Coupang calls takes no number), so that several are asked for.
async fn on_a_claim(world: &dyn World, kind: ClaimKind, verb: ClaimVerb) -> Result<Scene> {
    for _ in 0..CLAIMS {
        let (order, id) = asked(world, kind, 1).await?;
        if !is_ready(world, &order, kind, &id, verb).await? {
            continue;
        }
        let act = act(world, &order, kind, &id, verb).await?;
        let write = claim_write(world, &order, kind, &id, act).await?;
        return Ok(Scene { write, order, counted_on: vec![id.to_string()] });
    }
    bail!("none of {CLAIMS} claims takes {verb:?}")
}

/// Brings a claim to where it takes a verb; `false` where this one never does.
async fn is_ready(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
    verb: ClaimVerb,
) -> Result<bool> {
    let takes =
        async |verb: ClaimVerb| anyhow::Ok(claim(world, order, kind, id).await?.verbs.contains(&verb));
    match verb {
        ClaimVerb::Release | ClaimVerb::Defer => {
            if !takes(ClaimVerb::Hold).await? {
                received(world, order, kind, id).await?;
            }
            held(world, order, kind, id).await?;
        }
        ClaimVerb::ConfirmCollected => {
            taken_in(world, order, kind, id).await?;
            world.bring_back(kind, id)?;
            picked_up(world, order, kind, id).await?;
        }
        ClaimVerb::Complete => {
            received(world, order, kind, id).await?;
            let act = reship(world, order, id).await?;
            carry_out(world, &claim_write(world, order, kind, id, act).await?).await?;
        }
        ClaimVerb::Refuse | ClaimVerb::Hold | ClaimVerb::Refund | ClaimVerb::Reship => {
            if !takes(verb).await? {
                received(world, order, kind, id).await?;
            }
        }
        ClaimVerb::Approve | ClaimVerb::Notify | ClaimVerb::RegisterPickup | ClaimVerb::Convert => {}
    }
    takes(verb).await
}

/// What the form of a verb would give.
async fn act(
    world: &dyn World,
    order: &OrderId,
    claim: ClaimKind,
    id: &ClaimId,
    verb: ClaimVerb,
) -> Result<ClaimAct> {
    let kind = ActionKind::of_claim(claim, verb).context("no such verb")?;
    let (courier, invoice) = world.parcel();
    Ok(match (claim, verb) {
        (ClaimKind::Cancel, ClaimVerb::Refuse) => ClaimAct::RefuseShipped { courier, invoice },
        (_, ClaimVerb::Refuse) => refusal(world, kind)?,
        (_, ClaimVerb::Approve) => ClaimAct::Approve,
        (_, ClaimVerb::Notify) => ClaimAct::Notify { text: "택배 기사가 찾아갑니다.".into() },
        (_, ClaimVerb::Hold) => hold(world, kind)?,
        (_, ClaimVerb::Release) => ClaimAct::Release,
        (_, ClaimVerb::Defer) => deferral(world)?,
        (_, ClaimVerb::RegisterPickup) => ClaimAct::RegisterPickup { courier, invoice },
        (_, ClaimVerb::ConfirmCollected) => ClaimAct::ConfirmCollected,
        (_, ClaimVerb::Refund) => ClaimAct::Refund,
        (_, ClaimVerb::Reship) => reship(world, order, id).await?,
        (_, ClaimVerb::Complete) => ClaimAct::Complete,
        (_, ClaimVerb::Convert) => conversion(world, kind),
    })
}
