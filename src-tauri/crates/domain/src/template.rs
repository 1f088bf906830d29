//! Message templates: words to a buyer that are written once, with fields for what differs from order to order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ActionKind, Marketplace};

/// What a template is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TemplatePurpose {
    /// 취소 거부
    CancelRefusal,
    /// 반품·교환 거부
    Refusal,
    /// 보류
    Hold,
    /// 접수 안내
    Notice,
    /// 발송지연
    Delay,
    /// 기타
    Other,
}

impl TemplatePurpose {
    /// Every purpose, in the order of the list.
    pub const ALL: [Self; 6] =
        [Self::CancelRefusal, Self::Refusal, Self::Hold, Self::Notice, Self::Delay, Self::Other];

    /// What the words of an operation are for.
    pub const fn of(kind: ActionKind) -> Self {
        use ActionKind as Kind;
        match kind {
            Kind::RefuseCancel => Self::CancelRefusal,
            Kind::RefuseReturn | Kind::RefuseExchange => Self::Refusal,
            Kind::HoldReturn | Kind::HoldExchange | Kind::DeferReturn => Self::Hold,
            Kind::NotifyReturn | Kind::NotifyExchange => Self::Notice,
            Kind::DelayNotice | Kind::ChangeHopeDelivery => Self::Delay,
            _ => Self::Other,
        }
    }
}

/// What a template leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TemplateField {
    /// 주문자, by the whole name: it is the buyer who reads it.
    Buyer,
    /// 상품
    Product,
    /// 옵션
    Option,
    /// 주문번호
    Order,
    /// 사유
    Reason,
    /// 금액, in won
    Amount,
    /// 택배사
    Courier,
    /// 송장번호
    Invoice,
}

impl TemplateField {
    /// Every field, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Buyer,
        Self::Product,
        Self::Option,
        Self::Order,
        Self::Reason,
        Self::Amount,
        Self::Courier,
        Self::Invoice,
    ];

    /// Its name, as it stands between braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buyer => "주문자",
            Self::Product => "상품",
            Self::Option => "옵션",
            Self::Order => "주문번호",
            Self::Reason => "사유",
            Self::Amount => "금액",
            Self::Courier => "택배사",
            Self::Invoice => "송장번호",
        }
    }

    /// The field of a name; spaces around it do not count.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name.trim())
    }
}

/// Words for many orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Template {
    /// Our number for it.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// What it is written for.
    pub purpose: TemplatePurpose,
    /// The only marketplace that it is offered for; `None` for all.
    pub marketplace: Option<Marketplace>,
    /// The words, with fields between braces.
    pub body: String,
}

/// Words with their fields filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Filled {
    /// The words.
    pub text: String,
    /// Fields of which nothing is known; they are left out.
    pub missing: Vec<TemplateField>,
}

/// A piece of words: as it stands, or something between braces.
enum Piece<'a> {
    Words(&'a str),
    Braces(&'a str),
}

/// The pieces of words in their order. A brace that is never closed is a letter like any other.
fn pieces(body: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = body;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((within, after)) = behind.split_once('}') else { break };
        // Of two opening braces the inner one begins the field.
        let from = within.rfind('{').map_or(0, |at| at + 1);
        let outer = before.len() + from;
        pieces.push(Piece::Words(&rest[..outer]));
        pieces.push(Piece::Braces(&within[from..]));
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    pieces
}

/// The first thing between braces that is no field.
pub fn unknown_field(body: &str) -> Option<&str> {
    pieces(body).into_iter().find_map(|piece| match piece {
        Piece::Braces(name) if TemplateField::named(name).is_none() => Some(name),
        _ => None,
    })
}

/// Whether words leave anything open.
pub fn has_fields(body: &str) -> bool {
    pieces(body)
        .iter()
        .any(|piece| matches!(piece, Piece::Braces(name) if TemplateField::named(name).is_some()))
}

/// Whether words leave a field open.
pub fn has_field(body: &str, field: TemplateField) -> bool {
    pieces(body)
        .iter()
        .any(|piece| matches!(piece, Piece::Braces(name) if TemplateField::named(name) == Some(field)))
}

/// Fills in what is known. What stands between braces and is no field stays as it was typed.
pub fn fill(body: &str, values: &BTreeMap<TemplateField, String>) -> Filled {
    let mut filled = Filled::default();
    for piece in pieces(body) {
        match piece {
            Piece::Words(words) => filled.text.push_str(words),
            Piece::Braces(name) => match TemplateField::named(name) {
                Some(field) => put(&mut filled, field, values),
                None => filled.text.extend(["{", name, "}"]),
            },
        }
    }
    filled
}

/// Puts the value of a field behind the words.
fn put(filled: &mut Filled, field: TemplateField, values: &BTreeMap<TemplateField, String>) {
    match values.get(&field).filter(|value| !value.is_empty()) {
        Some(value) => filled.text.push_str(value),
        None if filled.missing.contains(&field) => {}
        None => filled.missing.push(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> BTreeMap<TemplateField, String> {
        BTreeMap::from([
            (TemplateField::Buyer, "김*호".to_owned()),
            (TemplateField::Order, "2026-1".to_owned()),
            (TemplateField::Reason, String::new()),
        ])
    }

    #[test]
    fn fields_are_filled_in_and_what_is_not_known_is_left_out_and_told() {
        let filled = fill("{주문자} 고객님, { 주문번호 } {사유}{송장번호}{사유}.", &values());
        assert_eq!(filled.text, "김*호 고객님, 2026-1 .");
        assert_eq!(filled.missing, [TemplateField::Reason, TemplateField::Invoice]);
        assert!(has_fields("{주문자}") && !has_fields("{누구}") && !has_fields("주문자"));
    }

    #[test]
    fn what_is_no_field_is_named_and_stays_as_it_was_typed() {
        assert_eq!(unknown_field("{주문자}님 {이름}"), Some("이름"));
        assert_eq!(unknown_field("{주문자}님 }{ {"), None);
        let text = |body: &str| fill(body, &values()).text;
        assert_eq!(text("{이름} {"), "{이름} {");
        assert_eq!(text("{{주문번호}}"), "{2026-1}");
        assert_eq!(text("}{주문자}{"), "}김*호{");
    }

    #[test]
    fn a_value_is_not_read_for_fields_again() {
        let values = BTreeMap::from([(TemplateField::Product, "{주문자} 컵".to_owned())]);
        assert_eq!(fill("{상품}", &values).text, "{주문자} 컵");
    }

    proptest::proptest! {
        #[test]
        fn any_words_without_fields_stay_as_they_are(body in "[^{}]{0,30}[{}]{0,3}[a-z }{]{0,20}") {
            proptest::prop_assert_eq!(fill(&body, &values()).text, body);
        }
    }
}
