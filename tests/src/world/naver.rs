//! The buyers, couriers and the support of SmartStore and Npay.

mod calls;
mod stir;
mod truth;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, ActionKind, ClaimId, ClaimKind, CourierCode, InvoiceNumber, LineId, OrderId};
use market::{AccountConfig, Clock, Credentials, Marketplace, SystemClock, open};
use sandbox::Sandbox;
use sandbox::naver::{
    Address, Call, ClaimTruth, Done, Fault, Flavor, LineTruth, Operation, OrderTruth, OrderWish, Settings,
    Shop, Verb,
};

use self::calls::operation;
use super::{Arrival, Deed, Hit, Strike, Truth, World, Wrong};
use crate::ground::Ground;

/// A shop of one of the two sister marketplaces for one test.
pub struct Naver {
    flavor: Flavor,
    ground: Ground,
    market: Arc<dyn Marketplace>,
    numbers: AtomicU64,
}

impl Naver {
    /// Opens a small SmartStore and connects to it.
    ///
    /// # Errors
    /// When the sandbox cannot listen or the connector refuses the credentials' shape.
    pub async fn smartstore() -> Result<Naver> {
        Self::with_orders(Flavor::SmartStore, 20).await
    }

    /// Opens a small Npay shop and connects to it.
    ///
    /// # Errors
    /// As [`Naver::smartstore`].
    pub async fn npay() -> Result<Naver> {
        Self::with_orders(Flavor::Npay, 20).await
    }

    /// Opens a shop with so many orders of every kind.
    ///
    /// # Errors
    /// As [`Naver::smartstore`].
    pub async fn with_orders(flavor: Flavor, orders: usize) -> Result<Naver> {
        Self::on(&Ground::real(11, orders).await?, flavor)
    }

    /// Opens a shop that lives by a clock of the test's own, and connects to it by the same clock. The gateway
    /// counts real seconds, which such a clock does not spend, so its rate limit is off.
    ///
    /// # Errors
    /// As [`Naver::smartstore`].
    pub async fn by_clock(flavor: Flavor, clock: Arc<dyn Clock>) -> Result<Naver> {
        let naver = Self::on(&Ground::on_clock(clock, 11, 0).await?, flavor)?;
        let shop = naver.shop();
        shop.configure(Settings { calls_per_second: 0, ..shop.settings() });
        Ok(naver)
    }

    /// Connects to the shop of a flavor that stands on a ground.
    ///
    /// # Errors
    /// When the connector refuses the credentials' shape.
    pub fn on(ground: &Ground, flavor: Flavor) -> Result<Naver> {
        let shop = of(ground.sandbox(), flavor);
        let market = connect(&shop, &credentials(&shop), ground.clock())?;
        Ok(Naver { flavor, ground: ground.clone(), market, numbers: AtomicU64::new(688_000_000_000) })
    }

    /// The sandbox's own handle.
    pub fn shop(&self) -> Shop {
        of(self.ground.sandbox(), self.flavor)
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
        done.order_id.map(OrderId::new).context("no order was placed")
    }

    /// Buyers order what is wished for so many times in one instant; gives the lines.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn place_many(&self, count: u32, wish: OrderWish) -> Result<Vec<LineId>> {
        let done = self.act(Verb::PlaceMany { count, wish })?;
        Ok(done.product_order_ids.into_iter().map(LineId::new).collect())
    }

    /// An order as the marketplace really holds it.
    ///
    /// # Errors
    /// When there is no such order.
    pub fn truth(&self, order: &OrderId) -> Result<OrderTruth> {
        self.shop().order(order.as_str()).with_context(|| format!("{order} is not in the shop"))
    }

    /// A line as the marketplace really holds it.
    ///
    /// # Errors
    /// When there is no such line.
    pub fn line(&self, line: &LineId) -> Result<LineTruth> {
        self.shop().line(line.as_str()).with_context(|| format!("{line} is not in the shop"))
    }

    /// A claim as the marketplace really holds it.
    ///
    /// # Errors
    /// When there is no such claim.
    pub fn claim(&self, claim: &ClaimId) -> Result<ClaimTruth> {
        let (_, id) = parts(claim)?;
        self.shop().claim(id).with_context(|| format!("{claim} is not in the shop"))
    }

    /// The operations of the calls so far, oldest first.
    pub fn operations(&self) -> Vec<Operation> {
        self.shop().calls().iter().filter_map(|call| call.operation).collect()
    }

    /// A claim asked for on one line.
    fn ask_on(&self, kind: ClaimKind, line: &str, quantity: Option<u32>) -> Result<ClaimId> {
        let product_order_id = line.to_owned();
        let verb = match kind {
            ClaimKind::Cancel => Verb::BuyerCancels { product_order_id, quantity, reason: None },
            ClaimKind::Return => Verb::BuyerReturns { product_order_id, quantity, reason: None, held: false },
            ClaimKind::Exchange => Verb::BuyerExchanges { product_order_id, quantity, reason: None },
        };
        let id = self.act(verb)?.claim_id.context("no claim was opened")?;
        Ok(ClaimId::new(format!("{line}:{id}")))
    }
}

