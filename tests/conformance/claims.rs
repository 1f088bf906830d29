//! Cancels, returns and exchanges.

use anyhow::{Context, Result, ensure};
use domain::action::ClaimAct;
use domain::{
    ActionKind, ClaimId, ClaimKind, ClaimStep, ClaimVerb, ConfirmedBy, Fact, LineResult, OrderId, Outcome,
    Write,
};
use market::{Ask, FeedInput, FeedRequest};
use tests::world::World;

use crate::{
    carry_out, case, claim, claim_write, confirmed, everything, lines, parcel, refused, reship_bundle,
};

pub(crate) async fn a_cancel_is_approved(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ApproveCancel], || async {
        let (order, id) = asked(world, ClaimKind::Cancel, 2).await?;
        carry_out(world, &claim_write(world, &order, ClaimKind::Cancel, &id, ClaimAct::Approve).await?)
            .await?;
        let settled = claim(world, &order, ClaimKind::Cancel, &id).await?;
        ensure!(settled.step == ClaimStep::Completed && settled.verbs.is_empty(), "{settled:?}");
        ensure!(world.applied(ActionKind::ApproveCancel, id.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_part_of_a_line_is_cancelled(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ApproveCancel], || async {
        let (order, id) = asked(world, ClaimKind::Cancel, 1).await?;
        let asked = claim(world, &order, ClaimKind::Cancel, &id).await?;
        ensure!((asked.quantity(), asked.lines.len()) == (1, 1), "{:?}", asked.lines);
        ensure!(asked.lines[0].purchased == 2, "bought {}", asked.lines[0].purchased);
        carry_out(world, &claim_write(world, &order, ClaimKind::Cancel, &id, ClaimAct::Approve).await?)
            .await?;
        ensure!(lines(world, &order).await?.iter().map(|line| line.quantity.to_ship()).sum::<u32>() == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_cancel_request_is_found_among_many_orders(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm], || async {
        let mut orders = Vec::new();
        for _ in 0..6 {
            orders.push(confirmed(world, 1, 2).await?);
        }
        let id = world.ask(ClaimKind::Cancel, &orders[3], 1)?;
        let (stranger, _) = asked(world, ClaimKind::Cancel, 1).await?;
        let claims = world.market().read_claims(&orders).await?;
        let open: Vec<_> = claims.iter().map(|claim| (&claim.order, &claim.claim, claim.step)).collect();
        ensure!(open == [(&orders[3], &id, ClaimStep::Requested)], "{stranger} is not asked for: {open:?}");
        Ok(())
    })
    .await
}

pub(crate) async fn a_cancel_is_refused_because_it_left(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::RefuseCancel], || async {
        let (order, id) = asked(world, ClaimKind::Cancel, 2).await?;
        let (courier, invoice) = world.parcel();
        let act = ClaimAct::RefuseShipped { courier, invoice };
        carry_out(world, &claim_write(world, &order, ClaimKind::Cancel, &id, act).await?).await?;
        let refused = claim(world, &order, ClaimKind::Return, &id).await?;
        ensure!(
            (refused.kind, refused.step) != (ClaimKind::Cancel, ClaimStep::Requested),
            "still open: {refused:?}"
        );
        Ok(())
    })
    .await
}

pub(crate) async fn a_cancel_before_confirming_is_seen(world: &dyn World) -> Result<()> {
    let order = world.order(1, 1)?;
    let id = world.ask(ClaimKind::Cancel, &order, 1)?;
    let facts = everything(world).await?;
    let found = facts.into_iter().find_map(|fact| match fact {
        Fact::Claim(claim) if claim.claim == id => Some(claim),
        _ => None,
    });
    let found = found.context("the cancel is on no list")?;
    ensure!(found.kind == ClaimKind::Cancel && found.is_settled(), "{found:?}");
    Ok(())
}

pub(crate) async fn a_return_is_received_and_refunded(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::RefundReturn], || async {
        let (order, id) = asked(world, ClaimKind::Return, 1).await?;
        received(world, &order, ClaimKind::Return, &id).await?;
        let here = claim(world, &order, ClaimKind::Return, &id).await?;
        // A fast refund is settled by the receipt of the goods alone.
        let waits = here.step == ClaimStep::Collected;
        if waits {
            carry_out(world, &claim_write(world, &order, ClaimKind::Return, &id, ClaimAct::Refund).await?)
                .await?;
        }
        let refunded = claim(world, &order, ClaimKind::Return, &id).await?;
        let by_us = matches!(refunded.confirmed_by, ConfirmedBy::Seller | ConfirmedBy::Unstated);
        ensure!(refunded.step == ClaimStep::Completed && by_us, "{refunded:?}");
        ensure!(world.applied(ActionKind::RefundReturn, id.as_str()) == u32::from(waits));
        Ok(())
    })
    .await
}

