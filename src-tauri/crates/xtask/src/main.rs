//! `cargo xtask`: everything a person or a machine does with this repository.
//!
//! Each command sets up what it needs first, so that it works in a fresh clone.

mod bindings;
mod figures;
mod project;
mod run;
mod session;
mod setup;
mod tally;
mod test;
mod ui;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::project::Project;
use crate::setup::Need;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, runs, tests and measures Moadesk.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Opens the application on the built-in sandbox shop.
    Run {
        /// Opens it on a virtual screen with a keyring of its own.
        #[arg(long)]
        headless: bool,
        /// Takes a picture of the virtual screen and ends; implies --headless.
        #[arg(long, value_name = "PNG")]
        picture: Option<PathBuf>,
        /// Seconds from the start to the picture.
        #[arg(long, value_name = "SECONDS", default_value_t = 20)]
        after: u64,
    },
    /// Runs every check and every test.
    Test {
        /// Leaves out what needs a display or a keyring.
        #[arg(long)]
        quick: bool,
    },
    /// Measures, and prints one JSON line for each figure.
    Bench,
    /// Prints every figure: the benchmarks' and those that tests compute.
    Figures,
    /// Writes the window's bindings from the commands in Rust.
    Bindings,
    /// Installs what the other commands need, and does nothing else.
    Setup,
}

fn main() -> ExitCode {
    match perform(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> Result<ExitCode> {
    let project = Project::find()?;
    match command {
        Command::Run { headless, picture, after } => {
            run::run(&project, &run::Screen::chosen(headless, picture, after))
        }
        Command::Test { quick } => test::test(&project, quick),
        Command::Bench => figures::bench(&project),
        Command::Figures => figures::figures(&project),
        Command::Bindings => bindings::write(&project),
        Command::Setup => setup::prepare(&project, Need::Tests).map(|()| ExitCode::SUCCESS),
    }
}
