//! 1:1 문의: 개수, 목록, 상세, 답변 등록 and 수정.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::body::Fields;
use super::desk::{Asked, Desk};
use super::errors::Refusal;
use super::model::Inquiry;
use super::query::{Page, Query};
use super::reviews::answer;
use super::route::Operation;
use super::state::State;
use super::wire::{date, product, text};

/// 답변 내용: 최대 1,000자
const LONGEST_REPLY: usize = 1_000;
/// InquiryType; 11 was added in 2026.
const TYPES: [i64; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/// productName is a target since 2026.
const PAGE: Page = Page {
    targets: &["username", "title", "orderSeq", "productName"],
    statuses: &[],
    dates: &[],
    others: &["inquiryType", "needReply"],
    paged: true,
};

pub(crate) fn count(desk: &Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let query = Query::parse(asked.query, &PAGE.counting())?;
    Ok(json!({"inquiryCount": found(desk, &query)?.len()}))
}

/// Newest first [unverified].
pub(crate) fn list(desk: &Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let query = Query::parse(asked.query, &PAGE)?;
    let mut inquiries = found(desk, &query)?;
    let (slice, unstable) = (query.slice(desk.settings)?, desk.settings.unstable_pages);
    inquiries.sort_by_key(|inquiry| (Reverse(inquiry.created_at), slice.tie(unstable, inquiry.inquiry_seq)));
    let shown = inquiries.into_iter().skip(slice.start).take(slice.length);
    let rows: Vec<Value> = shown.map(|inquiry| Value::Object(row(desk.state, inquiry))).collect();
    Ok(json!({"inquiryList": rows}))
}

/// 문의 상세 조회 시 해당 문의가 읽음 상태로 처리됩니다
pub(crate) fn show(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let inquiry_seq = number(asked)?;
    desk.state.touch();
    let inquiry = desk.state.inquiries.get_mut(&inquiry_seq).ok_or_else(unknown)?;
    inquiry.read = true;
    let inquiry = desk.state.inquiries.get(&inquiry_seq).ok_or_else(unknown)?;
    let mut row = row(desk.state, inquiry);
    text(&mut row, "content", Some(&inquiry.content));
    text(&mut row, "reply", inquiry.reply.as_ref().map(|reply| reply.text.as_str()));
    Ok(json!({"inquiry": row}))
}

fn number(asked: Asked<'_>) -> Result<u64, Refusal> {
    asked.id.parse().map_err(|_| Refusal::field("inquirySeq"))
}

fn unknown() -> Refusal {
    Refusal::wrong("존재하지 않는 문의")
}

/// That text is found by a part, and that a closed inquiry needs no answer, is unverified.
fn found<'a>(desk: &'a Desk<'_>, query: &Query) -> Result<Vec<&'a Inquiry>, Refusal> {
    let (window, target) = (query.window(desk.now)?, query.target(&PAGE)?);
    let (kind, open_only) = (query.code("inquiryType", &TYPES)?, query.flag("needReply")?);
    let fits = |inquiry: &&Inquiry| {
        let open = inquiry.reply.is_none() && !inquiry.closed;
        let named = target.is_none_or(|target| is_named(desk.state, inquiry, target));
        let meant = kind.is_none_or(|kind| inquiry.kind == kind) && (open || !open_only);
        window.holds(inquiry.created_at) && named && meant
    };
    Ok(desk.state.inquiries.values().filter(fits).collect())
}

fn is_named(state: &State, inquiry: &Inquiry, (target, query): (&str, &str)) -> bool {
    match target {
        "username" => nickname(state, inquiry).contains(query),
        "title" => inquiry.title.contains(query),
        "orderSeq" => inquiry.from_order && inquiry.key.order_seq.to_string() == query,
        _ => state.line(inquiry.key).is_some_and(|line| line.goods.name.contains(query)),
    }
}

fn nickname<'a>(state: &'a State, inquiry: &Inquiry) -> &'a str {
    state.order(inquiry.key.order_seq).map_or("", |order| &order.buyer.nickname)
}

/// InquiryList; orderSeq is null for one from the page of a product. Nobody here sends pictures.
fn row(state: &State, inquiry: &Inquiry) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("inquirySeq".to_owned(), json!(inquiry.inquiry_seq));
    row.insert("inquiryType".to_owned(), json!(inquiry.kind));
    row.insert("orderSeq".to_owned(), json!(inquiry.from_order.then_some(inquiry.key.order_seq)));
    row.insert("createdAt".to_owned(), date(Some(inquiry.created_at)));
    row.insert("replyAt".to_owned(), date(inquiry.reply.as_ref().map(|reply| reply.at)));
    row.insert("imageUrls".to_owned(), json!([]));
    text(&mut row, "title", Some(&inquiry.title));
    text(&mut row, "userName", Some(nickname(state, inquiry)));
    text(&mut row, "email", Some(&format!("buyer{}@example.com", inquiry.key.order_seq)));
    product(&mut row, state, inquiry.key);
    row
}

/// POST registers an answer and tells the buyer at once, PUT changes it. 종료된 문의에는 답변을 등록할 수 없습니다, which
/// says nothing of an edit. That an empty answer is refused here too is unverified.
pub(crate) fn reply(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let reply = fields.text("reply", LONGEST_REPLY)?.to_owned();
    let edits = asked.operation == Operation::EditInquiry;
    let tells = !edits || fields.flag("noti")?;
    let inquiry_seq = number(asked)?;
    desk.check_row()?;
    desk.state.touch();
    let inquiry = desk.state.inquiries.get_mut(&inquiry_seq).ok_or_else(unknown)?;
    if inquiry.closed && !edits {
        return Err(Refusal::wrong("종료된 문의입니다"));
    }
    answer(&mut inquiry.reply, reply, (edits, tells), desk.now)?;
    *inquiry.applied.entry(asked.operation).or_default() += 1;
    Ok(json!({"inquirySeq": inquiry_seq}))
}
