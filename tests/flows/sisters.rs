//! Gmarket and Auction: one login, two accounts, and numbers that meet.

use anyhow::{Context, Result, ensure};
use domain::{AccountId, ActionKind, ClaimKind, LineId, Marketplace, OrderId, Stage};
use engine::view::{ClaimRequest, InboxRow};
use sandbox::esm::Site;
use store::InboxQuery;
use tests::desk::Desk;
use tests::world::esm::Esm;

/// A number that both sites give.
const NUMBER: u64 = 4_100_200_300;

/// The rows of the number on both sites.
async fn both(desk: &Desk<Esm>) -> Result<Vec<InboxRow>> {
    let mut rows = desk.rows(InboxQuery::default()).await?;
    rows.retain(|row| row.line == LineId::new(NUMBER.to_string()));
    rows.sort_by_key(|row| row.marketplace);
    Ok(rows)
}

/// Collects both accounts.
async fn collect(desk: &Desk<Esm>) -> Result<Vec<AccountId>> {
    let mut accounts = desk.engine.accounts().await?;
    accounts.sort_by_key(|account| account.marketplace);
    for account in &accounts {
        let round = desk.engine.collect_account(&account.id).await?;
        ensure!(round.problems.is_empty(), "{:#?}", round.problems);
    }
    Ok(accounts.into_iter().map(|account| account.id).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_login_opens_both_accounts_and_the_same_number_stays_two_orders() -> Result<()> {
    let desk = Desk::open(Esm::sisters().await?).await?;
    let orders: Vec<OrderId> =
        Site::ALL.into_iter().map(|site| desk.world.order_numbered(site, NUMBER)).collect::<Result<_>>()?;
    let accounts = collect(&desk).await?;
    ensure!(accounts.len() == 2, "one login gave {} accounts", accounts.len());
    let rows = both(&desk).await?;
    let markets: Vec<Marketplace> = rows.iter().map(|row| row.marketplace).collect();
    ensure!(markets == [Marketplace::Gmarket, Marketplace::Auction], "{markets:?}");
    ensure!(rows[0].account == accounts[0] && rows[1].account == accounts[1]);
    confirm_one(&desk, &rows[1], &orders[1]).await?;
    a_claim_touches_one(&desk, &accounts).await
}

/// Confirming the one leaves the other paid.
async fn confirm_one(desk: &Desk<Esm>, row: &InboxRow, order: &OrderId) -> Result<()> {
    let batch = desk.engine.confirm_lines(vec![(row.account.clone(), row.line.clone())]).await?;
    desk.whole(batch).await?;
    let stages: Vec<Stage> = both(desk).await?.iter().map(|row| row.stage).collect();
    ensure!(
        stages == [Stage::Paid, Stage::Preparing],
        "{stages:?} {:#?}",
        desk.engine.journal(Vec::new()).await?
    );
    ensure!(desk.world.applied_at(Site::Auction, ActionKind::Confirm, order.as_str()) == 1);
    ensure!(desk.world.applied_at(Site::Gmarket, ActionKind::Confirm, &NUMBER.to_string()) == 0);
    Ok(())
}

/// A cancel of the one leaves the other alone.
async fn a_claim_touches_one(desk: &Desk<Esm>, accounts: &[AccountId]) -> Result<()> {
    let claim = desk.world.ask_numbered(Site::Auction, ClaimKind::Cancel, NUMBER)?;
    collect(desk).await?;
    let queue =
        desk.engine.claim_queue(ClaimRequest { kind: ClaimKind::Cancel, accounts: Vec::new() }).await?.rows;
    let row = queue.iter().find(|row| row.claim == claim).context("the cancel is not in the queue")?;
    ensure!(queue.len() == 1 && row.account == accounts[1], "{queue:#?}");
    let open: Vec<bool> = both(desk).await?.iter().map(|row| row.claim.is_some()).collect();
    ensure!(open == [false, true], "{open:?}");
    Ok(())
}
