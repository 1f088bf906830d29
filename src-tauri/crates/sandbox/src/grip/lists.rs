//! The six lists of lines, and how many each holds.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::desk::{Asked, Desk};
use super::errors::Refusal;
use super::line_state::LineState;
use super::model::Line;
use super::query::{Page, Query, Slice};
use super::route::Operation;
use super::settings::{Settings, StatusFilter};
use super::state::State;
use super::wire;

/// Which lines a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Order,
    Return,
    Exchange,
    Prepare,
    Start,
    Status,
}

/// A list, or only its number of rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    list: List,
    counts: bool,
}

pub(crate) fn kind(operation: Operation) -> Option<Kind> {
    use Operation as Op;
    let (list, counts) = match operation {
        Op::Orders => (List::Order, false),
        Op::OrderCount => (List::Order, true),
        Op::Returns => (List::Return, false),
        Op::ReturnCount => (List::Return, true),
        Op::Exchanges => (List::Exchange, false),
        Op::ExchangeCount => (List::Exchange, true),
        Op::PrepareList => (List::Prepare, false),
        Op::PrepareCount => (List::Prepare, true),
        Op::StartList => (List::Start, false),
        Op::StartCount => (List::Start, true),
        Op::StatusList => (List::Status, false),
        Op::StatusCount => (List::Status, true),
        _ => return None,
    };
    Some(Kind { list, counts })
}

/// searchTarget of every list of lines.
const TARGETS: [&str; 6] =
    ["buyerNickname", "buyerName", "buyerPhoneNumber", "recipientName", "orderSeq", "orderProductSeq"];
/// At returns besides; at exchanges it was taken away in 2026.
const RETURN_TARGETS: [&str; 7] = [
    "buyerNickname",
    "buyerName",
    "buyerPhoneNumber",
    "recipientName",
    "orderSeq",
    "orderProductSeq",
    "trackingNumber",
];

const DELIVERY: Page = Page { targets: &TARGETS, statuses: &[], dates: &[], others: &[], paged: true };

impl List {
    fn page(self) -> Page {
        match self {
            Self::Order => Page {
                statuses: &[1, 2, 10, 11, 12, 13, 40, 42, 50, 60, 80, 90],
                dates: &["orderedAt", "confirmAt", "cancelAt"],
                ..DELIVERY
            },
            // completeReturnAt was suspended in 2026.
            Self::Return => Page {
                targets: &RETURN_TARGETS,
                statuses: &[40, 41, 42, 44, 46, 47, 48],
                dates: &["requestReturnAt", "orderedAt", "cancelReturnAt"],
                ..DELIVERY
            },
            Self::Exchange => Page {
                statuses: &[50, 51, 52, 53, 54, 55],
                dates: &["requestChangeAt", "orderedAt", "cancelChangeAt"],
                ..DELIVERY
            },
            Self::Prepare | Self::Start | Self::Status => DELIVERY,
        }
    }

    /// What each delivery list holds is told by its name alone; that late lines wait for 발송, and that
    /// 배송현황 ends with 배송완료 and shows no claimed line, is unverified. A line stays in the list of its
    /// newest return and of its newest exchange whatever became of it since, so that cancelReturnAt and
    /// cancelChangeAt find it; or by a dial only while its state is of that claim [unverified either way].
    fn holds(self, line: &Line, settings: &Settings) -> bool {
        let state = line.state;
        match self {
            Self::Order => true,
            Self::Return if settings.claims_leave_lists => state.is_return(),
            Self::Return => line.returned.is_some(),
            Self::Exchange if settings.claims_leave_lists => state.is_exchange(),
            Self::Exchange => line.exchange.is_some(),
            Self::Prepare => state == LineState::Paid,
            Self::Start => state.waits_for_dispatch(),
            Self::Status => matches!(state, LineState::Shipping | LineState::Delivered),
        }
    }

    /// Ties come in one order since 2026-06-30 in the lists which that fix names.
    fn is_unstable(self, settings: &Settings) -> bool {
        match self {
            Self::Return | Self::Exchange => settings.unstable_claim_pages,
            Self::Order | Self::Prepare | Self::Start | Self::Status => settings.unstable_pages,
        }
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Order => ("orderList", "orderCount"),
            Self::Return => ("returnList", "returnCount"),
            Self::Exchange => ("exchangeList", "exchangeCount"),
            Self::Prepare => ("prepareList", "prepareCount"),
            Self::Start => ("startList", "startCount"),
            Self::Status => ("statusList", "statusCount"),
        }
    }

    /// By what rows are sorted, newest first [unverified].
    fn time(self, line: &Line) -> DateTime<Utc> {
        let requested = match self {
            Self::Return => line.returned.as_ref().map(|claim| claim.requested_at),
            Self::Exchange => line.exchange.as_ref().map(|claim| claim.requested_at),
            _ => None,
        };
        requested.unwrap_or(line.ordered_at)
    }

    fn row(self, state: &State, line: &Line) -> Value {
        match self {
            Self::Order => wire::order(state, line),
            Self::Return => wire::returned(state, line),
            Self::Exchange => wire::exchange(state, line),
            Self::Prepare => wire::prepare(state, line),
            Self::Start => wire::start(state, line),
            Self::Status => wire::status(state, line),
        }
    }
}

