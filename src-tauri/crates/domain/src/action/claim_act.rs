//! What is done to a claim.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{BundleId, ClaimVerb, CourierCode, InvoiceNumber, Won};

/// A verb on a claim with what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ClaimAct {
    /// 승인
    Approve,
    /// 접수 안내
    Notify {
        /// How the goods come back, in the seller's words; the buyer reads them.
        text: String,
    },
    /// 거부, with the proof that the parcel had left.
    RefuseShipped {
        /// Who carries the parcel.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
    /// 거부 of a cancel, with the proof that the parcel had left and what is wrong about the request.
    RefuseDisputed {
        /// Who carries the parcel.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
        /// The marketplace's code for the objection.
        reason: String,
        /// The objection in words; the buyer reads them.
        text: String,
    },
    /// 거부, with a reason code of the marketplace.
    RefuseFor {
        /// The marketplace's code.
        reason: String,
    },
    /// 거부, with words that the buyer reads.
    RefuseBecause {
        /// The marketplace's code, where it asks for one besides the words; else empty.
        #[serde(default)]
        reason: String,
        /// The words.
        text: String,
    },
    /// 보류, with what the buyer owes.
    Hold {
        /// The marketplace's code.
        reason: String,
        /// Why, in the seller's words.
        detail: String,
        /// What the buyer is charged before the claim goes on.
        fee: Option<Won>,
        /// The day in Korea on which it is expected to go on, where the marketplace asks for one.
        #[serde(default)]
        until: Option<NaiveDate>,
    },
    /// 보류 해제
    Release,
    /// 반품완료보류
    Defer {
        /// The marketplace's code.
        reason: String,
        /// Why, in the seller's words.
        detail: String,
    },
    /// 수거 송장 등록
    RegisterPickup {
        /// Who picks up.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
    /// 수거완료
    ConfirmCollected,
    /// 환불
    Refund,
    /// 재발송 under the claim itself, where the marketplace opens no new bundle.
    ReshipInPlace {
        /// Who carries it.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
    /// 재발송
    Reship {
        /// The new bundle that the marketplace opened.
        bundle: BundleId,
        /// Who carries it.
        courier: CourierCode,
        /// Under which number.
        invoice: InvoiceNumber,
    },
    /// 재발송 배송완료
    Complete,
    /// 전환: a return to an exchange, an exchange to a return.
    Convert {
        /// Under which number the goods travel, where the marketplace asks for it.
        invoice: Option<(CourierCode, InvoiceNumber)>,
    },
}

impl ClaimAct {
    /// The verb alone.
    pub const fn verb(&self) -> ClaimVerb {
        match self {
            Self::Approve => ClaimVerb::Approve,
            Self::Notify { .. } => ClaimVerb::Notify,
            Self::RefuseShipped { .. }
            | Self::RefuseDisputed { .. }
            | Self::RefuseFor { .. }
            | Self::RefuseBecause { .. } => ClaimVerb::Refuse,
            Self::Hold { .. } => ClaimVerb::Hold,
            Self::Release => ClaimVerb::Release,
            Self::Defer { .. } => ClaimVerb::Defer,
            Self::RegisterPickup { .. } => ClaimVerb::RegisterPickup,
            Self::ConfirmCollected => ClaimVerb::ConfirmCollected,
            Self::Refund => ClaimVerb::Refund,
            Self::Reship { .. } | Self::ReshipInPlace { .. } => ClaimVerb::Reship,
            Self::Complete => ClaimVerb::Complete,
            Self::Convert { .. } => ClaimVerb::Convert,
        }
    }

    /// Who carries the parcel that it names, if it names one.
    pub const fn courier(&self) -> Option<&CourierCode> {
        match self {
            Self::RefuseShipped { courier, .. }
            | Self::RefuseDisputed { courier, .. }
            | Self::RegisterPickup { courier, .. }
            | Self::ReshipInPlace { courier, .. }
            | Self::Reship { courier, .. }
            | Self::Convert { invoice: Some((courier, _)) } => Some(courier),
            _ => None,
        }
    }
}
