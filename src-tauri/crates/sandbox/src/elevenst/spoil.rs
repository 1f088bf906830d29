//! Faults: what keeps a call from being applied, and what spoils the answer of an applied one. No call is
//! signed by time here, so a clock that is ahead strikes nothing.

use std::time::Duration;

use super::api::{Delivery, Room};
use super::errors::{self, Body, Refusal, Reply};
use super::route::Operation;
use super::xml::{Document, Root};
use crate::fault::FaultKind;

const BROKEN: &str = "<html><body><h1>500 Internal Server Error</h1></body></html>";
const TIMEOUT: &str = "<html><body><h1>504 Gateway Time-out</h1></body></html>";
const DOWN: &str = "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>";
const BAD_GATEWAY: &str = "<html><body><h1>502 Bad Gateway</h1></body></html>";
const DENIED: &str =
    "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>";

impl Operation {
    /// 시스템 장애: what the endpoint answers when it cannot do what it should, nothing being done.
    pub(crate) fn broken(self) -> Refusal {
        match self {
            Self::Confirm => Refusal::new(-3_207, "주문상품 상태 수정 오류 (추가상품 포함)"),
            Self::Dispatch | Self::DispatchPart | Self::DispatchQuantities => {
                Refusal::new(-3_311, "발송처리중 에러가 발생했습니다. 관리자에게 문의해주세요.")
            }
            Self::RejectCancel | Self::RejectCancelFault => {
                Refusal::new(-23_008, "취소거부 처리시 오류가 발생 했습니다.")
            }
            Self::HoldReturn | Self::HoldReturnCompletion => {
                Refusal::new(-21_008, "반품보류 처리중 에러가 발생 했습니다.")
            }
            Self::AnswerNonDelivery => Refusal::business("시스템 오류"),
            _ => Refusal::business("처리 중 오류가 발생 했습니다."),
        }
    }
}

impl Room {
    fn at_once(&self, reply: Reply) -> Delivery {
        Delivery::now(self.sent(reply))
    }

    /// Faults that keep the call from being applied.
    pub(crate) fn strike_before(&self, fault: FaultKind, operation: Option<Operation>) -> Option<Delivery> {
        let reply = match fault {
            FaultKind::HangBefore => return Some(Delivery::hang(self.settings.hang_for)),
            FaultKind::DropBefore => return Some(Delivery::broken()),
            FaultKind::AccessDenied => Reply::page(403, DENIED),
            FaultKind::TooManyRequests => Reply::too_many(),
            FaultKind::ServerError => Reply::page(500, BROKEN),
            FaultKind::GatewayTimeoutBefore => Reply::page(504, TIMEOUT),
            FaultKind::ProviderDownBefore => Reply::page(503, DOWN),
            // Nobody is redirected here; 서버 점검 is what blocks a seller.
            FaultKind::Redirected => match operation {
                Some(operation) => Reply::of(Refusal::maintenance(operation).document(operation)),
                None => Reply::page(503, DOWN),
            },
            _ => return None,
        };
        Some(self.at_once(reply))
    }

    /// Faults that spoil the answer of an applied call.
    pub(crate) fn strike_after(
        &self,
        fault: Option<FaultKind>,
        mut reply: Reply,
        operation: Option<Operation>,
    ) -> Delivery {
        match fault {
            Some(FaultKind::HangAfter) => return Delivery::hang(self.settings.hang_for),
            Some(FaultKind::DropAfter) => return Delivery::broken(),
            Some(FaultKind::GatewayTimeoutAfter) => reply = Reply::page(504, TIMEOUT),
            Some(FaultKind::ProviderDownAfter) => reply = Reply::page(502, BAD_GATEWAY),
            Some(FaultKind::DuplicatePage) => change_rows(&mut reply, repeat_first),
            Some(FaultKind::LatePage) => {
                change_rows(&mut reply, |document| leave_first_out(document, operation))
            }
            Some(FaultKind::UnknownStatus) => change_rows(&mut reply, make_status_unknown),
            _ => {}
        }
        let mut delivery = self.at_once(reply);
        match fault {
            Some(FaultKind::TruncatedBody) => delivery.truncated = true,
            Some(FaultKind::Slow { milliseconds }) => delivery.wait = Duration::from_millis(milliseconds),
            _ => {}
        }
        delivery
    }
}

fn change_rows(reply: &mut Reply, change: impl FnOnce(&mut Document)) {
    if let Body::Xml(document) = &mut reply.body
        && !document.rows.is_empty()
    {
        change(document);
    }
}

/// There are no pages: the first row comes a second time at the end.
fn repeat_first(document: &mut Document) {
    document.rows.extend(document.rows.first().cloned());
}

/// A list of one row says what it says when it is empty.
fn leave_first_out(document: &mut Document, operation: Option<Operation>) {
    document.rows.remove(0);
    let empty = document.rows.is_empty() && document.root != Root::NonDeliveries;
    if let Some(operation) = operation.filter(|_| empty) {
        *document = errors::list(operation, Vec::new());
    }
}

const STATUSES: [&str; 3] = ["ordPrdStat", "ordCnStatCd", "clmStat"];

/// A row without a status gets one that no page names.
fn make_status_unknown(document: &mut Document) {
    let Some(row) = document.rows.first_mut() else {
        return;
    };
    match row.iter_mut().find(|(name, _)| STATUSES.contains(name)) {
        Some((_, value)) => "Z99".clone_into(value),
        None => row.push(("ordPrdStat", "Z99".to_owned())),
    }
}
