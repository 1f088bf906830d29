//! Accounts, forms, couriers and capabilities as the window shows them.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{Courier, DigitRule, Length, Marketplace, Sentence};
use market::carriers::{carrier_named, carrier_of};
use market::{Ask, Capabilities, Descriptor, Gauge, Reading, Support};
use store::{Account, FeedState};

use crate::collect::{self, trouble};
use crate::desk::Desk;
use crate::door::Door;
use crate::view::{
    AccountView, CapabilityRow, CompanionView, CourierView, DescriptorView, FeedView, FieldView, GaugeView,
    HealthView, Problem, ReadingRow, SupportView,
};

/// An account.
pub(super) fn account(desk: &Desk, door: &Door) -> Result<AccountView, Problem> {
    let account = &door.account;
    let feeds = desk.store.feeds(&account.id)?;
    Ok(AccountView {
        id: account.id.clone(),
        marketplace: account.marketplace,
        name: account.name.clone(),
        seller_id: account.seller_id.clone(),
        sandbox: account.sandbox,
        health: health(door, &feeds),
        feeds: listed(desk, door, &feeds)?,
        key_ends_on: key_ends_on(account),
        key_issued_on: account.key_issued_on,
        base_url: account.base_url.clone(),
        proxy: account.proxy.clone(),
    })
}

/// How an account is doing: what this run knows, or what the feeds kept from the run before.
fn health(door: &Door, feeds: &[FeedState]) -> HealthView {
    let live = door.live();
    let told = door.market().map(|market| market.health()).unwrap_or_default();
    let failing = feeds.iter().filter(|feed| feed.failing_since.is_some());
    let kept = failing.clone().find_map(|feed| feed.last_error.as_deref()).and_then(trouble::read);
    HealthView {
        last_ok_at: feeds.iter().map(|feed| feed.last_ok_at).min().flatten(),
        failing_since: failing.filter_map(|feed| feed.failing_since).min(),
        problem: live.problem.or(kept),
        closed_until: told.closed_until,
        progress: live.progress.together(),
        rate: told.rate.map(gauge),
        quota: told.quota.map(gauge),
        last_trace: told.last_trace,
    }
}

/// A limit as the marketplace's headers tell it.
fn gauge(gauge: Gauge) -> GaugeView {
    GaugeView { limit: gauge.limit, burst: gauge.burst, remaining: gauge.remaining, period: gauge.period }
}

/// The feeds in the connector's order, also those that were never read; of an account that cannot be opened, what is
/// kept of them.
fn listed(desk: &Desk, door: &Door, kept: &[FeedState]) -> Result<Vec<FeedView>, Problem> {
    let Ok(market) = door.market() else { return Ok(kept.iter().map(|state| feed(state, None)).collect()) };
    let mut feeds = Vec::new();
    for known in market.feeds() {
        let never = FeedState { feed: known.id.0.to_owned(), ..FeedState::default() };
        let state = kept.iter().find(|state| state.feed == known.id.0).unwrap_or(&never);
        feeds.push(feed(state, Some(collect::due_at(desk, door, known)?)));
    }
    Ok(feeds)
}

/// A feed.
fn feed(feed: &FeedState, next_at: Option<DateTime<Utc>>) -> FeedView {
    FeedView {
        feed: feed.feed.clone(),
        read_until: feed.read_until,
        last_ok_at: feed.last_ok_at,
        next_at,
        failing_since: feed.failing_since,
        last_error: feed.last_error.as_deref().map(trouble::words),
    }
}

/// The day on which a key ends: the day of its issue and as many days as the marketplace gives.
fn key_ends_on(account: &Account) -> Option<NaiveDate> {
    let days = market::descriptors()
        .into_iter()
        .find(|descriptor| descriptor.marketplace == account.marketplace)
        .and_then(|descriptor| descriptor.key_days)?;
    account.key_issued_on?.checked_add_days(Days::new(days.into()))
}

/// An account form.
pub(super) fn descriptor(descriptor: Descriptor) -> DescriptorView {
    DescriptorView {
        marketplace: descriptor.marketplace,
        fields: descriptor
            .fields
            .into_iter()
            .map(|field| FieldView {
                name: field.name.to_owned(),
                label: field.label,
                hint: field.hint,
                secret: field.secret,
                optional: field.optional,
            })
            .collect(),
        steps: descriptor.steps,
        guide: descriptor.guide.to_owned(),
        centre: descriptor.centre.to_owned(),
        companion: market::companion(descriptor.marketplace)
            .map(|(marketplace, field)| CompanionView { marketplace, field: field.to_owned() }),
    }
}

