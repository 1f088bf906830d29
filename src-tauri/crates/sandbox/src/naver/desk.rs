//! Where an operation is carried out once the gateway let it pass.

use chrono::{DateTime, Utc};

use super::claims::{Claim, ClaimKind};
use super::errors::{Answer, Failure, NO_LINE, NOT_YOURS, Refusal};
use super::model::Line;
use super::route::{Operation, Route};
use super::settings::Settings;
use super::state::State;
use super::{cancels, confirm, detail, exchanges, feed, holdbacks, hope, returns, search, seller, shipping};

/// The shop, as one call sees it.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) settings: &'a Settings,
    pub(crate) now: DateTime<Utc>,
    /// A fault delays the effect of this call by so many seconds.
    pub(crate) lag: u32,
    /// A fault lets the next row fail.
    pub(crate) row_fails: bool,
}

/// A line that exists, of another seller.
pub(crate) const FOREIGN_LINE: &str = "2026010133330011";

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) route: &'a Route,
    /// Raw, without `?`.
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
}

impl Desk<'_> {
    pub(crate) fn carry_out(&mut self, asked: Asked<'_>) -> Result<Answer, Refusal> {
        use Operation as Op;
        match asked.route.operation {
            Op::LastChanged => feed::last_changed(self, asked),
            Op::Query => detail::query(self, asked),
            Op::LineIds => detail::line_ids(self, asked),
            Op::Search => search::search(self, asked),
            Op::Confirm => confirm::confirm(self, asked),
            Op::Dispatch => shipping::dispatch(self, asked),
            Op::Delay => shipping::delay(self, asked),
            Op::ChangeHope => hope::change(self, asked),
            Op::RequestCancel => cancels::request(self, asked),
            Op::ApproveCancel => cancels::approve(self, asked),
            Op::RequestReturn => returns::request(self, asked),
            Op::ApproveReturn => returns::approve(self, asked),
            Op::RejectReturn => returns::reject(self, asked),
            Op::HoldReturn => holdbacks::hold(self, asked, ClaimKind::Return),
            Op::ReleaseReturn => holdbacks::release(self, asked, ClaimKind::Return),
            Op::CollectExchange => exchanges::collect(self, asked),
            Op::DispatchExchange => exchanges::dispatch(self, asked),
            Op::RejectExchange => exchanges::reject(self, asked),
            Op::HoldExchange => holdbacks::hold(self, asked, ClaimKind::Exchange),
            Op::ReleaseExchange => holdbacks::release(self, asked, ClaimKind::Exchange),
            Op::Account => Ok(seller::account(self)),
            Op::Channels => Ok(seller::channels(self)),
            Op::Reviews => seller::reviews(asked),
            // The gateway answers token requests itself.
            Op::Token => Err(Refusal::not_found()),
        }
    }

    pub(crate) fn line(&self, id: &str) -> Result<&Line, Failure> {
        let missing = if id == FOREIGN_LINE { NOT_YOURS } else { NO_LINE };
        self.state.lines.get(id).ok_or_else(|| missing.into())
    }

    /// The newest claim of a kind on a line; without one the line is not in a state for it.
    pub(crate) fn claim(&self, line_id: &str, kind: ClaimKind) -> Result<&Claim, Failure> {
        self.line(line_id)?;
        self.state.claim_of(line_id, kind).ok_or_else(Failure::claim_state)
    }
}
