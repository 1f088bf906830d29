//! One suite for every marketplace. A case that needs an operation runs where the capability table offers
//! it, and is reported with the table's own reason where it does not.

mod accounts;
mod claims;
#[macro_use]
mod faults;
mod holds;
#[macro_use]
mod lists;
mod pairs;
mod promises;
mod reading;
mod reports;
mod shipping;
mod together;
mod unknown;

use std::future::Future;

use anyhow::{Context, Result, bail, ensure};
use domain::{
    ActionKind, BundleId, Claim, ClaimId, ClaimKind, ClaimState, ClaimStep, Fact, InvoiceNumber, LineResult,
    OrderId, OrderLine, Outcome, Parcel, ParcelLine, Stage, Write, action::ClaimAct,
};
use market::{Collected, Feed, FeedInput, FeedRequest, Reading, Span, Support, Unit};
use tests::world::{World, until_told};

/// Runs a case, or says why this marketplace is not asked.
pub(crate) async fn case<Run>(
    world: &dyn World,
    needs: &[ActionKind],
    run: impl FnOnce() -> Run,
) -> Result<()>
where
    Run: Future<Output = Result<()>>,
{
    let market = world.market();
    for kind in needs {
        match market.capabilities().actions.get(kind) {
            Some(Support::Native | Support::Composed(_)) => {}
            Some(Support::Local(reason) | Support::Unavailable { reason, .. }) => {
                println!("not asked of {}: {kind:?}: {}", market.marketplace().code(), reason.en);
                return Ok(());
            }
            None => bail!("{kind:?} has no answer in the capability table"),
        }
    }
    run().await
}

/// Runs a case about something that is read, or says why this marketplace is not asked.
pub(crate) async fn told<Run>(world: &dyn World, reading: Reading, run: impl FnOnce() -> Run) -> Result<()>
where
    Run: Future<Output = Result<()>>,
{
    let market = world.market();
    match market.capabilities().readings.get(&reading) {
        Some(Support::Native | Support::Composed(_)) => run().await,
        Some(Support::Local(reason) | Support::Unavailable { reason, .. }) => {
            println!("not asked of {}: {reading:?}: {}", market.marketplace().code(), reason.en);
            Ok(())
        }
        None => bail!("{reading:?} has no answer in the capability table"),
    }
}

/// Everything the feeds of the last week tell, page by page.
pub(crate) async fn everything(world: &dyn World) -> Result<Vec<Fact>> {
    until_told(world).await;
    let mut facts = Vec::new();
    for feed in world.market().feeds() {
        facts.extend(read_feed(world, feed).await?);
    }
    Ok(facts)
}

/// All pages of one feed; a feed that is asked by number is left out.
pub(crate) async fn read_feed(world: &dyn World, feed: &Feed) -> Result<Vec<Fact>> {
    let FeedInput::Time { window, .. } = feed.input else { return Ok(Vec::new()) };
    let to = world.clock().now();
    let week = std::time::Duration::from_secs(6 * 86_400);
    let span = Span { from: to - chrono::TimeDelta::from_std(window.min(week))?, to };
    let (mut facts, mut page) = (Vec::new(), None);
    loop {
        let request = FeedRequest::Time { span, page };
        let Collected { facts: read, next, unread } = world.market().collect(feed.id, request).await?;
        ensure!(unread.is_empty(), "{:?} left unread: {unread:?}", feed.id);
        facts.extend(read);
        match next {
            Some(next) => page = Some(next),
            None => return Ok(facts),
        }
    }
}

/// The order's lines as they are now.
pub(crate) async fn lines(world: &dyn World, order: &OrderId) -> Result<Vec<OrderLine>> {
    Ok(world.market().read_order(order).await?)
}

/// The claim as it is now.
pub(crate) async fn claim(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    claim: &ClaimId,
) -> Result<Claim> {
    match world.market().read_claim(order, kind, claim).await? {
        Some(Fact::Claim(claim)) => Ok(*claim),
        other => bail!("{claim} reads as {other:?}"),
    }
}

/// How far a claim has come; one that its lists no longer show was given up.
pub(crate) async fn step(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
) -> Result<ClaimStep> {
    match world.market().read_claim(order, kind, id).await? {
        Some(Fact::Claim(claim)) => Ok(claim.step),
        Some(Fact::Withdrawn { claim, .. }) if claim == *id => Ok(ClaimStep::Withdrawn),
        // On no list any more: only where nobody says who ended a claim.
        Some(Fact::Gone { claim }) if claim == *id && !world.market().capabilities().tells_who_ended => {
            Ok(ClaimStep::Withdrawn)
        }
        other => bail!("{id} reads as {other:?}"),
    }
}

