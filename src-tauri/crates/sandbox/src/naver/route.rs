//! Which operation a path and method mean.

use serde::{Deserialize, Serialize};

use super::flavor::Flavor;

/// The operations of the marketplace, by the names faults and call logs use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// 인증 토큰 발급 요청
    Token,
    /// 변경 상품 주문 내역 조회
    LastChanged,
    /// 상품 주문 상세 내역 조회
    Query,
    /// 상품 주문 목록 조회 (orderId)
    LineIds,
    /// 조건형 상품 주문 상세 내역 조회
    Search,
    /// 발주 확인 처리
    Confirm,
    /// 발송 처리
    Dispatch,
    /// 발송 지연 처리
    Delay,
    /// 배송 희망일 변경 처리
    ChangeHope,
    /// 취소 요청
    RequestCancel,
    /// 취소 요청 승인
    ApproveCancel,
    /// 반품 요청
    RequestReturn,
    /// 반품 승인
    ApproveReturn,
    /// 반품 거부(철회)
    RejectReturn,
    /// 반품 보류
    HoldReturn,
    /// 반품 보류 해제
    ReleaseReturn,
    /// 교환 수거 완료
    CollectExchange,
    /// 교환 재배송 처리
    DispatchExchange,
    /// 교환 거부(철회)
    RejectExchange,
    /// 교환 보류
    HoldExchange,
    /// 교환 보류 해제
    ReleaseExchange,
    /// 계정 정보 조회
    Account,
    /// 계정으로 채널 정보 조회
    Channels,
    /// 리뷰 조회
    Reviews,
}

/// A recognised path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    /// The id in the path: an order or a product order; empty when there is none.
    pub(crate) id: String,
}

/// Why no operation runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unrouted {
    /// GW.NOT_FOUND
    NotFound,
    /// `/partner` instead of `/external`: GW.IP_NOT_ALLOWED.
    AgencyPrefix,
}

impl Route {
    /// A known path with another method counts as unknown [unverified].
    pub(crate) fn find(flavor: Flavor, method: &str, path: &str) -> Result<Self, Unrouted> {
        if flavor.agency_prefix().is_some_and(|prefix| path.starts_with(prefix)) {
            return Err(Unrouted::AgencyPrefix);
        }
        let rest = path.strip_prefix(flavor.prefix()).and_then(|rest| rest.strip_prefix("/v1/"));
        let segments: Vec<&str> = rest.ok_or(Unrouted::NotFound)?.split('/').collect();
        let named = match segments.as_slice() {
            ["pay-order", seller, tail @ ..] if *seller == flavor.seller() => order(flavor, method, tail),
            other => beside(flavor, method, other).map(|operation| (operation, "")),
        };
        let (operation, id) = named.ok_or(Unrouted::NotFound)?;
        Ok(Self { operation, id: id.to_owned() })
    }
}

fn beside(flavor: Flavor, method: &str, segments: &[&str]) -> Option<Operation> {
    Some(match (method, segments) {
        ("POST", ["oauth2", "token"]) => Operation::Token,
        ("GET", ["seller", "account"]) if flavor.has_seller_account() => Operation::Account,
        ("GET", ["seller", "channels"]) if flavor.has_seller_account() => Operation::Channels,
        _ => return None,
    })
}

fn order<'a>(flavor: Flavor, method: &str, tail: &[&'a str]) -> Option<(Operation, &'a str)> {
    use Operation as Op;
    Some(match (method, tail) {
        ("GET", ["product-orders"]) => (Op::Search, ""),
        ("GET", ["product-orders", "last-changed-statuses"]) => (Op::LastChanged, ""),
        ("GET", ["orders", id, "product-order-ids"]) => (Op::LineIds, *id),
        ("GET", ["reviews"]) if flavor.has_reviews() => (Op::Reviews, ""),
        ("POST", ["product-orders", "query"]) => (Op::Query, ""),
        ("POST", ["product-orders", "confirm"]) => (Op::Confirm, ""),
        ("POST", ["product-orders", "dispatch"]) => (Op::Dispatch, ""),
        ("POST", ["product-orders", id, "delay"]) => (Op::Delay, *id),
        ("POST", ["product-orders", id, "hope-delivery", "change"]) if flavor.has_hope_delivery() => {
            (Op::ChangeHope, *id)
        }
        ("POST", ["product-orders", id, "claim", deed @ ..]) => (claim(flavor, deed)?, *id),
        _ => return None,
    })
}

fn claim(flavor: Flavor, deed: &[&str]) -> Option<Operation> {
    use Operation as Op;
    Some(match deed {
        ["cancel", "request"] => Op::RequestCancel,
        ["cancel", "approve"] => Op::ApproveCancel,
        ["return", "request"] => Op::RequestReturn,
        ["return", "approve"] => Op::ApproveReturn,
        ["return", "reject"] => Op::RejectReturn,
        ["return", "holdback"] => Op::HoldReturn,
        ["return", "holdback", "release"] => Op::ReleaseReturn,
        ["exchange", "collect", last] if *last == flavor.collect() => Op::CollectExchange,
        ["exchange", "dispatch"] => Op::DispatchExchange,
        ["exchange", "reject"] => Op::RejectExchange,
        ["exchange", "holdback"] => Op::HoldExchange,
        ["exchange", "holdback", "release"] => Op::ReleaseExchange,
        _ => return None,
    })
}
