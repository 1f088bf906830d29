//! The buyers, couriers and the support of Gmarket and Auction.

mod calls;
mod login;
mod stir;
mod truth;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use chrono::{DateTime, FixedOffset, Utc};
use domain::{ActionKind, ClaimId, ClaimKind, CourierCode, InvoiceNumber, OrderId};
use market::{Credentials, Marketplace};
use sandbox::esm::{
    Address, Call, ClaimTruth, ClaimWish, Done, Fault, LineTruth, Operation, OrderTruth, OrderWish, Settings,
    Shop, Site, Verb,
};

use self::calls::{BY_NUMBER, named, operations};
use self::login::{connect, credentials};
use super::{Arrival, Deed, Hit, Strike, Truth, World, Wrong};
use crate::ground::Ground;

/// Korea's offset from UTC, in seconds.
const KOREA: i32 = 9 * 3600;

/// The shop at one of the two sites for one test.
pub struct Esm {
    site: Site,
    sisters: bool,
    ground: Ground,
    market: Arc<dyn Marketplace>,
    numbers: AtomicU64,
}

impl Esm {
    /// Opens an empty shop and connects to it at Gmarket.
    ///
    /// # Errors
    /// When the sandbox cannot listen or the connector refuses the credentials' shape.
    pub async fn gmarket() -> Result<Esm> {
        Self::with_orders(Site::Gmarket, 0, false).await
    }

    /// Opens an empty shop and connects to it at Auction.
    ///
    /// # Errors
    /// As [`Esm::gmarket`].
    pub async fn auction() -> Result<Esm> {
        Self::with_orders(Site::Auction, 0, false).await
    }

    /// Opens an empty shop whose login names the sellers of both sites.
    ///
    /// # Errors
    /// As [`Esm::gmarket`].
    pub async fn sisters() -> Result<Esm> {
        Self::with_orders(Site::Gmarket, 0, true).await
    }

    /// Opens a shop with so many orders of every kind. The five seconds between two order lists pass at once here,
    /// so the gateway, which counts real ones, does not count.
    ///
    /// # Errors
    /// As [`Esm::gmarket`].
    pub async fn with_orders(site: Site, orders: usize, sisters: bool) -> Result<Esm> {
        let world = Self::on(&Ground::brisk(11, orders).await?, site, sisters)?;
        let shop = world.shop();
        shop.configure(Settings { seconds_between_calls: 0, ..shop.settings() });
        Ok(world)
    }

    /// Opens an empty shop that lives by the computer's clock and counts calls, for an application that does.
    ///
    /// # Errors
    /// As [`Esm::gmarket`].
    pub async fn in_real_time(site: Site) -> Result<Esm> {
        Self::on(&Ground::real(11, 0).await?, site, true)
    }

    /// Connects to the shop that stands on a ground, at one of the two sites; `sisters` names the other one's seller
    /// along.
    ///
    /// # Errors
    /// When the connector refuses the credentials' shape.
    pub fn on(ground: &Ground, site: Site, sisters: bool) -> Result<Esm> {
        let shop = ground.sandbox().esm();
        let market = connect(&shop, site, &credentials(&shop, site, sisters), ground.clock())?;
        Ok(Esm { site, sisters, ground: ground.clone(), market, numbers: AtomicU64::new(688_000_000_000) })
    }

    /// The sandbox's own handle.
    pub fn shop(&self) -> Shop {
        self.ground.sandbox().esm()
    }

    /// Moves the clock on: what is due by then happens.
    ///
    /// # Errors
    /// When the clock is not the test's own.
    pub fn pass(&self, by: chrono::TimeDelta) -> Result<()> {
        ensure!(self.ground.skip(by.to_std()?), "nobody moves the computer's clock");
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

    /// A buyer orders what is wished for at a site and pays.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn place(&self, site: Site, wish: OrderWish) -> Result<OrderId> {
        let done = self.act(Verb::PlaceOrder { site, wish })?;
        Ok(OrderId::new(done.pay_no.context("no order was placed")?.to_string()))
    }

    /// A buyer orders one line under this very number.
    ///
    /// # Errors
    /// When the number is taken.
    pub fn order_numbered(&self, site: Site, order_no: u64) -> Result<OrderId> {
        let wish = OrderWish { order_no: Some(order_no), lines: Some(1), ..OrderWish::default() };
        self.place(site, wish)
    }