/// Carries out a write that must succeed for every target.
pub(crate) async fn carry_out(world: &dyn World, write: &Write) -> Result<()> {
    let outcomes = world.market().act(write).await.with_context(|| format!("{write:?}"))?;
    ensure!(outcomes.len() == write.targets().len(), "one result is owed for each target: {outcomes:?}");
    ensure!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "refused: {outcomes:?}");
    Ok(())
}

/// Carries out a write that the marketplace must refuse for every target, in words of its own.
pub(crate) async fn refused(world: &dyn World, write: &Write) -> Result<()> {
    match world.market().act(write).await {
        Ok(outcomes) => ensure!(outcomes.iter().all(has_words), "not refused with words: {outcomes:?}"),
        Err(error) => {
            ensure!(!error.may_have_applied() && !error.message.is_empty(), "not a refusal: {error}")
        }
    }
    Ok(())
}

/// Whether a result is a refusal that can be shown to a person.
fn has_words(outcome: &Outcome) -> bool {
    matches!(&outcome.result, LineResult::Failed { message, .. } if !message.is_empty())
}

/// The confirmation of lines in one request.
pub(crate) fn confirm(lines: &[OrderLine]) -> Write {
    Write::Confirm {
        lines: lines.iter().map(|line| (line.bundle.clone(), line.line.clone())).collect(),
        items: lines.iter().map(|line| line.item.clone()).collect(),
    }
}

/// Confirms whole an order, in as many requests as the marketplace wants; what one request took along is not sent
/// again.
pub(crate) async fn confirm_whole(world: &dyn World, order: &OrderId) -> Result<()> {
    let market = world.market();
    let capabilities = market.capabilities();
    let at_once = match capabilities.confirms {
        Unit::Bundle => usize::MAX,
        Unit::Line => capabilities.limits.confirm_batch,
    };
    let whole = lines(world, order).await?.len();
    for _ in 0..=whole {
        let mut paid = lines(world, order).await?;
        paid.retain(|line| line.stage == Stage::Paid);
        if paid.is_empty() {
            return Ok(());
        }
        paid.truncate(at_once);
        carry_out(world, &confirm(&paid)).await?;
    }
    bail!("{whole} lines are still paid after as many confirmations")
}

/// Ships whole an order under one number, in as many requests as the marketplace wants; gives the number.
pub(crate) async fn ship_whole(world: &dyn World, order: &OrderId) -> Result<InvoiceNumber> {
    let read = lines(world, order).await?;
    let whole = parcel(world, &read)?;
    let market = world.market();
    let capabilities = market.capabilities();
    let at_once = match capabilities.unit {
        Unit::Bundle => read.len(),
        Unit::Line => capabilities.limits.ship_batch,
    };
    for lines in whole.lines.chunks(at_once.max(1)) {
        let part = Parcel { lines: lines.to_vec(), ..whole.clone() };
        carry_out(world, &Write::Ship { parcels: vec![part] }).await?;
    }
    Ok(whole.invoice)
}

/// All lines of one bundle as a parcel.
pub(crate) fn parcel(world: &dyn World, lines: &[OrderLine]) -> Result<Parcel> {
    let first = lines.first().context("an empty parcel")?;
    let (courier, invoice) = world.parcel();
    let inside = lines.iter().map(|line| ParcelLine { line: line.line.clone(), item: line.item.clone() });
    Ok(Parcel {
        order: first.order.clone(),
        bundle: first.bundle.clone(),
        lines: inside.collect(),
        courier,
        invoice,
        split: first.delivery.split,
    })
}

/// A confirmed order of so many lines, so many pieces of each.
pub(crate) async fn confirmed(world: &dyn World, lines_of: u32, each: u32) -> Result<OrderId> {
    let order = world.order(lines_of, each)?;
    confirm_whole(world, &order).await?;
    Ok(order)
}

/// A verb on a claim as it stands now.
pub(crate) async fn claim_write(
    world: &dyn World,
    order: &OrderId,
    kind: ClaimKind,
    id: &ClaimId,
    act: ClaimAct,
) -> Result<Write> {
    let claim = claim(world, order, kind, id).await?;
    let state = ClaimState { kind: claim.kind, step: claim.step };
    Ok(Write::Claim {
        claim: id.clone(),
        order: order.clone(),
        state,
        quantity: claim.quantity(),
        seen: None,
        act,
    })
}

