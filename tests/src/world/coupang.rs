//! Coupang's buyers, couriers and support.

mod stir;
mod truth;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Result, anyhow};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, ActionKind, ClaimId, ClaimKind, CourierCode, InvoiceNumber, OrderId};
use market::{AccountConfig, Clock, Credentials, Marketplace, SystemClock, open};
use sandbox::coupang::{Call, Done, Fault, Operation, OrderTruth, OrderWish, Quantity, Receiver, Shop, Verb};

use super::{Arrival, Deed, Hit, Truth, World, Wrong};
use crate::ground::Ground;

/// A Coupang shop of its own for one test.
pub struct Coupang {
    ground: Ground,
    market: Arc<dyn Marketplace>,
    numbers: AtomicU64,
}

impl Coupang {
    /// Opens a small shop and connects to it.
    ///
    /// # Errors
    /// When the sandbox cannot listen or the connector refuses the credentials' shape.
    pub async fn open() -> Result<Coupang> {
        Self::with_orders(20).await
    }

    /// Opens a shop with so many orders of every kind.
    ///
    /// # Errors
    /// As [`Coupang::open`].
    pub async fn with_orders(orders: usize) -> Result<Coupang> {
        Self::on(&Ground::real(7, orders).await?)
    }

    /// Connects to the shop that stands on a ground.
    ///
    /// # Errors
    /// When the connector refuses the credentials' shape.
    pub fn on(ground: &Ground) -> Result<Coupang> {
        let shop = ground.sandbox().coupang();
        let market = connect(&shop, &credentials(&shop), ground.clock())?;
        Ok(Coupang { ground: ground.clone(), market, numbers: AtomicU64::new(633_018_840_000) })
    }

    /// The sandbox's own handle.
    pub fn shop(&self) -> Shop {
        self.ground.sandbox().coupang()
    }

    /// Makes something happen that the sandbox must allow.
    ///
    /// # Errors
    /// When the shop's state does not allow it.
    pub fn act(&self, verb: Verb) -> Result<Done> {
        self.shop().act(&verb).map_err(|error| anyhow!("{verb:?}: {error}"))
    }

    /// The boxes of an order.
    pub fn boxes(&self, order: &OrderId) -> Vec<OrderTruth> {
        self.shop().orders().into_iter().filter(|sheet| sheet.order_id == order.as_str()).collect()
    }

    /// The order's first box.
    fn first_box(&self, order: &OrderId) -> Result<OrderTruth> {
        self.boxes(order).into_iter().next().ok_or_else(|| anyhow!("{order} is not in the shop"))
    }
}

/// The credentials of the shop as the account form names them.
pub fn credentials(shop: &Shop) -> Credentials {
    let given = shop.credentials();
    let fields = [
        ("vendor_id", given.vendor_id),
        ("access_key", given.access_key),
        ("secret_key", given.secret_key),
        ("user_id", given.user_id),
    ];
    Credentials(
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect::<BTreeMap<_, _>>(),
    )
}

