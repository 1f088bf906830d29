//! A shop's state in a file, so that a restarted application finds the same shop.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a state file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum StateFileError {
    /// It cannot be read or written.
    #[error("the state file {path} cannot be used; choose another folder")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is not a state of this version.
    #[error("the state file {path} is not a sandbox state; remove it to begin anew")]
    Format {
        /// Which file.
        path: PathBuf,
        /// Where it went wrong.
        source: serde_json::Error,
    },
}

/// The folder of the states, made when it is not there.
pub(crate) fn folder(path: &Path) -> Result<&Path, StateFileError> {
    fs::create_dir_all(path).map_err(|source| io_error(path, source))?;
    Ok(path)
}

/// The saved state; `None` when there is no file yet.
pub(crate) fn load<S: DeserializeOwned>(path: &Path) -> Result<Option<S>, StateFileError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(io_error(path, source)),
    };
    serde_json::from_slice(&bytes).map(Some).map_err(|source| format_error(path, source))
}

/// Writes beside the file and renames, so that a crash leaves the old or the new state.
pub(crate) fn save(path: &Path, state: &impl Serialize) -> Result<(), StateFileError> {
    let bytes = serde_json::to_vec(state).map_err(|source| format_error(path, source))?;
    let beside = path.with_extension("new");
    fs::write(&beside, bytes).map_err(|source| io_error(&beside, source))?;
    fs::rename(&beside, path).map_err(|source| io_error(path, source))
}

fn io_error(path: &Path, source: io::Error) -> StateFileError {
    StateFileError::Io { path: path.to_owned(), source }
}

fn format_error(path: &Path, source: serde_json::Error) -> StateFileError {
    StateFileError::Format { path: path.to_owned(), source }
}