/// The sandbox's shop of a flavor.
fn of(sandbox: &Sandbox, flavor: Flavor) -> Shop {
    match flavor {
        Flavor::SmartStore => sandbox.smartstore(),
        Flavor::Npay => sandbox.npay(),
    }
}

/// The marketplace of a flavor.
const fn marketplace(flavor: Flavor) -> domain::Marketplace {
    match flavor {
        Flavor::SmartStore => domain::Marketplace::SmartStore,
        Flavor::Npay => domain::Marketplace::Npay,
    }
}

/// The line and the number of a claim: every call on a claim names its line.
fn parts(claim: &ClaimId) -> Result<(&str, &str)> {
    claim.as_str().split_once(':').with_context(|| format!("{claim} names no line"))
}

/// The credentials of the shop as the account form names them.
pub fn credentials(shop: &Shop) -> Credentials {
    let given = shop.credentials();
    let fields = [("client_id", given.client_id), ("client_secret", given.client_secret)];
    Credentials(
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect::<BTreeMap<_, _>>(),
    )
}

/// A connector to the shop that settles at once.
fn connect(shop: &Shop, credentials: &Credentials, clock: Arc<dyn Clock>) -> Result<Arc<dyn Marketplace>> {
    let config = AccountConfig {
        account: AccountId::from("naver-1"),
        base_url: Some(shop.base_url()),
        proxy: None,
        settles_after: Some(Duration::ZERO),
    };
    Ok(open(marketplace(shop.flavor()), config, credentials, clock)?)
}

/// A computer whose clock is an hour late.
struct LateClock;

#[async_trait]
impl Clock for LateClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() - TimeDelta::hours(1)
    }

    async fn sleep(&self, duration: Duration) {
        SystemClock.sleep(duration).await;
    }
}

impl World for Naver {
    fn market(&self) -> Arc<dyn Marketplace> {
        Arc::clone(&self.market)
    }

    fn wrong(&self, wrong: Wrong) -> Result<Option<Arc<dyn Marketplace>>> {
        let shop = self.shop();
        let mut right = credentials(&shop);
        let mut clock = self.clock();
        match wrong {
            Wrong::Secret => {
                drop(
                    right.0.insert("client_secret".into(), "$2a$04$abcdefghijklmnopqrstuu".to_owned().into()),
                );
            }
            // The application's number is the seller: there is no second number that could be somebody else's.
            Wrong::Seller => return Ok(None),
            Wrong::Clock => clock = Arc::new(LateClock),
            Wrong::Address => {
                let elsewhere = Some(vec![std::net::IpAddr::from([203, 0, 113, 24])]);
                shop.configure(Settings { allowed_ips: elsewhere, ..shop.settings() });
            }
            Wrong::Expired => shop.configure(Settings { authorised: false, ..shop.settings() }),
        }
        Ok(Some(connect(&shop, &right, clock)?))
    }

    fn ground(&self) -> &Ground {
        &self.ground
    }

    fn credentials(&self) -> Credentials {
        credentials(&self.shop())
    }

    fn base_url(&self) -> String {
        self.shop().base_url()
    }

    fn order(&self, lines: u32, each: u32) -> Result<OrderId> {
        self.place(OrderWish { lines: Some(lines), quantity: Some(each), ..OrderWish::default() })
    }

    /// Naver refuses moments to come, and its clock is known to the second: what happened within the current one
    /// is told by the next reading.
    fn told_after(&self) -> Duration {
        Duration::from_millis(1_100)
    }

    fn order_with_add_ons(&self, add_ons: u32) -> Result<Option<OrderId>> {
        let wish = OrderWish { lines: Some(1), quantity: Some(1), add_ons, ..OrderWish::default() };
        self.place(wish).map(Some)
    }

