//! Cancels, returns and exchanges.

use anyhow::{Context, Result, ensure};
use domain::action::ClaimAct;
use domain::{
    ActionKind, ClaimId, ClaimKind, ClaimStep, ClaimVerb, ConfirmedBy, Fact, LineResult, OrderId, Outcome,
};
use market::{Ask, FeedInput, FeedRequest, Reading, Support};
use tests::world::World;

use crate::{
    carry_out, case, claim, claim_write, confirmed, everything, lines, refused, reship_bundle, ship_whole,
    step, told,
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
    told(world, Reading::PartialClaims, || async {
        let (order, id) = asked(world, ClaimKind::Cancel, 1).await?;
        let asked = claim(world, &order, ClaimKind::Cancel, &id).await?;
        ensure!((asked.quantity(), asked.lines.len()) == (1, 1), "{:?}", asked.lines);
        ensure!([0, 2].contains(&asked.lines[0].purchased), "bought {}", asked.lines[0].purchased);
        carry_out(world, &claim_write(world, &order, ClaimKind::Cancel, &id, ClaimAct::Approve).await?)
            .await?;
        ensure!(lines(world, &order).await?.iter().map(|line| line.quantity.to_ship()).sum::<u32>() == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_cancel_request_is_found_among_many_orders(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::Confirm, ActionKind::ApproveCancel], || async {
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
        let refused = world.market().read_claim(&order, ClaimKind::Return, &id).await?;
        let waits = |fact: &Fact| matches!(fact, Fact::Claim(claim) if (claim.kind, claim.step) == (ClaimKind::Cancel, ClaimStep::Requested));
        ensure!(!refused.as_ref().is_some_and(waits), "still open: {refused:?}");
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
        let waits = here.verbs.contains(&ClaimVerb::Refund);
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
        ensure!(matches!(read.step, ClaimStep::Requested | ClaimStep::Collecting), "{:?}", read.step);
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

pub(crate) async fn an_exchange_is_approved_by_its_reshipment(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ReshipExchange], || async {
        if world.market().capabilities().allows(ActionKind::ConfirmExchangeCollected) {
            println!("not asked of {}: goods are received first", world.market().marketplace().code());
            return Ok(());
        }
        let (order, id) = asked(world, ClaimKind::Exchange, 1).await?;
        let (courier, invoice) = world.parcel();
        let act = ClaimAct::ReshipInPlace { courier, invoice };
        carry_out(world, &claim_write(world, &order, ClaimKind::Exchange, &id, act).await?).await?;
        let sent = claim(world, &order, ClaimKind::Exchange, &id).await?;
        ensure!(matches!(sent.step, ClaimStep::Reshipped | ClaimStep::Completed), "{:?}", sent.step);
        ensure!(world.applied(ActionKind::ReshipExchange, id.as_str()) == 1);
        Ok(())
    })
    .await
}

pub(crate) async fn a_reshipped_exchange_arrives(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ReshipExchange, ActionKind::CompleteExchange], || async {
        let (order, id) = asked(world, ClaimKind::Exchange, 1).await?;
        received(world, &order, ClaimKind::Exchange, &id).await?;
        let act = reship(world, &order, &id).await?;
        carry_out(world, &claim_write(world, &order, ClaimKind::Exchange, &id, act).await?).await?;
        let arrived = claim_write(world, &order, ClaimKind::Exchange, &id, ClaimAct::Complete).await?;
        carry_out(world, &arrived).await?;
        let done = claim(world, &order, ClaimKind::Exchange, &id).await?;
        ensure!(done.step == ClaimStep::Completed && done.verbs.is_empty(), "{done:?}");
        Ok(())
    })
    .await
}

pub(crate) async fn a_return_goes_on_as_an_exchange(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ReturnToExchange], || converted(world, ClaimKind::Return, ClaimKind::Exchange))
        .await
}

pub(crate) async fn an_exchange_goes_on_as_a_return(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ExchangeToReturn], || converted(world, ClaimKind::Exchange, ClaimKind::Return))
        .await
}

