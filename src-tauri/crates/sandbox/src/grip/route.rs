//! Which operation a path and method mean.

use serde::{Deserialize, Serialize};

/// The operations of the marketplace, by the names faults and call logs use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// 주문 개수
    OrderCount,
    /// 주문 목록
    Orders,
    /// 주문 취소(판매 취소)
    Cancel,
    /// 주문 취소 결과 확인
    CancelResult,
    /// 반품 개수
    ReturnCount,
    /// 반품 목록
    Returns,
    /// 반품 접수
    StartReturn,
    /// 반품 상품 확인
    ReceiveReturn,
    /// 반품 승인
    AllowReturn,
    /// 반품 거절
    DenyReturn,
    /// 교환 개수
    ExchangeCount,
    /// 교환 목록
    Exchanges,
    /// 교환 접수
    StartExchange,
    /// 교환 상품 확인
    ReceiveExchange,
    /// 교환 직접 수령
    DirectExchange,
    /// 교환 승인
    AllowExchange,
    /// 교환 거절
    DenyExchange,
    /// 지원 택배사 목록
    Couriers,
    /// 배송지 변경
    ChangeAddress,
    /// 배송(발송) 지연 안내
    Postpone,
    /// 배송(발송) 지연 안내 결과 확인
    PostponeResult,
    /// 발주가 필요한 주문 개수
    PrepareCount,
    /// 발주할 주문 목록
    PrepareList,
    /// 발주 요청
    Prepare,
    /// 발주 요청 결과 확인
    PrepareResult,
    /// 발송이 필요한 주문 개수
    StartCount,
    /// 발송이 필요한 주문 목록
    StartList,
    /// 택배 정보 설정
    Shipping,
    /// 택배 정보 설정 결과 확인
    ShippingResult,
    /// 발송 요청
    Start,
    /// 발송 요청 결과 확인
    StartResult,
    /// 배송 현황 확인이 가능한 주문 개수
    StatusCount,
    /// 배송 현황 확인이 가능한 주문 목록
    StatusList,
    /// 직접 수령 처리
    Direct,
    /// 직접 수령 처리 결과 확인
    DirectResult,
    /// 강제 배송완료 처리
    Complete,
    /// 강제 배송완료 처리 결과 확인
    CompleteResult,
    /// 1:1 문의 개수
    InquiryCount,
    /// 1:1 문의 목록
    Inquiries,
    /// 1:1 문의 상세 조회
    Inquiry,
    /// 1:1 문의 답변 등록
    ReplyInquiry,
    /// 1:1 문의 답변 수정
    EditInquiry,
    /// 리뷰 개수
    ReviewCount,
    /// 리뷰 목록
    Reviews,
    /// 리뷰 답변 등록
    ReplyReview,
    /// 리뷰 답변 수정
    EditReview,
}

/// The domains of the API, which changed the form of their refusals one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Domain {
    /// 주문
    Order,
    /// 반품, which moved together with orders.
    Return,
    /// 교환, which moved together with orders.
    Exchange,
    /// 배송
    Delivery,
    /// 1:1 문의
    Inquiry,
    /// 리뷰
    Review,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 46] = [
        Self::OrderCount,
        Self::Orders,
        Self::Cancel,
        Self::CancelResult,
        Self::ReturnCount,
        Self::Returns,
        Self::StartReturn,
        Self::ReceiveReturn,
        Self::AllowReturn,
        Self::DenyReturn,
        Self::ExchangeCount,
        Self::Exchanges,
        Self::StartExchange,
        Self::ReceiveExchange,
        Self::DirectExchange,
        Self::AllowExchange,
        Self::DenyExchange,
        Self::Couriers,
        Self::ChangeAddress,
        Self::Postpone,
        Self::PostponeResult,
        Self::PrepareCount,
        Self::PrepareList,
        Self::Prepare,
        Self::PrepareResult,
        Self::StartCount,
        Self::StartList,
        Self::Shipping,
        Self::ShippingResult,
        Self::Start,
        Self::StartResult,
        Self::StatusCount,
        Self::StatusList,
        Self::Direct,
        Self::DirectResult,
        Self::Complete,
        Self::CompleteResult,
        Self::InquiryCount,
        Self::Inquiries,
        Self::Inquiry,
        Self::ReplyInquiry,
        Self::EditInquiry,
        Self::ReviewCount,
        Self::Reviews,
        Self::ReplyReview,
        Self::EditReview,
    ];

    /// Whether it answers per line: the variants that end in `/result`.
    pub(crate) fn tells_each(self) -> bool {
        matches!(
            self,
            Self::CancelResult
                | Self::PostponeResult
                | Self::PrepareResult
                | Self::ShippingResult
                | Self::StartResult
                | Self::DirectResult
                | Self::CompleteResult
        )
    }
}

/// What a path meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant<'a> {
    /// A known operation, and the number in its path; empty when there is none.
    Known(Operation, &'a str),
    /// A known path with another method [unverified].
    Method,
    /// No path of the API.
    Nothing,
}

impl Meant<'_> {
    pub(crate) fn operation(self) -> Option<Operation> {
        match self {
            Self::Known(operation, _) => Some(operation),
            Self::Method | Self::Nothing => None,
        }
    }
}

const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

