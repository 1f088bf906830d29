//! Grip's buyers and couriers.

mod stir;
mod truth;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, ActionKind, ClaimId, ClaimKind, CourierCode, InvoiceNumber, OrderId};
use market::{AccountConfig, Clock, Credentials, Marketplace, open};
use sandbox::grip::{
    Address, Call, ClaimWish, Done, Fault, Key, LineState, LineTruth, Operation, OrderTruth, OrderWish, Shop,
    Verb,
};

use super::{Arrival, Deed, Hit, Strike, Truth, World, Wrong};
use crate::ground::Ground;

/// A shop of Grip for one test.
pub struct Grip {
    ground: Ground,
    market: Arc<dyn Marketplace>,
    numbers: AtomicU64,
}

impl Grip {
    /// Opens a small shop and connects to it.
    ///
    /// # Errors
    /// When the sandbox cannot listen or the connector refuses the credentials' shape.
    pub async fn open() -> Result<Grip> {
        Self::with_orders(20).await
    }

    /// Opens a shop with so many orders of every kind.
    ///
    /// # Errors
    /// As [`Grip::open`].
    pub async fn with_orders(orders: usize) -> Result<Grip> {
        Self::on(&Ground::brisk(11, orders).await?)
    }

    /// Connects to the shop that stands on a ground.
    ///
    /// # Errors
    /// When the connector refuses the credentials' shape.
    pub fn on(ground: &Ground) -> Result<Grip> {
        let shop = ground.sandbox().grip();
        let market = connect(&shop, &credentials(&shop), ground.clock())?;
        Ok(Grip { ground: ground.clone(), market, numbers: AtomicU64::new(688_000_000_000) })
    }

    /// The sandbox's own handle.
    pub fn shop(&self) -> Shop {
        self.ground.sandbox().grip()
    }

    /// Moves the clock on: what is due by then happens.
    ///
    /// # Errors
    /// When the clock is not the test's own.
    pub fn pass(&self, by: TimeDelta) -> Result<()> {
        anyhow::ensure!(self.ground.skip(by.to_std()?), "nobody moves the computer's clock");
        self.shop().tick(self.ground.now());
        Ok(())
    }

    /// Makes something happen that the sandbox must allow.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn act(&self, verb: Verb) -> Result<Done> {
        self.shop().act(&verb).map_err(|error| anyhow!("{verb:?}: {error}"))
    }

    /// A buyer orders what is wished for.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn place(&self, wish: OrderWish) -> Result<OrderId> {
        let done = self.act(Verb::PlaceOrder { wish })?;
        Ok(OrderId::new(done.order_seq.context("no order was placed")?.to_string()))
    }

    /// A basket as the marketplace really holds it.
    ///
    /// # Errors
    /// When there is no such basket.
    pub fn truth_of(&self, order: &OrderId) -> Result<OrderTruth> {
        let number = order.as_str().parse().context("not a basket's number")?;
        self.shop().order(number).with_context(|| format!("{order} is not in the shop"))
    }

    /// The buyer of a line asks for a claim on it.
    fn ask_on(&self, kind: ClaimKind, key: Key) -> Result<ClaimId> {
        let wish = ClaimWish::default();
        self.act(match kind {
            ClaimKind::Cancel => Verb::BuyerCancels { key },
            ClaimKind::Return => Verb::BuyerReturns { key, wish },
            ClaimKind::Exchange => Verb::BuyerExchanges { key, wish },
        })?;
        let line = self.shop().line(key).context("no such line")?;
        truth::claim_id(&line, kind).context("no claim was opened")
    }
}

/// The line that an id names, its own or a claim's.
fn key_of(id: &str) -> Result<Key> {
    let mut parts = id.split(':').map(str::parse);
    match (parts.next(), parts.next()) {
        (Some(Ok(order)), Some(Ok(line))) => Ok(Key::new(order, line)),
        _ => bail!("{id} names no line"),
    }
}

/// The credentials of the shop as the account form names them.
pub fn credentials(shop: &Shop) -> Credentials {
    let given = shop.credentials();
    let fields = [
        ("service_id", given.service_id),
        ("access_key", given.access_key),
        ("secret_key", given.secret_key),
    ];
    Credentials(
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect::<BTreeMap<_, _>>(),
    )
}

/// A connector to the shop that settles at once.
fn connect(shop: &Shop, credentials: &Credentials, clock: Arc<dyn Clock>) -> Result<Arc<dyn Marketplace>> {
    let config = AccountConfig {
        account: AccountId::from("grip-1"),
        base_url: Some(shop.base_url()),
        proxy: None,
        settles_after: Some(Duration::ZERO),
    };
    Ok(open(domain::Marketplace::Grip, config, credentials, clock)?)
}

/// A computer whose clock is an hour late.
struct LateClock(Arc<dyn Clock>);

#[async_trait]
impl Clock for LateClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.now() - TimeDelta::hours(1)
    }

    async fn sleep(&self, duration: Duration) {
        self.0.sleep(duration).await;
    }
}

impl World for Grip {
    fn market(&self) -> Arc<dyn Marketplace> {
        Arc::clone(&self.market)
    }

