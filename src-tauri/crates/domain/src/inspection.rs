//! What came back with a claim, as the shop found it (검수): ours alone, no marketplace is told.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What the goods were found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum InspectionResult {
    /// 이상 없음
    Sound,
    /// 파손
    Damaged,
    /// 사용 흔적
    Used,
    /// 누락: pieces or parts did not come back.
    Missing,
    /// 오배송품: other goods than those that were sold.
    WrongGoods,
}

impl InspectionResult {
    /// Every result, in the order of the form.
    pub const ALL: [InspectionResult; 5] =
        [Self::Sound, Self::Damaged, Self::Used, Self::Missing, Self::WrongGoods];

    /// Whether it speaks against giving the buyer everything back.
    pub const fn is_faulty(self) -> bool {
        !matches!(self, Self::Sound)
    }
}

/// How the goods of a claim were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// What they were found to be.
    pub result: InspectionResult,
    /// Pieces that came back.
    pub pieces: u32,
    /// The shop's own words, or empty.
    pub memo: String,
    /// When they were looked at.
    pub at: DateTime<Utc>,
}

/// The kinds of pictures that a claim keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ImageKind {
    /// JPEG, ISO/IEC 10918-1
    Jpeg,
    /// PNG, ISO/IEC 15948
    Png,
    /// WebP, RFC 9649
    Webp,
}

impl ImageKind {
    /// The kind that the bytes themselves say they are; a file's name says nothing.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// Its media type, as a web view reads it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(ImageKind::of(b"\xFF\xD8\xFF\xE0rest"), Some(ImageKind::Jpeg));
        assert_eq!(ImageKind::of(b"\x89PNG\r\n\x1A\nrest"), Some(ImageKind::Png));
        assert_eq!(ImageKind::of(b"RIFF\x10\0\0\0WEBPVP8 "), Some(ImageKind::Webp));
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for bytes in [&b"GIF89a"[..], b"<svg/>", b"RIFF\x10\0\0\0WAVEfmt ", b"\x89PN", b"\xFF\xD8", b""] {
            assert_eq!(ImageKind::of(bytes), None, "{bytes:?}");
        }
    }
}
