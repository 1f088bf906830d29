//! The marketplaces.

use serde::{Deserialize, Serialize};

use crate::Sentence;

/// Where a shop sells. Gmarket and Auction share one connector (ESM) but are two marketplaces to their sellers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Marketplace {
    /// 스마트스토어
    SmartStore,
    /// 쿠팡
    Coupang,
    /// 11번가
    Elevenst,
    /// G마켓
    Gmarket,
    /// 옥션
    Auction,
    /// 네이버페이 주문형
    Npay,
    /// 그립
    Grip,
}

impl Marketplace {
    /// Every marketplace, in the order in which they are shown.
    pub const ALL: [Marketplace; 7] = [
        Self::SmartStore,
        Self::Coupang,
        Self::Elevenst,
        Self::Gmarket,
        Self::Auction,
        Self::Npay,
        Self::Grip,
    ];

    /// The word used in files, tables and commands.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SmartStore => "smartstore",
            Self::Coupang => "coupang",
            Self::Elevenst => "elevenst",
            Self::Gmarket => "gmarket",
            Self::Auction => "auction",
            Self::Npay => "npay",
            Self::Grip => "grip",
        }
    }

    /// Its name as its sellers know it.
    pub const fn name(self) -> Sentence {
        match self {
            Self::SmartStore => Sentence::fixed("스마트스토어", "SmartStore"),
            Self::Coupang => Sentence::fixed("쿠팡", "Coupang"),
            Self::Elevenst => Sentence::fixed("11번가", "11st"),
            Self::Gmarket => Sentence::fixed("G마켓", "Gmarket"),
            Self::Auction => Sentence::fixed("옥션", "Auction"),
            Self::Npay => Sentence::fixed("네이버페이", "Naver Pay"),
            Self::Grip => Sentence::fixed("그립", "Grip"),
        }
    }

    /// The marketplace that `code` names, if any.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|marketplace| marketplace.code() == code)
    }
}