/// The new bundle of an exchange, waited for.
pub(crate) async fn reship_bundle(world: &dyn World, order: &OrderId, id: &ClaimId) -> Result<BundleId> {
    for _ in 0..100 {
        let exchange = claim(world, order, ClaimKind::Exchange, id).await?;
        if let Some(bundle) = exchange.reship.and_then(|reship| reship.bundle) {
            return Ok(bundle);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    bail!("the marketplace never opened the new bundle of {id}")
}

/// Declares the suite for one marketplace: a test for every case.
macro_rules! conforms {
    ($marketplace:ident, $world:expr, $($topic:ident :: {$($case:ident),+ $(,)?}),+ $(,)?) => {
        mod $marketplace {
            struck!(crate::faults::worlds::$marketplace());
            listed!(crate::faults::worlds::$marketplace());

            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() -> anyhow::Result<()> {
                    let world = $world.await?;
                    crate::$topic::$case(&world).await
                }
            )+)+
        }
    };
}

/// The cases, named once for all marketplaces.
macro_rules! suite {
    ($marketplace:ident, $world:expr) => {
        conforms! {
            $marketplace, $world,
            accounts::{
                every_operation_has_an_answer,
                a_right_account_passes_every_step,
                a_wrong_secret_is_named,
                a_wrong_seller_is_named,
                a_wrong_clock_is_named,
                an_unregistered_address_is_named,
                an_expired_key_is_named,
            },
            reading::{
                a_paid_order_is_collected,
                many_pages_give_every_order_once,
                an_order_reads_as_it_was_collected,
                ids_survive_as_text,
                many_bundles_read_as_each_of_them,
                a_repeated_page_changes_nothing,
                an_unknown_status_is_kept_and_shown,
                a_failing_read_is_tried_again,
                a_cut_answer_is_an_error_and_no_more,
                a_storm_of_refusals_closes_the_door,
                the_marketplaces_counts_are_its_books,
                every_courier_is_known_by_its_code,
            },
            shipping::{
                confirming_moves_the_order_on,
                a_changed_address_is_read_after_confirming,
                confirming_twice_is_done_once,
                shipping_gives_every_line_its_number,
                shipping_before_confirming_is_refused_in_words,
                a_wrong_number_is_refused_in_words,
                a_shipped_number_can_be_changed,
                a_bundle_ships_in_two_parts,
                the_number_of_a_split_part_can_be_changed,
                a_sale_is_cancelled_by_the_seller,
                a_partly_cancelled_line_ships_the_rest,
                the_pieces_of_a_line_leave_in_two_parcels,
            },
            claims::{
                a_cancel_is_approved,
                a_cancel_request_is_found_among_many_orders,
                a_part_of_a_line_is_cancelled,
                a_cancel_is_refused_because_it_left,
                a_cancel_before_confirming_is_seen,
                a_return_is_received_and_refunded,
                a_return_gets_a_pickup_number,
                an_exchange_is_received_and_sent_out_again,
                an_exchange_is_approved_by_its_reshipment,
                a_reshipped_exchange_arrives,
                a_return_goes_on_as_an_exchange,
                an_exchange_goes_on_as_a_return,
                an_exchange_is_refused,
                a_withdrawn_claim_is_told,
                a_claim_settled_by_support_is_told,
                a_settled_claim_takes_no_verb,
            },
            holds::{
                a_held_return_is_refunded_only_after_its_release,
                a_held_return_is_refunded_by_what_it_names,
                a_held_return_is_kept_from_completing_by_itself,
                a_held_exchange_is_not_refused_before_its_release,
                a_return_is_refused_in_words,
            },
            promises::{
                a_delay_moves_the_day_and_the_last_notice_wins,
                a_delay_before_confirming_is_refused_in_words,
                a_wished_day_is_moved,
                the_seller_files_a_return,
            },
            pairs::{
                add_ons_are_cancelled_before_their_product,
                a_product_under_a_cancel_ships_before_its_add_ons,
                what_was_bought_along_is_told,
                lines_are_read_with_the_claims_on_them,
            },
            together::{
                claims_are_told_together_as_alone,
            },
            reports::{
                goods_that_have_not_come_are_told_and_answered,
                the_history_of_a_parcel_is_told,
                what_a_sale_brings_in_is_told,
            },
            unknown::{
                a_broken_confirmation_is_unknown_and_applied_once,
                a_broken_dispatch_is_unknown_and_applied_once,
                a_broken_refund_is_unknown_and_applied_once,
                a_gateway_timeout_is_unknown,
                a_cut_answer_to_a_write_is_unknown,
                too_many_calls_never_applied_anything,
                a_connection_broken_before_is_not_success,
            },
        }
    };
}

suite!(coupang, tests::world::coupang::Coupang::open());
suite!(smartstore, tests::world::naver::Naver::smartstore());
suite!(npay, tests::world::naver::Naver::npay());
suite!(elevenst, tests::world::elevenst::Elevenst::open());
suite!(gmarket, tests::world::esm::Esm::gmarket());
suite!(auction, tests::world::esm::Esm::auction());
suite!(grip, tests::world::grip::Grip::open());
