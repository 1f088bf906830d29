//! HTTP: the API itself, and the control routes under `/_sandbox/esm`.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::{Body as HttpBody, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use super::api::{Delivery, Incoming};
use super::errors::{Body, Reply};
use super::{CODE, Fault, Settings, Shop, Site, Verb};
use crate::server::{self, HangUp, Peer};

const LARGEST_BODY: usize = 4 * 1024 * 1024;

pub(crate) fn router(shop: Shop) -> Router {
    let control = Router::new()
        .route("/credentials", get(credentials))
        .route("/calls", get(calls))
        .route("/truth", get(truth))
        .route("/settings", get(settings).post(configure))
        .route("/inject", post(inject))
        .route("/calm", post(calm))
        .route("/{verb}", post(act));
    Router::new().nest(&format!("/_sandbox/{CODE}"), control).fallback(api).with_state(shop)
}

async fn credentials(State(shop): State<Shop>) -> Response {
    let keys = shop.credentials();
    Json(json!({"baseUrl": shop.base_url(), "credentials": keys})).into_response()
}

async fn calls(State(shop): State<Shop>) -> Response {
    Json(shop.calls()).into_response()
}

async fn truth(State(shop): State<Shop>) -> Response {
    let of = |site| json!({"orders": shop.orders(site), "claims": shop.claims(site)});
    Json(json!({"gmarket": of(Site::Gmarket), "auction": of(Site::Auction)})).into_response()
}

async fn settings(State(shop): State<Shop>) -> Response {
    Json(shop.settings()).into_response()
}

async fn configure(State(shop): State<Shop>, Json(settings): Json<Settings>) -> Response {
    shop.configure(settings);
    StatusCode::NO_CONTENT.into_response()
}

async fn inject(State(shop): State<Shop>, Json(fault): Json<Fault>) -> Response {
    shop.inject(fault);
    StatusCode::NO_CONTENT.into_response()
}

async fn calm(State(shop): State<Shop>) -> Response {
    shop.calm();
    StatusCode::NO_CONTENT.into_response()
}

/// `POST /_sandbox/esm/buyer-cancels {"site":"auction","orderNo":1942073512}`.
async fn act(
    State(shop): State<Shop>,
    Path(name): Path<String>,
    Json(mut fields): Json<Map<String, Value>>,
) -> Response {
    fields.insert("verb".to_owned(), json!(name));
    let verb: Verb = match serde_json::from_value(Value::Object(fields)) {
        Ok(verb) => verb,
        Err(error) => return complaint(StatusCode::BAD_REQUEST, &error),
    };
    match shop.act(&verb) {
        Ok(done) => Json(done).into_response(),
        Err(error) => complaint(StatusCode::CONFLICT, &error),
    }
}

fn complaint(status: StatusCode, error: &dyn std::error::Error) -> Response {
    (status, Json(json!({"error": error.to_string()}))).into_response()
}

async fn api(State(shop): State<Shop>, request: Request) -> Response {
    let incoming = match read(request).await {
        Ok(incoming) => incoming,
        Err(refused) => return refused,
    };
    let Delivery { wait, reply, truncated } = shop.answer(&incoming);
    if !wait.is_zero() {
        server::keep_waiting(wait).await;
    }
    match reply {
        Some(reply) => render(reply, truncated),
        None => broken(),
    }
}

async fn read(request: Request) -> Result<Incoming, Response> {
    let (parts, body) = request.into_parts();
    let body =
        to_bytes(body, LARGEST_BODY).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
    let caller = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
    Ok(Incoming {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        authorization: text(&parts.headers, "authorization"),
        content_type: text(&parts.headers, "content-type"),
        caller,
        body: body.to_vec(),
    })
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    value.to_str().ok().map(str::to_owned)
}

fn broken() -> Response {
    let mut response = StatusCode::BAD_GATEWAY.into_response();
    response.extensions_mut().insert(HangUp);
    response
}

fn render(reply: Reply, truncated: bool) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match reply.body {
        Body::Json(value) => json_response(&value, truncated),
        Body::Html(page) => ([(header::CONTENT_TYPE, "text/html")], page).into_response(),
    };
    *response.status_mut() = status;
    response
}

fn json_response(value: &Value, truncated: bool) -> Response {
    let mut bytes = value.to_string().into_bytes();
    if truncated {
        bytes.truncate(bytes.len() / 2);
    }
    let content_type = [(header::CONTENT_TYPE, "application/json;charset=UTF-8")];
    (content_type, HttpBody::from(bytes)).into_response()
}
