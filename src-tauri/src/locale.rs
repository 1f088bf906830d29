//! The language of the window.

use domain::Sentence;
use engine::Engine;
use engine::view::{Problem, ProblemCode};

const SETTING: &str = "locale";

/// Korean comes first; it is what the window speaks until somebody chooses.
const SPOKEN: [&str; 2] = ["ko", "en"];

/// The language until one was chosen, and when the settings cannot be read.
pub(crate) const FIRST: &str = SPOKEN[0];

/// The chosen language.
///
/// # Errors
/// When the store fails.
pub(crate) async fn read(engine: &Engine) -> Result<String, Problem> {
    let chosen = engine.setting(SETTING.to_owned()).await?.filter(|locale| is_spoken(locale));
    Ok(chosen.unwrap_or_else(|| FIRST.to_owned()))
}

/// Chooses a language.
///
/// # Errors
/// When the window does not speak it, or the store fails.
pub(crate) async fn write(engine: &Engine, locale: String) -> Result<(), Problem> {
    if !is_spoken(&locale) {
        let sentence = Sentence::fixed(
            "모르는 언어입니다. 한국어(ko)나 영어(en)를 고르세요.",
            "The window does not speak this language. Choose Korean (ko) or English (en).",
        );
        return Err(Problem { code: ProblemCode::BadInput, sentence, quote: None, remedy: None });
    }
    engine.put_setting(SETTING.to_owned(), locale).await
}

fn is_spoken(locale: &str) -> bool {
    SPOKEN.contains(&locale)
}
