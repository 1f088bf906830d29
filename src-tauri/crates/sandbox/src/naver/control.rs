//! HTTP of the Naver family: its answers on the wire, and a control route of its own for the penalty.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};

use super::errors::{Body, Reply};
use super::{Penalty, Shop};
use crate::control;

pub(crate) fn router(shop: Shop) -> Router {
    let routes = control::routes().route("/penalty", get(penalty));
    control::host(shop.flavor().code(), routes, shop)
}

async fn penalty(State(shop): State<Shop>) -> Json<Penalty> {
    Json(shop.penalty())
}

pub(crate) fn render(reply: Reply, truncated: bool) -> Response {
    let mut response = match reply.body {
        Body::Json(value) => control::json(reply.status, &value, truncated),
        Body::Html(page) => control::page(reply.status, page),
    };
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}
