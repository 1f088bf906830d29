//! HTTP of Coupang: its answers on the wire, and the page to which a blocked seller is sent.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::errors::{Body, Reply};
use super::{CODE, Shop};
use crate::control;

pub(crate) fn router(shop: Shop) -> Router {
    control::host(CODE, control::routes(), shop).route("/access-denied", get(denied))
}

async fn denied() -> Response {
    render(Reply::access_denied("/", "18.3c61ca17.1701137054.1f34800d"), false)
}

pub(crate) fn render(reply: Reply, truncated: bool) -> Response {
    let mut response = match reply.body {
        Body::Json(value) => control::json(reply.status, &value, truncated),
        Body::Html(page) => control::page(reply.status, page),
        Body::Location(target) => {
            (control::status(reply.status), [(header::LOCATION, target)], "").into_response()
        }
    };
    if let Some(warning) = reply.warning.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().insert("x-cag-warnings", warning);
    }
    response
}
