//! HTTP on loopback, one listener per marketplace.
//!
//! Connections are served by hyper directly, because a fault must be able to break a
//! connection without any answer, and axum's own loop has no way to say so.

use std::cell::RefCell;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tower::ServiceExt;

use super::doorbell::Doorbell;

/// Put into a response's extensions, it breaks the connection instead of answering.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HangUp;

/// The caller's address, found in every request's extensions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

#[derive(Debug, thiserror::Error)]
#[error("the sandbox broke this connection on purpose")]
struct Broken;

/// What every call passes: the count of those being answered, and what is done before it.
pub(crate) type Door = (Busy, Doorbell);

/// How many calls have come in and are not answered yet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Busy(Arc<AtomicUsize>);

impl Busy {
    pub(crate) fn calls(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn begin(&self) -> UnderWay {
        self.0.fetch_add(1, Ordering::SeqCst);
        UnderWay(self.clone())
    }
}

/// A call that is being answered.
struct UnderWay(Busy);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

tokio::task_local! {
    /// The call that a handler is answering.
    static ANSWERING: RefCell<Option<UnderWay>>;
}

/// Lets a caller wait. Meanwhile nothing is done about the call, so it is not among those being answered.
pub(crate) async fn keep_waiting(time: Duration) {
    let set_down = |call: &RefCell<Option<UnderWay>>| call.take().map(|under_way| under_way.0.clone());
    let busy = ANSWERING.try_with(set_down).ok().flatten();
    tokio::time::sleep(time).await;
    if let Some(busy) = busy {
        ANSWERING.with(|call| call.replace(Some(busy.begin())));
    }
}

/// A running listener; dropping it closes every connection.
#[derive(Debug)]
pub(crate) struct Listener {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

/// A port on loopback, bound but not yet served.
#[derive(Debug)]
pub(crate) struct Port {
    socket: TcpListener,
    address: SocketAddr,
}

impl Port {
    pub(crate) async fn bind(port: u16) -> io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = socket.local_addr()?;
        Ok(Self { socket, address })
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn serve(self, router: Router, door: Door) -> Listener {
        Listener { address: self.address, accepting: tokio::spawn(accept(self.socket, router, door)) }
    }
}

impl Listener {
    pub(crate) async fn stop(mut self) {
        self.accepting.abort();
        let ended = (&mut self.accepting).await;
        tracing::debug!(address = %self.address, ?ended, "listener stopped");
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(socket: TcpListener, router: Router, door: Door) {
    let mut connections = JoinSet::new();
    loop {
        match socket.accept().await {
            Ok((stream, peer)) => {
                connections.spawn(converse(stream, peer, router.clone(), door.clone()));
            }
            Err(error) => tracing::warn!(%error, "a connection could not be accepted"),
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn converse(stream: TcpStream, peer: SocketAddr, router: Router, (busy, doorbell): Door) {
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        let router = router.clone();
        let under_way = busy.begin();
        doorbell.ring();
        request.extensions_mut().insert(Peer(peer));
        let answered = answer(router, request.map(axum::body::Body::new));
        ANSWERING.scope(RefCell::new(Some(under_way)), answered)
    });
    let served = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
    if let Err(error) = served {
        tracing::debug!(%error, %peer, "connection ended early");
    }
}

async fn answer(router: Router, request: Request) -> Result<Response, Broken> {
    let answered: Result<Response, Infallible> = router.oneshot(request).await;
    let response = match answered {
        Ok(response) => response,
        Err(never) => match never {},
    };
    match response.extensions().get::<HangUp>() {
        Some(HangUp) => Err(Broken),
        None => Ok(response),
    }
}
