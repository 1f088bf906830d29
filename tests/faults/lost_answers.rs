//! 11번가 changes things by GET. Whatever write loses its answer is unknown, is never sent a second time, and is
//! settled by what 11번가 shows afterwards.

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, ActionState, ClaimId, ClaimKind, EventKind, OrderId};
use engine::view::{ActionBatch, ClaimActRequest, InboxRow, SplitLater};
use tests::desk::Desk;
use tests::world::elevenst::Elevenst;
use tests::world::{Strike, World};

/// Declares a test for every kind of write.
macro_rules! lost {
    ($($write:ident),+ $(,)?) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $write() -> anyhow::Result<()> {
            for strike in [Strike::BreakAfter, Strike::HangAfter] {
                writes::$write(&Shop::open().await?, strike).await?;
            }
            Ok(())
        })+
    };
}

lost!(
    confirmation,
    dispatch,
    part_dispatch,
    dispatch_of_the_rest,
    dispatch_of_pieces,
    delay,
    cancelled_sale,
    approved_cancel,
    refused_cancel,
    disputed_cancel,
    refund,
    refused_return,
    held_return,
    deferred_return,
    filed_return,
    pickup,
    reshipment,
    refused_exchange,
    answered_report,
);

/// A desk over a shop of 11번가 that begins empty.
struct Shop {
    desk: Desk<Elevenst>,
}

impl Shop {
    async fn open() -> Result<Self> {
        Ok(Self { desk: Desk::open(Elevenst::with_orders(0).await?).await? })
    }

    /// A paid order of so many lines and pieces, collected.
    async fn paid(&self, lines: u32, each: u32) -> Result<OrderId> {
        let order = self.desk.world.order(lines, each)?;
        self.desk.collect().await?;
        Ok(order)
    }

    /// A confirmed one.
    async fn confirmed(&self, lines: u32, each: u32) -> Result<(OrderId, Vec<InboxRow>)> {
        let order = self.paid(lines, each).await?;
        let rows = self.desk.confirm(&order).await?;
        Ok((order, rows))
    }

    /// One that has left.
    async fn shipped(&self) -> Result<(OrderId, InboxRow)> {
        let (order, rows) = self.confirmed(1, 1).await?;
        let batch = self.desk.engine.ship(vec![self.desk.shipped(&rows[0])]).await?;
        self.desk.whole(batch).await?;
        Ok((order.clone(), self.desk.order(&order).await?.pop().context("no row")?))
    }

    /// A claim that waits.
    async fn asked(&self, kind: ClaimKind) -> Result<(OrderId, ClaimId)> {
        let order = if kind == ClaimKind::Cancel {
            self.confirmed(1, 1).await?.0
        } else {
            let (order, _) = self.shipped().await?;
            self.desk.world.deliver(&order)?;
            order
        };
        let claim = self.desk.world.ask(kind, &order, 1)?;
        self.desk.collect().await?;
        Ok((order, claim))
    }

    /// The half of a split that stays.
    fn later(&self, row: &InboxRow) -> SplitLater {
        let on = (self.desk.world.clock().now() + chrono::TimeDelta::days(3)).date_naive();
        SplitLater { lines: vec![row.line.clone()], courier: self.desk.world.parcel().0, on }
    }

    /// Presses a verb whose answer is lost.
    async fn claim(&self, lost: &Lost<'_>, claim: &ClaimId, act: ClaimActRequest) -> Result<()> {
        let engine = &self.desk.engine;
        lost.of(engine.claim_act(self.desk.account.clone(), vec![claim.clone()], act).await?).await
    }

    /// From here on the answer of the next write of this kind is lost.
    fn strike<'a>(&'a self, kind: ActionKind, strike: Strike, order: &'a OrderId, id: &'a str) -> Lost<'a> {
        let before = self.desk.world.calls(kind);
        self.desk.world.strike(Some(kind), strike, 1);
        Lost { shop: self, kind, before, order, id }
    }
}

/// A write whose answer is lost.
struct Lost<'a> {
    shop: &'a Shop,
    kind: ActionKind,
    before: usize,
    order: &'a OrderId,
    /// The order or the claim that it is about, as the sandbox counts.
    id: &'a str,
}

