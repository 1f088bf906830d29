//! Where an operation is carried out once the call was admitted.

use chrono::{DateTime, Utc};

use super::errors::{Outcome, Refusal};
use super::model::Line;
use super::route::{Operation, Route};
use super::settings::Settings;
use super::state::{Deferred, State};
use super::{
    cancels, claim_lists, confirm, delay, exchanges, lists, non_delivery, parts, refusals, returns,
    settlement, shipping, standing,
};
use crate::incoming::Incoming;

/// The shop, as one call sees it.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) settings: &'a Settings,
    pub(crate) now: DateTime<Utc>,
}

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) route: &'a Route,
    /// Raw, without `?`.
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) content_type: Option<&'a str>,
}

impl<'a> Asked<'a> {
    pub(crate) fn of(route: &'a Route, incoming: &'a Incoming) -> Self {
        let content_type = incoming.header("content-type");
        Self { route, query: incoming.query(), body: &incoming.body, content_type }
    }

    /// One segment of the path.
    pub(crate) fn part(&self, place: usize) -> &'a str {
        self.route.part(place)
    }

    /// To be carried out later.
    pub(crate) fn kept(&self) -> Deferred {
        Deferred {
            operation: self.route.operation,
            parts: self.route.parts.clone(),
            body: self.body.to_vec(),
            content_type: self.content_type.map(str::to_owned),
        }
    }
}

impl Desk<'_> {
    /// What a text gets that is not UTF-8 is unverified.
    pub(crate) fn carry_out(&mut self, asked: Asked<'_>) -> Outcome {
        use Operation as Op;
        if asked.route.garbled {
            return Err(Refusal::business("요청 문자의 인코딩이 올바르지 않습니다."));
        }
        match asked.route.operation {
            Op::Standing | Op::StandingAddress => standing::by_number(self, asked),
            Op::CompleteOrder => lists::one_order(self, asked),
            Op::CompleteDueToday | Op::PackagingDueToday | Op::CompleteOverdue | Op::PackagingOverdue => {
                Ok(lists::due(self, asked.route.operation))
            }
            Op::NonDeliveries => Ok(non_delivery::list(self, asked)),
            Op::Settlement => settlement::list(self, asked),
            list if list.is_claim_list() => claim_lists::list(self, asked),
            list if !list.is_write() => lists::list(self, asked),
            _ => self.write(asked),
        }
    }

    fn write(&mut self, asked: Asked<'_>) -> Outcome {
        use Operation as Op;
        match asked.route.operation {
            Op::Confirm => confirm::confirm(self, asked),
            Op::StockArrived => confirm::stock_arrived(self, asked),
            Op::Dispatch => shipping::dispatch(self, asked),
            Op::DispatchPart => parts::dispatch_part(self, asked),
            Op::DispatchQuantities => parts::dispatch_quantities(self, asked),
            Op::VisitEnds => shipping::visit_ends(self, asked),
            Op::Delay => delay::announce(self, asked),
            Op::AnswerNonDelivery => non_delivery::answer(self, asked),
            Op::RejectOrder => cancels::reject_order(self, asked),
            Op::ApproveCancel => cancels::approve(self, asked),
            Op::RejectCancel => refusals::by_dispatch(self, asked),
            Op::RejectCancelFault => refusals::of_fault(self, asked),
            Op::ApproveReturn => returns::approve(self, asked),
            Op::RejectReturn => returns::reject(self, asked),
            Op::HoldReturn => returns::hold(self, asked),
            Op::HoldReturnCompletion => returns::hold_completion(self, asked),
            Op::RequestReturn => returns::request(self, asked),
            Op::ReturnInvoice => returns::invoice(self, asked),
            Op::ApproveExchange => exchanges::approve(self, asked),
            _ => exchanges::reject(self, asked),
        }
    }

    /// A line of an order that exists, with one code for each of the two numbers.
    pub(crate) fn line(
        &self,
        (ord_no, seq): (&str, &str),
        unknown: (impl Into<Refusal>, impl Into<Refusal>),
    ) -> Result<&Line, Refusal> {
        if !self.state.orders.contains_key(ord_no) {
            return Err(unknown.0.into());
        }
        self.state.line(ord_no, seq).ok_or_else(|| unknown.1.into())
    }
}
