//! Message templates: keeping them, and filling in what they leave open.

use std::collections::BTreeMap;

use domain::person::mask_name;
use domain::template::{self, Filled, unknown_field};
use domain::{AccountId, Claim, OrderLine, Sentence, Target, Template, TemplateField, Won};

use crate::desk::Desk;
use crate::engine::Engine;
use crate::view::{ClaimActRequest, Problem, Tag};
use crate::{cap, problem};

/// What is known of an order for the fields of a template.
type Values = BTreeMap<TemplateField, String>;

impl Engine {
    /// Every template, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn templates(&self) -> Result<Vec<Template>, Problem> {
        self.ask(|desk| Ok(desk.store.templates()?)).await
    }

    /// Keeps a template, in place of the one with its id; an empty id makes a new one.
    ///
    /// # Errors
    /// When name or words are missing or too long, when a field is not one of ours, or the store fails.
    pub async fn put_template(&self, template: Template) -> Result<(), Problem> {
        checked(&template)?;
        self.ask(move |desk| {
            let id = if template.id.is_empty() { desk.new_id() } else { template.id.clone() };
            desk.store.put_template(&Template { id, ..template })?;
            desk.tell_stale(&[Tag::Templates]);
            Ok(())
        })
        .await
    }

    /// Forgets a template.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_template(&self, id: String) -> Result<(), Problem> {
        self.ask(move |desk| {
            desk.store.remove_template(&id)?;
            desk.tell_stale(&[Tag::Templates]);
            Ok(())
        })
        .await
    }

    /// Words with their fields filled in for each of the targets, in their order. The words to a single buyer have the
    /// buyer's name in full, since that is what will be read, and that it was shown is logged; of many, the names are
    /// masked here and in full where they go out.
    ///
    /// # Errors
    /// When a target is not here, there are too many, or the store fails.
    pub async fn fill_words(
        &self,
        targets: Vec<(AccountId, Target)>,
        words: String,
    ) -> Result<Vec<Filled>, Problem> {
        cap::list(&targets)?;
        cap::words(&words)?;
        self.ask(move |desk| {
            let alone = targets.len() == 1;
            let filled = |(account, on): &(AccountId, Target)| {
                let mut values = values(desk, account, on)?;
                if alone {
                    log_name(desk, account, &words, &values)?;
                } else if let Some(name) = values.get_mut(&TemplateField::Buyer) {
                    *name = if *name == BUYER { name.clone() } else { mask_name(name) };
                }
                Ok(fill(&words, &values))
            };
            targets.iter().map(filled).collect()
        })
        .await
    }
}

/// How a buyer is addressed whose name is not known, or told masked by the marketplace.
const BUYER: &str = "고객님";

/// The name to address a buyer by; a masked one is no name.
fn name_of(name: &str) -> String {
    let name = name.trim();
    let whole = !name.is_empty() && !name.contains(['*', '＊', '○']);
    if whole { name.to_owned() } else { BUYER.to_owned() }
}

/// Words with their fields filled in; a buyer without a name is not addressed twice, as templates write 고객님 or 님
/// behind the name.
fn fill(words: &str, values: &Values) -> Filled {
    let mut filled = template::fill(words, values);
    if values.get(&TemplateField::Buyer).is_some_and(|name| name == BUYER) {
        for doubled in ["고객님 고객님", "고객님고객님", "고객님 님", "고객님님"] {
            filled.text = filled.text.replace(doubled, BUYER);
        }
    }
    filled
}

/// Writes down that a buyer's name is shown, where the words have it.
fn log_name(desk: &Desk, account: &AccountId, words: &str, values: &Values) -> Result<(), Problem> {
    let named = template::has_field(words, TemplateField::Buyer);
    let known = values.get(&TemplateField::Buyer).is_some_and(|name| name != BUYER);
    match values.get(&TemplateField::Order) {
        Some(order) if named && known => {
            Ok(desk.store.log_access(account, &order.as_str().into(), "buyer", desk.now())?)
        }
        _ => Ok(()),
    }
}

/// Refuses a template that could never be sent as it was meant.
fn checked(template: &Template) -> Result<(), Problem> {
    cap::name(&template.name)?;
    cap::words(&template.body)?;
    if template.name.trim().is_empty() || template.body.trim().is_empty() {
        return Err(problem::bad_input(EMPTY));
    }
    match unknown_field(&template.body) {
        Some(name) => Err(problem::bad_input(no_such_field(name))),
        None => Ok(()),
    }
}

const EMPTY: Sentence = Sentence::fixed(
    "문구의 이름이나 내용이 비어 있습니다. 둘 다 적으세요.",
    "The template's name or its words are missing. Write both.",
);

/// Something between braces that nobody can fill in.
fn no_such_field(name: &str) -> Sentence {
    let known: Vec<_> = TemplateField::ALL.iter().map(|field| format!("{{{}}}", field.name())).collect();
    let known = known.join(" ");
    Sentence::new(
        format!("{{{name}}}은(는) 쓸 수 없는 항목입니다. 다음 항목만 쓰세요: {known}"),
        format!("There is no field {{{name}}}. Use these: {known}"),
    )
}

