//! Claims: cancels have numbers of one kind (ordPrdCnSeq), returns and exchanges of another (clmReqSeq).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Address, Applied, Parcel};

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// 취소
    Cancel,
    /// 반품
    Return,
    /// 교환
    Exchange,
    /// 구매확정후 직권취소
    OfficeCancel,
}

/// ordCnStatCd or clmStat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStatus {
    /// 01 취소요청
    CancelAsked,
    /// 02 취소완료
    CancelDone,
    /// 05 철회완료, by the buyer.
    CancelWithdrawn,
    /// 취소거부: no code of its own; that it shows as 05 is unverified.
    CancelRefused,
    /// 103 재결제대기중: known from a table only.
    ReturnRepaying,
    /// 104 반품보류
    ReturnHeld,
    /// 105 반품신청
    ReturnAsked,
    /// 106 반품완료
    ReturnDone,
    /// 107 반품거부
    ReturnRefused,
    /// 108 반품철회
    ReturnWithdrawn,
    /// 109 반품완료보류
    ReturnCompletionHeld,
    /// 201 교환신청
    ExchangeAsked,
    /// 212 교환승인: known from a table only, a re-shipment goes to 221 at once.
    ExchangeApproved,
    /// 214 교환보류: from the seller office only, no call sets it.
    ExchangeHeld,
    /// 221 교환발송완료
    ExchangeSent,
    /// 232 교환거부
    ExchangeRefused,
    /// 233 교환철회
    ExchangeWithdrawn,
    /// 301 재배송접수: known from a table only.
    ExchangeResending,
    /// 302 재배송완료: known from a table only.
    ExchangeResent,
}

impl ClaimStatus {
    /// ordCnStatCd or clmStat.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CancelAsked => "01",
            Self::CancelDone => "02",
            Self::CancelWithdrawn | Self::CancelRefused => "05",
            Self::ReturnRepaying => "103",
            Self::ReturnHeld => "104",
            Self::ReturnAsked => "105",
            Self::ReturnDone => "106",
            Self::ReturnRefused => "107",
            Self::ReturnWithdrawn => "108",
            Self::ReturnCompletionHeld => "109",
            Self::ExchangeAsked => "201",
            Self::ExchangeApproved => "212",
            Self::ExchangeHeld => "214",
            Self::ExchangeSent => "221",
            Self::ExchangeRefused => "232",
            Self::ExchangeWithdrawn => "233",
            Self::ExchangeResending => "301",
            Self::ExchangeResent => "302",
        }
    }

    /// Neither done, nor refused, nor withdrawn.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::CancelAsked
                | Self::ReturnRepaying
                | Self::ReturnHeld
                | Self::ReturnAsked
                | Self::ReturnCompletionHeld
                | Self::ExchangeAsked
                | Self::ExchangeApproved
                | Self::ExchangeHeld
                | Self::ExchangeResending
        )
    }

    /// Ended as it was asked.
    pub(crate) fn is_done(self) -> bool {
        matches!(self, Self::CancelDone | Self::ReturnDone | Self::ExchangeSent | Self::ExchangeResent)
    }

    /// In the lists of what was withdrawn.
    pub(crate) fn is_withdrawn(self) -> bool {
        let withdrawn =
            matches!(self, Self::CancelWithdrawn | Self::ReturnWithdrawn | Self::ExchangeWithdrawn);
        withdrawn || self == Self::CancelRefused
    }
}

/// How the goods come back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pickup {
    /// twMthd
    pub method: String,
    /// dlvEtprsCd
    pub courier: Option<String>,
    /// twPrdInvcNo
    pub number: Option<String>,
    /// When the goods came in; the lists have no word for it.
    pub arrived_at: Option<DateTime<Utc>>,
}

/// 보류
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hold {
    /// deferRefsRsnCd; empty from the seller office.
    pub reason: String,
    /// deferRefsRsn
    pub detail: String,
    /// When it was held.
    pub held_at: DateTime<Utc>,
}

/// 거부
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusedBecause {
    /// refsRsnCd or ordCnRefsRsnCd; empty for a cancel refused by dispatch.
    pub reason: String,
    /// The sentence the buyer gets.
    pub detail: String,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claim {
    /// ordPrdCnSeq or clmReqSeq
    pub(crate) claim_id: String,
    pub(crate) line_id: String,
    pub(crate) kind: ClaimKind,
    pub(crate) status: ClaimStatus,
    pub(crate) quantity: u32,
    /// ordCnRsnCd or clmReqRsn
    pub(crate) reason: String,
    pub(crate) detail: String,
    /// ordCnMnbdCd 02
    pub(crate) by_seller: bool,
    /// ordCnTypCd 02: 발송지연 직권취소
    pub(crate) late: bool,
    pub(crate) requested_at: DateTime<Utc>,
    pub(crate) ended_at: Option<DateTime<Utc>>,
    pub(crate) pickup: Option<Pickup>,
    /// Where the goods are fetched, and where a replacement goes.
    pub(crate) address: Option<Address>,
    /// clmLstDlvCst in won; 0 when the seller pays.
    pub(crate) fee: i64,
    /// clmDlvCstMthd
    pub(crate) fee_paid_by: Option<String>,
    pub(crate) hold: Option<Hold>,
    pub(crate) refusal: Option<RefusedBecause>,
    /// The replacement.
    pub(crate) parcel: Option<Parcel>,
    pub(crate) applied: Applied,
}

impl Claim {
    pub(crate) fn is_open(&self) -> bool {
        self.status.is_open()
    }

    pub(crate) fn arrived_at(&self) -> Option<DateTime<Utc>> {
        self.pickup.as_ref().and_then(|pickup| pickup.arrived_at)
    }
}
