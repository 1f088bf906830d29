//! Node, which builds the window's contents.

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::project::Project;
use crate::ui::NPM;

const OLDEST: u32 = 20;

/// Refuses a Node that is absent or too old.
pub(super) fn check(project: &Project) -> Result<()> {
    let install = "install Node 20 or newer with npm from https://nodejs.org";
    let version = cmd!(project.shell, "node --version").quiet().ignore_stderr().read();
    let version = version.with_context(|| format!("`node` does not start: {install}"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        bail!("Node {version} is too old: {install}");
    }
    let npm = project.shell.cmd(NPM).arg("--version").quiet().ignore_stdout().run();
    npm.with_context(|| format!("`npm` does not start: {install}"))
}
