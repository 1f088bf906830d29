//! Writes that answer line by line, inside HTTP 200.

use serde_json::{Value, json};

use super::desk::Desk;
use super::errors::{Answer, Failure, Refusal};

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

/// Does it to one line; a fault may let it fail.
fn outcome(desk: &mut Desk<'_>, deed: impl FnOnce(&mut Desk<'_>) -> Outcome) -> Outcome {
    if std::mem::take(&mut desk.row_fails) {
        Err(Failure::other("처리 중 오류가 발생하였습니다."))
    } else {
        deed(desk)
    }
}

impl Rows {
    /// Tries one line.
    pub(crate) fn attempt(
        &mut self,
        desk: &mut Desk<'_>,
        id: &str,
        deed: impl FnOnce(&mut Desk<'_>) -> Outcome,
    ) {
        self.add(id, outcome(desk, deed));
    }

    fn add(&mut self, id: &str, outcome: Outcome) {
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

/// A write on the one line its path names. For a state that does not allow it official pages give
/// HTTP 400, while a production user saw failed rows: the dial decides which.
pub(crate) fn single(
    desk: &mut Desk<'_>,
    id: &str,
    deed: impl FnOnce(&mut Desk<'_>, &str) -> Outcome,
) -> Result<Answer, Refusal> {
    let mut rows = Rows::default();
    match outcome(desk, |desk| deed(desk, id)) {
        Err(Failure { code, message }) if desk.settings.refuses_by_status => {
            return Err(Refusal::new(400, code, message));
        }
        other => rows.add(id, other),
    }
    Ok(rows.answer())
}
