//! Where things stand in the repository.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Cmd, Shell};

/// The repository and a shell that stands at its root.
pub(crate) struct Project {
    pub(crate) shell: Shell,
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Finds the repository from this crate's folder, and cargo's target folder from this program's.
    pub(crate) fn find() -> Result<Self> {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_folder.ancestors().nth(3).context("xtask left its place in the repository")?;
        let program = env::current_exe().context("this program's own path is unknown")?;
        let target =
            program.ancestors().nth(2).context("xtask was started from outside cargo's target folder")?;
        let shell = Shell::new()?;
        shell.change_dir(root);
        Ok(Self { shell, root: root.to_owned(), target: target.to_owned() })
    }

    /// A path from the root.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path in cargo's target folder, where everything that can be made again is kept.
    pub(crate) fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// The application's binary of the development profile.
    pub(crate) fn application(&self) -> PathBuf {
        self.target("debug").join(format!("moadesk{}", env::consts::EXE_SUFFIX))
    }

    /// Cargo, as the one that started this program.
    pub(crate) fn cargo(&self) -> Cmd<'_> {
        self.shell.cmd(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }
}

/// Whether a program of that name is on the path.
pub(crate) fn installed(program: &str) -> bool {
    let Some(path) = env::var_os("PATH") else { return false };
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}
