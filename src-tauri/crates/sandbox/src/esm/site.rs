//! The two sites behind one host, and what tells them apart on the wire.

use serde::{Deserialize, Serialize};

/// A site: each has its own sellers, numbers and orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Site {
    /// G마켓
    Gmarket,
    /// 옥션
    Auction,
}

impl Site {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Gmarket, Self::Auction];

    /// As `ssi` of a token and the settlement name it.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Gmarket => "G",
            Self::Auction => "A",
        }
    }

    /// SiteType of every request but the list of cancels.
    #[must_use]
    pub fn code(self) -> i64 {
        match self {
            Self::Gmarket => 2,
            Self::Auction => 1,
        }
    }

    /// SiteType of the list of cancels, and of most answers.
    #[must_use]
    pub fn answer_code(self) -> i64 {
        match self {
            Self::Gmarket => 3,
            Self::Auction => 1,
        }
    }

    pub(crate) fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|site| site.code() == code)
    }

    pub(crate) fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|site| site.letter() == letter)
    }

    /// How the site itself is called when it acts.
    pub(crate) fn is_gmarket(self) -> bool {
        self == Self::Gmarket
    }
}

/// One line of one site: the numbers of the two sites overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Key {
    pub(crate) site: Site,
    pub(crate) order_no: u64,
}

impl Key {
    pub(crate) fn new(site: Site, order_no: u64) -> Self {
        Self { site, order_no }
    }
}
