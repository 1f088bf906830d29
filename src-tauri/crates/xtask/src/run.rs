//! `cargo xtask run`: the application on the built-in sandbox shop.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::session::{self, Session};
use crate::setup::{self, Need};
use crate::ui;

/// Starts the application, waits, takes the picture of the screen and ends the application.
const PICTURE: &str =
    r#""$1" --sandbox & application=$!; sleep "$2"; import -window root "$3" && kill "$application""#;

/// Where the window appears.
pub(crate) enum Screen {
    /// On the person's own.
    Own,
    /// On a virtual one, until it is closed.
    Virtual,
    /// On a virtual one, until its picture was taken.
    Picture(PathBuf, Duration),
}

impl Screen {
    /// The screen that the arguments ask for.
    pub(crate) fn chosen(headless: bool, picture: Option<PathBuf>, after: u64) -> Self {
        match picture {
            Some(file) => Self::Picture(file, Duration::from_secs(after)),
            None if headless => Self::Virtual,
            None => Self::Own,
        }
    }
}

/// Sets up, builds and starts the application, and ends as it ends.
pub(crate) fn run(project: &Project, screen: &Screen) -> Result<ExitCode> {
    let own = matches!(screen, Screen::Own);
    if own && !session::has_screen() {
        bail!(
            "there is no screen here (DISPLAY and WAYLAND_DISPLAY are empty); try `cargo xtask run --headless`"
        );
    }
    if !own && !cfg!(target_os = "linux") {
        bail!("a virtual screen is made on Linux only; leave out --headless and --picture");
    }
    setup::prepare(project, if own { Need::Build } else { Need::Tests })?;
    ui::build(project)?;
    project.cargo().args(["build", "--package", "moadesk"]).run()?;
    match screen {
        Screen::Own => on_own_screen(project),
        Screen::Virtual => on_virtual_screen(project),
        Screen::Picture(file, after) => take_picture(project, file, *after),
    }
}

fn on_own_screen(project: &Project) -> Result<ExitCode> {
    if !cfg!(target_os = "linux") || session::has_secret_service(project) {
        let mut command = Command::new(project.application());
        return wait(command.arg("--sandbox").env("MOADESK_HOME", project.target("desk")));
    }
    eprintln!("no Secret Service answers here (gnome-keyring or KWallet): the sandbox shop gets its own");
    setup::prepare(project, Need::Tests)?;
    let session = Session::kept(project, "run")?;
    wait(session.command(&project.application()).arg("--sandbox"))
}

fn on_virtual_screen(project: &Project) -> Result<ExitCode> {
    eprintln!("the window is on a virtual screen; Ctrl+C ends it");
    let session = Session::fresh(project, "headless")?;
    wait(session.on_virtual_screen(&project.application()).arg("--sandbox"))
}

fn take_picture(project: &Project, file: &Path, after: Duration) -> Result<ExitCode> {
    let session = Session::fresh(project, "headless")?;
    let mut command = session.on_virtual_screen("sh".as_ref());
    command.args(["-c", PICTURE, "picture"]).arg(project.application());
    let code = wait(command.arg(after.as_secs().to_string()).arg(file))?;
    eprintln!("the picture is {}", file.display());
    Ok(code)
}

fn wait(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().context("the application did not start")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
