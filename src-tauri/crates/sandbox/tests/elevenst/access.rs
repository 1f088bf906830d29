use std::net::{IpAddr, Ipv4Addr};

use encoding_rs::EUC_KR;
use sandbox::elevenst::{Encoding, OrderWish, Prefix};

use crate::support::{Desk, somebody, value};

const LISTS: [&str; 3] = ["/ordservices/complete", "/claimservice/cancelorders", "/ordservices/shipping"];

#[tokio::test]
async fn a_wrong_key_is_refused_in_the_envelope_of_each_call() {
    let desk = Desk::open(0).await;
    let line = desk.paid(1);
    assert_eq!(desk.key.len(), 32);
    let wrong = "0".repeat(32);
    for headers in [vec![], vec![("openapikey", wrong.as_str())]] {
        let now = "202603160000/202603161300";
        for list in LISTS {
            let answer = desk.send("GET", &format!("{list}/{now}"), &headers, Vec::new()).await.unwrap();
            assert_eq!((answer.status, answer.root.as_str(), answer.code()), (200, "orders", -1));
            assert!(answer.words().contains("OpenAPI Key 에 해당하는 유저가 없습니다."), "{}", answer.text);
        }
        let path = format!("/ordservices/reqpackaging/{}/1/N/null/{}", line.ord_no, line.dlv_no);
        let answer = desk.send("GET", &path, &headers, Vec::new()).await.unwrap();
        answer.refused(-1);
        assert!(answer.words().starts_with("ERROR : "));
        let path = "/nondeliverys/nondeliverylist/01/20260301/20260316";
        let answer = desk.send("GET", path, &headers, Vec::new()).await.unwrap();
        assert_eq!((answer.root.as_str(), answer.code()), ("nonDeliverys", -1));
    }
    assert_eq!(desk.status(&line.line_id), "202");
}

#[tokio::test]
async fn an_expired_key_and_maintenance_stop_everything() {
    let desk = Desk::open(0).await;
    let line = desk.paid(1);
    desk.set(|settings| settings.key_expired = true);
    desk.confirm(&line).await.refused(-1);
    desk.set(|settings| (settings.key_expired, settings.maintenance) = (false, true));
    desk.confirm(&line).await.refused(-1_000);
    assert_eq!(desk.list("/ordservices/complete", 1).await.code(), -1_000);
    assert_eq!(desk.get("/settlement/settlementList/20260301/20260302").await.code(), 1_000);
    assert_eq!(desk.status(&line.line_id), "202");
}

#[tokio::test]
async fn an_address_nobody_registered_meets_an_envelope_of_its_own() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.allowed_ips = Some(vec![IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1))]));
    let answer = desk.list("/ordservices/complete", 1).await;
    assert_eq!((answer.status, answer.root.as_str(), answer.code()), (500, "AuthMessage", -500));
    assert!(answer.words().contains("인증된 IP가 아닙니다"));
    desk.set(|settings| settings.allowed_ips = Some(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]));
    assert_eq!(desk.list("/ordservices/complete", 1).await.status, 200);
}

#[tokio::test]
async fn too_many_calls_in_a_second_are_told_to_wait() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.calls_per_second = 3);
    let mut seen = Vec::new();
    for _ in 0..6 {
        let answer = desk.list("/ordservices/complete", 1).await;
        if answer.status == 429 {
            assert_eq!(answer.header("retry-after"), "1");
        }
        seen.push(answer.status);
    }
    assert_eq!(seen[..3], [200, 200, 200]);
    assert!(seen.contains(&429), "{seen:?}");
}

#[tokio::test]
async fn answers_are_euc_kr_as_declared() {
    let desk = Desk::open(0).await;
    let receiver = sandbox::elevenst::Address { name: "뷁쌀😀".to_owned(), ..somebody() };
    desk.wished(OrderWish { receiver: Some(receiver), lines: Some(1), ..OrderWish::default() });
    let answer = desk.list("/ordservices/complete", 1).await;
    let declaration = br#"<?xml version="1.0" encoding="EUC-KR" standalone="yes"?>"#;
    assert!(answer.bytes.starts_with(declaration) && std::str::from_utf8(&answer.bytes).is_err());
    assert!(answer.header("content-type").contains("EUC-KR"));
    assert!(!EUC_KR.decode(&answer.bytes).2);
    assert_eq!(value(&answer.rows[0], "rcvrNm"), "뷁쌀?", "the extension, and what no code page has");
    assert!(answer.text.contains("<ns2:orders xmlns:ns2=") && answer.text.contains("<ns2:order><addPrdNo>"));
    desk.set(|settings| (settings.encoding, settings.prefix) = (Encoding::Utf8, Prefix::S2));
    let answer = desk.list("/ordservices/complete", 1).await;
    assert!(std::str::from_utf8(&answer.bytes).is_ok() && answer.text.contains("<ns2:order>"));
    assert!(answer.text.contains("<s2:orders xmlns:s2=") && answer.text.ends_with("</s2:orders>"));
    let none = desk.list("/ordservices/packaging", 1).await;
    assert!(none.text.contains("<ns2:result_code>0<") && none.code() == 0, "{}", none.text);
    assert_eq!(value(&answer.rows[0], "rcvrNm"), "뷁쌀😀");
}

#[tokio::test]
async fn unknown_paths_and_methods_are_not_found() {
    let desk = Desk::open(0).await;
    let key = [("openapikey", desk.key.as_str())];
    for (method, path) in [
        ("GET", "/ordservices/nothing/202603160000/202603161300"),
        ("POST", "/ordservices/complete/202603160000/202603161300"),
        ("GET", "/claimservice/returninvc/202603161200/1/00034/600000000001/01/1"),
        ("GET", "/ordservices/complete/202603160000/202603161300/1"),
    ] {
        assert_eq!(desk.send(method, path, &key, Vec::new()).await.unwrap().status, 404, "{method} {path}");
    }
}