/// What is known of a target.
fn values(desk: &Desk, account: &AccountId, on: &Target) -> Result<Values, Problem> {
    match on {
        Target::Claim(id) => {
            let claim =
                desk.store.claim(account, id)?.ok_or_else(|| problem::no_such("claim", id.as_str()))?;
            let lines = desk.store.order_lines(account, &claim.order)?;
            Ok(of_claim(desk, &claim, &lines))
        }
        Target::Line(id) => {
            let line = desk.store.line(account, id)?.ok_or_else(|| problem::no_such("line", id.as_str()))?;
            Ok(of_line(desk, &line))
        }
    }
}

/// What is known of a line.
fn of_line(desk: &Desk, line: &OrderLine) -> Values {
    let delivery = &line.delivery;
    let code = delivery.courier.as_ref().map(ToString::to_string).unwrap_or_default();
    let courier = if delivery.courier_name.is_empty() { code } else { delivery.courier_name.clone() };
    Values::from([
        (TemplateField::Buyer, name_of(&line.buyer.name)),
        (TemplateField::Product, line.product.name.clone()),
        (TemplateField::Option, line.product.option.clone()),
        (TemplateField::Order, line.order.to_string()),
        (TemplateField::Amount, won(line.price.total)),
        (TemplateField::Courier, courier_name(desk, &line.account, &courier)),
        (TemplateField::Invoice, delivery.invoice.as_ref().map(ToString::to_string).unwrap_or_default()),
    ])
}

/// What is known of a claim: what its line says, and over it what the claim says itself.
fn of_claim(desk: &Desk, claim: &Claim, lines: &[OrderLine]) -> Values {
    let about = crate::sequence::lines_of(claim, lines);
    let mut values = about.first().map(|line| of_line(desk, line)).unwrap_or_default();
    let reason = &claim.reason;
    let why = if reason.text.is_empty() { &reason.detail } else { &reason.text };
    let product = claim.lines.first().map(|part| part.product.clone()).unwrap_or_default();
    let own = [
        (TemplateField::Product, product),
        (TemplateField::Order, claim.order.to_string()),
        (TemplateField::Reason, why.clone()),
    ];
    values.extend(own.into_iter().filter(|(_, value)| !value.is_empty()));
    let requester = name_of(&claim.requester.name);
    if requester != BUYER || !values.contains_key(&TemplateField::Buyer) {
        values.insert(TemplateField::Buyer, requester);
    }
    values
}

/// A courier by the name that the account's marketplace has for its code.
fn courier_name(desk: &Desk, account: &AccountId, code: &str) -> String {
    let market = desk.find(account);
    let known = market.as_ref().and_then(|door| door.market().ok());
    let named = known.and_then(|market| {
        market.capabilities().couriers.iter().find(|one| one.code == code).map(|one| one.name.to_string())
    });
    named.unwrap_or_else(|| code.to_owned())
}

/// `12,900원`
fn won(amount: Won) -> String {
    let digits = amount.get().unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if amount < Won::ZERO { "-" } else { "" };
    format!("{sign}{grouped}원")
}

/// The request with its words filled in for one claim, so that each of many buyers reads the own order's.
pub(crate) fn worded(
    desk: &Desk,
    claim: &Claim,
    lines: &[OrderLine],
    request: &ClaimActRequest,
) -> ClaimActRequest {
    let mut own = request.clone();
    let words = match &mut own {
        ClaimActRequest::Notify { text }
        | ClaimActRequest::RefuseDisputed { text, .. }
        | ClaimActRequest::RefuseBecause { text, .. } => text,
        ClaimActRequest::Hold { detail, .. } | ClaimActRequest::Defer { detail, .. } => detail,
        _ => return own,
    };
    if template::has_fields(words) {
        *words = fill(words, &of_claim(desk, claim, lines)).text;
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn won_are_grouped_by_thousands() {
        let shown = |amount: i64| won(Won::new(amount));
        assert_eq!(
            [0, 999, 1_000, 12_900, 1_234_567].map(shown),
            ["0원", "999원", "1,000원", "12,900원", "1,234,567원"]
        );
        assert_eq!(shown(-2_500), "-2,500원");
    }

    #[test]
    fn a_buyer_is_addressed_by_name_and_one_without_a_whole_name_only_once() {
        let read = |name: &str, words: &str| {
            fill(words, &Values::from([(TemplateField::Buyer, name_of(name))])).text
        };
        assert_eq!(read("문정아", "{주문자} 고객님, 접수"), "문정아 고객님, 접수");
        for masked in ["문*아", "", "문○○"] {
            let words = ["{주문자} 고객님, 접수", "{주문자}님, 접수", "{주문자}, 접수"];
            assert_eq!(words.map(|words| read(masked, words)), ["고객님, 접수"; 3], "{masked}");
        }
    }

    #[test]
    fn a_field_that_nobody_can_fill_in_is_refused_in_one_sentence() {
        let template = |body: &str| Template {
            id: String::new(),
            name: "이름".to_owned(),
            purpose: domain::TemplatePurpose::Other,
            marketplace: None,
            body: body.to_owned(),
        };
        assert!(checked(&template("{주문자}님 {상품}")).is_ok());
        let refused = checked(&template("{이름}님")).map_err(|problem| problem.sentence.ko.into_owned());
        assert!(refused.is_err_and(|ko| ko.contains("{이름}") && ko.contains("{주문자}")));
        assert!(checked(&template(" ")).is_err());
    }
}