pub(crate) async fn a_return_gets_a_pickup_number(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::RegisterReturnPickup], || async {
        let (order, id) = asked(world, ClaimKind::Return, 1).await?;
        let (courier, invoice) = world.parcel();
        let act = ClaimAct::RegisterPickup { courier, invoice: invoice.clone() };
        carry_out(world, &claim_write(world, &order, ClaimKind::Return, &id, act).await?).await?;
        let read = claim(world, &order, ClaimKind::Return, &id).await?;
        ensure!(
            read.pickups.iter().any(|pickup| pickup.invoice.as_ref() == Some(&invoice)),
            "{:?}",
            read.pickups
        );
        ensure!(read.step == ClaimStep::Collecting, "{:?}", read.step);
        Ok(())
    })
    .await
}

pub(crate) async fn an_exchange_is_received_and_sent_out_again(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ConfirmExchangeCollected, ActionKind::ReshipExchange], || async {
        let (order, id) = asked(world, ClaimKind::Exchange, 1).await?;
        received(world, &order, ClaimKind::Exchange, &id).await?;
        let act = reship(world, &order, &id).await?;
        carry_out(world, &claim_write(world, &order, ClaimKind::Exchange, &id, act).await?).await?;
        let sent = claim(world, &order, ClaimKind::Exchange, &id).await?;
        ensure!(matches!(sent.step, ClaimStep::Reshipped | ClaimStep::Completed), "{:?}", sent.step);
        Ok(())
    })
    .await
}

pub(crate) async fn an_exchange_is_refused(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::RefuseExchange], || async {
        let (order, id) = asked(world, ClaimKind::Exchange, 1).await?;
        if !claim(world, &order, ClaimKind::Exchange, &id).await?.verbs.contains(&ClaimVerb::Refuse) {
            received(world, &order, ClaimKind::Exchange, &id).await?;
        }
        let act = refusal(world, ActionKind::RefuseExchange)?;
        carry_out(world, &claim_write(world, &order, ClaimKind::Exchange, &id, act).await?).await?;
        given_up(world, &order, ClaimKind::Exchange, &id).await
    })
    .await
}

pub(crate) async fn a_withdrawn_claim_is_told(world: &dyn World) -> Result<()> {
    let (order, id) = asked(world, ClaimKind::Return, 1).await?;
    world.withdraw(ClaimKind::Return, &id)?;
    let read = world.market().read_claim(&order, ClaimKind::Return, &id).await?;
    ensure!(tells_withdrawal(read.as_ref(), &id), "reading it gives {read:?}");
    let mut told = everything(world).await?.iter().any(|fact| tells_withdrawal(Some(fact), &id));
    let open = lines(world, &order).await?.into_iter().map(|line| line.line).collect::<Vec<_>>();
    for feed in world.market().feeds() {
        let request = match feed.input {
            FeedInput::OpenClaims { .. } => FeedRequest::Claims(vec![id.clone()]),
            FeedInput::OpenLines { .. } => FeedRequest::Lines(open.clone()),
            FeedInput::Time { .. } => continue,
        };
        let answer = world.market().collect(feed.id, request).await?;
        told &= answer.facts.iter().any(|fact| tells_withdrawal(Some(fact), &id));
    }
    ensure!(told, "a feed keeps silent about the withdrawal");
    Ok(())
}

pub(crate) async fn a_claim_settled_by_support_is_told(world: &dyn World) -> Result<()> {
    let (order, id) = asked(world, ClaimKind::Cancel, 1).await?;
    world.overrule(&id)?;
    let claims = world.market().read_claims(std::slice::from_ref(&order)).await?;
    let settled = claims.iter().find(|claim| claim.step == ClaimStep::Overruled);
    let settled = settled.with_context(|| format!("nothing tells of it: {claims:?}"))?;
    ensure!(matches!(settled.confirmed_by, ConfirmedBy::Support | ConfirmedBy::SupportAtLoss));
    Ok(())
}

