//! `cargo xtask test`: every check and every test, and one line that counts them.

mod programs;
mod window;

use std::process::{Command, ExitCode};

use anyhow::Result;
use serde::Deserialize;

use crate::project::Project;
use crate::setup::{self, Need};
use crate::tally::{self, Tally};
use crate::ui;
use programs::TestProgram;

/// One part of the whole, with its name.
type Part<'a> = (&'a str, &'a dyn Fn(&Project) -> Result<Tally>);

/// Sets up and runs everything; `quick` leaves out what needs a keyring or a display.
pub(crate) fn test(project: &Project, quick: bool) -> Result<ExitCode> {
    setup::prepare(project, if quick { Need::Build } else { Need::Tests })?;
    ui::build(project)?;
    let mut report = Report::default();
    report.all(
        project,
        &[
            ("formatting", &|project| checked(project, &["fmt", "--all", "--check"])),
            ("clippy", &|project| {
                checked(
                    project,
                    &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"],
                )
            }),
            ("the window's lint", &|project| npm(project, "lint")),
            ("the window's types", &|project| npm(project, "check")),
            ("the window's tests", &window_tests),
        ],
    );
    match programs::build(project) {
        Ok(programs) => of_programs(&mut report, project, &programs, quick),
        Err(error) => report.failed("building the tests", &error),
    }
    report.all(project, &[("documentation tests", &doctests)]);
    Ok(report.close())
}

fn of_programs(report: &mut Report, project: &Project, programs: &[TestProgram], quick: bool) {
    for program in programs {
        match (program.place(), quick) {
            (programs::Place::Anywhere, _) => report.all(project, &[(&program.name(), &|_| program.run())]),
            (_, true) => eprintln!("\n== {}: left out", program.name()),
            (place, false) => {
                report.all(project, &[(&program.name(), &|project| window::run(project, program, place))])
            }
        }
    }
}

fn checked(project: &Project, arguments: &[&str]) -> Result<Tally> {
    Ok(Tally::of(project.cargo().args(arguments).quiet().run().is_ok()))
}

fn npm(project: &Project, script: &str) -> Result<Tally> {
    Ok(Tally::of(ui::npm(project, &["run", script]).quiet().run().is_ok()))
}

fn doctests(project: &Project) -> Result<Tally> {
    tally::harness(&mut Command::from(project.cargo().args(["test", "--workspace", "--doc", "--quiet"])))
}

/// The counts of vitest's own report.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vitest {
    num_passed_tests: u32,
    num_failed_tests: u32,
    num_failed_test_suites: u32,
}

fn window_tests(project: &Project) -> Result<Tally> {
    let file = project.target("xtask/vitest.json");
    project.shell.remove_path(&file)?;
    let output = format!("--outputFile.json={}", file.display());
    let run = ui::npm(project, &["run", "test", "--", "--reporter=default", "--reporter=json", &output]);
    let success = run.quiet().run().is_ok();
    let report: Vitest = serde_json::from_str(&project.shell.read_file(&file)?)?;
    let failed = report.num_failed_tests.max(report.num_failed_test_suites).max(u32::from(!success));
    Ok(Tally { passed: report.num_passed_tests, failed })
}

/// What was counted so far.
#[derive(Default)]
struct Report {
    total: Tally,
    failed: Vec<String>,
}

impl Report {
    fn all(&mut self, project: &Project, parts: &[Part<'_>]) {
        for (name, run) in parts {
            eprintln!("\n== {name}");
            match run(project) {
                Ok(tally) => self.count(name, tally),
                Err(error) => self.failed(name, &error),
            }
        }
    }

    fn count(&mut self, name: &str, tally: Tally) {
        self.total += tally;
        if tally.failed > 0 {
            self.failed.push(name.to_owned());
        }
    }

    fn failed(&mut self, name: &str, error: &anyhow::Error) {
        eprintln!("{name}: {error:#}");
        self.count(name, Tally::of(false));
    }

    fn close(self) -> ExitCode {
        for name in &self.failed {
            println!("failed: {name}");
        }
        println!("{} passed, {} failed", self.total.passed, self.total.failed);
        if self.total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
