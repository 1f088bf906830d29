//! Where an operation is carried out once the door let it pass.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::body::Fields;
use super::errors::Refusal;
use super::model::{Key, Line};
use super::route::Operation;
use super::settings::Settings;
use super::state::State;
use super::{address, couriers, exchanges, inquiries, lists, returns, reviews, writes};

/// The shop, as one call sees it.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) settings: &'a Settings,
    pub(crate) now: DateTime<Utc>,
    /// A fault delays the effect of this call by so many seconds.
    pub(crate) lag: u32,
    /// A fault lets the write, or its first line, fail.
    pub(crate) row_fails: bool,
}

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) operation: Operation,
    /// The number in the path; empty when there is none.
    pub(crate) id: &'a str,
    /// Without `?`.
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
}

type ClaimAct = fn(&mut Desk<'_>, Key, &Fields) -> Result<(), Refusal>;

impl Desk<'_> {
    pub(crate) fn carry_out(&mut self, asked: Asked<'_>) -> Result<Value, Refusal> {
        use Operation as Op;
        match asked.operation {
            Op::Couriers => Ok(couriers::list(self.state)),
            Op::ChangeAddress => address::change(self, asked),
            Op::InquiryCount => inquiries::count(self, asked),
            Op::Inquiries => inquiries::list(self, asked),
            Op::Inquiry => inquiries::show(self, asked),
            Op::ReplyInquiry | Op::EditInquiry => inquiries::reply(self, asked),
            Op::ReviewCount => reviews::count(self, asked),
            Op::Reviews => reviews::list(self, asked),
            Op::ReplyReview | Op::EditReview => reviews::reply(self, asked),
            other => match (claim_act(other), lists::kind(other)) {
                (Some(act), _) => self.on_claim(asked, act),
                (None, Some(list)) => lists::answer(self, asked, list),
                (None, None) => writes::carry_out(self, asked),
            },
        }
    }

    /// A write on one return or exchange.
    fn on_claim(&mut self, asked: Asked<'_>, act: ClaimAct) -> Result<Value, Refusal> {
        let fields = Fields::parse(asked.body)?;
        let key = fields.order_key()?;
        self.check_row()?;
        match act(self, key, &fields) {
            Ok(()) => {
                self.state.count(key, asked.operation);
                Ok(json!({"ret": true}))
            }
            Err(_) if self.settings.failures_as_ret => Ok(json!({"ret": false})),
            Err(refusal) => Err(refusal),
        }
    }

    pub(crate) fn check_row(&self) -> Result<(), Refusal> {
        let failed = || Refusal::bad_request("처리 중 오류가 발생했습니다");
        (!self.row_fails).then_some(()).ok_or_else(failed)
    }

    pub(crate) fn line(&self, key: Key) -> Result<&Line, Refusal> {
        self.state.line(key).ok_or_else(Refusal::unknown_order)
    }
}

fn claim_act(operation: Operation) -> Option<ClaimAct> {
    Some(match operation {
        Operation::StartReturn => returns::start,
        Operation::ReceiveReturn => returns::receive,
        Operation::AllowReturn => returns::allow,
        Operation::DenyReturn => returns::deny,
        Operation::StartExchange => exchanges::start,
        Operation::ReceiveExchange => exchanges::receive,
        Operation::DirectExchange => exchanges::direct,
        Operation::AllowExchange => exchanges::allow,
        Operation::DenyExchange => exchanges::deny,
        _ => return None,
    })
}
