//! What the codes of the two sites mean, asked of the translation itself.

use domain::ClaimKind::{Cancel, Exchange, Return};
use domain::{ClaimKind, ClaimState, ClaimStep};
use serde_json::{Value, json};

use super::{besides, claim, order, status};
use crate::codes::{ClaimCode, CodeTable, Codes, FaultCode, LineCode, Situation, in_situations};
use crate::esm::flavor::Flavor;
use crate::esm::reasons;
use crate::esm::wire::record::Record;

/// Every code that is read or sent.
pub(in crate::esm) fn codes(flavor: &'static Flavor) -> Codes {
    let fault = |(code, fault): &(&str, _)| FaultCode { raw: format!("Reason {code}"), fault: *fault };
    let claims = [(Cancel, CANCELS), (Return, RETURNS), (Exchange, EXCHANGES)];
    Codes {
        lines: (1..=5).flat_map(of_order).chain((0..=10).flat_map(of_status)).collect(),
        claims: claims.into_iter().flat_map(|(kind, others)| of_claims(flavor, kind, others)).collect(),
        faults: claim::FAULTS.iter().map(fault).collect(),
        tables: sent().into_iter().chain(read()).collect(),
    }
}

/// Of orders by OrderStatus.
fn of_order(code: u32) -> impl Iterator<Item = LineCode> {
    let says = |row: &Value| Record::of(row).map(|row| order::status(row).0);
    let told = in_situations(&json!({"OrderStatus": code}), ORDERS, says).into_iter();
    told.map(move |(when, stage)| LineCode { raw: format!("OrderStatus {code}"), when, stage })
}

/// What else decides on an order.
const ORDERS: &[Situation<Value>] = &[
    ("GiftOrderStatus 1", |row| with(row, "GiftOrderStatus", json!(1))),
    ("DistrType TL", |row| with(row, "DistrType", json!("TL"))),
];

/// Of lines by Status, whatever ClaimStatus says.
fn of_status(code: u32) -> impl Iterator<Item = LineCode> {
    let says = |claim: &&str| status::stage_of(&code.to_string(), claim);
    let told = in_situations(&"1", &[("ClaimStatus 3", |_| "3")], says).into_iter();
    told.map(move |(when, stage)| LineCode { raw: format!("Status {code}"), when, stage })
}

/// Of claims; a status that a kind does not have is none.
fn of_claims(
    flavor: &'static Flavor,
    kind: ClaimKind,
    others: &'static [Situation<Value>],
) -> impl Iterator<Item = ClaimCode> {
    let field = claim::status_field(kind);
    let says = move |row: &Value| {
        let row = Record::of(row)?;
        let step = claim::step(kind, row);
        let state = ClaimState { kind, step };
        Some((step, state.can_be_held() && claim::held(flavor, kind, row).is_some()))
    };
    (0..=6).flat_map(move |code| {
        let told = in_situations(&json!({field: code}), others, says).into_iter();
        told.filter_map(move |(when, said)| {
            let (step, held) = said.filter(|(step, _)| *step != ClaimStep::Unknown)?;
            Some(ClaimCode { raw: format!("{field} {code}"), when, kind, step, held })
        })
    })
}

/// Nothing else decides on a cancel.
const CANCELS: &[Situation<Value>] = &[];

/// The pickup is ordered, or has a number.
const COLLECTING: Situation<Value> =
    ("PickupInfo.Status 1 or PickupInfo.InvoiceNo", |row| with(row, "PickupInfo", json!({"Status": 1})));
/// The goods are back.
const COLLECTED: Situation<Value> =
    ("PickupInfo.CompleteDate", |row| with(row, "PickupInfo", json!({"CompleteDate": DAY})));
/// Any day.
const DAY: &str = "2026-01-01T00:00:00";

/// What else decides on a return.
const RETURNS: &[Situation<Value>] = &[
    COLLECTING,
    COLLECTED,
    ("ApproveDate, ApproveUser not 0", |row| {
        with(with(row, "ApproveDate", json!(DAY)), "ApproveUser", json!(2))
    }),
];

/// The same of an exchange.
const EXCHANGES: &[Situation<Value>] = &[
    COLLECTING,
    COLLECTED,
    ("ResendInfo.ResendDate or ResendInfo.InvoiceNo", |row| {
        with(row, "ResendInfo", json!({"ResendDate": DAY}))
    }),
    ("ResendInfo.CompleteDate", |row| with(row, "ResendInfo", json!({"CompleteDate": DAY}))),
];

/// A row with one more field.
fn with(mut row: Value, name: &str, value: Value) -> Value {
    if let Some(fields) = row.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
    row
}

/// What a seller chooses from.
fn sent() -> Vec<CodeTable> {
    vec![
        CodeTable::sent("a sale is cancelled by a call of its own for", reasons::CANCEL_REASONS),
        CodeTable::sent("ReasonType (ShippingExpectedDate)", reasons::DELAY_REASONS),
        CodeTable::sent("reason (Return/Request)", reasons::RETURN_REASONS),
        CodeTable::sent("itemStatus (Return/Request)", reasons::RETURN_WAYS),
        CodeTable::sent("HoldReason (return/hold)", reasons::RETURN_HOLDS),
        CodeTable::sent("HoldReason (exchange/hold)", reasons::EXCHANGE_HOLDS),
        CodeTable::sent("ClaimCancelType (ClaimRelease)", reasons::REPORT_ANSWERS),
    ]
}

/// What answers tell, by codes of one digit or letter.
fn read() -> Vec<CodeTable> {
    let digits: Vec<String> = ('0'..='9').map(String::from).collect();
    let letters: Vec<String> = ('A'..='Z').map(String::from).collect();
    vec![
        CodeTable::read("ReasonCode", reasons::CLAIM_REASONS),
        CodeTable::read("HoldInfo.Reason (return)", reasons::RETURN_HOLDS_READ),
        CodeTable::read("HoldInfo.Reason (exchange)", reasons::EXCHANGE_HOLDS_READ),
        CodeTable::asked("RequestUser", &digits, besides::person),
        CodeTable::asked("GoodsStatus", &digits, besides::state),
        CodeTable::asked("ReturnShippingFeeWay, ExchangeShippingFeeWay", &digits, besides::means),
        CodeTable::asked("DeliveryFeeCondition (method)", &letters, |code| besides::method(code)),
        CodeTable::asked("DeliveryFeeCondition (payment)", &letters, |code| besides::payment(code)),
        CodeTable::asked("DeliveryFeeCondition (policy)", &letters, besides::policy),
        CodeTable::asked("TransType", &letters, besides::pace),
    ]
}
