//! 상품 주문 상세 내역 조회, and the lines of an order.

use serde_json::{Value, json};

use super::body::{self, Fields};
use super::desk::{Asked, Desk};
use super::errors::{Answer, NO_ORDER, Refusal};
use super::wire;

/// 최대 300개
const MOST: usize = 300;

/// Ids the shop does not know are left out without a word.
pub(crate) fn query(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let value = body::parse(asked.body)?;
    let fields = Fields::of(&value, "productOrders")?;
    let ids = fields.ids("productOrderIds", MOST)?;
    // Quantity claims are in force for every store since 2025-12-03, whatever is said here.
    fields.optional_flag("quantityClaimCompatibility")?;
    let lines = ids.into_iter().filter_map(|id| desk.state.lines.get(id));
    let data: Vec<Value> = lines.map(|line| wire::whole(desk.state, line, desk.now)).collect();
    Ok(Answer::Data(json!(data)))
}

/// By id, which says nothing about which line is whose add-on.
pub(crate) fn line_ids(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Answer, Refusal> {
    let order = desk.state.orders.get(&asked.route.id).ok_or(NO_ORDER)?;
    let mut ids = order.line_ids.clone();
    ids.sort();
    Ok(Answer::Data(json!(ids)))
}