impl Lost<'_> {
    /// It was unknown once, is done in the end, arrived once and was applied once.
    async fn of(&self, batch: ActionBatch) -> Result<()> {
        let desk = &self.shop.desk;
        let actions = desk.whole(batch).await?;
        ensure!(!actions.is_empty(), "{:?}: nothing was written", self.kind);
        ensure!(actions.iter().all(|action| action.state == ActionState::Done), "{actions:#?}");
        ensure!(desk.world.calls(self.kind) == self.before + 1, "{:?}: it arrived twice", self.kind);
        ensure!(desk.world.applied(self.kind, self.id) == 1, "{:?}: not applied once", self.kind);
        let row = desk.order(self.order).await?.pop().context("no row")?;
        let timeline = desk.engine.order_detail(row.account, row.line).await?.timeline;
        let was_unknown = timeline.iter().any(|entry| {
            matches!(&entry.kind, EventKind::ActionMoved { kind, state: ActionState::Unknown, .. } if *kind == self.kind)
        });
        ensure!(was_unknown, "{:?}: it was never unknown: {timeline:#?}", self.kind);
        Ok(())
    }
}

mod writes {
    use super::*;

    const WORDS: &str = "구매자와 통화로 정한 내용입니다.";

    pub(super) async fn confirmation(shop: &Shop, strike: Strike) -> Result<()> {
        let order = shop.paid(1, 1).await?;
        let rows = shop.desk.order(&order).await?;
        let lost = shop.strike(ActionKind::Confirm, strike, &order, order.as_str());
        lost.of(shop.desk.engine.confirm_lines(shop.desk.named(&rows)).await?).await
    }

