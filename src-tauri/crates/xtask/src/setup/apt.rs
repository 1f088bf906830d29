//! Debian and Ubuntu: missing packages are installed.

use std::fs;

use anyhow::{Context, Result, bail};
use xshell::{Cmd, cmd};

use super::Need;
use crate::project::{Project, installed};

const BUILD: &[&str] = &[
    "build-essential",
    "file",
    "libayatana-appindicator3-dev",
    "libgtk-3-dev",
    "librsvg2-dev",
    "libsoup-3.0-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "perl",
    "pkg-config",
    // A fresh Debian has no Korean font, and the window would show boxes.
    "fonts-nanum",
];

const TESTS: &[&str] = &[
    "dbus",
    "dbus-x11",
    "gnome-keyring",
    "imagemagick",
    "libsecret-tools",
    "poppler-utils",
    // pkill, with which a window test cuts the application's power.
    "procps",
    "webkit2gtk-driver",
    "xauth",
    "xclip",
    "xvfb",
];

/// A new machine often installs its own updates in its first minutes, and holds the lock meanwhile.
const PATIENCE: &str = "DPkg::Lock::Timeout=300";

/// Whether the system is a Debian, or one of its children.
pub(super) fn is_the_package_tool() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let family = release.lines().filter(|line| line.starts_with("ID=") || line.starts_with("ID_LIKE="));
    installed("apt-get") && family.into_iter().any(|line| line.contains("debian") || line.contains("ubuntu"))
}

/// Installs the packages that are not there yet; asks for the password through sudo only then.
pub(super) fn install_missing(project: &Project, need: Need) -> Result<()> {
    let missing = missing(project, need)?;
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("installing {}", missing.join(" "));
    as_root(project, &["update"])?.run().context("the package lists could not be refreshed")?;
    as_root(project, &["install", "--yes", "--no-install-recommends"])?
        .args(&missing)
        .run()
        .context("the packages above could not be installed")
}

fn missing(project: &Project, need: Need) -> Result<Vec<&'static str>> {
    let wanted = if need == Need::Tests { [BUILD, TESTS].concat() } else { BUILD.to_vec() };
    let format = "${Package} ${db:Status-Status}\\n";
    let query = cmd!(project.shell, "dpkg-query --show --showformat={format}").args(&wanted);
    let output = query.quiet().ignore_status().ignore_stderr().output()?;
    let known = String::from_utf8_lossy(&output.stdout);
    let installed: Vec<&str> = known.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    Ok(wanted.into_iter().filter(|package| !installed.contains(package)).collect())
}

fn as_root<'a>(project: &'a Project, arguments: &[&str]) -> Result<Cmd<'a>> {
    let shell = &project.shell;
    let root = cmd!(shell, "id -u").quiet().read()? == "0";
    if !root && !installed("sudo") {
        bail!(
            "packages are missing, and neither root nor sudo is here: run `cargo xtask setup` as root once"
        );
    }
    let elevate: &[&str] = if root { &[] } else { &["sudo"] };
    let apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", PATIENCE];
    let words = [elevate, &apt, arguments].concat();
    Ok(shell.cmd(words[0]).args(&words[1..]))
}
