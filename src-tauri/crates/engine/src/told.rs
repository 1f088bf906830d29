//! What a marketplace tells of a line or a claim besides what the panel shows elsewhere: first what every marketplace
//! tells, then the details of its own.

use domain::person::{mask_name, mask_phone};
use domain::{Claim, Detail, DetailForm, OrderLine, Sentence, Won};

use crate::masked;
use crate::view::{ToldRow, ToldValue};

/// Of a line, people masked.
pub(crate) fn of_line(line: &OrderLine) -> Vec<ToldRow> {
    let buyer = &line.buyer;
    let people = [
        text("주문자", "Buyer", mask_name(&buyer.name)),
        text("주문자 전화", "Buyer's telephone", mask_phone(&buyer.phone)),
        text("주문자 이메일", "Buyer's e-mail", masked::letters(&buyer.email)),
    ];
    people
        .into_iter()
        .chain(numbers(line))
        .chain(terms(line))
        .chain(moments(line))
        .flatten()
        .chain(besides(&line.more))
        .collect()
}

/// Of a claim, people masked.
pub(crate) fn of_claim(claim: &Claim) -> Vec<ToldRow> {
    besides(&claim.more).collect()
}

/// The details that say something, people masked.
fn besides(more: &[Detail]) -> impl Iterator<Item = ToldRow> {
    more.iter().filter(|detail| !detail.is_nothing()).map(|detail| row(detail, masked::detail(detail)))
}

/// The people of a line in full, but for its receiver; the caller has logged it.
pub(crate) fn people_of(line: &OrderLine) -> Vec<ToldRow> {
    let buyer = &line.buyer;
    let people = [
        text("주문자", "Buyer", buyer.name.clone()),
        text("주문자 전화", "Buyer's telephone", buyer.phone.clone()),
        text("주문자 이메일", "Buyer's e-mail", buyer.email.clone()),
    ];
    let personal = line.more.iter().filter(|detail| detail.kind.is_personal());
    let told = personal.map(|detail| row(detail, detail.value.clone()));
    people.into_iter().flatten().chain(told).collect()
}

/// The numbers of a line. Where its own is put together from others, it tells nothing new.
fn numbers(line: &OrderLine) -> Vec<Option<ToldRow>> {
    let own = Some(line.line.as_str()).filter(|number| *number == line.item.as_str());
    vec![
        text("상품주문번호", "Line number", own.unwrap_or_default().to_owned()),
        text("상품 번호", "Product number", line.product.product_id.clone()),
        text("노출상품명", "Shown as", line.product.shown_name.clone()),
    ]
}

/// What one piece cost, and what is special about its way.
fn terms(line: &OrderLine) -> Vec<Option<ToldRow>> {
    let flag = |set: bool, ko, en, words: &str| set.then(|| named(ko, en, ToldValue::Text(words.to_owned())));
    let unit = Some(line.price.unit).filter(|unit| *unit != Won::ZERO);
    vec![
        unit.map(|unit| named("판매 단가", "Unit price", ToldValue::Won(unit))),
        flag(line.delivery.split, "분리배송", "Split", "나누어 발송"),
        flag(line.delivery.remote_area, "도서산간", "Remote area", "해당"),
    ]
}

/// When what became of a line.
fn moments(line: &OrderLine) -> Vec<Option<ToldRow>> {
    let at = |ko, en, at: Option<_>| Some(named(ko, en, ToldValue::Moment(at?)));
    let planned = line.delivery.planned_ship_date;
    vec![
        at("결제", "Paid", line.paid_at),
        planned.map(|day| named("나머지 발송 예정일", "Rest ships on", ToldValue::Day(day))),
        at("발송", "Dispatched", line.shipped_at),
        at("배송 완료", "Delivered", line.delivered_at),
        at("구매확정", "Purchase final", line.confirmed_at),
    ]
}

/// A row of words, unless they say nothing.
fn text(ko: &'static str, en: &'static str, value: String) -> Option<ToldRow> {
    (!value.is_empty()).then(|| named(ko, en, ToldValue::Text(value)))
}

/// A row.
const fn named(ko: &'static str, en: &'static str, value: ToldValue) -> ToldRow {
    ToldRow { name: Sentence::fixed(ko, en), value }
}

/// A detail as a row, which says `words`.
fn row(detail: &Detail, words: String) -> ToldRow {
    ToldRow { name: detail.kind.name(), value: formed(detail).unwrap_or(ToldValue::Text(words)) }
}

/// The value as what it is; `None` for words, and for what cannot be read as its kind says.
fn formed(detail: &Detail) -> Option<ToldValue> {
    let text = detail.value.as_str();
    match detail.kind.form() {
        DetailForm::Won => text.parse().ok().map(|won| ToldValue::Won(Won::new(won))),
        DetailForm::Moment => text.parse().ok().map(ToldValue::Moment),
        DetailForm::Day => text.parse().ok().map(ToldValue::Day),
        DetailForm::Text | DetailForm::Personal => None,
    }
}
