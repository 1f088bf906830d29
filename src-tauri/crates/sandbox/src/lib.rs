//! The marketplaces simulated over real HTTP on loopback, strict and stateful.
//!
//! No marketplace here offers a test account, so this crate is both the first run of a new
//! user and the ground tests stand on. It is written from the marketplaces' documents and
//! never from the connectors: what it refuses, it refuses with the marketplace's own words.
//!
//! Each marketplace is one folder with the same parts (`auth`, `route`, `gate`, `errors`,
//! `model`, `claims`, `state`, one file per topic of the API, `wire`, `life`, `generate`,
//! `verbs`, `truth`, `control`); what they share (clock, faults, people, products, files,
//! server) lies beside them. SmartStore and Npay are sisters and share one folder. See [`coupang`],
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
pub mod coupang;
mod date;
pub mod elevenst;
pub mod esm;
mod fault;
pub mod grip;
pub mod naver;
mod people;
mod persist;
mod products;
mod server;

use std::io;
use std::path::{Path, PathBuf};

pub use clock::{Now, system as system_clock};
pub use fault::{Fault, FaultKind};
pub use persist::StateFileError;

use clock::Pulse;
use date::dated;
use naver::{Flavor, Opening};
use server::{Busy, Listener, Port};

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
    listeners: Vec<Listener>,
}

impl Sandbox {
    /// Opens the shops and serves them.
    ///
    /// # Errors
    /// When a port is taken or a state file cannot be used.
    pub async fn start(config: SandboxConfig) -> Result<Self, SandboxError> {
        let [coupang_port, smartstore_port, npay_port] =
            [bind(config.port, 0).await?, bind(config.port, 1).await?, bind(config.port, 2).await?];
        let elevenst_port = bind(config.port, 3).await?;
        let (esm_port, grip_port) = (bind(config.port, 4).await?, bind(config.port, 5).await?);
        let state_file = state_file(config.state_folder.as_deref(), coupang::CODE)?;
        let coupang = coupang::Shop::open(
            coupang_port.base_url(),
            config.seed,
            config.orders,
            config.now.clone(),
            state_file,
        )?;
        let smartstore = open(Flavor::SmartStore, &config, &smartstore_port)?;
        let npay = open(Flavor::Npay, &config, &npay_port)?;
        let elevenst = open_elevenst(&config, &elevenst_port)?;
        let esm = open_esm(&config, &esm_port)?;
        let grip = open_grip(&config, &grip_port)?;
        if config.limits_by_clock {
            let pulse = || Pulse::Own(config.now.clone());
            coupang.count_by(pulse());
            [&smartstore, &npay].into_iter().for_each(|shop| shop.count_by(pulse()));
            elevenst.count_by(pulse());
            esm.count_by(pulse());
            grip.count_by(pulse());
        }
        let busy = Busy::default();
        let listeners = vec![
            coupang_port.serve(dated(coupang::router(coupang.clone()), &config.now), busy.clone()),
            smartstore_port.serve(dated(naver::router(smartstore.clone()), &config.now), busy.clone()),
            npay_port.serve(dated(naver::router(npay.clone()), &config.now), busy.clone()),
            elevenst_port.serve(dated(elevenst::router(elevenst.clone()), &config.now), busy.clone()),
            esm_port.serve(dated(esm::router(esm.clone()), &config.now), busy.clone()),
            grip_port.serve(dated(grip::router(grip.clone()), &config.now), busy.clone()),
        ];
        Ok(Self { coupang, smartstore, npay, elevenst, esm, grip, busy, listeners })
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

fn open(flavor: Flavor, config: &SandboxConfig, port: &Port) -> Result<naver::Shop, StateFileError> {
    let opening = Opening {
        base_url: port.base_url(),
        seed: config.seed,
        orders: config.orders,
        now: config.now.clone(),
        state_file: state_file(config.state_folder.as_deref(), flavor.code())?,
    };
    naver::Shop::open(flavor, opening)
}

fn open_elevenst(config: &SandboxConfig, port: &Port) -> Result<elevenst::Shop, StateFileError> {
    let state_file = state_file(config.state_folder.as_deref(), elevenst::CODE)?;
    elevenst::Shop::open(&port.base_url(), config.seed, config.orders, config.now.clone(), state_file)
}

fn open_esm(config: &SandboxConfig, port: &Port) -> Result<esm::Shop, StateFileError> {
    let state_file = state_file(config.state_folder.as_deref(), esm::CODE)?;
    esm::Shop::open(port.base_url(), config.seed, config.orders, config.now.clone(), state_file)
}

fn open_grip(config: &SandboxConfig, port: &Port) -> Result<grip::Shop, StateFileError> {
    let state_file = state_file(config.state_folder.as_deref(), grip::CODE)?;
    grip::Shop::open(port.base_url(), config.seed, config.orders, config.now.clone(), state_file)
}

/// Where the shop of that code keeps its state.
fn state_file(folder: Option<&Path>, code: &str) -> Result<Option<PathBuf>, StateFileError> {
    let file = |folder| Ok(persist::folder(folder)?.join(code).with_extension("json"));
    folder.map(file).transpose()
}
