//! The buyers, couriers and the marketplace's own hand at 11번가.

mod stir;
mod truth;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use domain::{AccountId, ActionKind, ClaimId, ClaimKind, CourierCode, InvoiceNumber, OrderId};
use market::{AccountConfig, Clock, Credentials, Marketplace, open};
use sandbox::elevenst::{
    Address, Call, ClaimTruth, Done, Fault, LineTruth, Operation, OrderTruth, OrderWish, Settings, Shop, Verb,
};

use super::{Arrival, Deed, Hit, Strike, Truth, World, Wrong};
use crate::clock::Brisk;
use crate::ground::Ground;

/// A shop of 11번가 for one test.
pub struct Elevenst {
    ground: Ground,
    market: Arc<dyn Marketplace>,
    numbers: AtomicU64,
}

impl Elevenst {
    /// Opens a small shop and connects to it.
    ///
    /// # Errors
    /// When the sandbox cannot listen or the connector refuses the credentials' shape.
    pub async fn open() -> Result<Elevenst> {
        Self::with_orders(20).await
    }

    /// Opens a shop with so many orders of every kind. The key is granted one call a second, for which nobody
    /// waits here: the rests pass at once, so the gateway, which counts real seconds, does not count.
    ///
    /// # Errors
    /// As [`Elevenst::open`].
    pub async fn with_orders(orders: usize) -> Result<Elevenst> {
        let world = Self::on(&Ground::brisk(11, orders).await?)?;
        let shop = world.shop();
        shop.configure(Settings { calls_per_second: 0, ..shop.settings() });
        Ok(world)
    }

    /// Connects to a shop that lives by the computer's clock, to make it ready: nobody waits for the one call a second
    /// that the key is granted, which does not count until [`Elevenst::count_calls`].
    ///
    /// # Errors
    /// As [`Elevenst::on`].
    pub fn hasty(ground: &Ground) -> Result<Elevenst> {
        let shop = ground.sandbox().elevenst();
        shop.configure(Settings { calls_per_second: 0, ..shop.settings() });
        let market = connect(&shop, &credentials(&shop), Arc::new(Brisk::default()))?;
        Ok(Elevenst { ground: ground.clone(), market, numbers: AtomicU64::new(688_000_000_000) })
    }

    /// From here on the gateway grants the key as many calls as it does anybody.
    pub fn count_calls(&self) {
        let shop = self.shop();
        let calls_per_second = Settings::default().calls_per_second;
        shop.configure(Settings { calls_per_second, ..shop.settings() });
    }

    /// Connects to the shop that stands on a ground.
    ///
    /// # Errors
    /// When the connector refuses the credentials' shape.
    pub fn on(ground: &Ground) -> Result<Elevenst> {
        let shop = ground.sandbox().elevenst();
        let market = connect(&shop, &credentials(&shop), ground.clock())?;
        Ok(Elevenst { ground: ground.clone(), market, numbers: AtomicU64::new(688_000_000_000) })
    }

    /// The sandbox's own handle.
    pub fn shop(&self) -> Shop {
        self.ground.sandbox().elevenst()
    }

    /// Moves the clock on: what is due by then happens.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn pass(&self, by: chrono::TimeDelta) -> Result<()> {
        ensure!(self.ground.skip(by.to_std()?), "nobody moves the computer's clock");
        self.act(Verb::Tick { now: self.ground.now() }).map(drop)
    }

    /// Makes something happen that the sandbox must allow.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn act(&self, verb: Verb) -> Result<Done> {
        self.shop().act(&verb).map_err(|error| anyhow!("{verb:?}: {error}"))
    }

    /// A buyer orders what is wished for and pays.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn place(&self, wish: OrderWish) -> Result<OrderId> {
        let done = self.act(Verb::PlaceOrder { wish })?;
        done.ord_no.map(OrderId::new).context("no order was placed")
    }

    /// An order as the marketplace really holds it.
    ///
    /// # Errors
    /// When there is no such order.
    pub fn truth(&self, order: &OrderId) -> Result<OrderTruth> {
        self.shop().order(order.as_str()).with_context(|| format!("{order} is not in the shop"))
    }

    /// A cancel that the buyer asks for as the seller's fault: it waits for an answer before the confirmation too.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn ask_for_sellers_fault(&self, order: &OrderId) -> Result<ClaimId> {
        self.ask_with(ClaimKind::Cancel, order, 0, None, Some("04"))
    }

    /// A claim on one line of an order, with a reason of the buyer's.
    fn ask_with(
        &self,
        kind: ClaimKind,
        order: &OrderId,
        place: usize,
        quantity: Option<u32>,
        reason: Option<&str>,
    ) -> Result<ClaimId> {
        let truth = self.truth(order)?;
        let asked = truth.lines.get(place).context("an order without such a line")?;
        let (line, reason) = (asked.line_id.clone(), reason.map(str::to_owned));
        let (letter, verb) = match kind {
            ClaimKind::Cancel => ("C", Verb::BuyerCancels { line, quantity, reason }),
            ClaimKind::Return => ("R", Verb::BuyerReturns { line, quantity, reason }),
            ClaimKind::Exchange => ("E", Verb::BuyerExchanges { line, quantity, reason }),
        };
        let number = self.act(verb)?.claim_id.context("no claim was opened")?;
        Ok(ClaimId::new(format!("{}:{}:{letter}{number}", asked.ord_no, asked.ord_prd_seq)))
    }

    /// The claim as the marketplace really holds it.
    ///
    /// # Errors
    /// When there is no such claim.
    pub fn claim(&self, claim: &ClaimId) -> Result<ClaimTruth> {
        let number = number(claim)?;
        self.shop().claim(&number).with_context(|| format!("{claim} is not in the shop"))
    }
}

