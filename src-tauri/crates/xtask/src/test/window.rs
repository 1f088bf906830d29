//! Tests that need a session: the keychain's, and those that drive the real window.

use anyhow::Result;

use super::programs::{Place, TestProgram};
use crate::project::Project;
use crate::session::Session;
use crate::tally::{self, Tally};

/// Runs the program in a fresh session. Window tests leave their pictures in `target/screenshots`.
pub(super) fn run(project: &Project, program: &TestProgram, place: Place) -> Result<Tally> {
    if !cfg!(target_os = "linux") {
        eprintln!("left out: sessions of our own are made on Linux only");
        return Ok(Tally::default());
    }
    let session = Session::fresh(project, "test")?;
    let mut command = match place {
        Place::Window => session.on_virtual_screen(&program.file),
        Place::Anywhere | Place::Keyring => session.command(&program.file),
    };
    tally::harness(program.stand(&mut command).arg("--test-threads=1"))
}
