//! What a site remembers about claims. A claim has no number of its own: it is a line's.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Applied, Parcel};
use super::site::Site;

/// 취소, 반품 or 교환.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// 취소
    Cancel,
    /// 반품
    Return,
    /// 교환
    Exchange,
}

/// Where a claim stands. Collecting and holding are told beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStatus {
    /// 요청, 수거중 included.
    Requested,
    /// 취소중: approved, the refund is on its way.
    InProgress,
    /// 수거완료
    Collected,
    /// 교환 재발송중
    Resent,
    /// 취소완료, 환불완료, 교환완료
    Done,
    /// 철회, by the buyer or by 발송처리.
    Withdrawn,
    /// 사이트 직권환불
    BySupport,
    /// 옥션 거래완료 후 환불
    AfterRemittance,
    /// Turned into a claim of the other kind, the line's next one.
    Converted,
}

impl ClaimStatus {
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Requested | Self::InProgress | Self::Collected | Self::Resent)
    }

    /// Whether it still says what became of its line.
    pub(crate) fn stands(self) -> bool {
        !matches!(self, Self::Withdrawn | Self::Converted)
    }
}

/// RequestUser and ApproveUser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// 0 없음
    Nobody,
    /// 1 구매자
    Buyer,
    /// 2 판매자
    Seller,
    /// 3 고객센터
    Support,
    /// 4 기타
    Other,
    /// 5 선물수령인
    Receiver,
}

impl Actor {
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Nobody => 0,
            Self::Buyer => 1,
            Self::Seller => 2,
            Self::Support => 3,
            Self::Other => 4,
            Self::Receiver => 5,
        }
    }
}

/// Why: the codes, and the words beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// ReasonCode
    pub code: i64,
    /// ReasonDetail
    pub detail: String,
}

impl Reason {
    pub(crate) fn new(code: i64, detail: &str) -> Self {
        Self { code, detail: detail.to_owned() }
    }

    /// Reason: 0 판매자귀책, 1 구매자귀책, 2 기타.
    pub(crate) fn blame(&self) -> i64 {
        match self.code {
            1 | 2 | 11 => 1,
            3..=6 => 0,
            _ => 2,
        }
    }
}

/// 보류
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hold {
    /// HoldReason, as the seller gave it; 1 and 3 of a return are the site's.
    pub reason: i64,
    /// HoldReasonDetail or ResendExpectDate.
    pub detail: String,
    /// HoldDate
    pub held_at: DateTime<Utc>,
    /// FreeDate: when it was released.
    pub freed_at: Option<DateTime<Utc>>,
}

/// 수거
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pickup {
    /// 1 사이트 수거지시; otherwise the seller's own courier (2).
    pub by_site: bool,
    /// Courier and number once they are known.
    pub parcel: Option<Parcel>,
    /// 수거완료일자
    pub completed_at: Option<DateTime<Utc>>,
}

impl Pickup {
    /// 수거지시 or 택배 Tracking중: nothing can be held between the two.
    pub(crate) fn is_under_way(&self) -> bool {
        self.completed_at.is_none() && (self.by_site || self.parcel.is_some())
    }
}

/// 재발송
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resend {
    /// Courier and number.
    pub parcel: Parcel,
    /// ResendDate
    pub sent_at: DateTime<Utc>,
    /// When the replacement arrived.
    pub completed_at: Option<DateTime<Utc>>,
}

/// A claim on a whole line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claim {
    pub(crate) kind: ClaimKind,
    pub(crate) status: ClaimStatus,
    pub(crate) reason: Reason,
    pub(crate) requested_by: Actor,
    pub(crate) approved_by: Actor,
    pub(crate) requested_at: DateTime<Utc>,
    pub(crate) withdrawn_at: Option<DateTime<Utc>>,
    /// Of a return still [`ClaimStatus::Collected`]: 환불대기.
    pub(crate) approved_at: Option<DateTime<Utc>>,
    pub(crate) completed_at: Option<DateTime<Utc>>,
    pub(crate) hold: Option<Hold>,
    pub(crate) pickup: Option<Pickup>,
    pub(crate) resend: Option<Resend>,
    /// 빠른환불
    pub(crate) fast_refund: bool,
    /// GoodsStatus: 0 알수없음, 1 개봉 미사용, 2 개봉 사용, 3 미개봉.
    pub(crate) goods_status: i64,
    /// Won: 반품배송비, 교환배송비.
    pub(crate) fee: i64,
    /// How it is paid; 3 판매자 직접 결제 after a conversion.
    pub(crate) fee_way: i64,
    /// Won: what a hold asks for.
    pub(crate) extra_fee: i64,
    pub(crate) applied: Applied,
}

impl Claim {
    /// Held, which shows while nothing was approved or sent again.
    pub(crate) fn is_held(&self) -> bool {
        let early = matches!(self.status, ClaimStatus::Requested | ClaimStatus::Collected);
        early && self.approved_at.is_none() && self.hold.as_ref().is_some_and(|hold| hold.freed_at.is_none())
    }

    /// A return approved while other claims of the basket are open: 환불대기.
    pub(crate) fn waits_for_refund(&self) -> bool {
        self.kind == ClaimKind::Return && self.status == ClaimStatus::Collected && self.approved_at.is_some()
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.pickup.as_ref().is_some_and(Pickup::is_under_way)
    }

    /// CancelStatus, ReturnStatus or ExchangeStatus of an answer.
    pub(crate) fn code(&self, site: Site) -> i64 {
        match self.kind {
            ClaimKind::Cancel => self.cancel_code(),
            ClaimKind::Return => self.return_code(),
            ClaimKind::Exchange => self.exchange_code(site),
        }
    }

    fn cancel_code(&self) -> i64 {
        match self.status {
            ClaimStatus::InProgress => 2,
            ClaimStatus::Done => 3,
            ClaimStatus::Withdrawn => 4,
            ClaimStatus::BySupport => 5,
            ClaimStatus::AfterRemittance => 6,
            _ => 1,
        }
    }

    fn return_code(&self) -> i64 {
        match self.status {
            _ if self.is_held() => 3,
            ClaimStatus::Collected => 2,
            ClaimStatus::Done => 4,
            ClaimStatus::Withdrawn => 5,
            ClaimStatus::BySupport => 6,
            _ => 1,
        }
    }

    /// 교환완료 exists on G마켓 only; 0 is 배송중/배송완료 after the replacement was sent.
    fn exchange_code(&self, site: Site) -> i64 {
        match self.status {
            _ if self.is_held() => 3,
            ClaimStatus::Collected => 2,
            ClaimStatus::Done if site.is_gmarket() => 4,
            ClaimStatus::Resent | ClaimStatus::Done => 0,
            ClaimStatus::Withdrawn => 5,
            _ => 1,
        }
    }
}