/// The marketplace's number of a claim: what follows the letter of its kind in the last part of its name.
fn number(claim: &ClaimId) -> Result<String> {
    let last = claim.as_str().rsplit(':').next().unwrap_or_default();
    Ok(last.get(1..).with_context(|| format!("{claim} holds no number"))?.to_owned())
}

/// The credentials of the shop as the account form names them.
fn credentials(shop: &Shop) -> Credentials {
    let fields = [("api_key".to_owned(), shop.credentials().api_key.into())];
    Credentials(fields.into_iter().collect::<BTreeMap<_, _>>())
}

/// A connector to the shop that settles at once.
fn connect(shop: &Shop, credentials: &Credentials, clock: Arc<dyn Clock>) -> Result<Arc<dyn Marketplace>> {
    let config = AccountConfig {
        account: AccountId::from("elevenst-1"),
        base_url: Some(shop.base_url()),
        proxy: None,
        settles_after: Some(Duration::ZERO),
    };
    Ok(open(domain::Marketplace::Elevenst, config, credentials, clock)?)
}

impl World for Elevenst {
    fn market(&self) -> Arc<dyn Marketplace> {
        Arc::clone(&self.market)
    }

    fn wrong(&self, wrong: Wrong) -> Result<Option<Arc<dyn Marketplace>>> {
        let shop = self.shop();
        let mut right = credentials(&shop);
        match wrong {
            Wrong::Secret => drop(right.0.insert("api_key".into(), "0".repeat(32).into())),
            // The key is the seller, nothing is signed with the time, and an ended key answers as a wrong one does.
            Wrong::Seller | Wrong::Clock | Wrong::Expired => return Ok(None),
            Wrong::Address => {
                let elsewhere = Some(vec![std::net::IpAddr::from([203, 0, 113, 24])]);
                shop.configure(Settings { allowed_ips: elsewhere, ..shop.settings() });
            }
        }
        Ok(Some(connect(&shop, &right, self.clock())?))
    }

    fn credentials(&self) -> Credentials {
        credentials(&self.shop())
    }

    fn base_url(&self) -> String {
        self.shop().base_url()
    }

    fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Lists go by the minute, and the current one may still grow.
    fn told_after(&self) -> Duration {
        Duration::from_secs(61)
    }

    fn order(&self, lines: u32, each: u32) -> Result<OrderId> {
        self.place(OrderWish { lines: Some(lines), quantity: Some(each), ..OrderWish::default() })
    }

    fn order_with_add_ons(&self, add_ons: u32) -> Result<Option<OrderId>> {
        let wish = OrderWish { lines: Some(1), quantity: Some(1), add_ons, ..OrderWish::default() };
        self.place(wish).map(Some)
    }

    fn deliver(&self, order: &OrderId) -> Result<()> {
        for line in self.truth(order)?.lines {
            self.act(Verb::ParcelDelivered { line: line.line_id })?;
        }
        Ok(())
    }

    fn ask(&self, kind: ClaimKind, order: &OrderId, quantity: u32) -> Result<ClaimId> {
        self.ask_with(kind, order, 0, Some(quantity), None)
    }

    fn ask_for_all(&self, kind: ClaimKind, order: &OrderId) -> Result<Vec<ClaimId>> {
        let lines = self.truth(order)?.lines.len();
        (0..lines).map(|place| self.ask_with(kind, order, place, None, None)).collect()
    }

    fn bring_back(&self, _kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        self.act(Verb::GoodsCollected { claim: number(claim)? }).map(drop)
    }

    fn report_undelivered(&self, order: &OrderId) -> Result<Option<String>> {
        let line = self.truth(order)?.lines.remove(0).line_id;
        self.act(Verb::BuyerMisses { line })?;
        Ok(self.truth(order)?.lines.remove(0).non_delivery.map(|report| report.number))
    }

    fn settle_purchase(&self, order: &OrderId) -> Result<()> {
        for line in self.truth(order)?.lines {
            self.act(Verb::BuyerDecides { line: line.line_id })?;
        }
        // The settlement shows what became final until yesterday.
        self.pass(chrono::TimeDelta::days(2))
    }

