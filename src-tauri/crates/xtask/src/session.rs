//! A session of our own on Linux: a bus, an unlocked keyring, a home, and a screen that nobody sees.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};
use xshell::{TempDir, cmd};

use crate::project::Project;

/// An empty password unlocks the new keyring, and it must end with its newline.
const UNLOCK: &str =
    r#"printf '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@""#;

/// The screen of the mockups.
const SCREEN: &str = "-screen 0 1440x900x24";

/// A home and a runtime folder for one session, away from the person's own; what was started in it ends
/// before it is dropped.
pub(crate) struct Session {
    home: PathBuf,
    /// A short path: a socket's may not be longer than 108 bytes.
    runtime: TempDir,
}

impl Session {
    /// A session that begins empty.
    pub(crate) fn fresh(project: &Project, name: &str) -> Result<Self> {
        project.shell.remove_path(project.target(&format!("sessions/{name}")))?;
        Self::kept(project, name)
    }

    /// A session that remembers what it held the last time.
    pub(crate) fn kept(project: &Project, name: &str) -> Result<Self> {
        let home = project.shell.create_dir(project.target(&format!("sessions/{name}")))?;
        let runtime = project.shell.create_temp_dir()?;
        keep_private(runtime.path()).context("the session's runtime folder could not be made private")?;
        Ok(Self { home, runtime })
    }

    /// The program in this session, on the screen that is there, if one is. What a screen is found by is
    /// usually named from the home and the runtime folder, which are others here.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = self.wrap(&[], program);
        let own = |folder: &str, file: OsString| Some(PathBuf::from(env::var_os(folder)?).join(file));
        let authority = env::var_os("XAUTHORITY").map(PathBuf::from);
        if let Some(authority) = authority.or_else(|| own("HOME", ".Xauthority".into())) {
            command.env("XAUTHORITY", authority);
        }
        if let Some(wayland) = env::var_os("WAYLAND_DISPLAY").and_then(|name| own("XDG_RUNTIME_DIR", name)) {
            command.env("WAYLAND_DISPLAY", wayland);
        }
        command
    }

    /// The program in this session, on a virtual screen.
    pub(crate) fn on_virtual_screen(&self, program: &Path) -> Command {
        self.wrap(&["xvfb-run", "--auto-servernum", "--server-args", SCREEN], program)
    }

    fn wrap(&self, screen: &[&str], program: &Path) -> Command {
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "sh", "-c", UNLOCK, "session"]).args(screen).arg(program);
        command.env("HOME", &self.home).env("XDG_RUNTIME_DIR", self.runtime.path());
        for own in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "WAYLAND_DISPLAY"]
        {
            command.env_remove(own);
        }
        command
    }
}

/// Whether the session that this program runs in has somewhere to keep secrets.
pub(crate) fn has_secret_service(project: &Project) -> bool {
    let ask = |method: &str| {
        let method = format!("org.freedesktop.DBus.{method}");
        let names =
            cmd!(project.shell, "dbus-send --session --print-reply --dest=org.freedesktop.DBus / {method}");
        let names = names.quiet().ignore_stderr().read();
        names.is_ok_and(|names| names.contains("org.freedesktop.secrets"))
    };
    env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() && (ask("ListNames") || ask("ListActivatableNames"))
}

/// Whether there is a screen to show a window on.
pub(crate) fn has_screen() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value: OsString| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(unix)]
fn keep_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn keep_private(folder: &Path) -> std::io::Result<()> {
    fs::metadata(folder).map(drop)
}
