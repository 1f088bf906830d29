//! How the marketplace refuses: a gateway and an order API with one body, a token endpoint with another.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::wire;

/// A code of the order API and what its table says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code(pub(crate) &'static str, pub(crate) &'static str);

/// 기타: the message says what it is.
pub(crate) const OTHER: &str = "9999";
/// 잘못된 요청 파라미터: the message is 오류 유형.객체명.필드명.
const BAD_PARAMETER: &str = "4000";

pub(crate) const NO_LINE: Code = Code("100001", "상품 주문을 찾을 수 없음");
pub(crate) const NO_ORDER: Code = Code("100003", "주문을 찾을 수 없음");
pub(crate) const NOT_YOURS: Code = Code("101009", "처리 권한이 없는 상품 주문 번호를 요청");
pub(crate) const DUE_OUT_OF_RANGE: Code = Code("104105", "발송 기한 입력 범위 초과");
pub(crate) const OTHER_METHOD: Code = Code("104117", "배송 방법 변경 필요");
pub(crate) const NO_COMPANY: Code = Code("104118", "택배사 미입력");
pub(crate) const WRONG_COMPANY: Code = Code("104119", "택배사 코드 확인");
pub(crate) const NO_TRACKING: Code = Code("104120", "송장 번호 미입력");
pub(crate) const USED_TRACKING: Code = Code("104121", "배송 송장 오류(기사용 송장)");
pub(crate) const WRONG_TRACKING: Code = Code("104122", "배송 송장 오류(비유효 송장)");
pub(crate) const TWICE: Code = Code("104131", "상품 주문 번호 중복");
pub(crate) const WRONG_REQUEST: Code = Code("104133", "잘못된 요청");
pub(crate) const RANGE_TOO_LONG: Code = Code("104139", "조회 가능한 날짜 범위를 초과");
pub(crate) const NOT_RESHIPPABLE: Code = Code("104417", "교환 상태 확인 필요(재배송 처리 불가능 주문 상태)");
pub(crate) const NOT_HOPE: Code = Code("104441", "희망일배송 상품 또는 N희망일배송 상품이 아님");
pub(crate) const LINE_STATUS: Code = Code("104442", "상품 주문 상태 확인 필요");
pub(crate) const PLACE_STATUS: Code = Code("104443", "발주 상태 확인 필요");
pub(crate) const HOPE_INVALID: Code = Code("104444", "배송 희망일 날짜가 유효하지 않음");
pub(crate) const HOPE_TOO_LATE: Code = Code("104445", "배송 희망일 변경 가능 날짜 초과");
pub(crate) const HOPE_SAME: Code = Code("104446", "기존과 동일한 희망일 배송일시");
pub(crate) const HOPE_OVER: Code = Code("104449", "배송 희망일 변경 가능 기간 아님");
pub(crate) const HOPE_DATE_ONLY: Code = Code("104450", "N희망일배송 상품은 배송희망시간, 지역 입력 불가");
pub(crate) const SAME_STATE: Code = Code("105306", "변경을 요청한 상태가 기존과 동일");

/// Why one line of a write failed while the call as a whole answers 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Failure {
    /// 9999: many business refusals have no code of their own.
    pub(crate) fn other(message: impl Into<String>) -> Self {
        Self { code: OTHER, message: message.into() }
    }

    /// A claim that is not in a state for it. That such rows carry 9999 is known from failed claim
    /// writes; this sentence and those of its neighbours are unverified.
    pub(crate) fn claim_state() -> Self {
        Self::other("처리할 수 없는 클레임 상태입니다. 클레임 상태를 확인해 주세요.")
    }

    /// A line for which no claim can be filed.
    pub(crate) fn not_claimable() -> Self {
        Self::other("클레임을 접수할 수 없는 주문 상태입니다. 주문 상태를 확인해 주세요.")
    }

    /// A line with a claim under way.
    pub(crate) fn claimed() -> Self {
        Self::other("이미 진행 중인 클레임이 있습니다.")
    }

    pub(crate) fn held_already() -> Self {
        Self::other("이미 보류 상태인 클레임입니다.")
    }
}