/// A claim is converted: a claim of the other kind stands on the order, and the first one waits no more.
async fn converted(world: &dyn World, from: ClaimKind, to: ClaimKind) -> Result<()> {
    let (order, id) = asked(world, from, 1).await?;
    let kind = ActionKind::of_claim(from, ClaimVerb::Convert).context("no such verb")?;
    carry_out(world, &claim_write(world, &order, from, &id, conversion(world, kind)).await?).await?;
    let claims = world.market().read_claims(std::slice::from_ref(&order)).await?;
    ensure!(claims.iter().any(|claim| claim.kind == to), "no claim of the other kind: {claims:#?}");
    ensure!(claims.iter().all(|claim| claim.claim != id || claim.is_settled()), "{claims:#?}");
    ensure!(world.applied(kind, id.as_str()) == 1);
    Ok(())
}

/// A conversion, with a number where the goods travel by it.
pub(crate) fn conversion(world: &dyn World, kind: ActionKind) -> ClaimAct {
    let asks = world.market().capabilities().asks(kind);
    ClaimAct::Convert { invoice: asks.contains(&Ask::Invoice).then(|| world.parcel()) }
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
    let mut all_tell = everything(world).await?.iter().any(|fact| tells_withdrawal(Some(fact), &id));
    let open = lines(world, &order).await?.into_iter().map(|line| line.line).collect::<Vec<_>>();
    for feed in world.market().feeds() {
        let request = match feed.input {
            FeedInput::OpenClaims { .. } => FeedRequest::Claims(vec![id.clone()]),
            FeedInput::OpenLines { .. } => FeedRequest::Lines(open.clone()),
            FeedInput::Time { .. } => continue,
        };
        let answer = world.market().collect(feed.id, request).await?;
        let tells = answer.facts.iter().any(|fact| tells_withdrawal(Some(fact), &id));
        // Lines that are read again by number come without their claims where they come as news.
        let only_news = !answer.facts.iter().any(|fact| matches!(fact, Fact::Line(_)));
        all_tell &= tells || (only_news && matches!(feed.input, FeedInput::OpenLines { .. }));
    }
    ensure!(all_tell, "a feed keeps silent about the withdrawal");
    Ok(())
}

pub(crate) async fn a_claim_settled_by_support_is_told(world: &dyn World) -> Result<()> {
    told(world, Reading::OverruledClaims, || async {
        let (order, id) = asked(world, ClaimKind::Cancel, 1).await?;
        world.overrule(&id)?;
        let claims = world.market().read_claims(std::slice::from_ref(&order)).await?;
        let settled = claims.iter().find(|claim| claim.step == ClaimStep::Overruled);
        let settled = settled.with_context(|| format!("nothing tells of it: {claims:?}"))?;
        ensure!(matches!(settled.confirmed_by, ConfirmedBy::Support | ConfirmedBy::SupportAtLoss));
        Ok(())
    })
    .await
}

