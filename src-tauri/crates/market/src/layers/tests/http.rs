use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::call;
use crate::layers::http::Http;
use crate::{ErrorKind, Method, OpenError, Persistence, Request, Transport};

/// Answers one connection with these bytes and gives back what it was sent.
pub(crate) async fn server(answer: &'static [u8]) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut seen = vec![0; 65_536];
        let mut length = 0;
        while !String::from_utf8_lossy(&seen[..length]).contains("\r\n\r\n") {
            length += socket.read(&mut seen[length..]).await.unwrap();
        }
        socket.write_all(answer).await.unwrap();
        seen.truncate(length);
        String::from_utf8_lossy(&seen).into_owned()
    });
    (base, task)
}

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Trace: 7\r\n\r\n{}";

#[tokio::test]
async fn path_and_query_reach_the_wire_byte_for_byte() {
    let (base, seen) = server(OK).await;
    let request = Request {
        path: "/v2/~a/%7E/A00012345".to_owned(),
        query: "createdAtFrom=2025-01-14%2B09:00&token=a~b%20c%7e*'()".replace('\'', "%27"),
        body: Vec::new(),
        ..call(false)
    };
    let line = format!("GET {}?{} HTTP/1.1\r\n", request.path, request.query);
    let answer = Http::new(&base, None).unwrap().send(request).await.unwrap();
    assert_eq!(
        (answer.status, answer.header("x-trace"), answer.body.as_slice()),
        (200, Some("7"), &b"{}"[..])
    );
    assert!(seen.await.unwrap().starts_with(&line));
}

#[tokio::test]
async fn what_could_only_be_sent_changed_is_not_sent() {
    let http = Http::new("http://127.0.0.1:1", None).unwrap();
    for (path, query) in [("/a b", ""), ("/a/../b", ""), ("/a", "q=\"x\""), ("/a", "q=한"), ("/a", "q=1#2")]
    {
        let request = Request { path: path.to_owned(), query: query.to_owned(), ..call(true) };
        let error = http.send(request).await.unwrap_err();
        assert_eq!(
            (error.kind, error.persistence),
            (ErrorKind::Refused, Persistence::Permanent),
            "{path} {query}"
        );
    }
}

#[tokio::test]
async fn a_connection_that_cannot_be_made_certainly_sent_nothing() {
    let http = Http::new("http://127.0.0.1:1", None).unwrap();
    for writes in [false, true] {
        let error = http.send(call(writes)).await.unwrap_err();
        assert_eq!((error.kind, error.persistence), (ErrorKind::Network, Persistence::Temporary));
    }
}

#[tokio::test]
async fn a_write_whose_answer_broke_off_may_have_been_applied() {
    for cut in [&b""[..], b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"] {
        let (base, _seen) = server(cut).await;
        let error = Http::new(&base, None).unwrap().send(call(true)).await.unwrap_err();
        assert_eq!((error.kind, error.persistence), (ErrorKind::Network, Persistence::Unknown));
        let (base, _seen) = server(cut).await;
        let error = Http::new(&base, None).unwrap().send(call(false)).await.unwrap_err();
        assert_eq!(error.persistence, Persistence::Temporary);
    }
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_not_followed() {
    let (base, _seen) =
        server(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n").await;
    let answer = Http::new(&base, None).unwrap().send(call(false)).await.unwrap();
    assert_eq!(answer.status, 302);
}

#[tokio::test]
async fn a_proxy_is_used_when_there_is_one() {
    let (proxy, seen) = server(OK).await;
    let http = Http::new("http://localhost:1", Some(&proxy)).unwrap();
    http.send(Request { method: Method::Get, ..call(false) }).await.unwrap();
    assert!(seen.await.unwrap().starts_with("GET http://localhost:1/a HTTP/1.1\r\n"));
}

#[test]
fn secrets_leave_only_over_tls() {
    for base in ["http://api-gateway.coupang.com", "ftp://127.0.0.1", "nowhere", "https://a/?b"] {
        assert!(matches!(Http::new(base, None), Err(OpenError::BadAddress(_))), "{base} was accepted");
    }
    assert!(matches!(Http::new("https://a", Some("::")), Err(OpenError::BadAddress(_))));
    let proxy = Http::new("https://a", Some("http://me:secret@[")).err().unwrap();
    assert!(!proxy.to_string().contains("secret"), "{proxy}");
    assert!(Http::new("https://api-gateway.coupang.com", None).is_ok());
    assert!(Http::new("http://[::1]:8080/coupang", None).is_ok());
}
