//! Running something while counting what it says passed and failed.

use std::io::{BufRead, BufReader, Write};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

/// How many passed and how many failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    /// A check that says yes or no as a whole.
    pub(crate) fn of(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed) }
    }

    /// What the summary lines of Rust's test harness add up to.
    fn of_harness(lines: &[String]) -> Self {
        let mut tally = Self::default();
        for line in lines {
            tally += line.trim().strip_prefix("test result: ").map(summary).unwrap_or_default();
        }
        tally
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// `ok. 12 passed; 0 failed; 1 ignored; …`
fn summary(line: &str) -> Tally {
    let count = |what: &str| {
        let before = line.split(what).next()?.trim_end();
        before.rsplit(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
    };
    Tally { passed: count(" passed").unwrap_or(0), failed: count(" failed").unwrap_or(0) }
}

/// Runs a program of Rust's test harness and shows what it prints. One that ends badly without saying
/// which test failed counts as one failure: it crashed.
pub(crate) fn harness(command: &mut Command) -> Result<Tally> {
    let (success, lines) = shown(command)?;
    let tally = Tally::of_harness(&lines);
    Ok(if success || tally.failed > 0 { tally } else { Tally { failed: 1, ..tally } })
}

/// Runs a command, shows what it prints, and gives whether it ended well and its lines.
pub(crate) fn shown(command: &mut Command) -> Result<(bool, Vec<String>)> {
    let name = command.get_program().to_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} does not start", name.display()))?;
    let output = child.stdout.take().context("the output was not piped")?;
    let mut lines = Vec::new();
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        writeln!(std::io::stdout(), "{line}")?;
        lines.push(line);
    }
    Ok((child.wait()?.success(), lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn summaries_of_several_harnesses_add_up() {
        let output = lines(
            "running 3 tests\ntest a ... ok\n\
             test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
             test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!(Tally::of_harness(&output), Tally { passed: 15, failed: 2 });
    }

    #[test]
    fn a_line_that_only_speaks_of_results_is_not_counted() {
        assert_eq!(Tally::of_harness(&lines("the 7 passed; 9 failed line")), Tally::default());
    }

    #[cfg(unix)]
    #[test]
    fn a_harness_that_crashed_is_one_failure() {
        let crashed = harness(Command::new("sh").args(["-c", "echo running 3 tests; exit 101"])).unwrap();
        assert_eq!(crashed, Tally { passed: 0, failed: 1 });
    }
}
