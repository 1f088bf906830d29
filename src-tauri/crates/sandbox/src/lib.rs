//! The marketplaces simulated over real HTTP on loopback, strict and stateful.
//!
//! No marketplace here offers a test account, so this crate is both the first run of a new
//! user and the ground tests stand on. It is written from the marketplaces' documents and
//! never from the connectors: what it refuses, it refuses with the marketplace's own words.
//!
//! Each marketplace is one folder with the same parts (`auth`, `route`, `gate`, `errors`,
//! `model`, `claims`, `state`, one file per topic of the API, `wire`, `life`, `generate`,
//! `verbs`, `truth`, `control`); what they share (the shop's door and its control routes, clock,
//! faults, people, products, files, server) lies beside them. The trait `Simulated` in `shop.rs`
//! asks a folder for what differs. SmartStore and Npay are sisters and share one folder. See [`coupang`],
//! [`naver`], [`elevenst`], [`esm`] (G마켓 and 옥션) and [`grip`] for the rules and where each comes from.
//!
//! Every shop has a port of its own, as every marketplace has a host of its own whose paths begin at the
//! root, and a file of its own, `<code>.json`, in the folder where the state is kept.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use sandbox::coupang::{Fault, Operation, OrderWish};
//! use sandbox::{FaultKind, Sandbox, SandboxConfig, system_clock};
//!
//! let sandbox = Sandbox::start(SandboxConfig::new(1, system_clock())).await?;
//! let shop = sandbox.coupang();
//! let placed = shop.place_order(OrderWish::default())?;
//! shop.inject(Fault::on(Operation::Acknowledge, FaultKind::HangAfter));
//! println!("{} {:?}", shop.base_url(), placed.shipment_box_ids);
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```
#![recursion_limit = "256"]

mod clock;
mod control;
pub mod coupang;
mod date;
mod doorbell;
pub mod elevenst;
pub mod esm;
mod fault;
pub mod grip;
mod incoming;
pub mod naver;
mod people;
mod persist;
mod products;
mod server;
mod shop;

use std::io;
use std::path::{Path, PathBuf};

pub use clock::{Now, system as system_clock};
pub use fault::{Fault, FaultKind};
pub use persist::StateFileError;

use axum::Router;
use clock::Pulse;
use date::dated;
use doorbell::Doorbell;
use naver::Flavor;
use server::{Busy, Door, Listener, Port};
use shop::{Opening, Shop, Simulated};

/// What a sandbox is made from.
#[derive(Clone)]
pub struct SandboxConfig {
    /// Decides orders, claims and keys.
    pub seed: u64,
    /// How many orders each shop begins with.
    pub orders: usize,
    /// The clock.
    pub now: Now,
    /// Rate limits count the seconds of `now` instead of real ones: for a clock that moves by itself.
    pub limits_by_clock: bool,
    /// The folder in which every shop keeps its state between runs, made when it is not there; the state is
    /// kept nowhere when absent.
    pub state_folder: Option<PathBuf>,
    /// The first port on loopback, which is Coupang's; SmartStore's, Npay's,
    /// 11번가's, ESM's and Grip's follow. 0 takes any.
    pub port: u16,
}

const ORDERS: usize = 200;

impl SandboxConfig {
    /// Two hundred orders, any port, nothing kept.
    #[must_use]
    pub fn new(seed: u64, now: Now) -> Self {
        Self { seed, orders: ORDERS, now, limits_by_clock: false, state_folder: None, port: 0 }
    }
}

/// Why a sandbox could not start.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The port is taken.
    #[error("port {port} on loopback cannot be opened; choose another or 0 for any")]
    Port {
        /// Which port.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The state file cannot be used.
    #[error(transparent)]
    StateFile(#[from] StateFileError),
}

/// The running marketplaces; dropping it stops them.
#[derive(Debug)]
pub struct Sandbox {
    coupang: coupang::Shop,
    smartstore: naver::Shop,
    npay: naver::Shop,
    elevenst: elevenst::Shop,
    esm: esm::Shop,
    grip: grip::Shop,
    busy: Busy,
    doorbell: Doorbell,
    listeners: Vec<Listener>,
}

impl Sandbox {
    /// Opens the shops and serves them.
    ///
    /// # Errors
    /// When a port is taken or a state file cannot be used.
    pub async fn start(config: SandboxConfig) -> Result<Self, SandboxError> {
        let first = config.port;
        let [coupang, smartstore, npay, elevenst, esm, grip] = [
            bind(first, 0).await?,
            bind(first, 1).await?,
            bind(first, 2).await?,
            bind(first, 3).await?,
            bind(first, 4).await?,
            bind(first, 5).await?,
        ];
        let door = (Busy::default(), Doorbell::default());
        let mut street = Street { config, door, listeners: Vec::new() };
        let naver = |flavor| move |opening| naver::open(flavor, opening);
        Ok(Self {
            coupang: street.stand(coupang, coupang::CODE, coupang::open, coupang::router)?,
            smartstore: street.stand(
                smartstore,
                Flavor::SmartStore.code(),
                naver(Flavor::SmartStore),
                naver::router,
            )?,
            npay: street.stand(npay, Flavor::Npay.code(), naver(Flavor::Npay), naver::router)?,
            elevenst: street.stand(elevenst, elevenst::CODE, elevenst::open, elevenst::router)?,
            esm: street.stand(esm, esm::CODE, esm::open, esm::router)?,
            grip: street.stand(grip, grip::CODE, grip::open, grip::router)?,
            busy: street.door.0,
            doorbell: street.door.1,
            listeners: street.listeners,
        })
    }

    /// The Coupang shop.
    #[must_use]
    pub fn coupang(&self) -> coupang::Shop {
        self.coupang.clone()
    }

    /// The SmartStore shop.
    #[must_use]
    pub fn smartstore(&self) -> naver::Shop {
        self.smartstore.clone()
    }

    /// The Npay shop.
    #[must_use]
    pub fn npay(&self) -> naver::Shop {
        self.npay.clone()
    }

    /// The 11번가 shop.
    #[must_use]
    pub fn elevenst(&self) -> elevenst::Shop {
        self.elevenst.clone()
    }

    /// The ESM shop, on G마켓 and 옥션 both.
    #[must_use]
    pub fn esm(&self) -> esm::Shop {
        self.esm.clone()
    }

    /// The Grip shop.
    #[must_use]
    pub fn grip(&self) -> grip::Shop {
        self.grip.clone()
    }

    /// How many calls have come in and are not answered yet, at all shops together.
    #[must_use]
    pub fn calls_under_way(&self) -> usize {
        self.busy.calls()
    }

    /// From now on a deed is done in the moment before any call, at whichever shop, is answered. It is told how many
    /// calls came before this one, since it was set, and must not call a shop over HTTP itself.
    pub fn before_every_call(&self, deed: impl FnMut(usize) + Send + 'static) {
        self.doorbell.set(Some(Box::new(deed)));
    }

    /// Ends what [`Sandbox::before_every_call`] began.
    pub fn leave_calls_alone(&self) {
        self.doorbell.set(None);
    }

    /// Closes every connection and waits until the listeners are gone.
    pub async fn stop(self) {
        for listener in self.listeners {
            listener.stop().await;
        }
    }
}

/// The port so many places after the first one; any when the first is 0.
async fn bind(first: u16, place: u16) -> Result<Port, SandboxError> {
    let port = if first == 0 { 0 } else { first.saturating_add(place) };
    Port::bind(port).await.map_err(|source| SandboxError::Port { port, source })
}

/// Where the shops of one sandbox open, one beside the other.
struct Street {
    config: SandboxConfig,
    door: Door,
    listeners: Vec<Listener>,
}

impl Street {
    /// Opens a shop and serves it at a port.
    fn stand<Market: Simulated>(
        &mut self,
        port: Port,
        code: &str,
        open: impl FnOnce(Opening) -> Result<Shop<Market>, StateFileError>,
        router: fn(Shop<Market>) -> Router,
    ) -> Result<Shop<Market>, StateFileError> {
        let config = &self.config;
        let shop = open(Opening {
            host: port.base_url(),
            seed: config.seed,
            orders: config.orders,
            now: config.now.clone(),
            state_file: state_file(config.state_folder.as_deref(), code)?,
        })?;
        if config.limits_by_clock {
            shop.count_by(Pulse::Own(config.now.clone()));
        }
        let router = dated(router(shop.clone()), &config.now);
        self.listeners.push(port.serve(router, self.door.clone()));
        Ok(shop)
    }
}

/// Where the shop of that code keeps its state.
fn state_file(folder: Option<&Path>, code: &str) -> Result<Option<PathBuf>, StateFileError> {
    let file = |folder| Ok(persist::folder(folder)?.join(code).with_extension("json"));
    folder.map(file).transpose()
}
