//! How the goods of a claim were found, and how old the picture of a claim is.

use chrono::{DateTime, Utc};
use domain::{InspectionResult, Sentence};
use serde::{Deserialize, Serialize};

/// What was found; ours alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct InspectRequest {
    /// What the goods were found to be.
    pub result: InspectionResult,
    /// Pieces that came back.
    pub pieces: u32,
    /// The shop's own words, or empty.
    pub memo: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct InspectionView {
    /// What the goods were found to be.
    pub result: InspectionResult,
    /// Pieces that came back.
    pub pieces: u32,
    /// The shop's own words, or empty.
    pub memo: String,
    /// When they were looked at.
    pub at: DateTime<Utc>,
}

/// A picture that a claim keeps; its bytes are asked for by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct PhotoView {
    /// Its number.
    pub photo: u32,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

/// A file that a person chose. The window never sees where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoFile {
    /// Its name without its folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What became of chosen files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct PhotosAdded {
    /// Pictures that are kept now.
    pub added: u32,
    /// The names of those that are not, and why.
    pub refused: Vec<(String, Sentence)>,
}

/// What a claim's reading came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimReading {
    /// When the marketplace last told of it.
    pub read_at: Option<DateTime<Utc>>,
    /// The marketplace shows it.
    pub shown: bool,
}
