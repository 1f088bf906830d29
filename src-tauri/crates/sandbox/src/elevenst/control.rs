//! HTTP of 11번가: its answers on the wire.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::api::Sent;
use super::{CODE, Shop};
use crate::control;

pub(crate) fn router(shop: Shop) -> Router {
    control::host(CODE, control::routes(), shop)
}

pub(crate) fn render(sent: Sent, truncated: bool) -> Response {
    let mut response = control::bytes(sent.status, sent.content_type, sent.bytes, truncated);
    if let Some(seconds) = sent.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