    /// The buyer of a line at a site asks for a claim on it.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn ask_numbered(&self, site: Site, kind: ClaimKind, order_no: u64) -> Result<ClaimId> {
        let wish = ClaimWish::default();
        let verb = match kind {
            ClaimKind::Cancel => Verb::BuyerCancels { site, order_no, wish },
            ClaimKind::Return => Verb::BuyerReturns { site, order_no, wish },
            ClaimKind::Exchange => Verb::BuyerExchanges { site, order_no, wish },
        };
        self.act(verb)?;
        let claim = self.shop().claim(site, order_no).context("no claim was opened")?;
        let basket = self.shop().line(site, order_no).context("no such line")?.pay_no;
        claim_id(basket, order_no, kind, &claim)
    }

    /// How often a write took effect at a site on an order, a line or a claim.
    pub fn applied_at(&self, site: Site, kind: ActionKind, id: &str) -> u32 {
        let named = line_named(id);
        let is_named = |line: &LineTruth| {
            line.order_no.to_string() == named || (named == id && line.pay_no.to_string() == id)
        };
        let lines = self.shop().lines(site).into_iter().filter(is_named);
        let times = |applied: &BTreeMap<Operation, u32>| {
            operations(kind).iter().map(|operation| applied.get(operation).copied().unwrap_or(0)).sum()
        };
        let of_line = |line: LineTruth| {
            let on_claims = line.claims.iter().map(|claim| times(&claim.applied)).max().unwrap_or(0);
            on_claims.max(times(&line.applied))
        };
        lines.map(of_line).max().unwrap_or(0)
    }

    /// A basket as the site really holds it.
    fn truth(&self, order: &OrderId) -> Result<OrderTruth> {
        let number = order.as_str().parse().context("not a basket's number")?;
        self.shop().order(self.site, number).with_context(|| format!("{order} is not in the shop"))
    }

    /// The lines of a basket.
    fn lines_of(&self, order: &OrderId) -> Result<Vec<u64>> {
        Ok(self.truth(order)?.lines.into_iter().map(|line| line.order_no).collect())
    }
}

/// The name under which a desk keeps a claim.
fn claim_id(basket: u64, order_no: u64, kind: ClaimKind, claim: &ClaimTruth) -> Result<ClaimId> {
    let letter = match kind {
        ClaimKind::Cancel => 'C',
        ClaimKind::Return => 'R',
        ClaimKind::Exchange => 'E',
    };
    // Auction's list of cancels tells seconds, every other list minutes.
    let to_the_second = kind == ClaimKind::Cancel && claim.site == Site::Auction;
    let precision = if to_the_second { "%Y%m%d%H%M%S" } else { "%Y%m%d%H%M00" };
    let asked_at = claim.requested_at.with_timezone(&korea()?).format(precision);
    Ok(ClaimId::new(format!("{basket}:{order_no}:{letter}:{asked_at}")))
}

/// Korea's time.
fn korea() -> Result<FixedOffset> {
    FixedOffset::east_opt(KOREA).context("no such offset")
}

/// The line that an id names: a claim's after its basket, any other by itself.
fn line_named(id: &str) -> &str {
    let mut parts = id.split(':');
    let first = parts.next().unwrap_or_default();
    parts.next().unwrap_or(first)
}

/// The line that a claim is on.
fn line_of(claim: &ClaimId) -> Result<u64> {
    line_named(claim.as_str()).parse().with_context(|| format!("{claim} names no line"))
}

impl World for Esm {
    fn market(&self) -> Arc<dyn Marketplace> {
        Arc::clone(&self.market)
    }

    fn wrong(&self, wrong: Wrong) -> Result<Option<Arc<dyn Marketplace>>> {
        let shop = self.shop();
        let mut right = self.credentials();
        match wrong {
            Wrong::Secret => drop(right.0.insert("secret_key".into(), "0".repeat(40).into())),
            // One refusal (401) stands for a wrong key, a wrong address, a missing permission and a wrong seller.
            Wrong::Seller | Wrong::Clock | Wrong::Address | Wrong::Expired => return Ok(None),
        }
        Ok(Some(connect(&shop, self.site, &right, self.clock())?))
    }

    fn credentials(&self) -> Credentials {
        credentials(&self.shop(), self.site, self.sisters)
    }

    fn base_url(&self) -> String {
        self.shop().base_url()
    }

    fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Lists go by the minute, and the day by which an order ships comes a minute or two late.
    fn told_after(&self) -> Duration {
        Duration::from_secs(121)
    }

    fn order(&self, lines: u32, each: u32) -> Result<OrderId> {
        let wish = OrderWish {
            lines: Some(lines),
            quantity: Some(each),
            safe_number: Some(false),
            ..OrderWish::default()
        };
        self.place(self.site, wish)
    }

    fn deliver(&self, order: &OrderId) -> Result<()> {
        for order_no in self.lines_of(order)? {
            self.act(Verb::ParcelDelivered { site: self.site, order_no })?;
        }
        Ok(())
    }

    /// A claim is about a whole line there, whatever number is asked for.
    fn ask(&self, kind: ClaimKind, order: &OrderId, _quantity: u32) -> Result<ClaimId> {
        let first = self.lines_of(order)?.into_iter().next().context("an order without lines")?;
        self.ask_numbered(self.site, kind, first)
    }

    fn ask_for_all(&self, kind: ClaimKind, order: &OrderId) -> Result<Vec<ClaimId>> {
        let lines = self.lines_of(order)?;
        lines.into_iter().map(|line| self.ask_numbered(self.site, kind, line)).collect()
    }

