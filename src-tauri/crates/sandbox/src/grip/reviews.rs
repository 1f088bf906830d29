//! 리뷰: 개수, 목록, 답변 등록 and 수정.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::body::Fields;
use super::desk::{Asked, Desk};
use super::errors::Refusal;
use super::model::{Reply, Review};
use super::query::{Page, Query};
use super::route::Operation;
use super::state::State;
use super::wire::{date, images, product, text};

/// 답변 내용: 최대 500자
const LONGEST_REPLY: usize = 500;

const PAGE: Page = Page { targets: &[], statuses: &[], dates: &[], others: &["needReply"], paged: true };

pub(crate) fn count(desk: &Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let query = Query::parse(asked.query, &PAGE.counting())?;
    Ok(json!({"reviewCount": found(desk, &query)?.len()}))
}

/// Newest first [unverified].
pub(crate) fn list(desk: &Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let query = Query::parse(asked.query, &PAGE)?;
    let mut reviews = found(desk, &query)?;
    let (slice, unstable) = (query.slice(desk.settings)?, desk.settings.unstable_claim_pages);
    reviews.sort_by_key(|review| (Reverse(review.created_at), slice.tie(unstable, review.review_seq)));
    let shown = reviews.into_iter().skip(slice.start).take(slice.length);
    let rows: Vec<Value> = shown.map(|review| row(desk.state, review)).collect();
    Ok(json!({"reviewList": rows}))
}

/// searchQuery is a part of the writer's nickname, and needReply means those without an answer [unverified].
fn found<'a>(desk: &'a Desk<'_>, query: &Query) -> Result<Vec<&'a Review>, Refusal> {
    let (window, name) = (query.window(desk.now)?, query.query()?);
    let open_only = query.flag("needReply")?;
    let fits = |review: &&Review| {
        let named = name.is_none_or(|name| nickname(desk.state, review).contains(name));
        window.holds(review.created_at) && named && !(open_only && review.reply.is_some())
    };
    Ok(desk.state.reviews.values().filter(fits).collect())
}

fn nickname<'a>(state: &'a State, review: &Review) -> &'a str {
    state.order(review.key.order_seq).map_or("", |order| &order.buyer.nickname)
}

/// ReviewList
fn row(state: &State, review: &Review) -> Value {
    let mut row = Map::new();
    row.insert("reviewSeq".to_owned(), json!(review.review_seq));
    row.insert("grade".to_owned(), json!(review.grade));
    row.insert("createdAt".to_owned(), date(Some(review.created_at)));
    row.insert("replyAt".to_owned(), date(review.reply.as_ref().map(|reply| reply.at)));
    row.insert("imageUrls".to_owned(), images("review", review.review_seq, review.images));
    text(&mut row, "review", Some(&review.text));
    text(&mut row, "reply", review.reply.as_ref().map(|reply| reply.text.as_str()));
    text(&mut row, "userName", Some(nickname(state, review)));
    product(&mut row, state, review.key);
    Value::Object(row)
}

/// POST registers an answer and tells the buyer, PUT changes it. 빈 답변 내용으로 등록 요청 시 HTTP 400; that a PUT
/// wants words too, and that a second POST and a PUT without an answer are refused, is unverified.
pub(crate) fn reply(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let reply = fields.text("reply", LONGEST_REPLY)?.to_owned();
    let edits = asked.operation == Operation::EditReview;
    let tells = !edits || fields.flag("noti")?;
    let review_seq = asked.id.parse().map_err(|_| Refusal::field("reviewSeq"))?;
    desk.check_row()?;
    desk.state.touch();
    let review = desk.state.reviews.get_mut(&review_seq);
    let review = review.ok_or_else(|| Refusal::wrong("존재하지 않는 리뷰"))?;
    answer(&mut review.reply, reply, (edits, tells), desk.now)?;
    *review.applied.entry(asked.operation).or_default() += 1;
    Ok(json!({"reviewSeq": review_seq}))
}

/// Writes the answer of a review or an inquiry.
pub(super) fn answer(
    own: &mut Option<Reply>,
    text: String,
    (edits, tells): (bool, bool),
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Refusal> {
    if edits != own.is_some() {
        let obstacle =
            if edits { "등록된 답변이 없습니다" } else { "이미 답변이 등록되었습니다" };
        return Err(Refusal::wrong(obstacle));
    }
    let told = own.as_ref().map_or(0, |reply| reply.told) + u32::from(tells);
    *own = Some(Reply { text, at, told });
    Ok(())
}
