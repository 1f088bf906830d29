//! What Grip's codes mean, asked of the translation itself.

use chrono::DateTime;
use domain::{AccountId, Claim, ClaimKind, Fact, Stage};
use serde_json::{Value, json};

use super::{Source, claim, order};
use crate::codes::{ClaimCode, CodeTable, Codes, LineCode, Situation, in_situations};
use crate::grip::deliveries::Deliveries;
use crate::grip::lists::List;
use crate::grip::reasons;
use crate::grip::wire::record::Record;

use ClaimKind::{Cancel, Exchange, Return};

/// Every code that is read or sent: all numbers of two digits are asked for. Grip tells nobody's fault.
pub(in crate::grip) fn codes() -> Codes {
    let states: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    let of = |kind| move |state: &String| of_claim(kind, state);
    let claims = [Cancel, Return, Exchange].into_iter().flat_map(|kind| states.iter().flat_map(of(kind)));
    let words = |field, kind| CodeTable::asked(field, &states, move |code| reasons::of_claim(kind, code));
    Codes {
        lines: states.iter().flat_map(|state| of_line(state)).collect(),
        claims: claims.collect(),
        faults: Vec::new(),
        tables: vec![
            CodeTable::sent("reasonType (order/cancel)", reasons::CANCEL_REASONS),
            CodeTable::sent("postponeType (delivery/postpone)", reasons::DELAY_REASONS),
            words("buyerReturnReasonType", Return),
            words("buyerChangeReasonType", Exchange),
            CodeTable::asked("paymentMethod", &states, reasons::payment),
        ],
    }
}

/// A row in a state.
fn row(state: &str) -> Value {
    let at = 1_u64;
    json!({
        "orderSeq": 1, "orderProductSeq": 1, "quantity": 1, "orderState": state, "orderedAt": at,
        "returnRequestAt": at, "exchangeRequestAt": at,
    })
}

/// Of lines; what no document lists stands nowhere.
fn of_line(state: &str) -> Vec<LineCode> {
    let known = |stage: &Option<Stage>| state == "2" || stage.is_some_and(|stage| stage != Stage::Unknown);
    let told = in_situations(&(row(state), false), &[("on delivery/prepare", |(row, _)| (row, true))], stage);
    let told = told.into_iter().filter(|(_, stage)| known(stage));
    told.map(|(when, stage)| LineCode { raw: format!("orderState {state}"), when, stage }).collect()
}

/// A reading that no row depends on.
fn source(account: &AccountId) -> Source<'_> {
    Source { account, couriers: &[], today: DateTime::UNIX_EPOCH }
}

/// Where a line stands, and whether the list of what waits for 발주 shows it.
fn stage((row, to_prepare): &(Value, bool)) -> Option<Stage> {
    let mut deliveries = Deliveries::default();
    if *to_prepare {
        deliveries.take(List::Prepare, std::slice::from_ref(row));
    }
    let account = AccountId::new("");
    let source = source(&account);
    let facts = order::facts(source, Record::of(row)?, &deliveries).ok()?;
    facts.into_iter().find_map(|fact| match fact {
        Fact::Line(line) => Some(line.stage),
        Fact::News(news) => news.stage,
        _ => None,
    })
}

/// Of claims.
fn of_claim(kind: ClaimKind, state: &str) -> Vec<ClaimCode> {
    let says = |row: &Value| translated(kind, row).map(|claim| claim.step);
    let told = in_situations(&row(state), if kind == Cancel { &[] } else { DATES }, says).into_iter();
    told.filter_map(|(when, step)| {
        let step = step.filter(|step| *step != domain::ClaimStep::Unknown)?;
        Some(ClaimCode { raw: format!("orderState {state}"), when, kind, step, held: false })
    })
    .collect()
}

/// The claim of a row.
fn translated(kind: ClaimKind, row: &Value) -> Option<Claim> {
    let account = AccountId::new("");
    let source = source(&account);
    match kind {
        Cancel => claim::cancel(source, Record::of(row)?).ok()?,
        Return | Exchange => claim::claim(source, kind, Record::of(row)?).ok(),
    }
}

/// What else decides on a claim whose line speaks of something else.
const DATES: &[Situation<Value>] = &[
    ("returnCompleteAt", |row| dated(row, "returnCompleteAt")),
    ("returnCancelAt", |row| dated(row, "returnCancelAt")),
    ("returnCancelAt, sellerReturnReason", |mut row| {
        row["sellerReturnReason"] = json!("1");
        dated(row, "returnCancelAt")
    }),
    ("exchangeCancelAt", |row| dated(row, "exchangeCancelAt")),
];

/// A row with a date.
fn dated(mut row: Value, field: &str) -> Value {
    row[field] = json!(1);
    row
}