    fn bring_back(&self, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        // The seller says that an exchange came back; only of a return does the site learn by itself.
        if kind == ClaimKind::Return {
            self.act(Verb::GoodsCollected { site: self.site, order_no: line_of(claim)? })?;
        }
        Ok(())
    }

    fn report_undelivered(&self, order: &OrderId) -> Result<Option<String>> {
        let order_no = self.lines_of(order)?.into_iter().next().context("an order without lines")?;
        self.act(Verb::BuyerReports { site: self.site, order_no })?;
        let report = self.shop().line(self.site, order_no).and_then(|line| line.report);
        let reported_at = report.context("no report was made")?.reported_at;
        Ok(Some(reported_at.with_timezone(&korea()?).format("%Y%m%d%H%M00").to_string()))
    }

    fn settle_purchase(&self, order: &OrderId) -> Result<()> {
        for order_no in self.lines_of(order)? {
            self.act(Verb::BuyerDecides { site: self.site, order_no })?;
        }
        // Money is paid a day after the decision, and today's shows tomorrow.
        self.pass(chrono::TimeDelta::days(2))
    }

    fn withdraw(&self, _kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        self.act(Verb::BuyerWithdraws { site: self.site, order_no: line_of(claim)? }).map(drop)
    }

    fn stir(&self, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        stir::stir(self, deed, kind, claim)
    }

    fn overrule(&self, claim: &ClaimId) -> Result<()> {
        self.act(Verb::SupportSettles { site: self.site, order_no: line_of(claim)? }).map(drop)
    }

    fn change_address(&self, order: &OrderId, street: &str) -> Result<()> {
        for line in self.truth(order)?.lines {
            let receiver = line.receiver.context("no receiver yet")?;
            let receiver = Address { front: street.into(), ..receiver };
            let (site, order_no) = (self.site, line.order_no);
            self.act(Verb::BuyerChangesAddress { site, order_no, receiver, at_confirm: true })?;
        }
        Ok(())
    }

    fn hit(&self, hit: Hit) {
        let Hit { at, strike, after, times } = hit;
        let kind = strike.into();
        let fault = |operation| Fault { operation, kind, after, times };
        match at {
            // A status stands in the answers that describe lines and in no other.
            None if strike == Strike::UnknownStatus => self.shop().inject(fault(Some(Operation::Orders))),
            None => self.shop().inject(fault(None)),
            Some(action) => {
                operations(action).iter().for_each(|operation| self.shop().inject(fault(Some(*operation))));
            }
        }
    }

    fn telling(&self) -> (&'static str, &'static str) {
        ("orders.1", "cancels.done")
    }

    fn calm(&self) {
        self.shop().calm();
    }

    fn truth(&self) -> Truth {
        truth::of(&self.shop(), self.site)
    }

    /// The lists of orders have five seconds between them, which decide how long the past takes; nothing else waits
    /// for them. Between the first and the last of them there is always one to read, and only between them.
    fn share_of_pace(&self, calls: &[&Arrival], _: Duration) -> f64 {
        // Orders that are asked for by their number do not count.
        let lists: Vec<DateTime<Utc>> = calls
            .iter()
            .filter(|call| call.operation.contains("Orders") && !call.operation.ends_with(BY_NUMBER))
            .map(|call| call.at)
            .collect();
        let (Some(first), Some(last)) = (lists.first(), lists.last()) else { return 0.0 };
        let taken = (*last - *first).as_seconds_f64();
        if taken > 0.0 { (lists.len() - 1) as f64 * 5.05 / taken } else { 1.0 }
    }

    fn hides_claimed(&self) -> bool {
        true
    }

    /// Both sites answer at one host.
    fn arrivals(&self) -> Vec<Arrival> {
        let calls = self.shop().calls();
        let ours = |call: &Call| call.site.is_none_or(|site| site == self.site);
        let said_so = |call: &Call| {
            call.response.as_ref().is_some_and(|answer| answer.to_string().contains("5초당 1회"))
        };
        let arrival = |call: Call| Arrival {
            at: call.at,
            operation: named(&call),
            too_many: call.fault.is_none() && (call.status == Some(429) || said_so(&call)),
            struck: call.fault.is_some(),
        };
        calls.into_iter().filter(ours).map(arrival).collect()
    }

    fn forget_arrivals(&self) {
        self.shop().forget_calls();
    }

    fn applied(&self, kind: ActionKind, id: &str) -> u32 {
        self.applied_at(self.site, kind, id)
    }

    fn calls(&self, kind: ActionKind) -> usize {
        operations(kind).iter().map(|operation| self.shop().called(self.site, *operation)).sum()
    }

    fn parcel(&self) -> (CourierCode, InvoiceNumber) {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        (CourierCode::from("10013"), InvoiceNumber::new(number.to_string()))
    }
}
