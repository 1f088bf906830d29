//! Which operation a path and method mean.

use serde::{Deserialize, Serialize};

/// The operations of the marketplace, by the names faults and call logs use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// 발주서 목록 조회
    ListSheets,
    /// 발주서 단건 조회 (shipmentBoxId)
    GetSheet,
    /// 발주서 단건 조회 (orderId)
    GetOrder,
    /// 배송상태 변경 히스토리 조회
    History,
    /// 상품준비중 처리
    Acknowledge,
    /// 송장업로드 처리
    UploadInvoices,
    /// 송장업데이트 처리
    UpdateInvoices,
    /// 장기미배송 배송완료 처리
    CompleteLongUndelivered,
    /// 주문 상품 취소 처리
    CancelOrder,
    /// 반품 / 취소 요청 목록 조회
    ListReturns,
    /// 반품요청 단건 조회
    GetReturn,
    /// 출고중지완료 처리
    StopShipment,
    /// 이미출고 처리
    AlreadyShipped,
    /// 반품상품 입고 확인처리
    ReceiveReturn,
    /// 반품요청 승인 처리
    ApproveReturn,
    /// 반품철회 이력 기간별 조회
    ListWithdrawals,
    /// 반품철회 이력 접수번호로 조회
    FindWithdrawals,
    /// 회수 송장 등록
    PickupInvoice,
    /// 교환요청 목록조회
    ListExchanges,
    /// 교환요청상품 입고 확인처리
    ReceiveExchange,
    /// 교환요청 거부 처리
    RejectExchange,
    /// 교환상품 송장 업로드 처리
    ShipExchange,
    /// [즉시할인쿠폰] 목록 조회 (orderId)
    Coupons,
}

/// Which shape an answer takes: v4 carries plain numbers and local dates, v5 and v6
/// currency objects, offset dates and E.164 phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Plain,
    International,
}

/// A recognised path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) dialect: Dialect,
    pub(crate) vendor_id: String,
    /// The id in the path, as text: an order, a box or a receipt.
    pub(crate) id: String,
}

/// Why no operation runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unrouted {
    NotFound,
    WrongMethod,
}

const OPENAPI: &str = "/v2/providers/openapi/apis/api/";
const FMS: &str = "/v2/providers/fms/apis/api/";

impl Route {
    pub(crate) fn find(method: &str, path: &str) -> Result<Self, Unrouted> {
        let route = match path.strip_prefix(OPENAPI) {
            Some(rest) => openapi(rest, method),
            None => path.strip_prefix(FMS).and_then(fms),
        };
        let route = route.ok_or(Unrouted::NotFound)?;
        if route.operation.accepts(method) { Ok(route) } else { Err(Unrouted::WrongMethod) }
    }
}

fn openapi(rest: &str, method: &str) -> Option<Route> {
    let segments: Vec<&str> = rest.split('/').collect();
    let [version, "vendors", vendor, tail @ ..] = segments.as_slice() else {
        return None;
    };
    let (operation, versions, id) = named(tail, method)?;
    let dialect = versions.iter().find(|(known, _)| known == version)?.1;
    Some(Route { operation, dialect, vendor_id: (*vendor).to_owned(), id: id.to_owned() })
}

fn fms(rest: &str) -> Option<Route> {
    let segments: Vec<&str> = rest.split('/').collect();
    let ["v2", "vendors", vendor, order, "coupons"] = segments.as_slice() else {
        return None;
    };
    Some(Route {
        operation: Operation::Coupons,
        dialect: Dialect::Plain,
        vendor_id: (*vendor).to_owned(),
        id: (*order).to_owned(),
    })
}

type Versions = &'static [(&'static str, Dialect)];

const V4: Versions = &[("v4", Dialect::Plain)];
const V4_V5: Versions = &[("v4", Dialect::Plain), ("v5", Dialect::International)];
const V5_V6: Versions = &[("v5", Dialect::International), ("v6", Dialect::International)];
const V4_V6: Versions = &[("v4", Dialect::Plain), ("v6", Dialect::International)];

/// The versions follow the operation table; the notice of 2025-06-26 adds v5 of the
/// acknowledgement and of the return actions, and v6 of the cancel.
fn named<'a>(tail: &[&'a str], method: &str) -> Option<(Operation, Versions, &'a str)> {
    use Operation as Op;
    Some(match *tail {
        ["ordersheets"] => (Op::ListSheets, V4_V5, ""),
        ["ordersheets", "acknowledgement"] if method != "GET" => (Op::Acknowledge, V4_V5, ""),
        ["ordersheets", id] => (Op::GetSheet, V4_V5, id),
        ["ordersheets", id, "history"] => (Op::History, V4_V5, id),
        ["orders", "invoices"] => (Op::UploadInvoices, V4, ""),
        ["orders", "updateInvoices"] => (Op::UpdateInvoices, V4, ""),
        ["orders", id, "cancel"] => (Op::CancelOrder, V5_V6, id),
        ["completeLongTermUndelivery"] => (Op::CompleteLongUndelivered, V4, ""),
        ["returnRequests"] => (Op::ListReturns, V4_V6, ""),
        ["returnRequests", id] => (Op::GetReturn, V4_V6, id),
        ["returnRequests", id, "stoppedShipment"] => (Op::StopShipment, V4, id),
        ["returnRequests", id, "completedShipment"] => (Op::AlreadyShipped, V4, id),
        ["returnRequests", id, "receiveConfirmation"] => (Op::ReceiveReturn, V4_V5, id),
        ["returnRequests", id, "approval"] => (Op::ApproveReturn, V4_V5, id),
        ["returnWithdrawRequests"] => (Op::ListWithdrawals, V4, ""),
        ["returnWithdrawList"] => (Op::FindWithdrawals, V4, ""),
        ["return-exchange-invoices", "manual"] => (Op::PickupInvoice, V4, ""),
        ["exchangeRequests"] => (Op::ListExchanges, V4, ""),
        ["exchangeRequests", id, "receiveConfirmation"] => (Op::ReceiveExchange, V4, id),
        ["exchangeRequests", id, "rejection"] => (Op::RejectExchange, V4, id),
        ["exchangeRequests", id, "invoices"] => (Op::ShipExchange, V4, id),
        [id, "ordersheets"] => (Op::GetOrder, V4_V5, id),
        _ => return None,
    })
}

impl Operation {
    /// PATCH and PUT are both accepted where the pages name PATCH.
    fn accepts(self, method: &str) -> bool {
        match self {
            Self::ListSheets
            | Self::GetSheet
            | Self::GetOrder
            | Self::History
            | Self::ListReturns
            | Self::GetReturn
            | Self::ListWithdrawals
            | Self::ListExchanges
            | Self::Coupons => method == "GET",
            Self::UploadInvoices
            | Self::UpdateInvoices
            | Self::CompleteLongUndelivered
            | Self::CancelOrder
            | Self::FindWithdrawals
            | Self::PickupInvoice
            | Self::ShipExchange => method == "POST",
            Self::Acknowledge
            | Self::StopShipment
            | Self::AlreadyShipped
            | Self::ReceiveReturn
            | Self::ApproveReturn
            | Self::ReceiveExchange
            | Self::RejectExchange => matches!(method, "PATCH" | "PUT"),
        }
    }
}
