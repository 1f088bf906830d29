//! Where the application keeps its files.

use std::fs::DirBuilder;
use std::path::PathBuf;
use std::{env, io};

use directories::ProjectDirs;

/// The folder that holds everything the application writes.
#[derive(Clone, Debug)]
pub(crate) struct Place(PathBuf);

/// The person has no home folder, and none was named.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error(
    "자료를 둘 폴더를 찾지 못했습니다. MOADESK_HOME에 폴더를 지정하고 다시 여세요. / \
     There is no folder to keep the data in. Name one in MOADESK_HOME and start again."
)]
pub(crate) struct NoPlace;

impl Place {
    /// `MOADESK_HOME`, or where the operating system keeps an application's data.
    pub(crate) fn find() -> Result<Self, NoPlace> {
        let named = env::var_os("MOADESK_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let usual = || Some(ProjectDirs::from("kr", "moadesk", "Moadesk")?.data_local_dir().to_owned());
        named.or_else(usual).map(Self).ok_or(NoPlace)
    }

    /// Makes the folder and the log's in it, for their owner's eyes only.
    ///
    /// # Errors
    /// As the operating system refuses.
    pub(crate) fn prepare(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(self.logs())
    }

    /// The encrypted file.
    pub(crate) fn store(&self) -> PathBuf {
        self.0.join("store")
    }

    /// The log, without personal data.
    pub(crate) fn logs(&self) -> PathBuf {
        self.0.join("logs")
    }

    /// What the web view keeps for itself.
    pub(crate) fn web_view(&self) -> PathBuf {
        self.0.join("window")
    }

    /// The sandbox shop's own memory.
    pub(crate) fn sandbox(&self) -> PathBuf {
        self.0.join("sandbox")
    }
}
