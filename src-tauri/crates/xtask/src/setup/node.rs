//! Node, which builds the window's contents.

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::project::Project;
use crate::ui::NPM;

/// The oldest release of each line that Vite starts on; lines in between are not supported by it.
const OLDEST: [(u32, u32); 2] = [(20, 19), (22, 13)];
/// The line from which on every release does.
const ANY_SINCE: u32 = 24;

/// Refuses a Node that is absent or too old.
pub(super) fn check(project: &Project) -> Result<()> {
    let install = "install Node 20.19, 22.13, 24 or newer with npm from https://nodejs.org (a distribution's own is often older)";
    let version = cmd!(project.shell, "node --version").quiet().ignore_stderr().read();
    let version = version.with_context(|| format!("`node` does not start: {install}"))?;
    if !is_new_enough(&version) {
        bail!("Node {version} is too old: {install}");
    }
    let npm = project.shell.cmd(NPM).arg("--version").quiet().ignore_stdout().run();
    npm.with_context(|| format!("`npm` does not start: {install}"))
}

/// `v22.13.1`
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else { return false };
    major >= ANY_SINCE || OLDEST.iter().any(|(line, oldest)| major == *line && minor >= *oldest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_on_which_the_window_is_not_built_are_refused() {
        for version in ["v20.19.0", "v20.20.2", "v22.13.0", "v24.0.0", "v26.1.0"] {
            assert!(is_new_enough(version), "{version} was refused");
        }
        for version in ["v18.20.4", "v20.18.1", "v21.7.3", "v22.12.0", "v23.11.0", "", "node"] {
            assert!(!is_new_enough(version), "{version} was taken");
        }
    }
}