pub(crate) fn find<'a>(method: &str, path: &'a str) -> Meant<'a> {
    let Some(tail) = path.strip_prefix("/api/") else {
        return Meant::Nothing;
    };
    let parts: Vec<&str> = tail.split('/').collect();
    if let Some((operation, id)) = known(method, &parts) {
        return Meant::Known(operation, id);
    }
    let other = METHODS.iter().any(|method| known(method, &parts).is_some());
    if other { Meant::Method } else { Meant::Nothing }
}

/// The domain a path lies in.
pub(crate) fn domain(path: &str) -> Option<Domain> {
    match path.strip_prefix("/api/")?.split('/').next()? {
        "order" => Some(Domain::Order),
        "return" => Some(Domain::Return),
        "exchange" => Some(Domain::Exchange),
        "delivery" => Some(Domain::Delivery),
        "inquiry" => Some(Domain::Inquiry),
        "review" => Some(Domain::Review),
        _ => None,
    }
}

fn known<'a>(method: &str, parts: &[&'a str]) -> Option<(Operation, &'a str)> {
    let (domain, tail) = parts.split_first()?;
    match *domain {
        "order" => order(method, tail).map(|operation| (operation, "")),
        "return" => returns(method, tail).map(|operation| (operation, "")),
        "exchange" => exchange(method, tail).map(|operation| (operation, "")),
        "delivery" => delivery(method, tail).map(|operation| (operation, "")),
        "inquiry" => inquiry(method, tail),
        "review" => review(method, tail),
        _ => None,
    }
}

fn order(method: &str, tail: &[&str]) -> Option<Operation> {
    Some(match (method, tail) {
        ("GET", []) => Operation::Orders,
        ("GET", ["count"]) => Operation::OrderCount,
        ("POST", ["cancel"]) => Operation::Cancel,
        ("POST", ["cancel", "result"]) => Operation::CancelResult,
        _ => return None,
    })
}

fn returns(method: &str, tail: &[&str]) -> Option<Operation> {
    Some(match (method, tail) {
        ("GET", []) => Operation::Returns,
        ("GET", ["count"]) => Operation::ReturnCount,
        ("PUT", ["start"]) => Operation::StartReturn,
        ("PUT", ["receive"]) => Operation::ReceiveReturn,
        ("PUT", ["allow"]) => Operation::AllowReturn,
        ("PUT", ["deny"]) => Operation::DenyReturn,
        _ => return None,
    })
}

fn exchange(method: &str, tail: &[&str]) -> Option<Operation> {
    Some(match (method, tail) {
        ("GET", []) => Operation::Exchanges,
        ("GET", ["count"]) => Operation::ExchangeCount,
        ("PUT", ["start"]) => Operation::StartExchange,
        ("PUT", ["receive"]) => Operation::ReceiveExchange,
        ("PUT", ["direct"]) => Operation::DirectExchange,
        ("PUT", ["allow"]) => Operation::AllowExchange,
        ("PUT", ["deny"]) => Operation::DenyExchange,
        _ => return None,
    })
}

fn delivery(method: &str, tail: &[&str]) -> Option<Operation> {
    use Operation as Op;
    Some(match (method, tail) {
        ("GET", ["company"]) => Op::Couriers,
        ("PUT", ["info"]) => Op::ChangeAddress,
        ("PUT", ["postpone"]) => Op::Postpone,
        ("PUT", ["postpone", "result"]) => Op::PostponeResult,
        ("GET", ["prepare", "count"]) => Op::PrepareCount,
        ("GET", ["prepare"]) => Op::PrepareList,
        ("PUT", ["prepare"]) => Op::Prepare,
        ("PUT", ["prepare", "result"]) => Op::PrepareResult,
        ("GET", ["start", "count"]) => Op::StartCount,
        ("GET", ["start"]) => Op::StartList,
        ("PUT", ["shipping"]) => Op::Shipping,
        ("PUT", ["shipping", "result"]) => Op::ShippingResult,
        ("PUT", ["start"]) => Op::Start,
        ("PUT", ["start", "result"]) => Op::StartResult,
        ("GET", ["status", "count"]) => Op::StatusCount,
        ("GET", ["status"]) => Op::StatusList,
        ("PUT", ["direct"]) => Op::Direct,
        ("PUT", ["direct", "result"]) => Op::DirectResult,
        ("PUT", ["complete"]) => Op::Complete,
        ("PUT", ["complete", "result"]) => Op::CompleteResult,
        _ => return None,
    })
}

fn inquiry<'a>(method: &str, tail: &[&'a str]) -> Option<(Operation, &'a str)> {
    Some(match (method, tail) {
        ("GET", []) => (Operation::Inquiries, ""),
        ("GET", ["count"]) => (Operation::InquiryCount, ""),
        ("GET", [id]) => (Operation::Inquiry, *id),
        ("POST", [id]) => (Operation::ReplyInquiry, *id),
        ("PUT", [id]) => (Operation::EditInquiry, *id),
        _ => return None,
    })
}

fn review<'a>(method: &str, tail: &[&'a str]) -> Option<(Operation, &'a str)> {
    Some(match (method, tail) {
        ("GET", []) => (Operation::Reviews, ""),
        ("GET", ["count"]) => (Operation::ReviewCount, ""),
        ("POST", [id]) => (Operation::ReplyReview, *id),
        ("PUT", [id]) => (Operation::EditReview, *id),
        _ => return None,
    })
}