/// A connector to the shop that settles at once.
fn connect(shop: &Shop, credentials: &Credentials, clock: Arc<dyn Clock>) -> Result<Arc<dyn Marketplace>> {
    let config = AccountConfig {
        account: AccountId::from("coupang-1"),
        base_url: Some(shop.base_url()),
        proxy: None,
        settles_after: Some(Duration::ZERO),
    };
    Ok(open(domain::Marketplace::Coupang, config, credentials, clock)?)
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

impl World for Coupang {
    fn market(&self) -> Arc<dyn Marketplace> {
        Arc::clone(&self.market)
    }

    fn wrong(&self, wrong: Wrong) -> Result<Option<Arc<dyn Marketplace>>> {
        let shop = self.shop();
        let mut right = credentials(&shop);
        let mut clock = self.clock();
        match wrong {
            Wrong::Secret => drop(right.0.insert("secret_key".into(), "f".repeat(40).into())),
            Wrong::Seller => drop(right.0.insert("vendor_id".into(), "A00999999".to_owned().into())),
            Wrong::Clock => clock = Arc::new(LateClock),
            Wrong::Address => {
                let elsewhere = Some(vec![std::net::IpAddr::from([203, 0, 113, 24])]);
                shop.configure(sandbox::coupang::Settings { allowed_ips: elsewhere, ..shop.settings() });
            }
            // Coupang answers an ended key as it answers a wrong one; no document tells them apart.
            Wrong::Expired => return Ok(None),
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
        let wish =
            OrderWish { options: Some(lines), quantity: Some(each), boxes: Some(1), ..OrderWish::default() };
        let done = self.act(Verb::PlaceOrder { wish })?;
        done.order_id.map(OrderId::new).ok_or_else(|| anyhow!("no order was placed"))
    }

    fn deliver(&self, order: &OrderId) -> Result<()> {
        for sheet in self.boxes(order) {
            self.act(Verb::ParcelScanned { shipment_box_id: sheet.shipment_box_id.clone() })?;
            self.act(Verb::ParcelDelivered { shipment_box_id: sheet.shipment_box_id })?;
        }
        Ok(())
    }

    fn ask(&self, kind: ClaimKind, order: &OrderId, quantity: u32) -> Result<ClaimId> {
        let sheet = self.first_box(order)?;
        let shipment_box_id = sheet.shipment_box_id;
        let first = sheet.items.first().ok_or_else(|| anyhow!("an empty box"))?;
        let vendor_item_id = first.vendor_item_id.clone();
        let items = vec![Quantity { vendor_item_id: vendor_item_id.clone(), count: quantity }];
        let verb = match kind {
            ClaimKind::Cancel => Verb::BuyerCancels { shipment_box_id, items },
            ClaimKind::Return => Verb::BuyerReturns { shipment_box_id, items, reason: None },
            ClaimKind::Exchange => {
                Verb::BuyerExchanges { shipment_box_id, vendor_item_id, count: quantity, reason: None }
            }
        };
        let done = self.act(verb)?;
        done.receipt_id.or(done.exchange_id).map(ClaimId::new).ok_or_else(|| anyhow!("no claim was opened"))
    }

    fn withdraw(&self, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        let id = claim.to_string();
        let verb = match kind {
            ClaimKind::Exchange => Verb::BuyerWithdrawsExchange { exchange_id: id },
            ClaimKind::Cancel | ClaimKind::Return => Verb::BuyerWithdraws { receipt_id: id },
        };
        self.act(verb).map(drop)
    }

    fn stir(&self, deed: Deed, kind: ClaimKind, claim: &ClaimId) -> Result<()> {
        stir::stir(self, deed, kind, claim)
    }

    fn overrule(&self, claim: &ClaimId) -> Result<()> {
        self.act(Verb::CsApproves { receipt_id: claim.to_string(), loss: false }).map(drop)
    }

    fn change_address(&self, order: &OrderId, street: &str) -> Result<()> {
        let sheet = self.first_box(order)?;
        let receiver = Receiver { addr1: street.into(), ..sheet.receiver };
        let shipment_box_id = sheet.shipment_box_id;
        self.act(Verb::BuyerChangesAddress { shipment_box_id, receiver, at_acknowledgement: true }).map(drop)
    }

    fn hit(&self, hit: Hit) {
        let Hit { at, strike, after, times } = hit;
        let kind = strike.into();
        let operation = at.and_then(operation);
        self.shop().inject(Fault { operation, kind, after, times });
    }

    fn telling(&self) -> (&'static str, &'static str) {
        ("orders.fresh", "returns.CANCEL")
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
        let Some(operation) = operation(kind) else { return 0 };
        let shop = self.shop();
        let orders =
            shop.orders().into_iter().filter(|sheet| sheet.order_id == id).map(|sheet| sheet.applied);
        let returns =
            shop.returns().into_iter().filter(|receipt| receipt.receipt_id == id).map(|one| one.applied);
        let exchanges =
            shop.exchanges().into_iter().filter(|one| one.exchange_id == id).map(|one| one.applied);
        let of_each = orders.chain(returns).chain(exchanges);
        of_each.map(|applied| applied.get(&operation).copied().unwrap_or(0)).max().unwrap_or(0)
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

/// The call behind a kind of write, as Coupang's documents name it.
fn operation(kind: ActionKind) -> Option<Operation> {
    Some(match kind {
        ActionKind::Confirm => Operation::Acknowledge,
        ActionKind::Ship | ActionKind::SplitShip | ActionKind::ShipRest => Operation::UploadInvoices,
        ActionKind::ChangeInvoice => Operation::UpdateInvoices,
        ActionKind::CompleteDelivery => Operation::CompleteLongUndelivered,
        ActionKind::CancelSale => Operation::CancelOrder,
        ActionKind::ApproveCancel => Operation::StopShipment,
        ActionKind::RefuseCancel => Operation::AlreadyShipped,
        ActionKind::RegisterReturnPickup | ActionKind::RegisterExchangePickup => Operation::PickupInvoice,
        ActionKind::ConfirmReturnCollected => Operation::ReceiveReturn,
        ActionKind::RefundReturn => Operation::ApproveReturn,
        ActionKind::ConfirmExchangeCollected => Operation::ReceiveExchange,
        ActionKind::RefuseExchange => Operation::RejectExchange,
        ActionKind::ReshipExchange => Operation::ShipExchange,
        _ => return None,
    })
}
