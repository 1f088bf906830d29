//! `cargo xtask run`: the application on the built-in sandbox shop.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::session::{self, Session};
use crate::setup::{self, Need};
use crate::ui;

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
    setup::prepare(project, if own { Need::Build } else { Need::Tests })?;
    ui::build(project)?;
    project.cargo().args(["build", "--package", "moadesk"]).run()?;
    match screen {
        Screen::Own => wait(&mut on_own_screen(project)?),
        Screen::Virtual => {
            eprintln!("the window is on a virtual screen; Ctrl+C ends it");
            wait(&mut on_virtual_screen(project)?)
        }
        Screen::Picture(file, after) => take_picture(project, file, *after),
    }
}

fn on_own_screen(project: &Project) -> Result<Command> {
    if !cfg!(target_os = "linux") || session::has_secret_service(project) {
        let mut command = Command::new(project.application());
        command.arg("--sandbox").env("MOADESK_HOME", project.target("desk"));
        return Ok(command);
    }
    eprintln!(
        "no Secret Service answers here (gnome-keyring or KWallet): the sandbox shop gets a keyring of its own"
    );
    setup::prepare(project, Need::Tests)?;
    let mut command = Session::kept(project, "run")?.command(&project.application());
    command.arg("--sandbox");
    Ok(command)
}

fn on_virtual_screen(project: &Project) -> Result<Command> {
    if !cfg!(target_os = "linux") {
        bail!("a virtual screen is made on Linux only; leave out --headless and --picture");
    }
    let mut command = Session::fresh(project, "headless")?.on_virtual_screen(&project.application());
    command.arg("--sandbox");
    Ok(command)
}

fn take_picture(project: &Project, file: &PathBuf, after: Duration) -> Result<ExitCode> {
    let script = project.target("xtask/picture.sh");
    let lines =
        r#""$1" --sandbox & application=$!; sleep "$2"; import -window root "$3"; kill "$application""#;
    project.shell.write_file(&script, lines)?;
    let mut command = Session::fresh(project, "headless")?.on_virtual_screen("sh".as_ref());
    command.arg(&script).arg(project.application()).arg(after.as_secs().to_string()).arg(file);
    let code = wait(&mut command)?;
    if file.exists() {
        eprintln!("the picture is {}", file.display());
    }
    Ok(code)
}

fn wait(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().context("the application did not start")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