    fn withdraw(&self, _kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        self.act(Verb::BuyerWithdraws { claim: number(claim)? }).map(drop)
    }

    fn stir(&self, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        stir::stir(self, deed, kind, claim)
    }

    fn overrule(&self, claim: &ClaimId) -> Result<()> {
        self.act(Verb::SupportCancels { line: self.claim(claim)?.line_id }).map(drop)
    }

    fn change_address(&self, order: &OrderId, street: &str) -> Result<()> {
        let receiver = self.truth(order)?.lines.remove(0).receiver.context("no receiver yet")?;
        let receiver = Address { base_address: street.into(), ..receiver };
        self.act(Verb::BuyerChangesAddress { ord_no: order.to_string(), receiver, at_confirm: true })
            .map(drop)
    }

    fn hit(&self, hit: Hit) {
        let Hit { at, strike, after, times } = hit;
        let kind = strike.into();
        let fault = |operation| Fault { operation, kind, after, times };
        match at {
            None if strike == Strike::UnknownStatus => {
                // A status stands in the answers that describe lines and in no other.
                for described in [Operation::Standing, Operation::StandingAddress] {
                    self.shop().inject(fault(Some(described)));
                }
            }
            None => self.shop().inject(fault(None)),
            Some(action) => {
                operations(action).iter().for_each(|operation| self.shop().inject(fault(Some(*operation))));
            }
        }
    }

    fn telling(&self) -> (&'static str, &'static str) {
        ("complete", "canceledorders")
    }

    fn calm(&self) {
        self.shop().calm();
    }

    fn truth(&self) -> Truth {
        truth::of(&self.shop())
    }

    fn arrivals(&self) -> Vec<Arrival> {
        let calls = self.shop().calls();
        let arrival = |call: Call| Arrival {
            at: call.at,
            operation: format!("{:?}", call.operation),
            too_many: call.status == Some(429) && call.fault.is_none(),
            struck: call.fault.is_some(),
        };
        calls.into_iter().map(arrival).collect()
    }

    fn forget_arrivals(&self) {
        self.shop().forget_calls();
    }

    fn applied(&self, kind: ActionKind, id: &str) -> u32 {
        let shop = self.shop();
        let is_claim = |claim: &ClaimTruth| id.ends_with(&claim.claim_id) && id.contains(':');
        let is_line = |line: &LineTruth| {
            line.ord_no == id || id.starts_with(&format!("{}:{}", line.ord_no, line.ord_prd_seq))
        };
        let times = |applied: &BTreeMap<Operation, u32>| {
            operations(kind).iter().map(|operation| applied.get(operation).copied().unwrap_or(0)).sum()
        };
        // A line counts what was done to all of its claims.
        if let Some(claim) = shop.claims().into_iter().find(is_claim) {
            return times(&claim.applied);
        }
        shop.lines().into_iter().filter(is_line).map(|line| times(&line.applied)).max().unwrap_or(0)
    }

    fn calls(&self, kind: ActionKind) -> usize {
        let wanted = operations(kind);
        let calls = self.shop().calls();
        calls.iter().filter(|call| call.operation.is_some_and(|one| wanted.contains(&one))).count()
    }

    fn parcel(&self) -> (CourierCode, InvoiceNumber) {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        (CourierCode::from("00034"), InvoiceNumber::new(number.to_string()))
    }
}

/// The calls behind a kind of write, as 11번가's documents name them.
const fn operations(kind: ActionKind) -> &'static [Operation] {
    match kind {
        ActionKind::Confirm => &[Operation::Confirm],
        ActionKind::Ship => &[Operation::Dispatch],
        ActionKind::SplitShip | ActionKind::ShipRest => &[Operation::DispatchPart],
        ActionKind::ShipPieces => &[Operation::DispatchQuantities],
        ActionKind::DelayNotice => &[Operation::Delay],
        ActionKind::CancelSale => &[Operation::RejectOrder],
        ActionKind::AnswerUndelivered => &[Operation::AnswerNonDelivery],
        ActionKind::ApproveCancel => &[Operation::ApproveCancel],
        ActionKind::RefuseCancel => &[Operation::RejectCancel, Operation::RejectCancelFault],
        ActionKind::RequestReturn => &[Operation::RequestReturn],
        ActionKind::RefundReturn => &[Operation::ApproveReturn],
        ActionKind::RefuseReturn => &[Operation::RejectReturn],
        ActionKind::HoldReturn => &[Operation::HoldReturn],
        ActionKind::DeferReturn => &[Operation::HoldReturnCompletion],
        ActionKind::RegisterReturnPickup => &[Operation::ReturnInvoice],
        ActionKind::ReshipExchange => &[Operation::ApproveExchange],
        ActionKind::RefuseExchange => &[Operation::RejectExchange],
        _ => &[],
    }
}