pub(crate) async fn a_settled_claim_takes_no_verb(world: &dyn World) -> Result<()> {
    case(world, &[ActionKind::ApproveCancel], || async {
        let (order, id) = asked(world, ClaimKind::Cancel, 1).await?;
        let write = claim_write(world, &order, ClaimKind::Cancel, &id, ClaimAct::Approve).await?;
        carry_out(world, &write).await?;
        // Some call the repetition a success or say nothing of it; what counts is that nothing is refunded twice.
        let again = world.market().act(&write).await;
        let harmless = |one: &Outcome| matches!(one.result, LineResult::Ok | LineResult::Unknown);
        let unknown = again.as_ref().is_err_and(|error| error.may_have_applied());
        if !unknown && !again.as_ref().is_ok_and(|outcomes| outcomes.iter().all(harmless)) {
            refused(world, &write).await?;
        }
        ensure!(claim(world, &order, ClaimKind::Cancel, &id).await?.verbs.is_empty());
        // A claim that counts no pieces is about the whole line.
        let market = world.market();
        let counts = market.capabilities().readings.get(&Reading::PartialClaims);
        let kept = u32::from(matches!(counts, Some(Support::Native | Support::Composed(_))));
        let left: u32 = lines(world, &order).await?.iter().map(|line| line.quantity.to_ship()).sum();
        ensure!(left == kept, "{left} pieces are left");
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
    taken_in(world, order, kind, id).await?;
    world.bring_back(kind, id)?;
    let market = world.market();
    let allowed = ActionKind::of_claim(kind, ClaimVerb::ConfirmCollected)
        .is_some_and(|action| market.capabilities().allows(action));
    if allowed && claim(world, order, kind, id).await?.step < ClaimStep::Collected {
        picked_up(world, order, kind, id).await?;
        let write = claim_write(world, order, kind, id, ClaimAct::ConfirmCollected).await?;
        carry_out(world, &write).await?;
    }
    Ok(())
}

/// The claim is taken in and the buyer told how the goods come back, where that is what a claim begins with.
pub(crate) async fn taken_in(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
) -> Result<()> {
    if claim(world, order, kind, id).await?.verbs.contains(&ClaimVerb::Notify) {
        let act = ClaimAct::Notify { text: "택배 기사가 찾아갑니다.".into() };
        carry_out(world, &claim_write(world, order, kind, id, act).await?).await?;
    }
    Ok(())
}

/// Goods that are re-shipped under their claim are back only when it is known how they came.
pub(crate) async fn picked_up(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
) -> Result<()> {
    let market = world.market();
    let wanted = kind == ClaimKind::Exchange
        && !market.capabilities().reship_opens_bundle
        && market.capabilities().allows(ActionKind::RegisterExchangePickup);
    if wanted {
        let (courier, invoice) = world.parcel();
        let act = ClaimAct::RegisterPickup { courier, invoice };
        carry_out(world, &claim_write(world, order, kind, id, act).await?).await?;
    }
    Ok(())
}

/// The re-shipment in the form that the marketplace wants: in a new bundle, or under the claim itself.
pub(crate) async fn reship(world: &dyn World, order: &OrderId, id: &ClaimId) -> Result<ClaimAct> {
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
    let code = asks.iter().find_map(|ask| match ask {
        Ask::Reason(codes) => codes.first().map(|(code, _)| (*code).to_owned()),
        _ => None,
    });
    let in_words = asks.iter().any(|ask| matches!(ask, Ask::Text(_)));
    let form = match (code, in_words) {
        (reason, true) => Some(ClaimAct::RefuseBecause {
            reason: reason.unwrap_or_default(),
            text: "사용한 흔적이 있습니다.".into(),
        }),
        (Some(reason), false) => Some(ClaimAct::RefuseFor { reason }),
        (None, false) => None,
    };
    form.with_context(|| format!("{kind:?} asks for nothing that a refusal could carry: {asks:?}"))
}

/// The claim was given up; only some marketplaces tell a refusal from a withdrawal.
pub(crate) async fn given_up(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
) -> Result<()> {
    let ended = step(world, order, kind, id).await?;
    let expected = if world.market().capabilities().tells_who_ended {
        ClaimStep::Rejected
    } else {
        ClaimStep::Withdrawn
    };
    ensure!(ended == expected, "{ended:?}");
    Ok(())
}

/// A claim on an order that has come as far as such a claim needs.
pub(crate) async fn asked(world: &dyn World, kind: ClaimKind, quantity: u32) -> Result<(OrderId, ClaimId)> {
    let waits = world.market().capabilities().allows(ActionKind::ApproveCancel);
    if kind == ClaimKind::Cancel && !waits {
        // Where no cancel waits for an answer, the buyer cancels only what nobody prepares yet.
        let order = world.order(1, 2)?;
        let id = world.ask(kind, &order, quantity)?;
        return Ok((order, id));
    }
    let order = confirmed(world, 1, 2).await?;
    if kind != ClaimKind::Cancel {
        ship_whole(world, &order).await?;
        world.deliver(&order)?;
    }
    let id = world.ask(kind, &order, quantity)?;
    Ok((order, id))
}

/// Whether the fact says that the claim was withdrawn.
fn tells_withdrawal(fact: Option<&Fact>, id: &ClaimId) -> bool {
    match fact {
        Some(Fact::Withdrawn { claim, .. } | Fact::Gone { claim }) => claim == id,
        Some(Fact::Claim(claim)) => claim.claim == *id && claim.step == ClaimStep::Withdrawn,
        _ => false,
    }
}