    pub(super) async fn dispatch(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, rows) = shop.confirmed(3, 1).await?;
        let sent = shop.desk.shipped(&rows[0]);
        let lost = shop.strike(ActionKind::Ship, strike, &order, order.as_str());
        lost.of(shop.desk.engine.ship(vec![sent]).await?).await
    }

    pub(super) async fn part_dispatch(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, rows) = shop.confirmed(2, 1).await?;
        let lost = shop.strike(ActionKind::SplitShip, strike, &order, order.as_str());
        let now = vec![shop.desk.shipped(&rows[0])];
        lost.of(shop.desk.engine.split_ship(now, shop.later(&rows[1])).await?).await
    }

    pub(super) async fn dispatch_of_the_rest(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, rows) = shop.confirmed(2, 1).await?;
        let now = vec![shop.desk.shipped(&rows[0])];
        let batch = shop.desk.engine.split_ship(now, shop.later(&rows[1])).await?;
        shop.desk.whole(batch).await?;
        let line = rows[1].line.as_str().to_owned();
        let lost = shop.strike(ActionKind::ShipRest, strike, &order, &line);
        lost.of(shop.desk.engine.ship_rest(shop.desk.shipped(&rows[1])).await?).await
    }

    pub(super) async fn dispatch_of_pieces(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, rows) = shop.confirmed(1, 2).await?;
        let ((courier, first), (_, second)) = (shop.desk.world.parcel(), shop.desk.world.parcel());
        let lost = shop.strike(ActionKind::ShipPieces, strike, &order, order.as_str());
        let (account, line) = (rows[0].account.clone(), rows[0].line.clone());
        let parts = vec![(first, 1), (second, 1)];
        lost.of(shop.desk.engine.ship_pieces(account, line, courier, parts).await?).await
    }

    pub(super) async fn delay(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, rows) = shop.confirmed(1, 1).await?;
        let until = (shop.desk.world.clock().now() + chrono::TimeDelta::days(5)).date_naive();
        let lost = shop.strike(ActionKind::DelayNotice, strike, &order, order.as_str());
        let (account, line) = (rows[0].account.clone(), rows[0].line.clone());
        lost.of(shop.desk.engine.delay_notice(account, line, Some(until), "01".into(), WORDS.into()).await?)
            .await
    }

    pub(super) async fn cancelled_sale(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, rows) = shop.confirmed(1, 1).await?;
        let lost = shop.strike(ActionKind::CancelSale, strike, &order, order.as_str());
        let lines = vec![(rows[0].line.clone(), 1)];
        lost.of(shop.desk.engine.cancel_sale(rows[0].account.clone(), lines, "08".into()).await?).await
    }

    pub(super) async fn approved_cancel(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Cancel).await?;
        let lost = shop.strike(ActionKind::ApproveCancel, strike, &order, claim.as_str());
        shop.claim(&lost, &claim, ClaimActRequest::Approve).await
    }

    pub(super) async fn refused_cancel(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Cancel).await?;
        refuse(shop, strike, (&order, &claim), "00").await
    }

    pub(super) async fn disputed_cancel(shop: &Shop, strike: Strike) -> Result<()> {
        let order = shop.paid(1, 1).await?;
        let claim = shop.desk.world.ask_for_sellers_fault(&order)?;
        shop.desk.collect().await?;
        refuse(shop, strike, (&order, &claim), "02").await
    }

    async fn refuse(shop: &Shop, strike: Strike, asked: (&OrderId, &ClaimId), reason: &str) -> Result<()> {
        let (order, claim) = asked;
        let (courier, invoice) = shop.desk.world.parcel();
        let lost = shop.strike(ActionKind::RefuseCancel, strike, order, claim.as_str());
        let text = if reason == "00" { "" } else { WORDS };
        let act =
            ClaimActRequest::RefuseDisputed { courier, invoice, reason: reason.into(), text: text.into() };
        shop.claim(&lost, claim, act).await
    }

    pub(super) async fn refund(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Return).await?;
        let lost = shop.strike(ActionKind::RefundReturn, strike, &order, claim.as_str());
        shop.claim(&lost, &claim, ClaimActRequest::Refund).await
    }

    pub(super) async fn refused_return(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Return).await?;
        let lost = shop.strike(ActionKind::RefuseReturn, strike, &order, claim.as_str());
        let act = ClaimActRequest::RefuseBecause { reason: "103".into(), text: WORDS.into() };
        shop.claim(&lost, &claim, act).await
    }

    fn hold() -> ClaimActRequest {
        ClaimActRequest::Hold { reason: "102".into(), detail: WORDS.into(), fee: None, until: None }
    }

    pub(super) async fn held_return(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Return).await?;
        let lost = shop.strike(ActionKind::HoldReturn, strike, &order, claim.as_str());
        shop.claim(&lost, &claim, hold()).await
    }

    pub(super) async fn deferred_return(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Return).await?;
        let account = shop.desk.account.clone();
        let batch = shop.desk.engine.claim_act(account, vec![claim.clone()], hold()).await?;
        shop.desk.whole(batch).await?;
        let lost = shop.strike(ActionKind::DeferReturn, strike, &order, claim.as_str());
        let act = ClaimActRequest::Defer { reason: "104".into(), detail: WORDS.into() };
        shop.claim(&lost, &claim, act).await
    }

    pub(super) async fn filed_return(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, row) = shop.shipped().await?;
        shop.desk.world.deliver(&order)?;
        shop.desk.collect().await?;
        let lost = shop.strike(ActionKind::RequestReturn, strike, &order, order.as_str());
        let lines = vec![(row.line.clone(), 1)];
        let engine = &shop.desk.engine;
        let filed = engine
            .request_return(row.account, lines, "101".into(), WORDS.into(), "01-03".into(), None)
            .await?;
        lost.of(filed).await
    }

    pub(super) async fn pickup(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Return).await?;
        let (courier, invoice) = shop.desk.world.parcel();
        let lost = shop.strike(ActionKind::RegisterReturnPickup, strike, &order, claim.as_str());
        shop.claim(&lost, &claim, ClaimActRequest::RegisterPickup { courier, invoice }).await
    }

    pub(super) async fn reshipment(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Exchange).await?;
        let (courier, invoice) = shop.desk.world.parcel();
        let lost = shop.strike(ActionKind::ReshipExchange, strike, &order, claim.as_str());
        shop.claim(&lost, &claim, ClaimActRequest::Reship { courier, invoice }).await
    }

    pub(super) async fn refused_exchange(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, claim) = shop.asked(ClaimKind::Exchange).await?;
        let lost = shop.strike(ActionKind::RefuseExchange, strike, &order, claim.as_str());
        let act = ClaimActRequest::RefuseBecause { reason: "203".into(), text: WORDS.into() };
        shop.claim(&lost, &claim, act).await
    }

    pub(super) async fn answered_report(shop: &Shop, strike: Strike) -> Result<()> {
        let (order, row) = shop.shipped().await?;
        shop.desk.world.report_undelivered(&order)?.context("nobody can report it")?;
        shop.desk.collect().await?;
        let lost = shop.strike(ActionKind::AnswerUndelivered, strike, &order, order.as_str());
        let engine = &shop.desk.engine;
        let answered =
            engine.answer_undelivered(row.account, row.line, "101".into(), WORDS.into(), None).await?;
        // Only the list of reports tells what became of one.
        engine.run_due().await?;
        shop.desk.collect().await?;
        lost.of(answered).await
    }
}
