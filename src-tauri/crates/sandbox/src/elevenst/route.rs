//! Which operation a path and method mean.

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::xml::Root;

/// The operations of the marketplace, by the names faults and call logs use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// 결제대기 내역 (1728)
    Unpaid,
    /// 배송지 입력대기 목록 (1800)
    GiftsWaiting,
    /// 발주확인할 내역 (1876)
    Complete,
    /// 주문번호별 상태조회 (1633)
    CompleteOrder,
    /// 발송처리할 내역 (1635)
    Packaging,
    /// 오늘발송 요청내역, 결제완료 (6741)
    CompleteDueToday,
    /// 오늘발송 요청내역, 배송준비중 (6742)
    PackagingDueToday,
    /// 발송기한경과, 결제완료 (6743)
    CompleteOverdue,
    /// 발송기한경과, 배송준비중 (6744)
    PackagingOverdue,
    /// 배송중 내역 (6897)
    Shipping,
    /// 배송완료 내역 (1727)
    Delivered,
    /// 판매완료 내역, 구매확정 (1637)
    Decided,
    /// 예약결제완료 목록 (1772)
    Reserved,
    /// 주문번호별 주문상태 (1774)
    Standing,
    /// 주문번호별 배송정보 (1725)
    StandingAddress,
    /// 상품미도착내역 (6733)
    NonDeliveries,
    /// 정산내역 (1281)
    Settlement,
    /// 주문취소 요청 목록 (1639)
    Cancels,
    /// 주문취소 완료 목록 (1642)
    Canceled,
    /// 주문취소철회 완료 목록 (1724)
    CancelsWithdrawn,
    /// 구매확정후직권취소 목록 (1726)
    OfficeCancels,
    /// 반품 요청 목록 (1643)
    Returns,
    /// 반품 완료 목록 (1646)
    Returned,
    /// 반품 철회 목록 (1647)
    ReturnsWithdrawn,
    /// 교환 요청 목록 (1648)
    Exchanges,
    /// 교환 완료 목록 (1651)
    Exchanged,
    /// 교환 철회 목록 (1652)
    ExchangesWithdrawn,
    /// 발주확인처리 (1634)
    Confirm,
    /// 발송처리 (1888)
    Dispatch,
    /// 부분발송처리 (1636)
    DispatchPart,
    /// 수량 분리발송처리 (6791)
    DispatchQuantities,
    /// 발송지연안내 (6728)
    Delay,
    /// 판매불가처리 (1638)
    RejectOrder,
    /// 입고완료처리 (1773)
    StockArrived,
    /// 방문발송처리 (7052)
    VisitEnds,
    /// 상품미도착처리 (6734)
    AnswerNonDelivery,
    /// 주문취소 승인 (1640)
    ApproveCancel,
    /// 주문취소 거부 (1641)
    RejectCancel,
    /// 주문취소 거부, 책임사유 오류 (1745)
    RejectCancelFault,
    /// 반품 승인 (1644)
    ApproveReturn,
    /// 반품 거부 (1645)
    RejectReturn,
    /// 반품보류 (1654)
    HoldReturn,
    /// 반품완료보류 (1655)
    HoldReturnCompletion,
    /// 반품신청 및 완료 (1653)
    RequestReturn,
    /// 반품송장 입력 (6747)
    ReturnInvoice,
    /// 교환 승인 (1649)
    ApproveExchange,
    /// 교환 거부 (1650)
    RejectExchange,
}

impl Operation {
    /// What its answers are wrapped in.
    pub(crate) fn root(self) -> Root {
        match self {
            Self::NonDeliveries => Root::NonDeliveries,
            Self::AnswerNonDelivery => Root::Reported,
            Self::VisitEnds => Root::Orders,
            other if other.is_write() => Root::Action,
            _ => Root::Orders,
        }
    }

    /// Whether it changes anything, GET or not.
    pub(crate) fn is_write(self) -> bool {
        self >= Self::Confirm
    }

    /// Whether it lists claims.
    pub(crate) fn is_claim_list(self) -> bool {
        (Self::Cancels..=Self::ExchangesWithdrawn).contains(&self)
    }

    /// Whether it is a list of `claimservice`, which says -1 for "no rows".
    pub(crate) fn is_of_claimservice(self) -> bool {
        self.is_claim_list() || matches!(self, Self::Standing | Self::StandingAddress)
    }
}

/// A recognised path with its decoded segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) parts: Vec<String>,
    /// Whether a segment was not UTF-8.
    pub(crate) garbled: bool,
}

/// What every path begins with.
pub(crate) const PREFIX: &str = "/rest";

impl Route {
    /// `None` for an unknown path, too few or too many segments, or another method; that all of them look
    /// alike is unverified.
    pub(crate) fn find(method: &str, path: &str) -> Option<Self> {
        let rest = path.strip_prefix(PREFIX)?.strip_prefix('/')?;
        let segments: Vec<String> = rest.split('/').map(decoded).collect();
        let names: Vec<&str> = segments.iter().map(String::as_str).collect();
        let (operation, known) = match method {
            "GET" => get(&names)?,
            "POST" => post(&names)?,
            "PUT" => put(&names)?,
            _ => return None,
        };
        let garbled = rest.split('/').any(|segment| percent_decode_str(segment).decode_utf8().is_err());
        Some(Self { operation, parts: segments[known..].to_vec(), garbled })
    }

