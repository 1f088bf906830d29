//! Serves the sandbox until it is ended, and prints one JSON line that tells where.

use std::path::PathBuf;

use clap::Parser;
use sandbox::{Sandbox, SandboxConfig, SandboxError, system_clock};
use sandbox::{coupang, elevenst, esm, grip, naver};

#[derive(Debug, Parser)]
#[command(about = "The marketplaces, simulated on loopback")]
struct Options {
    /// The first port, the others follow; 0 takes any.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Decides orders, claims and keys.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many orders each shop begins with.
    #[arg(long, default_value_t = 200)]
    orders: usize,
    /// The folder that keeps the shops between runs.
    #[arg(long)]
    state: Option<PathBuf>,
    /// Nothing moves by itself.
    #[arg(long)]
    still: bool,
}

#[tokio::main]
async fn main() -> Result<(), SandboxError> {
    let options = Options::parse();
    let config = SandboxConfig {
        orders: options.orders,
        state_folder: options.state,
        port: options.port,
        ..SandboxConfig::new(options.seed, system_clock())
    };
    let sandbox = Sandbox::start(config).await?;
    let (coupang, smartstore, npay) = (sandbox.coupang(), sandbox.smartstore(), sandbox.npay());
    let elevenst = sandbox.elevenst();
    let (esm, grip) = (sandbox.esm(), sandbox.grip());
    if !options.still {
        coupang.configure(coupang::Settings::lively());
        smartstore.configure(naver::Settings::lively());
        npay.configure(naver::Settings::lively());
        esm.configure(esm::Settings::lively());
        elevenst.configure(elevenst::Settings::lively());
        grip.configure(grip::Settings::lively());
    }
    let line = serde_json::json!({
        "coupang": {"baseUrl": coupang.base_url(), "credentials": coupang.credentials()},
        "smartstore": {"baseUrl": smartstore.base_url(), "credentials": smartstore.credentials()},
        "npay": {"baseUrl": npay.base_url(), "credentials": npay.credentials()},
        "elevenst": {"baseUrl": elevenst.base_url(), "credentials": elevenst.credentials()},
        "esm": {"baseUrl": esm.base_url(), "credentials": esm.credentials()},
        "grip": {"baseUrl": grip.base_url(), "credentials": grip.credentials()},
    });
    println!("{line}");
    std::future::pending::<()>().await;
    sandbox.stop().await;
    Ok(())
}