    fn order_for_a_day(&self) -> Result<Option<OrderId>> {
        let wish = OrderWish { lines: Some(1), quantity: Some(1), hope: true, ..OrderWish::default() };
        self.place(wish).map(Some)
    }

    fn deliver(&self, order: &OrderId) -> Result<()> {
        for line in self.truth(order)?.lines {
            self.act(Verb::ParcelScanned { product_order_id: line.product_order_id.clone() })?;
            self.act(Verb::ParcelDelivered { product_order_id: line.product_order_id })?;
        }
        Ok(())
    }

    fn ask(&self, kind: ClaimKind, order: &OrderId, quantity: u32) -> Result<ClaimId> {
        let truth = self.truth(order)?;
        let first = truth.lines.first().context("an order without lines")?;
        self.ask_on(kind, &first.product_order_id, Some(quantity))
    }

    fn ask_for_all(&self, kind: ClaimKind, order: &OrderId) -> Result<Vec<ClaimId>> {
        let lines = self.truth(order)?.lines;
        lines.iter().map(|line| self.ask_on(kind, &line.product_order_id, None)).collect()
    }

    fn bring_back(&self, _kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        let claim_id = parts(claim)?.1.to_owned();
        self.act(Verb::GoodsCollected { claim_id }).map(drop)
    }

    fn withdraw(&self, _kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        let claim_id = parts(claim)?.1.to_owned();
        self.act(Verb::BuyerWithdraws { claim_id }).map(drop)
    }

    fn stir(&self, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        stir::stir(self, deed, kind, claim)
    }

    fn overrule(&self, claim: &ClaimId) -> Result<()> {
        let product_order_id = parts(claim)?.0.to_owned();
        self.act(Verb::SupportCancels { product_order_id }).map(drop)
    }

    fn change_address(&self, order: &OrderId, street: &str) -> Result<()> {
        let truth = self.truth(order)?;
        let receiver = truth.lines.first().and_then(|line| line.receiver.clone());
        let receiver = Address { base_address: street.into(), ..receiver.context("no receiver yet")? };
        let order_id = order.to_string();
        self.act(Verb::BuyerChangesAddress { order_id, receiver, at_confirm: true }).map(drop)
    }

    fn hit(&self, hit: Hit) {
        let Hit { at, strike, after, times } = hit;
        let kind = strike.into();
        let fault = Fault { operation: at.and_then(operation), kind, after, times };
        if strike == Strike::UnknownStatus {
            // A status stands in the answers that describe lines and in no other.
            for described in [Operation::Query, Operation::Search] {
                self.shop().inject(Fault { operation: Some(described), ..fault.clone() });
            }
        } else {
            self.shop().inject(fault);
        }
    }

    fn telling(&self) -> (&'static str, &'static str) {
        ("changes", "changes")
    }

    fn calm(&self) {
        self.shop().calm();
    }

    fn truth(&self) -> Truth {
        truth::of(&self.shop())
    }

    /// Every endpoint has a limit of its own.
    fn share_of_pace(&self, calls: &[&Arrival], within: Duration) -> f64 {
        let a_second = f64::from(self.market().capabilities().limits.calls_per_second);
        let of = |one: &Arrival| calls.iter().filter(|call| call.operation == one.operation).count();
        let busiest = calls.iter().map(|call| of(call)).max().unwrap_or_default();
        busiest as f64 / (a_second * within.as_secs_f64())
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
        let Some(operation) = operation(kind) else { return 0 };
        let shop = self.shop();
        let named = |claim: &ClaimTruth| format!("{}:{}", claim.product_order_id, claim.claim_id) == id;
        let on_claims = shop.claims().into_iter().filter(named).map(|claim| claim.applied);
        let of_order = |line: &LineTruth| {
            line.order_id == id || line.product_order_id == id.split(':').next().unwrap_or_default()
        };
        let on_lines = shop.lines().into_iter().filter(of_order).map(|line| line.applied);
        let times = on_claims.chain(on_lines).map(|applied| applied.get(&operation).copied().unwrap_or(0));
        times.max().unwrap_or(0)
    }

    fn calls(&self, kind: ActionKind) -> usize {
        let wanted = operation(kind);
        self.shop().calls().iter().filter(|call| wanted.is_some() && call.operation == wanted).count()
    }

    fn parcel(&self) -> (CourierCode, InvoiceNumber) {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        (CourierCode::from("CJGLS"), InvoiceNumber::new(number.to_string()))
    }
}