    /// One segment; empty when there is none.
    pub(crate) fn part(&self, place: usize) -> &str {
        self.parts.get(place).map_or("", String::as_str)
    }
}

/// UTF-8 in percent signs; a plus sign is itself.
fn decoded(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

/// The operation, and how many segments name it.
type Named = (Operation, usize);

fn get(names: &[&str]) -> Option<Named> {
    match names {
        ["ordservices", list, rest @ ..] => Some((orders(list, rest)?, 2)),
        ["claimservice", "claimservice", "returninvc", _, _, _, _, _, _] => {
            Some((Operation::ReturnInvoice, 3))
        }
        ["claimservice", list, rest @ ..] => Some((claims(list, rest)?, 2)),
        ["nondeliverys", "nondeliverylist", _, _, _] => Some((Operation::NonDeliveries, 2)),
        ["settlement", "settlementList", _, _] => Some((Operation::Settlement, 2)),
        _ => None,
    }
}

fn post(names: &[&str]) -> Option<Named> {
    match names {
        ["ordservices", "deliveryDelayGuide"] => Some((Operation::Delay, 2)),
        ["ordservices", "visitdlvend", _, _, _] => Some((Operation::VisitEnds, 2)),
        _ => None,
    }
}

fn put(names: &[&str]) -> Option<Named> {
    match names {
        ["nondeliverys", "nondeliverystatus", _, _] => Some((Operation::AnswerNonDelivery, 2)),
        _ => None,
    }
}

fn orders(list: &str, rest: &[&str]) -> Option<Operation> {
    use Operation as Op;
    Some(match (list, rest) {
        ("standby", [_, _]) => Op::Unpaid,
        ("delvplacestandby", [_, _]) => Op::GiftsWaiting,
        ("complete", [_, _]) => Op::Complete,
        ("complete", [_]) => Op::CompleteOrder,
        ("packaging", [_, _]) => Op::Packaging,
        ("todaydelivery", ["completes"]) => Op::CompleteDueToday,
        ("todaydelivery", ["packagings"]) => Op::PackagingDueToday,
        ("delaydelivery", ["completes"]) => Op::CompleteOverdue,
        ("delaydelivery", ["packagings"]) => Op::PackagingOverdue,
        ("shipping", [_, _]) => Op::Shipping,
        ("dlvcompleted", [_, _]) => Op::Delivered,
        ("completed", [_, _]) => Op::Decided,
        ("reservatecomplete", [_, _]) => Op::Reserved,
        ("reqpackaging", [_, _, _, _, _]) => Op::Confirm,
        ("reqdelivery", [_, _, _, _, _]) => Op::Dispatch,
        ("reqdelivery", [_, _, _, _, _, _, _, _]) => Op::DispatchPart,
        ("reqdelivery", [_, _, _, _, _, _, _, _, _]) => Op::DispatchQuantities,
        ("saleconfirm", [_, _]) => Op::StockArrived,
        _ => return None,
    })
}

fn claims(list: &str, rest: &[&str]) -> Option<Operation> {
    use Operation as Op;
    Some(match (list, rest.len()) {
        ("orderlistall", 1) => Op::Standing,
        ("orderlistalladdr", 1) => Op::StandingAddress,
        ("cancelorders", 2) => Op::Cancels,
        ("canceledorders", 2) => Op::Canceled,
        ("withdrawcanceledorders", 2) => Op::CancelsWithdrawn,
        ("officecancellist", 2) => Op::OfficeCancels,
        ("returnorders", 2) => Op::Returns,
        ("returnedorders", 2) => Op::Returned,
        ("retractretorders", 2) => Op::ReturnsWithdrawn,
        ("exchangeorders", 2) => Op::Exchanges,
        ("exchangedorders", 2) => Op::Exchanged,
        ("retractexcorders", 2) => Op::ExchangesWithdrawn,
        ("reqrejectorder", 4) => Op::RejectOrder,
        ("cancelreqconf", 3) => Op::ApproveCancel,
        ("cancelreqreject", 7) => Op::RejectCancel,
        ("cancelreqrejectNEW", 9) => Op::RejectCancelFault,
        ("returnreqconf", 3) => Op::ApproveReturn,
        ("returnreqreject", 5) => Op::RejectReturn,
        ("returnclaimdefer", 5) => Op::HoldReturn,
        ("returncompletedefer", 5) => Op::HoldReturnCompletion,
        ("sellerclaimfix", 9) => Op::RequestReturn,
        ("exchangereqconf", 5) => Op::ApproveExchange,
        ("exchangereqreject", 5) => Op::RejectExchange,
        _ => return None,
    })
}
