//! Claims: a cancel, return or exchange of a quantity of one line.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Address, Applied, Parcel};
use super::route::Operation;

/// claimType
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClaimKind {
    /// 취소
    Cancel,
    /// 반품
    Return,
    /// 교환
    Exchange,
    /// 구매 확정 보류
    PurchaseDecisionHoldback,
    /// 직권 취소
    AdminCancel,
}

/// claimStatus
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClaimStatus {
    /// 취소 요청, after 발주확인.
    CancelRequest,
    /// 취소 처리 중, before 발주확인.
    Canceling,
    /// 취소 처리 완료
    CancelDone,
    /// 취소 철회
    CancelReject,
    /// 반품 요청
    ReturnRequest,
    /// 반품 완료
    ReturnDone,
    /// 반품 철회
    ReturnReject,
    /// 교환 요청
    ExchangeRequest,
    /// 교환 재배송 중
    ExchangeRedelivering,
    /// 교환 완료
    ExchangeDone,
    /// 교환 철회
    ExchangeReject,
    /// 수거 처리 중
    Collecting,
    /// 수거 완료
    CollectDone,
    /// 구매 확정 보류
    PurchaseDecisionHoldback,
    /// 구매 확정 요청
    PurchaseDecisionRequest,
    /// 구매 확정 보류 해제
    PurchaseDecisionHoldbackRelease,
    /// 직권 취소 중
    AdminCanceling,
    /// 직권 취소 완료
    AdminCancelDone,
    /// 직권 취소 철회
    AdminCancelReject,
}

impl ClaimStatus {
    /// Neither done nor withdrawn. 구매확정 보류 counts as neither: it keeps nothing but the decision
    /// waiting, and no other claim.
    pub(crate) fn is_open(self) -> bool {
        matches!(
            self,
            Self::CancelRequest
                | Self::Canceling
                | Self::ReturnRequest
                | Self::ExchangeRequest
                | Self::ExchangeRedelivering
                | Self::Collecting
                | Self::CollectDone
                | Self::AdminCanceling
        )
    }

    /// Ended as it was asked.
    pub(crate) fn is_done(self) -> bool {
        matches!(self, Self::CancelDone | Self::ReturnDone | Self::ExchangeDone | Self::AdminCancelDone)
    }

    /// 철회: withdrawn by the buyer or rejected by the seller.
    pub(crate) fn is_rejected(self) -> bool {
        matches!(
            self,
            Self::CancelReject | Self::ReturnReject | Self::ExchangeReject | Self::AdminCancelReject
        )
    }
}

/// collectStatus
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CollectStatus {
    /// Nobody was asked to fetch the goods.
    NotRequested,
    /// The courier was asked.
    CollectRequestToDeliveryCompany,
    /// The courier has a number and will come.
    CollectWaiting,
    /// On the way back.
    Delivering,
    /// The goods are in.
    Delivered,
    /// The courier came and got nothing.
    CollectFailed,
}

/// 수거
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pickup {
    /// collectDeliveryMethod
    pub method: String,
    /// collectDeliveryCompany
    pub company: Option<String>,
    /// collectTrackingNumber
    pub number: Option<String>,
    /// collectStatus
    pub status: CollectStatus,
    /// collectCompletedDate
    pub completed_at: Option<DateTime<Utc>>,
}

/// The one method by which the buyer sends the goods back alone: no courier is told of it.
pub(crate) const INDIVIDUAL: &str = "RETURN_INDIVIDUAL";

impl Pickup {
    pub(crate) fn is_individual(&self) -> bool {
        self.method == INDIVIDUAL
    }
}

/// 보류
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Holdback {
    /// holdbackReason
    pub reason: String,
    /// holdbackDetailedReason
    pub detail: String,
    /// holdbackConfigDate
    pub held_at: DateTime<Utc>,
    /// holdbackConfigurer, Korean text.
    pub held_by: String,
    /// holdbackReleaseDate; held while absent.
    pub released_at: Option<DateTime<Utc>>,
    /// holdbackReleaser, Korean text.
    pub released_by: Option<String>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claim {
    pub(crate) claim_id: String,
    pub(crate) product_order_id: String,
    pub(crate) kind: ClaimKind,
    pub(crate) status: ClaimStatus,
    pub(crate) quantity: u32,
    /// claimReason
    pub(crate) reason: String,
    pub(crate) detail: String,
    /// requestChannel, Korean text.
    pub(crate) channel: String,
    pub(crate) requested_at: DateTime<Utc>,
    pub(crate) approved_at: Option<DateTime<Utc>>,
    pub(crate) completed_at: Option<DateTime<Utc>>,
    /// The buyer's address at the time.
    pub(crate) address: Option<Address>,
    /// `None` for a cancel.
    pub(crate) pickup: Option<Pickup>,
    /// claimDeliveryFeeDemandAmount
    pub(crate) fee: i64,
    /// The buyer wants the fee taken off the refund: 환불금에서 차감.
    #[serde(default)]
    pub(crate) deducted: bool,
    /// etcFeeDemandAmount: what a holdback asks for besides.
    pub(crate) extra_fee: i64,
    pub(crate) holdback: Option<Holdback>,
    /// The replacement.
    pub(crate) redelivery: Option<Parcel>,
    pub(crate) applied: Applied,
}

impl Claim {
    pub(crate) fn is_open(&self) -> bool {
        self.status.is_open()
    }

    pub(crate) fn is_held(&self) -> bool {
        self.is_open() && self.holdback.as_ref().is_some_and(|it| it.released_at.is_none())
    }

    /// Whether the courier's pickup still moves.
    pub(crate) fn has_courier(&self) -> bool {
        self.pickup.as_ref().is_some_and(|it| !it.is_individual())
    }

    pub(crate) fn collected(&self) -> bool {
        self.pickup.as_ref().is_some_and(|it| it.status == CollectStatus::Delivered)
    }

    pub(crate) fn count(&mut self, operation: Operation) {
        *self.applied.entry(operation).or_default() += 1;
    }
}