    fn wrong(&self, wrong: Wrong) -> Result<Option<Arc<dyn Marketplace>>> {
        let shop = self.shop();
        let mut right = credentials(&shop);
        let mut clock = self.clock();
        match wrong {
            Wrong::Secret => drop(right.0.insert("secret_key".into(), "0".repeat(40).into())),
            Wrong::Clock => clock = Arc::new(LateClock(clock)),
            // The access key is the seller, no address is registered, and an ended key answers as a wrong one does.
            Wrong::Seller | Wrong::Address | Wrong::Expired => return Ok(None),
        }
        Ok(Some(connect(&shop, &right, clock)?))
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

    fn order(&self, lines: u32, each: u32) -> Result<OrderId> {
        self.place(OrderWish { lines: Some(lines), quantity: Some(each), ..OrderWish::default() })
    }

    /// A replacement on its way arrives as well.
    fn deliver(&self, order: &OrderId) -> Result<()> {
        for line in self.truth_of(order)?.lines {
            let key = line.key;
            match line.state {
                LineState::ExchangeShipping => self.act(Verb::ExchangeDelivered { key })?,
                _ => self.act(Verb::ParcelDelivered { key })?,
            };
        }
        Ok(())
    }

    /// A claim is about a whole line there, whatever number is asked for.
    fn ask(&self, kind: ClaimKind, order: &OrderId, _quantity: u32) -> Result<ClaimId> {
        let first = self.truth_of(order)?.lines.into_iter().next().context("an order without lines")?;
        self.ask_on(kind, first.key)
    }

    fn ask_for_all(&self, kind: ClaimKind, order: &OrderId) -> Result<Vec<ClaimId>> {
        self.truth_of(order)?.lines.into_iter().map(|line| self.ask_on(kind, line.key)).collect()
    }

    fn settle_purchase(&self, order: &OrderId) -> Result<()> {
        for line in self.truth_of(order)?.lines {
            self.act(Verb::BuyerDecides { key: line.key })?;
        }
        Ok(())
    }

    fn withdraw(&self, _kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        self.act(Verb::BuyerWithdraws { key: key_of(claim.as_str())? }).map(drop)
    }

    fn stir(&self, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        stir::stir(self, deed, kind, claim)
    }

    fn overrule(&self, claim: &ClaimId) -> Result<()> {
        bail!("{claim}: no document knows a claim that Grip settles in the seller's place")
    }

    fn change_address(&self, order: &OrderId, street: &str) -> Result<()> {
        let truth = self.truth_of(order)?;
        let first = truth.lines.into_iter().next().context("an order without lines")?;
        let receiver = Address { address1: street.into(), ..first.receiver };
        self.act(Verb::BuyerChangesAddress { order_seq: truth.order_seq, receiver }).map(drop)
    }

    fn hit(&self, hit: Hit) {
        let Hit { at, strike, after, times } = hit;
        let kind = strike.into();
        let fault = |operation| Fault { operation, kind, after, times };
        match at.map(operations) {
            None if strike == Strike::UnknownStatus => {
                self.shop().inject(fault(Some(Operation::Orders)));
            }
            None => self.shop().inject(fault(None)),
            Some(named) => named.iter().for_each(|one| self.shop().inject(fault(Some(*one)))),
        }
    }

    fn telling(&self) -> (&'static str, &'static str) {
        ("orders.new", "cancels")
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
        let named = |line: &LineTruth| match key_of(id) {
            Ok(key) => line.key == key,
            Err(_) => line.key.order_seq.to_string() == id,
        };
        let times = |line: LineTruth| {
            operations(kind).iter().map(|one| line.applied.get(one).copied().unwrap_or(0)).sum()
        };
        self.shop().lines().into_iter().filter(named).map(times).max().unwrap_or(0)
    }

    fn calls(&self, kind: ActionKind) -> usize {
        operations(kind).iter().map(|operation| self.shop().called(*operation)).sum()
    }

    fn parcel(&self) -> (CourierCode, InvoiceNumber) {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        let first = self.shop().couriers().into_iter().find(|courier| courier.service_type == 1);
        let code = first.map(|courier| courier.company_seq.to_string()).unwrap_or_default();
        (CourierCode::new(code), InvoiceNumber::new(number.to_string()))
    }
}

/// The call that decides a kind of write, as Grip's documents name it.
const fn operations(kind: ActionKind) -> &'static [Operation] {
    match kind {
        ActionKind::Confirm => &[Operation::PrepareResult],
        // The number is told before it by another call; this is the one that lets the goods leave.
        ActionKind::Ship | ActionKind::SplitShip | ActionKind::ShipRest => &[Operation::StartResult],
        ActionKind::ChangeInvoice => &[Operation::ShippingResult],
        ActionKind::DelayNotice => &[Operation::PostponeResult],
        ActionKind::ChangeReceiver => &[Operation::ChangeAddress],
        ActionKind::CompleteDelivery => &[Operation::CompleteResult],
        ActionKind::CancelSale => &[Operation::CancelResult],
        ActionKind::NotifyReturn => &[Operation::StartReturn],
        ActionKind::ConfirmReturnCollected => &[Operation::ReceiveReturn],
        ActionKind::RefundReturn => &[Operation::AllowReturn],
        ActionKind::RefuseReturn => &[Operation::DenyReturn],
        ActionKind::NotifyExchange => &[Operation::StartExchange],
        ActionKind::ConfirmExchangeCollected => &[Operation::ReceiveExchange],
        ActionKind::ReshipExchange => &[Operation::AllowExchange],
        ActionKind::RefuseExchange => &[Operation::DenyExchange],
        _ => &[],
    }
}