impl From<Code> for Failure {
    fn from(Code(code, message): Code) -> Self {
        Self { code, message: message.to_owned() }
    }
}

/// A refusal of a whole call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// The token endpoint's `invalidInputs`; no other endpoint has them.
    pub(crate) invalid_inputs: Option<Vec<Value>>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), invalid_inputs: None }
    }

    /// 4000, whose message is `type.object.field`.
    pub(crate) fn parameter(kind: &str, object: &str, field: &str) -> Self {
        Self::new(400, BAD_PARAMETER, format!("{kind}.{object}.{field}"))
    }

    /// 000400: the body does not fit the request type.
    pub(crate) fn unreadable() -> Self {
        Self::new(400, "000400", "HttpMessageNotReadableException")
    }

    pub(crate) fn authentication() -> Self {
        Self::new(401, "GW.AUTHN", "요청을 보낼 권한이 없습니다.")
    }

    pub(crate) fn address() -> Self {
        Self::new(403, "GW.IP_NOT_ALLOWED", "호출이 허용되지 않은 IP입니다.")
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "GW.NOT_FOUND", "요청한 리소스를 찾을 수 없습니다.")
    }

    pub(crate) fn rate() -> Self {
        Self::new(429, "GW.RATE_LIMIT", "요청이 많아 서비스를 일시적으로 사용할 수 없습니다.")
    }

    pub(crate) fn quota() -> Self {
        Self::new(429, "GW.QUOTA_LIMIT", "요청 할당량을 초과하였습니다.")
    }

    /// A refusal of the token endpoint; its invalidInputs have no documented fields, these are
    /// the ones its page names [unverified].
    pub(crate) fn token(status: u16, code: &'static str, message: &str, field: Option<&str>) -> Self {
        let inputs = field.map(|name| json!({"name": name, "type": "Invalid", "message": message}));
        Self { invalid_inputs: Some(inputs.into_iter().collect()), ..Self::new(status, code, message) }
    }

    /// The token endpoint tells the time in UTC, as its sample does; everything else in KST.
    pub(crate) fn into_reply(self, now: DateTime<Utc>, trace_id: &str) -> Reply {
        let body = match self.invalid_inputs {
            Some(inputs) => json!({
                "code": self.code,
                "message": self.message,
                "timestamp": now.to_rfc3339_opts(SecondsFormat::Millis, true),
                "invalidInputs": inputs,
                "data": {},
            }),
            None => json!({
                "code": self.code,
                "message": self.message,
                "timestamp": wire::instant(now),
                "traceId": trace_id,
            }),
        };
        Reply::json(self.status, body)
    }
}

impl From<Code> for Refusal {
    fn from(Code(code, message): Code) -> Self {
        Self::new(400, code, message)
    }
}

/// What an operation answers before the envelope closes around it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// `{timestamp, traceId, data}`
    Data(Value),
    /// `{timestamp, traceId}`: a feed without changes.
    Nothing,
    /// No envelope: the token endpoint and the seller's account.
    Bare(Value),
}

/// An answer of the API.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Body,
    pub(crate) headers: Vec<(&'static str, String)>,
}

/// What travels in an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    Json(Value),
    Html(String),
}

impl Reply {
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self { status, body: Body::Json(body), headers: Vec::new() }
    }

    pub(crate) fn of(answer: Answer, now: DateTime<Utc>, trace_id: &str) -> Self {
        let envelope = json!({"timestamp": wire::instant(now), "traceId": trace_id});
        let body = match answer {
            Answer::Bare(value) => value,
            Answer::Nothing => envelope,
            Answer::Data(data) => wire::with(envelope, "data", data),
        };
        Self::json(200, body)
    }

    /// A page of something in between that speaks no JSON.
    pub(crate) fn access_denied() -> Self {
        let page = "<html><head><title>Access Denied</title></head><body><h1>403</h1></body></html>";
        Self { status: 403, body: Body::Html(page.to_owned()), headers: Vec::new() }
    }
}
