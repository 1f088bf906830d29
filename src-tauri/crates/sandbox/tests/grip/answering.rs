//! Reviews and inquiries.

use chrono::TimeDelta;
use sandbox::grip::{Key, Operation, OrderWish, Verb};
use serde_json::{Value, json};

use crate::support::Desk;

async fn reviewed(desk: &Desk) -> (Key, u64) {
    let key = desk.delivered().await;
    desk.shop.buyer_decides(key).unwrap();
    (key, desk.shop.buyer_reviews(key).unwrap().review_seq.unwrap())
}

#[tokio::test]
async fn a_review_is_answered_once_and_edited_after() {
    let desk = Desk::open(0).await;
    let (key, seq) = reviewed(&desk).await;
    let path = format!("/api/review/{seq}");
    let open = desk.get("/api/review?needReply=true").await.rows()[0].clone();
    assert_eq!((&open["reviewSeq"], &open["replyAt"], open.get("reply")), (&json!(seq), &Value::Null, None));
    assert_eq!(open["userName"], desk.shop.order(key.order_seq).unwrap().nickname);
    let edit = json!({"reply": "고맙습니다", "noti": true});
    desk.put(&path, &edit).await.bad();
    for body in [
        json!({}),
        json!({"reply": ""}),
        json!({"reply": "  "}),
        json!({"reply": "가".repeat(501)}),
        json!({"reply": 1}),
    ] {
        desk.call("POST", &path, &body).await.bad();
    }
    let answer = desk.call("POST", &path, &json!({"reply": "가".repeat(500)})).await;
    assert_eq!(answer.data(), &json!({"reviewSeq": seq}));
    desk.call("POST", &path, &json!({"reply": "다시"})).await.bad();
    desk.put(&path, &json!({"reply": "고맙습니다"})).await.bad();
    desk.put(&path, &json!({"reply": "고맙습니다", "noti": "Y"})).await.bad();
    desk.put(&path, &json!({"reply": "고맙습니다", "noti": false})).await.data();
    assert_eq!(desk.shop.reviews()[0].reply.as_ref().unwrap().told, 1);
    desk.put(&path, &edit).await.data();
    let review = desk.shop.reviews().remove(0);
    let reply = review.reply.unwrap();
    assert_eq!((reply.text.as_str(), reply.told), ("고맙습니다", 2));
    assert_eq!(review.applied, [(Operation::ReplyReview, 1), (Operation::EditReview, 2)].into());
    assert!(desk.get("/api/review?needReply=true").await.rows().is_empty());
    assert_eq!(desk.get("/api/review").await.rows()[0]["reply"], "고맙습니다");
    for wrong in ["1", "abc", ""] {
        let answer = desk.put(&format!("/api/review/{wrong}"), &edit).await;
        assert_eq!(answer.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn reviews_are_listed_and_counted() {
    let desk = Desk::open(0).await;
    let (_, old) = reviewed(&desk).await;
    desk.clock.advance(TimeDelta::days(31));
    let (key, new) = reviewed(&desk).await;
    assert_eq!(desk.get("/api/review").await.rows().len(), 1, "default 30일 전");
    let from = desk.days_ago(40);
    let rows = desk.get(&format!("/api/review?searchStartAt={from}")).await;
    let found: Vec<u64> = rows.rows().iter().map(|row| row["reviewSeq"].as_u64().unwrap()).collect();
    assert_eq!(found, [new, old]);
    assert_eq!(
        desk.get(&format!("/api/review/count?searchStartAt={from}")).await.json,
        json!({"reviewCount": 2})
    );
    let name = desk.shop.order(key.order_seq).unwrap().nickname;
    let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    assert_eq!(desk.get(&format!("/api/review/count?searchQuery={name}")).await.count(), 1);
    for query in ["needReply=Y", "length=101", "searchTarget=username&searchQuery=a", "searchStatus=1"] {
        desk.get(&format!("/api/review?{query}")).await.bad();
    }
    desk.get(&format!("/api/review?searchStartAt={}", desk.days_ago(91))).await.bad();
}

#[tokio::test]
async fn an_inquiry_is_read_and_answered() {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    let seq = desk.shop.buyer_asks(key, 3).unwrap().inquiry_seq.unwrap();
    let row = desk.get("/api/inquiry?needReply=true&inquiryType=3").await.rows()[0].clone();
    assert_eq!((&row["orderSeq"], row.get("content")), (&json!(key.order_seq), None));
    assert!(!desk.shop.inquiries()[0].read);
    let path = format!("/api/inquiry/{seq}");
    let shown = desk.get(&path).await.data()["inquiry"].clone();
    assert_eq!((&shown["inquirySeq"], shown["content"].is_string()), (&json!(seq), true));
    assert!(desk.shop.inquiries()[0].read);
    desk.put(&path, &json!({"reply": "네", "noti": true})).await.bad();
    desk.call("POST", &path, &json!({"reply": "가".repeat(1_001)})).await.bad();
    let answer = desk.call("POST", &path, &json!({"reply": "내일 출발합니다"})).await;
    assert_eq!(answer.data(), &json!({"inquirySeq": seq}));
    desk.put(&path, &json!({"reply": "오늘 출발합니다", "noti": false})).await.data();
    assert_eq!(desk.get(&path).await.json["inquiry"]["reply"], "오늘 출발합니다");
    assert_eq!(desk.get("/api/inquiry/count?needReply=true").await.count(), 0);
    desk.get("/api/inquiry/1").await.bad();
}

#[tokio::test]
async fn a_closed_inquiry_takes_no_answer() {
    let desk = Desk::open(0).await;
    let key = desk.paid();
    let inquiry_seq = desk.shop.buyer_asks(key, 10).unwrap().inquiry_seq.unwrap();
    desk.shop.act(&Verb::InquiryCloses { inquiry_seq }).unwrap();
    assert!(desk.shop.act(&Verb::InquiryCloses { inquiry_seq }).is_err());
    desk.call("POST", &format!("/api/inquiry/{inquiry_seq}"), &json!({"reply": "네"})).await.bad();
    assert_eq!(desk.shop.inquiries()[0].reply, None);
    let answered = desk.shop.buyer_asks(key, 10).unwrap().inquiry_seq.unwrap();
    let path = format!("/api/inquiry/{answered}");
    desk.call("POST", &path, &json!({"reply": "네"})).await.data();
    desk.shop.act(&Verb::InquiryCloses { inquiry_seq: answered }).unwrap();
    desk.put(&path, &json!({"reply": "네, 고객님", "noti": false})).await.data();
}

#[tokio::test]
async fn inquiries_are_found_by_each_target() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { nickname: Some("grip77".to_owned()), lines: Some(1), ..OrderWish::default() };
    let (own, other) = (desk.wished(wish)[0], desk.paid());
    let asked = desk.shop.buyer_asks(own, 2).unwrap().inquiry_seq.unwrap();
    let verb = Verb::BuyerAsks { key: other, kind: Some(1), from_product: true };
    desk.shop.act(&verb).unwrap();
    let find = async |target: &str, query: &str| {
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let target = format!("/api/inquiry?searchTarget={target}&searchQuery={query}");
        let answer = desk.get(&target).await;
        answer.rows().iter().map(|row| row["inquirySeq"].as_u64().unwrap()).collect::<Vec<u64>>()
    };
    assert_eq!(find("username", "grip").await, [asked]);
    assert_eq!(find("title", "주문 확인").await, [asked]);
    assert_eq!(find("orderSeq", &own.order_seq.to_string()).await, [asked]);
    assert!(find("orderSeq", &other.order_seq.to_string()).await.is_empty());
    assert!(find("productName", &desk.line(own).name).await.contains(&asked));
    let rows = desk.get("/api/inquiry?inquiryType=1").await;
    assert_eq!((rows.rows().len(), &rows.rows()[0]["orderSeq"]), (1, &Value::Null));
    for query in ["inquiryType=12", "inquiryType=a", "searchTarget=email&searchQuery=a"] {
        desk.get(&format!("/api/inquiry?{query}")).await.bad();
    }
}
