//! The envelope as the tables and schemas spell it, where the samples have it otherwise.

use serde_json::{Map, Value, json};

use super::route::Operation;
use super::settings::Spelling;

/// How one page's table or schema writes a success.
enum Word {
    /// `"ResultCode": "Success"`
    Success,
    /// `"ResultCode": "success"`
    Small,
    /// `"ResultCode": "0"`
    Text,
    /// `"resultCode": 0`
    LowerKey,
    /// As the sample.
    Number,
}

fn word(operation: Operation) -> Word {
    use Operation as Op;
    match operation {
        Op::Confirm
        | Op::Delay
        | Op::Dispatch
        | Op::Statuses
        | Op::Progress
        | Op::Reports
        | Op::ReleaseReport
        | Op::SoldOut => Word::Success,
        // The table of the page that the two sales cancels share says Success, its schema success.
        Op::Cancels | Op::SellerCancel | Op::Exchanges => Word::Small,
        Op::Complete | Op::ApproveCancel | Op::RefundAfterRemittance => Word::Text,
        Op::RequestReturn => Word::LowerKey,
        _ => Word::Number,
    }
}

/// Spells a success anew; failures carry a number on every page.
pub(crate) fn spell(spelling: Spelling, operation: Operation, body: &mut Value) {
    let Some(map) = body.as_object_mut().filter(|map| succeeded(map)) else {
        return;
    };
    if spelling == Spelling::Samples {
        return;
    }
    match word(operation) {
        Word::Success => drop(map.insert("ResultCode".to_owned(), json!("Success"))),
        Word::Small => drop(map.insert("ResultCode".to_owned(), json!("success"))),
        Word::Text => drop(map.insert("ResultCode".to_owned(), json!("0"))),
        Word::LowerKey => {
            if let Some(code) = map.remove("ResultCode") {
                map.insert("resultCode".to_owned(), code);
            }
        }
        Word::Number => {}
    }
}

fn succeeded(map: &Map<String, Value>) -> bool {
    map.get("ResultCode").is_some_and(|code| *code == 0)
}
