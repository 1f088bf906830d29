//! Which operation a path and method mean. Letters count: `/Cancels`, but `/return/{orderNo}/hold`.

use serde::{Deserialize, Serialize};

/// The operations of the marketplace, by the names faults and call logs use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// 입금확인중 주문조회 (PreRequestOrders)
    PendingOrders,
    /// 주문조회 (RequestOrders)
    Orders,
    /// 주문확인 (OrderCheck)
    Confirm,
    /// 발송예정일 등록 (ShippingExpectedDate)
    Delay,
    /// 발송처리 (ShippingInfo)
    Dispatch,
    /// 배송완료 (AddShippingCompleteInfo)
    Complete,
    /// 주문상태조회 (GetDeliveryStatus)
    Statuses,
    /// 배송진행정보 조회 (Progress)
    Progress,
    /// 미수령신고조회 (ClaimList)
    Reports,
    /// 미수령신고 철회요청 (ClaimRelease)
    ReleaseReport,
    /// 취소조회
    Cancels,
    /// 취소승인
    ApproveCancel,
    /// 판매취소, which sells the goods out (SoldOut)
    SoldOut,
    /// 판매취소 비품절용
    SellerCancel,
    /// 옥션 거래완료 후 환불
    RefundAfterRemittance,
    /// 반품조회
    Returns,
    /// 판매자 직접 반품 신청
    RequestReturn,
    /// 반품수거 송장등록
    PickupReturn,
    /// 반품보류
    HoldReturn,
    /// 반품승인
    ApproveReturn,
    /// 반품건 교환전환
    ReturnToExchange,
    /// 교환조회
    Exchanges,
    /// 교환수거 송장등록
    PickupExchange,
    /// 교환 수거완료 처리
    CollectExchange,
    /// 교환보류
    HoldExchange,
    /// 교환보류해제
    ReleaseExchange,
    /// 교환재발송 송장등록
    ResendExchange,
    /// 교환재발송 배송완료
    CompleteExchange,
    /// 교환건 반품전환
    ExchangeToReturn,
    /// 택배사 리스트 조회
    Couriers,
    /// 판매대금 정산조회
    SettleOrders,
    /// 배송비 정산조회
    SettleFees,
}

impl Operation {
    /// The APIs that need a permission of their own ("별도 권한 필요"): 배송완료, 판매취소 비품절용 and 교환보류.
    pub const RESTRICTED: [Self; 3] = [Self::Complete, Self::SellerCancel, Self::HoldExchange];

    /// Every operation.
    pub const ALL: [Self; 32] = [
        Self::PendingOrders,
        Self::Orders,
        Self::Confirm,
        Self::Delay,
        Self::Dispatch,
        Self::Complete,
        Self::Statuses,
        Self::Progress,
        Self::Reports,
        Self::ReleaseReport,
        Self::Cancels,
        Self::ApproveCancel,
        Self::SoldOut,
        Self::SellerCancel,
        Self::RefundAfterRemittance,
        Self::Returns,
        Self::RequestReturn,
        Self::PickupReturn,
        Self::HoldReturn,
        Self::ApproveReturn,
        Self::ReturnToExchange,
        Self::Exchanges,
        Self::PickupExchange,
        Self::CollectExchange,
        Self::HoldExchange,
        Self::ReleaseExchange,
        Self::ResendExchange,
        Self::CompleteExchange,
        Self::ExchangeToReturn,
        Self::Couriers,
        Self::SettleOrders,
        Self::SettleFees,
    ];
}

/// A recognised path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    /// The OrderNo of the path as it was written; empty when there is none.
    pub(crate) id: String,
}

impl Route {
    /// A known path with another method counts as unknown [unverified].
    pub(crate) fn find(method: &str, path: &str) -> Option<Self> {
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        let (operation, id) = match segments.as_slice() {
            ["shipping", "v1", tail @ ..] => shipping(method, tail)?,
            ["claim", "v1", "sa", tail @ ..] => claim(method, tail)?,
            ["account", "v1", "settle", "getsettleorder"] if method == "POST" => {
                (Operation::SettleOrders, "")
            }
            ["account", "v1", "settle", "getsettledeliveryfee"] if method == "POST" => {
                (Operation::SettleFees, "")
            }
            ["item", "v1", "shipping", "delivery-company"] if method == "GET" => (Operation::Couriers, ""),
            _ => return None,
        };
        Some(Self { operation, id: id.to_owned() })
    }
}

fn shipping<'a>(method: &str, tail: &[&'a str]) -> Option<(Operation, &'a str)> {
    use Operation as Op;
    if method != "POST" {
        return None;
    }
    Some(match tail {
        ["Order", "PreRequestOrders"] => (Op::PendingOrders, ""),
        ["Order", "RequestOrders"] => (Op::Orders, ""),
        ["Order", "OrderCheck", id] => (Op::Confirm, *id),
        ["Order", "ShippingExpectedDate"] => (Op::Delay, ""),
        ["Delivery", "ShippingInfo"] => (Op::Dispatch, ""),
        ["Delivery", "AddShippingCompleteInfo", id] => (Op::Complete, *id),
        ["Delivery", "GetDeliveryStatus"] => (Op::Statuses, ""),
        ["Delivery", "Progress"] => (Op::Progress, ""),
        ["Delivery", "ClaimList"] => (Op::Reports, ""),
        ["Delivery", "ClaimRelease"] => (Op::ReleaseReport, ""),
        _ => return None,
    })
}

fn claim<'a>(method: &str, tail: &[&'a str]) -> Option<(Operation, &'a str)> {
    use Operation as Op;
    Some(match (method, tail) {
        ("POST", ["Cancels"]) => (Op::Cancels, ""),
        ("POST", ["Returns"]) => (Op::Returns, ""),
        ("POST", ["Exchanges"]) => (Op::Exchanges, ""),
        ("PUT", ["Cancel", id]) => (Op::ApproveCancel, *id),
        ("POST", ["Cancel", id]) => (Op::SellerCancel, *id),
        ("POST", ["Cancel", id, "SoldOut"]) => (Op::SoldOut, *id),
        ("POST", ["Cancel", id, "AfterRemittanceBySeller"]) => (Op::RefundAfterRemittance, *id),
        ("POST", ["Return", id, "Request"]) => (Op::RequestReturn, *id),
        ("PUT", ["return", id]) => (Op::ApproveReturn, *id),
        ("POST", ["return", id, "pickup"]) => (Op::PickupReturn, *id),
        ("POST", ["return", id, "hold"]) => (Op::HoldReturn, *id),
        ("POST", ["return", id, "exchange"]) => (Op::ReturnToExchange, *id),
        ("POST", ["exchange", id, "pickup"]) => (Op::PickupExchange, *id),
        ("PUT", ["exchange", id, "pickup"]) => (Op::CollectExchange, *id),
        ("POST", ["exchange", id, "hold"]) => (Op::HoldExchange, *id),
        ("DELETE", ["exchange", id, "hold"]) => (Op::ReleaseExchange, *id),
        ("POST", ["exchange", id, "resend"]) => (Op::ResendExchange, *id),
        ("PUT", ["exchange", id, "resend"]) => (Op::CompleteExchange, *id),
        ("POST", ["exchange", id, "return"]) => (Op::ExchangeToReturn, *id),
        _ => return None,
    })
}
