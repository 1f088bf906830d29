//! How the marketplace refuses: a gateway that speaks in HTTP statuses, and an API behind it that
//! answers 200 with a ResultCode.

use serde_json::{Map, Value, json};

/// 3000: the order and shipping APIs; only the message tells which.
const ORDER: i64 = 3000;
/// 2141: a parameter.
const PARAMETER: i64 = 2141;
/// 8668: a business rule of the claim APIs.
pub(crate) const BUSINESS: i64 = 8668;
/// 99999: no order, no claim, no such courier.
const UNKNOWN: i64 = 99_999;

/// 해당 주문 내역이 없습니다.: another seller's order, or a wrong number.
pub(crate) const NO_ORDER: &str = "해당 주문 내역이 없습니다.";

/// A refusal of a call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Refusal {
    /// Before the API: `{"status":{"message","status_code"}}`.
    Gateway {
        /// HTTP status.
        status: u16,
        message: &'static str,
    },
    /// By the API, with HTTP 200.
    Business(Box<Answered>),
}

/// A ResultCode other than success, mostly.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answered {
    pub(crate) code: i64,
    pub(crate) message: String,
    /// BizRuleCode, which only 옥션's answers to claim writes have.
    pub(crate) rule: Option<&'static str>,
    pub(crate) data: Value,
    /// The settlement names its details instead of Data.
    pub(crate) details: Option<&'static str>,
}

impl Refusal {
    /// Key, permission, address: the body is documented for permissions, the rest is unverified.
    pub(crate) fn unauthorised() -> Self {
        Self::Gateway { status: 401, message: "The user does not have right access to the api" }
    }

    /// [unverified]
    pub(crate) fn not_found() -> Self {
        Self::Gateway { status: 404, message: "Not Found" }
    }

    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::Business(Box::new(Answered { code, message, rule: None, data: Value::Null, details: None }))
    }

    pub(crate) fn order(message: impl Into<String>) -> Self {
        Self::new(ORDER, message)
    }

    pub(crate) fn no_order() -> Self {
        Self::order(NO_ORDER)
    }

    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self::new(PARAMETER, message)
    }

    /// What is missing or has a wrong type: the code is known for SiteType and long texts, the
    /// sentence for neither [unverified].
    pub(crate) fn field(name: &str) -> Self {
        Self::parameter(format!("{name} 값이 올바르지 않습니다."))
    }

    pub(crate) fn site_type() -> Self {
        Self::parameter("사이트 타입이 올바르지 않습니다")
    }

    pub(crate) fn business(message: impl Into<String>) -> Self {
        Self::new(BUSINESS, message)
    }

    /// 8668 as G마켓 words most of its own.
    pub(crate) fn alert(message: &str) -> Self {
        Self::business(format!("ShowAlertException${message}"))
    }

    pub(crate) fn unknown(message: impl Into<String>) -> Self {
        Self::new(UNKNOWN, message)
    }

    /// 8668 with a rule code of 옥션's.
    pub(crate) fn rule(rule: &'static str, message: &str) -> Self {
        Self::business(message).with_rule(rule)
    }

    /// 1000: 옥션 found nothing.
    pub(crate) fn nothing(what: &str) -> Self {
        Self::new(1000, format!("데이터 조회 실패. - {what}"))
    }

    /// 2000: 옥션's word for a bad parameter.
    pub(crate) fn bad_parameter(what: &str) -> Self {
        Self::new(2000, format!("파라메터 유효성 검사 실패. - {what}"))
    }

    fn with_rule(self, rule: &'static str) -> Self {
        match self {
            Self::Business(answered) => Self::Business(Box::new(Answered { rule: Some(rule), ..*answered })),
            gateway @ Self::Gateway { .. } => gateway,
        }
    }

    /// As 옥션 answers a claim write: parameters are 2000, and every answer has a BizRuleCode.
    pub(crate) fn worded_by_auction(self) -> Self {
        match self {
            Self::Business(answered) if answered.code == PARAMETER => {
                Self::bad_parameter(&answered.message).with_rule("")
            }
            Self::Business(answered) if answered.rule.is_none() => Self::Business(answered).with_rule(""),
            other => other,
        }
    }

    /// A failure that stands in an answer whose ResultCode says success.
    pub(crate) fn told_as_success(message: String) -> Self {
        let data = Value::String(String::new());
        Self::Business(Box::new(Answered { code: 0, message, rule: None, data, details: None }))
    }

    /// As the settlement answers: details instead of data.
    pub(crate) fn with_details(self, details: &'static str) -> Self {
        match self {
            Self::Business(answered) => {
                Self::Business(Box::new(Answered { details: Some(details), ..*answered }))
            }
            gateway @ Self::Gateway { .. } => gateway,
        }
    }

    pub(crate) fn into_reply(self) -> Reply {
        match self {
            Self::Gateway { status, message } => {
                let body = json!({"status": {"message": message, "status_code": status}});
                Reply { status, body: Body::Json(body) }
            }
            Self::Business(answered) => Reply { status: 200, body: Body::Json(answered.into_body()) },
        }
    }
}

impl Answered {
    fn into_body(self) -> Value {
        let Self { code, message, rule, data, details } = self;
        if let Some(details) = details {
            return json!({"ResultCode": code, "Message": message, "Details": details});
        }
        envelope(code, &message, rule, data)
    }
}

/// `{ResultCode, Message, Data}`, with BizRuleCode where 옥션 has one.
fn envelope(code: i64, message: &str, rule: Option<&str>, data: Value) -> Value {
    let mut body = Map::new();
    body.insert("ResultCode".to_owned(), json!(code));
    body.insert("Message".to_owned(), json!(message));
    if let Some(rule) = rule {
        body.insert("BizRuleCode".to_owned(), json!(rule));
    }
    body.insert("Data".to_owned(), data);
    Value::Object(body)
}

/// The usual success.
pub(crate) fn success(data: Value) -> Value {
    envelope(0, "Success", None, data)
}

/// A success that says something.
pub(crate) fn told(message: &str, data: Value) -> Value {
    envelope(0, message, None, data)
}

/// The success of a claim write: 옥션 adds an empty BizRuleCode.
pub(crate) fn ruled(message: &str, auction: bool, data: Value) -> Value {
    envelope(0, message, auction.then_some(""), data)
}

/// What goes back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Body,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    Json(Value),
    Html(String),
}

impl Reply {
    pub(crate) fn success(body: Value) -> Self {
        Self { status: 200, body: Body::Json(body) }
    }

    /// A page of something in between that speaks no JSON.
    pub(crate) fn access_denied() -> Self {
        let page = "<html><head><title>Access Denied</title></head><body><h1>403</h1></body></html>";
        Self { status: 403, body: Body::Html(page.to_owned()) }
    }
}
