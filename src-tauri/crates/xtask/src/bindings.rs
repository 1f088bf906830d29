//! `cargo xtask bindings`: the window's side of the commands, written from Rust.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::{self, Need};

/// Overwrites `ui/src/bindings.ts`. A test compares the file with the commands.
pub(crate) fn write(project: &Project) -> Result<ExitCode> {
    setup::prepare(project, Need::Build)?;
    let example =
        project.cargo().args(["run", "--quiet", "--package", "moadesk", "--example", "bindings", "--"]);
    example.arg(project.path("ui/src/bindings.ts")).run().context("the bindings could not be written")?;
    Ok(ExitCode::SUCCESS)
}
