//! Where an operation is carried out once the door let it pass.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::body::Fields;
use super::errors::Refusal;
use super::model::{Key, Line};
use super::route::Operation;
use super::settings::Settings;
use super::state::{Event, State};
use super::{address, couriers, exchanges, inquiries, lists, returns, reviews, writes};
use crate::clock::seconds;

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

/// A write of one thing, whose answer tells nothing of lines.
type Write = fn(&mut Desk<'_>, Asked<'_>) -> Result<Value, Refusal>;

impl Desk<'_> {
    pub(crate) fn carry_out(&mut self, asked: Asked<'_>) -> Result<Value, Refusal> {
        use Operation as Op;
        match asked.operation {
            Op::Couriers => Ok(couriers::list(self.state)),
            Op::InquiryCount => inquiries::count(self, asked),
            Op::Inquiries => inquiries::list(self, asked),
            Op::Inquiry => inquiries::show(self, asked),
            Op::ReviewCount => reviews::count(self, asked),
            Op::Reviews => reviews::list(self, asked),
            other => match (write(other), lists::kind(other)) {
                (Some(write), _) => self.now_or_later(asked, write),
                (None, Some(list)) => lists::answer(self, asked, list),
                (None, None) => writes::carry_out(self, asked),
            },
        }
    }

    /// Does it at once, unless a dial or a fault lets the answer come before the effect.
    fn now_or_later(&mut self, asked: Asked<'_>, write: Write) -> Result<Value, Refusal> {
        match (self.lag, self.settings.plain_writes_after) {
            (0, None) => write(self, asked),
            (0, Some(after)) => self.postpone(asked, write, after),
            (lag, _) => self.postpone(asked, write, lag),
        }
    }

    /// Answers what a copy of the shop would answer, and plans the write. That an obstacle is told at once
    /// even so is unverified.
    fn postpone(&mut self, asked: Asked<'_>, write: Write, after: u32) -> Result<Value, Refusal> {
        let mut copy = self.state.clone();
        let answer = write(&mut Desk { state: &mut copy, lag: 0, ..*self }, asked)?;
        if answer != json!({"ret": false}) {
            let body = String::from_utf8_lossy(asked.body).into_owned();
            let event = Event::Write { operation: asked.operation, id: asked.id.to_owned(), body };
            self.state.plan(self.now + seconds(after), event);
        }
        Ok(answer)
    }

    /// Does what was answered before.
    pub(crate) fn write_late(&mut self, asked: Asked<'_>) {
        let outcome = write(asked.operation).map(|write| write(self, asked));
        if let Some(Err(refusal)) = outcome {
            tracing::debug!(?refusal, operation = ?asked.operation, "an answered write came to nothing");
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

fn write(operation: Operation) -> Option<Write> {
    use Operation as Op;
    Some(match operation {
        Op::ChangeAddress => address::change,
        Op::ReplyInquiry | Op::EditInquiry => inquiries::reply,
        Op::ReplyReview | Op::EditReview => reviews::reply,
        Op::StartReturn => |desk, asked| desk.on_claim(asked, returns::start),
        Op::ReceiveReturn => |desk, asked| desk.on_claim(asked, returns::receive),
        Op::AllowReturn => |desk, asked| desk.on_claim(asked, returns::allow),
        Op::DenyReturn => |desk, asked| desk.on_claim(asked, returns::deny),
        Op::StartExchange => |desk, asked| desk.on_claim(asked, exchanges::start),
        Op::ReceiveExchange => |desk, asked| desk.on_claim(asked, exchanges::receive),
        Op::DirectExchange => |desk, asked| desk.on_claim(asked, exchanges::direct),
        Op::AllowExchange => |desk, asked| desk.on_claim(asked, exchanges::allow),
        Op::DenyExchange => |desk, asked| desk.on_claim(asked, exchanges::deny),
        _ => return None,
    })
}
