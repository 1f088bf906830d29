//! Writes that answer line by line, inside HTTP 200.

use serde_json::{Value, json};

use super::desk::Desk;
use super::errors::{Answer, Failure};

/// What became of one line: a row of the success list, no row at all because the line was left
/// out (제외), or a row of the failures.
pub(crate) type Outcome = Result<Option<Value>, Failure>;

/// The success list of most writes.
const IDS: &str = "successProductOrderIds";
/// The one of 발주확인, whose rows say more than the id.
pub(crate) const INFOS: &str = "successProductOrderInfos";

/// The two lists.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    success: Vec<Value>,
    failed: Vec<Value>,
}

/// A row that is the id and nothing else.
pub(crate) fn done(id: &str) -> Outcome {
    Ok(Some(json!(id)))
}

/// Left out: in neither list.
pub(crate) fn excluded() -> Outcome {
    Ok(None)
}

impl Rows {
    /// Tries one line; a fault may let it fail.
    pub(crate) fn attempt(
        &mut self,
        desk: &mut Desk<'_>,
        id: &str,
        deed: impl FnOnce(&mut Desk<'_>) -> Outcome,
    ) {
        let outcome = if std::mem::take(&mut desk.row_fails) {
            Err(Failure::other("처리 중 오류가 발생하였습니다."))
        } else {
            deed(desk)
        };
        match outcome {
            Ok(row) => self.success.extend(row),
            Err(Failure { code, message }) => {
                self.failed.push(json!({"productOrderId": id, "code": code, "message": message}));
            }
        }
    }

    pub(crate) fn answer(self) -> Answer {
        self.named(IDS)
    }

    pub(crate) fn named(self, success: &str) -> Answer {
        Answer::Data(json!({success: self.success, "failProductOrderInfos": self.failed}))
    }
}

/// A write on the one line its path names.
pub(crate) fn single(
    desk: &mut Desk<'_>,
    id: &str,
    deed: impl FnOnce(&mut Desk<'_>, &str) -> Outcome,
) -> Answer {
    let mut rows = Rows::default();
    rows.attempt(desk, id, |desk| deed(desk, id));
    rows.answer()
}