/// The rows asked for, or how many there are.
pub(crate) fn answer(desk: &Desk<'_>, asked: Asked<'_>, kind: Kind) -> Result<Value, Refusal> {
    let list = kind.list;
    let page = if kind.counts { list.page().counting() } else { list.page() };
    let query = Query::parse(asked.query, &page)?;
    let mut lines = found(desk, &query, list)?;
    let (rows_name, count_name) = list.names();
    if kind.counts {
        return Ok(json!({count_name: lines.len()}));
    }
    let slice = query.slice(desk.settings)?;
    sort(&mut lines, list, slice, list.is_unstable(desk.settings));
    let shown = lines.into_iter().skip(slice.start).take(slice.length);
    let rows: Vec<Value> = shown.map(|line| list.row(desk.state, line)).collect();
    Ok(json!({rows_name: rows}))
}

fn found<'a>(desk: &'a Desk<'_>, query: &Query, list: List) -> Result<Vec<&'a Line>, Refusal> {
    let page = list.page();
    let statuses = query.statuses(&page, desk.settings.any_status)?;
    let statuses = statuses.map(|codes| meant(codes, list, desk.settings));
    let (date, window) = (query.date(&page)?, query.window(desk.now)?);
    let target = query.target(&page)?;
    check_number(target)?;
    let fits = |line: &&Line| {
        let wanted = statuses.as_ref().is_none_or(|codes| codes.contains(&line.state.code()));
        let named = target.is_none_or(|target| is_named(desk.state, line, list, target));
        let timely = date_of(line, date).is_some_and(|at| window.holds(at));
        list.holds(line, desk.settings) && wanted && named && timely
    };
    Ok(desk.state.lines().filter(fits).collect())
}

fn sort(lines: &mut [&Line], list: List, slice: Slice, unstable: bool) {
    lines.sort_by_key(|line| (Reverse(list.time(line)), slice.tie(unstable, line.key.order_product_seq)));
}

/// The codes that codes of searchStatus find; only the page of orders leaves codes out.
fn meant(codes: Vec<i64>, list: List, settings: &Settings) -> Vec<i64> {
    match settings.status_filter {
        StatusFilter::Groups if list == List::Order => codes.into_iter().flat_map(group).collect(),
        StatusFilter::Exact | StatusFilter::Groups => codes,
    }
}

fn group(code: i64) -> Vec<i64> {
    match code {
        40 => vec![40, 41, 42, 45, 46],
        42 => vec![44, 61, 81],
        50 => vec![50, 51, 53],
        60 => vec![60, 61, 62, 63, 64],
        80 => vec![80, 81, 82, 83, 84],
        90 => vec![90, 91],
        own => vec![own],
    }
}

/// The instant a searchDate means; without a date it means all of them by their payment.
fn date_of(line: &Line, date: &str) -> Option<DateTime<Utc>> {
    let (returned, exchange) = (line.returned.as_ref(), line.exchange.as_ref());
    match date {
        "confirmAt" => line.confirmed_at,
        "cancelAt" => line.cancelled_at,
        "requestReturnAt" => returned.map(|claim| claim.requested_at),
        "cancelReturnAt" => returned.and_then(|claim| claim.cancelled_at),
        "requestChangeAt" => exchange.map(|claim| claim.requested_at),
        "cancelChangeAt" => exchange.and_then(|claim| claim.cancelled_at),
        _ => Some(line.ordered_at),
    }
}

/// A number that is none is refused [unverified].
fn check_number(target: Option<(&str, &str)>) -> Result<(), Refusal> {
    match target {
        Some(("orderSeq" | "orderProductSeq", query)) if query.parse::<u64>().is_err() => {
            Err(Refusal::field("searchQuery"))
        }
        _ => Ok(()),
    }
}

/// 구매자 닉네임 검색: 정확 일치 at orders and deliveries since 2026. That the rest is found by a part, and that
/// trackingNumber means the whole number of the parcel to the buyer, is unverified.
fn is_named(state: &State, line: &Line, list: List, (target, query): (&str, &str)) -> bool {
    let Some(order) = state.order(line.key.order_seq) else {
        return false;
    };
    let partly = matches!(list, List::Return | List::Exchange);
    match target {
        "buyerNickname" if !partly => order.buyer.nickname == query,
        "buyerNickname" => order.buyer.nickname.contains(query),
        "buyerName" => order.buyer.name.contains(query),
        "buyerPhoneNumber" => order.buyer.phone.contains(query),
        "recipientName" => line.receiver.name.contains(query),
        "orderSeq" => line.key.order_seq.to_string() == query,
        "orderProductSeq" => line.key.order_product_seq.to_string() == query,
        _ => line.parcel.as_ref().is_some_and(|parcel| parcel.tracking_number == query),
    }
}
