//! Answers and refusals. Codes mean different things at different endpoints, so each endpoint keeps its own
//! beside its rules; here stands what all of them share.

use super::route::Operation;
use super::xml::{Document, Root, Row};

/// What becomes of a call that reached its operation.
pub(crate) type Outcome = Result<Document, Refusal>;

/// result_code and result_text of what was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: i32,
    pub(crate) text: String,
}

/// A code of one endpoint and its sentence.
pub(crate) type Code = (i32, &'static str);

impl From<Code> for Refusal {
    fn from((code, text): Code) -> Self {
        Self { code, text: text.to_owned() }
    }
}

/// 서버 점검중
const MAINTENANCE: &str = "서버 점검중입니다.";
const NO_USER: &str = "OpenAPI Key 에 해당하는 유저가 없습니다.";
/// Documented at the claim calls, used where no page names a code.
const BUSINESS: i32 = -1;

impl Refusal {
    pub(crate) fn new(code: i32, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }

    /// 비지니스 Error: 메시지는 일정하지 않습니다.
    pub(crate) fn business(text: impl Into<String>) -> Self {
        Self::new(BUSINESS, text)
    }

    /// A missing or unknown key. The sentence is documented for lists of orders and for actions; that others
    /// say the same is unverified.
    pub(crate) fn no_user(operation: Operation) -> Self {
        let before = if operation.is_write() { "ERROR : " } else { "주문/클레임 조회 오류 MSG : " };
        Self::business(format!("{before}{NO_USER}"))
    }

    /// The settlement list has a code of its own.
    pub(crate) fn maintenance(operation: Operation) -> Self {
        let code = if operation == Operation::Settlement { 1_000 } else { -1_000 };
        Self::new(code, MAINTENANCE)
    }

    pub(crate) fn document(self, operation: Operation) -> Document {
        Document::of_result(operation.root(), self.code, self.text)
    }
}

/// A list. 0 is "no rows" for orders, -1 for claims.
pub(crate) fn list(operation: Operation, rows: Vec<Row>) -> Document {
    if !rows.is_empty() {
        return Document::of_rows(Root::Orders, rows);
    }
    let (code, text) = if operation.is_of_claimservice() {
        (BUSINESS, "해당 건이 없습니다.")
    } else {
        (0, "조회된 결과가 없습니다.")
    };
    Document::of_result(Root::Orders, code, text)
}

/// An action that was done.
pub(crate) fn done(text: impl Into<String>) -> Outcome {
    Ok(Document::of_result(Root::Action, 0, text))
}

/// What is written on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    Xml(Document),
    Html(&'static str),
}

/// An HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<u32>,
    pub(crate) body: Body,
}

impl Reply {
    pub(crate) fn of(document: Document) -> Self {
        Self { status: 200, retry_after: None, body: Body::Xml(document) }
    }

    /// What stands before the API answers no XML [unverified].
    pub(crate) fn page(status: u16, page: &'static str) -> Self {
        Self { status, retry_after: None, body: Body::Html(page) }
    }

    /// Live clients handle a 429 with Retry-After; limits and body are unpublished.
    pub(crate) fn too_many() -> Self {
        let page = "<html><body><h1>429 Too Many Requests</h1></body></html>";
        Self { retry_after: Some(1), ..Self::page(429, page) }
    }

    pub(crate) fn not_found() -> Self {
        Self::page(404, "<html><body><h1>404 Not Found</h1></body></html>")
    }

    /// 인증된 IP가 아닙니다: HTTP 500 with an envelope of its own, as live clients met it.
    pub(crate) fn address(caller: std::net::IpAddr) -> Self {
        let text = format!("[{caller}]인증된 IP가 아닙니다. 셀러오피스에서 IP를 등록해 주세요.");
        Self { status: 500, ..Self::of(Document::of_result(Root::Address, -500, text)) }
    }
}
