//! `cargo xtask bench` and `figures`: numbers, one JSON line each, on standard output and nothing else.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::project::Project;
use crate::setup::{self, Need};

/// What is read of a figure; the line is passed on as it stands.
#[derive(Deserialize)]
struct Figure {
    name: String,
    ok: bool,
}

/// Runs the benchmarks in the profile that is handed out.
pub(crate) fn bench(project: &Project) -> Result<ExitCode> {
    setup::prepare(project, Need::Build)?;
    let passed = print(Command::from(project.cargo().args(["bench", "--quiet", "--package", "tests"])))?;
    Ok(code(passed))
}

/// Runs the benchmarks, and the tests whose names begin with `figure`.
pub(crate) fn figures(project: &Project) -> Result<ExitCode> {
    let benched = bench(project)?;
    let printers =
        ["test", "--quiet", "--package", "tests", "--", "figure", "--nocapture", "--include-ignored"];
    let passed = print(Command::from(project.cargo().args(printers)))?;
    Ok(if passed { benched } else { ExitCode::FAILURE })
}

/// Prints the figures among a command's lines, and gives whether all of them meet their bars.
fn print(mut command: Command) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cargo does not start")?;
    let output = child.stdout.take().context("cargo's output was not piped")?;
    let mut passed = true;
    for line in BufReader::new(output).lines() {
        let line = line?;
        match serde_json::from_str::<Figure>(&line) {
            Ok(figure) => {
                println!("{line}");
                if !figure.ok {
                    eprintln!("missed its bar: {}", figure.name);
                    passed = false;
                }
            }
            Err(_) => eprintln!("{line}"),
        }
    }
    if !child.wait()?.success() {
        bail!("the figures could not be computed");
    }
    Ok(passed)
}

fn code(passed: bool) -> ExitCode {
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
