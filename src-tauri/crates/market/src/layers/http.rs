//! The layer that reaches the network.

use std::error::Error as _;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Proxy, redirect, tls};
use url::{Host, Url};

use crate::{ErrorKind, MarketError, Method, OpenError, Persistence, Request, Response, Transport};

/// Above this an answer is not a list of fifty orders but an accident.
const LARGEST_ANSWER: usize = 32 * 1024 * 1024;

/// Sends calls with neither redirects, cookies nor repetitions of its own.
pub struct Http {
    client: Client,
    base: Url,
}

impl Http {
    /// A client for one host.
    ///
    /// # Errors
    /// When the base URL or the proxy is not an address, or would carry secrets in the clear.
    pub fn new(base: &str, proxy: Option<&str>) -> Result<Self, OpenError> {
        let bad = || OpenError::BadAddress(without_password(base));
        let base = Url::parse(base).map_err(|_| bad())?;
        if base.query().is_some() || !is_private(&base) {
            return Err(bad());
        }
        Ok(Self { client: client(proxy)?, base })
    }

    /// The address of a call, if it can be written without changing one signed byte.
    fn address(&self, request: &Request) -> Option<Url> {
        let path = format!("{}{}", self.base.path().trim_end_matches('/'), request.path);
        let mut text = format!("{}{path}", self.base.origin().ascii_serialization());
        if !request.query.is_empty() {
            text.push('?');
            text.push_str(&request.query);
        }
        let url = Url::parse(&text).ok()?;
        (url.path() == path && url.query().unwrap_or_default() == request.query).then_some(url)
    }

    /// The call as the client wants it.
    fn prepare(&self, request: Request) -> Result<reqwest::Request, MarketError> {
        let unfit = |what: &str| {
            MarketError::new(ErrorKind::Refused, Persistence::Permanent, request.operation, what)
        };
        let url = self.address(&request).ok_or_else(|| unfit("path or query is not percent-encoded"))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &request.headers {
            let value = HeaderValue::from_str(value).map_err(|_| unfit("a header is not plain text"))?;
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit("not a header name"))?;
            headers.insert(name, value);
        }
        let mut prepared = reqwest::Request::new(method(request.method), url);
        *prepared.headers_mut() = headers;
        if !request.body.is_empty() {
            *prepared.body_mut() = Some(request.body.into());
        }
        Ok(prepared)
    }
}

#[async_trait]
impl Transport for Http {
    async fn send(&self, request: Request) -> Result<Response, MarketError> {
        let (operation, writes) = (request.operation, request.writes);
        let prepared = self.prepare(request)?;
        let answer =
            self.client.execute(prepared).await.map_err(|error| broken(operation, writes, &error))?;
        read(answer, operation, writes).await
    }
}

/// Reads an answer to its end.
async fn read(
    mut answer: reqwest::Response,
    operation: &'static str,
    writes: bool,
) -> Result<Response, MarketError> {
    let status = answer.status().as_u16();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers =
        answer.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| broken(operation, writes, &error))? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST_ANSWER {
            let persistence = if writes { Persistence::Unknown } else { Persistence::Permanent };
            return Err(MarketError::new(ErrorKind::Unreadable, persistence, operation, "answer too large"));
        }
    }
    Ok(Response { status, headers, body })
}

/// A failure without an answer. Only while connecting is it certain that nothing was sent.
fn broken(operation: &'static str, writes: bool, error: &reqwest::Error) -> MarketError {
    let unsent = error.is_connect() || error.is_builder();
    let persistence = if unsent || !writes { Persistence::Temporary } else { Persistence::Unknown };
    MarketError::new(ErrorKind::Network, persistence, operation, innermost(error))
}

/// The cause at the bottom, which names no address.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    while let Some(deeper) = cause.and_then(|cause| cause.source()) {
        cause = Some(deeper);
    }
    cause.map_or_else(|| "connection failed".to_owned(), ToString::to_string)
}

/// An address as it may be shown: a proxy's may hold a password.
fn without_password(address: &str) -> String {
    address.rsplit('@').next().unwrap_or_default().to_owned()
}

/// Secrets leave this computer only over TLS.
fn is_private(base: &Url) -> bool {
    let loopback = match base.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    base.scheme() == "https" || (base.scheme() == "http" && loopback)
}

/// The client, with everything switched off that would send a signed call twice or elsewhere.
fn client(proxy: Option<&str>) -> Result<Client, OpenError> {
    let builder = Client::builder()
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .min_tls_version(tls::Version::TLS_1_2)
        .connect_timeout(Duration::from_secs(10))
        // A write must not ride on a connection that the server is about to close.
        .pool_idle_timeout(Duration::from_secs(15))
        .user_agent(concat!("moadesk/", env!("CARGO_PKG_VERSION")));
    let bad = |_| OpenError::BadAddress(without_password(proxy.unwrap_or_default()));
    let builder = match proxy {
        Some(address) => builder.proxy(Proxy::all(address).map_err(bad)?),
        None => builder,
    };
    builder.build().map_err(bad)
}

/// The same method in the client's terms.
const fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}
