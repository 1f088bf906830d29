//! The power goes while a request is on its way: the engine as a process of its own, ended by `kill -9`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use domain::ActionKind;
use sandbox::FaultKind;
use sandbox::coupang::{Fault, Operation};
use serde_json::Value;
use tests::world::World;
use tests::world::coupang::Coupang;

/// The engine without a window, on one folder, over one shop.
struct Headless<'a> {
    world: &'a Coupang,
    folder: &'a Path,
}

impl Headless<'_> {
    /// Starts a command; what it prints is kept for the one that waits for it.
    fn start(&self, words: &[&str]) -> Result<Child> {
        let mut command = Command::new(program()?);
        command.args([
            "--marketplace",
            "coupang",
            "--sandbox",
            "--base-url",
            &self.world.base_url(),
            "--store",
        ]);
        command.arg(self.folder).env("MOADESK_STORE_KEY", "7e".repeat(32));
        let given = self.world.shop().credentials();
        let credentials = [
            ("VENDOR_ID", given.vendor_id),
            ("ACCESS_KEY", given.access_key),
            ("SECRET_KEY", given.secret_key),
            ("USER_ID", given.user_id),
        ];
        command.envs(credentials.map(|(name, value)| (format!("MOADESK_CREDENTIAL_{name}"), value)));
        Ok(command.args(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?)
    }

    /// Runs a command to its end and reads its JSON lines.
    fn run(&self, words: &[&str]) -> Result<Vec<Value>> {
        let output = self.start(words)?.wait_with_output()?;
        let text = String::from_utf8(output.stdout)?;
        ensure!(output.status.success(), "{words:?} failed: {text}");
        text.lines().map(|line| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
    }
}

/// The example `headless`, which cargo builds with the tests.
fn program() -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let file = format!("headless{}", std::env::consts::EXE_SUFFIX);
    let built = here.ancestors().nth(2).map(|folder| folder.join("examples").join(file));
    let built = built.filter(|path| path.exists());
    built.context("the example `headless` is missing; `cargo test --workspace` builds it")
}

/// Waits until the shop has seen a write of this kind.
fn arrived(world: &Coupang, kind: ActionKind) -> Result<()> {
    let start = Instant::now();
    while world.calls(kind) == 0 {
        if start.elapsed() > Duration::from_secs(30) {
            bail!("{kind:?} never arrived");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// Kills the engine while a confirmation hangs, and lets the next one find out what became of it.
fn killed_while(fault: FaultKind, applied_at_first: u32) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let world = runtime.block_on(Coupang::with_orders(0))?;
    let folder = tempfile::tempdir()?;
    let headless = Headless { world: &world, folder: folder.path() };
    let order = world.order(1, 1)?;
    headless.run(&["collect"])?;
    world.shop().inject(Fault::on(Operation::Acknowledge, fault));
    let mut sending = headless.start(&["act", "confirm", "--order", order.as_str()])?;
    arrived(&world, ActionKind::Confirm)?;
    sending.kill()?;
    sending.wait()?;
    ensure!(world.applied(ActionKind::Confirm, order.as_str()) == applied_at_first);
    headless.run(&["settle"])?;
    ensure!(world.applied(ActionKind::Confirm, order.as_str()) == 1, "not applied exactly once");
    let lines = headless.run(&["list"])?;
    let shown = lines.iter().any(|line| line.to_string().contains("PREPARING"));
    ensure!(shown, "the desk does not know: {lines:#?}");
    Ok(())
}

#[test]
fn killed_after_the_marketplace_applied_it() -> Result<()> {
    killed_while(FaultKind::HangAfter, 1)
}

#[test]
fn killed_before_the_marketplace_applied_it() -> Result<()> {
    killed_while(FaultKind::HangBefore, 0)
}
