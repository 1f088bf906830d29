//! Where SmartStore and Npay differ; everything else of this folder is common to both.

use serde::{Deserialize, Serialize};

/// Which of the two sister APIs a shop speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flavor {
    /// The Commerce API of SmartStore (커머스API).
    SmartStore,
    /// The merchant API of Npay 주문형, for shops with a site of their own.
    Npay,
}

impl Flavor {
    /// The marketplace's name in files and in control paths.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SmartStore => "smartstore",
            Self::Npay => "npay",
        }
    }

    /// What the base URL ends in.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::SmartStore => "/external",
            Self::Npay => "/npay/partner",
        }
    }

    /// The prefix of agencies: with a seller's own application it is a foreign address.
    pub(crate) fn agency_prefix(self) -> Option<&'static str> {
        match self {
            Self::SmartStore => Some("/partner/"),
            Self::Npay => None,
        }
    }

    /// The word for the seller in paths.
    pub(crate) fn seller(self) -> &'static str {
        match self {
            Self::SmartStore => "seller",
            Self::Npay => "mall",
        }
    }

    /// How the path of 교환 수거완료 ends.
    pub(crate) fn collect(self) -> &'static str {
        match self {
            Self::SmartStore => "approve",
            Self::Npay => "complete",
        }
    }

    /// The token parameter that names somebody else's resource; forbidden with type SELF.
    pub(crate) fn agency_parameter(self) -> &'static str {
        match self {
            Self::SmartStore => "account_id",
            Self::Npay => "merchant_id",
        }
    }

    /// 배송 희망일 변경
    pub(crate) fn has_hope_delivery(self) -> bool {
        self == Self::SmartStore
    }

    /// 계정 정보, 채널 정보
    pub(crate) fn has_seller_account(self) -> bool {
        self == Self::SmartStore
    }

    /// 리뷰 조회
    pub(crate) fn has_reviews(self) -> bool {
        self == Self::Npay
    }

    /// Keeps the two shops of one seed apart.
    pub(crate) fn salt(self) -> u64 {
        match self {
            Self::SmartStore => 0x7373,
            Self::Npay => 0x6e70,
        }
    }
}
