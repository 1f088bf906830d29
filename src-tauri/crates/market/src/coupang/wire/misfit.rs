//! JSON of a shape that nobody expected, told without what it says: a parser's own words quote the value, and
//! the value may be a person's name.

use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

/// Where JSON does not fit, and how.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {fault}")]
pub(crate) struct Misfit {
    /// The path of the field: `orderItems[0].shippingCount`; `.` for the whole.
    field: String,
    /// What kind of fault.
    fault: &'static str,
}

/// Reads a value.
///
/// # Errors
/// Where it does not fit.
pub(crate) fn shaped<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(value).map_err(misfit)
}

/// Reads a body.
///
/// # Errors
/// When it is no JSON, or where it does not fit.
pub(crate) fn parsed<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Misfit> {
    let mut input = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut input).map_err(misfit)?;
    let end = input.end().map_err(|error| Misfit { field: ".".to_owned(), fault: fault(&error) });
    end.map(|()| read)
}

fn misfit(error: serde_path_to_error::Error<serde_json::Error>) -> Misfit {
    Misfit { field: error.path().to_string(), fault: fault(error.inner()) }
}

/// A parser's complaint without its quotation.
fn fault(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        Category::Io => "the body could not be read",
        Category::Syntax => "no JSON",
        Category::Data => "another type than documented",
        Category::Eof => "the body ends too early",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::coupang::wire::order::Sheet;
    use crate::coupang::wire::tests::replace;

    const SECRET: &str = "박서연";

    #[test]
    fn a_misfit_names_the_field_and_never_its_value() {
        for (record, field) in [
            (json!({"receiver": SECRET}), "receiver"),
            (json!({"orderItems": [{"vendorItemId": 1}, SECRET]}), "orderItems[1]"),
            (json!({"orderItems": [{"shippingCount": SECRET}]}), "orderItems[0].shippingCount"),
        ] {
            let expected = format!("{field}: another type than documented");
            assert_eq!(shaped::<Sheet>(&record).unwrap_err().to_string(), expected);
            assert_eq!(parsed::<Sheet>(record.to_string().as_bytes()).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_body_that_is_no_json_is_told_from_one_that_was_cut_off() {
        let why = |body: &str| parsed::<Value>(body.as_bytes()).unwrap_err().to_string();
        assert_eq!(why("{} 박서연"), ".: no JSON", "nothing may follow");
        assert_eq!(why(r#"{"data": "박서"#), "data: the body ends too early");
    }

    proptest! {
        #[test]
        fn a_name_in_any_place_of_a_sheet_stays_out_of_the_words(mut place in 0_usize..200) {
            let mut record = sheet();
            replace(&mut record, &mut place, &json!(SECRET));
            if let Err(misfit) = shaped::<Sheet>(&record) {
                let words = format!("{misfit} {misfit:?}");
                prop_assert!(!words.contains(SECRET), "{}", words);
            }
        }
    }

    fn sheet() -> Value {
        let fixture = include_str!("../../../fixtures/coupang/ordersheets_v5.json");
        let mut answer: Value = serde_json::from_str(fixture).unwrap();
        answer["data"][0].take()
    }
}
