//! The `Date` of every answer, by the sandbox's clock: callers take their marketplace's time from it.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::DATE;
use axum::middleware::map_response;
use axum::response::Response;

use crate::clock::Now;

/// As RFC 9110 writes a moment.
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Dates whatever a shop answers.
pub(crate) fn dated(router: Router, now: &Now) -> Router {
    let now = now.clone();
    router.layer(map_response(move |mut response: Response| {
        if let Ok(date) = HeaderValue::from_str(&now().format(HTTP_DATE).to_string()) {
            response.headers_mut().insert(DATE, date);
        }
        std::future::ready(response)
    }))
}
