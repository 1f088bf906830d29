//! What a marketplace tells of a line or a claim besides what every marketplace tells.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Won;

mod kind;

pub use kind::{DetailForm, DetailKind};

/// One thing that a marketplace tells.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Detail {
    /// What it is.
    pub kind: DetailKind,
    /// In the marketplace's words; amounts as whole won, moments by RFC 3339, days as `YYYY-MM-DD`.
    pub value: String,
}

impl Detail {
    /// A detail, unless it is empty.
    pub fn told(kind: DetailKind, value: impl Into<String>) -> Option<Self> {
        let value = value.into();
        (!value.trim().is_empty()).then_some(Self { kind, value })
    }

    /// An amount, once there is one; also one of nothing, which ends an amount that was told before.
    pub fn won(kind: DetailKind, amount: Option<Won>) -> Option<Self> {
        Some(Self { kind, value: amount?.get().to_string() })
    }

    /// Whether it is an amount of nothing, which is kept so that no older amount stands for it, and never shown.
    pub fn is_nothing(&self) -> bool {
        self.kind.form() == DetailForm::Won && self.value.parse() == Ok(Won::ZERO.get())
    }

    /// A moment, once there is one.
    pub fn at(kind: DetailKind, moment: Option<DateTime<Utc>>) -> Option<Self> {
        Some(Self { kind, value: moment?.to_rfc3339() })
    }

    /// A day in Korea, once there is one.
    pub fn on(kind: DetailKind, day: Option<NaiveDate>) -> Option<Self> {
        Some(Self { kind, value: day?.to_string() })
    }

    /// Details in the order in which they are shown.
    pub fn list(told: impl IntoIterator<Item = Option<Self>>) -> Vec<Self> {
        let mut list: Vec<Self> = told.into_iter().flatten().collect();
        list.sort_by_key(|detail| detail.kind);
        list
    }

    /// What is told now, with what was told before and this reading keeps silent about: one list of a marketplace
    /// says more than another. What holds only for a while ends when it is no longer told.
    #[must_use]
    pub fn kept(before: &[Self], now: &[Self]) -> Vec<Self> {
        let silent = |old: &&Self| !old.kind.is_passing() && now.iter().all(|new| new.kind != old.kind);
        Self::list(before.iter().filter(silent).chain(now).cloned().map(Some))
    }
}

/// Logs and failed assertions name nobody and tell no secret: member IDs stand here, and words to the courier.
impl fmt::Debug for Detail {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.kind.is_personal() { "***" } else { self.value.as_str() };
        to.debug_tuple("Detail").field(&self.kind).field(&shown).finish()
    }
}

impl DetailKind {
    /// Whether it tells of a person: it is hidden until it is revealed, and never logged.
    pub fn is_personal(self) -> bool {
        self.form() == DetailForm::Personal
    }

    /// Whether it holds only for a while: a payment or a gift that is waited for, the hour of a day, a refund that waits,
    /// how far the stop of a dispatch or a re-shipment came.
    pub const fn is_passing(self) -> bool {
        matches!(
            self,
            Self::PaymentDue
                | Self::GiftDue
                | Self::SameDay
                | Self::RefundWaits
                | Self::StopStatus
                | Self::ReshipStatus
        )
    }
}
