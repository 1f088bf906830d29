//! What became of the answer to a report that nothing has come.

use chrono::{DateTime, Utc};
use domain::{OrderLine, Write};
use store::KeptReport;

use super::Finding;

/// The number that an answer gave shows on the line, or the report reads as settled. That it still waits is believed of
/// a list that was read after the time in which it may be an old picture; a list that names it no more says nothing.
pub(super) fn of(
    kept: Option<&KeptReport>,
    write: &Write,
    lines: &[OrderLine],
    believed_at: DateTime<Utc>,
) -> Finding {
    let Write::AnswerUndelivered { line, invoice, .. } = write else { return Finding::Unclear };
    let now = lines.iter().find(|known| known.line == *line);
    let given = invoice.as_ref().map(|(_, number)| number);
    let bears = given.is_some() && now.is_some_and(|line| line.delivery.invoice.as_ref() == given);
    match kept {
        Some(kept) if kept.report.settled_at.is_some() => Finding::Applied,
        _ if bears => Finding::Applied,
        Some(kept) if kept.told_at >= believed_at => Finding::NotApplied,
        _ => Finding::Unclear,
    }
}
