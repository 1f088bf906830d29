//! The most that the window may hand in at once: a page that was taken over must not fill the memory or the disk.

use domain::Sentence;
use store::InboxQuery;

use crate::problem;
use crate::view::Problem;

/// Rows or lines of one press.
const LIST: usize = 10_000;
/// Characters of a name.
const NAME: u32 = 100;
/// Characters of a text or a search.
pub(crate) const TEXT: u32 = 200;
/// Characters of words that a buyer reads; each marketplace has a limit of its own below it.
const WORDS: u32 = 1000;
/// Characters of an invoice number.
const INVOICE: u32 = 64;

/// Refuses a list that is too long.
pub(crate) fn list<T>(list: &[T]) -> Result<(), Problem> {
    count(list.len())
}

/// Refuses too many rows.
pub(crate) fn count(rows: usize) -> Result<(), Problem> {
    if rows <= LIST {
        return Ok(());
    }
    Err(problem::bad_input(Sentence::new(
        format!("한 번에 {LIST}건까지만 다룰 수 있습니다. 나누어 선택하세요."),
        format!("At most {LIST} can be handled at once. Select fewer."),
    )))
}

/// Refuses a name that is too long.
pub(crate) fn name(name: &str) -> Result<(), Problem> {
    characters(name, NAME)
}

/// Refuses a text that is too long.
pub(crate) fn text(text: &str) -> Result<(), Problem> {
    characters(text, TEXT)
}

/// Refuses words to the buyer that are too long for any marketplace.
pub(crate) fn words(words: &str) -> Result<(), Problem> {
    characters(words, WORDS)
}

/// Refuses an invoice number that is too long.
pub(crate) fn invoice(invoice: &str) -> Result<(), Problem> {
    characters(invoice, INVOICE)
}

/// Refuses a query that names too much.
pub(crate) fn query(query: &InboxQuery) -> Result<(), Problem> {
    list(&query.statuses)?;
    list(&query.accounts)?;
    query.text.as_deref().map_or(Ok(()), text)
}

/// Refuses a text of more than `most` characters.
fn characters(text: &str, most: u32) -> Result<(), Problem> {
    if text.chars().zip(0..=most).count() <= most as usize {
        return Ok(());
    }
    Err(problem::bad_input(Sentence::new(
        format!("입력이 너무 깁니다. {most}자 이하로 줄이세요."),
        format!("The text is too long. Shorten it to {most} characters."),
    )))
}
