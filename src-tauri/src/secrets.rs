//! Secrets on their way from the clipboard to the keychain. The window learns their shape and nothing else.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use arboard::Clipboard;
use domain::{Marketplace, Sentence};
use engine::view::{DescriptorView, Problem, ProblemCode, SecretShape};
use market::Credentials;
use secrecy::{ExposeSecret, SecretString};

/// No marketplace issues a shorter one.
const SHORTEST_KEY: u32 = 16;

/// What was pasted into the account forms that are open, by draft; forgotten when the account is saved, when
/// another form is opened, and when the application ends.
#[derive(Default)]
pub(crate) struct Drafts {
    open: Mutex<BTreeMap<String, Credentials>>,
    given: AtomicU64,
}

impl Drafts {
    /// A new draft; what was pasted into others is wiped.
    pub(crate) fn begin(&self) -> String {
        let draft = format!("draft-{}", self.given.fetch_add(1, Ordering::Relaxed));
        let mut open = self.open();
        open.clear();
        open.insert(draft.clone(), Credentials::default());
        draft
    }

    /// Keeps a secret in a draft, in place of what was pasted into the field before.
    ///
    /// # Errors
    /// When the draft is not open (any more).
    pub(crate) fn put(&self, draft: &str, field: &str, secret: SecretString) -> Result<(), Problem> {
        let mut open = self.open();
        let credentials = open.get_mut(draft).ok_or_else(gone)?;
        credentials.0.insert(field.to_owned(), secret);
        Ok(())
    }

    /// What was pasted into a draft; nothing when it is not open.
    pub(crate) fn read(&self, draft: &str) -> Credentials {
        self.open().get(draft).cloned().unwrap_or_default()
    }

    /// Wipes a draft.
    pub(crate) fn end(&self, draft: &str) {
        self.open().remove(draft);
    }

    /// A poisoned lock only means that another reader panicked.
    fn open(&self) -> MutexGuard<'_, BTreeMap<String, Credentials>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is on the clipboard, without the white space that copying brings along.
///
/// # Errors
/// When it holds no text.
pub(crate) async fn from_clipboard() -> Result<SecretString, Problem> {
    tokio::task::spawn_blocking(read_clipboard).await.unwrap_or_else(|_| Err(empty_clipboard()))
}

fn read_clipboard() -> Result<SecretString, Problem> {
    let text = Clipboard::new().and_then(|mut clipboard| clipboard.get_text()).map(SecretString::from);
    let text = text.map_err(|error| {
        tracing::info!(%error, "the clipboard gave no text");
        empty_clipboard()
    })?;
    let trimmed = text.expose_secret().trim();
    if trimmed.is_empty() { Err(empty_clipboard()) } else { Ok(SecretString::from(trimmed)) }
}

/// What the window may know of a secret that was pasted into a field. Keys are single words; whatever else
/// was on the clipboard is likely something copied by mistake.
///
/// # Errors
/// When the marketplace's form has no such secret field.
pub(crate) fn shape(
    marketplaces: &[DescriptorView],
    marketplace: Marketplace,
    field: &str,
    secret: &SecretString,
) -> Result<SecretShape, Problem> {
    let mut forms = marketplaces.iter().filter(|form| form.marketplace == marketplace);
    if !forms.any(|form| form.fields.iter().any(|one| one.secret && one.name == field)) {
        return Err(gone());
    }
    let text = secret.expose_secret();
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let plausible = length >= SHORTEST_KEY && text.chars().all(|character| character.is_ascii_graphic());
    Ok(SecretShape { length, plausible })
}

fn empty_clipboard() -> Problem {
    refused(Sentence::fixed(
        "클립보드에 붙여넣을 글자가 없습니다. 판매자센터에서 키를 복사한 뒤 다시 누르세요.",
        "The clipboard holds no text. Copy the key in the seller centre, then press again.",
    ))
}

fn gone() -> Problem {
    refused(Sentence::fixed(
        "계정 입력을 다시 열어야 합니다. 창을 닫았다가 다시 열고 붙여넣으세요.",
        "This account form is no longer open. Close it, open it again and paste.",
    ))
}

fn refused(sentence: Sentence) -> Problem {
    Problem { code: ProblemCode::BadInput, sentence, quote: None, remedy: None }
}

#[cfg(test)]
mod tests {
    use domain::Sentence;
    use engine::view::FieldView;

    use super::*;

    fn shown(field: &str, secret: &str) -> Result<SecretShape, Problem> {
        let words = || Sentence::fixed("", "");
        let field_view = |name: &str, secret| FieldView {
            name: name.to_owned(),
            label: words(),
            hint: words(),
            secret,
            optional: false,
        };
        let form = DescriptorView {
            marketplace: Marketplace::Coupang,
            fields: vec![field_view("seller", false), field_view("key", true)],
            steps: Vec::new(),
            guide: String::new(),
            centre: String::new(),
            companion: None,
        };
        shape(&[form], Marketplace::Coupang, field, &secret.into())
    }

    #[test]
    fn only_the_shape_of_a_secret_is_told() {
        let key = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(shown("key", key).unwrap(), SecretShape { length: 40, plausible: true });
        assert_eq!(
            shown("key", "판매자센터에서 복사한 글").unwrap(),
            SecretShape { length: 13, plausible: false }
        );
        assert!(!shown("key", "short").unwrap().plausible);
    }

    #[test]
    fn a_field_that_is_no_secret_is_not_pasted() {
        assert!(shown("seller", "0123456789abcdef").is_err());
    }

    fn pasted(drafts: &Drafts, draft: &str) -> Vec<String> {
        drafts.read(draft).0.values().map(|secret| secret.expose_secret().to_owned()).collect()
    }

    #[test]
    fn a_field_holds_what_was_pasted_last() {
        let drafts = Drafts::default();
        let draft = drafts.begin();
        drafts.put(&draft, "key", "first".into()).unwrap();
        drafts.put(&draft, "key", "second".into()).unwrap();
        assert_eq!(pasted(&drafts, &draft), ["second"]);
    }

    #[test]
    fn opening_another_form_wipes_the_first() {
        let drafts = Drafts::default();
        let first = drafts.begin();
        drafts.put(&first, "key", "secret".into()).unwrap();
        let second = drafts.begin();
        assert_ne!(first, second);
        assert!(pasted(&drafts, &first).is_empty());
        let refused = drafts.put(&first, "key", "again".into()).unwrap_err();
        assert_eq!(refused.code, ProblemCode::BadInput);
    }

    #[test]
    fn an_ended_draft_holds_nothing() {
        let drafts = Drafts::default();
        let draft = drafts.begin();
        drafts.put(&draft, "key", "secret".into()).unwrap();
        drafts.end(&draft);
        assert!(pasted(&drafts, &draft).is_empty());
    }
}
