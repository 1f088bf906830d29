//! Buyers who act of their own accord while somebody watches the shop.

use chrono::{DateTime, Utc};
use rand::RngExt;
use rand::seq::{IndexedRandom, IteratorRandom};

use super::generate::Maker;
use super::line_state::LineState;
use super::model::{Key, Line};
use super::phrases;
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, ClaimWish, OrderWish, Verb};

/// One buyer does something; what is not possible just now simply does not happen.
pub(crate) fn act(state: &mut State, settings: &Settings, at: DateTime<Utc>) {
    state.acts += 1;
    let mut maker = Maker::for_act(state.seed ^ 0x0062_7579_6572, state.acts);
    let Some(verb) = choose(&mut maker, state) else {
        return;
    };
    if let Err(obstacle) = verbs::act(state, settings, at, &verb) {
        tracing::debug!(%obstacle, ?verb, "a buyer changed their mind");
    }
}

fn choose(maker: &mut Maker, state: &State) -> Option<Verb> {
    let is = |wanted: LineState| move |line: &&Line| line.state == wanted;
    Some(match maker.rng.random_range(0..20) {
        0..=2 => Verb::BuyerCancels { key: any(maker, state, is(LineState::Paid))? },
        3 | 4 => {
            let wish = why(maker, &phrases::RETURN_REASONS);
            Verb::BuyerReturns { key: any(maker, state, is(LineState::Delivered))?, wish }
        }
        5 => {
            let wish = why(maker, &phrases::CHANGE_REASONS);
            Verb::BuyerExchanges { key: any(maker, state, is(LineState::Delivered))?, wish }
        }
        6 => {
            let open = |line: &&Line| line.state.is_return() || line.state.is_exchange();
            Verb::BuyerWithdraws { key: any(maker, state, open)? }
        }
        7 => Verb::BuyerReviews { key: any(maker, state, is(LineState::Decided))?, text: None },
        8 => {
            let kind = Some(maker.rng.random_range(1..=10));
            Verb::BuyerAsks { key: any(maker, state, |_| true)?, kind, from_product: kind == Some(1) }
        }
        _ => Verb::PlaceOrder { wish: OrderWish::default() },
    })
}

fn why(maker: &mut Maker, reasons: &[(i64, &str)]) -> ClaimWish {
    reasons.choose(&mut maker.rng).map(|reason| phrases::claim(*reason)).unwrap_or_default()
}

fn any(maker: &mut Maker, state: &State, fit: impl Fn(&&Line) -> bool) -> Option<Key> {
    state.lines().filter(fit).map(|line| line.key).choose(&mut maker.rng)
}
