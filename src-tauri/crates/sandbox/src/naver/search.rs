//! 조건형 상품 주문 상세 내역 조회

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::claims::ClaimStatus;
use super::desk::{Asked, Desk};
use super::errors::{Answer, Refusal};
use super::model::{Line, LineStatus, PlaceStatus};
use super::query::{Query, Window};
use super::state::State;
use super::wire;

/// rangeType
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Range {
    #[serde(rename = "PAYED_DATETIME")]
    Payed,
    #[serde(rename = "ORDERED_DATETIME")]
    Ordered,
    #[serde(rename = "DISPATCHED_DATETIME")]
    Dispatched,
    #[serde(rename = "PURCHASE_DECIDED_DATETIME")]
    Decided,
    #[serde(rename = "CLAIM_REQUESTED_DATETIME")]
    ClaimRequested,
    #[serde(rename = "CLAIM_COMPLETED_DATETIME")]
    ClaimCompleted,
    #[serde(rename = "COLLECT_COMPLETED_DATETIME")]
    Collected,
    #[serde(rename = "GIFT_RECEIVED_DATETIME")]
    GiftReceived,
    #[serde(rename = "HOPE_DELIVERY_INFO_CHANGED_DATETIME")]
    HopeChanged,
}

/// Largest pageSize, and the one without it.
const LARGEST: usize = 300;

struct Filter {
    window: Window,
    range: Range,
    statuses: Vec<LineStatus>,
    claim_statuses: Vec<ClaimStatus>,
    place: Option<PlaceStatus>,
    fulfillment: Option<bool>,
}

pub(crate) fn search(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let query = Query::parse(asked.query);
    let filter = Filter::of(&query, desk.now)?;
    query.flag("quantityClaimCompatibility")?;
    let size = query.count("pageSize")?.unwrap_or(LARGEST);
    if size > LARGEST {
        return Err(Refusal::parameter("Max", "request", "pageSize"));
    }
    let page = query.count("page")?.unwrap_or(1);
    let mut found: Vec<(DateTime<Utc>, &Line)> =
        desk.state.lines.values().filter_map(|line| Some((filter.admits(desk.state, line)?, line))).collect();
    found.sort_by(|one, other| (one.0, &one.1.product_order_id).cmp(&(other.0, &other.1.product_order_id)));
    let start = (page - 1).saturating_mul(size);
    let contents: Vec<Value> = found.iter().skip(start).take(size).map(|(_, line)| row(desk, line)).collect();
    let pagination = json!({"page": page, "size": size, "hasNext": found.len() > start.saturating_add(size)});
    Ok(Answer::Data(json!({"contents": contents, "pagination": pagination})))
}

fn row(desk: &Desk<'_>, line: &Line) -> Value {
    json!({
        "productOrderId": line.product_order_id,
        "content": wire::detail(desk.state, line),
    })
}

impl Filter {
    /// That the window is limited as the feed's is, to a day and to the past, is unverified: its
    /// page documents the end it has by default, and nothing else.
    fn of(query: &Query, now: DateTime<Utc>) -> Result<Self, Refusal> {
        Ok(Self {
            window: query.window("from", "to", now)?,
            range: query.code("rangeType")?.unwrap_or(Range::Payed),
            statuses: query.codes("productOrderStatuses")?,
            claim_statuses: query.codes("claimStatuses")?,
            place: query.code("placeOrderStatusType")?,
            fulfillment: query.flag("fulfillment")?,
        })
    }

    /// The instant at which a line fits, when it does.
    fn admits(&self, state: &State, line: &Line) -> Option<DateTime<Utc>> {
        let claim = state.latest_claim(line).map(|claim| claim.status);
        let status = self.statuses.is_empty() || self.statuses.contains(&line.status);
        let claims =
            self.claim_statuses.is_empty() || claim.is_some_and(|claim| self.claim_statuses.contains(&claim));
        let place = self.place.is_none_or(|place| line.place == place);
        // Nothing here is stored with a fulfilment partner.
        let stored = self.fulfillment != Some(true);
        if !(status && claims && place && stored) {
            return None;
        }
        moments(self.range, state, line).into_iter().find(|at| self.window.holds(*at))
    }
}

fn moments(range: Range, state: &State, line: &Line) -> Vec<DateTime<Utc>> {
    let order = state.orders.get(&line.order_id);
    let claims = || state.claims_of(line);
    match range {
        Range::Payed => order.and_then(|it| it.paid_at).into_iter().collect(),
        Range::Ordered => order.map(|it| it.ordered_at).into_iter().collect(),
        Range::Dispatched => line.parcel.iter().map(|it| it.sent_at).collect(),
        Range::Decided => line.decided_at.into_iter().collect(),
        Range::ClaimRequested => claims().map(|it| it.requested_at).collect(),
        Range::ClaimCompleted => claims().filter_map(|it| it.completed_at).collect(),
        Range::Collected => claims().filter_map(|it| it.pickup.as_ref()?.completed_at).collect(),
        Range::GiftReceived => line.gift_received_at.into_iter().collect(),
        Range::HopeChanged => line.hope.iter().filter_map(|it| it.changed_at).collect(),
    }
}
