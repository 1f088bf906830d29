//! HTTP of every shop: its API, and the control routes under `/_sandbox/<code>`.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::incoming::Incoming;
use crate::server::{self, HangUp};
use crate::shop::{Shop, Simulated};

/// The control routes of a shop, to which its folder may add its own.
pub(crate) fn routes<Market: Simulated>() -> Router<Shop<Market>> {
    Router::new()
        .route("/credentials", get(credentials))
        .route("/calls", get(calls))
        .route("/truth", get(truth))
        .route("/settings", get(settings).post(configure))
        .route("/inject", post(inject))
        .route("/calm", post(calm))
        .route("/{verb}", post(act))
}

/// A shop's whole host: what is no control route is a call of its API.
pub(crate) fn host<Market: Simulated>(
    code: &str,
    control: Router<Shop<Market>>,
    shop: Shop<Market>,
) -> Router {
    Router::new().nest(&format!("/_sandbox/{code}"), control).fallback(api).with_state(shop)
}

async fn credentials<Market: Simulated>(State(shop): State<Shop<Market>>) -> Response {
    let keys = shop.credentials();
    Json(serde_json::json!({"baseUrl": shop.base_url(), "credentials": keys})).into_response()
}

async fn calls<Market: Simulated>(State(shop): State<Shop<Market>>) -> Response {
    Json(shop.calls()).into_response()
}

async fn truth<Market: Simulated>(State(shop): State<Shop<Market>>) -> Response {
    Json(Market::truth(&shop)).into_response()
}

async fn settings<Market: Simulated>(State(shop): State<Shop<Market>>) -> Response {
    Json(shop.settings()).into_response()
}

async fn configure<Market: Simulated>(
    State(shop): State<Shop<Market>>,
    Json(settings): Json<Market::Settings>,
) -> Response {
    shop.configure(settings);
    StatusCode::NO_CONTENT.into_response()
}

async fn inject<Market: Simulated>(
    State(shop): State<Shop<Market>>,
    Json(fault): Json<Fault<Market::Operation>>,
) -> Response {
    shop.inject(fault);
    StatusCode::NO_CONTENT.into_response()
}

async fn calm<Market: Simulated>(State(shop): State<Shop<Market>>) -> Response {
    shop.calm();
    StatusCode::NO_CONTENT.into_response()
}

/// The path names the verb, the body its fields: `POST /_sandbox/coupang/buyer-cancels {"shipmentBoxId":"…"}`.
async fn act<Market: Simulated>(
    State(shop): State<Shop<Market>>,
    Path(name): Path<String>,
    Json(mut fields): Json<Map<String, Value>>,
) -> Response {
    fields.insert("verb".to_owned(), Value::String(name));
    let verb: Market::Verb = match serde_json::from_value(Value::Object(fields)) {
        Ok(verb) => verb,
        Err(error) => return complaint(StatusCode::BAD_REQUEST, &error),
    };
    match shop.act(&verb) {
        Ok(done) => Json(done).into_response(),
        Err(error) => complaint(StatusCode::CONFLICT, &error),
    }
}

fn complaint(status: StatusCode, error: &dyn std::error::Error) -> Response {
    (status, Json(serde_json::json!({"error": error.to_string()}))).into_response()
}

async fn api<Market: Simulated>(State(shop): State<Shop<Market>>, request: Request) -> Response {
    let incoming = match Incoming::read(request).await {
        Ok(incoming) => incoming,
        Err(refused) => return refused,
    };
    let delivery = Market::answer(&shop, &incoming);
    if !delivery.wait.is_zero() {
        server::keep_waiting(delivery.wait).await;
    }
    delivery.reply.unwrap_or_else(broken)
}

fn broken() -> Response {
    let mut response = StatusCode::BAD_GATEWAY.into_response();
    response.extensions_mut().insert(HangUp);
    response
}

pub(crate) fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An answer of bytes, or of half of them when it is cut on its way.
pub(crate) fn bytes(code: u16, content_type: &'static str, mut bytes: Vec<u8>, truncated: bool) -> Response {
    if truncated {
        bytes.truncate(bytes.len() / 2);
    }
    (status(code), [(header::CONTENT_TYPE, content_type)], Body::from(bytes)).into_response()
}

pub(crate) fn json(code: u16, value: &Value, truncated: bool) -> Response {
    bytes(code, "application/json;charset=UTF-8", value.to_string().into_bytes(), truncated)
}

pub(crate) fn page(code: u16, page: String) -> Response {
    bytes(code, "text/html", page.into_bytes(), false)
}
