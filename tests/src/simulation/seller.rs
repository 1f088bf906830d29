//! A seller who works through the desk, never faster than a person.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result};
use domain::{ActionState, BundleId, ClaimKind, ClaimVerb, Stage};
use engine::view::{ClaimActRequest, ClaimRowView, InboxRow, ProblemCode, ShipRow};
use rand::{Rng, RngExt};
use store::InboxQuery;

use crate::desk::Desk;
use crate::world::World;

/// How often what was sent is looked after before the day goes on.
const LOOKS: u32 = 40;
/// Between two looks.
const BETWEEN: Duration = Duration::from_secs(30);
/// What a person sees of hard weather, and tries again later.
const WEATHER: [ProblemCode; 3] = [ProblemCode::MarketFailed, ProblemCode::Network, ProblemCode::Blocked];

/// Works on some of what waits: confirms, ships, settles claims.
///
/// # Errors
/// When the desk itself fails; what the marketplace refuses is no error.
pub(super) async fn work<W: World>(desk: &Desk<W>, rng: &mut impl Rng) -> Result<()> {
    let rows = desk.rows(InboxQuery::default()).await?;
    let free = |row: &&InboxRow| row.claim.is_none() && row.action.is_none();
    let paid = rows.iter().filter(free).filter(|row| row.stage == Stage::Paid);
    let paid: Vec<InboxRow> = paid.filter(|_| rng.random_bool(0.7)).cloned().collect();
    if !paid.is_empty() {
        desk.engine.confirm_lines(desk.named(&paid)).await.context("confirming")?;
    }
    settle(desk).await?;
    // A person opens the list of couriers before anything is shipped.
    match desk.engine.couriers(desk.account.clone()).await {
        Err(problem) if WEATHER.contains(&problem.code) => {}
        couriers => drop(couriers.context("reading couriers")?),
    }
    let mut ready = Vec::new();
    for parcel in whole_bundles(rows.iter().filter(free)) {
        if rng.random_bool(0.6) {
            let (courier, invoice) = desk.world.parcel();
            ready.extend(parcel.into_iter().map(|row| ShipRow {
                account: row.account.clone(),
                line: row.line.clone(),
                courier: courier.clone(),
                invoice: invoice.clone(),
            }));
        }
    }
    if !ready.is_empty() {
        desk.engine.ship(ready).await.context("shipping")?;
    }
    for kind in [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange] {
        for claim in desk.queue(kind).await? {
            if rng.random_bool(0.5) {
                answer(desk, &claim).await?;
            }
        }
    }
    settle(desk).await
}

/// The bundles all of whose lines wait to be shipped.
fn whole_bundles<'a>(rows: impl Iterator<Item = &'a InboxRow>) -> Vec<Vec<&'a InboxRow>> {
    let mut bundles: BTreeMap<&BundleId, Vec<&InboxRow>> = BTreeMap::new();
    for row in rows.filter(|row| row.stage == Stage::Preparing && row.to_ship > 0) {
        bundles.entry(&row.bundle).or_default().push(row);
    }
    let whole = |rows: &Vec<&InboxRow>| rows.iter().all(|row| row.bundle_lines as usize == rows.len());
    bundles.into_values().filter(whole).collect()
}

/// Does to a claim what is usually done next, if it is offered.
async fn answer<W: World>(desk: &Desk<W>, claim: &ClaimRowView) -> Result<()> {
    // Goods come back when they come; a marketplace that has them already says no.
    let brought = desk.world.bring_back(claim.kind, &claim.claim);
    let usual = [
        ClaimVerb::Approve,
        ClaimVerb::Notify,
        ClaimVerb::ConfirmCollected,
        ClaimVerb::Refund,
        ClaimVerb::Reship,
    ];
    let offered = |verb: &&ClaimVerb| claim.offers.iter().any(|(one, offer)| one == *verb && offer.enabled);
    let Some(verb) = usual.iter().find(offered) else { return Ok(()) };
    if *verb == ClaimVerb::Refund && brought.is_err() && claim.kind == ClaimKind::Return {
        return Ok(());
    }
    let act = match verb {
        ClaimVerb::Approve => ClaimActRequest::Approve,
        ClaimVerb::Notify => {
            ClaimActRequest::Notify { text: "받으신 상자에 담아 보내 주세요.".into() }
        }
        ClaimVerb::ConfirmCollected => ClaimActRequest::ConfirmCollected,
        ClaimVerb::Refund => ClaimActRequest::Refund,
        _ => {
            let (courier, invoice) = desk.world.parcel();
            ClaimActRequest::Reship { courier, invoice }
        }
    };
    let pressed = desk.engine.claim_act(desk.account.clone(), vec![claim.claim.clone()], act).await;
    match pressed {
        // A re-shipment is looked up first, and in hard weather nobody may answer.
        Err(problem) if WEATHER.contains(&problem.code) => Ok(()),
        pressed => pressed.map(drop).context("answering a claim"),
    }
}

/// Looks after what was sent until nothing is open any more, or the day goes on.
pub(super) async fn settle<W: World>(desk: &Desk<W>) -> Result<()> {
    let open = || vec![ActionState::Queued, ActionState::Sending, ActionState::Unknown];
    for _ in 0..LOOKS {
        desk.engine.run_due().await.context("sending")?;
        if desk.engine.journal(open()).await?.is_empty() {
            return Ok(());
        }
        desk.world.clock().sleep(BETWEEN).await;
    }
    Ok(())
}