pub(crate) async fn a_settled_claim_takes_no_verb(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ApproveCancel], || async {
        let (order, id) = asked(world, ClaimKind::Cancel, 1).await?;
        let write = claim_write(world, &order, ClaimKind::Cancel, &id, ClaimAct::Approve).await?;
        carry_out(world, &write).await?;
        // Some call the repetition a success or say nothing of it; what counts is that nothing is refunded twice.
        let again = world.market().act(&write).await;
        let harmless = |one: &Outcome| matches!(one.result, LineResult::Ok | LineResult::Unknown);
        if !again.as_ref().is_ok_and(|outcomes| outcomes.iter().all(harmless)) {
            refused(world, &write).await?;
        }
        ensure!(claim(world, &order, ClaimKind::Cancel, &id).await?.verbs.is_empty());
        ensure!(lines(world, &order).await?.iter().map(|line| line.quantity.to_ship()).sum::<u32>() == 1);
        ensure!(world.applied(ActionKind::ApproveCancel, id.as_str()) == 1);
        Ok(())
    })
    .await
}

/// The goods of a claim are here, and the marketplace knows it: from the courier, or from the seller.
pub(crate) async fn received(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
) -> Result<()> {
    world.bring_back(kind, id)?;
    let market = world.market();
    let allowed = ActionKind::of_claim(kind, ClaimVerb::ConfirmCollected)
        .is_some_and(|action| market.capabilities().allows(action));
    if allowed && claim(world, order, kind, id).await?.step < ClaimStep::Collected {
        let write = claim_write(world, order, kind, id, ClaimAct::ConfirmCollected).await?;
        carry_out(world, &write).await?;
    }
    Ok(())
}

/// The re-shipment in the form that the marketplace wants: in a new bundle, or under the claim itself.
async fn reship(world: &dyn World, order: &OrderId, id: &ClaimId) -> Result<ClaimAct> {
    let (courier, invoice) = world.parcel();
    if !world.market().capabilities().reship_opens_bundle {
        return Ok(ClaimAct::ReshipInPlace { courier, invoice });
    }
    let bundle = reship_bundle(world, order, id).await?;
    let old = lines(world, order).await?;
    ensure!(old.iter().all(|line| line.bundle != bundle), "the exchange goes out in the old bundle");
    Ok(ClaimAct::Reship { bundle, courier, invoice })
}

/// A refusal in the form that the marketplace asks for: with a code of its own, or in words.
pub(crate) fn refusal(world: &dyn World, kind: ActionKind) -> Result<ClaimAct> {
    let asks = world.market().capabilities().asks(kind);
    let form = asks.iter().find_map(|ask| match ask {
        Ask::Reason(codes) => codes.first().map(|(code, _)| ClaimAct::RefuseFor { reason: (*code).into() }),
        Ask::Text { .. } => {
            Some(ClaimAct::RefuseBecause { reason: String::new(), text: "사용한 흔적이 있습니다.".into() })
        }
        _ => None,
    });
    form.with_context(|| format!("{kind:?} asks for nothing that a refusal could carry: {asks:?}"))
}

/// The claim was given up; only some marketplaces tell a refusal from a withdrawal.
pub(crate) async fn given_up(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
) -> Result<()> {
    let ended = claim(world, order, kind, id).await?;
    let expected = if world.market().capabilities().tells_who_ended {
        ClaimStep::Rejected
    } else {
        ClaimStep::Withdrawn
    };
    ensure!(ended.step == expected && ended.verbs.is_empty(), "{ended:?}");
    Ok(())
}

/// A claim on an order that has come as far as such a claim needs.
pub(crate) async fn asked(world: &dyn World, kind: ClaimKind, quantity: u32) -> Result<(OrderId, ClaimId)> {
    let order = confirmed(world, 1, 2).await?;
    if kind != ClaimKind::Cancel {
        let sent = parcel(world, &lines(world, &order).await?)?;
        carry_out(world, &Write::Ship { parcels: vec![sent] }).await?;
        world.deliver(&order)?;
    }
    let id = world.ask(kind, &order, quantity)?;
    Ok((order, id))
}

/// Whether the fact says that the claim was withdrawn.
fn tells_withdrawal(fact: Option<&Fact>, id: &ClaimId) -> bool {
    match fact {
        Some(Fact::Withdrawn { claim, .. }) => claim == id,
        Some(Fact::Claim(claim)) => claim.claim == *id && claim.step == ClaimStep::Withdrawn,
        _ => false,
    }
}
