//! The window's contents: installed and built only when something they are made from changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::Cmd;

use crate::project::Project;

/// npm is a script on Windows, and a script is started by its full name there.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Folders that are made from the others.
const MADE: &[&str] = &["node_modules", "dist", "coverage", "paraglide", ".svelte-kit", "test-results"];

/// `npm` with arguments, in the window's folder.
pub(crate) fn npm<'a>(project: &'a Project, arguments: &[&str]) -> Cmd<'a> {
    project.shell.cmd(NPM).arg("--prefix").arg(project.path("ui")).args(arguments)
}

/// Installs the packages and builds the window's contents, each only when its inputs changed.
pub(crate) fn build(project: &Project) -> Result<()> {
    install(project)?;
    let made = project.path("ui/dist/index.html");
    when_changed(project, "ui-build", &[project.path("ui")], &made, || {
        npm(project, &["run", "build"]).run().context("the window's contents could not be built")
    })
}

/// `npm ci`, when the lock changed.
pub(crate) fn install(project: &Project) -> Result<()> {
    let inputs = [project.path("ui/package.json"), project.path("ui/package-lock.json")];
    let made = project.path("ui/node_modules");
    when_changed(project, "ui-install", &inputs, &made, || {
        npm(project, &["ci", "--no-audit", "--no-fund"])
            .run()
            .context("the window's packages could not be installed")
    })
}

fn when_changed(
    project: &Project,
    name: &str,
    inputs: &[PathBuf],
    made: &Path,
    make: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = project.target(&format!("xtask/{name}"));
    let now = fingerprint(inputs)?;
    if made.exists() && fs::read_to_string(&stamp).is_ok_and(|before| before == now) {
        return Ok(());
    }
    make()?;
    project.shell.write_file(&stamp, now)?;
    Ok(())
}

fn fingerprint(inputs: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        hash_into(&mut hasher, input).with_context(|| format!("{} cannot be read", input.display()))?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn hash_into(hasher: &mut DefaultHasher, path: &Path) -> std::io::Result<()> {
    path.hash(hasher);
    if path.is_file() {
        fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut entries =
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    entries.retain(|entry| !MADE.iter().any(|made| entry.ends_with(made)));
    entries.sort();
    entries.iter().try_for_each(|entry| hash_into(hasher, entry))
}