/// A courier, by the name that it has everywhere; `last` is the code of the last parcel's.
pub(super) fn courier(marketplace: Marketplace, courier: &Courier, last: Option<&str>) -> CourierView {
    let known = carrier_of(marketplace, courier.code).or_else(|| carrier_named(courier.name));
    CourierView {
        code: courier.code.to_owned(),
        name: known.map_or(courier.name, |carrier| carrier.name).to_owned(),
        rule: rule(courier.rule),
        numbered: courier.is_numbered(),
        last_used: last == Some(courier.code),
    }
}

/// A digit rule in words.
fn rule(rule: DigitRule) -> Sentence {
    let list = |lengths: &[u8]| lengths.iter().map(u8::to_string).collect::<Vec<_>>().join("·");
    match rule {
        DigitRule::Lengths(lengths) => {
            Sentence::new(format!("숫자 {}자리", list(lengths)), format!("{} digits", list(lengths)))
        }
        DigitRule::Between(least, most) => {
            Sentence::new(format!("숫자 {least}–{most}자리"), format!("{least}–{most} digits"))
        }
        DigitRule::Alphanumeric(lengths) => Sentence::new(
            format!("영문·숫자 {}자리", list(lengths)),
            format!("{} letters or digits", list(lengths)),
        ),
        DigitRule::Digits => Sentence::fixed("숫자", "digits only"),
        DigitRule::Unstated => Sentence::fixed("정해진 규칙 없음", "no rule is published"),
        DigitRule::NoNumber => Sentence::fixed("송장번호 없음", "no number"),
    }
}

/// A marketplace's capability table.
pub(super) fn capabilities(
    marketplace: Marketplace,
    capabilities: &Capabilities,
) -> impl Iterator<Item = CapabilityRow> {
    capabilities.actions.iter().map(move |(kind, support)| {
        let (support, sentence, link) = told(support);
        let experimental = capabilities.experimental.contains(kind);
        let words = capabilities.asks(*kind).into_iter().find_map(length);
        CapabilityRow { marketplace, kind: *kind, support, sentence, link, experimental, words }
    })
}

/// How long words are, where something asks for any.
const fn length(ask: Ask) -> Option<Length> {
    match ask {
        Ask::Text(length) | Ask::TextFor { length, .. } => Some(length),
        _ => None,
    }
}

/// A marketplace's table of what it tells.
pub(super) fn readings(
    marketplace: Marketplace,
    capabilities: &Capabilities,
) -> impl Iterator<Item = ReadingRow> {
    capabilities.readings.iter().map(move |(reading, support)| {
        let (support, sentence, link) = told(support);
        ReadingRow { marketplace, reading: word(*reading), support, sentence, link }
    })
}

/// How far something is supported, with the words and the link for it.
fn told(support: &Support) -> (SupportView, Option<Sentence>, Option<String>) {
    match support {
        Support::Native => (SupportView::Native, None, None),
        Support::Composed(how) => (SupportView::Composed, Some(how.clone()), None),
        Support::Local(how) => (SupportView::Local, Some(how.clone()), None),
        Support::Unavailable { reason, link } => {
            (SupportView::Unavailable, Some(reason.clone()), Some((*link).to_owned()))
        }
    }
}

/// A reading's word.
fn word(reading: Reading) -> String {
    // A reading is one word and always encodes; its name alone is the honest rest if it ever did not.
    match serde_json::to_value(reading) {
        Ok(serde_json::Value::String(word)) => word,
        _ => format!("{reading:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_courier_has_the_name_that_it_has_everywhere_also_where_codes_are_the_marketplaces_own() {
        let named = |name| {
            courier(Marketplace::Grip, &Courier { code: "7", name, rule: DigitRule::Unstated }, None).name
        };
        assert_eq!((named("cj 대한통운").as_str(), named("우체국").as_str()), ("CJ대한통운", "우체국택배"));
        assert_eq!(named("동네 배달"), "동네 배달");
    }
}
