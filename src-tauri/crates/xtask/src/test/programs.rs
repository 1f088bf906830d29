//! The test programs that cargo builds. They are built once with one set of features and run one by one,
//! each in the place that it needs.

use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::project::Project;
use crate::tally::{self, Tally};

/// What a test program needs around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Nothing.
    Anywhere,
    /// A keyring that may be written to.
    Keyring,
    /// A keyring and a screen.
    Window,
}

/// One test program.
#[derive(Clone, Debug)]
pub(crate) struct TestProgram {
    package: String,
    target: String,
    pub(crate) file: PathBuf,
    folder: PathBuf,
}

impl TestProgram {
    /// Its name for a person.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.package, self.target)
    }

    /// Where it can run.
    pub(crate) fn place(&self) -> Place {
        match (self.package.as_str(), self.target.as_str()) {
            ("store", "os_keychain") => Place::Keyring,
            ("tests", "desktop") => Place::Window,
            _ => Place::Anywhere,
        }
    }

    /// Runs it where this program runs.
    pub(crate) fn run(&self) -> Result<Tally> {
        let mut command = Command::new(&self.file);
        if self.waits() {
            let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
            command.arg(format!("--test-threads={}", 2 * cores));
        }
        tally::harness(self.stand(&mut command))
    }

    /// Whether its tests wait for answers and time limits rather than reckon, so that more of them may run at once than
    /// there are cores.
    fn waits(&self) -> bool {
        self.package == "tests" && matches!(self.target.as_str(), "conformance" | "faults" | "flows")
    }

    /// Puts a command where cargo would have started the program: tests read files from their package.
    pub(crate) fn stand<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder)
    }
}

/// Builds all test programs, and what they start: the application that the window tests drive, and the example
/// `headless`. Naming the targets would turn examples into test programs of their own.
pub(crate) fn build(project: &Project) -> Result<Vec<TestProgram>> {
    eprintln!("\n== building the tests");
    let cargo = project.cargo().args(["test", "--workspace", "--no-run"]);
    let mut command = Command::from(cargo.arg("--message-format=json-render-diagnostics"));
    let mut child = command.stdout(Stdio::piped()).spawn().context("cargo does not start")?;
    let output = child.stdout.take().context("cargo's output was not piped")?;
    let messages = serde_json::Deserializer::from_reader(BufReader::new(output)).into_iter::<Message>();
    let built = messages.collect::<Result<Vec<_>, _>>().context("cargo's messages could not be read")?;
    if !child.wait()?.success() {
        bail!("the tests do not build");
    }
    Ok(built.into_iter().filter_map(Message::into_program).collect())
}

/// What cargo tells of one thing that it built.
#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    package_id: String,
    #[serde(default)]
    manifest_path: PathBuf,
    #[serde(default)]
    target: Target,
    #[serde(default)]
    profile: Profile,
    executable: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Profile {
    test: bool,
}

impl Message {
    /// Benchmarks run by `cargo xtask bench` alone; clippy keeps them buildable.
    fn into_program(self) -> Option<TestProgram> {
        let bench = self.target.kind.iter().any(|kind| kind == "bench");
        let file = self.executable.filter(|_| self.profile.test && !bench)?;
        let folder = self.manifest_path.parent().map(Path::to_owned)?;
        Some(TestProgram { package: package(&self.package_id)?, target: self.target.name, file, folder })
    }
}

/// A package's name in cargo's id of it: `…/src-tauri#moadesk@0.1.0`, or `…/tests#0.1.0` where the folder is
/// called the same.
fn package(id: &str) -> Option<String> {
    let (folder, version) = id.rsplit_once('#')?;
    let name = version.split_once('@').map_or_else(|| folder.rsplit('/').next(), |(name, _)| Some(name));
    name.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(kind: &str, test: bool) -> Option<TestProgram> {
        let message = format!(
            r#"{{"reason":"compiler-artifact","package_id":"path+file:///desk/tests#0.1.0","manifest_path":"/desk/tests/Cargo.toml",
                "target":{{"kind":["{kind}"],"name":"desktop","edition":"2024"}},
                "profile":{{"opt_level":"0","test":{test}}},"executable":"/target/desktop-1"}}"#
        );
        serde_json::from_str::<Message>(&message).unwrap().into_program()
    }

    #[test]
    fn a_test_program_is_known_by_its_package_and_target() {
        let program = built("test", true).unwrap();
        assert_eq!((program.name().as_str(), program.place()), ("tests/desktop", Place::Window));
        assert!(!program.waits() && TestProgram { target: "faults".to_owned(), ..program }.waits());
    }

    #[test]
    fn a_package_is_named_by_its_id() {
        assert_eq!(package("path+file:///desk/src-tauri#moadesk@0.1.0").as_deref(), Some("moadesk"));
        assert_eq!(package("path+file:///desk/src-tauri/crates/store#0.1.0").as_deref(), Some("store"));
    }

    #[test]
    fn benchmarks_and_ordinary_programs_are_no_tests() {
        assert!(built("bench", true).is_none());
        assert!(built("bin", false).is_none());
    }

    #[test]
    fn other_messages_of_cargo_are_passed_over() {
        let message: Message = serde_json::from_str(r#"{"reason":"build-finished","success":true}"#).unwrap();
        assert!(message.into_program().is_none());
    }
}
