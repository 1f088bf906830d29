//! HTTP of ESM: its answers on the wire.

use axum::Router;
use axum::response::Response;

use super::errors::{Body, Reply};
use super::{CODE, Shop};
use crate::control;

pub(crate) fn router(shop: Shop) -> Router {
    control::host(CODE, control::routes(), shop)
}

pub(crate) fn render(reply: Reply, truncated: bool) -> Response {
    match reply.body {
        Body::Json(value) => control::json(reply.status, &value, truncated),
        Body::Html(page) => control::page(reply.status, page),
    }
}
